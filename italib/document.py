"""A document as a list of blocks: all that the writers for Word, PDF and Excel know of it. Nothing here is of ITA."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked

from italib.precision import half_up, show
from italib.thai import thai_digits

# A number is shown with the decimals of its column; None is a figure that is missing.
Cell = str | int | float | None
Role = Literal["", "good", "weak", "group", "total"]
# The grounds of cells, the same in every form of a document; what is weak is bold too, for who can't tell the colours.
TINTS = {"header": "#e2e9f1", "group": "#f0f3f7", "total": "#f0f3f7", "good": "#d9f0e3", "weak": "#fbdcd3"}


@dataclass(frozen=True)
class Column:
    """A column of a table. `width` is its share of the table, in any unit; `decimals` makes it a column of numbers.

    Columns next to each other with the same `group` stand under one heading of that name. With `merge`, cells below
    each other that say the same become one (`Table.reach`). Numbers below `weak_below` are coloured.
    """

    label: str
    width: float
    align: Literal["left", "center", "right"] = "left"
    decimals: int | None = None
    group: str = ""
    merge: bool = False
    weak_below: float | None = None

    def show(self, cell: Cell) -> str:
        """A cell as text: numbers rounded once with all decimals written, `–` where a figure is missing."""
        if isinstance(cell, str):
            return cell
        return show(float("nan") if cell is None else cell, self.decimals or 0)

    def is_weak(self, cell: Cell) -> bool:
        """Whether a number, as it is shown, is below the limit of the column."""
        if self.weak_below is None or cell is None or isinstance(cell, str):
            return False
        return float(half_up(cell, self.decimals or 0)) < self.weak_below


@dataclass(frozen=True)
class Row:
    """A row of a table. `good` and `weak` tint it; a `group` has one cell over all columns; `total` sets it bold.

    A line break in a cell begins a new paragraph, and one that begins with `- ` is a point of a list.
    """

    cells: tuple[Cell, ...]
    role: Role = ""


@dataclass(frozen=True)
class BarChart:
    """A chart that a spreadsheet draws of a table: the columns (by place) of the labels and of the bars."""

    title: str
    labels: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A table with a numbered caption. `name` is the name of its sheet.

    Below it stand a `note`, what its colours mean, say, and the `source` of its figures.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    source: str = ""
    chart: BarChart | None = None

    @property
    def below(self) -> str:
        """What stands below it, a line each."""
        return "\n".join(filter(None, (self.note, self.source)))

    def reach(self, place: int) -> list[int]:
        """Over how many rows each cell of a column goes; 0 for a cell that the one above it goes over.

        Cells of a column with `merge` are one where they say the same and those to their left in columns with `merge`
        are one too. A row of a group or a total is a row of its own.
        """
        if not self.columns[place].merge:
            return [1] * len(self.rows)
        merging = [number for number, column in enumerate(self.columns[: place + 1]) if column.merge]
        keys = [
            number if row.role in ("group", "total") else tuple(row.cells[column] for column in merging)
            for number, row in enumerate(self.rows)
        ]
        return spans(keys)


def spans(keys: Iterable[Hashable]) -> list[int]:
    """How far the first of each run of equal keys goes; 0 for those that it goes over.

    >>> spans("aabc")
    [2, 0, 1, 1]
    """
    lengths = [len(list(run)) for _, run in groupby(keys)]
    return [rest for length in lengths for rest in (length, *[0] * (length - 1))]


@dataclass(frozen=True)
class Picture:
    """A picture with a numbered caption and the text that stands for it where it can't be seen.

    `source` is for lists of pictures; what must stand below a picture is in it.
    """

    name: str
    caption: str
    png: bytes
    alt: str
    source: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; the writer numbers it unless it is told not to."""

    text: str
    level: Literal[1, 2, 3] = 1
    numbered: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: of the text, a `lead` (bold) to what follows, a small `note`, or who signs, set to the right."""

    text: str
    role: Literal["body", "lead", "note", "signature"] = "body"


@dataclass(frozen=True)
class Points:
    """A list of points, each with a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """The table of contents, on a page of its own."""

    title: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Points | Table | Picture | Contents | PageBreak


Margin = Annotated[float, Field(ge=0, le=8)]
LetterSize = Annotated[float, Field(ge=4, le=72)]


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Layout:
    """How the pages look: A4, margins in centimetres, the font of the Word file, and the size of text in points.

    The two sizes differ: offices have TH SarabunPSK, which is small for its size; the PDF embeds Sarabun.
    """

    top_cm: Margin
    bottom_cm: Margin
    left_cm: Margin
    right_cm: Margin
    word_font: str
    word_size: LetterSize
    pdf_size: LetterSize


@dataclass(frozen=True)
class Document:
    """A whole document: `cover` lines (the first is the largest), blocks, and what stands on every page.

    `notices` are what a reader must know on every page, say that it is a draft. `table_word` and `figure_word` begin
    the captions. With `thai_digits` every number is written with Thai digits, page numbers and captions included.
    """

    title: str
    author: str
    cover: tuple[str, ...]
    notices: tuple[str, ...]
    blocks: tuple[Block, ...]
    layout: Layout
    table_word: str
    figure_word: str
    thai_digits: bool = False

    def digits(self, text: str) -> str:
        """The text as this document writes its digits."""
        return thai_digits(text) if self.thai_digits else text

    @property
    def headings(self) -> tuple[tuple[Heading, str], ...]:
        """Its headings, each with its number (`1.2`, say), which is empty where it has none."""
        counts, found = [0, 0, 0], []
        for heading in (block for block in self.blocks if isinstance(block, Heading)):
            level = heading.level
            if heading.numbered:
                # A level that was passed over counts as one, as it does in Word.
                counts = [max(count, 1) for count in counts[: level - 1]] + [counts[level - 1] + 1] + [0] * (3 - level)
            found.append((heading, ".".join(map(str, counts[:level])) if heading.numbered else ""))
        return tuple(found)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order; the first is table 1."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures, in order; the first is picture 1."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

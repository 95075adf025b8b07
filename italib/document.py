"""A document as a list of blocks: all that the writers for Word, PDF and Excel know of it. Nothing here is of ITA."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from italib.precision import half_up, show
from italib.thai import thai_digits

# A number is shown with the decimals of its column; None is a figure that is missing.
Cell = str | float | None
Role = Literal["", "good", "weak", "group", "total"]


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
    """A row of a table. `good` and `weak` tint it; `group` spans its first cell over the table; `total` sets it bold.

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
    """A table with a numbered caption. `name` is the name of its sheet, `source` says where its figures come from."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str = ""
    chart: BarChart | None = None

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
        lengths = [len(list(run)) for _, run in groupby(keys)]
        return [rows for length in lengths for rows in (length, *[0] * (length - 1))]


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
    """A list of points, each with a dash or, where the text before it announces their number, with a number."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Contents:
    """The table of contents, on a page of its own."""

    title: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Points | Table | Picture | Contents | PageBreak


@dataclass(frozen=True)
class Layout:
    """How the pages look: A4, margins in centimetres, a font family and its size in points for Word and for PDF.

    The two differ: offices have TH SarabunPSK, which is small for its size; the PDF embeds Sarabun.
    """

    top_cm: float
    bottom_cm: float
    left_cm: float
    right_cm: float
    word_font: str
    word_size: float
    pdf_font: str
    pdf_size: float


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

"""Exports as text, and which column is which part. Repairs no answer and scores nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from italib import thai
from italib.agency import Forms, Inputs, instrument_of_file
from italib.columns import Match, Words, letter
from italib.export_settings import IGNORED, ExportSettings
from italib.framework import Framework
from italib.problems import InputError, Problem, stop_if
from italib.sheets import read_book

# A header stands among the first rows; below this, rows are answers.
HEADER_SEARCH = 20
WIDE, LONG, SCORE_TABLE = "answers", "long", "score table"
COLUMNS = ["column", "position", "header", "item", "part", "role", "how", "alike"]


@dataclass(frozen=True)
class Export:
    """One sheet of one file as text. `file` is its name, with that of the sheet if several hold a table.

    `form`: one row a respondent (`answers`), one row a respondent × part (`long`), one row an item (`score table`).
    `rows`: the cells below the header, with the row numbers that a spreadsheet shows. `columns`: one row a column that
    is used or known, `column` (letter), `position`, `header`, `item`, `part`, `role`, `how` it was matched, and how
    `alike` its words are, in per cent. `unused`: the columns that are neither, by letter, with their headers.
    `encoding` and `separator`: how a text file was read; `hidden`: the sheets that are not read.
    """

    file: str
    instrument: str
    form: str
    header_row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: pd.DataFrame
    settings: ExportSettings = ExportSettings()
    unused: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    separator: str = ""
    hidden: tuple[str, ...] = ()
    lines: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    sources: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def is_score_table(self) -> bool:
        """Whether it holds item scores instead of answers."""
        return self.form == SCORE_TABLE

    def lines_of(self, row: int) -> tuple[int, ...]:
        """The rows of the file behind a row."""
        return self.lines.get(row, (row,))

    def row_of(self, row: int, position: int) -> int:
        """The row of the file that a cell comes from."""
        return self.sources.get((row, position), row)

    # What is asked of every row is worked out once.

    @cached_property
    def _positions(self) -> dict[str, int]:
        """Where the first column of each role stands."""
        first = self.columns.drop_duplicates("role")
        return dict(zip(first["role"], map(int, first["position"]), strict=True))

    @cached_property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """The position of each column with the key of its header."""
        return tuple(zip(map(int, self.columns["position"]), map(thai.key, self.columns["header"]), strict=True))

    def position(self, *roles: str) -> int | None:
        """Where the column of the first of these roles stands that there is one of."""
        return next((self._positions[role] for role in roles if role in self._positions), None)


@dataclass(frozen=True)
class Header:
    """A row of column headings: the row it ends in, its texts, what each is, and the form of the table below it."""

    end: int
    texts: tuple[str, ...]
    matches: tuple[Match | None, ...]
    form: str | None

    @property
    def parts(self) -> set[tuple[str, int]]:
        """The parts that some column certainly answers."""
        return {(match.item, match.part) for match in self.matches if match and match.item and not match.others}


def exports_of(inputs: Inputs) -> list[Export]:
    """The exports of an agency-year. Raises InputError with all that is wrong with any of them."""
    return read_exports(inputs.raw, inputs.framework, inputs.forms, inputs.export_settings)


def read_exports(
    paths: Iterable[Path], framework: Framework, forms: Forms, settings: dict[str, ExportSettings] | None = None
) -> list[Export]:
    """Every sheet of every export that holds a table. Raises InputError with all that is wrong with any of them."""
    exports, problems = [], []
    for path in paths:
        try:
            exports += _read_file(path, framework, forms, (settings or {}).get(path.name, ExportSettings()))
        except InputError as wrong:
            problems.extend(wrong.problems)
    stop_if(problems)
    return exports


def _read_file(path: Path, framework: Framework, forms: Forms, settings: ExportSettings) -> list[Export]:
    instrument = instrument_of_file(path, framework)
    words = Words(framework, forms, instrument)
    book = read_book(path, encoding=settings.encoding)
    found = {
        sheet: replace(export, encoding=book.encoding, separator=book.separator, hidden=book.hidden)
        for sheet, rows in book.sheets.items()
        if rows and (export := _export(path, instrument, rows, words, settings)) is not None
    }
    if not found:
        raise InputError([Problem.of("no_header", path, instrument=instrument)])
    if len(found) == 1:
        return list(found.values())
    return [replace(export, file=f"{path.name} [{sheet}]") for sheet, export in found.items()]


def _export(
    path: Path, instrument: str, rows: Sequence[tuple[str, ...]], words: Words, settings: ExportSettings
) -> Export | None:
    """The table of a sheet, or None where it has no header."""
    header = _header(rows, words, settings)
    if header is None:
        return None
    if header.form == WIDE:
        header = replace(header, matches=_with_nearest(header, words))
        _check_columns(path, header, words)
    columns = pd.DataFrame(
        [
            (letter(at), at, text, match.item, match.part, match.role, match.how, match.alike)
            for at, (text, match) in enumerate(zip(header.texts, header.matches, strict=True))
            if match
        ],
        columns=COLUMNS,
    )
    unused = tuple(
        (letter(at), text)
        for at, (text, match) in enumerate(zip(header.texts, header.matches, strict=True))
        if match is None and text.strip()
    )
    body = tuple(enumerate(rows[header.end + 1 :], start=header.end + 2))
    return Export(path.name, instrument, header.form, header.end + 1, body, columns, settings, unused)


def _header(rows: Sequence[tuple[str, ...]], words: Words, settings: ExportSettings) -> Header | None:
    """The heading of a sheet: the row, or two rows, that name most parts, else that of a long or a score table."""
    ends = range(min(len(rows), HEADER_SEARCH))
    if settings.header_row:
        ends = range(settings.header_row - 1, settings.header_row) if settings.header_row <= len(rows) else ()
    found = [header for end in ends for header in _headers_at(rows, end, words, settings)]
    widest = max(found, key=lambda header: len(header.parts), default=None)
    if widest is not None and widest.form == WIDE:
        return widest
    return next((header for header in found if header.form in (LONG, SCORE_TABLE)), None)


def _headers_at(rows: Sequence[tuple[str, ...]], end: int, words: Words, settings: ExportSettings) -> list[Header]:
    """A row read as a heading, and read together with the one above it, whose cells reach over several columns."""
    own = rows[end]
    found = [_heading(end, own, tuple(map(words.match, own)), words, settings)]
    if end > 0:
        above = (*rows[end - 1], *[""] * len(own))[: len(own)]
        columns = list(zip(above, _carried(above), own, strict=True))
        texts = tuple(f"{question} [{cell}]" if cell.strip() else high for high, question, cell in columns)
        matches = tuple(_together(*column, words) for column in columns)
        found.append(_heading(end, texts, matches, words, settings))
    return found


def _together(above: str, question: str, cell: str, words: Words) -> Match | None:
    """What a cell is below a question, merged over the columns of its parts; the cell above where there is nothing."""
    if not cell.strip():
        return words.match(above)
    joined = words.match(f"{question} [{cell}]")
    of_parts = joined and joined.how == "wording and part" and joined.part and len(words.items[joined.item].parts) > 1
    return joined if of_parts else words.match(cell)


def _carried(row: Sequence[str]) -> list[str]:
    """The cells of a row, each empty one filled from its left as a merged heading reaches over it."""
    carried, last = [], ""
    for cell in row:
        last = cell.strip() or last
        carried.append(last)
    return carried


def _heading(
    end: int, texts: tuple[str, ...], matches: tuple[Match | None, ...], words: Words, settings: ExportSettings
) -> Header:
    """The heading with what the settings say of its columns, and the form that its words are those of."""
    matches = tuple(_as_said(settings, words, at, match) for at, match in enumerate(matches))
    roles = {match.role for match in matches if match}
    items = {match.item for match in matches if match and match.item and not match.others}
    form = None
    if len(items) > 1:
        form = WIDE
    elif {"respondent", "answer"} <= roles and roles & {"item", "code"} and not items:
        form = LONG
    elif {"code", "score"} <= roles:
        form = SCORE_TABLE
    return Header(end, texts, matches, form)


def _as_said(settings: ExportSettings, words: Words, at: int, match: Match | None) -> Match | None:
    said = settings.columns.get(letter(at))
    if said is None:
        return match
    if said == IGNORED:
        return None
    item, _, part = said.partition(".")
    return Match("answer", "setting", item, int(part or 1)) if item in words.items else Match(said, "setting")


def _with_nearest(header: Header, words: Words) -> tuple[Match | None, ...]:
    """The matches, and each column without one that is certainly nearest to a part that has none."""
    known, found = header.parts, []
    for text, match in zip(header.texts, header.matches, strict=True):
        near = None if match else words.nearest(text)
        taken = near is not None and words.is_certain(near) and (near.item, near.part) not in known
        found.append(near if taken else match)
    return tuple(found)


def _check_columns(path: Path, header: Header, words: Words) -> None:
    """InputError where a part has no column or two, or a column does not say which part it is."""
    problems = []
    seen: dict[tuple[str, int], str] = {}
    row = header.end + 1
    for at, (text, match) in enumerate(zip(header.texts, header.matches, strict=True)):
        if not match or not match.item:
            continue
        where = {"row": row, "column": letter(at), "found": text}
        if match.others:
            fits = ", ".join((match.name, *match.others))
            problems.append(Problem.of("column_fits_two", path, **where, fits=fits, example=match.name))
        elif match.part == 0:
            count = len(words.items[match.item].parts)
            problems.append(Problem.of("column_without_part", path, **where, item=match.item, count=count))
        elif (match.item, match.part) in seen:
            twice = {"part": match.name, "first": seen[match.item, match.part], "second": letter(at)}
            problems.append(Problem.of("two_columns", path, **where, **twice))
        seen.setdefault((match.item, match.part), letter(at))
    missing = [
        (part.name if len(item.parts) > 1 else item.code, part.name)
        for item in words.items.values()
        for part in item.parts
        if (item.code, part.part) not in seen and (item.code, 0) not in seen
    ]
    if missing:
        names = ", ".join(shown for shown, _ in missing)
        problems.append(Problem.of("part_without_column", path, row=row, parts=names))
        problems += _near_misses(path, header, words, {name for _, name in missing})
    stop_if(problems)


def _near_misses(path: Path, header: Header, words: Words, missing: set[str]) -> Iterable[Problem]:
    """For each column without a part, the missing part that its words are like, but not enough to be sure."""
    for at, (text, match) in enumerate(zip(header.texts, header.matches, strict=True)):
        near = None if match else words.nearest(text)
        if near is not None and near.name in missing and words.is_like(near):
            where = {"row": header.end + 1, "column": letter(at), "found": text}
            yield Problem.of("nearest_column", path, **where, part=near.name, alike=f"{near.alike:.0f}")

"""Exports as text, and which column is which part. Repairs no answer and scores nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from italib import thai
from italib.agency import Inputs, instrument_of_file
from italib.columns import Words, letter
from italib.export_settings import ExportSettings
from italib.forms import Forms
from italib.framework import Framework
from italib.headers import SCORE_TABLE, WIDE, check_columns, find_header, with_nearest
from italib.problems import InputError, Problem, stop_if
from italib.sheets import read_book

COLUMNS = ["column", "position", "header", "item", "part", "role", "how", "alike"]


@dataclass(frozen=True)
class Export:
    """One sheet of one file as text. `file` is its name, with that of the sheet if several hold a table.

    `form`: one row a respondent (`answers`), one row a respondent × part (`long`), one row an item (`score table`).
    `rows`: the cells below the header, with the row numbers that a spreadsheet shows. `columns`: one row a column that
    is used or known, `column` (letter), `position`, `header`, `item`, `part`, `role`, `how` it was matched, and how
    `alike` its words are, in per cent. `unused`: the columns that are neither, by letter, with their headers.
    `encoding` and `separator`: how a text file was read; `hidden`: the sheets that are not read.

    A long export made wide has rows of its own: `lines` has the rows of the file behind each of them, `sources` the row
    of the file that the cell at a position of a row comes from.
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
    header = find_header(rows, words, settings)
    if header is None:
        return None
    if header.form == WIDE:
        header = replace(header, matches=with_nearest(header, words))
        check_columns(path, header, words)
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

"""Reading the plain files of `data/` as text: CSV tables with row numbers, and TOML."""

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from italib.encoding import encoding_of
from italib.letters import unprintable
from italib.problems import InputError, Problem, stop_if

SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One row of a data table: the row number that a spreadsheet shows, and the text of each column, stripped."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def decode(content: bytes, path: Path) -> str:
    """The text of a file in the encoding that `encoding_of` finds, with its faults."""
    found = encoding_of(io.BytesIO(content), path)
    return content.decode(found)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises InputError where there is none."""
    if path.is_dir():
        raise InputError([Problem.of("is_a_folder", path)])
    if not path.is_file():
        raise InputError([Problem.of("no_file", path)])
    return path.read_bytes()


def read_csv(path: Path, columns: Collection[str]) -> list[Row]:
    """The rows of a CSV of `data/` that are not blank; commas, semicolons or tabs between cells.

    Raises InputError if it lacks one of `columns`, where a text would be lost (cells beyond the header, two columns of
    one name, a quotation mark that nothing closes), and for letters in `columns` that can't be printed.
    """
    text = decode(read_bytes(path), path)
    try:
        lines = _lines(text, columns)
    except csv.Error as broken:
        raise InputError([Problem.of("open_quote", path, why=broken)]) from broken
    header = [cell.strip() for cell in lines[0]] if lines else []
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError([Problem.of("no_columns", path, row=1, columns=", ".join(missing))])
    twice = dict.fromkeys(name for name in header if name and header.count(name) > 1)
    problems = [Problem.of("same_heading", path, row=1, found=name) for name in twice]
    rows: list[Row] = []
    for number, cells in enumerate(lines[1:], start=2):
        lost = [cell.strip() for cell in cells[len(header) :] if cell.strip()]
        if lost:
            problems.append(Problem.of("extra_cells", path, row=number, found=" ".join(lost)))
        if any(cell.strip() for cell in cells):
            padded = cells + [""] * len(header)
            rows.append(Row(number, {name: cell.strip() for name, cell in zip(header, padded, strict=False)}))
    for row in rows:
        for column in columns:
            problems += _letters(path, row[column], row=row.number, column=column)
    stop_if(problems)
    return rows


def _lines(text: str, columns: Collection[str]) -> list[list[str]]:
    """The cells of every row, by the first separator under which the header has all `columns`.

    Only the header tells: a quotation mark may stand within a cell of one separator and not of another.
    """

    def header(mark: str) -> set[str]:
        return {cell.strip() for cell in next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])}

    separator = next((mark for mark in SEPARATORS if set(columns) <= header(mark)), SEPARATORS[0])
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def read_toml(path: Path, *, printed: bool = True) -> dict:
    """The settings of a TOML file.

    Raises InputError where it is missing or broken, and if its texts are `printed`, for letters that can't be.
    """
    try:
        settings = tomllib.loads(decode(read_bytes(path), path))
    # Numbers of thousands of digits and brackets within brackets without end are refused by errors of their own.
    except (ValueError, RecursionError) as broken:
        raise InputError([Problem.of("bad_toml", path, why=broken)]) from broken
    texts = _texts(settings) if printed else ()
    stop_if([problem for where, text in texts for problem in _letters(path, text, column=where)])
    return settings


def _texts(value: object, *where: str) -> Iterator[tuple[str, str]]:
    """Every text of some settings, with its place: `blocks.3.text`, counted from 1."""
    match value:
        case str():
            yield ".".join(where), value
        case dict():
            for key, part in value.items():
                yield from _texts(part, *where, key)
        case list():
            for number, part in enumerate(value, start=1):
                yield from _texts(part, *where, str(number))


def _letters(path: Path, text: str, **at: object) -> list[Problem]:
    """A problem if a text has letters that charts and documents can't print."""
    letters = unprintable(text)
    return [Problem.of("no_letter", path, **at, found=letters)] if letters else []


def code_order(code: str) -> tuple:
    """A sort key that puts codes as people count: i2 before i10, 9.1 after 9.

    >>> sorted(["i10", "e1", "i2", "10", "9.1", "9"], key=code_order)
    ['9', '9.1', '10', 'e1', 'i2', 'i10']
    """
    return tuple((not run.isdigit(), int(run) if run.isdigit() else run) for run in re.findall(r"\d+|[^\d.]+", code))

"""A file from a stranger as sheets of text, or a problem that says why it can't be read whole."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from italib import bounds, spreadsheet
from italib.encoding import encoding_of, likely_encoding
from italib.problems import InputError, Problem

SEPARATORS = ",;\t"
SPREADSHEETS = (".xlsx", ".ods")
PARQUET = ".parquet"

# The separator shows in the first rows; below a title and a header, rows are answers.
SAMPLE_ROWS = 20
# Of a Parquet file at once: a short one may hold long texts many times over.
PARQUET_ROWS = 1024
SAMPLE_CHARACTERS = 1 << 20
# A first line that tells Excel the separator, and that Excel doesn't show.
EXCEL_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?[\r\n]*', re.IGNORECASE)


@dataclass(frozen=True)
class Book:
    """The sheets of a file by name, each as rows of text; a file of text has one sheet, without a name.

    `encoding` and `separator` of a file of text. `hidden`: sheets that Excel doesn't show, which are not read.
    """

    sheets: dict[str, list[tuple[str, ...]]]
    encoding: str = ""
    separator: str = ""
    hidden: tuple[str, ...] = ()


def read_book(path: Path, *, encoding: str = "", separator: str = "") -> Book:
    """The sheets of a file, without blank rows at the end. `encoding` and `separator` of a text win where given.

    Raises InputError for what can't be read whole: another kind of file whatever its name, a text or a quotation that
    is broken, and what lies beyond the `bounds`.
    """
    if not path.is_file():
        raise InputError([Problem.of("no_file", path)])
    if path.suffix.lower() in SPREADSHEETS:
        return _read_spreadsheet(path)
    if path.suffix.lower() == PARQUET:
        return _read_parquet(path)
    return _read_text(path, encoding, separator)


def _read_spreadsheet(path: Path) -> Book:
    keeper = bounds.Keeper(path)
    read: dict[str, list[tuple[str, ...]]] = {}
    hidden: list[str] = []
    names: list[str] = []

    def rows() -> Iterator[list[str]]:
        """The rows up to the next sheet, whose name is put aside."""
        for line in told:
            if isinstance(line, str):
                names.append(line)
                return
            if isinstance(line, dict):
                hidden.append(line["hidden"])
            else:
                yield from line

    with closing(spreadsheet.lines(path)) as told:
        keeper.keep(rows())  # Nothing stands before the first name.
        while names:
            name = names.pop()
            read[name] = keeper.keep(rows())
    return Book(read, hidden=tuple(hidden))


def _read_parquet(path: Path) -> Book:
    """The names of the columns as the first row, and every value as text."""
    # Imported here: only what is taken from a whole country's export is held so.
    import pyarrow as pa
    import pyarrow.parquet as pq

    keeper = bounds.Keeper(path)
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if file.metadata.num_rows >= bounds.ROWS:
                raise bounds.beyond(path, "beyond_rows")
            if file.metadata.num_rows * len(names) > bounds.CELLS:
                raise bounds.beyond(path, "beyond_cells")

            def rows() -> Iterator[list[str]]:
                yield names
                for batch in file.iter_batches(PARQUET_ROWS):
                    columns = [column.cast(pa.string()).fill_null("").to_pylist() for column in batch.columns]
                    yield from map(list, zip(*columns, strict=True))

            return Book({"": keeper.keep(rows())})
    except (pa.ArrowException, OSError, UnicodeDecodeError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno is not None:
            raise
        raise InputError([Problem.of("bad_parquet", path)]) from wrong


def _read_text(path: Path, encoding: str, separator: str) -> Book:
    with text_rows(path, encoding=encoding, separator=separator) as text:
        rows = bounds.Keeper(path).keep(text.rows)
    return Book({"": rows}, text.encoding, text.separator)


@dataclass(frozen=True)
class TextRows:
    """The rows of a file of text as they are read, and how. `told` is whether the file itself tells the separator."""

    rows: Iterator[list[str]]
    encoding: str
    separator: str
    told: bool


@contextmanager
def text_rows(path: Path, *, encoding: str = "", separator: str = "", whole: bool = True) -> Iterator[TextRows]:
    """The rows of a file of text, one after the other; raises InputError for what can't be read.

    `whole`: whether all of it is known to be text before the first row; else its beginning tells the encoding, and a
    row that is no text of it raises UnicodeDecodeError.
    """
    size = path.stat().st_size
    if size > bounds.TEXT_FILE_BYTES:
        raise bounds.beyond(path, "beyond_text", found=size)
    with path.open("rb") as file:
        found = encoding_of(file, path, encoding) if whole else likely_encoding(file, path)
    with path.open(encoding=found, newline="") as text:
        told = EXCEL_SEPARATOR.fullmatch(text.readline(len('"sep=,"\r\n') + 1))
        text.seek(0)
        if told:
            text.readline()
        sample = text.read(SAMPLE_CHARACTERS)
        if not separator:
            known = "\t" if path.suffix.lower() == ".tsv" else SEPARATORS
            separator = told[1] if told else _separator(sample, known)
        text.seek(0)
        if told:
            text.readline()
        yield TextRows(_rows(text, separator, path), found, separator, bool(told))


def _separator(sample: str, known: str) -> str:
    """The separator by which most of the first rows are equally wide.

    Wordings hold commas of their own, so that the widest row alone says little.
    """
    beginning = sample.splitlines(keepends=True)[:SAMPLE_ROWS]

    def fit(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _parsed(beginning, separator) if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(known, key=fit)


def _parsed(lines: Iterable[str], separator: str) -> list[list[str]]:
    """The rows of a sample, up to where a cell is too long. Whether a quotation ends is of no matter yet."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=separator))
    return rows


def _rows(text: TextIO, separator: str, path: Path) -> Iterator[list[str]]:
    """The rows of a text. Strict: a quotation that nothing closes would hide the rows after it in one cell."""
    done = 0

    def lines() -> Iterator[str]:
        for line in iter(partial(text.readline, bounds.LINE_CHARACTERS), ""):
            if len(line) == bounds.LINE_CHARACTERS:
                raise bounds.beyond(path, "beyond_line", row=done + 1)
            yield line

    try:
        for row in csv.reader(lines(), delimiter=separator, strict=True):
            yield row
            done += 1
    except csv.Error as wrong:
        if "field limit" in str(wrong):
            raise bounds.beyond(path, "beyond_cell", row=done + 1) from wrong
        raise InputError([Problem.of("bad_quote", path, row=done + 1)]) from wrong

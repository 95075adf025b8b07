"""A whole country's export as the engine takes it: text in UTF-8 in rows of one width, or Parquet.

What the engine refuses is read again by the house's own strict reader, which says what is wrong, or makes a copy that
the engine takes.
"""

import csv
import tempfile
from itertools import islice
from pathlib import Path

import duckdb

from italib.bounds import LINE_CHARACTERS
from italib.country_layout import Layout, layout_of
from italib.country_rows import Rows
from italib.country_scan import Read, Refused, engine_of, quoted, scan
from italib.forms import Forms
from italib.framework import Framework
from italib.headers import HEADER_SEARCH
from italib.problems import InputError, Problem
from italib.sheets import PARQUET, text_rows

TEXTS = (".csv", ".tsv", ".txt")


def read_rows(path: Path, framework: Framework, forms: Forms, threads: int | None = None) -> Rows:
    """The rows of a CSV or Parquet file. Raises InputError for what can't be read, and for columns that are missing."""
    if not path.is_file():
        raise InputError([Problem.of("no_file", path)])
    if path.suffix.lower() == PARQUET:
        return _of_parquet(path, framework, forms, threads)
    if path.suffix.lower() not in TEXTS:
        raise InputError([Problem.of("unsupported_country", path)])
    quick = _first_rows(path)
    if quick is not None:
        rows, separator = quick
        layout = layout_of(path, rows, framework, forms)
        try:
            source = _csv(path, layout, separator, layout.header_row)
            return scan(layout, source, framework, Read("utf-8", separator, threads))
        except Refused:
            # The strict reader says what is wrong, or finds nothing.
            pass
    return _strictly(path, framework, forms, threads)


def _first_rows(path: Path) -> tuple[list[tuple[str, ...]], str] | None:
    """The first rows and the separator; None where the engine would count rows otherwise, or can't know the letters."""
    try:
        with text_rows(path, whole=False) as text:
            rows = list(map(tuple, islice(text.rows, HEADER_SEARCH)))
    except UnicodeDecodeError:
        return None
    is_utf8 = text.encoding in ("utf-8", "utf-8-sig")
    return (rows, text.separator) if is_utf8 and not text.told and all(rows) else None


def _strictly(path: Path, framework: Framework, forms: Forms, threads: int | None) -> Rows:
    """The rows by way of a copy that holds every row in one width, which the strict reader makes."""
    with tempfile.TemporaryDirectory() as folder, text_rows(path) as text:
        first = list(map(tuple, islice(text.rows, HEADER_SEARCH)))
        layout = layout_of(path, first, framework, forms)
        copy = Path(folder) / "rows.csv"
        with copy.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for rows in (first[layout.header_row :], text.rows):
                # A row without any cell is a blank line.
                writer.writerows((*row, *[""] * layout.width)[: layout.width] for row in rows if row)
        source = _csv(copy, layout, ",", 0, LINE_CHARACTERS)
        return scan(layout, source, framework, Read(text.encoding, text.separator, threads, "1GB"))


def _of_parquet(path: Path, framework: Framework, forms: Forms, threads: int | None) -> Rows:
    file = quoted(path)
    try:
        with engine_of(Read("", "", threads)) as engine:
            names = engine.sql(f"SELECT * FROM read_parquet({file})").columns
        layout = layout_of(path, [tuple(names)], framework, forms)
        places = ", ".join(f"c{at}" for at in range(layout.width))
        texts = ", ".join(f"nullif(CAST(c{at} AS VARCHAR), '') AS c{at}" for at in range(layout.width))
        source = f"(SELECT {texts} FROM read_parquet({file}) AS rows({places}))"
        return scan(layout, source, framework, Read("", "", threads))
    except (duckdb.Error, Refused) as wrong:
        raise InputError([Problem.of("bad_parquet", path)]) from wrong


def _csv(path: Path, layout: Layout, separator: str, skip: int, line: int = 2_000_000) -> str:
    columns = ", ".join(f"c{at}: 'VARCHAR'" for at in range(layout.width))
    return (
        f"read_csv({quoted(path)}, auto_detect = false, header = false, skip = {skip}, delim = '{separator}', "
        f"quote = '\"', escape = '\"', strict_mode = true, max_line_size = {line}, columns = {{{columns}}})"
    )

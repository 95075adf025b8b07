"""What a file from a stranger may hold. Each bound is named here; what lies beyond is refused, never cut off."""

import sys
from collections.abc import Iterable
from pathlib import Path

from italib.problems import InputError, Problem

# The rows of a full Excel sheet below a header, and far more columns than a form has questions.
ROWS = 1_048_577
COLUMNS = 2_000
# Of all sheets of a file: a full sheet of 60 columns.
CELLS = 64_000_000
# What the distinct texts of a file may take in memory. A text that returns is held once; a row takes 8 bytes a cell.
DISTINCT_BYTES = 1 << 30

# Of a file of text. It is read line by line, so that this bounds the time, not the memory.
TEXT_FILE_BYTES = 4 << 30
LINE_CHARACTERS = 1 << 24
# Of one cell of a file of text: the bound of Python's csv module. Excel holds 32,767.
CELL_CHARACTERS = 131_072

# Of a spreadsheet: the file itself, and all that is packed in it.
SPREADSHEET_BYTES = 256 << 20
UNPACKED_BYTES = 2 << 30
ENTRIES = 10_000
SHEETS = 1_000
# Of the process that opens a spreadsheet; it is ended where it asks for more.
MEMORY_BYTES = 4 << 30
SECONDS = 120

# What a text takes in the dictionary of texts beside itself.
ENTRY_BYTES = 100


def limits() -> dict[str, int]:
    """Every bound by the key of the message that says it is passed."""
    return {
        "beyond_rows": ROWS,
        "beyond_columns": COLUMNS,
        "beyond_cells": CELLS,
        "beyond_distinct": DISTINCT_BYTES,
        "beyond_text": TEXT_FILE_BYTES,
        "beyond_line": LINE_CHARACTERS,
        "beyond_cell": CELL_CHARACTERS,
        "beyond_spreadsheet": SPREADSHEET_BYTES,
        "beyond_unpacked": UNPACKED_BYTES,
        "beyond_entries": ENTRIES,
        "beyond_sheets": SHEETS,
        "beyond_memory": MEMORY_BYTES,
        "beyond_seconds": SECONDS,
    }


# Bounds that are counted in bytes and told in megabytes.
IN_BYTES = ("beyond_distinct", "beyond_text", "beyond_spreadsheet", "beyond_unpacked", "beyond_memory")


def beyond(path: Path, key: str, *, row: int | None = None, found: int | None = None) -> InputError:
    """The error that says which bound a file passes, with the bound and what was found."""

    def shown(count: int) -> str:
        return f"{count / (1 << 20):,.0f} MB" if key in IN_BYTES else f"{count:,}"

    what = "" if found is None else shown(found)
    return InputError([Problem.of(key, path, row=row, found=what, most=shown(limits()[key]))])


class Keeper:
    """Keeps the rows of one file within the bounds: each distinct text once, in however many cells it stands."""

    def __init__(self, path: Path):
        self._path = path
        self._texts = _Texts(path)
        self._cells = 0

    def keep(self, rows: Iterable[list[str]]) -> list[tuple[str, ...]]:
        """The rows of one sheet without blank ones at its end. Raises InputError at the first row beyond a bound."""
        kept: list[tuple[str, ...]] = []
        text_of = self._texts.__getitem__
        for row in rows:
            if len(row) > COLUMNS:
                if any(cell.strip() for cell in row[COLUMNS:]):
                    raise beyond(self._path, "beyond_columns", row=len(kept) + 1, found=len(row))
                row = row[:COLUMNS]
            kept.append(tuple(map(text_of, row)))
            self._cells += len(row)
            if len(kept) > ROWS:
                raise beyond(self._path, "beyond_rows")
            if self._cells > CELLS:
                raise beyond(self._path, "beyond_cells")
        while kept and not any(cell.strip() for cell in kept[-1]):
            kept.pop()
        return kept


class _Texts(dict):
    """Every text that was met, once: `texts[text]` is the one that is kept."""

    def __init__(self, path: Path):
        super().__init__()
        self._path = path
        self._bytes = 0

    def __missing__(self, text: str) -> str:
        self._bytes += sys.getsizeof(text) + ENTRY_BYTES
        if self._bytes > DISTINCT_BYTES:
            raise beyond(self._path, "beyond_distinct")
        self[text] = text
        return text

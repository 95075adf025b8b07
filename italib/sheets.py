"""A file from anybody → sheets of text, within stated bounds. Knows nothing of questions and answers."""

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from italib.decoding import decode, encoding_of
from italib.files import read_bytes
from italib.problems import InputError, Problem
from italib.spreadsheet_child import TOO_LARGE, UNREADABLE

SPREADSHEETS = (".xlsx", ".ods")
SEPARATORS = (",", ";", "\t")
# The separator of a text file shows in its first rows.
BEGINNING = 20
# Excel may say the separator in a first line of its own.
SAID_SEPARATOR = re.compile(r'"?sep=([,;\t])"?\s*$')

# The bounds of one file. A text file of this many bytes takes at most nine times as much memory while it is read.
MOST_MEGABYTES = 256
MOST_ROWS = 1_048_576
MOST_COLUMNS = 4_096
# Of a spreadsheet, with the memory and the time that reading it may take.
MOST_CELLS = 10_000_000
MOST_MEMORY = 3_072
MOST_SECONDS = 60

CHILD = Path(__file__).with_name("spreadsheet_child.py")


@dataclass(frozen=True)
class Book:
    """The sheets of a file by name, each as rows of text; a text file has one, without a name.

    `encoding` and `separator`: how a text file was read. `ignored`: what a workbook holds that is never read (macros,
    links, connections). Blank rows at the end of a sheet are dropped.
    """

    sheets: dict[str, list[tuple[str, ...]]]
    encoding: str = ""
    separator: str = ""
    ignored: tuple[str, ...] = ()


def read(path: Path, encoding: str = "") -> Book:
    """The sheets of a spreadsheet or text file; `encoding` is that of a text file, where it is known.

    Raises InputError where it can't be read, or asks for more than the bounds.
    """
    if not path.is_file():
        raise InputError([Problem.of("no_file", path)])
    megabytes = path.stat().st_size / 2**20
    if megabytes > MOST_MEGABYTES:
        raise InputError([Problem.of("file_too_large", path, found=f"{megabytes:.0f} MB", most=MOST_MEGABYTES)])
    return _spreadsheet(path) if path.suffix.lower() in SPREADSHEETS else _text_file(path, encoding)


def _spreadsheet(path: Path) -> Book:
    """The sheets of a workbook, read by a process of its own that may come to harm instead of this one."""
    limits = (MOST_MEMORY, MOST_SECONDS, MOST_COLUMNS, MOST_CELLS)
    command = [sys.executable, "-I", "-X", "utf8", str(CHILD), str(path), *map(str, limits)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=2 * MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired as slow:
        raise InputError([_too_much(path)]) from slow
    lines = (
        [json.loads(line) for line in done.stdout.splitlines()] if done.returncode in (0, TOO_LARGE, UNREADABLE) else []
    )
    if done.returncode == UNREADABLE:
        raise InputError([Problem.of("bad_spreadsheet", path, why=lines[-1]["why"])])
    if done.returncode == TOO_LARGE:
        found = f"{lines[-1]['rows']} × {lines[-1]['columns']}"
        bounds = {"columns": MOST_COLUMNS, "cells": MOST_CELLS}
        raise InputError([Problem.of("sheet_too_large", path, found=found, **bounds)])
    if done.returncode:
        raise InputError([_too_much(path)])
    tables: dict[str, list[tuple[str, ...]]] = {}
    rows: list[tuple[str, ...]] = []
    for line in lines[1:]:
        if isinstance(line, dict):
            rows = tables.setdefault(line["sheet"], [])
        else:
            rows.append(tuple(line))
    sheets = {name: _without_blank_end(table) for name, table in tables.items()}
    return Book(sheets, ignored=tuple(lines[0]["ignored"]))


def _too_much(path: Path) -> Problem:
    return Problem.of("spreadsheet_too_much", path, memory=MOST_MEMORY, seconds=MOST_SECONDS)


def _text_file(path: Path, encoding: str) -> Book:
    content = read_bytes(path)
    encoding = encoding or (encoding_of(content, path) if content else "utf-8")
    text = decode(content, path, encoding).removeprefix("\ufeff")
    separator = "\t" if path.suffix.lower() == ".tsv" else _separator(text)
    rows: list[tuple[str, ...]] = []
    # Most cells of an export are one of a few answers: one text stands for all that are alike.
    known: dict[str, str] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            if len(rows) == MOST_ROWS or len(row) > MOST_COLUMNS:
                bounds = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
                raise InputError([Problem.of("table_too_large", path, row=reader.line_num, found=len(row), **bounds)])
            rows.append(tuple([known.setdefault(cell, cell) for cell in row]))
    except csv.Error as broken:
        # A quotation mark that nothing closes takes the rest of the file into one cell.
        raise InputError([Problem.of("open_quote", path, row=len(rows) + 1, why=broken)]) from broken
    return Book({"": _without_blank_end(rows)}, encoding, separator)


def _separator(text: str) -> str:
    """The separator that a file says, or else that by which most of its first rows are equally wide.

    Wordings hold commas of their own, so that the widest row alone says little.
    """
    beginning = "".join(text[: 2**16].splitlines(keepends=True)[:BEGINNING])
    if said := SAID_SEPARATOR.match(beginning.partition("\n")[0]):
        return said[1]

    def fit(separator: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(beginning, newline=""), delimiter=separator)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(SEPARATORS, key=fit)


def _without_blank_end(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows

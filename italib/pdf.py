"""The PDF of a document: tagged for readers that speak it, in one embedded font, the same bytes on every run."""

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import fontpkg_sarabun
import typst

from italib.document import (
    TINTS,
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Points,
    Row,
    Table,
    spans,
)
from italib.fork import CAN_FORK, in_fork

# A Latin word that no column may be wide enough for, an address, say, may break anywhere.
LONG_WORD, BREAKABLE = re.compile("([!-~]{20})(?=[!-~]{4})"), "\\1\u200b"
TEMPLATE = Path(__file__).parent / "templates" / "document.typ"


def pdf(document: Document) -> bytes:
    """The document as PDF/UA-1. Charts of tables are left to spreadsheets.

    Raises typst.TypstError where the font lacks a letter, a picture can't be read or the pages can't be tagged (say,
    as the first heading is not of level 1), typst.TypstWarning where Typst warns, as of a font that is not there.
    """
    # Typst keeps threads; a process that had them could not be forked any more, and one that has others is not forked.
    alone = CAN_FORK and threading.active_count() == 1
    return in_fork(lambda: _typeset(document)) if alone else _typeset(document)


def _typeset(document: Document) -> bytes:
    # Typst takes text from memory, but pictures only from files.
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for place, block in enumerate(document.blocks):
            if isinstance(block, Picture):
                (root / f"{place}.png").write_bytes(block.png)
        (root / "document.json").write_text(json.dumps(_told(document)), encoding="utf-8")
        shutil.copy(TEMPLATE, root)
        made, warnings = typst.compile_with_warnings(
            root / TEMPLATE.name, root=root, font_paths=_fonts(), format="pdf", pdf_standards="ua-1"
        )
    if warnings:
        raise warnings[0]
    return made


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the package and no others, whatever Typst itself and the machine have."""
    folder = fontpkg_sarabun.ROOT / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _told(document: Document) -> dict:
    """What the template reads: the document with its tables laid out, each text with its digits as they are printed."""
    told = {
        "title": document.title,
        "author": document.author,
        "cover": document.cover,
        "notices": document.notices,
        "layout": asdict(document.layout),
        "table_word": document.table_word,
        "figure_word": document.figure_word,
        "blocks": [{"place": place} | _block(block) for place, block in enumerate(document.blocks)],
    }
    return _texts(told, document.digits) | {
        "thai_digits": document.thai_digits,
        "fills": TINTS | {"weak-number": TINTS["weak"]},
    }


def _texts(value: object, change: Callable[[str], str]) -> object:
    """The same dictionaries and lists, each text in them changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _texts(part, change) for key, part in value.items()}
        case list() | tuple():
            return [_texts(part, change) for part in value]
    return value


def _block(block: Block) -> dict:
    """A block with the name of what draws it."""
    match block:
        case Heading() | Paragraph() | Points() | Contents() | PageBreak():
            return {"kind": type(block).__name__} | asdict(block)
        case Picture():
            return {"kind": "Picture", "caption": block.caption, "alt": block.alt}
        case Table():
            return {"kind": "Table", "caption": block.caption, "below": block.below.splitlines()} | {
                "columns": [{"width": column.width, "align": column.align} for column in block.columns],
                "header": list(_header(block)),
                "rows": list(_rows(block)),
            }


def _header(table: Table) -> Iterator[list[dict]]:
    """The rows of the header: one, or two where columns stand under a common heading."""
    columns = table.columns
    reach = spans((bool(column.group), column.group or place) for place, column in enumerate(columns))
    grouped = any(column.group for column in columns)
    if grouped:
        yield [
            _cell(column.group or column.label, place, "header", colspan=span, rowspan=1 if column.group else 2)
            for place, (column, span) in enumerate(zip(columns, reach, strict=True))
            if span
        ]
    yield [_cell(column.label, place, "header") for place, column in enumerate(columns) if column.group or not grouped]


def _rows(table: Table) -> Iterator[list[dict]]:
    """The rows below the header; cells that another one reaches into are left out."""
    reach = [table.reach(place) for place in range(len(table.columns))]
    for number, row in enumerate(table.rows):
        if row.role == "group":
            yield [_cell(table.columns[0].show(row.cells[0]), 0, "group", colspan=len(table.columns))]
            continue
        yield [
            _cell(column.show(cell), place, _role(column, cell, table.rows[number : number + span]), rowspan=span)
            for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True))
            if (span := reach[place][number])
        ]


def _role(column: Column, cell: Cell, rows: Sequence[Row]) -> str:
    """The role of a cell over some rows: that of all of them, or none; a weak number has one of its own."""
    if column.is_weak(cell):
        return "weak-number"
    roles = {row.role for row in rows}
    return roles.pop() if len(roles) == 1 else ""


def _cell(text: str, column: int, role: str, colspan: int = 1, rowspan: int = 1) -> dict:
    """A cell that begins in a column."""
    text = LONG_WORD.sub(BREAKABLE, text)
    return {"lines": text.split("\n"), "column": column, "role": role, "colspan": colspan, "rowspan": rowspan}

"""A table of a document in a Word file."""

from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise

from italib.document import Cell, Column, Row, Table
from italib.precision import half_up
from italib.word_markup import Pen, bold, text_width, w

TINTS = {"good": "D9F0E3", "weak": "FBDCD3", "group": "E9EDF2", "heading": "D5DDE7"}
WEAK_INK = "B42318"


def table(pen: Pen, table: Table, place: int, new_page: bool) -> str:
    """A table under its caption: as wide as the text, its heading on every page, no row on two pages."""
    caption = pen.caption(pen.document.table_word, place, table.caption, keep=True, new_page=new_page)
    widths = _widths(table.columns, text_width(pen.document.layout))
    merges = _merges(table)
    rows = [
        _cells(pen, table, row, widths, [merges.get((n, c), "") for c in range(len(widths))], n == len(table.rows) - 1)
        for n, row in enumerate(table.rows)
    ]
    # The last two are what a screen reader says of the table.
    look = w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=pen.text(table.caption)),
        w("tblDescription", val=pen.text(", ".join(column.label for column in table.columns))),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    end = pen.source(table.source) or pen.paragraph("TableEnd", "")
    return caption + w("tbl", look, grid, *_header(pen, table.columns, widths), *rows) + end


def _header(pen: Pen, columns: tuple[Column, ...], widths: list[int]) -> Iterator[str]:
    """The header row, or two where columns stand under a common heading."""

    def cell(width: int, label: str, *look: str) -> str:
        return _cell(width, pen.paragraph("TableHeading", pen.run(label)), *look, tint="heading", middle=True)

    named = list(zip(columns, widths, strict=True))
    if not any(column.group for column in columns):
        yield _row(*(cell(width, column.label) for column, width in named), header=True)
        return
    upper, lower = [], []
    for group, run in groupby(named, key=lambda pair: pair[0].group):
        members = list(run)
        if group:
            span = w("gridSpan", val=len(members))
            upper.append(cell(sum(width for _, width in members), group, span))
            lower += [cell(width, column.label) for column, width in members]
        else:
            upper += [cell(width, column.label, w("vMerge", val="restart")) for column, width in members]
            lower += [cell(width, "", w("vMerge")) for _, width in members]
    yield _row(*upper, header=True)
    yield _row(*lower, header=True)


def _cells(pen: Pen, table: Table, row: Row, widths: list[int], merges: list[str], last: bool) -> str:
    """A row of a table; `merges` says of each cell whether it begins or continues one over several rows."""
    if row.role == "group":
        text = _text(pen, row, table.columns[0], row.cells[0], keep=True)
        return _row(_cell(sum(widths), text, w("gridSpan", val=len(widths)), tint="group"))
    cells = []
    for column, cell, width, merge in zip(table.columns, row.cells, widths, merges, strict=True):
        # The note below a table stays with its last row.
        keep = last and bool(table.source)
        text = pen.paragraph("TableText", "") if merge == "continue" else _text(pen, row, column, cell, keep)
        # A cell over several rows is of all of them, so it doesn't take the tint of one.
        look = [w("vMerge", val=merge)] if merge else []
        cells.append(_cell(width, text, *look, tint="" if merge else row.role))
    return _row(*cells)


def _text(pen: Pen, row: Row, column: Column, cell: Cell, keep: bool) -> str:
    """The paragraphs of a cell."""
    weak = column.weak_below is not None and isinstance(cell, int | float)
    weak = weak and half_up(cell, column.decimals or 0) < column.weak_below
    look = [bold()] if weak or row.role in ("group", "total") else []
    look += [w("color", val=WEAK_INK)] if weak else []
    align = "left" if row.role == "group" else column.align
    found = []
    for line in column.show(cell).splitlines() or [""]:
        if line.startswith("- "):
            found.append(pen.paragraph("TablePoint", pen.run(line[2:], *look), keep=keep))
        else:
            found.append(pen.paragraph("TableText", pen.run(line, *look), keep=keep, look=w("jc", val=align)))
    return "".join(found)


def _widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """The widths of the columns in twips, which add up to `width`."""
    ends = list(accumulate((column.width for column in columns), initial=0))
    return [after - before for before, after in pairwise(round(end / ends[-1] * width) for end in ends)]


def _merges(table: Table) -> dict[tuple[int, int], str]:
    """By row and column: the cells that become one with those below or above them."""

    def said(n: int, column: int) -> object:
        # A row of a group or a total is like no other.
        return (n,) if table.rows[n].role in ("group", "total") else table.rows[n].cells[column]

    merges = {}
    for c in (c for c, column in enumerate(table.columns) if column.merge):
        for _, run in groupby(range(len(table.rows)), key=lambda n, c=c: said(n, c)):
            first, *rest = run
            if rest:
                merges |= {(first, c): "restart"} | {(n, c): "continue" for n in rest}
    return merges


def _row(*cells: str, header: bool = False) -> str:
    """A row that stays on one page; a `header` comes again on each."""
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else ""), *cells)


def _cell(width: int, text: str, *look: str, tint: str = "", middle: bool = False) -> str:
    """A cell with the paragraphs `text`, which must not be none."""
    shade = w("shd", val="clear", color="auto", fill=TINTS[tint]) if tint in TINTS else ""
    centred = w("vAlign", val="center") if middle else ""
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *look, shade, centred), text)

"""A table of a document in a Word file."""

from collections.abc import Callable
from itertools import chain, groupby

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.simpletypes import ST_Merge
from docx.table import Table as Grid
from docx.table import _Cell

from italib.document import TINTS, Cell, Column, Row, Table
from italib.word_markup import make, shade

ALIGNMENTS = {align: getattr(WD_ALIGN_PARAGRAPH, align.upper()) for align in ("left", "center", "right")}


class Tables:
    """Writes tables into a file, each `width` wide; every word of them goes through `text`."""

    def __init__(self, word: Word, width: int, text: Callable[[str], str]):
        self._word, self._width, self._text = word, width, text

    def add(self, table: Table) -> None:
        """A table with its heading on every page and no row on two pages."""
        headings = 2 if any(column.group for column in table.columns) else 1
        grid = self._word.add_table(headings + len(table.rows), len(table.columns), "Table Grid")
        grid.autofit = False
        # What a screen reader says of the table.
        about = {"tblCaption": table.caption, "tblDescription": ", ".join(column.label for column in table.columns)}
        grid._tbl.tblPr.extend(make(name, val=self._text(text)) for name, text in about.items())
        cells = _cells(grid, table.columns, self._width, headings)
        self._header(table.columns, cells[:headings])
        _merge(table, cells[headings:])
        for left, row, line in zip(range(len(table.rows))[::-1], table.rows, cells[headings:], strict=True):
            # The note below a table stays with its last row.
            self._row(table.columns, row, line, row.role == "group" or bool(table.below) and not left)

    def _header(self, columns: tuple[Column, ...], rows: list[tuple[_Cell, ...]]) -> None:
        """The header: one row, or two where columns stand under a common heading."""
        for cell in chain(*rows):
            shade(cell, TINTS["header"])
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].style = "Table Heading"
        named = zip(columns, rows[0], rows[-1], strict=True)
        for group, run in groupby(named, key=lambda place: place[0].group):
            members = list(run)
            if group:
                members[0][1].merge(members[-1][1]).paragraphs[0].add_run(self._text(group))
            for column, above, below in members:
                (below if group else above.merge(below)).paragraphs[0].add_run(self._text(column.label))

    def _row(self, columns: tuple[Column, ...], row: Row, cells: tuple[_Cell, ...], keep: bool) -> None:
        """A row of a table, which stays with the next one to `keep`; a group is one cell over all columns."""
        if row.role == "group":
            cells[0].merge(cells[-1])
            columns, cells = columns[:1], cells[:1]
        for column, cell, said in zip(columns, cells, row.cells, strict=False):
            if cell._tc.vMerge is None and row.role in TINTS:
                # A cell over several rows is of all of them, so it doesn't take the tint of one.
                shade(cell, TINTS[row.role])
            if cell._tc.vMerge != ST_Merge.CONTINUE:
                self._fill(cell, column, row, said)
            for paragraph in cell.paragraphs if keep else ():
                paragraph.paragraph_format.keep_with_next = True

    def _fill(self, cell: _Cell, column: Column, row: Row, said: Cell) -> None:
        """Writes what a cell says, each line a paragraph."""
        weak = column.is_weak(said)
        if weak:
            shade(cell, TINTS["weak"])
        for place, line in enumerate(self._text(column.show(said)).split("\n")):
            paragraph = cell.add_paragraph(style="Table Text") if place else cell.paragraphs[0]
            if line.startswith("- "):
                paragraph.style = "Table Point"
            elif row.role != "group":
                paragraph.alignment = ALIGNMENTS[column.align]
            run = paragraph.add_run(line.removeprefix("- "))
            if weak or row.role in ("group", "total"):
                run.font.bold = run.font.cs_bold = True


def _cells(grid: Grid, columns: tuple[Column, ...], width: int, headings: int) -> list[tuple[_Cell, ...]]:
    """The cells of a new table by row, `width` wide together; rows stay on one page, the first come again on each."""
    share = width / sum(column.width for column in columns)
    for column, made in zip(columns, grid.columns, strict=True):
        made.width = round(column.width * share)
    rows = []
    for place, row in enumerate(grid.rows):
        # LibreOffice 7.4 loses rows where paragraphs that keep with the next stand before a table whose first row
        # may not be cut: of that row the lines of the paragraphs are kept together instead.
        first = place == headings
        row._tr.get_or_add_trPr().extend([make("tblHeader")] * (place < headings) + [make("cantSplit")] * (not first))
        rows.append(row.cells)
        for column, cell in zip(columns, rows[-1], strict=True):
            cell.width = round(column.width * share)
            cell.paragraphs[0].style = "Table Text"
            cell.paragraphs[0].paragraph_format.keep_together = first or None
    return rows


def _merge(table: Table, cells: list[tuple[_Cell, ...]]) -> None:
    """Makes cells below each other that say the same one cell."""
    for place in range(len(table.columns)):
        reach = table.reach(place)
        for line, rows in zip(cells, reach, strict=True):
            # Not by `merge`, which calls itself once a row.
            if rows != 1:
                line[place]._tc.vMerge = ST_Merge.RESTART if rows else ST_Merge.CONTINUE

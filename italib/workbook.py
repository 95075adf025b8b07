"""The tables of a document as an Excel workbook: numbers that compute, text that stays text, the same bytes again."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import cycle

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from italib.document import TINTS, Cell, Column, Contents, Document, Table
from italib.letters import legal
from italib.precision import half_up

# A moment that is the same on every run.
CREATED = datetime(2000, 1, 1)
# No text of the document may act: not as a formula, not as a link, not as a number.
SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

INK, FAINT, LINK = "#1f2530", "#5b6472", "#20659c"
FRAMED = {"border": 1, "border_color": "#aeb6c2", "text_wrap": True}
HEADER = FRAMED | {"bold": True, "bg_color": TINTS["header"], "align": "center", "valign": "vcenter"}
ROLES = {
    "": {},
    "good": {"bg_color": TINTS["good"]},
    "weak": {"bg_color": TINTS["weak"]},
    "group": {"bold": True, "bg_color": TINTS["group"], "text_wrap": False, "align": "left"},
    "total": {"bold": True, "bg_color": TINTS["total"]},
}
WEAK_NUMBER = {"bg_color": TINTS["weak"], "font_color": "#9c1c10", "bold": True}
BARS = ("#20659c", "#b98b2f", "#4b8f8c", "#8a6bb1")

# In letters: the bounds of a column's width, and what A4 holds upright.
NARROWEST, WIDEST, UPRIGHT = 7, 54, 70
LIST_WIDTH = 90  # of the sheet that lists the tables
# A line is this much higher than its letters, as Thai has marks above marks; Excel has no row above these points.
LINE, HIGHEST = 1.5, 409
# Excel holds so many letters in a cell, and in the title of a file.
LONGEST_TEXT, LONGEST_PROPERTY = 32_767, 255
# The row of the header and that of the first cells, counted from 0.
HEAD, FIRST = 1, 2

# Makes a format of the workbook, or gives back the one that it made before.
Style = Callable[..., Format]


def xlsx(document: Document) -> bytes:
    """The tables of the document as a workbook: a sheet that lists them, then a sheet for each.

    Digits stay Arabic whatever the document asks for: numbers must compute, and the text goes with them. The font is
    that of the Word file, which the offices that open both have.
    """
    stream = BytesIO()
    layout = document.layout
    plain = {"font_name": layout.word_font, "font_size": layout.word_size, "font_color": INK, "valign": "top"}
    with Workbook(stream, SETTINGS | {"default_format_properties": plain}) as book:
        title, author = (_text(text)[:LONGEST_PROPERTY] for text in (document.title, document.author))
        book.set_properties({"title": title, "author": author, "created": CREATED})
        style = cache(lambda **how: book.add_format(how))
        captions = [f"{document.table_word} {n} {table.caption}" for n, table in enumerate(document.tables, start=1)]
        listing, *names = _names([_contents(document), *(table.name for table in document.tables)])
        _list(book.add_worksheet(listing), document, dict(zip(names, captions, strict=True)), style)
        for name, caption, table in zip(names, captions, document.tables, strict=True):
            sheet = book.add_worksheet(name)
            _fill(sheet, table, caption, document, style)
            if table.chart:
                _draw(book, sheet, table, caption, document)
    return stream.getvalue()


def _contents(document: Document) -> str:
    """The name of the sheet that lists the tables: that of the table of contents, or the title."""
    return next((block.title for block in document.blocks if isinstance(block, Contents)), document.title)


def _names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes for sheets: none of its own signs, at most 31 letters, no two alike.

    >>> _names(["a/b: c", "A b c", ""])
    ['a b c', 'A b c (2)', '3']
    """
    names: list[str] = []
    for number, name in enumerate(wanted, start=1):
        fitting = " ".join(re.sub(r"[\[\]:*?/\\]", " ", legal(name)).split())[:31].strip("' ") or str(number)
        taken = {"history", *map(str.casefold, names)}
        names.append(f"{fitting[: 28 - len(str(number))]} ({number})" if fitting.casefold() in taken else fitting)
    return names


def _list(sheet: Worksheet, document: Document, captions: dict[str, str], style: Style) -> None:
    """Write the sheet that lists the tables: the title, what must be known, and a link to each sheet by its name."""
    size = document.layout.word_size
    sheet.write_string(0, 0, _text(document.title), style(bold=True, text_wrap=True, font_size=size + 4))
    for row, notice in enumerate(document.notices, start=1):
        sheet.write_string(row, 0, _text(notice), style(font_color=FAINT, text_wrap=True))
    for row, (name, caption) in enumerate(captions.items(), start=len(document.notices) + 2):
        link = style(font_color=LINK, underline=True, text_wrap=True)
        sheet.write_url(row, 0, "internal:'{}'!A1".format(name.replace("'", "''")), link, _text(caption))
    for row, text in enumerate((document.title, *document.notices, "", *captions.values())):
        sheet.set_row(row, _height([text], [LIST_WIDTH], size if row else size + 4))
    sheet.set_column(0, 0, LIST_WIDTH)
    _prepare_print(sheet, document, landscape=False)


def _fill(sheet: Worksheet, table: Table, caption: str, document: Document, style: Style) -> None:
    """Write a table: caption, header, rows, then where its figures come from and what must be known of them."""
    columns, after = table.columns, FIRST + len(table.rows)
    size, widths = document.layout.word_size, [_width(table, place) for place in range(len(columns))]
    sheet.write_string(0, 0, _text(caption), style(bold=True))
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.write_string(HEAD, place, _text(_label(column)), style(**HEADER))
        sheet.set_column(place, place, width)
    for number, row in enumerate(table.rows, start=FIRST):
        cells = (row.cells[0], *[""] * (len(columns) - 1)) if row.role == "group" else row.cells
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            _write(sheet, number, place, cell, column, FRAMED | {"align": column.align} | ROLES[row.role], style)
        shown = [column.show(cell) for column, cell in zip(columns, cells, strict=True) if row.role != "group"]
        sheet.set_row(number, _height(shown, widths, size))
    below = [*table.below.splitlines(), *document.notices]
    for number, note in enumerate(below, start=after):
        sheet.write_string(number, 0, _text(note), style(font_color=FAINT))
    for number in (0, *range(after, after + len(below))):
        sheet.set_row(number, _height([], [], size))
    sheet.set_row(HEAD, _height(map(_label, columns), widths, size))

    if table.rows:
        _mark_weak(sheet, table, after - 1, style(**WEAK_NUMBER))
        sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST, 0, after - 1, len(columns) - 1)})
    sheet.freeze_panes(FIRST, 0)
    sheet.repeat_rows(0, HEAD)
    _prepare_print(sheet, document, landscape=sum(widths) > UPRIGHT or table.chart is not None)


def _text(text: str) -> str:
    """The text as a cell holds it: without what XML can't hold, and cut where Excel holds no more."""
    text = legal(text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _label(column: Column) -> str:
    """The header of a column, that of its group before it."""
    return f"{column.group} {column.label}".strip()


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, column: Column, look: dict, style: Style) -> None:
    """Write a cell: a number as the one that is printed, all else as text."""
    if isinstance(cell, str) or cell is None or math.isnan(cell):
        sheet.write_string(row, place, _text(column.show(cell)), style(**look))
    else:
        decimals = column.decimals or 0
        look = look | {"num_format": f"{0:.{decimals}f}"}
        sheet.write_number(row, place, half_up(cell, decimals), style(**look))


def _mark_weak(sheet: Worksheet, table: Table, last: int, look: Format) -> None:
    """Colour the numbers below the limit of their column, also those that are typed in later."""
    for place, column in enumerate(table.columns):
        if column.weak_below is not None:
            cell = xl_rowcol_to_cell(FIRST, place)
            # Excel takes an empty cell for 0, which is no weak number.
            rule = f"=AND(ISNUMBER({cell}),{cell}<{column.weak_below!r})"
            sheet.conditional_format(FIRST, place, last, place, {"type": "formula", "criteria": rule, "format": look})


def _width(table: Table, place: int) -> int:
    """The width of a column: that of its longest line, within bounds; its header may take two lines."""
    column = table.columns[place]
    texts = [column.show(row.cells[place]) for row in table.rows if row.role != "group"]
    longest = max((_letters(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(longest + 2, _letters(_label(column)) // 2 + 4, NARROWEST), WIDEST)


def _height(texts: Iterable[str], widths: Sequence[int], size: float) -> float:
    """The height of a row in points: Excel finds it by itself, LibreOffice does not."""
    lines = [
        # Words are not cut, so that a line is not filled to its end.
        sum(math.ceil(max(_letters(line), 1) / (0.92 * width)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    ]
    return min(max(lines, default=1) * size * LINE, HIGHEST)


def _letters(text: str) -> int:
    """How many letters stand side by side: marks above and below take no width."""
    return sum(1 for letter in text if unicodedata.category(letter) != "Mn")


def _prepare_print(sheet: Worksheet, document: Document, landscape: bool) -> None:
    """Set up A4 pages as wide as the table, with what must be known above and the page number below."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    # Excel takes 255 letters here, and `&` for the beginning of a code.
    sheet.set_header("&C&9 " + _text(" · ".join(document.notices))[:120].replace("&", "&&"))
    sheet.set_footer("&C&P")
    sheet.hide_gridlines(2)


def _draw(book: Workbook, sheet: Worksheet, table: Table, caption: str, document: Document) -> None:
    """Draw the chart of a table to the right of it: a bar for each row, totals at the end left out."""
    places = [place for place, row in enumerate(table.rows) if row.role not in ("group", "total")]
    if not places:
        return
    first, last = FIRST + places[0], FIRST + places[-1]
    shown = [table.rows[place].cells[column] for place in places for column in table.chart.values]
    within = all(0 <= cell <= 100 for cell in shown if isinstance(cell, int | float) and not math.isnan(cell))
    font = {"name": document.layout.word_font, "size": document.layout.word_size - 3}
    chart = book.add_chart({"type": "bar"})
    for column, colour in zip(table.chart.values, cycle(BARS), strict=False):
        chart.add_series(
            {
                "name": [sheet.name, HEAD, column],
                "categories": [sheet.name, first, table.chart.labels, last, table.chart.labels],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": font},
                "gap": 60,
            }
        )
    # The library takes a title like `x!A1` for the address of a cell, which what nobody sees keeps it from.
    title = _text(table.chart.title).replace("!", "!\u200b")
    chart.set_title({"name": title, "name_font": font | {"bold": True}})
    chart.set_legend({"position": "bottom", "font": font} if len(table.chart.values) > 1 else {"none": True})
    # The bars say their numbers, so that the axis is not drawn. A chart begins at the bottom, a table at the top.
    bounds = {"min": 0, "max": 100} if within else {}
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}} | bounds)
    chart.set_y_axis({"reverse": True, "num_font": font, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 620, "height": 110 + 30 * len(places) * len(table.chart.values)})
    alt = {"description": _text(f"{table.chart.title} ({caption})"), "object_position": 3}
    sheet.insert_chart(HEAD, len(table.columns) + 1, chart, alt)

"""Elements of a page: tables with captions and header cells, paragraphs, what opens on a click; all text escaped."""

import html
import re
from base64 import b64encode
from collections.abc import Collection, Mapping

import pandas as pd
from great_tables import GT, loc, style
from great_tables import html as as_html
from IPython.display import HTML

from italib.words import TABLE

GREEN, RED = "#d9f0e3", "#fbdcd3"
FONTS = ["Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", "sans-serif"]


def page_table(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    caption: str,
    name: str,
    *,
    numbers: Collection[str] = (),
    centred: Collection[str] = (),
    green: Collection[int] = (),
    red: Collection[int] = (),
) -> HTML:
    """A table for a page: the columns of `labels` under their Thai names, the first one heading its row.

    `frame` holds text, already rounded; `numbers` and `centred` name the columns to set so, `green` and `red` the row
    positions to tint. `name` makes the element ids, so that two runs give the same bytes.
    """
    if frame.empty:
        return prose(TABLE["nothing"].format(caption=caption))
    header, *rest = labels
    shown = frame[list(labels)].astype("str").reset_index(drop=True)
    table = (
        GT(shown, rowname_col=header, id=f"table-{name}")
        .cols_label(**{column: as_html(_literal(labels[column])) for column in rest})
        .tab_stubhead(label=labels[header])
        .cols_align("left")
        .tab_options(table_font_names=FONTS, table_font_size="15px", container_overflow_x="auto")
        .opt_horizontal_padding(2)
        .opt_vertical_padding(0.8)
    )
    for columns, side in ((numbers, "right"), (centred, "center")):
        table = table.cols_align(side, columns=[column for column in columns if column != header])
    for rows, colour in ((green, GREEN), (red, RED)):
        if rows:
            table = table.tab_style(style.fill(colour), [loc.body(rows=list(rows)), loc.stub(rows=list(rows))])
    return HTML(_named(table.as_raw_html(), html.escape(caption)))


def _literal(label: str) -> str:
    """A label as HTML that says just that: great-tables takes what stands in double braces for a unit of measure."""
    return html.escape(label).replace("{", "&#123;")


def _named(table: str, caption: str) -> str:
    """The HTML of a table with its caption, in a box that can be scrolled with the keys alone."""
    box, inside = table.split(">", 1)
    # great-tables names a table by an id, not by the element that readers and browsers know as its caption.
    inside = re.sub(r"<table[^>]*>", lambda start: f"{start[0]}<caption>{caption}</caption>", inside, count=1)
    return f'{box} role="region" aria-label="{caption}" tabindex="0">{inside}'


def prose(text: str) -> HTML:
    """A paragraph of computed text."""
    return HTML(f"<p>{html.escape(text)}</p>")


def picture(png: bytes, alt: str) -> HTML:
    """A picture inside the page itself, with its alternative text."""
    data = b64encode(png).decode("ascii")
    text = html.escape(alt)
    return HTML(f'<img src="data:image/png;base64,{data}" alt="{text}" style="max-width:100%;height:auto">')


def folded(summary: str, content: HTML) -> HTML:
    """A long table behind a line that opens it."""
    return HTML(f"<details><summary>{html.escape(summary)}</summary>{content.data}</details>")

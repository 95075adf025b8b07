"""Elements of a page: tables with captions and header cells, paragraphs, what opens on a click; all text escaped."""

import html
from base64 import b64encode
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import pandas as pd
from IPython.display import HTML
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from italib.words import TABLE

TEMPLATES = Path(__file__).parent / "templates" / "italib"


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
    kinds = dict.fromkeys(labels, "") | dict.fromkeys(numbers, "number") | dict.fromkeys(centred, "centred")
    tints = dict.fromkeys(green, "green") | dict.fromkeys(red, "red")
    first, *_ = labels
    rows = [
        (tints.get(place, ""), heading, cells)
        for place, (heading, *cells) in enumerate(frame[list(labels)].itertuples(index=False, name=None))
    ]
    header = [(label, "" if column == first else kinds[column]) for column, label in labels.items()]
    return HTML(_table().render(name=name, caption=caption, header=header, rows=rows))


@cache
def _table() -> Template:
    """The template of a table, which takes everything for text and brings its own style: notebooks have none."""
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined).get_template(
        "table.html.j2"
    )


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

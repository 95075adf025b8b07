"""The text of the annual document as an analyst edits it: blocks in order, tables by name, phrases with named values.

The file is `data/document.toml`. A named value stands in braces, `{agency}`; nothing else of a text is interpreted.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from italib.document import Layout
from italib.framework import Frozen
from italib.problems import Problem

NAME = re.compile(r"\{([a-z0-9_]+)\}")

# The phrases of the template, and the named values that each of them may hold.
PHRASES = {
    "about": {"kind", "province"},
    "year_total": {"year", "total"},
    "direction_rising": set(),
    "direction_falling": set(),
    "direction_mixed": set(),
    "direction_single": set(),
    "instrument_score": {"code", "score"},
    "passing_some": {"agency", "target", "count", "passed", "failed"},
    "passing_all": {"agency", "target", "count", "passed"},
    "passing_none": {"agency", "target", "failed"},
    "comparison_alike": {"agency", "year", "total_change", "count_change", "figures"},
    "comparison_mixed": {"agency", "year", "total_change", "count_change", "figures"},
    "comparison_figures": {"year", "total", "count", "target", "earlier", "earlier_total", "earlier_count"},
    "total_higher": set(),
    "total_lower": set(),
    "total_equal": set(),
    "count_higher": set(),
    "count_lower": set(),
    "count_equal": set(),
    "indicator": {"name"},
    "item_range": {"name", "first", "last"},
    "indicator_item": {"number", "name"},
    "sub_indicator_item": {"number", "name"},
    "issue": {"issue", "code", "score"},
    "survey_gaps_one": {"code", "items", "target", "issues"},
    "survey_gaps_many": {"code", "items", "target", "issues", "count"},
    "survey_gaps_none": {"code", "items", "target"},
    "survey_gaps_join": set(),
    "numbered_issue": {"number", "issue"},
    "band": {"low", "high"},
    "band_each": {"low", "high", "each"},
    "total_row": set(),
    "round": {"months"},
    "round_more": {"months"},
    "measure_heading": {"number", "measure"},
    "step_heading": {"number", "step"},
    "answers": {"code", "short"},
    "last_name": set(),
}


class Words(Frozen):
    """Words that stand all over the document: what captions begin with, what an empty place says."""

    table: str
    figure: str
    unfilled: str
    unanswered: str
    best: str
    weak: str


class Calendar(Frozen):
    """The month of the calendar that a fiscal year begins with, and how many years the document looks back over."""

    first_month: int
    years: int


class ColumnText(Frozen):
    """A column of a table: which of its figures or texts, under which heading.

    `number` shows decimals as scores have them, `target` colours what is below the target. The key `years` stands for
    one column a year.
    """

    key: str
    label: str
    width: float = 1
    align: Literal["left", "center", "right"] = "left"
    number: bool = False
    target: bool = False
    group: str = ""
    merge: bool = False


class TableText(Frozen):
    """A table: the name of its sheet, its caption, its columns, where its figures come from.

    `chart` names the column whose texts label a chart that the spreadsheet draws of the last column of numbers.
    """

    sheet: str
    caption: str
    columns: tuple[ColumnText, ...]
    source: str
    chart: str = ""


class FigureText(Frozen):
    """A figure: its caption, and where its figures come from."""

    caption: str
    source: str


class BlockText(Frozen):
    """A block of the document.

    Where what it `needs` (a table, list or figure by name, or a fact) is not there, `otherwise` stands in its place;
    where it is there but the block's own table has no line, `empty` does.
    """

    kind: Literal["heading", "text", "lead", "note", "signature", "points", "table", "figure", "contents", "page"]
    text: str = ""
    name: str = ""
    level: Literal[1, 2, 3] = 1
    numbered: bool = True
    needs: str = ""
    otherwise: str = ""
    empty: str = ""


class Template(Frozen):
    """The whole text of the annual document."""

    title: str
    cover: tuple[str, ...]
    layout: Layout
    words: Words
    calendar: Calendar
    phrases: dict[str, str]
    tables: dict[str, TableText]
    figures: dict[str, FigureText]
    blocks: tuple[BlockText, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that may hold named values, with where it stands in the file; phrases aside."""
        yield "title", self.title
        yield from (("cover", line) for line in self.cover)
        for number, block in enumerate(self.blocks, start=1):
            yield from ((f"blocks {number}", text) for text in (block.text, block.otherwise, block.empty))
        for name, table in self.tables.items():
            yield f"tables.{name}", table.caption
            yield f"tables.{name}", table.source
            yield from ((f"tables.{name}.columns", text) for c in table.columns for text in (c.label, c.group))
        for name, figure in self.figures.items():
            yield f"figures.{name}", figure.caption
            yield f"figures.{name}", figure.source


def phrase_problems(template: Template, path: Path) -> Iterator[Problem]:
    """A problem for every phrase that is missing, and for every value that a phrase does not have."""
    for key, allowed in PHRASES.items():
        at = {"file": path, "column": f"phrases.{key}"}
        if key not in template.phrases:
            yield Problem.of("no_phrase", **at)
        known = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "–"
        for name in names(template.phrases.get(key, "")):
            if name not in allowed:
                yield Problem.of("unknown_value_of_phrase", **at, found=f"{{{name}}}", known=known)


def names(text: str) -> list[str]:
    """The named values of a text.

    >>> names("{agency} ปี {year}")
    ['agency', 'year']
    """
    return NAME.findall(text)


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its named values put in.

    >>> fill("{agency} ปี {year}", {"agency": "เทศบาล", "year": 2565})
    'เทศบาล ปี 2565'
    """
    return NAME.sub(lambda name: str(values[name[1]]), text)

"""The text of the annual document as an analyst edits it: blocks in order, tables by name, phrases with named values.

The file is `data/document.toml`. A named value stands in braces, `{agency}`; nothing else of a text is interpreted.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from italib.document import Layout
from italib.framework import Frozen
from italib.problems import Problem

# Whatever stands in braces is a named value, so that a misspelt one is found.
NAME = re.compile(r"\{([^{}]*)\}")

# The phrases of the template, and the named values that each of them may hold.
PHRASES = {
    "about": {"kind", "province"},
    "year_total": {"year", "total"},
    "direction_rising": set(),
    "direction_falling": set(),
    "direction_mixed": set(),
    "direction_higher": set(),
    "direction_lower": set(),
    "direction_equal": set(),
    "direction_plain": set(),
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

    first_month: int = Field(ge=1, le=12)
    years: int = Field(ge=1)


class ColumnText(Frozen):
    """A column of a table: which of its figures or texts, under which heading.

    `target` colours what is below the target. The key `years` stands for one column a year.
    """

    key: str
    label: str
    width: float = Field(default=1, gt=0)
    align: Literal["left", "center", "right"] = "left"
    target: bool = False
    group: str = ""
    merge: bool = False


class TableText(Frozen):
    """A table: the name of its sheet, its caption, its columns, what its colours mean, where its figures come from.

    `chart` names the column whose texts label a chart that the spreadsheet draws of the last column of numbers.
    """

    sheet: str
    caption: str
    columns: tuple[ColumnText, ...] = Field(min_length=1)
    note: str = ""
    source: str
    chart: str = ""


class FigureText(Frozen):
    """A figure: its caption, and where its figures come from."""

    caption: str
    source: str


class AnyText(Frozen):
    """What every block may say of itself.

    Where what it `needs` (a table, list or figure by name, or a fact) is not there, `otherwise` stands in its place.
    Blocks next to each other for `each` round come once for every reporting round, whose months are `{months}`.
    """

    needs: str = ""
    otherwise: str = ""
    each: Literal["", "round"] = ""


class HeadingText(AnyText):
    """A heading of level 1 to 3."""

    kind: Literal["heading"]
    text: str
    level: Literal[1, 2, 3] = 1
    numbered: bool = True


class ParagraphText(AnyText):
    """A paragraph, or the table of contents under its title."""

    kind: Literal["text", "lead", "note", "signature", "contents"]
    text: str


class PartText(AnyText):
    """A table, figure or list by its name; where it has nothing to show, `empty` stands in its place."""

    kind: Literal["table", "figure", "points"]
    name: str
    empty: str = ""


class PageText(AnyText):
    """The end of a page."""

    kind: Literal["page"]


BlockText = Annotated[HeadingText | ParagraphText | PartText | PageText, Field(discriminator="kind")]


class Template(Frozen):
    """The whole text of the annual document."""

    title: str = Field(min_length=1)
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
            texts = (getattr(block, field, "") for field in ("text", "otherwise", "empty"))
            yield from ((f"blocks.{number}", text) for text in texts)
        for name, table in self.tables.items():
            texts = (table.sheet, table.caption, table.note, table.source)
            yield from ((f"tables.{name}", text) for text in texts)
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

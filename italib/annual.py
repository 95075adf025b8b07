"""The annual document of one agency-year: the template filled with its values, tables and pictures."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pandas as pd

from italib import annual_check, trend
from italib.agency import TEMPLATE
from italib.annual_content import Content, content
from italib.annual_tables import GROUP, Line
from italib.chart import Chart
from italib.document import (
    BarChart,
    Block,
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
)
from italib.findings import Findings
from italib.measures import rounds
from italib.messages import CLI
from italib.problems import Problem, stop_if
from italib.sentences import draft_reason
from italib.template import AnyText, ColumnText, HeadingText, PageText, ParagraphText, PartText, fill
from italib.words import RESCORED


def problems(found: Findings, data_dir: Path) -> list[Problem]:
    """Everything that the template names and that is not there."""
    return annual_check.problems(found.inputs.template, content(found), data_dir / TEMPLATE)


def document(found: Findings, charts: Mapping[str, Chart], data_dir: Path) -> Document:
    """The annual document of an agency-year.

    `charts` are its figures by name (`pictures.of_document`); one that can't be drawn this year is left out. Raises
    InputError with everything that the template names and that is not there.
    """
    made = content(found)
    stop_if(annual_check.problems(found.inputs.template, made, data_dir / TEMPLATE))
    return _Assembly(found, made, charts).document()


def outline(document: Document) -> pd.DataFrame:
    """One row a heading of a document: `number` (1.2.1; empty where it has none) and `text`."""
    rows = [(number, heading.text) for heading, number in document.headings]
    return pd.DataFrame(rows, columns=["number", "text"])


def listed(document: Document) -> pd.DataFrame:
    """One row a table or figure of a document: `kind` (its word), `number, caption, rows` (of a table), `source`."""
    rows = [
        (document.table_word, str(number), table.caption, str(len(table.rows)), table.source)
        for number, table in enumerate(document.tables, start=1)
    ]
    rows += [
        (document.figure_word, str(number), picture.caption, "", picture.source)
        for number, picture in enumerate(document.pictures, start=1)
    ]
    return pd.DataFrame(rows, columns=["kind", "number", "caption", "rows", "source"])


class _Assembly:
    """The blocks of one document in the making."""

    def __init__(self, found: Findings, made: Content, charts: Mapping[str, Chart]):
        self._found, self._made, self._charts = found, made, charts
        self._template = found.inputs.template

    def document(self) -> Document:
        found, template = self._found, self._template
        draft = draft_reason(found.by_figure)
        notices = [CLI["draft"].format(reason=draft)] if draft else []
        return Document(
            title=self._filled(template.title),
            author=found.inputs.about.name_th,
            cover=tuple(self._filled(line) for line in template.cover),
            notices=tuple([*notices, RESCORED] if found.inputs.reconstructed else notices),
            blocks=tuple(self._blocks()),
            layout=template.layout,
            table_word=template.words.table,
            figure_word=template.words.figure,
            thai_digits=found.inputs.document.thai_digits,
        )

    def _blocks(self) -> Iterator[Block]:
        """The blocks in the order of the template, those for each round once for every round."""
        for each, run in groupby(self._template.blocks, key=lambda text: text.each):
            texts = list(run)
            for months in rounds(self._found.inputs.measures) if each else [""]:
                for text in texts:
                    yield from self._block(text, months)

    def _block(self, text: AnyText, months: str) -> Iterator[Block]:
        """The block that a text of the template makes, or what stands in its place where there is nothing to show."""
        there = self._there(text.needs)
        shown = self._shown(text, months) if there else None
        instead = text.otherwise if not there else text.empty if isinstance(text, PartText) else ""
        if shown is not None:
            yield shown
        elif instead and isinstance(text, HeadingText):
            yield Heading(self._filled(instead, months=months), text.level, text.numbered)
        elif instead:
            yield Paragraph(self._filled(instead, months=months))

    def _there(self, needed: str) -> bool:
        """Whether what a block needs is there; every block has what needs nothing."""
        made = self._made
        if needed in made.facts:
            return made.facts[needed]
        return not needed or bool(made.lines.get(needed) or made.lists.get(needed) or needed in self._charts)

    def _shown(self, text: AnyText, months: str) -> Block | None:
        """The block of a text; None where its table, figure or list is empty."""
        match text:
            case HeadingText():
                return Heading(self._filled(text.text, months=months), text.level, text.numbered)
            case ParagraphText(kind="contents"):
                return Contents(self._filled(text.text))
            case ParagraphText(kind="text"):
                return Paragraph(self._filled(text.text, months=months))
            case ParagraphText():
                return Paragraph(self._filled(text.text, months=months), text.kind)
            case PageText():
                return PageBreak()
            case PartText(kind="points"):
                return Points(self._made.lists[text.name]) if self._made.lists[text.name] else None
            case PartText(kind="figure"):
                return self._picture(text.name)
        return self._table(text.name, months)

    def _picture(self, name: str) -> Picture | None:
        if name not in self._charts:
            return None
        chart, text = self._charts[name], self._template.figures[name]
        return Picture(name, self._filled(text.caption), chart.png(), chart.alt, self._filled(text.source))

    def _table(self, name: str, months: str) -> Table | None:
        """A table with the columns that the template picks; `months` says of which round it is."""
        lines = self._made.lines.get(f"{name}_{months}" if months else name, [])
        if not lines:
            return None
        text = self._template.tables[name]
        columns = [column for asked in text.columns for column in self._columns(asked, lines)]
        keys = [key for key, _ in columns]
        rows = [
            Row((line.cells[GROUP],) if line.role == "group" else tuple(line.cells[key] for key in keys), line.role)
            for line in lines
        ]
        numbers = tuple(place for place, (_, column) in enumerate(columns) if column.decimals is not None)
        caption = self._filled(text.caption, months=months)
        return Table(
            name=self._filled(text.sheet, months=months),
            caption=caption,
            columns=tuple(column for _, column in columns),
            rows=tuple(rows),
            note=self._filled(text.note),
            source=self._filled(text.source),
            chart=BarChart(caption, keys.index(text.chart), numbers[-1:]) if text.chart else None,
        )

    def _columns(self, asked: ColumnText, lines: Sequence[Line]) -> list[tuple[str, Column]]:
        """A column of a table with the key of its cells, or one for each year."""
        rules = self._found.framework
        years = [str(year) for year in trend.years_of(self._found.by_year)]
        columns = []
        for key in years if asked.key == "years" else [asked.key]:
            kinds = {type(line.cells.get(key)) for line in lines}
            column = Column(
                label=self._filled(asked.label, column=key),
                width=asked.width,
                align=asked.align,
                decimals=rules.decimals if float in kinds else 0 if int in kinds else None,
                group=self._filled(asked.group),
                merge=asked.merge,
                weak_below=rules.target.score if asked.target else None,
            )
            columns.append((key, column))
        return columns

    def _filled(self, text: str, **of_its_place: str) -> str:
        return fill(text, {**dict.fromkeys(annual_check.OF_ITS_PLACE, ""), **self._made.values, **of_its_place})

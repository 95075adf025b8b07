"""The annual document of one agency-year: the template filled with its values, tables and pictures."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from italib import trend
from italib.agency import TEMPLATE
from italib.annual_tables import Line, Tables
from italib.annual_values import Values
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
from italib.measures import unanswered
from italib.messages import CLI, RECONSTRUCTED
from italib.problems import Problem, stop_if
from italib.sentences import draft_reason
from italib.template import BlockText, ColumnText, TableText, fill, names

# What a block may need besides a table, a figure or a list, and what it is that must be there.
FACTS = {
    "earlier": lambda found: len(trend.years_of(found.by_year)) > 1,
    "survey_items": lambda found: not found.strengths.empty,
    "unanswered": lambda found: bool(unanswered(found.chain)),
}


def document(findings: Findings, charts: Mapping[str, Chart], data_dir: Path) -> Document:
    """The annual document of an agency-year.

    `charts` are its figures by name (`pictures.of_document`); one that can't be drawn this year is left out. Raises
    InputError with everything that the template names and that is not there.
    """
    annual = Annual(findings)
    stop_if(annual.problems(data_dir / TEMPLATE))
    return annual.document(charts)


def problems(findings: Findings, data_dir: Path) -> list[Problem]:
    """Everything that the template names and that is not there."""
    return Annual(findings).problems(data_dir / TEMPLATE)


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


class Annual:
    """The annual document in the making: what its template may name, and the blocks that come of it."""

    def __init__(self, findings: Findings):
        self._found, self._template = findings, findings.inputs.template
        values = Values(findings)
        self._values = values.all()
        self._lines = Tables(findings, values).all()
        self._lists = {"comments": tuple(findings.inputs.comments["text_th"])}

    def document(self, charts: Mapping[str, Chart]) -> Document:
        """The whole document. `charts` are its figures by name; one that can't be drawn this year is left out."""
        found, template = self._found, self._template
        draft = draft_reason(found.by_figure)
        notices = (
            CLI["draft"].format(reason=draft) if draft else "",
            RECONSTRUCTED if found.inputs.reconstructed else "",
        )
        return Document(
            title=self._filled(template.title),
            author=found.inputs.about.name_th,
            cover=tuple(self._filled(line) for line in template.cover),
            notices=tuple(filter(None, notices)),
            blocks=tuple(block for text in template.blocks for block in self._blocks(text, charts)),
            layout=template.layout,
            table_word=template.words.table,
            figure_word=template.words.figure,
            thai_digits=found.inputs.document.thai_digits,
        )

    def _filled(self, text: str, **more: str) -> str:
        return fill(text, {**self._values, **more})

    def _blocks(self, text: BlockText, charts: Mapping[str, Chart]) -> Iterator[Block]:
        """The block that a text of the template makes, or what stands in its place where there is nothing to show."""
        there = self._there(text.needs, charts)
        shown = self._block(text, charts) if there else None
        instead = text.empty if there else text.otherwise
        if shown is not None:
            yield shown
        elif instead:
            yield Paragraph(self._filled(instead))

    def _there(self, needed: str, charts: Mapping[str, Chart]) -> bool:
        """Whether what a block needs is there; every block has what needs nothing."""
        if needed in FACTS:
            return FACTS[needed](self._found)
        return not needed or bool(self._lines.get(needed) or self._lists.get(needed) or needed in charts)

    def _block(self, text: BlockText, charts: Mapping[str, Chart]) -> Block | None:
        words = self._filled(text.text)
        match text.kind:
            case "heading":
                return Heading(words, text.level, text.numbered)
            case "text":
                return Paragraph(words)
            case "lead" | "note" | "signature":
                return Paragraph(words, text.kind)
            case "contents":
                return Contents(words)
            case "page":
                return PageBreak()
            case "points":
                return Points(self._lists[text.name]) if self._lists[text.name] else None
            case "table":
                return self._table(self._template.tables[text.name], self._lines.get(text.name, []))
            case "figure":
                return self._picture(text.name, charts.get(text.name))

    def _picture(self, name: str, chart: Chart | None) -> Picture | None:
        if chart is None:
            return None
        png = chart.png(thai_digits=self._found.inputs.document.thai_digits)
        text = self._template.figures[name]
        return Picture(name, self._filled(text.caption), png, chart.alt, self._filled(text.source))

    def _table(self, text: TableText, lines: Sequence[Line]) -> Table | None:
        if not lines:
            return None
        columns = [column for asked in text.columns for column in self._columns(asked)]
        first = columns[0][0]
        rows = [
            Row((line.cells[first], *[""] * (len(columns) - 1)) if line.role == "group"
                else tuple(line.cells[key] for key, _ in columns), line.role)
            for line in lines
        ]  # fmt: skip
        numbers = tuple(place for place, (_, column) in enumerate(columns) if column.decimals is not None)
        caption = self._filled(text.caption)
        bars = BarChart(caption, [key for key, _ in columns].index(text.chart), numbers[-1:]) if text.chart else None
        shown = tuple(column for _, column in columns)
        return Table(self._filled(text.sheet), caption, shown, tuple(rows), self._filled(text.source), bars)

    def _columns(self, asked: ColumnText) -> list[tuple[str, Column]]:
        """A column of a table with the key of its cells, or one for each year."""
        rules = self._found.framework
        years = [str(year) for year in trend.years_of(self._found.by_year)]
        return [
            (
                key,
                Column(
                    label=self._filled(asked.label, column=key),
                    width=asked.width,
                    align=asked.align,
                    decimals=rules.decimals if asked.number else None,
                    group=self._filled(asked.group),
                    merge=asked.merge,
                    weak_below=rules.target.score if asked.target else None,
                ),
            )
            for key in (years if asked.key == "years" else [asked.key])
        ]

    def problems(self, path: Path) -> list[Problem]:
        """Everything that the template names and that is not there. `path` is the file that it was read from."""
        return [*self._named_values(path), *self._named_parts(path), *self._named_columns(path)]

    def _named_values(self, path: Path) -> Iterator[Problem]:
        for where, text in self._template.texts():
            more = {"column"} if where.endswith(".columns") else set()
            for name in names(text):
                if name not in self._values.keys() | more:
                    yield Problem.of("unknown_value", path, column=where, found=f"{{{name}}}")

    def _named_parts(self, path: Path) -> Iterator[Problem]:
        """A problem for every table, figure, list or need that a block names and that is not there."""
        template = self._template
        known = {"table": template.tables, "figure": template.figures, "points": self._lists}
        needed = {*template.tables, *template.figures, *self._lists, *FACTS}
        for number, block in enumerate(template.blocks, start=1):
            at = {"file": path, "column": f"blocks {number}"}
            if block.kind in known and block.name not in known[block.kind]:
                yield Problem.of("unknown_part", **at, found=block.name, known=", ".join(known[block.kind]))
            if block.needs and block.needs not in needed:
                yield Problem.of("unknown_part", **at, found=block.needs, known=", ".join(sorted(needed)))

    def _named_columns(self, path: Path) -> Iterator[Problem]:
        """A problem for every table that nothing is known of, and for every column that its lines don't have."""
        for name, table in self._template.tables.items():
            at = {"file": path, "column": f"tables.{name}"}
            if name not in self._lines and not name.startswith("progress_"):
                yield Problem.of("unknown_part", **at, found=name, known=", ".join(self._lines))
            line = next((line for line in self._lines.get(name, []) if line.role != "group"), None)
            for column in table.columns if line else ():
                if column.key != "years" and column.key not in line.cells:
                    yield Problem.of("unknown_part", **at, found=column.key, known=", ".join(line.cells))

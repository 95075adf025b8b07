"""What the template of the annual document names and is not there: each fault by its place in the file."""

from collections.abc import Iterator
from pathlib import Path

from italib.annual_content import Content
from italib.problems import Problem
from italib.template import HeadingText, PartText, Template, names

# The table that stands in the document once for every reporting round.
BY_ROUND = "progress"
# Values that some texts have besides: a column of a year, the months of a round.
OF_ITS_PLACE = {"column", "months"}


def problems(template: Template, content: Content, path: Path) -> list[Problem]:
    """Everything that the template names and that is not there. `path` is the file that it was read from."""
    return [
        *_values(template, content, path),
        *_parts(template, content, path),
        *_columns(template, content, path),
        *_levels(template, path),
    ]


def _values(template: Template, content: Content, path: Path) -> Iterator[Problem]:
    for where, text in template.texts():
        for name in names(text):
            if name not in content.values.keys() | OF_ITS_PLACE:
                yield Problem.of("unknown_value", path, column=where, found=f"{{{name}}}")


def _parts(template: Template, content: Content, path: Path) -> Iterator[Problem]:
    """A problem for every table, figure, list or need that a block names and that is not there."""
    known = {"table": template.tables, "figure": template.figures, "points": content.lists}
    needed = {*template.tables, *template.figures, *content.lists, *content.facts}
    for number, block in enumerate(template.blocks, start=1):
        at = {"file": path, "column": f"blocks.{number}"}
        if isinstance(block, PartText) and block.name not in known[block.kind]:
            yield Problem.of("unknown_part", **at, found=block.name, known=", ".join(known[block.kind]))
        if block.needs and block.needs not in needed:
            yield Problem.of("unknown_part", **at, found=block.needs, known=", ".join(sorted(needed)))


def _columns(template: Template, content: Content, path: Path) -> Iterator[Problem]:
    """A problem for every table that nothing is known of, and for every column that its lines don't have."""
    for name, table in template.tables.items():
        at = {"file": path, "column": f"tables.{name}"}
        keys = [name] if name != BY_ROUND else [key for key in content.lines if key.startswith(f"{BY_ROUND}_")]
        lines = [line for key in keys for line in content.lines.get(key, [])]
        if name not in (*content.lines, BY_ROUND):
            yield Problem.of("unknown_part", **at, found=name, known=", ".join((*content.lines, BY_ROUND)))
        known = next((line.cells for line in lines if line.role != "group"), {})
        for column in table.columns if known else ():
            if column.key != "years" and column.key not in known:
                yield Problem.of("unknown_part", **at, found=column.key, known=", ".join(known))
        charted = [column.key for column in table.columns if column.key in known]
        if table.chart and lines and table.chart not in charted:
            yield Problem.of("unknown_part", **at, found=table.chart, known=", ".join(charted))


def _levels(template: Template, path: Path) -> Iterator[Problem]:
    """A problem for every heading that lies more than one level below the one before it: no contents can show it."""
    level = 0
    for number, block in enumerate(template.blocks, start=1):
        if isinstance(block, HeadingText):
            if block.level > level + 1:
                yield Problem.of("heading_level", path, column=f"blocks.{number}", found=block.level, most=level + 1)
            level = block.level

"""A long export, one row a respondent × part, made wide: one row a respondent, as every other export is."""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from italib import stamps, thai
from italib.columns import CODE, letter
from italib.forms import Forms
from italib.framework import Framework
from italib.issues import IssueLog
from italib.raw import COLUMNS, Export
from italib.respondents import leave_out, padded_rows


@dataclass(frozen=True)
class _Line:
    """One row: whose answer to which part it is, and when it was given."""

    row: int
    cells: tuple[str, ...]
    respondent: str
    part: tuple[str, int]
    when: datetime | None


def widen(export: Export, framework: Framework, forms: Forms, log: IssueLog) -> Export:
    """The export with one row a respondent, numbered as the first of their rows, and one column a part.

    A row that names no respondent or no part of the instrument is an issue, and so is the earlier of two answers of one
    person to one part.
    """
    items = [item for item in framework.items if framework.instrument_of[item.code] == export.instrument]
    parts = [(part.item, part.part) for item in items for part in item.parts]
    people: dict[str, list[_Line]] = {}
    for line in _lines(export, set(parts), framework, forms, log):
        people.setdefault(line.respondent, []).append(line)
    width = int(export.columns["position"].max()) + 1
    answer_at = export.position("answer")
    place = {part: width + number for number, part in enumerate(parts)}
    rows, lines, sources = [], {}, {}
    for given in people.values():
        answers = _last_answers(export, given, log)
        first = given[0]
        lines[first.row] = tuple(line.row for line in answers.values())
        sources |= {(first.row, place[part]): line.row for part, line in answers.items()}
        cells = [answers[part].cells[answer_at] if part in answers else "" for part in parts]
        rows.append((first.row, first.cells[:width] + tuple(cells)))
    about = export.columns[~export.columns["role"].isin(("item", "part", "code", "answer", "respondent"))]
    answered = [
        (letter(answer_at), position, "", item, part, "answer", "code", 100.0)
        for (item, part), position in place.items()
    ]
    columns = pd.DataFrame([*about.itertuples(index=False, name=None), *answered], columns=COLUMNS)
    return replace(export, rows=tuple(rows), columns=columns, lines=lines, sources=sources)


def _lines(export: Export, parts: set[tuple[str, int]], framework: Framework, forms: Forms, log: IssueLog):
    """The rows that say whose answer to which part they are."""
    respondent_at, item_at = export.position("respondent"), export.position("item", "code")
    part_at, timestamp_at = export.position("part"), export.position("timestamp")
    for row, cells in padded_rows(export):
        if leave_out(export, row, cells, forms, log):
            continue
        told = "" if part_at is None else cells[part_at]
        part = _part(cells[item_at], told, framework)
        respondent = thai.tidy(cells[respondent_at])[0]
        if not respondent:
            log.exclude(export.file, row, "no_respondent", column=letter(respondent_at))
        elif part not in parts:
            found = f"{cells[item_at]} {told}".strip()
            log.exclude(export.file, row, "no_such_part", column=letter(item_at), found=found)
        else:
            when = None if timestamp_at is None else stamps.read(cells[timestamp_at])
            yield _Line(row, cells, respondent, part, when)


def _part(item: str, part: str, framework: Framework) -> tuple[str, int]:
    """The part that two cells name, `i1` and `2`, or one alone, `i1.2`; ("", 0) where they name none."""
    found = CODE.fullmatch(thai.tidy(item)[0].casefold())
    if not found:
        return "", 0
    code = f"{found[1]}{int(found[2])}"
    number = found[3] or thai.tidy(part)[0]
    if not number and code in framework.by_code and len(framework.by_code[code].parts) == 1:
        return code, 1
    named = number.rpartition(".")[2]
    return (code, int(named)) if named.isascii() and named.isdigit() else ("", 0)


def _last_answers(export: Export, given: list[_Line], log: IssueLog) -> dict[tuple[str, int], _Line]:
    """The last answer of a person to each part, by time where every row has one, else by row."""
    if all(line.when for line in given):
        given = sorted(given, key=lambda line: (line.when, line.row))
    kept: dict[tuple[str, int], _Line] = {}
    for line in given:
        if earlier := kept.get(line.part):
            log.exclude(export.file, earlier.row, "double_answer", row=line.row)
        kept[line.part] = line
    return kept

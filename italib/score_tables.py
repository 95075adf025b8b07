"""Score tables: item scores taken as they stand, of a checklist or of a survey of which only scores are held."""

import re
from collections.abc import Sequence

import pandas as pd

from italib import thai
from italib.answers import number_text
from italib.columns import CODE, letter
from italib.forms import Forms
from italib.framework import Framework
from italib.headers import SCORE_TABLE
from italib.issues import IssueLog
from italib.precision import is_score, printed_bounds, printed_decimals
from italib.problems import Problem
from italib.raw import Export
from italib.respondents import leave_out, padded_rows

COLUMNS = ["level", "code", "score", "low", "high", "basis", "file"]


def item_scores(
    tables: Sequence[Export], framework: Framework, forms: Forms, log: IssueLog
) -> tuple[pd.DataFrame, list[Problem]]:
    """The item scores of one instrument from all its score tables, and what is wrong with them.

    One row an item: `level, code, score, low, high, basis, file`. A checklist's points are exact; a printed score of a
    survey stands for the interval that is printed so.
    """
    instrument = tables[0].instrument
    wanted = [code for code in framework.codes["item"] if framework.instrument_of[code] == instrument]
    exact = framework.by_code[instrument].kind == "checklist"
    found: dict[str, tuple[str, int, str]] = {}
    problems = []
    for table in tables:
        code_at, score_at = table.position("code"), table.position("score")
        for row, cells in padded_rows(table):
            if leave_out(table, row, cells, forms, log):
                continue
            code = _item_code(table, row, cells[code_at], code_at, log)
            tidied, rules = thai.tidy(cells[score_at])
            score = number_text(tidied)
            if score != tidied:
                rules = (*rules, "number_as_text")
            log.repairs(table.file, row, letter(score_at), cells[score_at], rules)
            where = {"file": table.file, "row": row}
            of_code = where | {"column": letter(code_at), "found": cells[code_at]}
            if code not in wanted:
                problems.append(Problem.of("unknown_code", **of_code, year=framework.year))
            elif code in found:
                problems.append(Problem.of("duplicate", **of_code, first=_first(table, *found[code][:2])))
            elif not is_score(score):
                problems.append(Problem.of("bad_score", **where, column=letter(score_at), found=cells[score_at]))
            else:
                found[code] = (table.file, row, score)
    missing = [code for code in wanted if code not in found]
    if missing and not problems:
        problems.append(Problem.of("item_without_score", tables[-1].file, items=", ".join(missing)))
    # A table that shows fewer decimals than are published was rounded further; a zero may be left out of one score.
    decimals = min(max((printed_decimals(score) for _, _, score in found.values()), default=0), framework.decimals)
    rows = [
        (
            "item",
            code,
            float(score),
            *([float(score)] * 2 if exact else printed_bounds(float(score), decimals)),
            SCORE_TABLE,
            file,
        )
        for code, (file, _, score) in found.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS), problems


def _first(table: Export, file: str, row: int) -> str:
    """The row where a code stood first, with its file where that is another."""
    return str(row) if file == table.file else f"{row} ({file})"


def _item_code(table: Export, row: int, cell: str, position: int, log: IssueLog) -> str:
    """`o12` from `๐12`, `O 12` or `o12`; a Thai or Arabic zero in front of the number is the letter o."""
    stripped = re.sub(r"[\s\u200b-\u200f\ufeff\u00a0]", "", cell)
    text, rules = thai.tidy(stripped[:1].replace("๐", "o") + stripped[1:])
    if stripped.startswith("๐"):
        log.add(table.file, row, letter(position), "thai_zero_code", cell, "repaired")
    log.repairs(table.file, row, letter(position), cell, rules)
    found = CODE.fullmatch(text.casefold())
    return f"{found[1].replace('0', 'o')}{int(found[2])}" if found else text

"""From findings to guidelines, actions, measures and the progress of each: what answers what, and what nothing answers.

The links are the office's own: an action names the items that it answers, a step of a measure the actions that it
carries out, a report the measure and its round.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from italib import thai
from italib.agency import Inputs
from italib.agency_tables import REPORT
from italib.problems import Problem

MONTHS_OF_A_YEAR = 12
TITLE_WIDTH = 60
NEW_LINE = "\n"
REPORTED, UNFILLED = "reported", "unfilled"


def chain(weak: pd.DataFrame, actions: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """One row a finding × action × measure that belong together: `instrument, code, guidance_th, action, measure`.

    `weak` has one row an item below target, in the order of the findings (`gaps.below_target`). `action` and `measure`
    are codes; each is missing where the chain ends before it, so that every finding has at least one row.
    """
    by_action = actions[["action", "items"]].explode("items").rename(columns={"items": "code"})
    by_measure = measures[["measure", "actions"]].explode("actions").rename(columns={"actions": "action"})
    found = weak[["instrument", "code", "guidance_th"]].merge(by_action, on="code", how="left")
    return found.merge(by_measure.dropna(subset="action"), on="action", how="left")


def unanswered(chained: pd.DataFrame) -> list[str]:
    """The findings that no measure answers, in the order of the findings."""
    answered = chained.groupby("code", sort=False)["measure"].count()
    return answered.index[answered == 0].tolist()


def outlines(measures: pd.DataFrame) -> pd.DataFrame:
    """The steps with the numbers that the document gives them: `measure_no` (1), `part_no` (1.1) and `step_no` (1).

    Steps are numbered through a measure. A step without a title goes on with the one before it, under another owner,
    and has no number.
    """
    rows, seen, step = [], {}, 0
    for row in measures.itertuples():
        if row.measure_th not in seen:
            seen[row.measure_th], step = {}, 0
        parts = seen[row.measure_th]
        number = list(seen).index(row.measure_th) + 1
        part = parts.setdefault(row.part_th, len(parts) + 1)
        step += bool(row.step_th)
        rows.append((str(number), f"{number}.{part}", str(step) if row.step_th else ""))
    return measures.assign(**pd.DataFrame(rows, columns=["measure_no", "part_no", "step_no"], index=measures.index))


def label(row) -> str:
    """A step as charts and reports name it: `1.1 (2) การบริหารจัดการงบประมาณ`; one without a title by how it begins."""
    return f"{number(row)} {row.step_th or thai.wrap(row.details_th.partition(NEW_LINE)[0], TITLE_WIDTH, 1)}"


def number(row) -> str:
    """The number of a step within its part: `1.1 (2)`; `2.2` where it goes on with the one before it."""
    return f"{row.part_no} ({row.step_no})" if row.step_no else row.part_no


def schedule(measures: pd.DataFrame, begins: int) -> pd.DataFrame:
    """One row a step with an owner and a due month, by owner: `measure, label, owner_th, begins, due`.

    Months are counted from the year 0. Owners stand in the order of their first step, steps in that of the document.
    A step that is due before the plan begins lasts one month.
    """
    dated = outlines(measures).dropna(subset="due")
    dated = dated.assign(label=[label(row) for row in dated.itertuples()], due=dated["due"].astype("int64"))
    dated["begins"] = dated["due"].clip(upper=begins)
    owners = {owner: place for place, owner in enumerate(dated["owner_th"].drop_duplicates())}
    dated = dated.sort_values("owner_th", key=lambda column: column.map(owners), kind="stable", ignore_index=True)
    return dated[["measure", "label", "owner_th", "begins", "due"]]


def rounds(measures: pd.DataFrame) -> list[str]:
    """The reporting rounds of all steps, in months, the earliest first."""
    return sorted({months for asked in measures["rounds"] for months in asked}, key=int)


def first_month(fiscal_year: int, calendar_month: int) -> int:
    """The month, counted from the year 0, that a fiscal year begins with.

    `calendar_month` is its place in the calendar; a fiscal year that does not begin in January begins in the year
    before.

    >>> first_month(2566, 10) == thai.month("ตุลาคม 2565")
    True
    """
    return (fiscal_year - (calendar_month > 1)) * MONTHS_OF_A_YEAR + calendar_month - 1


def round_ends(measures: pd.DataFrame, begins: int) -> dict[str, int]:
    """The month in which each reporting round ends, where the first of them begins in the month `begins`."""
    return {months: begins + int(months) - 1 for months in rounds(measures)}


def reports(measures: pd.DataFrame, progress: pd.DataFrame) -> pd.DataFrame:
    """One row a step in one of its rounds: `measure, label, owner_th, round`, what was reported, and `standing`.

    What nobody has filled in is empty text, also where `progress` lacks the row. `standing` is `reported` where all of
    it is filled in.
    """
    asked = outlines(measures).explode("rounds").rename(columns={"rounds": "round"}).dropna(subset="round")
    asked["label"] = [label(row) for row in asked.itertuples()]
    filled = asked.merge(progress[["measure", "round", *REPORT]], on=["measure", "round"], how="left")
    filled[list(REPORT)] = filled[list(REPORT)].fillna("")
    whole = (filled[list(REPORT)] != "").all(axis=1)
    filled["standing"] = pd.Series(REPORTED, index=filled.index).where(whole, UNFILLED)
    order = {months: place for place, months in enumerate(rounds(measures))}
    filled = filled.sort_values("round", key=lambda column: column.map(order), kind="stable", ignore_index=True)
    return filled[["measure", "label", "owner_th", "round", *REPORT, "standing"]]


def progress_by_owner(reported: pd.DataFrame) -> pd.DataFrame:
    """One row an owner in a round: `owner_th, round, steps` and how many of them are `reported`."""
    counted = reported.assign(reported=reported["standing"] == REPORTED).groupby(["owner_th", "round"], sort=False)
    return counted["reported"].agg(steps="size", reported="sum").reset_index()


def unfilled(inputs: Inputs, weak: pd.DataFrame, folder: Path) -> list[Problem]:
    """What the office still has to fill in, file by file: no fault of the input, but a blank in the document.

    `weak` has one row an item below target with its guideline; `folder` is that of the agency-year.
    """
    empty: list[Problem] = []

    def ask(key: str, file: str, **at: object) -> None:
        empty.append(Problem.of(key, folder / file, **at))

    if not inputs.document.date_th:
        ask("fill_date", "document.toml", column="date_th")
    if inputs.comments.empty:
        ask("fill_comments", "comments.csv")
    for code in weak.loc[weak["guidance_th"] == "", "code"]:
        ask("fill_guidance", "guidance.csv", column="guidance_th", code=code)
    chained = chain(weak, inputs.actions, inputs.measures)
    for code in chained.loc[chained["action"].isna(), "code"]:
        ask("fill_action", "actions.csv", column="items", code=code)
    for code in unanswered(chained[chained["action"].notna()]):
        ask("fill_measure", "measures.csv", column="actions", code=code)
    for row in inputs.measures.itertuples():
        blank = [column for column in ("owner_th", "due_th", "rounds") if not getattr(row, column)]
        if blank:
            ask("fill_cells", "measures.csv", row=row.row, column=", ".join(blank))
    return empty + _unreported(inputs, folder)


def _unreported(inputs: Inputs, folder: Path) -> list[Problem]:
    """A line for every report of a round that is missing or not whole."""
    path, rows = folder / "progress.csv", _rows_of(inputs.progress)
    empty = []
    for report in reports(inputs.measures, inputs.progress).itertuples():
        blank = [column for column in REPORT if not getattr(report, column)]
        if (report.measure, report.round) not in rows:
            empty.append(Problem.of("fill_row", path, measure=report.measure, round=report.round))
        elif blank:
            row = rows[report.measure, report.round]
            empty.append(Problem.of("fill_cells", path, row=row, column=", ".join(blank)))
    return empty


def _rows_of(progress: pd.DataFrame) -> Mapping[tuple[str, str], int]:
    return dict(zip(zip(progress["measure"], progress["round"], strict=True), progress["row"], strict=True))

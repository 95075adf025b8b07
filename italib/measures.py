"""From findings to guidelines, actions, measures and the progress of each: what answers what, and what nothing answers.

The links are the office's own: an action names the items that it answers, a step of a measure the actions that it
carries out, a report the measure and its round.
"""

import pandas as pd

from italib import thai
from italib.agency_tables import REPORT
from italib.words import PLAN

MONTHS_OF_A_YEAR = 12
TITLE_WIDTH = 60
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


def steps(measures: pd.DataFrame) -> pd.DataFrame:
    """One row a step, those of a measure together: the columns of `measures`, its numbers, and what it is called.

    `measure_no` (1), `part_no` (1.1) and `step_no` (2) are as the document gives them: steps are numbered through a
    measure, and one without a title goes on with the one before it, without a `step_no`. `number` is `1.1 (2)`; `label`
    is that and the title; a step that goes on says so, and how it begins.
    """
    by_measure = measures.groupby("measure_th", sort=False)
    measure_no = (by_measure.ngroup() + 1).astype("str")
    part_no = measure_no + "." + by_measure["part_th"].transform(lambda parts: pd.factorize(parts)[0] + 1).astype("str")
    titled = measures["step_th"] != ""
    counted = titled.groupby(measures["measure_th"], sort=False).cumsum().astype("str")
    number = part_no + " (" + counted + ")"
    begins = measures["details_th"].map(lambda text: thai.wrap(text.partition("\n")[0], TITLE_WIDTH, 1))
    numbered = measures.assign(
        measure_no=measure_no,
        part_no=part_no,
        step_no=counted.where(titled, ""),
        number=number,
        label=number + " " + measures["step_th"].where(titled, PLAN["continued"] + begins),
    )
    return numbered.assign(place=by_measure.ngroup()).sort_values("place", kind="stable").drop(columns="place")


def schedule(steps: pd.DataFrame, begins: int) -> pd.DataFrame:
    """One row a step with a due month, by owner: `measure, label, owner_th, begins, due`.

    Months are counted from the year 0. Owners stand in the order of their first step, steps in that of the document.
    A step that is due before the plan begins lasts one month.
    """
    dated = steps.dropna(subset="due").astype({"due": "int64"})
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


def reports(steps: pd.DataFrame, progress: pd.DataFrame) -> pd.DataFrame:
    """One row a step in one of its rounds: `measure, label, owner_th, round`, what was reported, and `standing`.

    What nobody has filled in is empty text, also where `progress` lacks the row. `standing` is `reported` where all of
    it is filled in, else `unfilled`. By round, then in the order of the steps.
    """
    asked = steps.explode("rounds").rename(columns={"rounds": "round"}).dropna(subset="round")
    filled = asked.merge(progress[["measure", "round", *REPORT]], on=["measure", "round"], how="left")
    filled[list(REPORT)] = filled[list(REPORT)].fillna("")
    whole = (filled[list(REPORT)] != "").all(axis=1)
    filled["standing"] = pd.Series(REPORTED, index=filled.index).where(whole, UNFILLED)
    order = {months: place for place, months in enumerate(rounds(steps))}
    filled = filled.sort_values("round", key=lambda column: column.map(order), kind="stable", ignore_index=True)
    return filled[["measure", "label", "owner_th", "round", *REPORT, "standing"]]


def progress_by_owner(reported: pd.DataFrame) -> pd.DataFrame:
    """One row an owner in a round: `owner_th, round, steps` and how many of them are `reported`."""
    counted = reported.assign(reported=reported["standing"] == REPORTED).groupby(["owner_th", "round"], sort=False)
    return counted["reported"].agg(steps="size", reported="sum").reset_index()

"""The plan as it is shown: findings, actions, steps and reports with their links, as text. Links nothing itself."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from italib import measures
from italib.agency_tables import REPORT
from italib.findings import Findings
from italib.precision import MISSING, show
from italib.problems import Problem
from italib.sentences import join
from italib.words import PLAN, TABLE

# The columns of `blanks` under their Thai names.
BLANKS = {"file": TABLE["file"], "row": TABLE["row_number"], "column": TABLE["column"], "message": TABLE["blank"]}


def findings(found: Findings) -> pd.DataFrame:
    """One row a finding with all that answers it: `code, score, guidance, actions, steps, owners, verdict`, as text."""
    steps = found.steps.set_index("measure")
    shown = found.ranked.set_index("code")["shown"]
    rows = []
    for code, links in found.chain.groupby("code", sort=False):
        carried = [step for step in steps.index if step in set(links["measure"].dropna())]
        rows.append(
            (
                code,
                show(shown[code], found.framework.decimals),
                links["guidance_th"].iloc[0] or MISSING,
                ", ".join(links["action"].dropna().unique()) or MISSING,
                ", ".join(steps.loc[carried, "number"]) or MISSING,
                ", ".join(filter(None, steps.loc[carried, "owner_th"].unique())) or MISSING,
                PLAN["answered" if carried else "unanswered"],
            )
        )
    return pd.DataFrame(rows, columns=["code", "score", "guidance", "actions", "steps", "owners", "verdict"])


def actions(found: Findings) -> pd.DataFrame:
    """`tables/actions.csv`: one row an action: `action, items, instrument, guidance_th, action_th, measures`, as text.

    `guidance_th` holds the guidelines of its items, a line each.
    """
    guidance = found.inputs.guidance.set_index("code")["guidance_th"]
    carried = found.inputs.measures[["measure", "actions"]].explode("actions").dropna()
    by_action = carried.groupby("actions", sort=False)["measure"].agg(" ".join)
    rows = [
        (
            row.action,
            " ".join(row.items),
            found.framework.instrument_of[row.items[0]],
            "\n".join(filter(None, (guidance.get(code, "") for code in row.items))),
            row.action_th,
            by_action.get(row.action, ""),
        )
        for row in found.inputs.actions.itertuples()
    ]
    return pd.DataFrame(rows, columns=["action", "items", "instrument", "guidance_th", "action_th", "measures"])


def steps(found: Findings) -> pd.DataFrame:
    """`tables/measures.csv`: one row a step: its number, what the document says of it, and the `items` that it answers.

    Columns: `measure, label, measure_th, part_th, step_th, details_th, owner_th, due_th, rounds, items`, as text.
    """
    answered = found.chain.dropna(subset="measure").groupby("measure")["code"].agg(lambda c: " ".join(c.unique()))
    frame = found.steps.assign(
        rounds=[" ".join(asked) for asked in found.steps["rounds"]],
        items=found.steps["measure"].map(answered).astype("object").fillna(""),
    )
    columns = ["measure", "label", "measure_th", "part_th", "step_th", "details_th", "owner_th", "due_th", "rounds"]
    return frame[[*columns, "items"]]


def reports(found: Findings) -> pd.DataFrame:
    """One row a step in a round: `step, owner, round, done, result, problem, suggestion`; `–` where it is empty."""
    columns = ["label", "owner_th", "round", *REPORT]
    names = ["step", "owner", "round", "done", "result", "problem", "suggestion"]
    frame = found.reports[columns].set_axis(names, axis="columns")
    return frame.where(frame != "", MISSING)


def progress(found: Findings) -> pd.DataFrame:
    """One row an owner in a round: `owner_th, round, steps, reported`, as text."""
    return measures.progress_by_owner(found.reports).astype("str")


def worded(frame: pd.DataFrame) -> pd.DataFrame:
    """`actions` or `steps` for a page: codes apart by commas, rounds in months, `–` where there are none."""
    shown = frame.assign(items=frame["items"].str.replace(" ", ", "))
    if "rounds" in frame:
        shown["rounds"] = [PLAN["months"].format(months=join(text.split())) if text else "" for text in frame["rounds"]]
    return shown.where(shown != "", MISSING)


def blanks(problems: Iterable[Problem]) -> pd.DataFrame:
    """One row a place that is still to be filled in: `file, row, column, message`, as text."""
    rows = [
        (Path(problem.file).name, "" if problem.row is None else str(problem.row), problem.column, problem.message)
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=["file", "row", "column", "message"]).replace("", MISSING)

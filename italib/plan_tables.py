"""The plan as it is shown: findings, actions, steps and reports with their links, as text. Links nothing itself."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from italib import measures
from italib.findings import Findings
from italib.messages import PLAN
from italib.precision import show
from italib.problems import Problem
from italib.tables import MISSING


def findings(found: Findings) -> pd.DataFrame:
    """One row a finding with all that answers it: `code, score, guidance, actions, steps, owners, verdict`, as text."""
    steps = measures.outlines(found.inputs.measures).set_index("measure")
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
                ", ".join(measures.number(steps.loc[step]) for step in carried) or MISSING,
                ", ".join(dict.fromkeys(steps.loc[step, "owner_th"] for step in carried)) or MISSING,
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
    outlined = measures.outlines(found.inputs.measures)
    answered = found.chain.dropna(subset="measure").groupby("measure")["code"].agg(lambda c: " ".join(c.unique()))
    frame = outlined.assign(
        label=[measures.label(row) for row in outlined.itertuples()],
        rounds=[" ".join(asked) for asked in outlined["rounds"]],
        items=outlined["measure"].map(answered).astype("object").fillna(""),
    )
    columns = ["measure", "label", "measure_th", "part_th", "step_th", "details_th", "owner_th", "due_th", "rounds"]
    return frame[[*columns, "items"]]


def reports(found: Findings) -> pd.DataFrame:
    """One row a step in a round: `step, owner, round, done, result, problem, suggestion`; `–` where it is empty."""
    names = {"label": "step", "owner_th": "owner", "round": "round", "done_th": "done", "result_th": "result"}
    frame = found.reports.rename(columns={**names, "problem_th": "problem", "suggestion_th": "suggestion"})
    frame = frame[["step", "owner", "round", "done", "result", "problem", "suggestion"]]
    return frame.where(frame != "", MISSING)


def progress(found: Findings) -> pd.DataFrame:
    """One row an owner in a round: `owner_th, round, steps, reported`, as text."""
    return measures.progress_by_owner(found.reports).astype("str")


def blanks(problems: Iterable[Problem]) -> pd.DataFrame:
    """One row a place that is still to be filled in: `file, row, column, message`, as text."""
    rows = [
        (Path(problem.file).name, "" if problem.row is None else str(problem.row), problem.column, problem.message)
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=["file", "row", "column", "message"]).replace("", MISSING)

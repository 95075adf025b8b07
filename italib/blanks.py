"""What an office has still to fill in for its document: no fault of the input, but a blank that the document shows."""

from pathlib import Path

import pandas as pd

from italib.agency_tables import REPORT
from italib.findings import Findings
from italib.measures import MONTHS_OF_A_YEAR, unanswered
from italib.problems import Problem
from italib.words import REPORT_COLUMNS

# The cells of each table that the document shows; the title of a step may be empty.
NEEDED = {
    "comments": ("text_th",),
    "actions": ("action_th",),
    "measures": ("measure_th", "part_th", "details_th", "owner_th", "due_th", "rounds"),
}


def blanks(found: Findings, folder: Path) -> list[Problem]:
    """Every place that is still to be filled in, file by file. `folder` is that of the agency-year."""
    inputs = found.inputs
    missing = [
        Problem.of("year_left_out", folder.parent / str(year), why=why) for year, why in sorted(found.left_out.items())
    ]
    if not inputs.document.date_th:
        missing.append(Problem.of("fill_date", folder / "document.toml", column="date_th"))
    if inputs.comments.empty:
        missing.append(Problem.of("fill_comments", folder / "comments.csv"))
    if inputs.measures.empty:
        missing.append(Problem.of("fill_measures", folder / "measures.csv"))
    missing += _unanswered(found, folder)
    for name, needed in NEEDED.items():
        missing += _cells(getattr(inputs, name), needed, folder / f"{name}.csv")
    missing += _out_of_place(found, folder)
    return missing + _unreported(found, folder / "progress.csv")


def _unanswered(found: Findings, folder: Path) -> list[Problem]:
    """A line for every finding where its chain ends: without guideline, without action, without measure."""
    without_action = found.chain.loc[found.chain["action"].isna(), "code"]
    without_measure = unanswered(found.chain[found.chain["action"].notna()])
    ends = {
        ("fill_guidance", "guidance.csv", "guidance_th"): found.weak.loc[found.weak["guidance_th"] == "", "code"],
        ("fill_action", "actions.csv", "items"): without_action,
        ("fill_measure", "measures.csv", "actions"): without_measure,
    }
    return [
        Problem.of(key, folder / file, column=column, code=code)
        for (key, file, column), codes in ends.items()
        for code in codes
    ]


def _cells(table: pd.DataFrame, needed: tuple[str, ...], path: Path) -> list[Problem]:
    """A line for every row with empty cells."""
    return [
        Problem.of("fill_cells", path, row=row["row"], column=", ".join(empty), which="")
        for row in table.to_dict("records")
        if (empty := [column for column in needed if not row[column]])
    ]


def _out_of_place(found: Findings, folder: Path) -> list[Problem]:
    """A line for every action that answers no finding of the year, and for every step that is due in another one."""
    weak, year_ends = set(found.weak["code"]), found.year_begins + MONTHS_OF_A_YEAR - 1
    idle = [
        Problem.of("idle_action", folder / "actions.csv", row=row.row, column="items", found=" ".join(row.items))
        for row in found.inputs.actions.itertuples()
        if not weak & set(row.items)
    ]
    due = found.inputs.measures.dropna(subset="due")
    late = due[(due["due"] < found.year_begins) | (due["due"] > year_ends)]
    at = {"column": "due_th", "year": found.document_year}
    return idle + [
        Problem.of("fill_due", folder / "measures.csv", row=row.row, found=row.due_th, **at)
        for row in late.itertuples()
    ]


def _unreported(found: Findings, path: Path) -> list[Problem]:
    """A line for every report of a round that is missing or not whole."""
    progress, missing = found.inputs.progress, []
    row_of = progress.set_index(["measure", "round"])["row"].to_dict()
    for report in found.reports.itertuples():
        empty = [column for column in REPORT if not getattr(report, column)]
        if (report.measure, report.round) not in row_of:
            missing.append(Problem.of("fill_row", path, measure=report.measure, round=report.round))
        elif empty:
            row = row_of[report.measure, report.round]
            which = ": " + ", ".join(REPORT_COLUMNS[column] for column in empty)
            missing.append(Problem.of("fill_cells", path, row=row, column=", ".join(empty), which=which))
    return sorted(missing, key=lambda blank: (blank.row is None, blank.row or 0))

"""Whether an agency-year can be used: everything read, cleaned and scored, every problem at once, nothing written."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from italib import agency, annual
from italib.blanks import blanks
from italib.clean import Cleaned
from italib.findings import Findings
from italib.problems import Problem, stop_if
from italib.stage import base, clean_exports, figures_of, findings_of


@dataclass(frozen=True)
class Checked:
    """An agency-year that can be used: its inputs, exports cleaned, findings, and what is still to be filled in."""

    inputs: agency.Inputs
    cleaned: Cleaned
    findings: Findings
    unfilled: list[Problem]


def check(agency_name: str, year: int, data_dir: str = "data") -> Checked:
    """The inputs of an agency-year, read and cleaned. Raises InputError with every problem; writes nothing."""
    data = base(data_dir) / data_dir
    inputs = agency.load(data, agency_name, year)
    folder = agency.folder_of(data, agency_name, year)
    cleaned = clean_exports(inputs)
    stop_if([*_nothing_held(inputs, cleaned, folder), *_unanswered(cleaned)])
    by_figure = figures_of(inputs, cleaned)
    stop_if(_without_score(inputs, by_figure, folder))
    findings = findings_of(inputs, by_figure, cleaned.answers, data)
    stop_if(annual.problems(findings, data))
    return Checked(inputs, cleaned, findings, blanks(findings, folder))


def _unanswered(cleaned: Cleaned) -> list[Problem]:
    """A problem for every survey of which some part has no answer that could be read: it can have no score."""
    read = cleaned.answers.groupby(["instrument", "item", "part"], sort=False)["points"].count().reset_index()
    file_of = cleaned.files.drop_duplicates("instrument").set_index("instrument")["file"]
    return [
        Problem.of(
            "unanswered", file_of[instrument], parts=", ".join(f"{row.item}.{row.part}" for row in parts.itertuples())
        )
        for instrument, parts in read[read["points"] == 0].groupby("instrument", sort=False)
    ]


def _nothing_held(inputs: agency.Inputs, cleaned: Cleaned, folder: Path) -> list[Problem]:
    """A problem for every instrument that neither an export nor a published figure says anything of."""
    framework = inputs.framework
    held = {*cleaned.files["instrument"]}
    published = {framework.instrument_of.get(code) for code in inputs.published["code"]}
    return [
        Problem.of("nothing_held", folder, instrument=code)
        for code in framework.codes["instrument"]
        if code not in held | published
    ]


def _without_score(inputs: agency.Inputs, by_figure: pd.DataFrame, folder: Path) -> list[Problem]:
    """A problem for every instrument whose score can't be computed, with the indicators that nothing is held of."""
    framework = inputs.framework
    held = set(by_figure.loc[by_figure["score"].notna(), "code"])
    known = held | set(inputs.published["code"])
    problems = []
    for instrument in framework.codes["instrument"]:
        if instrument not in held:
            below = [code for code in framework.codes["indicator"] if framework.instrument_of[code] == instrument]
            missing = ", ".join(code for code in below if code not in known)
            problems.append(Problem.of("no_score", folder, instrument=instrument, codes=missing or instrument))
    return problems

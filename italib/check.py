"""Whether an agency-year can be used: everything read, cleaned and scored, every problem at once, nothing written."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from italib import agency, annual
from italib.agency_year import AgencyYear, open_year
from italib.blanks import blanks
from italib.clean import Cleaned
from italib.clean_tables import columns
from italib.folders import base, folder_of
from italib.messages import CLI, ENCODINGS
from italib.problems import Problem, stop_if
from italib.respondents import required_respondents
from italib.stops import before_anything_is_written
from italib.words import TABLE

# Of the answers that could not be read, so many are named by their cell; all are in cleaning.csv.
PLACES = 10


@dataclass(frozen=True)
class Checked:
    """An agency-year that can be used, and what is still to be filled in of it."""

    year: AgencyYear
    unfilled: list[Problem]


@before_anything_is_written()
def check(agency_name: str, year: int, data_dir: str = "data") -> Checked:
    """The inputs of an agency-year, read and cleaned. Raises InputError with every problem; writes nothing."""
    data = base(data_dir) / data_dir
    opened, folder = open_year(data, agency_name, year), folder_of(data, agency_name, year)
    stop_if([*_nothing_held(opened.inputs, opened.cleaned, folder), *_unanswered(opened.cleaned)])
    stop_if(_without_score(opened.inputs, opened.by_figure, folder))
    stop_if(annual.problems(opened.findings, data))
    return Checked(opened, blanks(opened.findings, folder))


def plan(checked: Checked) -> list[str]:
    """What a run would read, as lines for an analyst to agree to: file by file, each column and its meaning."""
    cleaned, lines = checked.year.cleaned, []
    by_column = columns(cleaned)
    for sheet in cleaned.files.itertuples():
        told = sheet._asdict() | {"form": TABLE[sheet.form], "excluded": sheet.rows - sheet.kept}
        lines.append(CLI["sheet"].format(**told))
        if sheet.encoding:
            names = {
                "encoding": ENCODINGS.get(sheet.encoding, sheet.encoding),
                "separator": CLI["tab"] if sheet.separator == "\t" else sheet.separator,
            }
            lines.append(CLI["encoding"].format(**names))
        if sheet.hidden:
            lines.append(CLI["hidden"].format(sheets=sheet.hidden))
        lines += [CLI["column"].format(**column) for column in _of(by_column, sheet.file).to_dict("records")]
        if sheet.unused:
            lines.append(CLI["unused"].format(columns=sheet.unused))
        if sheet.respondents:
            lines.append(CLI["respondents"].format(count=sheet.respondents))
        issues = _of(cleaned.issues, sheet.file)
        unread = issues[issues["rule"] == "unknown_answer"]
        if len(unread):
            places = ", ".join(f"{issue.column}{issue.row}" for issue in unread.head(PLACES).itertuples())
            lines.append(
                CLI["unread"].format(count=len(unread), places=places + (" …" if len(unread) > PLACES else ""))
            )
    return [*lines, *_too_few(checked)]


def _of(frame: pd.DataFrame, file: str) -> pd.DataFrame:
    return frame[frame["file"] == file]


def _too_few(checked: Checked) -> list[str]:
    """A line for every survey that fewer people answered than the rules ask for."""
    framework, people = checked.year.framework, checked.year.cleaned.files.groupby("instrument")["respondents"].sum()
    lines = []
    for instrument, count in people[(people > 0) & people.index.isin(framework.surveys)].items():
        least = required_respondents(checked.year.inputs.population.get(instrument), framework, instrument)
        if count < least:
            lines.append(CLI["too_few"].format(instrument=instrument, count=count, least=least))
    return lines


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

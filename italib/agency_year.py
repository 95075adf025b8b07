"""One agency-year computed: its exports cleaned, its scores beside the published figures, and what is found of it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from italib import agency
from italib.agency import Inputs
from italib.clean import Cleaned, clean
from italib.findings import Findings
from italib.folders import folder_of, years_of
from italib.framework import Framework
from italib.problems import InputError, Problem, stop_if
from italib.raw import exports_of
from italib.reconcile import reconcile
from italib.score import score, starting_figures
from italib.trend import Scored
from italib.uncertainty import spreads


@dataclass(frozen=True)
class OtherYear:
    """Another year of the agency: its rules and scores, or why they are not to be had."""

    year: int
    scored: Scored | None
    problems: str


@dataclass(frozen=True)
class AgencyYear:
    """One agency-year, from the inputs in the folder `data_dir`. What it computes is computed once and kept."""

    inputs: Inputs
    data_dir: Path

    @property
    def framework(self) -> Framework:
        """The rules of the year."""
        return self.inputs.framework

    @cached_property
    def cleaned(self) -> Cleaned:
        """The exports cleaned, with every issue. Raises InputError with every problem of them."""
        return clean(exports_of(self.inputs), self.inputs)

    @property
    def answers(self) -> pd.DataFrame:
        """One row a respondent × part: `instrument, respondent, item, part, answer, points`."""
        return self.cleaned.answers

    @cached_property
    def given(self) -> pd.DataFrame:
        """One row a score that is taken as it stands: of score tables, and published ones where no export is held."""
        return _with_published(self.inputs, self.answers, self.cleaned.given)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a code: `level, code, score, low, high, n, basis`."""
        return score(self.answers, self.given, self.framework)

    @cached_property
    def by_figure(self) -> pd.DataFrame:
        """The scores beside the published figures, with a verdict each."""
        return reconcile(self.scores, self.inputs.published, self.framework)

    @cached_property
    def scored(self) -> Scored:
        """What is compared from year to year. Raises InputError where a population can't be that of its survey."""
        stop_if(_population_problems(self.inputs, self.answers, self.data_dir))
        spread = spreads(self.answers, self.framework, self.inputs.population)
        return Scored(self.framework, self.by_figure, spread, self.inputs.reconstructed)

    @cached_property
    def other_years(self) -> list[OtherYear]:
        """The agency's other years, oldest first. One that can't be used, say a new one, says why and stops nothing."""
        years = years_of(self.data_dir, self.inputs.agency)
        return [_other_year(self.data_dir, self.inputs.agency, year) for year in years if year != self.inputs.year]

    @cached_property
    def findings(self) -> Findings:
        """What is found of this year, beside the years before it that can be used."""
        earlier = [other for other in self.other_years if other.year < self.inputs.year]
        known = {other.year: other.scored for other in earlier if other.scored is not None}
        left_out = {other.year: other.problems for other in earlier if other.scored is None}
        return Findings(self.inputs, {**known, self.inputs.year: self.scored}, left_out)


def open_year(data_dir: Path, agency_name: str, year: int) -> AgencyYear:
    """An agency-year, its exports unread. Raises InputError with every problem of its inputs."""
    return AgencyYear(agency.load(data_dir, agency_name, year), data_dir)


# At most one: where it was opened, the hash of its files, and the agency-year itself.
_kept: list[tuple[tuple, str, AgencyYear]] = []


def keep(computed: AgencyYear) -> None:
    """Keep an agency-year, in place of the one before, for the forks of this process, which find it by `kept`."""
    place = (computed.data_dir, computed.inputs.agency, computed.inputs.year)
    _kept[:] = [((Path.cwd(), *place), _hash_of_files(*place[:2]), computed)]


def kept(data_dir: Path, agency_name: str, year: int) -> AgencyYear | None:
    """The agency-year as it was computed in the process that forked this one, if its files still are what they were."""
    for place, files, computed in _kept:
        if place == (Path.cwd(), data_dir, agency_name, year) and files == _hash_of_files(data_dir, agency_name):
            return computed
    return None


def _hash_of_files(data_dir: Path, agency_name: str) -> str:
    """One hash of every input file of all years of an agency."""
    files = agency.input_hashes(data_dir, agency_name, years_of(data_dir, agency_name))
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()


def _other_year(data_dir: Path, agency_name: str, year: int) -> OtherYear:
    try:
        return OtherYear(year, open_year(data_dir, agency_name, year).scored, "")
    except InputError as wrong:
        return OtherYear(year, None, str(wrong))


def _population_problems(inputs: Inputs, answers: pd.DataFrame, data_dir: Path) -> list[Problem]:
    """A problem for every population that is none of a survey, or smaller than the respondents that count."""
    respondents = answers.groupby("instrument")["respondent"].nunique()
    surveys = inputs.framework.surveys
    path, problems = folder_of(data_dir, inputs.agency, inputs.year).parent / agency.ABOUT, []
    for code, people in inputs.population.items():
        at = {"file": path, "column": f"population.{inputs.year}.{code}", "found": people}
        if code not in surveys:
            problems.append(Problem.of("population_of", **at, known=", ".join(surveys)))
        elif people < respondents.get(code, 0):
            problems.append(Problem.of("population_too_small", **at, n=respondents[code]))
    return problems


def _with_published(inputs: Inputs, answers: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """`given`, and the published figures of every instrument that neither answers nor given scores are held of."""
    held = {*answers["instrument"], *given["code"].map(inputs.framework.instrument_of)}
    missing = [code for code in inputs.framework.codes["instrument"] if code not in held]
    published = starting_figures(inputs.published, inputs.framework, missing)
    return pd.concat([frame for frame in (given, published) if len(frame)] or [given], ignore_index=True)

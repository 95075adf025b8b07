"""What a notebook opens: the inputs of its agency-year, and what the notebooks before it have made.

Stages pass files. A notebook that runs alone makes what it needs by the same calls, so every one works from a fresh
clone, and a stage file that no longer belongs to the inputs is made anew.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from italib import agency, clean_tables, publish
from italib.agency import Inputs
from italib.blanks import blanks
from italib.chart import Chart
from italib.clean import Cleaned, clean
from italib.disclosure import protect
from italib.document import Document
from italib.findings import Findings
from italib.folders import folder_of, years_of
from italib.framework import Framework
from italib.messages import STAGE
from italib.package import package_hash
from italib.problems import InputError, Problem, stop_if
from italib.raw import exports_of
from italib.reconcile import differing, reconcile
from italib.score import score, starting_figures
from italib.trend import Scored
from italib.uncertainty import spreads
from italib.words import RECONSTRUCTED

# An annual document looks back over three years; an office may keep some more.
YEARS_IN_MEMORY = 8


def base(data_dir: str) -> Path:
    """The folder that relative `data_dir` and `output_dir` start from: the nearest one, here or above, that holds it.

    It is relative itself (`.`, `..`), so that no message and no output names a folder of the machine.
    """
    here = Path.cwd()
    upwards = (Path(*[".."] * steps) for steps in range(len(here.parents) + 1))
    return next((folder for folder in upwards if (folder / data_dir).is_dir()), Path())


@dataclass(frozen=True)
class OtherYear:
    """Another year of the agency: its rules and scores, or why they are not to be had."""

    year: int
    scored: Scored | None
    problems: str


@dataclass(frozen=True)
class Stage:
    """One notebook's view of one agency-year. What it computes is computed once and kept."""

    inputs: Inputs
    data_dir: Path
    folder: publish.RunFolder

    @property
    def framework(self) -> Framework:
        """The rules of the year."""
        return self.inputs.framework

    @cached_property
    def made_from(self) -> str:
        """One hash of every input file and of the package."""
        return _made_from(self.data_dir, self.inputs)

    @cached_property
    def cleaned(self) -> Cleaned:
        """The exports cleaned, with every issue.

        No stage file holds them, since the results may be copied anywhere: who needs answers reads the exports.
        """
        return cleaned_of(self.inputs, self.data_dir)

    @cached_property
    def answers(self) -> pd.DataFrame:
        """One row a respondent × part: `instrument, respondent, item, part, answer, points`."""
        return self.cleaned.answers

    @cached_property
    def given(self) -> pd.DataFrame:
        """One row a score that is taken as it stands: of score tables, and published ones where no export is held."""
        return with_published(self.inputs, self.answers, self.cleaned.given)

    @cached_property
    def answer_counts(self) -> pd.DataFrame:
        """One row an answer of a part, with what may be published of its count: `disclosure.protect`."""
        counts = clean_tables.answer_counts(self.answers, self.framework)
        return protect(counts, self.inputs.forms.disclosure.smallest_group)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a code: `level, code, score, low, high, n, basis`."""
        kept = self.folder.read_stage("scores", self.made_from)
        if kept is not None:
            return kept
        scores = score(self.answers, self.given, self.framework)
        self.folder.stage("scores", self.made_from, scores)
        return scores

    @cached_property
    def by_figure(self) -> pd.DataFrame:
        """The scores beside the published figures, with a verdict each."""
        return reconcile(self.scores, self.inputs.published, self.framework)

    @cached_property
    def other_years(self) -> list[OtherYear]:
        """The agency's other years, oldest first. One that can't be used, say a new one, says why and stops nothing."""
        years = years_of(self.data_dir, self.inputs.agency)
        return [_other_year(self.inputs.agency, year, self.data_dir) for year in years if year != self.inputs.year]

    @cached_property
    def findings(self) -> Findings:
        """What is found of this year, beside the years before it that can be used."""
        return findings_of(self.inputs, self.by_figure, self.answers, self.data_dir)

    def heading(self) -> HTML:
        """Whose figures these are, and whether the answers are real."""
        about = self.inputs.about
        lines = [STAGE["whose"].format(name=about.name_th, year=self.inputs.year)]
        if self.inputs.reconstructed:
            lines.append(RECONSTRUCTED)
        if differing(self.by_figure).shape[0]:
            lines.append(STAGE["draft"])
        return HTML("".join(f'<p class="notice">{escape(line)}</p>' for line in lines))

    def note(self, source: str) -> str:
        """The note below a chart: where its figures come from, and that answers were reconstructed if they were."""
        return f"{source} {RECONSTRUCTED}" if self.inputs.reconstructed else source

    def table(self, name: str, frame: pd.DataFrame) -> None:
        """Write a table of the run folder."""
        self.folder.table(name, frame)

    def figure(self, name: str, chart: Chart) -> HTML:
        """Write a chart into the run folder, and show it."""
        return self.folder.figure(name, chart)

    def document(self, name: str, document: Document, pdf: bool = True) -> list[str]:
        """Write a document into the run folder, for Word, Excel and as PDF; the names of the files."""
        return self.folder.document(name, document, pdf)

    def blanks(self) -> list[Problem]:
        """What the office has still to fill in, file by file."""
        return blanks(self.findings, folder_of(self.data_dir, self.inputs.agency, self.inputs.year))


def clean_exports(inputs: Inputs) -> Cleaned:
    """The exports of an agency-year, read and cleaned. Raises InputError with every problem of them."""
    return clean(exports_of(inputs), inputs)


def cleaned_of(inputs: Inputs, data_dir: Path) -> Cleaned:
    """The same, kept in memory: the notebooks of a run, which are forks of one process, read the exports once."""
    return _cleaned(Path.cwd(), data_dir, inputs.agency, inputs.year, _made_from(data_dir, inputs))


@lru_cache(maxsize=YEARS_IN_MEMORY)
def _cleaned(here: Path, data_dir: Path, agency_name: str, year: int, made_from: str) -> Cleaned:
    return clean_exports(agency.load(data_dir, agency_name, year))


def _made_from(data_dir: Path, inputs: Inputs) -> str:
    """One hash of every input file of an agency-year and of the package."""
    hashes = agency.input_hashes(data_dir, inputs.agency, [inputs.year])
    return hashlib.sha256(repr((sorted(hashes.items()), package_hash())).encode()).hexdigest()


def figures_of(inputs: Inputs, cleaned: Cleaned) -> pd.DataFrame:
    """Every score of an agency-year beside its published figure, with a verdict each."""
    given = with_published(inputs, cleaned.answers, cleaned.given)
    scores = score(cleaned.answers, given, inputs.framework)
    return reconcile(scores, inputs.published, inputs.framework)


def findings_of(inputs: Inputs, by_figure: pd.DataFrame, answers: pd.DataFrame, data_dir: Path) -> Findings:
    """What is found of an agency-year, beside the years before it that can be used.

    `by_figure` has its figures, `answers` one row a respondent × part.
    """
    years = [year for year in years_of(data_dir, inputs.agency) if year < inputs.year]
    earlier = [_other_year(inputs.agency, year, data_dir) for year in years]
    known = {other.year: other.scored for other in earlier if other.scored is not None}
    left_out = {other.year: other.problems for other in earlier if other.scored is None}
    scored = _scored(inputs, by_figure, answers, data_dir)
    return Findings(inputs, {**known, inputs.year: scored}, left_out)


def _scored(inputs: Inputs, by_figure: pd.DataFrame, answers: pd.DataFrame, data_dir: Path) -> Scored:
    stop_if(_population_problems(inputs, answers, data_dir))
    spread = spreads(answers, inputs.framework, inputs.population)
    return Scored(inputs.framework, by_figure, spread, inputs.reconstructed)


def _other_year(agency_name: str, year: int, data_dir: Path) -> OtherYear:
    try:
        inputs = agency.load(data_dir, agency_name, year)
        cleaned = cleaned_of(inputs, data_dir)
        return OtherYear(year, _scored(inputs, figures_of(inputs, cleaned), cleaned.answers, data_dir), "")
    except InputError as wrong:
        return OtherYear(year, None, str(wrong))


def _population_problems(inputs: Inputs, answers: pd.DataFrame, data_dir: Path) -> list[Problem]:
    """A problem for every population that is none of a survey, or smaller than the respondents that count."""
    respondents = answers.groupby("instrument")["respondent"].nunique()
    surveys = [instrument.code for instrument in inputs.framework.instruments if instrument.kind == "survey"]
    path, problems = folder_of(data_dir, inputs.agency, inputs.year).parent / agency.ABOUT, []
    for code, people in inputs.population.items():
        at = {"file": path, "column": f"population.{inputs.year}.{code}", "found": people}
        if code not in surveys:
            problems.append(Problem.of("population_of", **at, known=", ".join(surveys)))
        elif people < respondents.get(code, 0):
            problems.append(Problem.of("population_too_small", **at, n=respondents[code]))
    return problems


def with_published(inputs: Inputs, answers: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """`given`, and the published figures of every instrument that neither answers nor given scores are held of."""
    held = {*answers["instrument"], *given["code"].map(inputs.framework.instrument_of)}
    missing = [code for code in inputs.framework.codes["instrument"] if code not in held]
    published = starting_figures(inputs.published, inputs.framework, missing)
    return pd.concat([frame for frame in (given, published) if len(frame)] or [given], ignore_index=True)


def output_problems(data: Path, outputs: Path, agency_name: object, year: object) -> list[Problem]:
    """A problem if results can't stand in a folder: a file is in its place, or they would take the place of inputs.

    They would also where the data stand in the folder of the results itself, which is replaced whole.
    """
    if outputs.exists() and not outputs.is_dir():
        return [Problem.of("not_a_folder", outputs)]
    results, inputs = (outputs / f"{agency_name}" / f"{year}").resolve(), data.resolve()
    taken = outputs.resolve().is_relative_to(inputs) or inputs.is_relative_to(results)
    return [Problem.of("output_in_data", outputs)] if taken else []


def open_stage(agency_name: str, year: int, data_dir: str = "data", output_dir: str = "outputs") -> Stage:
    """What the notebook of one agency-year works with.

    Relative folders start from the project, so that a notebook runs from the root and from `notebooks/` alike. Raises
    InputError with every problem of the inputs.
    """
    start = base(data_dir)
    inputs = agency.load(start / data_dir, agency_name, year)
    stop_if(output_problems(start / data_dir, start / output_dir, agency_name, year))
    folder = publish.RunFolder(start / output_dir / agency_name / str(year))
    return Stage(inputs, start / data_dir, folder)

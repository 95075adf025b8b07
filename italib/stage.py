"""What a notebook opens: the inputs of its agency-year, and what the notebooks before it have made.

Stages pass files. A notebook that runs alone makes what it needs by the same calls, so every one works from a fresh
clone, and a stage file that no longer belongs to the inputs is made anew.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from italib import agency, clean_tables, publish
from italib.agency_year import AgencyYear, kept, open_year
from italib.blanks import blanks
from italib.chart import Chart
from italib.disclosure import protect
from italib.document import Document
from italib.folders import base, folder_of, output_problems
from italib.messages import STAGE
from italib.package import package_hash
from italib.problems import Problem, stop_if
from italib.reconcile import differing
from italib.words import RECONSTRUCTED


@dataclass(frozen=True)
class Stage(AgencyYear):
    """One notebook's view of one agency-year, and where its results stand."""

    folder: publish.RunFolder

    @cached_property
    def made_from(self) -> str:
        """One hash of every input file and of the package."""
        hashes = agency.input_hashes(self.data_dir, self.inputs.agency, [self.inputs.year])
        return hashlib.sha256(repr((sorted(hashes.items()), package_hash())).encode()).hexdigest()

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a code: `level, code, score, low, high, n, basis`.

        No other stage file is written, since the results may be copied anywhere: who needs answers reads the exports.
        """
        found = self.folder.read_stage("scores", self.made_from)
        if found is not None:
            return found
        scores = super().scores
        self.leave_scores(scores)
        return scores

    @cached_property
    def answer_counts(self) -> pd.DataFrame:
        """One row an answer of a part, with what may be published of its count: `disclosure.protect`."""
        counts = clean_tables.answer_counts(self.answers, self.framework)
        return protect(counts, self.inputs.forms.disclosure.smallest_group)

    def leave_scores(self, scores: pd.DataFrame) -> None:
        """Write the stage file of the scores."""
        self.folder.stage("scores", self.made_from, scores)

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


def open_stage(agency_name: str, year: int, data_dir: str = "data", output_dir: str = "outputs") -> Stage:
    """What the notebook of one agency-year works with.

    Relative folders start from the project, so that a notebook runs from the root and from `notebooks/` alike. Raises
    InputError with every problem of the inputs.
    """
    data, outputs = base(data_dir) / data_dir, base(data_dir) / output_dir
    computed = kept(data, agency_name, year) or open_year(data, agency_name, year)
    stop_if(output_problems(data, outputs, agency_name, year))
    return stage_of(computed, outputs / agency_name / str(year))


def stage_of(computed: AgencyYear, folder: Path) -> Stage:
    """The same for results in another folder, with all that was computed of the agency-year already."""
    stage = Stage(computed.inputs, computed.data_dir, publish.RunFolder(folder))
    vars(stage).update(vars(computed))
    return stage

"""What is found of one agency-year: scores, ranks, findings, trend and chain together, each computed once.

The annual document, its notebook and `italib check` all start from here, so that they can't say different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from italib import costs, gaps, measures, pathway, trend, uncertainty
from italib.agency import Inputs
from italib.framework import Framework


@dataclass(frozen=True)
class Findings:
    """One agency-year: its inputs, and the scores of every known year up to it beside the published figures.

    `years` maps a year to its rules and to what `reconcile` gives; this year is the last. `left_out` maps an earlier
    year that can't be used to the reason.
    """

    inputs: Inputs
    years: Mapping[int, trend.Scored]
    left_out: Mapping[int, str] = field(default_factory=dict)

    @property
    def framework(self) -> Framework:
        """The rules of the year."""
        return self.inputs.framework

    @property
    def scored(self) -> trend.Scored:
        """The scores of this year, and how far its answers let them vary."""
        return self.years[self.inputs.year]

    @property
    def by_figure(self) -> pd.DataFrame:
        """One row a score of this year beside its published figure."""
        return self.scored.by_figure

    @cached_property
    def shown(self) -> dict[tuple[str, str], str]:
        """Each figure of the year as it is shown, by level and code; empty text where it is missing."""
        missing = {(level, code): "" for level, codes in self.framework.codes.items() for code in codes}
        return missing | self.by_figure.set_index(["level", "code"])["shown"].to_dict()

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """One row an item with a score, best first within its instrument."""
        return gaps.rank(self.by_figure, self.framework)

    @cached_property
    def strengths(self) -> pd.DataFrame:
        """The top items of each survey."""
        return gaps.strengths(self.ranked, self.framework)

    @cached_property
    def weak(self) -> pd.DataFrame:
        """One row an item below target with its guideline, in the order of the document."""
        return gaps.below_target(self.ranked, self.inputs.guidance, self.framework)

    @cached_property
    def watch(self) -> pd.DataFrame:
        """One row an item from the target up to the watch limit."""
        return gaps.to_watch(self.ranked, self.inputs.guidance, self.framework)

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """One row a score of this year with the interval that its answers leave."""
        return uncertainty.intervals(self.scored)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """One row an item, the costliest first: the points of the total that it loses."""
        return costs.by_item(self.ranked, self.framework)

    @cached_property
    def pathway(self) -> pathway.Pathway:
        """The shortest way to the next rating."""
        best = trend.best_earlier(self.years)
        return pathway.pathway(self.ranked, self.by_figure, best, self.framework)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """One row a score that this year and the one before may compare, and whether its change is more than chance."""
        before = trend.year_before(self.by_year, self.inputs.year)
        if before is None:
            return uncertainty.changes(self.scored, self.scored).iloc[:0]
        return uncertainty.changes(self.years[before], self.scored)

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """One row an indicator, instrument or total in one year: the last years that the document looks back over."""
        kept = sorted(self.years)[-self.inputs.template.calendar.years :]
        return trend.by_year({year: self.years[year] for year in kept})

    @property
    def beside_country(self):
        """This year's row of `trend.against_country`, as a named tuple."""
        rows = trend.against_country(self.by_year, self.inputs.national, self.framework.decimals)
        return next(row for row in rows.itertuples() if row.year == self.inputs.year)

    @cached_property
    def chain(self) -> pd.DataFrame:
        """One row a finding × action × measure that belong together."""
        return measures.chain(self.weak, self.inputs.actions, self.inputs.measures)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """One row a step of a measure, with the numbers and the name that the document gives it."""
        return measures.steps(self.inputs.measures)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a step of a measure in one of its reporting rounds."""
        return measures.reports(self.steps, self.inputs.progress)

    @property
    def document_year(self) -> int:
        """The fiscal year of the document: the one that follows the assessment."""
        return self.inputs.year + 1

    @property
    def year_begins(self) -> int:
        """The month that the document's fiscal year begins with, counted from the year 0."""
        return measures.first_month(self.document_year, self.inputs.template.calendar.first_month)

    @property
    def round_ends(self) -> dict[str, int]:
        """The month in which each reporting round ends, counted from the year 0."""
        return measures.round_ends(self.inputs.measures, self.year_begins)

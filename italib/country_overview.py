"""What is found of a whole country together, each computed once: its page, its charts and the command say the same."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from italib import country_findings, country_place
from italib.framework import Framework

MISSED_LEVELS = ("indicator", "item")
GROUPS = ("kind", "province")


@dataclass(frozen=True)
class CountryFindings:
    """What is found of a country, each computed once.

    `agencies` has one row an agency, `scores` one an agency × code, both as `country.Country` has them; `agency` is the
    code of the one that is looked at, or empty; `invented` tells that nobody gave these answers.
    """

    framework: Framework
    agencies: pd.DataFrame
    scores: pd.DataFrame
    agency: str = ""
    invented: bool = False

    @cached_property
    def standing(self) -> pd.DataFrame:
        """One row an agency."""
        return country_findings.standings(self.agencies, self.scores, self.framework)

    @cached_property
    def summary(self) -> country_findings.Summary:
        """The country in figures."""
        return country_findings.summary(self.standing, self.scores, self.framework)

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """One row an agency, best first, with its ranks."""
        return country_findings.ranks(self.standing)

    @cached_property
    def bins(self) -> pd.DataFrame:
        """One row a bin of totals."""
        return country_findings.distribution(self.standing, self.framework)

    @cached_property
    def ratings(self) -> pd.DataFrame:
        """One row a rating."""
        return country_findings.ratings(self.standing, self.framework)

    @cached_property
    def missed(self) -> dict[str, pd.DataFrame]:
        """By level, one row a code, the one that most agencies miss first."""
        return {level: country_findings.missed(self.scores, self.framework, level) for level in MISSED_LEVELS}

    @cached_property
    def groups(self) -> dict[str, pd.DataFrame]:
        """By kind of group (`kind` and `province`), one row a group, the one with the highest share of passed first."""
        return {name: country_findings.groups(self.standing, f"{name}_th", self.framework) for name in GROUPS}

    @cached_property
    def people(self) -> dict[str, int]:
        """How many people answered each survey, in all agencies together; of a checklist nobody is asked."""
        asked = self.scores[(self.scores["level"] == "instrument") & self.scores["n"].notna()]
        counts = asked.groupby("code")["n"].sum()
        return {code: int(counts[code]) for code in self.framework.surveys if code in counts.index}

    @cached_property
    def place(self) -> country_place.Place | None:
        """Where the agency that is looked at stands."""
        return country_place.place(self.ranked, self.agency, self.framework) if self.agency else None

    @cached_property
    def against(self) -> pd.DataFrame:
        """One row an indicator of the agency that is looked at, beside the mean of all."""
        return country_place.against(self.scores, self.agency, self.framework, "indicator")

    @cached_property
    def missed_too(self) -> pd.DataFrame:
        """One row an item that many agencies miss, with the score of the agency that is looked at."""
        return country_place.missed_too(self.missed["item"], self.scores, self.agency, self.framework)

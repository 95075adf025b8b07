"""The named values of the annual document: every figure and phrase that its text may hold, computed in one place."""

from collections.abc import Sequence

import pandas as pd

from italib import trend
from italib.findings import Findings
from italib.framework import TOTAL
from italib.measures import rounds, unanswered
from italib.precision import MISSING, show
from italib.sentences import cautions, country, join, pathway
from italib.template import fill
from italib.words import AND

CHANGE = {1: "higher", 0: "equal", -1: "lower"}


class Values:
    """The named values of one agency-year, from its findings and the phrases of the template."""

    def __init__(self, findings: Findings):
        self._found = findings
        self._phrases = findings.inputs.template.phrases
        self._framework = findings.framework
        self._target = f"{findings.framework.target.score:g}"
        guidance = findings.inputs.guidance
        self._issues = guidance[guidance["issue_th"] != ""].set_index("code")["issue_th"].to_dict()

    def all(self) -> dict[str, str]:
        """Every value by name; a figure that is missing is `–`, a sentence that would need it is empty."""
        found, inputs, rules = self._found, self._found.inputs, self._framework
        about, words = inputs.about, inputs.template.words
        where = {"kind": about.kind_th, "province": about.province_th}
        values = {
            "agency": about.name_th,
            "short": about.short_th or about.name_th,
            "about": self.phrase("about", **where) if all(where.values()) else "",
            "year": inputs.year,
            "document_year": found.document_year,
            "date": inputs.document.date_th or words.unfilled,
            "unfilled": words.unfilled,
            "total": found.shown[TOTAL, TOTAL] or MISSING,
            "rating": found.shown["rating", TOTAL] or MISSING,
            "rating_count": len(rules.ratings),
            "instrument_count": len(rules.instruments),
            "indicator_count": len(rules.codes["indicator"]),
            "target": self._target,
            "target_share": f"{rules.target.share_of_agencies:g}",
            "watch": f"{rules.findings.watch_below:g}",
            "strengths": rules.findings.strengths,
            "totals": self._names(
                [
                    self.phrase("year_total", year=year, total=show(total, rules.decimals))
                    for year, total in self._totals().items()
                ]
            ),
            "direction": self._direction(),
            "passing": self._passing(),
            "comparison": self._comparison(),
            "survey_gaps": self._survey_gaps(),
            "rounds": self.rounds_text(rounds(inputs.measures)) or words.unfilled,
            "unanswered": join(unanswered(found.chain)) or MISSING,
            "finding_count": len(found.weak),
            "answered_count": len(found.weak) - len(unanswered(found.chain)),
            "cautions": cautions(found.intervals),
            "confidence": f"{rules.findings.confidence:g}",
            "largest_rise": f"{rules.findings.largest_rise:g}",
            "pathway": pathway(found),
            "country": country(found.beside_country, rules),
        }
        for instrument in rules.instruments:
            values |= self._of_instrument(instrument.code)
        return {name: str(value) for name, value in values.items()}

    def phrase(self, key: str, **values: object) -> str:
        """A phrase of the template with its own values put in."""
        return fill(self._phrases[key], values)

    def rounds_text(self, months: Sequence[str]) -> str:
        """Reporting rounds in words: `รอบ 6 เดือน และ 12 เดือน`; empty where there are none."""
        words = [self.phrase("round" if not place else "round_more", months=m) for place, m in enumerate(months)]
        return join(words, " ", AND)

    def issue_text(self, code: str) -> str:
        """What the office calls the issue of an item; the item's own wording where it has no word of its own."""
        return self._issues.get(code) or self._framework.by_code[code].full_th or code

    def _names(self, names: Sequence[str]) -> str:
        """Thai names one after the other; nothing stands between the last one and the word before it."""
        return join(names, " ", f" {self.phrase('last_name')}")

    def _of_instrument(self, code: str) -> dict[str, object]:
        """The values of one instrument; their names end in its code."""
        rules, found = self._framework, self._found
        instrument, suffix = rules.by_code[code], code.lower()
        nodes = [node for node in rules.indicators if rules.instrument_of[node.code] == code]
        of_level = {
            level: [node.name_th for node in nodes if rules.level_of[node.code] == level]
            for level in ("indicator", "sub_indicator")
        }
        weak, known = found.weak[found.weak["instrument"] == code], code in set(found.ranked["instrument"])
        named = [self.phrase("indicator", name=name) for name in of_level["indicator"]]
        return {
            f"name_{suffix}": instrument.name_th,
            f"short_{suffix}": instrument.short_th,
            f"weight_{suffix}": f"{instrument.weight:g}",
            f"indicator_count_{suffix}": len(named),
            f"indicators_{suffix}": self._names(named),
            f"sub_indicators_{suffix}": self._names(of_level["sub_indicator"]),
            f"items_{suffix}": sum(1 for item in rules.items if rules.instrument_of[item.code] == code),
            f"gaps_{suffix}": len(weak) if known else MISSING,
            f"zeros_{suffix}": int((weak["shown"] == 0).sum()) if known else MISSING,
        }

    def _totals(self) -> dict[int, float]:
        """The total of each year of which it is known, oldest first."""
        totals = self._found.by_year
        known = totals[(totals["level"] == TOTAL) & totals["shown"].notna()]
        return known.set_index("year")["shown"].sort_index().to_dict()

    def _direction(self) -> str:
        """Which way the totals went."""
        totals = list(self._totals().values())
        steps = pd.Series(totals, dtype="float64").diff().dropna()
        if len(steps) == 1:
            way = CHANGE[_sign(steps.iloc[0])]
        elif steps.empty or (steps == 0).any():
            way = "plain"
        else:
            way = "rising" if (steps > 0).all() else "falling" if (steps < 0).all() else "mixed"
        return self.phrase(f"direction_{way}")

    def _passing(self) -> str:
        """Which instruments reach the target, and which don't; `≈` marks a score whose last digit is open."""
        by_year, year = self._found.by_year, self._found.inputs.year
        now = by_year[(by_year["level"] == "instrument") & (by_year["year"] == year) & by_year["shown"].notna()]
        named: dict[bool, list[str]] = {True: [], False: []}
        for row in now.itertuples():
            score = ("" if row.certain else "≈") + show(row.shown, self._framework.decimals)
            named[row.shown >= self._framework.target.score].append(
                self.phrase("instrument_score", code=row.code, score=score)
            )
        way = "some" if all(named.values()) else "all" if named[True] else "none"
        return self.phrase(
            f"passing_{way}",
            agency=self._found.inputs.about.name_th,
            target=self._target,
            count=len(named[True]),
            passed=self._names(named[True]),
            failed=self._names(named[False]),
        )

    def _comparison(self) -> str:
        """This year beside the one before: the total, and how many indicators are below the target.

        Empty where one of the two years lacks its total or all of its indicators.
        """
        by_year, year = self._found.by_year, self._found.inputs.year
        earlier, totals = trend.year_before(by_year, year), self._totals()
        below = trend.below_target(by_year, self._framework.target.score).set_index("year")
        if earlier not in totals or year not in totals or not below.loc[[earlier, year], "indicators"].all():
            return ""
        counts, decimals = below["below"], self._framework.decimals
        up, more = _sign(totals[year] - totals[earlier]), _sign(counts[year] - counts[earlier])
        figures = self.phrase(
            "comparison_figures",
            year=year,
            total=show(totals[year], decimals),
            count=counts[year],
            target=self._target,
            earlier=earlier,
            earlier_total=show(totals[earlier], decimals),
            earlier_count=counts[earlier],
        )
        return self.phrase(
            "comparison_alike" if up == -more != 0 else "comparison_mixed",
            agency=self._found.inputs.about.name_th,
            year=year,
            total_change=self.phrase(f"total_{CHANGE[up]}"),
            count_change=self.phrase(f"count_{CHANGE[more]}"),
            figures=figures,
        )

    def _survey_gaps(self) -> str:
        """How many items of each survey are below the target, and which issues they are."""
        ranked, rules = self._found.ranked, self._framework
        surveys = [code for code in rules.surveys if code in set(ranked["instrument"])]
        return self.phrase("survey_gaps_join").join(self._gaps_of(code) for code in surveys)

    def _gaps_of(self, code: str) -> str:
        """The issues of one survey below the target, in item order."""
        weak, rules = self._found.weak, self._framework
        below = set(weak.loc[weak["instrument"] == code, "code"])
        issues = [self.issue_text(item) for item in rules.codes["item"] if item in below]
        if len(issues) > 1:
            issues = [self.phrase("numbered_issue", number=n, issue=issue) for n, issue in enumerate(issues, start=1)]
        way = "none" if not issues else "one" if len(issues) == 1 else "many"
        items = int((self._found.ranked["instrument"] == code).sum())
        words = {"code": code, "items": items, "target": self._target, "count": len(issues)}
        return self.phrase(f"survey_gaps_{way}", issues=join(issues, " ", AND), **words)


def _sign(number: float) -> int:
    return int(number > 0) - int(number < 0)

"""The named values of the annual document: every figure and phrase that its text may hold, computed in one place."""

from collections.abc import Sequence

import pandas as pd

from italib import trend
from italib.findings import Findings
from italib.framework import TOTAL
from italib.measures import rounds, unanswered
from italib.messages import AND
from italib.precision import show
from italib.template import fill


class Values:
    """The named values of one agency-year, from its findings and the phrases of the template."""

    def __init__(self, findings: Findings):
        self._found = findings
        self._phrases = findings.inputs.template.phrases
        self._framework = findings.framework
        self._target = f"{findings.framework.target.score:g}"

    def all(self) -> dict[str, str]:
        """Every value by name; a figure that is missing is `–`."""
        found, inputs, rules = self._found, self._found.inputs, self._framework
        about = inputs.about
        values = {
            "agency": about.name_th,
            "short": about.short_th or about.name_th,
            "about": self.phrase("about", kind=about.kind_th, province=about.province_th)
            if about.kind_th and about.province_th
            else "",
            "year": inputs.year,
            "document_year": found.document_year,
            "date": inputs.document.date_th or inputs.template.words.unfilled,
            "unfilled": inputs.template.words.unfilled,
            "total": found.shown[TOTAL, TOTAL] or "–",
            "rating": found.shown["rating", TOTAL] or "–",
            "rating_count": len(rules.ratings),
            "instrument_count": len(rules.instruments),
            "indicator_count": len(rules.codes["indicator"]),
            "target": self._target,
            "target_share": f"{rules.target.share_of_agencies:g}",
            "watch": f"{rules.findings.watch_below:g}",
            "strengths": rules.findings.strengths,
            "totals": self._totals(),
            "direction": self._direction(),
            "passing": self._passing(),
            "comparison": self._comparison(),
            "survey_gaps": self._survey_gaps(),
            "rounds": self.rounds_text(rounds(inputs.measures)) or "–",
            "unanswered": joined(unanswered(found.chain), ", ", AND) or "–",
            "finding_count": len(found.weak),
            "answered_count": len(found.weak) - len(unanswered(found.chain)),
        }
        for instrument in rules.instruments:
            values |= self._of_instrument(instrument.code)
        return {name: str(value) for name, value in values.items()}

    def phrase(self, key: str, **values: object) -> str:
        """A phrase of the template with its own values put in."""
        return fill(self._phrases[key], values)

    def rounds_text(self, months: Sequence[str]) -> str:
        """Reporting rounds in words: `รอบ 6 เดือน และ 12 เดือน`."""
        first, *others = months or [""]
        return (
            joined(
                [self.phrase("round", months=first), *(self.phrase("round_more", months=m) for m in others)], " ", AND
            )
            if first
            else ""
        )

    def _of_instrument(self, code: str) -> dict[str, object]:
        rules, found = self._framework, self._found
        instrument, suffix = rules.by_code[code], code.lower()
        nodes = [node for node in rules.indicators if rules.instrument_of[node.code] == code]
        of_level = {
            level: [node.name_th for node in nodes if rules.level_of[node.code] == level]
            for level in ("indicator", "sub_indicator")
        }
        weak = found.weak[found.weak["instrument"] == code]
        named = [self.phrase("indicator", name=name) for name in of_level["indicator"]]
        return {
            f"name_{suffix}": instrument.name_th,
            f"short_{suffix}": instrument.short_th,
            f"weight_{suffix}": f"{instrument.weight:g}",
            f"indicator_count_{suffix}": len(named),
            f"indicators_{suffix}": self._names(named),
            f"sub_indicators_{suffix}": self._names(of_level["sub_indicator"]),
            f"items_{suffix}": sum(1 for item in rules.items if rules.instrument_of[item.code] == code),
            f"gaps_{suffix}": len(weak),
            f"zeros_{suffix}": int((weak["shown"] == 0).sum()),
        }

    def _names(self, names: Sequence[str]) -> str:
        """Thai names one after the other; nothing stands between the last one and the word before it."""
        return joined(names, " ", f" {self.phrase('last_name')}")

    def _total_of(self, year: int) -> pd.Series:
        totals = self._found.by_year
        return totals[(totals["level"] == TOTAL) & (totals["year"] == year)].iloc[0]

    def _totals(self) -> str:
        decimals = self._framework.decimals
        named = [
            self.phrase("year_total", year=year, total=show(self._total_of(year)["shown"], decimals))
            for year in trend.years_of(self._found.by_year)
        ]
        return self._names(named)

    def _direction(self) -> str:
        totals = [self._total_of(year)["shown"] for year in trend.years_of(self._found.by_year)]
        steps = pd.Series(totals).diff().dropna()
        way = (
            "single" if steps.empty else "rising" if (steps > 0).all() else "falling" if (steps < 0).all() else "mixed"
        )
        return self.phrase(f"direction_{way}")

    def _passing(self) -> str:
        """Which instruments reach the target, and which don't."""
        scores = {code: self._found.shown["instrument", code] for code in self._framework.codes["instrument"]}
        named = {
            passed: [
                self.phrase("instrument_score", code=code, score=score)
                for code, score in scores.items()
                if score and (float(score) >= self._framework.target.score) is passed
            ]
            for passed in (True, False)
        }
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
        """This year beside the one before: the total, and how many indicators are below the target."""
        by_year, year = self._found.by_year, self._found.inputs.year
        earlier = trend.year_before(by_year, year)
        if earlier is None:
            return ""
        below = trend.below_target(by_year, self._framework.target.score).set_index("year")["below"]
        before, now = self._total_of(earlier)["shown"], self._total_of(year)["shown"]
        up, more = _sign(now - before), _sign(below[year] - below[earlier])
        decimals = self._framework.decimals
        figures = self.phrase(
            "comparison_figures",
            year=year,
            total=show(now, decimals),
            count=below[year],
            target=self._target,
            earlier=earlier,
            earlier_total=show(before, decimals),
            earlier_count=below[earlier],
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
        surveys = [i.code for i in rules.instruments if i.kind == "survey" and i.code in set(ranked["instrument"])]
        return self.phrase("survey_gaps_join").join(self._gaps_of(code) for code in surveys)

    def _gaps_of(self, code: str) -> str:
        weak, rules = self._found.weak, self._framework
        below = set(weak.loc[weak["instrument"] == code, "code"])
        issues = [self.issue_text(item) for item in rules.codes["item"] if item in below]
        if len(issues) > 1:
            issues = [self.phrase("numbered_issue", number=n, issue=issue) for n, issue in enumerate(issues, start=1)]
        way = "none" if not issues else "one" if len(issues) == 1 else "many"
        items = int((self._found.ranked["instrument"] == code).sum())
        words = {"code": code, "items": items, "target": self._target, "count": len(issues)}
        return self.phrase(f"survey_gaps_{way}", issues=joined(issues, " ", AND), **words)

    def issue_text(self, code: str) -> str:
        """What the office calls the issue of an item; the item's own wording where it has no word of its own."""
        guidance = self._found.inputs.guidance
        written = guidance.loc[(guidance["code"] == code) & (guidance["issue_th"] != ""), "issue_th"]
        return written.iloc[0] if len(written) else self._framework.by_code[code].full_th


CHANGE = {1: "higher", 0: "equal", -1: "lower"}


def _sign(number: float) -> int:
    return int(number > 0) - int(number < 0)


def joined(words: Sequence[str], between: str, last: str) -> str:
    """Words one after the other, another word before the last.

    >>> joined(["ก", "ข", "ค"], " ", " และ "), joined(["ก"], " ", " และ ")
    ('ก ข และ ค', 'ก')
    """
    return last.join([part for part in (between.join(words[:-1]), *words[-1:]) if part])

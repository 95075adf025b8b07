"""What a document says in words, held against the tables: each statement names a quantity, which is computed here.

A sentence of any document can be typed in as a row of `claims.csv`; the quantities that it may speak of are those of
`agency_tables.QUANTITIES`.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from italib import gaps
from italib.agency_tables import QUANTITIES
from italib.findings import Findings
from italib.precision import is_score, show
from italib.reconcile import DIFFERENT, EQUAL, verdict
from italib.thai import key
from italib.trend import Scored
from italib.words import CLAIMED, CLAIMS, LEVELS, QUANTITY_WORDS, RANGE

NOT_PRINTED, NOT_CHECKED = "not printed", "not checked"
COLUMNS = ["code", "year", "place_th", "quoted_th", "stated", "computed", "verdict", "message_th"]
# An item of a range, whatever stands between the two.
CODE = re.compile("[a-z][0-9]+")


class Figure(NamedTuple):
    """A score as it is shown, and the interval that it is known by: a point, unless printed figures leave it open."""

    score: float
    low: float
    high: float
    shown: str


class Spoken:
    """The quantities of one year that statements may be about."""

    def __init__(self, scored: Scored):
        self._scored, self._rules = scored, scored.framework

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return gaps.rank(self._scored.by_figure, self._rules).set_index("code")["rank"].to_dict()

    def may_be_of(self, quantity: str, code: str) -> bool:
        """Whether the rules of the year know a code, and a quantity of its level."""
        level = self._rules.level_of.get(code) if code else ""
        return level in QUANTITIES[quantity]

    def judge(self, quantity: str, code: str, stated: str) -> tuple[str, str]:
        """What a quantity is by the tables, as text, and how a statement of it stands to that.

        `equal`, `within rounding` or `different`; `not printed` where the statement leaves out what is known, `not
        checked` where nothing is known. `code` is empty for the whole agency.
        """
        figure = self._figure(quantity, code) if quantity in ("score", "points") else None
        computed = self._value(quantity, code) if figure is None else figure.shown
        if not computed or not stated:
            return computed, NOT_PRINTED if computed else NOT_CHECKED
        if figure is not None:
            return computed, verdict(figure.score, figure.low, figure.high, stated, self._rules.decimals)
        if quantity == "item_range":
            agree = CODE.findall(stated) == CODE.findall(computed)
        elif is_score(stated) and is_score(computed):
            agree = float(stated) == float(computed)
        else:
            agree = key(stated) == key(computed)
        return computed, EQUAL if agree else DIFFERENT

    def _value(self, quantity: str, code: str) -> str:
        """A quantity that is no score, as text; empty where it is not known."""
        rules, target = self._rules, self._rules.target
        match quantity:
            case "rating":
                return "".join(self._scored.by_figure.query("level == 'rating'")["shown"])
            case "rank":
                return str(self._ranks.get(code, ""))
            case "item_range":
                items = self._under("item", code)
                return RANGE.format(first=items[0], last=items[-1]) if items else ""
            case "items" | "indicators":
                return str(len(self._under(quantity.removesuffix("s"), code)))
            case "items_below" | "indicators_below" | "instruments_below":
                return self._count(quantity.removesuffix("s_below"), code, lambda shown: shown < target.score)
            case "items_above":
                return self._count("item", code, lambda shown: shown > target.score)
            case "items_zero":
                return self._count("item", code, lambda shown: shown == 0)
            case "instruments_reached":
                return self._count("instrument", code, lambda shown: shown >= target.score)
            case "instruments":
                return str(len(rules.instruments))
            case "ratings":
                return str(len(rules.ratings))
            case "weight":
                return f"{rules.by_code[code].weight:g}"
            case "target":
                return f"{target.score:g}"
            case "target_share":
                return f"{target.share_of_agencies:g}"
            case "strengths":
                return str(rules.findings.strengths)
        raise ValueError(quantity)

    def _figure(self, quantity: str, code: str) -> Figure:
        """The score that a statement is about, in points of 100 or, of an instrument, in points of the total."""
        rows, decimals = self._scored.by_figure, self._rules.decimals
        found = rows[(rows["code"] == code) & (rows["level"] != "rating") & (rows["shown"] != "")]
        if found.empty:
            return Figure(float("nan"), float("nan"), float("nan"), "")
        row = found.iloc[0]
        if quantity == "score" and row["published"]:
            # What was announced is what the tables show, however open the printed figures leave it.
            return Figure(*[float(row["shown"])] * 3, row["shown"])
        worth = self._rules.effect[code] if quantity == "points" else 1.0
        score, low, high = (row[end] * worth for end in ("score", "low", "high"))
        return Figure(score, low, high, show(score, decimals))

    def _under(self, level: str, code: str) -> list[str]:
        """The codes of a level that belong to `code`, in order; all of them where it is empty."""
        return [own for own in self._rules.codes[level] if code in ("", *self._rules.ancestors(own))]

    def _count(self, level: str, code: str, counted: Callable[[float], bool]) -> str:
        """How many scores of a level below a code are such; empty where not all of them are known."""
        rows, under = self._scored.by_figure, self._under(level, code)
        known = rows.loc[rows["code"].isin(under) & (rows["shown"] != ""), "shown"].astype("float64")
        return str(int(known.map(counted).sum())) if len(known) == len(under) > 0 else ""


def judged(found: Findings) -> pd.DataFrame:
    """One row a statement, in the order of the file: its COLUMNS, `stated` as printed and `computed` by the tables."""
    spoken = {year: Spoken(scored) for year, scored in found.years.items()}
    rows = []
    for claim in found.inputs.claims.itertuples():
        computed, verdict = "", NOT_CHECKED
        if claim.year in spoken and spoken[claim.year].may_be_of(claim.quantity, claim.code):
            computed, verdict = spoken[claim.year].judge(claim.quantity, claim.code, claim.value)
        said = CLAIMS[verdict].format(stated=claim.value, computed=computed, year=claim.year)
        what = QUANTITY_WORDS[claim.quantity]
        if claim.code:
            what = LEVELS.get(claim.code) or CLAIMED["of"].format(what=what, code=claim.code)
        message = CLAIMED["message"].format(what=what, said=said)
        rows.append((claim.code, claim.year, claim.source, claim.quoted_th, claim.value, computed, verdict, message))
    return pd.DataFrame(rows, columns=COLUMNS)

"""Sentences that carry figures: how many count, how many were asked, how the figures stand to the published ones."""

from collections.abc import Mapping, Sequence

import pandas as pd

from italib.audit import shape, together
from italib.clean import Cleaned
from italib.findings import Findings
from italib.framework import TOTAL, Framework
from italib.messages import ACTIONS
from italib.pathway import REACHED, TOO_FAR, Pathway
from italib.precision import half_up, show
from italib.reconcile import DIFFERENT, STARTING, WITHIN_ROUNDING, differing
from italib.trend import year_before
from italib.uncertainty import CHANGED, UNCHANGED
from italib.words import (
    AND,
    AUDIT_DEALT,
    AUDIT_FIGURE,
    CHANGES,
    COUNTRY,
    MARGINS,
    PATHWAY,
    RECONCILED,
    SUPPRESSED,
    TABLE,
)

# What is said of a way where some items have no score.
PARTLY = {REACHED: "reached, partly", TOO_FAR: "too far, partly"}
COUNTRY_SIDES = {1: "above", 0: "equal", -1: "below"}


def kept(cleaned: Cleaned) -> str:
    """How many of all rows count, in one sentence."""
    excluded = int((cleaned.issues["action"] == ACTIONS["excluded"]).sum())
    rows, kept = int(cleaned.files["rows"].sum()), int(cleaned.files["kept"].sum())
    return TABLE["kept" if rows else "no_files"].format(rows=rows, kept=kept, excluded=excluded)


def suppressed(counts: pd.DataFrame, smallest: int) -> str:
    """How many counts are hidden, by which rule, and where that can't help; `counts` as `disclosure.protect` gives it.

    Empty where none is hidden.
    """
    if not counts["hidden"].any():
        return ""
    rule = SUPPRESSED["rule"].format(most=smallest - 1, hidden=int(counts["hidden"].sum()), options=len(counts))
    told = counts[counts["told"]].groupby(["item", "part"]).ngroups
    return rule + (SUPPRESSED["told"].format(parts=told) if told else "")


def asked(by_figure: pd.DataFrame) -> str:
    """How many people stand behind the scores of each survey, as the notes of charts say it; empty where nobody was."""
    surveys = by_figure[(by_figure["level"] == "instrument") & by_figure["n"].notna()]
    people = [TABLE["people_of"].format(code=row.code, count=row.n) for row in surveys.itertuples()]
    return TABLE["asked"].format(people=join(people)) if people else ""


def asked_by_year(years: Mapping[int, pd.DataFrame]) -> str:
    """How many people stand behind the scores of each year, where it is known; `years` maps a year to its figures."""
    known = [TABLE["asked_in"].format(year=year, asked=people) for year, f in years.items() if (people := asked(f))]
    unknown = TABLE["others_unknown" if known else "all_unknown"]
    return "; ".join([*known, unknown] if len(known) < len(years) else known)


def reconciled(by_figure: pd.DataFrame) -> str:
    """One sentence on how the computed figures stand to the published ones."""
    verdicts = by_figure["verdict"]
    compared, rounding = int((verdicts != "").sum()), int((verdicts == WITHIN_ROUNDING).sum())
    starting = int(((by_figure["published"] != "") & (by_figure["basis"] == STARTING)).sum())
    if not compared:
        return RECONCILED["nothing"]
    if (verdicts == DIFFERENT).any():
        return draft_reason(by_figure)
    sentence = RECONCILED["rounding" if rounding else "equal"].format(count=compared, rounding=rounding)
    return sentence + RECONCILED["starting"].format(count=starting) if starting else sentence


def draft_reason(by_figure: pd.DataFrame) -> str:
    """Why a run is a draft: the figures that differ; empty where everything reconciles."""
    wrong = differing(by_figure)
    if wrong.empty:
        return ""
    figures = [f"{row.code}: {row.shown} ≠ {row.published}" for row in wrong.itertuples()]
    codes = ", ".join(figures[:8]) + (" …" if len(figures) > 8 else "")
    return RECONCILED["different"].format(count=len(wrong), codes=codes)


def country(row, framework: Framework) -> str:
    """Where the country stands beside an agency in one year; `row` is one of `trend.against_country`."""
    decimals, target = framework.decimals, framework.target
    said = beside_country(row, decimals)
    if pd.isna(row.passed_share) or pd.isna(row.shown):
        return said
    own = "passed" if row.shown >= target.score else "failed"
    whole = "met" if row.passed_share >= target.share_of_agencies else "missed"
    shares = {"share": show(row.passed_share, decimals), "rest": show(100 - row.passed_share, decimals)}
    words = {**shares, "target": target.score, "goal": target.share_of_agencies}
    return said + COUNTRY[own].format(**words) + COUNTRY[whole].format(**words)


def beside_country(row, decimals: int) -> str:
    """How a total stands to the mean of the country; `row` is one of `trend.against_country`."""
    side = "unknown" if pd.isna(row.difference) else COUNTRY_SIDES[(row.difference > 0) - (row.difference < 0)]
    return COUNTRY[side].format(
        year=row.year, total=show(row.shown, decimals), difference=show(abs(row.difference), decimals)
    )


def changes(found: Findings) -> str:
    """How many changes since the year before are more than chance, and what reconstructed answers leave of that."""
    year, rows = found.inputs.year, found.changes
    before = year_before(found.by_year, year)
    if before is None:
        return CHANGES["first"].format(later=year)
    known = rows[rows["standing"].isin([CHANGED, UNCHANGED])]
    if known.empty:
        return CHANGES["published only"].format(earlier=before, later=year)
    words = {"scores": len(known), "beyond": int((known["standing"] == CHANGED).sum())}
    said = CHANGES["known"].format(earlier=before, later=year, **words)
    invented = any(found.years[known].reconstructed for known in (before, year))
    return said + CHANGES["reconstructed"] if invented else said


def cautions(intervals: pd.DataFrame) -> str:
    """What must be said of intervals from reconstructed answers; empty where none are."""
    return MARGINS["cautions"] if (intervals["caution"] != "").any() else ""


def circular(reconstructed: bool) -> str:
    """What must be said of an audit of figures that answers were reconstructed from; empty of real answers."""
    return AUDIT_DEALT if reconstructed else ""


def fits(survey: str, fitting: Mapping[str, Sequence[int]]) -> str:
    """How many people can give all items of a survey their printed figures; `fitting` holds the numbers by item."""
    people = together(fitting)
    return AUDIT_FIGURE[shape(people)].format(code=survey, people=people[0] if people else 0, count=len(people))


def goal_of(path: Pathway, framework: Framework) -> str:
    """The rating that a way leads to, and from which scores on it is given."""
    decimals, each = framework.decimals, path.goal.each_instrument_from
    key = "goal" if each is None else "goal_each"
    words = {"label": path.goal.label, "score": f"{path.goal.lowest:.{decimals}f}"}
    return PATHWAY[key].format(**words, each="" if each is None else f"{each:.{decimals}f}")


def pathway(found: Findings) -> str:
    """The way to the next rating in one sentence, and what it leaves open."""
    path, rules = found.pathway, found.framework
    decimals, total = rules.decimals, found.shown[TOTAL, TOTAL]
    by_instrument = path.steps.groupby("instrument", sort=False).size()
    wanting = [
        PATHWAY["condition"].format(code=code, after=show(after, decimals), needed=show(needed, decimals))
        for code, (needed, after) in path.asked.items()
        if half_up(after, decimals) < needed
    ]
    key = PARTLY.get(path.outcome, path.outcome) if path.partly else path.outcome
    assuming = PATHWAY["assuming"].format(points=f"{rules.findings.largest_rise:g}") if path.outcome in PARTLY else ""
    return assuming + PATHWAY[key].format(
        rating=found.shown["rating", TOTAL],
        start=total,
        end=show(path.end, decimals),
        # Where the total is known as an interval the way starts from its low end.
        least="" if show(path.start, decimals) == total else PATHWAY["least"],
        goal="" if path.goal is None else goal_of(path, rules),
        count=len(path.steps),
        listed=join([PATHWAY["count"].format(code=code, count=count) for code, count in by_instrument.items()]),
        conditions="".join(wanting),
        partly=join(path.partly),
    )


def join(words: Sequence[str], between: str = ", ", last: str = AND) -> str:
    """Words as a Thai list.

    >>> join(["i7"]), join(["e3", "e14", "e7"]), join([]), join(["ก", "ข", "ค"], " ", " และ")
    ('i7', 'e3, e14 และ e7', '', 'ก ข และค')
    """
    return last.join(filter(None, [between.join(words[:-1]), words[-1]])) if words else ""

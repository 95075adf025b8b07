"""Sentences that carry figures: how many count, how many were asked, how the figures stand to the published ones."""

from collections.abc import Mapping, Sequence

import pandas as pd

from italib.clean import Cleaned
from italib.messages import ACTIONS, AND, RECONCILED, TABLE
from italib.reconcile import DIFFERENT, STARTING, WITHIN_ROUNDING, differing


def kept(cleaned: Cleaned) -> str:
    """How many of all rows count, in one sentence."""
    excluded = int((cleaned.issues["action"] == ACTIONS["excluded"]).sum())
    rows, kept = int(cleaned.files["rows"].sum()), int(cleaned.files["kept"].sum())
    return TABLE["kept" if rows else "no_files"].format(rows=rows, kept=kept, excluded=excluded)


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


def join(words: Sequence[str], between: str = ", ", last: str = AND) -> str:
    """Words as a Thai list.

    >>> join(["i7"]), join(["e3", "e14", "e7"]), join([]), join(["ก", "ข", "ค"], " ", " และ")
    ('i7', 'e3, e14 และ e7', '', 'ก ข และค')
    """
    return last.join(filter(None, [between.join(words[:-1]), words[-1]])) if words else ""

"""What to keep and what to fix first: ranks, strengths, items below target, the band above it, points lost."""

import pandas as pd

from italib.framework import Framework
from italib.precision import FULL, half_up


def rank(scores: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row an item with a score: `instrument, rank, code, text_th, score, shown, gap, points_lost`.

    Rank 1 is the highest of its instrument; ties keep the order of the items. `shown` is the score rounded as it is
    published, and everything is ranked and compared by it. `gap` is how many points it stands below the target (0 where
    it does not), `points_lost` how many points of the total it costs to stand below 100. Sorted by instrument and rank.
    """
    items = scores[(scores["level"] == "item") & scores["score"].notna()].copy()
    items["instrument"] = items["code"].map(framework.instrument_of)
    items["text_th"] = items["code"].map(framework.name_of)
    items["shown"] = half_up(items["score"], framework.decimals)
    items["gap"] = half_up((framework.target.score - items["shown"]).clip(lower=0), framework.decimals)
    items["points_lost"] = (FULL - items["score"]) * items["code"].map(framework.effect).astype("float64")
    place = {code: number for number, code in enumerate(framework.codes["item"])}
    order = {code: number for number, code in enumerate(framework.codes["instrument"])}
    items = items.assign(place=items["code"].map(place), group=items["instrument"].map(order))
    items = items.sort_values(["group", "shown", "place"], ascending=[True, False, True], ignore_index=True)
    items["rank"] = items.groupby("instrument").cumcount() + 1
    return items[["instrument", "rank", "code", "text_th", "score", "shown", "gap", "points_lost"]]


def strengths(ranked: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The top items of each survey that reach the target, best first.

    A checklist has none: whatever is published there scores the same.
    """
    top = (ranked["rank"] <= framework.findings.strengths) & (ranked["shown"] >= framework.target.score)
    return ranked[top & ranked["instrument"].isin(framework.surveys)].reset_index(drop=True)


def below_target(ranked: pd.DataFrame, guidance: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Every item below the target with its guideline, the lowest first.

    As the annual document orders ties: a survey's list is its ranking read backwards, a checklist's keeps item order.
    """
    weak = ranked[ranked["shown"] < framework.target.score]
    groups = [
        group.sort_values("shown", kind="stable") if instrument in framework.checklists else group[::-1]
        for instrument, group in weak.groupby("instrument", sort=False)
    ]
    listed = pd.concat(groups or [weak])
    return listed.merge(guidance[["code", "guidance_th"]], on="code", how="left").fillna({"guidance_th": ""})


def to_watch(ranked: pd.DataFrame, guidance: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The items from the target up to the watch limit, lowest first; ties in item order, as in the annual document."""
    band = ranked[(ranked["shown"] >= framework.target.score) & (ranked["shown"] < framework.findings.watch_below)]
    groups = [group.sort_values("shown", kind="stable") for _, group in band.groupby("instrument", sort=False)]
    listed = pd.concat(groups or [band])
    return listed.merge(guidance[["code", "issue_th"]], on="code", how="left").fillna({"issue_th": ""})


def indicators_below_target(by_figure: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The indicators below the target: `code, name_th, shown, gap`, the lowest first. `by_figure` as reconciled."""
    indicators = by_figure[(by_figure["level"] == "indicator") & (by_figure["shown"] != "")].copy()
    indicators["shown"] = indicators["shown"].astype("float64")
    indicators["gap"] = half_up((framework.target.score - indicators["shown"]).clip(lower=0), framework.decimals)
    indicators["name_th"] = indicators["code"].map(framework.name_of)
    weak = indicators[indicators["shown"] < framework.target.score].sort_values("shown", kind="stable")
    return weak[["code", "name_th", "shown", "gap"]].reset_index(drop=True)

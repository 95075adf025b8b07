"""The findings on items → display frames: gaps, margins, costs and the way up, rounded once, as text."""

import pandas as pd

from italib import words
from italib.framework import Framework
from italib.pathway import Pathway
from italib.precision import MISSING, show, signed
from italib.reconcile import format_score
from italib.uncertainty import BELOW
from italib.words import COSTS, MARGINS, PATHWAY


def ranking(ranked: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """Ranked items as text: `rank, code, text, score, gap, lost` besides the columns that it came with."""
    return ranked.assign(
        rank=ranked["rank"].astype("str"),
        text=ranked["text_th"].where(ranked["text_th"] != "", MISSING),
        item=ranked["code"] + " " + ranked["text_th"],
        score=[show(value, decimals) for value in ranked["shown"]],
        gap=[show(value, decimals) for value in ranked["gap"]],
        lost=[show(value, decimals) for value in ranked["points_lost"]],
    )


def weak_rows(weak: pd.DataFrame, intervals: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`ranking` of items below the target, and whether that is `sure`: `–` where no interval tells."""
    known = intervals[intervals["lower"].notna()].set_index("code")["standing"]
    sure = known.map(lambda standing: MARGINS["clear" if standing == BELOW else "open"])
    return ranking(weak, decimals).assign(sure=weak["code"].map(sure).astype("object").fillna(MISSING))


def gap_rows(weak: pd.DataFrame, intervals: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`tables/gaps.csv`: one row an item below target with its interval, numbers with the decimals that are shown."""
    columns = ["instrument", "rank", "code", "text_th", "score", "gap", "points_lost", "guidance_th"]
    shown = ranking(weak, decimals)
    shown = shown.assign(points_lost=shown["lost"])[columns]
    known = interval_file(intervals, decimals)[["code", "lower", "upper", "standing"]]
    return shown.merge(known, on="code", how="left")


def strength_rows(top: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`tables/strengths.csv`: one row a top item of a survey, numbers with the decimals that are shown."""
    return ranking(top, decimals)[["instrument", "rank", "code", "text_th", "score"]]


def interval_file(intervals: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`tables/intervals.csv`: one row a score with its interval, numbers with the decimals that are shown."""
    numbers = {name: [format_score(value, decimals) for value in intervals[name]] for name in ("lower", "upper")}
    score = [show(value, decimals) for value in intervals["shown"]]
    n = ["" if pd.isna(n) else f"{n:.0f}" for n in intervals["n"]]
    columns = ["level", "code", "name_th", "score", "n", "lower", "upper", "basis", "caution", "standing"]
    return intervals.assign(score=score, n=n, **numbers)[columns]


def interval_rows(intervals: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """Scores with their intervals as text: `code, name, score, n, lower, upper, standing, basis`."""
    return pd.DataFrame(
        {
            "code": intervals["code"].replace(words.LEVELS),
            "name": intervals["name_th"].where(intervals["name_th"] != "", MISSING),
            "score": [show(value, decimals) for value in intervals["shown"]],
            "n": [MISSING if pd.isna(n) else f"{n:.0f}" for n in intervals["n"]],
            "lower": [show(value, decimals) for value in intervals["lower"]],
            "upper": [show(value, decimals) for value in intervals["upper"]],
            "standing": intervals["standing"].map(MARGINS),
            "basis": [MARGINS[row.caution or row.basis] for row in intervals.itertuples()],
        }
    ).reset_index(drop=True)


def margin_rows(intervals: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """What the chart of margins draws: `group, label, shown, lower, upper, standing`, those with an interval.

    The items of each survey, best first, and last what lies above them.
    """
    known = intervals[intervals["lower"].notna()]
    items, above = known[known["level"] == "item"], known[known["level"] != "item"]
    rows = [
        own.sort_values("shown", ascending=False, kind="stable").assign(
            group=MARGINS["items"].format(code=code), label=own["code"]
        )
        for code, own in items.groupby("instrument", sort=False)
    ]
    names = [
        COSTS["label"].format(code=row.code, name=row.name_th)
        if row.level == "indicator"
        else words.LEVELS.get(row.code, row.code)
        for row in above.itertuples()
    ]
    rows.append(above.assign(group=MARGINS["above"], label=names))
    return pd.concat(rows, ignore_index=True)[["group", "label", "shown", "lower", "upper", "standing"]]


def cost_file(costs: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`tables/costs.csv`: one row an item, the costliest first, numbers with the decimals that are shown."""
    lost = ["in_indicator", "in_instrument", "points_lost"]
    numbers = {name: [show(value, decimals) for value in costs[name]] for name in lost}
    columns = ["rank", "instrument", "code", "text_th", "score", "indicator", *lost]
    score = [show(value, decimals) for value in costs["shown"]]
    return costs.assign(rank=costs["rank_lost"], score=score, **numbers)[columns]


def cost_rows(costs: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`costs.by_item` as text: `rank, item, score, in_indicator, in_instrument, lost`."""
    lost = {"in_indicator": "in_indicator", "in_instrument": "in_instrument", "lost": "points_lost"}
    return pd.DataFrame(
        {
            "rank": costs["rank_lost"].astype("str"),
            "item": costs["code"] + " " + costs["text_th"],
            "score": [show(value, decimals) for value in costs["shown"]],
            **{name: [show(value, decimals) for value in costs[column]] for name, column in lost.items()},
        }
    )


def part_rows(by_part: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`costs.by_part` as text: `code, text, score, lost`."""
    return by_part.assign(
        text=by_part["text_th"],
        score=[show(value, decimals) for value in by_part["score"]],
        lost=[show(value, decimals) for value in by_part["points_lost"]],
    )


def standing_rows(by_standing: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`costs.by_standing` as text: `instrument, standing, items, lost, each`."""
    return by_standing.assign(
        standing=by_standing["standing"].map(COSTS),
        items=by_standing["items"].astype("str"),
        lost=[show(value, decimals) for value in by_standing["points_lost"]],
        each=[show(value, decimals) for value in by_standing["each"]],
    )


def waterfall(by_indicator: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """What the waterfall draws of `costs.by_indicator`: `label, text, before, after, group`."""
    return pd.DataFrame(
        {
            "label": [COSTS["label"].format(code=row.code, name=row.name_th) for row in by_indicator.itertuples()],
            "text": [signed(-lost, decimals) for lost in by_indicator["points_lost"]],
            "before": by_indicator["before"],
            "after": by_indicator["after"],
            "group": by_indicator["instrument"],
        }
    )


def pathway_file(path: Pathway, framework: Framework) -> pd.DataFrame:
    """`tables/pathway.csv`: one row an item that changes, in order, numbers with the decimals that are shown."""
    shown = pathway_rows(path, framework)
    # A sign in front of a number is for eyes, not for spreadsheets.
    gain = [show(value, framework.decimals) for value in path.steps["gain"]]
    columns = ["step", "instrument", "code", "text_th", "score", "rise_to", "assumption_th", "gain", "total"]
    return shown.assign(assumption_th=shown["by"], gain=gain)[columns]


def pathway_rows(path: Pathway, framework: Framework) -> pd.DataFrame:
    """The steps of the way up as text: `step, item, score, rise_to, by, gain, total` besides what they came with."""
    steps, decimals = path.steps, framework.decimals
    points = f"{framework.findings.largest_rise:g}"
    return steps.assign(
        step=[str(number) for number in range(1, len(steps) + 1)],
        item=[PATHWAY["label"].format(code=row.code, text=row.text_th) for row in steps.itertuples()],
        score=[show(value, decimals) for value in steps["shown"]],
        rise_to=[show(value, decimals) for value in steps["rise_to"]],
        by=[PATHWAY[row.by].format(year=row.best_year, points=points) for row in steps.itertuples()],
        gain=[signed(value, decimals) for value in steps["gain"]],
        total=[show(value, decimals) for value in steps["total"]],
    )


def stairs(path: Pathway, decimals: int) -> pd.DataFrame:
    """What the chart of the way up draws: `label, text, before, after, group`."""
    steps = path.steps
    return pd.DataFrame(
        {
            "label": [PATHWAY["label"].format(code=row.code, text=row.text_th) for row in steps.itertuples()],
            "text": [signed(value, decimals) for value in steps["gain"]],
            "before": steps["total"] - steps["gain"],
            "after": steps["total"],
            "group": steps["instrument"],
        }
    )

"""What every score below 100 costs: points of the total, by part, item, indicator, and by how an item stands.

The hierarchy is a mean of means, so what an item lacks reaches the total through its share alone, and the losses of
one level add up to what the total lacks (docs/method.md, section 6).
"""

import pandas as pd

from italib.framework import Framework
from italib.precision import FULL
from italib.score import by_part as part_scores

BELOW, REACHED = "below", "reached"


def by_item(ranked: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row an item with a score, the costliest first: what `gaps.rank` gives, and the way of the loss upward.

    Columns: `rank_lost` (1 costs most, ties in item order), `instrument, code, text_th, score, shown`, `indicator` (its
    code), `in_indicator, in_instrument` (points that the level loses by it) and `points_lost` (of the total).
    """
    place = {code: number for number, code in enumerate(framework.codes["item"])}
    rows = ranked.assign(place=ranked["code"].map(place)).sort_values(
        ["points_lost", "place"], ascending=[False, True], ignore_index=True
    )
    rows["indicator"] = [
        next(code for code in framework.ancestors(item) if framework.level_of[code] == "indicator")
        for item in rows["code"]
    ]
    worth = {code: framework.effect[code] for code in {*rows["indicator"], *rows["instrument"]}}
    rows["in_indicator"] = rows["points_lost"] / rows["indicator"].map(worth).astype("float64")
    rows["in_instrument"] = rows["points_lost"] / rows["instrument"].map(worth).astype("float64")
    rows["rank_lost"] = range(1, len(rows) + 1)
    columns = ["rank_lost", "instrument", "code", "text_th", "score", "shown", "indicator"]
    return rows[[*columns, "in_indicator", "in_instrument", "points_lost"]]


def by_part(answers: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row a part of an item of several, the costliest first: `code` (`i1.2`), `item, text_th, score, points_lost`.

    Only of items that answers are held of. The losses of the parts add up to that of their item.
    """
    several = [item.code for item in framework.items if len(item.parts) > 1]
    scored = part_scores(answers)
    rows = scored[scored["item"].isin(several)]
    parts = [framework.by_code[row.item].parts[row.part - 1] for row in rows.itertuples()]
    share = [framework.effect[part.item] / len(framework.by_code[part.item].parts) for part in parts]
    rows = rows.assign(
        code=[part.name for part in parts],
        text_th=[part.text_th for part in parts],
        points_lost=(FULL - rows["score"]) * pd.Series(share, rows.index, dtype="float64"),
    )
    place = {code: number for number, code in enumerate(framework.codes["item"])}
    rows = rows.assign(place=rows["item"].map(place)).sort_values(
        ["points_lost", "place", "part"], ascending=[False, True, True], ignore_index=True
    )
    return rows[["code", "item", "text_th", "score", "points_lost"]]


def by_standing(ranked: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row the items of an instrument that are below the target, and one those that reach it but lack points.

    Columns: `instrument, standing` (`below`, `reached`), `items, points_lost, each` (points of the total by item), in
    the order of the rules.
    """
    lacking = ranked[ranked["points_lost"] > 0]
    below = lacking["shown"] < framework.target.score
    grouped = lacking.assign(standing=below.map({True: BELOW, False: REACHED})).groupby(["instrument", "standing"])
    rows = grouped["points_lost"].agg(items="size", points_lost="sum").reset_index()
    rows["each"] = rows["points_lost"] / rows["items"]
    place = {code: number for number, code in enumerate(framework.codes["instrument"])}
    rows = rows.assign(place=rows["instrument"].map(place)).sort_values(["place", "standing"], ignore_index=True)
    return rows[["instrument", "standing", "items", "points_lost", "each"]]


def by_indicator(by_figure: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row an indicator, the costliest first: `code, name_th, instrument, shown, points_lost, before, after`.

    `before` and `after` are the total, down from 100, before and after the loss: steps of a waterfall that ends at the
    total. No row unless every indicator has a score.
    """
    rows = by_figure[(by_figure["level"] == "indicator") & by_figure["score"].notna()].copy()
    if len(rows) < len(framework.codes["indicator"]):
        rows = rows.iloc[:0]
    rows["points_lost"] = (FULL - rows["score"]) * rows["code"].map(framework.effect).astype("float64")
    rows = rows.sort_values("points_lost", ascending=False, kind="stable", ignore_index=True)
    rows["after"] = FULL - rows["points_lost"].cumsum()
    rows["before"] = rows["after"] + rows["points_lost"]
    return rows[["code", "name_th", "instrument", "shown", "points_lost", "before", "after"]]

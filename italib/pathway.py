"""The shortest way up: the fewest items whose rise reaches the next rating, and whether any do.

An item of a checklist can go to 100; an item of a survey can rise to its best earlier score, or by the largest rise
that the rules assume, whichever is more. Every item counts as one change. The total is a weighted sum of the items, so
the largest gains first are the fewest (docs/method.md, section 12).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from italib.framework import TOTAL, Framework, Rating
from italib.precision import FULL, TOLERANCE, half_up

# By what an item may rise.
PUBLISH, BEST_YEAR, STEP = "publish", "best year", "step"
# How the way ends.
REACHED, TOO_FAR, HIGHEST, NO_ITEMS, UNRATED = "reached", "too far", "highest", "no items", "unrated"


@dataclass(frozen=True)
class Pathway:
    """The way from a total to the next rating.

    `outcome` is `reached`, `too far` (not even all rises together get there), `highest` (there is no next rating),
    `no items` (no item that could rise has a score) or `unrated` (there is no total). `steps` has one row an item that
    changes, the largest gain first: `code, instrument, text_th, shown, rise_to, by` (`publish`, `best year`, `step`),
    `best_year` (missing unless that is what it rises to), `gain` (points of the total) and `total` (after it and
    those before). Of a way that is too far the steps are all there are. `start` and `end` are the totals before and
    after. `asked` tells, where the next rating asks something of every instrument, what each has to reach and comes
    to: by code, `(needed, after)`.
    `partly` names the instruments of which some items have no score: a shorter way may lead through those.
    """

    outcome: str
    start: float
    end: float
    goal: Rating | None
    steps: pd.DataFrame
    asked: Mapping[str, tuple[float, float]]
    partly: tuple[str, ...]


def pathway(ranked: pd.DataFrame, by_figure: pd.DataFrame, best: pd.DataFrame, framework: Framework) -> Pathway:
    """The shortest way to the next rating.

    `ranked` has one row an item (`gaps.rank`), `by_figure` one row a score as reconciled, `best` one row an item whose
    earlier scores mean the same: `code, year, score`. Where printed figures leave a score open its low end counts, so
    that the way holds whatever it was.
    """
    low = by_figure[by_figure["level"] != "rating"].set_index("code")["low"]
    label = by_figure.loc[by_figure["level"] == "rating", "shown"].item()
    start, goal = float(low[TOTAL]), _next_rating(label, framework)
    rises, partly = _rises(ranked, best, framework), _partly_known(ranked, framework)
    if goal is None or rises.empty:
        outcome = UNRATED if not label else HIGHEST if goal is None else NO_ITEMS
        return Pathway(outcome, start, start, goal, rises.iloc[:0].assign(total=start), {}, partly)
    each = 0.0 if goal.each_instrument_from is None else float(goal.each_instrument_from)
    taken: list[int] = []
    reached = True
    for instrument in framework.codes["instrument"]:
        own = rises.index[rises["instrument"] == instrument]
        lacking = (_lowest(each, framework) - low[instrument]) * framework.effect[instrument]
        first = _fewest(rises.loc[own, "gain"], lacking)
        reached &= first is not None
        taken += list(own if first is None else own[:first])
    rest = rises.index.difference(taken, sort=False)
    lacking = _lowest(float(goal.lowest), framework) - start - rises.loc[taken, "gain"].sum()
    more = _fewest(rises.loc[rest, "gain"], lacking)
    reached &= more is not None
    steps = rises if not reached else rises.loc[sorted([*taken, *rest[:more]])]
    steps = steps.assign(total=start + steps["gain"].cumsum()).reset_index(drop=True)
    gained = steps.groupby("instrument")["gain"].sum()
    asked = {
        code: (each, float(low[code] + gained.get(code, 0.0) / framework.effect[code]))
        for code in framework.codes["instrument"]
        if each
    }
    return Pathway(REACHED if reached else TOO_FAR, start, start + gained.sum(), goal, steps, asked, partly)


def _partly_known(ranked: pd.DataFrame, framework: Framework) -> tuple[str, ...]:
    """The instruments of which not every item has a score."""
    items = [(item, framework.instrument_of[item]) for item in framework.codes["item"]]
    missing = {instrument for item, instrument in items if item not in set(ranked["code"])}
    missing |= {code for code in framework.codes["instrument"] if code not in {of for _, of in items}}
    return tuple(code for code in framework.codes["instrument"] if code in missing)


def _next_rating(label: str, framework: Framework) -> Rating | None:
    """The rating above the one that was reached; None where there is none."""
    labels = [band.label for band in framework.ratings]
    place = labels.index(label) if label else 0
    return framework.ratings[place - 1] if place else None


def _lowest(shown: float, framework: Framework) -> float:
    """The lowest score that is shown as `shown`."""
    return shown - 0.5 / 10**framework.decimals


def _fewest(gains: pd.Series, lacking: float) -> int | None:
    """How many gains, from the first, it takes to make up what is lacking; None where all of them don't."""
    if lacking <= TOLERANCE:
        return 0
    enough = (gains.cumsum() >= lacking - TOLERANCE).to_numpy()
    return int(enough.argmax()) + 1 if enough.any() else None


def _rises(ranked: pd.DataFrame, best: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """What every item that can rise would gain, the largest gain first, ties in item order."""
    place = {code: number for number, code in enumerate(framework.codes["item"])}
    known = best.set_index("code")
    rows = []
    for item in ranked.itertuples():
        earlier = known["score"].get(item.code, float("nan"))
        stepped = min(item.score + framework.findings.largest_rise, FULL)
        if framework.by_code[item.instrument].kind == "checklist":
            by, rise_to = PUBLISH, FULL
        elif earlier > stepped:
            by, rise_to = BEST_YEAR, float(earlier)
        else:
            by, rise_to = STEP, stepped
        gain = (rise_to - item.score) * framework.effect[item.code]
        year = known["year"].get(item.code) if by == BEST_YEAR else None
        if gain > TOLERANCE:
            rows.append((item.code, item.instrument, item.text_th, item.shown, rise_to, by, year, gain))
    columns = ["code", "instrument", "text_th", "shown", "rise_to", "by", "best_year", "gain"]
    frame = pd.DataFrame(rows, columns=columns).astype({"best_year": "Int64", "gain": "float64"})
    # What differs by no more than the tolerance is the same gain.
    key = half_up(frame["gain"], 9)
    frame = frame.assign(key=key, place=frame["code"].map(place))
    return frame.sort_values(["key", "place"], ascending=[False, True], ignore_index=True)[columns]

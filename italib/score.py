"""Means up the hierarchy, exact, with n beside every score; any number of agencies at once. Rounds nothing.

Source of the rules: docs/method.md, section 1. A part is the mean of its answers, an item the mean of its parts, a
sub-indicator the mean of its items, an indicator the mean of its sub-indicators or items, an instrument the mean of its
indicators, and the total the weighted mean of the instruments.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

from italib.framework import LEVELS, TOTAL, Framework
from italib.hierarchy_grid import BOUNDS, Grid
from italib.precision import printed_bounds

# Of the points of one answer that sums keep; those of a framework have two at most.
MOST_DECIMALS = 6


def by_part(answers: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """One row a part that somebody answered: `keys, item, part, score` (0-100) and `n`, the answers behind it.

    `answers` has one row a respondent × part: `keys, item, part, points`; missing points are left out.

    >>> answers = pd.DataFrame({"item": "i1", "part": 1, "points": [100, 67, 33, None]})
    >>> by_part(answers).to_dict("records")
    [{'item': 'i1', 'part': 1, 'score': 66.66666666666667, 'n': 3}]
    """
    counted = answers.dropna(subset="points")
    unit = unit_of(counted["points"].unique())
    whole = np.rint(counted["points"].to_numpy(dtype="float64") * unit).astype("int64")
    points = counted[[*keys, "item", "part"]].assign(whole=whole).groupby([*keys, "item", "part"])["whole"]
    summed = points.agg(total="sum", n="size").reset_index()
    summed["score"] = summed["total"] / (summed["n"] * unit)
    return summed[[*keys, "item", "part", "score", "n"]]


def unit_of(points: Iterable[float]) -> int:
    """The power of ten that makes whole numbers of points; whole numbers have one sum in whatever order.

    >>> unit_of([0, 33, 67, 100]), unit_of([0, 33.33, 100])
    (1, 100)
    """
    decimals = max((-Decimal(str(float(value))).normalize().as_tuple().exponent for value in points), default=0)
    return 10 ** min(max(decimals, 0), MOST_DECIMALS)


def respondents(answers: pd.DataFrame, framework: Framework, keys: Sequence[str] = ()) -> pd.DataFrame:
    """One row a code that somebody answered: `keys, code, n`, the number of people behind its score."""
    people = [*keys, "instrument", "respondent"]
    answered = answers.dropna(subset="points")[[*people, "item"]].drop_duplicates()
    belongs = [(item, code) for item in framework.codes["item"] for code in (item, *framework.ancestors(item))]
    reached = answered.merge(pd.DataFrame(belongs, columns=["item", "code"]), on="item").drop(columns="item")
    return reached.drop_duplicates().groupby([*keys, "code"]).size().rename("n").reset_index()


def starting_figures(published: pd.DataFrame, framework: Framework, instruments: Sequence[str]) -> pd.DataFrame:
    """The published figures that scoring starts from where no answers are held: per instrument the lowest whole level.

    One row a figure: `level, code, score, low, high, basis`. A printed figure stands for the interval that is printed
    so, half a unit of the last published decimal to either side.
    """
    rows = []
    scores = published.set_index("code")["score"].where(published.set_index("code")["level"] != "rating").dropna()
    for instrument in instruments:
        for level in LEVELS[:-1]:
            codes = [code for code in framework.codes[level] if framework.instrument_of[code] == instrument]
            if codes and all(code in scores.index for code in codes):
                rows += [
                    (level, code, scores[code], *printed_bounds(scores[code], framework.decimals), "published")
                    for code in codes
                ]
                break
    return pd.DataFrame(rows, columns=["level", "code", *BOUNDS, "basis"])


def score(answers: pd.DataFrame, given: pd.DataFrame, framework: Framework, keys: Sequence[str] = ()) -> pd.DataFrame:
    """One row a code: `keys, level, code, score, low, high, n, basis`, in the order of the framework.

    `answers` has one row a respondent × part (`keys, instrument, respondent, item, part, points`), `given` one row a
    score that is taken as it stands (`keys, level, code, score, low, high, basis`). `low` and `high` bound the true
    score where a given one is printed; elsewhere they equal it. A score is missing unless all that it is made of is
    there. `n` is the number of people, missing where none were asked. `basis` is `answers`, that of the given score, or
    `computed`.
    """
    return from_parts(by_part(answers, keys), respondents(answers, framework, keys), given, framework, keys)


def from_parts(
    parts: pd.DataFrame, people: pd.DataFrame, given: pd.DataFrame, framework: Framework, keys: Sequence[str] = ()
) -> pd.DataFrame:
    """The same from the means of parts, as `by_part` gives them, and the numbers of people, as `respondents` does."""
    keys = list(keys)
    grid = Grid(framework, keys, [frame for frame in (parts, given) if len(frame)])
    grid.take_parts(parts)
    grid.take_given(given)
    for level in LEVELS[:-1]:
        grid.climb(level)
    return grid.frame(people)


def rating(scores: pd.DataFrame, framework: Framework) -> str:
    """The rating of one agency's scores; empty where the total is missing."""
    by_code = scores.set_index("code")["score"]
    instruments = {code: by_code.get(code, float("nan")) for code in framework.codes["instrument"]}
    return framework.rating(by_code.get(TOTAL, float("nan")), instruments)

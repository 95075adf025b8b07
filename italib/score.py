"""Means up the hierarchy, exact, with n beside every score; any number of agencies at once. Rounds nothing.

Source of the rules: docs/method.md, section 1. A part is the mean of its answers, an item the mean of its parts, a
sub-indicator the mean of its items, an indicator the mean of its sub-indicators or items, an instrument the mean of its
indicators, and the total the weighted mean of the instruments.
"""

from collections.abc import Sequence

import pandas as pd

from italib.framework import LEVELS, TOTAL, Framework
from italib.precision import printed_bounds

BOUNDS = ["score", "low", "high"]


def by_part(answers: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """One row a part that somebody answered: `keys, item, part, score` (0-100) and `n`, the answers behind it.

    `answers` has one row a respondent × part: `keys, item, part, points`; missing points are left out.

    >>> answers = pd.DataFrame({"item": "i1", "part": 1, "points": [100, 67, 33, None]})
    >>> by_part(answers).to_dict("records")
    [{'item': 'i1', 'part': 1, 'score': 66.66666666666667, 'n': 3}]
    """
    points = answers.dropna(subset="points").groupby([*keys, "item", "part"])["points"]
    summed = points.agg(total="sum", n="size").reset_index()
    summed["score"] = summed["total"] / summed["n"]
    return summed[[*keys, "item", "part", "score", "n"]]


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
    from_answers = _by_item(by_part(answers, keys), framework, keys)
    columns = [*keys, "level", "code", *BOUNDS, "basis"]
    frames = [frame[columns] for frame in (from_answers, given) if len(frame)]
    known = pd.concat(frames, ignore_index=True) if frames else from_answers[columns]
    for level in LEVELS[:-1]:
        known = pd.concat([known, _parents(known[known["level"] == level], framework, keys)], ignore_index=True)
    known = known.merge(respondents(answers, framework, keys), on=[*keys, "code"], how="left")
    order = {code: place for place, code in enumerate(code for level in LEVELS for code in framework.codes[level])}
    known = known.sort_values(
        [*keys, "code"], key=lambda column: column.map(order) if column.name == "code" else column
    )
    known["n"] = known["n"].astype("Int64")
    return known[[*keys, "level", "code", *BOUNDS, "n", "basis"]].reset_index(drop=True)


def _by_item(parts: pd.DataFrame, framework: Framework, keys: Sequence[str]) -> pd.DataFrame:
    """Items as the mean of their parts; missing where a part has no answer at all."""
    items = parts.groupby([*keys, "item"])["score"].agg(score="mean", parts="size").reset_index()
    expected = items["item"].map(framework.parts.groupby("item").size())
    items["score"] = items["score"].where(items["parts"] == expected)
    return items.rename(columns={"item": "code"}).assign(
        level="item", low=items["score"], high=items["score"], basis="answers"
    )


def _parents(children: pd.DataFrame, framework: Framework, keys: Sequence[str]) -> pd.DataFrame:
    """The weighted means that children of one level make, for whatever parents they have."""
    edges = framework.tree.set_index("code")
    joined = children.assign(
        parent=children["code"].map(edges["parent"]), weight=children["code"].map(edges["weight"]).astype("float64")
    )
    expected = framework.tree.groupby("parent").size()
    weighted = joined[[*keys, "parent", "weight"]].join(joined[BOUNDS].mul(joined["weight"], axis=0))
    groups = weighted.groupby([*keys, "parent"])
    means = groups[BOUNDS].sum(min_count=1).div(groups["weight"].sum(), axis=0)
    whole = groups["score"].count() == means.index.get_level_values("parent").map(expected)
    means = means.where(whole).reset_index().rename(columns={"parent": "code"})
    return means.assign(level=means["code"].map({**framework.level_of, TOTAL: TOTAL}), basis="computed")


def rating(scores: pd.DataFrame, framework: Framework) -> str:
    """The rating of one agency's scores; empty where the total is missing."""
    by_code = scores.set_index("code")["score"]
    instruments = {code: by_code.get(code, float("nan")) for code in framework.codes["instrument"]}
    return framework.rating(by_code.get(TOTAL, float("nan")), instruments)

"""Computed against published: equal, within rounding, different. Changes no score.

Where scores are computed from answers they are exact, and a published figure must be that score rounded. Where they
are computed from printed figures only an interval is known, and a published figure must lie in it (docs/method.md,
section 3).
"""

import pandas as pd

from italib import score
from italib.framework import TOTAL, Framework
from italib.precision import TOLERANCE, half_up, printed_bounds, printed_decimals

EQUAL, WITHIN_ROUNDING, DIFFERENT = "equal", "within rounding", "different"
STARTING = "published"
UNHELD = ""


def reconcile(scores: pd.DataFrame, published: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row a code of `scores` or of `published`, and one for the rating: each score beside its published figure.

    Columns: those of `scores` (`level, code, score, low, high, n, basis`) and `name_th, instrument`, `shown` (text of
    `as_published`; the label for the rating), `published` (text as printed), `difference` (shown minus published, in
    points) and `verdict`. The verdict is empty where nothing was published, where the
    published figure is itself what the computing starts from, since that comparison could not fail, and where nothing
    is held that it could be computed from (`basis` is empty then).
    """
    figures = published[published["level"] != "rating"].set_index("code")
    unheld = figures[~figures.index.isin(scores["code"])].reset_index()[["level", "code"]]
    by_code = pd.concat([scores, unheld], ignore_index=True) if len(unheld) else scores.copy()
    by_code["basis"] = by_code["basis"].astype("object").fillna("")
    by_code["name_th"] = by_code["code"].map(framework.name_of)
    by_code["instrument"] = by_code["code"].map(framework.instrument_of).astype("object").fillna("")
    by_code["published"] = by_code["code"].map(figures["value"]).astype("object").fillna("")
    stated = by_code["code"].map(figures["score"]).astype("float64")
    shown = as_published(by_code, stated, framework.decimals)
    by_code["shown"] = [format_score(value, framework.decimals) for value in shown]
    by_code["difference"] = half_up(shown - stated, framework.decimals)
    by_code["verdict"] = [
        ""
        if pd.isna(figure) or row.basis in (STARTING, UNHELD)
        else verdict(row.score, row.low, row.high, row.published, framework.decimals)
        for row, figure in zip(by_code.itertuples(), stated, strict=True)
    ]
    rated = by_code.assign(score=shown)
    return pd.concat([by_code, _rating_row(scores, rated, published, framework)], ignore_index=True)


def as_published(scores: pd.DataFrame, stated: pd.Series, decimals: int) -> pd.Series:
    """Each score (`score, low, high`) as it is shown everywhere: rounded half-up once.

    Where printed figures leave it as an interval and the published figure, `stated`, may be that score rounded, it is
    the published one: that was rounded from the answers, what is computed here was not.
    """
    lowest, highest = (stated.map(lambda figure, end=end: printed_bounds(figure, decimals)[end]) for end in (0, 1))
    may_be = (scores["low"] <= highest + TOLERANCE) & (scores["high"] >= lowest - TOLERANCE)
    shown = pd.Series(half_up(scores["score"], decimals), scores.index)
    return stated.where((scores["low"] < scores["high"]) & may_be, shown)


def format_score(value: float, decimals: int) -> str:
    """A rounded score as text; empty where it is missing."""
    return "" if pd.isna(value) else f"{value:.{decimals}f}"


def differing(by_figure: pd.DataFrame) -> pd.DataFrame:
    """The rows whose published figure cannot come from what was computed; a run with any is a draft."""
    return by_figure[by_figure["verdict"] == DIFFERENT]


def compared_all(by_figure: pd.DataFrame, published: pd.DataFrame) -> list[str]:
    """The published figures that `by_figure` says nothing of; a check on the comparison itself, always to be empty."""
    compared = by_figure[(by_figure["verdict"] != "") | by_figure["basis"].isin([STARTING, UNHELD])]
    known = set(zip(compared["level"], compared["code"], strict=True))
    return [f"{row.level} {row.code}" for row in published.itertuples() if (row.level, row.code) not in known]


def explain(by_figure: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The differing figures with `why`, a key of words.EXPLANATIONS, and `below`, the differing figures underneath.

    A figure that differs although all it is made of agrees was added up or printed wrongly where it was published.
    """
    verdict = by_figure[by_figure["level"] != "rating"].set_index("code")["verdict"]
    wrong = differing(by_figure)
    found = []
    for row in wrong.itertuples():
        if row.level == "rating":
            children = [TOTAL]
        else:
            children = framework.tree.loc[framework.tree["parent"] == row.code, "code"].tolist()
        below = [code for code in children if verdict.get(code) == DIFFERENT]
        checked = [code for code in children if verdict.get(code)]
        why = "below differs" if below else "arithmetic" if checked else "unchecked below" if children else "answers"
        found.append((why, ", ".join(below)))
    return wrong.assign(why=[why for why, _ in found], below=[below for _, below in found])


def verdict(score: float, low: float, high: float, stated: str, decimals: int) -> str:
    """How a figure as printed, `stated`, stands to a score that is known to lie from `low` to `high`."""
    if pd.isna(score):
        return DIFFERENT
    figure, printed = float(stated), printed_decimals(stated)
    if abs(half_up(score, decimals) - figure) < TOLERANCE:
        return EQUAL
    # A figure printed with fewer decimals may have been rounded further, or lost a zero: either reading will do.
    rounded_further = printed < decimals and abs(half_up(score, printed) - figure) < TOLERANCE
    bounds = [printed_bounds(figure, decimals), printed_bounds(figure, min(printed, decimals))]
    overlaps = low < high and any(
        low - TOLERANCE <= highest and high + TOLERANCE >= lowest for lowest, highest in bounds
    )
    return WITHIN_ROUNDING if rounded_further or overlaps else DIFFERENT


def _rating_row(
    scores: pd.DataFrame, rated: pd.DataFrame, published: pd.DataFrame, framework: Framework
) -> pd.DataFrame:
    """The rating of the scores as they are shown against the published one; a row with the columns of `scores`."""
    label = score.rating(rated, framework)
    stated = "".join(published.loc[published["level"] == "rating", "value"])
    row = dict.fromkeys(scores.columns)
    row |= {"level": "rating", "code": TOTAL, "shown": label, "published": stated, "basis": "computed"}
    row |= {"name_th": "", "instrument": "", "difference": float("nan")}
    row["verdict"] = "" if not stated else EQUAL if label == stated else DIFFERENT
    return pd.DataFrame([row]).astype({"score": "float64", "low": "float64", "high": "float64", "n": "Int64"})

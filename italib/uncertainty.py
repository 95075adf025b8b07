"""How sure the scores of a survey are: intervals from the answers of its respondents, and changes between two surveys.

An interval says how far a score may lie from what everybody asked would have given, if those who answered are like
those who did not. A person's answers belong together, so the person is the unit, not the answer (docs/method.md,
section 10).
"""

from collections.abc import Collection, Mapping
from functools import cache
from math import atan, cos, pi, sin, sqrt

import numpy as np
import pandas as pd

from italib.comparable import comparable_items, same_code
from italib.framework import TOTAL, Framework, Item
from italib.precision import FULL, TOLERANCE, half_up
from italib.trend import Scored

# With more degrees of freedom than this the quantile differs by less than a thousandth from that of the last.
MOST_DEGREES = 1000

# What an interval rests on, or why there is none.
SAMPLE, CENSUS, CHECKLIST, UNANSWERED, SINGLE = "sample", "census", "checklist", "no answers", "one person"
# What must be said of an interval from answers that were reconstructed: their spread is one of those that give the
# score, and what one person answered to several questions was never known.
SPREAD, DEPENDENCE = "spread", "dependence"
# Where a score stands to the target, and whether the interval leaves that open.
BELOW, BELOW_WITHIN, REACHED_WITHIN, REACHED = (
    "below",
    "below, within the margin",
    "reached, within the margin",
    "reached",
)
CHANGED, UNCHANGED, EXACT = "beyond chance", "within chance", "exact"


@cache
def t_quantile(level: float, degrees: int) -> float:
    """How many standard errors to either side hold `level` per cent of Student's t with whole `degrees` of freedom.

    Source of the finite series: Abramowitz & Stegun 1964, 26.7.3 and 26.7.4.

    >>> round(t_quantile(95, 32), 4), round(t_quantile(95, 1), 3)
    (2.0369, 12.706)
    """
    low, high = 0.0, 1.0
    while _t_within(high, degrees) < level / 100:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_within(middle, degrees) < level / 100 else (low, middle)
    return high


def _t_within(t: float, degrees: int) -> float:
    """The probability that Student's t lies between -t and t."""
    angle = atan(t / sqrt(degrees))
    odd = degrees % 2
    term = whole = cos(angle) if odd else 1.0
    if degrees == 1:
        return 2 * angle / pi
    for k in range(2 + odd, degrees - 1, 2):
        term *= cos(angle) ** 2 * (k - 1) / k
        whole += term
    return 2 / pi * (angle + sin(angle) * whole) if odd else sin(angle) * whole


def spreads(answers: pd.DataFrame, framework: Framework, population: Mapping[str, int]) -> pd.DataFrame:
    """One row a code that answers give a score: `level, code, n, even, variance, degrees, left`.

    `answers` has one row a respondent × part (`instrument, respondent, item, part, points`); `population` maps a survey
    to the number of people that it could have asked, where that is known. `n` is the number of people, `even` whether
    everyone of them answered every part, `variance` that of the score in points², missing where only one person
    answered some part, `degrees` its degrees of freedom, `left` the share of the population that did not answer (1
    where it is unknown). The total has a row where every survey has answers.
    """
    rows = [
        row
        for instrument, asked in answers.dropna(subset="points").groupby("instrument")
        for row in _of_survey(asked, framework, population.get(instrument))
    ]
    columns = ["level", "code", "n", "even", "variance", "degrees", "left"]
    found = pd.DataFrame(rows, columns=columns)
    of_surveys = found[found["code"].isin(framework.surveys)]
    if len(of_surveys) == len(framework.surveys) > 0:
        share = of_surveys["code"].map(framework.effect).astype("float64") ** 2
        each = of_surveys["variance"] * share
        total = (TOTAL, TOTAL, of_surveys["n"].sum(), of_surveys["even"].all(), each.sum(skipna=False))
        degrees = _pooled_degrees(each.to_numpy(), of_surveys["degrees"].to_numpy())
        found.loc[len(found)] = [*total, degrees, of_surveys["left"].max()]
    order = {code: place for place, code in enumerate(framework.level_of)}
    return found.sort_values("code", key=lambda codes: codes.map(order), ignore_index=True)


def _of_survey(asked: pd.DataFrame, framework: Framework, population: int | None) -> list[tuple]:
    """The rows of one survey: how far each person moves each score, squared and summed."""
    parts = asked.groupby(["item", "part"])["points"]
    count, mean = parts.transform("size"), parts.transform("mean")
    of_item = framework.parts.groupby("item").size()
    # What one answer adds to the score of its item, beyond the mean: a person of many parts adds up.
    moves = (asked["points"] - mean) / count / asked["item"].map(of_item)
    by_person = moves.groupby([asked["respondent"], asked["item"]]).agg(["sum", "size"]).unstack()
    items = by_person["sum"].columns
    answered = by_person["size"].fillna(0).to_numpy()
    codes = dict.fromkeys(code for item in items for code in (item, *framework.ancestors(item)[:-1]))
    share = np.array([[_share(item, code, framework) for code in codes] for item in items])
    moved = by_person["sum"].fillna(0.0).to_numpy() @ share
    belongs = (share > 0).astype("int64")
    # What only one person answered tells nothing of how people differ.
    alone = items.isin(asked.loc[count == 1, "item"]) @ belongs > 0
    people = ((answered > 0) @ belongs > 0).sum(axis=0)
    left_out = (answered != of_item[items].to_numpy()) @ belongs > 0
    rows = []
    squares = np.where(alone, np.nan, (moved**2).sum(axis=0))
    for code, n, uneven, squared in zip(codes, people, left_out.any(axis=0), squares, strict=True):
        left = 1.0 if population is None else 1 - n / population
        variance = float(n / (n - 1) * squared * left) if n > 1 else float("nan")
        rows.append((framework.level_of[code], code, int(n), not uneven, variance, int(n) - 1, float(left)))
    return rows


def _share(item: str, code: str, framework: Framework) -> float:
    """How many points of a code one point of an item is worth; none where it does not belong to it."""
    return framework.effect[item] / framework.effect[code] if code in (item, *framework.ancestors(item)) else 0.0


def _pooled_degrees(variances: np.ndarray, degrees: np.ndarray) -> int:
    """The degrees of freedom of a sum of independent variances, downward to a whole number.

    Source: Satterthwaite 1946, Biometrics Bulletin 2:110. Where nothing varies the fewest are taken.
    """
    if not variances.sum() > 0:
        return int(degrees.min())
    return max(int(variances.sum() ** 2 / (variances**2 / np.maximum(degrees, 1)).sum()), 1)


def interval(score: float, n: int, variance: float, degrees: int, left: float, level: float) -> tuple[float, float]:
    """The lowest and the highest score within the margin of `level` per cent; `score` itself where everybody answered.

    A score is bounded, so the interval is Wilson's with the number of people that would give the same variance if each
    gave all or nothing; where all answers agree, the number that there are, more by as much as a known population
    lowers the variance.

    Source: Wilson 1927, Journal of the American Statistical Association 22:209; the effective number after Korn &
    Graubard 1998, Survey Methodology 24:193.

    >>> [round(end, 1) for end in interval(100, 33, 0.0, 32, 1.0, 95)]
    [88.8, 100.0]
    """
    if left <= 0:
        return score, score
    share, spread = score / FULL, variance / FULL**2
    widest = share * (1 - share)
    people = widest / spread if min(widest, spread) > TOLERANCE / FULL**2 else n / left
    squared = t_quantile(level, min(degrees, MOST_DEGREES)) ** 2
    centre = share + squared / (2 * people)
    half = sqrt(squared * (widest / people + squared / (4 * people**2)))
    ends = [FULL * (centre + side * half) / (1 + squared / people) for side in (-1, 1)]
    return max(min(ends[0], score), 0.0), min(max(ends[1], score), FULL)


def intervals(scored: Scored) -> pd.DataFrame:
    """One row a score of any level of a year, with the interval that its answers leave.

    Columns: `level, code, name_th, instrument, score, shown, n, lower, upper, basis, caution, standing`. `lower` and
    `upper` are missing where nothing can be said; `basis` tells why (`checklist`, `no answers`, `one person`) or what
    the interval rests on (`sample`, `census`). `caution` is `spread` or `dependence` where the answers were
    reconstructed, and empty elsewhere. `standing` is where the score as shown stands to the target, and whether the
    target lies within the interval.
    """
    framework, by_figure = scored.framework, scored.by_figure
    rows = by_figure[(by_figure["level"] != "rating") & (by_figure["shown"] != "")]
    columns = ["level", "code", "name_th", "instrument", "score", "shown"]
    rows = rows[columns].merge(scored.spread.drop(columns="level"), on="code", how="left")
    basis = [_basis(row, framework.checklists) for row in rows.itertuples()]
    level = framework.findings.confidence
    ends = [
        interval(row.score, row.n, row.variance, int(row.degrees), row.left, level)
        if on in (SAMPLE, CENSUS)
        else (float("nan"), float("nan"))
        for row, on in zip(rows.itertuples(), basis, strict=True)
    ]
    rows = rows.assign(
        shown=rows["shown"].astype("float64"),
        lower=[low for low, _ in ends],
        upper=[high for _, high in ends],
        basis=basis,
        caution=[
            _caution(code, framework) if scored.reconstructed and on == SAMPLE else ""
            for code, on in zip(rows["code"], basis, strict=True)
        ],
    ).astype({"lower": "float64", "upper": "float64"})
    rows["standing"] = [_standing(row, framework.target.score) for row in rows.itertuples()]
    return rows[[*columns, "n", "lower", "upper", "basis", "caution", "standing"]]


def _basis(row, checklists: Collection[str]) -> str:
    """What the interval of a score rests on, or why it has none."""
    if row.instrument in checklists:
        return CHECKLIST
    if pd.isna(row.n):
        return UNANSWERED
    if row.left <= 0:
        return CENSUS
    return SINGLE if pd.isna(row.variance) else SAMPLE


def _caution(code: str, framework: Framework) -> str:
    """What a reconstruction leaves open of the interval of a score."""
    item = framework.by_code.get(code)
    return SPREAD if isinstance(item, Item) and len(item.parts) == 1 else DEPENDENCE


def _standing(row, target: float) -> str:
    """Where a score as shown stands to the target; missing ends leave nothing open."""
    within = row.basis == SAMPLE and row.lower - TOLERANCE <= target <= row.upper + TOLERANCE
    if row.shown < target:
        return BELOW_WITHIN if within else BELOW
    return REACHED_WITHIN if within else REACHED


def changes(earlier: Scored, later: Scored) -> pd.DataFrame:
    """One row a score that two years may compare, and whether its change is more than chance.

    Columns: `level, code, name_th, earlier, later, change, lower, upper, standing`. The scores and their `change` are
    as shown, `lower` and `upper` bound the change of the exact ones by chance alone. `standing` is `beyond chance` or
    `within chance`, `exact` of a checklist whose items both years hold; it is empty, and the bounds are missing, where
    a year holds no answers.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10.
    """
    before, now = intervals(earlier), intervals(later)
    items = comparable_items(earlier.framework, later.framework)
    same = set(items.loc[items["comparable"], "code"])
    alike = [
        row.code in same if row.level == "item" else same_code(row.code, earlier.framework, later.framework)
        for row in now.itertuples()
    ]
    rows = now[alike].merge(before, on=["level", "code"], suffixes=("", "_before"))
    exact = rows["score"] - rows["score_before"]
    down = np.hypot(rows["score"] - rows["lower"], rows["upper_before"] - rows["score_before"])
    up = np.hypot(rows["upper"] - rows["score"], rows["score_before"] - rows["lower_before"])
    change = half_up(rows["shown"] - rows["shown_before"], later.framework.decimals)
    rows = rows.assign(change=change, lower=exact - down, upper=exact + up)
    counted = rows["code"].isin(_counted(earlier) & _counted(later))
    rows = rows.assign(lower=rows["lower"].mask(counted, exact), upper=rows["upper"].mask(counted, exact))
    open_to_chance = (rows["lower"] <= TOLERANCE) & (rows["upper"] >= -TOLERANCE)
    standing = np.where(open_to_chance, UNCHANGED, CHANGED)
    rows["standing"] = np.where(counted, EXACT, np.where(rows["lower"].notna(), standing, ""))
    rows = rows.rename(columns={"shown_before": "earlier", "shown": "later"})
    return rows[["level", "code", "name_th", "earlier", "later", "change", "lower", "upper", "standing"]]


def _counted(scored: Scored) -> set[str]:
    """The codes of checklists that are known exactly: nobody was asked, and no printed figure leaves them open."""
    rows, checklists = scored.by_figure, scored.framework.checklists
    return set(rows.loc[rows["instrument"].isin(checklists) & (rows["low"] == rows["high"]), "code"])

"""What is found of a whole country: how totals spread, who passed, what most agencies miss, groups, ranks.

Every score is rounded once, half-up, as it is published, and compared, rated and ranked by that figure; so is every
share. Scores that tie share a rank, and the next one counts all before it (1, 2, 2, 4). An agency without a total is
counted as an agency and nowhere else. The order of the rows of the input changes nothing.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from italib.framework import TOTAL, Framework
from italib.precision import FULL, TOLERANCE, half_up

# The bins of the distribution are as wide as the first of these with which there are not too many; in points.
BIN_WIDTHS = (1.0, 2.5, 5.0)
MOST_BINS = 20
ABOUT = ["name_th", "province_th", "kind_th", "rating_th"]
OF_GROUP = ["name", "agencies", "scored", "mean", "median", "passed", "share"]


@dataclass(frozen=True)
class Summary:
    """A country in figures: its agencies, how many have a total, how many of those passed, and the goal for that share.

    `mean` and `median` are exact, and missing where no agency has a total; so is `share`, which is rounded. `absent`
    names the instruments that no agency has a score of.
    """

    agencies: int
    scored: int
    passed: int
    share: float
    goal: float
    mean: float
    median: float
    lowest: float
    highest: float
    absent: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether the share of agencies that passed reaches the goal."""
        return self.share >= self.goal


def share_of(part, whole, decimals: int):
    """What per cent `part` is of `whole`, rounded as it is shown; missing where the whole is nothing."""
    whole = np.asarray(whole, dtype="float64")
    return half_up(np.asarray(part, dtype="float64") / np.where(whole == 0, np.nan, whole) * FULL, decimals)


def standings(agencies: pd.DataFrame, scores: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row an agency, by its code: `agency, name_th, province_th, kind_th, rating_th, total, shown, passed`.

    `total` is exact, `shown` rounded as published, `passed` whether that reaches the target; all three are missing
    where the total is. A province, kind or rating that is not known is empty text.
    """
    totals = scores[scores["level"] == TOTAL].set_index("agency")["score"]
    rows = agencies[["agency", *ABOUT]].sort_values("agency", ignore_index=True)
    rows["total"] = rows["agency"].map(totals).astype("float64")
    rows["shown"] = half_up(rows["total"], framework.decimals)
    rows["passed"] = (rows["shown"] >= framework.target.score).astype("boolean").mask(rows["shown"].isna())
    return rows


def summary(standing: pd.DataFrame, scores: pd.DataFrame, framework: Framework) -> Summary:
    """The country in figures; `standing` as `standings` gives it."""
    scored, passed = int(standing["shown"].notna().sum()), int(standing["passed"].sum())
    held = set(scores.loc[(scores["level"] == "instrument") & scores["score"].notna(), "code"])
    return Summary(
        agencies=len(standing),
        scored=scored,
        passed=passed,
        share=float(share_of(passed, scored, framework.decimals)),
        goal=framework.target.share_of_agencies,
        mean=standing["total"].mean(),
        median=standing["total"].median(),
        lowest=standing["shown"].min(),
        highest=standing["shown"].max(),
        absent=tuple(code for code in framework.codes["instrument"] if code not in held),
    )


def distribution(standing: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row a bin of totals, upward: `lower, upper, agencies, share, reached`, empty ones between others included.

    The target is where two bins meet. A bin holds its lower end and not its upper one, except the last, which holds
    100. `reached` tells whether the totals in it reach the target. No row where nobody has a total.
    """
    shown, target = standing["shown"].dropna(), framework.target.score
    columns = ["lower", "upper", "agencies", "share", "reached"]
    if shown.empty:
        return pd.DataFrame(columns=columns)
    reach = shown.max() - shown.min()
    width = next((width for width in BIN_WIDTHS if reach <= MOST_BINS * width), BIN_WIDTHS[-1])
    last = int(np.ceil((FULL - target) / width)) - 1
    numbers = np.floor((shown - target) / width + TOLERANCE).astype("int64").clip(upper=last)
    counts = numbers.value_counts().reindex(range(numbers.min(), numbers.max() + 1), fill_value=0)
    lower = target + counts.index.to_numpy() * width
    return pd.DataFrame(
        {
            "lower": lower.clip(min=0),
            "upper": (lower + width).clip(max=FULL),
            "agencies": counts.to_numpy(),
            "share": share_of(counts, len(shown), framework.decimals),
            "reached": counts.index >= 0,
        }
    )


def ratings(standing: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row a rating, best first, and one of empty text for agencies without: `rating, agencies, share`.

    `share` is of the agencies that have a rating, missing for those without.
    """
    labels = list(dict.fromkeys(band.label for band in framework.ratings))
    counts = standing["rating_th"].value_counts().reindex([*labels, ""], fill_value=0)
    frame = pd.DataFrame({"rating": counts.index, "agencies": counts.to_numpy()})
    share = share_of(frame["agencies"], counts[labels].sum(), framework.decimals)
    frame["share"] = np.where(frame["rating"] == "", np.nan, share)
    return frame[(frame["rating"] != "") | (frame["agencies"] > 0)].reset_index(drop=True)


def missed(scores: pd.DataFrame, framework: Framework, level: str) -> pd.DataFrame:
    """One row a scored code of a level: `code, name_th, instrument, agencies, below, share, mean`.

    `below` is how many of the `agencies` with a score stand below the target, `share` the same in per cent, `mean` the
    exact mean. The one that most miss comes first; shares that tie keep the order of the framework.
    """
    rows = scores.loc[(scores["level"] == level) & scores["score"].notna(), ["agency", "code", "score"]]
    rows = rows.assign(below=half_up(rows["score"], framework.decimals) < framework.target.score)
    # Added up in the order of the agencies, so that the order of the rows does not reach the last digit.
    grouped = rows.sort_values("agency", kind="stable").groupby("code")
    found = grouped.agg(agencies=("below", "size"), below=("below", "sum"), mean=("score", "mean"))
    found = found.reindex([code for code in framework.codes[level] if code in found.index])
    found["share"] = share_of(found["below"], found["agencies"], framework.decimals)
    found = found.sort_values("share", ascending=False, kind="stable").rename_axis("code").reset_index()
    found["name_th"] = found["code"].map(framework.name_of)
    found["instrument"] = found["code"].map(framework.instrument_of)
    return found[["code", "name_th", "instrument", "agencies", "below", "share", "mean"]]


def groups(standing: pd.DataFrame, column: str, framework: Framework) -> pd.DataFrame:
    """One row a value of `column`: `name, agencies, scored, mean, median, passed, share`.

    The one with the highest share of passed agencies comes first; ties go by the mean, then by name. A group without a
    total comes last; the name of agencies whose group is not known is empty text.
    """
    found = standing.groupby(column).agg(
        agencies=("agency", "size"),
        scored=("shown", "count"),
        mean=("total", "mean"),
        median=("total", "median"),
        passed=("passed", "sum"),
    )
    found = found.astype({"passed": "int64"}).rename_axis("name").reset_index()
    found["share"] = share_of(found["passed"], found["scored"], framework.decimals)
    found = found.assign(by_mean=half_up(found["mean"], framework.decimals))
    ordered = found.sort_values(["share", "by_mean", "name"], ascending=[False, False, True], ignore_index=True)
    return ordered[OF_GROUP]


def ranks(standing: pd.DataFrame) -> pd.DataFrame:
    """`standing` with `rank, rank_in_province, rank_in_kind`, best first; ties by the code of the agency.

    Agencies without a total come last, without a rank; one whose province or kind is not known has none there.
    """
    ranked = standing.assign(rank=standing["shown"].rank(method="min", ascending=False))
    for name in ("province", "kind"):
        within = standing.groupby(f"{name}_th")["shown"].rank(method="min", ascending=False)
        ranked[f"rank_in_{name}"] = within.mask(standing[f"{name}_th"] == "")
    ranked = ranked.astype(dict.fromkeys(("rank", "rank_in_province", "rank_in_kind"), "Int64"))
    return ranked.sort_values(["rank", "agency"], ignore_index=True)

"""Where one agency stands in its country: its ranks, its scores beside the mean of all, what it misses with most.

Scores and shares are rounded once, as in `country_findings`.
"""

from dataclasses import dataclass

import pandas as pd

from italib.country_findings import ABOUT, share_of
from italib.framework import Framework
from italib.precision import half_up

# Of the items that most agencies miss, so many are held against one agency.
WIDELY_MISSED = 10


@dataclass(frozen=True)
class Place:
    """Where one agency stands: its ranks, among how many, and the per cent of agencies that have a lower total.

    What needs a total is missing where it has none; a rank within a group where the group is not known.
    """

    agency: str
    name_th: str
    province_th: str
    kind_th: str
    rating_th: str
    shown: float
    rank: int | None
    scored: int
    tied: int
    lower_share: float
    rank_in_province: int | None
    in_province: int
    rank_in_kind: int | None
    in_kind: int


def place(ranked: pd.DataFrame, agency: str, framework: Framework) -> Place:
    """Where one agency stands; `ranked` as `ranks` gives it. Raises KeyError where there is none of that code."""
    row = ranked.set_index("agency").loc[agency]
    scored = ranked[ranked["shown"].notna()]
    lower = int((scored["shown"] < row["shown"]).sum())
    rank, in_province, in_kind = (
        None if pd.isna(row[column]) else int(row[column]) for column in ("rank", "rank_in_province", "rank_in_kind")
    )
    return Place(
        agency=agency,
        **{name: row[name] for name in ABOUT},
        shown=row["shown"],
        rank=rank,
        scored=len(scored),
        tied=max(int((scored["shown"] == row["shown"]).sum()) - 1, 0),
        lower_share=float(share_of(lower, len(scored), framework.decimals)) if rank else float("nan"),
        rank_in_province=in_province,
        in_province=int((scored["province_th"] == row["province_th"]).sum()),
        rank_in_kind=in_kind,
        in_kind=int((scored["kind_th"] == row["kind_th"]).sum()),
    )


def against(scores: pd.DataFrame, agency: str, framework: Framework, level: str) -> pd.DataFrame:
    """One row a code of a level that the agency has a score of: `code, name_th, shown, mean, difference, rank, of`.

    `shown` is its score, `mean` that of all agencies with a score, both rounded, `difference` between these two, `rank`
    its place among the `of` agencies. In the order of the framework.
    """
    rows = scores.loc[(scores["level"] == level) & scores["score"].notna(), ["agency", "code", "score"]]
    rows = rows.assign(shown=half_up(rows["score"], framework.decimals)).sort_values("agency", kind="stable")
    grouped = rows.groupby("code")
    rows = rows.assign(
        mean=half_up(grouped["score"].transform("mean"), framework.decimals),
        rank=grouped["shown"].rank(method="min", ascending=False).astype("int64"),
        of=grouped["shown"].transform("size"),
    )
    own = rows[rows["agency"] == agency].set_index("code")
    own = own.reindex([code for code in framework.codes[level] if code in own.index]).rename_axis("code").reset_index()
    own["difference"] = half_up(own["shown"] - own["mean"], framework.decimals)
    own["name_th"] = own["code"].map(framework.name_of)
    return own[["code", "name_th", "shown", "mean", "difference", "rank", "of"]]


def missed_too(
    widely: pd.DataFrame, scores: pd.DataFrame, agency: str, framework: Framework, most: int = WIDELY_MISSED
) -> pd.DataFrame:
    """The first `most` items of `widely` that anybody misses, with the agency's own score: `shown, missed`, both may be
    missing. `widely` as `missed` gives it."""
    own = scores[(scores["level"] == "item") & (scores["agency"] == agency)].set_index("code")["score"]
    rows = widely[widely["below"] > 0].head(most).reset_index(drop=True)
    shown = pd.Series(half_up(rows["code"].map(own).astype("float64"), framework.decimals), index=rows.index)
    return rows.assign(shown=shown, missed=(shown < framework.target.score).astype("boolean").mask(shown.isna()))

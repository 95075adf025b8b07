"""The years of an agency beside each other: change, target, country. Reads no file.

Two years are compared by the figures as they are shown, and only where both mean the same by a code (`comparable`).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from italib.comparable import comparable_items, same_code
from italib.framework import LEVELS, TOTAL, Framework
from italib.precision import TOLERANCE, half_up, is_score

SHOWN_LEVELS = ("indicator", "instrument", "total")
UP, DOWN = "up", "down"


class Scored(NamedTuple):
    """The rules of a year, and its scores beside the published figures: one row a code, as `reconcile` gives them.

    `spread` tells how far answers let the scores vary (`uncertainty.spreads`; no row where none are held), and
    `reconstructed` that the answers are no real people's.
    """

    framework: Framework
    by_figure: pd.DataFrame
    spread: pd.DataFrame
    reconstructed: bool = False


def by_year(years: Mapping[int, Scored]) -> pd.DataFrame:
    """One row an indicator, instrument or total in one year: `level, code, name_th, year, score, shown, certain`
    and `as_now, change`.

    `score` is exact as far as it is known, `shown` is rounded once as it is published, in points. `certain` is false
    where printed figures leave the last digit of `shown` open. `as_now` says whether the code means in that year what
    it means in the last one. `change` is `shown` minus `shown` of the year before among the known ones; missing for
    the first year, for a score that is missing and for a pair that may not be compared. An earlier year without any
    score is not known. Rows in the order of the last year's rules, then by year.
    """
    known = {
        year: scored
        for year, scored in sorted(years.items())
        if year == max(years) or _figures(scored, LEVELS)["shown"].notna().any()
    }
    rules = {year: scored.framework for year, scored in known.items()}
    rows = pd.concat([_figures(scored, SHOWN_LEVELS).assign(year=year) for year, scored in known.items()])
    latest = rules[max(rules)]
    rows["as_now"] = [same_code(row.code, rules[row.year], latest) for row in rows.itertuples()]
    shown, before = rows.set_index(["year", "code"])["shown"], {later: year for year, later in pairwise(rules)}
    rows["change"] = [
        _change(row.shown, shown.get((before[row.year], row.code)), rules[row.year].decimals)
        if row.year in before and same_code(row.code, rules[before[row.year]], rules[row.year])
        else float("nan")
        for row in rows.itertuples()
    ]
    columns = ["level", "code", "name_th", "year", "score", "shown", "certain", "as_now", "change"]
    return _in_order(rows, [latest, *rules.values()])[columns]


def _figures(scored: Scored, levels: Sequence[str]) -> pd.DataFrame:
    """The scores of some levels as they are shown: `level, code, name_th, score, shown, certain`.

    A published figure is shown where nothing is held that the score could be computed from, too.
    """
    framework, rows = scored.framework, scored.by_figure[scored.by_figure["level"].isin(levels)]
    published, shown = (
        pd.Series([float(text) if is_score(text) else float("nan") for text in rows[column]], rows.index)
        for column in ("published", "shown")
    )
    shown = shown.fillna(published)
    open_interval, announced = rows["low"] < rows["high"], shown == published
    # What rounds upward at its lower end rounds downward at the upper one, which is therefore left out.
    ends = [half_up(rows["low"], framework.decimals), half_up(rows["high"] - 2 * TOLERANCE, framework.decimals)]
    return pd.DataFrame(
        {
            "level": rows["level"],
            "code": rows["code"],
            "name_th": [framework.name_of(code) for code in rows["code"]],
            "score": rows["score"],
            "shown": shown,
            "certain": announced | ~open_interval | (ends[0] == ends[1]),
        }
    )


def _change(shown: float, before: float | None, decimals: int) -> float:
    return float("nan") if before is None else float(half_up(shown - before, decimals))


def _in_order(rows: pd.DataFrame, rules: Sequence[Framework]) -> pd.DataFrame:
    """Rows by level, by the order of codes in the first of `rules` that has them, and by year."""
    codes = dict.fromkeys(code for framework in rules for level in LEVELS for code in framework.codes[level])
    place = {code: number for number, code in enumerate(codes)}
    order = rows.assign(floor=rows["level"].map(LEVELS.index), place=rows["code"].map(place))
    return order.sort_values(["floor", "place", "year"], ignore_index=True)


def years_of(by_year: pd.DataFrame) -> list[int]:
    """The years that are known, oldest first."""
    return sorted(int(year) for year in by_year["year"].unique())


def year_before(by_year: pd.DataFrame, year: int) -> int | None:
    """The last known year before `year`; None where it is the first."""
    return max((known for known in years_of(by_year) if known < year), default=None)


def beside(by_year: pd.DataFrame, year: int, level: str) -> pd.DataFrame:
    """One row a code of a level with a score in `year`: `code, name_th`, a column a year up to it, `change`.

    The columns of years are named by the year, an int, and hold `shown`; missing where the code meant something else
    then. Codes in order.
    """
    rows = by_year[(by_year["level"] == level) & (by_year["year"] <= year)]
    now = rows[(rows["year"] == year) & rows["shown"].notna()]
    wide = rows[rows["as_now"]].pivot(index="code", columns="year", values="shown")
    columns = [known for known in years_of(by_year) if known <= year]
    wide = wide.reindex(index=now["code"], columns=columns).reset_index(drop=True).rename_axis(columns=None)
    named = now[["code", "name_th"]].reset_index(drop=True)
    return pd.concat([named, wide, now["change"].reset_index(drop=True)], axis=1)


def ranked(by_year: pd.DataFrame, year: int) -> pd.DataFrame:
    """The indicators as the annual document ranks them, by their score in `year`: `rank` and what `beside` gives.

    Rank 1 is the highest; ties keep the order of the codes.
    """
    rows = beside(by_year, year, "indicator").sort_values(year, ascending=False, kind="stable", ignore_index=True)
    rows.insert(0, "rank", range(1, len(rows) + 1))
    return rows


def changes(by_year: pd.DataFrame, year: int) -> pd.DataFrame:
    """The indicators that may be compared with the year before: `code, name_th, earlier, shown, change`, in order."""
    indicators = by_year[by_year["level"] == "indicator"]
    before = indicators[indicators["year"] == year_before(by_year, year)].set_index("code")["shown"]
    now = indicators[(indicators["year"] == year) & indicators["change"].notna()]
    rows = now.assign(earlier=now["code"].map(before).astype("float64"))
    return rows[["code", "name_th", "earlier", "shown", "change"]].reset_index(drop=True)


def extremes(by_year: pd.DataFrame, year: int) -> pd.DataFrame:
    """The indicators that rose most and fell most since the year before: `direction` and what `changes` gives.

    Every one of a tie. No row of a direction (`up`, `down`) that no indicator went.
    """
    rows = changes(by_year, year)
    rose = rows[(rows["change"] > 0) & (rows["change"] == rows["change"].max())]
    fell = rows[(rows["change"] < 0) & (rows["change"] == rows["change"].min())]
    return _directed(rose, fell)


def crossed(by_year: pd.DataFrame, year: int, framework: Framework) -> pd.DataFrame:
    """The indicators that crossed the target since the year before: `direction` and what `changes` gives.

    The target is that of `framework`, for both years; on it is reached. Upward (`up`) first.
    """
    rows, target = changes(by_year, year), framework.target.score
    reached, was_reached = rows["shown"] >= target, rows["earlier"] >= target
    return _directed(rows[reached & ~was_reached], rows[~reached & was_reached])


def _directed(up: pd.DataFrame, down: pd.DataFrame) -> pd.DataFrame:
    rows = pd.concat([up.assign(direction=UP), down.assign(direction=DOWN)], ignore_index=True)
    return rows[["direction", *up.columns]]


def below_target(by_year: pd.DataFrame, target: float) -> pd.DataFrame:
    """How many indicators stand below the target: `year, below, indicators` (those with a score), one row a year."""
    rows = by_year[(by_year["level"] == "indicator") & by_year["shown"].notna()]
    counted = rows.assign(below=rows["shown"] < target).groupby("year")["below"].agg(below="sum", indicators="size")
    return counted.reindex(years_of(by_year), fill_value=0).rename_axis("year").reset_index()


def against_country(by_year: pd.DataFrame, national: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """The agency's total beside that of the country: one row a year of the agency, oldest first.

    Columns: `year, shown` (the total), `mean` (of all agencies), `difference` (shown minus mean, in points, rounded to
    `decimals`), `passed_share` (per cent of agencies), `standing, source`. What is not known of the country is missing.
    """
    totals = by_year[by_year["level"] == TOTAL][["year", "shown"]]
    rows = totals.merge(national[["year", "mean", "passed_share", "standing", "source"]], on="year", how="left")
    rows["difference"] = half_up(rows["shown"] - rows["mean"], decimals)
    texts = rows[["standing", "source"]].astype("object").fillna("")
    columns = ["year", "shown", "mean", "difference", "passed_share", "standing", "source"]
    return rows.assign(standing=texts["standing"], source=texts["source"])[columns]


def has_items(scored: Scored) -> bool:
    """Whether a year holds the score of any item."""
    return bool(_figures(scored, ["item"])["shown"].notna().any())


def item_changes(earlier: Scored, later: Scored) -> pd.DataFrame:
    """The items that may be compared and have a score in both years: `code, text_th, earlier, later, change`.

    In points, all rounded as published. No row where a year holds no item scores.
    """
    rules, items = later.framework, comparable_items(earlier.framework, later.framework)
    before, now = (
        _figures(scored, ["item"]).set_index("code")["shown"].astype("float64") for scored in (earlier, later)
    )
    codes = items.loc[items["comparable"], "code"]
    rows = pd.DataFrame({"code": codes, "text_th": [rules.name_of(code) for code in codes]})
    scores = {"earlier": codes.map(before).astype("float64"), "later": codes.map(now).astype("float64")}
    rows = rows.assign(**scores)
    rows["change"] = half_up(rows["later"] - rows["earlier"], rules.decimals)
    return rows.dropna(subset="change").reset_index(drop=True)


def best_earlier(years: Mapping[int, Scored]) -> pd.DataFrame:
    """One row an item that some year before the last compares with: `code, year, score`, its best score as shown.

    Of years with the same score the latest. No row of an item that no earlier year holds.
    """
    *earlier, latest = sorted(years)
    found = [item_changes(years[year], years[latest]).assign(year=year) for year in earlier]
    rows = pd.concat(
        [frame[["code", "year", "earlier"]] for frame in found] or [pd.DataFrame(columns=["code", "year", "earlier"])]
    )
    rows = rows.rename(columns={"earlier": "score"}).sort_values(["code", "score", "year"])
    return rows.drop_duplicates("code", keep="last", ignore_index=True)

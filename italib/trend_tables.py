"""The trend → display frames: what its tables and charts hold, rounded once, as text. Computes no score."""

from collections.abc import Mapping

import pandas as pd

from italib import trend, words
from italib.framework import Framework
from italib.precision import MISSING, half_up, show, signed
from italib.reconcile import format_score
from italib.words import TREND


def rows_of_file(by_year: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`tables/trend.csv`: one row an indicator, instrument or total in one year, numbers as they are shown."""
    # Adding nought makes plain zero of minus zero.
    numbers = {"score": by_year["shown"], "change": by_year["change"] + 0}
    texts = {column: [format_score(value, decimals) for value in values] for column, values in numbers.items()}
    return by_year.assign(**texts)[["level", "code", "name_th", "year", "score", "change"]]


def totals(by_year: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row a year, as text: `year, total, change`, and `below` the target of how many `indicators`."""
    rows = by_year[by_year["level"] == "total"].merge(trend.below_target(by_year, framework.target.score), on="year")
    return pd.DataFrame(
        {
            "year": rows["year"].astype("str"),
            "total": [show(value, framework.decimals) for value in rows["shown"]],
            "change": [signed(value, framework.decimals) for value in rows["change"]],
            "below": rows["below"].astype("str"),
            "indicators": rows["indicators"].astype("str"),
        }
    )


def indicators(by_year: pd.DataFrame, year: int, decimals: int) -> pd.DataFrame:
    """The table of the annual document, as text: the indicators ranked by their score in `year`, earlier years beside.

    Columns: `rank`, `name`, one a year named by it, `change`, and `score`, that of `year` without a mark. `≈` marks a
    score whose last digit printed figures leave open.
    """
    rows = trend.ranked(by_year, year)
    texts = _wide(rows, by_year, year, decimals)
    texts.insert(0, "rank", rows["rank"].astype("str"))
    return texts


def above_indicators(by_year: pd.DataFrame, year: int, decimals: int) -> pd.DataFrame:
    """The instruments and the total as `indicators` gives the indicators, without rank, in order."""
    frames = [trend.beside(by_year, year, level) for level in trend.SHOWN_LEVELS[1:]]
    return _wide(pd.concat(frames, ignore_index=True), by_year, year, decimals)


def _wide(rows: pd.DataFrame, by_year: pd.DataFrame, year: int, decimals: int) -> pd.DataFrame:
    """Rows of `trend.beside` as text."""
    certain = by_year.set_index(["year", "code"])["certain"]
    texts = {
        str(known): [
            _text(shown, decimals, bool(certain.get((known, code), True)))
            for shown, code in zip(rows[known], rows["code"], strict=True)
        ]
        for known in trend.years_of(by_year)
        if known <= year
    }
    names = [_name(row.code, row.name_th) for row in rows.itertuples()]
    change = [signed(value, decimals) for value in rows["change"]]
    return pd.DataFrame(
        {"name": names, **texts, "change": change, "score": [show(value, decimals) for value in rows[year]]}
    )


def _text(shown: float, decimals: int, certain: bool) -> str:
    text = show(shown, decimals)
    return text if certain or pd.isna(shown) else TREND["roughly"].format(score=text)


def _name(code: str, name_th: str) -> str:
    """`1. name` of an indicator, `IIT name` of an instrument, and what the total is called."""
    if not name_th:
        return words.LEVELS[code]
    return f"{code}. {name_th}" if code.isdigit() else f"{code} {name_th}"


def extremes(rows: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`trend.extremes` as text: `direction, name, earlier, now, change`."""
    return _changed(rows, {trend.UP: TREND["rose"], trend.DOWN: TREND["fell"]}, decimals)


def crossed(rows: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`trend.crossed` as text: `direction, name, earlier, now, change`."""
    return _changed(rows, {trend.UP: TREND["crossed_up"], trend.DOWN: TREND["crossed_down"]}, decimals)


def _changed(rows: pd.DataFrame, words: Mapping[str, str], decimals: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "direction": [words[direction] for direction in rows["direction"]],
            "name": [_name(row.code, row.name_th) for row in rows.itertuples()],
            "earlier": [show(value, decimals) for value in rows["earlier"]],
            "now": [show(value, decimals) for value in rows["shown"]],
            "change": [signed(value, decimals) for value in rows["change"]],
        }
    )


def lines(by_year: pd.DataFrame, year: int, framework: Framework) -> pd.DataFrame:
    """What the slope chart draws: one row an indicator in one year, `code, name_th, year, shown, direction`.

    The name is that of `year`. `direction` is `up` or `down` for an indicator that crossed the target since the year
    before, else empty. Years in which a code meant something else, and scores that are missing, have no row.
    """
    crossed = trend.crossed(by_year, year, framework).set_index("code")["direction"]
    names = by_year[by_year["year"] == year].set_index("code")["name_th"]
    drawn = by_year["as_now"] & by_year["shown"].notna() & (by_year["year"] <= year) & by_year["code"].isin(names.index)
    rows = by_year[drawn & (by_year["level"] == "indicator")]
    directions = rows["code"].map(crossed).astype("object").fillna("")
    rows = rows.assign(name_th=rows["code"].map(names), direction=directions)
    return rows[["code", "name_th", "year", "shown", "direction"]].reset_index(drop=True)


def country(rows: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`trend.against_country` as text: `year, total, mean, difference, passed_share, standing, source`."""
    return pd.DataFrame(
        {
            "year": rows["year"].astype("str"),
            "total": [show(value, decimals) for value in rows["shown"]],
            "mean": [show(value, decimals) for value in rows["mean"]],
            "difference": [signed(value, decimals) for value in rows["difference"]],
            "passed_share": [show(value, decimals) for value in rows["passed_share"]],
            "standing": [words.STANDINGS.get(standing, MISSING) for standing in rows["standing"]],
            "source": rows["source"].where(rows["source"] != "", MISSING),
        }
    )


def country_file(rows: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """`tables/country.csv`: one row a year of the agency beside the country, numbers as they are shown."""
    numbers = {"total": rows["shown"], "mean": rows["mean"], "difference": rows["difference"] + 0}
    numbers["passed_share"] = rows["passed_share"]
    texts = {name: [format_score(value, framework.decimals) for value in values] for name, values in numbers.items()}
    passed = (rows["shown"] >= framework.target.score).map({True: "yes", False: "no"}).where(rows["shown"].notna(), "")
    columns = ["year", "total", "mean", "difference", "passed", "passed_share", "standing", "source"]
    return rows.assign(passed=passed, **texts)[columns]


def change_file(changes: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`tables/changes.csv`: one row a score that two years may compare, numbers with the decimals that are shown."""
    numbers = ["earlier", "later", "change", "lower", "upper"]
    # Adding nought makes plain zero of minus zero.
    rounded = {name: half_up(changes[name], decimals) + 0 for name in numbers}
    texts = {name: [format_score(value, decimals) for value in values] for name, values in rounded.items()}
    return changes.assign(**texts)


def change_rows(changes: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`uncertainty.changes` as text: `name, earlier, later, change, interval, standing`."""
    return pd.DataFrame(
        {
            "name": [_name(row.code, row.name_th) for row in changes.itertuples()],
            "earlier": [show(value, decimals) for value in changes["earlier"]],
            "later": [show(value, decimals) for value in changes["later"]],
            "change": [signed(value, decimals) for value in changes["change"]],
            "interval": [_between(row, decimals) for row in changes.itertuples()],
            "standing": [TREND[standing or "published only"] for standing in changes["standing"]],
        }
    )


def _between(row, decimals: int) -> str:
    if pd.isna(row.lower):
        return MISSING
    return TREND["between"].format(lower=signed(row.lower, decimals), upper=signed(row.upper, decimals))


def reasons(items: pd.DataFrame, earlier: int, later: int) -> pd.DataFrame:
    """One row a reason not to compare: `reason, count, codes`, as text, the most frequent first.

    An item with several reasons counts for each.
    """
    each = items[["code", "reasons"]].explode("reasons").dropna(subset="reasons")
    groups = each.groupby("reasons", sort=False)["code"].agg(count="size", codes=", ".join).reset_index()
    groups = groups.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    said = [words.INCOMPARABLE[key].format(earlier=earlier, later=later) for key in groups["reasons"]]
    return groups.assign(reason=said, count=groups["count"].astype("str"))[["reason", "count", "codes"]]


def wordings(items: pd.DataFrame, earlier: int, later: int) -> pd.DataFrame:
    """One row an item of either year: `code, verdict, reason, earlier_th, later_th`, as text."""
    said = [
        ", ".join(words.INCOMPARABLE[key].format(earlier=earlier, later=later) for key in keys) or MISSING
        for keys in items["reasons"]
    ]
    texts = {column: items[column].where(items[column] != "", MISSING) for column in ("earlier_th", "later_th")}
    verdicts = [TREND["comparable" if comparable else "incomparable"] for comparable in items["comparable"]]
    return items.assign(verdict=verdicts, reason=said, **texts)[["code", "verdict", "reason", *texts]]


def item_changes(rows: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """`trend.item_changes` as text, the largest fall first, ties in item order."""
    rows = rows.sort_values("change", kind="stable", ignore_index=True)
    scores = {column: [show(value, decimals) for value in rows[column]] for column in ("earlier", "later")}
    return rows.assign(**scores, change=[signed(value, decimals) for value in rows["change"]])

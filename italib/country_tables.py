"""The findings on a country → display frames: what its pages, charts and CSV files hold, rounded once, as text."""

import pandas as pd

from italib.country_findings import OF_GROUP, Summary
from italib.country_overview import CountryFindings
from italib.framework import Framework
from italib.messages import CLEANING
from italib.precision import MISSING, show, signed
from italib.words import NATIONAL, NATIONAL_FIGURES

ENDS = 10  # rows of a long list that a page shows at either end
RANKS = ["rank", "rank_in_province", "rank_in_kind"]


def summary_file(found: CountryFindings) -> pd.DataFrame:
    """`tables/summary.csv`: one row a figure of the country, `figure, name_th, value`."""
    names = _names(found.framework)
    rows = [(figure, names[figure], value) for figure, value in _figures(found.summary, found.framework, "").items()]
    people = [
        (f"respondents_{code}", NATIONAL["people_th"].format(code=code), str(count))
        for code, count in found.people.items()
    ]
    return pd.DataFrame(rows + people, columns=["figure", "name_th", "value"])


def summary(found: CountryFindings) -> pd.DataFrame:
    """The same for a page: `name, value`."""
    names = _names(found.framework)
    rows = [(names[figure], value) for figure, value in _figures(found.summary, found.framework, MISSING, ",").items()]
    people = [(NATIONAL["people_th"].format(code=code), f"{count:,}") for code, count in found.people.items()]
    return pd.DataFrame(rows + people, columns=["name", "value"])


def _names(framework: Framework) -> dict[str, str]:
    return {figure: name.format(target=framework.target.score) for figure, name in NATIONAL_FIGURES.items()}


def _figures(found: Summary, framework: Framework, missing: str, separator: str = "") -> dict[str, str]:
    """The figures of a country as text, in order."""
    counts = {name: f"{getattr(found, name):{separator}}" for name in ("agencies", "scored", "passed")}
    scores = {
        name: _text(getattr(found, name), framework.decimals, missing)
        for name in ("share", "mean", "median", "lowest", "highest")
    }
    return {**counts, "share": scores.pop("share"), "goal": f"{found.goal:g}", **scores}


def distribution_file(found: CountryFindings) -> pd.DataFrame:
    """`tables/distribution.csv`: one row a bin of totals, `lower, upper, agencies, share, reached`."""
    bins, decimals = found.bins, found.framework.decimals
    reached = bins["reached"].map({True: NATIONAL["met"], False: NATIONAL["not_met"]})
    ends = {end: [f"{value:g}" for value in bins[end]] for end in ("lower", "upper")}
    return bins.assign(**ends, share=_texts(bins["share"], decimals), reached=reached)


def ratings_file(found: CountryFindings) -> pd.DataFrame:
    """`tables/ratings.csv`: one row a rating, best first, and one of those without: `rating, agencies, share`."""
    return found.ratings.assign(share=_texts(found.ratings["share"], found.framework.decimals))


def ratings(found: CountryFindings) -> pd.DataFrame:
    """The same for a page."""
    named = found.ratings["rating"].replace("", NATIONAL["unrated"])
    return _shown(found.ratings, found.framework, ["share"]).assign(rating=named)


def missed_file(found: CountryFindings) -> pd.DataFrame:
    """`tables/missed.csv`: one row an indicator or item that somebody has a score of, by level the most missed first:
    `level, code, name_th, instrument, agencies, below, share, mean`."""
    frames = [rows.assign(level=level) for level, rows in found.missed.items()]
    rows, decimals = pd.concat(frames, ignore_index=True), found.framework.decimals
    texts = {column: _texts(rows[column], decimals) for column in ("share", "mean")}
    return rows.assign(**texts)[["level", "code", "name_th", "instrument", "agencies", "below", "share", "mean"]]


def missed(found: CountryFindings, level: str) -> pd.DataFrame:
    """One row an indicator or item for a page, most missed first: `name, instrument, agencies, below, share, mean`."""
    rows = _shown(found.missed[level], found.framework, ["share", "mean"])
    return rows.assign(name=[name_of(row.code, row.name_th) for row in rows.itertuples()])


def name_of(code: str, name_th: str) -> str:
    """A code with its name; the code alone where the wording is not known."""
    return NATIONAL["name"].format(code=code, name=name_th) if name_th else code


def groups_file(found: CountryFindings, group: str) -> pd.DataFrame:
    """`tables/provinces.csv`, `kinds.csv`: one row a group, `name, agencies, scored, mean, median, passed, share`."""
    rows, decimals = found.groups[group], found.framework.decimals
    texts = {column: _texts(rows[column], decimals) for column in ("mean", "median", "share")}
    return rows.assign(**texts)[OF_GROUP]


def groups(found: CountryFindings, group: str) -> pd.DataFrame:
    """The same for a page, with `met`, whether the share reaches the goal of the country."""
    rows = found.groups[group]
    met = [_met(share, found.summary.goal) for share in rows["share"]]
    named = rows["name"].replace("", NATIONAL["unknown"])
    return _shown(rows, found.framework, ["mean", "median", "share"]).assign(name=named, met=met)


def _met(share: float, goal: float) -> str:
    return MISSING if pd.isna(share) else NATIONAL["met" if share >= goal else "not_met"]


def ranks_file(found: CountryFindings) -> pd.DataFrame:
    """`tables/ranks.csv`: one row an agency, best first, `rank, agency, name_th, province_th, kind_th, total, rating,
    passed, rank_in_province, rank_in_kind`."""
    rows = found.ranked
    texts = {column: ["" if pd.isna(rank) else str(rank) for rank in rows[column]] for column in RANKS}
    words = {True: NATIONAL["passed"], False: NATIONAL["not_passed"]}
    passed = ["" if pd.isna(one) else words[one] for one in rows["passed"]]
    total = _texts(rows["shown"], found.framework.decimals)
    named = rows.assign(**texts, passed=passed, total=total, rating=rows["rating_th"])
    about = ["agency", "name_th", "province_th", "kind_th", "total", "rating", "passed"]
    return named[["rank", *about, *RANKS[1:]]]


def ranks(found: CountryFindings, most: int = ENDS) -> pd.DataFrame:
    """The agencies at either end for a page, all where they are few: `rank, name, province, kind, total, rating`.

    Those without a total are none of the lowest.
    """
    rows = ranks_file(found)
    rows = rows[rows["rank"] != ""]
    if len(rows) > 2 * most:
        rows = pd.concat([rows.head(most), rows.tail(most)])
    texts = {column: rows[f"{column}_th"].replace("", NATIONAL["unknown"]) for column in ("province", "kind")}
    names = rows["name_th"].where(rows["name_th"] != "", rows["agency"])
    return rows.assign(**texts, name=names, rating=rows["rating"].replace("", MISSING)).reset_index(drop=True)


def agency_file(found: CountryFindings) -> pd.DataFrame:
    """`tables/agency.csv`: one row an indicator of the agency that is looked at, beside the mean of all agencies:
    `agency, code, name_th, score, mean, difference, rank, of`."""
    rows, decimals = found.against, found.framework.decimals
    texts = {"score": _texts(rows["shown"], decimals)}
    texts |= {column: _texts(rows[column] + 0, decimals) for column in ("mean", "difference")}
    columns = ["agency", "code", "name_th", "score", "mean", "difference", "rank", "of"]
    return rows.assign(agency=found.agency, **texts)[columns]


def agency(found: CountryFindings) -> pd.DataFrame:
    """The same for a page: `name, score, mean, difference, place`."""
    rows, decimals = found.against, found.framework.decimals
    return pd.DataFrame(
        {
            "name": [name_of(row.code, row.name_th) for row in rows.itertuples()],
            "score": _texts(rows["shown"], decimals),
            "mean": _texts(rows["mean"], decimals),
            "difference": [signed(value, decimals) for value in rows["difference"]],
            "place": [NATIONAL["rank_of"].format(rank=f"{row.rank:,}", of=f"{row.of:,}") for row in rows.itertuples()],
        }
    )


def missed_too(found: CountryFindings) -> pd.DataFrame:
    """The items that most agencies miss, for a page: `name, share, score, missed`, the last two of the one agency."""
    rows, decimals = found.missed_too, found.framework.decimals
    words = {True: NATIONAL["missed_too"], False: NATIONAL["not_missed"]}
    return pd.DataFrame(
        {
            "name": [name_of(row.code, row.name_th) for row in rows.itertuples()],
            "share": _texts(rows["share"], decimals),
            "score": _texts(rows["shown"], decimals, MISSING),
            "missed": [MISSING if pd.isna(one) else words[one] for one in rows["missed"]],
        }
    )


def cleaning_file(issues: pd.DataFrame) -> pd.DataFrame:
    """`tables/cleaning.csv`: one row a rule of cleaning that found something, the most frequent first:
    `rule, rule_th, agencies, count`. `issues` as `country.Country` has them."""
    named = issues.assign(of=issues["agency"].where(issues["agency"] != ""))
    rows = named.groupby("rule").agg(agencies=("of", "nunique"), count=("count", "sum")).reset_index()
    rows.insert(1, "rule_th", [CLEANING[rule][0] for rule in rows["rule"]])
    return rows.sort_values(["count", "rule"], ascending=[False, True], ignore_index=True)


def cleaning(issues: pd.DataFrame) -> pd.DataFrame:
    """The same for a page."""
    return _counted(cleaning_file(issues), ["agencies", "count"])


def _shown(rows: pd.DataFrame, framework: Framework, scores: list[str]) -> pd.DataFrame:
    """The rows with counts and scores as a page shows them."""
    texts = {column: _texts(rows[column], framework.decimals, MISSING) for column in scores}
    return _counted(rows, [c for c in ("agencies", "scored", "passed", "below") if c in rows]).assign(**texts)


def _counted(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return rows.assign(**{column: [f"{count:,}" for count in rows[column]] for column in columns})


def _texts(values: pd.Series, decimals: int, missing: str = "") -> list[str]:
    return [_text(value, decimals, missing) for value in values]


def _text(value: float, decimals: int, missing: str) -> str:
    return missing if pd.isna(value) else show(value, decimals)

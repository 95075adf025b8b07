"""`data/national.csv` read and validated: what the agencies of the whole country came to, year by year."""

from pathlib import Path

import pandas as pd

from italib.files import Row, read_csv
from italib.precision import is_score
from italib.problems import Problem, stop_if

FILE = "national.csv"
COUNTS, SHARES = ("agencies", "passed", "respondents"), ("mean", "passed_share")
STANDINGS = ("stated", "derived", "unverified")
COLUMNS = ("year", "agencies", "mean", "passed", "passed_share", "respondents", "standing", "source")


def national(path: Path) -> pd.DataFrame:
    """One row a year, oldest first: `year, agencies, mean, passed, passed_share, respondents, standing, source`.

    `mean` is the mean total of all agencies in points, `passed` how many of them reached the target, `passed_share` the
    same in per cent, `respondents` people. A number that nobody has stated is missing. No row where there is no file: a
    project may do without. Raises InputError with every problem of its rows.
    """
    rows = read_csv(path, COLUMNS) if path.exists() else []
    first: dict[str, int] = {}
    stop_if([problem for row in rows for problem in _problems(path, row, first)])
    frame = pd.DataFrame([[row[column] for column in COLUMNS] for row in rows], columns=list(COLUMNS))
    numbers = {column: pd.to_numeric(frame[column]) for column in ("year", *COUNTS, *SHARES)}
    kinds = {"year": "int64", **dict.fromkeys(COUNTS, "Int64"), **dict.fromkeys(SHARES, "float64")}
    return frame.assign(**numbers).astype(kinds).sort_values("year", ignore_index=True)


def _problems(path: Path, row: Row, first: dict[str, int]) -> list[Problem]:
    """What is wrong with one row; `first` keeps where each year stood first."""
    at = {"file": path, "row": row.number}
    problems = _year_problems(at, row, first)
    for column in COUNTS:
        if row[column] and not _is_count(row[column]):
            problems.append(Problem.of("bad_count", **at, column=column, found=row[column]))
    for column in SHARES:
        if row[column] and not is_score(row[column]):
            problems.append(Problem.of("bad_share", **at, column=column, found=row[column]))
    if _is_count(row["passed"]) and _is_count(row["agencies"]) and int(row["passed"]) > int(row["agencies"]):
        problems.append(
            Problem.of("too_many_passed", **at, column="passed", found=row["passed"], agencies=row["agencies"])
        )
    if row["standing"] not in STANDINGS:
        known = ", ".join(STANDINGS)
        problems.append(Problem.of("bad_standing", **at, column="standing", found=row["standing"], known=known))
    if not row["source"]:
        problems.append(Problem.of("no_source_of_figures", **at, column="source"))
    return problems


def _year_problems(at: dict, row: Row, first: dict[str, int]) -> list[Problem]:
    year = row["year"]
    if not (_is_count(year) and len(year) == 4):
        return [Problem.of("bad_national_year", **at, column="year", found=year)]
    if year in first:
        return [Problem.of("year_twice", **at, column="year", found=year, first=first[year])]
    first[year] = row.number
    return []


def _is_count(text: str) -> bool:
    """Whether `text` is a whole number in plain digits."""
    return text.isascii() and text.isdigit()

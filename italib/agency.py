"""What an agency-year folder supplies: typed, validated, every problem at once. Scores nothing."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from italib import framework_files
from italib.files import Row, code_order, read_csv, read_toml
from italib.framework import LEVELS, TOTAL, Framework, Frozen
from italib.precision import is_score
from italib.problems import InputError, Problem, stop_if

RECONSTRUCTION_LIST = "reconstructed.csv"
SETTINGS_OF_EXPORTS = "export.toml"


class Agency(Frozen):
    """An agency: its names, and the population of each survey by year where it is known."""

    name_th: str
    province_th: str = ""
    kind_th: str = ""
    population: dict[int, dict[str, int]] = {}


class Forms(Frozen):
    """The words of exports that are not wordings of items: `data/forms.toml`."""

    columns: dict[str, list[str]]
    service: dict[str, list[str]]
    rows: dict[str, list[str]]
    answers: dict[str, list[str]]


@dataclass(frozen=True)
class Inputs:
    """Everything that is known of one agency in one year.

    `published`: one row a published figure, `level, code, value` (text as printed) and `score` (missing for
    the rating). `guidance`: one row an item, `code, issue_th, guidance_th`. `raw`: the exports, by instrument and name.
    """

    agency: str
    year: int
    about: Agency
    framework: Framework
    forms: Forms
    published: pd.DataFrame
    guidance: pd.DataFrame
    raw: tuple[Path, ...]
    reconstructed: bool

    @property
    def population(self) -> dict[str, int]:
        """The population of each survey of this year, where it is known."""
        return self.about.population.get(self.year, {})


def years_of(data_dir: Path, agency: str) -> list[int]:
    """The years that an agency has a folder of, in order."""
    folders = (data_dir / "agencies" / agency).glob("[0-9][0-9][0-9][0-9]")
    return sorted(int(folder.name) for folder in folders if folder.is_dir())


def input_hashes(data_dir: Path, agency: str, years: Iterable[int]) -> dict[str, str]:
    """The sha256 of every file that the given years of an agency rest on, by its path within `data_dir`."""
    home = data_dir / "agencies" / agency
    files = [data_dir / "forms.toml", home / "agency.toml"]
    for year in years:
        files += [*(data_dir / "frameworks" / str(year)).rglob("*"), *(home / str(year)).rglob("*")]
    return {
        path.relative_to(data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
        if path.is_file() and not path.name.startswith(".")
    }


def load(data_dir: Path, agency: str, year: int) -> Inputs:
    """The inputs of one agency-year. Raises InputError with every problem of every file."""
    home = _home(data_dir, agency)
    known_years = years_of(data_dir, agency)
    if isinstance(year, bool) or not isinstance(year, Integral):
        raise InputError([Problem.of("bad_year", home, found=year, example=known_years[-1] if known_years else "")])
    folder, rules = home / str(year), data_dir / "frameworks" / str(year)
    for wanted in (folder, rules):
        if not wanted.is_dir():
            known = ", ".join(sorted(path.name for path in wanted.parent.iterdir() if path.is_dir()))
            raise InputError([Problem.of("no_folder", wanted, known=known)])
    framework = framework_files.load(rules)
    problems: list[Problem] = []
    about = _settings(Agency, home / "agency.toml", problems)
    forms = _settings(Forms, data_dir / "forms.toml", problems)
    published = _published(folder / "published.csv", framework, problems)
    guidance = _guidance(folder / "guidance.csv", framework, problems)
    raw = _raw(folder / "raw", framework, problems)
    stop_if(problems)
    return Inputs(
        agency=agency,
        year=year,
        about=about,
        framework=framework,
        forms=forms,
        published=published,
        guidance=guidance,
        raw=tuple(raw),
        reconstructed=(folder / "raw" / RECONSTRUCTION_LIST).is_file(),
    )


def _home(data_dir: Path, agency: str) -> Path:
    """The agency's folder. A name that could lead anywhere else is refused before it is looked for."""
    agencies = data_dir / "agencies"
    if not isinstance(agency, str) or not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", agency):
        raise InputError([Problem.of("bad_agency_name", agencies, found=agency)])
    if not (agencies / agency).is_dir():
        known = ", ".join(sorted(path.name for path in agencies.glob("*") if path.is_dir()))
        raise InputError([Problem.of("no_folder", agencies / agency, known=known)])
    return agencies / agency


def _settings(model: type[Frozen], path: Path, problems: list[Problem]) -> Frozen | None:
    try:
        return model.model_validate(read_toml(path))
    except InputError as wrong:
        problems.extend(wrong.problems)
    except ValidationError as wrong:
        problems.extend(framework_files.setting_problems(path, wrong))
    return None


def _rows(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> list[Row]:
    """The rows of a table that an agency-year may do without."""
    if not path.is_file():
        return []
    try:
        return read_csv(path, columns)
    except InputError as wrong:
        problems.extend(wrong.problems)
        return []


def _published(path: Path, framework: Framework, problems: list[Problem]) -> pd.DataFrame:
    rows = _rows(path, ("level", "code", "value"), problems)
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        problems.extend(_published_problems(path, framework, row, first))
    frame = pd.DataFrame(
        [(row["level"], row["code"], row["value"]) for row in rows], columns=["level", "code", "value"]
    )
    scores = [float(text) if is_score(text) else float("nan") for text in frame["value"]]
    frame["score"] = pd.Series(scores, index=frame.index, dtype="float64")
    frame.loc[frame["level"] == "rating", "score"] = float("nan")
    return frame


def _published_problems(path: Path, framework: Framework, row: Row, first: dict) -> list[Problem]:
    level, code, value = row["level"], row["code"], row["value"]
    at = {"row": row.number}
    if level not in (*LEVELS, "rating"):
        levels = ", ".join((*LEVELS, "rating"))
        return [Problem.of("unknown_level", path, **at, column="level", found=level, levels=levels)]
    true_level = "rating" if (level, code) == ("rating", TOTAL) else framework.level_of.get(code)
    if true_level is None:
        return [Problem.of("unknown_code", path, **at, column="code", found=code, year=framework.year)]
    if level != true_level:
        return [Problem.of("wrong_level", path, **at, column="level", found=level, level=true_level)]
    if (level, code) in first:
        return [Problem.of("duplicate", path, **at, column="code", found=code, first=first[level, code])]
    first[level, code] = row.number
    if level == "rating":
        labels = [band.label for band in framework.ratings]
        known = ", ".join(labels)
        return (
            [] if value in labels else [Problem.of("bad_rating", path, **at, column="value", found=value, known=known)]
        )
    return [] if is_score(value) else [Problem.of("bad_score", path, **at, column="value", found=value)]


def _guidance(path: Path, framework: Framework, problems: list[Problem]) -> pd.DataFrame:
    columns = ("code", "issue_th", "guidance_th")
    rows = _rows(path, columns, problems)
    first: dict[str, int] = {}
    for row in rows:
        code, at = row["code"], {"row": row.number, "column": "code", "found": row["code"]}
        if framework.level_of.get(code) != "item":
            problems.append(Problem.of("unknown_code", path, **at, year=framework.year))
        elif code in first:
            problems.append(Problem.of("duplicate", path, **at, first=first[code]))
        first.setdefault(code, row.number)
    frame = pd.DataFrame([[row[column] for column in columns] for row in rows], columns=list(columns))
    return frame.sort_values("code", key=lambda codes: codes.map(code_order), ignore_index=True)


def _raw(folder: Path, framework: Framework, problems: list[Problem]) -> list[Path]:
    """The export files: every spreadsheet or text table in `raw/`, named after its instrument."""
    found = []
    for path in sorted(folder.glob("*")):
        if path.name == SETTINGS_OF_EXPORTS:
            problems.append(Problem.of("settings_not_read", path))
        ours = path.name == RECONSTRUCTION_LIST or path.suffix.lower() in (".md", ".toml") or path.name.startswith(".")
        if ours or path.is_dir() or path.name.startswith("~$"):
            continue
        if instrument_of_file(path, framework) is None:
            known = ", ".join(code.lower() for code in framework.codes["instrument"])
            problems.append(Problem.of("unknown_instrument", path, known=known))
        elif path.suffix.lower() not in (".csv", ".tsv", ".xlsx", ".ods"):
            problems.append(Problem.of("unsupported_form", path))
        else:
            found.append(path)
    order = framework.codes["instrument"]
    return sorted(found, key=lambda path: (order.index(instrument_of_file(path, framework)), path.name))


def instrument_of_file(path: Path, framework: Framework) -> str | None:
    """The instrument whose code the file name begins with, if any."""
    return next((c for c in framework.codes["instrument"] if path.name.casefold().startswith(c.casefold())), None)

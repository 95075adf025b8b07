"""A whole country in one pass: the export of all agencies read, cleaned and scored, agency by agency."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from italib import framework_files
from italib.agency import forms_of
from italib.country_agencies import HEADING, NONE, TOTALS, Agencies, agencies_of
from italib.country_counts import ISSUES, TEXTS, Counts, counts_of
from italib.country_people import Judged, Person, judge, person_of
from italib.country_rows import Rows
from italib.country_source import read_rows
from italib.forms import Forms
from italib.framework import TOTAL, Framework
from italib.messages import CLI
from italib.precision import half_up
from italib.problems import InputError, Problem
from italib.score import from_parts

Say = Callable[[str], None]
GIVEN = ["level", "code", "score", "low", "high", "basis"]


@dataclass(frozen=True)
class Country:
    """All agencies of one year, from one export.

    `agencies`: one row an agency, in the order of its code, `agency, name_th, province_th, kind_th, n_rows` (rows of
    the file), `respondents` (those that count, of all surveys), `rating_th` (empty where the total is missing).
    `surveys`: one row an agency × instrument that is held, `agency, instrument, rows, respondents`. `scores`: one row
    an agency × code, `agency, level, code, score, low, high, n, basis`, as `score.score` gives them. `issues`: one row
    an agency × instrument × part × rule, `agency, instrument, part, rule, count`; the part is empty for a whole row,
    and `agency` for the column of the agency; the agency is empty for a row of none. `texts`:
    one row a text of the whole country that took a rule to read, `instrument, part, rule, found, count`; `found` is
    empty for those that few people wrote. `files`: one row, `file, header_row, rows, encoding, separator`. `invented`:
    the file says that its data are.
    """

    year: int
    framework: Framework
    agencies: pd.DataFrame
    surveys: pd.DataFrame
    scores: pd.DataFrame
    issues: pd.DataFrame
    texts: pd.DataFrame
    files: pd.DataFrame
    invented: bool


def read_country(
    file: Path, year: int, data_dir: Path, say: Say = lambda text: None, threads: int | None = None
) -> Country:
    """The export of a whole country, cleaned and scored. Raises InputError where it can't be used.

    `say` takes each piece of progress; `threads` tells on how many the file is read, on all if not said.
    """
    rules = data_dir / "frameworks" / str(year)
    if not rules.is_dir():
        known = ", ".join(sorted(path.name for path in rules.parent.glob("*") if path.is_dir()))
        raise InputError([Problem.of("no_folder", rules, known=known)])
    return country_of(file, framework_files.load(rules), forms_of(data_dir), say, threads)


def country_of(
    file: Path, framework: Framework, forms: Forms, say: Say = lambda text: None, threads: int | None = None
) -> Country:
    """The same by rules that were read already."""
    began = time.perf_counter()
    say(CLI["country_reading"].format(file=file.name))
    rows = read_rows(file, framework, forms, threads)
    say(CLI["country_cleaning"].format(rows=f"{rows.count:,}", seconds=time.perf_counter() - began))
    agencies = agencies_of(rows, forms)
    if not len(agencies.table):
        raise InputError([Problem.of("no_agency", file)])
    person = person_of(rows, forms)
    counted: dict[str, Counts] = {}
    judged: dict[str, Judged] = {}
    of_none = np.ones(rows.count, dtype="bool")
    for instrument in rows.layout.parts:
        judged[instrument], belongs = judge(instrument, rows, agencies, person, framework, forms)
        survey = rows.surveys[instrument]
        of_none[survey.rows[belongs]] = False
        counted[instrument] = counts_of(
            instrument,
            survey,
            rows.layout.parts[instrument],
            judged[instrument],
            len(agencies.table),
            framework,
            forms.disclosure,
        )
    say(CLI["country_scoring"].format(agencies=f"{len(agencies.table):,}", seconds=time.perf_counter() - began))
    parts = _stacked([counts.parts for counts in counted.values()])
    people = _stacked([counts.people for counts in counted.values()])
    # Everyone who answered a survey stands behind the total.
    people = people.groupby(["agency", "code"], as_index=False, sort=False)["n"].sum()
    scores = from_parts(parts, people, pd.DataFrame(columns=["agency", *GIVEN]), framework, ["agency"])
    names = agencies.table["agency"]
    surveys = _surveys(agencies, judged)
    issues = pd.concat(
        [*(counts.issues for counts in counted.values()), _beside(rows, agencies, person, of_none, forms)],
        ignore_index=True,
    )
    by_agency = surveys.groupby("agency")["respondents"].sum()
    about = agencies.table.assign(
        n_rows=np.bincount(agencies.of[agencies.of >= 0], minlength=len(names)),
        respondents=by_agency.reindex(range(len(names)), fill_value=0).to_numpy(),
        rating_th=pd.Series(_ratings(scores, len(names), framework), dtype="str"),
    )
    done = Country(
        framework.year,
        framework,
        about,
        _named(surveys, names),
        _named(scores, names),
        _named(issues, names)[ISSUES],
        _stacked([counts.texts for counts in counted.values()])[TEXTS],
        _files(file, rows),
        rows.layout.invented,
    )
    say(CLI["country_read"].format(agencies=f"{len(names):,}", seconds=time.perf_counter() - began))
    return done


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else frames[0]


def _named(frame: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """A frame with the agency's code in place of its number; that of no agency is empty."""
    every = pd.concat([names, pd.Series([""], dtype="str")], ignore_index=True)
    return frame.assign(agency=every.take(frame["agency"].to_numpy(dtype="int64")).array)


def _surveys(agencies: Agencies, judged: dict[str, Judged]) -> pd.DataFrame:
    """One row an agency × instrument that is held: `agency, instrument, rows, respondents`."""
    frames = []
    for instrument, one in judged.items():
        count = len(agencies.table)
        frames.append(
            pd.DataFrame(
                {
                    "agency": np.arange(count),
                    "instrument": instrument,
                    "rows": np.bincount(one.agency[one.agency >= 0], minlength=count),
                    "respondents": np.bincount(one.agency[one.kept], minlength=count),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _beside(rows: Rows, agencies: Agencies, person: Person, of_none: np.ndarray, forms: Forms) -> pd.DataFrame:
    """The issues of what stands beside the answers: repairs of agencies' names, rows of no agency and of no survey."""
    found = [(row.agency, "", "agency", row.rule, row.count) for row in agencies.repairs.itertuples(index=False)]
    nothing = np.logical_and.reduce([*person.blank.values(), of_none])
    totals = np.logical_or.reduce([*person.totals.values(), np.zeros(rows.count, dtype="bool")])
    for place, rule in ((TOTALS, "totals_row"), (HEADING, "repeated_header")):
        found.append((-1, "", "", rule, int((agencies.of == place).sum())))
    unnamed, unasked = agencies.of == NONE, (agencies.of >= 0) & of_none
    found.append((-1, "", "", "empty_row", int((unnamed & nothing).sum())))
    found.append((-1, "", "", "no_agency", int((unnamed & ~nothing).sum())))
    for rule, at in (
        ("empty_row", unasked & nothing),
        ("totals_row", unasked & ~nothing & totals),
        ("no_survey", unasked & ~nothing & ~totals),
    ):
        counts = np.bincount(agencies.of[at], minlength=1)
        found += [(int(agency), "", "", rule, int(counts[agency])) for agency in np.flatnonzero(counts)]
    return pd.DataFrame([one for one in found if one[-1]], columns=ISSUES).astype({"agency": "int64", "count": "int64"})


def _ratings(scores: pd.DataFrame, count: int, framework: Framework) -> list[str]:
    """The rating of each agency, of its scores as they are shown."""
    codes = [TOTAL, *framework.codes["instrument"]]
    table = np.full((count, len(codes)), np.nan)
    for place, code in enumerate(codes):
        own = scores[scores["code"] == code]
        table[own["agency"], place] = half_up(own["score"], framework.decimals)
    return [framework.rating(total, dict(zip(codes[1:], rest, strict=True))) for total, *rest in table.tolist()]


def _files(file: Path, rows: Rows) -> pd.DataFrame:
    columns = ["file", "header_row", "rows", "encoding", "separator"]
    row = (file.name, rows.layout.header_row, rows.count, rows.encoding, rows.separator)
    return pd.DataFrame([row], columns=columns)

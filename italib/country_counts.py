"""What a whole country's answers come to: sums of points and numbers of people by agency, and counts of every issue."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from italib.answers import ReadAnswer
from italib.country_people import EXCLUSIONS, Judged
from italib.country_rows import Coded, Survey
from italib.disclosure import impersonal
from italib.forms import Disclosure
from italib.framework import Framework
from italib.score import unit_of

ISSUES = ["agency", "instrument", "part", "rule", "count"]
TEXTS = ["instrument", "part", "rule", "found", "count"]


@dataclass(frozen=True)
class Counts:
    """Of one survey, agencies by number: `parts` (`agency, item, part, score, n`) and `people` (`agency, code, n`) as
    `score.from_parts` takes them; `issues` (`agency, instrument, part, rule, count`, part empty for whole rows); `texts`
    of the whole country (`instrument, part, rule, found, count`).
    """

    parts: pd.DataFrame
    people: pd.DataFrame
    issues: pd.DataFrame
    texts: pd.DataFrame


def counts_of(
    instrument: str,
    survey: Survey,
    parts: Sequence[tuple[int, str, int]],
    judged: Judged,
    agencies: int,
    framework: Framework,
    disclosure: Disclosure,
) -> Counts:
    """The counts of one survey."""
    kept = judged.kept
    agency = judged.agency[kept].astype("int64")
    unit = unit_of(points for _, item, part in parts for points in framework.options[item, part].values())
    sums, issues, texts, known = [], _excluded(instrument, judged), [], {}
    for column, said, (_, item, part) in zip(survey.parts, judged.read, parts, strict=True):
        codes = column.codes[kept]
        classes, kind_of = _classes(said)
        counted = np.bincount(agency * len(classes) + kind_of[codes], minlength=agencies * len(classes))
        by_kind = counted.reshape(agencies, len(classes))
        whole = np.array([0 if np.isnan(points) else round(points * unit) for points, _ in classes])
        has_points = np.array([not np.isnan(points) for points, _ in classes])
        n = by_kind[:, has_points].sum(axis=1)
        at = np.flatnonzero(n)
        score = (by_kind @ whole)[at] / (n[at] * unit)
        sums.append(pd.DataFrame({"agency": at, "item": item, "part": part, "score": score, "n": n[at]}))
        name = f"{item}.{part}"
        for rule in dict.fromkeys(rule for _, rules in classes for rule in rules):
            found = by_kind[:, [rule in rules for _, rules in classes]].sum(axis=1)
            issues.append(_issue_rows(found, instrument, name, rule))
        texts += _texts(instrument, name, column, codes, said, disclosure)
        answered = has_points[kind_of[codes]]
        known[item] = known[item] | answered if item in known else answered
    return Counts(
        _stack(sums, ["agency", "item", "part", "score", "n"]),
        _people(known, agency, agencies, framework),
        _stack(issues, ISSUES),
        pd.DataFrame(texts, columns=TEXTS),
    )


def _classes(said: Sequence[ReadAnswer]) -> tuple[list[tuple[float, tuple[str, ...]]], np.ndarray]:
    """The distinct points and rules that the texts of a part come to, and which of them each text does."""
    place: dict[tuple, int] = {}
    kinds = [place.setdefault((str(one.points), one.rules), len(place)) for one in said]
    return [(float(points), rules) for points, rules in place], np.array(kinds)


def _people(known: dict[str, np.ndarray], agency: np.ndarray, agencies: int, framework: Framework) -> pd.DataFrame:
    """How many people answered something of each code; `known` says of each item which rows did."""
    answered: dict[str, np.ndarray] = {}
    for item, rows in known.items():
        for code in (item, *framework.ancestors(item)):
            answered[code] = answered[code] | rows if code in answered else rows
    frames = []
    for code, rows in answered.items():
        n = np.bincount(agency[rows], minlength=agencies)
        at = np.flatnonzero(n)
        frames.append(pd.DataFrame({"agency": at, "code": code, "n": n[at]}))
    return _stack(frames, ["agency", "code", "n"])


def _excluded(instrument: str, judged: Judged) -> list[pd.DataFrame]:
    """The rows that do not count, by agency and rule."""
    frames = []
    of_somebody = judged.agency >= 0
    for place, rule in enumerate(EXCLUSIONS):
        found = np.bincount(judged.agency[of_somebody & (judged.rule == place)])
        frames.append(_issue_rows(found, instrument, "", rule))
    return frames


def _issue_rows(found: np.ndarray, instrument: str, part: str, rule: str) -> pd.DataFrame:
    at = np.flatnonzero(found)
    return pd.DataFrame({"agency": at, "instrument": instrument, "part": part, "rule": rule, "count": found[at]})


def _texts(
    instrument: str, part: str, column: Coded, codes: np.ndarray, said: Sequence[ReadAnswer], disclosure: Disclosure
) -> Iterator[tuple]:
    """The texts of a part that took a rule to read, with the number of rows of the whole country that hold each.

    A text that few people wrote may tell who they are: these are counted together, without the text.
    """
    many = np.bincount(codes, minlength=len(said))
    told: Counter = Counter()
    for text, one, count in zip(column.texts.texts, said, many.tolist(), strict=True):
        shown = impersonal(text, disclosure.found_letters) if count >= disclosure.smallest_group else ""
        for rule in one.rules if count else ():
            told[rule, shown] += count
    return ((instrument, part, rule, found, count) for (rule, found), count in sorted(told.items()))


def _stack(frames: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """The frames one below the other; a word that fills a whole frame is told once."""
    full = [frame for frame in frames if len(frame)]
    if not full:
        return pd.DataFrame(columns=list(columns))
    return pd.concat(full, ignore_index=True)

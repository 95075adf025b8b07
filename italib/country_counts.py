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
    """What one survey comes to, agencies by number.

    `parts` (`agency, item, part, score, n`) and `people` (`agency, code, n`) are as `score.from_parts` takes them.
    `issues`: `agency, instrument, part, rule, count`, the part empty for whole rows. `texts` of the whole country:
    `instrument, part, rule, found, count`.
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
    sums, issues, texts, known = [], _excluded(judged), [], {}
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
        sums.append((item, part, at, score, n[at]))
        name = f"{item}.{part}"
        for rule in dict.fromkeys(rule for _, rules in classes for rule in rules):
            found = by_kind[:, [rule in rules for _, rules in classes]].sum(axis=1)
            issues.append((name, rule, found))
        texts += _texts(instrument, name, column, codes, said, disclosure)
        answered = has_points[kind_of[codes]]
        known[item] = known[item] | answered if item in known else answered
    return Counts(
        _parts(sums),
        _people(known, agency, agencies, framework),
        _issues(instrument, issues),
        pd.DataFrame(texts, columns=TEXTS),
    )


def _parts(sums: Sequence[tuple[str, int, np.ndarray, np.ndarray, np.ndarray]]) -> pd.DataFrame:
    """`agency, item, part, score, n` of all parts, one after the other."""
    items, numbers, agencies, scores, n = zip(*sums, strict=True)
    sizes = [len(at) for at in agencies]
    return pd.DataFrame(
        {
            "agency": np.concatenate(agencies),
            "item": _repeated(items, sizes),
            "part": np.repeat(numbers, sizes),
            "score": np.concatenate(scores),
            "n": np.concatenate(n),
        }
    )


def _issues(instrument: str, found: Sequence[tuple[str, str, np.ndarray]]) -> pd.DataFrame:
    """One row an agency, part and rule of which there is any."""
    parts, rules, counts = zip(*found, strict=True)
    at = [np.flatnonzero(count) for count in counts]
    sizes = [len(one) for one in at]
    return pd.DataFrame(
        {
            "agency": np.concatenate(at),
            "instrument": pd.Categorical.from_codes(np.zeros(sum(sizes), dtype="int8"), [instrument]),
            "part": _repeated(parts, sizes),
            "rule": _repeated(rules, sizes),
            "count": np.concatenate([count[one] for count, one in zip(counts, at, strict=True)]),
        }
    )


def _repeated(words: Sequence[str], sizes: Sequence[int]) -> pd.Categorical:
    """Each word as often as is said."""
    kinds = pd.Categorical(words)
    return pd.Categorical.from_codes(np.repeat(kinds.codes, sizes), kinds.categories)


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
    counts = [np.bincount(agency[rows], minlength=agencies) for rows in answered.values()]
    at = [np.flatnonzero(n) for n in counts]
    return pd.DataFrame(
        {
            "agency": np.concatenate(at),
            "code": _repeated(list(answered), [len(one) for one in at]),
            "n": np.concatenate([n[one] for n, one in zip(counts, at, strict=True)]),
        }
    )


def _excluded(judged: Judged) -> list[tuple[str, str, np.ndarray]]:
    """The rows that do not count, by rule and agency."""
    of_somebody = judged.agency >= 0
    return [
        ("", rule, np.bincount(judged.agency[of_somebody & (judged.rule == place)]))
        for place, rule in enumerate(EXCLUSIONS)
    ]


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

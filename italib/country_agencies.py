"""Whose rows they are: the agencies of a whole country's export, by code or by name, and the rows of none."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from italib import thai
from italib.country_layout import AGENCY_ROLES
from italib.country_rows import Rows
from italib.forms import Forms
from italib.respondents import is_total

# Where no agency is named there may be nothing at all, a total, or the heading once more.
NONE, TOTALS, HEADING = -1, -2, -3
ABOUT = {"agency_name": "name_th", "province": "province_th", "kind": "kind_th"}


@dataclass(frozen=True)
class Agencies:
    """The agencies, known by their number, which is their place in `table`.

    `table`: one row an agency, `agency, name_th, province_th, kind_th`, in the order of the code without regard to
    capitals. `of`: the agency of each row of the file, or one of NONE, TOTALS, HEADING. `repairs`: one row an agency
    and rule by which its text was repaired, `agency, rule, count`.
    """

    table: pd.DataFrame
    of: np.ndarray
    repairs: pd.DataFrame


def agencies_of(rows: Rows, forms: Forms) -> Agencies:
    """The agencies of a file. A text is one agency with whatever spaces, digits and capitals it is written.

    Of several names, provinces or kinds of one agency the most frequent is taken, the first in order among equals.
    """
    roles = [role for role in AGENCY_ROLES if role in rows.coded]
    pairs, of_row, counts = _distinct([rows.coded[role].codes for role in roles])
    named = []
    for pair in pairs:
        texts = {role: rows.coded[role].texts.texts[code] for role, code in zip(roles, pair, strict=True)}
        named.append(_agency(texts, rows, forms))
    known = sorted({key for key, _, _ in named if isinstance(key, str)})
    number = {key: place for place, key in enumerate(known)}
    numbers = np.array([number.get(key, key) for key, _, _ in named], dtype="int32")
    shown: dict[str, Counter] = {key: Counter() for key in known}
    repairs: Counter = Counter()
    for (key, text, rules), count in zip(named, counts, strict=True):
        if key in number:
            shown[key][text] += int(count)
            repairs.update({(number[key], rule): int(count) for rule in rules})
    of = numbers[of_row] if len(numbers) else np.full(rows.count, NONE, dtype="int32")
    table = pd.DataFrame({"agency": pd.Series([_usual(shown[key]) for key in known], dtype="str")})
    for role, column in ABOUT.items():
        table[column] = pd.Series(_about(rows, role, of, len(known)), dtype="str")
    table["name_th"] = table["name_th"].where(table["name_th"] != "", table["agency"])
    made = pd.DataFrame([(*key, count) for key, count in repairs.items()], columns=["agency", "rule", "count"])
    return Agencies(table, of, made)


def _agency(texts: dict[str, str], rows: Rows, forms: Forms) -> tuple[str | int, str, tuple[str, ...]]:
    """By what an agency is known, how it is written, and what was repaired in that."""
    for role, raw in texts.items():
        text, rules = thai.tidy(raw)
        if text:
            if is_total(text, forms):
                return TOTALS, text, ()
            if thai.key(text) == rows.layout.heading_key(rows.layout.roles[role]):
                return HEADING, text, ()
            return text.casefold(), text, rules
    return NONE, "", ()


def _about(rows: Rows, role: str, of: np.ndarray, count: int) -> list[str]:
    """What most rows of each agency say in a column; empty where none says anything."""
    said = [Counter() for _ in range(count)]
    if role in rows.coded:
        column = rows.coded[role]
        tidied = [thai.tidy(text)[0] for text in column.texts.texts]
        pairs, _, counts = _distinct([of, column.codes])
        for (agency, code), times in zip(pairs, counts, strict=True):
            if agency >= 0 and tidied[code]:
                said[agency][tidied[code]] += int(times)
    return [_usual(one) for one in said]


def _usual(said: Counter) -> str:
    return min(said, key=lambda text: (-said[text], text), default="")


def _distinct(columns: list[np.ndarray]) -> tuple[list[tuple[int, ...]], np.ndarray, np.ndarray]:
    """The distinct rows of some columns of small numbers, which of them each row is, and how often each stands."""
    lows = [int(column.min(initial=0)) for column in columns]
    widths = [int(column.max(initial=0)) - low + 1 for column, low in zip(columns, lows, strict=True)]
    packed = np.zeros(len(columns[0]), dtype="int64")
    for column, low, width in zip(columns, lows, widths, strict=True):
        packed = packed * width + (column.astype("int64") - low)
    place, kinds = pd.factorize(packed)
    counts = np.bincount(place, minlength=len(kinds))
    pairs = []
    for value in kinds.tolist():
        pair = []
        for low, width in zip(reversed(lows), reversed(widths), strict=True):
            value, rest = divmod(value, width)
            pair.append(rest + low)
        pairs.append(tuple(reversed(pair)))
    return pairs, place, counts

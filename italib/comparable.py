"""What may be compared between two years: codes that mean the same, items that ask the same.

Of an indicator or instrument that is its name; of an item its wording, parts, directions and scales, since a question
that was asked otherwise is another one.
"""

import pandas as pd

from italib import thai
from italib.framework import TOTAL, Framework, Item


def same_code(code: str, earlier: Framework, later: Framework) -> bool:
    """Whether both years have the code on the same level and under the same name, or one that was also printed."""
    if code not in earlier.level_of or earlier.level_of[code] != later.level_of.get(code):
        return False
    return code == TOTAL or bool(_names(earlier, code) & _names(later, code))


def _names(framework: Framework, code: str) -> set[str]:
    node = framework.by_code[code]
    return {thai.key(name) for name in (node.name_th, getattr(node, "also_printed", "")) if name}


def comparable_items(earlier: Framework, later: Framework) -> pd.DataFrame:
    """One row an item of either year: `code, comparable, reasons, earlier_th, later_th`; those of the later year first.

    `reasons` are all the reasons not to compare, keys of words.INCOMPARABLE, none where the item may be compared;
    the last two columns are the wordings with those of the parts, empty where none is known.
    """
    codes = dict.fromkeys((*later.codes["item"], *earlier.codes["item"]))
    reasons = {code: _reasons(code, earlier, later) for code in codes}
    return pd.DataFrame(
        {
            "code": list(reasons),
            "comparable": [not found for found in reasons.values()],
            "reasons": list(reasons.values()),
            "earlier_th": [_wording(code, earlier) for code in codes],
            "later_th": [_wording(code, later) for code in codes],
        }
    )


def _reasons(code: str, earlier: Framework, later: Framework) -> tuple[str, ...]:
    """Why an item may not be compared. Of a wording that is not known nothing can be said but that."""
    if not _has(earlier, code, later):
        return ("only later",)
    if not _has(later, code, earlier):
        return ("only earlier",)
    unknown = {"unknown earlier": not _known(earlier, code), "unknown later": not _known(later, code)}
    if any(unknown.values()):
        return tuple(reason for reason, found in unknown.items() if found)
    one, other = earlier.by_code[code], later.by_code[code]
    differs = {
        "wording": thai.key(one.text_th) != thai.key(other.text_th),
        "parts": _parts(one) != _parts(other),
        "polarity": [part.polarity for part in one.parts] != [part.polarity for part in other.parts],
        "scale": _scales(one, earlier) != _scales(other, later),
    }
    return tuple(reason for reason, found in differs.items() if found)


def _has(framework: Framework, code: str, other: Framework) -> bool:
    """Whether a year has the item, as far as is known: where its instrument's items are not, it may well have it."""
    if code in framework.by_code:
        return isinstance(framework.by_code[code], Item)
    instrument = framework.by_code.get(other.instrument_of[code])
    return instrument is not None and instrument.items == "unknown"


def _known(framework: Framework, code: str) -> bool:
    """Whether the wording of an item is known, with that of every part where it has several."""
    item = framework.by_code.get(code)
    if item is None or not item.text_th:
        return False
    return len(item.parts) == 1 or all(part.text_th for part in item.parts)


def _wording(code: str, framework: Framework) -> str:
    node = framework.by_code.get(code)
    return node.full_th if isinstance(node, Item) else ""


def _parts(item: Item) -> list[str]:
    return [thai.key(part.text_th) for part in item.parts]


def _scales(item: Item, framework: Framework) -> list[set[tuple]]:
    """The answers of each part with their points, whatever the scale is called."""
    return [
        {(thai.key(answer.answer_th), answer.points, answer.points_negative) for answer in framework.scales[part.scale]}
        for part in item.parts
    ]

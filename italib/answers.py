"""What a cell of an export says: an option of its part, by its wording, a variant of it, its points or its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Indel

from italib import thai

NUMBER = re.compile(r"(\d+(?:\.\d+)?) ?%?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True)
class ReadAnswer:
    """What a cell says: the option (empty where none fits), its points, the rules that it took to read it.

    `nearest`: the option that is most like a text that fits none, for the message only.
    """

    answer_th: str
    points: float
    rules: tuple[str, ...]
    nearest: str = ""


def read(cell: str, options: Mapping[str, float], variants: Mapping[str, str], holds: str) -> ReadAnswer:
    """The option that a cell says.

    `options`: the points of each option of the part, in the order of the form. `variants`: the option by the key of a
    spelling variant. `holds`: what `export.toml` says of the cells; nothing: wordings or points.
    """
    text, rules = thai.tidy(cell)
    if not text:
        return ReadAnswer("", float("nan"), ("missing_answer",))
    found = NUMBER.fullmatch(THOUSANDS.sub("", text))
    if holds == "codes":
        option = _by_place(text, options)
    elif found:
        option = next((name for name, points in options.items() if Decimal(found[1]) == Decimal(str(points))), None)
        if option is not None and text != found[1]:
            rules = (*rules, "number_as_text")
    elif holds == "points":
        option = None
    else:
        option = _by_wording(text, options, variants)
        if option not in (None, text):
            rules = (*rules, "spelling_variant")
    if option is None:
        return ReadAnswer("", float("nan"), ("unknown_answer",), _nearest(text, found, options))
    return ReadAnswer(option, options[option], rules)


def number_text(text: str) -> str:
    """A number without its per cent sign and the commas of its thousands; any other text as it is.

    >>> number_text("1,234.5"), number_text("86.67 %"), number_text("84,94")
    ('1234.5', '86.67', '84,94')
    """
    found = NUMBER.fullmatch(THOUSANDS.sub("", text))
    return found[1] if found else text


def _by_place(text: str, options: Mapping[str, float]) -> str | None:
    """The option of that number, counted from 1."""
    number = number_text(text)
    if not re.fullmatch(r"\d{1,2}(\.0+)?", number):
        return None
    place = int(Decimal(number))
    return list(options)[place - 1] if 1 <= place <= len(options) else None


def _by_wording(text: str, options: Mapping[str, float], variants: Mapping[str, str]) -> str | None:
    by_key = {thai.key(option): option for option in options}
    key = thai.key(text)
    return by_key.get(key) or by_key.get(thai.key(variants.get(key, "")))


def _nearest(text: str, number: re.Match | None, options: Mapping[str, float]) -> str:
    if number:
        option = min(options, key=lambda name: abs(Decimal(str(options[name])) - Decimal(number[1])))
        return f"{option} ({options[option]:g})"
    return max(options, key=lambda name: Indel.normalized_similarity(thai.key(text), thai.key(name)))

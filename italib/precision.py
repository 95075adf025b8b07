"""Rounding and printed figures. A score is rounded once, half-up, when it is shown; only this module does it."""

import re

import numpy as np

# Two floats closer than this are the same score. Means of some thousand answers carry an error near 1e-12; different
# scores of an item or an indicator stand a thousand times further apart than this (docs/method.md, section 2).
TOLERANCE = 1e-9

# The highest score of whatever is scored.
FULL = 100.0

# What stands where a figure is missing.
MISSING = "–"

PLAIN_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]+)?")


def half_up(score, decimals: int):
    """`score` (a number or an array) rounded to `decimals`, ties upward, missing stays missing.

    >>> float(half_up(2.675, 2)), float(half_up(85.265, 2)), float(half_up(84.9949, 2))
    (2.68, 85.27, 84.99)
    """
    unit = 10.0**decimals
    return np.floor((np.asarray(score, dtype="float64") + TOLERANCE) * unit + 0.5) / unit


def show(score: float, decimals: int) -> str:
    """`score` as it is printed: rounded half-up, all decimals written, `–` where it is missing.

    >>> show(93.1, 2), show(100, 2), show(float("nan"), 2)
    ('93.10', '100.00', '–')
    """
    return MISSING if np.isnan(score) else f"{half_up(score, decimals):.{decimals}f}"


def signed(change: float, decimals: int) -> str:
    """A change as it is shown on a page: with its sign, `–` where it is missing.

    >>> signed(12.5, 2), signed(-10.35, 2), signed(-0.0, 2), signed(float("nan"), 2)
    ('+12.50', '−10.35', '0.00', '–')
    """
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return sign + show(abs(change), decimals)


def is_score(text: str) -> bool:
    """Whether `text` is a plain number from 0 to 100, as a published score is printed.

    >>> is_score("84.94"), is_score("100"), is_score("1e2"), is_score("-1"), is_score("100.01")
    (True, True, False, False, False)
    """
    return PLAIN_NUMBER.fullmatch(text) is not None and float(text) <= 100


def printed_decimals(text: str) -> int:
    """How many decimals a printed figure shows.

    >>> printed_decimals("93.1"), printed_decimals("100")
    (1, 0)
    """
    return len(text.partition(".")[2])


def printed_bounds(value: float, decimals: int) -> tuple[float, float]:
    """The lowest and the highest score that is printed as `value` with `decimals` decimals.

    >>> printed_bounds(85.26, 2)
    (85.255, 85.265)
    """
    half = 0.5 / 10**decimals
    return round(value - half, decimals + 3), round(value + half, decimals + 3)

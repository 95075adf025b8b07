"""Which scores a code may have, by what is known of the items below it; the figures that can't come from them.

A printed figure stands for every score that is printed so, half a unit of its last digit to either side. Means of such
intervals bound the level above; where the scores below are known exactly, so is the level above (docs/method.md,
section 9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from italib.framework import TOTAL, Framework
from italib.precision import printed_decimals
from italib.solve import printed_as, shares, weighted

# More scores than this lie so close together that the two ends say as much.
MOST_EXACT = 20_000
FULL = Fraction(100)


@dataclass(frozen=True)
class Possible:
    """The scores that a code may have: each of `exact`, or where that is empty all from `low` up to `high`.

    `closed` tells whether `high` itself is one of them.
    """

    low: Fraction
    high: Fraction
    closed: bool = True
    exact: tuple[Fraction, ...] = ()

    @classmethod
    def of(cls, scores: Iterable[Fraction]) -> "Possible":
        """Exactly these scores."""
        exact = tuple(sorted(scores))
        return cls(exact[0], exact[-1], exact=exact)

    @classmethod
    def printed(cls, figure: str) -> "Possible":
        """Every score that is printed as `figure`, the last digit rounded half-up.

        >>> Possible.printed("84.94").low, Possible.printed("100").high
        (Fraction(16987, 200), Fraction(100, 1))
        """
        half = Fraction(1, 2 * 10 ** printed_decimals(figure))
        low, high = max(Fraction(figure) - half, Fraction(0)), Fraction(figure) + half
        return cls(low, min(high, FULL), closed=high > FULL)

    def narrowed(self, figure: str, decimals: int) -> "Possible | None":
        """Those of the scores that are printed as `figure`; None where none is.

        A figure with fewer decimals has lost its zeros, or was rounded further.
        """
        places = dict.fromkeys((max(decimals, printed_decimals(figure)), printed_decimals(figure)))
        for read in places if self.exact else ():
            exact = [score for score in self.exact if printed_as(score, read) == Fraction(figure)]
            if exact:
                return Possible.of(exact)
        if self.exact:
            return None
        printed = Possible.printed(figure)
        low = max(self.low, printed.low)
        high, closed = min((self.high, self.closed), (printed.high, printed.closed))
        return Possible(low, high, closed) if low < high or (low == high and closed) else None

    def ends(self, decimals: int) -> tuple[str, str]:
        """The lowest and the highest of the scores, as printed."""
        highest = printed_as(self.high, decimals)
        # An end that is not reached and would be rounded upward is printed as the one before it.
        if not self.closed and highest - self.high == Fraction(1, 2 * 10**decimals):
            highest -= Fraction(1, 10**decimals)
        low, high = (f"{float(score):.{decimals}f}" for score in (printed_as(self.low, decimals), highest))
        return low, high


def mean(parts: Iterable[tuple[Fraction, Possible]]) -> Possible:
    """The weighted mean of what several codes may have, each given as its share and its scores."""
    weights, known = zip(*parts, strict=True)
    if all(possible.exact for possible in known):
        choices, unit = weighted([possible.exact for possible in known], weights)
        if sum(max(step) - min(step) for step in choices.steps) <= MOST_EXACT:
            return Possible.of(Fraction(total, unit) for total in choices.sums())
    low, high = (
        sum(weight * end for weight, end in zip(weights, ends, strict=True))
        for ends in zip(*((possible.low, possible.high) for possible in known), strict=True)
    )
    return Possible(low, high, all(possible.closed for possible in known))


class Checked(NamedTuple):
    """A printed figure, the scores that what lies below it allows, and whether it is printed of one of them."""

    code: str
    figure: str
    allowed: Possible
    fits: bool


def check(figures: Mapping[str, str], items: Mapping[str, Possible | None], framework: Framework) -> list[Checked]:
    """Every printed figure above the items that something is known below of, from the lowest level up.

    `figures` maps codes to figures as printed, `items` items to the scores that they may have, None where that is not
    known. Where nothing is known below a figure, it is what the levels above are judged by. A figure that does not fit
    is not held against the one above it: that may follow from the figure, or from what lies below.
    """
    checked: list[Checked] = []
    _walk(TOTAL, figures, items, framework, checked)
    place = {code: number for number, code in enumerate(framework.level_of)}
    return sorted(checked, key=lambda found: place[found.code])


def _walk(
    code: str,
    figures: Mapping[str, str],
    items: Mapping[str, Possible | None],
    framework: Framework,
    checked: list[Checked],
) -> Possible | None:
    """What a code may have, by what lies below it and its own figure; what was found goes to `checked`."""
    if code in items:
        return items[code]
    parts, figure = shares(code, framework), figures.get(code)
    below = {child: _walk(child, figures, items, framework, checked) for child in parts}
    if not below or not all(below.values()):
        return None if figure is None else Possible.printed(figure)
    allowed = mean((parts[child], possible) for child, possible in below.items())
    if figure is None:
        return allowed
    narrowed = allowed.narrowed(figure, framework.decimals)
    if narrowed is None:
        wrong = {found.code for found in checked if not found.fits} & set(below)
        printed = {child: Possible.printed(figures[child]) if child in wrong else below[child] for child in below}
        narrowed = mean((parts[c], possible) for c, possible in printed.items()).narrowed(figure, framework.decimals)
    checked.append(Checked(code, figure, allowed, narrowed is not None))
    return narrowed or allowed

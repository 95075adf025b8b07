"""Dealing a sum of points out among the parts of an item, and among the answers of a part."""

from collections.abc import Sequence
from itertools import product
from math import comb

from italib.solve import reachable


def split_among_parts(total: int, points: Sequence[Sequence[int]], n: int) -> list[int]:
    """The item's sum shared out among its parts as evenly as their scales allow."""
    if len(points) == 1:
        return [total]
    rest = reachable(points[1:], n)
    own = reachable(points[:1], n)
    even = total // len(points)
    candidates = sorted(range(min(total, n * max(points[0])) + 1), key=lambda part: (abs(part - even), part))
    share = next(part for part in candidates if own >> part & 1 and rest >> (total - part) & 1)
    return [share, *split_among_parts(total - share, points[1:], n)]


def counts(total: int, scale: Sequence[int], n: int) -> list[int]:
    """How many of `n` people give each answer so that their points sum to `total`, spread as a survey's answers are.

    `scale` holds the points of the answers, ascending. Of all counts that fit, those nearest to a binomial spread
    around the mean are taken. Total must be reachable.

    >>> counts(2803, [0, 33, 67, 100], 33)
    [0, 2, 11, 20]
    """
    mean = total / n / max(scale)
    last = len(scale) - 1
    target = [n * comb(last, level) * mean**level * (1 - mean) ** (last - level) for level in range(len(scale))]
    radius = 2
    while radius <= 4 * n:
        fitting = _counts_near(target, total, scale, n, radius)
        if fitting:
            return min(fitting, key=lambda c: (sum((a - b) ** 2 for a, b in zip(c, target, strict=True)), c))
        radius *= 2
    raise ValueError(f"{n} people cannot give {total} points on {list(scale)}")


def _counts_near(target: Sequence[float], total: int, scale: Sequence[int], n: int, radius: int) -> list[list[int]]:
    """All counts within `radius` of `target` on all but the two highest answers, which then follow."""
    free = [range(max(round(t) - radius, 0), min(round(t) + radius, n) + 1) for t in target[:-2]]
    low, high = scale[-2:]
    found = []
    for chosen in product(*free):
        people = n - sum(chosen)
        points = total - sum(count * value for count, value in zip(chosen, scale, strict=False))
        highest, odd = divmod(points - people * low, high - low)
        if not odd and 0 <= highest <= people:
            found.append([*chosen, people - highest, highest])
    return found

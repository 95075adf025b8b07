"""What may not be told of few people: counts of small groups, and text in which somebody says who they are.

A published part tells the number of its answers and its mean, and often the mean alone tells how many gave each answer.
So a count is called hidden only where another count would fit everything that is published.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd

from italib.precision import TOLERANCE
from italib.words import MASKED

EMAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+")
# Nine digits or more, however they are grouped: telephone numbers and those of identity cards. `\d` is also ๐-๙.
LONG_NUMBER = re.compile(r"\+?\d(?:[\s.()/-]{0,2}\d){8,}")


def impersonal(text: str, letters: int) -> str:
    """Text without e-mail addresses and numbers of nine digits or more, and at most `letters` long.

    >>> impersonal("มาก a.b@c.go.th 081-234-5678 ครั้งที่ 12", 40)
    'มาก [อีเมล] [หมายเลข] ครั้งที่ 12'
    """
    masked = LONG_NUMBER.sub(MASKED["number"], EMAIL.sub(MASKED["email"], text))
    return masked if len(masked) <= letters else masked[:letters] + MASKED["more"]


def protect(counts: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """`counts` with what may be published of each: `shown` (missing where the count is hidden), `hidden` and `told`.

    `counts` has one row an answer of a part: `item, part, points, count`. A count from 1 to `smallest` - 1 is hidden.
    Then, as long as some hidden count of the part can have only one value, the smallest count that is still shown is
    hidden too, the first of equal ones. Of a part with fewer than `smallest` answers nothing is shown.

    Possible are all counts from 0 up that give the part's number of answers and its exact mean with the counts that are
    shown, one of the hidden ones being small. Every published score of an item or above follows from the means of
    parts, so that none of them narrows this further. Not reckoned with: the width of an interval of an item, and
    what somebody knows of the answers already.

    `told` are the hidden counts that even this can't keep, since the number of answers and the mean allow but one
    value: of a yes-or-no question, or where all gave the best answers. If that is so of every small count of a part,
    only these are hidden, as the rest would be hidden for nothing.
    """
    hidden, told = pd.Series(False, counts.index), pd.Series(False, counts.index)
    for _, part in counts.groupby(["item", "part"], sort=False):
        cells, kept = _hide(part["count"].tolist(), part["points"].tolist(), smallest)
        hidden[part.index[sorted(cells)]] = True
        told[part.index[sorted(cells - kept)]] = True
    shown = counts["count"].astype("Int64").mask(hidden)
    return counts.assign(shown=shown, hidden=hidden, told=told)


def _hide(counts: Sequence[int], points: Sequence[float], smallest: int) -> tuple[set[int], set[int]]:
    """The places of the counts of one part that are hidden, and of those that nothing else tells."""
    n, every = sum(counts), set(range(len(counts)))
    if n < smallest:
        return every, _uncertain(counts, points, every, n)
    small = {place for place, count in enumerate(counts) if 0 < count < smallest}
    hidden, kept = set(small), _uncertain(counts, points, small, smallest - 1)
    while kept < hidden < every:
        hidden.add(min(every - hidden, key=lambda place: (counts[place], place)))
        kept = _uncertain(counts, points, hidden, smallest - 1)
    return (hidden, kept) if kept & small or not small else (small, set())


def _uncertain(counts: Sequence[int], points: Sequence[float], hidden: set[int], most: int) -> set[int]:
    """Which of the hidden counts can have another value, one of the hidden ones being from 1 to `most`."""
    found: set[int] = set()
    if len(hidden) < 2:
        return found
    # The two ends follow from the answers between them.
    low, *middle, high = sorted(hidden, key=lambda place: points[place])
    order = [*middle, low, high]
    true = np.array([counts[place] for place in order])
    for possible in _possible(true, np.array([points[place] for place in order])):
        fitting = possible[((possible >= 1) & (possible <= most)).any(axis=1)]
        found |= {place for place, other in zip(order, (fitting != true).any(axis=0), strict=True) if other}
        if found == hidden:
            break
    return found


def _possible(true: np.ndarray, points: np.ndarray) -> Iterator[np.ndarray]:
    """All counts with the number and the sum of points of the `true` ones, some at a time, those near to them first.

    One row a possibility; the last two columns are those of the lowest and the highest points.
    """
    n, total = int(true.sum()), float(true @ points)
    middle, low, high = points[:-2], points[-2], points[-1]
    if high - low < TOLERANCE:
        yield np.array([np.roll(np.eye(len(true), dtype="int64")[0] * n, place) for place in range(len(true))])
        return
    # Each person between the ends takes away from what all together lack, and from what they have.
    lacking, having = n * high - total, total - n * low
    most = [
        int(min([n, *(room / step for room, step in ((lacking, high - p), (having, p - low)) if step > TOLERANCE)])
            + TOLERANCE)
        for p in middle
    ]  # fmt: skip
    near = [sorted(range(m + 1), key=lambda value, t=t: abs(value - t)) for m, t in zip(most, true[:-2], strict=True)]
    last = np.array(near[-1] if near else [0])
    for before in product(*near[:-1]):
        chosen = np.column_stack([*(np.full(len(last), value) for value in before), last])[:, : len(middle)]
        people = n - chosen.sum(axis=1)
        at_high = (total - chosen @ middle - people * low) / (high - low)
        whole = np.rint(at_high).astype("int64")
        fits = (np.abs(at_high - whole) < TOLERANCE) & (whole >= 0) & (whole <= people)
        yield np.column_stack([chosen, people - whole, whole])[fits]

"""Which answers give a printed figure? Exact search over whole points, for any scale, number of people and hierarchy.

The test of a mean of whole numbers is GRIM (Brown & Heathers 2017, Social Psychological and Personality Science 8:363);
here it is extended to weighted points, several parts and the levels above. Sets of reachable sums are kept as the bits
of one integer: bit s is set where some answers sum to s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb, lcm

from italib.framework import TOTAL, Framework, Item
from italib.precision import printed_decimals


@dataclass(frozen=True)
class Impossible(Exception):
    """No answers of `n` people give the printed figure of `code`; `near` are the possible figures around it.

    For a figure above the items, `near` is empty: each item is possible, together they are not.
    """

    code: str
    printed: str
    n: int
    near: tuple[str, ...] = ()


def printed_as(score: Fraction, decimals: int) -> Fraction:
    """`score` rounded half-up to `decimals`, exactly.

    >>> printed_as(Fraction(2803, 33), 2)
    Fraction(4247, 50)
    """
    unit = 10**decimals
    return Fraction((score * unit + Fraction(1, 2)).__floor__(), unit)


def printing(scores: Mapping[int, Fraction], figure: str, decimals: int) -> list[int]:
    """The keys of the scores that are printed as `figure`.

    A figure with fewer decimals is one that has lost its zeros; only if no score is, one that was rounded further.
    """
    for places in dict.fromkeys((decimals, min(printed_decimals(figure), decimals))):
        found = [key for key, score in scores.items() if printed_as(score, places) == Fraction(figure)]
        if found:
            return found
    return []


def points_of(item: Item, framework: Framework) -> list[list[int]]:
    """The whole points of the answers of each part, ascending."""
    return [list(map(int, framework.options[item.code, part.part].values())) for part in item.parts]


def reachable(points: Sequence[Sequence[int]], n: int) -> int:
    """The sums of points that `n` people can give an item, as bits; `points` lists the points of each part's answers.

    >>> [total for total in range(201) if reachable([[0, 33, 67, 100]], 2) >> total & 1]
    [0, 33, 66, 67, 100, 133, 134, 167, 200]
    """
    sums = 1
    for scale in points:
        for _ in range(n):
            step = 0
            for value in scale:
                step |= sums << value
            sums = step
    return sums


def sums_of_item(item: Item, framework: Framework, n: int, printed: str) -> list[int]:
    """The sums of points of `n` people that are printed as `printed`. Raises Impossible where there are none."""
    count = n * len(item.parts)
    possible = reachable(points_of(item, framework), n)
    centre = int(Fraction(printed) * count)
    reach = count // 10 ** printed_decimals(printed) + 1
    near = range(max(centre - reach, 0), centre + reach + 1)
    scores = {total: Fraction(total, count) for total in near if possible >> total & 1}
    sums = printing(scores, printed, framework.decimals)
    if not sums:
        raise Impossible(item.code, printed, n, _nearest(possible, centre, count, framework.decimals))
    return sums


def _nearest(possible: int, centre: int, count: int, decimals: int) -> tuple[str, ...]:
    """The printed figures of the nearest possible sums below and above."""
    below = next((total for total in range(centre, -1, -1) if possible >> total & 1), None)
    above = next((total for total in range(centre + 1, count * 100 + 1) if possible >> total & 1), None)
    found = [printed_as(Fraction(total, count), decimals) for total in (below, above) if total is not None]
    return tuple(f"{float(score):.{decimals}f}" for score in found)


@dataclass(frozen=True)
class Node:
    """A code with the exact scores it may have, each with the scores of its children that make it."""

    code: str
    choices: Mapping[Fraction, tuple[Fraction, ...]]
    children: tuple["Node", ...] = ()


def item_sums(published: Mapping[str, str], framework: Framework, people: Mapping[str, int]) -> dict[str, int]:
    """The sum of points of every item, such that all published figures of every level come out as printed.

    `published` maps codes to figures as printed; items of the instruments in `people` (instrument → n) are solved,
    items of other instruments are taken as they stand. Raises Impossible with the first figure that no answers give.
    """
    sums: dict[str, int] = {}
    instruments = [_instrument(code, published, framework, people) for code in framework.codes["instrument"]]
    whole = _combine(TOTAL, instruments, [i.weight for i in framework.instruments], published, framework, people)
    _collect(whole, next(iter(whole.choices)), sums, framework, people)
    return sums


def _instrument(code: str, published: Mapping[str, str], framework: Framework, people: Mapping[str, int]) -> Node:
    """The node of a code below the total, from its items up."""
    if framework.level_of[code] == "item":
        n = people.get(framework.instrument_of[code])
        if n is None:
            return Node(code, {Fraction(published[code]): ()})
        item = framework.by_code[code]
        count = n * len(item.parts)
        return Node(code, {Fraction(total, count): () for total in sums_of_item(item, framework, n, published[code])})
    below = framework.tree.loc[framework.tree["parent"] == code, "code"]
    children = [_instrument(child, published, framework, people) for child in below]
    return _combine(code, children, [1] * len(children), published, framework, people)


def _combine(
    code: str,
    children: Sequence[Node],
    weights: Sequence[float],
    published: Mapping[str, str],
    framework: Framework,
    people: Mapping[str, int],
) -> Node:
    """The scores that a weighted mean of the children can have, of those that are printed as published."""
    whole = sum(Fraction(weight) for weight in weights)
    shares = [Fraction(weight) / whole for weight in weights]
    unit = lcm(
        *(
            score.denominator * share.denominator
            for child, share in zip(children, shares, strict=True)
            for score in child.choices
        )
    )
    steps = [
        {int(score * share * unit): score for score in child.choices}
        for child, share in zip(children, shares, strict=True)
    ]
    floor = sum(min(step) for step in steps)
    layers = [1]
    for step in steps:
        lowest, layer = min(step), 0
        for value in step:
            layer |= layers[-1] << (value - lowest)
        layers.append(layer)
    figure = published.get(code)
    sums = [floor + bit for bit in range(layers[-1].bit_length()) if layers[-1] >> bit & 1]
    if figure is not None:
        sums = printing({s: Fraction(s, unit) for s in sums}, figure, framework.decimals)
    if not sums:
        raise Impossible(code, figure, people.get(framework.instrument_of.get(code), 0))
    return Node(code, {Fraction(s, unit): _trace(s - floor, steps, layers) for s in sums}, tuple(children))


def _trace(bit: int, steps: Sequence[Mapping[int, Fraction]], layers: Sequence[int]) -> tuple[Fraction, ...]:
    """One choice of the children's scores that makes the sum at `bit`, found from the last child back."""
    chosen = []
    for step, before in zip(reversed(steps), reversed(layers[:-1]), strict=True):
        lowest = min(step)
        value = next(v for v in sorted(step) if bit >= v - lowest and before >> (bit - v + lowest) & 1)
        chosen.append(step[value])
        bit -= value - lowest
    return tuple(reversed(chosen))


def _collect(
    node: Node, score: Fraction, sums: dict[str, int], framework: Framework, people: Mapping[str, int]
) -> None:
    """Write down the sums of the items below `node` for the one choice that makes `score`."""
    if framework.level_of[node.code] == "item":
        n = people.get(framework.instrument_of[node.code])
        if n is not None:
            sums[node.code] = int(score * n * len(framework.by_code[node.code].parts))
        return
    for child, chosen in zip(node.children, node.choices[score], strict=True):
        _collect(child, chosen, sums, framework, people)


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

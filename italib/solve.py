"""Which answers give a printed figure? Exact search over whole points, for any scale, number of people and hierarchy.

The test of a mean of whole numbers is GRIM (Brown & Heathers 2017, Social Psychological and Personality Science 8:363);
here it is extended to weighted points, several parts and the levels above. Sets of reachable sums are kept as the bits
of one integer: bit s is set where some answers sum to s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

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


def printed_sums(figure: str, decimals: int, count: int, sums: int, floor: int = 0) -> list[int]:
    """Which of `sums` (bits, from `floor` up) is printed as `figure` when it is divided by `count`.

    A figure with fewer decimals is one that has lost its zeros; only if no sum is, one that was rounded further.

    >>> printed_sums("84.94", 2, 33, reachable([[0, 33, 67, 100]], 33))
    [2803]
    """
    printed = printed_decimals(figure)
    for places in dict.fromkeys((max(decimals, printed), printed)):
        # Twice the figure in its last unit, so that the half unit to either side is a whole number too.
        twice, unit = 2 * int(figure.replace(".", "")) * 10 ** (places - printed), 2 * 10**places
        first = max(_up((twice - 1) * count, unit) - floor, 0)
        width = _up((twice + 1) * count, unit) - floor - first
        near = sums >> first & (1 << width) - 1 if width > 0 else 0
        if near:
            return [floor + first + bit for bit in range(near.bit_length()) if near >> bit & 1]
    return []


def _up(number: int, by: int) -> int:
    """`number` divided by `by`, rounded upward."""
    return -(-number // by)


def points_of(item: Item, framework: Framework) -> list[list[int]]:
    """The whole points of the answers of each part, ascending."""
    return [list(map(int, framework.options[item.code, part.part].values())) for part in item.parts]


def reachable(points: Sequence[Sequence[int]], n: int, before: int = 1) -> int:
    """The sums of points that `n` people can give an item, as bits; `points` lists the points of each part's answers.

    `before` holds the sums of other parts that these are added to.

    >>> [total for total in range(201) if reachable([[0, 33, 67, 100]], 2) >> total & 1]
    [0, 33, 66, 67, 100, 133, 134, 167, 200]
    """
    sums = before
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
    sums = printed_sums(printed, framework.decimals, count, possible)
    if not sums:
        near = _nearest(possible, int(Fraction(printed) * count), count, framework.decimals)
        raise Impossible(item.code, printed, n, near)
    return sums


def fitting_people(figures: Mapping[str, str], framework: Framework, most: int) -> dict[str, list[int]]:
    """How many people, of 1 to `most`, can give each item the figure that is printed of it.

    `figures` maps items to figures as printed. The sums of one more answer are found from those before it, once for
    every scale.
    """
    ladders: dict[tuple[int, ...], list[int]] = {}
    fitting = {}
    for code, figure in figures.items():
        scales = [tuple(scale) for scale in points_of(framework.by_code[code], framework)]
        same = scales.count(scales[0])
        others = [scale for scale in scales if scale != scales[0]]
        ladder = ladders.setdefault(scales[0], [1])
        while len(ladder) <= most * same:
            ladder.append(reachable(scales[:1], 1, ladder[-1]))
        fitting[code] = [
            n
            for n in range(1, most + 1)
            if printed_sums(figure, framework.decimals, n * len(scales), reachable(others, n, ladder[n * same]))
        ]
    return fitting


def _nearest(possible: int, centre: int, count: int, decimals: int) -> tuple[str, ...]:
    """The printed figures of the nearest possible sums below and above."""
    below = next((total for total in range(centre, -1, -1) if possible >> total & 1), None)
    above = next((total for total in range(centre + 1, count * 100 + 1) if possible >> total & 1), None)
    found = [printed_as(Fraction(total, count), decimals) for total in (below, above) if total is not None]
    return tuple(f"{float(score):.{decimals}f}" for score in found)


@dataclass(frozen=True)
class Choices:
    """The sums that one of each list of whole numbers can give: `layers[i]` holds those of the first i, as bits.

    Bit 0 of each stands for the sum of their lowest numbers.
    """

    steps: Sequence[Sequence[int]]

    @cached_property
    def layers(self) -> list[int]:
        """The reachable sums after none, one, two ... of the lists."""
        layers = [1]
        for step in self.steps:
            lowest, layer = min(step), 0
            for value in step:
                layer |= layers[-1] << (value - lowest)
            layers.append(layer)
        return layers

    @cached_property
    def floor(self) -> int:
        """The lowest sum."""
        return sum(min(step) for step in self.steps)

    def sums(self) -> list[int]:
        """Every sum, ascending."""
        whole = self.layers[-1]
        return [self.floor + bit for bit in range(whole.bit_length()) if whole >> bit & 1]

    def picks(self, total: int) -> list[int]:
        """One number of each list that together make `total`, found from the last list back."""
        bit, chosen = total - self.floor, []
        for step, before in zip(reversed(self.steps), reversed(self.layers[:-1]), strict=True):
            lowest = min(step)
            value = next(v for v in sorted(step) if bit >= v - lowest and before >> (bit - v + lowest) & 1)
            chosen.append(value)
            bit -= value - lowest
        return chosen[::-1]


def weighted(scores: Sequence[Sequence[Fraction]], weights: Sequence[Fraction]) -> tuple[Choices, int]:
    """What a weighted mean of one score of each list can be: choices over whole numbers, and how many make one point.

    >>> half = Fraction(1, 2)
    >>> choices, unit = weighted([[Fraction(50), Fraction(100)], [Fraction(0)]], [half, half])
    >>> [float(Fraction(total, unit)) for total in choices.sums()]
    [25.0, 50.0]
    """
    unit = lcm(*((score * weight).denominator for own, weight in zip(scores, weights, strict=True) for score in own))
    return Choices(
        [[int(score * weight * unit) for score in own] for own, weight in zip(scores, weights, strict=True)]
    ), unit


def shares(code: str, framework: Framework) -> dict[str, Fraction]:
    """What a code is made of: the share of each child in its mean; none for an item."""
    below = framework.tree[framework.tree["parent"] == code]
    weights = {row.code: Fraction(row.weight) for row in below.itertuples()}
    return {child: weight / sum(weights.values()) for child, weight in weights.items()}


@dataclass(frozen=True)
class Node:
    """A code with the exact scores that it may have; `choices`, over `unit`, tell which of its children make each."""

    code: str
    scores: Sequence[Fraction]
    children: tuple["Node", ...] = ()
    choices: Choices | None = None
    unit: int = 1


def item_sums(published: Mapping[str, str], framework: Framework, people: Mapping[str, int]) -> dict[str, int]:
    """The sum of points of every item, such that all published figures of every level come out as printed.

    `published` maps codes to figures as printed; items of the instruments in `people` (instrument → n) are solved,
    items of other instruments are taken as they stand. Raises Impossible with the first figure that no answers give.
    """
    sums: dict[str, int] = {}
    whole = _node(TOTAL, published, framework, people)
    _collect(whole, whole.scores[0], sums, framework, people)
    return sums


def _node(code: str, published: Mapping[str, str], framework: Framework, people: Mapping[str, int]) -> Node:
    """The node of a code, from its items up, with the scores that are printed as published."""
    n = people.get(framework.instrument_of.get(code))
    if framework.level_of[code] == "item":
        if n is None:
            return Node(code, [Fraction(published[code])])
        item = framework.by_code[code]
        count = n * len(item.parts)
        return Node(code, [Fraction(total, count) for total in sums_of_item(item, framework, n, published[code])])
    parts = shares(code, framework)
    children = tuple(_node(child, published, framework, people) for child in parts)
    choices, unit = weighted([child.scores for child in children], list(parts.values()))
    figure = published.get(code)
    if figure is None:
        sums = choices.sums()
    else:
        sums = printed_sums(figure, framework.decimals, unit, choices.layers[-1], choices.floor)
    if not sums:
        raise Impossible(code, figure, n or 0)
    return Node(code, [Fraction(total, unit) for total in sums], children, choices, unit)


def _collect(
    node: Node, score: Fraction, sums: dict[str, int], framework: Framework, people: Mapping[str, int]
) -> None:
    """Write down the sums of the items below `node` for the one choice that makes `score`."""
    if node.choices is None:
        n = people.get(framework.instrument_of[node.code])
        if n is not None:
            sums[node.code] = int(score * n * len(framework.by_code[node.code].parts))
        return
    picks = node.choices.picks(int(score * node.unit))
    for child, step, pick in zip(node.children, node.choices.steps, picks, strict=True):
        _collect(child, child.scores[step.index(pick)], sums, framework, people)

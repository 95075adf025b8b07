"""Can the published figures be right? Items from answers, levels from items, and what a document says of them.

Three searches and a comparison, each exact (docs/method.md, sections 4 and 9): whether any answers give an item its
figure, how many people could have answered all items as printed, whether a figure above the items can come from them,
and whether a statement agrees with the tables.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import log10

import pandas as pd

from italib import hierarchy
from italib.claims import NOT_CHECKED, NOT_PRINTED, judged
from italib.findings import Findings
from italib.framework import Item
from italib.hierarchy import Possible
from italib.reconcile import DIFFERENT, EQUAL
from italib.score_tables import SCORE_TABLE
from italib.solve import Impossible, fitting_people, sums_of_item
from italib.words import AUDIT, AUDIT_PEOPLE

# A national office knows how many answered; where only scores are held, so many people are tried.
MOST_PEOPLE = 500
# How many numbers of people a cell lists.
LISTED = 20
ANSWERS, PEOPLE, HIERARCHY, CLAIM = "answers", "people", "hierarchy", "claim"
POSSIBLE, IMPOSSIBLE = "possible", "impossible"
# The verdicts that a reader has to look at.
FLAGGED = (IMPOSSIBLE, DIFFERENT, NOT_PRINTED)
COLUMNS = ["check", "code", "year", "place_th", "quoted_th", "stated", "computed", "verdict", "message_th"]


@dataclass(frozen=True)
class Audited:
    """What the audit of a year found.

    `by_check` has one row a check of a published or stated figure: `check, code, year, place_th, quoted_th, stated,
    computed, verdict, message_th`. `check` is `answers` (an item), `people` (a survey), `hierarchy` (a figure above
    the items) or `claim` (a statement of a document; `place_th` tells where, `quoted_th` its words). `stated` and
    `computed` are text as printed. `verdict` is `possible` or `impossible`, of a claim `equal`, `within rounding`,
    `different` or `not printed`; `not checked` where what is held does not tell. `fitting` holds the numbers of people
    that can give each item its printed figure: by survey and item.
    """

    by_check: pd.DataFrame
    fitting: Mapping[str, Mapping[str, Sequence[int]]]

    @property
    def flagged(self) -> pd.DataFrame:
        """The checks that a reader has to look at."""
        return self.by_check[self.by_check["verdict"].isin(FLAGGED)]


def audit(found: Findings) -> Audited:
    """The items of the surveys, the surveys, every published figure above the items, and every statement, checked."""
    searched = _Audit(found)
    rows = [*searched.items(), *searched.people(), *searched.levels()]
    stated = judged(found).assign(check=CLAIM)
    return Audited(
        pd.concat([pd.DataFrame(rows, columns=COLUMNS), stated[COLUMNS]], ignore_index=True), searched.fitting
    )


class _Audit:
    """The searches on the published figures of one year."""

    def __init__(self, found: Findings):
        self._found, self._rules = found, found.framework
        self._rows = found.by_figure[found.by_figure["level"] != "rating"]
        spread = found.scored.spread.set_index("code")
        # How many people answered a code, and which codes everyone of them answered whole.
        self._n = spread["n"].astype("int64").to_dict()
        self._even = set(spread.index[spread["even"].astype("bool")])

    @cached_property
    def _surveys(self) -> set[str]:
        return set(self._rules.surveys)

    @cached_property
    def _figures(self) -> dict[str, str]:
        """Every figure as it was printed, by code: as published, or else as the score table of a survey has it."""
        figures = {row.code: row.published for row in self._rows.itertuples() if row.published}
        table = self._rows[(self._rows["basis"] == SCORE_TABLE) & self._rows["instrument"].isin(self._surveys)]
        for row in table[~table["code"].isin(figures)].itertuples():
            # The interval that a printed score stands for tells its decimals.
            figures[row.code] = f"{row.score:.{round(-log10(row.high - row.low))}f}"
        return figures

    @cached_property
    def _items(self) -> list[Item]:
        """The items of the surveys of which a figure is printed."""
        printed = [item for item in self._rules.items if item.code in self._figures]
        return [item for item in printed if self._rules.instrument_of[item.code] in self._surveys]

    @cached_property
    def _searchable(self) -> list[Item]:
        """Those of them whose answers earn whole points."""
        options = self._rules.options
        return [
            item
            for item in self._items
            if all(points % 1 == 0 for part in item.parts for points in options[item.code, part.part].values())
        ]

    @cached_property
    def fitting(self) -> dict[str, dict[str, list[int]]]:
        """The numbers of people that can give each item its figure, by survey and item."""
        figures = {item.code: self._figures[item.code] for item in self._searchable}
        fitting: dict[str, dict[str, list[int]]] = {}
        for item, people in fitting_people(figures, self._rules, MOST_PEOPLE).items():
            fitting.setdefault(self._rules.instrument_of[item], {})[item] = people
        return fitting

    @cached_property
    def _sums(self) -> dict[str, list[int] | Impossible]:
        """The sums of points that give an item its figure, or why there are none, where it is known who answered it."""
        known = [item for item in self._searchable if item.code in self._even and self._n[item.code] <= MOST_PEOPLE]
        return {item.code: self._search(item) for item in known}

    def _search(self, item: Item) -> list[int] | Impossible:
        try:
            return sums_of_item(item, self._rules, self._n[item.code], self._figures[item.code])
        except Impossible as wrong:
            return wrong

    def items(self) -> Iterator[tuple]:
        """Whether any answers give each item its printed figure."""
        for item in self._items:
            code, figure = item.code, self._figures[item.code]
            n, parts = self._n.get(code), len(item.parts)
            fits = self.fitting.get(self._rules.instrument_of[code], {}).get(code)
            found = self._sums.get(code)
            if fits is None:
                yield self._row(ANSWERS, code, figure, "", NOT_CHECKED, "fractional")
            elif isinstance(found, Impossible):
                near = ", ".join(found.near)
                yield self._row(ANSWERS, code, figure, near, IMPOSSIBLE, "no_answers", n=n, near=near)
            elif found is not None:
                sums = [AUDIT["sum"].format(total=total, count=n * parts) for total in found]
                words = {"n": n, "parts": parts, "sums": AUDIT["or"].join(sums)}
                key = "answers_dealt" if self._found.inputs.reconstructed else "answers"
                yield self._row(ANSWERS, code, figure, " ".join(sums), POSSIBLE, key, **words)
            elif n is not None:
                # The answers that are held give the figure, or a search would have to guess who left what out.
                misses = "uneven" if code not in self._even else "many_answers"
                verdict, key = (POSSIBLE, "held_answers") if self._agrees(code) else (NOT_CHECKED, misses)
                yield self._row(ANSWERS, code, figure, "", verdict, key, n=n, most=MOST_PEOPLE)
            elif fits:
                words = {"count": len(fits), "most": MOST_PEOPLE}
                yield self._row(ANSWERS, code, figure, _listed(fits), POSSIBLE, "some_people", **words)
            else:
                # More people, or some who left an answer out, might.
                yield self._row(ANSWERS, code, figure, "", NOT_CHECKED, "no_people", most=MOST_PEOPLE)

    def people(self) -> Iterator[tuple]:
        """How many people could have answered all items of each survey as they are printed."""
        for survey, fits in self.fitting.items():
            people = together(fits)
            n = self._n.get(survey)
            stated = "" if n is None else str(n)
            words = {"items": len(fits), "most": MOST_PEOPLE, "n": n, "people": _spoken(people)}
            if n in people or (n is None and people):
                # A reconstruction took its number of people from the figures themselves.
                known = "people_dealt" if self._found.inputs.reconstructed else "people_fit"
                key = "people_unknown" if n is None else known
                yield self._row(PEOPLE, survey, stated, _listed(people), POSSIBLE, key, **words)
            elif n is not None and (n > MOST_PEOPLE or survey not in self._even):
                key = "many_people" if n > MOST_PEOPLE else "uneven_people"
                yield self._row(PEOPLE, survey, stated, _listed(people), NOT_CHECKED, key, **words)
            elif people:
                yield self._row(PEOPLE, survey, stated, _listed(people), IMPOSSIBLE, "people_misfit", **words)
            else:
                often = Counter(n for fitting in fits.values() for n in fitting)
                best = min(often, key=lambda n: (-often[n], n), default=0)
                wrong = [code for code, fitting in fits.items() if best not in fitting]
                words |= {"best": best, "fit": often[best], "wrong": ", ".join(wrong)}
                key = "people_misfit" if n is not None else "nobody_fits" if best else "nobody"
                yield self._row(PEOPLE, survey, stated, "", NOT_CHECKED if n is None else IMPOSSIBLE, key, **words)

    def levels(self) -> Iterator[tuple]:
        """Whether each figure above the items can come from what is printed below it."""
        known = {item.code: self._possible(item) for item in self._items} | self._earned()
        for code, figure, allowed, fits in hierarchy.check(self._figures, known, self._rules):
            low, high = allowed.ends(self._rules.decimals)
            computed = low if low == high else AUDIT["range"].format(low=low, high=high)
            key = ("exactly" if low == high else "between") if fits else "not_from_below"
            verdict = POSSIBLE if fits else IMPOSSIBLE
            yield self._row(HIERARCHY, code, figure, computed, verdict, key, allowed=computed)

    def _agrees(self, code: str) -> bool:
        """Whether the answers that are held give a figure as it is published."""
        return bool((self._rows.loc[self._rows["code"] == code, "verdict"] == EQUAL).all())

    def _earned(self) -> dict[str, Possible]:
        """The scores of items of checklists that are points of their scale: nothing of them is rounded."""
        checked = self._rows[(self._rows["level"] == "item") & ~self._rows["instrument"].isin(self._surveys)]
        earned = {}
        for row in checked.dropna(subset="score").itertuples():
            parts = self._rules.by_code[row.code].parts
            if len(parts) == 1 and row.score in self._rules.options[row.code, 1].values():
                earned[row.code] = Possible.of([Fraction(str(row.score))])
        return earned

    def _possible(self, item: Item) -> Possible | None:
        """The scores that an item may have, by its printed figure; None where no answers give that."""
        sums = self._sums.get(item.code)
        if sums is None:
            return Possible.printed(self._figures[item.code])
        if isinstance(sums, Impossible):
            return None
        count = self._n[item.code] * len(item.parts)
        return Possible.of(Fraction(total, count) for total in sums)

    def _row(self, check: str, code: str, stated: str, computed: str, verdict: str, key: str, **words: object) -> tuple:
        words = {"code": code, "stated": stated, **words}
        return (check, code, self._found.inputs.year, "", "", stated, computed, verdict, AUDIT[key].format(**words))


def _listed(people: Sequence[int]) -> str:
    """Numbers of people as a list; of a long one the beginning."""
    return " ".join(map(str, people[:LISTED])) + (" …" if len(people) > LISTED else "")


def _spoken(people: Sequence[int]) -> str:
    """Numbers of people in words."""
    words = AUDIT_PEOPLE[shape(people)]
    return words.format(first=people[0] if people else "", listed=_listed(people).replace(" ", ", "))


def together(fitting: Mapping[str, Sequence[int]]) -> list[int]:
    """The numbers of people that can give all items their figures; `fitting` holds the numbers by item."""
    return sorted(set.intersection(*map(set, fitting.values())))


def shape(people: Sequence[int]) -> str:
    """What numbers of people have in common: `none`, `any` number searched, `multiples` of the first, or `some`.

    >>> shape([]), shape(range(33, 501, 33)), shape([7, 9])
    ('none', 'multiples', 'some')
    """
    if not people:
        return "none"
    if len(people) == MOST_PEOPLE:
        return "any"
    multiples = list(range(people[0], MOST_PEOPLE + 1, people[0]))
    return "multiples" if list(people) == multiples and len(people) > 1 else "some"

"""The national rules of one year as frozen models: instruments, indicators, items, parts, scales, ratings."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from italib.precision import half_up

LEVELS = ("item", "sub_indicator", "indicator", "instrument", "total")
TOTAL = "total"


class Frozen(BaseModel):
    """A model that nobody changes and that knows all its settings; a misspelt one is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class LargePopulation(Frozen):
    """Where a population is larger than `above` people, at least `at_least` of them must answer."""

    above: int
    at_least: int


class Instrument(Frozen):
    """One of the three instruments; `weight` is its share of the total in per cent."""

    # Files are named after it.
    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9]*$")
    name_th: str
    short_th: str
    weight: float = Field(gt=0, le=100)
    kind: Literal["survey", "checklist"]
    items: Literal["known", "unknown"]
    minimum_service_months: int | None = None
    large_population: LargePopulation | None = None


class Indicator(Frozen):
    """An indicator (its parent is an instrument) or a sub-indicator (its parent is an indicator)."""

    code: str
    parent: str
    name_th: str
    also_printed: str
    source: str


class Part(Frozen):
    """One part of an item: what a respondent answers. An item of one part has no part wording."""

    item: str
    part: int
    text_th: str
    polarity: Literal["positive", "negative"]
    scale: str
    source: str

    @property
    def name(self) -> str:
        """`i1.2`; the code of the part as it is shown."""
        return f"{self.item}.{self.part}"


class Item(Frozen):
    """One item: its wording corrected, and as printed where that differs."""

    code: str
    parent: str
    text_th: str
    text_printed: str
    source: str
    parts: tuple[Part, ...]

    @property
    def full_th(self) -> str:
        """The wording with that of its parts, as the item tables print it."""
        parts = ", ".join(part.text_th for part in self.parts if part.text_th)
        return f"{self.text_th} : {parts}" if parts else self.text_th


class Answer(Frozen):
    """One answer of a scale, with its points for a positive and for a negative question."""

    scale: str
    position: int
    answer_th: str
    points: float = Field(ge=0, le=100)
    points_negative: float = Field(ge=0, le=100)
    source: str

    def points_for(self, polarity: str) -> float:
        """The points that the answer earns on a question of that polarity."""
        return self.points if polarity == "positive" else self.points_negative


class Rating(Frozen):
    """A band of the total, both ends as printed; `each_instrument_from` is a condition on every instrument besides."""

    label: str
    lowest: Decimal = Field(alias="from", ge=0, le=100)
    highest: Decimal = Field(alias="to", ge=0, le=100)
    each_instrument_from: Decimal | None = None


class MinimumSample(Frozen):
    """How many must answer a survey: a share of its population in per cent, and a number of people."""

    share_of_population: float
    at_least: int


class Inclusion(Frozen):
    """The share of the parts, in per cent, that somebody must have answered to count as a respondent."""

    answered_at_least: float


class Target(Frozen):
    """The total that an agency should reach, and the share of agencies, in per cent, that should reach it."""

    score: float
    share_of_agencies: float


class Findings(Frozen):
    """By what the findings are picked: how many strengths, and the score up to which an item is watched.

    `confidence` is the level of intervals in per cent, `largest_rise` by how many points an item of a survey may rise
    in a year, if not to its best earlier score, whichever is more.
    """

    strengths: int
    watch_below: float
    confidence: float = Field(ge=50, lt=100)
    largest_rise: float = Field(gt=0, le=100)


class Framework(Frozen):
    """The rules of one year. Everything that differs between years stands here, nothing of it in Python."""

    year: int
    name_th: str
    decimals: int
    standing_th: str
    instruments: tuple[Instrument, ...]
    minimum_sample: MinimumSample
    inclusion: Inclusion
    target: Target
    findings: Findings
    ratings: tuple[Rating, ...]
    indicators: tuple[Indicator, ...] = ()
    items: tuple[Item, ...] = ()
    scales: dict[str, tuple[Answer, ...]] = {}

    @cached_property
    def by_code(self) -> dict[str, Instrument | Indicator | Item]:
        """Every instrument, indicator, sub-indicator and item by its code."""
        return {node.code: node for node in (*self.instruments, *self.indicators, *self.items)}

    @cached_property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of each level, in the order of the files."""
        instruments = {instrument.code for instrument in self.instruments}
        return {
            "item": tuple(item.code for item in self.items),
            "sub_indicator": tuple(node.code for node in self.indicators if node.parent not in instruments),
            "indicator": tuple(node.code for node in self.indicators if node.parent in instruments),
            "instrument": tuple(instrument.code for instrument in self.instruments),
            "total": (TOTAL,),
        }

    @cached_property
    def surveys(self) -> tuple[str, ...]:
        """The instruments that people answer."""
        return tuple(instrument.code for instrument in self.instruments if instrument.kind == "survey")

    @cached_property
    def checklists(self) -> tuple[str, ...]:
        """The instruments that are checked against what the agency publishes; nobody is asked."""
        return tuple(instrument.code for instrument in self.instruments if instrument.kind == "checklist")

    @cached_property
    def level_of(self) -> dict[str, str]:
        """The level of each code."""
        return {code: level for level, codes in self.codes.items() for code in codes}

    def ancestors(self, code: str) -> list[str]:
        """What `code` belongs to, from its own parent up to the total."""
        chain = []
        while code != TOTAL:
            code = getattr(self.by_code[code], "parent", TOTAL)
            chain.append(code)
        return chain

    @cached_property
    def instrument_of(self) -> dict[str, str]:
        """The instrument of each code below the total."""
        return {code: ([code] + self.ancestors(code))[-2] for code in self.by_code}

    def name_of(self, code: str) -> str:
        """The Thai name of an indicator or instrument, or the wording of an item; empty for the total."""
        node = self.by_code.get(code)
        return "" if node is None else node.text_th if isinstance(node, Item) else node.name_th

    @cached_property
    def tree(self) -> pd.DataFrame:
        """The hierarchy: one row a code; `level, code, parent, weight` (weight within the parent, as given)."""
        rows = [
            (self.level_of[code], code, self.ancestors(code)[0], getattr(node, "weight", 1.0))
            for code, node in self.by_code.items()
        ]
        return pd.DataFrame(rows, columns=["level", "code", "parent", "weight"])

    @cached_property
    def effect(self) -> dict[str, float]:
        """How many points of the total one point of each code is worth (0.3 for an instrument of weight 30)."""
        siblings = self.tree.groupby("parent")["weight"].sum()
        worth = {TOTAL: 1.0}
        for level in reversed(LEVELS[:-1]):
            for row in self.tree[self.tree["level"] == level].itertuples():
                worth[row.code] = row.weight / siblings[row.parent] * worth[row.parent]
        return worth

    @cached_property
    def parts(self) -> pd.DataFrame:
        """One row a part: `instrument, item, part, text_th, polarity, scale`."""
        rows = [
            (self.instrument_of[part.item], part.item, part.part, part.text_th, part.polarity, part.scale)
            for item in self.items
            for part in item.parts
        ]
        return pd.DataFrame(rows, columns=["instrument", "item", "part", "text_th", "polarity", "scale"])

    @cached_property
    def options(self) -> dict[tuple[str, int], dict[str, float]]:
        """The answers of each part, by (item, part), with the points they earn there; the worst answer first."""
        return {
            (part.item, part.part): {
                answer.answer_th: answer.points_for(part.polarity)
                for answer in sorted(self.scales[part.scale], key=lambda answer: answer.points_for(part.polarity))
            }
            for item in self.items
            for part in item.parts
        }

    def rating(self, total: float, by_instrument: Mapping[str, float]) -> str:
        """The label of the first rating whose conditions hold, on figures rounded as they are published.

        Empty where the total or an instrument is missing.
        """
        shown = {code: half_up(score, self.decimals) for code, score in {TOTAL: total, **by_instrument}.items()}
        if any(pd.isna(score) for score in shown.values()):
            return ""
        lowest_instrument = min(shown[code] for code in self.codes["instrument"])
        for band in self.ratings:
            condition = band.each_instrument_from
            if float(band.lowest) <= shown[TOTAL] <= float(band.highest) and (
                condition is None or lowest_instrument >= float(condition)
            ):
                return band.label
        raise AssertionError(f"validated bands leave {total} without a rating")

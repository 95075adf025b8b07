"""The words of exports that are not wordings of items, and how they are taken: the settings of `data/forms.toml`."""

from functools import cached_property

from pydantic import Field

from italib import thai
from italib.framework import Frozen


class Nearest(Frozen):
    """From how alike, in per cent, the words of a column are taken for those of a part, and are worth a hint.

    The next part must be less alike by `margin`. `turning`: words that turn a question round; they must stand in both
    as often.
    """

    certain: float = Field(ge=80, le=100)
    hint: float = Field(ge=0, le=100)
    margin: float = Field(gt=0)
    turning: tuple[str, ...]


class Disclosure(Frozen):
    """What is not told of few people: the smallest group whose size is, and how much of a text that was found is."""

    smallest_group: int = Field(ge=2)
    found_letters: int = Field(ge=1)


class Forms(Frozen):
    """The words of exports that are not wordings of items, and what is not told of few: `data/forms.toml`."""

    nearest: Nearest
    columns: dict[str, list[str]]
    service: dict[str, list[str]]
    rows: dict[str, list[str]]
    answers: dict[str, list[str]]
    disclosure: Disclosure

    @cached_property
    def totals(self) -> frozenset[str]:
        """The keys of the words that a row of totals begins with."""
        return frozenset(map(thai.key, self.rows["totals"]))

    @cached_property
    def variants(self) -> dict[str, str]:
        """The option by the key of each of its spelling variants."""
        return {thai.key(variant): answer for answer, words in self.answers.items() for variant in words}

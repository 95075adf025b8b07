"""The rows of a whole country's export: each cell as the number of its text, each distinct text told once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from italib import thai
from italib.country_layout import Layout

# Bytes that tidying leaves as they are: nobody needs to look at each of a million addresses.
PLAIN = np.array([byte < 128 and re.fullmatch(thai.PLAIN, chr(byte)) is not None for byte in range(256)])


@dataclass
class Texts:
    """The distinct texts of a column in the order they were met, and the number of each; 0 is the empty one."""

    texts: list[str] = field(default_factory=lambda: [""])
    numbers: dict[str, int] = field(default_factory=lambda: {"": 0})

    def number(self, text: str | None) -> int:
        """The number of a text, a new one where it was not met before."""
        text = text or ""
        if text not in self.numbers:
            self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return self.numbers[text]

    def which(self, is_so: Callable[[str], bool]) -> np.ndarray:
        """Whether something is so of each text, by its number."""
        return np.array([is_so(text) for text in self.texts])


@dataclass(frozen=True)
class Coded:
    """A column as numbers of its texts, one a row."""

    codes: np.ndarray
    texts: Texts

    def where(self, is_so: Callable[[str], bool]) -> np.ndarray:
        """Whether something is so of the text of each row."""
        return self.texts.which(is_so)[self.codes]


@dataclass(frozen=True)
class Open:
    """A column of about as many texts as rows; one is missing where it is empty."""

    texts: pa.LargeStringArray

    def plain(self) -> np.ndarray:
        """Whether each text is such that tidying leaves it as it is."""
        _, offsets, content = self.texts.buffers()
        ends = np.frombuffer(offsets, dtype="int64")[: len(self.texts) + 1]
        found = np.ones(len(self.texts), dtype="bool")
        if content is not None:
            strange = np.flatnonzero(~PLAIN[np.frombuffer(content, dtype="uint8")[: ends[-1]]])
            found[np.unique(np.searchsorted(ends, strange, side="right") - 1)] = False
        return found

    def begins_with_digit(self) -> np.ndarray:
        """Whether the first letter of each text is a digit, as that of a time is."""
        _, offsets, content = self.texts.buffers()
        ends = np.frombuffer(offsets, dtype="int64")[: len(self.texts) + 1]
        found = np.zeros(len(self.texts), dtype="bool")
        full = np.flatnonzero(np.diff(ends))
        if len(full):
            first = np.frombuffer(content, dtype="uint8")[ends[full]]
            found[full] = (first >= ord("0")) & (first <= ord("9"))
        return found


@dataclass(frozen=True)
class Survey:
    """The rows of one instrument: their places in the file, and the columns of its parts at these rows."""

    rows: np.ndarray
    parts: tuple[Coded, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of a file in their order: those columns beside the answers that are there, by role, and the surveys.

    A row belongs to the instrument that it names, else to every one of which some cell is not empty.
    """

    layout: Layout
    count: int
    encoding: str
    separator: str
    coded: dict[str, Coded]
    open: dict[str, Open]
    surveys: dict[str, Survey]

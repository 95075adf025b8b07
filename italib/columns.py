"""What a header cell of an export is: the code or wording of an item, a part of one, or a known heading."""

import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from italib import thai
from italib.forms import Forms
from italib.framework import Framework, Item

CODE = re.compile(r"([a-z๐0])\s?(\d+)(?:\s?[._]\s?(\d+))?(?=\D|$)")
PACKED_CODE = re.compile(r"ans_?([a-z])(\d+?)(\d\d)(?=\D|$)")
# `3. ` or `3) ` in front of a question; not the `1.1` of a code.
LIST_NUMBER = re.compile(r"^\d+\s*[.)](?!\d)\s*")
WITH_PART = (re.compile(r"(.+?)\s*\[(.+)\]\s*"), re.compile(r"(.+)\s+:\s*(.+)"), re.compile(r"(.+):\s*(.+)"))


@dataclass(frozen=True)
class Match:
    """What a header cell turned out to be: its role, how that is known, how alike the words are in per cent.

    A column of an answer has an `item` and a `part`, 0 where it does not say which of several. `others`: the parts that
    the words fit as well, where it is not certain which is meant.
    """

    role: str
    how: str
    item: str = ""
    part: int = 0
    alike: float = 100
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The part as it is written, `i1.2`."""
        return f"{self.item}.{self.part}"


class Words:
    """The words by which a header cell of an export of these instruments is known."""

    def __init__(self, framework: Framework, forms: Forms, *instruments: str):
        self.items = {item.code: item for item in framework.items if framework.instrument_of[item.code] in instruments}
        self._nearest = forms.nearest
        self._headings = {thai.key(word): role for role, words in forms.columns.items() for word in words}
        self._questions: dict[str, list[Item]] = defaultdict(list)
        # The wording of every part, and of a part together with its question.
        self._parts: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._whole: dict[str, tuple[str, int]] = {}
        for item in self.items.values():
            wordings = (item.text_th, item.text_printed.partition(" : ")[0], item.full_th, item.text_printed)
            for text in dict.fromkeys(filter(None, map(thai.key, wordings))):
                self._questions[text].append(item)
            for part in item.parts:
                if part.text_th:
                    self._parts[thai.key(part.text_th)].append((item.code, part.part))
                if whole := thai.key(item.text_th) + thai.key(part.text_th):
                    self._whole[whole] = (item.code, part.part)

    def match(self, cell: str) -> Match | None:
        """What a header cell is: by code, by wording, as a known heading, by its part; None where it is nothing."""
        text = LIST_NUMBER.sub("", thai.tidy(cell)[0])
        if not text:
            return None
        return self._by_code(text) or self._by_wording(text) or self._by_heading(text) or self._by_part(text)

    def nearest(self, cell: str) -> Match | None:
        """The part whose wording is most like a header cell, however far away; None where no part has words.

        `others` names what is nearly as near, and the part itself where a word that turns the question round stands in
        one of the two only: neither is certain.
        """
        text = LIST_NUMBER.sub("", thai.tidy(cell)[0])
        key, named = thai.key(text), self._named_parts(text)
        alike = sorted(
            (
                (100 * Indel.normalized_similarity(key, whole), whole, part)
                for whole, part in self._whole.items()
                if not named or part in named
            ),
            key=lambda found: -found[0],
        )
        if not key or not alike:
            return None
        best, whole, (item, part) = alike[0]
        others = tuple(f"{i}.{p}" for near, _, (i, p) in alike[1:] if best - near < self._nearest.margin)
        if any(key.count(word) != whole.count(word) for word in map(thai.key, self._nearest.turning)):
            others = (f"{item}.{part}", *others)
        return Match("answer", "nearest wording", item, part, best, others)

    def _named_parts(self, text: str) -> list[tuple[str, int]]:
        """The parts whose own wording a header ends in: the parts of one question are told apart by nothing else."""
        splits = (pattern.fullmatch(text) for pattern in WITH_PART)
        return [part for split in splits if split for part in self._parts.get(thai.key(split[2]), [])]

    def is_certain(self, match: Match) -> bool:
        """Whether words are near enough to one wording, and to one only, to be taken for it."""
        return match.alike >= self._nearest.certain and not match.others

    def is_like(self, match: Match) -> bool:
        """Whether words are near enough to be worth a hint."""
        return match.alike >= self._nearest.hint

    def _by_code(self, text: str) -> Match | None:
        found = PACKED_CODE.match(text.casefold()) or CODE.match(text.casefold())
        if not found or (item := self.items.get(found[1] + str(int(found[2])))) is None:
            return None
        numbered = int(found[3]) if found[3] else self._part(item, text)
        # A code in front of the wording of another item says two things.
        asked = self._by_wording(text[found.end() :].lstrip(" .:)_-"))
        others = (asked.name,) if asked and asked.item != item.code else ()
        return Match("answer", "code", item.code, numbered if numbered <= len(item.parts) else 0, others=others)

    def _by_wording(self, text: str) -> Match | None:
        if items := self._questions.get(thai.key(text)):
            return self._answer(items, "wording", lambda item: 1 if len(item.parts) == 1 else 0)
        for pattern in WITH_PART:
            split = pattern.fullmatch(text)
            if split and (items := self._questions.get(thai.key(split[1]))):
                return self._answer(items, "wording and part", lambda item: self._part(item, text))
        return None

    def _by_heading(self, text: str) -> Match | None:
        role = self._headings.get(thai.key(text))
        return Match(role, "heading") if role else None

    def _by_part(self, text: str) -> Match | None:
        found = self._parts.get(thai.key(text))
        if not found:
            return None
        (item, part), *others = found
        return Match("answer", "part", item, part, others=tuple(f"{i}.{p}" for i, p in others))

    @staticmethod
    def _answer(items: list[Item], how: str, part_of) -> Match:
        """The column of the items that a wording fits: more than one where they are worded alike."""
        found = [(item.code, part_of(item)) for item in items]
        # Items that are worded alike are told apart by the part, where it belongs to one of them only.
        (item, part), *others = [one for one in found if one[1]] or found
        return Match("answer", how, item, part, others=tuple(f"{i}.{p}" if p else i for i, p in others))

    @staticmethod
    def _part(item: Item, text: str) -> int:
        """The part that the end of a header names; 0 where it names none of several."""
        if len(item.parts) == 1:
            return 1
        for pattern in WITH_PART:
            split = pattern.fullmatch(text)
            for part in item.parts:
                if split and thai.key(split[2]) == thai.key(part.text_th):
                    return part.part
        return 0


def letter(position: int) -> str:
    """The letter of a spreadsheet column.

    >>> letter(0), letter(25), letter(26), letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def position_of(name: str) -> int:
    """The position of a spreadsheet column by its letter, counted from 0.

    >>> position_of("A"), position_of("AA")
    (0, 26)
    """
    position = 0
    for character in name:
        position = position * 26 + ord(character) - ord("A") + 1
    return position - 1

"""Which letters can be printed: those of the typeface of charts and documents. A box in place of one is an error."""

import re
import unicodedata
from functools import cache

import fontpkg_sarabun
from fontTools.ttLib import TTFont

# Characters that no XML may hold, not even as a reference.
ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FACE = fontpkg_sarabun.ROOT / "files" / "Sarabun-Regular.ttf"


def legal(text: str) -> str:
    """The text without what no XML may hold: dropped, since nobody could see it.

    >>> legal("ก\\x00ข")
    'กข'
    """
    return ILLEGAL.sub("", text)


@cache
def _face() -> frozenset[int]:
    """The letters of the typeface, by their number."""
    with TTFont(FACE, lazy=True) as font:
        return frozenset(font.getBestCmap())


def unprintable(text: str) -> str:
    """The letters of a text that can't be printed, each once; those that nobody sees are no matter.

    >>> unprintable("✓ ทำแล้ว 😀 ✓")
    '✓😀'
    """
    found = dict.fromkeys(letter for letter in text if ord(letter) not in _face() and letter not in "\n\t")
    return "".join(letter for letter in found if unicodedata.category(letter) != "Cf")


def printable(text: str) -> str:
    """The text with `?` for each letter that can't be printed, as names of a file may have them; unseen ones dropped.

    >>> printable("เทศบาล 😀 ก")
    'เทศบาล ? ก'
    """
    missing = {ord(letter): "?" for letter in unprintable(text)}
    unseen = {ord(letter): None for letter in text if ord(letter) not in _face() and ord(letter) not in missing}
    return text.translate(unseen | missing)

"""Thai text as exports really hold it: made whole for reading, reduced for comparing, and wrapped between words."""

import re
from functools import lru_cache

from pythainlp.util import normalize

# Never at the beginning of a line.
CLOSING = ")]}”’,.:;%ๆฯ…"
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# What can be wrong with a piece of text, by rule of messages.CLEANING.
DAMAGE = {
    "html_tag": re.compile(r"</?[A-Za-z][^<>]*>"),
    "zero_width": re.compile("[\u200b-\u200f\u2060\ufeff]"),
    "no_break_space": re.compile("[\u00a0\u2007\u202f]"),
    "sara_am": re.compile("\u0e4d[\u0e48-\u0e4b]?\u0e32|[\u0e48-\u0e4b]\u0e4d\u0e32"),
    "double_e": re.compile("เเ"),
    "thai_digits": re.compile("[๐-๙]"),
    "spaces": re.compile(r"^[ \t]|[ \t]$|[ \t]{2}|[\t\r\n]"),
}


@lru_cache(maxsize=65_536)
def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """The text made whole, and the rules that it took: tags and invisible characters gone, one spelling, Arabic digits.

    >>> tidy("กํา\\u200bหนด ๑๒ ")
    ('กำหนด 12', ('zero_width', 'sara_am', 'thai_digits', 'spaces'))
    """
    rules = [rule for rule, pattern in DAMAGE.items() if pattern.search(text)]
    whole = DAMAGE["no_break_space"].sub(" ", DAMAGE["zero_width"].sub("", DAMAGE["html_tag"].sub(" ", text)))
    ordered = normalize(" ".join(whole.split()))
    if ordered != " ".join(whole.split()) and not {"sara_am", "double_e"} & set(rules):
        rules.append("mark_order")
    return " ".join(ordered.translate(THAI_DIGITS).split()), tuple(rules)


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """What two spellings of the same words have in common: letters, marks and digits, nothing else.

    >>> key("ผู้มาติดต่ออื่นๆ มาก น้อยเพียงใด") == key("ผู้มาติดต่ออื่น ๆ มากน้อยเพียงใด")
    True
    """
    return re.sub(r"[^0-9a-z\u0e01-\u0e3a\u0e40-\u0e4d]", "", tidy(text)[0].casefold())


@lru_cache(maxsize=65_536)
def wrap(text: str, width: int, lines: int = 2) -> str:
    """The text broken between Thai words into at most `lines` lines of about `width` characters, `…` where it is cut.

    >>> wrap("การบริหารงานบุคคลของหน่วยงาน", 14)
    'การบริหารงานบุคคล\\nของหน่วยงาน'
    """
    # Imported here: the dictionary takes half a second to load, and only charts wrap.
    from pythainlp.tokenize import word_tokenize

    rows = [""]
    for word in word_tokenize(text, engine="newmm"):
        if _columns(rows[-1] + word.rstrip()) > width and rows[-1] and word not in CLOSING:
            if len(rows) == lines:
                return "\n".join(row.strip() for row in rows).rstrip() + "…"
            rows.append("")
        rows[-1] += word
    return "\n".join(row.strip() for row in rows)


def _columns(text: str) -> int:
    """How many columns the text takes: marks above and below take none."""
    return sum(1 for letter in text if not re.match("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", letter))

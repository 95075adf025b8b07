"""Thai text as exports really hold it: made whole for reading, reduced for comparing, and wrapped between words."""

import re
from functools import cache, lru_cache

from pythainlp.util import Trie, normalize
from pythainlp.util.date import thai_abbr_months, thai_full_months

from italib.fork import lasting

# Never at the beginning of a line.
CLOSING = ")]}”’,.:;%ๆฯ…"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
# A day, if any, a month and a year of the Buddhist era, as people write them.
DATE = re.compile(
    rf"([0-9]{{1,2}} ?)?(?P<name>{'|'.join(map(re.escape, thai_full_months + thai_abbr_months))}) ?(พ\.ศ\. ?)?"
    "(?P<year>2[4-7][0-9]{2})"
)
# Digits that belong to a Latin word: the code of an item, an address.
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9./:_-]*|[0-9]+")

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
# Text that is whole as it is: letters, digits and marks of ASCII, without spaces and the beginning of a tag.
PLAIN = "[!-;=-~]+"


@lru_cache(maxsize=65_536)
def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """The text made whole, and the rules that it took: tags and invisible characters gone, one spelling, Arabic digits.

    >>> tidy("กํา\\u200bหนด ๑๒ ")
    ('กำหนด 12', ('zero_width', 'sara_am', 'thai_digits', 'spaces'))
    """
    if re.fullmatch(PLAIN, text):
        return text, ()
    rules = [rule for rule, pattern in DAMAGE.items() if pattern.search(text)]
    whole = DAMAGE["no_break_space"].sub(" ", DAMAGE["zero_width"].sub("", DAMAGE["html_tag"].sub(" ", text)))
    ordered = normalize(" ".join(whole.split()))
    if ordered != " ".join(whole.split()) and not {"sara_am", "double_e"} & set(rules):
        rules.append("mark_order")
    return " ".join(ordered.translate(TO_ARABIC).split()), tuple(rules)


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """What two spellings of the same words have in common: letters, marks and digits, nothing else.

    >>> key("ผู้มาติดต่ออื่นๆ มาก น้อยเพียงใด") == key("ผู้มาติดต่ออื่น ๆ มากน้อยเพียงใด")
    True
    """
    return re.sub(r"[^0-9a-z\u0e01-\u0e3a\u0e40-\u0e4d]", "", tidy(text)[0].casefold())


def thai_digits(text: str) -> str:
    """The text with Thai digits; those of codes and other Latin words stay as they are.

    >>> thai_digits("ข้อ i7 ได้ 84.94 (ดู www.web2.go.th)")
    'ข้อ i7 ได้ ๘๔.๙๔ (ดู www.web2.go.th)'
    """
    return LATIN_WORD.sub(lambda word: word[0].translate(TO_THAI) if word[0].isdigit() else word[0], text)


def month(text: str) -> int | None:
    """The month that a Thai date of the Buddhist era tells, counted from the year 0; None for other text.

    >>> month("กันยายน 2566") - month("30 ก.ย. พ.ศ. ๒๕๖๕"), month("ปลายปี 2566"), month("กันยายน 2023")
    (12, None, None)
    """
    found = DATE.fullmatch(tidy(text)[0])
    if found is None:
        return None
    names = thai_full_months if found["name"] in thai_full_months else thai_abbr_months
    return int(found["year"]) * 12 + names.index(found["name"])


def month_name(number: int) -> str:
    """A month counted from the year 0, as charts name it.

    >>> month_name(month("กันยายน 2566"))
    'ก.ย. 2566'
    """
    return f"{thai_abbr_months[number % 12]} {number // 12}"


@lru_cache(maxsize=65_536)
def wrap(text: str, width: int, lines: int = 2) -> str:
    """The text broken between Thai words into at most `lines` lines of about `width` characters, `…` where it is cut.

    >>> wrap("การบริหารงานบุคคลของหน่วยงาน", 14)
    'การบริหารงานบุคคล\\nของหน่วยงาน'
    """
    # Imported here: only charts and tables of steps wrap.
    from pythainlp.tokenize import word_tokenize

    rows = [""]
    for word in word_tokenize(text, custom_dict=dictionary(), engine="newmm"):
        if _columns(rows[-1] + word.rstrip()) > width and rows[-1] and word not in CLOSING:
            if len(rows) == lines:
                return "\n".join(row.strip() for row in rows).rstrip() + "…"
            rows.append("")
        rows[-1] += word
    return "\n".join(row.strip() for row in rows)


@cache
def dictionary() -> Trie:
    """The words of the language: to read all 62,000 takes half a second, once."""
    from pythainlp.tokenize import word_dict_trie

    with lasting():
        return word_dict_trie()


def _columns(text: str) -> int:
    """How many columns the text takes: marks above and below take none."""
    return sum(1 for letter in text if not re.match("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", letter))

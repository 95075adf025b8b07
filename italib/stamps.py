"""The time of a submission, as exports write it: day first, of the Gregorian or the Buddhist era, in one file alike."""

import re
from datetime import datetime

from pythainlp.util.date import thai_abbr_months, thai_full_months

from italib import thai

# A year from here on is one of the Buddhist era, which is ahead by the second number.
BUDDHIST_FROM, AHEAD = 2200, 543
# A year of two digits from here on is one of the Buddhist era, below it one of the Gregorian: 65 and 22 are the same.
SHORT_BUDDHIST_FROM = 50

MONTHS = {name: number for names in (thai_full_months, thai_abbr_months) for number, name in enumerate(names, start=1)}
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})\b")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})")
IN_WORDS = re.compile(rf"(?P<day>\d{{1,2}}) ?(?P<month>{'|'.join(map(re.escape, MONTHS))}) ?(?P<year>\d{{4}})")
TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(am|pm|ก่อนเที่ยง|หลังเที่ยง)?", re.IGNORECASE)


def read(text: str) -> datetime | None:
    """The time that a text tells, without its zone; None where it tells none, say the 31st of a month of 30 days.

    >>> str(read("4/8/2021, 18:34:26")), str(read("๔/๘/๒๕๖๔ 6.34 หลังเที่ยง")), read("31/2/2564")
    ('2021-08-04 18:34:26', '2021-08-04 18:34:00', None)
    """
    whole = thai.tidy(text)[0]
    date = next((found for form in (YEAR_FIRST, IN_WORDS, DAY_FIRST) if (found := form.match(whole))), None)
    if date is None:
        return None
    month = MONTHS[date["month"]] if date["month"] in MONTHS else int(date["month"])
    time = TIME.search(whole, date.end())
    hour, minute, second = (int(time[part] or 0) for part in (1, 2, 3)) if time else (0, 0, 0)
    half = (time[4] or "").casefold() if time else ""
    if half in ("pm", "หลังเที่ยง") and hour < 12:
        hour += 12
    elif half in ("am", "ก่อนเที่ยง") and hour == 12:
        hour = 0
    try:
        return datetime(_gregorian(date["year"]), month, int(date["day"]), hour, minute, second)
    except ValueError:
        return None


def _gregorian(year: str) -> int:
    if len(year) == 2:
        return 2000 + int(year) - (AHEAD % 100 if int(year) >= SHORT_BUDDHIST_FROM else 0)
    return int(year) - AHEAD if int(year) >= BUDDHIST_FROM else int(year)

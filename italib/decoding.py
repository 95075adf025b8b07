"""The text of a file whose encoding nobody states: told by what the bytes can be, strictly, and never guessed."""

import re
from pathlib import Path

from italib.problems import InputError, Problem

# What files begin with that are no text, whatever their names end in: the name that people know them by.
NO_TEXT = {
    b"PK\x03\x04": "Excel (.xlsx) / OpenDocument (.ods) / ZIP",
    b"\xd0\xcf\x11\xe0": "Excel 97-2003 (.xls)",
    b"%PDF": "PDF",
}
HTML = re.compile(rb"\s*<(!doctype|html|table|head|meta|\?xml)", re.IGNORECASE)
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Looser readings of Thai (TIS-620, ISO 8859-11) accept any bytes and give nonsense.
WITHOUT_MARK = ("utf-8", "cp874")
WIDE_WITHOUT_MARK = ("utf-16-le", "utf-16-be")
# Of the letters of a Thai table in UTF-16, so many are Thai or Latin.
EXPECTED_SHARE = 0.9


def decode(content: bytes, path: Path, encoding: str = "") -> str:
    """The text of a file in the encoding that is given, or else told by `encoding_of`.

    Raises InputError where it is no text, or not in that encoding, with the row where reading stops.
    """
    try:
        return content.decode(encoding or encoding_of(content, path))
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        found = content[wrong.start : wrong.end].hex(" ")
        raise InputError([Problem.of("bad_encoding", path, row=row, found=found)]) from wrong


def encoding_of(content: bytes, path: Path) -> str:
    """The encoding of a file: by its byte order mark; without one UTF-8, else Windows-874; UTF-16 if it holds zeros.

    Raises InputError where the bytes are those of a spreadsheet, a page or a PDF, or of no text at all.
    """
    kind = next((name for start, name in NO_TEXT.items() if content.startswith(start)), None)
    if kind or HTML.match(content):
        raise InputError([Problem.of("not_a_table", path, kind=kind or "HTML")])
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    tried = WIDE_WITHOUT_MARK if b"\0" in content else WITHOUT_MARK
    fitting = [encoding for encoding in tried if _fits(content, encoding)]
    if fitting:
        return fitting[0]
    if b"\0" in content:
        raise InputError([Problem.of("not_a_table", path, kind="binary")])
    # UTF-8 with a slip in it is likelier than a Windows-874 file with a byte that means nothing: say where it is.
    return WITHOUT_MARK[0]


def _fits(content: bytes, encoding: str) -> bool:
    """Whether the bytes are text in that encoding."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    # UTF-16 the wrong way round, and many a binary file, is text too, but of letters from all over the world.
    expected = sum(1 for letter in text if letter in "\t\r\n" or " " <= letter < "\u0100" or "ก" <= letter <= "๛")
    return encoding in WITHOUT_MARK or expected >= EXPECTED_SHARE * len(text)

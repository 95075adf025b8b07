"""The encoding of a text file from a stranger, found strictly, and what a file is that is no text at all."""

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from italib.messages import KINDS
from italib.problems import InputError, Problem

# Enough to know a file by; the whole of it is decoded in blocks of this size too.
BLOCK = 1 << 20

# How files begin that are often renamed to .csv.
MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "packed"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"MIME-Version:", "html"),
)
# What a ZIP is by the names that stand near its beginning.
ZIPPED = (
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument", "document"),
    (b"word/", "document"),
    (b"xl/", "xlsx"),
    (b"[Content_Types].xml", "xlsx"),
)
HTML = re.compile(rb"\s*<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)

# Thai letters in UTF-8; in Windows-874 these bytes are nonsense that no text has much of.
THAI_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# The upper halves of the letters of a Thai text in UTF-16: ASCII, Thai, punctuation.
UPPER_HALVES = {0x00, 0x0E, 0x20}


def kind_of(head: bytes) -> str:
    """What a file is by its first bytes: a key of `messages.KINDS`, or "" for what may be text."""
    if head.startswith(b"PK\x03\x04"):
        return next((kind for name, kind in ZIPPED if name in head), "zip")
    text = head.removeprefix(codecs.BOM_UTF8)
    if HTML.match(text):
        return "html"
    if XML.match(text):
        return "html" if b"<html" in text.lower() else "xml"
    return next((kind for start, kind in MAGIC if head.startswith(start)), "")


def stop_at_kind(head: bytes, path: Path) -> None:
    """Nothing, or InputError that says what a file is which is no text."""
    if kind := kind_of(head):
        raise InputError([Problem.of("other_kind", path, kind=KINDS[kind])])


def encoding_of(file: BinaryIO, path: Path, given: str = "") -> str:
    """The name of the encoding under which the whole of a file can be read; `given` wins.

    A byte order mark decides, then NUL bytes in every second place (UTF-16), then UTF-8, then Windows-874, each
    strictly: looser readings (TIS-620) accept anything and give nonsense. Raises InputError where none fits, with the
    row and the byte of a UTF-8 or a given encoding that breaks off, and for files that are no text.
    """
    file.seek(0)
    head = file.read(BLOCK)
    if given:
        if not is_known(given):
            raise InputError([Problem.of("unknown_encoding", path, found=given)])
        wanted = given
    else:
        stop_at_kind(head, path)
        wanted = _by_head(head)
    broken = _broken_at(file, wanted, path)
    if broken is None:
        return wanted
    if wanted == "utf-8" and not given and not _is_thai_utf8(head):
        if _broken_at(file, "cp874", path) is None:
            return "cp874"
        raise InputError([Problem.of("bad_encoding", path)])
    row, place = broken
    raise InputError([Problem.of("broken_text", path, row=row, encoding=wanted, place=f"{place:,}")])


def likely_encoding(file: BinaryIO, path: Path) -> str:
    """The encoding that the beginning of a file speaks for, whatever stands further down. InputError for no text."""
    file.seek(0)
    head = file.read(BLOCK)
    stop_at_kind(head, path)
    return _by_head(head)


def is_known(encoding: str) -> bool:
    """Whether Python knows an encoding of text by this name."""
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def _by_head(head: bytes) -> str:
    """The encoding that the first bytes speak for."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for order, upper in (("utf-16-le", set(head[1::2])), ("utf-16-be", set(head[::2]))):
        if 0 in upper and upper <= UPPER_HALVES and len(head) > 1:
            return order
    return "utf-8"


def _is_thai_utf8(head: bytes) -> bool:
    """Whether most of what is not ASCII is Thai in UTF-8, so that a fault is a fault and no other encoding."""
    return 2 * 3 * len(THAI_UTF8.findall(head)) > len(BEYOND_ASCII.findall(head))


def _broken_at(file: BinaryIO, encoding: str, path: Path) -> tuple[int, int] | None:
    """The row and the byte, from 1, at which a file is no text of an encoding, or None. Raises InputError at a NUL."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    row, place, waiting = 1, 0, b""
    while True:
        block = file.read(BLOCK)
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as broken:
            good = (waiting + block)[: broken.start].decode(encoding, errors="ignore")
            return row + _line_ends(good), place - len(waiting) + broken.start + 1
        if "\0" in text:
            row += _line_ends(text[: text.index("\0")])
            raise InputError([Problem.of("nul_byte", path, row=row)])
        if not block:
            return None
        row, place, waiting = row + _line_ends(text), place + len(block), decoder.getstate()[0]


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")

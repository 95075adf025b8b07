"""The language of a Word file: its elements and its parts, and the text of a document as paragraphs and fields."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from italib.document import Document, Layout

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE_CM = 21.0, 29.7
# Characters that no XML may hold, not even as a reference: they are dropped, since nobody could see them.
ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(name: str, /, *inside: str, **attributes: object) -> str:
    """An element of WordprocessingML; what is `inside` is markup already.

    >>> w("p", w("pPr", w("pStyle", val="Note")))
    '<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr></w:p>'
    """
    named = {key.replace("_", ":") if "_" in key else f"w:{key}": str(value) for key, value in attributes.items()}
    opening = f"w:{name}" + "".join(f" {key}={quoteattr(value)}" for key, value in named.items())
    return f"<{opening}>{''.join(inside)}</w:{name}>" if inside else f"<{opening}/>"


def part(name: str, *inside: str) -> str:
    """A whole part of the file, whose outermost element is `name`."""
    head = f'<w:{name} xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}">'
    return f"{XML}{head}{''.join(inside)}</w:{name}>"


def twips(centimetres: float) -> int:
    """A length in the unit of Word, a twentieth of a point."""
    return round(centimetres * 1440 / 2.54)


def text_width(layout: Layout) -> int:
    """The width between the margins, in twips."""
    return twips(PAGE_CM[0]) - twips(layout.left_cm) - twips(layout.right_cm)


def bold() -> str:
    """Bold for Latin and for Thai letters, which Word keeps apart."""
    return w("b") + w("bCs")


def listed(list_id: int) -> str:
    """Makes a paragraph one of a list; list 0 is none."""
    return w("numPr", w("ilvl", val=0), w("numId", val=list_id))


def mark(kind: str, **state: object) -> str:
    """One of the three marks of a field: where it begins, where what it shows begins, where it ends."""
    return w("r", w("fldChar", fldCharType=kind, **state))


@dataclass(frozen=True)
class Pen:
    """Writes the text of one document: every word of it goes through `text`."""

    document: Document

    def text(self, text: str) -> str:
        """The text with the digits of the document and without what XML can't hold."""
        return ILLEGAL.sub("", self.document.digits(text))

    def run(self, text: str, *look: str) -> str:
        """A run of text; a line break in it stays one, a tab is a space."""
        lines = [w("t", escape(line), xml_space="preserve") for line in self.text(text).replace("\t", " ").splitlines()]
        return w("r", w("rPr", *look) if look else "", w("br").join(lines))

    def begin(self, code: str, **state: object) -> str:
        """The beginning of a field, up to what it shows."""
        instruction = w("instrText", escape(f" {ILLEGAL.sub('', code)} "), xml_space="preserve")
        return mark("begin", **state) + w("r", instruction) + mark("separate")

    def field(self, code: str, shown: str) -> str:
        """A field, and what it shows until it is counted anew."""
        return self.begin(code) + self.run(shown) + mark("end")

    def numeral(self, code: str, shown: str) -> str:
        """A field that counts in the digits of the document."""
        # In capitals, which Word reads as it reads ARABIC: LibreOffice takes "ThaiArabic" for Thai letters.
        return self.field(code + (r" \* THAIARABIC" if self.document.thai_digits else r" \* ARABIC"), shown)

    def paragraph(self, style: str, inside: str, *, keep: bool = False, new_page: bool = False, look: str = "") -> str:
        """A paragraph; no page break after one to `keep`, one before a `new_page`; `look` goes beyond its style."""
        kept = w("keepNext") if keep else ""
        fresh = w("pageBreakBefore") if new_page else ""
        return w("p", w("pPr", w("pStyle", val=style), kept, fresh, look), inside)

    def caption(self, word: str, place: int, caption: str, **more: object) -> str:
        """A caption with its word and its number, which Word goes on counting."""
        # Word names the counter of its own captions by their word; a name is one word.
        counter = self.numeral("SEQ " + re.sub(r'[\s"\\]+', "_", word.strip()), str(place))
        return self.paragraph("Caption", self.run(f"{word} ") + counter + self.run(f" {caption}"), **more)

    def source(self, source: str, look: str = "") -> str:
        """The note that says where figures come from, if it is said."""
        return self.paragraph("Note", self.run(source), look=look) if source else ""

"""A document as a Word file, the same bytes each time."""

import re
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO

from docx.blkcntnr import BlockItemContainer
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph as Written

from italib.document import Block, Contents, Document, Heading, PageBreak, Paragraph, Picture, Points, Table
from italib.letters import legal
from italib.word_markup import add_field, begin, bookmark, dated, empty, link, listed, make, mark
from italib.word_styles import blank
from italib.word_table import Tables

# A picture takes no more of the height of the text than this, so that there is room for what leads to it.
PICTURE_SHARE = 0.55
STYLES = {"body": "Body Text", "lead": "Lead", "note": "Note", "signature": "Signature"}
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# The space within what is read in one breath: no line ends there.
ONE_BREATH = re.compile("(?<=พ\\.ศ\\.) (?=[0-9๐-๙])|(?<=รอบ) (?=[0-9๐-๙])|(?<=[0-9๐-๙]) (?=เดือน|คะแนน)")


def docx(document: Document) -> bytes:
    """The document as a .docx file."""
    return _Writer(document).file()


class _Writer:
    """Writes one document into an empty Word file."""

    def __init__(self, document: Document):
        self._document = document
        self._word = blank(document.layout, document.thai_digits)
        self._new_page = False
        page = self._word.sections[0]
        self._width = page.page_width - page.left_margin - page.right_margin
        self._tables = Tables(self._word, self._width, self._text)
        self._height = page.page_height - page.top_margin - page.bottom_margin

    def file(self) -> bytes:
        """The whole file."""
        about = self._word.core_properties
        # Word takes no more than 255 characters.
        about.title, about.author = (self._text(text)[:255] for text in (self._document.title, self._document.author))
        about.language, about.comments, about.last_modified_by = "th-TH", "", about.author
        about.created = about.modified = FIXED_DATE
        self._cover()
        counts = Counter()
        for block in self._document.blocks:
            counts[type(block)] += 1
            self._block(block, counts[type(block)])
        stream = BytesIO()
        self._word.save(stream)
        return dated(stream)

    def _text(self, text: str) -> str:
        """The text with the digits of the document and without what XML can't hold; a tab is a space."""
        whole = ONE_BREATH.sub("\u00a0", self._document.digits(text))
        return "\n".join(legal(whole).replace("\t", " ").splitlines())

    def _paragraph(self, style: str, text: str = "", holder: BlockItemContainer | None = None) -> Written:
        """A new paragraph at the end of the document or of a `holder`; the first after a page break begins a page.

        So a page break belongs to the paragraph after it: one of its own could fall onto a page and leave it empty.
        """
        paragraph = (holder or self._word).add_paragraph(self._text(text), style)
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False
        return paragraph

    def _numeral(self, paragraph: Written, code: str, shown: int) -> None:
        """Adds a field that counts in the digits of the document."""
        # In capitals, which Word reads as it reads Arabic: LibreOffice takes "ThaiArabic" for Thai letters.
        digits = "THAIARABIC" if self._document.thai_digits else "ARABIC"
        add_field(paragraph, rf"{code} \* {digits}", self._text(str(shown)))

    def _cover(self) -> None:
        """The cover in a section without header and number, and what stands on every page after it."""
        for place, line in enumerate(self._document.cover):
            self._paragraph("Subtitle" if place else "Title", line)
        for notice in self._document.notices:
            self._paragraph("Notice", notice)
        body = self._word.add_section()
        self._word.paragraphs[-1].style = "Table End"
        for holder in (body.header, body.footer):
            holder.is_linked_to_previous = False
            empty(holder)
        for notice in self._document.notices or [""]:
            self._paragraph("Header", notice, body.header)
        self._numeral(self._paragraph("Footer", holder=body.footer), "PAGE", 2)

    def _block(self, block: Block, place: int) -> None:
        """A block, the `place`-th of its kind."""
        match block:
            case Heading():
                self._heading(block, place)
            case Paragraph():
                self._paragraph(STYLES[block.role], block.text)
            case Points():
                self._points(block)
            case Table():
                self._table(block, place)
            case Picture():
                self._picture(block, place)
            case Contents():
                self._contents(block)
            case PageBreak():
                self._new_page = True

    def _heading(self, heading: Heading, place: int) -> None:
        """A heading with the bookmark that the table of contents leads to."""
        paragraph = self._paragraph(f"Heading {heading.level}", heading.text)
        bookmark(paragraph, _bookmark(place), place)
        if not heading.numbered:
            listed(paragraph._p, 0)
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = 0

    def _points(self, points: Points) -> None:
        """A list of points."""
        for item in points.items:
            self._paragraph("List Bullet", item)

    def _contents(self, contents: Contents) -> None:
        """The table of contents, already filled in, in the frame by which Word offers to renew it."""
        self._new_page = True
        title = self._paragraph("TOC Heading", contents.title)
        lines = []
        for place, (heading, number) in enumerate(self._document.headings, start=1):
            line = self._paragraph(f"toc {heading.level}")
            dot = "." if heading.level == 1 else ""
            shown = (f"{number}{dot}", heading.text, "") if number else (heading.text, "")
            line.add_run("\t".join(map(self._text, shown)))
            add_field(line, rf"PAGEREF {_bookmark(place)} \h", "")
            link(line, _bookmark(place))
            lines.append(line)
        lines = lines or [self._paragraph("toc 1")]
        # Only who lays out the pages knows their numbers. A stale field makes Word ask, on opening, whether to count
        # them; LibreOffice shows what stands here until its user renews the table, and none is better than a wrong one.
        lines[0]._p[1:1] = begin(r'TOC \o "1-3" \h \z \u', dirty=1)
        lines[-1]._p.append(mark("end"))
        gallery = make("docPartObj", make("docPartGallery", val="Table of Contents"), make("docPartUnique"))
        frame = make("sdtContent")
        title._p.addprevious(make("sdt", make("sdtPr", gallery), frame))
        frame.extend(line._p for line in (title, *lines))
        self._new_page = True

    def _caption(self, word: str, place: int, text: str) -> Written:
        """A caption with its word and its number, which Word goes on counting."""
        caption = self._paragraph("Caption", f"{word} ")
        # Word names the counter of its own captions by their word; a name is one word.
        self._numeral(caption, "SEQ " + re.sub(r'[\s"\\]+', "_", self._text(word).strip()), place)
        caption.add_run(self._text(f" {text}"))
        return caption

    def _picture(self, picture: Picture, place: int) -> None:
        """A picture with its alternative text, and its caption on the same page."""
        shape = self._paragraph("Picture").add_run().add_picture(BytesIO(picture.png))
        scale = min(self._width / shape.width, PICTURE_SHARE * self._height / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape._inline.docPr.name = self._text(picture.name)
        shape._inline.docPr.set("descr", self._text(picture.alt))
        caption = self._caption(self._document.figure_word, place, picture.caption)
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _table(self, table: Table, place: int) -> None:
        """A table under its caption: as wide as the text, its heading on every page, no row on two pages."""
        self._caption(self._document.table_word, place, table.caption).paragraph_format.keep_with_next = True
        self._tables.add(table)
        self._paragraph("Note" if table.below else "Table End", table.below)


def _bookmark(place: int) -> str:
    """The name of the bookmark on a heading."""
    return f"_Toc{place:08}"

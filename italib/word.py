"""A document as a Word file, written part by part, the same bytes each time."""

import struct
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from italib import word_styles, word_table
from italib.document import Block, Contents, Document, Heading, PageBreak, Paragraph, Picture, Points, Table
from italib.word_markup import OFFICE, PAGE_CM, XML, Pen, listed, mark, part, text_width, twips, w
from italib.word_styles import FIRST_POINTS

# A picture takes no more of the page than this, so that a square one leaves room for its text.
PICTURE_SHARE = 0.4
EMU_PER_TWIP = 635
FIXED_DATE = "2000-01-01T00:00:00Z"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def docx(document: Document) -> bytes:
    """The document as a .docx file."""
    writer = _Writer(document)
    parts = {
        "document": writer.body(),
        "styles": word_styles.styles(document.layout),
        "numbering": word_styles.numbering(document.thai_digits, writer.lists()),
        "settings": word_styles.settings(),
        "fontTable": word_styles.fonts(document.layout),
        "header": part("hdr", *(writer.paragraph("Header", writer.run(text)) for text in document.notices or [""])),
        "footer": part("ftr", writer.paragraph("Footer", writer.numeral("PAGE", "2"))),
    }
    return _packed(parts, writer.properties(), [picture.png for picture in document.pictures])


class _Writer(Pen):
    """Writes the blocks of one document."""

    def body(self) -> str:
        """The part with the text: the cover in a section of its own, then all blocks."""
        blocks = [self.block(*placed) for placed in _placed(self.document.blocks)]
        running = [w(f"{kind}Reference", type="default", r_id=kind) for kind in ("header", "footer")]
        return part("document", w("body", *self.cover(), *blocks, self.section(*running)))

    def section(self, *running: str) -> str:
        """The pages of a section; without anything `running` they have no header and no number."""
        layout = self.document.layout
        width, height = map(twips, PAGE_CM)
        edges = {side: twips(getattr(layout, f"{side}_cm")) for side in ("top", "right", "bottom", "left")}
        return w(
            "sectPr",
            *running,
            w("pgSz", w=width, h=height),
            w("pgMar", **edges, header=edges["top"] // 2, footer=edges["bottom"] // 2, gutter=0),
        )

    def cover(self) -> Iterator[str]:
        """The cover, its lines about a third down the page (LibreOffice can't centre them), and the notices."""
        room = w("spacing", before=twips(PAGE_CM[1]) // 4, after=240)
        for place, line in enumerate(self.document.cover):
            yield self.paragraph("Subtitle" if place else "Title", self.run(line), look="" if place else room)
        for notice in self.document.notices:
            yield self.paragraph("Notice", self.run(notice))
        yield w("p", w("pPr", w("pStyle", val="TableEnd"), self.section()))

    def block(self, block: Block, place: int, new_page: bool) -> str:
        """A block, the `place`-th of its kind."""
        match block:
            case Heading():
                return self.heading(block, place, new_page)
            case Paragraph():
                style = {"body": "BodyText", "lead": "BodyText", "note": "Note", "signature": "Signature"}[block.role]
                return self.paragraph(style, self.run(block.text), new_page=new_page)
            case Points():
                return self.points(block, place, new_page)
            case Table():
                return word_table.table(self, block, place, new_page)
            case Picture():
                return self.picture(block, place, new_page)
            case Contents():
                return self.contents(block)

    def heading(self, heading: Heading, place: int, new_page: bool) -> str:
        """A heading with the bookmark that the table of contents leads to."""
        begin = w("bookmarkStart", id=place, name=_bookmark(place))
        inside = begin + self.run(heading.text) + w("bookmarkEnd", id=place)
        look = "" if heading.numbered else listed(0) + w("ind", left=0, firstLine=0)
        return self.paragraph(f"Heading{heading.level}", inside, new_page=new_page, look=look)

    def points(self, points: Points, place: int, new_page: bool) -> str:
        """A list of points, the `place`-th of those of the document."""
        style, look = "ListNumber" if points.numbered else "ListBullet", listed(FIRST_POINTS + place - 1)
        return "".join(
            self.paragraph(style, self.run(item), new_page=new_page and not n, look=look)
            for n, item in enumerate(points.items)
        )

    def lists(self) -> list[bool]:
        """Whether each list of points is numbered."""
        return [block.numbered for block in self.document.blocks if isinstance(block, Points)]

    def contents(self, contents: Contents) -> str:
        """The table of contents, already filled in, in the frame by which Word offers to renew it."""
        lines = []
        for place, (heading, number) in enumerate(_numbers(self.document.blocks), start=1):
            text = (self.run(number) + w("r", w("tab")) if number else "") + self.run(heading.text)
            page = w("r", w("tab")) + self.field(rf"PAGEREF {_bookmark(place)} \h", "")
            lines.append((f"TOC{heading.level}", w("hyperlink", text, page, anchor=_bookmark(place), history=1)))
        (first, line), *rest = lines or [("TOC1", "")]
        # Only who lays out the pages knows their numbers. A stale field makes Word ask, on opening, whether to count
        # them; LibreOffice shows what stands here until its user renews the table, and none is better than a wrong one.
        begin = self.begin(r'TOC \o "1-3" \h \z \u', dirty=1)
        entries = [(first, begin + line), *rest]
        entries[-1] = entries[-1][0], entries[-1][1] + mark("end")
        gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        title = self.paragraph("TOCHeading", self.run(contents.title), new_page=True)
        return w("sdt", w("sdtPr", gallery), w("sdtContent", title, *(self.paragraph(*entry) for entry in entries)))

    def picture(self, picture: Picture, place: int, new_page: bool) -> str:
        """A picture, its caption and its source, on one page."""
        layout = self.document.layout
        width, height = struct.unpack(">II", picture.png[16:24])
        tall = PICTURE_SHARE * twips(PAGE_CM[1] - layout.top_cm - layout.bottom_cm)
        scale = min(text_width(layout) / width, tall / height) * EMU_PER_TWIP
        name, alt, centred = self.text(picture.name), self.text(picture.alt), w("jc", val="center")
        drawing = self.paragraph(
            "Picture", _drawing(place, name, alt, int(width * scale), int(height * scale)), new_page=new_page
        )
        caption = self.caption(
            self.document.figure_word, place, picture.caption, keep=bool(picture.source), look=centred
        )
        return drawing + caption + self.source(picture.source, centred)

    def properties(self) -> str:
        """The part that says what the file is and who made it, with a date that is the same on every run."""
        about = {"dc:title": self.document.title, "dc:creator": self.document.author, "dc:language": "th-TH"}
        named = "".join(f"<{tag}>{escape(self.text(text))}</{tag}>" for tag, text in about.items())
        dated = "".join(
            f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{FIXED_DATE}</dcterms:{tag}>' for tag in ("created", "modified")
        )
        names = (
            f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        )
        return f"{XML}<cp:coreProperties {names}>{named}{dated}</cp:coreProperties>"


def _placed(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, int, bool]]:
    """Each block, the how many-th of its kind it is, and whether it begins a new page.

    A page break belongs to the paragraph after it: one of its own could fall onto the next page and leave it empty.
    """
    counts = Counter()
    new_page = False
    for block in blocks:
        if not isinstance(block, PageBreak):
            counts[type(block)] += 1
            yield block, counts[type(block)], new_page
        new_page = isinstance(block, PageBreak | Contents)


def _numbers(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading, str]]:
    """Each heading with its number as Word will count it, empty where it has none."""
    counts = [0, 0, 0]
    for heading in (block for block in blocks if isinstance(block, Heading)):
        level = heading.level
        if heading.numbered:
            counts = [max(count, 1) for count in counts[: level - 1]] + [counts[level - 1] + 1] + [0] * (3 - level)
        number = ".".join(map(str, counts[:level])) + ("." if level == 1 else "")
        yield heading, number if heading.numbered else ""


def _bookmark(place: int) -> str:
    """The name of the bookmark on a heading."""
    return f"_Toc{place:08}"


def _drawing(place: int, name: str, alt: str, width: int, height: int) -> str:
    """A picture in the line, of that many EMU."""
    size, named = f'cx="{width}" cy="{height}"', f'id="{place}" name={quoteattr(name)} descr={quoteattr(alt)}'
    return w(
        "r",
        w(
            "drawing",
            f'<wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {size}/><wp:docPr {named}/>"
            f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="picture{place}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline>",
        ),
    )


def _packed(parts: dict[str, str], properties: str, pictures: list[bytes]) -> bytes:
    """The parts in a zip with fixed dates, each with its kind and with the names by which others reach it."""
    kind = "application/vnd.openxmlformats-{}+xml".format
    kinds = {name: kind(f"officedocument.wordprocessingml.{name}") for name in parts}
    kinds["document"] = kind("officedocument.wordprocessingml.document.main")
    overrides = {f"/word/{name}.xml": kinds[name] for name in parts}
    overrides["/docProps/core.xml"] = kind("package.core-properties")
    related = [(name, f"{OFFICE}/{name}", f"{name}.xml") for name in parts if name != "document"]
    related += [(f"picture{n}", f"{OFFICE}/image", f"media/{n}.png") for n in range(1, len(pictures) + 1)]
    core = "core", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"
    files = {
        "[Content_Types].xml": _kinds(overrides, kind("package.relationships")),
        "_rels/.rels": _relations([("document", f"{OFFICE}/officeDocument", "word/document.xml"), core]),
        "docProps/core.xml": properties,
        **{f"word/{name}.xml": text for name, text in parts.items()},
        "word/_rels/document.xml.rels": _relations(related),
        **{f"word/media/{n}.png": png for n, png in enumerate(pictures, start=1)},
    }
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name, content in files.items():
            # Without a date of its own a file is of 1980, and its system would be that of the machine.
            info = ZipInfo(name)
            info.create_system, info.compress_type = 0, ZIP_DEFLATED
            package.writestr(info, content)
    return stream.getvalue()


def _kinds(overrides: dict[str, str], relations: str) -> str:
    """The part that says of what kind the others are."""
    ends = {"rels": relations, "xml": "application/xml", "png": "image/png"}
    lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in ends.items()]
    lines += [f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()]
    return f'{XML}<Types xmlns="{PACKAGE}/content-types">{"".join(lines)}</Types>'


def _relations(related: list[tuple[str, str, str]]) -> str:
    """A part with relations: by which name which kind of part is reached at which place."""
    lines = [f'<Relationship Id="{name}" Type="{kind}" Target="{place}"/>' for name, kind, place in related]
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'

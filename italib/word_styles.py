"""An empty Word file with the styles, lists and settings of a document."""

from copy import deepcopy

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Numbering
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle as Style
from docx.text.font import Font

from italib.document import Layout
from italib.word_markup import listed, make

# Where the first line of a paragraph and the points of a list begin, and how far the text stands from its number.
INDENT, HANGING = Cm(2), Cm(0.65)
# Room for the number of a heading, by level; Thai digits are wide.
NUMBER = Cm(1), Cm(1.4), Cm(2)
# Lists by number: headings, the points in a table, points with a dash.
HEADINGS, CELL_POINTS, DASHES = 1, 2, 3
# A font with the letters and the measures of the usual Thai office font, for machines without it.
OTHER_FONT = "TH Sarabun New"
# Styles that Word doesn't know by their name.
OWN = {"Lead", "Notice", "Note", "Picture", "Table Text", "Table Heading", "Table Point", "Table End"}
INK, FAINT, RULE = "1F2530", "5B6470", "8A94A3"
CENTER, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
# What is kept of the template of python-docx; its theme would bring fonts of its own.
KEPT = {"OFFICE_DOCUMENT", "CORE_PROPERTIES", "STYLES", "NUMBERING", "SETTINGS"}


def blank(layout: Layout, thai_digits: bool) -> Word:
    """A Word file without a word, ready to be written into."""
    word = docx.Document()
    kept = {getattr(RELATIONSHIP_TYPE, name) for name in KEPT}
    for owner in (word.part.package, word.part):
        for key, related in list(owner.rels.items()):
            if related.reltype not in kept:
                del owner.rels[key]
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(layout.top_cm), Cm(layout.bottom_cm)
    page.left_margin, page.right_margin = Cm(layout.left_cm), Cm(layout.right_cm)
    page.header_distance, page.footer_distance = Cm(layout.top_cm / 2), Cm(layout.bottom_cm / 2)
    _Styles(word, layout).add()
    _add_lists(word.part.numbering_part.element, "thaiNumbers" if thai_digits else "decimal")
    _set_rules(word.settings.element)
    font = make("font", make("altName", val=OTHER_FONT), name=layout.word_font)
    # The Thai character set.
    font.extend([make("charset", val="DE"), make("family", val="swiss"), make("pitch", val="variable")])
    uri, kind = PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE
    fonts = XmlPart(uri, kind, make("fonts", font), word.part.package)
    word.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    return word


class _Styles:
    """The styles of a file. Each names font, size and language in full, for Latin and for Thai letters."""

    def __init__(self, word: Word, layout: Layout):
        self._styles, self._layout = word.styles, layout
        page = word.sections[0]
        self._width = page.page_width - page.left_margin - page.right_margin

    def add(self) -> None:
        """Puts the styles in the place of those of the template."""
        for style in list(self._styles):
            style.delete()
        add, small, smaller = self._add, 0.875, 0.8125
        normal = add("Normal", space_before=0, space_after=0, line_spacing=1.0)
        normal.element.default = True
        defaults = self._styles.element.find(qn("w:docDefaults"))
        defaults[:] = [make("rPrDefault", deepcopy(normal.element.rPr)), make("pPrDefault")]

        text = {"alignment": JUSTIFIED, "space_after": Pt(6), "first_line_indent": INDENT}
        add("Body Text", **text)
        add("Lead", bold=True, keep_with_next=True, **text)
        for level, (share, before) in enumerate([(1.25, 18), (1.125, 12), (1, 8)]):
            look = {"space_before": Pt(before), "space_after": Pt(4), "keep_with_next": True, "keep_together": True}
            heading = add(f"Heading {level + 1}", share, bold=True, **look)
            heading.next_paragraph_style = self._styles["Body Text"]
            listed(heading.element, HEADINGS, level)
            heading.element.pPr.get_or_add_outlineLvl().val = level
        add("Title", 1.875, bold=True, alignment=CENTER, space_before=Cm(29.7) // 4, space_after=Pt(12))
        add("Subtitle", 1.375, bold=True, alignment=CENTER, space_after=Pt(6))
        notice = add("Notice", bold=True, alignment=CENTER, space_before=Pt(36))
        header = add("Header", smaller, colour=FAINT, alignment=CENTER, space_after=Pt(8))
        sides = [make(side, val="single", sz=6, space=6, color=FAINT) for side in ("top", "left", "bottom", "right")]
        notice.element.pPr.insert_element_before(make("pBdr", *sides), "w:tabs", "w:spacing")
        for style in (notice, header):
            # No space between two paragraphs of the same style.
            style.element.pPr.insert_element_before(make("contextualSpacing"), "w:jc")
        add("Footer", small, colour=FAINT, alignment=CENTER)
        add("Caption", small, bold=True, space_before=Pt(10), space_after=Pt(4), keep_together=True)
        add("Note", smaller, colour=FAINT, space_before=Pt(3), space_after=Pt(10))
        add("Signature", keep_with_next=True, left_indent=self._width // 2, alignment=CENTER)
        add("Picture", keep_with_next=True, space_before=Pt(10), alignment=CENTER)
        listed(add("List Bullet", space_after=Pt(3), alignment=JUSTIFIED).element, DASHES)
        cell = {"space_before": Pt(1), "space_after": Pt(1)}
        add("Table Text", small, **cell)
        add("Table Heading", small, bold=True, keep_with_next=True, alignment=CENTER, **cell)
        listed(add("Table Point", small).element, CELL_POINTS)
        # Word joins two tables with nothing between them, and wants a paragraph after the last.
        add("Table End", 0.125, space_after=Pt(6), line_spacing=Pt(1))
        add("TOC Heading", 1.25, bold=True, keep_with_next=True, space_after=Pt(12), alignment=CENTER)
        # Narrow, since a line without a number must reach beyond it, or its page would stand there.
        for level, (left, hanging) in enumerate([(0, 0.7), (0.7, 1.2), (1.9, 1.6)]):
            look = {"left_indent": Cm(left + hanging), "first_line_indent": Cm(-hanging)}
            line = add(f"toc {level + 1}", bold=not level, space_before=Pt(0 if level else 4), **look)
            stop = Length(self._width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            line.paragraph_format.tab_stops.add_tab_stop(*stop)
        self._add_grid()

    def _add(self, name: str, share: float = 1, bold: bool = False, colour: str = INK, **look: object) -> Style:
        """Adds a style: the share of the usual size, and the format of the paragraph."""
        style = self._styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in OWN)
        style.quick_style = True
        if name != "Normal":
            style.base_style = self._styles["Normal"]
        for key, value in look.items():
            setattr(style.paragraph_format, key, value)
        self._set_letters(style.font, share, bold, colour)
        return style

    def _set_letters(self, font: Font, share: float, bold: bool, colour: str) -> None:
        """Says how letters look, also that they are not bold: what a style leaves out it takes from its base."""
        family = self._layout.word_font
        font.name, font.bold, font.cs_bold = family, bold, bold
        font.size = Pt(round(self._layout.word_size * share * 2) / 2)
        font.color.rgb = RGBColor.from_string(colour)
        properties = font.element.rPr
        for script in ("eastAsia", "cs"):
            properties.rFonts.set(qn(f"w:{script}"), family)
        properties.sz.addnext(make("szCs", val=properties.sz.get(qn("w:val"))))
        # Complex script is Thai, whose lines break between words; Latin must not be, or it breaks anywhere.
        properties.append(make("lang", val="en-US", bidi="th-TH"))

    def _add_grid(self) -> None:
        """Adds the style of tables: thin rules around every cell."""
        sides = "top", "left", "bottom", "right", "insideH", "insideV"
        rules = make("tblBorders", *(make(side, val="single", sz=4, space=0, color=RULE) for side in sides))
        margins = make("tblCellMar", *(make(side, w=Cm(0.1).twips, type="dxa") for side in ("left", "right")))
        grid = self._styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE, builtin=True)
        grid.element.append(make("tblPr", rules, margins))


def _add_lists(numbering: CT_Numbering, digits: str) -> None:
    """Puts the lists in the place of those of the template."""
    headings = [
        _level(place, digits, text, 0, NUMBER[place], pStyle=f"Heading{place + 1}")
        for place, text in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
    ]
    points = _level(0, "bullet", "-", 0, Cm(0.3)), _level(0, "bullet", "-", INDENT, HANGING)
    kinds = [("multilevel", headings), *(("singleLevel", [level]) for level in points)]
    numbering[:] = [
        make("abstractNum", make("multiLevelType", val=kind), *levels, abstractNumId=list_id)
        for list_id, (kind, levels) in enumerate(kinds, start=HEADINGS)
    ]
    for list_id in (HEADINGS, CELL_POINTS, DASHES):
        numbering.add_num(list_id)


def _level(place: int, form: str, text: str, left: int, hanging: int, **style: str) -> BaseOxmlElement:
    """A level of a list, its number at `left` and its text `hanging` further."""
    start = Length(left + hanging).twips
    look = make("pPr", make("tabs", make("tab", val="num", pos=start)), make("ind", left=start, hanging=hanging.twips))
    linked = [make(name, val=value) for name, value in style.items()]
    looks = make("lvlText", val=text), make("lvlJc", val="left"), look
    return make("lvl", make("start", val=1), make("numFmt", val=form), *linked, *looks, ilvl=place)


def _set_rules(settings: BaseOxmlElement) -> None:
    """Puts the rules of a present Word in the place of those of the template."""
    present = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    settings[:] = [
        make("defaultTabStop", val=720),
        make("characterSpacingControl", val="doNotCompress"),
        # A line that is broken by hand is not stretched.
        make("compat", make("doNotExpandShiftReturn"), make("compatSetting", **present)),
        make("themeFontLang", val="en-US", bidi="th-TH"),
    ]

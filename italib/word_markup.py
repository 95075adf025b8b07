"""The few things of a Word file that python-docx has no words for."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.blkcntnr import BlockItemContainer
from docx.oxml import CT_P, OxmlElement
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Style
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Cell
from docx.text.paragraph import Paragraph


def make(name: str, /, *inside: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML.

    >>> make("pPr", make("pStyle", val="Note"))[0].val
    'Note'
    """
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(inside)
    return element


def listed(owner: CT_P | CT_Style, list_id: int, level: int = 0) -> None:
    """Makes a paragraph, or every one of a style, one of a list; list 0 is none."""
    number = owner.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = list_id


def begin(code: str, **state: object) -> list[BaseOxmlElement]:
    """The beginning of a field, up to what it shows."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    return [mark("begin", **state), make("r", instruction), mark("separate")]


def mark(kind: str, **state: object) -> BaseOxmlElement:
    """One of the three marks of a field: where it begins, where what it shows begins, where it ends."""
    return make("r", make("fldChar", fldCharType=kind, **state))


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Adds a field, and what it shows until it is counted anew."""
    paragraph._p.extend(begin(code))
    paragraph.add_run(shown)
    paragraph._p.append(mark("end"))


def bookmark(paragraph: Paragraph, name: str, place: int) -> None:
    """Puts what a paragraph says into a bookmark, the `place`-th of the document."""
    paragraph._p.insert(1, make("bookmarkStart", id=place, name=name))
    paragraph._p.append(make("bookmarkEnd", id=place))


def link(paragraph: Paragraph, name: str) -> None:
    """Makes what a paragraph says a link to a bookmark."""
    paragraph._p.append(make("hyperlink", *paragraph._p.r_lst, anchor=name, history=1))


def shade(cell: _Cell, colour: str) -> None:
    """Colours the ground of a cell."""
    properties = cell._tc.get_or_add_tcPr()
    for before in properties.findall(qn("w:shd")):
        properties.remove(before)
    shading = make("shd", val="clear", color="auto", fill=colour.removeprefix("#").upper())
    properties.insert_element_before(shading, "w:noWrap", "w:tcMar", "w:vAlign")


def empty(holder: BlockItemContainer) -> None:
    """Takes away the paragraph that a new header or footer begins with."""
    first = holder.paragraphs[0]._p
    first.getparent().remove(first)


def dated(file: BytesIO) -> bytes:
    """The same zip with dates and a system that are the same on every run."""
    stream = BytesIO()
    with ZipFile(file) as made, ZipFile(stream, "w") as package:
        for name in made.namelist():
            # Without a date of its own a file is of 1980.
            info = ZipInfo(name)
            info.create_system, info.compress_type = 0, ZIP_DEFLATED
            package.writestr(info, made.read(name))
    return stream.getvalue()

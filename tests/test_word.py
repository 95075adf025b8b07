"""The Word file: what stands in it, that it opens, and the same bytes again."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree
from zipfile import ZipFile

import docx as reader
import pytest
from pypdf import PdfReader

from italib.document import (
    Column,
    Contents,
    Document,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    Picture,
    Points,
    Row,
    Table,
)
from italib.word import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONT = "TH SarabunPSK"
LAYOUT = Layout(2.5, 2, 3, 2, FONT, 16, 11)
# The smallest picture there is: one dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
COLUMNS = (
    Column("ที่", 1, "center"),
    Column("ตัวชี้วัด", 3, merge=True),
    Column("ปีก่อน", 1, "right", 2, group="คะแนน"),
    Column("ปีนี้", 1, "right", 2, group="คะแนน", weak_below=85),
)
ROWS = (
    Row(("ส่วนที่ 1",), "group"),
    Row(("1", "การใช้อำนาจ", 90.125, 84.994), "weak"),
    Row(("2", "การใช้อำนาจ", 91, 96), "good"),
    Row(("3", "- วางแผน\n- ติดตาม\nภายในปี", None, 88.0)),
    Row(("", "การใช้อำนาจ", 90.0, 90.0)),
    Row(("", "การใช้อำนาจ", 90.0, 84.0), "total"),
)
TABLE = Table("items", "คะแนนรายข้อ", COLUMNS, ROWS, "หมายเหตุ: สี", "ที่มา: แบบวัด")
PICTURE = Picture("radar", "คะแนนรายตัวชี้วัด", PNG, 'แผนภูมิ "ใยแมงมุม" 10 ด้าน', "ที่มา: แบบวัด")
HEADINGS = (
    Heading("คำนำ", numbered=False),
    Heading("ภาพรวม"),
    Heading("คะแนน", 2),
    Heading("ส่วนที่ 1", 3),
    Heading("แผน"),
)
# The children of properties in the order of ECMA-376, without which Word repairs; those of trPr may stand in any.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "trPr": "tblHeader cantSplit",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "styles": "docDefaults latentStyles style",
    "settings": "defaultTabStop characterSpacingControl compat themeFontLang",
    "font": "altName panose1 charset family notTrueType pitch sig",
}
# Of these a list holds many.
MANY = {"lvl", "abstractNum", "num", "style"}


def made(*blocks, **changes):
    document = Document(
        "รายงานปี 2565", "หน่วยงาน", ("รายงาน", "ปี 2565"), ("ร่าง 1", "สมมติ"), blocks, LAYOUT, "ตารางที่", "ภาพที่"
    )
    return replace(document, **changes)


EVERYTHING = (
    Contents("สารบัญ"),
    *HEADINGS,
    Paragraph("ได้ 84.94 คะแนน"),
    Paragraph("มีสองข้อ", "lead"),
    Points(("หนึ่ง", "สอง")),
    TABLE,
    Paragraph("หมายเหตุ", "note"),
    PageBreak(),
    PICTURE,
    Paragraph("(ลงชื่อ)", "signature"),
    PageBreak(),
)


def parts(document):
    """The parts of the file of a document as XML, by name."""
    with ZipFile(BytesIO(docx(document))) as package:
        return {
            name: ElementTree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def body(*blocks, **changes):
    return parts(made(*blocks, **changes))["word/document.xml"]


def text(element):
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def codes(element):
    return [found.text.strip() for found in element.iter(f"{W}instrText")]


def value(element, path):
    """The value of the element at a path such as `pPr/pStyle`, None where it isn't."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")


def paragraphs(element, style):
    return [found for found in element.iter(f"{W}p") if value(found, "pPr/pStyle") == style]


def cells(row):
    return row.findall(f"{W}tc")


def fill(cell):
    shade = cell.find(f"{W}tcPr/{W}shd")
    return None if shade is None else shade.get(f"{W}fill")


@pytest.fixture(scope="module")
def table():
    """The rows of the table."""
    return list(body(TABLE).iter(f"{W}tr"))


def test_every_style_names_font_size_weight_and_language_for_thai_too():
    styles = parts(made())["word/styles.xml"]
    looks = [style.find(f"{W}rPr") for style in styles.iter(f"{W}style") if style.get(f"{W}type") == "paragraph"]
    looks.append(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    assert len(looks) > 20
    for look in looks:
        assert set(look.find(f"{W}rFonts").attrib.values()) == {FONT}
        assert len(look.find(f"{W}rFonts").attrib) == 4
        assert value(look, "sz") == value(look, "szCs") != ""
        assert value(look, "b") == value(look, "bCs") in ("0", "")
        assert look.find(f"{W}lang").attrib == {f"{W}val": "en-US", f"{W}bidi": "th-TH"}


def test_the_styles_are_those_of_word():
    styles = reader.Document(BytesIO(docx(made()))).styles
    for name in (
        "Normal",
        "Heading 1",
        "Heading 3",
        "Title",
        "Caption",
        "toc 1",
        "toc 3",
        "List Bullet",
        "Header",
        "Footer",
    ):
        assert styles[name].type is not None
    assert styles["Normal"].font.size.pt == LAYOUT.word_size
    by_id = {s.get(f"{W}styleId"): s for s in parts(made())["word/styles.xml"].iter(f"{W}style")}
    assert value(by_id["BodyText"], "pPr/jc") == "thaiDistribute"
    assert 800 < int(by_id["BodyText"].find(f"{W}pPr/{W}ind").get(f"{W}firstLine")) < 1500


def test_a_font_that_is_missing_has_others_to_stand_in():
    fonts = parts(made())["word/fontTable.xml"]
    assert fonts.find(f"{W}font/{W}altName").get(f"{W}val") == "TH Sarabun New"


def test_the_page_is_a4_with_the_margins_of_the_layout():
    for section in reader.Document(BytesIO(docx(made()))).sections:
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
        sides = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        assert [round(side.cm, 2) for side in sides] == [2.5, 2, 3, 2]


def test_the_cover_has_lines_and_notices_but_no_number():
    document = reader.Document(BytesIO(docx(made(Heading("ภาพรวม")))))
    assert [p.text for p in document.paragraphs[:4]] == ["รายงาน", "ปี 2565", "ร่าง 1", "สมมติ"]
    cover, rest = document.sections
    assert cover.footer.is_linked_to_previous and cover.header.is_linked_to_previous
    assert [p.text for p in rest.header.paragraphs] == ["ร่าง 1", "สมมติ"]
    found = parts(made())
    assert codes(found["word/footer1.xml"]) == [r"PAGE \* ARABIC"]
    assert text(parts(made(notices=()))["word/header1.xml"]) == ""


def test_headings_are_numbered_by_one_list():
    levels = list(parts(made())["word/numbering.xml"].find(f"{W}abstractNum").iter(f"{W}lvl"))
    assert [value(level, "lvlText") for level in levels] == ["%1.", "%1.%2", "%1.%2.%3"]
    assert [value(level, "pStyle") for level in levels] == ["Heading1", "Heading2", "Heading3"]
    plain, numbered = paragraphs(body(*HEADINGS), "Heading1")[:2]
    assert value(plain, "pPr/numPr/numId") == "0"
    assert value(numbered, "pPr/numPr/numId") is None


def test_the_contents_are_a_field_that_is_filled_in():
    found = body(Contents("สารบัญ"), *HEADINGS)
    lines = [p for level in "123" for p in paragraphs(found, f"toc{level}")]
    assert sorted(map(text, lines)) == sorted(["คำนำ", "1.ภาพรวม", "1.1คะแนน", "1.1.1ส่วนที่ 1", "2.แผน"])
    assert codes(found)[0] == r'TOC \o "1-3" \h \z \u'
    marks = {mark.get(f"{W}name") for mark in found.iter(f"{W}bookmarkStart")}
    assert marks == {link.get(f"{W}anchor") for link in found.iter(f"{W}hyperlink")}
    assert {code.split()[1] for code in codes(found) if code.startswith("PAGEREF")} == marks
    kinds = [mark.get(f"{W}fldCharType") for mark in found.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(HEADINGS) + 1


def test_contents_without_headings_are_an_ended_field():
    found = body(Contents("สารบัญ"))
    assert [mark.get(f"{W}fldCharType") for mark in found.iter(f"{W}fldChar")] == ["begin", "separate", "end"]


def test_page_breaks_leave_no_empty_page():
    found = body(Contents("สารบัญ"), PageBreak(), PageBreak(), Heading("ภาพรวม"), Paragraph("ก"), PageBreak())
    fresh = [text(p) for p in found.iter(f"{W}p") if value(p, "pPr/pageBreakBefore") is not None]
    assert fresh == ["สารบัญ", "ภาพรวม"]
    assert not [mark for mark in found.iter(f"{W}br") if mark.get(f"{W}type")]


def test_captions_are_counted():
    found = body(TABLE, PICTURE, replace(TABLE, source=""), replace(PICTURE, source=""))
    captions = paragraphs(found, "Caption")
    assert [text(p) for p in captions] == [
        "ตารางที่ 1 คะแนนรายข้อ",
        "ภาพที่ 1 คะแนนรายตัวชี้วัด",
        "ตารางที่ 2 คะแนนรายข้อ",
        "ภาพที่ 2 คะแนนรายตัวชี้วัด",
    ]
    assert [codes(p) for p in captions[:2]] == [[r"SEQ ตารางที่ \* ARABIC"], [r"SEQ ภาพที่ \* ARABIC"]]
    assert [value(p, "pPr/keepNext") for p in captions] == ["", None, "", None]
    # A picture carries its source itself.
    assert [text(p) for p in paragraphs(found, "Note")] == ["หมายเหตุ: สีที่มา: แบบวัด", "หมายเหตุ: สี"]


def test_a_table_is_followed_by_a_paragraph():
    children = list(body(TABLE, replace(TABLE, source="")).find(f"{W}body"))
    after = [second for first, second in pairwise(children) if first.tag == f"{W}tbl"]
    assert [element.tag for element in after] == [f"{W}p"] * 2


def test_the_header_repeats_and_no_row_is_cut(table):
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table] == [True] * 2 + [False] * len(ROWS)
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table]
    # LibreOffice may lose rows where the first one may not be cut.
    assert whole == [True] * 2 + [False] + [True] * (len(ROWS) - 1)
    assert value(table[2], "tc/p/pPr/keepLines") == ""


def test_columns_stand_under_their_group(table):
    upper, lower = table[:2]
    assert [text(cell) for cell in cells(upper)] == ["ที่", "ตัวชี้วัด", "คะแนน"]
    assert [value(cell, "tcPr/vMerge") for cell in cells(upper)] == ["restart", "restart", None]
    assert [value(cell, "tcPr/gridSpan") for cell in cells(upper)] == [None, None, "2"]
    assert [text(cell) for cell in cells(lower)] == ["", "", "ปีก่อน", "ปีนี้"]
    assert [value(cell, "tcPr/vMerge") for cell in cells(lower)] == ["", "", None, None]
    plain = replace(TABLE, columns=tuple(replace(column, group="") for column in COLUMNS))
    assert len(list(body(plain).iter(f"{W}tr"))) == 1 + len(ROWS)


def test_the_columns_are_as_wide_as_the_text():
    found = body(TABLE)
    widths = [int(column.get(f"{W}w")) for column in found.iter(f"{W}gridCol")]
    assert sum(widths) == round(21 / 2.54 * 1440) - round(3 / 2.54 * 1440) - round(2 / 2.54 * 1440)
    assert widths[1] == pytest.approx(3 * widths[0], abs=3)
    assert all(found.find(f".//{W}tblPr/{W}{name}") is not None for name in ("tblCaption", "tblDescription"))


def test_rows_are_tinted_by_their_role(table):
    group, weak, good, plain = table[2:6]
    assert (len(cells(group)), value(cells(group)[0], "tcPr/gridSpan")) == (1, "4")
    assert value(group, "tc/p/pPr/keepNext") == ""
    assert group.find(f".//{W}bCs") is not None and fill(cells(group)[0])
    # The merged cell is of both rows, so it has the tint of neither.
    assert [fill(cell) for cell in cells(weak)] == ["FBDCD3", None, "FBDCD3", "FBDCD3"]
    assert {fill(cell) for cell in cells(good)} == {"D9F0E3", None}
    assert {fill(cell) for cell in cells(plain)} == {None}
    assert all(cell.find(f".//{W}bCs") is not None for cell in cells(table[-1]))


def test_equal_cells_become_one_up_to_a_total(table):
    column = [value(cells(row)[1], "tcPr/vMerge") for row in table[3:]]
    assert column == ["restart", "", None, None, None]
    assert text(cells(table[4])[1]) == ""


def test_any_number_of_rows_become_one():
    long = replace(TABLE, rows=tuple(Row(("", "การใช้อำนาจ", None, None)) for _ in range(1_200)))
    merges = [value(cells(row)[1], "tcPr/vMerge") for row in list(body(long).iter(f"{W}tr"))[2:]]
    assert merges == ["restart"] + [""] * 1_199


def test_numbers_are_rounded_once_and_weak_ones_stand_out(table):
    assert [text(cell) for cell in cells(table[3])[2:]] == ["90.13", "84.99"]
    assert text(cells(table[5])[2]) == "–"
    bold = [text(cell) for row in table[3:-1] for cell in cells(row) if cell.find(f".//{W}bCs") is not None]
    assert bold == ["84.99"]
    assert [fill(cell) for cell in cells(table[3]) if text(cell) in bold] == ["FBDCD3"]
    assert {value(cells(row)[3], "p/pPr/jc") for row in table[3:]} == {"right"}


def test_lines_of_a_cell_are_paragraphs_and_points(table):
    cell = cells(table[5])[1]
    assert [(value(p, "pPr/pStyle"), text(p)) for p in cell.iter(f"{W}p")] == [
        ("TablePoint", "วางแผน"),
        ("TablePoint", "ติดตาม"),
        ("TableText", "ภายในปี"),
    ]


def test_a_lead_is_bold_and_stays_with_what_follows():
    styles = {style.get(f"{W}styleId"): style for style in parts(made())["word/styles.xml"].iter(f"{W}style")}
    lead, body_text = styles["Lead"], styles["BodyText"]
    assert value(lead, "rPr/bCs") == value(lead, "pPr/keepNext") == ""
    assert value(lead, "pPr/jc") == value(body_text, "pPr/jc")
    assert [text(p) for p in paragraphs(body(*EVERYTHING), "Lead")] == ["มีสองข้อ"]


def test_points_are_a_list_with_dashes():
    found = parts(made(*EVERYTHING))
    numbering, styles = found["word/numbering.xml"], found["word/styles.xml"]
    kinds = {k.get(f"{W}abstractNumId"): value(k, "lvl/lvlText") for k in numbering.iter(f"{W}abstractNum")}
    numbers = {n.get(f"{W}numId"): n for n in numbering.iter(f"{W}num")}
    (dashes,) = (style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "ListBullet")
    assert kinds[value(numbers[value(dashes, "pPr/numPr/numId")], "abstractNumId")] == "-"
    assert [text(p) for p in paragraphs(found["word/document.xml"], "ListBullet")] == ["หนึ่ง", "สอง"]


def test_a_picture_has_its_place_and_its_alternative_text():
    document = reader.Document(BytesIO(docx(made(PICTURE))))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == PICTURE.alt
    assert 0 < shape.width.cm <= 16 and shape.width == shape.height
    (holder,) = paragraphs(body(PICTURE), "Picture")
    assert value(holder, "pPr/pStyle") == "Picture"
    with ZipFile(BytesIO(docx(made(PICTURE)))) as package:
        assert package.read("word/media/image1.png") == PNG


def test_thai_digits_are_everywhere():
    found = parts(made(*EVERYTHING, thai_digits=True))
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        assert re.findall(r"[0-9]+", text(found[name])) == []
    about = reader.Document(BytesIO(docx(made(thai_digits=True)))).core_properties
    assert about.title == "รายงานปี ๒๕๖๕"
    assert "ตารางที่ ๑ คะแนนรายข้อ" in text(found["word/document.xml"])
    assert "๑.๑.๑ส่วนที่ ๑" in text(found["word/document.xml"])
    assert [code for code in codes(found["word/document.xml"]) if code.startswith("SEQ")][0].endswith(r"\* THAIARABIC")
    assert codes(found["word/footer1.xml"]) == [r"PAGE \* THAIARABIC"]
    forms = {value(level, "numFmt") for level in found["word/numbering.xml"].iter(f"{W}lvl")}
    assert forms == {"thaiNumbers", "bullet"}


def test_the_same_document_is_the_same_bytes():
    assert docx(made(*EVERYTHING)) == docx(made(*EVERYTHING))
    with ZipFile(BytesIO(docx(made(*EVERYTHING)))) as package:
        assert {(entry.date_time[0], entry.create_system) for entry in package.infolist()} == {(1980, 0)}


def test_the_file_says_what_it_is():
    about = reader.Document(BytesIO(docx(made()))).core_properties
    assert (about.title, about.author, about.language, about.comments) == ("รายงานปี 2565", "หน่วยงาน", "th-TH", "")
    assert about.created == about.modified is not None


def test_everything_stands_in_the_order_that_word_wants():
    wrong = []
    plain = replace(TABLE, columns=tuple(replace(column, group="") for column in COLUMNS))
    for name, root in parts(made(*EVERYTHING, plain)).items():
        for kind, order in ORDERS.items():
            places = {f"{W}{child}": place for place, child in enumerate(order.split())}
            for element in root.iter(f"{W}{kind}"):
                found = [places[child.tag] for child in element]
                once = [child.tag for child in element if child.tag.removeprefix(W) not in MANY]
                wrong += [(name, kind, found)] if found != sorted(found) or len(once) != len(set(once)) else []
    assert wrong == []


def test_every_name_leads_to_something():
    found = parts(made(*EVERYTHING))
    styles = {style.get(f"{W}styleId") for style in found["word/styles.xml"].iter(f"{W}style")}
    used = {
        element.get(f"{W}val")
        for root in found.values()
        for kind in ("pStyle", "tblStyle", "basedOn", "next")
        for element in root.iter(f"{W}{kind}")
    }
    assert used <= styles
    lists = {number.get(f"{W}numId") for number in found["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    named = {e.get(f"{W}val") for root in found.values() for e in root.iter(f"{W}numId")}
    assert named <= lists
    related = {relation.get("Id"): relation.get("Target") for relation in found["word/_rels/document.xml.rels"]}
    xml = ElementTree.tostring(found["word/document.xml"], encoding="unicode")
    named = set(re.findall(r'relationships}?\S*:?(?:id|embed)="([^"]+)"', xml) or re.findall(r'="(rId\d+)"', xml))
    assert {related[name] for name in named} == {"header1.xml", "footer1.xml", "media/image1.png"}


def test_nothing_of_the_template_of_the_library_is_left():
    file = docx(made(*EVERYTHING))
    with ZipFile(BytesIO(file)) as package:
        assert sorted(package.namelist()) == sorted(
            ["[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"]
            + [f"word/{name}.xml" for name in ("document", "fontTable", "footer1", "header1", "numbering")]
            + ["word/media/image1.png", "word/settings.xml", "word/styles.xml"]
        )
        content = b"".join(map(package.read, package.namelist()))
    assert [word for word in (b"python-docx", b"Theme=", b"theme=", b"Macintosh") if word in content] == []


HOSTILE = ["<w:p>&amp;]]>", "a\x00b\x0bc\x1f\ufffe\ud800d", "ก" * 20_000, "]]><!--", "\"'{}%s\\", "\n\n", "\t", ""]


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_stays_text(bad):
    blocks = (
        Contents(bad),
        Heading(bad),
        *(Paragraph(bad, role) for role in ("body", "lead", "note", "signature")),
        Points((bad,)),
        Table(bad, bad, (Column(bad, 1, group=bad), Column(bad, 1)), (Row((bad,), "group"), Row((bad, bad))), bad, bad),
        Picture(bad, bad, PNG, bad, bad),
    )
    document = made(*blocks, title=bad, author=bad, cover=(bad,), notices=(bad,), table_word=bad, figure_word=bad)
    opened = reader.Document(BytesIO(docx(document)))
    shown = re.sub("[\x00-\x08\x0b-\x1f\ufffe\ud800]", "", bad).strip()
    assert [p.text for p in opened.paragraphs if p.style.name == "Body Text"][0].strip() == shown


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
@pytest.mark.parametrize("thai", [False, True])
def test_libreoffice_shows_it(tmp_path, thai):
    blocks = Contents("สารบัญ"), HEADINGS[1], TABLE, PageBreak(), PICTURE, EVERYTHING[-2], PageBreak()
    (tmp_path / "a.docx").write_bytes(docx(made(*blocks, thai_digits=thai)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    # Cover, contents, text, and what comes after the page break; the last break leaves no empty page.
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert len(pages) == 4
    assert "รายงาน" in pages[0] and "สารบัญ" in pages[1] and "ภาพรวม" in pages[2] and "ลงชื่อ" in pages[3]
    assert all("ร่าง" in page for page in pages)

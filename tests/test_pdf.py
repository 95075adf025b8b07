"""The PDF: what a reader sees, finds and is told, and that no text of the document is ever code."""

import re
from dataclasses import replace
from io import BytesIO

import matplotlib.image
import numpy as np
import pypdf
import pytest
import typst
from pdf_text import text, whole

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
from italib.pdf import pdf

LAYOUT = Layout(2.5, 2, 3, 2, "TH SarabunPSK", 16, 11.5)
SENTENCE = "หน่วยงานทั่วประเทศกำหนดน้ำเสียที่ยิ่งขึ้นครั้งนี้ "
HOSTILE = ('#import "x"', "$x^2$", "<script>alert(1)</script>", "*a* _b_ `c` @d <e>", "= f", "\\u{41} // g", "]#{1}[")


def png(height=40, width=60):
    stream = BytesIO()
    matplotlib.image.imsave(stream, np.zeros((height, width)), format="png")
    return stream.getvalue()


def document(*blocks, **more):
    whole = Document("รายงานน้ำ", "หน่วยงาน", ("ชื่อปก 7", "บรรทัดสอง"), ("ฉบับร่าง",), blocks, LAYOUT, "ตารางที่", "ภาพที่")
    return replace(whole, **more)


def read(*blocks, **more):
    return pypdf.PdfReader(BytesIO(pdf(document(*blocks, **more))))


def tags(reader):
    """Every element of the structure tree: its kind and the element itself."""

    def below(node):
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                yield from below(part)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node["/S"], node
            if "/K" in node:
                yield from below(node["/K"])

    return list(below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def titles(outline):
    return [title for entry in outline for title in (titles(entry) if isinstance(entry, list) else [entry.title])]


COLUMNS = (Column("กลุ่ม", 1, merge=True), Column("ข้อ", 3), Column("คะแนน", 1, "right", 2, weak_below=80))


def table(rows, columns=COLUMNS, source=""):
    return Table("คะแนน", "คะแนนรายข้อ", columns, tuple(rows), source=source)


BLOCKS = (
    Contents("สารบัญ"),
    Heading("คำนำ", numbered=False),
    Paragraph(SENTENCE * 8),
    Heading("หนึ่ง"),
    Heading("ย่อย", 2),
    Heading("ย่อยลงไป", 3),
    Paragraph("มีข้อ 2 ข้อ"),
    Points(("แรก", "หลัง")),
    Points(("ขีด",)),
    table([Row(("กลุ่ม ก", "น้ำ", 81.005)), Row(("รวม", "", None), "total")], source="ที่มา: สมมติ"),
    Paragraph("หมายเหตุของตาราง", "note"),
    Picture("ภาพ", "ภาพของน้ำ", png(20), "แผนภูมิที่ 1 ของน้ำ", "ที่มา: ภาพ"),
    PageBreak(),
    Heading("สอง"),
    Paragraph("ลงชื่อ ........", "signature"),
    Paragraph("(ผู้ลงนาม)", "signature"),
)
READER = read(*BLOCKS)


def test_the_pdf_is_the_same_bytes_again_and_has_no_date():
    assert pdf(document(*BLOCKS)) == pdf(document(*BLOCKS))
    assert not {"/CreationDate", "/ModDate"} & set(READER.metadata)


def test_it_says_what_it_is():
    root = READER.trailer["/Root"]
    assert (READER.metadata.title, READER.metadata.author) == ("รายงานน้ำ", "หน่วยงาน")
    assert root["/Lang"].startswith("th")
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_pages_are_a4_with_the_notices_and_numbers_of_all_but_the_cover():
    assert [float(side) for side in READER.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.01)
    pages = [text(READER, number) for number in range(len(READER.pages))]
    assert len(pages) == 4
    assert all("ฉบับร่าง" in page for page in pages)
    assert "ชื่อปก 7บรรทัดสอง" in pages[0]
    assert [page[-1] for page in pages[1:]] == ["2", "3", "4"]
    assert not pages[0].endswith("1")


def test_words_are_found_as_they_are_written():
    assert SENTENCE.strip().replace(" ", "") * 2 in whole(READER).replace(" ", "")


def test_headings_are_numbered_and_lead_to_their_pages():
    assert titles(READER.outline) == ["สารบัญ", "คำนำ", "1. หนึ่ง", "1.1 ย่อย", "1.1.1 ย่อยลงไป", "2. สอง"]
    listed = text(READER, 1)
    assert re.search(r"คำนำ[ .]*3", listed)
    assert re.search(r"1\. *หนึ่ง[ .]*3", listed)
    assert re.search(r"1\.1\.1 *ย่อยลงไป[ .]*3", listed)
    assert re.search(r"2\. *สอง[ .]*4", listed)


def test_every_block_is_there():
    shown = text(READER, 2)
    for part in (
        "–แรก",
        "–หลัง",
        "–ขีด",
        "ตารางที่ 1 คะแนนรายข้อ",
        "81.01",
        "ที่มา: สมมติ",
        "หมายเหตุของตาราง",
        "ภาพที่ 1 ภาพของน้ำ",
    ):
        assert part.replace(" ", "") in shown.replace(" ", "")
    assert "ลงชื่อ ........(ผู้ลงนาม)" in text(READER, 3)


def test_it_is_tagged_for_readers_that_speak_it():
    found = tags(READER)
    kinds = [kind for kind, _ in found]
    assert {"/Title", "/H1", "/H2", "/H3", "/P", "/L", "/TOC", "/Table", "/THead", "/TH", "/Caption"} <= set(kinds)
    assert [node["/Alt"] for kind, node in found if kind == "/Figure"] == ["แผนภูมิที่ 1 ของน้ำ"]


def test_only_sarabun_is_there_and_embedded():
    fonts = [font.get_object() for page in READER.pages for font in page["/Resources"]["/Font"].values()]
    assert {re.sub(r"^/\w{6}\+", "", font["/BaseFont"]) for font in fonts} == {"Sarabun-Regular", "Sarabun-Bold"}
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_thai_digits_are_everywhere():
    reader = read(*BLOCKS, thai_digits=True)
    shown = whole(reader)
    assert not re.search("[0-9]", shown)
    assert titles(reader.outline)[2:] == ["๑. หนึ่ง", "๑.๑ ย่อย", "๑.๑.๑ ย่อยลงไป", "๒. สอง"]
    for part in ("ชื่อปก ๗", "ตารางที่ ๑", "ภาพที่ ๑", "๘๑.๐๑", "มีข้อ ๒ ข้อ"):
        assert part in shown
    assert [text(reader, number)[-1] for number in (1, 2, 3)] == ["๒", "๓", "๔"]


@pytest.mark.parametrize("text_of_author", HOSTILE)
def test_text_is_never_code(text_of_author):
    rows = [Row((text_of_author, f"หนึ่ง\n- {text_of_author}", None)), Row((text_of_author,), "group")]
    reader = read(
        Contents(text_of_author),
        Heading(text_of_author),
        Paragraph(text_of_author),
        Points((text_of_author,)),
        replace(table(rows, source=text_of_author), caption=text_of_author),
        Picture(text_of_author, text_of_author, png(), text_of_author),
        cover=(text_of_author,),
        notices=(text_of_author,),
        title=text_of_author,
    )
    shown = whole(reader).replace(" ", "")
    assert shown.count(text_of_author.replace(" ", "")) >= 13
    assert reader.metadata.title == text_of_author


def test_a_letter_that_the_font_lacks_stops_the_document():
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        pdf(document(Paragraph("ผลดีมาก 😀")))


def test_a_warning_of_typst_stops_the_document(monkeypatch):
    monkeypatch.setattr("italib.pdf._fonts", lambda: typst.Fonts(False, True))
    with pytest.raises(typst.TypstWarning, match="unknown font family"):
        pdf(document(Paragraph("a")))


@pytest.mark.parametrize("block", [Heading("ก", 3), Picture("ก", "ก", b"no picture", "ก")])
def test_what_typst_refuses_is_raised(block):
    with pytest.raises(typst.TypstError):
        pdf(document(block))


def test_a_long_table_repeats_its_header_and_cuts_no_row():
    rows = [Row((f"ก{n}", f"ต้นแถว{n}จบ {SENTENCE * 3} ปลายแถว{n}จบ", 90.0)) for n in range(60)]
    reader = read(Heading("ก"), table(rows), Paragraph("ท้าย"), cover=())
    pages = [text(reader, number) for number in range(len(reader.pages))]
    assert len(pages) > 3
    assert all("กลุ่มข้อคะแนน" in page for page in pages)
    for n in range(60):
        assert len([page for page in pages if f"ต้นแถว{n}จบ" in page and f"ปลายแถว{n}จบ" in page]) == 1


@pytest.mark.parametrize("lines", range(26, 36))
def test_a_caption_is_never_parted_from_its_table(lines):
    rows = [Row((f"ก{n}", "แถว", 90.0)) for n in range(40)]
    reader = read(Heading("ก"), *[Paragraph("บรรทัด")] * lines, table(rows), cover=())
    captioned = [text(reader, n) for n in range(len(reader.pages)) if "ตารางที่ 1" in text(reader, n)]
    assert len(captioned) == 1
    assert "กลุ่มข้อคะแนนก0แถว" in captioned[0]


def test_a_row_higher_than_a_page_goes_on_over_the_next():
    reader = read(Heading("ก"), table([Row(("ก", "ต้น" + SENTENCE * 150 + "ปลาย", 1.0)), Row(("ข", "ถัดไป", 2.0))]))
    pages = [text(reader, number) for number in range(len(reader.pages))]
    assert "ต้น" in pages[1]
    assert "ปลาย" in pages[-1]
    assert whole(reader).replace(" ", "").count("น้ำเสีย") == 150


def test_a_merged_cell_higher_than_a_page_breaks_between_its_rows():
    reader = read(Heading("ก"), table([Row(("กลุ่มเดียว", f"แถวที่{n}จบ", 90.0)) for n in range(80)]), Paragraph("ท้าย"))
    pages = [text(reader, number) for number in range(len(reader.pages))]
    assert "แถวที่0จบ" in pages[1]  # not pushed to a page of its own
    assert len(pages) == 4
    assert all(f"แถวที่{n}จบ" in whole(reader) for n in range(80))
    assert [
        node["/A"][0]["/RowSpan"] for kind, node in tags(reader) if kind == "/TD" and "/RowSpan" in node["/A"][0]
    ] == [80]


def test_groups_and_totals_end_what_is_merged():
    rows = [
        Row(("ก", "1", 1.0)), Row(("ก", "2", 1.0)),
        Row(("กลุ่ม",), "group"),
        Row(("ก", "3", 1.0)), Row(("ก", "4", 1.0)),
        Row(("ก", "5", 1.0), "total"),
    ]  # fmt: skip
    reader = read(Heading("ก"), table(rows))
    spans = [part for kind, node in tags(reader) if kind in ("/TD", "/TH") for part in node["/A"]]
    assert [part["/RowSpan"] for part in spans if "/RowSpan" in part] == [2, 2]
    assert [part["/ColSpan"] for part in spans if "/ColSpan" in part] == [3]


def test_a_group_is_said_again_where_it_goes_on():
    rows = [Row(("ชื่อกลุ่ม",), "group"), *(Row((f"ก{n}", "แถว", 90.0)) for n in range(60))]
    reader = read(Heading("ก"), table(rows), cover=())
    assert len(reader.pages) == 2
    assert all("ชื่อกลุ่ม" in text(reader, number) for number in (0, 1))


def test_columns_of_a_group_stand_under_its_heading():
    columns = (Column("ข้อ", 1), Column("ปี 1", 1, group="ผล"), Column("ปี 2", 1, group="ผล"))
    reader = read(Heading("ก"), table([Row(("ก", "ข", "ค"))], columns))
    heads = [node["/A"][0] for kind, node in tags(reader) if kind == "/TH"]
    assert [(head.get("/RowSpan", 1), head.get("/ColSpan", 1)) for head in heads] == [(2, 1), (1, 2), (1, 1), (1, 1)]


def tints(*rows):
    """The colours behind the cells of the body."""
    cells = [node["/A"] for kind, node in tags(read(Heading("ก"), table(rows))) if kind == "/TD"]
    colours = [next((part["/BackgroundColor"] for part in cell if "/BackgroundColor" in part), None) for cell in cells]
    return ["".join(f"{round(255 * float(part)):02x}" for part in colour) if colour else "" for colour in colours]


def test_roles_and_weak_numbers_are_tinted():
    assert tints(Row(("ก", "", 90.0), "good")) == ["d9f0e3"] * 3
    assert tints(Row(("ก", "", 90.0), "weak")) == ["fbdcd3"] * 3
    assert tints(Row(("ก", "", 79.99))) == ["", "", "fbdcd3"]
    assert tints(Row(("ก", "", 79.995)), Row(("ข", "", None)), Row(("ค", "", "ต่ำ"))) == [""] * 9
    # A merged cell has the colour of its rows only where they agree.
    assert tints(Row(("ก", "", 90.0), "good"), Row(("ก", "", 90.0), "weak"))[0] == ""


def test_a_high_picture_stays_on_one_page_with_its_caption():
    reader = read(Heading("ก"), Picture("ภาพ", "สูงมาก", png(900, 30), "สูง"), cover=())
    assert len(reader.pages) == 1
    assert "ภาพที่ 1 สูงมาก" in text(reader, 0)


def test_a_document_may_have_no_cover_and_no_notices():
    reader = read(Heading("ก"), cover=(), notices=())
    assert len(reader.pages) == 1
    assert text(reader, 0) == "1.ก1"


def test_a_long_address_stays_within_its_column():
    address = "https://www.example.go.th/" + "very-long-name/" * 8
    narrow = (Column("ที่อยู่", 1), Column("ข้อ", 9))
    reader = read(Heading("ก"), Table("t", "ตาราง", narrow, (Row((address, "ขวา")),)))
    lines = reader.pages[1].extract_text().splitlines()
    assert max(len(line) for line in lines if "/" in line) < 20
    assert address in "".join(lines).replace("\u200b", "").replace("\u00ad", "")

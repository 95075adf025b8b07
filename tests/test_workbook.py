"""The workbook: numbers that compute, text that can't act, and what a reader of the sheets is shown."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from italib.document import BarChart, Column, Contents, Document, Heading, Layout, Row, Table
from italib.workbook import xlsx

LAYOUT = Layout(2.5, 2, 3, 2, "TH SarabunPSK", 16, 11.5)
COLUMNS = (
    Column("ตัวชี้วัด", 3, merge=True),
    Column("ปี 1", 1, "right", 2, group="ผลคะแนน"),
    Column("ปี 2", 1, "right", 2, group="ผลคะแนน", weak_below=80),
)
ROWS = (
    Row(("กลุ่มแรก", None, None), "group"),
    Row(("น้ำ", 81.005, 79.994), "weak"),
    Row(("น้ำ", None, 80.0), "good"),
    Row(("รวม", 81.005, 79.995), "total"),
)
HOSTILE = ("=1+1", "+1", "-1", "@x", '=cmd|" /C calc"!A0', "http://a.th", "mailto:a@b.th", "internal:x!A1", "{=1}", "7")


def table(rows=ROWS, columns=COLUMNS, name="คะแนน", **more):
    return Table(name, "คะแนนของน้ำ", columns, rows, source="ที่มา: สมมติ", **more)


def document(*blocks, **more):
    return Document("รายงาน", "หน่วยงาน", ("ปก",), ("ฉบับร่าง & ทดลอง",), blocks, LAYOUT, "ตารางที่", "ภาพที่", **more)


def cells(content, sheet=1):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()


def part(content, name):
    with ZipFile(BytesIO(content)) as book:
        return book.read(f"xl/{name}.xml").decode("utf-8")


def texts(content):
    """Every text of the workbook."""
    return re.findall(r"<t[^>]*>([^<]*)</t>", part(content, "sharedStrings"))


CHART = table(chart=BarChart("กราฟของน้ำ", 0, (1, 2)))
BOOK = xlsx(document(Heading("หัวข้อ"), Contents("สารบัญ"), CHART))
SHEET = part(BOOK, "worksheets/sheet2")


def test_the_workbook_is_the_same_bytes_again():
    assert xlsx(document(Contents("สารบัญ"), CHART)) == xlsx(document(Contents("สารบัญ"), CHART))


def test_numbers_are_numbers_rounded_as_they_are_printed():
    rows = cells(BOOK)
    assert rows[0][0] == "ตารางที่ 1 คะแนนของน้ำ"
    assert rows[1] == ["ตัวชี้วัด", "ผลคะแนน ปี 1", "ผลคะแนน ปี 2"]
    assert rows[2] == ["กลุ่มแรก", "", ""]
    assert rows[3:6] == [["น้ำ", 81.01, 79.99], ["น้ำ", "–", 80.0], ["รวม", 81.01, 80.0]]
    assert [row[0] for row in rows[6:]] == ["ที่มา: สมมติ", "ฉบับร่าง & ทดลอง"]
    assert 'formatCode="0.00"' in part(BOOK, "styles") or 'numFmtId="2"' in part(BOOK, "styles")


def test_whole_numbers_have_no_point():
    content = xlsx(document(table((Row((3.0,)),), (Column("จำนวน", 1, "right", 0),))))
    assert cells(content)[2] == [3]
    assert 'numFmtId="1"' in part(content, "styles")


def test_text_never_acts():
    columns = (Column("ข้อความ", 1), Column("=2+2", 1))
    hostile = table(tuple(Row((text, text)) for text in HOSTILE), columns, name="=3+3")
    content = xlsx(replace(document(replace(hostile, caption="=4+4", source="=5+5")), title="=6+6"))
    sheet = part(content, "worksheets/sheet2")
    assert "<f>" not in sheet + part(content, "worksheets/sheet1")
    assert "<hyperlink" not in sheet
    assert [row[0] for row in cells(content)[2:12]] == list(HOSTILE)
    assert not re.search(r'<c [^>]*t="(?!s")', sheet)
    with ZipFile(BytesIO(content)) as book:
        assert not [name for name in book.namelist() if "externalLink" in name]


def test_the_first_sheet_lists_the_tables_and_leads_to_them():
    second = replace(table(name="มี 'คำ' นี้"), caption="อื่น")
    content = xlsx(document(Contents("สารบัญ"), table(), second))
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == ["สารบัญ", "คะแนน", "มี 'คำ' นี้"]
    listed = [row[0] for row in cells(content, 0)]
    assert listed == ["รายงาน", "ฉบับร่าง & ทดลอง", "", "ตารางที่ 1 คะแนนของน้ำ", "ตารางที่ 2 อื่น"]
    links = re.findall(r'location="([^"]*)"', part(content, "worksheets/sheet1"))
    assert links == ["'คะแนน'!A1", "'มี ''คำ'' นี้'!A1"]


def test_names_of_sheets_are_legal_and_unique():
    wanted = ["a/b:c*d", "ก" * 40, "ก" * 50, "A B C D", "", "'คำ'", "History"]
    content = xlsx(document(*(table(name=name) for name in wanted)))
    listing, *names = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    assert listing == "รายงาน"
    assert names[0] == "a b c d"
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)


def test_the_header_stays_in_sight_and_on_every_printed_page():
    assert re.search(r'<pane ySplit="2" topLeftCell="A3"[^>]*state="frozen"', SHEET)
    assert "$1:$2" in part(BOOK, "workbook")
    assert re.search(r'<pageSetup paperSize="9"[^>]*fitToHeight="0" orientation="landscape"', SHEET)
    assert "ฉบับร่าง &amp;&amp; ทดลอง" in SHEET
    assert 'orientation="portrait"' in part(xlsx(document(table())), "worksheets/sheet2")


def test_weak_numbers_are_marked_and_nothing_else():
    rules = re.findall(r'<conditionalFormatting sqref="([^"]*)">.*?<formula>([^<]*)</formula>', SHEET)
    assert rules == [("C3:C6", "AND(ISNUMBER(C3),C3&lt;80)")]


def test_no_cells_are_merged():
    assert "mergeCell" not in SHEET


def test_rows_are_tinted_and_set_bold_by_their_role():
    styles = part(BOOK, "styles")
    assert {"FFD9F0E3", "FFFBDCD3", "FFF0F3F7", "FFE2E9F1"} <= set(re.findall(r'fgColor rgb="(\w+)"', styles))
    assert set(re.findall(r'<name val="([^"]*)"', styles)) == {"TH SarabunPSK"}


def test_a_chart_stands_beside_its_table():
    chart, drawing = part(BOOK, "charts/chart1"), part(BOOK, "drawings/drawing1")
    assert '<c:barDir val="bar"/>' in chart
    assert "กราฟของน้ำ" in chart
    assert len(re.findall("<c:ser>", chart)) == 2
    assert "$A$4:$A$5" in chart  # neither the group nor the total
    assert '<c:max val="100"/><c:min val="0"/>' in chart
    assert "majorGridlines" not in chart
    assert 'descr="กราฟของน้ำ (ตารางที่ 1 คะแนนของน้ำ)"' in drawing
    assert "<xdr:from><xdr:col>4</xdr:col>" in drawing


@pytest.mark.parametrize("value", [-0.5, 100.5])
def test_a_chart_of_other_numbers_has_no_bounds(value):
    rows = (Row(("ก", 1.0, value)),)
    chart = part(xlsx(document(table(rows, chart=BarChart("กราฟ", 0, (2,))))), "charts/chart1")
    assert "<c:max" not in chart
    assert "<c:min" not in chart


def test_marks_take_no_width_and_widths_have_bounds():
    wide = table((Row(("กี่กี้กี๊กี๋ก์" * 2, "ก" * 500, "x")),), tuple(Column("ก", 1) for _ in range(3)))
    widths = [
        float(w) for w in re.findall(r'<col [^>]*width="([\d.]+)"', part(xlsx(document(wide)), "worksheets/sheet2"))
    ]
    assert [round(width - 0.71) for width in widths] == [12, 54, 7]


def test_digits_stay_arabic():
    content = xlsx(document(table((Row(("ข้อ 12", 1.0, 2.0)),)), thai_digits=True))
    assert "ข้อ 12" in texts(content)
    assert not re.search("[๐-๙]", part(content, "sharedStrings"))


def test_a_document_without_tables_and_a_table_without_rows():
    assert cells(xlsx(document()), 0) == [["รายงาน"], ["ฉบับร่าง & ทดลอง"]]
    empty = xlsx(document(table(rows=(), chart=BarChart("กราฟ", 0, (1,)))))
    assert [row[0] for row in cells(empty)] == ["ตารางที่ 1 คะแนนของน้ำ", "ตัวชี้วัด", "ที่มา: สมมติ", "ฉบับร่าง & ทดลอง"]


def test_the_properties_say_what_it_is():
    with ZipFile(BytesIO(BOOK)) as book:
        core = book.read("docProps/core.xml").decode("utf-8")
    assert "<dc:title>รายงาน</dc:title>" in core
    assert "<dc:creator>หน่วยงาน</dc:creator>" in core
    assert "2000-01-01T00:00:00Z" in core

import zipfile
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from support import problems_of, write_table

from italib.problems import Problem
from italib.raw import read_exports

CODES = ("i1.1", "i1.2", "i2", "i9", "i10")
ANSWERS = ("มาก", "น้อย", "มากที่สุด", "น้อย", "น้อย")

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
SPREADSHEET = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def write_ods(path, rows):
    cells = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    table = "".join(
        f"<table:table-row>{''.join(cells.format(escape(c)) for c in row)}</table:table-row>" for row in rows
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", SPREADSHEET.format(f'<table:table table:name="a">{table}</table:table>'))
    return path


def write_xlsx(path, *sheets):
    with xlsxwriter.Workbook(path) as book:
        for rows in sheets:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def matched(export):
    """The columns that answer a part, as (letter, item, part, how)."""
    answers = export.columns[export.columns["role"] == "answer"]
    return [tuple(row) for row in answers[["column", "item", "part", "how"]].to_numpy().tolist()]


# --- where the header stands ------------------------------------------------------------------------------------------


def test_a_header_in_the_first_row_is_found(read):
    (export,) = read([CODES, ANSWERS])
    assert (export.header_row, export.rows) == (1, ((2, ANSWERS),))


def test_a_header_is_found_under_title_rows(read):
    title = [("ผลการตอบแบบวัด IIT", "", "", "", ""), ("",) * 5, ("ปี 2565", "", "", "", "")]
    (export,) = read([*title, CODES, ANSWERS])
    assert (export.header_row, export.rows) == (4, ((5, ANSWERS),))


def test_the_first_of_two_equal_headers_counts(read):
    (export,) = read([CODES, CODES, ANSWERS])
    assert export.header_row == 1


def test_blank_rows_at_the_end_are_dropped(read):
    (export,) = read([CODES, ANSWERS, ("",) * 5, (" ",) * 5])
    assert len(export.rows) == 1


def test_a_file_without_a_header_is_refused(read, tmp_path):
    wanted = Problem.of("no_header", tmp_path / "iit.csv", instrument="IIT")
    assert problems_of(read, [("ชื่อ", "อายุ"), ("ก", "30")]) == [wanted]


def test_an_empty_file_is_refused(read, tmp_path):
    assert problems_of(read, []) == [Problem.of("no_header", tmp_path / "iit.csv", instrument="IIT")]


# --- which column is which part ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["i1.2", "I1.2", "i1_2", "i 1.2", "i01.2", "i1.2 เป็นไปตามเวลา", "ans_i102", "ansi102", "i\u200b1.2", "i๑.๒"]
)
def test_a_column_is_known_by_its_code(read, code):
    (export,) = read([("i1.1", code, "i2", "i9", "i10"), ANSWERS])
    assert matched(export)[1] == ("B", "i1", 2, "code")


def test_a_code_of_an_item_with_one_part_needs_no_part(read):
    (export,) = read([CODES, ANSWERS])
    assert matched(export)[2:] == [("C", "i2", 1, "code"), ("D", "i9", 1, "code"), ("E", "i10", 1, "code")]


def test_packed_codes_of_a_self_made_form_are_read(read):
    (export,) = read([("ans_i101", "ans_i102", "ans_i201", "ans_i901", "ans_i1001"), ANSWERS])
    assert [(item, part) for _, item, part, _ in matched(export)] == [
        ("i1", 1),
        ("i1", 2),
        ("i2", 1),
        ("i9", 1),
        ("i10", 1),
    ]


def test_a_code_may_be_followed_by_the_wording_of_the_part(read):
    header = ("i1 [เป็นไปตามระยะเวลาที่กำหนด]", "i1 : เป็นไปตามขั้นตอนที่กำหนด", "i2", "i9", "i10")
    (export,) = read([header, ANSWERS])
    assert matched(export)[:2] == [("A", "i1", 2, "code"), ("B", "i1", 1, "code")]


def wording(small, item, part):
    return small.framework.by_code[item].text_th, small.framework.by_code[item].parts[part - 1].text_th


@pytest.mark.parametrize("form", ["{} [{}]", "{}[{}]", "{} : {}", "{}: {}", "{} [ {} ]"])
def test_a_part_is_known_by_question_and_part(read, small, form):
    header = [form.format(*wording(small, "i1", 2)), form.format(*wording(small, "i1", 1)), "i2", "i9", "i10"]
    (export,) = read([header, ANSWERS])
    assert matched(export)[:2] == [("A", "i1", 2, "wording and part"), ("B", "i1", 1, "wording and part")]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace(" ", ""),
        lambda text: text.replace(" ", "  "),
        lambda text: f"<b>{text}</b>",
        lambda text: text.replace("ำ", "\u0e4d\u0e32"),
        lambda text: text.replace(" ", "\n", 1),
        lambda text: f"{text}?",
    ],
)
def test_a_question_is_known_by_its_wording_however_it_is_typed(read, small, change):
    header = ["i1.1", "i1.2", change(wording(small, "i2", 1)[0]), "i9", "i10"]
    (export,) = read([header, ANSWERS])
    assert matched(export)[2] == ("C", "i2", 1, "wording")


def test_a_question_is_known_as_the_document_printed_it(read, small):
    printed = small.framework.by_code["i10"].text_printed
    assert printed
    (export,) = read([("i1.1", "i1.2", "i2", "i9", printed), ANSWERS])
    assert matched(export)[4] == ("E", "i10", 1, "wording")


def test_columns_of_other_things_are_known_by_their_heading(read):
    header = ("ประทับเวลา", "ที่อยู่อีเมล", "อายุงาน", *CODES, "ข้อเสนอแนะ")
    (export,) = read([header, ("1/1/2565", "a@b.c", "5 ปี", *ANSWERS, "")])
    assert [export.position(role) for role in ("timestamp", "identity", "service", "score")] == [0, 1, 2, None]


def test_an_unknown_column_is_no_column(read):
    (export,) = read([(*CODES, "ข้อเสนอแนะ"), (*ANSWERS, "ดีมาก")])
    assert export.columns["column"].tolist() == ["A", "B", "C", "D", "E"]


def test_an_item_of_another_instrument_is_no_column(read):
    (export,) = read([(*CODES, "e8"), (*ANSWERS, "มี")])
    assert "e8" not in set(export.columns["item"])


def test_a_part_without_a_column_is_named(read, tmp_path):
    wanted = Problem.of("part_without_column", tmp_path / "iit.csv", row=1, parts="i1.2, i9")
    assert problems_of(read, [("i1.1", "i2", "i10"), ANSWERS[:3]]) == [wanted]


def test_two_columns_of_one_part_are_named(read, tmp_path):
    at = {"row": 1, "column": "F", "found": "i2 อีกครั้ง"}
    wanted = Problem.of("two_columns", tmp_path / "iit.csv", **at, part="i2.1", first="C", second="F")
    assert problems_of(read, [(*CODES, "i2 อีกครั้ง"), (*ANSWERS, "มาก")]) == [wanted]


@pytest.mark.parametrize("header", ["i1", "i1 ข้อความ", "i1.3", "i1 [อย่างอื่น]"])
def test_a_column_that_does_not_say_its_part_is_named(read, tmp_path, header):
    wanted = Problem.of(
        "column_without_part", tmp_path / "iit.csv", row=1, column="A", found=header, item="i1", count=2
    )
    assert problems_of(read, [(header, "i2", "i9", "i10"), ANSWERS[:4]]) == [wanted]


def test_a_question_without_its_part_is_named(read, small, tmp_path):
    question = wording(small, "i1", 1)[0]
    where = {"row": 1, "column": "A", "found": question}
    wanted = Problem.of("column_without_part", tmp_path / "iit.csv", **where, item="i1", count=2)
    assert problems_of(read, [(question, "i2", "i9", "i10"), ANSWERS[:4]]) == [wanted]


def test_problems_of_all_columns_and_files_are_reported_together(small, tmp_path):
    paths = [
        write_table(tmp_path / "iit.csv", [("i1", "i2", "i2", "i9"), ANSWERS[:4]]),
        write_table(tmp_path / "eit.csv", [("ชื่อ", "อายุ")]),
    ]
    problems = problems_of(read_exports, paths, small.framework, small.forms)
    assert [(problem.file.rsplit("/")[-1], problem.column, problem.found) for problem in problems] == [
        ("iit.csv", "A", "i1"),
        ("iit.csv", "C", "i2"),
        ("iit.csv", "", ""),
        ("eit.csv", "", ""),
    ]


# --- score tables -----------------------------------------------------------------------------------------------------

CHECKLIST = [("ข้อ", "ประเด็นการประเมิน", "คะแนน"), ("o1", "โครงสร้าง", "100"), ("o2", "ข้อมูลผู้บริหาร", "0")]


@pytest.mark.parametrize("headings", [("ข้อ", "ประเด็น", "คะแนน"), ("ลำดับ", "ชื่อ", "คะแนนที่ได้"), ("รหัส", "x", "คะแนน")])
def test_a_table_of_codes_and_scores_is_a_score_table(read, headings):
    (export,) = read([headings, *CHECKLIST[1:]], "oit.csv")
    assert export.is_score_table
    assert (export.position("code"), export.position("score")) == (0, 2)


def test_a_score_table_is_found_under_its_title(read):
    (export,) = read([("ผลการตรวจ", "", ""), *CHECKLIST], "oit.csv")
    assert (export.header_row, export.is_score_table) == (2, True)


def test_answers_with_a_column_of_marks_are_no_score_table(read):
    (export,) = read([("ประทับเวลา", "คะแนน", *CODES), ("1/1/2565", "0 / 5", *ANSWERS)])
    assert not export.is_score_table


# --- kinds of files ---------------------------------------------------------------------------------------------------

TITLE = ("ผลการตอบแบบวัด", "", "", "", "")


@pytest.mark.parametrize(
    ("name", "delimiter"), [("iit.csv", ","), ("iit.csv", ";"), ("iit.csv", "\t"), ("iit.tsv", "\t")]
)
def test_columns_may_be_parted_by_comma_semicolon_or_tab(read, name, delimiter):
    (export,) = read([CODES, ANSWERS], name, delimiter=delimiter)
    assert export.rows == ((2, ANSWERS),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_seen_below_a_title_that_has_none(tmp_path, small, delimiter):
    path = tmp_path / "iit.csv"
    lines = ["ผลการตอบแบบวัด", delimiter.join(CODES), delimiter.join(ANSWERS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    (export,) = read_exports([path], small.framework, small.forms)
    assert (export.header_row, export.rows) == (2, ((3, ANSWERS),))


@pytest.mark.parametrize(("name", "delimiter"), [("eit.tsv", "\t"), ("eit.csv", "\t"), ("eit.csv", ";")])
def test_commas_inside_a_wording_are_no_separators(tmp_path, small, name, delimiter):
    rows = [("ข้อ", "ประเด็น", "คะแนน"), ("e8", "เงิน, ทรัพย์สิน, ประโยชน์อื่น, เป็นต้น", "86.67"), ("e9", "ก", "73.57")]
    (tmp_path / name).write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    (export,) = read_exports([tmp_path / name], small.framework, small.forms)
    assert export.rows == ((2, rows[1]), (3, rows[2]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_the_encoding_of_an_export_makes_no_difference(read, encoding):
    (export,) = read([CODES, ANSWERS], encoding=encoding)
    assert export.rows == ((2, ANSWERS),)


def test_a_line_break_inside_a_header_cell_is_read(read):
    (export,) = read([("i1.1\nขั้นตอน", *CODES[1:]), ANSWERS])
    assert matched(export)[0] == ("A", "i1", 1, "code")


def test_a_workbook_is_read_as_the_text_that_a_person_sees(tmp_path, small):
    path = write_xlsx(
        tmp_path / "oit.xlsx", [TITLE, ("ข้อ", "ประเด็น", "คะแนน"), ("o1", "โครงสร้าง", 100), ("o2", "x", 87.5)]
    )
    (export,) = read_exports([path], small.framework, small.forms)
    assert export.rows == ((3, ("o1", "โครงสร้าง", "100")), (4, ("o2", "x", "87.5")))


def test_an_ods_file_is_read_as_a_workbook_is(tmp_path, small):
    path = write_ods(tmp_path / "iit.ods", [TITLE, CODES, ANSWERS])
    (export,) = read_exports([path], small.framework, small.forms)
    assert (export.header_row, export.rows) == (2, ((3, ANSWERS),))


def test_every_sheet_with_a_table_is_an_export_and_notes_are_not(tmp_path, small):
    path = write_xlsx(
        tmp_path / "iit.xlsx", [("บันทึก",), ("ไม่มีตาราง",)], [CODES, ANSWERS], [], [CODES, ANSWERS, ANSWERS]
    )
    exports = read_exports([path], small.framework, small.forms)
    assert [(export.file, len(export.rows)) for export in exports] == [
        ("iit.xlsx [Sheet2]", 1),
        ("iit.xlsx [Sheet4]", 2),
    ]


def test_empty_rows_above_a_table_keep_their_numbers(tmp_path, small):
    path = write_xlsx(tmp_path / "iit.xlsx", [(), (), CODES, ANSWERS])
    (export,) = read_exports([path], small.framework, small.forms)
    assert (export.header_row, export.rows[0][0]) == (3, 4)


@pytest.mark.parametrize("name", ["iit.xlsx", "iit.ods"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, small, name):
    (tmp_path / name).write_bytes(b"PK no workbook")
    (problem,) = problems_of(read_exports, [tmp_path / name], small.framework, small.forms)
    assert problem.file == (tmp_path / name).as_posix()

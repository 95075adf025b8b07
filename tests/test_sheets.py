"""Files from anybody: what is read, and how each that can't be ends in a problem that says what to do."""

import csv
import io
import random
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import CASES, problems_of

from italib import sheets
from italib.messages import PROBLEMS
from italib.problems import InputError, Problem

ROWS = [("ก", "ข, ค", "1"), ('พูดว่า "ใช่"', "", "บรรทัด\nที่สอง")]

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def xlsx(path, *, sheet="", more=None, before=""):
    """A workbook made by hand: the rows of its sheet, what stands before the XML, further parts by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", CONTENT_TYPES)
        book.writestr("_rels/.rels", RELATION.format("officeDocument", "xl/workbook.xml"))
        book.writestr("xl/workbook.xml", WORKBOOK)
        book.writestr("xl/_rels/workbook.xml.rels", RELATION.format("worksheet", "worksheets/sheet1.xml"))
        book.writestr("xl/worksheets/sheet1.xml", before + SHEET.format(sheet))
        for name, content in (more or {}).items():
            book.writestr(name, content)
    return path


def inline(address, text):
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(path, table, before=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", before + ODS.format(table))
    return path


def text_file(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp874", "cp874"),
        ("tis-620", "cp874"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_it_is_written_in(tmp_path, encoding, found, separator, line_end):
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(ROWS)
    book = sheets.read(text_file(tmp_path / "a.csv", written.getvalue(), encoding))
    assert (book.sheets, book.encoding, book.separator) == ({"": ROWS}, found, separator)


def test_big_endian_with_a_mark_is_read(tmp_path):
    book = sheets.read(text_file(tmp_path / "a.csv", "\ufeffก,ข\n", "utf-16-be"))
    assert (book.sheets, book.encoding) == ({"": [("ก", "ข")]}, "utf-16")


def test_a_stated_encoding_wins(tmp_path):
    path = text_file(tmp_path / "a.csv", "é,ข\n".replace("ข", "x"), "latin-1")
    assert sheets.read(path, "latin-1").sheets == {"": [("é", "x")]}


def test_the_separator_that_excel_states_wins(tmp_path):
    book = sheets.read(text_file(tmp_path / "a.csv", "sep=;\nก,ข;ค,ง\nก,ข;ค,ง\n"))
    assert (book.sheets[""][1:], book.separator) == ([("ก,ข", "ค,ง")] * 2, ";")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b" , \n"])
def test_a_file_without_text_has_no_rows(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert sheets.read(tmp_path / "a.csv").sheets == {"": []}


NO_TABLES = [
    ("not_a_table", b"PK\x03\x04rest", {"kind": "Excel (.xlsx) / OpenDocument (.ods) / ZIP"}),
    ("not_a_table", b"\xd0\xcf\x11\xe0\xa1\xb1", {"kind": "Excel 97-2003 (.xls)"}),
    ("not_a_table", b"%PDF-1.7 ...", {"kind": "PDF"}),
    ("not_a_table", "<html><table><tr><td>ก</td>".encode(), {"kind": "HTML"}),
    ("not_a_table", b"\x00\x01\x02\x03\x04", {"kind": "binary"}),
    ("not_a_table", b"a,b\n1,\x00\n", {"kind": "binary"}),
    ("bad_encoding", "ก,ข\nค,".encode() + b"\xe0\xb8", {"row": 2, "found": "e0 b8"}),
    ("bad_encoding", b"a,b\nc,\xff\xff\n", {"row": 2, "found": "ff"}),
    ("open_quote", 'ก,ข\n"ค,ง\n1,2\n'.encode(), {"row": 2, "why": "unexpected end of data"}),
    ("open_quote", b"a,b\n1," + b"x" * 200_000, {"row": 2, "why": "field larger than field limit (131072)"}),
]


@pytest.mark.parametrize(("key", "content", "values"), NO_TABLES)
def test_a_file_that_is_no_text_table_says_what_it_is(tmp_path, key, content, values):
    (tmp_path / "a.csv").write_bytes(content)
    assert problems_of(sheets.read, tmp_path / "a.csv") == [Problem.of(key, tmp_path / "a.csv", **values)]


def test_a_missing_file_is_named(tmp_path):
    assert problems_of(sheets.read, tmp_path / "a.csv") == [Problem.of("no_file", tmp_path / "a.csv")]


def test_two_thousand_columns_are_read_and_more_than_the_bound_are_not(tmp_path):
    (row,) = sheets.read(text_file(tmp_path / "a.csv", ",".join(["ก"] * 2000) + "\n")).sheets[""]
    assert len(row) == 2000
    wide = text_file(tmp_path / "b.csv", "a,b\n" + ",".join(["ก"] * (sheets.MOST_COLUMNS + 1)) + "\n")
    bounds = {"rows": sheets.MOST_ROWS, "columns": sheets.MOST_COLUMNS}
    wanted = Problem.of("table_too_large", wide, row=2, found=sheets.MOST_COLUMNS + 1, **bounds)
    assert problems_of(sheets.read, wide) == [wanted]


def test_more_rows_than_the_bound_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    path = text_file(tmp_path / "a.csv", "a,b\n" * 3)
    assert len(sheets.read(path).sheets[""]) == 3
    (problem,) = problems_of(sheets.read, text_file(tmp_path / "b.csv", "a,b\n" * 4))
    assert (problem.row, "3 แถว" in problem.message) == (4, True)


def test_a_file_above_the_bound_is_not_opened(tmp_path, monkeypatch):
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate((sheets.MOST_MEGABYTES + 1) << 20)
    monkeypatch.setattr(sheets, "read_bytes", lambda path: pytest.fail("read"))
    (problem,) = problems_of(sheets.read, tmp_path / "a.csv")
    assert problem == Problem.of("file_too_large", tmp_path / "a.csv", found="257 MB", most=sheets.MOST_MEGABYTES)


# --- spreadsheets ----------------------------------------------------------------------------------------------------


def test_cells_are_read_as_the_text_that_a_person_sees(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("ชุดที่ ๑")
        page.write_row(0, 0, ["ก", 67.0, 0.1, True])
        page.write_formula(1, 0, "=1+1", None, 2)
        page.write_datetime(
            1,
            1,
            __import__("datetime").datetime(2022, 3, 14, 11, 10, 53),
            book.add_format({"num_format": "d/m/yyyy h:mm"}),
        )
        page.merge_range(2, 0, 2, 3, "หัวรวม")
        book.add_worksheet("ซ่อน").hide()
    book = sheets.read(path)
    assert book.sheets == {
        "ชุดที่ ๑": [
            ("ก", "67", "0.1", "True"),
            ("2", "2022-03-14 11:10:53", "", ""),
            ("หัวรวม", "", "", ""),
        ],
        "ซ่อน": [],
    }


def test_a_cell_at_the_far_corner_is_refused_and_not_the_end_of_the_program(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", sheet=f'<row r="1048576">{inline("XFD1048576", "x")}</row>')
    assert path.stat().st_size < 2_000
    (problem,) = problems_of(sheets.read, path)
    bounds = {"columns": sheets.MOST_COLUMNS, "cells": sheets.MOST_CELLS}
    assert problem == Problem.of("sheet_too_large", path, found="1048576 × 16384", **bounds)


def test_a_corner_cell_with_a_first_cell_is_refused(tmp_path):
    rows = f'<row r="1">{inline("A1", "x")}</row><row r="1048576">{inline("XFD1048576", "x")}</row>'
    path = xlsx(tmp_path / "a.xlsx", sheet=rows)
    limits = {"memory": sheets.MOST_MEMORY, "seconds": sheets.MOST_SECONDS}
    assert problems_of(sheets.read, path) == [Problem.of("spreadsheet_too_much", path, **limits)]


def test_an_ods_that_repeats_a_row_a_billion_times_ends_at_the_last_row_of_a_sheet(tmp_path):
    row = f'<table:table-row table:number-rows-repeated="1000000000">{CELL.format("x")}</table:table-row>'
    assert len(sheets.read(ods(tmp_path / "a.ods", row)).sheets["a"]) == sheets.MOST_ROWS


def test_an_ods_that_repeats_a_cell_a_billion_times_is_refused(tmp_path):
    cell = CELL.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="1000000000"').format("x")
    path = ods(tmp_path / "a.ods", f"<table:table-row>{cell}</table:table-row>")
    (problem,) = problems_of(sheets.read, path)
    assert problem.message == PROBLEMS["sheet_too_large"].format(columns=sheets.MOST_COLUMNS, cells=sheets.MOST_CELLS)


LAUGHS = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("before", "cell"), [(BOMB, "&e9;"), (OUTSIDE, "&e;")])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_entities_are_never_expanded(tmp_path, before, cell, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, sheet=f'<row r="1">{inline("A1", cell)}</row>', before=before)
    else:
        ods(path, f"<table:table-row>{CELL.format(cell)}</table:table-row>", before)
    try:
        text = str(sheets.read(path).sheets)
    except InputError as wrong:
        text = str(wrong)
    assert "haha" not in text and "root:" not in text and len(text) < 1_000


def test_macros_links_and_connections_are_ignored_by_name(tmp_path):
    more = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<x/>", "xl/connections.xml": "<x/>"}
    book = sheets.read(xlsx(tmp_path / "a.xlsx", sheet=f'<row r="1">{inline("A1", "ก")}</row>', more=more))
    assert (book.sheets, book.ignored) == ({"a": [("ก",)]}, ("connections", "links", "macros"))


def test_a_name_that_leaves_the_archive_writes_nothing(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", sheet=f'<row r="1">{inline("A1", "ก")}</row>', more={"../../out.txt": "x"})
    assert sheets.read(path).sheets == {"a": [("ก",)]}
    assert [found.name for found in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_sheet_of_gigabytes_of_spaces_is_refused_in_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_MEMORY", 300)
    cell = inline("A1", "ก" + " " * (1 << 27))
    (problem,) = problems_of(sheets.read, xlsx(tmp_path / "a.xlsx", sheet=f'<row r="1">{cell}</row>'))
    assert problem == Problem.of("spreadsheet_too_much", tmp_path / "a.xlsx", memory=300, seconds=sheets.MOST_SECONDS)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"a,b\n"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_what_is_no_workbook_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (problem,) = problems_of(sheets.read, tmp_path / name)
    assert problem.message.startswith(PROBLEMS["bad_spreadsheet"].partition("{")[0])


def test_too_many_columns_are_refused_with_their_number(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 5_000, "x")
        book.worksheets()[0].write(0, 0, "x")
    (problem,) = problems_of(sheets.read, path)
    assert problem.found == "1 × 5001"


# --- anything ---------------------------------------------------------------------------------------------------------

ANYTHING = settings(max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)


@ANYTHING
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_a_problem(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    try:
        assert all(isinstance(cell, str) for row in sheets.read(path).sheets[""] for cell in row)
    except InputError as wrong:
        assert wrong.problems[0].file == path.as_posix()


@ANYTHING
@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=6), min_size=1, max_size=8), separator=st.sampled_from(",;\t")
)
def test_cells_that_were_written_are_read_back(tmp_path, rows, separator):
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    path = text_file(tmp_path / "a.csv", f"sep={separator}\n{written.getvalue()}", "utf-8-sig")
    found = sheets.read(path).sheets[""][1:]
    wanted = [tuple(row) for row in rows]
    while wanted and not any(cell.strip() for cell in wanted[-1]):
        wanted.pop()
    assert found == wanted


@ANYTHING
@given(seed=st.integers(0, 10**9), kind=st.sampled_from(["xlsx", "ods"]), inside=st.booleans())
def test_a_workbook_with_broken_bytes_is_a_table_or_a_problem(tmp_path, seed, kind, inside):
    chance, path = random.Random(seed), tmp_path / f"a.{kind}"
    cells = "".join(f'<row r="{row}">{inline(f"A{row}", "มากที่สุด")}</row>' for row in range(1, 6))
    if kind == "xlsx":
        xlsx(path, sheet=cells)
    else:
        ods(path, f"<table:table-row>{CELL.format('มากที่สุด')}</table:table-row>" * 5)
    content = bytearray(path.read_bytes())
    if inside:
        with zipfile.ZipFile(path) as book:
            parts = {name: bytearray(book.read(name)) for name in book.namelist()}
        part = parts[chance.choice(sorted(parts))]
        part[chance.randrange(len(part))] = chance.randrange(256)
        with zipfile.ZipFile(path, "w") as book:
            for name, changed in parts.items():
                book.writestr(name, bytes(changed))
    else:
        for _ in range(chance.randrange(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content))
    try:
        assert isinstance(sheets.read(path).sheets, dict)
    except InputError as wrong:
        assert [problem.file for problem in wrong.problems] == [path.as_posix()]

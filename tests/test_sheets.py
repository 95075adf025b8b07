"""Files of strangers: every text that is one is read whole, everything else ends as one problem that names it."""

import csv
import io
import random
import re
import subprocess
import time
import zipfile
from datetime import date, timedelta

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import problems_of, sheets
from test_raw import SPREADSHEET, write_ods, write_xlsx

from italib import bounds, spreadsheet
from italib.files import read_csv
from italib.messages import KINDS, PROBLEMS
from italib.problems import InputError, Problem
from italib.sheets import read_book

TABLE = [("รหัส", "คำตอบ", "note"), ("i1", "มากที่สุด", "a"), ("i2", "น้อย", "b")]
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file(tmp_path, content, name="iit.csv", encoding="utf-8"):
    """A file of some bytes or text."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def as_text(rows, delimiter=",", **how):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, **how).writerows(rows)
    return out.getvalue()


def changed(path, parts, add=()):
    """A copy of a zip with the content of some parts replaced and others added."""
    copy = path.with_name(f"changed{path.suffix}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name, content in add:
            new.writestr(name, content)
    return copy


def sheet_xml(rows, head=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def key_of(problem, key):
    """Whether a problem is that of a key, whatever values its sentence was filled with."""
    pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(PROBLEMS[key]))
    return re.fullmatch(pattern, problem.message) is not None


def is_refused(path, key, **of):
    (problem,) = problems_of(read_book, path)
    assert key_of(problem, key), problem
    assert problem.file == path.as_posix()
    for name, value in of.items():
        assert getattr(problem, name) == value


# --- text: encodings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found"),
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
def test_the_encoding_is_found_and_told(tmp_path, written, found):
    book = read_book(file(tmp_path, as_text(TABLE), encoding=written))
    assert (book.sheets, book.encoding, book.separator) == ({"": TABLE}, found, ",")


def test_utf_16_with_a_mark_of_the_other_order_is_read(tmp_path):
    path = file(tmp_path, b"\xfe\xff" + as_text(TABLE).encode("utf-16-be"))
    assert sheets(path) == {"": TABLE}


def test_a_data_table_in_utf_16_is_read(tmp_path):
    path = file(tmp_path, as_text(TABLE, delimiter="\t"), encoding="utf-16")
    assert [row["คำตอบ"] for row in read_csv(path, ("รหัส", "คำตอบ"))] == ["มากที่สุด", "น้อย"]


def test_a_given_encoding_wins(tmp_path):
    path = file(tmp_path, "a,é\n", encoding="cp1252")
    assert read_book(path, encoding="cp1252").sheets == {"": [("a", "é")]}
    assert sheets(path) == {"": [("a", "้")]}


def test_a_given_encoding_that_does_not_fit_or_exist_is_named(tmp_path):
    path = file(tmp_path, b"a,b\nc,\xff\n")
    for encoding, key, row in (("utf-8", "broken_text", 2), ("utf-99", "unknown_encoding", None)):
        with pytest.raises(InputError) as refused:
            read_book(path, encoding=encoding)
        (problem,) = refused.value.problems
        assert key_of(problem, key) and problem.row == row and encoding in str(problem)


@pytest.mark.parametrize("cut", [1, 2])
def test_thai_utf_8_that_breaks_off_is_named_by_row_and_byte(tmp_path, cut):
    whole = "ก,ข\nค,งจฉ".encode()
    path = file(tmp_path, whole[:-cut])
    wanted = Problem.of("broken_text", path, row=2, encoding="utf-8", place=len(whole) - 2)
    assert problems_of(read_book, path) == [wanted]


def test_a_fault_beyond_the_first_block_is_named_by_row_and_byte(tmp_path):
    line = "ก,ขคงจ\n".encode()
    before = line * 100_000
    path = file(tmp_path, before + b"\xe0\xb8" + line)
    (problem,) = problems_of(read_book, path)
    assert problem.row == 100_001 and f"{len(before) + 1:,}" in problem.message


def test_utf_16_of_an_odd_number_of_bytes_is_named(tmp_path):
    is_refused(file(tmp_path, as_text(TABLE).encode("utf-16")[:-1]), "broken_text")


def test_a_nul_byte_is_named_by_its_row(tmp_path):
    is_refused(file(tmp_path, b"a,b\nc,d\0\n"), "nul_byte", row=2)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\r\n", b" , \n"])
def test_a_file_without_text_has_no_rows(tmp_path, content):
    assert sheets(file(tmp_path, content)) == {"": []}


# --- text: what it really is ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (OLE + b"\0" * 600, "ole"),
        (b"\n<html><table>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (b"\x1f\x8b\x08", "packed"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
@pytest.mark.parametrize("name", ["iit.csv", "iit.xlsx"])
def test_a_renamed_file_is_named_by_what_it_is(tmp_path, content, kind, name):
    (problem,) = problems_of(read_book, file(tmp_path, content, name))
    assert KINDS[kind] in problem.message or (kind == "ole" and key_of(problem, "locked_spreadsheet"))


def test_a_spreadsheet_under_another_name_is_named(tmp_path):
    book, other = write_xlsx(tmp_path / "a.xlsx", TABLE), write_ods(tmp_path / "a.ods", TABLE)
    for path, kind, name in ((book, "xlsx", "b.csv"), (other, "ods", "c.csv"), (book, "xlsx", "b.ods")):
        (problem,) = problems_of(read_book, file(tmp_path, path.read_bytes(), name))
        assert KINDS[kind] in problem.message


# --- text: cells ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_one(tmp_path, end):
    assert sheets(file(tmp_path, as_text(TABLE, lineterminator=end))) == {"": TABLE}


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_that_tells_excel_the_separator_is_obeyed_and_no_row(tmp_path, first):
    book = read_book(file(tmp_path, f"{first}\r\na,b;c\r\n"))
    assert (book.sheets, book.separator) == ({"": [("a,b", "c")]}, ";")


def test_a_given_separator_wins(tmp_path):
    assert read_book(file(tmp_path, "a,b|c\n"), separator="|").sheets == {"": [("a,b", "c")]}


@pytest.mark.parametrize("text", ['a,b\nc,"d\ne,f\n', 'a,b\nc,"d\ne,"f"\n'])
def test_a_quotation_that_swallows_rows_is_named_by_the_row_where_it_begins(tmp_path, text):
    is_refused(file(tmp_path, text), "bad_quote", row=2)


def test_a_cell_that_is_too_long_is_named_by_its_row(tmp_path):
    assert csv.field_size_limit() == bounds.CELL_CHARACTERS
    longest = "x" * bounds.CELL_CHARACTERS
    assert sheets(file(tmp_path, f"a,b\nc,{longest}\n"))[""][1][1] == longest
    is_refused(file(tmp_path, f"a,b\nc,{longest}x\n"), "beyond_cell", row=2)


@pytest.mark.parametrize(
    ("bound", "most", "key"),
    [
        ("ROWS", 2, "beyond_rows"),
        ("COLUMNS", 2, "beyond_columns"),
        ("CELLS", 8, "beyond_cells"),
        ("DISTINCT_BYTES", 500, "beyond_distinct"),
        ("TEXT_FILE_BYTES", 10, "beyond_text"),
        ("LINE_CHARACTERS", 10, "beyond_line"),
    ],
)
def test_a_bound_of_a_text_is_kept_and_named(tmp_path, monkeypatch, bound, most, key):
    path = file(tmp_path, as_text(TABLE))
    assert sheets(path) == {"": TABLE}
    monkeypatch.setattr(bounds, bound, most)
    is_refused(path, key)


def test_blank_cells_beyond_the_last_column_are_no_width(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "COLUMNS", 2)
    assert sheets(file(tmp_path, "a,b,, \nc,d,,\n")) == {"": [("a", "b"), ("c", "d")]}


def test_a_text_that_returns_is_held_once(tmp_path):
    rows = sheets(file(tmp_path, as_text([("มากที่สุด", "น้อย")] * 50)))[""]
    assert len({id(cell) for row in rows for cell in row}) == 2


CELL = st.text(st.characters(codec="cp874", exclude_characters="\0\x1a"), max_size=6)


def fuzzed(test):
    """As many examples as `--fuzz` asks for."""
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(settings.get_profile("fuzz"), suppress_health_check=quiet)(test)


@fuzzed
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3).map(tuple), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_cell_that_was_written_is_read(tmp_path, rows, encoding, separator, end):
    header = ("h1", "h2", "h3")
    text = as_text([header, *rows, header], separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    book = read_book(file(tmp_path, text, encoding=encoding), encoding=encoding)
    assert book.sheets == {"": [header, *rows, header]}
    assert book.separator == separator


# --- spreadsheets: cells ----------------------------------------------------------------------------------------------


def test_cells_of_every_kind_are_the_text_that_a_person_sees(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        day, hours = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "[h]:mm:ss"))
        page.write_row(0, 0, [67.0, 0.1 + 0.2, True, 1234567890123, "มาก"])
        page.write_datetime(1, 0, date(2022, 1, 31), day)
        page.write_datetime(1, 1, timedelta(hours=36), hours)
        page.write_formula(1, 2, "=1+1", value=2)
        page.write_formula(1, 3, "=NA()", value="#N/A")
        page.write_number(1, 4, 0.5, book.add_format({"num_format": "0%"}))
        page.merge_range(2, 0, 2, 4, "title")
        book.add_worksheet("secret").hide()
        book.add_chartsheet()
    book = read_book(path)
    assert book.sheets == {
        "Sheet1": [
            ("67", "0.3", "TRUE", "1234567890123", "มาก"),
            ("2022-01-31", "36:00:00", "2", "", "0.5"),
            ("title", "", "", "", ""),
        ]
    }
    assert (book.hidden, book.encoding, book.separator) == (("secret",), "", "")


def test_places_of_cells_are_kept_above_and_left_of_a_table(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(2, 1, "x")
        book.add_worksheet().write(0, 0, "y")
        book.add_worksheet()
    assert sheets(path) == {"Sheet1": [("", ""), ("", ""), ("", "x")], "Sheet2": [("y",)], "Sheet3": []}


def test_more_rows_than_one_block_are_read_in_order(tmp_path):
    rows = [(str(number),) for number in range(1001)]
    assert sheets(write_xlsx(tmp_path / "a.xlsx", rows)) == {"Sheet1": rows}


# --- spreadsheets: traps ----------------------------------------------------------------------------------------------


def cell(place):
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("places", "key"),
    [
        (["XFD1048576"], "beyond_columns"),
        (["A1", "XFD1048576"], "beyond_memory"),
        (["A99999999"], "beyond_rows"),
        (["A1", "BXX1048576"], "beyond_memory"),
    ],
)
def test_a_cell_in_a_far_corner_ends_as_a_problem(tmp_path, places, key):
    path = changed(write_xlsx(tmp_path / "a.xlsx", TABLE), {SHEET: sheet_xml("".join(map(cell, places)))})
    is_refused(path, key)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES = [BOMB + "]>", '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>']


@pytest.mark.parametrize("head", ENTITIES)
def test_entities_of_xml_are_not_followed(tmp_path, head):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
    is_refused(changed(write_xlsx(tmp_path / "a.xlsx", TABLE), {SHEET: sheet_xml(rows, head)}), "bad_spreadsheet")
    is_refused(ods(tmp_path, ods_row("&i;"), head), "bad_spreadsheet")


def ods(tmp_path, rows, head=""):
    path = write_ods(tmp_path / "a.ods", TABLE)
    content = SPREADSHEET.format(f'<table:table table:name="a">{rows}</table:table>')
    return changed(path, {"content.xml": head + content})


def ods_row(text="x", row="", column=""):
    cell = f'<table:table-cell {column} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row {row}>{cell}</table:table-row>"


MANY = "1000000000"


@pytest.mark.parametrize("text", ["x", ""])
def test_a_row_that_is_repeated_more_often_than_a_sheet_has_rows_is_refused(tmp_path, text):
    repeated = ods_row(text, row=f'table:number-rows-repeated="{MANY}"')
    is_refused(ods(tmp_path, ods_row() + repeated + ods_row()), "beyond_rows")


def test_a_cell_that_is_repeated_for_ever_is_refused(tmp_path):
    is_refused(ods(tmp_path, ods_row(column=f'table:number-columns-repeated="{MANY}"')), "beyond_columns")


def test_blank_rows_down_to_the_end_of_a_sheet_are_none(tmp_path):
    blank = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    assert sheets(ods(tmp_path, ods_row() + blank)) == {"a": [("x",)]}


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "../../evil", "/evil"])
def test_links_and_names_that_lead_outside_are_left_alone(tmp_path, name):
    path = changed(write_xlsx(tmp_path / "deep.xlsx", TABLE), {}, [(name, "<x/>")])
    assert sheets(path) == {"Sheet1": TABLE}
    assert sorted(part.name for part in tmp_path.iterdir()) == ["changed.xlsx", "deep.xlsx"]


def test_a_formula_that_calls_a_program_is_the_value_that_was_saved(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula(0, 0, "=cmd|'/c calc'!A1", value="มาก")
    assert sheets(path) == {"Sheet1": [("มาก",)]}


def test_macros_are_refused_by_name(tmp_path):
    path = changed(write_xlsx(tmp_path / "a.xlsx", TABLE), {}, [("xl/vbaProject.bin", b"x")])
    is_refused(path, "macros")


def test_two_parts_of_one_name_are_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = changed(write_xlsx(tmp_path / "a.xlsx", TABLE), {}, [(SHEET, sheet_xml(""))])
    is_refused(path, "bad_spreadsheet")


def test_parts_that_lie_over_each_other_are_refused(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", TABLE)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[entry + 42 : entry + 46] = bytes(4)
    is_refused(file(tmp_path, bytes(content), "b.xlsx"), "bad_spreadsheet")


def test_a_part_that_is_locked_is_refused(tmp_path):
    content = bytearray(write_xlsx(tmp_path / "a.xlsx", TABLE).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    is_refused(file(tmp_path, bytes(content), "b.xlsx"), "locked_spreadsheet")


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_spreadsheet_that_breaks_off_is_refused(tmp_path, name, share):
    whole = (write_xlsx if name == "a.xlsx" else write_ods)(tmp_path / name, TABLE).read_bytes()
    is_refused(file(tmp_path, whole[: int(len(whole) * share)], f"b{name}"), "bad_spreadsheet")


@pytest.mark.parametrize(
    ("bound", "most", "key"),
    [
        ("ROWS", 2, "beyond_rows"),
        ("COLUMNS", 2, "beyond_columns"),
        ("CELLS", 8, "beyond_cells"),
        ("DISTINCT_BYTES", 500, "beyond_distinct"),
        ("SPREADSHEET_BYTES", 1000, "beyond_spreadsheet"),
        ("UNPACKED_BYTES", 1000, "beyond_unpacked"),
        ("ENTRIES", 3, "beyond_entries"),
        ("SHEETS", 1, "beyond_sheets"),
    ],
)
def test_a_bound_of_a_spreadsheet_is_kept_and_named(tmp_path, monkeypatch, bound, most, key):
    path = write_xlsx(tmp_path / "a.xlsx", TABLE, [])
    assert sheets(path) == {"Sheet1": TABLE, "Sheet2": []}
    monkeypatch.setattr(bounds, bound, most)
    is_refused(path, key)


def test_a_packed_text_of_many_megabytes_stays_within_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MEMORY_BYTES", 128 << 20)
    texts = f"<sst><si><t>{'a' * (64 << 20)}</t></si></sst>"
    path = changed(write_xlsx(tmp_path / "a.xlsx", TABLE), {"xl/sharedStrings.xml": texts})
    assert path.stat().st_size < 1 << 20
    is_refused(path, "beyond_memory")


def run_instead(monkeypatch, tmp_path, program):
    """Runs another program as the process that opens the file."""
    child = tmp_path / "child.py"
    child.write_text(program, encoding="utf-8")
    monkeypatch.setattr(spreadsheet, "CHILD", child)
    return write_xlsx(tmp_path / "a.xlsx", TABLE)


def test_a_file_that_never_ends_is_given_up(tmp_path, monkeypatch):
    path = run_instead(monkeypatch, tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(bounds, "SECONDS", 1)
    started = time.monotonic()
    is_refused(path, "beyond_seconds")
    assert time.monotonic() - started < 20


def test_a_process_that_breaks_says_nothing_of_its_own(tmp_path, monkeypatch, capfd):
    path = run_instead(monkeypatch, tmp_path, "print('\"half', end=''); raise ValueError('inner')")
    is_refused(path, "bad_spreadsheet")
    assert capfd.readouterr() == ("", "")


def test_the_process_ends_with_its_reader(tmp_path, monkeypatch):
    path = run_instead(monkeypatch, tmp_path, "import time; print('\"a\"', flush=True); time.sleep(60)")
    started = []
    real = subprocess.Popen

    def noted(*args, **how):
        started.append(real(*args, **how))
        return started[-1]

    monkeypatch.setattr(spreadsheet.subprocess, "Popen", noted)
    lines = spreadsheet.lines(path)
    assert next(lines) == "a"
    with pytest.raises(KeyboardInterrupt):
        lines.throw(KeyboardInterrupt())
    assert started[0].returncode is not None


# --- random files -----------------------------------------------------------------------------------------------------


def outcome(path):
    """A book, or the problems; anything else is a failure of the test."""
    try:
        return read_book(path)
    except InputError as refused:
        return refused.problems


@fuzzed
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.ods", "a.parquet"]),
    st.sampled_from([b"", b"PK\3\4"]),
)
def test_random_bytes_are_read_or_refused(tmp_path, content, name, start):
    assert outcome(file(tmp_path, start + content, name)) is not None


@fuzzed
@given(st.integers(min_value=0), st.sampled_from(["a.xlsx", "a.ods"]), st.booleans())
def test_a_spreadsheet_with_bytes_changed_is_read_or_refused(tmp_path, seed, name, inside):
    chance = random.Random(seed)
    path = (write_xlsx if name == "a.xlsx" else write_ods)(tmp_path / name, TABLE)

    def spoilt(content):
        content = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        return bytes(content)

    if inside:
        part = chance.choice([SHEET, "xl/workbook.xml"]) if name == "a.xlsx" else "content.xml"
        with zipfile.ZipFile(path) as book:
            path = changed(path, {part: spoilt(book.read(part))})
    else:
        path.write_bytes(spoilt(path.read_bytes()))
    assert outcome(path) is not None


# --- Parquet ----------------------------------------------------------------------------------------------------------


def test_every_value_of_a_parquet_file_is_read_as_text(tmp_path):
    frame = pd.DataFrame({"i1": ["มาก", None], "i2": [100, 33], "i3": [66.5, None]})
    frame.to_parquet(tmp_path / "iit.parquet")
    assert sheets(tmp_path / "iit.parquet") == {"": [("i1", "i2", "i3"), ("มาก", "100", "66.5"), ("", "33", "")]}


@pytest.mark.parametrize("content", [b"", b"PAR1", b"i1,i2\n1,2\n", b"PAR1" + b"\xff" * 64 + b"PAR1"])
def test_what_is_no_parquet_file_is_refused(content, tmp_path):
    (tmp_path / "iit.parquet").write_bytes(content)
    (problem,) = problems_of(read_book, tmp_path / "iit.parquet")
    assert problem.message == PROBLEMS["bad_parquet"]


def test_a_parquet_file_of_more_rows_than_a_sheet_holds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "ROWS", 10)
    pd.DataFrame({"i1": ["มาก"] * 10}).to_parquet(tmp_path / "iit.parquet")
    (problem,) = problems_of(read_book, tmp_path / "iit.parquet")
    assert problem.message.startswith(PROBLEMS["beyond_rows"].partition("{")[0])


@fuzzed
@given(st.integers(min_value=0))
def test_a_parquet_file_with_bytes_changed_is_read_or_refused(tmp_path, seed):
    chance = random.Random(seed)
    path = tmp_path / "a.parquet"
    pd.DataFrame({"i1": ["มาก", "น้อย"] * 20, "i2": [100, 33] * 20}).to_parquet(path)
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 4)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(bytes(content))
    assert outcome(path) is not None

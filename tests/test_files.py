"""Tables of `data/` as offices save them: any separator that Excel writes, and no text lost without a word."""

import pytest
from support import problems_of, write_table

from italib.files import read_csv, read_toml
from italib.problems import Problem

COLUMNS = ("code", "text_th")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_cells_may_be_parted_as_excel_does(tmp_path, delimiter, encoding):
    rows = [["code", "text_th"], ["i1", "น้ำ, ไฟ; และ\nที่ดิน"], ["", ""], [" i2 ", "จ่าย"]]
    path = write_table(tmp_path / "t.csv", rows, delimiter=delimiter, encoding=encoding)
    read = [(row.number, row["code"], row["text_th"]) for row in read_csv(path, COLUMNS)]
    assert read == [(2, "i1", "น้ำ, ไฟ; และ\nที่ดิน"), (4, "i2", "จ่าย")]


def test_text_beyond_the_last_column_is_named_and_not_lost(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("code,text_th\ni1,น้ำ,\ni2,น้ำ, ไฟ\n", encoding="utf-8")
    assert problems_of(read_csv, path, COLUMNS) == [Problem.of("extra_cells", path, row=3, found="ไฟ")]


def test_two_columns_of_one_name_are_named(tmp_path):
    path = write_table(tmp_path / "t.csv", [["code", "text_th", "text_th"], ["i1", "น้ำ", "ไฟ"]])
    assert problems_of(read_csv, path, COLUMNS) == [Problem.of("same_heading", path, row=1, found="text_th")]


def test_a_quotation_mark_that_nothing_closes_is_named(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('code,text_th\ni1,"น้ำ\ni2,ไฟ\n', encoding="utf-8")
    (problem,) = problems_of(read_csv, path, COLUMNS)
    assert problem.file == str(path) and "เครื่องหมายคำพูดที่ไม่ได้ปิด" in problem.message


@pytest.mark.parametrize("text", ["", "\n\n", "code\ni1\n"])
def test_a_missing_column_is_named_whatever_the_separator(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    (problem,) = problems_of(read_csv, path, COLUMNS)
    assert problem.row == 1 and "text_th" in problem.message


def test_every_text_with_a_letter_that_no_pdf_can_print_is_named_by_its_place(tmp_path):
    path = tmp_path / "t.toml"
    lines = ['title = "น้ำ 漢"', "[[blocks]]", 'text = "ไฟ"', "[[blocks]]", 'lines = ["\\uF70A", "✓"]']
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [(problem.column, problem.found) for problem in problems_of(read_toml, path)]
    assert found == [("title", "漢"), ("blocks.2.lines.1", "\uf70a"), ("blocks.2.lines.2", "✓")]
    assert read_toml(path, printed=False)["title"] == "น้ำ 漢"


def test_a_quotation_mark_within_a_cell_is_no_fault_under_another_separator(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('code,text_th\ni1,"น้ำ, ไฟ"\ni2,จ่าย;"น้ำ"\n', encoding="utf-8")
    assert [row["text_th"] for row in read_csv(path, COLUMNS)] == ["น้ำ, ไฟ", 'จ่าย;"น้ำ"']

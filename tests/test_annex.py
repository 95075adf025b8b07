"""The annex of the annual document: there where the office wants it, of whatever is held, and true to the tables."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest
from support import DATA, append, problems_of, rewrite, texts_of

from italib import annual, gap_tables, pictures, stage, trend_tables, workbook
from italib.annual_annex import TABLES
from italib.check import check
from italib.problems import Problem

HEADING = "ภาคผนวก การตรวจสอบและการวิเคราะห์เพิ่มเติม"


def document_of(year, annex, **settings):
    found = stage.open_stage("bansong", year, str(DATA)).findings
    wanted = found.inputs.document.model_copy(update={"annex": annex, **settings})
    found = replace(found, inputs=replace(found.inputs, document=wanted))
    return found, annual.document(found, pictures.of_document(found), DATA)


@pytest.fixture(scope="module")
def whole():
    """The findings of the shipped year, and its document with the annex."""
    return document_of(2565, annex=True)


def table_of(document, name):
    """The table of the document by its name in the template."""
    return next(table for table in document.tables if table.name == name)


def cells_of(table):
    return [[column.show(cell) for column, cell in zip(table.columns, row.cells, strict=True)] for row in table.rows]


def test_without_being_asked_for_there_is_no_annex(whole_document):
    assert HEADING not in texts_of(whole_document)
    assert not [picture.name for picture in whole_document.pictures if picture.name in ("waterfall", "country")]


def test_the_annex_comes_last_and_changes_nothing_before_it(whole, whole_document):
    _, document = whole
    texts, plain = texts_of(document), texts_of(whole_document)
    assert texts[: len(plain)] == plain
    assert texts[len(plain)] == HEADING


def test_the_annex_has_its_tables_and_figures(whole):
    _, document = whole
    sheets = {document_table.name for document_table in document.tables}
    template = whole[0].inputs.template.tables
    assert {template[name].sheet for name in TABLES} <= sheets
    assert [picture.name for picture in document.pictures][-2:] == ["waterfall", "country"]


def test_the_flagged_figures_are_those_of_the_audit(whole):
    _, document = whole
    rows = cells_of(table_of(document, "ตัวเลขผิดปกติ"))
    assert len(rows) == 7
    assert ["ต้นฉบับปี 2566 ส่วนที่ 2 ย่อหน้าแรก", "คะแนนรวม: เอกสารที่ตรวจพิมพ์ 85.29 แต่ตารางปี 2564 ให้ 85.26"] in rows


def test_the_intervals_are_those_of_the_page(whole):
    found, document = whole
    table = table_of(document, "ความคลาดเคลื่อน")
    rows = {row[0].split()[0]: row for row in cells_of(table)}
    page = gap_tables.interval_rows(found.intervals, 2).set_index("code")
    for code in ("i7", "e3", "6", "คะแนนรวม"):
        assert rows[code][2:6] == page.loc[code, ["score", "lower", "upper", "standing"]].tolist()
    assert "ต่ำกว่าเป้าหมาย แต่อยู่ในช่วงคลาดเคลื่อน" in rows["i7"]
    # Each code carries the mark of what must be said of it.
    assert [rows[code][0] for code in ("i7", "e1", "6")] == ["i7 ¹", "e1 ²", "6 ²"]
    assert "¹" in table.note and "ใช้อ้างอิงไม่ได้ ²" in table.note


def test_the_way_up_is_told_in_words_and_steps(whole):
    found, document = whole
    rows = cells_of(table_of(document, "ทางสู่ระดับถัดไป"))
    assert len(rows) == 24 == len(found.pathway.steps)
    assert rows[0][2:] == ["0.00", "100.00", "+0.57", "91.09"]
    assert rows[-1][-1] == "95.09"
    assert any("ต้องยกคะแนนอย่างน้อย 24 ข้อ" in text for text in texts_of(document))


def test_a_gap_says_whether_it_is_sure(findings):
    sure = gap_tables.weak_rows(findings.weak, findings.intervals, 2).set_index("code")["sure"]
    assert sure[["i7", "e3", "e10", "o12"]].tolist() == ["ในช่วงคลาดเคลื่อน", "ชัดเจน", "ในช่วงคลาดเคลื่อน", "–"]


def test_the_files_hold_plain_numbers(whole):
    """What a spreadsheet reads: no sign in front, a point, all decimals."""
    found, rules = whole[0], whole[0].framework
    files = {
        "pathway": (gap_tables.pathway_file(found.pathway, rules), ["score", "rise_to", "gain", "total"]),
        "costs": (gap_tables.cost_file(found.costs, 2), ["score", "in_indicator", "in_instrument", "points_lost"]),
        "intervals": (gap_tables.interval_file(found.intervals, 2), ["score", "lower", "upper"]),
        "changes": (trend_tables.change_file(found.changes, 2), ["earlier", "later", "change", "lower", "upper"]),
    }
    for name, (frame, numbers) in files.items():
        texts = pd.concat([frame[column] for column in numbers])
        assert texts.str.fullmatch(r"(-?[0-9]+\.[0-9]{2})?").all(), name


def test_the_costs_are_ordered_and_only_of_what_is_below_the_target(whole):
    found, document = whole
    rows = cells_of(table_of(document, "ข้อที่เสียคะแนน"))
    assert [row[1].split()[0] for row in rows] == [
        code for code in found.costs["code"] if code in set(found.weak["code"])
    ]
    assert rows[0][0] == "1" and rows[-1][1].startswith("i7 ")


@pytest.mark.parametrize("year", [2563, 2564])
def test_a_year_without_items_says_what_cannot_be_told(year):
    _, document = document_of(year, annex=True)
    said = texts_of(document)
    assert f"ไม่มีคำตอบรายคนของปี {year} หรือมีผู้ตอบคนเดียว จึงบอกความคลาดเคลื่อนไม่ได้" in said
    assert f"ไม่มีคะแนนรายข้อของปี {year} จึงแยกคะแนนที่เสียไปรายข้อไม่ได้" in said
    assert any(text.startswith("ไม่มีคะแนนรายข้อที่ยังขึ้นได้") for text in said)
    assert [picture.name for picture in document.pictures][-2:] == ["waterfall", "country"]
    assert all(table.rows for table in document.tables)


def test_the_annex_goes_into_the_spreadsheet(whole):
    assert workbook.xlsx(whole[1]).startswith(b"PK")


def test_the_office_asks_for_it_in_its_own_file(data_dir, year_folder):
    rewrite(year_folder / "document.toml", "annex = false", "annex = true")
    found = stage.open_stage("bansong", 2565, str(data_dir)).findings
    assert found.inputs.document.annex
    assert HEADING in texts_of(annual.document(found, {}, data_dir))


# What the office knows of its population.


def test_a_known_population_narrows_the_interval(data_dir):
    before = stage.open_stage("bansong", 2565, str(data_dir)).findings.intervals.set_index("code")
    append(data_dir / "agencies" / "bansong" / "agency.toml", "[population.2565]\nIIT = 66\nEIT = 30")
    after = stage.open_stage("bansong", 2565, str(data_dir)).findings.intervals.set_index("code")
    assert before.loc["i7", "lower"] < after.loc["i7", "lower"] < after.loc["i7", "score"]
    assert after.loc["e3", ["basis", "standing"]].tolist() == ["census", "below"]
    pd.testing.assert_series_equal(before["shown"], after["shown"])


def test_a_population_smaller_than_its_respondents_is_named(data_dir):
    path = data_dir / "agencies" / "bansong" / "agency.toml"
    append(path, "[population.2565]\nIIT = 32\nOIT = 5")
    small, other = problems_of(check, "bansong", 2565, str(data_dir))
    assert small == Problem.of("population_too_small", path, column="population.2565.IIT", found=32, n=33)
    assert other == Problem.of("population_of", path, column="population.2565.OIT", found=5, known="IIT, EIT")


def test_a_population_as_large_as_its_respondents_will_do(data_dir):
    append(data_dir / "agencies" / "bansong" / "agency.toml", "[population.2565]\nIIT = 33")
    assert check("bansong", 2565, str(data_dir)).year.inputs.population == {"IIT": 33}


def test_an_earlier_year_with_a_wrong_population_is_left_out(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    append(tmp_path / "data" / "agencies" / "bansong" / "agency.toml", "[population.2564]\nOIT = 3")
    found = stage.open_stage("bansong", 2565, str(tmp_path / "data")).findings
    assert list(found.years) == [2563, 2565] and "population.2564.OIT" in found.left_out[2564]

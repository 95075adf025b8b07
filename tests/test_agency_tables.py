"""The tables that an office keeps: read as typed, and every problem of every row named."""

import pytest
from support import append, problems_of, rewrite

from italib import agency, thai
from italib.problems import Problem


def load(data_dir):
    return agency.load(data_dir, "bansong", 2565)


def test_the_tables_of_bansong_are_those_of_the_source_document(bansong):
    assert [len(bansong.comments), len(bansong.actions), len(bansong.measures), len(bansong.progress)] == [7, 18, 8, 16]
    assert bansong.actions.loc[2, "items"] == ("e3", "e14")
    assert bansong.measures.loc[1, "actions"] == ("a1", "a2", "a18")
    assert bansong.measures["due"].tolist() == [thai.month(text) for text in bansong.measures["due_th"]]
    assert set(bansong.measures["rounds"]) == {("6", "12")}


def test_a_point_of_a_step_is_a_line(bansong):
    assert [len(text.splitlines()) for text in bansong.measures["details_th"]] == [2, 3, 1, 2, 2, 3, 3, 1]


def test_links_that_the_source_document_does_not_have_say_so(bansong):
    assert all("จับคู่จากถ้อยคำ" in source for source in bansong.measures["source"])


def test_a_year_without_tables_has_no_rows(data_dir, year_folder):
    for name in ("comments", "actions", "measures", "progress"):
        (year_folder / f"{name}.csv").unlink()
    (year_folder / "document.toml").unlink()
    inputs = load(data_dir)
    assert [len(t) for t in (inputs.comments, inputs.actions, inputs.measures, inputs.progress)] == [0, 0, 0, 0]
    assert (inputs.document.date_th, inputs.document.thai_digits) == ("", False)


def test_progress_without_measures_belongs_to_nothing(data_dir, year_folder):
    (year_folder / "measures.csv").unlink()
    problems = problems_of(load, data_dir)
    assert {(problem.row, problem.column) for problem in problems} == {(row, "measure") for row in range(2, 18)}


@pytest.mark.parametrize(
    ("table", "line", "row", "problem"),
    [
        ("comments.csv", "1,ข้อความ,ที่มา", 9, {"key": "duplicate", "column": "number", "found": "1", "first": 2}),
        ("comments.csv", ",ข้อความ,ที่มา", 9, {"key": "no_code", "column": "number"}),
        ("actions.csv", "a1,i7,ทำ,", 20, {"key": "duplicate", "column": "action", "found": "a1", "first": 2}),
        ("actions.csv", "a99,i7 i99,ทำ,", 20, {"key": "unknown_code", "column": "items", "found": "i99", "year": 2565}),
        ("actions.csv", "a99,,ทำ,", 20, {"key": "no_items", "column": "items", "example": "i1 i2"}),
        (
            "measures.csv", "m9,ก,ข,ค,ง,จ,ปลายปี 2566,6,,", 10,
            {"key": "bad_month", "column": "due_th", "found": "ปลายปี 2566", "year": 2566},
        ),
        (
            "measures.csv", "m9,ก,ข,ค,ง,จ,กันยายน 2656,6,,", 10,
            {"key": "far_month", "column": "due_th", "found": "กันยายน 2656", "year": 2566},
        ),
        ("measures.csv", "m9,ก,ข,ค,ง,จ,,6 6,,", 10, {"key": "twice_in_cell", "column": "rounds", "found": "6"}),
        ("actions.csv", "a99,i7 i7,ทำ,", 20, {"key": "twice_in_cell", "column": "items", "found": "i7"}),
        ("actions.csv", "a99,i7,ทำ 😀 ✓,", 20, {"key": "no_letter", "column": "action_th", "found": "😀✓"}),
        ("measures.csv", "m9,ก,ข,ค,ง,จ,,ครึ่งปี,,", 10, {"key": "bad_rounds", "column": "rounds", "found": "ครึ่งปี"}),
        ("measures.csv", "m9,ก,ข,ค,ง,จ,,6,a99,", 10, {"key": "unknown_action", "column": "actions", "found": "a99"}),
        ("measures.csv", "m1,ก,ข,ค,ง,จ,,6,,", 10, {"key": "duplicate", "column": "measure", "found": "m1", "first": 2}),
        ("progress.csv", "m99,6,,,,,", 18, {"key": "unknown_measure", "column": "measure", "found": "m99"}),
        ("progress.csv", "m1,9,,,,,", 18, {"key": "unknown_round", "column": "round", "found": "9", "asked": "6, 12"}),
        ("progress.csv", "m1,6,,,,,", 18, {"key": "duplicate", "column": "measure", "found": "m1 6", "first": 2}),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(data_dir, year_folder, table, line, row, problem):
    append(year_folder / table, line)
    key, values = problem["key"], {name: value for name, value in problem.items() if name != "key"}
    assert problems_of(load, data_dir) == [Problem.of(key, year_folder / table, row=row, **values)]


def test_a_missing_column_is_named(data_dir, year_folder):
    rewrite(year_folder / "measures.csv", "owner_th", "ผู้รับผิดชอบ")
    (problem,) = problems_of(load, data_dir)
    assert problem == Problem.of("no_columns", year_folder / "measures.csv", row=1, columns="owner_th")


def test_rounds_and_codes_may_be_typed_in_thai_digits_with_any_separator(data_dir, year_folder):
    append(year_folder / "actions.csv", "a99,i7; i13,ทำ,")
    append(year_folder / "measures.csv", 'm9,ก,ข,ค,ง,จ,กันยายน ๒๕๖๖,"๓, ๖ 12","a99, a1",')
    append(year_folder / "progress.csv", "m9,๓,ทำแล้ว,ดี,ไม่มี,ไม่มี")
    inputs = load(data_dir)
    last = inputs.measures.iloc[-1]
    assert (last["rounds"], last["actions"]) == (("3", "6", "12"), ("a99", "a1"))
    assert last["due"] == thai.month("กันยายน 2566")
    assert inputs.actions.iloc[-1]["items"] == ("i7", "i13")
    assert inputs.progress.iloc[-1]["round"] == "3"


def test_a_letter_that_no_pdf_can_print_is_named_wherever_an_office_types_it(data_dir, year_folder):
    rewrite(year_folder.parent / "agency.toml", "เทศบาลตำบลบ้านส้อง", "เทศบาล漢")
    rewrite(year_folder / "document.toml", 'date_th = "', 'date_th = "❤')
    problems = problems_of(load, data_dir)
    assert [(p.found, p.column) for p in problems if p.file.endswith("agency.toml")] == [("漢", "name_th")]
    assert [(p.found, p.column) for p in problems if p.file.endswith("document.toml")] == [("❤", "date_th")]


def test_a_month_is_read_as_people_write_it():
    same = ["กันยายน 2566", "ก.ย. 2566", "กันยายน ๒๕๖๖", " กันยายน  2566"]
    assert len({thai.month(text) for text in same}) == 1
    assert [thai.month(text) for text in ("2566", "กันยายน", "กันยายน 66", "Sep 2566", "")] == [None] * 5


def test_settings_of_the_document_are_checked(data_dir, year_folder):
    rewrite(year_folder / "document.toml", "thai_digits = false", 'thai_digits = "บางที"\ndigits = 1')
    columns = [problem.column for problem in problems_of(load, data_dir)]
    assert sorted(columns) == ["digits", "thai_digits"]

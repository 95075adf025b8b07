"""What `italib check` would have an analyst agree to: the plan of a run, in lines."""

from pathlib import Path

import pytest
from exports import forms
from running import AGENCY, YEAR, new_home

from italib import agency
from italib.check import check, plan
from italib.messages import PROBLEMS
from italib.problems import InputError


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(new_home(tmp_path))
    return tmp_path


@pytest.fixture
def raw(home):
    """The folder of exports, without one of the staff survey."""
    folder = home / f"data/agencies/{AGENCY}/{YEAR}/raw"
    (folder / "iit.csv").unlink()
    return folder


def parts():
    framework = agency.load(Path("data"), AGENCY, YEAR).framework
    return [p for item in framework.items if framework.instrument_of[item.code] == "IIT" for p in item.parts]


def table(people=31):
    """A wide table in which everybody gives the answer with the most points."""
    framework = agency.load(Path("data"), AGENCY, YEAR).framework
    options = [framework.options[part.item, part.part] for part in parts()]
    return [[part.name for part in parts()], *[[max(one, key=one.get) for one in options] for _ in range(people)]]


def planned():
    return plan(check(AGENCY, YEAR))


def test_the_plan_names_file_form_header_and_rows(raw):
    forms.write_text(raw / "iit.csv", [["สรุป"], *table(), [""], ["รวม", "31"]])
    lines = planned()
    assert lines[0] == "iit.csv: IIT คำตอบรายคน หัวตารางแถว 2 มี 33 แถว ใช้ 31 คัดออก 2"
    assert lines[1] == "  อ่านเป็น UTF-8 คั่นด้วย ,"
    assert lines[2] == "  A → i1.1 (รหัสข้อ) i1.1"
    assert "  ผู้ตอบที่นับได้ 31 คน" in lines


@pytest.mark.parametrize(
    ("encoding", "separator", "said"),
    [("cp874", ";", "Windows-874 (TIS-620) คั่นด้วย ;"), ("utf-16", "\t", "UTF-16 คั่นด้วย แท็บ")],
)
def test_the_plan_names_encoding_and_separator(raw, encoding, separator, said):
    header, *rows = table()
    forms.write_text(raw / "iit.csv", [[*header, "ข้อเสนอแนะ"], *([*row, "-"] for row in rows)], separator, encoding)
    lines = planned()
    assert lines[1] == f"  อ่านเป็น {said}"
    assert "  ไม่ใช้: AZ ข้อเสนอแนะ" in lines


def test_the_plan_says_how_alike_a_nearest_wording_is(raw):
    framework = agency.load(Path("data"), AGENCY, YEAR).framework
    rows = table()
    rows[0][15] = framework.name_of("i7").replace("งบประมาณ", "งบประมาน", 1)
    forms.write_text(raw / "iit.csv", rows)
    (line,) = [line for line in planned() if "→ i7.1" in line]
    assert line.startswith("  P → i7.1 (ถ้อยคำที่ใกล้ที่สุด (เหมือน 9")


def test_the_plan_counts_and_places_answers_that_fit_no_option(raw):
    rows = table()
    rows[3][4] = rows[5][2] = "ไม่ทราบ"
    forms.write_text(raw / "iit.csv", rows)
    assert "  คำตอบที่ไม่ตรงกับตัวเลือก 2 ช่อง ไม่นำมาคิด: E4, C6" in planned()


def test_the_plan_warns_of_fewer_people_than_the_rules_ask_for(raw):
    forms.write_text(raw / "iit.csv", table(12))
    (line,) = [line for line in planned() if line.startswith("IIT: ")]
    assert "ผู้ตอบที่นับได้ 12 คน น้อยกว่าจำนวนขั้นต่ำ 30 คน" in line


def test_the_plan_names_sheets_that_are_hidden(raw):
    with forms.xlsxwriter.Workbook(raw / "iit.xlsx") as book:
        page = book.add_worksheet("คำตอบ")
        for number, row in enumerate(table()):
            page.write_row(number, 0, row)
        book.add_worksheet("ร่าง").hide()
    assert "  ไม่อ่านแผ่นงานที่ซ่อนไว้: ร่าง" in planned()


def test_more_answers_than_one_agency_has_are_refused_before_they_are_cleaned(raw, monkeypatch):
    monkeypatch.setattr("italib.clean.MOST_ANSWERS", 31 * len(parts()) - 1)
    forms.write_text(raw / "iit.csv", table())
    with pytest.raises(InputError) as refused:
        check(AGENCY, YEAR)
    (problem,) = refused.value.problems
    assert (problem.file, problem.found) == ("iit.csv", "1,581")
    assert problem.message == PROBLEMS["too_many_answers"].format(most="1,580")

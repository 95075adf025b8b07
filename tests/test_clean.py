import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from support import DATA, problems_of, write_table

from italib.clean import clean, unaccounted
from italib.messages import ACTIONS, CLEANING
from italib.problems import Problem
from italib.raw import read_exports
from italib.respondents import required_respondents

PARTS = ("i1.1", "i1.2", "i2", "i9", "i10")
FIRST = ("มาก", "น้อย", "มากที่สุด", "น้อย", "มาก")
SECOND = ("น้อย", "น้อย", "มาก", "น้อย", "น้อย")
THIRD = ("มากที่สุด", "มาก", "มาก", "มาก", "น้อย")

CHECKLIST = [("ข้อ", "ประเด็น", "คะแนน"), ("o1", "ก", "100"), ("o2", "ข", "0"), ("o10", "ค", "100"), ("o42", "ง", "100")]

README_ROW = re.compile(r"\| (\S+) \| (\d+) \| (\S+) \| .+ \| `(\w+)` \|")


@pytest.fixture
def cleaned_from(small, read):
    """Cleans rows as an export of the small framework."""

    def clean_rows(*rows, name="iit.csv"):
        return clean(read(rows, name), small)

    return clean_rows


def issues(cleaned):
    """The issues as (row, column, rule)."""
    return [tuple(row) for row in cleaned.issues[["row", "column", "rule"]].to_numpy().tolist()]


def answers(cleaned):
    """The answers of each respondent, in the order of the parts."""
    return [tuple(group["answer"]) for _, group in cleaned.answers.groupby("respondent")]


# --- the shipped exports ----------------------------------------------------------------------------------------------


def test_the_issues_are_exactly_the_dirt_that_the_readme_lists(cleaned):
    readme = (DATA / "agencies" / "bansong" / "2565" / "raw" / "README.md").read_text(encoding="utf-8")
    dealt = [(file, int(row), column.strip("–"), rule) for file, row, column, rule in README_ROW.findall(readme)]
    found = cleaned.issues[["file", "row", "column", "rule"]].to_numpy().tolist()
    assert len(dealt) == 65
    assert Counter(map(tuple, found)) == Counter(dealt)


def test_the_shipped_surveys_have_33_and_30_respondents(cleaned):
    assert cleaned.answers.groupby("instrument")["respondent"].nunique().to_dict() == {"EIT": 30, "IIT": 33}


def test_every_respondent_has_every_part_once(cleaned, rules):
    assert not cleaned.answers.duplicated(["instrument", "respondent", "item", "part"]).any()
    assert len(cleaned.answers) == 33 * 51 + 30 * 19


def test_every_answer_is_an_option_of_its_part_with_its_points(cleaned, rules):
    wrong = [
        row for row in cleaned.answers.itertuples() if rules.options[row.item, row.part].get(row.answer) != row.points
    ]
    assert wrong == []


def test_the_files_are_listed_with_what_was_kept(cleaned):
    counted = cleaned.files[["file", "instrument", "form", "header_row", "rows", "kept", "respondents"]]
    assert counted.to_numpy().tolist() == [
        ["iit.csv", "IIT", "answers", 1, 38, 33, 33],
        ["eit.xlsx", "EIT", "answers", 2, 31, 30, 30],
        ["oit.csv", "OIT", "score table", 2, 44, 43, 0],
    ]


def test_every_part_of_the_surveys_has_its_column(cleaned, rules):
    matched = cleaned.columns[cleaned.columns["role"] == "answer"]
    surveyed = rules.parts[rules.parts["instrument"] != "OIT"]
    assert set(zip(matched["item"], matched["part"], strict=True)) == set(
        zip(surveyed["item"], surveyed["part"], strict=True)
    )


@pytest.mark.parametrize("table", ["answers", "given", "issues", "files", "columns"])
def test_no_address_of_a_person_leaves_cleaning(cleaned, table):
    text = getattr(cleaned, table).to_csv()
    assert "example.com" not in text
    assert "staff" not in text


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("มากที่สุด\u00a0", "no_break_space"),
        ("มาก\u200bที่สุด", "zero_width"),
        ("\u2060มากที่สุด", "zero_width"),
        (" มากที่สุด ", "spaces"),
        ("<b>มากที่สุด</b>", "html_tag"),
        ("มากท\u0e48\u0e35สุด", "mark_order"),
        ("มากสุด", "spelling_variant"),
        ("มาก ที่สุด", "spelling_variant"),
        ("มากที่สุด.", "spelling_variant"),
    ],
)
def test_a_dirty_answer_is_read_and_reported(cleaned_from, cell, rule):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", cell, "น้อย", "มาก"))
    assert answers(cleaned) == [FIRST]
    assert issues(cleaned) == [(2, "C", rule)]


def test_an_issue_says_what_was_found_and_done(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", "มากสุด", "น้อย", "มาก"))
    assert cleaned.issues.to_dict("records") == [
        {
            "file": "iit.csv",
            "row": 2,
            "column": "C",
            "rule": "spelling_variant",
            "found": "มากสุด",
            "action": "ซ่อม",
            "message_th": "อ่านเป็นตัวเลือก “มากที่สุด” ตามตารางคำสะกดต่าง",
        }
    ]


def test_several_repairs_of_one_cell_are_all_reported(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", " มาก\u200bสุด", "น้อย", "มาก"))
    assert answers(cleaned) == [FIRST]
    assert issues(cleaned) == [(2, "C", "zero_width"), (2, "C", "spaces"), (2, "C", "spelling_variant")]


def test_the_same_dirt_in_two_rows_is_two_issues(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก\u00a0", *FIRST[1:]), ("มาก\u00a0", *SECOND[1:]))
    assert issues(cleaned) == [(2, "A", "no_break_space"), (3, "A", "no_break_space")]


@pytest.mark.parametrize("cell", ["ไม่แน่ใจ", "-", "3", "มี", "มาก น้อย"])
def test_an_unknown_answer_is_left_out_and_reported(cleaned_from, cell):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", cell, "น้อย", "มาก"))
    row = cleaned.answers[cleaned.answers["item"] == "i2"].iloc[0]
    assert (row["answer"], pd.isna(row["points"])) == ("", True)
    assert cleaned.issues[["row", "column", "rule", "found", "action"]].to_numpy().tolist() == [
        [2, "C", "unknown_answer", cell, "ไม่นำมาคิด"]
    ]


@pytest.mark.parametrize("cell", ["", " ", "\u00a0", "\u200b"])
def test_a_missing_answer_is_left_out_and_reported(cleaned_from, cell):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", cell, "น้อย", "มาก"))
    assert cleaned.answers["points"].isna().sum() == 1
    assert issues(cleaned) == [(2, "C", "missing_answer")]


def test_points_follow_the_polarity_of_the_part(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก",) * 5)
    assert cleaned.answers["points"].tolist() == [67, 67, 67, 33, 33]


def test_clean_answers_have_no_issue(cleaned_from):
    cleaned = cleaned_from(PARTS, FIRST, SECOND, THIRD)
    assert answers(cleaned) == [FIRST, SECOND, THIRD]
    assert issues(cleaned) == []


def test_the_answers_of_a_yes_or_no_question_are_read_in_their_variants(cleaned_from):
    cleaned = cleaned_from(("e8", "e9"), ("มีค่ะ", "มาก"), ("ไม่มีครับ", "มาก"), ("มี", "น้อย"), name="eit.csv")
    assert cleaned.answers.loc[cleaned.answers["item"] == "e8", "points"].tolist() == [100, 0, 100]


def test_a_dirty_header_is_read_and_reported(cleaned_from):
    cleaned = cleaned_from(("i1.1", "i1.2", "i2\u00a0", "i9", "i10"), FIRST)
    assert cleaned.issues[["row", "column", "rule", "found"]].to_numpy().tolist() == [
        [1, "C", "no_break_space", "i2\u00a0"]
    ]


# --- rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "short"),
    [
        ("8 เดือน", True),
        ("๘ เดือน", True),
        ("11 เดือน", True),
        ("0 ปี 11 เดือน", True),
        ("น้อยกว่า 1 ปี", True),
        ("ไม่ถึง ๑ ปี", True),
        ("0.5 ปี", True),
        ("12 เดือน", False),
        ("1 ปี", False),
        ("1 ปี 2 เดือน", False),
        ("๕ ปี", False),
        ("1 - 5 ปี", False),
        ("มากกว่า 10 ปี", False),
        ("", False),
    ],
)
def test_staff_of_less_than_a_year_are_excluded(cleaned_from, service, short):
    cleaned = cleaned_from(("อายุงาน", *PARTS), ("5 ปี", *SECOND), (service, *FIRST))
    assert issues(cleaned) == ([(3, "A", "short_service")] if short else [])
    assert answers(cleaned) == ([SECOND] if short else [SECOND, FIRST])


def test_length_of_service_is_not_asked_of_outsiders(cleaned_from):
    cleaned = cleaned_from(("อายุงาน", "e8", "e9"), ("8 เดือน", "มี", "มาก"), name="eit.csv")
    assert issues(cleaned) == []


def test_the_later_of_two_submissions_of_a_person_counts(cleaned_from):
    header = ("อีเมล", *PARTS)
    cleaned = cleaned_from(header, ("a@x.th", *FIRST), ("b@x.th", *SECOND), ("A@x.th ", *THIRD))
    assert answers(cleaned) == [SECOND, THIRD]
    assert issues(cleaned) == [(2, "", "double_submission")]
    assert "แถว 4" in cleaned.issues["message_th"].iloc[0]


def test_of_three_submissions_the_last_counts(cleaned_from):
    cleaned = cleaned_from(("อีเมล", *PARTS), ("a@x.th", *FIRST), ("a@x.th", *SECOND), ("a@x.th", *THIRD))
    assert answers(cleaned) == [THIRD]
    assert issues(cleaned) == [(2, "", "double_submission"), (3, "", "double_submission")]


def test_an_unfinished_second_try_does_not_replace_the_first(cleaned_from):
    cleaned = cleaned_from(("อีเมล", *PARTS), ("a@x.th", *FIRST), ("a@x.th", "มาก", "", "", "", ""))
    assert answers(cleaned) == [FIRST]
    assert issues(cleaned) == [(3, "", "incomplete")]


@pytest.mark.parametrize(
    ("one", "other"), [("som.chai@x.th", "somchai@x.th"), ("a_b@x.th", "ab@x.th"), ("a1@x.th", "a@1x.th")]
)
def test_addresses_that_differ_in_a_mark_are_two_people(cleaned_from, one, other):
    cleaned = cleaned_from(("อีเมล", *PARTS), (one, *FIRST), (other, *SECOND))
    assert answers(cleaned) == [FIRST, SECOND]


def test_people_who_left_the_address_blank_are_different_people(cleaned_from):
    cleaned = cleaned_from(("อีเมล", *PARTS), ("", *FIRST), ("", *SECOND))
    assert answers(cleaned) == [FIRST, SECOND]


def test_without_an_address_a_row_repeated_with_its_time_is_a_double_submission(cleaned_from):
    at = "1/1/2565, 9:00:00"
    cleaned = cleaned_from(("ประทับเวลา", *PARTS), (at, *FIRST), (at, *SECOND), (at, *FIRST))
    assert answers(cleaned) == [SECOND, FIRST]
    assert issues(cleaned) == [(2, "", "double_submission")]


def test_without_an_address_the_same_answers_at_another_time_are_another_person(cleaned_from):
    rows = [("1/1/2565, 9:00:00", *FIRST), ("1/1/2565, 9:00:01", *FIRST)]
    assert answers(cleaned_from(("ประทับเวลา", *PARTS), *rows)) == [FIRST, FIRST]


def test_without_address_and_time_the_same_answers_are_no_double_submission(cleaned_from):
    assert answers(cleaned_from(PARTS, FIRST, FIRST)) == [FIRST, FIRST]


def test_a_person_who_stands_in_two_files_counts_once(small, tmp_path):
    header = ("อีเมล", *PARTS)
    paths = [
        write_table(tmp_path / "iit-1.csv", [header, ("a@x.th", *FIRST), ("b@x.th", *SECOND)]),
        write_table(tmp_path / "iit-2.csv", [header, ("a@x.th", *THIRD)]),
    ]
    cleaned = clean(read_exports(paths, small.framework, small.forms), small)
    assert answers(cleaned) == [SECOND, THIRD]
    assert cleaned.files["kept"].tolist() == [1, 1]
    assert "แถว 2 ของ iit-2.csv" in cleaned.issues["message_th"].item()


def test_a_file_that_nobody_is_left_of_does_not_spoil_another(small, tmp_path):
    header = ("อายุงาน", *PARTS)
    paths = [
        write_table(tmp_path / "iit-1.csv", [header, ("8 เดือน", *FIRST)]),
        write_table(tmp_path / "iit-2.csv", [header, ("5 ปี", *SECOND)]),
    ]
    cleaned = clean(read_exports(paths, small.framework, small.forms), small)
    assert answers(cleaned) == [SECOND]
    assert cleaned.answers["respondent"].tolist() == [1] * 5
    assert cleaned.answers["respondent"].dtype == "int64"


def test_a_repeated_header_row_is_no_respondent(cleaned_from):
    cleaned = cleaned_from(PARTS, FIRST, PARTS, SECOND)
    assert answers(cleaned) == [FIRST, SECOND]
    assert issues(cleaned) == [(3, "", "repeated_header")]


def test_every_row_counts_or_is_excluded_for_a_reason(cleaned):
    assert len(unaccounted(cleaned)) == 0


def test_a_row_that_vanished_is_found(cleaned):
    files = cleaned.files.assign(rows=cleaned.files["rows"] + [0, 1, 0])
    assert unaccounted(replace(cleaned, files=files))["file"].tolist() == ["eit.xlsx"]


def test_a_blank_row_is_excluded(cleaned_from):
    cleaned = cleaned_from(PARTS, FIRST, ("",) * 5, SECOND)
    assert answers(cleaned) == [FIRST, SECOND]
    assert issues(cleaned) == [(3, "", "empty_row")]


@pytest.mark.parametrize("word", ["รวม", "ค่าเฉลี่ย", "รวมทั้งสิ้น", " รวม:"])
def test_a_totals_row_is_excluded(cleaned_from, word):
    cleaned = cleaned_from(("ลำดับ", *PARTS), ("1", *FIRST), (word, "", "", "", "", "1"))
    assert answers(cleaned) == [FIRST]
    assert issues(cleaned) == [(3, "", "totals_row")]


def test_an_unfinished_row_is_excluded_below_80_per_cent(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", "มาก", "", ""), FIRST)
    assert answers(cleaned) == [FIRST]
    assert issues(cleaned) == [(2, "", "incomplete")]


def test_a_row_with_80_per_cent_of_the_answers_counts(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", "มาก", "น้อย", ""))
    assert answers(cleaned) == [("มาก", "น้อย", "มาก", "น้อย", "")]


def test_a_row_with_fewer_cells_lacks_the_last_answers(cleaned_from):
    cleaned = cleaned_from(PARTS, ("มาก", "น้อย", "มาก", "น้อย"), FIRST)
    assert answers(cleaned) == [("มาก", "น้อย", "มาก", "น้อย", ""), FIRST]
    assert issues(cleaned) == [(2, "E", "missing_answer")]


@pytest.mark.parametrize("heading", ["อีเมล", "อายุงาน"])
def test_a_row_may_end_before_a_column_about_the_person(cleaned_from, heading):
    cleaned = cleaned_from((*PARTS, heading), FIRST, (*SECOND, "5 ปี"))
    assert answers(cleaned) == [FIRST, SECOND]


def test_a_row_may_end_before_a_column_that_is_not_used(cleaned_from):
    assert answers(cleaned_from((*PARTS, "ข้อเสนอแนะ"), FIRST, (*SECOND, "ดี"))) == [FIRST, SECOND]


def test_each_row_is_excluded_for_one_reason(cleaned_from):
    cleaned = cleaned_from(("อายุงาน", *PARTS), ("5 ปี", *FIRST), ("8 เดือน", "", "", "", "", ""))
    assert issues(cleaned) == [(3, "A", "short_service")]


def test_the_dirt_of_an_excluded_row_is_not_reported(cleaned_from):
    cleaned = cleaned_from(("อายุงาน", *PARTS), ("5 ปี", *FIRST), ("8 เดือน", "มาก\u00a0", *SECOND[1:]))
    assert issues(cleaned) == [(3, "A", "short_service")]


def test_an_export_that_nobody_is_left_of_is_refused(small, read):
    exports = read([("อายุงาน", *PARTS), ("8 เดือน", *FIRST)])
    wanted = Problem.of("nobody_left", "iit.csv", rows=1)
    assert problems_of(clean, exports, small) == [wanted]


def test_an_export_without_rows_is_refused(small, read):
    assert problems_of(clean, read([PARTS]), small) == [Problem.of("nobody_left", "iit.csv", rows=0)]


def test_respondents_of_several_files_are_numbered_on(small, tmp_path):
    paths = [
        write_table(tmp_path / "iit-1.csv", [PARTS, FIRST, SECOND]),
        write_table(tmp_path / "iit-2.csv", [PARTS, THIRD]),
    ]
    cleaned = clean(read_exports(paths, small.framework, small.forms), small)
    assert answers(cleaned) == [FIRST, SECOND, THIRD]
    assert sorted(cleaned.answers["respondent"].unique()) == [1, 2, 3]


def test_no_address_of_a_hand_made_export_leaves_cleaning(cleaned_from):
    header = ("ที่อยู่อีเมล", "อายุงาน", *PARTS)
    cleaned = cleaned_from(
        header,
        ("secret@x.th", "5 ปี", *FIRST),
        ("secret@x.th", "5 ปี", "มาก\u00a0", *SECOND[1:]),
        ("secret@y.th", "8 เดือน", *THIRD),
        ("secret@z.th", "5 ปี", "มาก", "", "", "", ""),
        ("secret@w.th", "5 ปี", "มาก", "ไม่ทราบ", *THIRD[2:]),
    )
    tables = (cleaned.answers, cleaned.given, cleaned.issues, cleaned.files, cleaned.columns)
    assert len(cleaned.issues) == 5
    assert [table for table in tables if "secret" in table.to_csv()] == []


# --- score tables -----------------------------------------------------------------------------------------------------


def test_the_points_of_a_checklist_are_exact(cleaned_from):
    given = cleaned_from(*CHECKLIST, name="oit.csv").given
    assert given.to_dict("records")[1] == {
        "level": "item",
        "code": "o2",
        "score": 0,
        "low": 0,
        "high": 0,
        "basis": "score table",
    }


def test_the_printed_scores_of_a_survey_are_intervals(cleaned_from):
    rows = [("ลำดับ", "คะแนน"), ("e8", "86.67"), ("e9", "73.5")]
    given = cleaned_from(*rows, name="eit.csv").given
    assert given[["code", "low", "high"]].to_numpy().tolist() == [["e8", 86.665, 86.675], ["e9", 73.495, 73.505]]


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("o2", []),
        ("O2", []),
        ("O 2", []),
        ("๐2", ["thai_zero_code"]),
        ("๐๒", ["thai_zero_code", "thai_digits"]),
        ("02", []),
        ("o02", []),
    ],
)
def test_a_code_is_read_however_its_letter_is_typed(cleaned_from, code, rules):
    cleaned = cleaned_from(*CHECKLIST[:2], (code, "ข", "0"), *CHECKLIST[3:], name="oit.csv")
    assert cleaned.given["code"].tolist() == ["o1", "o2", "o10", "o42"]
    assert issues(cleaned) == [(3, "A", rule) for rule in rules]


def test_thai_digits_of_a_score_are_read_and_reported(cleaned_from):
    cleaned = cleaned_from(*CHECKLIST[:4], ("o42", "ง", "๑๐๐"), name="oit.csv")
    assert cleaned.given["score"].tolist() == [100, 0, 100, 100]
    assert issues(cleaned) == [(5, "C", "thai_digits")]


def test_blank_and_totals_rows_of_a_score_table_are_excluded(cleaned_from):
    cleaned = cleaned_from(*CHECKLIST, ("", "", ""), ("รวม", "", "75"), name="oit.csv")
    assert issues(cleaned) == [(6, "", "empty_row"), (7, "", "totals_row")]
    assert len(cleaned.given) == 4


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("o99", "x", "100"), ("unknown_code", "A", "o99", {"year": 2565})),
        (("โครงสร้าง", "x", "100"), ("unknown_code", "A", "โครงสร้าง", {"year": 2565})),
        (("o1", "x", "100"), ("duplicate", "A", "o1", {"first": 2})),
        (("o42", "x", ""), ("bad_score", "C", "", {})),
        (("o42", "x", "ผ่าน"), ("bad_score", "C", "ผ่าน", {})),
        (("o42", "x", "101"), ("bad_score", "C", "101", {})),
        (("o42", "x"), ("bad_score", "C", "", {})),
    ],
)
def test_a_row_that_gives_no_score_is_refused(small, read, row, problem):
    key, column, found, values = problem
    wanted = Problem.of(key, "oit.csv", row=5, column=column, found=found, **values)
    assert problems_of(clean, read([*CHECKLIST[:4], row], "oit.csv"), small) == [wanted]


def test_items_without_a_score_are_named(small, read):
    wanted = Problem.of("item_without_score", "oit.csv", items="o2, o42")
    assert problems_of(clean, read([CHECKLIST[0], CHECKLIST[1], CHECKLIST[3]], "oit.csv"), small) == [wanted]


def test_a_score_table_may_stand_in_two_files(small, tmp_path):
    paths = [
        write_table(tmp_path / "oit-9.csv", CHECKLIST[:3]),
        write_table(tmp_path / "oit-10.csv", [CHECKLIST[0], *CHECKLIST[3:]]),
    ]
    given = clean(read_exports(paths, small.framework, small.forms), small).given
    assert given["code"].tolist() == ["o1", "o2", "o10", "o42"]


def test_an_item_with_scores_in_two_files_is_refused(small, tmp_path):
    paths = [write_table(tmp_path / name, CHECKLIST) for name in ("oit.csv", "oit-copy.csv")]
    problems = problems_of(clean, read_exports(paths, small.framework, small.forms), small)
    assert [(problem.file, problem.row, problem.found) for problem in problems] == [
        ("oit-copy.csv", row, code) for row, code in enumerate(("o1", "o2", "o10", "o42"), start=2)
    ]


def test_an_instrument_with_answers_and_a_score_table_is_refused(small, tmp_path):
    codes = ["i1", "i2", "i9", "i10"]
    paths = [
        write_table(tmp_path / "iit.csv", [PARTS, FIRST]),
        write_table(tmp_path / "iit-scores.csv", [("ข้อ", "คะแนน"), *((code, "50") for code in codes)]),
    ]
    wanted = Problem.of("two_forms", "iit-scores.csv", instrument="IIT", other="iit.csv")
    assert problems_of(clean, read_exports(paths, small.framework, small.forms), small) == [wanted]


def test_problems_of_several_exports_are_reported_together(small, tmp_path):
    paths = [
        write_table(tmp_path / "iit.csv", [PARTS]),
        write_table(tmp_path / "oit.csv", [*CHECKLIST, ("o99", "x", "5"), ("o1", "x", "5")]),
    ]
    problems = problems_of(clean, read_exports(paths, small.framework, small.forms), small)
    assert [(problem.file, problem.row) for problem in problems] == [("iit.csv", None), ("oit.csv", 6), ("oit.csv", 7)]


def test_nothing_to_clean_gives_empty_tables(small):
    cleaned = clean([], small)
    assert [len(table) for table in (cleaned.answers, cleaned.given, cleaned.issues, cleaned.files)] == [0, 0, 0, 0]


def test_every_rule_that_was_used_has_a_sentence(cleaned):
    assert set(cleaned.issues["rule"]) <= set(CLEANING)
    assert set(cleaned.issues["action"]) <= set(ACTIONS.values())


# --- how many must answer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("population", "instrument", "required"),
    [
        (None, "IIT", 30),
        (None, "EIT", 30),
        (0, "IIT", 0),
        (20, "IIT", 20),
        (29, "EIT", 29),
        (30, "IIT", 30),
        (31, "IIT", 30),
        (100, "IIT", 30),
        (300, "EIT", 30),
        (301, "EIT", 31),
        (1000, "IIT", 100),
        (1001, "IIT", 101),
        (4000, "EIT", 400),
        (4001, "EIT", 401),
        (4001, "IIT", 401),
        (5000, "EIT", 500),
        (5000, "IIT", 500),
    ],
)
def test_the_number_of_respondents_that_is_asked_for(rules, population, instrument, required):
    assert required_respondents(population, rules, instrument) == required

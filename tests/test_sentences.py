"""Sentences of the findings: each says what its figures say, and nothing where there is nothing to say."""

from collections import namedtuple

import pandas as pd
import pytest

from italib import audit_tables, sentences
from italib.audit import audit, shape

Row = namedtuple("Row", "year shown difference passed_share")
NAN = float("nan")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row(2565, 90.52, 2.95, 70.52), ["สูงกว่าค่าเฉลี่ยทั้งประเทศ 2.95", "70.52 ที่ได้ 85 ขึ้นไป", "ยังไม่ถึงเป้าหมายร้อยละ 80"]),
        (Row(2568, 80.0, -13.82, 94.17), ["ต่ำกว่าค่าเฉลี่ยทั้งประเทศ 13.82", "5.83 ที่ได้ไม่ถึง 85", "94.17 ถึงเป้าหมาย"]),
        (Row(2566, 85.0, 0.0, 80.0), ["เท่ากับค่าเฉลี่ยทั้งประเทศ", "ที่ได้ 85 ขึ้นไป", "80.00 ถึงเป้าหมาย"]),
    ],
)  # fmt: skip
def test_an_agency_beside_the_country(rules, row, said):
    text = sentences.country(row, rules)
    assert text.startswith(f"ปี {row.year} ได้ {row.shown:.2f}")
    assert [words for words in said if words not in text] == []


def test_what_is_not_known_of_the_country_is_not_said(rules):
    assert sentences.country(Row(2564, 85.26, 4.01, NAN), rules) == "ปี 2564 ได้ 85.26 สูงกว่าค่าเฉลี่ยทั้งประเทศ 4.01 คะแนน"
    assert sentences.country(Row(2561, 70.0, NAN, NAN), rules) == "ปี 2561 ได้ 70.00 ไม่มีค่าเฉลี่ยทั้งประเทศให้เทียบ"


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ([], "none"),
        (range(1, 501), "any"),
        (range(30, 501, 30), "multiples"),
        ([33, 66], "some"),
        ([499], "some"),
    ],
)
def test_numbers_of_people_are_told_by_what_they_have_in_common(people, found):
    assert shape(people) == found


def test_the_numbers_of_people_in_words():
    assert sentences.fits("IIT", {"i1": [33, 66, 70], "i2": list(range(33, 501, 33))}) == "IIT 2 จำนวน"
    assert sentences.fits("IIT", {"i1": [1], "i2": [2]}) == "IIT ไม่พบ"


def test_reconstructed_answers_are_warned_of_and_real_ones_not(findings):
    assert "อ้างอิงไม่ได้" in sentences.cautions(findings.intervals)
    assert sentences.cautions(findings.intervals.assign(caution="")) == ""


def test_the_checks_are_counted_by_kind(findings):
    counted = audit_tables.counts(audit(findings)).set_index("name")
    assert counted["checks"].tolist() == ["45", "2", "21", "135"]
    assert counted["flagged"].tolist() == ["0", "0", "0", "7"]


def test_the_chart_of_people_counts_the_items_of_each_number():
    rows = audit_tables.people({"IIT": {"i1": [2, 4], "i2": [4]}}).set_index("people")
    assert rows.loc[[1, 2, 4], "items"].tolist() == [0, 1, 2]
    assert rows.index[rows["whole"]].tolist() == [4]
    assert audit_tables.people({}).empty


def test_a_check_as_a_page_shows_it(findings):
    flagged = audit_tables.checks(audit(findings).flagged)
    assert flagged["code"].iloc[0] == "คะแนนรวม"
    assert not flagged.map(lambda text: pd.isna(text) or text == "").any(axis=None)

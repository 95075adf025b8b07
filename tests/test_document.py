"""The blocks of a document: how cells are shown, which of them are one, and which digits it has."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from italib.document import Column, Row, Table


def table(columns, *rows):
    return Table("t", "ตาราง", tuple(columns), tuple(Row(tuple(cells), role) for cells, role in rows))


@pytest.mark.parametrize(
    ("cell", "decimals", "shown"),
    [
        ("i7", None, "i7"),
        (84.994999, 2, "84.99"),
        (84.995, 2, "85.00"),
        (100.0, 2, "100.00"),
        (None, 2, "–"),
        (7.0, 0, "7"),
    ],
)
def test_a_cell_is_rounded_once_and_half_up(cell, decimals, shown):
    assert Column("คะแนน", 1, decimals=decimals).show(cell) == shown


@pytest.mark.parametrize(
    ("cell", "weak"), [(84.99, True), (84.994, True), (84.995, False), (85.0, False), (None, False), ("84", False)]
)
def test_a_number_is_weak_as_it_is_shown(cell, weak):
    assert Column("คะแนน", 1, decimals=2, weak_below=85).is_weak(cell) is weak
    assert Column("คะแนน", 1, decimals=2).is_weak(cell) is False


MERGING = [Column("แบบวัด", 1, merge=True), Column("น้ำหนัก", 1, merge=True), Column("ตัวชี้วัด", 3)]


def test_cells_are_one_only_within_what_is_one_to_their_left():
    # Two instruments of the same weight.
    rows = [(["IIT", "30", "1"], ""), (["IIT", "30", "2"], ""), (["EIT", "30", "6"], ""), (["OIT", "40", "9"], "")]
    merged = table(MERGING, *rows)
    assert [merged.reach(place) for place in range(3)] == [[2, 0, 1, 1], [2, 0, 1, 1], [1, 1, 1, 1]]


def test_a_row_of_a_group_or_a_total_is_a_row_of_its_own():
    rows = [(["a", "b", ""], ""), (["a", "", ""], "group"), (["a", "b", ""], ""), (["a", "b", ""], "total")]
    assert table(MERGING, *rows).reach(0) == [1, 1, 1, 1]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from(["", "group", "total"]))))
def test_every_row_is_reached_once(rows):
    merged = table(MERGING, *(((first, second, ""), role) for first, second, role in rows))
    for place in range(3):
        reach = merged.reach(place)
        assert sum(reach) == len(rows)
        assert all(sum(reach[:number]) >= number for number in range(len(rows)))


def test_a_document_writes_its_digits(whole_document):
    thai = replace(whole_document, thai_digits=True)
    assert whole_document.digits("ข้อ i7 ได้ 84.94") == "ข้อ i7 ได้ 84.94"
    assert thai.digits("ข้อ i7 ได้ 84.94") == "ข้อ i7 ได้ ๘๔.๙๔"

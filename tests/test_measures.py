"""From findings to guidelines, actions, measures and reports: what is linked, what is missing, and when it is due."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from italib import measures, thai
from italib.agency_tables import REPORT


def weak_items(*codes):
    rows = [("IIT", code, f"แนวทาง {code}") for code in codes]
    return pd.DataFrame(rows, columns=["instrument", "code", "guidance_th"], dtype="object")


def action_rows(**items):
    return pd.DataFrame({"action": list(items), "items": list(items.values())}, dtype="object")


def measure_rows(**actions):
    return pd.DataFrame({"measure": list(actions), "actions": list(actions.values())}, dtype="object")


@pytest.fixture
def step_rows():
    """Two measures: the first of two parts, the second with a step that goes on under another owner."""
    rows = [
        ("m1", "ก", "ก1", "หนึ่ง", "", "กองคลัง", "กันยายน 2566", ("6", "12")),
        ("m2", "ก", "ก2", "สอง", "", "นิติการ", "มิถุนายน 2566", ("12",)),
        ("m3", "ข", "ข1", "สาม", "", "กองคลัง", "มกราคม 2566", ()),
        ("m4", "ข", "ข1", "", "ทำต่อ\nแล้วทำอีก", "นิติการ", "", ("6",)),
    ]
    columns = ["measure", "measure_th", "part_th", "step_th", "details_th", "owner_th", "due_th", "rounds"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(due=pd.array([thai.month(text) for text in frame["due_th"]], dtype="Int64"))


def progress_rows(*rows):
    return pd.DataFrame(rows, columns=["measure", "round", *REPORT, "row"])


# The chain.


def test_a_chain_goes_from_finding_to_measure():
    chained = measures.chain(
        weak_items("i1", "i2"), action_rows(a1=("i1", "i2"), a2=("i2",)), measure_rows(m1=("a1",), m2=("a1", "a2"))
    )
    links = [(row.code, row.action, row.measure) for row in chained.itertuples()]
    assert links == [("i1", "a1", "m1"), ("i1", "a1", "m2"), ("i2", "a1", "m1"), ("i2", "a1", "m2"), ("i2", "a2", "m2")]
    assert measures.unanswered(chained) == []


@pytest.mark.parametrize(
    ("actions", "steps"),
    [
        ({}, {}),
        ({}, {"m1": ()}),
        ({"a1": ("i2",)}, {"m1": ("a1",)}),
        ({"a1": ("i1",)}, {}),
        ({"a1": ("i1",)}, {"m1": ()}),
    ],
    ids=["nothing", "no action", "another's action", "no measure", "a measure of nothing"],
)
def test_a_finding_that_no_measure_answers_is_listed(actions, steps):
    chained = measures.chain(weak_items("i1"), action_rows(**actions), measure_rows(**steps))
    assert measures.unanswered(chained) == ["i1"]
    assert chained["code"].tolist() == ["i1"]
    assert chained["guidance_th"].tolist() == ["แนวทาง i1"]


CODES = [f"i{number}" for number in range(1, 6)]
ACTIONS = [f"a{number}" for number in range(1, 5)]


@given(
    st.lists(st.sampled_from(CODES), unique=True),
    st.dictionaries(st.sampled_from(ACTIONS), st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(tuple)),
    st.lists(st.lists(st.sampled_from(ACTIONS), unique=True).map(tuple)),
)
def test_every_finding_is_answered_or_listed_and_none_is_both(weak, actions, carried):
    steps = {f"m{number}": codes for number, codes in enumerate(carried)}
    chained = measures.chain(weak_items(*weak), action_rows(**actions), measure_rows(**steps))
    done = {action for codes in carried for action in codes}
    answered = {code for code in weak if any(code in items and action in done for action, items in actions.items())}
    assert measures.unanswered(chained) == [code for code in weak if code not in answered]
    assert list(dict.fromkeys(chained["code"])) == weak


def test_every_finding_of_bansong_is_answered(findings):
    chained = findings.chain
    assert measures.unanswered(chained) == []
    assert chained["code"].nunique() == len(findings.weak) == 15
    assert set(chained.loc[chained["code"] == "i7", "measure"]) == {"m2"}


# Numbers, names and months.


def test_steps_are_numbered_through_their_measure(step_rows):
    numbers = measures.steps(step_rows)[["measure_no", "part_no", "step_no", "number"]]
    assert numbers.to_numpy().tolist() == [
        ["1", "1.1", "1", "1.1 (1)"],
        ["1", "1.2", "2", "1.2 (2)"],
        ["2", "2.1", "1", "2.1 (1)"],
        ["2", "2.1", "", "2.1 (1)"],
    ]


def test_steps_of_a_measure_stand_together_wherever_they_were_typed(step_rows):
    mixed = measures.steps(step_rows.iloc[[0, 2, 1, 3]])
    assert mixed["measure"].tolist() == ["m1", "m2", "m3", "m4"]
    assert mixed["number"].tolist() == measures.steps(step_rows)["number"].tolist()


def test_no_measures_have_no_steps(step_rows):
    assert measures.steps(step_rows.iloc[:0]).empty


def test_a_step_without_a_title_is_named_by_how_it_begins(step_rows):
    names = measures.steps(step_rows)["label"].tolist()
    assert names == ["1.1 (1) หนึ่ง", "1.2 (2) สอง", "2.1 (1) สาม", "2.1 (1) (ต่อ) ทำต่อ"]


def test_the_numbers_of_bansong_are_those_of_the_source_document(bansong):
    numbers = measures.steps(bansong.measures)["number"].tolist()
    assert numbers == ["1.1 (1)", "1.1 (2)", "1.1 (3)", "1.1 (4)", "1.2 (5)", "2.1 (1)", "2.2 (2)", "2.2 (2)"]


def test_steps_are_scheduled_by_owner_from_the_beginning_of_the_plan(step_rows):
    begins = thai.month("กุมภาพันธ์ 2566")
    planned = measures.schedule(measures.steps(step_rows), begins)
    assert planned["measure"].tolist() == ["m1", "m3", "m2"]
    assert [thai.month_name(month) for month in planned["due"]] == ["ก.ย. 2566", "ม.ค. 2566", "มิ.ย. 2566"]
    # What was due before the plan begins lasts its own month.
    assert planned["begins"].tolist() == [begins, begins - 1, begins]


def test_rounds_end_within_the_fiscal_year(step_rows):
    begins = measures.first_month(2566, 10)
    ends = {months: thai.month_name(end) for months, end in measures.round_ends(step_rows, begins).items()}
    assert ends == {"6": "มี.ค. 2566", "12": "ก.ย. 2566"}
    assert thai.month_name(measures.first_month(2566, 1)) == "ม.ค. 2566"


# Reports.


def test_every_step_is_asked_for_in_each_of_its_rounds(step_rows):
    told = ("m1", "6", "ทำแล้ว", "ดี", "ไม่มี", "ไม่มี", 2)
    half = ("m4", "6", "ทำแล้ว", "", "ไม่มี", "ไม่มี", 3)
    reported = measures.reports(measures.steps(step_rows), progress_rows(told, half))
    asked = [(row.measure, row.round, row.standing) for row in reported.itertuples()]
    assert asked == [
        ("m1", "6", "reported"), ("m4", "6", "unfilled"), ("m1", "12", "unfilled"), ("m2", "12", "unfilled")
    ]  # fmt: skip
    assert reported.loc[0, list(REPORT)].tolist() == ["ทำแล้ว", "ดี", "ไม่มี", "ไม่มี"]
    assert reported.loc[3, list(REPORT)].tolist() == [""] * 4


def test_progress_is_counted_by_owner_and_round(step_rows):
    told = progress_rows(("m1", "6", "ก", "ข", "ค", "ง", 2))
    counted = measures.progress_by_owner(measures.reports(measures.steps(step_rows), told))
    assert counted.to_numpy().tolist() == [
        ["กองคลัง", "6", 1, 1], ["นิติการ", "6", 1, 0], ["กองคลัง", "12", 1, 0], ["นิติการ", "12", 1, 0]
    ]  # fmt: skip

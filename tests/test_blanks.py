"""What an office has still to fill in: every blank that the document would show, by file, row and column."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from italib.agency_tables import REPORT
from italib.blanks import NEEDED, blanks

FOLDER = Path("agencies/bansong/2565")


def asked_for(findings, **inputs):
    """The blanks of the findings with other inputs: file, row, column and message."""
    found = blanks(replace(findings, inputs=replace(findings.inputs, **inputs)), FOLDER)
    return [(Path(blank.file).name, blank.row, blank.column, blank.message) for blank in found]


def test_every_empty_report_of_bansong_is_named_by_its_row(findings):
    asked = asked_for(findings)
    assert [(file, row) for file, row, _, _ in asked] == [("progress.csv", row) for row in range(2, 18)]
    assert {column for _, _, column, _ in asked} == {", ".join(REPORT)}
    assert all("การดำเนินการ, ผล, ปัญหา อุปสรรค, ข้อเสนอแนะ" in message for *_, message in asked)


def test_what_is_filled_in_is_not_asked_for(findings):
    told = findings.inputs.progress.assign(**dict.fromkeys(REPORT, "ไม่มี"))
    assert asked_for(findings, progress=told) == []


def test_a_report_that_has_no_row_is_asked_for(findings):
    *_, last = asked_for(findings, progress=findings.inputs.progress.iloc[1:])
    assert last[:3] == ("progress.csv", None, "")
    assert "m1" in last[3] and "6" in last[3]


def test_without_measures_they_are_asked_for(findings):
    nothing = {name: getattr(findings.inputs, name).iloc[:0] for name in ("measures", "progress")}
    asked = asked_for(findings, **nothing)
    assert {file for file, *_ in asked} == {"measures.csv"}
    assert len(asked) == 1 + len(findings.weak)


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, columns in NEEDED.items() for column in columns])
def test_every_cell_that_the_document_shows_is_asked_for(findings, name, column):
    table = getattr(findings.inputs, name)
    empty = pd.Series([() if column == "rounds" else "", *table[column][1:]], index=table.index)
    asked = asked_for(findings, **{name: table.assign(**{column: empty})})
    assert (f"{name}.csv", 2, column) in [blank[:3] for blank in asked]


def test_every_end_of_a_chain_is_named(findings):
    inputs = findings.inputs
    steps = [tuple(code for code in codes if code != "a18") for codes in inputs.measures["actions"]]
    asked = asked_for(
        findings,
        document=inputs.document.model_copy(update={"date_th": ""}),
        comments=inputs.comments.iloc[:0],
        guidance=inputs.guidance[inputs.guidance["code"] != "i7"],
        actions=inputs.actions[~inputs.actions["action"].isin(["a1", "a2"])],
        measures=inputs.measures.assign(actions=steps),
    )
    ends = [blank for blank in asked if blank[0] != "progress.csv"]
    assert [blank[:3] for blank in ends] == [
        ("document.toml", None, "date_th"),
        ("comments.csv", None, ""),
        ("guidance.csv", None, "guidance_th"),
        ("actions.csv", None, "items"),
        ("measures.csv", None, "actions"),
        ("measures.csv", None, "actions"),
    ]
    assert ["i7" in ends[2][3], "i7" in ends[3][3], "o12" in ends[4][3], "o20" in ends[5][3]] == [True] * 4


def test_what_does_not_belong_to_the_year_of_the_document_is_named(findings):
    """As in a folder that was copied from the year before."""
    inputs = findings.inputs
    actions = inputs.actions.assign(items=[("i1",), *inputs.actions["items"][1:]])
    due = [inputs.measures["due"][0] - 12, inputs.measures["due"][1] + 12, *inputs.measures["due"][2:]]
    asked = asked_for(findings, actions=actions, measures=inputs.measures.assign(due=pd.array(due, dtype="Int64")))
    found = [blank[:3] for blank in asked if blank[0] != "progress.csv"]
    assert found == [
        ("actions.csv", 2, "items"),
        ("measures.csv", 2, "due_th"),
        ("measures.csv", 3, "due_th"),
    ]


def test_a_year_that_cannot_be_compared_is_named_with_its_reason(findings):
    (first, *_) = blanks(replace(findings, left_out={2564: "ไม่มี published.csv"}), FOLDER)
    assert first.file.endswith("bansong/2564") and "ไม่มี published.csv" in first.message

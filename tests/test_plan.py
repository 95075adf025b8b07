"""The plan as it is shown: its tables as text, and its chart."""

from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.text import Text

from italib import measures, pictures, plan_figures, plan_tables, thai
from italib.problems import Problem


def test_a_finding_is_shown_with_all_that_answers_it(findings):
    rows = plan_tables.findings(findings).set_index("code")
    assert rows.index.tolist() == findings.weak["code"].tolist()
    assert rows.loc["i7"].tolist() == [
        "84.94",
        "ส่งเสริมการประชาสัมพันธ์และให้ข้อมูลเกี่ยวกับการใช้จ่ายงบประมาณประจำปีของหน่วยงาน",
        "a1, a2",
        "1.1 (2)",
        "กองคลัง",
        "มีมาตรการ",
    ]
    assert rows.loc["e1", "steps"] == "1.1 (4), 2.1 (1), 2.2 (2), 2.2 (2)"


def test_a_finding_without_an_answer_says_so(findings):
    inputs = replace(findings.inputs, actions=findings.inputs.actions.iloc[:0])
    row, *_ = plan_tables.findings(replace(findings, inputs=inputs)).to_dict("records")
    assert (row["actions"], row["steps"], row["owners"], row["verdict"]) == ("–", "–", "–", "ยังไม่มีมาตรการ")


def test_actions_and_steps_name_each_other(findings):
    actions = plan_tables.actions(findings).set_index("action")
    steps = plan_tables.steps(findings).set_index("measure")
    assert actions.loc["a18", ["items", "instrument", "measures"]].tolist() == ["o12 o20", "OIT", "m2"]
    assert actions.loc["a18", "guidance_th"].count("\n") == 1
    assert actions.loc["a3", "measures"] == ""
    assert steps.loc["m2", ["label", "rounds", "items"]].tolist() == [
        "1.1 (2) การบริหารจัดการงบประมาณ",
        "6 12",
        "i7 o12 o20",
    ]
    assert steps.loc["m1", "items"] == ""


def test_reports_and_progress_are_text(findings):
    reports, progress = plan_tables.reports(findings), plan_tables.progress(findings)
    assert len(reports) == 16 and set(reports["done"]) == {"–"}
    assert progress["steps"].tolist() == ["1", "1", "1", "3", "2"] * 2
    assert set(progress["reported"]) == {"0"}


def test_a_blank_is_shown_by_file_row_and_column():
    problem = Problem.of("fill_cells", Path("data/x/progress.csv"), row=2, column="done_th", which="")
    bare = Problem.of("fill_comments", Path("data/x/comments.csv"))
    rows = plan_tables.blanks([problem, bare])[["file", "row", "column"]].to_numpy().tolist()
    assert rows == [["progress.csv", "2", "done_th"], ["comments.csv", "–", "–"]]


# The chart.


@pytest.fixture(scope="module")
def drawn(findings):
    begins = thai.month(findings.inputs.document.date_th)
    by_step = measures.schedule(findings.steps, begins)
    return by_step, plan_figures.gantt(by_step, findings.round_ends, "ชื่อ", "ที่มา", "แทนภาพ")


def test_a_bar_lasts_to_the_end_of_the_month_that_it_is_due(drawn):
    by_step, chart = drawn
    bars = [patch for patch in chart.figure.axes[0].patches if patch.get_height() < 0.6]
    ends = sorted((bar.get_y(), bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars)
    wanted = [(row.begins, row.due + 1) for row in by_step.itertuples()][::-1]
    assert [(begin, end) for _, begin, end in ends] == wanted


def test_every_owner_and_round_is_written_once(drawn, findings):
    by_step, chart = drawn
    written = [text.get_text().replace("\n", "") for text in chart.figure.findobj(Text)]
    for owner in by_step["owner_th"].unique():
        assert written.count(owner) == 1
    assert [written.count(f"รอบ {months} เดือน") for months in findings.round_ends] == [1, 1]


@pytest.mark.parametrize("width", [7.4, 10])
def test_nothing_of_the_chart_is_cut_off(findings, width):
    figure = pictures.gantt(findings, width=width).figure
    figure.draw_without_rendering()
    room = figure.bbox
    boxes = [text.get_window_extent() for text in figure.findobj(Text) if text.get_text().strip()]
    assert all(box.x0 >= -1 and box.x1 <= room.x1 + 1 and box.y0 >= -1 and box.y1 <= room.y1 + 1 for box in boxes)


def test_the_chart_is_the_same_bytes_again(findings):
    assert pictures.gantt(findings).png() == pictures.gantt(findings).png()


def test_without_due_months_there_is_no_chart(findings):
    later = findings.inputs.measures.assign(
        due=findings.inputs.measures["due"].mask(findings.inputs.measures["due"] > 0)
    )
    assert pictures.gantt(replace(findings, inputs=replace(findings.inputs, measures=later))) is None


# Thai digits on charts.


def test_every_number_of_a_chart_can_be_thai(findings):
    settings = findings.inputs.document.model_copy(update={"thai_digits": True})
    thai_ones = pictures.of_document(replace(findings, inputs=replace(findings.inputs, document=settings)))
    plain = pictures.of_document(findings)
    assert list(thai_ones) == list(plain) == ["slope", "total", "radar", "gantt"]
    for name, chart in thai_ones.items():
        assert chart.png() != plain[name].png()
        written = " ".join(text.get_text() for text in chart.figure.findobj(Text) if text.get_visible())
        assert thai.thai_digits(written) == written
        assert any(digit in written for digit in thai.THAI_DIGITS)

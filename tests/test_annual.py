"""The annual document: computed sentences, tables by name, what is left out, and every fault of its template named."""

import re
import shutil
from dataclasses import replace

import pandas as pd
import pytest
from support import DATA, append, problems_of, rewrite, texts_of

from italib import agency, annual, pictures, stage
from italib.agency_year import AgencyYear
from italib.annual_values import Values
from italib.document import Paragraph, Table
from italib.framework import TOTAL
from italib.precision import show
from italib.template import names
from italib.words import RESCORED


@pytest.fixture(scope="module")
def found():
    """What is found of each shipped year, by year."""
    return {year: stage.open_stage("bansong", year, str(DATA)).findings for year in (2563, 2564, 2565)}


@pytest.fixture(scope="module")
def documents(found):
    return {year: annual.document(findings, pictures.of_document(findings), DATA) for year, findings in found.items()}


def text_of(document):
    return "\n".join(texts_of(document))


def table_of(document, caption):
    return next(table for table in document.tables if table.caption.startswith(caption))


# What it says.


def test_the_document_is_of_the_year_that_follows(documents):
    for year, document in documents.items():
        assert document.cover[-1].endswith(f"พ.ศ. {year + 1}")
        assert document.title.endswith(f"พ.ศ. {year + 1}")


def test_no_named_value_is_left(documents):
    for document in documents.values():
        everything = [text_of(document), document.title, *document.cover, *(table.caption for table in document.tables)]
        assert not [text for text in everything if names(text)]


def test_sentences_and_tables_say_the_same(documents):
    said = text_of(documents[2565])
    assert "คะแนนรวมปี 2564 มีคะแนน 85.26 คะแนน" in said
    assert "85.29" not in said
    assert "จำนวน 1 ประเด็น" in said and "จำนวน 12 ประเด็น" in said and "จำนวน 2 ประเด็น" in said
    assert len(table_of(documents[2565], "ประเด็นของแบบวัด EIT ที่ได้คะแนนน้อยกว่า").rows) == 12


def test_indicators_stand_with_their_own_scores_and_ranges(documents):
    rows = [row.cells for row in table_of(documents[2565], "คะแนนของเทศบาลตำบลบ้านส้อง").rows]
    assert ("OIT", 40, "9. การเปิดเผยข้อมูล", 94.64) in rows
    assert ("EIT", 30, "8. การปรับปรุงระบบการทำงาน (e11 – e15)", 78.64) in rows
    assert ("OIT", 40, "3) การบริหารเงินงบประมาณ (o18 – o24)", 85.71) in rows


def test_the_best_are_green_and_those_below_target_red(documents):
    roles = {
        row.cells[0]: row.role for table in documents[2565].tables for row in table.rows if "รายข้อ" in table.caption
    }
    tinted = {role: [code for code, given in roles.items() if given == role] for role in ("good", "weak")}
    assert tinted["good"] == ["i4", "i5", "i17", "e4", "e8", "e13"]
    assert tinted["weak"][0] == "i7" and tinted["weak"][-2:] == ["o12", "o20"]
    assert len(tinted["weak"]) == 15


def test_what_nobody_has_filled_in_says_so_under_every_heading(documents):
    for months in ("6", "12"):
        table = table_of(documents[2565], f"รายงานผลการดำเนินการตามมาตรการ รอบ {months} เดือน")
        assert [column.label for column in table.columns][-2:] == ["ปัญหา อุปสรรค", "ข้อเสนอแนะ"]
        assert {cell for row in table.rows for cell in row.cells[2:]} == {"(ยังไม่ได้กรอก)"}


def test_what_is_filled_in_stands_as_it_was_typed(found):
    first = found[2565].inputs.progress
    told = first.assign(done_th="จัดประชุมแล้ว", problem_th="ไม่มี")
    document = annual.document(replace(found[2565], inputs=replace(found[2565].inputs, progress=told)), {}, DATA)
    row = table_of(document, "รายงานผลการดำเนินการตามมาตรการ รอบ 6 เดือน").rows[0]
    assert row.cells[2:] == ("จัดประชุมแล้ว", "(ยังไม่ได้กรอก)", "ไม่มี", "(ยังไม่ได้กรอก)")


def test_every_page_says_that_answers_are_reconstructed(found, documents):
    assert documents[2565].notices == (RESCORED,)
    assert documents[2564].notices == ()


def test_a_draft_says_so_on_every_page(found):
    years = dict(found[2565].years)
    by_figure = years[2565].by_figure
    wrong = by_figure.assign(verdict=by_figure["verdict"].mask(by_figure["code"] == "i7", "different"))
    drafted = replace(found[2565], years={**years, 2565: years[2565]._replace(by_figure=wrong)})
    document = annual.document(drafted, {}, DATA)
    assert "ฉบับร่าง" in document.notices[0] and "i7" in document.notices[0]


def test_an_unanswered_finding_is_listed(found):
    actions = found[2565].inputs.actions
    fewer = replace(found[2565].inputs, actions=actions[actions["action"] != "a18"])
    steps = fewer.measures.assign(
        actions=[tuple(c for c in codes if c != "a18") for codes in fewer.measures["actions"]]
    )
    document = annual.document(replace(found[2565], inputs=replace(fewer, measures=steps)), {}, DATA)
    assert "ยังไม่มีมาตรการรองรับ ได้แก่ o12 และ o20" in text_of(document)
    last = table_of(document, "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ").rows[-1]
    assert last.cells[2] == "(ยังไม่มีแนวทางหรือการปฏิบัติรองรับ)" and "(o20)" in last.cells[1]


# Years of which less is known.


@pytest.mark.parametrize("year", [2563, 2564])
def test_a_section_without_data_says_so_and_nothing_false(documents, year):
    document = documents[year]
    said = text_of(document)
    # All but those of the reports, of which there can be none without measures.
    assert annual.outline(document)["number"].tolist() == annual.outline(documents[2565])["number"].tolist()[:-2]
    assert "ดังนี้" not in "".join(annual.outline(document)["text"])
    assert f"ไม่มีคะแนนรายข้อของแบบวัด IIT ปี {year}" in said
    assert "ไม่มีประเด็น" not in said and "ไม่พบประเด็น" not in said
    assert not re.search(r"จำนวน (–|0) ประเด็น", said)
    assert "ยังไม่มีมาตรการ" in said


def knowing(data_dir, levels):
    """The document of the shipped year where nothing but published figures of some levels is held."""
    folder = data_dir / "agencies" / "bansong" / "2565"
    shutil.rmtree(folder / "raw")
    for name in ("actions", "measures", "progress"):
        (folder / f"{name}.csv").unlink()
    path = folder / "published.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(",")[0] in levels]
    path.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    inputs = agency.load(data_dir, "bansong", 2565)
    found = AgencyYear(inputs, data_dir).findings
    return annual.document(found, pictures.of_document(found), data_dir)


@pytest.mark.parametrize(
    ("levels", "drawn"),
    [
        (("indicator",), ["total", "radar"]),
        (("indicator", "total"), ["total", "radar"]),
        (("instrument", "total", "rating"), ["total"]),
        (("instrument",), ["total"]),
    ],
)
def test_a_document_is_made_of_whatever_is_published(data_dir, levels, drawn):
    document = knowing(data_dir, levels)
    said = text_of(document)
    assert "คะแนนรวมปี 2565 มีคะแนน 90.52 คะแนน" in said
    assert [picture.name for picture in document.pictures] == drawn
    assert "nan" not in said.lower() and "None" not in said
    assert all(table.rows for table in document.tables)
    assert "ไม่มีคะแนนรายข้อของแบบวัด EIT ปี 2565" in said


def test_a_first_year_has_nothing_to_be_compared_with(documents):
    said = text_of(documents[2563])
    assert "ไม่มีคะแนนของปีก่อนหน้าให้เปรียบเทียบ" in said
    assert "คะแนนรวมปี 2563 มีคะแนน 59.50 คะแนน" in said
    assert [column.label for column in table_of(documents[2563], "คะแนนรายตัวชี้วัด").columns][2:] == ["ปี 2563"]
    assert "slope" not in {picture.name for picture in documents[2563].pictures}


def test_no_table_is_empty(documents):
    assert all(table.rows for document in documents.values() for table in document.tables)


def test_every_reporting_round_has_its_own_section(found):
    first = found[2565].inputs
    rounds = [("3", "6", "12"), *[("12",)] * (len(first.measures) - 1)]
    inputs = replace(first, measures=first.measures.assign(rounds=pd.Series(rounds, dtype="object")))
    document = annual.document(replace(found[2565], inputs=inputs), {}, DATA)
    reports = [table for table in document.tables if table.caption.startswith("รายงานผลการดำเนินการ")]
    assert [(table.caption.split("รอบ ")[1], len(table.rows)) for table in reports] == [
        ("3 เดือน", 1), ("6 เดือน", 1), ("12 เดือน", len(first.measures))
    ]  # fmt: skip
    assert [text for text in annual.outline(document)["text"] if "รอบ" in text] == [
        f"รายงานผลการดำเนินการ ปัญหา อุปสรรค และข้อเสนอแนะ รอบ {months} เดือน" for months in (3, 6, 12)
    ]


def test_what_is_below_the_target_is_never_green(found):
    """A survey of which no item reaches the target has gaps and no strengths."""
    figures = found[2565].by_figure.copy()
    low = (figures["level"] == "item") & (figures["instrument"] == "EIT")
    figures.loc[low, ["score", "low", "high"]] = 84.99
    figures.loc[low, "shown"] = "84.99"
    weak = replace(found[2565], years={**found[2565].years, 2565: found[2565].scored._replace(by_figure=figures)})
    document = annual.document(weak, {}, DATA)
    roles = {row.cells[0]: row.role for row in table_of(document, "คะแนนรายข้อของแบบวัด EIT").rows}
    assert set(roles.values()) == {"weak"} and len(roles) == 15
    assert not [table for table in document.tables if table.caption.startswith("ประเด็นของแบบวัด EIT ที่ได้คะแนนสูงสุด")]


@pytest.mark.parametrize(("year", "total"), [(2563, "59.50"), (2564, "85.26"), (2565, "90.52")])
def test_the_total_is_the_same_wherever_it_stands(found, documents, year, total):
    document, findings = documents[year], found[year]
    table = table_of(document, "คะแนนรายตัวชี้วัด")
    assert table.rows[-1].role == "total"
    assert table.columns[-1].show(table.rows[-1].cells[-1]) == total
    assert f"ปี {year} มีคะแนน {total} คะแนน" in text_of(document)
    alt = {picture.name: picture.alt for picture in document.pictures}
    assert total in alt["total"]
    assert findings.shown["total", TOTAL] == total
    for later in (findings for other, findings in found.items() if other >= year):
        (known,) = later.by_year.query("level == 'total' and year == @year")["shown"]
        assert show(known, 2) == total


# Sentences that depend on what happened.


def scored(found, **totals):
    """The findings with other totals in some years (`y2564`), or other scores of the `instruments` in this one."""
    years = {}
    for year, known in found.years.items():
        framework, figures = known.framework, known.by_figure.copy()
        total = totals.get(f"y{year}")
        if total is not None:
            at = figures["level"] == "total"
            figures.loc[at, ["score", "low", "high"]] = total
            figures.loc[at, ["shown", "published"]] = [f"{total:.2f}", ""]
        if year == found.inputs.year and "instruments" in totals:
            at = figures["level"] == "instrument"
            for column in ("score", "low", "high"):
                figures.loc[at, column] = totals["instruments"]
            figures.loc[at, "shown"] = [show(value, framework.decimals) for value in totals["instruments"]]
        years[year] = known._replace(by_figure=figures)
    return replace(found, years=years)


@pytest.mark.parametrize(
    ("totals", "direction", "change"),
    [
        ({}, "สูงขึ้นโดยลำดับ", "มีผลคะแนนที่สูงขึ้นและมีตัวชี้วัดที่ไม่ผ่านเกณฑ์เป้าหมายน้อยลงด้วย"),
        ({"y2565": 80}, "เปลี่ยนแปลงขึ้นลงในแต่ละปี", "มีผลคะแนนที่ลดลง ส่วนตัวชี้วัดที่ไม่ผ่านเกณฑ์เป้าหมายมีจำนวนน้อยลง"),
        ({"y2563": 90, "y2564": 85, "y2565": 80}, "ลดลงโดยลำดับ", "มีผลคะแนนที่ลดลง"),
        ({"y2564": 90, "y2565": 90}, "", "มีผลคะแนนที่เท่าเดิม"),
    ],
    ids=["as it was", "fell at last", "fell always", "stood"],
)
def test_the_direction_of_the_totals_is_told_as_it_is(found, totals, direction, change):
    values = Values(scored(found[2565], **totals)).all()
    assert values["direction"] == direction
    assert change in values["comparison"]


@pytest.mark.parametrize(
    ("instruments", "said"),
    [
        (
            [93.1, 78.86, 97.32],
            "ขึ้นไป) 2 แบบวัด คือ แบบวัด IIT (93.10 คะแนน) และแบบวัด OIT (97.32 คะแนน) โดยแบบวัดที่มีคะแนนไม่ผ่าน",
        ),
        ([93.1, 85.0, 97.32], "ทั้ง 3 แบบวัด คือ แบบวัด IIT (93.10 คะแนน) แบบวัด EIT (85.00 คะแนน) และแบบวัด OIT"),
        ([3.1, 84.99, 7.32], "ไม่มีแบบวัดใดที่มีคะแนนผ่านเกณฑ์เป้าหมาย (85 คะแนนขึ้นไป) โดย แบบวัด IIT (3.10 คะแนน)"),
    ],
    ids=["some", "all", "none"],
)
def test_the_instruments_that_pass_are_told_as_they_are(found, instruments, said):
    assert said in Values(scored(found[2565], instruments=instruments)).all()["passing"]


def test_a_survey_without_gaps_says_so(found):
    ranked = found[2565].ranked.assign(shown=99.0)
    better = replace(found[2565])
    vars(better)["ranked"] = ranked
    assert "ไม่มีประเด็นใดจาก 30 ประเด็นที่มีคะแนนต่ำกว่า 85 คะแนน" in Values(better).all()["survey_gaps"]
    document = annual.document(better, {}, DATA)
    assert "ไม่มีประเด็นของแบบวัด IIT ที่ได้รับคะแนนน้อยกว่า 85 คะแนน" in text_of(document)
    assert "ผลการประเมิน OIT จากจำนวนทั้งสิ้น 43 ข้อ ไม่พบประเด็นที่ได้รับคะแนน 0 คะแนน" in text_of(document)


def test_an_issue_without_a_word_of_the_office_is_the_item(found):
    inputs = replace(found[2565].inputs, guidance=found[2565].inputs.guidance.iloc[:0])
    values = Values(replace(found[2565], inputs=inputs))
    assert values.issue_text("i7").startswith("ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปี")


# The template.


def check(data_dir):
    inputs = agency.load(data_dir, "bansong", 2565)
    findings = AgencyYear(inputs, data_dir).findings
    annual.document(findings, {}, data_dir)


@pytest.mark.parametrize(
    ("old", "new", "column", "found"),
    [
        ('text = "{agency} {about}', 'text = "{agencie} {about}', "blocks.2", "{agencie}"),
        ('text = "{agency} {about}', 'text = "{Agency} {about}', "blocks.2", "{Agency}"),
        ('sheet = "รายข้อ IIT"', 'sheet = "รายข้อ {yeer}"', "tables.items_iit", "{yeer}"),
        ('chart = "name"', 'chart = "nome"', "tables.indicators_by_year", "nome"),
        ("level = 2", "level = 3", "blocks.32", "3"),
        ('caption = "คะแนนรายข้อของแบบวัด IIT"', 'caption = "{ปี} {yeer}"', "tables.items_iit", "{yeer}"),
        ('label = "ปี {column}"', 'label = "ปี {colum}"', "tables.indicators_by_year.columns", "{colum}"),
        ('name = "radar"', 'name = "rader"', "blocks.21", "rader"),
        ('needs = "earlier"', 'needs = "earlyer"', "blocks.17", "earlyer"),
        ("[tables.ratings]", "[tables.rating]", "tables.rating", "rating"),
        ('key = "band"', 'key = "bond"', "tables.ratings", "bond"),
        ('band = "{low} – {high}"', 'band = "{low} – {hight}"', "phrases.band", "{hight}"),
        ('band = "{low} – {high}"', "", "phrases.band", ""),
    ],
    ids=[
        "value", "capital", "sheet", "chart", "level", "caption", "column", "figure", "need", "table", "key",
        "value of a phrase", "phrase",
    ],
)  # fmt: skip
def test_a_fault_of_the_template_is_named(data_dir, old, new, column, found):
    rewrite(data_dir / "document.toml", old, new)
    problems = problems_of(check, data_dir)
    assert (column, found) in {(problem.column, problem.found) for problem in problems}
    assert all(problem.file.endswith("document.toml") for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("[words]", "[wordz]", "words"),
        ('kind = "contents"', 'kind = "content"', "blocks.5"),
        ("word_size = 16", 'word_size = "ใหญ่"', "layout.word_size"),
        ("level = 2", "level = 4", "blocks.32.heading.level"),
    ],
)
def test_a_setting_of_the_template_is_checked(data_dir, old, new, column):
    rewrite(data_dir / "document.toml", old, new)
    assert column in {problem.column for problem in problems_of(check, data_dir)}


def test_an_analyst_may_change_text_order_and_columns(data_dir):
    append(data_dir / "document.toml", '\n[[blocks]]\nkind = "text"\ntext = "ลงนาม {agency} ปี {document_year}"')
    rewrite(data_dir / "document.toml", '    { key = "mark", label = "ผล", width = 1.6, align = "center" },\n', "")
    inputs = agency.load(data_dir, "bansong", 2565)
    findings = AgencyYear(inputs, data_dir).findings
    document = annual.document(findings, {}, data_dir)
    assert document.blocks[-1] == Paragraph("ลงนาม เทศบาลตำบลบ้านส้อง ปี 2566")
    assert [column.label for column in table_of(document, "คะแนนรายข้อของแบบวัด IIT").columns][-1] == "คะแนนที่ได้"


# Lists of what it holds.


def test_headings_are_numbered_as_in_the_source_document(documents):
    outline = annual.outline(documents[2565])
    assert outline["number"].tolist() == [
        "", "1", "2", "3", "3.1", "3.1.1", "3.1.2", "3.1.3", "3.2", "4", "5", "5.1", "5.2"
    ]  # fmt: skip


def test_every_table_and_figure_is_listed_with_its_source(documents):
    listed = annual.listed(documents[2565])
    assert listed["kind"].value_counts().to_dict() == {"ตารางที่": 17, "ภาพที่": 4}
    assert (listed["source"] != "").all()
    sizes = {table.caption: str(len(table.rows)) for table in documents[2565].tables}
    assert all(row.rows == sizes.get(row.caption, "") for row in listed.itertuples())


def test_pictures_carry_their_text(documents):
    names_of = [picture.name for picture in documents[2565].pictures]
    assert names_of == ["slope", "total", "radar", "gantt"]
    assert all(re.search("[ก-๛]", picture.alt) and picture.png for picture in documents[2565].pictures)


def test_thai_digits_reach_the_pictures(found, documents):
    settings = found[2565].inputs.document.model_copy(update={"thai_digits": True})
    thai = replace(found[2565], inputs=replace(found[2565].inputs, document=settings))
    document = annual.document(thai, pictures.of_document(thai), DATA)
    assert document.thai_digits
    pairs = zip(document.pictures, documents[2565].pictures, strict=True)
    assert all(one.png != other.png and one.caption == other.caption for one, other in pairs)


def test_the_order_of_rows_in_the_tables_of_findings_does_not_matter(found, documents):
    figures = found[2565].by_figure.sample(frac=1, random_state=1)
    shuffled = replace(found[2565], years={**found[2565].years, 2565: found[2565].scored._replace(by_figure=figures)})
    document = annual.document(shuffled, {}, DATA)
    tables = [block for block in documents[2565].blocks if isinstance(block, Table)]
    pd.testing.assert_frame_equal(annual.listed(document)[["caption", "rows"]], annual.listed(
        replace(documents[2565], blocks=tuple(tables)))[["caption", "rows"]])  # fmt: skip
    assert [t.rows for t in document.tables] == [t.rows for t in documents[2565].tables]

"""Whatever the form of an export, its answers and scores are the same to the last digit."""

import random
import shutil
from fractions import Fraction

import pytest
from exports import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import DATA

from italib import agency
from italib.clean import clean, unaccounted
from italib.problems import InputError
from italib.raw import exports_of
from italib.score import score

PEOPLE = 9


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A copy of the data in which the agency holds no exports yet."""
    data = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(DATA, data)
    for path in (data / "agencies" / "bansong" / "2565" / "raw").iterdir():
        path.unlink()
    return data


def known_answers(inputs, seed=1):
    """The one known set: answers drawn for every part, as often each option as the other."""
    chance = random.Random(seed)
    framework = inputs.framework
    parts = [part for item in framework.items if framework.instrument_of[item.code] == "IIT" for part in item.parts]
    people = tuple(
        {(part.item, part.part): chance.choice(list(framework.options[part.item, part.part])) for part in parts}
        for _ in range(PEOPLE)
    )
    return forms.Known(inputs, "IIT", people, chance)


@pytest.fixture(scope="module")
def known(office):
    return known_answers(agency.load(office, "bansong", 2565))


def read(office, write, known):
    """The answers that are read from a form, by its own folder of exports."""
    raw = office / "agencies" / "bansong" / "2565" / "raw"
    shutil.rmtree(raw)
    raw.mkdir()
    write(known, raw)
    inputs = agency.load(office, "bansong", 2565)
    return clean(exports_of(inputs), inputs)


def counted(cleaned):
    """How often each option of each part was read."""
    return cleaned.answers.groupby(["item", "part", "answer"])["points"].agg(["size", "first"]).to_dict("index")


def wanted_counts(known):
    told = {}
    for person in known.people:
        for part in known.parts:
            answer = person[part.item, part.part]
            key = (part.item, part.part, answer)
            size = told.get(key, {"size": 0})["size"] + 1
            told[key] = {"size": size, "first": known.points(part, answer)}
    return told


def scores_of(cleaned, framework):
    return score(cleaned.answers, cleaned.given, framework).set_index("code")["score"]


@pytest.fixture(scope="module")
def reference(office, known):
    """The scores by the plainest form, held against exact fractions of the known answers."""
    framework = known.inputs.framework
    scores = scores_of(read(office, forms.google_csv, known), framework)
    for item in {part.item for part in known.parts}:
        sums = [
            sum(Fraction(known.points(part, person[item, part.part])) for person in known.people)
            for part in framework.by_code[item].parts
        ]
        assert abs(scores[item] - sum(sums) / len(sums) / PEOPLE) < Fraction(1, 10**9)
    return scores


@pytest.mark.parametrize("write", forms.FORMS, ids=lambda write: write.__name__)
def test_every_form_is_read_as_the_same_answers_and_scores(office, known, reference, write):
    cleaned = read(office, write, known)
    assert counted(cleaned) == wanted_counts(known)
    assert cleaned.answers["respondent"].nunique() == PEOPLE
    assert unaccounted(cleaned).empty
    assert cleaned.issues[cleaned.issues["rule"].isin(("unknown_answer", "missing_answer"))].empty
    assert scores_of(cleaned, known.inputs.framework).equals(reference)


ANYTHING = settings(settings.get_profile("fuzz"), suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANYTHING
@given(seed=st.integers(0, 10**9), write=st.sampled_from([form.__name__ for form in forms.FORMS]))
def test_whatever_chance_decides_about_a_form_the_answers_are_the_same(office, known, seed, write):
    other = forms.Known(known.inputs, "IIT", known.people, random.Random(seed))
    cleaned = read(office, getattr(forms, write), other)
    assert counted(cleaned) == wanted_counts(known)
    assert unaccounted(cleaned).empty


@ANYTHING
@given(
    seed=st.integers(0, 10**9),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "cp874", "utf-16"]),
)
def test_the_order_of_rows_and_columns_makes_no_difference(office, known, seed, separator, encoding):
    chance = random.Random(seed)

    def shuffled(known, folder):
        header, *rows = forms.google_forms(known)
        order = chance.sample(range(len(header)), len(header))
        chance.shuffle(rows)
        mixed = [[row[place] for place in order] for row in [header, *rows]]
        forms.write_text(folder / "iit.csv", mixed, separator, encoding)

    assert counted(read(office, shuffled, known)) == wanted_counts(known)


CELLS = st.sampled_from(["", "มาก", "น้อย ", "มี", "ไม่มี", "67", "๓๓", "รวม", "=1+1", "\u200b", "ไม่ทราบ"]) | st.text(
    max_size=6
)


@ANYTHING
@given(rows=st.lists(st.lists(CELLS, max_size=60), max_size=12), long=st.booleans())
def test_no_row_is_lost_whatever_stands_in_the_cells(office, known, rows, long):
    def write(known, folder):
        header = ["ผู้ตอบที่", "ข้อคำถาม", "คำตอบ"] if long else [part.name for part in known.parts]
        told = (
            known.table(lambda part: part.name)[1:] if not long else [["1", part.name, "มาก"] for part in known.parts]
        )
        forms.write_text(
            folder / "iit.csv", [header, *told, *([cell.replace("\0", "") for cell in row] for row in rows)]
        )

    cleaned = read(office, write, known)
    assert unaccounted(cleaned).empty
    assert cleaned.files["kept"].sum() >= (len(known.parts) if long else PEOPLE)


HEADERS = st.sampled_from(["i1", "i1.1", "ข้อ", "คะแนน", "ผู้ตอบ", "คำตอบ", "เงิน", "ans_i102", "o1", "ประทับเวลา", "", " "])


@ANYTHING
@given(data=st.data())
def test_whatever_the_headers_are_they_are_read_or_named(office, known, data):
    """Headers that are left out, doubled, exchanged or replaced, above the same answers."""
    wordings = [part.name for part in known.parts] + [known.question(part) for part in known.parts]
    header = [part.name for part in known.parts]
    for place in data.draw(st.lists(st.integers(0, len(header) - 1), max_size=5)):
        header[place] = data.draw(
            HEADERS | st.sampled_from(wordings) | st.text(max_size=8).map(lambda t: t.replace("\0", ""))
        )
    rows = known.table(lambda part: part.name)[1:]
    try:
        cleaned = read(office, lambda known, folder: forms.write_text(folder / "iit.csv", [header, *rows]), known)
    except InputError as wrong:
        assert {problem.file.rpartition("/")[2] for problem in wrong.problems} == {"iit.csv"}
    else:
        assert unaccounted(cleaned).empty
        assert set(cleaned.answers["item"]) == {part.item for part in known.parts}


SCORES = {
    "as the checklist prints them": [("ข้อ", "ประเด็นการประเมิน", "คะแนนที่ได้"), "{o}", "{points:.2f}"],
    "as the national system prints them": [("ลำดับ", "ชื่อ", "คะแนน"), "{O}", "{points:g}"],
    "with the Thai zero and per cent": [("ข้อ", "ประเด็น", "คะแนน"), "{zero}", "{points:g} %"],
    "in Thai digits": [("รหัส", "ประเด็น", "คะแนน"), "{o}", "๐๐"],
}


@pytest.mark.parametrize("how", SCORES)
def test_a_table_of_scores_is_read_in_each_of_its_forms(office, known, how):
    header, code, points = SCORES[how]
    framework = known.inputs.framework
    items = [item.code for item in framework.items if framework.instrument_of[item.code] == "OIT"]
    chance = random.Random(how)
    wanted = {item: 0.0 if points == "๐๐" else chance.choice([0.0, 100.0]) for item in items}

    def write(known, folder):
        codes = {item: {"o": item, "O": f"O {item[1:]}", "zero": f"๐{item[1:]}"} for item in items}
        rows = [[code.format(**codes[item]), "ก", points.format(points=wanted[item])] for item in items]
        title = [["ผลการตรวจการเปิดเผยข้อมูล", "", ""], ["", "", ""]]
        forms.write_xlsx(folder / "oit.xlsx", [*title, header, *rows, ["", "", ""], ["รวม", "", "99"]])

    given = read(office, write, known).given.set_index("code")["score"]
    assert given.to_dict() == wanted

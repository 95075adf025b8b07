import random
import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.util import normalize
from support import DATA, problems_of, small_framework, write_table

from italib import agency, country_scan, framework_files, raw, thai
from italib.agency import forms_of
from italib.clean import clean
from italib.country import country_of, read_country
from italib.country_source import read_rows
from italib.framework import Framework
from italib.messages import PROBLEMS
from italib.precision import half_up
from italib.score import rating, score

FORMS = forms_of(DATA)
WHOLE = small_framework(framework_files.load(DATA / "frameworks" / "2565"))
PARTS = [f"{part.item}.{part.part}" for part in WHOLE.parts.itertuples()]
GOOD = [list(WHOLE.options[part.item, part.part])[-1] for part in WHOLE.parts.itertuples()]
NAMES = {"a1": "ก", "a2": "ข", "A-3": "ค"}
SERVICES = ("2 ปี", "๓ ปี", "น้อยกว่า 1 ปี", "11 เดือน", "", "ไม่ทราบ", "ครึ่งปี")
TIMES = ("1/2/2565 09:00", "1/2/2022, 10:00:00", "๒/๒/๒๕๖๕ 8.30", "2022-02-03 01:02:03", "เช้า", "", " ", "31/2/2565")
PEOPLE = ("a@x.go.th", "A@X.go.th", " a@x.go.th", "b@x.go.th", "", "\u200b", "สมชาย", "สม ชาย", "<b>b@x.go.th", "รวม")
DIRT = (
    "",
    "",
    " ",
    "มาก\u00a0",
    "ม\u200bาก",
    "<i>มาก</i>",
    "น้\u0e34อ\u0e49ย",
    "เเ",
    "\u00a0",
    "ไม่ทราบ",
    "67",
    "๑๐๐",
    "33%",
    "มากที่สุ",
    "มีค่ะ",
    "มาก ",
    "น้\u0e4dา",
    "50",
)
# The columns of one agency's export: what stands beside the answers, in the order of the country's file.
BESIDE = ("timestamp", "identity", "service")


def with_fractions(framework):
    """The rules with points that are no whole numbers."""
    fields = {name: getattr(framework, name) for name in Framework.model_fields}
    fields["scales"] = {
        name: tuple(
            one.model_copy(update={"points": {33: 33.33, 67: 66.667}.get(one.points, one.points)}) for one in scale
        )
        for name, scale in framework.scales.items()
    }
    return Framework(**fields)


RULES = {False: WHOLE, True: with_fractions(WHOLE)}


def parts_of(framework, instrument):
    return [
        (part.item, part.part) for part in framework.parts[framework.parts["instrument"] == instrument].itertuples()
    ]


class Dealt:
    """Random rows of some agencies: `rows` as dictionaries by heading, in their order."""

    def __init__(self, seed, framework, told):
        self.chance, self.framework, self.told = random.Random(seed), framework, told
        self.parts = {code: parts_of(framework, code) for code in framework.codes["instrument"]}
        self.headings = {part: f"{part[0]}.{part[1]}" for parts in self.parts.values() for part in parts}
        self.rows = []
        for name in NAMES:
            for instrument in self.parts:
                for _ in range(self.chance.randrange(10)):
                    self.rows.append(self.row(name, instrument))
        if self.chance.random() < 0.5:
            self.chance.shuffle(self.rows)
        # Blank rows at the end of an export are no rows: somebody who counts stands there.
        for name in NAMES:
            for instrument in self.parts:
                self.rows.append(self.good(name, instrument))
        self.rows += self.nobodys()

    def answers(self, instrument, dirty):
        found = {}
        for part in self.parts[instrument]:
            options = list(self.framework.options[part])
            found[part] = self.chance.choice(DIRT) if self.chance.random() < dirty else self.chance.choice(options)
        return found

    def cells(self, name, instrument, answers, **beside):
        written = self.chance.choice([name, f"{name} ", name.upper(), name.translate(thai.TO_THAI)])
        row = {"agency": written, "agency_name": NAMES[name], "province": "จ", **dict.fromkeys(BESIDE, ""), **beside}
        if self.told:
            row["instrument"] = self.chance.choice([instrument, self.framework.by_code[instrument].name_th])
        return row | answers

    def row(self, name, instrument):
        chance, answers = self.chance, self.answers(instrument, self.chance.choice([0, 0.15, 0.3, 0.9]))
        beside = {
            "timestamp": chance.choice(TIMES),
            "identity": chance.choice(PEOPLE),
            "service": chance.choice(SERVICES),
        }
        match chance.randrange(12):
            case 0:
                beside, answers = {}, {}
            case 1:
                beside, answers = {"timestamp": chance.choice(["รวม", "ค่าเฉลี่ย "])}, answers
            case 2:
                beside = {role: FORMS.columns[role][0] for role in BESIDE}
                answers = {part: self.headings[part] for part in self.parts[instrument]}
            case 3 if self.rows:
                # The same once more, to the letter.
                return dict(self.chance.choice(self.rows))
        return self.cells(name, instrument, answers, **beside)

    def good(self, name, instrument):
        beside = {"identity": f"{name}.{instrument}@example.com", "service": "5 ปี"}
        return self.cells(name, instrument, self.answers(instrument, 0), **beside)

    def nobodys(self):
        """Rows of no agency: a total, the heading again, one without a name, a blank one."""
        blank = dict.fromkeys(["agency", "agency_name", *BESIDE], "")
        return [
            blank | {"agency": "รวมทั้งสิ้น", "timestamp": "9"},
            blank | {"agency": FORMS.columns["agency"][0]} | self.headings,
            blank | {"timestamp": "1/2/2565"},
            blank,
        ]

    def table(self):
        """The whole country's export, the heading first."""
        roles = ["agency", *BESIDE[:2], "agency_name", "province", *(["instrument"] if self.told else []), "service"]
        columns = [*roles, *self.headings]
        heading = [FORMS.columns[role][0] for role in roles] + list(self.headings.values())
        return [heading, *([row.get(column, "") for column in columns] for row in self.rows)]

    def export(self, name, instrument):
        """The export of one agency: its rows of one instrument."""
        parts = self.parts[instrument]
        heading = [*(FORMS.columns[role][0] for role in BESIDE), *(self.headings[part] for part in parts)]
        own = [row for row in self.rows if thai.tidy(row["agency"])[0].casefold() == name.casefold()]
        names = {instrument, self.framework.by_code[instrument].name_th}
        if self.told:
            own = [row for row in own if row["instrument"] in names]
        else:
            own = [row for row in own if any(thai.tidy(row.get(part, ""))[0] for part in parts)]
        return [heading, *([row.get(column, "") for column in (*BESIDE, *parts)] for row in own)]


def alone(dealt, name, folder):
    """An agency's scores and issues from exports of its own."""
    paths = [
        write_table(folder / f"{instrument.lower()}.csv", dealt.export(name, instrument)) for instrument in dealt.parts
    ]
    inputs = replace(agency.load(DATA, "bansong", 2565), framework=dealt.framework)
    cleaned = clean(raw.read_exports(paths, dealt.framework, FORMS), inputs)
    columns = cleaned.columns.set_index(["file", "column"])
    issues = Counter()
    for row in cleaned.issues.itertuples():
        part = columns.loc[(row.file, row.column)] if (row.file, row.column) in columns.index else None
        is_answer = part is not None and part["role"] == "answer"
        instrument = row.file[:3].upper()
        issues[instrument, f"{part['item']}.{part['part']}" if is_answer else "", row.rule] += 1
    return score(cleaned.answers, cleaned.given, dealt.framework), issues, cleaned


def compared(country, dealt, folder):
    """Asserts that the country's figures of every agency are those of the agency alone."""
    assert sorted(country.agencies["agency"].str.casefold()) == sorted(name.casefold() for name in NAMES)
    for row in country.agencies.itertuples():
        name = next(name for name in NAMES if name.casefold() == row.agency.casefold())
        expected, issues, cleaned = alone(dealt, name, folder)
        own = country.scores[country.scores["agency"] == row.agency].drop(columns="agency").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, expected, check_exact=True)
        assert row.rating_th == rating(expected.assign(score=half_up(expected["score"], 2)), dealt.framework)
        assert row.name_th == NAMES[name]
        found = country.issues[(country.issues["agency"] == row.agency) & (country.issues["instrument"] != "")]
        assert {tuple(one[1:4]): one[4] for one in found.itertuples(index=False)} == dict(issues)
        kept = country.surveys[country.surveys["agency"] == row.agency].set_index("instrument")["respondents"]
        counted = cleaned.answers.groupby("instrument")["respondent"].nunique()
        assert kept.to_dict() == counted.to_dict()
        assert row.respondents == counted.sum()


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10**9),
    told=st.booleans(),
    fractions=st.booleans(),
    separator=st.sampled_from(",;\t"),
    known=st.sampled_from([(1, 1), (5, 2), (20_000, 250)]),
)
def test_the_country_is_every_agency_alone(seed, told, fractions, separator, known, tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    dealt = Dealt(seed, RULES[fractions], told)
    file = write_table(folder / "country.csv", dealt.table(), delimiter=separator)
    with pytest.MonkeyPatch.context() as patched:
        # What the first rows hold decides how texts get their numbers, and nothing else.
        patched.setattr(country_scan, "SAMPLE_ROWS", known[0])
        patched.setattr(country_scan, "MOST_KNOWN", known[1])
        country = country_of(file, dealt.framework, FORMS)
    compared(country, dealt, folder)
    beside = country.issues[country.issues["agency"] == ""].set_index("rule")["count"].to_dict()
    assert beside == {"totals_row": 1, "repeated_header": 1, "no_agency": 1, "empty_row": 1}


# --- the same however it is written and read --------------------------------------------------------------------------


def same(one, other):
    """Asserts that two countries are the same, but for the name of their file."""
    for name in ("agencies", "surveys", "scores", "issues", "texts"):
        keys = {"issues": ["agency", "instrument", "part", "rule"]}.get(name)
        frames = [getattr(country, name) for country in (one, other)]
        if keys:
            frames = [frame.sort_values(keys, ignore_index=True) for frame in frames]
        pd.testing.assert_frame_equal(*frames, check_exact=True)


@pytest.fixture(scope="module")
def table():
    return Dealt(5, WHOLE, told=False).table()


@pytest.fixture(scope="module")
def expected(table, tmp_path_factory):
    return country_of(write_table(tmp_path_factory.mktemp("one") / "country.csv", table), WHOLE, FORMS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_of_the_file_does_not_matter(table, expected, encoding, tmp_path):
    country = country_of(write_table(tmp_path / "country.csv", table, encoding=encoding), WHOLE, FORMS)
    same(country, expected)
    assert country.files["encoding"].tolist() == ["utf-8" if encoding.startswith("utf-8") else encoding]


def test_windows_874_is_read(tmp_path):
    table = [["หน่วยงาน", *PARTS], ["ก", *GOOD], ["ข", *GOOD]]
    file = write_table(tmp_path / "country.csv", table, encoding="cp874")
    country = country_of(file, WHOLE, FORMS)
    assert country.agencies["agency"].tolist() == ["ก", "ข"]
    assert country.files["encoding"].tolist() == ["cp874"]


def test_short_rows_and_blank_lines_are_read_as_rows_of_exports_are(table, expected, tmp_path):
    short = [[*row[: max((at for at, cell in enumerate(row) if cell), default=0) + 1]] for row in table]
    assert any(len(row) < len(table[0]) for row in short)
    file = write_table(tmp_path / "country.csv", short)
    file.write_text(file.read_text(encoding="utf-8").replace("\n", "\n\n", 3), encoding="utf-8")
    same(country_of(file, WHOLE, FORMS), expected)


def test_parquet_is_read_as_csv_is(table, expected, tmp_path):
    frame = pd.DataFrame(table[1:], columns=table[0]).astype("str")
    file = tmp_path / "a [1]*.parquet"
    frame.to_parquet(file)
    same(country_of(file, WHOLE, FORMS), expected)
    # Numbers and missing cells of a file that holds no text.
    few = pd.DataFrame({"agency": ["x"], **{part: [100] for part in PARTS[:5]}, **{part: [None] for part in PARTS[5:]}})
    few.to_parquet(file)
    assert country_of(file, WHOLE, FORMS).surveys["respondents"].tolist() == [1, 0, 0]


def test_neither_threads_nor_the_order_of_rows_matter(tmp_path):
    country_file(tmp_path / "one.csv")
    first = country_of(tmp_path / "one.csv", WHOLE, FORMS, threads=1)
    same(country_of(tmp_path / "one.csv", WHOLE, FORMS, threads=4), first)
    lines = (tmp_path / "one.csv").read_text(encoding="utf-8").splitlines()
    turned = [lines[0], *random.Random(1).sample(lines[1:], len(lines) - 1)]
    (tmp_path / "other.csv").write_text("\n".join(turned), encoding="utf-8")
    same(country_of(tmp_path / "other.csv", WHOLE, FORMS), first)


def country_file(path):
    """A file of many rows, so that several threads have work, everybody's submissions at their own time."""
    chance = random.Random(3)
    rows = [["agency", "Timestamp", "Email", *PARTS]]
    for number in range(30_000):
        when = f"2022-01-01 {number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
        answers = [chance.choice(["มาก", "น้อย", "มากที่สุด ", "๖๗", "ไม่รู้"]) for _ in PARTS[:5]]
        rows.append([f"a{number % 40}", when, f"p{number % 29_000}@x.th", *answers, *[""] * len(PARTS[5:])])
    write_table(path, rows)


def test_more_texts_than_a_byte_holds_are_told_apart(tmp_path):
    texts = [f"อะไร {number}" for number in range(700)]
    rows = [["x", text, *GOOD[1:5], *[""] * len(GOOD[5:])] for text in texts]
    file = write_table(tmp_path / "country.csv", [["agency", *PARTS], ["x", *GOOD[:5], *[""] * len(GOOD[5:])], *rows])
    country = country_of(file, WHOLE, FORMS)
    by_rule = country.issues.set_index(["part", "rule"])["count"]
    assert by_rule["i1.1", "unknown_answer"] == 700
    # One person's text is not told.
    assert country.texts[country.texts["rule"] == "unknown_answer"]["found"].tolist() == [""]


def test_a_text_is_told_when_many_wrote_it(tmp_path):
    rows = [["x", word, *GOOD[1:5], *[""] * len(GOOD[5:])] for word in ["มั้ง"] * 5 + ["จ๊ะ"] * 4]
    country = country_of(write_table(tmp_path / "c.csv", [["agency", *PARTS], *rows]), WHOLE, FORMS)
    told = country.texts[country.texts["rule"] == "unknown_answer"]
    assert sorted(zip(told["found"], told["count"], strict=True)) == [("", 4), ("มั้ง", 5)]


# --- agencies ---------------------------------------------------------------------------------------------------------


def test_an_agency_is_told_by_its_code_and_shown_by_what_most_rows_say(tmp_path):
    rows = [
        ["A1", "เมืองก", "ใต้", *GOOD],
        ["a1 ", "เมือง  ก", "ใต้", *GOOD],
        ["a๑", "เมืองก", "เหนือ", *GOOD],
        ["", "ไร้รหัส", "", *GOOD],
    ]
    heading = ["รหัสหน่วยงาน", "หน่วยงาน", "จังหวัด", *PARTS]
    country = country_of(write_table(tmp_path / "c.csv", [heading, *rows]), WHOLE, FORMS)
    shown = country.agencies[["agency", "name_th", "province_th", "n_rows"]].to_numpy().tolist()
    assert shown == [["a1", "เมืองก", "ใต้", 3], ["ไร้รหัส", "ไร้รหัส", "", 1]]
    repairs = country.issues[country.issues["part"] == "agency"]
    assert dict(zip(repairs["rule"], repairs["count"], strict=True)) == {"spaces": 1, "thai_digits": 1}


@pytest.mark.parametrize(("heading", "invented"), [("ข้อมูลสมมติ", True), ("ข้อสังเกต", False)])
def test_a_file_says_that_it_is_invented_by_a_column(heading, invented, tmp_path):
    file = write_table(tmp_path / "c.csv", [["agency", *PARTS, heading], ["x", *GOOD, ""]])
    assert country_of(file, WHOLE, FORMS).invented is invented


def test_instruments_without_any_column_are_not_held(tmp_path):
    file = write_table(tmp_path / "c.csv", [["agency", *PARTS[:5]], ["x", *GOOD[:5]]])
    country = country_of(file, WHOLE, FORMS)
    assert country.surveys["instrument"].tolist() == ["IIT"]
    assert country.agencies["rating_th"].tolist() == [""]


# --- what can't be used -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "row", "keys"),
    [
        (PARTS, GOOD, ["no_agency_column"]),
        (["agency", *PARTS[1:]], ["x", *GOOD[1:]], ["part_without_column"]),
        (["agency", *PARTS, PARTS[0]], ["x", *GOOD, GOOD[0]], ["two_columns"]),
        (["agency", "ก", "ข"], ["x", "1", "2"], ["no_header"]),
        (["agency", *PARTS], ["", *GOOD], ["no_agency"]),
        ([*PARTS[1:]], GOOD[1:], ["part_without_column", "no_agency_column"]),
    ],
)
def test_a_file_that_cannot_be_used_says_why(heading, row, keys, tmp_path):
    file = write_table(tmp_path / "c.csv", [heading, row])
    problems = problems_of(country_of, file, WHOLE, FORMS)
    beginnings = [PROBLEMS[key].partition("{")[0][:20] for key in keys]
    assert [problem.message[: len(start)] for problem, start in zip(problems, beginnings, strict=True)] == beginnings


@pytest.mark.parametrize(
    ("line", "key"), [(b'"x"y,1', "bad_quote"), (b"x,\xe0\xb8", "broken_text"), (b"x,\x00", "nul_byte")]
)
def test_a_broken_row_far_down_is_named(line, key, tmp_path):
    file = write_table(tmp_path / "c.csv", [["agency", *PARTS], *[["x", *GOOD]] * 60_000])
    lines = file.read_bytes().split(b"\n")
    lines[50_000] = line + lines[50_000]
    file.write_bytes(b"\n".join(lines))
    (problem,) = problems_of(country_of, file, WHOLE, FORMS)
    assert problem.row == 50_001
    assert problem.message.startswith(PROBLEMS[key].partition("{")[0])


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("row", [2, 30_000])
def test_a_nul_in_a_cell_is_refused(position, row, tmp_path):
    rows = [["agency", "Email", "Timestamp", *PARTS], *(["x", f"p{n}@x.th", "1/2/2565", *GOOD] for n in range(30_001))]
    rows[row][position] += "\0"
    (problem,) = problems_of(country_of, write_table(tmp_path / "c.csv", rows), WHOLE, FORMS)
    assert (problem.row, problem.message) == (row + 1, PROBLEMS["nul_byte"])


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("c.xlsx", b"PK", "unsupported_country"),
        ("c.parquet", b"PAR1 no", "bad_parquet"),
        ("c.csv", b"%PDF-1.7", "other_kind"),
    ],
)
def test_another_kind_of_file_is_refused(name, content, key, tmp_path):
    (tmp_path / name).write_bytes(content)
    (problem,) = problems_of(country_of, tmp_path / name, WHOLE, FORMS)
    assert problem.message.startswith(PROBLEMS[key].partition("{")[0])


def test_a_year_without_rules_and_a_file_that_is_not_there_are_refused(tmp_path):
    (problem,) = problems_of(read_country, tmp_path / "c.csv", 2500, DATA)
    assert problem.file.endswith("2500")
    (problem,) = problems_of(read_country, tmp_path / "c.csv", 2565, DATA)
    assert problem.message == PROBLEMS["no_file"]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12))
def test_a_plain_text_is_tidy_as_it_is(text):
    if re.fullmatch(thai.PLAIN, text):
        assert thai.tidy.__wrapped__(text) == (text, ())
        damaged = [rule for rule, pattern in thai.DAMAGE.items() if pattern.search(text)]
        assert (normalize(text), damaged) == (text, [])


def test_a_file_of_a_heading_alone_names_no_agency(tmp_path):
    (problem,) = problems_of(country_of, write_table(tmp_path / "c.csv", [["agency", *PARTS]]), WHOLE, FORMS)
    assert problem.message == PROBLEMS["no_agency"]


def test_the_line_that_tells_excel_the_separator_is_no_row(table, expected, tmp_path):
    file = write_table(tmp_path / "c.csv", table, delimiter=";")
    file.write_text("sep=;\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    same(country_of(file, WHOLE, FORMS), expected)


def test_a_title_above_the_heading_is_no_row(table, expected, tmp_path):
    same(country_of(write_table(tmp_path / "c.csv", [["ผลทั้งประเทศ"], *table]), WHOLE, FORMS), expected)
    titled = [["ผล\nทั้งประเทศ", *[""] * (len(table[0]) - 1)], *table]
    same(country_of(write_table(tmp_path / "c.csv", titled), WHOLE, FORMS), expected)


def test_rows_keep_their_order_whatever_the_number_of_threads(tmp_path):
    people = [f"p{number}@example.com" for number in range(250_000)]
    answers = ",".join(["มาก"] * 5 + [""] * len(PARTS[5:]))
    lines = [",".join(["agency", "Email", *PARTS]), *(f"x,{person},{answers}" for person in people)]
    file = tmp_path / "country.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    rows = read_rows(file, WHOLE, FORMS, threads=4)
    assert rows.open["identity"].texts.to_pylist() == people
    assert rows.surveys["IIT"].rows.tolist() == list(range(250_000))

import random
from collections import Counter
from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from support import DATA, small_framework, write_table

from italib import framework_files, raw, thai
from italib.agency import forms_of
from italib.clean import clean
from italib.country import country_of
from italib.framework import Framework
from italib.precision import half_up
from italib.score import rating, score

FORMS = forms_of(DATA)
WHOLE = small_framework(framework_files.load(DATA / "frameworks" / "2565"))
NAMES = {"a1": "ก", "a2": "ข", "A-3": "ค"}
SERVICES = ("2 ปี", "๓ ปี", "น้อยกว่า 1 ปี", "11 เดือน", "", "ไม่ทราบ", "ครึ่งปี")
TIMES = ("1/2/2565 09:00", "1/2/2022, 10:00:00", "๒/๒/๒๕๖๕ 8.30", "2022-02-03 01:02:03", "เช้า", "", " ", "31/2/2565")
PEOPLE = ("a@x.go.th", "A@X.go.th", " a@x.go.th", "b@x.go.th", "", "\u200b", "สมชาย", "สม ชาย", "<b>b@x.go.th", "รวม")
DIRT = ("", "", " ", "\u00a0", "ไม่ทราบ", "67", "๑๐๐", "33%", "มากที่สุ", "มีค่ะ", "มาก ", "น้\u0e4dา", "50")
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
                for _ in range(self.chance.randrange(6)):
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
        chance, answers = self.chance, self.answers(instrument, self.chance.choice([0, 0.1, 0.9]))
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


def alone(dealt, name, folder, inputs):
    """An agency's scores and issues from exports of its own."""
    paths = [
        write_table(folder / f"{instrument.lower()}.csv", dealt.export(name, instrument)) for instrument in dealt.parts
    ]
    inputs = replace(inputs, framework=dealt.framework)
    cleaned = clean(raw.read_exports(paths, dealt.framework, FORMS), inputs)
    columns = cleaned.columns.set_index(["file", "column"])
    issues = Counter()
    for row in cleaned.issues.itertuples():
        part = columns.loc[(row.file, row.column)] if (row.file, row.column) in columns.index else None
        is_answer = part is not None and part["role"] == "answer"
        instrument = row.file[:3].upper()
        issues[instrument, f"{part['item']}.{part['part']}" if is_answer else "", row.rule] += 1
    return score(cleaned.answers, cleaned.given, dealt.framework), issues, cleaned


def compared(country, dealt, folder, inputs):
    """Asserts that the country's figures of every agency are those of the agency alone."""
    assert sorted(country.agencies["agency"].str.casefold()) == sorted(name.casefold() for name in NAMES)
    for row in country.agencies.itertuples():
        name = next(name for name in NAMES if name.casefold() == row.agency.casefold())
        expected, issues, cleaned = alone(dealt, name, folder, inputs)
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
@given(seed=st.integers(0, 10**9), told=st.booleans(), fractions=st.booleans(), separator=st.sampled_from(",;\t"))
def test_the_country_is_every_agency_alone(seed, told, fractions, separator, bansong, tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    dealt = Dealt(seed, RULES[fractions], told)
    file = write_table(folder / "country.csv", dealt.table(), delimiter=separator)
    country = country_of(file, dealt.framework, FORMS)
    compared(country, dealt, folder, bansong)
    beside = country.issues[country.issues["agency"] == ""].set_index("rule")["count"].to_dict()
    assert beside == {"totals_row": 1, "repeated_header": 1, "no_agency": 1, "empty_row": 1}

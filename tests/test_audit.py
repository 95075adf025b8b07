"""The audit: it accepts all that answers can give, rejects the neighbours, raises no false alarm on real figures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import DATA, scored, scores_of

from italib import agency, reconcile
from italib.agency_year import AgencyYear
from italib.audit import audit
from italib.files import read_csv
from italib.findings import Findings
from italib.score import score, starting_figures
from italib.solve import Impossible, fitting_people, points_of, reachable, sums_of_item

CASES = read_csv(Path(__file__).parent / "data" / "cases_2563.csv", ("case", "level", "code", "value", "note"))
# Section 7 of what is known of the source document, as far as it is about a number.
CONTRADICTIONS = {
    ("score", "total", 2564, "85.29"),
    ("items_below", "IIT", 2565, "6"),
    ("items_above", "IIT", 2565, "17"),
    ("items_above", "EIT", 2565, "1"),
    ("score", "9", 2565, ""),
    ("score", "10", 2565, ""),
    ("item_range", "8", 2565, ""),
}


@pytest.fixture(scope="module")
def audited(findings):
    return audit(findings)


def published_with(inputs, **figures):
    """The inputs with other published figures, by code."""
    published = inputs.published.copy()
    for code, text in figures.items():
        at = (published["code"] == code) & (published["level"] != "rating")
        assert at.sum() == 1
        published.loc[at, ["value", "score"]] = [text, float(text)]
    return replace(inputs, published=published)


def found_of(inputs, answers=None):
    """The findings of a year by itself: of answers, or else of its published figures alone."""
    rules = inputs.framework
    if answers is None:
        given = starting_figures(inputs.published, rules, rules.codes["instrument"])
        answers = pd.DataFrame(columns=["instrument", "respondent", "item", "part", "answer", "points"])
    else:
        given = AgencyYear(inputs, DATA).cleaned.given
    figures = reconcile.reconcile(score(answers, given, rules), inputs.published, rules)
    return Findings(inputs, {inputs.year: scored(rules, figures, answers)})


def verdicts(found, check):
    rows = audit(found).by_check
    return rows[rows["check"] == check].set_index("code")["verdict"]


# --- the shipped year ---------------------------------------------------------------------------------------------


def test_every_published_figure_of_2565_is_possible(audited):
    figures = audited.by_check[audited.by_check["check"] != "claim"]
    assert figures.groupby("check").size().to_dict() == {"answers": 45, "hierarchy": 21, "people": 2}
    assert set(figures["verdict"]) == {"possible"}


def test_the_numbers_of_people_are_33_and_30_and_their_multiples(audited):
    people = audited.by_check[audited.by_check["check"] == "people"].set_index("code")
    assert people.loc["IIT", "computed"] == " ".join(str(33 * times) for times in range(1, 16))
    assert people.loc["EIT", "computed"] == " ".join(str(30 * times) for times in range(1, 17))
    assert "33 คน หรือพหุคูณของ 33" in people.loc["IIT", "message_th"]


def test_the_contradictions_of_the_source_document_are_found_and_nothing_else(findings, audited):
    claims = audited.by_check[audited.by_check["check"] == "claim"].reset_index(drop=True)
    flagged = claims[~claims["verdict"].isin(["equal", "within rounding"])]
    stated = findings.inputs.claims.loc[flagged.index]
    assert set(stated[["quantity", "code", "year", "value"]].itertuples(index=False, name=None)) == CONTRADICTIONS
    assert len(flagged) == len(CONTRADICTIONS) == len(audited.flagged)
    assert len(claims) == 135


def test_a_flag_says_what_where_and_what_is_right(audited):
    (row,) = audited.by_check[audited.by_check["stated"] == "85.29"].itertuples()
    assert (row.code, row.year, row.computed, row.verdict) == ("total", 2564, "85.26", "different")
    assert (row.place_th, row.quoted_th) == ("ต้นฉบับปี 2566 ส่วนที่ 2 ย่อหน้าแรก", "คะแนนรวมปี 2564 มีคะแนน 85.29 คะแนน")
    assert "85.29" in row.message_th and "85.26" in row.message_th and "2564" in row.message_th


# --- items --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "figure", "near"), [("i7", "84.95", "84.94, 84.97"), ("e8", "86.66", "83.33, 86.67")])
def test_a_figure_that_no_answers_give_is_found(bansong, cleaned, code, figure, near):
    found = found_of(published_with(bansong, **{code: figure}), cleaned.answers)
    rows = audit(found).by_check
    (row,) = rows[(rows["check"] == "answers") & (rows["verdict"] == "impossible")].itertuples()
    assert (row.code, row.stated, row.computed) == (code, figure, near)
    # A survey with an impossible item fits no number of people that is held.
    assert verdicts(found, "people")[bansong.framework.instrument_of[code]] == "impossible"


@given(n=st.integers(1, 60), code=st.sampled_from(["i7", "i1", "i3", "i26", "i30", "e4", "e8"]), data=st.data())
def test_whatever_the_solver_can_produce_is_accepted_and_the_nearest_it_cannot_is_not(rules, n, code, data):
    """A score that answers give is possible as printed; a printed figure between two possible ones is not."""
    item = rules.by_code[code]
    count, possible = n * len(item.parts), reachable(points_of(item, rules), n)
    sums = [total for total in range(100 * count + 1) if possible >> total & 1]
    total = data.draw(st.sampled_from(sums))
    hundredths = in_hundredths(total, count)
    assert total in sums_of_item(item, rules, n, f"{hundredths / 100:.2f}")
    given = {in_hundredths(own, count) for own in sums}
    free = next((place for place in range(hundredths + 1, 10_001) if place not in given), None)
    if free is not None:
        with pytest.raises(Impossible):
            sums_of_item(item, rules, n, f"{free / 100:.2f}")


def in_hundredths(total, count):
    """A mean of points in hundredths, rounded half-up, by whole numbers alone."""
    return (2 * 100 * total + count) // (2 * count)


@given(st.lists(st.sampled_from(["84.94", "93.10", "99.00", "50.00", "33.33"]), min_size=1, max_size=2), st.data())
def test_the_numbers_of_people_are_those_of_trying_each(rules, figures, data):
    codes = data.draw(st.permutations(["i7", "i1", "i8", "i26", "e4"]))
    asked = dict(zip(codes, figures, strict=False))
    for code, fits in fitting_people(asked, rules, 40).items():
        tried = []
        for n in range(1, 41):
            try:
                sums_of_item(rules.by_code[code], rules, n, asked[code])
            except Impossible:
                continue
            tried.append(n)
        assert fits == tried


def test_parts_of_different_scales_are_counted_too(rules):
    """Nothing of the rules has such an item: one part of four levels, one of yes or no."""
    item = rules.by_code["i8"]
    mixed = item.model_copy(update={"parts": (item.parts[0], item.parts[1].model_copy(update={"scale": "yes-no"}))})
    fields = {name: getattr(rules, name) for name in type(rules).model_fields}
    other = type(rules)(**fields | {"items": (*(i for i in rules.items if i.code != "i8"), mixed)})
    (fits,) = fitting_people({"i8": "70.75"}, other, 12).values()
    wanted = []
    for n in range(1, 13):
        sums = reachable([[0, 33, 67, 100], [0, 100]], n)
        if any(in_hundredths(total, 2 * n) == 7075 for total in range(200 * n + 1) if sums >> total & 1):
            wanted.append(n)
    assert fits == wanted


# --- where the number of people is not known ----------------------------------------------------------------------


def test_of_published_figures_alone_the_numbers_of_people_are_found(bansong):
    found = audit(found_of(bansong)).by_check
    people = found[found["check"] == "people"].set_index("code")
    assert people.loc["IIT", "stated"] == "" and people.loc["IIT", "computed"].startswith("33 66 99 ")
    assert set(found.loc[found["check"] != "claim", "verdict"]) == {"possible"}
    assert (found["check"] == "answers").sum() == 45


def test_a_misprint_shows_as_the_item_that_does_not_fit(bansong):
    rows = audit(found_of(published_with(bansong, e10="76.76"))).by_check
    (row,) = rows[(rows["check"] == "people") & (rows["code"] == "EIT")].itertuples()
    # More than 500 people, or some who left an answer out, might give it all the same.
    assert row.verdict == "not checked"
    assert "30 คน (14 ข้อ)" in row.message_th and "ที่ไม่เข้าคือ e10:" in row.message_th


def test_a_figure_that_nobody_can_give_is_found(bansong):
    # 97.98 of three yes-or-no parts needs 99 answers or their multiples; 99.97 of one part more than 500 people.
    found = verdicts(found_of(published_with(bansong, e13="99.97")), "answers")
    assert found[found != "possible"].to_dict() == {"e13": "not checked"}


# --- answers that are not whole -----------------------------------------------------------------------------------


def without_an_answer(cleaned, code, part):
    answers = cleaned.answers.copy()
    at = (answers["item"] == code) & (answers["part"] == part) & (answers["respondent"] == answers["respondent"].min())
    answers.loc[at, ["points", "answer"]] = [float("nan"), None]
    return answers


def test_where_a_part_was_left_out_nothing_is_guessed(bansong, cleaned):
    answers = without_an_answer(cleaned, "i1", 2)
    found = found_of(bansong, answers)
    assert verdicts(found, "answers")["i1"] == "not checked"
    assert verdicts(found, "people").to_dict() == {"IIT": "possible", "EIT": "possible"}
    other = found_of(published_with(bansong, i1="91.11"), answers)
    assert verdicts(other, "answers")["i1"] == "not checked"
    assert verdicts(other, "people")["IIT"] == "not checked"


def test_points_that_are_not_whole_are_not_searched(bansong):
    rules = bansong.framework
    scales = {
        name: tuple(answer.model_copy(update={"points": min(answer.points * 1.01, 100)}) for answer in answers)
        for name, answers in rules.scales.items()
    }
    fields = {name: getattr(rules, name) for name in type(rules).model_fields}
    found = audit(found_of(replace(bansong, framework=type(rules)(**fields | {"scales": scales})))).by_check
    assert set(found.loc[found["check"] == "answers", "verdict"]) == {"possible", "not checked"}
    assert not (found["verdict"] == "impossible").any()


# --- levels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "figure"), [("5", "91.81"), ("5", "91.83"), ("IIT", "93.11"), ("9.3", "85.72")])
def test_where_items_pin_a_figure_down_its_neighbours_are_refused(bansong, cleaned, code, figure):
    rows = audit(found_of(published_with(bansong, **{code: figure}), cleaned.answers)).by_check
    wrong = rows[(rows["check"] == "hierarchy") & (rows["verdict"] == "impossible")]
    # 91.81 is what the other sum of i30 would give, which then makes the figures above impossible or not.
    assert wrong["code"].tolist() == ([] if (code, figure) == ("5", "91.81") else [code])


def test_printed_items_alone_leave_more_open(bansong):
    """Indicator 4 is 91.965 from its printed items: 91.96 and 91.97 are both possible, 91.98 is not."""
    for figure, possible in (("91.96", True), ("91.97", True), ("91.98", False)):
        found = verdicts(found_of(published_with(bansong, **{"4": figure})), "hierarchy")
        assert (found["4"] == "possible") == possible


# --- no false alarm on real figures -------------------------------------------------------------------------------


def case_inputs(name):
    """A unit of a university in 2563: an internal assessment, published with indicators, points, total and level."""
    inputs = agency.load(DATA, "bansong", 2563)
    rows = [row for row in CASES if row["case"] == name]
    published = pd.DataFrame(
        [(row["level"], row["code"], row["value"]) for row in rows if row["level"] != "points"],
        columns=["level", "code", "value"],
    )
    published["score"] = pd.to_numeric(published["value"], errors="coerce")
    claims = pd.DataFrame(
        [(row["value"], "points", row["code"], 2563, row["value"], name) for row in rows if row["level"] == "points"],
        columns=["quoted_th", "quantity", "code", "year", "value", "source"],
    )
    return replace(inputs, published=published, claims=claims)


@pytest.mark.parametrize("name", dict.fromkeys(row["case"] for row in CASES))
def test_a_published_case_is_possible_as_far_as_its_own_notes_go(name):
    inputs = case_inputs(name)
    found = found_of(inputs)
    notes = {row["code"]: row["note"] for row in CASES if row["case"] == name and row["note"]}
    flagged = audit(found).flagged
    missing = {code for code, note in notes.items() if "missing" in note}
    assert set(flagged["code"]) == missing and set(flagged["verdict"]) <= {"not printed"}
    assert not (found.by_figure["verdict"] == "different").any()
    total = audit(found).by_check.query("check == 'hierarchy' and code == 'total'")
    assert total["verdict"].tolist() == ["possible"]


def test_there_are_39_cases_of_others_and_three_years_of_our_own(audited, findings):
    assert len({row["case"] for row in CASES}) == 39
    for year in (2563, 2564):
        inputs = agency.load(DATA, "bansong", year)
        rows = reconcile.reconcile(scores_of(inputs), inputs.published, inputs.framework)
        assert audit(Findings(inputs, {year: scored(inputs.framework, rows)})).flagged.empty


@pytest.mark.parametrize("name", ["UP-2563-007", "UP-2563-064", "UP-2563-099"])
@pytest.mark.parametrize("hundredths", [-3, 3])
def test_a_case_with_a_wrong_total_is_found(name, hundredths):
    inputs = case_inputs(name)
    total = inputs.published.loc[inputs.published["code"].eq("total") & inputs.published["level"].eq("total"), "score"]
    wrong = published_with(inputs, total=f"{total.item() + hundredths / 100:.2f}")
    assert verdicts(found_of(wrong), "hierarchy")["total"] == "impossible"


# --- what a stranger's figures may be ------------------------------------------------------------------------------


def dealt(bansong, n, blank=0.0):
    """Answers of `n` people to both surveys, most of them high; `blank` is the share that was left out."""
    rules, chance = bansong.framework, np.random.default_rng(n)
    rows = []
    for part in rules.parts[rules.parts["instrument"] != "OIT"].itertuples():
        points = np.array(list(rules.options[part.item, part.part].values()))
        given = chance.choice(points, size=n, p=np.linspace(1, 3, len(points)) / np.linspace(1, 3, len(points)).sum())
        given = np.where(chance.random(n) < blank, np.nan, given)
        rows.append(
            pd.DataFrame(
                {"instrument": part.instrument, "respondent": range(n), "item": part.item, "part": part.part,
                 "answer": "", "points": given}
            )
        )  # fmt: skip
    return pd.concat(rows, ignore_index=True)


def published_from(bansong, answers):
    """The inputs with the figures that these answers give, as they would be published."""
    rules = bansong.framework
    figures = reconcile.reconcile(
        score(answers, AgencyYear(bansong, DATA).cleaned.given, rules), bansong.published.iloc[:0], rules
    )
    kept = figures[(figures["level"] != "rating") & (figures["shown"] != "")]
    published = kept[["level", "code"]].assign(value=kept["shown"], score=kept["shown"].astype(float))
    return replace(bansong, published=published, claims=bansong.claims.iloc[:0])


@pytest.mark.parametrize(("n", "blank"), [(7, 0.0), (61, 0.0), (137, 0.03), (520, 0.0), (1300, 0.0)])
@pytest.mark.parametrize("held", [True, False])
def test_right_figures_raise_no_alarm(bansong, n, blank, held):
    """Whether the answers are held or not, of few people and of many, with all answers and without some."""
    answers = dealt(bansong, n, blank)
    inputs = published_from(bansong, answers)
    assert audit(found_of(inputs, answers if held else None)).flagged.empty


def test_a_wrong_figure_of_a_checklist_is_found_where_its_items_are_held_alone(bansong, cleaned):
    """The items of the OIT lie in raw/, not among the published figures."""
    published = bansong.published[~bansong.published["code"].str.fullmatch("o[0-9]+")]
    inputs = replace(bansong, published=published)
    wrong = published_with(inputs, **{"9.1": "90.00"})
    assert set(verdicts(found_of(inputs, cleaned.answers), "hierarchy")) == {"possible"}
    found = verdicts(found_of(wrong, cleaned.answers), "hierarchy")
    assert found[found == "impossible"].index.tolist() == ["9.1"]


def test_an_impossible_item_is_not_held_against_its_indicator(bansong, cleaned):
    rows = audit(found_of(published_with(bansong, i7="84.95"), cleaned.answers)).by_check
    assert rows.loc[(rows["verdict"] == "impossible") & (rows["check"] == "hierarchy"), "code"].tolist() == []


@pytest.mark.parametrize(
    ("quantity", "code"), [("weight", "total"), ("weight", "i1"), ("points", "total"), ("score", "")]
)
def test_a_statement_of_another_year_that_makes_no_sense_is_not_checked(findings, quantity, code):
    claims = findings.inputs.claims.iloc[:1].assign(quantity=quantity, code=code, year=2564, value="30")
    rows = audit(replace(findings, inputs=replace(findings.inputs, claims=claims))).by_check
    assert rows.loc[rows["check"] == "claim", "verdict"].tolist() == ["not checked"]

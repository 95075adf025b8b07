"""Intervals from answers: by hand, by the formula written out, and by simulation; and what they mean for a year."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import scored

from italib import sentences, uncertainty
from italib.score import score
from italib.uncertainty import interval, spreads, t_quantile

FOUR = np.array([0.0, 33.0, 67.0, 100.0])
KINDS = {
    "even": (0.25, 0.25, 0.25, 0.25),
    "high": (0.02, 0.03, 0.25, 0.70),
    "very high": (0.0, 0.01, 0.07, 0.92),
    "yes or no": (0.1, 0.0, 0.0, 0.9),
    "low": (0.6, 0.2, 0.1, 0.1),
}


def answers_of(points, item="i7", instrument="IIT"):
    """Answers of one item: a list of points by person, or of tuples with the points of each part; None: no answer."""
    rows = [
        (instrument, person, item, part, value)
        for person, values in enumerate(points)
        for part, value in enumerate(values if isinstance(values, tuple) else (values,), start=1)
    ]
    return pd.DataFrame(rows, columns=["instrument", "respondent", "item", "part", "points"]).astype({"points": float})


def row(frame, code):
    return frame.set_index("code").loc[code]


# --- Student's t --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "degrees", "quantile"),
    [(95, 1, 12.7062), (95, 2, 4.3027), (95, 3, 3.1824), (95, 9, 2.2622), (95, 32, 2.0369), (95, 1000, 1.9623),
     (90, 5, 2.0150), (99, 29, 2.7564)],
)  # fmt: skip
def test_the_quantiles_are_those_of_the_printed_tables(level, degrees, quantile):
    assert t_quantile(level, degrees) == pytest.approx(quantile, abs=5e-5)


# --- spreads ------------------------------------------------------------------------------------------------------


def test_the_variance_of_a_mean_is_that_of_the_textbook(rules):
    # 100, 67, 67, 33: mean 66.75, deviations 33.25, 0.25, 0.25, -33.75; squares sum to 2244.75.
    found = row(spreads(answers_of([100, 67, 67, 33]), rules, {}), "i7")
    assert (found["n"], found["degrees"], found["left"]) == (4, 3, 1)
    assert found["variance"] == pytest.approx(2244.75 / 3 / 4)


def test_answers_of_one_person_belong_together(rules):
    # Two parts that always agree say no more than one.
    twice = row(spreads(answers_of([(100, 100), (0, 0), (67, 67), (33, 33)], "i1"), rules, {}), "i1")
    once = row(spreads(answers_of([100, 0, 67, 33], "i2"), rules, {}), "i2")
    assert twice["variance"] == pytest.approx(once["variance"])


def test_parts_that_cancel_leave_no_variance(rules):
    found = row(spreads(answers_of([(100, 0), (0, 100), (67, 33)], "i1"), rules, {}), "i1")
    assert found["variance"] == pytest.approx(0, abs=1e-12)


def test_everyone_but_a_part_asked_lowers_the_variance(rules):
    points = [100, 67, 67, 33]
    whole = row(spreads(answers_of(points), rules, {}), "i7")["variance"]
    found = row(spreads(answers_of(points), rules, {"IIT": 16}), "i7")
    assert found["left"] == 0.75
    assert found["variance"] == pytest.approx(whole * 0.75)


def test_a_single_person_tells_no_variance(rules):
    assert math.isnan(row(spreads(answers_of([67]), rules, {}), "i7")["variance"])


def test_an_item_of_which_somebody_left_out_a_part_is_not_even(rules):
    found = spreads(answers_of([(100, 67), (67, None), (33, 33)], "i1"), rules, {})
    assert not row(found, "i1")["even"] and row(found, "i1")["n"] == 3
    assert row(spreads(answers_of([(100, 67), (33, 33)], "i1"), rules, {}), "i1")["even"]


def test_a_missing_answer_counts_only_where_it_was_given(rules):
    # Part 1: 100, 50, 0 around 50; part 2: 80 and 60 around 70, of two people. Each part is half of the item.
    found = row(spreads(answers_of([(100, 80), (50, 60), (0, None)], "i1"), rules, {}), "i1")
    moved = [50 / 3 / 2 + 10 / 2 / 2, -10 / 2 / 2, -50 / 3 / 2]
    assert found["variance"] == pytest.approx(3 / 2 * sum(move**2 for move in moved))


def test_a_part_that_one_person_answered_tells_nothing_of_the_item(rules):
    found = spreads(answers_of([(100, 80), (50, None)], "i1"), rules, {})
    assert math.isnan(row(found, "i1")["variance"]) and math.isnan(row(found, "IIT")["variance"])


def test_the_spread_of_a_level_is_that_of_each_persons_mean(cleaned, rules):
    """Where everybody answered everything, a survey's score is the mean of what each person gives."""
    asked = cleaned.answers[cleaned.answers["instrument"] == "EIT"]
    by_item = asked.groupby(["respondent", "item"])["points"].mean().unstack()
    parent = {item: rules.ancestors(item)[0] for item in by_item}
    by_person = by_item.T.groupby(parent).mean().mean()
    found = row(spreads(cleaned.answers, rules, {}), "EIT")
    assert found["variance"] == pytest.approx(by_person.var(ddof=1) / len(by_person))
    assert (found["n"], found["even"]) == (30, True)


def test_the_total_adds_the_surveys_by_their_weights(cleaned, rules):
    found = spreads(cleaned.answers, rules, {})
    parts = [row(found, code)["variance"] * 0.3**2 for code in ("IIT", "EIT")]
    assert row(found, "total")["variance"] == pytest.approx(sum(parts))
    # Satterthwaite, between the smaller survey and both together.
    wanted = int(sum(parts) ** 2 / (parts[0] ** 2 / 32 + parts[1] ** 2 / 29))
    assert row(found, "total")["degrees"] == wanted and 29 <= wanted <= 61


def test_without_answers_of_every_survey_the_total_has_no_spread(cleaned, rules):
    of_one = cleaned.answers[cleaned.answers["instrument"] == "IIT"]
    assert "total" not in set(spreads(of_one, rules, {})["code"])


@given(st.permutations(range(12)), st.lists(st.sampled_from(list(FOUR)), min_size=12, max_size=12))
def test_the_order_of_rows_does_not_matter(rules, order, points):
    answers = answers_of(points)
    one, other = (spreads(frame, rules, {}) for frame in (answers, answers.iloc[list(order)]))
    pd.testing.assert_frame_equal(one, other)


def test_no_answers_have_no_spread(rules):
    assert spreads(answers_of([]), rules, {}).empty


# --- intervals ----------------------------------------------------------------------------------------------------


def test_an_interval_of_yes_and_no_is_that_of_wilson():
    # 26 of 30 said yes; Wilson's interval of a share, with Student's t for 29 degrees of freedom and n - 1 for n.
    share, t, n = 26 / 30, t_quantile(95, 29), 29
    low, high = interval(100 * share, 30, 1e4 * share * (1 - share) / 29, 29, 1.0, 95)
    centre, half = share + t**2 / 2 / n, t * math.sqrt(share * (1 - share) / n + t**2 / 4 / n**2)
    assert low == pytest.approx(100 * (centre - half) / (1 + t**2 / n))
    assert high == pytest.approx(100 * (centre + half) / (1 + t**2 / n))


def test_where_all_agree_the_interval_is_not_a_point():
    # 33 of 33: Wilson's lower end is n / (n + t²).
    low, high = interval(100, 33, 0.0, 32, 1.0, 95)
    assert high == 100 and low == pytest.approx(100 * 33 / (33 + t_quantile(95, 32) ** 2))


def test_where_everybody_answered_the_interval_is_a_point():
    assert interval(84.94, 33, 0.0, 32, 0.0, 95) == (84.94, 84.94)


@given(st.floats(0, 100), st.integers(2, 400), st.floats(0, 100), st.sampled_from([80, 95, 99]))
def test_an_interval_holds_its_score_and_stays_within_the_scale(value, n, variance, level):
    low, high = interval(value, n, variance, n - 1, 1.0, level)
    assert 0 <= low <= value <= high <= 100


@given(st.floats(1, 99), st.integers(2, 200), st.floats(0.01, 50))
def test_more_certainty_takes_more_room(value, n, variance):
    narrow, wide = (interval(value, n, variance, n - 1, 1.0, level) for level in (80, 95))
    assert wide[0] <= narrow[0] and narrow[1] <= wide[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [30, 100])
def test_of_a_hundred_intervals_about_95_hold_the_truth(kind, n):
    """By simulation: the share of samples whose interval holds the mean that they were drawn from."""
    chance = np.random.default_rng(2565)
    truth = (FOUR * KINDS[kind]).sum()
    samples = chance.choice(FOUR, size=(1500, n), p=KINDS[kind])
    held = [
        low <= truth <= high
        for mean, variance in zip(samples.mean(axis=1), samples.var(axis=1, ddof=1) / n, strict=True)
        for low, high in [interval(mean, n, variance, n - 1, 1.0, 95)]
    ]
    assert 0.925 <= np.mean(held) <= 0.985


@pytest.mark.parametrize("kind", ["even", "high"])
def test_intervals_of_a_known_population_hold_its_mean_as_often(kind):
    """Drawn without putting back: without the correction they would hold it too often."""
    chance = np.random.default_rng(7)
    population = chance.choice(FOUR, size=60, p=KINDS[kind])
    held = {True: [], False: []}
    for _ in range(1500):
        sample = chance.choice(population, size=40, replace=False)
        for corrected in held:
            left = 1 - 40 / 60 if corrected else 1.0
            low, high = interval(sample.mean(), 40, sample.var(ddof=1) / 40 * left, 39, left, 95)
            held[corrected].append(low <= population.mean() <= high)
    assert 0.925 <= np.mean(held[True]) <= 0.985 < np.mean(held[False])


def test_the_interval_of_a_level_holds_the_truth_as_often(small):
    """People who differ from each other as a whole: their answers to several items go together."""
    rules, chance, held = small.framework, np.random.default_rng(11), []
    items = {"i1": 2, "i2": 1}
    truth = 70.0
    for _ in range(120):
        mood = chance.choice([-30.0, 0.0, 30.0], size=40)
        rows = [
            ("IIT", person, item, part, truth + mood[person] + noise)
            for item, parts in items.items()
            for part in range(1, parts + 1)
            for person, noise in enumerate(chance.choice([-10.0, 0.0, 10.0], size=40))
        ]
        answers = pd.DataFrame(rows, columns=["instrument", "respondent", "item", "part", "points"])
        of = row(spreads(answers, rules, {}), "1")
        value = answers.groupby(["item", "part"])["points"].mean().groupby("item").mean().mean()
        low, high = interval(value, 40, of["variance"], int(of["degrees"]), 1.0, 95)
        held.append(low <= truth <= high)
    assert np.mean(held) >= 0.9


# --- a whole year -------------------------------------------------------------------------------------------------


def test_i7_is_below_the_target_and_within_the_margin(findings):
    found = row(findings.intervals, "i7")
    assert (found["shown"], found["n"]) == (84.94, 33)
    assert found["lower"] < 85 < found["upper"]
    assert found["standing"] == "below, within the margin"


def test_the_documents_rule_stays_the_official_one(findings):
    assert "i7" in set(findings.weak["code"])


def test_every_survey_score_and_the_total_have_an_interval(findings, rules):
    with_interval = set(findings.intervals.loc[findings.intervals["lower"].notna(), "code"])
    surveys = {code for code in rules.by_code if rules.instrument_of[code] in ("IIT", "EIT")}
    assert with_interval == surveys | {"total"}


def test_what_is_checked_and_not_asked_has_no_interval(findings):
    checked = findings.intervals[findings.intervals["instrument"] == "OIT"]
    assert set(checked["basis"]) == {"checklist"} and checked["lower"].isna().all()


def test_reconstructed_answers_say_what_they_leave_open(findings):
    caution = findings.intervals.set_index("code")["caution"]
    assert caution[["i7", "i1", "1", "IIT", "total", "o1"]].tolist() == ["spread", *["dependence"] * 4, ""]
    real = uncertainty.intervals(findings.scored._replace(reconstructed=False))
    assert set(real["caution"]) == {""}
    assert real["lower"].equals(findings.intervals["lower"])


def test_any_answers_that_give_84_94_leave_85_open(rules):
    """The sum of i7 is real, its spread is not: all three ways to give 2803 points say the same of the target."""
    for counts in ((2, 0, 9, 22), (1, 1, 10, 21), (0, 2, 11, 20)):
        points = np.repeat(FOUR, counts)
        assert (len(points), points.sum()) == (33, 2803)
        low, high = interval(points.mean(), 33, points.var(ddof=1) / 33, 32, 1.0, 95)
        assert low < 85 < high


def test_a_survey_that_everybody_answered_is_a_census(findings, cleaned, rules):
    asked = scored(rules, findings.by_figure, cleaned.answers, IIT=33)
    found = uncertainty.intervals(asked).set_index("code")
    assert (found.loc["i7", "basis"], found.loc["i7", "standing"]) == ("census", "below")
    assert found.loc["i7", "lower"] == found.loc["i7", "upper"] == found.loc["i7", "score"]
    assert found.loc["e3", "basis"] == "sample" and found.loc["total", "basis"] == "sample"


def test_a_year_without_answers_says_so(findings, rules):
    found = uncertainty.intervals(scored(rules, findings.by_figure))
    assert set(found["basis"]) == {"no answers", "checklist"}
    assert found["lower"].isna().all()
    assert found.set_index("code").loc["i7", "standing"] == "below"


def test_one_person_leaves_no_interval(findings, rules):
    found = uncertainty.intervals(scored(rules, findings.by_figure, answers_of([67]))).set_index("code")
    assert found.loc["i7", "basis"] == "one person" and math.isnan(found.loc["i7", "lower"])


# --- between years ------------------------------------------------------------------------------------------------


def year_of(rules, points):
    """A year with one item answered."""
    answers = answers_of(points)
    figures = score(answers, pd.DataFrame(columns=["level", "code", "score", "low", "high", "basis"]), rules)
    figures = figures[figures["level"] == "item"]
    shown = [f"{value:.2f}" for value in figures["score"]]
    return scored(rules, figures.assign(shown=shown, published="", name_th="", instrument="IIT"), answers)


@pytest.mark.parametrize(
    ("before", "now", "standing"),
    [
        ([33, 67] * 20, [67, 100] * 20, "beyond chance"),
        ([33, 67] * 20, [33, 67] * 20, "within chance"),
        ([33, 67] * 2, [67, 67] * 2, "within chance"),
        ([100] * 40, [100] * 40, "within chance"),
        ([67] * 40, [100] * 40, "beyond chance"),
    ],
)
def test_a_change_is_told_from_chance(rules, before, now, standing):
    (found,) = uncertainty.changes(year_of(rules, before), year_of(rules, now)).itertuples()
    assert (found.code, found.standing) == ("i7", standing)
    assert found.lower <= found.change <= found.upper
    assert found.change == np.mean(now) - np.mean(before)


def test_the_interval_of_a_change_is_newcombes(rules):
    years = [year_of(rules, points) for points in ([33, 67] * 20, [67, 100] * 20)]
    (one,), (other,) = (uncertainty.intervals(year).itertuples() for year in years)
    (found,) = uncertainty.changes(*years).itertuples()
    down = math.hypot(other.score - other.lower, one.upper - one.score)
    up = math.hypot(other.upper - other.score, one.score - one.lower)
    assert (found.lower, found.upper) == pytest.approx((33.5 - down, 33.5 + up))


def test_back_and_forth_are_the_same_change(rules):
    one, other = year_of(rules, [33, 67] * 20), year_of(rules, [67, 100] * 20)
    (there,), (back,) = (uncertainty.changes(*pair).itertuples() for pair in ((one, other), (other, one)))
    assert (there.lower, there.upper) == pytest.approx((-back.upper, -back.lower))


def test_without_answers_of_both_years_only_the_published_change_is_known(findings):
    assert set(findings.changes["standing"]) == {""}
    assert findings.changes["lower"].isna().all()
    assert row(findings.changes, "total")["change"] == 5.26


def test_a_checklist_of_which_both_years_hold_the_items_changes_exactly(findings):
    figures = findings.by_figure.copy()
    at = figures["code"] == "o12"
    figures.loc[at, ["score", "low", "high"]], figures.loc[at, "shown"] = 100.0, "100.00"
    found = uncertainty.changes(findings.scored, findings.scored._replace(by_figure=figures)).set_index("code")
    assert found.loc["o12", ["change", "lower", "upper", "standing"]].tolist() == [100.0, 100.0, 100.0, "exact"]
    assert found.loc["o1", ["change", "standing"]].tolist() == [0.0, "exact"]
    assert found.loc["i7", "standing"] == "within chance"


def test_a_change_of_reconstructed_answers_says_so(findings):
    """The year before made from the same answers: compared, and told apart from real people's."""
    years = {2564: findings.scored, 2565: findings.scored}
    said = sentences.changes(replace(findings, years=years))
    assert said.startswith("จากปี 2564 ถึงปี 2565 มีคำตอบของทั้งสองปี 56 คะแนน เปลี่ยนเกินความคลาดเคลื่อน 0 คะแนน")
    assert said.endswith("ใช้อ้างอิงไม่ได้")
    real = {year: scored._replace(reconstructed=False) for year, scored in years.items()}
    assert not sentences.changes(replace(findings, years=real)).endswith("ใช้อ้างอิงไม่ได้")
    assert "รู้เพียงว่าตัวเลขที่ประกาศเปลี่ยนไป" in sentences.changes(findings)


def test_the_first_year_has_no_changes(findings):
    first = {findings.inputs.year: findings.scored}
    assert type(findings)(findings.inputs, first).changes.empty

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import DATA, small_framework

from italib import framework_files
from italib.score import by_part, rating, respondents, score, starting_figures

RULES = small_framework(framework_files.load(DATA / "frameworks" / "2565"))
SURVEYED = RULES.parts[RULES.parts["instrument"] != "OIT"]
CHECKED = [code for code in RULES.codes["item"] if RULES.instrument_of[code] == "OIT"]
BY_HAND = {
    ("i1", 1): [67, 100],
    ("i1", 2): [33, 67],
    ("i2", 1): [67, 67],
    ("i9", 1): [100, 67],
    ("i10", 1): [100, 100],
    ("e8", 1): [100, 0, 100, 100],
    ("e9", 1): [67, 67, 67, 67],
}
CHECKS_BY_HAND = {"o1": 100, "o2": 0, "o10": 100, "o42": 100}


def answers_of(points):
    """One row a respondent × part of `{(item, part): [points of each respondent]}`."""
    rows = [
        (RULES.instrument_of[item], respondent, item, part, value)
        for (item, part), values in points.items()
        for respondent, value in enumerate(values, start=1)
    ]
    frame = pd.DataFrame(rows, columns=["instrument", "respondent", "item", "part", "points"])
    return frame.astype({"points": "float64"})


def given_of(checks):
    """One row a score of a checklist."""
    rows = [("item", code, value, value, value, "score table") for code, value in checks.items()]
    frame = pd.DataFrame(rows, columns=["level", "code", "score", "low", "high", "basis"])
    return frame.astype({"score": "float64", "low": "float64", "high": "float64"})


def scored(points, checks):
    return score(answers_of(points), given_of(checks), RULES)


def by_code(scores):
    return scores.set_index("code")["score"].to_dict()


@st.composite
def surveys(draw):
    """Points of every part, from one to six respondents of each survey, some of them missing."""
    sizes = {instrument: draw(st.integers(1, 6)) for instrument in ("IIT", "EIT")}
    points = {}
    for part in SURVEYED.itertuples():
        values = st.sampled_from(sorted(RULES.options[part.item, part.part].values()))
        n = sizes[part.instrument]
        points[part.item, part.part] = [
            draw(values),
            *draw(st.lists(values | st.none(), min_size=n - 1, max_size=n - 1)),
        ]
    return points


checks = st.fixed_dictionaries({code: st.sampled_from([0, 100]) for code in CHECKED})


def exact(points, checked):
    """All scores by plain fractions, level by level."""
    mean = lambda values: sum(values, Fraction(0)) / len(values)  # noqa: E731
    parts = {
        key: mean([Fraction(int(value)) for value in values if value is not None]) for key, values in points.items()
    }
    found = {code: Fraction(value) for code, value in checked.items()}
    for item in SURVEYED["item"].unique():
        found[item] = mean([value for (code, _), value in parts.items() if code == item])
    for level in ("sub_indicator", "indicator", "instrument"):
        for code in RULES.codes[level]:
            found[code] = mean([found[child] for child in RULES.tree.loc[RULES.tree["parent"] == code, "code"]])
    found["total"] = (30 * found["IIT"] + 30 * found["EIT"] + 40 * found["OIT"]) / 100
    return found


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("i1", 66.75),
        ("i2", 67),
        ("1", 66.875),
        ("i9", 83.5),
        ("i10", 100),
        ("2", 91.75),
        ("IIT", 79.3125),
        ("e8", 75),
        ("e9", 67),
        ("7", 71),
        ("EIT", 71),
        ("o2", 0),
        ("9.1", 50),
        ("9.2", 100),
        ("9", 75),
        ("10.2", 100),
        ("10", 100),
        ("OIT", 87.5),
        ("total", 80.09375),
    ],
)
def test_a_score_that_can_be_counted_by_hand(code, value):
    assert by_code(scored(BY_HAND, CHECKS_BY_HAND))[code] == pytest.approx(value, abs=1e-12)


def test_codes_stand_in_the_order_of_the_rules():
    codes = scored(BY_HAND, CHECKS_BY_HAND)["code"].tolist()
    assert codes == [code for level in RULES.codes.values() for code in level]


def test_every_score_carries_the_people_behind_it():
    n = scored(BY_HAND, CHECKS_BY_HAND).set_index("code")["n"]
    assert n[["i1", "1", "IIT", "e8", "EIT", "total"]].tolist() == [2, 2, 2, 4, 4, 6]
    assert n[["o1", "9.1", "OIT"]].isna().all()


def test_every_score_says_what_it_rests_on():
    basis = scored(BY_HAND, CHECKS_BY_HAND).set_index("code")["basis"]
    assert basis[["i1", "o1", "9.1", "1", "total"]].tolist() == [
        "answers",
        "score table",
        "computed",
        "computed",
        "computed",
    ]


def test_an_exact_score_is_its_own_bounds():
    scores = scored(BY_HAND, CHECKS_BY_HAND)
    assert (scores["low"] == scores["score"]).all()
    assert (scores["high"] == scores["score"]).all()


def test_an_item_is_the_mean_of_its_parts_not_of_its_answers():
    points = BY_HAND | {("i1", 1): [100, None], ("i1", 2): [0, 0]}
    assert by_code(scored(points, CHECKS_BY_HAND))["i1"] == 50


def test_a_part_is_the_mean_of_the_answers_that_were_given():
    answers = answers_of({("i1", 1): [100, 67, 33, None]})
    assert by_part(answers).to_dict("records") == [{"item": "i1", "part": 1, "score": pytest.approx(200 / 3), "n": 3}]


def test_a_person_who_answered_one_part_of_an_item_is_behind_its_score():
    points = BY_HAND | {("i1", 1): [100, None], ("i1", 2): [0, None]}
    n = respondents(answers_of(points), RULES).set_index("code")["n"]
    assert n[["i1", "i2", "1"]].tolist() == [1, 2, 2]


def test_the_arguments_are_left_as_they_are():
    answers, checked = answers_of(BY_HAND), given_of(CHECKS_BY_HAND)
    before = answers.copy(), checked.copy()
    score(answers, checked, RULES)
    assert answers.equals(before[0])
    assert checked.equals(before[1])


# --- missing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [[], [None, None]])
def test_a_part_that_nobody_answered_leaves_all_above_it_missing(gone):
    found = by_code(scored(BY_HAND | {("i1", 2): gone}, CHECKS_BY_HAND))
    missing = {code for code in ("i1", "1", "IIT", "total") if pd.isna(found[code])}
    assert missing == {"i1", "1", "IIT", "total"}
    assert (found["2"], found["EIT"], found["OIT"]) == (91.75, 71, 87.5)


def test_an_item_without_a_score_leaves_all_above_it_missing():
    found = by_code(scored(BY_HAND, {"o1": 100, "o2": 100, "o42": 100}))
    assert {code for code, value in found.items() if pd.isna(value)} >= {"9", "OIT", "total"}
    assert (found["9.1"], found["10"]) == (100, 100)


def test_a_survey_that_was_not_held_leaves_the_total_missing():
    iit_only = {key: values for key, values in BY_HAND.items() if key[0].startswith("i")}
    found = by_code(scored(iit_only, CHECKS_BY_HAND))
    assert pd.isna(found["total"])
    assert found["IIT"] == pytest.approx(79.3125)


def test_a_missing_total_has_no_rating():
    assert rating(scored(BY_HAND | {("i1", 2): []}, CHECKS_BY_HAND), RULES) == ""


def test_the_rating_follows_from_the_scores():
    assert rating(scored(BY_HAND, CHECKS_BY_HAND), RULES) == "B"


# --- what always holds ------------------------------------------------------------------------------------------------


@settings(max_examples=10)
@given(surveys(), checks)
def test_scores_are_those_of_exact_arithmetic(points, checked):
    wanted = {code: float(value) for code, value in exact(points, checked).items()}
    assert by_code(scored(points, checked)) == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=10)
@given(surveys(), checks, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_extra_columns_do_not_matter(points, checked, chance):
    answers = answers_of(points)
    order = list(answers.index)
    chance.shuffle(order)
    mixed = answers.loc[order].assign(answer="มาก", remark=range(len(order)))
    plain = score(answers, given_of(checked), RULES)
    assert score(mixed, given_of(checked).iloc[::-1], RULES).equals(plain)


@settings(max_examples=10)
@given(surveys(), checks)
def test_the_total_is_the_weighted_sum_of_the_instruments(points, checked):
    found = by_code(scored(points, checked))
    assert found["total"] == pytest.approx(0.3 * found["IIT"] + 0.3 * found["EIT"] + 0.4 * found["OIT"], abs=1e-9)


@settings(max_examples=10)
@given(surveys(), checks)
def test_scores_lie_between_0_and_100(points, checked):
    scores = scored(points, checked)["score"]
    assert scores.between(-1e-9, 100 + 1e-9).all()


@settings(max_examples=10)
@given(surveys(), checks)
def test_reversing_every_answer_reverses_every_score(points, checked):
    reverse = {key: [None if value is None else 100 - value for value in values] for key, values in points.items()}
    found = by_code(scored(points, checked))
    turned = by_code(scored(reverse, {code: 100 - value for code, value in checked.items()}))
    assert turned == pytest.approx({code: 100 - value for code, value in found.items()}, abs=1e-9)


@settings(max_examples=10)
@given(surveys(), checks, surveys(), checks)
def test_two_agencies_at_once_score_exactly_as_apart(points_a, checks_a, points_b, checks_b):
    sheets = {"a": (points_a, checks_a), "b": (points_b, checks_b)}
    answers = pd.concat([answers_of(points).assign(agency=name) for name, (points, _) in sheets.items()])
    checked = pd.concat([given_of(checks).assign(agency=name) for name, (_, checks) in sheets.items()])
    together = score(answers, checked, RULES, keys=["agency"])
    for name, (points, checks) in sheets.items():
        alone = together[together["agency"] == name].drop(columns="agency").reset_index(drop=True)
        assert alone.equals(scored(points, checks))


# --- from printed figures ---------------------------------------------------------------------------------------------


def published(**figures):
    rows = [(RULES.level_of[code], code, str(value), float(value)) for code, value in figures.items()]
    return pd.DataFrame(rows, columns=["level", "code", "value", "score"])


def test_the_lowest_level_that_is_whole_is_the_start():
    frame = published(**{"e8": 75.0, "7": 70.99, "EIT": 71.0})
    assert starting_figures(frame, RULES, ["EIT"])["code"].tolist() == ["7"]


def test_items_are_the_start_where_all_are_published():
    frame = published(**{"e8": 75.0, "e9": 67.0, "7": 71.0})
    assert starting_figures(frame, RULES, ["EIT"])["code"].tolist() == ["e8", "e9"]


def test_a_starting_figure_stands_for_the_interval_that_is_printed_so():
    (row,) = starting_figures(published(EIT=71.25), RULES, ["EIT"]).to_dict("records")
    assert (row["low"], row["high"], row["basis"]) == (71.245, 71.255, "published")


def test_nothing_published_is_no_start():
    assert len(starting_figures(published(IIT=90.0), RULES, ["EIT"])) == 0


def test_intervals_are_carried_up_to_the_total():
    start = starting_figures(published(IIT=80.0, EIT=70.0, OIT=90.0), RULES, ["IIT", "EIT", "OIT"])
    total = score(answers_of({}), start, RULES).set_index("code").loc["total"]
    assert (total["low"], total["score"], total["high"]) == pytest.approx((80.995, 81.0, 81.005))

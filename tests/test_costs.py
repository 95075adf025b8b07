"""What gaps cost: losses that add up, at every level, to what the total lacks; hand-counted for the shipped year."""

import pandas as pd
import pytest
from support import DATA, scores_of

from italib import agency, costs, gaps
from italib.reconcile import reconcile


@pytest.fixture(scope="module")
def by_item(ranked, rules):
    return costs.by_item(ranked, rules)


@pytest.fixture(scope="module")
def by_part(cleaned, rules):
    return costs.by_part(cleaned.answers, rules)


@pytest.fixture(scope="module")
def by_standing(ranked, rules):
    return costs.by_standing(ranked, rules).set_index(["instrument", "standing"])


def lacking(scores):
    return 100 - scores.loc[scores["level"] == "total", "score"].item()


def test_items_stand_in_the_order_of_what_they_cost(by_item):
    assert by_item["points_lost"].is_monotonic_decreasing
    assert by_item["rank_lost"].tolist() == list(range(1, 89))
    assert by_item["code"].tolist()[:8] == ["e3", "e14", "o20", "e7", "e9", "e11", "e12", "o12"]


@pytest.mark.parametrize(
    ("code", "in_indicator", "in_instrument", "lost"),
    [
        # 100 points of one of 8 items of one of 5 sub-indicators of one of 2 indicators of weight 40.
        ("o12", 100 / 8 / 5, 100 / 8 / 5 / 2, 100 / 8 / 5 / 2 * 0.4),
        # One of 7 items instead.
        ("o20", 100 / 7 / 5, 100 / 7 / 5 / 2, 100 / 7 / 5 / 2 * 0.4),
        # 26 of 30 said yes: 400 / 30 points of one of 5 items of one of 3 indicators of weight 30.
        ("e8", 400 / 30 / 5, 400 / 30 / 5 / 3, 400 / 30 / 5 / 3 * 0.3),
    ],
)
def test_a_loss_is_followed_up_to_the_total(by_item, code, in_indicator, in_instrument, lost):
    row = by_item.set_index("code").loc[code]
    assert row[["in_indicator", "in_instrument", "points_lost"]].tolist() == pytest.approx(
        [in_indicator, in_instrument, lost]
    )


def test_the_losses_of_items_are_what_each_level_lacks(by_item, scores):
    score = scores.set_index("code")["score"]
    for level, column in (("indicator", "in_indicator"), ("instrument", "in_instrument")):
        lost = by_item.groupby(level)[column].sum()
        assert (lost + score[lost.index]).tolist() == pytest.approx([100] * len(lost))
    assert by_item["points_lost"].sum() == pytest.approx(lacking(scores))


def test_the_two_zeros_against_the_twelve_items_of_the_survey(by_standing):
    zeros, survey = by_standing.loc[("OIT", "below")], by_standing.loc[("EIT", "below")]
    assert (zeros["items"], survey["items"]) == (2, 12)
    assert zeros["points_lost"] == pytest.approx(0.5 + 4 / 7)
    assert survey["points_lost"] == pytest.approx(6.008, abs=5e-4)
    # A zero of the checklist costs more than the average gap of the survey.
    assert zeros["each"] > survey["each"]


def test_every_item_that_lacks_points_is_counted_once(by_standing, ranked, scores):
    assert by_standing["items"].sum() == (ranked["score"] < 100).sum()
    assert by_standing["points_lost"].sum() == pytest.approx(lacking(scores))


def test_the_parts_of_an_item_lose_what_the_item_loses(by_part, by_item, rules):
    lost = by_part.groupby("item")["points_lost"].sum()
    several = {item.code for item in rules.items if len(item.parts) > 1}
    assert set(lost.index) == several
    assert lost.tolist() == pytest.approx(by_item.set_index("code")["points_lost"][lost.index].tolist())
    assert by_part["points_lost"].is_monotonic_decreasing


def test_the_waterfall_goes_from_100_to_the_total(findings, rules):
    steps = costs.by_indicator(findings.by_figure, rules)
    assert steps["code"].tolist() == ["7", "8", "6", "9", "5", "4", "2", "3", "1", "10"]
    assert steps["before"].iloc[0] == pytest.approx(100)
    assert steps["after"].iloc[-1] == pytest.approx(90.515566, abs=1e-6)
    assert steps["before"].tolist()[1:] == pytest.approx(steps["after"].tolist()[:-1])
    # Indicator 7 lacks 23.0833 points of one of three indicators of weight 30.
    assert steps["points_lost"].iloc[0] == pytest.approx((100 - 76.916667) / 3 * 0.3, abs=1e-6)


def test_a_year_of_indicators_alone_has_its_waterfall():
    inputs = agency.load(DATA, "bansong", 2564)
    by_figure = reconcile(scores_of(inputs), inputs.published, inputs.framework)
    steps = costs.by_indicator(by_figure, inputs.framework)
    assert steps["after"].iloc[-1] == pytest.approx(85.265)
    assert costs.by_item(gaps.rank(by_figure, inputs.framework), inputs.framework).empty


def test_without_every_indicator_there_is_no_waterfall(findings, rules):
    fewer = findings.by_figure[findings.by_figure["code"] != "7"]
    assert costs.by_indicator(fewer, rules).empty


def test_the_order_of_rows_does_not_matter(ranked, cleaned, findings, rules, by_item, by_part):
    mixed = [frame.sample(frac=1, random_state=3) for frame in (ranked, cleaned.answers, findings.by_figure)]
    pd.testing.assert_frame_equal(costs.by_item(mixed[0], rules), by_item)
    pd.testing.assert_frame_equal(costs.by_part(mixed[1], rules), by_part)
    one, other = (costs.by_indicator(frame, rules) for frame in (mixed[2], findings.by_figure))
    pd.testing.assert_frame_equal(one, other)


def test_no_answers_have_no_parts(cleaned, rules):
    assert costs.by_part(cleaned.answers.iloc[:0], rules).empty

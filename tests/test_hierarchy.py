"""What lies below a figure bounds it: exactly where the scores below are known, by their printed figures elsewhere."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from italib.hierarchy import Possible, check, mean

HALF = Fraction(1, 2)
hundredths = st.integers(0, 10000).map(lambda units: Fraction(units, 100))


def printed(score):
    """A score as it is printed, by another road than the package's own."""
    return str((Decimal(score.numerator) / score.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))


# --- what a printed figure stands for -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "low", "high", "closed"),
    [
        ("84.94", "84.935", "84.945", False),
        ("93.1", "93.05", "93.15", False),
        ("100.00", "99.995", "100", True),
        ("0.00", "0", "0.005", False),
    ],
)
def test_a_printed_figure_stands_for_all_that_is_printed_so(figure, low, high, closed):
    possible = Possible.printed(figure)
    assert (possible.low, possible.high, possible.closed) == (Fraction(low), Fraction(high), closed)


@given(hundredths, st.integers(-60, 60))
def test_a_score_lies_within_what_its_figure_stands_for(score, thousandths):
    near = min(max(score + Fraction(thousandths, 10000), Fraction(0)), Fraction(100))
    possible = Possible.printed(printed(score))
    inside = possible.low <= near < possible.high or (possible.closed and near == possible.high)
    assert inside == (printed(near) == printed(score))


# --- means --------------------------------------------------------------------------------------------------------


@given(st.lists(st.sets(hundredths, min_size=1, max_size=3), min_size=1, max_size=4))
def test_an_exact_mean_is_that_of_trying_every_choice(choices):
    share = Fraction(1, len(choices))
    found = mean((share, Possible.of(own)) for own in choices)
    assert set(found.exact) == {sum(picked) * share for picked in product(*choices)}


def test_weights_count():
    found = mean([(Fraction(3, 10), Possible.of([Fraction(80)])), (Fraction(7, 10), Possible.of([Fraction(100)]))])
    assert found.exact == (94,)


def test_one_child_that_is_an_interval_makes_an_interval():
    found = mean([(HALF, Possible.of([Fraction(80), Fraction(90)])), (HALF, Possible.printed("70.00"))])
    assert (found.low, found.high, found.closed, found.exact) == (Fraction("74.9975"), Fraction("80.0025"), False, ())


def test_an_end_that_is_not_reached_does_not_count():
    # The mean of 85.00 and 85.00 lies below 85.005, which would be printed 85.01.
    whole = mean([(HALF, Possible.printed("85.00")), (HALF, Possible.printed("85.00"))])
    assert whole.narrowed("85.00", 2) is not None and whole.narrowed("85.01", 2) is None
    assert whole.ends(2) == ("85.00", "85.00")


def test_scores_too_many_to_list_are_an_interval():
    fine = Possible.of(Fraction(number, 7919) for number in range(0, 700_000, 7))
    found = mean([(HALF, fine), (HALF, Possible.of([Fraction(50), Fraction(50, 3)]))])
    assert found.exact == () and found.closed
    assert found.low == Fraction(25, 3)


@given(st.lists(hundredths, min_size=2, max_size=6))
def test_a_figure_that_comes_from_its_parts_is_never_refused(scores):
    share = Fraction(1, len(scores))
    parts = [(share, Possible.printed(printed(score))) for score in scores]
    assert mean(parts).narrowed(printed(sum(scores) * share), 2) is not None


@given(st.lists(hundredths, min_size=2, max_size=6), st.sampled_from([-2, 2]))
def test_a_figure_two_hundredths_away_is_refused(scores, hundredths_away):
    share = Fraction(1, len(scores))
    other = sum(scores) * share + Fraction(hundredths_away, 100)
    if 0 <= other <= 100:
        parts = [(share, Possible.printed(printed(score))) for score in scores]
        assert mean(parts).narrowed(printed(other), 2) is None


@given(st.sets(hundredths, min_size=1, max_size=6), hundredths)
def test_exact_scores_are_narrowed_to_those_that_are_printed_so(scores, figure):
    found = Possible.of(scores).narrowed(printed(figure), 2)
    wanted = {score for score in scores if printed(score) == printed(figure)}
    assert (set(found.exact) if found else set()) == wanted


@pytest.mark.parametrize(("figure", "fits"), [("93.1", True), ("93.10", False), ("93", True), ("93.2", False)])
def test_a_figure_of_fewer_decimals_may_have_been_rounded_further(figure, fits):
    assert (Possible.of([Fraction("93.12")]).narrowed(figure, 2) is not None) == fits


# --- the whole hierarchy ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed_table(bansong):
    """The published figures of 2565 by code, and those of its items as intervals."""
    scores = bansong.published[bansong.published["level"] != "rating"]
    figures = dict(zip(scores["code"], scores["value"], strict=True))
    items = {code: Possible.printed(figures[code]) for code in bansong.framework.codes["item"]}
    return figures, items


def misfits(figures, items, rules):
    return [found.code for found in check(figures, items, rules) if not found.fits]


def test_every_published_figure_can_come_from_the_printed_items(printed_table, rules):
    figures, items = printed_table
    found = check(figures, items, rules)
    above = [code for level in ("sub_indicator", "indicator", "instrument", "total") for code in rules.codes[level]]
    assert [one.code for one in found] == above
    assert all(one.fits for one in found)


def test_indicator_4_is_printed_lower_than_its_printed_items_give(printed_table, rules):
    # 91.965 from items as printed, 91.96 published: within what rounding leaves open.
    found = {one.code: one for one in check(*printed_table, rules)}
    assert found["4"].allowed.ends(2) == ("91.96", "91.97")


@pytest.mark.parametrize(("code", "figure"), [("4", "91.98"), ("9.2", "88.50"), ("EIT", "78.88"), ("total", "90.54")])
def test_a_figure_that_is_wrong_alone_is_found_alone(printed_table, rules, code, figure):
    figures, items = printed_table
    assert misfits(figures | {code: figure}, items, rules) == [code]


def test_a_wrong_item_is_found_at_its_indicator_and_not_above(printed_table, rules):
    figures, items = printed_table
    assert misfits(figures, items | {"i7": Possible.printed("48.94")}, rules) == ["2"]


def test_without_items_the_printed_indicators_judge_the_total(rules):
    figures = {"1": "86.95", "2": "77.31", "3": "82.37", "4": "76.87", "5": "79.40", "6": "98.19", "7": "76.45"}
    figures |= {"8": "87.27", "9": "87.00", "10": "87.50"}
    for total, fits in (("85.26", True), ("85.27", True), ("85.29", False), ("85.25", False)):
        (found,) = check(figures | {"total": total}, {}, rules)
        assert (found.code, found.fits) == ("total", fits)


def test_where_something_below_is_unknown_nothing_is_said(printed_table, rules):
    figures, items = printed_table
    known = {code: possible for code, possible in items.items() if code != "e3"}
    without = {code: figure for code, figure in figures.items() if code not in ("e3", "6", "EIT")}
    checked = {found.code for found in check(without, known, rules)}
    assert not {"6", "EIT", "total"} & checked
    assert {"IIT", "OIT", "7"} <= checked

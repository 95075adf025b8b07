from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from italib.precision import half_up, is_score, printed_bounds, printed_decimals, show
from italib.solve import printed_as


@pytest.mark.parametrize(
    ("score", "rounded"),
    [(25.795, 25.80), (25.045, 25.05), (84.995, 85.0), (84.994, 84.99), (2.675, 2.68), (0.005, 0.01), (100, 100)],
)
def test_ties_go_up(score, rounded):
    assert half_up(score, 2) == rounded


@given(n=st.integers(1, 2000), share=st.fractions(0, 100))
def test_a_mean_of_whole_points_is_rounded_as_exact_arithmetic_does(n, share):
    points = int(share * n)
    assert half_up(points / n, 2) == float(printed_as(Fraction(points, n), 2))


@given(st.floats(0, 100), st.integers(0, 4))
def test_rounding_moves_a_score_by_half_a_unit_at_most(score, decimals):
    assert abs(half_up(score, decimals) - score) <= 0.5 / 10**decimals + 1e-8


def test_rounding_once_is_not_rounding_twice():
    assert half_up(84.9949, 2) == 84.99


def test_a_tie_that_a_float_sum_missed_still_goes_up():
    assert half_up(sum([0.1] * 3) + 84.695, 2) == 85.0


def test_an_array_is_rounded_element_by_element():
    assert half_up(np.array([1.005, 2.004]), 2).tolist() == [1.01, 2.0]


def test_a_missing_score_stays_missing():
    assert np.isnan(half_up(float("nan"), 2))


@pytest.mark.parametrize(
    ("score", "decimals", "text"),
    [
        (93.1, 2, "93.10"),
        (100, 2, "100.00"),
        (0, 2, "0.00"),
        (59.54, 1, "59.5"),
        (99.995, 2, "100.00"),
        (66.5, 0, "67"),
    ],
)
def test_a_score_is_shown_with_all_its_decimals(score, decimals, text):
    assert show(score, decimals) == text


def test_a_missing_score_is_shown_as_a_dash():
    assert show(float("nan"), 2) == "–"


@pytest.mark.parametrize("text", ["0", "0.00", "84.94", "100", "100.00", "9.5"])
def test_a_plain_number_up_to_100_is_a_score(text):
    assert is_score(text)


@pytest.mark.parametrize("text", ["", "-1", "100.01", "1e2", "84,94", "84.94%", ".5", "5.", "nan", "inf", " 5", "5\n"])
def test_anything_else_is_no_score(text):
    assert not is_score(text)


@pytest.mark.parametrize(("text", "decimals"), [("93.1", 1), ("100", 0), ("85.26", 2), ("100.00", 2)])
def test_printed_decimals_are_counted(text, decimals):
    assert printed_decimals(text) == decimals


@pytest.mark.parametrize(("value", "decimals", "bounds"), [(85.26, 2, (85.255, 85.265)), (59.5, 1, (59.45, 59.55))])
def test_a_printed_figure_stands_for_half_a_unit_to_either_side(value, decimals, bounds):
    assert printed_bounds(value, decimals) == bounds

import csv
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from italib.dealing import counts, split_among_parts
from italib.solve import Impossible, item_sums, points_of, reachable, sums_of_item

ITEM_SUMS = Path(__file__).parent / "data" / "item_sums_2565.csv"
PEOPLE = {"IIT": 33, "EIT": 30}
FOUR, TWO, SIX = [0, 33, 67, 100], [0, 100], [0, 20, 40, 60, 80, 100]

scales = st.sampled_from([FOUR, TWO, SIX]) | st.lists(st.integers(0, 100), min_size=2, max_size=5, unique=True).map(
    sorted
)


@pytest.fixture(scope="module")
def figures(bansong):
    """The published figures as printed, by code."""
    scores = bansong.published[bansong.published["level"] != "rating"]
    return dict(zip(scores["code"], scores["value"], strict=True))


def known_sums():
    with ITEM_SUMS.open(encoding="utf-8", newline="") as file:
        return {row["item"]: int(row["sum_of_points"]) for row in csv.DictReader(file)}


def bits(sums):
    return {total for total in range(sums.bit_length()) if sums >> total & 1}


def printed(total, count):
    return (Decimal(total) / count).quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- the published table of 2565 --------------------------------------------------------------------------------------


def test_the_published_table_decodes_to_the_known_sums(figures, rules):
    assert item_sums(figures, rules, PEOPLE) == known_sums()


def test_the_known_sums_are_printed_as_published(figures, rules):
    sizes = {code: PEOPLE[rules.instrument_of[code]] * len(rules.by_code[code].parts) for code in known_sums()}
    wrong = [code for code, total in known_sums().items() if printed(total, sizes[code]) != Decimal(figures[code])]
    assert wrong == []


def test_every_item_but_i30_has_one_sum(figures, rules):
    found = {
        code: sums_of_item(rules.by_code[code], rules, PEOPLE[rules.instrument_of[code]], figures[code])
        for code in known_sums()
    }
    assert {code: sums for code, sums in found.items() if len(sums) != 1} == {"i30": [12174, 12175]}


def test_without_indicator_5_the_sum_of_i30_is_free(figures, rules):
    free = {code: value for code, value in figures.items() if code not in ("5", "IIT", "total")}
    assert item_sums(free, rules, PEOPLE)["i30"] in (12174, 12175)


def test_indicator_5_a_hundredth_lower_would_be_the_other_sum_of_i30(figures, rules):
    assert item_sums(figures | {"5": "91.81"}, rules, PEOPLE)["i30"] == 12174


@pytest.mark.parametrize(("code", "value"), [("5", "91.83"), ("IIT", "93.11"), ("9", "93.94"), ("total", "90.53")])
def test_figures_that_are_impossible_together_name_the_code(figures, rules, code, value):
    with pytest.raises(Impossible) as refused:
        item_sums(figures | {code: value}, rules, PEOPLE)
    assert (refused.value.code, refused.value.printed, refused.value.near) == (code, value, ())


def test_an_impossible_item_is_named_with_the_nearest_figures(figures, rules):
    with pytest.raises(Impossible) as refused:
        item_sums(figures | {"i7": "84.95"}, rules, PEOPLE)
    assert refused.value == Impossible("i7", "84.95", 33, ("84.94", "84.97"))


def test_another_number_of_people_does_not_fit(figures, rules):
    with pytest.raises(Impossible):
        item_sums(figures, rules, {"IIT": 32, "EIT": 30})


# --- single items -----------------------------------------------------------------------------------------------------


def test_the_nearest_figure_at_the_lower_end_stands_alone(rules):
    with pytest.raises(Impossible) as refused:
        sums_of_item(rules.by_code["e8"], rules, 1, "99.00")
    assert refused.value.near == ("0.00", "100.00")


@pytest.mark.parametrize(("item", "points"), [("i7", [FOUR]), ("i9", [FOUR]), ("i1", [FOUR, FOUR]), ("e4", [TWO] * 3)])
def test_points_are_listed_by_part_and_ascend(rules, item, points):
    assert points_of(rules.by_code[item], rules) == points


@given(st.lists(scales, min_size=1, max_size=2), st.integers(1, 3))
def test_reachable_sums_are_those_of_trying_everything(points, n):
    per_part = [{sum(chosen) for chosen in product(scale, repeat=n)} for scale in points]
    assert bits(reachable(points, n)) == {sum(parts) for parts in product(*per_part)}


@given(n=st.integers(1, 5), item=st.sampled_from(["i1", "i7", "e8", "i26"]), data=st.data())
def test_the_sums_of_a_printed_figure_are_those_of_trying_everything(rules, n, item, data):
    held = rules.by_code[item]
    sums, count = bits(reachable(points_of(held, rules), n)), n * len(held.parts)
    figure = printed(data.draw(st.sampled_from(sorted(sums))), count)
    assert sums_of_item(held, rules, n, str(figure)) == sorted(s for s in sums if printed(s, count) == figure)


# --- dealing a sum out ------------------------------------------------------------------------------------------------


@given(scale=scales, n=st.integers(1, 40), data=st.data())
def test_counts_give_exactly_the_sum(scale, n, data):
    picks = data.draw(st.lists(st.sampled_from(scale), min_size=n, max_size=n))
    found = counts(sum(picks), scale, n)
    assert len(found) == len(scale)
    assert min(found) >= 0
    assert sum(found) == n
    assert sum(count * value for count, value in zip(found, scale, strict=True)) == sum(picks)


@pytest.mark.parametrize("scale", [FOUR, TWO, SIX])
@pytest.mark.parametrize("n", [1, 33])
def test_the_highest_and_the_lowest_sum_have_one_way(scale, n):
    assert counts(100 * n, scale, n) == [0] * (len(scale) - 1) + [n]
    assert counts(0, scale, n) == [n] + [0] * (len(scale) - 1)


def test_a_sum_that_cannot_be_reached_is_refused():
    with pytest.raises(ValueError, match="cannot give 1 points"):
        counts(1, FOUR, 33)


@pytest.mark.parametrize("total", range(0, 1001, 20))
def test_every_sum_of_ten_people_on_six_options_can_be_dealt(total):
    found = counts(total, SIX, 10)
    assert (sum(found), sum(count * value for count, value in zip(found, SIX, strict=True))) == (10, total)


def test_six_options_reach_every_step_of_twenty():
    assert bits(reachable([SIX], 3)) == set(range(0, 301, 20))


@given(points=st.lists(st.sampled_from([FOUR, TWO, SIX]), min_size=1, max_size=4), n=st.integers(1, 12), data=st.data())
def test_parts_share_the_sum_of_their_item(points, n, data):
    total = sum(sum(data.draw(st.lists(st.sampled_from(scale), min_size=n, max_size=n))) for scale in points)
    shares = split_among_parts(total, points, n)
    assert sum(shares) == total
    assert all(reachable([scale], n) >> share & 1 for scale, share in zip(points, shares, strict=True))


def test_parts_share_as_evenly_as_they_can():
    assert split_among_parts(300, [TWO, TWO, TWO], 33) == [100, 100, 100]


def test_where_everything_is_100_everybody_gave_the_best_answer(rules):
    full = dict.fromkeys([*rules.by_code, "total"], "100")
    sums = item_sums(full, rules, {"IIT": 2, "EIT": 2})
    assert {code: total / len(rules.by_code[code].parts) for code, total in sums.items()} == dict.fromkeys(sums, 200)

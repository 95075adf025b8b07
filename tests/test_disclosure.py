"""What may not be told of few people: who could be found out, by trying every count that fits what is published."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import DATA, problems_of, rewrite

from italib import agency
from italib.disclosure import impersonal, protect
from italib.precision import show

SMALLEST = 5
FOUR, TWO, FIVE = [0, 33, 67, 100], [0, 100], [0, 25, 50, 75, 100]


def part(counts, points=FOUR, number=1):
    return pd.DataFrame({"item": "x", "part": number, "points": points, "count": counts})


def shown(counts, points=FOUR, smallest=SMALLEST):
    """What stands in the table of one part, and at which places what is hidden is told."""
    frame = protect(part(counts, points), smallest)
    return [None if pd.isna(c) else int(c) for c in frame["shown"]], frame["told"].tolist()


def attacked(frames):
    """For each part of an item, the values that each of its counts can have, for all that is published.

    That is how many answered, the counts that are shown, which ones are not, and the score of the item, printed.
    """
    n = [int(frame["count"].sum()) for frame in frames]
    possible = []
    for frame, people in zip(frames, n, strict=True):
        cells = [range(people + 1) if pd.isna(cell) else [int(cell)] for cell in frame["shown"]]
        possible.append([counts for counts in product(*cells) if sum(counts) == people])

    def score(chosen):
        means = [
            sum(c * p for c, p in zip(counts, frame["points"], strict=True)) / people
            for counts, frame, people in zip(chosen, frames, n, strict=True)
        ]
        return show(sum(means) / len(means), 2)

    printed = score([tuple(frame["count"]) for frame in frames])
    fitting = [chosen for chosen in product(*possible) if score(chosen) == printed]
    return [[{chosen[i][place] for chosen in fitting} for place in range(len(f))] for i, f in enumerate(frames)]


small_parts = st.one_of(
    st.tuples(st.lists(st.integers(0, 9), min_size=len(points), max_size=len(points)), st.just(points))
    for points in (FOUR, TWO, [0, 50, 100])
).filter(lambda drawn: 0 < sum(drawn[0]) <= 24)


@given(small_parts)
def test_nobody_finds_out_a_count_that_is_called_hidden(drawn):
    frame = protect(part(*drawn), SMALLEST)
    (values,) = attacked([frame])
    for cell, possible in zip(frame.itertuples(), values, strict=True):
        assert not cell.hidden or cell.told or len(possible) > 1


@given(small_parts)
def test_every_small_count_is_hidden(drawn):
    frame = protect(part(*drawn), SMALLEST)
    small = frame["count"].between(1, SMALLEST - 1) | (frame["count"].sum() < SMALLEST)
    assert frame.loc[small, "hidden"].all()


@pytest.mark.parametrize("counts", [([0, 1, 5, 4], [1, 1, 3, 5]), ([2, 2, 3, 3], [0, 0, 4, 6])])
def test_the_parts_of_an_item_do_not_tell_of_each_other(counts):
    frames = [protect(part(of, number=number), SMALLEST) for number, of in enumerate(counts, start=1)]
    for frame, values in zip(frames, attacked(frames), strict=True):
        assert frame["hidden"].any()
        uncertain = frame["hidden"] & ~frame["told"]
        assert all(len(possible) > 1 for possible, kept in zip(values, uncertain, strict=True) if kept)


def test_a_large_group_and_an_answer_of_nobody_are_shown():
    assert shown([0, 0, 12, 21]) == ([0, 0, 12, 21], [False] * 4)
    assert shown([5, 5, 5, 5]) == ([5, 5, 5, 5], [False] * 4)


def test_others_are_hidden_where_the_mean_would_tell():
    # With fewer hidden only these counts give the mean; so does (1, 0, 4, 28) if all are.
    assert shown([0, 1, 5, 27]) == ([None] * 4, [False] * 4)


def test_the_smallest_are_hidden_first():
    assert shown([1, 20, 3, 9, 30], FIVE) == ([None, 20, None, None, 30], [False] * 5)


def test_a_score_that_tells_the_count_is_said_to():
    # Yes or no: the mean is the count. Nothing else is hidden for it.
    assert shown([3, 30], TWO) == ([None, 30], [True, False])
    assert shown([0, 0, 3, 30]) == ([0, 0, None, 30], [False, False, True, False])


def test_of_few_answers_nothing_is_shown():
    assert shown([1, 1, 1, 1])[0] == [None] * 4
    assert shown([0, 0, 0, 4]) == ([None] * 4, [True] * 4)
    assert shown([0, 0, 0, 5]) == ([0, 0, 0, 5], [False] * 4)


def test_thousands_of_answers_in_any_order_of_rows():
    rows = pd.concat([part([1, 0, 4, 6000 + number], number=number) for number in range(100)], ignore_index=True)
    frame = protect(rows.sample(frac=1, random_state=1), SMALLEST)
    assert frame.index.tolist() != sorted(frame.index)
    assert frame["hidden"].groupby(frame["part"]).sum().ge(2).all()
    assert (frame["shown"].dropna() == frame.loc[frame["shown"].notna(), "count"]).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("มากที่สุด", "มากที่สุด"),
        ("somchai.j@example.go.th", "[อีเมล]"),
        ("ติดต่อ <a@b.c> ได้", "ติดต่อ <[อีเมล]> ได้"),
        ("โทร 081-234-5678 ค่ะ", "โทร [หมายเลข] ค่ะ"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "[หมายเลข]"),
        ("+66 81 234 5678", "[หมายเลข]"),
        ("1-2345-67890-12-3", "[หมายเลข]"),
        ("ปี 2565 ครั้งที่ 12", "ปี 2565 ครั้งที่ 12"),
        ("12345678", "12345678"),
        ("ก" * 80, "ก" * 80),
        ("ก" * 81, "ก" * 80 + "…"),
    ],
)
def test_text_that_strayed_into_an_answer_says_of_nobody_who_it_is(text, told):
    assert impersonal(text, 80) == told


@pytest.mark.parametrize("value", ["1", '"ห้า"', "-5"])
def test_a_group_size_that_hides_nothing_is_refused(data_dir, value):
    rewrite(data_dir / "forms.toml", "smallest_group = 5", f"smallest_group = {value}")
    (problem,) = problems_of(agency.load, data_dir, "bansong", 2565)
    assert problem.column == "disclosure.smallest_group" and str(problem.found) == value.strip('"')


def test_the_rule_is_in_the_data():
    assert agency.load(DATA, "bansong", 2565).forms.disclosure.smallest_group == SMALLEST

"""The shortest way to the next rating: against trying every set of items on small rules, and for the shipped year."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import scored

from italib import gaps, pathway, sentences
from italib.framework import Framework
from italib.precision import half_up
from italib.reconcile import reconcile
from italib.score import score
from italib.trend import best_earlier

NOBODY = pd.DataFrame(columns=["instrument", "respondent", "item", "part", "points"])
NOTHING = pd.DataFrame(columns=["code", "year", "score"])
BANDS = [
    ("top", 95, 100, None),
    ("each", 85, 100, 85),
    ("pass", 85, 100, None),
    ("low", 50, 84.99, None),
    ("bad", 0, 49.99, None),
]


def with_bands(whole, **findings):
    """The rules with bands of which one asks something of every instrument, and other settings of the findings."""
    bands = [
        {"label": label, "from": Decimal(str(low)), "to": Decimal(str(high)), "each_instrument_from": each}
        for label, low, high, each in BANDS
    ]
    fields = {name: getattr(whole, name) for name in Framework.model_fields}
    ratings = tuple(type(whole.ratings[0]).model_validate(band) for band in bands)
    return Framework(**fields | {"ratings": ratings, "findings": whole.findings.model_copy(update=findings)})


def figures_of(rules, by_item):
    """Figures of a year of which the items score as given."""
    given = pd.DataFrame(
        [("item", code, value, value, value, "score table") for code, value in by_item.items()],
        columns=["level", "code", "score", "low", "high", "basis"],
    )
    return reconcile(score(NOBODY, given, rules), pd.DataFrame(columns=["level", "code", "value", "score"]), rules)


def way(rules, by_item, best=NOTHING):
    by_figure = figures_of(rules, by_item)
    return pathway.pathway(gaps.rank(by_figure, rules), by_figure, best, rules)


def rating_of(rules, by_item):
    return figures_of(rules, by_item).query("level == 'rating'")["shown"].item()


def risen(rules, by_item, code):
    """What an item may rise to, as the rules of the way up have it."""
    if rules.by_code[rules.instrument_of[code]].kind == "checklist":
        return 100.0
    return min(by_item[code] + rules.findings.largest_rise, 100.0)


def means(rules, by_item):
    """The total and the instruments of items, by plain means from the items up."""
    below = {}
    for code in rules.by_code:
        below.setdefault(rules.ancestors(code)[0], []).append(code)

    def mean(code):
        return by_item[code] if code in by_item else sum(map(mean, below[code])) / len(below[code])

    instruments = {instrument.code: mean(instrument.code) for instrument in rules.instruments}
    return sum(i.weight / 100 * instruments[i.code] for i in rules.instruments), instruments


def fewest_by_trying(rules, by_item, goal):
    """The fewest items whose rise reaches a rating, and the highest total that so many give; None where none do."""
    labels = [band.label for band in rules.ratings]
    able = [code for code in by_item if risen(rules, by_item, code) > by_item[code]]
    for size in range(len(able) + 1):
        totals = []
        for chosen in combinations(able, size):
            total, instruments = means(rules, by_item | {code: risen(rules, by_item, code) for code in chosen})
            if labels.index(rules.rating(total, instruments)) <= labels.index(goal):
                totals.append(total)
        if totals:
            return size, max(totals)
    return None


# --- against brute force ------------------------------------------------------------------------------------------

points = st.sampled_from([0.0, 40.0, 62.5, 78.0, 84.0, 90.0, 97.0, 100.0])
checks = st.sampled_from([0.0, 100.0])


@given(
    surveys=st.lists(points, min_size=6, max_size=6),
    checklist=st.lists(checks, min_size=4, max_size=4),
    rise=st.sampled_from([5.0, 12.0, 40.0]),
)
def test_no_smaller_set_of_items_gets_there(small, surveys, checklist, rise):
    rules = with_bands(small.framework, largest_rise=rise)
    by_item = dict(zip(rules.codes["item"], [*surveys, *checklist], strict=True))
    found = way(rules, by_item)
    if found.outcome == pathway.HIGHEST:
        assert rating_of(rules, by_item) == rules.ratings[0].label
        return
    best = fewest_by_trying(rules, by_item, found.goal.label)
    assert (found.outcome == pathway.REACHED) == (best is not None)
    if best is not None:
        size, total = best
        assert len(found.steps) == size
        assert found.end == pytest.approx(total)


@given(surveys=st.lists(points, min_size=6, max_size=6), checklist=st.lists(checks, min_size=4, max_size=4))
def test_the_items_that_are_named_do_get_there(small, surveys, checklist):
    rules = with_bands(small.framework, largest_rise=25.0)
    by_item = dict(zip(rules.codes["item"], [*surveys, *checklist], strict=True))
    found = way(rules, by_item)
    changed = by_item | dict(zip(found.steps["code"], found.steps["rise_to"], strict=True))
    figures = figures_of(rules, changed).set_index(["level", "code"])
    assert found.end == pytest.approx(figures.loc[("total", "total"), "score"])
    if found.outcome == pathway.REACHED:
        labels = [band.label for band in rules.ratings]
        assert labels.index(figures.loc[("rating", "total"), "shown"]) <= labels.index(found.goal.label)
    for code, (_, after) in found.asked.items():
        assert after == pytest.approx(figures.loc[("instrument", code), "score"])


# --- the shipped year ---------------------------------------------------------------------------------------------


def test_the_way_of_bansong_to_the_next_rating(findings):
    """By hand: o20 4/7 and o12 1/2 point; 13 items of the EIT 0.2 and then 9 of the IIT 0.1 each, from 90.5156."""
    found = findings.pathway
    assert (found.outcome, found.goal.label) == ("reached", "AA")
    assert found.start == pytest.approx(90.515566, abs=1e-6)
    assert found.steps["code"].tolist()[:2] == ["o20", "o12"]
    assert found.steps.groupby("instrument").size().to_dict() == {"OIT": 2, "EIT": 13, "IIT": 9}
    assert found.end == pytest.approx(90.515566 + 4 / 7 + 0.5 + 13 * 0.2 + 9 * 0.1, abs=1e-6)
    # One fewer falls short: 94.987 is printed 94.99.
    assert half_up(found.steps["total"].iloc[-2], 2) < 95 <= half_up(found.end, 2)


def test_with_smaller_steps_bansong_cannot_get_there(findings, rules):
    shorter = with_bands(rules, largest_rise=5.0).model_copy(update={"ratings": rules.ratings})
    found = pathway.pathway(findings.ranked, findings.by_figure, NOTHING, shorter)
    assert found.outcome == "too far"
    assert found.end < 94.995
    able = findings.ranked[findings.ranked["score"] < 100]
    assert sorted(found.steps["code"]) == sorted(able["code"])


# --- what an item may rise to -------------------------------------------------------------------------------------


@pytest.fixture
def level(small):
    """Small rules of small steps, and a year of which the surveys score 60: too far from the next band."""
    rules = with_bands(small.framework, largest_rise=2.0)
    return rules, {code: 60.0 if rules.instrument_of[code] != "OIT" else 100.0 for code in rules.codes["item"]}


def test_the_best_earlier_year_counts_where_it_is_more_than_the_step(level):
    rules, by_item = level
    best = pd.DataFrame({"code": ["i2", "i9"], "year": [2564, 2563], "score": [97.5, 61.0]})
    steps = way(rules, by_item, best).steps.set_index("code")
    assert steps.loc["i2", ["rise_to", "by", "best_year"]].tolist() == [97.5, "best year", 2564]
    assert steps.loc["i9", ["rise_to", "by"]].tolist() == [62.0, "step"]
    assert pd.isna(steps.loc["i9", "best_year"])


def test_a_step_ends_at_100(level):
    rules, by_item = level
    steps = way(rules, dict.fromkeys(by_item, 50.0) | {"i2": 99.0, "i9": 100.0}).steps.set_index("code")
    assert steps.loc["i2", "rise_to"] == 100.0
    assert "i9" not in steps.index


def test_a_checklist_rises_to_100(level):
    rules, by_item = level
    steps = way(rules, by_item | {"o42": 0.0}).steps.set_index("code")
    assert steps.loc["o42", ["rise_to", "by"]].tolist() == [100.0, "publish"]


def test_at_the_top_there_is_no_way_up(level):
    rules, by_item = level
    found = way(rules, dict.fromkeys(by_item, 99.0))
    assert (found.outcome, len(found.steps), found.goal) == ("highest", 0, None)


def test_without_item_scores_nothing_can_be_said(findings):
    found = pathway.pathway(findings.ranked.iloc[:0], findings.by_figure, NOTHING, findings.framework)
    assert (found.outcome, found.goal.label) == ("no items", "AA")


def test_without_a_total_there_is_no_way(findings, rules):
    rating = findings.by_figure["level"] == "rating"
    unrated = findings.by_figure.assign(shown=findings.by_figure["shown"].mask(rating, ""))
    found = pathway.pathway(findings.ranked, unrated, NOTHING, rules)
    assert (found.outcome, found.goal) == ("unrated", None)
    assert said(findings, found).startswith("ยังไม่มีคะแนนรวม")


def test_where_every_item_is_full_nothing_can_rise(level):
    rules, _ = level
    found = way(rules, dict.fromkeys(rules.codes["item"], 100.0))
    assert found.outcome == "highest"


def test_an_open_score_counts_by_its_low_end(findings, rules):
    low = findings.by_figure.assign(low=findings.by_figure["low"] - 0.2)
    further = pathway.pathway(findings.ranked, low, NOTHING, rules)
    assert len(further.steps) > len(findings.pathway.steps)


def test_each_instrument_must_reach_what_the_rating_asks(small):
    """A total that is high enough does not help where one instrument is not."""
    rules = with_bands(small.framework, largest_rise=10.0)
    scores = {code: 100.0 if rules.instrument_of[code] != "EIT" else 78.0 for code in rules.codes["item"]}
    found = way(rules, scores)
    assert (found.outcome, found.goal.label) == ("reached", "each")
    assert set(found.steps["instrument"]) == {"EIT"}
    assert found.asked["EIT"] == (85.0, pytest.approx(88.0))


def test_the_best_earlier_score_is_found_among_all_years(rules):
    def year(**by_item):
        figures = figures_of(rules, by_item)
        return scored(rules, figures)

    years = {1: year(i7=70.0, i9=91.0), 2: year(i7=88.0, i9=91.0), 3: year(i7=60.0, i9=50.0, i2=70.0)}
    found = best_earlier(years).set_index("code")
    assert found.loc["i7"].tolist() == [2, 88.0]
    assert found.loc["i9"].tolist() == [2, 91.0]
    assert "i2" not in found.index
    assert best_earlier({3: years[3]}).empty


# --- in words -----------------------------------------------------------------------------------------------------


def said(findings, path):
    """The sentence of a way, as the page has it."""
    spoken = replace(findings)
    spoken.__dict__["pathway"] = path
    return sentences.pathway(spoken)


def test_only_an_instrument_that_is_too_low_is_named(findings, small):
    rules = with_bands(small.framework, largest_rise=2.0)
    scores = {code: {"IIT": 84.0, "EIT": 9.5, "OIT": 100.0}[rules.instrument_of[code]] for code in rules.codes["item"]}
    short = way(rules, scores | {"o1": 0.0})
    assert short.outcome == "too far"
    top = replace(short, asked={"IIT": (95.0, 94.94), "EIT": (95.0, 9.5), "OIT": (95.0, 100.0)})
    text = said(findings, top)
    assert "IIT ได้ 94.94" in text and "EIT ได้ 9.50" in text and "OIT" not in text


def test_where_items_are_unknown_neither_the_fewest_nor_the_impossible_is_claimed(findings, rules):
    without = findings.ranked[findings.ranked["instrument"] != "OIT"]
    found = pathway.pathway(without, findings.by_figure, NOTHING, rules)
    assert (found.outcome, found.partly, len(found.steps)) == ("reached", ("OIT",), 39)
    assert "อย่างน้อย 39" not in said(findings, found) and "OIT ที่ไม่รู้คะแนน" in said(findings, found)
    only = findings.ranked[findings.ranked["instrument"] == "OIT"]
    found = pathway.pathway(only, findings.by_figure, NOTHING, rules)
    assert (found.outcome, found.partly) == ("too far", ("IIT", "EIT"))
    assert "ไม่ได้: ยกคะแนน" not in said(findings, found) and "บอกไม่ได้ว่าถึงได้หรือไม่" in said(findings, found)
    assert findings.pathway.partly == ()


def test_a_way_from_an_open_total_is_told_from_the_published_one(findings, rules):
    low = findings.by_figure.assign(low=findings.by_figure["low"] - 0.006)
    text = said(findings, pathway.pathway(findings.ranked, low, NOTHING, rules))
    assert "จาก 90.52 (A)" in text and text.startswith("ถ้าข้อของแบบตรวจ") and "แล้วได้ อย่างน้อย " in text

"""Findings on a country against countries small enough to be computed by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import DATA

from italib import country_findings, country_pictures, country_sentences, country_tables, framework_files
from italib.country_overview import CountryFindings
from italib.messages import CLEANING
from italib.national import national
from italib.words import INVENTED, NATIONAL, NATIONAL_SAID

RULES = framework_files.load(DATA / "frameworks" / "2565")
NONE = float("nan")
# Code, province, kind, total, indicators 1 and 2, items i1 and i2: 84.995 is published as 85.00, 84.994 as 84.99.
FIVE = [
    ("a", "เลย", "เทศบาล", 90, (100, 80), (90, 70)),
    ("b", "เลย", "เทศบาล", 84.995, (80, 80), (70, 84.994)),
    ("c", "ตาก", "เทศบาล", 84.994, (84.995, 80), (70, 84.995)),
    ("d", "ตาก", "อบต.", 90, (60, 100), (70, 100)),
    ("e", "", "อบต.", NONE, (NONE, NONE), (NONE, 60)),
]


def findings_of(rows, agency="", rules=RULES, invented=False):
    """The findings on agencies given as in FIVE, rated as the total alone says."""
    agencies, scores = [], []
    for code, province, kind, total, indicators, items in rows:
        shown = dict.fromkeys(rules.codes["instrument"], total)
        agencies.append((code, f"หน่วยงาน {code}", province, kind, rules.rating(total, shown)))
        known = [("total", "total", total)]
        known += [("instrument", "IIT", total), ("instrument", "EIT", total)]
        known += [("indicator", place, score) for place, score in zip(("1", "2"), indicators, strict=True)]
        known += [("item", place, score) for place, score in zip(("i1", "i2"), items, strict=True)]
        scores += [(code, *row, 10 if row[0] == "instrument" else pd.NA) for row in known]
    frames = [
        pd.DataFrame(agencies, columns=["agency", "name_th", "province_th", "kind_th", "rating_th"], dtype="str"),
        pd.DataFrame(scores, columns=["agency", "level", "code", "score", "n"]).astype({"n": "Int64"}),
    ]
    return CountryFindings(rules, *frames, agency, invented)


@pytest.fixture(scope="module")
def five():
    return findings_of(FIVE, "b")


def by(frame, key, *columns):
    return {row[0]: row[1:] for row in frame[[key, *columns]].itertuples(index=False, name=None)}


# --- totals -----------------------------------------------------------------------------------------------------------


def test_the_country_in_figures(five):
    found = five.summary
    assert (found.agencies, found.scored, found.passed) == (5, 4, 3)
    assert (found.share, found.goal, found.met) == (75.0, RULES.target.share_of_agencies, False)
    assert found.mean == pytest.approx((90 + 84.995 + 84.994 + 90) / 4) and found.median == (84.995 + 90) / 2
    assert (found.lowest, found.highest, found.absent) == (84.99, 90, ("OIT",))


def test_a_total_is_rounded_before_it_is_held_against_the_target(five):
    passed = by(five.standing, "agency", "shown", "passed")
    assert passed["b"] == (85, True) and passed["c"] == (84.99, False)
    assert np.isnan(passed["e"][0]) and passed["e"][1] is pd.NA


@pytest.mark.parametrize(("passed", "failed", "met"), [(4, 1, True), (15999, 4001, True), (79, 21, False)])
def test_a_share_is_rounded_before_it_is_held_against_the_goal(passed, failed, met):
    # 79.995 is shown as 80.00.
    share = float(country_findings.share_of(passed, passed + failed, 2))
    assert (share >= RULES.target.share_of_agencies) == met


def test_bins_meet_at_the_target_and_hold_their_lower_end(five):
    bins = by(five.bins, "lower", "upper", "agencies", "share", "reached")
    assert bins == {
        84: (85, 1, 25, False),
        85: (86, 1, 25, True),
        **{low: (low + 1, 0, 0, True) for low in (86, 87, 88, 89)},
        90: (91, 2, 50, True),
    }


@pytest.mark.parametrize(("totals", "width"), [((80, 100), 1), ((79.9, 100), 2.5), ((49.9, 100), 5), ((100, 100), 1)])
def test_bins_are_wider_where_totals_are_far_apart(totals, width):
    bins = findings_of([(str(n), "", "", total, (1, 1), (1, 1)) for n, total in enumerate(totals)]).bins
    assert (bins["upper"] - bins["lower"] == width).all()
    # The highest score stands in the last bin.
    assert bins["agencies"].sum() == 2 and bins["upper"].iloc[-1] == 100


def test_ratings_count_every_agency_once(five):
    counts = by(five.ratings, "rating", "agencies", "share")
    assert list(counts) == [band.label for band in RULES.ratings] + [""]
    assert counts["A"] == (3, 75) and counts["B"] == (1, 25) and counts["AA"] == (0, 0)
    assert counts[""][0] == 1 and np.isnan(counts[""][1])


def test_where_every_agency_has_a_rating_there_is_no_row_of_those_without():
    assert "" not in set(findings_of(FIVE[:4]).ratings["rating"])


# --- what is missed ---------------------------------------------------------------------------------------------------


def test_what_most_agencies_miss_comes_first(five):
    items = by(five.missed["item"], "code", "agencies", "below", "share")
    # i2: 70, 84.99, 85.00, 100 and 60; i1: 90, 70, 70, 70 and none.
    assert list(items) == ["i1", "i2"]
    assert items == {"i1": (4, 3, 75), "i2": (5, 3, 60)}
    assert five.missed["item"]["mean"].tolist() == pytest.approx([75, (70 + 84.994 + 84.995 + 100 + 60) / 5])


def test_what_as_many_miss_keeps_the_order_of_the_rules():
    same = findings_of([("a", "", "", 50, (50, 50), (50, 50)), ("b", "", "", 50, (90, 90), (90, 90))])
    assert same.missed["item"]["code"].tolist() == ["i1", "i2"]
    assert same.missed["indicator"]["code"].tolist() == ["1", "2"]


# --- groups and ranks -------------------------------------------------------------------------------------------------


def test_groups_go_by_the_share_that_passed_and_those_not_known_come_last(five):
    found = by(five.groups["province"], "name", "agencies", "scored", "passed", "share")
    assert list(found) == ["เลย", "ตาก", ""]
    assert found["เลย"] == (2, 2, 2, 100) and found["ตาก"] == (2, 2, 1, 50)
    assert found[""][:3] == (1, 0, 0) and np.isnan(found[""][3])


def test_groups_that_tie_go_by_the_mean_and_then_by_name():
    rows = [("a", "ก", "", 90), ("b", "ข", "", 95), ("c", "ค", "", 95)]
    found = findings_of([(*row, (1, 1), (1, 1)) for row in rows])
    assert found.groups["province"]["name"].tolist() == ["ข", "ค", "ก"]


def test_scores_that_tie_share_a_rank_and_the_next_counts_all_before_it(five):
    ranks = by(five.ranked, "agency", "rank", "rank_in_province", "rank_in_kind")
    assert list(ranks) == ["a", "d", "b", "c", "e"]
    assert ranks == {
        "a": (1, 1, 1),
        "d": (1, 1, 1),
        "b": (3, 2, 2),
        "c": (4, 2, 3),
        "e": (pd.NA, pd.NA, pd.NA),
    }


# --- one agency -------------------------------------------------------------------------------------------------------


def test_where_one_agency_stands(five):
    place = five.place
    assert (place.rank, place.scored, place.tied, place.lower_share) == (3, 4, 0, 25)
    assert (place.rank_in_province, place.in_province, place.rank_in_kind, place.in_kind) == (2, 2, 2, 3)
    assert findings_of(FIVE, "d").place.tied == 1


def test_one_agency_beside_the_mean_of_all_with_a_score(five):
    beside = by(five.against, "code", "shown", "mean", "difference", "rank", "of")
    # (100 + 80 + 84.995 + 60) / 4 = 81.24875 is shown as 81.25.
    assert beside == {"1": (80, 81.25, -1.25, 3, 4), "2": (80, 85, -5, 2, 4)}


def test_which_of_the_items_that_many_miss_one_agency_misses_too(five):
    assert by(five.missed_too, "code", "shown", "missed") == {"i1": (70, True), "i2": (84.99, True)}
    assert by(findings_of(FIVE, "c").missed_too, "code", "missed") == {"i1": (True,), "i2": (False,)}
    assert findings_of(FIVE, "e").missed_too["missed"].tolist() == [pd.NA, True]


def test_an_agency_without_a_total_has_no_rank_and_says_so():
    found = findings_of(FIVE, "e")
    assert found.place.rank is None and np.isnan(found.place.lower_share)
    assert country_sentences.stands(found) == NATIONAL_SAID["unranked"].format(name="หน่วยงาน e")
    assert found.against.empty and country_tables.agency(found).empty


# --- whatever the country ---------------------------------------------------------------------------------------------

totals = st.one_of(st.just(NONE), st.integers(0, 1000).map(lambda tenth: tenth / 10))
agency_rows = st.lists(
    st.tuples(st.sampled_from(["เลย", "ตาก", ""]), st.sampled_from(["ก", "ข"]), totals), min_size=1, max_size=25
)


def made(rows):
    return [(f"{n:02}", *row, (row[2], 50), (row[2], 90)) for n, row in enumerate(rows)]


@given(agency_rows, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows, chance):
    rows = made(rows)
    mixed = chance.sample(rows, len(rows))
    one, other = (
        [f.ranked, f.bins, f.ratings, *f.missed.values(), *f.groups.values(), f.against, f.missed_too]
        for f in (findings_of(order, "00") for order in (rows, mixed))
    )
    for left, right in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(left, right, check_exact=True)
    assert repr(findings_of(rows).summary) == repr(findings_of(mixed).summary)


@given(agency_rows)
def test_every_agency_is_counted_once(rows):
    found = findings_of(made(rows))
    scored = found.summary.scored
    assert found.bins["agencies"].sum() == scored == found.ranked["rank"].notna().sum()
    assert found.bins.loc[found.bins["reached"], "agencies"].sum() == found.summary.passed if scored else True
    assert found.ratings["agencies"].sum() == len(rows)
    for frame in found.groups.values():
        counts = frame[["agencies", "scored", "passed"]].sum().tolist()
        assert counts == [len(rows), scored, found.summary.passed]


@given(agency_rows)
def test_a_rank_is_one_more_than_the_agencies_above(rows):
    ranked = findings_of(made(rows)).ranked
    for row in ranked[ranked["shown"].notna()].itertuples():
        assert row.rank == 1 + (ranked["shown"] > row.shown).sum()


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_country_without_a_checklist_has_no_totals_and_says_why():
    found = findings_of([(*row[:3], NONE, *row[4:]) for row in FIVE])
    scores = found.scores[found.scores["level"] != "instrument"]
    found = CountryFindings(RULES, found.agencies, scores)
    said = country_sentences.passed(found)
    assert said == NATIONAL_SAID["nobody"].format(agencies=5) + NATIONAL_SAID["absent"].format(codes="IIT, EIT และ OIT")
    assert found.bins.empty and country_tables.ranks(found).empty
    assert country_tables.ranks_file(found)["rank"].tolist() == [""] * 5
    assert country_tables.summary_file(found).set_index("figure").loc["mean", "value"] == ""


def test_what_is_said_of_the_share_that_passed(five):
    assert country_sentences.passed(five) == NATIONAL_SAID["missed"].format(passed=3, scored=4, share="75.00", goal=80)
    assert country_sentences.most_miss(five, "item").startswith("มากกว่าครึ่งของหน่วยงานต่ำกว่าเป้าหมาย 85 ใน 2 จาก 2 ข้อ")
    assert country_sentences.asked(five) == "ผู้ตอบ IIT 50 คน และ EIT 50 คน"


def test_what_is_published_of_the_year_stands_with_its_source():
    table = national(DATA / "national.csv")
    said = country_sentences.published(table, 2565, 2)
    assert "87.57" in said and "70.52" in said and "nationthailand.com" in said
    assert country_sentences.published(table, 2561, 2) == NATIONAL_SAID["no_published"]


def test_a_page_shows_the_ends_of_a_long_list_of_ranks():
    rows = [(f"{n:03}", "", "", n / 2, (1, 1), (1, 1)) for n in range(60)]
    shown = country_tables.ranks(findings_of(rows))
    assert shown["rank"].tolist() == [str(n) for n in (*range(1, 11), *range(51, 61))]
    assert set(shown["province"]) == {NATIONAL["unknown"]}
    assert len(country_tables.ranks_file(findings_of(rows))) == 60


def test_what_cleaning_found_is_counted_by_rule():
    rows = [("a", "IIT", "i1.1", "spaces", 3), ("b", "IIT", "i1.1", "spaces", 2), ("", "", "", "no_agency", 9)]
    found = country_tables.cleaning_file(pd.DataFrame(rows, columns=["agency", "instrument", "part", "rule", "count"]))
    assert found.to_numpy().tolist() == [
        ["no_agency", CLEANING["no_agency"][0], 0, 9],
        ["spaces", CLEANING["spaces"][0], 2, 5],
    ]


def test_invented_figures_say_so():
    chart = country_pictures.totals(findings_of(FIVE, invented=True))
    assert chart.figure._supxlabel.get_text().replace("\n", "").startswith(INVENTED[:20])


def test_letters_that_no_chart_has_stop_no_chart():
    rows = [("a", "เลย 😀", "ประเภท\u202e ✓", 90, (90, 90), (50, 50))]
    found = findings_of(rows, "a")
    found.agencies["name_th"] = "หน่วยงาน 😀 $5 $9"
    charts = [country_pictures.totals(found), country_pictures.agency(found)]
    charts += [country_pictures.groups(found, group) for group in ("kind", "province")]
    assert all(chart.png() and "😀" not in chart.alt for chart in charts)

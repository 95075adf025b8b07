import pytest

from italib import gaps

WATCH = "i23 i29 i27 i2 i24 i15 i12 i21 i11 i14 i30 i3 i1 i8 i28 i13 i20 e8"
WEAK = "i7 e3 e14 e7 e9 e12 e11 e6 e10 e15 e5 e1 e2 o12 o20"


@pytest.fixture(scope="module")
def weak(ranked, bansong, rules):
    return gaps.below_target(ranked, bansong.guidance, rules)


@pytest.fixture(scope="module")
def watch(ranked, bansong, rules):
    return gaps.to_watch(ranked, bansong.guidance, rules)


# --- ranks ------------------------------------------------------------------------------------------------------------


def test_every_item_has_its_rank_within_its_instrument(ranked):
    ranks = {name: group["rank"].tolist() for name, group in ranked.groupby("instrument")}
    assert ranks == {"IIT": list(range(1, 31)), "EIT": list(range(1, 16)), "OIT": list(range(1, 44))}


def test_ranks_go_from_the_highest_score_down(ranked):
    assert ranked.groupby("instrument")["shown"].apply(lambda shown: shown.is_monotonic_decreasing).all()


@pytest.mark.parametrize(
    ("code", "rank"), [("i4", 1), ("i5", 2), ("i17", 3), ("i7", 30), ("e1", 5), ("e5", 6), ("e11", 10), ("e12", 11)]
)
def test_ties_keep_the_order_of_the_items(ranked, code, rank):
    assert ranked.set_index("code").loc[code, "rank"] == rank


def test_an_item_without_a_score_has_no_rank(scores, rules):
    missing = scores.copy()
    missing.loc[missing["code"] == "i7", "score"] = float("nan")
    ranked = gaps.rank(missing, rules)
    assert "i7" not in set(ranked["code"])
    assert ranked.loc[ranked["instrument"] == "IIT", "rank"].max() == 29


def test_items_are_compared_by_the_score_as_shown(scores, rules, bansong):
    close = scores.copy()
    close.loc[close["code"] == "i7", "score"] = 84.996
    ranked = gaps.rank(close, rules)
    assert "i7" not in set(gaps.below_target(ranked, bansong.guidance, rules)["code"])
    assert ranked.set_index("code").loc["i7", "gap"] == 0


# --- the lists of the annual document ---------------------------------------------------------------------------------


def test_the_strengths_are_those_of_the_document(ranked, rules):
    found = gaps.strengths(ranked, rules)
    assert found[["code", "rank"]].to_numpy().tolist() == [
        ["i4", 1],
        ["i5", 2],
        ["i17", 3],
        ["e4", 1],
        ["e13", 2],
        ["e8", 3],
    ]


def test_the_items_below_the_target_are_those_of_the_document(weak):
    assert weak["code"].tolist() == WEAK.split()


def test_the_surveys_below_the_target_keep_the_ranks_of_the_document(weak):
    surveys = weak[weak["instrument"] != "OIT"]
    assert surveys["rank"].tolist() == [30, *range(15, 3, -1)]


def test_the_scores_below_the_target_are_those_of_the_document(weak):
    shown = [84.94, 68.93, 70.23, 72.43, 73.57, 74.70, 74.70, 75.25, 76.67, 76.90, 78, 78, 80.20, 0, 0]
    assert weak["shown"].tolist() == shown


def test_the_items_to_watch_are_those_of_the_document(watch):
    assert watch["code"].tolist() == WATCH.split()


def test_every_item_below_the_target_has_its_guideline(weak):
    assert weak.loc[weak["guidance_th"].str.strip() == "", "code"].tolist() == []


def test_every_item_to_watch_has_its_issue(watch):
    assert watch.loc[watch["issue_th"].str.strip() == "", "code"].tolist() == []


def test_the_guideline_is_that_of_the_item(weak):
    wanted = "ส่งเสริมการประชาสัมพันธ์และให้ข้อมูลเกี่ยวกับการใช้จ่ายงบประมาณประจำปีของหน่วยงาน"
    assert weak.set_index("code").loc["i7", "guidance_th"] == wanted


def test_an_item_without_a_guideline_stays_in_the_list(ranked, bansong, rules, weak):
    guidance = bansong.guidance[bansong.guidance["code"] != "e3"]
    found = gaps.below_target(ranked, guidance, rules)
    assert found["code"].tolist() == weak["code"].tolist()
    assert found.set_index("code").loc["e3", "guidance_th"] == ""


def test_three_indicators_are_below_the_target(findings, rules):
    found = gaps.indicators_below_target(findings.by_figure, rules)
    assert found[["code", "shown", "gap"]].to_numpy().tolist() == [
        ["7", 76.92, 8.08],
        ["8", 78.64, 6.36],
        ["6", 81.03, 3.97],
    ]


# --- gaps and points lost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "gap"), [("i7", 0.06), ("e3", 16.07), ("o12", 85), ("i23", 0), ("i4", 0)])
def test_the_gap_is_the_distance_to_the_target(ranked, code, gap):
    assert ranked.set_index("code").loc[code, "gap"] == gap


def test_the_points_lost_by_all_items_are_what_the_total_lacks(ranked, scores):
    total = scores.loc[scores["level"] == "total", "score"].item()
    assert ranked["points_lost"].sum() == pytest.approx(100 - total, abs=1e-9)


@pytest.mark.parametrize(
    ("code", "lost"), [("o12", 100 * 0.4 / 2 / 5 / 8), ("o20", 100 * 0.4 / 2 / 5 / 7), ("e8", 400 / 30 * 0.3 / 3 / 5)]
)
def test_the_points_that_an_item_loses(ranked, code, lost):
    assert ranked.set_index("code").loc[code, "points_lost"] == pytest.approx(lost)


def test_where_all_is_well_the_lists_are_empty(scores, findings, bansong, rules):
    ranked = gaps.rank(scores.assign(score=100.0), rules)
    assert len(gaps.below_target(ranked, bansong.guidance, rules)) == 0
    assert len(gaps.to_watch(ranked, bansong.guidance, rules)) == 0
    assert len(gaps.indicators_below_target(findings.by_figure.assign(shown="100.00"), rules)) == 0

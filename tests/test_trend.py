"""The years of an agency beside each other: what is compared, what is refused and why, and the country's figures."""

import math

import pandas as pd
import pytest
from running import AGENCY, YEAR, new_home
from support import DATA, problems_of, rewrite, scored, write_table

from italib import agency, stage, trend, trend_tables
from italib.agency_year import AgencyYear
from italib.comparable import comparable_items, same_code
from italib.folders import years_of
from italib.framework import Framework
from italib.national import COLUMNS, national
from italib.reconcile import as_published, format_score
from italib.score import score

NAN = float("nan")


@pytest.fixture(scope="module")
def held():
    """The rules and figures of the three shipped years."""
    inputs = {year: agency.load(DATA, AGENCY, year) for year in years_of(DATA, AGENCY)}
    return {year: scored(of.framework, AgencyYear(of, DATA).by_figure) for year, of in inputs.items()}


@pytest.fixture(scope="module")
def by_year(held):
    return trend.by_year(held)


@pytest.fixture(scope="module")
def old_rules(held):
    return held[2564].framework


def figures(framework, scores, low=0.0, high=0.0, published=None):
    """Figures as `reconcile` gives them, of `scores` by code; `low` and `high` are how far from the score they lie."""
    rows = [
        (framework.level_of[code], code, value, value - low, value + high, (published or {}).get(code, ""))
        for code, value in scores.items()
    ]
    frame = pd.DataFrame(rows, columns=["level", "code", "score", "low", "high", "published"])
    shown = as_published(frame, pd.to_numeric(frame["published"], errors="coerce"), framework.decimals)
    return frame.assign(shown=[format_score(value, framework.decimals) for value in shown])


def other_rules(framework, **fields):
    """The rules with other fields, built anew: a copy would keep what the first has computed."""
    return Framework(**{name: getattr(framework, name) for name in Framework.model_fields} | fields)


def renamed(framework, code, **names):
    """The rules with another name of an indicator."""
    nodes = [node.model_copy(update=names) if node.code == code else node for node in framework.indicators]
    return other_rules(framework, indicators=tuple(nodes))


def with_item(framework, code, **fields):
    """The rules with other fields of an item."""
    items = [item.model_copy(update=fields) if item.code == code else item for item in framework.items]
    return other_rules(framework, items=tuple(items))


def one(by_year, code, year, column="change"):
    return by_year.set_index(["code", "year"]).loc[(code, year), column]


def reasons_of(earlier, later):
    return comparable_items(earlier, later).set_index("code")["reasons"]


# The shipped agency.


def test_the_totals_are_those_that_were_published(by_year):
    totals = by_year[by_year["level"] == "total"]
    assert totals[["year", "shown"]].to_numpy().tolist() == [[2563, 59.50], [2564, 85.26], [2565, 90.52]]


def test_a_row_is_an_indicator_an_instrument_or_the_total_in_one_year(by_year):
    assert by_year.groupby("year")["level"].value_counts().unstack().to_numpy().tolist() == [[10, 3, 1]] * 3
    assert not by_year.duplicated(["code", "year"]).any()
    assert list(dict.fromkeys(by_year["code"])) == [*map(str, range(1, 11)), "IIT", "EIT", "OIT", "total"]


@pytest.mark.parametrize(
    ("code", "year", "change"),
    [("10", 2565, 12.50), ("10", 2564, 75.00), ("6", 2565, -17.16), ("7", 2565, 0.47), ("5", 2565, 12.42)],
)
def test_a_change_is_right_to_the_last_digit(by_year, code, year, change):
    assert one(by_year, code, year) == change


@pytest.mark.parametrize(("code", "change"), [("IIT", 12.52), ("EIT", -8.44), ("OIT", 10.07), ("total", 5.26)])
def test_instruments_and_the_total_change_too(by_year, code, change):
    assert one(by_year, code, 2565) == change


def test_the_first_year_has_no_change(by_year):
    assert by_year.loc[by_year["year"] == 2563, "change"].isna().all()
    assert by_year.loc[by_year["year"] > 2563, "change"].notna().all()


def test_the_indicators_are_ranked_as_in_the_document(by_year):
    ranked = trend.ranked(by_year, 2565)
    assert ranked["code"].tolist() == ["10", "1", "9", "3", "2", "4", "5", "6", "8", "7"]
    assert ranked["rank"].tolist() == list(range(1, 11))
    assert ranked.loc[0, [2563, 2564, 2565, "change"]].tolist() == [12.50, 87.50, 100.00, 12.50]


def test_fewer_indicators_are_below_the_target_than_the_year_before(by_year, rules):
    below = trend.below_target(by_year, rules.target.score)
    assert below.to_numpy().tolist() == [[2563, 7, 10], [2564, 5, 10], [2565, 3, 10]]


def test_four_indicators_crossed_upward_and_two_downward(by_year, rules):
    crossed = trend.crossed(by_year, 2565, rules)
    assert list(zip(crossed["direction"], crossed["code"], strict=True)) == [
        *[("up", code) for code in "2345"], ("down", "6"), ("down", "8")
    ]  # fmt: skip


def test_what_is_below_now_is_what_was_and_what_crossed(by_year, rules):
    below = trend.below_target(by_year, rules.target.score).set_index("year")["below"]
    for year in (2564, 2565):
        ways = trend.crossed(by_year, year, rules)["direction"].value_counts()
        assert below[year] == below[year - 1] - ways.get("up", 0) + ways.get("down", 0)


def test_the_extremes_are_the_largest_rise_and_fall(by_year):
    extremes = trend.extremes(by_year, 2565)
    assert extremes[["direction", "code", "change"]].to_numpy().tolist() == [["up", "4", 15.09], ["down", "6", -17.16]]


def test_a_figure_of_which_the_last_digit_is_open_says_so(by_year):
    assert by_year.loc[~by_year["certain"], ["code", "year"]].to_numpy().tolist() == [
        ["IIT", 2563],
        ["EIT", 2563],
        ["EIT", 2564],
        ["OIT", 2563],
    ]


def test_a_run_of_an_earlier_year_knows_no_later_one(held):
    earlier = trend.by_year({year: held[year] for year in (2563, 2564)})
    assert trend.years_of(earlier) == [2563, 2564]
    assert trend.year_before(earlier, 2564) == 2563
    assert trend.year_before(earlier, 2563) is None


# By hand.


def test_scores_are_rounded_once_before_they_are_compared(rules):
    years = {1: scored(rules, figures(rules, {"1": 80.004})), 2: scored(rules, figures(rules, {"1": 80.005}))}
    by_year = trend.by_year(years)
    assert by_year["shown"].tolist() == [80.00, 80.01]
    assert one(by_year, "1", 2) == 0.01


def test_the_published_figure_is_shown_where_it_may_be_the_score(rules):
    # Known as 85.26 to 85.27; 85.26 may have been printed for it, 85.29 may not.
    for published, shown in (("85.26", 85.26), ("85.29", 85.27), ("", 85.27), ("A", 85.27)):
        year = scored(rules, figures(rules, {"total": 85.265}, 0.005, 0.005, {"total": published}))
        assert trend.by_year({1: year})["shown"].tolist() == [shown]


def test_a_figure_that_was_only_published_counts(rules):
    years = {
        1: scored(rules, figures(rules, {"1": NAN}, published={"1": "70.5"})),
        2: scored(rules, figures(rules, {"1": 71.0})),
    }
    by_year = trend.by_year(years)
    assert by_year["shown"].tolist() == [70.5, 71.0]
    assert by_year["certain"].all()
    assert one(by_year, "1", 2) == 0.5


def test_an_exact_score_is_shown_whatever_was_published(rules):
    year = scored(rules, figures(rules, {"1": 91.8152}, published={"1": "91.81"}))
    by_year = trend.by_year({1: year})
    assert (by_year["shown"].item(), by_year["certain"].item()) == (91.82, True)


def test_the_year_before_is_the_last_that_is_known(rules):
    years = {year: scored(rules, figures(rules, {"1": value})) for year, value in ((1, 70.0), (2, NAN), (4, 75.5))}
    by_year = trend.by_year(years)
    assert trend.years_of(by_year) == [1, 4]
    assert one(by_year, "1", 4) == 5.5


def test_a_score_that_is_missing_changes_nothing(rules):
    years = {
        1: scored(rules, figures(rules, {"1": NAN, "2": 60.0})),
        2: scored(rules, figures(rules, {"1": 70.0, "2": NAN})),
    }
    by_year = trend.by_year(years)
    assert by_year["change"].isna().all()
    assert trend.ranked(by_year, 2)["code"].tolist() == ["1"]
    assert math.isnan(trend.ranked(by_year, 2).loc[0, 1])


def test_ties_keep_the_order_of_the_codes(rules):
    by_year = trend.by_year({1: scored(rules, figures(rules, {"10": 90.0, "9": 90.004, "2": 90.0, "1": 50.0}))})
    assert trend.ranked(by_year, 1)["code"].tolist() == ["2", "9", "10", "1"]


def test_every_one_of_a_tie_is_an_extreme(rules):
    before, now = {"1": 50.0, "2": 60.0, "3": 70.0}, {"1": 55.0, "2": 65.0, "3": 70.0}
    by_year = trend.by_year({1: scored(rules, figures(rules, before)), 2: scored(rules, figures(rules, now))})
    assert trend.extremes(by_year, 2)[["direction", "code"]].to_numpy().tolist() == [["up", "1"], ["up", "2"]]


def test_on_the_target_is_reached(rules):
    goal = rules.target.score
    years = {
        1: scored(rules, figures(rules, {"1": goal - 0.01, "2": goal})),
        2: scored(rules, figures(rules, {"1": goal, "2": goal})),
    }
    crossed = trend.crossed(trend.by_year(years), 2, rules)
    assert crossed[["direction", "code"]].to_numpy().tolist() == [["up", "1"]]


def test_the_order_of_rows_does_not_matter(held, by_year):
    shuffled = {
        year: of._replace(by_figure=of.by_figure.sample(frac=1, random_state=7)) for year, of in reversed(held.items())
    }
    pd.testing.assert_frame_equal(trend.by_year(shuffled), by_year)


def test_nothing_is_changed_in_place(held):
    before = {year: of.by_figure.copy() for year, of in held.items()}
    trend.by_year(held)
    for year, frame in before.items():
        pd.testing.assert_frame_equal(held[year].by_figure, frame)


def test_the_changes_of_all_years_add_up(by_year):
    # In hundredths, which are whole.
    for _, group in by_year.groupby("code"):
        assert round(group["change"].sum() * 100) == round((group["shown"].iloc[-1] - group["shown"].iloc[0]) * 100)


def test_a_trend_without_any_score_is_empty_and_not_an_error(rules):
    by_year = trend.by_year({1: scored(rules, score(*nothing(), rules).assign(published="", shown=""))})
    assert by_year.empty
    assert trend.years_of(by_year) == []


def nothing():
    """No answers and no given scores, in their columns."""
    answers = pd.DataFrame(columns=["instrument", "respondent", "item", "part", "answer", "points"])
    given = pd.DataFrame(columns=["level", "code", "score", "low", "high", "basis"])
    return answers.astype({"points": "float64"}), given


# Codes that mean something else in another year.


@pytest.mark.parametrize(
    ("names", "same"),
    [
        ({"name_th": "เรื่องอื่น"}, False),
        ({"name_th": "เรื่องอื่น", "also_printed": "การใช้อำนาจ"}, True),
        ({"name_th": " การใช้  อำนาจ"}, True),
    ],
)
def test_an_indicator_is_compared_under_the_same_name_only(rules, names, same):
    old = renamed(rules, "3", **names)
    by_year = trend.by_year({1: scored(old, figures(old, {"3": 60.0})), 2: scored(rules, figures(rules, {"3": 70.0}))})
    assert same_code("3", old, rules) is same
    assert (float(one(by_year, "3", 2)) == 10) == same
    assert math.isnan(one(by_year, "3", 2)) != same
    assert math.isnan(trend.ranked(by_year, 2).loc[0, 1]) != same
    assert trend_tables.lines(by_year, 2, rules)["year"].tolist() == ([1, 2] if same else [2])


def test_an_indicator_of_one_year_only_has_no_change(rules):
    fewer = other_rules(rules, indicators=tuple(node for node in rules.indicators if node.code != "3"))
    for old, new in ((rules, fewer), (fewer, rules)):
        years = {1: scored(old, figures(old, {"2": 60.0})), 2: scored(new, figures(new, {"2": 70.0}))}
        assert not same_code("3", old, new)
        assert one(trend.by_year(years), "2", 2) == 10


def test_an_instrument_is_compared_under_the_same_name_only(rules):
    first, *rest = rules.instruments
    old = other_rules(rules, instruments=(first.model_copy(update={"name_th": "แบบอื่น"}), *rest))
    assert [same_code(code, old, rules) for code in ("IIT", "EIT", "total")] == [False, True, True]


# Items.


def test_the_items_that_may_be_compared_are_those_asked_alike(old_rules, rules):
    items = comparable_items(old_rules, rules)
    refused = items.loc[~items["comparable"], "code"].tolist()
    assert [code for code in refused if code.startswith("i")] == ["i1", "i2", "i8", "i14", "i27"]
    assert len(items) == 88 and items["comparable"].sum() == 25


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("i27", ("wording", "polarity")),
        ("i14", ("wording",)),
        ("i1", ("wording",)),
        ("i8", ("parts",)),
        ("e3", ("unknown earlier",)),
        ("o12", ("unknown earlier",)),
        ("i7", ()),
    ],
)
def test_an_item_is_refused_for_all_its_reasons(old_rules, rules, code, reasons):
    assert reasons_of(old_rules, rules)[code] == reasons


def test_both_wordings_are_shown(old_rules, rules):
    row = comparable_items(old_rules, rules).set_index("code").loc["i27"]
    assert row["earlier_th"] == "ปัญหาการทุจริตในหน่วยงานของท่าน ได้รับการแก้ไข มากน้อยเพียงใด"
    assert row["later_th"] == "หน่วยงานของท่านมีปัญหาการทุจริตที่ยังไม่ได้รับการแก้ไข มากน้อยเพียงใด"


def test_the_reasons_turn_round_with_the_years(old_rules, rules):
    reasons = reasons_of(rules, old_rules)
    assert reasons["i27"] == ("wording", "polarity")
    assert reasons["e3"] == ("unknown later",)


def test_a_year_is_comparable_with_itself(rules):
    assert comparable_items(rules, rules)["comparable"].all()


def test_an_item_of_one_year_only_says_so(rules):
    fewer = other_rules(rules, items=tuple(item for item in rules.items if item.code != "i7"))
    assert reasons_of(fewer, rules)["i7"] == ("only later",)
    assert reasons_of(rules, fewer)["i7"] == ("only earlier",)


def test_items_of_a_year_that_holds_none_are_unknown_and_not_missing(held, rules):
    reasons = reasons_of(held[2563][0], rules)
    assert set(reasons) == {("unknown earlier",)}
    assert len(reasons) == 88


def test_other_answers_or_points_are_another_scale(rules):
    worst, *rest = rules.scales["four-level"]
    changed = {**rules.scales, "four-level": (worst.model_copy(update={"points": 1.0}), *rest)}
    reasons = reasons_of(other_rules(rules, scales=changed), rules)
    assert reasons["i7"] == ("scale",)
    assert reasons["i4"] == ()


def test_the_name_of_a_scale_does_not_matter(rules):
    item = rules.by_code["i7"]
    old = with_item(rules, "i7", parts=tuple(part.model_copy(update={"scale": "other"}) for part in item.parts))
    old = other_rules(old, scales={**rules.scales, "other": rules.scales["four-level"]})
    assert reasons_of(old, rules)["i7"] == ()


def test_spaces_and_spelling_variants_are_no_other_wording(rules):
    old = with_item(rules, "i7", text_th=rules.by_code["i7"].text_th.replace(" ", "  "))
    assert reasons_of(old, rules)["i7"] == ()


def test_a_part_more_is_another_item(rules):
    item = rules.by_code["i8"]
    assert reasons_of(with_item(rules, "i8", parts=item.parts[:1]), rules)["i8"] == ("parts", "polarity", "scale")


def test_a_part_without_its_wording_is_unknown(rules):
    item = rules.by_code["i8"]
    parts = (item.parts[0].model_copy(update={"text_th": ""}), *item.parts[1:])
    assert reasons_of(with_item(rules, "i8", parts=parts), rules)["i8"] == ("unknown earlier",)


def test_there_are_no_item_changes_where_a_year_holds_no_item_scores(held):
    assert trend.item_changes(held[2564], held[2565]).empty
    assert [trend.has_items(held[year]) for year in (2563, 2564, 2565)] == [False, False, True]


def test_only_items_that_may_be_compared_have_a_change(old_rules, rules):
    then = scored(old_rules, figures(old_rules, {"i7": 80.0, "i27": 20.0, "i9": 50.0}))
    now = scored(rules, figures(rules, {"i7": 84.944, "i27": 90.0, "i10": 60.0}))
    changes = trend.item_changes(then, now)
    assert changes[["code", "earlier", "later", "change"]].to_numpy().tolist() == [["i7", 80.0, 84.94, 4.94]]
    assert changes["text_th"].tolist() == [rules.by_code["i7"].text_th]


# The country.


def country_file(path, *rows):
    return write_table(path / "national.csv", [COLUMNS, *rows])


def test_the_shipped_figures_of_the_country_can_be_read():
    frame = national(DATA / "national.csv")
    assert list(frame.columns) == list(COLUMNS)
    row = frame.set_index("year").loc[2565]
    assert (row["agencies"], row["mean"], row["passed"], row["passed_share"]) == (8303, 87.57, 5855, 70.52)


def test_figures_of_the_country_that_nobody_states_are_missing(tmp_path):
    path = country_file(
        tmp_path, [2566, "8323", "90.19", "", "", "", "stated", "a"], [2562, "", "", "", "", "", "derived", "b"]
    )
    frame = national(path)
    assert frame["year"].tolist() == [2562, 2566]
    assert frame.loc[0, ["agencies", "mean", "passed", "passed_share", "respondents"]].isna().all()


def test_a_project_may_do_without_figures_of_the_country(tmp_path, by_year):
    frame = national(tmp_path / "national.csv")
    assert frame.empty and list(frame.columns) == list(COLUMNS)
    against = trend.against_country(by_year, frame, 2)
    assert against["shown"].tolist() == [59.50, 85.26, 90.52]
    assert against[["mean", "difference", "passed_share"]].isna().all(axis=None)
    assert set(against["standing"]) == set(against["source"]) == {""}


GOOD = ["2565", "8303", "87.57", "5855", "70.52", "1300132", "stated", "ข่าว"]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("year", "65", "สี่หลัก"),
        ("year", "", "สี่หลัก"),
        ("agencies", "8,303", "จุลภาค"),
        ("respondents", "1.3e6", "จุลภาค"),
        ("mean", "101", "0 ถึง 100"),
        ("mean", "nan", "0 ถึง 100"),
        ("passed_share", "70.52%", "0 ถึง 100"),
        ("passed", "8304", "8303"),
        ("standing", "sure", "stated, derived, unverified"),
        ("source", "", "ที่มา"),
    ],
)
def test_a_bad_figure_of_the_country_is_named(tmp_path, column, value, words):
    row = [value if name == column else cell for name, cell in zip(COLUMNS, GOOD, strict=True)]
    (problem,) = problems_of(national, country_file(tmp_path, row))
    assert (problem.row, problem.column, problem.found) == (2, column, value)
    assert words in problem.message


def test_a_year_of_the_country_stands_once(tmp_path):
    (problem,) = problems_of(national, country_file(tmp_path, GOOD, GOOD))
    assert (problem.row, problem.column) == (3, "year")
    assert "แถว 2" in problem.message


def test_all_problems_of_the_country_are_told_at_once(tmp_path):
    path = country_file(tmp_path, ["x", *GOOD[1:]], [*GOOD[:2], "-1", *GOOD[3:7], ""])
    assert [(problem.row, problem.column) for problem in problems_of(national, path)] == [
        (2, "year"),
        (3, "mean"),
        (3, "source"),
    ]


def test_the_agency_against_the_country(by_year):
    against = trend.against_country(by_year, national(DATA / "national.csv"), 2)
    assert against[["year", "shown", "mean", "difference"]].to_numpy().tolist() == [
        [2563, 59.50, 67.90, -8.40],
        [2564, 85.26, 81.25, 4.01],
        [2565, 90.52, 87.57, 2.95],
    ]


# Other years of an agency, and what its pages rest on.


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(new_home(tmp_path / "project"))
    return tmp_path / "project"


def test_the_years_up_to_now_are_those_of_a_run(home):
    work = stage.open_stage(AGENCY, 2564)
    assert list(work.findings.years) == [2563, 2564]


def test_a_broken_year_is_left_out(home):
    rewrite(home / f"data/agencies/{AGENCY}/2564/published.csv", "86.95", "186.95")
    work = stage.open_stage(AGENCY, YEAR)
    assert [other.scored is None for other in work.other_years] == [False, True]
    by_year = trend.by_year(work.findings.years)
    assert trend.years_of(by_year) == [2563, 2565]
    assert one(by_year, "total", YEAR) == 31.02


def test_pages_rest_on_the_figures_of_the_country(home):
    before = stage.open_stage(AGENCY, YEAR).made_from
    rewrite(home / "data/national.csv", "87.57", "87.58")
    assert "national.csv" in agency.input_hashes(home / "data", AGENCY, [YEAR])
    assert stage.open_stage(AGENCY, YEAR).made_from != before


# As text.


def test_the_file_has_the_decimals_that_are_shown(by_year):
    rows = trend_tables.rows_of_file(by_year, 2).set_index(["code", "year"])
    assert list(rows.loc[("10", 2565), ["score", "change"]]) == ["100.00", "12.50"]
    assert list(rows.loc[("total", 2563), ["score", "change"]]) == ["59.50", ""]
    assert rows.loc[("6", 2565), "change"] == "-17.16"


def test_no_change_is_plain_nought(rules):
    years = {year: scored(rules, figures(rules, {"1": value})) for year, value in ((1, 70.001), (2, 70.0))}
    by_year = trend.by_year(years)
    assert trend_tables.rows_of_file(by_year, 2)["change"].tolist() == ["", "0.00"]
    assert trend_tables.indicators(by_year, 2, 2)["change"].tolist() == ["0.00"]


def test_an_open_last_digit_is_marked(by_year):
    rows = trend_tables.above_indicators(by_year, 2565, 2)
    assert rows["2564"].tolist() == ["80.58", "≈87.30", "87.25", "85.26"]
    assert rows["score"].tolist() == ["93.10", "78.86", "97.32", "90.52"]
    assert rows["name"].tolist()[-1] == "คะแนนรวม"


def test_an_item_with_two_reasons_counts_for_both(old_rules, rules):
    rows = trend_tables.reasons(comparable_items(old_rules, rules), 2564, 2565)
    assert rows["count"].tolist() == ["58", "4", "1", "1"]
    assert rows["codes"].tolist()[1:] == ["i1, i2, i14, i27", "i8", "i27"]
    assert rows["reason"].tolist()[0] == "ไม่มีแหล่งถ้อยคำของปี 2564"


def test_where_all_may_be_compared_there_is_no_reason(rules):
    assert trend_tables.reasons(comparable_items(rules, rules), 1, 2).empty


def test_every_item_says_whether_it_is_compared(old_rules, rules):
    rows = trend_tables.wordings(comparable_items(old_rules, rules), 2564, 2565).set_index("code")
    assert list(rows.loc["i7", ["verdict", "reason"]]) == ["เทียบได้", "–"]
    assert list(rows.loc["i27", ["verdict", "reason"]]) == ["เทียบไม่ได้", "ถ้อยคำของข้อต่างกัน, ทิศทางของคำถามต่างกัน"]
    assert rows.loc["e3", "earlier_th"] == "–"


def test_item_changes_go_from_the_largest_fall_up(rules):
    before = scored(rules, figures(rules, {"i7": 80.0, "i9": 80.0, "i10": 80.0}))
    now = scored(rules, figures(rules, {"i7": 85.0, "i9": 79.0, "i10": 85.0}))
    rows = trend_tables.item_changes(trend.item_changes(before, now), 2)
    assert rows[["code", "change"]].to_numpy().tolist() == [["i9", "−1.00"], ["i7", "+5.00"], ["i10", "+5.00"]]


def test_the_years_in_one_table(by_year, rules):
    rows = trend_tables.totals(by_year, rules)
    assert rows.to_numpy().tolist()[-1] == ["2565", "90.52", "+5.26", "3", "10"]


def test_the_country_as_text(by_year):
    rows = trend_tables.country(trend.against_country(by_year, national(DATA / "national.csv"), 2), 2)
    assert rows.iloc[0, :6].tolist() == ["2563", "59.50", "67.90", "−8.40", "–", "มีแหล่งเผยแพร่"]

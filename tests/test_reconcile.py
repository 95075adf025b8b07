import pandas as pd
import pytest
from support import DATA, scores_of

from italib import agency
from italib.reconcile import differing, reconcile


@pytest.fixture(scope="module")
def by_figure(scores, bansong, rules):
    return reconcile(scores, bansong.published, rules)


@pytest.fixture(scope="module")
def earlier():
    """The scores and the inputs of the years of which only indicators are published."""
    inputs = {year: agency.load(DATA, "bansong", year) for year in (2563, 2564)}
    return {year: (scores_of(held), held) for year, held in inputs.items()}


def with_figure(published, code, text):
    """The published figures with one of them changed."""
    changed = published.copy()
    at = (changed["code"] == code) & (changed["level"] != "rating")
    assert at.sum() == 1
    changed.loc[at, "value"] = text
    changed.loc[at, "score"] = float(text)
    return changed


def verdict(scores, published, rules, code):
    by_figure = reconcile(scores, published, rules)
    return by_figure.loc[(by_figure["code"] == code) & (by_figure["level"] != "rating"), "verdict"].item()


def total_of(value, text, low=None, high=None, basis="computed"):
    """A total and the figure published for it."""
    row = {"level": "total", "code": "total", "score": value, "low": low or value, "high": high or value}
    scores = pd.DataFrame([{**row, "n": 10, "basis": basis}]).astype({"n": "Int64"})
    published = pd.DataFrame([{"level": "total", "code": "total", "value": text, "score": float(text)}])
    return scores, published


# --- 2565 -------------------------------------------------------------------------------------------------------------


def test_all_110_figures_of_2565_are_equal(by_figure):
    assert by_figure.groupby(["level", "verdict"]).size().to_dict() == {
        ("item", "equal"): 88,
        ("sub_indicator", "equal"): 7,
        ("indicator", "equal"): 10,
        ("instrument", "equal"): 3,
        ("total", "equal"): 1,
        ("rating", "equal"): 1,
    }


def test_nothing_of_2565_differs(by_figure):
    assert len(differing(by_figure)) == 0


def test_every_difference_of_2565_is_zero(by_figure):
    assert (by_figure.loc[by_figure["level"] != "rating", "difference"] == 0).all()


def test_every_survey_item_of_2565_comes_from_answers(by_figure):
    items = by_figure[by_figure["level"] == "item"]
    assert items.groupby(["instrument", "basis"]).size().to_dict() == {
        ("EIT", "answers"): 15,
        ("IIT", "answers"): 30,
        ("OIT", "score table"): 43,
    }


def test_the_published_text_is_kept_as_printed(by_figure):
    row = by_figure.set_index(["level", "code"]).loc[("instrument", "IIT")]
    assert (row["published"], row["shown"]) == ("93.1", "93.10")


def test_the_rating_stands_last_with_its_label(by_figure):
    row = by_figure.iloc[-1]
    assert (row["level"], row["code"], row["shown"], row["published"]) == ("rating", "total", "A", "A")


def test_rows_carry_name_and_instrument(by_figure):
    row = by_figure.set_index(["level", "code"]).loc[("indicator", "7")]
    assert (row["name_th"], row["instrument"]) == ("ประสิทธิภาพการสื่อสาร", "EIT")


@pytest.mark.parametrize(
    ("code", "text"), [("i7", "84.95"), ("9.2", "87.51"), ("5", "91.81"), ("EIT", "78.85"), ("total", "90.51")]
)
def test_a_changed_figure_is_different(scores, bansong, rules, code, text):
    by_figure = reconcile(scores, with_figure(bansong.published, code, text), rules)
    assert differing(by_figure)["code"].tolist() == [code]


def test_a_changed_rating_is_different(scores, bansong, rules):
    published = bansong.published.copy()
    published.loc[published["level"] == "rating", "value"] = "AA"
    assert differing(reconcile(scores, published, rules))["level"].tolist() == ["rating"]


def test_the_difference_is_shown_minus_published(scores, bansong, rules):
    by_figure = reconcile(scores, with_figure(bansong.published, "total", "90.60"), rules)
    assert by_figure.loc[by_figure["level"] == "total", "difference"].item() == -0.08


def test_a_figure_that_is_not_published_has_no_verdict(scores, bansong, rules):
    published = bansong.published[bansong.published["code"] != "i7"]
    row = reconcile(scores, published, rules).set_index("code").loc["i7"]
    assert (row["verdict"], row["published"], pd.isna(row["difference"])) == ("", "", True)


def test_a_published_figure_without_a_score_is_different(scores, bansong, rules):
    missing = scores.copy()
    missing.loc[missing["code"] == "i7", ["score", "low", "high"]] = float("nan")
    assert verdict(missing, bansong.published, rules, "i7") == "different"


def test_the_arguments_are_left_as_they_are(scores, bansong, rules):
    before = scores.copy(), bansong.published.copy()
    reconcile(scores, bansong.published, rules)
    assert scores.equals(before[0])
    assert bansong.published.equals(before[1])


# --- years that start from printed indicators -------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2563, 2564])
def test_a_starting_figure_has_no_verdict(earlier, year):
    scores, inputs = earlier[year]
    by_figure = reconcile(scores, inputs.published, inputs.framework)
    indicators = by_figure[by_figure["level"] == "indicator"]
    assert (indicators["basis"] == "published").all()
    assert indicators["verdict"].tolist() == [""] * 10


def test_the_total_of_2564_is_within_rounding(earlier):
    scores, inputs = earlier[2564]
    assert verdict(scores, inputs.published, inputs.framework, "total") == "within rounding"


def test_the_total_of_2564_that_one_sentence_states_is_different(earlier):
    scores, inputs = earlier[2564]
    stated = with_figure(inputs.published, "total", "85.29")
    assert verdict(scores, stated, inputs.framework, "total") == "different"


@pytest.mark.parametrize(("text", "wanted"), [("85.27", "equal"), ("85.25", "different"), ("85.28", "different")])
def test_only_figures_in_the_interval_of_2564_fit(earlier, text, wanted):
    scores, inputs = earlier[2564]
    assert verdict(scores, with_figure(inputs.published, "total", text), inputs.framework, "total") == wanted


def test_the_total_of_2563_is_59_5(earlier):
    scores, inputs = earlier[2563]
    row = reconcile(scores, inputs.published, inputs.framework).set_index(["level", "code"]).loc[("total", "total")]
    assert (row["published"], row["shown"], row["verdict"]) == ("59.5", "59.50", "equal")


@pytest.mark.parametrize(("year", "label"), [(2563, "D"), (2564, "A")])
def test_a_rating_that_is_not_published_is_shown_without_a_verdict(earlier, year, label):
    scores, inputs = earlier[year]
    row = reconcile(scores, inputs.published, inputs.framework).iloc[-1]
    assert (row["level"], row["shown"], row["verdict"]) == ("rating", label, "")


# --- how a figure was printed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text", "wanted"),
    [
        (59.504, "59.5", "equal"),
        (59.54, "59.5", "within rounding"),
        (59.46, "59.5", "within rounding"),
        (59.55, "59.5", "different"),
        (59.55, "59.6", "within rounding"),
        (59.44, "59.5", "different"),
        (90.4, "90", "within rounding"),
        (90.5, "90", "different"),
        (99.996, "100", "equal"),
        (85.26, "85.26", "equal"),
        (85.2649, "85.26", "equal"),
        (85.265, "85.26", "different"),
    ],
)
def test_an_exact_score_must_be_printed_rounded(rules, value, text, wanted):
    scores, published = total_of(value, text)
    assert verdict(scores, published, rules, "total") == wanted


@pytest.mark.parametrize(
    ("low", "value", "high", "text", "wanted"),
    [
        (85.26, 85.265, 85.27, "85.26", "within rounding"),
        (85.26, 85.265, 85.27, "85.27", "equal"),
        (85.26, 85.265, 85.27, "85.28", "different"),
        (59.54, 59.548, 59.556, "59.5", "within rounding"),
        (59.54, 59.548, 59.556, "59.6", "within rounding"),
        (59.54, 59.548, 59.556, "59.4", "different"),
    ],
)
def test_a_figure_may_be_printed_of_any_score_in_the_interval(rules, low, value, high, text, wanted):
    scores, published = total_of(value, text, low, high)
    assert verdict(scores, published, rules, "total") == wanted


def test_a_figure_that_scoring_starts_from_is_not_compared(rules):
    scores, published = total_of(85.26, "85.26", 85.255, 85.265, basis="published")
    assert verdict(scores, published, rules, "total") == ""

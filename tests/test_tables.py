"""What people read: rounded once, in order, escaped, and no number without its decimals."""

import re

import numpy as np
import pandas as pd
import pytest
from support import DATA

from italib import agency, audit_tables, clean_tables, elements, gap_tables, gaps, publish, sentences, tables
from italib.agency_year import AgencyYear
from italib.disclosure import protect
from italib.reconcile import explain, reconcile
from italib.words import RECONCILED, ROLES, SUPPRESSED, TABLE

HOSTILE = """<script>alert("1")</script><img src=x onerror='alert(1)'>"""
TWO_DECIMALS = r"-?\d{1,3}\.\d\d"


@pytest.fixture(scope="module")
def by_figure(bansong, cleaned):
    return AgencyYear(bansong, DATA).by_figure


@pytest.fixture(scope="module")
def other_year():
    """The scores of a year of which only printed figures are held."""
    inputs = agency.load(DATA, "bansong", 2564)
    return AgencyYear(inputs, DATA).by_figure


@pytest.fixture(scope="module")
def counts(cleaned, rules):
    return protect(clean_tables.answer_counts(cleaned.answers, rules), 5)


def with_published(scores, bansong, **values):
    """The comparison, had other figures been published."""
    published = bansong.published.copy()
    for code, value in values.items():
        published.loc[published["code"] == code, ["value", "score"]] = [value, float(value)]
    return reconcile(scores, published, bansong.framework)


# Tables of pages.


def page_table(frame, caption="คำอธิบายตาราง", **how):
    return elements.page_table(frame, {name: f"หัว {name}" for name in frame.columns}, caption, "tested", **how).data


def test_a_page_table_escapes_what_it_shows():
    html = page_table(pd.DataFrame({"a": [HOSTILE, "1"], "b": ["x", HOSTILE]}), caption=HOSTILE)
    assert "<script" not in html and "<img" not in html
    assert html.count("&lt;script&gt;") == 4


def test_a_page_table_escapes_its_headings():
    html = elements.page_table(pd.DataFrame({"a": ["1"], "b": ["2"]}), {"a": HOSTILE, "b": HOSTILE}, "ก", "tested").data
    assert "<script" not in html and "<img" not in html


def test_markdown_in_a_page_table_stays_text():
    html = page_table(pd.DataFrame({"a": ["**หนา**"], "b": ["[x](https://example.com)"]}))
    assert "**หนา**" in html and "<strong>" not in html and "<a " not in html


def test_a_page_table_has_a_caption_and_headed_rows_and_columns():
    html = page_table(pd.DataFrame({"a": ["แถว"], "b": ["2"]}))
    assert html.count("<caption>คำอธิบายตาราง</caption>") == html.count("<table") == 1
    assert re.search(r'<th [^>]*scope="col"[^>]*>หัว b</th>', html)
    assert re.search(r'<th [^>]*scope="row"[^>]*>แถว</th>', html)


def test_a_page_table_is_the_same_bytes_again():
    frame = pd.DataFrame({"a": ["1", "2"], "b": ["3", "4"]})
    assert page_table(frame, green=[0], red=[1]) == page_table(frame, green=[0], red=[1])


def test_a_page_table_shows_its_labelled_columns_in_their_order():
    frame = pd.DataFrame({"a": ["A1"], "b": ["B1"], "c": ["C1"]}, index=[7])
    html = elements.page_table(frame, {"c": "ค", "a": "ก"}, "คำอธิบาย", "tested").data
    assert re.findall(r">([ABC]1)<", html) == ["C1", "A1"]


def test_only_the_named_rows_are_tinted():
    html = page_table(pd.DataFrame({"a": ["x", "y", "z"], "b": ["1", "2", "3"]}), green=[0], red=[2])
    rows = re.findall(r'<tr(?: class="(\w+)")?><th scope="row">(\w)</th>', html)
    assert rows == [("green", "x"), ("", "y"), ("red", "z")]
    assert all(f"#table-tested .{tint} {{ background: #" in html for tint in ("green", "red"))


def test_an_empty_table_is_a_sentence():
    html = page_table(pd.DataFrame({"a": []}), caption="ข้อ <0>")
    assert html == "<p>ข้อ &lt;0&gt;: ไม่มีรายการ</p>"


def test_prose_and_summaries_are_escaped():
    assert "<script" not in elements.prose(HOSTILE).data
    assert "<script" not in elements.folded(HOSTILE, elements.prose("ก")).data
    assert "<script" not in publish.picture(b"", HOSTILE).data
    assert "onerror='" not in publish.picture(b"", HOSTILE).data


def test_a_folded_table_is_closed():
    assert elements.folded("ดู", elements.prose("ก")).data == "<details><summary>ดู</summary><p>ก</p></details>"


def test_every_column_that_exports_may_have_is_named():
    assert set(agency.forms_of(DATA).columns) - set(ROLES) == set()


# The score table.


def test_the_score_table_has_its_columns_in_order(by_figure):
    assert list(tables.scores(by_figure)) == [
        "level", "code", "name_th", "instrument", "score", "n", "published", "difference", "verdict", "basis"
    ]  # fmt: skip


def test_the_score_table_goes_from_the_items_up_to_the_rating(by_figure):
    levels = list(dict.fromkeys(tables.scores(by_figure)["level"]))
    assert levels == ["item", "sub_indicator", "indicator", "instrument", "total", "rating"]
    assert len(by_figure) == 110


def test_every_score_is_text_with_its_decimals(by_figure):
    scores = tables.scores(by_figure)
    numbers = scores.loc[scores["level"] != "rating", ["score", "difference"]].to_numpy().ravel()
    assert all(re.fullmatch(TWO_DECIMALS, number) for number in numbers)
    assert scores.set_index("code").loc[["i4", "i7", "IIT"], "score"].tolist() == ["100.00", "84.94", "93.10"]


def test_no_difference_is_never_minus_zero(by_figure):
    frame = by_figure.assign(difference=-0.0)
    assert set(tables.scores(frame)["difference"]) == {"0.00"}


def test_what_is_missing_is_an_empty_cell_and_n_is_a_whole_number(by_figure):
    scores = tables.scores(by_figure)
    assert set(scores.loc[scores["level"] == "rating", ["n", "difference"]].to_numpy().ravel()) == {""}
    assert all(re.fullmatch(r"\d*", n) for n in scores["n"])
    assert scores.set_index("code").loc[["i1", "e1", "o1"], "n"].tolist() == ["33", "30", ""]


def test_the_score_table_is_written_for_excel(by_figure, tmp_path):
    publish.RunFolder(tmp_path).table("scores", tables.scores(by_figure))
    content = (tmp_path / "tables" / "scores.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbflevel,code,")
    assert b"\r" not in content
    assert b"nan" not in content.lower() and b"<na>" not in content.lower()


# Answers and cleaning.


def test_an_answer_that_nobody_gave_is_counted_as_none(counts, rules):
    asked = counts.groupby(["item", "part"]).size()
    assert asked.to_dict() == {key: len(rules.options[key]) for key in asked.index}
    assert (counts["count"] == 0).any()


def test_the_answer_table_is_of_nobody(counts):
    assert list(clean_tables.answer_table(counts)) == ["item", "part", "answer_th", "points", "count", "count_th"]


def test_a_hidden_count_is_empty_and_said_in_words(counts):
    table = clean_tables.answer_table(counts)
    wanted = ["" if hidden else str(count) for hidden, count in zip(counts["hidden"], counts["count"], strict=True)]
    assert table["count"].tolist() == wanted
    assert table["count_th"].tolist() == [text or SUPPRESSED["count"] for text in wanted]


def test_how_much_is_hidden_is_said(counts):
    hidden, told = counts["hidden"].sum(), counts[counts["told"]].groupby(["item", "part"]).ngroups
    said = sentences.suppressed(counts, 5)
    assert "1 ถึง 4 คน" in said and f"{hidden} จาก {len(counts)}" in said and f"{told} ข้อย่อย" in said
    assert "ข้อย่อย คะแนนที่ประกาศ" not in sentences.suppressed(counts.assign(told=False), 5)
    assert sentences.suppressed(counts.assign(hidden=False), 5) == ""


def test_an_answer_that_did_not_count_is_not_counted(cleaned, counts):
    assert counts["count"].sum() == cleaned.answers["points"].notna().sum()


def test_answers_are_ordered_by_instrument_and_mean(counts, rules):
    rows = clean_tables.answer_rows(counts, rules).drop_duplicates("label")
    assert list(dict.fromkeys(rows["instrument"])) == ["IIT", "EIT"]
    assert all(group["mean"].is_monotonic_increasing for _, group in rows.groupby("instrument"))
    assert len(rows) == counts.groupby(["item", "part"]).ngroups


def test_a_reversed_question_is_marked(counts, rules):
    rows = clean_tables.answer_rows(counts, rules).drop_duplicates("label")
    polarity = {(item.code, part.part): part.polarity for item in rules.items for part in item.parts}
    for row in rows.itertuples():
        assert ("(−)" in row.label) == (polarity[row.item, row.part] == "negative")


def test_every_row_that_arrived_is_accounted_for(cleaned):
    excluded = clean_tables.exclusions(cleaned.issues)
    sentence = sentences.kept(cleaned)
    rows, kept = cleaned.files["rows"].sum(), cleaned.files["kept"].sum()
    assert rows == kept + len(excluded)
    assert sentence == TABLE["kept"].format(rows=rows, kept=kept, excluded=len(excluded))


def test_issues_are_summed_by_rule_and_file(cleaned):
    by_rule = clean_tables.issues_by_rule(cleaned.issues)
    assert by_rule["count"].astype("int64").sum() == len(cleaned.issues)
    assert not by_rule.duplicated(["rule", "file", "action"]).any()


# Items, indicators and rankings.


def test_the_indicator_table_follows_the_codes(by_figure, rules):
    rows = tables.indicators(by_figure, rules)
    assert rows["code"].tolist() == [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "9.2", "9.3", "9.4", "9.5", "10", "10.1", "10.2"
    ]  # fmt: skip
    assert rows["score"].str.fullmatch(TWO_DECIMALS).all()


def test_the_parts_of_the_total_add_up_to_it(by_figure, scores, rules):
    made_of = tables.composition(by_figure, rules)
    total = scores.loc[scores["level"] == "total", "score"].iloc[0]
    assert made_of["points"].sum() == pytest.approx(total, abs=1e-9)


def test_the_item_tables_hold_every_item_once(by_figure, rules):
    frames = [tables.items(by_figure, rules, instrument.code) for instrument in rules.instruments]
    assert pd.concat(frames)["code"].tolist() == list(rules.codes["item"])


def test_an_item_without_a_score_is_a_dash(by_figure, rules):
    rows = tables.items(by_figure[by_figure["code"] != "i7"], rules, "IIT").set_index("code")
    assert rows.loc["i7", ["n", "score"]].tolist() == ["–", "–"]
    assert rows.loc["i8", "score"] != "–"


def test_rows_below_the_target_are_found_as_shown(rules):
    target = rules.target.score
    rows = pd.DataFrame({"score": [f"{target - 0.01:.2f}", f"{target:.2f}", "–", "0.00"]})
    assert tables.positions_below(rows, rules) == [0, 3]


def test_tinted_strengths_are_the_strengths(by_figure, ranked, rules):
    rows = tables.items(by_figure, rules, "IIT")
    best = rows["code"].iloc[tables.positions_of_top(rows, ranked, rules)]
    assert set(best) == set(gaps.strengths(ranked, rules).query("instrument == 'IIT'")["code"])


def test_gaps_and_strengths_have_their_decimals(ranked, bansong, rules, findings):
    below = gaps.below_target(ranked, bansong.guidance, rules)
    weak = gap_tables.gap_rows(below, findings.intervals, rules.decimals)
    top = gap_tables.strength_rows(gaps.strengths(ranked, rules), rules.decimals)
    assert weak["code"].tolist() == below["code"].tolist()
    assert list(weak) == [
        *("instrument", "rank", "code", "text_th", "score", "gap", "points_lost", "guidance_th"),
        *("lower", "upper", "standing"),
    ]
    assert list(top) == ["instrument", "rank", "code", "text_th", "score"]
    for column in (weak["score"], weak["gap"], weak["points_lost"], top["score"]):
        assert column.str.fullmatch(TWO_DECIMALS).all()


def test_a_checklist_is_counted_by_sub_indicator(scores, rules):
    rows = clean_tables.checklist_rows(scores, rules)
    assert rows.groupby("label")["count"].sum().equals(rows.groupby("label")["n"].first().rename("count"))
    assert rows["count"].sum() == sum(rules.instrument_of[code] == "OIT" for code in rules.codes["item"])


# How the computed figures stand to the published ones.


def test_a_year_that_agrees_is_no_draft(by_figure):
    assert sentences.draft_reason(by_figure) == ""
    assert sentences.reconciled(by_figure) == RECONCILED["equal"].format(count=110)


def test_a_draft_names_the_figures_that_differ(scores, bansong):
    wrong = with_published(scores, bansong, i7="84.95", e3="70.00")
    assert sentences.draft_reason(wrong) == RECONCILED["different"].format(
        count=2, codes="i7: 84.94 ≠ 84.95, e3: 68.93 ≠ 70.00"
    )
    assert sentences.reconciled(wrong) == sentences.draft_reason(wrong)


def test_a_draft_names_at_most_eight_figures(scores, bansong):
    wrong = with_published(scores, bansong, **{f"o{number}": "50.00" for number in range(1, 12)})
    reason = sentences.draft_reason(wrong)
    assert (reason.count("≠"), reason.count("…")) == (8, 1)
    assert "11 รายการ" in reason


def test_a_year_of_printed_figures_is_within_rounding(other_year):
    sentence = sentences.reconciled(other_year)
    assert sentence.startswith(RECONCILED["rounding"].format(count=1, rounding=1))
    assert RECONCILED["starting"].format(count=10) in sentence


def test_nothing_published_is_nothing_compared(scores, rules, bansong):
    bare = reconcile(scores, bansong.published.iloc[:0], rules)
    assert sentences.reconciled(bare) == RECONCILED["nothing"]
    assert sentences.draft_reason(bare) == ""


def test_verdicts_are_counted_by_level(by_figure):
    rows = tables.verdict_counts(by_figure)
    assert rows["figures"].astype("int64").sum() == rows["equal"].astype("int64").sum() == 110
    assert set(rows["different"]) == {"0"}


def test_a_starting_figure_is_not_shown_as_compared(other_year):
    rows = tables.verdicts(other_year)
    starting = rows[rows["verdict"] == "ค่าตั้งต้น"]
    assert len(starting) == 10
    assert set(starting["difference"]) == {"–"}


def test_a_difference_says_whose_it_is(scores, bansong, rules):
    rows = tables.differences(explain(with_published(scores, bansong, i7="84.95"), rules))
    assert rows["code"].tolist() == ["i7"]
    assert rows["difference"].tolist() == ["-0.01"]
    assert rows["why"].str.len().gt(10).all()


def test_intervals_are_of_totals_from_printed_figures_only(by_figure, other_year):
    spans = audit_tables.total_intervals({2565: by_figure, 2564: other_year})
    assert spans["label"].tolist() == ["2564"]
    (span,) = spans.itertuples()
    assert span.inside and span.low <= span.published + 0.005 and span.high >= span.published - 0.005
    assert np.isclose(span.published, 85.26)


@pytest.mark.parametrize(
    ("words", "joined"), [([], ""), (["ก"], "ก"), (["ก", "ข"], "ก และ ข"), (["ก", "ข", "ค"], "ก, ข และ ค")]
)
def test_words_are_joined_as_in_thai(words, joined):
    assert sentences.join(words) == joined

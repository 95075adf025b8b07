"""Every chart: the same bytes again, letters that are there, and nothing left behind."""

import inspect
import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.text import Text
from support import DATA
from test_country_findings import FIVE, findings_of

from italib import (
    agency,
    audit_figures,
    audit_tables,
    clean_tables,
    costs,
    country_figures,
    figures,
    gap_figures,
    gap_tables,
    gaps,
    measures,
    plan_figures,
    tables,
    trend,
    trend_figures,
    trend_tables,
)
from italib.agency_year import AgencyYear
from italib.audit import audit
from italib.chart import Chart
from italib.disclosure import protect
from italib.words import SUPPRESSED

TITLE, NOTE, ALT = "ข้อที่ต่ำกว่าเป้าหมาย 2 ข้อ", "ที่มา: คะแนนรายข้อ", "แผนภูมิแท่งของข้อที่ต่ำกว่าเป้าหมาย"
PNG = b"\x89PNG\r\n\x1a\n"
KINDS = {
    "answers": figures,
    "ranked_items": figures,
    "radar": figures,
    "total": figures,
    "intervals": audit_figures,
    "people": audit_figures,
    "gap_bars": gap_figures,
    "margins": gap_figures,
    "steps": gap_figures,
    "country": trend_figures,
    "slope": trend_figures,
    "total_national": trend_figures,
    "gantt": plan_figures,
    "histogram": country_figures,
    "bars": country_figures,
    "beside": country_figures,
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def draw(bansong, cleaned, scores, ranked, rules, findings):
    """Draws each kind of chart of the shipped year, by the name of its function."""
    by_figure = AgencyYear(bansong, DATA).by_figure
    weak = gaps.below_target(ranked, bansong.guidance, rules)
    asked = clean_tables.answer_rows(protect(clean_tables.answer_counts(cleaned.answers, rules), 5), rules).head(40)
    composed = tables.composition(by_figure, rules)
    total = scores.loc[scores["level"] == "total", "score"].iloc[0]
    other = agency.load(DATA, "bansong", 2564)
    spans = audit_tables.total_intervals({2564: AgencyYear(other, DATA).by_figure})
    country = findings_of(FIVE, "b")
    frames = {
        "answers": (asked,),
        "ranked_items": (ranked[ranked["rank"] <= 6], rules),
        "radar": (tables.indicator_frame(by_figure), rules),
        "total": (composed, total, rules),
        "people": (audit_tables.people(audit(findings).fitting),),
        "gap_bars": (weak.head(4), rules),
        "margins": (gap_tables.margin_rows(findings.intervals, rules), rules),
        "steps": (
            gap_tables.waterfall(costs.by_indicator(by_figure, rules), rules.decimals),
            [(100.0, "เต็ม"), (total, "รวม")],
            rules.codes["instrument"],
        ),
        "country": (findings.beside_country, rules),
        "intervals": (spans, rules),
        "slope": (trend_tables.lines(findings.by_year, 2565, rules), rules),
        "total_national": (trend.against_country(findings.by_year, bansong.national, rules.decimals), rules),
        "histogram": (country.bins, [(country.summary.mean, "เฉลี่ย"), (country.place.shown, "หน่วยงาน")], rules),
        "bars": (country.ratings[:5].assign(label="ระดับ", text="มี", tone="plain", apart=False), "ร้อยละ"),
        "beside": (country.against.assign(label="ตัวชี้วัด", text="ต่าง"), rules),
        "gantt": (measures.schedule(findings.steps, findings.year_begins), findings.round_ends),
    }

    def drawn(kind, title=TITLE):
        return getattr(KINDS[kind], kind)(*frames[kind], title, NOTE, ALT)

    return drawn


@pytest.mark.parametrize("module", [figures, audit_figures, gap_figures, trend_figures, plan_figures, country_figures])
def test_every_kind_of_chart_is_tested(module):
    public = [name for name, call in inspect.getmembers(module, inspect.isfunction) if not name.startswith("_")]
    charts = [name for name in public if inspect.signature(getattr(module, name)).return_annotation is Chart]
    assert charts == sorted(kind for kind, home in KINDS.items() if home is module)


@every_kind
def test_a_chart_is_the_same_bytes_again(draw, kind):
    first, again = draw(kind), draw(kind)
    assert first.png() == again.png()
    assert first.svg() == again.svg()


@every_kind
def test_a_chart_is_a_png_and_an_svg_of_outlines_without_a_date(draw, kind):
    chart = draw(kind)
    assert chart.png().startswith(PNG)
    svg = chart.svg().decode("utf-8")
    assert "<svg" in svg
    assert "<text" not in svg
    assert "<dc:date>" not in svg


@every_kind
def test_a_chart_carries_its_title_note_and_alternative_text(draw, kind):
    chart = draw(kind)
    written = {text.get_text().replace("\n", "") for text in chart.figure.findobj(Text)}
    assert chart.alt == ALT
    assert {TITLE, NOTE} <= written


@every_kind
def test_a_letter_that_the_font_lacks_stops_the_chart(draw, kind):
    with warnings.catch_warnings():
        # Not the setting of this suite, under which every warning stops.
        warnings.simplefilter("ignore")
        with pytest.raises(UserWarning, match="Glyph"):
            draw(kind, "ผลดีมาก 😀")


@every_kind
def test_dollar_signs_are_no_formula(draw, kind):
    written = [text for text in draw(kind, "งบ $5 ถึง $9").figure.findobj(Text) if text.get_text()]
    assert any("$" in text.get_text() for text in written)
    assert not [text.get_text() for text in written if text.get_parse_math()]


@every_kind
def test_a_chart_leaves_the_settings_and_no_open_figure(draw, kind):
    with mpl.rc_context({"font.size": 31, "axes.grid": True}):
        before = dict(mpl.rcParams)
        draw(kind).png()
        assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == []


def test_a_bar_begins_at_zero(draw):
    for kind in ("gap_bars", "total"):
        assert draw(kind).figure.axes[0].get_xlim()[0] == 0


def test_a_segment_of_an_answer_bar_is_its_share(draw):
    axes = draw("answers").figure.axes[0]
    by_row = {}
    for bar in axes.patches:
        by_row[bar.get_y()] = by_row.get(bar.get_y(), 0) + bar.get_width()
    assert by_row
    assert all(abs(width - 100) < 1e-9 for width in by_row.values())
    # What is hidden is a block of its own kind, and the legend says so.
    assert {bar.get_hatch() for bar in axes.patches} == {None, figures.HIDDEN["hatch"]}
    assert SUPPRESSED["legend"] in {text.get_text() for text in axes.figure.legends[0].get_texts()}


def test_a_band_begins_at_its_limit(rules):
    target, watched = rules.target.score, rules.findings.watch_below
    shown = [target - 0.01, target, watched - 0.01, watched]
    assert [figures.band_of(score, rules) for score in shown] == ["below", "watch", "watch", "reached"]

"""The charts of the trend: drawn for every year, labels that do not cover each other, marks that tell directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text
from running import AGENCY
from support import DATA, scored

from italib import agency, trend, trend_figures, trend_tables
from italib.agency_year import AgencyYear
from italib.national import national

TITLE, NOTE, ALT = "ขึ้นถึงเป้าหมาย 4 ตัวชี้วัด", "ที่มา: คะแนนตัวชี้วัดที่ประกาศ", "แผนภูมิเส้นของคะแนนตัวชี้วัดสามปี"
YEARS = [2563, 2564, 2565]


@pytest.fixture(scope="module")
def frames():
    """What each kind of chart is drawn from, by the name of its function and the year of the run."""
    inputs = {year: agency.load(DATA, AGENCY, year) for year in YEARS}
    held = {year: scored(of.framework, AgencyYear(of, DATA).by_figure) for year, of in inputs.items()}
    country, found = national(DATA / "national.csv"), {}
    for year in YEARS:
        rules, by_year = held[year].framework, trend.by_year({known: held[known] for known in YEARS if known <= year})
        found["slope", year] = trend_tables.lines(by_year, year, rules), rules
        against = trend.against_country(by_year, country, rules.decimals)
        found["total_national", year] = against, rules
        found["country", year] = list(against.itertuples())[-1], rules
    return found


@pytest.fixture
def draw(frames):
    def drawn(kind, year=YEARS[-1]):
        return getattr(trend_figures, kind)(*frames[kind, year], TITLE, NOTE, ALT)

    return drawn


KINDS = ["slope", "total_national", "country"]
every_kind = pytest.mark.parametrize("kind", KINDS)
every_year = pytest.mark.parametrize("year", YEARS)


def texts(chart):
    return [text for text in chart.figure.findobj(Text) if text.get_text() and text.get_visible()]


@every_kind
@every_year
def test_a_chart_is_drawn_for_every_year(draw, kind, year):
    svg = draw(kind, year=year).svg().decode("utf-8")
    assert "<svg" in svg
    assert "<text" not in svg


@every_kind
@every_year
def test_no_text_covers_another_and_none_is_cut(draw, kind, year):
    chart = draw(kind, year=year)
    # At the figure's own resolution, in which places are asked for below.
    chart.figure.draw_without_rendering()
    whole = chart.figure.bbox
    # Of a label only the letters, without the line to its point.
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in texts(chart)]
    cut = [text for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > whole.x1 or box.y1 > whole.y1]
    assert cut == []
    pairs = [
        (text, other)
        for number, (text, box) in enumerate(boxes)
        for other, other_box in boxes[:number]
        if min(box.x1, other_box.x1) - max(box.x0, other_box.x0) > 1
        and min(box.y1, other_box.y1) - max(box.y0, other_box.y0) > 1
    ]
    assert pairs == []


def test_every_indicator_is_named_with_its_score_at_the_end(draw, frames):
    lines, _ = frames["slope", 2565]
    written = {text.get_text() for text in texts(draw("slope"))}
    for row in lines[lines["year"] == 2565].itertuples():
        assert f"{row.code}. {row.name_th}  {row.shown:.2f}" in written
    for row in lines[lines["year"] == 2563].itertuples():
        assert f"{row.code}.  {row.shown:.2f}" in written


def test_what_crossed_is_told_by_colour_marker_and_line(draw):
    drawn = {
        (line.get_color(), line.get_marker(), line.get_linestyle())
        for line in draw("slope").figure.axes[0].lines
        if line.get_marker() != "None"
    }
    assert len(drawn) == 3
    assert len({colour for colour, _, _ in drawn}) == len({marker for _, marker, _ in drawn}) == 3


def test_a_year_without_a_mean_of_the_country_is_drawn(frames):
    against, rules = frames["total_national", 2565]
    chart = trend_figures.total_national(against.assign(mean=float("nan")), rules, TITLE, NOTE, ALT)
    chart.png()
    assert "90.52" in {text.get_text() for text in texts(chart)}


def test_an_indicator_without_a_first_year_begins_where_it_is_known(frames):
    lines, rules = frames["slope", 2565]
    fewer = lines[(lines["code"] != "9") | (lines["year"] == 2565)]
    chart = trend_figures.slope(fewer, rules, TITLE, NOTE, ALT)
    chart.png()
    assert "9.  34.47" not in {text.get_text() for text in texts(chart)}


@given(st.lists(st.floats(0, 100), max_size=20), st.floats(0.1, 5))
def test_spread_labels_keep_their_order_and_their_distance(wanted, gap):
    wanted = sorted(wanted)
    places = trend_figures.spread(wanted, gap, 0, 100)
    assert len(places) == len(wanted)
    assert all(upper - lower >= gap - 1e-9 for lower, upper in zip(places, places[1:], strict=False))
    if places and (len(wanted) - 1) * gap <= 100:
        assert places[0] >= -1e-9 and places[-1] <= 100 + 1e-9


@given(st.integers(1, 10))
def test_labels_with_room_stay_where_they_are_wanted(count):
    wanted = [10.0 * number for number in range(count)]
    assert trend_figures.spread(wanted, 10, 0, 100) == pytest.approx(wanted)

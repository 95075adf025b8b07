"""The charts that a notebook and the annual document share, each with its finding, source and alternative text.

Each takes a `width` in inches, and has one of its own without.
"""

import pandas as pd

from italib import figures, gaps, measures, plan_figures, tables, thai, trend, trend_figures, trend_tables
from italib.chart import Chart, write_thai_digits
from italib.findings import Findings
from italib.framework import TOTAL
from italib.messages import CHART, PICTURE, RECONSTRUCTED
from italib.precision import show
from italib.sentences import asked, asked_by_year, join

# How wide a chart is drawn for a page of A4, in inches, so that its letters are no smaller there than those of tables.
ON_PAPER = 7.4


def of_document(found: Findings) -> dict[str, Chart]:
    """Every figure of the annual document that can be drawn of these findings, by name, in the digits that it has."""
    drawn = {
        "slope": slope(found, found.by_year, width=ON_PAPER),
        "total": total(found, width=ON_PAPER),
        "radar": radar(found, width=ON_PAPER),
        "gantt": gantt(found, width=ON_PAPER),
    }
    charts = {name: chart for name, chart in drawn.items() if chart is not None}
    if found.inputs.document.thai_digits:
        for chart in charts.values():
            write_thai_digits(chart.figure)
    return charts


def total(found: Findings, **size: float) -> Chart | None:
    """How the weights of the instruments make the total and its rating."""
    rules, shown = found.framework, found.shown[TOTAL, TOTAL]
    if not shown:
        return None
    made_of = tables.composition(found.by_figure, rules)
    parts = " + ".join(f"{row.code} {show(row.points, rules.decimals)}" for row in made_of.itertuples())
    words = {"total": shown, "rating": found.shown["rating", TOTAL], "parts": parts}
    return figures.total(made_of, float(shown), rules, *_texts("total", found, **words), **size)


def radar(found: Findings, **size: float) -> Chart | None:
    """The indicators around a circle, and which of them are below the target."""
    rules = found.framework
    indicators = tables.indicator_frame(found.by_figure)
    if indicators.empty:
        return None
    weak = gaps.indicators_below_target(found.by_figure, rules)
    which = join([f"{row.name_th} {show(row.shown, rules.decimals)}" for row in weak.itertuples()])
    words = {
        "below": len(weak),
        "count": len(indicators),
        "target": f"{rules.target.score:g}",
        "which": f": {which}" if which else "",
        "listed": join(list(indicators["name_th"] + " " + indicators["text"])),
    }
    return figures.radar(indicators, rules, *_texts("radar", found, **words), **size)


def slope(found: Findings, by_year: pd.DataFrame, **size: float) -> Chart | None:
    """The indicators over the years of `by_year` (`trend.by_year`); None where no two years have some."""
    year, rules = found.inputs.year, found.framework
    before, lines = trend.year_before(by_year, year), trend_tables.lines(by_year, year, rules)
    if lines["year"].nunique() < 2:
        return None
    crossed = trend.crossed(by_year, year, rules)["direction"]
    moved = [
        CHART["moved"].format(
            name=row.name_th, earlier=show(row.earlier, rules.decimals), now=show(row.shown, rules.decimals)
        )
        for row in trend.changes(by_year, year).itertuples()
    ]
    years = trend.years_of(by_year)
    words = {
        "before": before,
        "up": int((crossed == trend.UP).sum()),
        "down": int((crossed == trend.DOWN).sum()),
        "target": f"{rules.target.score:g}",
        "years": join([str(known) for known in years]),
        "people": asked_by_year({known: found.years[known].by_figure for known in years}),
        "listed": join(moved),
    }
    return trend_figures.slope(lines, rules, *_texts("slope", found, **words), **size)


def gantt(found: Findings, **size: float) -> Chart | None:
    """The steps of the measures in time, by owner, with the reporting rounds; None where no step has a due month."""
    inputs = found.inputs
    begins = thai.month(inputs.document.date_th) or found.year_begins
    unfilled = inputs.template.words.unfilled
    by_step = measures.schedule(found.steps.replace({"owner_th": {"": unfilled}}), begins)
    if by_step.empty:
        return None
    last = by_step["due"].max()
    words = {
        "steps": len(by_step),
        "owners": by_step.loc[by_step["owner_th"] != unfilled, "owner_th"].nunique(),
        "last": thai.month_name(last),
        "listed": join([f"{row.label} {row.owner_th} {thai.month_name(row.due)}" for row in by_step.itertuples()]),
        "begins": thai.month_name(begins),
    }
    # A plan is the office's own: nothing in it was reconstructed.
    return plan_figures.gantt(by_step, found.round_ends, *_words("gantt", found, **words), **size)


def _texts(name: str, found: Findings, **words: object) -> tuple[str, str, str]:
    """Title, note and alternative text of a chart; the note says when answers were reconstructed."""
    title, note, alt = _words(name, found, **words)
    return title, f"{note} {RECONSTRUCTED}" if found.inputs.reconstructed else note, alt


def _words(name: str, found: Findings, **words: object) -> tuple[str, str, str]:
    words = {**words, "year": found.inputs.year, "asked": asked(found.by_figure)}
    title, note, alt = (text.format(**words) for text in PICTURE[name].values())
    return title, note, alt

"""The charts that a notebook and the annual document share, each with its finding, source and alternative text.

Each takes a `width` in inches, and has one of its own without.
"""

import pandas as pd

from italib import (
    audit_figures,
    audit_tables,
    costs,
    figures,
    gap_figures,
    gap_tables,
    gaps,
    measures,
    plan_figures,
    sentences,
    tables,
    thai,
    trend,
    trend_figures,
    trend_tables,
)
from italib.audit import MOST_PEOPLE, Audited
from italib.chart import Chart, write_thai_digits
from italib.findings import Findings
from italib.framework import TOTAL
from italib.pathway import REACHED
from italib.precision import FULL, MISSING, TOLERANCE, show
from italib.sentences import asked, asked_by_year, fits, goal_of, join
from italib.uncertainty import BELOW, BELOW_WITHIN, REACHED_WITHIN
from italib.words import CHART, COSTS, PATHWAY, PICTURE, RECONSTRUCTED

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
    if found.inputs.document.annex:
        drawn |= {"waterfall": waterfall(found, width=ON_PAPER), "country": country(found, width=ON_PAPER)}
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


def waterfall(found: Findings, **size: float) -> Chart | None:
    """What each indicator takes from 100 down to the total; None where not all have a score, or nothing is lost."""
    rules, rows = found.framework, costs.by_indicator(found.by_figure, found.framework)
    if rows["points_lost"].sum() <= TOLERANCE:
        return None
    drawn, first, total = gap_tables.waterfall(rows, rules.decimals), rows.iloc[0], rows["after"].iloc[-1]
    ends = [(FULL, COSTS["full"].format(score=show(FULL, 0)))]
    ends.append((total, COSTS["total"].format(score=found.shown[TOTAL, TOTAL])))
    words = {
        "total": found.shown[TOTAL, TOTAL],
        "first": first["name_th"],
        "lost": show(first["points_lost"], rules.decimals),
        "listed": join([f"{row.label} {row.text}" for row in drawn.itertuples()]),
    }
    return gap_figures.steps(drawn, ends, rules.codes["instrument"], *_texts("waterfall", found, **words), **size)


def margins(found: Findings) -> Chart | None:
    """Every score of the surveys with its interval, and where it stands to the target; None without answers."""
    rules, rows = found.framework, gap_tables.margin_rows(found.intervals, found.framework)
    if rows.empty:
        return None
    items = found.intervals[(found.intervals["level"] == "item") & found.intervals["lower"].notna()]
    below = items[items["standing"].isin([BELOW, BELOW_WITHIN])]
    words = {
        "below": int((items["standing"] == BELOW).sum()),
        "open": int(items["standing"].isin([BELOW_WITHIN, REACHED_WITHIN]).sum()),
        "target": f"{rules.target.score:g}",
        "confidence": f"{rules.findings.confidence:g}",
        "listed": join(list(below["code"])) or MISSING,
    }
    return gap_figures.margins(rows, rules, *_texts("margins", found, **words))


def stairs(found: Findings) -> Chart | None:
    """The shortest way to the next rating, step by step; None where there is none."""
    path, rules = found.pathway, found.framework
    if path.outcome != REACHED or path.steps.empty:
        return None
    drawn, start = gap_tables.stairs(path, rules.decimals), found.shown[TOTAL, TOTAL]
    ends = [(path.start, start), (float(path.goal.lowest), path.goal.label)]
    # Where only an instrument is too low, the total may lie above the mark from the start.
    ends = ends if ends[0][0] < ends[1][0] else ends[:1]
    counts = path.steps.groupby("instrument", sort=False).size()
    words = {
        "count": len(path.steps),
        "start": start,
        "end": show(path.end, rules.decimals),
        "goal": goal_of(path, rules),
        "points": f"{rules.findings.largest_rise:g}",
        "by_instrument": join([PATHWAY["count"].format(code=code, count=n) for code, n in counts.items()]),
        "listed": join(list(path.steps["code"] + " " + drawn["text"])),
    }
    return gap_figures.steps(drawn, ends, rules.codes["instrument"], *_texts("stairs", found, **words))


def people(found: Findings, audited: Audited) -> Chart | None:
    """How many people could have answered each survey as it is printed; None where no items are."""
    rows = audit_tables.people(audited.fitting)
    if rows.empty:
        return None
    words = {"most": MOST_PEOPLE, "fits": join([fits(code, by) for code, by in audited.fitting.items()])}
    # What is searched are the printed figures alone.
    return audit_figures.people(rows, *_words("people", found, **words))


def country(found: Findings, **size: float) -> Chart | None:
    """This year's total beside the country; None where the country's mean of the year is not known."""
    row = found.beside_country
    if pd.isna(row.difference):
        return None
    said = sentences.country(row, found.framework)
    words = {"brief": sentences.beside_country(row, found.framework.decimals), "said": said, "source": row.source}
    return trend_figures.country(row, found.framework, *_texts("country", found, **words), **size)


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

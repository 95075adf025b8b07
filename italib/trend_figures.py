"""The trend → Matplotlib figures: the indicators over the years, and the total beside that of the country."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.transforms import offset_copy

from italib.chart import FAINT, GOOD, INK, INSTRUMENT_COLOURS, LIMIT, TARGET, WEAK, Chart, frame, styled, target_line
from italib.framework import Framework
from italib.precision import show
from italib.trend import DOWN, UP
from italib.words import CHART, TREND

# Colour, marker and line of an indicator by how it crossed the target, and the word for it.
DIRECTIONS = {
    UP: (GOOD, "^", "-", "crossed_up"),
    DOWN: (WEAK, "v", (0, (5, 1.5)), "crossed_down"),
    "": ("#8a93a3", "o", "-", "not_crossed"),
}
# The same of the two lines of the total, and the word for each.
SERIES = {
    "shown": (INSTRUMENT_COLOURS[0], "o", "-", "agency"),
    "mean": (FAINT, "s", (0, (1, 1)), "country"),
}
SLOPE_HEIGHT = 7.2  # inches
NARROW = 8.5  # inches: up to here the legend takes two lines
LABEL_INCHES = 0.21  # the height of a line of labels
LEFT_POINTS = 82  # how far the scale stands to the left, beyond the labels of the first year
NARROW_SHARE = 14  # per cent; a narrower part has no room for its words
# A legend between the title and the axes.
ABOVE = {"loc": "lower left", "bbox_to_anchor": (0, 1)}


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels, at least `gap` apart and as near as can be to where each is `wanted`; ascending, as `wanted`.

    All lie between `low` and `high` where there is room.

    >>> spread([10, 10, 50], 4, 0, 100), spread([99, 100], 4, 0, 100)
    ([8.0, 12.0, 50.0], [96.0, 100.0])
    """
    # Without the gaps before it every place must only not lie below the one before: neighbours that would are averaged.
    blocks: list[list[float]] = []
    for number, place in enumerate(wanted):
        blocks.append([place - number * gap])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    highest = max(low, high - (len(wanted) - 1) * gap)
    level = [float(np.clip(np.mean(block), low, highest)) for block in blocks for _ in block]
    return [place + number * gap for number, place in enumerate(level)]


@styled
def slope(
    lines: pd.DataFrame, framework: Framework, title: str, note: str, alt: str, *, width: float | None = None
) -> Chart:
    """A line an indicator over the years, its code and score at both ends, the target as a line through all.

    `lines` has one row an indicator in one year: `code, name_th, year, shown, direction`. More years make it wider
    unless its `width` is given.
    """
    years = sorted(lines["year"].unique())
    width = width or 6.4 + 1.4 * min(len(years), 4)
    figure = frame(width, SLOPE_HEIGHT if width > NARROW else width * 0.78, title, note, title_share=1)
    axes = figure.subplots()
    low = _tens_below(lines["shown"].min())
    axes.set(ylim=(low - 3, 104), xlim=(years[0] - 0.02, years[-1] + 0.02), ylabel=CHART["score"])
    axes.axhline(framework.target.score, **LIMIT, zorder=1)
    # The others first, so that what crossed lies above them.
    for direction in ("", DOWN, UP):
        for _, line in lines[lines["direction"] == direction].groupby("code", sort=False):
            _line(axes, line.sort_values("year"), direction)
    if len(years) > 1:
        _end_labels(axes, lines[lines["year"] == years[0]], framework.decimals, -1)
        axes.tick_params(axis="y", pad=LEFT_POINTS)
    _end_labels(axes, lines[lines["year"] == years[-1]], framework.decimals, 1)
    axes.set_xticks(years, [TREND["year"].format(year=year) for year in years])
    axes.set_yticks(range(low, 101, 10))
    axes.spines["left"].set_visible(False)
    axes.grid(True, axis="y")
    axes.legend(handles=_slope_handles(lines, framework), ncols=4 if width > NARROW else 2, columnspacing=1.4, **ABOVE)
    return Chart(figure, alt)


def _line(axes: Axes, line: pd.DataFrame, direction: str) -> None:
    """One indicator; what crossed the target is drawn stronger."""
    colour, marker, style, _ = DIRECTIONS[direction]
    width, size = (2.2, 7) if direction else (1.3, 5)
    axes.plot(
        line["year"], line["shown"], color=colour, marker=marker, linestyle=style, linewidth=width, markersize=size,
        clip_on=False,
    )  # fmt: skip


def _end_labels(axes: Axes, ends: pd.DataFrame, decimals: int, side: int) -> None:
    """The labels of one end, to the left (side -1) or right (1), spread, each tied to its point by a thin line."""
    # Upward: of two that tie the first code stands on top.
    ends = ends.iloc[::-1].sort_values("shown", kind="stable")
    low, high = axes.get_ylim()
    gap = LABEL_INCHES / (axes.figure.get_figheight() - 2) * (high - low)
    places = spread(ends["shown"].tolist(), gap, low + gap / 2, high - gap / 2)
    beside = offset_copy(axes.transData, axes.figure, x=side * 26, units="points")
    for place, row in zip(places, ends.itertuples(), strict=True):
        score = show(row.shown, decimals)
        axes.annotate(
            f"{row.code}. {row.name_th}  {score}" if side > 0 else f"{row.code}.  {score}",
            (row.year, row.shown), (row.year, place), textcoords=beside, va="center", fontsize=9.5,
            ha="left" if side > 0 else "right", color=DIRECTIONS[row.direction][0] if row.direction else INK,
            fontweight="bold" if row.direction else "normal", annotation_clip=False,
            arrowprops={
                "arrowstyle": "-", "color": "#b8bec8", "linewidth": 0.7, "shrinkA": 6, "shrinkB": 6,
                # The line begins beside the text already, so that none of it need be cut off.
                "relpos": ((1 - side) / 2, 0.5), "patchA": None,
            },
        )  # fmt: skip


def _slope_handles(lines: pd.DataFrame, framework: Framework) -> list[Line2D]:
    present = set(lines["direction"])
    handles = [
        Line2D([], [], color=colour, marker=marker, linestyle=style, label=TREND[word])
        for direction, (colour, marker, style, word) in DIRECTIONS.items()
        if direction in present
    ]
    return [*handles, target_line(framework)]


@styled
def total_national(against: pd.DataFrame, framework: Framework, title: str, note: str, alt: str) -> Chart:
    """The agency's total and the mean of all agencies over the years, with the target.

    `against` has one row a year, in order: `year, shown, mean`.
    """
    figure = frame(8.6, 4.8, title, note, title_share=1)
    axes = figure.subplots()
    axes.axhline(framework.target.score, **LIMIT, zorder=1)
    for column, (colour, marker, style, word) in SERIES.items():
        known = against.dropna(subset=column)
        axes.plot(
            known["year"], known[column], color=colour, marker=marker, linestyle=style, linewidth=2, markersize=7,
            label=TREND[word],
        )  # fmt: skip
    for row in against.itertuples():
        # The higher of the two has its label above, the lower below; where they tie the agency's is above.
        _value(axes, row.year, row.shown, framework.decimals, "shown", row.shown < row.mean)
        _value(axes, row.year, row.mean, framework.decimals, "mean", row.shown >= row.mean)
    years = against["year"].tolist()
    low = _tens_below(np.nanmin([*against["shown"], *against["mean"], framework.target.score]))
    axes.set(ylim=(low - 5, 104), xlim=(years[0] - 0.4, years[-1] + 0.4), ylabel=CHART["total"])
    axes.set_yticks(range(low, 101, 10))
    axes.set_xticks(years, [TREND["year"].format(year=year) for year in years])
    axes.grid(True, axis="y")
    axes.grid(False, axis="x")
    handles = [*axes.get_legend_handles_labels()[0], target_line(framework)]
    axes.legend(handles=handles, ncols=len(handles), columnspacing=1.4, **ABOVE)
    return Chart(figure, alt)


def _value(axes: Axes, year: int, value: float, decimals: int, column: str, below: bool) -> None:
    """A value at its point, legible across the lines that it meets; nothing where it is missing."""
    if pd.isna(value):
        return
    axes.annotate(
        show(value, decimals), (year, value), (0, -9 if below else 9), textcoords="offset points", ha="center",
        va="top" if below else "bottom", color=SERIES[column][0], fontweight="bold" if column == "shown" else "normal",
        path_effects=[withStroke(linewidth=3.5, foreground="white")],
    )  # fmt: skip


def _tens_below(score: float) -> int:
    """Where a scale begins that has `score` on it: the ten at or below it, but never above 90."""
    return min(int(score // 10) * 10, 90)


@styled
def country(row, framework: Framework, title: str, note: str, alt: str, *, width: float = 8.6) -> Chart:
    """One year of an agency beside the country: its total and the mean on a scale, and the share that passed as a bar.

    `row` has `shown, mean, passed_share`; what is not known of the country is left out.
    """
    known = not pd.isna(row.passed_share)
    figure = frame(width, 4.8 if known else 3, title, note, title_share=0.8)
    scale, *share = figure.subplots(1 + known, 1, squeeze=False, height_ratios=(1, 1.2)[: 1 + known])[:, 0]
    low = max(_tens_below(min(row.shown, row.mean, framework.target.score)) - 5, 0)
    scale.axvline(framework.target.score, **LIMIT)
    scale.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
    for column, word, height in (("shown", "own", 1), ("mean", "mean", -1)):
        value, (colour, marker, _, _) = getattr(row, column), SERIES[column]
        scale.plot(value, 0, color=colour, marker=marker, markersize=9, clip_on=False)
        scale.annotate(
            TREND[word].format(score=show(value, framework.decimals)), (value, 0), (0, height * 10),
            textcoords="offset points", ha="center", va="bottom" if height > 0 else "top", color=colour,
            fontweight="bold" if column == "shown" else "normal",
            path_effects=[withStroke(linewidth=3.5, foreground="white")],
        )  # fmt: skip
    scale.set(xlim=(low - 1, 101), ylim=(-1, 1), xlabel=CHART["total"])
    scale.set_xticks(range(low, 101, 5))
    scale.set_yticks([])
    scale.spines["left"].set_visible(False)
    for axes in share:
        _passed(axes, row, framework)
    figure.legend(handles=[target_line(framework)], loc="outside upper right")
    return Chart(figure, alt)


def _passed(axes: Axes, row, framework: Framework) -> None:
    """How many of all agencies passed and did not, and among which the agency is."""
    passed = row.shown >= framework.target.score
    share, goal = row.passed_share, framework.target.share_of_agencies
    axes.axvline(goal, **LIMIT, zorder=0.9)
    for word, size, left, (full, faint), own in (
        ("passed", share, 0.0, (GOOD, "#b5d6ca"), passed),
        ("failed", 100 - share, share, (WEAK, "#f0c3ae"), not passed),
    ):
        axes.barh(0, size, left=left, height=0.6, color=full if own else faint)
        text = TREND[word].format(share=show(size, framework.decimals))
        if size >= NARROW_SHARE:
            axes.text(left + size / 2, 0, text, ha="center", va="center", color="white" if own else INK)
        if own:
            axes.text(left + size / 2, 0.38, TREND["here"], ha="center", va="bottom", color=full, fontweight="bold")
    axes.text(goal + 0.8, -0.4, TREND["target_share"].format(share=goal), va="top", color=TARGET)
    axes.set(xlim=(-1, 101), ylim=(-0.75, 0.75), xlabel=TREND["share"])
    axes.set_xticks(range(0, 101, 20))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)

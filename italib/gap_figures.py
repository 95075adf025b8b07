"""The findings on items → Matplotlib figures: gaps, margins, and the steps of the total down from 100 and up again."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from italib import thai
from italib.chart import FAINT, GOOD, INK, INSTRUMENT_COLOURS, LIMIT, WEAK, Chart, frame, styled, target_line
from italib.framework import Framework
from italib.precision import show
from italib.uncertainty import BELOW, BELOW_WITHIN, REACHED, REACHED_WITHIN
from italib.words import CHART, MARGINS

# Colour, marker and filling of a score by where it stands to the target; hollow is open.
STANDINGS = {
    REACHED: (GOOD, "o", "full"),
    REACHED_WITHIN: (GOOD, "o", "none"),
    BELOW_WITHIN: (WEAK, "s", "none"),
    BELOW: (WEAK, "s", "full"),
}
STEP_LABEL_WIDTH = 46
CLOSE = 0.2  # of the width: two marks nearer than this have their words on either side


@styled
def gap_bars(weak: pd.DataFrame, framework: Framework, title: str, note: str, alt: str) -> Chart:
    """Every item below the target: a bar from zero to its score, and what is missing up to the target.

    `weak`: `code, text_th, shown, gap`, in the order to be shown from the top.
    """
    figure = frame(10, 1.8 + 0.46 * len(weak), title, note)
    axes = figure.subplots()
    height = np.arange(len(weak))[::-1]
    axes.barh(height, weak["shown"], height=0.62, color=WEAK)
    axes.barh(
        height, weak["gap"], left=weak["shown"], height=0.62, color="#fbe3d6", edgecolor=WEAK, hatch="////", linewidth=0
    )
    axes.axvline(framework.target.score, **LIMIT)
    for place, row in zip(height, weak.itertuples(), strict=True):
        shown, gap = show(row.shown, framework.decimals), show(row.gap, framework.decimals)
        text = CHART["gap"].format(shown=shown, gap=gap)
        axes.text(framework.target.score + 1, place, text, va="center", fontsize=9.5)
    labels = [thai.wrap(f"{row.code} {row.text_th}", 50) for row in weak.itertuples()]
    axes.set_yticks(height, labels, linespacing=1.05)
    axes.set(xlim=(0, 118), ylim=(-0.6, len(weak) - 0.4), xlabel=CHART["score"])
    axes.set_xticks([0, 25, 50, 75, framework.target.score, 100])
    handles = [
        Patch(facecolor=WEAK, label=CHART["earned"]),
        Patch(facecolor="#fbe3d6", edgecolor=WEAK, hatch="////", linewidth=0, label=CHART["missing"]),
    ]
    axes.spines["bottom"].set_bounds(0, 100)
    figure.legend(handles=handles, loc="outside upper right", ncols=2, handlelength=1.4)
    return Chart(figure, alt)


@styled
def margins(by_score: pd.DataFrame, framework: Framework, title: str, note: str, alt: str) -> Chart:
    """Every score with its interval as a line, one panel a group, and the target as a line through all.

    `by_score`: `group, label, shown, lower, upper, standing`, groups together, rows from the top. The first group
    stands to the left, the others above each other to the right.
    """
    panels = dict(list(by_score.groupby("group", sort=False)))
    first, *others = panels
    rows = [len(panels[group]) + 2 for group in others]
    figure = frame(10.5, 2.2 + 0.25 * max(len(panels[first]), sum(rows)), title, note)
    grid = figure.add_gridspec(max(len(others), 1), 2 if others else 1, height_ratios=rows or None)
    places = {first: grid[:, 0], **{group: grid[number, 1] for number, group in enumerate(others)}}
    low = min(np.floor(by_score["lower"].min() / 10) * 10, framework.target.score - 10)
    for group, panel in panels.items():
        axes = figure.add_subplot(places[group], title=group)
        _margins_panel(axes, panel, framework.decimals)
        axes.axvline(framework.target.score, **LIMIT)
        axes.set(xlim=(low, 100), ylim=(-0.8, len(panel) - 0.2), xlabel=CHART["score"])
    present = set(by_score["standing"])
    handles = [
        Line2D([], [], color=colour, marker=marker, fillstyle=filling, linestyle="-", label=MARGINS[standing])
        for standing, (colour, marker, filling) in STANDINGS.items()
        if standing in present
    ]
    figure.legend(handles=[*handles, target_line(framework)], loc="outside upper right", ncols=2, columnspacing=1.2)
    return Chart(figure, alt)


def _margins_panel(axes: Axes, panel: pd.DataFrame, decimals: int) -> None:
    """The scores of one group, the first at the top."""
    heights = range(len(panel) - 1, -1, -1)
    for height, row in zip(heights, panel.itertuples(), strict=True):
        colour, marker, filling = STANDINGS[row.standing]
        axes.hlines(height, row.lower, row.upper, color=colour, linewidth=1.6)
        axes.plot(
            row.shown, height, color=colour, marker=marker, clip_on=False, markersize=6, markeredgewidth=1.4,
            markerfacecolor=colour if filling == "full" else "white",
        )  # fmt: skip
        axes.text(101.5, height, show(row.shown, decimals), va="center", fontsize=8.5)
    axes.set_yticks(list(heights), panel["label"], fontsize=8.5)


@styled
def steps(
    by_step: pd.DataFrame,
    ends: Sequence[tuple[float, str]],
    groups: Sequence[str],
    title: str,
    note: str,
    alt: str,
    *,
    width: float = 10,
) -> Chart:
    """The steps of the total from one end to another, a bar a step from where the one before it ended.

    `by_step`: `label, text, before, after, group`, from the top; `groups` lists the groups that colours stand for.
    `ends` are the totals to be marked, each with its words. The axis begins near the lowest, since only lengths are
    compared.
    """
    figure = frame(width, 2.4 + 0.36 * len(by_step), title, note, title_share=1, note_share=0.72)
    axes = figure.subplots()
    colours = dict(zip(groups, INSTRUMENT_COLOURS, strict=False))
    down = by_step["before"].iloc[0] > by_step["after"].iloc[-1]
    height = np.arange(len(by_step))[::-1]
    marked = [*(total for total, _ in ends), *by_step["before"], *by_step["after"]]
    lowest, reach = min(marked), max(marked) - min(marked)
    for place, row in zip(height, by_step.itertuples(), strict=True):
        left, right = sorted((row.before, row.after))
        axes.barh(place, right - left, left=left, height=0.62, color=colours[row.group])
        axes.plot([row.after, row.after], [place - 0.31, place - 0.69], color=FAINT, linewidth=0.9)
        # Beside the bar, on the side that the steps come from: the way ahead stays free.
        axes.text(
            right + reach * 0.012 if down else left - reach * 0.012, place, row.text, va="center",
            ha="left" if down else "right", fontsize=9.5,
        )  # fmt: skip
    close = max(total for total, _ in ends) - min(total for total, _ in ends) < reach * CLOSE
    for place, (total, words) in enumerate(sorted(ends)):
        axes.axvline(total, color=INK, linewidth=1.2)
        axes.annotate(
            words, (total, 1), (0, 4), xycoords=("data", "axes fraction"), textcoords="offset points", va="bottom",
            ha=("right", "left")[place] if close and len(ends) > 1 else "center", fontweight="bold",
        )  # fmt: skip
    axes.set_yticks(height, [thai.wrap(label, STEP_LABEL_WIDTH, 1) for label in by_step["label"]])
    axes.set(
        xlim=(lowest - reach * 0.12, lowest + reach * 1.12),
        ylim=(-0.7, len(by_step) - 0.3),
        xlabel=CHART["total"],
    )
    present = set(by_step["group"])
    handles = [Patch(color=colour, label=group) for group, colour in colours.items() if group in present]
    figure.legend(handles=handles, loc="outside lower right", ncols=len(handles), handlelength=1.1)
    return Chart(figure, alt)

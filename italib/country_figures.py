"""The findings on a country → Matplotlib figures: how totals spread, shares of agencies, one agency beside all."""

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from italib import thai
from italib.chart import FAINT, GOOD, INK, INSTRUMENT_COLOURS, LIMIT, WEAK, Chart, frame, styled, target_line
from italib.framework import Framework
from italib.precision import FULL, show
from italib.words import CHART, NATIONAL

# Fill and hatching of what reaches its target, what does not, and what is neither; a colour is never the only sign.
TONES = {
    "reached": {"color": GOOD},
    "below": {"facecolor": "#f4c3a4", "edgecolor": WEAK, "hatch": "////", "linewidth": 0},
    "plain": {"color": INSTRUMENT_COLOURS[0]},
}
GOAL_WORDS = {"reached": "reached_goal", "below": "below_goal"}
LABEL_WIDTH = 44
ROOM_FOR_TEXT = 34  # per cent of the scale, to the right of the longest bar
NOTE_BESIDE_LEGEND = 0.44
BEHIND_WORDS = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}


@styled
def histogram(
    bins: pd.DataFrame,
    marks: list[tuple[float, str]],
    framework: Framework,
    title: str,
    note: str,
    alt: str,
) -> Chart:
    """A bar a bin of totals with its number of agencies, the target as a line, and `marks`: totals with their words."""
    figure = frame(10, 4.6 + 0.2 * len(marks), title, note, title_share=1)
    axes = figure.subplots()
    for tone, reached in (("below", False), ("reached", True)):
        rows = bins[bins["reached"] == reached]
        axes.bar(rows["lower"], rows["agencies"], rows["upper"] - rows["lower"], align="edge", **TONES[tone])
    # The edges of the bars, also where they are hatched.
    axes.vlines(bins["lower"], 0, bins["agencies"], color="white", linewidth=1)
    most = bins["agencies"].max()
    for row in bins[bins["agencies"] > 0].itertuples():
        middle = (row.lower + row.upper) / 2
        axes.text(
            middle, row.agencies + most * 0.016, f"{row.agencies:,}", ha="center", va="bottom", fontsize=8.5,
            bbox=BEHIND_WORDS, zorder=3,
        )  # fmt: skip
    top = most * (1.1 + 0.1 * len(marks))
    low, high = bins["lower"].iloc[0], bins["upper"].iloc[-1]
    axes.axvline(framework.target.score, **LIMIT)
    for number, (total, words) in enumerate(sorted(marks)):
        height = most * (1.14 + 0.1 * number)
        axes.plot([total, total], [0, height], color=INK, linewidth=1.2, linestyle=("-", (0, (1, 1)))[number % 2])
        side = "right" if total > (low + high) / 2 else "left"
        beside = (high - low) * (-0.006 if side == "right" else 0.006)
        axes.text(total + beside, height, words, ha=side, va="top", fontweight="bold", bbox=BEHIND_WORDS, zorder=3)
    axes.set(xlabel=CHART["total"], ylabel=NATIONAL["agencies_axis"], ylim=(0, top))
    axes.set_xlim(low - (high - low) * 0.02, high + (high - low) * 0.02)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(False)
    axes.grid(True, axis="y")
    handles = [Patch(**TONES[tone], label=NATIONAL[tone]) for tone in ("reached", "below")]
    figure.legend(handles=[*handles, target_line(framework)], loc="outside upper right", ncols=3, handlelength=1.4)
    return Chart(figure, alt)


@styled
def bars(rows: pd.DataFrame, axis: str, title: str, note: str, alt: str, *, goal: float | None = None) -> Chart:
    """A bar a row from zero to its share in per cent, its words behind it, and the `goal` as a line through all.

    `rows` has `label, share, text, tone` (a key of TONES) and `apart`, whether rows are left out above it; the order is
    that from the top. A row without a share shows its words alone.
    """
    heights = -(np.arange(len(rows)) + rows["apart"].to_numpy().cumsum())
    height = 2.0 + 0.3 * (heights.max() - heights.min() + 1)
    figure = frame(10, height, title, note, title_share=1, note_share=1 if goal is None else NOTE_BESIDE_LEGEND)
    axes = figure.subplots()
    for tone, style in TONES.items():
        chosen = (rows["tone"] == tone).to_numpy()
        axes.barh(heights[chosen], rows["share"][chosen].fillna(0), height=0.66, **style)
    for height, row in zip(heights, rows.itertuples(), strict=True):
        start = 0 if pd.isna(row.share) else row.share
        # A line that runs through the words would hide them.
        axes.text(start + 1, height, row.text, va="center", fontsize=9.5, bbox=BEHIND_WORDS, zorder=3)
        if row.apart:
            axes.text(1, height + 1, "…", va="center", color=FAINT)
    axes.set_yticks(heights, [thai.wrap(label, LABEL_WIDTH, 1) for label in rows["label"]])
    longest = rows["share"].max()
    end = min(max(0 if pd.isna(longest) else longest, goal or 0), FULL)
    axes.set(xlim=(0, end * (1 + ROOM_FOR_TEXT / 100) or FULL), xlabel=axis)
    axes.set_ylim(heights.min() - 0.6, 0.6)
    ticks = [tick for tick in axes.get_xticks() if 0 <= tick <= FULL]
    axes.set_xticks(ticks)
    axes.spines["bottom"].set_bounds(0, ticks[-1])
    tones = [tone for tone in ("reached", "below") if (rows["tone"] == tone).any()]
    handles = [Patch(**TONES[tone], label=NATIONAL[GOAL_WORDS[tone]]) for tone in tones]
    if goal is not None:
        axes.axvline(goal, **LIMIT, zorder=2)
        handles.append(Line2D([], [], **LIMIT, label=NATIONAL["goal"].format(share=goal)))
    if handles:
        figure.legend(handles=handles, loc="outside lower right", ncols=len(handles), handlelength=1.4)
    return Chart(figure, alt)


@styled
def beside(rows: pd.DataFrame, framework: Framework, title: str, note: str, alt: str) -> Chart:
    """Every indicator of one agency as a dot, the mean of all agencies as another, and a line between the two.

    `rows` has `label, shown, mean, difference`, in the order to be shown from the top.
    """
    figure = frame(10, 2.2 + 0.42 * len(rows), title, note, title_share=1, note_share=NOTE_BESIDE_LEGEND)
    axes = figure.subplots()
    heights = np.arange(len(rows))[::-1]
    own, all_of_them = INSTRUMENT_COLOURS[0], FAINT
    axes.hlines(heights, rows["mean"], rows["shown"], color="#c3cad4", linewidth=2.4)
    axes.plot(rows["mean"], heights, linestyle="", marker="D", color=all_of_them, markersize=6, clip_on=False)
    axes.plot(rows["shown"], heights, linestyle="", marker="o", color=own, markersize=8, clip_on=False)
    for height, row in zip(heights, rows.itertuples(), strict=True):
        words = NATIONAL["beside"].format(shown=show(row.shown, framework.decimals), difference=row.text)
        axes.text(1.02, height, words, va="center", fontsize=9.5, transform=axes.get_yaxis_transform())
    axes.axvline(framework.target.score, **LIMIT)
    low = np.floor((min(rows["shown"].min(), rows["mean"].min(), framework.target.score) - 1) / 10) * 10
    axes.set(xlim=(low, FULL), ylim=(-0.6, len(rows) - 0.4), xlabel=CHART["score"])
    axes.set_xticks(np.arange(low, FULL + 1, 5 if low >= FULL / 2 else 10))
    axes.set_yticks(heights, [thai.wrap(label, LABEL_WIDTH) for label in rows["label"]], linespacing=1.05)
    handles = [
        Line2D([], [], color=own, marker="o", markersize=8, linestyle="", label=NATIONAL["own"]),
        Line2D([], [], color=all_of_them, marker="D", linestyle="", label=NATIONAL["mean"]),
        target_line(framework),
    ]
    figure.legend(handles=handles, loc="outside lower right", ncols=3, handletextpad=0.3)
    return Chart(figure, alt)

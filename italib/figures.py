"""Frames → Matplotlib figures, each with the text that stands for it where it can't be seen. Computes no score."""

import textwrap
from itertools import groupby

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from italib import thai
from italib.chart import (
    ANSWER_COLOURS,
    FAINT,
    GOOD,
    INK,
    INSTRUMENT_COLOURS,
    LIMIT,
    TARGET,
    WATCH,
    WEAK,
    Chart,
    frame,
    styled,
    target_line,
)
from italib.framework import Framework, Rating
from italib.precision import TOLERANCE, half_up, show
from italib.words import CHART, SUPPRESSED

NARROW_PART = 13  # points of the total
NEAR = 5  # points between two labels that would touch each other
BAR_LABEL_FROM = 7  # per cent of the bar; a narrower segment has no room for its number
LABEL_WIDTH = 20
HIDDEN = {"facecolor": "#eceef1", "edgecolor": "#b4bac4", "hatch": "////", "linewidth": 0}  # neither good nor bad


@styled
def answers(by_answer: pd.DataFrame, title: str, note: str, alt: str) -> Chart:
    """A diverging stacked bar a row: unfavourable answers to the left of the middle, favourable to the right.

    `by_answer` has one row an answer of a row: `label, n, points, count`, rows in the order to be shown from the top.
    What is missing of the n of a row, since counts are hidden, is one hatched block at its end; a row of which nothing
    is told is that block alone.
    """
    labels = list(dict.fromkeys(by_answer["label"]))
    height = {label: len(labels) - 1 - place for place, label in enumerate(labels)}
    figure = frame(10, 1.9 + 0.4 * len(labels), title, note)
    axes = figure.subplots()
    for label, row in by_answer.groupby("label", sort=False):
        share = row["count"].fillna(0).to_numpy(dtype="float64") / row["n"].iloc[0] * 100
        start = -share[row["points"].to_numpy() < 50].sum()
        for points, width in zip(row["points"], share, strict=True):
            if width > 0:
                dark = points in (0, 100)
                axes.barh(height[label], width, left=start, height=0.72, color=_answer_colour(points))
                if width >= BAR_LABEL_FROM:
                    axes.text(
                        start + width / 2, height[label], f"{half_up(width, 0):.0f}", ha="center", va="center",
                        color="white" if dark else INK, fontsize=8.5,
                    )  # fmt: skip
            start += width
        untold = 100 - share.sum()
        if untold > TOLERANCE:
            axes.barh(height[label], untold, left=start, height=0.72, **HIDDEN)
        axes.text(102, height[label], f"{row['n'].iloc[0]}", va="center", fontsize=8.5, color=FAINT)
    axes.text(102, len(labels) - 0.3, "n", fontsize=8.5, color=FAINT)
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.set_yticks(list(height.values()), labels, linespacing=1.05, fontsize=9)
    axes.set_ylim(-0.6, len(labels) - 0.1)
    left = -max(10, np.ceil(_unfavourable(by_answer) / 10) * 10)
    axes.set_xlim(left, 100)
    ticks = [tick for tick in (-100, -75, -50, -25, 0, 25, 50, 75, 100) if tick >= left]
    axes.set_xticks(ticks, [f"{abs(tick)}" for tick in ticks])
    axes.set_xlabel(CHART["answers_axis"])
    points = sorted(by_answer["points"].unique())
    handles = [Patch(color=_answer_colour(value), label=CHART["points"].format(points=value)) for value in points]
    if by_answer["count"].isna().any():
        handles.append(Patch(**HIDDEN, label=SUPPRESSED["legend"]))
    figure.legend(handles=handles, loc="outside upper right", ncols=len(handles), handlelength=1.1)
    return Chart(figure, alt)


def _unfavourable(by_answer: pd.DataFrame) -> float:
    """The widest unfavourable part of any bar, in per cent."""
    low = by_answer[by_answer["points"] < 50].fillna({"count": 0})
    return float((low.groupby("label")["count"].sum() / low.groupby("label")["n"].first()).max() * 100)


def _answer_colour(points: float) -> str:
    place = min(int(points / 100 * len(ANSWER_COLOURS)), len(ANSWER_COLOURS) - 1)
    return ANSWER_COLOURS[place]


def band_of(shown: float, framework: Framework) -> str:
    """In which of the three bands of the annual document a rounded score lies: `below`, `watch` or `reached`."""
    if shown < framework.target.score:
        return "below"
    return "watch" if shown < framework.findings.watch_below else "reached"


# Colour and marker of a score by the band that it lies in.
BANDS = {"reached": (GOOD, "o"), "watch": (WATCH, "D"), "below": (WEAK, "s")}


@styled
def ranked_items(ranked: pd.DataFrame, framework: Framework, title: str, note: str, alt: str) -> Chart:
    """Every item on its rank: a dot at its score, one panel an instrument, the target as a line through all.

    The first instrument stands to the left, the others above each other to the right. Items of a checklist that tie
    share a row, since most of them do.
    """
    panels = {code: _tied(group, framework) for code, group in ranked.groupby("instrument", sort=False)}
    first, *others = panels
    rows = [sum(panels[code]["lines"]) + 2 for code in others]
    figure = frame(10.5, 2.0 + 0.25 * max(len(panels[first]), sum(rows)), title, note)
    grid = figure.add_gridspec(max(len(others), 1), 2 if others else 1, height_ratios=rows or None)
    places = {first: grid[:, 0], **{code: grid[number, 1] for number, code in enumerate(others)}}
    for code, panel in panels.items():
        _ranked_panel(figure.add_subplot(places[code]), panel, framework)
        figure.axes[-1].set_title(CHART["panel"].format(code=code, count=panel["count"].sum()))
    present = {band_of(s, framework) for s in ranked["shown"]}
    handles = [
        Line2D([], [], color=colour, marker=marker, linestyle="", label=CHART[band])
        for band, (colour, marker) in BANDS.items()
        if band in present
    ]
    handles.append(target_line(framework))
    figure.legend(handles=handles, loc="outside upper right", ncols=len(handles), handletextpad=0.3)
    return Chart(figure, alt)


def _ranked_panel(axes: Axes, panel: pd.DataFrame, framework: Framework) -> None:
    """The dots of one instrument, best at the top."""
    height = panel["lines"].sum() - panel["lines"].cumsum() + (panel["lines"] - 1) / 2
    panel = panel.assign(height=height, band=[band_of(s, framework) for s in panel["shown"]])
    axes.hlines(panel["height"], 0, panel["shown"], color="#d5dae2", linewidth=1.1)
    sns.scatterplot(
        panel, x="shown", y="height", hue="band", style="band", s=38, legend=False, ax=axes, zorder=3,
        palette={band: colour for band, (colour, _) in BANDS.items()},
        markers={band: marker for band, (_, marker) in BANDS.items()}, linewidth=0, clip_on=False,
    )  # fmt: skip
    for row in panel.itertuples():
        axes.text(103, row.height, show(row.shown, framework.decimals), va="center", fontsize=8.5)
    axes.axvline(framework.target.score, **LIMIT)
    axes.set(xlim=(0, 100), ylim=(-0.8, panel["lines"].sum() - 0.2), xlabel=CHART["score"], ylabel="")
    axes.set_yticks(panel["height"], panel["label"], fontsize=8.5)


def _tied(group: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The rows of a panel: `label, shown, count` (items in it) and `lines` (of the label), best first."""
    if framework.by_code[group["instrument"].iloc[0]].kind == "survey":
        return pd.DataFrame({"label": group["code"], "shown": group["shown"], "count": 1, "lines": 1})
    place = {code: number for number, code in enumerate(framework.codes["item"])}
    rows = []
    for shown, items in group.groupby("shown", sort=False):
        runs = groupby(enumerate(sorted(items["code"], key=place.__getitem__)), lambda pair: place[pair[1]] - pair[0])
        ends = [(codes[0], codes[-1]) for codes in ([code for _, code in run] for _, run in runs)]
        words = [one if one == last else f"{one}–{last}" for one, last in ends]
        label = textwrap.fill(", ".join(words), LABEL_WIDTH, break_on_hyphens=False)
        rows.append((label, shown, len(items), label.count("\n") + 1))
    return pd.DataFrame(rows, columns=["label", "shown", "count", "lines"])


@styled
def radar(
    indicators: pd.DataFrame, framework: Framework, title: str, note: str, alt: str, *, width: float = 8.6
) -> Chart:
    """The indicators around a circle, the target as a ring. `indicators`: `code, name_th, shown`, in order."""
    angles = np.linspace(0, 2 * np.pi, len(indicators), endpoint=False)
    figure = frame(width, width * 0.88, title, note, title_share=1, note_share=0.72)
    axes = figure.subplots(subplot_kw={"projection": "polar"})
    axes.set_theta_offset(np.pi / 2)
    axes.set_theta_direction(-1)
    ring = np.linspace(0, 2 * np.pi, 240)
    axes.plot(ring, np.full_like(ring, framework.target.score), **LIMIT)
    closed = np.append(angles, angles[0])
    axes.plot(closed, np.append(indicators["shown"], indicators["shown"].iloc[0]), color=INSTRUMENT_COLOURS[0])
    axes.fill(angles, indicators["shown"], color=INSTRUMENT_COLOURS[0], alpha=0.12)
    for angle, row in zip(angles, indicators.itertuples(), strict=True):
        colour, marker = BANDS[band_of(row.shown, framework)]
        axes.plot(angle, row.shown, marker=marker, color=colour, markersize=7, clip_on=False)
    axes.set_ylim(0, 100)
    axes.set_yticks([25, 50, 75, 100], ["25", "50", "75", "100"], fontsize=8, color=FAINT)
    axes.set_xticks(angles, [""] * len(angles))
    axes.grid(True, color="#e0e4ea")
    axes.spines["polar"].set_color("#d5dae2")
    for angle, row in zip(angles, indicators.itertuples(), strict=True):
        side = np.sin(angle)
        axes.text(
            angle, 108, f"{thai.wrap(f'{row.code}. {row.name_th}', 22, 3)}\n{show(row.shown, framework.decimals)}",
            ha="center" if abs(side) < 0.2 else "left" if side > 0 else "right", va="center", fontsize=9.5,
            color=BANDS[band_of(row.shown, framework)][0] if row.shown < framework.target.score else INK,
        )  # fmt: skip
    figure.legend(handles=[target_line(framework)], loc="outside lower right")
    return Chart(figure, alt)


@styled
def total(
    by_instrument: pd.DataFrame,
    shown: float,
    framework: Framework,
    title: str,
    note: str,
    alt: str,
    *,
    width: float = 10,
) -> Chart:
    """How the weights make the total: each instrument's points end to end, above the bands of the ratings.

    `by_instrument`: `code, shown, weight, points` (points of the total), in order.
    """
    figure = frame(width, 3.7, title, note, title_share=1)
    axes = figure.subplots()
    start = 0.0
    for row, colour in zip(by_instrument.itertuples(), INSTRUMENT_COLOURS, strict=False):
        axes.barh(1, row.points, left=start, height=0.62, color=colour)
        # A narrow part has room for its numbers below each other only.
        times = " × " if row.points >= NARROW_PART else "\n× "
        text = f"{row.code}\n{show(row.shown, 2)}{times}{row.weight:g}%\n= {show(row.points, 2)}"
        axes.text(
            start + row.points / 2, 1, text, ha="center", va="center", color="white", fontsize=10, linespacing=1.1
        )
        start += row.points
    plain = [band for band in framework.ratings if band.each_instrument_from is None]
    for number, band in enumerate(sorted(plain, key=lambda band: band.lowest)):
        _band(axes, band, shown, number, framework.decimals)
    axes.axvline(framework.target.score, **LIMIT)
    axes.plot([shown, shown], [0.26, 1.45], color=INK, linewidth=1.6)
    axes.text(shown, 1.5, show(shown, framework.decimals), ha="center", va="bottom", fontweight="bold", fontsize=12)
    # Beside the total, on the side where the total is not.
    side = "right" if shown >= framework.target.score else "left"
    beside = framework.target.score + (-0.7 if side == "right" else 0.7)
    near = abs(shown - framework.target.score) < NEAR
    goal = CHART["target"].format(score=framework.target.score)
    axes.text(beside, 1.72 if near else 1.5, goal, ha=side, va="bottom", color=TARGET)
    axes.set(xlim=(0, 100), ylim=(-0.25, 1.95), xlabel=CHART["total"])
    axes.set_yticks([0, 1], [CHART["rating"], CHART["score"]])
    axes.grid(False)
    return Chart(figure, alt)


def _band(axes, band: Rating, shown: float, number: int, decimals: int) -> None:
    """One rating as a strip; the one that the total lies in is framed and bold."""
    low, high = float(band.lowest), min(float(band.highest) + 10**-decimals, 100)
    reached = float(band.lowest) <= half_up(shown, decimals) <= float(band.highest)
    shade = "#dfe7ef" if number % 2 else "#eef2f6"
    axes.barh(0, high - low, left=low, height=0.4, color=INSTRUMENT_COLOURS[0] if reached else shade)
    axes.text(
        (low + high) / 2, 0, band.label, ha="center", va="center", color="white" if reached else FAINT,
        fontweight="bold" if reached else "normal",
    )  # fmt: skip

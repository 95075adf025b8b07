"""The chart of the plan: every step of the measures as a bar in time, by owner, with the reporting rounds."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D

from italib import thai
from italib.chart import FAINT, INK, INSTRUMENT_COLOURS, LIMIT, TARGET, Chart, frame, styled
from italib.words import CHART

LABEL_SHARE, LINES, OWNER_WIDTH = 4.6, 4, 18  # columns of text an inch of the chart, lines, columns of text
MOST_TICKS = 14  # names of months that have room beside each other
BAND, BAR = "#f2f4f7", INSTRUMENT_COLOURS[0]


@styled
def gantt(
    by_step: pd.DataFrame, round_ends: Mapping[str, int], title: str, note: str, alt: str, *, width: float = 10
) -> Chart:
    """A bar a step from the month it begins to the end of the month it is due, under its owner.

    `by_step` (`measures.schedule`): `label, owner_th, begins, due`, by owner; months are counted from the year 0.
    `round_ends` maps the months of a reporting round to the month it ends in, drawn as a line through all.
    """
    figure = frame(width, 1.9 + 0.5 * len(by_step), title, note, title_share=0.75)
    axes = figure.subplots()
    height = {row.Index: len(by_step) - 1 - place for place, row in enumerate(by_step.itertuples())}
    for number, (owner, steps) in enumerate(by_step.groupby("owner_th", sort=False)):
        places = [height[index] for index in steps.index]
        if number % 2 == 0:
            axes.axhspan(min(places) - 0.5, max(places) + 0.5, color=BAND, zorder=0, linewidth=0)
        axes.text(1.01, sum(places) / len(places), thai.wrap(owner, OWNER_WIDTH), transform=axes.get_yaxis_transform(),
                  va="center", fontsize=9.5)  # fmt: skip
        for row in steps.itertuples():
            axes.barh(height[row.Index], row.due + 1 - row.begins, left=row.begins, height=0.46, color=BAR)
            axes.text(row.due + 0.88, height[row.Index], thai.month_name(row.due), ha="right", va="center",
                      color="white", fontsize=8.5)  # fmt: skip
    first, last = by_step["begins"].min(), max([by_step["due"].max(), *round_ends.values()])
    for months, end in round_ends.items():
        axes.axvline(end + 1, **LIMIT)
        axes.text(end + 1, len(by_step) - 0.42, CHART["round"].format(months=months), ha="center", va="bottom",
                  color=TARGET, fontsize=9)  # fmt: skip
    labels = [thai.wrap(text, int(width * LABEL_SHARE), LINES) for text in by_step["label"]]
    axes.set_yticks(list(height.values()), labels, linespacing=1.05)
    axes.set(xlim=(first, last + 1.02), ylim=(-0.5, len(by_step) - 0.5))
    months = range(first, last + 1, (last - first) // MOST_TICKS + 1)
    axes.set_xticks([month + 0.5 for month in months], [_month(month, month == first) for month in months])
    axes.tick_params(axis="x", labelcolor=FAINT, labelsize=9)
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], **LIMIT, label=CHART["round_end"])]
    figure.legend(handles=handles, loc="outside upper right")
    axes.tick_params(axis="y", labelcolor=INK)
    return Chart(figure, alt)


def _month(number: int, first: bool) -> str:
    """The name of a month; the first one and each January also name the year."""
    name, year = thai.month_name(number).split(" ")
    return f"{name}\n{year}" if first or number % 12 == 0 else name

"""The audit → Matplotlib figures: what printed figures leave open, and how many people could have given them."""

import numpy as np
import pandas as pd

from italib.chart import INK, INSTRUMENT_COLOURS, WEAK, Chart, frame, styled
from italib.framework import Framework
from italib.precision import show
from italib.words import CHART

MOST_LABELS = 20  # numbers that have room beside each other; of more only the first is named


@styled
def intervals(by_year: pd.DataFrame, framework: Framework, title: str, note: str, alt: str) -> Chart:
    """The interval that printed figures leave for a computed one, and the published figure as a mark on it.

    `by_year`: `label, low, high, published`; one panel a row, since each interval is narrow and far from the others.
    """
    figure = frame(9, 1.6 + 1.0 * len(by_year), title, note, title_share=1)
    for axes, row in zip(figure.subplots(len(by_year), 1, squeeze=False)[:, 0], by_year.itertuples(), strict=True):
        axes.plot(
            [row.low, row.high], [0, 0], color=INSTRUMENT_COLOURS[0], linewidth=9, solid_capstyle="butt", alpha=0.45
        )
        axes.plot(row.published, 0, marker="D", color=INK, markersize=7)
        axes.text(
            row.published,
            0.32,
            CHART["announced"].format(figure=show(row.published, framework.decimals)),
            ha="center",
            fontsize=9.5,
        )
        middle = (row.low + row.high) / 2
        axes.set(xlim=(middle - 0.02, middle + 0.02), ylim=(-0.6, 0.9))
        ticks = np.round(np.arange(np.floor((middle - 0.02) * 100), np.ceil((middle + 0.02) * 100) + 1) / 100, 2)
        axes.set_xticks(ticks, [f"{tick:.2f}" for tick in ticks])
        axes.set_xlim(middle - 0.02, middle + 0.02)
        axes.set_yticks([0], [row.label])
    return Chart(figure, alt)


@styled
def people(by_number: pd.DataFrame, title: str, note: str, alt: str) -> Chart:
    """For each number of people how many items of a survey could have been printed as they are; one panel a survey.

    `by_number`: `group, people, items, whole` (whether these are all items), groups together.
    """
    groups = list(by_number.groupby("group", sort=False))
    figure = frame(10, 1.7 + 1.75 * len(groups), title, note, title_share=1)
    for axes, (group, rows) in zip(figure.subplots(len(groups), 1, squeeze=False)[:, 0], groups, strict=True):
        axes.vlines(rows["people"], 0, rows["items"], color=INSTRUMENT_COLOURS[0], linewidth=0.8, alpha=0.55)
        whole = rows[rows["whole"]]
        axes.vlines(whole["people"], 0, whole["items"], color=WEAK, linewidth=1.4)
        axes.plot(whole["people"], whole["items"], color=WEAK, marker="o", linestyle="", markersize=5, clip_on=False)
        for row in whole.head(MOST_LABELS if len(whole) <= MOST_LABELS else 1).itertuples():
            axes.annotate(
                f"{row.people}", (row.people, row.items), (0, 5), textcoords="offset points", ha="center", fontsize=9,
                fontweight="bold", color=INK,
            )  # fmt: skip
        axes.set(xlim=(0, rows["people"].max() + 1), ylim=(0, rows["items"].max() * 1.22), ylabel=CHART["items"])
        axes.set_title(group)
        axes.set_yticks(sorted({0, int(rows["items"].max())}))
    axes.set_xlabel(CHART["people"])
    return Chart(figure, alt)

"""The audit → display frames: its checks, and what its chart draws. Computes no score."""

from collections.abc import Mapping, Sequence

import pandas as pd

from italib.audit import MOST_PEOPLE, Audited
from italib.claims import NOT_CHECKED
from italib.precision import MISSING
from italib.reconcile import DIFFERENT
from italib.words import AUDIT_CHECKS, AUDIT_FIGURE, AUDIT_VERDICTS, LEVELS


def counts(found: Audited) -> pd.DataFrame:
    """One row a kind of check: `name, checks, flagged, unread`, as text."""
    rows = found.by_check.assign(
        flagged=found.by_check.index.isin(found.flagged.index), unread=found.by_check["verdict"] == NOT_CHECKED
    )
    grouped = rows.groupby("check", sort=False).agg(
        checks=("code", "size"), flagged=("flagged", "sum"), unread=("unread", "sum")
    )
    names = [AUDIT_CHECKS[check] for check in grouped.index]
    return grouped.astype("str").assign(name=names).reset_index(drop=True)[["name", "checks", "flagged", "unread"]]


def checks(by_check: pd.DataFrame) -> pd.DataFrame:
    """Checks as a page shows them: `what, code, place, quoted, stated, computed, verdict, message`, as text."""
    texts = {
        name: by_check[column].where(by_check[column] != "", MISSING)
        for name, column in (
            ("code", "code"),
            ("place", "place_th"),
            ("quoted", "quoted_th"),
            ("stated", "stated"),
            ("computed", "computed"),
        )
    }
    # The total goes by its name.
    texts["code"] = texts["code"].replace(LEVELS)
    return pd.DataFrame(
        {
            "what": by_check["check"].map(AUDIT_CHECKS),
            **texts,
            "verdict": by_check["verdict"].map(AUDIT_VERDICTS),
            "message": by_check["message_th"],
        }
    ).reset_index(drop=True)


def people(fitting: Mapping[str, Mapping[str, Sequence[int]]]) -> pd.DataFrame:
    """What the chart of the numbers of people draws: `group, people, items, whole`, one row a survey and number.

    `fitting` holds the numbers of people that can give each item its figure, by survey and item.
    """
    rows = []
    for survey, by_item in fitting.items():
        fits = pd.Series([n for numbers in by_item.values() for n in numbers], dtype="int64").value_counts()
        items = fits.reindex(range(1, MOST_PEOPLE + 1), fill_value=0)
        group = AUDIT_FIGURE["group"].format(code=survey, items=len(by_item))
        rows.append(pd.DataFrame({"group": group, "people": items.index, "items": items.to_numpy()}))
        rows[-1]["whole"] = rows[-1]["items"] == len(by_item)
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["group", "people", "items", "whole"])


def total_intervals(years: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """The totals that are known as an interval only: `label, low, high, published, inside`, one row a year, in order.

    `years` maps a year to its scores beside the published figures. Only years whose total is computed from printed
    figures and was published itself.
    """
    rows = []
    for year, by_figure in years.items():
        total = by_figure[(by_figure["level"] == "total") & (by_figure["published"] != "")]
        rows += [
            (str(year), row.low, row.high, float(row.published), row.verdict != DIFFERENT)
            for row in total[total["low"] < total["high"]].itertuples()
        ]
    return pd.DataFrame(sorted(rows), columns=["label", "low", "high", "published", "inside"])

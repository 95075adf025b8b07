"""Every figure that any agency in `data/` published, against what is computed: a test for ever."""

from functools import cache

import pytest
from support import DATA, scores_of

from italib import agency
from italib.files import read_csv
from italib.reconcile import reconcile

FIGURES = [
    pytest.param(
        path.parts[-3], int(path.parts[-2]), row.cells, id="-".join([*path.parts[-3:-1], row["level"], row["code"]])
    )
    for path in sorted(DATA.glob("agencies/*/*/published.csv"))
    for row in read_csv(path, ("level", "code", "value"))
]


@cache
def by_figure(name, year):
    inputs = agency.load(DATA, name, year)
    return reconcile(scores_of(inputs), inputs.published, inputs.framework).set_index(["level", "code"])


@pytest.mark.parametrize(("name", "year", "figure"), FIGURES)
def test_the_published_figure_agrees_with_the_computed_one(name, year, figure):
    row = by_figure(name, year).loc[(figure["level"], figure["code"])]
    agrees = row["verdict"] in ("equal", "within rounding")
    starts = row["verdict"] == "" and row["basis"] == "published"
    assert row["published"] == figure["value"]
    assert agrees or starts


def test_the_figures_of_bansong_are_among_them():
    assert len(FIGURES) >= 110 + 11 + 11

"""What a batch is asked to do: words of a call, agency-years that there are, and calls that can't be used."""

import shutil

import pytest
from running import AGENCY, ROOT
from support import problems_of

from italib.messages import PROBLEMS
from italib.order import Order
from italib.orders import orders_of, wanted

YEARS = sorted(int(path.name) for path in (ROOT / "data" / "agencies" / AGENCY).glob("[0-9]*"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with two agencies: the shipped one and another with one year."""
    agencies = tmp_path / "data" / "agencies"
    for year in YEARS:
        (agencies / AGENCY / str(year)).mkdir(parents=True)
    (agencies / "other" / "2565").mkdir(parents=True)
    (agencies / ".hidden" / "2565").mkdir(parents=True)
    (agencies / "new").mkdir()
    (agencies / "other" / "2565.old").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_words_every_agency_and_year_is_wanted(home):
    assert wanted([]) == [*((AGENCY, year) for year in YEARS), ("other", 2565)]


def test_words_name_agencies_and_years_in_any_order_and_twice(home):
    assert wanted(["other", f"{AGENCY}/2564", "other/2565"]) == [(AGENCY, 2564), ("other", 2565)]


def test_every_word_that_asks_for_nothing_is_named(home):
    problems = problems_of(wanted, ["nobody", "other/2564", "other/", "../other", "new", f"{AGENCY}/25", "other/2565"])
    assert [problem.found for problem in problems] == ["nobody", "other/2564", "..", "new", f"{AGENCY}/25"]
    assert problems[1].message == PROBLEMS["no_such_order"].format(known="2565")


def test_no_agency_is_called_as_the_folder_of_the_summary(home):
    (home / "data" / "agencies" / "batch" / "2565").mkdir(parents=True)
    assert [problem.found for problem in problems_of(wanted, ["batch"])] == ["batch"]


def test_nothing_to_do_is_a_call_that_can_not_be_used(home):
    shutil.rmtree(home / "data" / "agencies")
    assert [problem.message for problem in problems_of(wanted, [])] == [PROBLEMS["no_orders"]]


def test_an_order_says_where_its_folders_start(home, monkeypatch):
    (home / "below").mkdir()
    monkeypatch.chdir(home / "below")
    orders = orders_of(["other"], output_dir="results", resume=True)
    assert orders == [Order("other", 2565, start=str(home), output_dir="results", resume=True)]


def test_results_in_the_data_are_refused_before_anything_runs(home):
    problems = problems_of(lambda: orders_of([], output_dir="data/results"))
    assert [problem.message for problem in problems] == [PROBLEMS["output_in_data"]]

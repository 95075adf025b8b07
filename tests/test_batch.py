"""Batches of small notebooks: what comes of each agency-year, what is left after a stop, what is done again."""

import csv
import json
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from batches import CODE, SECONDS, offices, outcomes_of, spoil, start_batch, until
from running import YEAR, hashes_in, record_of, small_notebook
from support import append, rewrite

from italib import place, work
from italib.lock import Busy
from italib.order import Order
from italib.outcomes import DONE, FAILED, WAITING
from italib.run import run
from italib.summary import TABLE


def rows_of(home, output_dir="outputs"):
    """The rows of batch.csv."""
    text = (home / output_dir / "batch" / TABLE).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(keepends=True)))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder in which a batch of four was made: two good agencies, one with wrong data, one whose notebook stops."""
    home = offices(tmp_path_factory.mktemp("batch"), "a", "b", "stops", "wrong", code=CODE)
    spoil(home, "wrong")
    return home, outcomes_of(home)


def test_every_agency_year_has_its_outcome_whatever_comes_of_the_others(made):
    home, outcomes = made
    assert {name: outcome["outcome"] for name, outcome in outcomes.items()} == {
        "a": DONE,
        "b": DONE,
        "stops": FAILED,
        "wrong": FAILED,
    }
    assert [(row["agency"], row["outcome"]) for row in rows_of(home)] == [
        (name, outcomes[name]["outcome"]) for name in sorted(outcomes)
    ]


def test_a_row_holds_what_its_results_say(made):
    home, outcomes = made
    record = record_of(home / "outputs" / "a" / str(YEAR))
    result, row = record["result"], outcomes["a"]
    assert (row["total"], row["rating"], row["gaps"]) == (result["total"], result["rating"], result["gaps"])
    assert (row["reconciliation"], row["seconds"]) == (result["reconciled"], record["seconds"])
    assert row["total"] and row["gaps"] and row["seconds"]


def test_a_failed_one_leaves_its_error_and_what_it_has_made(made):
    home, outcomes = made
    assert outcomes["stops"]["error"] == "01_small: ValueError: เกิดเหตุ"
    assert outcomes["stops"]["kept"] and (home / "outputs" / "stops" / f"{YEAR}.failed" / "index.html").is_file()
    assert outcomes["wrong"]["error"].startswith("data/agencies/wrong/2565/published.csv")
    assert not (home / "outputs" / "wrong").exists()
    assert "เกิดเหตุ" in (home / "outputs" / "batch" / "failures.html").read_text(encoding="utf-8")


def test_results_are_those_of_a_run_alone(made, tmp_path, monkeypatch):
    home, _ = made
    alone = offices(tmp_path, "a")
    monkeypatch.chdir(alone)
    # Cells get an id by chance when a notebook is written.
    run("a", YEAR, notebooks=home / "notebooks")
    results = hashes_in(home / "outputs" / "a" / str(YEAR))
    assert results == hashes_in(alone / "outputs" / "a" / str(YEAR)) and results


def test_nothing_is_left_of_the_work(made):
    home, _ = made
    assert not (home / "outputs" / ".running").exists()


def test_an_order_is_worked_on_from_where_its_folders_start(made, tmp_path, monkeypatch):
    home, _ = made
    monkeypatch.chdir(tmp_path)
    order = Order("a", YEAR, start=str(home), output_dir=f"memory://{tmp_path.name}", scratch=str(tmp_path))
    with place.of(replace(order, output_dir="outputs")) as here:
        assert (Path.cwd(), here.data) == (home, Path("data"))
    # With one folder at an address both have the same names, whatever they are called and wherever they stand.
    with place.of(order) as here:
        assert Path.cwd().parent == tmp_path
        assert (here.data_dir, here.output_dir) == ("data", "outputs") and (here.data / "forms.toml").is_file()
        assert here.address == f"memory://{tmp_path.name}/a/{YEAR}"
    assert Path.cwd() == tmp_path and list(tmp_path.iterdir()) == []


# What is done again.


@pytest.fixture
def again(made, tmp_path):
    """A copy of the folder, and the order to resume an agency that is done."""
    home = tmp_path / "again"
    shutil.copytree(made[0], home)
    return Order("a", YEAR, start=str(home), notebooks=str(home / "notebooks"), resume=True)


def is_current(order):
    with place.of(order) as here:
        return bool(work._current(order, here))


def test_what_is_as_it_should_be_is_not_done_again(again, made):
    record = record_of(made[0] / "outputs" / "a" / str(YEAR))
    outcome = work.do(again)
    assert outcome.resumed and outcome.seconds == record["seconds"] and outcome.total == record["result"]["total"]
    assert replace(outcome, resumed=False) == replace(work.do(again), resumed=False)


def of(order, path):
    """A path within the folder of an order."""
    return Path(order.start) / path


RESULTS = f"outputs/a/{YEAR}"
STALE = {
    "an input": lambda order: append(of(order, f"data/agencies/a/{YEAR}/guidance.csv"), ""),
    "a new input": lambda order: of(order, f"data/agencies/a/{YEAR}/raw/note.md").write_text("x", encoding="utf-8"),
    "the rules": lambda order: append(of(order, f"data/frameworks/{YEAR}/framework.toml"), "# x"),
    "what all share": lambda order: append(of(order, "data/forms.toml"), "# x"),
    "a notebook": lambda order: rewrite(of(order, "notebooks/01_small.ipynb"), "ถามอะไร", "ถามอื่น"),
    "another notebook": lambda order: small_notebook(of(order, "notebooks"), name="02_more"),
    "a file that is gone": lambda order: of(order, f"{RESULTS}/html/01_small.html").unlink(),
    "all that are gone": lambda order: shutil.rmtree(of(order, RESULTS)),
    "a record that is gone": lambda order: of(order, f"{RESULTS}/run.json").unlink(),
    "a record that is broken": lambda order: of(order, f"{RESULTS}/run.json").write_text("{", encoding="utf-8"),
    "results of some notebooks": lambda order: rewrite(of(order, f"{RESULTS}/run.json"), '"done"', '"partial"'),
    "a run that failed since": lambda order: of(order, f"{RESULTS}.failed").mkdir(),
}


@pytest.mark.parametrize("what", STALE)
def test_what_is_missing_failed_or_stale_is_done_again(again, what):
    assert is_current(again)
    STALE[what](again)
    assert not is_current(again)


def test_results_of_another_package_are_done_again(again, monkeypatch):
    monkeypatch.setattr(work, "_package", lambda: "another")
    assert not is_current(again)


def test_results_with_another_form_of_the_document_are_done_again(again):
    assert not is_current(replace(again, pdf=False))


def test_what_another_agency_holds_changes_nothing(again):
    append(of(again, f"data/agencies/b/{YEAR}/guidance.csv"), "")
    assert is_current(again)


# Who is at work already.


def test_a_patient_order_waits_for_another_process_to_let_go(again, monkeypatch):
    tries = []

    def busy_twice(*_, **__):
        tries.append(time.monotonic())
        if len(tries) < 3:
            raise Busy([])

    monkeypatch.setattr(work.run, "run", busy_twice)
    assert work.do(replace(again, resume=False, patience=30)).outcome == DONE
    assert len(tries) == 3
    tries.clear()
    assert work.do(replace(again, resume=False)).outcome == FAILED
    assert len(tries) == 1


# Stopped in the middle.


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_after_a_stop_in_the_middle_the_rest_is_done_and_nothing_twice(tmp_path, how):
    home = offices(tmp_path, "a", "waits", code=CODE)
    (home / "wait").touch()
    started = start_batch(home, jobs=1)
    assert json.loads(started.stdout.readline())["agency"] == "a"
    until(lambda: (home / "waiting").exists())
    kept = record_of(home / "outputs" / "a" / str(YEAR))
    started.send_signal(how)
    _, complained = started.communicate(timeout=SECONDS)
    assert started.returncode == (-how if how == signal.SIGKILL else 1), complained
    if how != signal.SIGKILL:
        assert complained == "stopped\n"
        assert [row["outcome"] for row in rows_of(home)] == [DONE, WAITING]
        assert not (home / "outputs" / ".running").exists()
    assert not (home / "outputs" / "waits").exists()
    (home / "wait").unlink()
    # As the next batch does: a process that was killed may still be about to let go.
    how = {"start": str(home), "notebooks": str(home / "notebooks"), "resume": True, "patience": 20}
    again = [work.do(Order(name, YEAR, **how)) for name in ("a", "waits")]
    assert [(outcome.outcome, outcome.resumed) for outcome in again] == [(DONE, True), (DONE, False)]
    assert record_of(home / "outputs" / "a" / str(YEAR)) == kept
    assert not (home / "outputs" / ".running" / "waits").exists()

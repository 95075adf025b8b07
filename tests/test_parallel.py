"""Notebooks side by side: which waits for which, what they say they write, and what comes of each."""

import gc
import os
import signal
import time
from fnmatch import fnmatch
from itertools import combinations

import nbformat
import pytest
from running import NAMES, NOTEBOOKS, files_in, whole_run

from italib.fork import CAN_FORK, lasting
from italib.messages import CLI
from italib.parallel import Done, longest_first, one_by_one, side_by_side, waits_for

posix = pytest.mark.skipif(not CAN_FORK, reason="no fork here")


def says(reads=(), writes=()):
    return nbformat.v4.new_notebook(metadata={"italib": {"reads": list(reads), "writes": list(writes)}})


def test_a_notebook_waits_for_those_before_it_that_write_what_it_reads():
    waits = waits_for({"01": says(writes="a"), "02": says("a", "b"), "03": says("ab"), "04": says("c"), "05": says()})
    assert waits == {"01": set(), "02": {"01"}, "03": {"01", "02"}, "04": set(), "05": set()}


def test_a_notebook_that_says_nothing_waits_for_all_and_all_after_wait_for_it():
    waits = waits_for({"01": says(), "02": nbformat.v4.new_notebook(), "03": says(), "04": says()})
    assert waits == {"01": set(), "02": {"01"}, "03": {"02"}, "04": {"02"}}


def test_documents_and_then_drawing_begin_first():
    notebooks = {"1": says(), "2": says(writes=["figures/a", "figures/b"]), "3": says(writes=["document/a"])}
    notebooks |= {"4": says(writes=["figures/c", "tables/a", "tables/b"]), "5": nbformat.v4.new_notebook()}
    assert longest_first(notebooks) == ["3", "2", "4", "1", "5"]


def shipped():
    return {name: nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4) for name in NAMES}


def test_the_shipped_notebooks_need_not_wait():
    assert {name: waits for name, waits in waits_for(shipped()).items() if waits} == {}


def test_the_shipped_notebooks_say_what_they_write(tmp_path_factory):
    """Every file of the results is said to be written by one notebook, and no file by two."""
    folder = whole_run(tmp_path_factory.getbasetemp()).folder
    writes = {name: notebook.metadata["italib"]["writes"] for name, notebook in shipped().items()}
    made = [name for name in files_in(folder) if name.split("/")[0] in ("tables", "figures", "document")]
    stems = {name if name.endswith(".csv") else name.rpartition(".")[0] for name in made}
    by = {stem: [name for name in NAMES if any(fnmatch(stem, said) for said in writes[name])] for stem in stems}
    assert {stem: names for stem, names in by.items() if len(names) != 1} == {}
    assert len(stems) > 20
    assert not [pair for pair in combinations(NAMES, 2) if set(writes[pair[0]]) & set(writes[pair[1]])]


@posix
def test_what_waits_begins_when_what_it_waits_for_is_done(tmp_path):
    def do(name):
        before = sorted(path.name for path in tmp_path.iterdir())
        time.sleep(0.05)
        (tmp_path / name).touch()
        return Done(name, 0.05, "" if name != "c" or before[:2] == ["a", "b"] else f"began after {before}")

    made = list(side_by_side({"c": {"a", "b"}, "b": {"a"}, "a": set(), "d": set()}, 3, do))
    assert {one.name for one in made} == {"a", "b", "c", "d"}
    assert [one.why for one in made] == [""] * 4


@posix
def test_no_more_are_at_work_than_asked_for(tmp_path):
    def do(name):
        (tmp_path / name).touch()
        at_work = len(list(tmp_path.iterdir()))
        time.sleep(0.1)
        (tmp_path / name).unlink()
        return Done(name, float(at_work))

    made = list(side_by_side(dict.fromkeys("abcdef", frozenset()), 2, do))
    assert max(one.seconds for one in made) == 2 and len(made) == 6


@posix
def test_one_that_stops_lets_nothing_new_begin():
    made = list(side_by_side({"a": set(), "b": {"a"}, "c": set()}, 1, lambda name: Done(name, 0, "ผิด")))
    assert made == [Done("a", 0, "ผิด")]
    assert list(one_by_one("abc", lambda name: Done(name, 0, "ผิด"))) == [Done("a", 0, "ผิด")]
    assert [one.name for one in one_by_one("abc", lambda name: Done(name, 0))] == ["a", "b", "c"]


@posix
def test_one_that_is_killed_is_told_by_name():
    def do(name):
        os.kill(os.getpid(), signal.SIGKILL)

    assert list(side_by_side({"a": set()}, 1, do)) == [Done("a", 0.0, CLI["kernel_died"])]


@posix
def test_an_error_of_the_system_comes_with_its_file():
    def do(name):
        wrong = FileNotFoundError(2, "gone")
        wrong.filename = "outputs/a.csv"
        raise wrong

    with pytest.raises(FileNotFoundError) as raised:
        list(side_by_side({"a": set()}, 1, do))
    assert (raised.value.errno, raised.value.filename) == (2, "outputs/a.csv")


def test_what_lasts_is_out_of_reach_of_the_collector_and_the_collector_stays_as_it_was():
    made = []
    try:
        for was_on in (True, False):
            (gc.enable if was_on else gc.disable)()
            with lasting():
                assert not gc.isenabled()
                made.append([])
            assert gc.isenabled() is was_on
            assert not [one for one in gc.get_objects() if one is made]
    finally:
        gc.unfreeze()
        gc.enable()

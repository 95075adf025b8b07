"""Orders side by side: each in a process of its own, however that ends, so many at a time, in bounded memory."""

import concurrent.futures
import signal
import time

import pytest
from batches import gone, lines_of, program

from italib import schedule, work
from italib.messages import BATCH
from italib.order import Order
from italib.outcomes import FAILED, Outcome

pytestmark = pytest.mark.skipif(not schedule.CAN_FORK, reason="no fork here")

# Orders that do what their agency is called; every outcome is told as a line of JSON.
ENDINGS = """
import json, os, signal, sys, threading, time
from dataclasses import asdict
from pathlib import Path
from italib import schedule
from italib.order import Order
from italib.outcomes import Outcome

def do(order):
    if order.agency == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if order.agency == "left":
        os._exit(3)
    here = Path(order.scratch) / str(order.year)
    here.touch()
    time.sleep(0.02)
    at_work = len(list(here.parent.iterdir()))
    here.unlink()
    return Outcome(order.agency, order.year, gaps=at_work, name_th=f"{threading.active_count()} {os.getpid()}")

names = ["good", "killed", "good", "left", "good", "good", "good", "good"]
for outcome in schedule.side_by_side([Order(name, year) for year, name in enumerate(names)], 3, do):
    print(json.dumps(asdict(outcome)), flush=True)
"""
# Many orders, each of which takes more memory than all of them together may leave behind.
MANY = """
import json, resource, time
from italib import schedule
from italib.order import Order
from italib.outcomes import Outcome

def do(order):
    taken = b"x" * 50_000_000
    return Outcome(order.agency, order.year, total=str(len(taken)))

def peak(of):
    return resource.getrusage(of).ru_maxrss / 1024

before = peak(resource.RUSAGE_SELF)
count = sum(outcome.total == "50000000" for outcome in schedule.side_by_side((Order("a", n) for n in range(80)), 2, do))
print(json.dumps([count, peak(resource.RUSAGE_SELF) - before]))
"""


def test_a_process_that_dies_is_a_failed_outcome_and_the_others_go_on(tmp_path):
    outcomes = lines_of(program(tmp_path, ENDINGS))
    by_year = {outcome["year"]: outcome for outcome in outcomes}
    assert sorted(by_year) == list(range(8))
    failures = {year: outcome["error"] for year, outcome in by_year.items() if outcome["outcome"] == FAILED}
    assert failures == {
        1: BATCH["stopped"].format(why=BATCH["signal"].format(signal=9)),
        3: BATCH["stopped"].format(why=BATCH["exit"].format(status=3)),
    }
    good = [outcome for year, outcome in by_year.items() if year not in failures]
    assert max(outcome["gaps"] for outcome in good) in (2, 3)
    threads, processes = zip(*(outcome["name_th"].split() for outcome in good), strict=True)
    assert set(threads) == {"1"} and len(set(processes)) == len(good)


def test_memory_does_not_grow_with_the_orders(tmp_path):
    ((count, grown),) = lines_of(program(tmp_path, MANY))
    assert count == 80
    assert grown < 40


def test_a_fault_of_the_program_is_named_on_its_row_and_traced_on_the_error_stream(tmp_path):
    code = ENDINGS.replace("here = Path", "1 / 0; here = Path").replace('"left", "good", "good"', '"left"')
    told, complained = program(tmp_path, code).communicate(timeout=30)
    assert told.count("ZeroDivisionError: division by zero") == told.count("\n") - 2
    assert "Traceback" in complained and "1 / 0" in complained


def test_children_end_with_the_process_that_started_them(tmp_path):
    code = ENDINGS.replace("time.sleep(0.02)", "print(os.getpid(), flush=True); time.sleep(60)")
    started = program(tmp_path, code.replace('names = ["good", "killed"', 'names = ["good", "good"'))
    pids = [int(started.stdout.readline()) for _ in range(3)]
    started.send_signal(signal.SIGKILL)
    started.communicate(timeout=30)
    assert gone(pids)


def answer(order):
    if order.agency == "broken":
        raise ValueError("ผิด")
    return Outcome(order.agency, order.year)


def test_an_executor_brings_outcomes_and_what_stopped_an_order():
    orders = [Order("good", 1), Order("broken", 2), Order("good", 3)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = {outcome.year: outcome for outcome in schedule.through(pool, orders, answer)}
    assert found[1] == Outcome("good", 1) and found[3] == Outcome("good", 3)
    assert found[2].error == BATCH["stopped"].format(why="ValueError: ผิด")


def test_who_stops_listening_cancels_what_has_not_begun():
    started = []

    def slow(order):
        started.append(order.year)
        time.sleep(0.05)
        return Outcome(order.agency, order.year)

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        outcomes = schedule.through(pool, [Order("a", year) for year in range(20)], slow)
        next(outcomes)
        outcomes.close()
    assert len(started) < 5


def test_without_fork_a_pool_of_processes_does_the_same(monkeypatch):
    monkeypatch.setattr(schedule, "CAN_FORK", False)
    (outcome,) = schedule.side_by_side([Order("nobody", 2565, start="/", data_dir="no-such-folder")], 1, work.do)
    assert (outcome.outcome, outcome.agency) == (FAILED, "nobody")
    assert "no-such-folder/agencies" in outcome.error

"""The same work on a real Dask cluster of several processes, with one of them killed; what a worker must see first."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from batches import CODE, SECONDS, gone, offices, program, spoil, until
from running import YEAR, files_in, hashes_in, record_of
from support import problems_of

from italib import cluster, work
from italib.helper import Helper, write
from italib.messages import BATCH, PROBLEMS
from italib.order import Order
from italib.orders import orders_of
from italib.outcomes import DONE, FAILED

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks the system for processes")

# A batch of five on two workers; the one that works on an order that waits is killed, and then the waiting ends.
KILLED = """
import json, os, signal, threading, time
from dataclasses import asdict
from pathlib import Path
from distributed import default_client
from italib.batch import batch
from italib.orders import orders_of

def kill(told):
    while not Path("waiting").exists() or len(told) < 4:
        time.sleep(0.05)
    client = default_client()
    (worker,) = [worker for worker, keys in client.processing().items() if keys]
    pid = client.run(os.getpid)[worker]
    print(json.dumps({"killed": pid, "below": below(pid)}), flush=True)
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.05)
    Path("wait").unlink()

def below(pid):
    threads = Path(f"/proc/{pid}/task").iterdir()
    found = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    return [process for child in found for process in (child, *below(child))]

if __name__ == "__main__":
    told = []
    threading.Thread(target=kill, args=(told,)).start()
    orders = orders_of([], notebooks=str(Path("notebooks").resolve()))
    for outcome in batch(orders, jobs=2, address="local", tell=told.append).outcomes:
        print(json.dumps(asdict(outcome)), flush=True)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder in which a batch was made on a cluster, one of whose workers died, and all that was told of it."""
    home = offices(tmp_path_factory.mktemp("cluster"), "a", "b", "c", "waits", "wrong", code=CODE)
    spoil(home, "wrong")
    (home / "wait").touch()
    told, complained = program(home, KILLED).communicate(timeout=SECONDS)
    lines = [json.loads(line) for line in told.splitlines()]
    assert len(lines) == 6, complained
    return home, lines[0], lines[1:]


def test_when_a_worker_dies_nothing_is_lost_and_nothing_is_there_twice(killed):
    home, _, outcomes = killed
    assert [(outcome["agency"], outcome["outcome"]) for outcome in outcomes] == [
        ("a", DONE), ("b", DONE), ("c", DONE), ("waits", DONE), ("wrong", FAILED),
    ]  # fmt: skip
    results = {name: hashes_in(home / "outputs" / name / str(YEAR)) for name in ("a", "b", "c", "waits")}
    assert all(files.keys() == results["a"].keys() for files in results.values()) and results["a"]
    for name in results:
        record = record_of(home / "outputs" / name / str(YEAR))
        assert record["status"] == "done" and record["outputs"] == results[name]
    assert sorted(path.name for path in (home / "outputs").iterdir()) == ["a", "b", "batch", "c", "waits"]


def test_what_a_dead_worker_was_at_ends_with_it(killed):
    _, dead, _ = killed
    assert dead["below"] and gone([dead["killed"], *dead["below"]])


# The process beside a worker.


@pytest.fixture
def waiting(tmp_path):
    """An order whose notebook waits."""
    home = offices(tmp_path, "waits", code=CODE)
    (home / "wait").touch()
    (home / "scratch").mkdir()
    return Order("waits", YEAR, start=str(home), notebooks=str(home / "notebooks"))


def test_a_helper_does_orders_and_ends_with_its_user(waiting):
    home = Path(waiting.start)
    helper = Helper(str(home / "scratch"))
    (home / "wait").unlink()
    assert helper.do(waiting).outcome == DONE
    assert helper.do(replace(waiting, resume=True)).resumed
    (home / "wait").touch()
    write(helper._process.stdin, vars(waiting))
    until(lambda: (home / "waiting").exists())
    helper.close()
    assert not (home / "outputs" / ".running").exists()
    # The agency-year is free at once: nobody is at it any more.
    (home / "wait").unlink()
    assert not helper.is_there() and work.do(waiting).outcome == DONE


def test_a_helper_that_dies_is_a_failed_order(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.executable", "true")
    helper = Helper(str(tmp_path))
    outcome = helper.do(Order("a", YEAR))
    helper.close()
    assert (outcome.outcome, outcome.error) == (FAILED, BATCH["stopped"].format(why=BATCH["exit"].format(status=0)))
    assert not helper.is_there()


# What a worker must see.


class Client:
    """A cluster whose workers see what they are made to."""

    def __init__(self, **seen):
        self.seen = seen

    def run(self, look, order, mark, on_error):
        assert on_error == "return"
        ours = look(order, mark)
        return {name: how(ours) if callable(how) else how for name, how in self.seen.items()}


@pytest.fixture
def orders(tmp_path, monkeypatch):
    monkeypatch.chdir(offices(tmp_path, "a"))
    return orders_of([])


def test_a_worker_that_sees_the_same_has_no_problem(orders, tmp_path):
    assert cluster._problems(Client(one=lambda ours: ours), orders[0]) == []
    assert files_in(tmp_path / "outputs") == []


@pytest.mark.parametrize(
    ("seen", "key"),
    [
        (ModuleNotFoundError("No module named 'italib'"), "worker_fails"),
        (lambda ours: replace(ours, package="other"), "worker_of_other_package"),
        (lambda ours: replace(ours, data=""), "worker_sees_no_data"),
        (lambda ours: replace(ours, data="other"), "worker_sees_no_data"),
        (lambda ours: replace(ours, results=False), "worker_sees_no_results"),
    ],
)
def test_what_is_wrong_with_a_worker_is_said_before_anything_runs(orders, seen, key):
    client = Client(**{"tcp://one": lambda ours: ours, "tcp://two": seen})
    (problem,) = problems_of(lambda: cluster.on_cluster(client, orders))
    values = {"folder": "data" if key == "worker_sees_no_data" else "outputs", "why": f"{type(seen).__name__}: {seen}"}
    assert (problem.file, problem.message) == ("tcp://two", PROBLEMS[key].format(**values))


def test_folders_at_an_address_are_not_looked_for_on_workers(orders):
    order = replace(orders[0], data_dir="s3://bucket/data", output_dir="s3://bucket/outputs")
    assert cluster._problems(Client(one=lambda ours: replace(ours, data="x", results=False)), order) == []


def test_a_cluster_that_is_not_there_is_a_call_that_can_not_be_used(monkeypatch):
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.2)
    (problem,) = problems_of(lambda: cluster.connected("tcp://127.0.0.1:9", 1).__enter__())
    assert problem.file == "tcp://127.0.0.1:9"

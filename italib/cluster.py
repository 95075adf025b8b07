"""The same orders on a Dask cluster, through its own executor: every thread of a worker keeps a helper of its own."""

import atexit
import contextlib
import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from italib import helper, remote, schedule
from italib.order import Order
from italib.outcomes import Outcome
from italib.package import package_hash
from italib.problems import InputError, Problem, stop_if
from italib.stops import before_anything_is_written

LOCAL = "local"
# Where a worker has died in the middle, its helper may take as long to end before the order can be taken over.
PATIENCE = 60
SECONDS_TO_CONNECT = 10
FILE_OF_DATA = "forms.toml"
_of_this_thread = threading.local()


@contextlib.contextmanager
def connected(address: str, jobs: int) -> Iterator:
    """A client of the cluster at an address; `local` is one of `jobs` worker processes on this machine.

    Raises InputError where there is none.
    """
    from distributed import Client, LocalCluster

    with contextlib.ExitStack() as held:
        if address == LOCAL:
            how = {"host": "127.0.0.1", "dashboard_address": None, "processes": True}
            made = held.enter_context(LocalCluster(n_workers=jobs, threads_per_worker=1, **how))
            address = made.scheduler_address
        try:
            client = Client(address, timeout=SECONDS_TO_CONNECT)
        except (OSError, ValueError) as refused:
            raise InputError([Problem.of("no_cluster", address, why=refused)]) from refused
        yield held.enter_context(client)


def on_cluster(client, orders: Sequence[Order]) -> Iterator[Outcome]:
    """The outcomes of orders, as they come. Raises InputError where a worker can't do what they ask for."""
    with before_anything_is_written():
        stop_if(_problems(client, orders[0]))
    # Two calls with the same order are two pieces of work: nothing of a batch before is to be taken.
    executor = client.get_executor(pure=False)
    return schedule.through(executor, [replace(order, patience=PATIENCE) for order in orders], do)


def do(order: Order) -> Outcome:
    """What comes of an order in the helper of this thread. A worker has threads: it can't fork itself."""
    from distributed import get_worker

    kept = getattr(_of_this_thread, "helper", None)
    if kept is None or not kept.is_there():
        kept = _of_this_thread.helper = helper.Helper(get_worker().local_directory)
        atexit.register(kept.close)
    return kept.do(order)


@dataclass(frozen=True)
class Seen:
    """What a worker sees: the hash of its package and of a file of the data, and whether it sees a file of ours."""

    package: str
    data: str
    results: bool


def look(order: Order, mark: str) -> Seen:
    """What this process sees of the folders of an order. `mark` is a file that the caller has put into the results."""
    known = Path(order.start) / order.data_dir / FILE_OF_DATA
    return Seen(
        package_hash(), hashlib.sha256(known.read_bytes()).hexdigest() if known.is_file() else "", Path(mark).is_file()
    )


def _problems(client, order: Order) -> list[Problem]:
    """A problem for every worker that has another package, or doesn't see the folders of this machine."""
    outputs = Path(order.start) / order.output_dir
    with contextlib.ExitStack() as held:
        mark = ""
        if not remote.is_remote(order.output_dir):
            outputs.mkdir(parents=True, exist_ok=True)
            mark = held.enter_context(NamedTemporaryFile(dir=outputs, prefix=".seen-")).name
        ours, seen = look(order, mark), client.run(look, order, mark, on_error="return")
    problems = [] if seen else [Problem.of("no_workers", client.scheduler.address)]
    for worker, theirs in sorted(seen.items()):
        if not isinstance(theirs, Seen):
            problems.append(Problem.of("worker_fails", worker, why=f"{type(theirs).__name__}: {theirs}"))
            continue
        if theirs.package != ours.package:
            problems.append(Problem.of("worker_of_other_package", worker))
        if not remote.is_remote(order.data_dir) and theirs.data != ours.data:
            problems.append(Problem.of("worker_sees_no_data", worker, folder=order.data_dir))
        if mark and not theirs.results:
            problems.append(Problem.of("worker_sees_no_results", worker, folder=order.output_dir))
    return problems

"""Orders worked on side by side: each in a process of its own, whose end is an outcome, however it comes."""

import concurrent.futures
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection, wait
from tempfile import TemporaryDirectory

from italib import outcomes
from italib.fork import CAN_FORK, Child, end, fork
from italib.messages import BATCH
from italib.order import Order
from italib.outcomes import Outcome

Do = Callable[[Order], Outcome]


def side_by_side(orders: Iterable[Order], jobs: int, do: Do) -> Iterator[Outcome]:
    """The outcomes of orders that are worked on here, `jobs` at a time, as they come.

    Each order has a fork of this process, and its memory dies with it. A platform without fork has a pool of processes.
    """
    with TemporaryDirectory(prefix="italib-") as scratch:
        placed = (replace(order, scratch=scratch) for order in orders)
        if CAN_FORK:
            yield from _in_forks(placed, jobs, do)
        else:
            with concurrent.futures.ProcessPoolExecutor(jobs, max_tasks_per_child=1) as pool:
                yield from through(pool, placed, do)


def through(executor: concurrent.futures.Executor, orders: Iterable[Order], do: Do) -> Iterator[Outcome]:
    """The outcomes of orders that an executor works on, as they come."""
    sent = {executor.submit(do, order): order for order in orders}
    try:
        for future in concurrent.futures.as_completed(list(sent)):
            order, wrong = sent.pop(future), future.exception()
            yield future.result() if wrong is None else stopped(order, f"{type(wrong).__name__}: {wrong}")
    finally:
        for future in sent:
            future.cancel()


def stopped(order: Order, why: str) -> Outcome:
    """The outcome of an order whose process told none."""
    return outcomes.failed(order.agency, order.year, BATCH["stopped"].format(why=why))


def _in_forks(orders: Iterator[Order], jobs: int, do: Do) -> Iterator[Outcome]:
    at_work: dict[Connection, tuple[Order, Child]] = {}
    try:
        while True:
            for order in islice(orders, jobs - len(at_work)):
                child = start(order, do)
                at_work[child.connection] = order, child
            if not at_work:
                return
            for connection in wait(list(at_work)):
                order, child = at_work.pop(connection)
                yield outcome_of(order, child)
    finally:
        end([child for _, child in at_work.values()])


def start(order: Order, do: Do) -> Child:
    """A fork of this process that works on an order."""
    return fork(lambda connection: _tell(connection, order, do))


def outcome_of(order: Order, child: Child) -> Outcome:
    """What a child tells of its order, or how it ended if it tells nothing; waits for either."""
    try:
        return child.connection.recv()
    except (EOFError, OSError):
        # It died before it told, or while it did.
        return stopped(order, ending(child.ended(wait=True)))
    finally:
        # It has told all that it had to tell.
        child.kill()


def _tell(connection: Connection, order: Order, do: Do) -> None:
    try:
        connection.send(do(order))
    except Exception as wrong:
        # A fault of the program: the row names it, and where it is stands in the traceback on the error stream.
        connection.send(stopped(order, f"{type(wrong).__name__}: {wrong}"))
        raise


def ending(status: int) -> str:
    """How a process ended: by a signal, or with a status."""
    return BATCH["signal"].format(signal=-status) if status < 0 else BATCH["exit"].format(status=status)

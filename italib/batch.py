"""Many agency-years: who works on their orders, what came of each, and the summary of all, however it ends."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from italib import cluster, schedule, work
from italib.order import Order
from italib.outcomes import Outcome
from italib.summary import Summary


@dataclass(frozen=True)
class Batch:
    """What came of a batch: the outcome of every order, in their order, and the address of the first page."""

    outcomes: list[Outcome]
    page: str


def batch(
    orders: Sequence[Order], *, jobs: int, address: str = "", tell: Callable[[Outcome], None] = lambda outcome: None
) -> Batch:
    """Work on orders, `jobs` at a time, or on the Dask cluster at an address; `tell` hears of each outcome as it comes.

    An order that fails stops no other. However the batch ends, the summary of what there is stands in the results.
    Raises InputError where another batch is under way there, or the cluster can't be used.
    """
    into = Summary(orders[0].output_dir, Path(orders[0].start))
    by_order = {(order.agency, order.year): Outcome(order.agency, order.year) for order in orders}
    with into.alone(), _at_work(orders, jobs, address) as done:
        try:
            # What is under way ends before the summary is written.
            with contextlib.closing(done):
                for outcome in done:
                    by_order[outcome.agency, outcome.year] = outcome
                    tell(outcome)
        finally:
            page = into.write(list(by_order.values()))
    return Batch(list(by_order.values()), page)


@contextlib.contextmanager
def _at_work(orders: Sequence[Order], jobs: int, address: str) -> Iterator[Iterator[Outcome]]:
    """The outcomes of orders as they come, from this machine or from a cluster."""
    if address:
        with cluster.connected(address, jobs) as client:
            yield cluster.on_cluster(client, orders)
    else:
        work.warm()
        yield schedule.side_by_side(orders, jobs, work.do)

"""A warm process that forks for every order that it is sent, `python -m italib.serve`.

Orders and outcomes are lines of JSON on its standard input and output. It ends when its input does, and with it what
it is at: when its user is killed nothing goes on behind the back of whoever takes the order over.
"""

import json
import os
import sys
from dataclasses import asdict, replace
from multiprocessing.connection import wait
from typing import IO

from italib import schedule, work
from italib.fork import CAN_FORK, end
from italib.helper import write
from italib.order import Order
from italib.outcomes import Outcome
from italib.stops import ending_like_ctrl_c


def serve(scratch: str) -> None:
    """Do order after order, until there are no more. `scratch` is where what is fetched may stand."""
    # What an order prints must not be taken for an outcome.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    orders = sys.stdin.buffer
    work.warm()
    while line := orders.readline():
        order = replace(Order(**json.loads(line)), scratch=scratch)
        outcome = _done(order, orders) if CAN_FORK else work.do(order)
        if outcome is None:
            return
        write(answers, asdict(outcome))


def _done(order: Order, orders: IO[bytes]) -> Outcome | None:
    """What comes of an order in a fork; None if the user has gone meanwhile, and the fork with them."""
    child = schedule.start(order, work.do)
    # One order is sent at a time: what can be read before its outcome is the end.
    if child.connection in wait([child.connection, orders]):
        return schedule.outcome_of(order, child)
    end([child])
    return None


if __name__ == "__main__":
    # A fork that is asked to end clears up.
    with ending_like_ctrl_c():
        serve(sys.argv[1])

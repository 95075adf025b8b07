"""A warm process beside one that has threads and must not be forked: it forks for every order that it is sent.

Orders and outcomes are lines of JSON on its standard input and output. It ends when its input does, and with it what
it is at: when its user is killed nothing goes on behind the back of whoever takes the order over.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from multiprocessing.connection import wait

from italib import schedule, work
from italib.fork import CAN_FORK
from italib.orders import Order
from italib.outcomes import Outcome


class Helper:
    """The user's end of a helper. `scratch` is where it may put what it fetches."""

    def __init__(self, scratch: str):
        command = [sys.executable, "-m", "italib.helper", scratch]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def do(self, order: Order) -> Outcome:
        """What comes of an order; a failure where the helper ends before it tells."""
        try:
            _write(self._process.stdin, asdict(order))
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        return Outcome(**json.loads(line)) if line else schedule.stopped(order, schedule.ending(self._process.wait()))

    def is_there(self) -> bool:
        """Whether the process still takes orders."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process, and what it is at."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def serve(scratch: str) -> None:
    """The helper's end: order after order, until there are no more."""
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
        _write(answers, asdict(outcome))


def _done(order: Order, orders) -> Outcome | None:
    """What comes of an order in a fork; None if the user has gone meanwhile, and the fork with them."""
    child = schedule.start(order)
    # One order is sent at a time: what can be read before its outcome is the end.
    if child.connection in wait([child.connection, orders]):
        return schedule.outcome_of(order, child)
    child.kill()
    return None


def _write(file, values: dict) -> None:
    file.write(json.dumps(values).encode() + b"\n")
    file.flush()


if __name__ == "__main__":
    serve(sys.argv[1])

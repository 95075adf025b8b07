"""The use of a warm process by one that has threads and must not be forked: `serve` is what runs there."""

import contextlib
import json
import subprocess
import sys
from dataclasses import asdict
from typing import IO

from italib import schedule
from italib.order import Order
from italib.outcomes import Outcome


class Helper:
    """The user's end of a helper. `scratch` is where it may put what it fetches."""

    def __init__(self, scratch: str):
        command = [sys.executable, "-m", "italib.serve", scratch]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        # Ctrl-C is for its user, whose end is its own.
        self._process = subprocess.Popen(command, **pipes, start_new_session=True)

    def do(self, order: Order) -> Outcome:
        """What comes of an order; a failure where the helper ends before it tells."""
        try:
            write(self._process.stdin, asdict(order))
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        return Outcome(**json.loads(line)) if line else schedule.stopped(order, schedule.ending(self._process.wait()))

    def is_there(self) -> bool:
        """Whether the process still takes orders."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process, and what it is at."""
        # What a dead process has not read can't be sent either.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def write(file: IO[bytes], values: dict) -> None:
    """Send an order or an outcome as one line."""
    file.write(json.dumps(values).encode() + b"\n")
    file.flush()

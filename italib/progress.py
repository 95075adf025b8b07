"""How far a batch is: a bar with rate and time left on a terminal, a line for each agency-year elsewhere."""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator

from tqdm import tqdm

from italib.messages import BATCH
from italib.outcomes import FAILED, Outcome

Tell = Callable[[Outcome], None]


class Bar(tqdm):
    """A bar that speaks Thai. It starts no thread, so that the process may fork."""

    monitor_interval = 0
    failures = 0

    @property
    def format_dict(self):
        """What the bar shows; tqdm's own rate and time left as words."""
        known = super().format_dict
        rate = known["rate"] or (known["n"] / known["elapsed"] if known["elapsed"] else 0)
        left = tqdm.format_interval((known["total"] - known["n"]) / rate) if rate else "?"
        return {
            **known,
            "per_minute": BATCH["per_minute"].format(count=rate * 60),
            "left": BATCH["left"].format(time=left),
            "failures": BATCH["failures"].format(count=self.failures) if self.failures else "",
        }


# A lock of processes would start one where there is no fork.
Bar.set_lock(threading.RLock())


@contextlib.contextmanager
def shown(count: int, say: Callable[[str], None], *, bar: bool) -> Iterator[Tell]:
    """Takes each of `count` outcomes as it comes, and shows it: as a bar, or as a line through `say`."""
    if not bar:
        numbers = iter(range(1, count + 1))
        yield lambda outcome: say(line(outcome, next(numbers), count) + "\n")
        return
    with Bar(total=count, bar_format=BATCH["bar"], file=sys.stderr, dynamic_ncols=True) as drawn:

        def tell(outcome: Outcome) -> None:
            if outcome.outcome == FAILED:
                drawn.failures += 1
                drawn.clear()
                say(line(outcome, drawn.n + 1, count) + "\n")
            drawn.update()

        yield tell


def line(outcome: Outcome, number: int, count: int) -> str:
    """What came of an agency-year, in one line."""
    values = vars(outcome) | {"outcome": outcome.outcome_th, "error": outcome.error.partition("\n")[0]}
    more = "error" if outcome.error else "resumed" if outcome.resumed else "made"
    return BATCH["line"].format(number=number, count=count, more=BATCH[more].format(**values), **values)

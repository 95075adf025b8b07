"""What came of each agency-year of a batch: one row of `batch.csv` and of the summary pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from italib.messages import OUTCOMES

DONE, DRAFT, FAILED, WAITING = "done", "draft", "failed", "waiting"
# Thousands of them stand on one page and in the memory of one process.
LONGEST_ERROR = 4000


@dataclass(frozen=True)
class Outcome:
    """What came of one agency-year.

    `total` and `rating` as shown, `gaps` the number of items below the target, `reconciliation` the sentence on the
    published figures, `seconds` what the run took that made the results, or the one that failed. `outcome` is done,
    draft, failed or waiting. `kept` tells whether there is a page of what a failed run has made, `resumed` whether the
    results are those of a batch before.
    """

    agency: str
    year: int
    name_th: str = ""
    total: str = ""
    rating: str = ""
    gaps: int | None = None
    reconciliation: str = ""
    seconds: float | None = None
    outcome: str = WAITING
    error: str = ""
    kept: bool = False
    resumed: bool = False

    @property
    def name(self) -> str:
        """The name of the agency; that of its folder where no other is known."""
        return self.name_th or self.agency

    @property
    def outcome_th(self) -> str:
        """The outcome in Thai."""
        return OUTCOMES[self.outcome]


def made(agency: str, year: int, record: Mapping, *, name_th: str = "", resumed: bool = False) -> Outcome:
    """The outcome that the record of finished results tells of."""
    result = record["result"]
    return Outcome(
        agency,
        year,
        name_th,
        total=result["total"],
        rating=result["rating"],
        gaps=result["gaps"],
        reconciliation=result["reconciled"],
        seconds=record["seconds"],
        outcome=DRAFT if result["draft"] else DONE,
        resumed=resumed,
    )


def failed(
    agency: str, year: int, error: str, *, name_th: str = "", seconds: float | None = None, kept: bool = False
) -> Outcome:
    """The outcome of an agency-year that stopped."""
    told = error if len(error) <= LONGEST_ERROR else f"{error[:LONGEST_ERROR]} …"
    return Outcome(agency, year, name_th, seconds=seconds, outcome=FAILED, error=told, kept=kept)


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many there are of each outcome, and how many of them are `resumed`."""
    seen = list(outcomes)
    by_outcome = {name: sum(outcome.outcome == name for outcome in seen) for name in OUTCOMES}
    return by_outcome | {"resumed": sum(outcome.resumed for outcome in seen)}

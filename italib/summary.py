"""The summary of a batch: `batch.csv`, a page for every order of the rows, and one with the errors of all that failed.

Pages need no script: the heading of a column leads to the page that is sorted by it.
"""

import contextlib
import errno
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from markupsafe import Markup
from pythainlp.util import collate

from italib import disk, pages, publish, remote
from italib.folders import BATCH as NAME
from italib.lock import alone
from italib.messages import OUTCOMES
from italib.outcomes import DONE, DRAFT, FAILED, WAITING, Outcome
from italib.problems import InputError, Problem
from italib.results import WORKING
from italib.words import BATCH_COLUMNS

TABLE = "batch.csv"
COLUMNS = (
    "agency", "year", "name_th", "total", "rating", "gaps", "reconciliation", "seconds", "outcome", "error",
)  # fmt: skip
FIRST = "index.html"
FAILURES = "failures.html"
# Of an error so many letters stand on a row.
LONGEST_LINE = 160
# What asks for a reader comes first.
BY_OUTCOME = (FAILED, WAITING, DRAFT, DONE)
# What the columns are sorted by; None where nothing is known, which comes last either way. Names have their own order.
KEYS: dict[str, Callable[[Outcome], object]] = {
    "year": lambda row: row.year,
    "total": lambda row: _number(row.total),
    "gaps": lambda row: row.gaps,
    "reconciliation": lambda row: (row.outcome != DRAFT, row.reconciliation) if row.reconciliation else None,
    "seconds": lambda row: row.seconds,
    "outcome": lambda row: BY_OUTCOME.index(row.outcome),
}
BY_NAME = "agency"


@dataclass(frozen=True)
class Summary:
    """The folder of the summary in the results, on this machine or at an address."""

    output_dir: str
    start: Path = Path()

    @property
    def _folder(self) -> Path:
        return self.start / self.output_dir / NAME

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other batch of these results out. Raises InputError for one, and for another's folder there."""
        if remote.is_remote(self.output_dir):
            yield
            return
        if self._folder.exists() and not (self._folder / TABLE).is_file():
            raise InputError([Problem.of("batch_not_ours", self._folder)])
        working = self._folder.parent / WORKING
        try:
            with alone(working / f"{NAME}.lock"):
                disk.recover(self._folder, self._previous)
                yield
        finally:
            # An agency-year may be at work beside this batch.
            with contextlib.suppress(OSError):
                working.rmdir()

    @property
    def _previous(self) -> Path:
        return self._folder.with_name(f"{NAME}.previous")

    def write(self, rows: Sequence[Outcome]) -> str:
        """Put the summary of these rows in place of the last; the address of its first page.

        Raises OSError where it can't be written.
        """
        if remote.is_remote(self.output_dir):
            address = f"{self.output_dir.rstrip('/')}/{NAME}"
            with TemporaryDirectory(prefix="italib-") as folder:
                make(Path(folder), rows)
                try:
                    remote.here(remote.store, address, Path(folder))
                except InputError as refused:
                    # The results are there already: what stops here is no call that can't be used.
                    raise OSError(errno.EIO, str(refused), address) from refused
            return f"{address}/{FIRST}"
        working = self._folder.parent / WORKING / NAME
        shutil.rmtree(working, ignore_errors=True)
        make(working, rows)
        disk.swap_in(working, self._folder, self._previous)
        return (self._folder / FIRST).resolve().as_uri()


def make(folder: Path, rows: Sequence[Outcome]) -> None:
    """Write the table and the pages of a summary into a folder."""
    template = pages.exporter().environment.get_template
    disk.write(folder / TABLE, publish.csv(table(rows)))
    # A row looks the same on every page.
    row_of = template("batch_row.html.j2").render
    shown = {row: Markup(row_of(row=row, error=_short(row.error), failures=FAILURES)) for row in rows}
    counts = Counter(row.outcome for row in rows)
    about = {"counts": [(OUTCOMES[name], counts[name]) for name in BY_OUTCOME if counts[name]], "table": TABLE}
    about |= {"all": len(rows), "failures": FAILURES if counts[FAILED] else ""}
    for column in (BY_NAME, *KEYS):
        for down in (False, True):
            content = {**pages.dress(), **about, "columns": _headings(column, down)}
            content["rows"] = [shown[row] for row in ordered(rows, column, down)]
            disk.write(folder / page_name(column, down), template("batch.html.j2").render(page=content).encode("utf-8"))
    if counts[FAILED]:
        failed = [row for row in ordered(rows, BY_NAME) if row.outcome == FAILED]
        html = template("batch_failures.html.j2").render(page={**pages.dress(), "rows": failed, "back": FIRST})
        disk.write(folder / FAILURES, html.encode("utf-8"))


def table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row an agency-year: COLUMNS; what is not known is empty."""
    rows = [{name: getattr(outcome, name) for name in COLUMNS} for outcome in outcomes]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    frame["seconds"] = ["" if pd.isna(seconds) else f"{seconds:.1f}" for seconds in frame["seconds"]]
    return frame.where(frame.notna(), "")


def ordered(rows: Sequence[Outcome], column: str, down: bool = False) -> list[Outcome]:
    """Rows sorted by a column, or the other way round; what is not known comes last, and what is equal by name."""
    place = {name: number for number, name in enumerate(collate(sorted({row.name for row in rows})))}
    by_name = sorted(rows, key=lambda row: (place[row.name], row.agency, row.year), reverse=down and column == BY_NAME)
    if column == BY_NAME:
        return by_name
    key = KEYS[column]
    known = sorted((row for row in by_name if key(row) is not None), key=key, reverse=down)
    return [*known, *(row for row in by_name if key(row) is None)]


def page_name(column: str, down: bool = False) -> str:
    """The file of the page that is sorted by a column."""
    return FIRST if (column, down) == (BY_NAME, False) else f"by-{column}{'-down' if down else ''}.html"


def _headings(column: str, down: bool) -> list[dict]:
    """The heading of every column: its words, where it leads, and how the page is sorted by it."""
    return [
        {
            "name": words,
            "page": page_name(name, name == column and not down) if name in (BY_NAME, *KEYS) else "",
            "sorted": ("descending" if down else "ascending") if name == column else "",
        }
        for name, words in BATCH_COLUMNS.items()
    ]


def _short(error: str) -> str:
    """The beginning of an error: its first line, if that is not too long for a row."""
    line = error.partition("\n")[0]
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]} …"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

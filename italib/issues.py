"""The log of cleaning: one row a repair or exclusion, its sentence from the message catalogue."""

from collections.abc import Iterable, Sequence

import pandas as pd

from italib.disclosure import impersonal
from italib.messages import ACTIONS, CLEANING

COLUMNS = ["file", "row", "column", "rule", "found", "action", "message_th"]


class IssueLog:
    """Collects issue rows while exports are cleaned; of the text that was found at most so many `letters`."""

    def __init__(self, letters: int):
        self._rows: list[tuple] = []
        self._letters = letters

    def add(self, file: str, row: int, column: str, rule: str, found: str, action: str, **values) -> None:
        """One issue: `action` is a key of messages.ACTIONS, `values` fill the sentence of the rule."""
        found, message = impersonal(found, self._letters), CLEANING[rule][1].format(**values)
        self._rows.append((file, row, column, rule, found, ACTIONS[action], message))

    def exclude(self, file: str, row: int, rule: str, *, column: str = "", found: str = "", **values) -> None:
        """A row that does not count."""
        self.add(file, row, column, rule, found, "excluded", **values)

    def repairs(self, file: str, row: int, column: str, cell: str, rules: Iterable[str]) -> None:
        """One issue a rule that repaired a cell."""
        for rule in rules:
            self.add(file, row, column, rule, cell, "repaired")

    def frame(self, files: Sequence[str]) -> pd.DataFrame:
        """The issue rows, file by file in the order of `files`, and from the top of each file down."""
        place = {file: number for number, file in enumerate(files)}
        issues = pd.DataFrame(self._rows, columns=COLUMNS)
        return issues.sort_values(
            ["file", "row"],
            key=lambda column: column.map(place) if column.name == "file" else column,
            kind="stable",
            ignore_index=True,
        )

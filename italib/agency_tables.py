"""The tables that an office fills in for a year: read as typed, every problem named by file, row and column.

A table that is not there has no rows. What stands empty is no problem here: the document shows it as still to be filled
in (`blanks`).
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from italib import thai
from italib.files import Row, code_order, read_csv
from italib.framework import LEVELS, TOTAL, Framework
from italib.messages import EMPTY
from italib.precision import is_score
from italib.problems import InputError, Problem

# A month further than this from the fiscal year of the document is a slip of the keyboard.
FAR_YEARS = 10
REPORT = ("done_th", "result_th", "problem_th", "suggestion_th")
COLUMNS = {
    "published": ("level", "code", "value"),
    "guidance": ("code", "issue_th", "guidance_th"),
    "comments": ("number", "text_th"),
    "actions": ("action", "items", "action_th"),
    "measures": (
        "measure", "measure_th", "part_th", "step_th", "details_th", "owner_th", "due_th", "rounds", "actions",
    ),
    "progress": ("measure", "round", *REPORT),
    "claims": ("quoted_th", "quantity", "code", "year", "value", "source"),
}  # fmt: skip
ABOVE_ITEMS = ("sub_indicator", "indicator", "instrument")
# What a statement may be about, by the levels that its code may have; empty: the whole agency.
QUANTITIES = {
    "score": ("item", *ABOVE_ITEMS, "total"),
    "points": ("instrument",),
    "rating": ("",),
    "rank": ("item",),
    "item_range": ABOVE_ITEMS,
    "items": (*ABOVE_ITEMS, ""),
    "items_below": (*ABOVE_ITEMS, ""),
    "items_above": (*ABOVE_ITEMS, ""),
    "items_zero": (*ABOVE_ITEMS, ""),
    "indicators": ("instrument", ""),
    "indicators_below": ("instrument", ""),
    "instruments": ("",),
    "instruments_below": ("",),
    "instruments_reached": ("",),
    "ratings": ("",),
    "weight": ("instrument",),
    "target": ("",),
    "target_share": ("",),
    "strengths": ("",),
}
# Those of them that are no numbers.
WORDS = ("rating", "item_range")


class Tables:
    """The tables of one agency-year folder. What is wrong with them is added to `problems`."""

    def __init__(self, folder: Path, framework: Framework, problems: list[Problem]):
        self._folder, self._framework, self._problems = folder, framework, problems
        self._unread: set[str] = set()

    def published(self) -> pd.DataFrame:
        """One row a published figure: `level, code, value` (text as printed) and `score`, missing for the rating."""
        path, rows = self._rows("published")
        first: dict[tuple[str, str], int] = {}
        for row in rows:
            self._problems.extend(_published_problems(path, self._framework, row, first))
        frame = self._frame("published", rows)
        scores = [float(text) if is_score(text) else float("nan") for text in frame["value"]]
        frame["score"] = pd.Series(scores, index=frame.index, dtype="float64")
        frame.loc[frame["level"] == "rating", "score"] = float("nan")
        return frame

    def guidance(self) -> pd.DataFrame:
        """One row an item: `code, issue_th, guidance_th`, in item order."""
        path, rows = self._rows("guidance")
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            self._unknown_items(path, row, "code", [row["code"]])
            self._once(path, row, ("code",), first)
        frame = self._frame("guidance", rows).drop(columns="row")
        return frame.sort_values("code", key=lambda codes: codes.map(code_order), ignore_index=True)

    def comments(self) -> pd.DataFrame:
        """One row a comment of the national office: `number, text_th`, in the order of the file."""
        path, rows = self._rows("comments")
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            self._once(path, row, ("number",), first)
        return self._frame("comments", rows)

    def actions(self) -> pd.DataFrame:
        """One row an action: `action` (its code), `items` (a tuple of codes that it answers) and `action_th`."""
        path, rows = self._rows("actions")
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            self._once(path, row, ("action",), first)
            self._unknown_items(path, row, "items", self._codes(path, row, "items"))
            if not row["items"]:
                example = " ".join(self._framework.codes["item"][:2])
                self._problems.append(Problem.of("no_items", path, row=row.number, column="items", example=example))
        return self._frame("actions", rows, lists=("items",))

    def measures(self, actions: pd.DataFrame) -> pd.DataFrame:
        """One row a step of a measure, in the order of the file.

        Columns: `measure` (its code), `measure_th, part_th, step_th, details_th` (a point a line), `owner_th, due_th`,
        `due` (the month, counted from the year 0; missing where none is given), `rounds` (a tuple of months after which
        it is reported), `actions` (a tuple of codes that it carries out), `row` of the file, and its `source`.
        """
        path, rows = self._rows("measures")
        known = set(actions["action"])
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            self._once(path, row, ("measure",), first)
            at = {"file": path, "row": row.number}
            due, next_year = thai.month(row["due_th"]), self._framework.year + 1
            if row["due_th"] and (due is None or abs(due // 12 - next_year) > FAR_YEARS):
                key = "bad_month" if due is None else "far_month"
                self._problems.append(Problem.of(key, **at, column="due_th", found=row["due_th"], year=next_year))
            for word in self._codes(path, row, "rounds"):
                if not re.fullmatch("[1-9][0-9]?", word):
                    self._problems.append(Problem.of("bad_rounds", **at, column="rounds", found=word))
            for code in self._codes(path, row, "actions"):
                if code not in known and "actions" not in self._unread:
                    self._problems.append(Problem.of("unknown_action", **at, column="actions", found=code))
        frame = self._frame("measures", rows, lists=("rounds", "actions"))
        frame["due"] = pd.array([thai.month(text) for text in frame["due_th"]], dtype="Int64")
        return frame.assign(source=[row.cells.get("source", "") for row in rows])

    def progress(self, measures: pd.DataFrame) -> pd.DataFrame:
        """One row a measure in a round: `measure, round, done_th, result_th, problem_th, suggestion_th`; `row`."""
        path, rows = self._rows("progress")
        rounds = measures.drop_duplicates("measure").set_index("measure")["rounds"]
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            self._once(path, row, ("measure", "round"), first)
            at = {"file": path, "row": row.number}
            if "measures" in self._unread:
                continue
            if row["measure"] not in rounds:
                self._problems.append(Problem.of("unknown_measure", **at, column="measure", found=row["measure"]))
            elif thai.tidy(row["round"])[0] not in rounds[row["measure"]]:
                asked = ", ".join(rounds[row["measure"]])
                self._problems.append(
                    Problem.of("unknown_round", **at, column="round", found=row["round"], asked=asked)
                )
        frame = self._frame("progress", rows)
        return frame.assign(round=frame["round"].map(lambda text: thai.tidy(text)[0]))

    def claims(self) -> pd.DataFrame:
        """One row a statement of a document, in the order of the file.

        Columns: `quoted_th` (its words), `quantity` (one of QUANTITIES), `code` (what of; empty for the whole agency),
        `year` (this one where the file leaves it empty), `value` (as printed, in Arabic digits; empty where the
        document leaves it out), `source` (where it stands) and `row`.
        """
        path, rows = self._rows("claims")
        for row in rows:
            self._problems.extend(self._claim_problems(path, row))
        frame = self._frame("claims", rows)
        tidied = {column: frame[column].map(lambda text: thai.tidy(text)[0]) for column in ("year", "value")}
        years = [int(year) if year.isdigit() else self._framework.year for year in tidied["year"]]
        return frame.assign(value=tidied["value"], year=pd.Series(years, frame.index, dtype="int64"))

    def _claim_problems(self, path: Path, row: Row) -> Iterable[Problem]:
        at, quantity, code = {"row": row.number}, row["quantity"], row["code"]
        year, value = (thai.tidy(row[column])[0] for column in ("year", "value"))
        if quantity not in QUANTITIES:
            yield Problem.of(
                "unknown_quantity", path, **at, column="quantity", found=quantity, known=", ".join(QUANTITIES)
            )
            return
        if year and not re.fullmatch("2[0-9]{3}", year):
            yield Problem.of("bad_claim_year", path, **at, column="year", found=row["year"])
        # A code of another year is looked up among the rules of that year, where those are known.
        elif not year or int(year) == self._framework.year:
            level = self._framework.level_of.get(code) if code else ""
            if level not in QUANTITIES[quantity]:
                levels = ", ".join(level or EMPTY for level in QUANTITIES[quantity])
                yield Problem.of("bad_claim_code", path, **at, column="code", found=code, levels=levels)
        if value and quantity not in WORDS and not is_score(value):
            yield Problem.of("bad_score", path, **at, column="value", found=row["value"])

    def _rows(self, name: str) -> tuple[Path, list[Row]]:
        """The path and the rows of a table that an agency-year may do without."""
        path = self._folder / f"{name}.csv"
        if not path.exists():
            return path, []
        try:
            return path, read_csv(path, COLUMNS[name])
        except InputError as wrong:
            self._problems.extend(wrong.problems)
            self._unread.add(name)
            return path, []

    @staticmethod
    def _frame(name: str, rows: list[Row], lists: Iterable[str] = ()) -> pd.DataFrame:
        """The rows as a frame of text, with the `row` of each in its file; columns of `lists` hold tuples of words."""
        columns = list(COLUMNS[name])
        # A byte-order mark that a copy brought along is nothing to see, and no PDF may hold it; a tab is a space.
        cells = [[row[column].replace("\ufeff", "").replace("\t", " ") for column in columns] for row in rows]
        frame = pd.DataFrame(cells, columns=columns, dtype="str")
        split = {c: pd.Series([_words(text) for text in frame[c]], dtype="object") for c in lists}
        return frame.assign(**split, row=[row.number for row in rows])

    def _codes(self, path: Path, row: Row, column: str) -> tuple[str, ...]:
        """The codes of a cell that holds several; a problem for each that stands there twice."""
        codes = _words(row[column])
        twice = dict.fromkeys(code for code in codes if codes.count(code) > 1)
        self._problems.extend(Problem.of("twice_in_cell", path, row=row.number, column=column, found=c) for c in twice)
        return codes

    def _once(self, path: Path, row: Row, columns: tuple[str, ...], first: dict[tuple[str, ...], int]) -> None:
        """A problem if the row has no code, or one that a row before it has; `first` tells which."""
        code = tuple(row[column] for column in columns)
        at = {"file": path, "row": row.number, "column": columns[0]}
        if not all(code):
            self._problems.append(Problem.of("no_code", **at))
        elif code in first:
            self._problems.append(Problem.of("duplicate", **at, found=" ".join(code), first=first[code]))
        first.setdefault(code, row.number)

    def _unknown_items(self, path: Path, row: Row, column: str, codes: Iterable[str]) -> None:
        """A problem for every code that is no item of the year."""
        year = self._framework.year
        self._problems.extend(
            Problem.of("unknown_code", path, row=row.number, column=column, found=code, year=year)
            for code in codes
            if self._framework.level_of.get(code) != "item"
        )


def _words(text: str) -> tuple[str, ...]:
    """The words of a cell, apart by spaces, commas or semicolons, in Arabic digits.

    >>> _words("๖, 12"), _words("")
    (('6', '12'), ())
    """
    return tuple(re.findall(r"[^\s,;]+", thai.tidy(text)[0]))


def _published_problems(path: Path, framework: Framework, row: Row, first: dict) -> list[Problem]:
    level, code, value = row["level"], row["code"], row["value"]
    at = {"row": row.number}
    if level not in (*LEVELS, "rating"):
        levels = ", ".join((*LEVELS, "rating"))
        return [Problem.of("unknown_level", path, **at, column="level", found=level, levels=levels)]
    true_level = "rating" if (level, code) == ("rating", TOTAL) else framework.level_of.get(code)
    if true_level is None:
        return [Problem.of("unknown_code", path, **at, column="code", found=code, year=framework.year)]
    if level != true_level:
        return [Problem.of("wrong_level", path, **at, column="level", found=level, level=true_level)]
    if (level, code) in first:
        return [Problem.of("duplicate", path, **at, column="code", found=code, first=first[level, code])]
    first[level, code] = row.number
    if level == "rating":
        labels = [band.label for band in framework.ratings]
        known = ", ".join(labels)
        return (
            [] if value in labels else [Problem.of("bad_rating", path, **at, column="value", found=value, known=known)]
        )
    return [] if is_score(value) else [Problem.of("bad_score", path, **at, column="value", found=value)]

"""Exports as text, and which column is which part. Repairs no answer and scores nothing."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, load_workbook

from italib import thai
from italib.agency import Forms, instrument_of_file
from italib.files import decode, read_bytes
from italib.framework import Framework, Item
from italib.problems import InputError, Problem, stop_if

# A header stands among the first rows; below this, rows are answers.
HEADER_SEARCH = 20
SEPARATORS = ",;\t"

CODE = re.compile(r"([a-z๐0])\s?(\d+)(?:\s?[._]\s?(\d+))?(?=\D|$)")
PACKED_CODE = re.compile(r"ans_?([a-z])(\d+?)(\d\d)(?=\D|$)")
# `3. ` or `3) ` in front of a question; not the `1.1` of a code.
LIST_NUMBER = re.compile(r"^\d+\s*[.)](?!\d)\s*")
WITH_PART = (re.compile(r"(.+?)\s*\[(.+)\]\s*"), re.compile(r"(.+)\s+:\s*(.+)"), re.compile(r"(.+):\s*(.+)"))


@dataclass(frozen=True)
class Export:
    """One sheet of one file as text. `file` is its name, with that of the sheet if several hold a table.

    `rows`: the cells below the header, with the row numbers that a spreadsheet shows. `columns`: one row a column that
    is used or known, `column` (letter), `position`, `header`, `item`, `part`, `role`, `how` it was matched.
    """

    file: str
    instrument: str
    header_row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: pd.DataFrame

    @property
    def is_score_table(self) -> bool:
        """Whether it holds item scores instead of answers."""
        return not (self.columns["role"] == "answer").any()

    def position(self, role: str) -> int | None:
        """Where the column of a role stands, if there is one."""
        found = self.columns.loc[self.columns["role"] == role, "position"]
        return None if found.empty else int(found.iloc[0])


@dataclass(frozen=True)
class Match:
    """What a header cell turned out to be."""

    role: str
    how: str
    item: str = ""
    part: int = 0


def read_exports(paths: Iterable[Path], framework: Framework, forms: Forms) -> list[Export]:
    """Every sheet of every export that holds a table. Raises InputError with all that is wrong with any of them."""
    exports, problems = [], []
    for path in paths:
        try:
            exports += _read_file(path, framework, forms)
        except InputError as wrong:
            problems.extend(wrong.problems)
    stop_if(problems)
    return exports


def sheets(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """The sheets of a file by name, each as rows of text; a text file has one. Blank rows at the end are dropped."""
    if path.suffix.lower() in (".xlsx", ".ods"):
        try:
            with load_workbook(path) as book:
                tables = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
        except CalamineError as wrong:
            raise InputError([Problem.of("bad_spreadsheet", path, why=wrong)]) from wrong
    else:
        separators = "\t" if path.suffix.lower() == ".tsv" else SEPARATORS
        tables = {"": _text_table(decode(read_bytes(path), path), separators)}
    return {name: _without_blank_end([tuple(map(_text, row)) for row in table]) for name, table in tables.items()}


def _text_table(text: str, separators: str) -> list[list[str]]:
    """The rows of a text file, split by the separator by which most of its first rows are equally wide.

    Wordings hold commas of their own, so that the widest row alone says little.
    """

    def parsed(separator: str, text: str = text) -> list[list[str]]:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))

    beginning = "".join(text.splitlines(keepends=True)[:HEADER_SEARCH])

    def fit(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in parsed(separator, beginning) if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return parsed(max(separators, key=fit))


def _text(cell) -> str:
    """A cell as the text that a person sees in it: a whole number without its `.0`."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _without_blank_end(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _read_file(path: Path, framework: Framework, forms: Forms) -> list[Export]:
    instrument = instrument_of_file(path, framework)
    words = Words(framework, forms, instrument)
    found = {
        sheet: export
        for sheet, rows in sheets(path).items()
        if rows and (export := _export(path, instrument, rows, words)) is not None
    }
    if not found:
        raise InputError([Problem.of("no_header", path, instrument=instrument)])
    if len(found) == 1:
        return list(found.values())
    return [replace(export, file=f"{path.name} [{sheet}]") for sheet, export in found.items()]


def _export(path: Path, instrument: str, rows: list[tuple[str, ...]], words: "Words") -> Export | None:
    """The table of a sheet, or None. Its header names several items, or is headed with a code and a score."""
    candidates = [[words.match(cell) for cell in row] for row in rows[:HEADER_SEARCH]]
    items = [len({match.item for match in matches if match and match.role == "answer"}) for matches in candidates]
    roles = [{match.role for match in matches if match} for matches in candidates]
    header = max(range(len(items)), key=items.__getitem__)
    wide = items[header] > 1
    if not wide:
        header = next((row for row, known in enumerate(roles) if {"code", "score"} <= known), None)
        if header is None:
            return None
    matches = candidates[header]
    columns = pd.DataFrame(
        [
            (letter(position), position, cell, match.item, match.part, match.role, match.how)
            for position, (cell, match) in enumerate(zip(rows[header], matches, strict=True))
            if match
        ],
        columns=["column", "position", "header", "item", "part", "role", "how"],
    )
    if wide:
        _check_columns(path, header + 1, columns, words)
    body = tuple(enumerate(rows[header + 1 :], start=header + 2))
    return Export(path.name, instrument, header + 1, body, columns)


def _check_columns(path: Path, row: int, columns: pd.DataFrame, words: "Words") -> None:
    """InputError where a part has no column or two, or a column does not say which part it is."""
    answers = columns[columns["role"] == "answer"]
    problems = []
    seen: dict[tuple[str, int], str] = {}
    for column in answers.itertuples():
        where = {"row": row, "column": column.column, "found": column.header}
        if column.part == 0:
            count = len(words.items[column.item].parts)
            problems.append(Problem.of("column_without_part", path, **where, item=column.item, count=count))
        elif (column.item, column.part) in seen:
            twice = {"part": f"{column.item}.{column.part}", "first": seen[column.item, column.part]}
            problems.append(Problem.of("two_columns", path, **where, **twice, second=column.column))
        seen.setdefault((column.item, column.part), column.column)
    missing = [
        part.name if len(item.parts) > 1 else item.code
        for item in words.items.values()
        for part in item.parts
        if (item.code, part.part) not in seen and (item.code, 0) not in seen
    ]
    if missing:
        problems.append(Problem.of("part_without_column", path, row=row, parts=", ".join(missing)))
    stop_if(problems)


class Words:
    """The words by which a header cell of one instrument's exports is known."""

    def __init__(self, framework: Framework, forms: Forms, instrument: str):
        self.items = {item.code: item for item in framework.items if framework.instrument_of[item.code] == instrument}
        self._headings = {thai.key(word): role for role, words in forms.columns.items() for word in words}
        self._questions = {}
        for item in self.items.values():
            for text in (item.text_th, item.text_printed.partition(" : ")[0], item.full_th, item.text_printed):
                if thai.key(text):
                    self._questions.setdefault(thai.key(text), item)

    def match(self, cell: str) -> Match | None:
        """What a header cell is: by code first, then by wording, then as a known heading."""
        text = LIST_NUMBER.sub("", thai.tidy(cell)[0])
        if not text:
            return None
        return self._by_code(text) or self._by_wording(text) or self._by_heading(text)

    def _by_code(self, text: str) -> Match | None:
        found = PACKED_CODE.match(text.casefold()) or CODE.match(text.casefold())
        if not found or (item := self.items.get(found[1] + str(int(found[2])))) is None:
            return None
        numbered = int(found[3]) if found[3] else self._part(item, text)
        return Match("answer", "code", item.code, numbered if numbered <= len(item.parts) else 0)

    def _by_wording(self, text: str) -> Match | None:
        item = self._questions.get(thai.key(text))
        if item is not None:
            return Match("answer", "wording", item.code, 1 if len(item.parts) == 1 else 0)
        for pattern in WITH_PART:
            split = pattern.fullmatch(text)
            if split and (item := self._questions.get(thai.key(split[1]))) is not None:
                return Match("answer", "wording and part", item.code, self._part(item, text))
        return None

    def _by_heading(self, text: str) -> Match | None:
        role = self._headings.get(thai.key(text))
        return Match(role, "heading") if role else None

    @staticmethod
    def _part(item: Item, text: str) -> int:
        """The part that the end of a header names; 0 where it names none of several."""
        if len(item.parts) == 1:
            return 1
        for pattern in WITH_PART:
            split = pattern.fullmatch(text)
            for part in item.parts:
                if split and thai.key(split[2]) == thai.key(part.text_th):
                    return part.part
        return 0


def letter(position: int) -> str:
    """The letter of a spreadsheet column.

    >>> letter(0), letter(25), letter(26), letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

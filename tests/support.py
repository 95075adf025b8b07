"""What several test files need: the problems of a refused call, small edits of files, a small framework, the scores."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from italib.agency import Inputs
from italib.clean import ANSWERS, clean
from italib.document import Document, Picture
from italib.framework import Framework
from italib.problems import InputError, Problem
from italib.raw import exports_of
from italib.score import score, starting_figures
from italib.sheets import read_book
from italib.trend import Scored
from italib.uncertainty import spreads

DATA = Path(__file__).parents[1] / "data"
SMALL_INDICATORS = ("1", "2", "7", "9", "10", "9.1", "9.2", "10.2")
SMALL_ITEMS = ("i1", "i2", "i9", "i10", "e8", "e9", "o1", "o2", "o10", "o42")


def problems_of(call, *args) -> list[Problem]:
    """The problems with which a call is refused."""
    with pytest.raises(InputError) as refused:
        call(*args)
    return list(refused.value.problems)


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace the first `old` of a text file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(path: Path, line: str) -> None:
    """Put a line at the end of a text file."""
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{line}\n", encoding="utf-8")


def write_table(path: Path, rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as a text table."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return path


def sheets(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """The sheets of a file by name, as rows of text."""
    return read_book(path).sheets


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def small_framework(whole: Framework) -> Framework:
    """The rules with ten items: five parts of IIT, two of EIT (one of them yes or no), four items of OIT."""
    fields = {name: getattr(whole, name) for name in Framework.model_fields}
    fields["indicators"] = tuple(node for node in whole.indicators if node.code in SMALL_INDICATORS)
    fields["items"] = tuple(item for item in whole.items if item.code in SMALL_ITEMS)
    return Framework(**fields)


def scores_of(inputs: Inputs) -> pd.DataFrame:
    """The scores of an agency-year: from its exports, and from published figures where it holds none."""
    cleaned = clean(exports_of(inputs), inputs)
    without = [code for code in inputs.framework.codes["instrument"] if code not in set(cleaned.files["instrument"])]
    given = [cleaned.given, starting_figures(inputs.published, inputs.framework, without)]
    filled = [frame for frame in given if len(frame)] or given[:1]
    return score(cleaned.answers, pd.concat(filled, ignore_index=True), inputs.framework)


def scored(framework: Framework, by_figure: pd.DataFrame, answers: pd.DataFrame | None = None, **population) -> Scored:
    """A year of an agency; without answers unless some are given."""
    held = pd.DataFrame(columns=ANSWERS) if answers is None else answers
    return Scored(framework, by_figure, spreads(held, framework, population))


def texts_of(document: Document) -> list[str]:
    """Every text of a document, cells and captions included."""
    found = []
    for block in document.blocks:
        # A picture carries its source itself.
        names = ("caption",) if isinstance(block, Picture) else ("text", "caption", "note", "source")
        found += [getattr(block, name, "") for name in names]
        found += getattr(block, "items", ())
        for row in getattr(block, "rows", ()):
            # The row of a group has one cell.
            found += [column.show(cell) for column, cell in zip(block.columns, row.cells, strict=False)]
    return [text for text in found if text]

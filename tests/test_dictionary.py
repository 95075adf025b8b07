"""data/dictionary.csv says what every column of data/ and of the tables of a run means, and of no other."""

import csv
from pathlib import Path

from running import whole_run

from italib import summary

ROOT = Path(__file__).parent.parent


def rows(path):
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def described():
    by_file = {}
    for file, column, kind, _, meaning in rows(ROOT / "data" / "dictionary.csv")[1:]:
        assert kind in ("text", "number", "integer") and meaning, (file, column)
        by_file.setdefault(file, []).append(column)
    return by_file


def test_every_table_of_data_has_exactly_the_described_columns():
    pattern_of = {
        path: pattern for pattern in described() for path in ROOT.glob(pattern) if pattern.startswith("data/")
    }
    tables = [path for path in (ROOT / "data").rglob("*.csv") if path.name not in ("iit.csv", "oit.csv")]
    assert {path: rows(path)[0] for path in tables} == {path: described()[pattern_of[path]] for path in tables}


def test_every_table_of_a_run_has_exactly_the_described_columns(tmp_path_factory):
    folder = whole_run(tmp_path_factory.getbasetemp()).folder / "tables"
    tables = {f"outputs/*/*/tables/{path.name}": rows(path)[0] for path in folder.glob("*.csv")}
    assert tables == {file: columns for file, columns in described().items() if file.startswith("outputs/*/")}


def test_the_table_of_a_batch_has_exactly_the_described_columns():
    assert described()["outputs/batch/batch.csv"] == list(summary.COLUMNS)

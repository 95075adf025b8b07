"""Everything that the source document says stands in ours: each table row in one row, each sentence word for word.

The source is the measures document of FY2566 as it was scanned (`tests/data/source_2566.txt`). Where ours deliberately
says something else, `tests/data/corrections_2566.csv` has the printed fragment, ours and the reason, one by one.
"""

import re
from functools import cache
from io import BytesIO
from itertools import groupby

import docx
import pytest
from docx.table import Table as WordTable
from running import ROOT, whole_run

from italib import thai
from italib.files import read_csv

DATA = ROOT / "tests" / "data"
CORRECTIONS = read_csv(DATA / "corrections_2566.csv", ("kind", "printed", "ours", "why"))
NUMBER = re.compile(r"[0-9]+\.[0-9]+")
KINDS = {"scan", "contradiction", "wording", "layout"}


def corrected(line):
    """A line of the source as it stands in our document."""
    for row in CORRECTIONS:
        line = line.replace(row["printed"], row["ours"])
    return line


@cache
def normalised(text):
    """A text without spaces, punctuation and tags, in Arabic digits; 59.50 is 59.5."""
    whole = thai.tidy(text)[0]
    return thai.key(NUMBER.sub(lambda number: f"{float(number[0]):g}", whole))


def lines_of_source():
    """Every line of the source that is not blank; lines of prose that were broken by hand are one."""
    blocks = (DATA / "source_2566.txt").read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        for in_table, lines in groupby(block.split("\n"), key=lambda line: "\t" in line):
            if in_table:
                yield from lines
            else:
                yield " ".join(lines)


def cells_of(line):
    """The cells of a table row, a cell of several points as each of them; normalised, the empty ones left out."""
    points = [point for cell in line.split("\t") for point in re.split(r"(?:^|\s)- ", thai.tidy(cell)[0])]
    return [whole for point in points if (whole := normalised(point))]


LINES = [line for line in lines_of_source() if line.strip()]
ROWS = [line for line in LINES if "\t" in line]
PROSE = [line for line in LINES if "\t" not in line]


@pytest.fixture(scope="module")
def word(tmp_path_factory):
    """The Word file of a whole run."""
    folder = whole_run(tmp_path_factory.getbasetemp()).folder
    return docx.Document(BytesIO((folder / "document" / "annual.docx").read_bytes()))


@pytest.fixture(scope="module")
def said(word):
    """All that it says outside tables, one after the other, the table of contents with its numbers included."""
    paragraphs = [element for element in word.element.body.iter() if element.tag.endswith("}p")]
    outside = [p for p in paragraphs if not any(parent.tag.endswith("}tbl") for parent in p.iterancestors())]
    texts = ["".join(part.text or "" for part in p.iter() if part.tag.endswith("}t")) for p in outside]
    return "".join(normalised(text) for text in texts)


@pytest.fixture(scope="module")
def rows(word):
    """The cells of every row of its tables; a cell over several rows stands in each."""
    tables = [table for table in word.tables if isinstance(table, WordTable)]
    return [[normalised(cell.text) for cell in row.cells] for table in tables for row in table.rows]


def is_in(cells, row):
    """Whether each cell of a source row is found in the row: a number as that number, a text within a cell."""
    return all(cell in row if cell.isdecimal() else any(cell in ours for ours in row) for cell in cells)


def test_the_source_is_read_whole():
    assert (len(ROWS), len(PROSE)) == (225, 49)


@pytest.mark.parametrize("line", ROWS, ids=[f"row-{n}" for n in range(len(ROWS))])
def test_a_table_row_stands_in_one_row_of_ours(line, rows):
    cells = cells_of(corrected(line))
    assert cells
    assert any(is_in(cells, row) for row in rows), corrected(line)


@pytest.mark.parametrize("line", PROSE, ids=[f"sentence-{n}" for n in range(len(PROSE))])
def test_a_sentence_stands_in_ours_with_every_figure(line, said):
    assert normalised(corrected(line)) in said, corrected(line)


@pytest.mark.parametrize("row", CORRECTIONS, ids=[f"correction-{row.number}" for row in CORRECTIONS])
def test_a_correction_is_needed_and_has_a_reason(row):
    assert row["kind"] in KINDS
    assert row["why"]
    assert any(row["printed"] in line for line in LINES), "not in the source"
    assert normalised(row["printed"]) != normalised(row["ours"]), "nothing that the comparison would see"


def test_the_contradictions_of_the_source_are_corrected(said, rows):
    assert normalised("คะแนนรวมปี 2564 มีคะแนน 85.26 คะแนน") in said
    assert normalised("85.29") not in said
    assert normalised("น้อยกว่า 85 คะแนน จำนวน 1 ประเด็น") in said
    indicators = [row for row in rows if row[:2] == ["oit", "40"]]
    assert [row[-1] for row in indicators[:1]] == [normalised("94.64")]
    assert normalised("10. การป้องกันการทุจริต") in [row[2] for row in indicators]
    assert not [row for row in rows for cell in row if cell == normalised("3) การจัดซื้อจัดจ้าง (o18 – o24)")]

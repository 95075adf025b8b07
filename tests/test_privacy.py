"""What somebody wrote of themselves into an export stands in no file of a run, finished or not; nor in the history."""

import contextlib
import csv
import shutil
import subprocess
import zipfile

import pandas as pd
import pypdf
import pytest
import xlsxwriter
from pdf_text import whole
from running import AGENCY, ROOT, YEAR, Made, files_in, shared_run, small_notebook
from support import sheets, write_table

from italib.run import run
from italib.steps import NotebookFailed

MARK = "zqmarkzq"
RAW = f"data/agencies/{AGENCY}/{YEAR}/raw"
PERSONAL = ("ชื่อ-นามสกุล", "โทรศัพท์", "ข้อเสนอแนะเพิ่มเติม", "รหัสอ้างอิง")


def marked(rows, header):
    """The rows of an export with a mark in every field of a person, known and unknown ones."""
    for number, row in enumerate(rows):
        of_person = [f"{MARK} {number}" for _ in PERSONAL]
        yield [*row, *(PERSONAL if number == header else of_person if number > header and any(row) else [])]


def plant(home):
    """Exports in which everything personal is marked: columns, comments, the properties of the file."""
    folder = home / RAW
    with (folder / "iit.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for number, row in enumerate(rows[1:], start=1):
        if any(row):
            row[0], row[2] = f"14/3/2022 {MARK} {number}", f"5 ปี {MARK}"
            row[1] = f"{MARK}{row[1]}"
    # Somebody below the least service, and an address where an answer should stand.
    rows[5][2] = f"2 เดือน {MARK}"
    rows[6][5] = f"{MARK}@example.com 0812345678"
    write_table(folder / "iit.csv", marked(rows, 0), encoding="utf-8-sig")
    ((name, rows),) = sheets(folder / "eit.xlsx").items()
    header = next(number for number, row in enumerate(rows) if "ประทับเวลา" in row)
    rows = [list(row) for row in rows]
    for row in rows[header + 1 :]:
        row[1] = f"{MARK} {row[1]}"
    with xlsxwriter.Workbook(folder / "eit.xlsx") as book:
        book.set_properties({"author": MARK, "title": MARK, "comments": MARK})
        sheet = book.add_worksheet(name)
        for number, row in enumerate(marked(rows, header)):
            sheet.write_row(number, 0, row)
        sheet.write_comment(header + 1, 2, MARK, {"author": MARK})


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return shared_run(tmp_path_factory.getbasetemp(), "marked-run", plant)


def texts(path):
    """Everything that a file can be read as."""
    yield path.read_bytes().decode("utf-8", errors="ignore")
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as parts:
            yield from (parts.read(name).decode("utf-8", errors="ignore") for name in parts.namelist())
    elif path.suffix == ".pdf":
        document = pypdf.PdfReader(path)
        yield whole(document) + str(document.metadata)
    elif path.suffix == ".parquet":
        yield pd.read_parquet(path).to_csv()


def holding(folder, word):
    """The files of a folder that hold a word."""
    return [name for name in files_in(folder) if any(word in text for text in texts(folder / name))]


def test_the_marks_were_planted_and_read(made):
    assert holding(made.home / RAW, MARK) == ["eit.xlsx", "iit.csv"]
    people = pd.read_csv(made.folder / "tables" / "scores.csv").set_index("code")["n"]
    assert people[["IIT", "EIT"]].gt(25).all()


def test_what_a_person_wrote_of_themselves_is_nowhere(made):
    assert {"tables", "figures", "html", "notebooks", "document", "stages"} <= {
        name.split("/")[0] for name in files_in(made.folder)
    }
    assert holding(made.home / "outputs", MARK) == []
    assert MARK not in "".join(made.said)


def test_the_search_finds_what_is_there(made):
    """A word of the agency stands in every kind of document."""
    found = holding(made.folder, "2565")
    assert {"document/annual.docx", "document/annual.xlsx", "document/annual.pdf", "run.json"} <= set(found)


def test_no_table_of_a_run_has_a_row_a_person(made):
    stages = [pd.read_parquet(path) for path in (made.folder / "stages").iterdir()]
    assert stages and not [frame for frame in stages if "respondent" in frame.columns]


def test_a_notebook_that_fails_shows_nobody(made, tmp_path, capfd):
    home = Made(shutil.copytree(made.home, tmp_path / "project")).home
    notebooks = small_notebook(
        tmp_path / "own",
        "from italib.stage import open_stage\nwork = open_stage(agency, year, data_dir, output_dir)",
        "answers = work.answers\nanswers.astype({'answer': 'int64'})",
    )
    said = []
    with contextlib.chdir(home), pytest.raises(NotebookFailed) as failed:
        run(AGENCY, YEAR, notebooks=notebooks, pdf=False, say=said.append)
    assert files_in(home / "outputs" / AGENCY / f"{YEAR}.failed")
    assert holding(home / "outputs", MARK) == []
    assert MARK not in str(failed.value) + "".join(said) + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("data/agencies/x/2566/raw/iit.csv", True),
        ("data/agencies/x/2566/raw/eit.xlsx", True),
        ("data/agencies/x/2566/raw/eit.ods", True),
        ("data/agencies/x/2566/raw/old/iit.parquet", True),
        ("data/agencies/bansong/2566/raw/iit.csv", True),
        ("outputs/x/2566/tables/answers.csv", True),
        ("outputs/x/2566.failed/run.json", True),
        ("outputs/.running/x/2566/run.json", True),
        ("data/agencies/x/2566/published.csv", False),
        ("data/agencies/bansong/2565/raw/iit.csv", False),
        ("outputs/README.md", False),
    ],
)
def test_real_answers_and_results_stay_out_of_the_history(tmp_path, path, ignored):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    asked = subprocess.run(["git", "check-ignore", "-q", path], cwd=tmp_path, check=False)
    assert asked.returncode == (0 if ignored else 1)

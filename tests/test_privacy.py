"""What people told of themselves stays in `raw/`: none of it stands under `outputs/`, nor in what a run says."""

import csv
import io
import re
import subprocess
import zipfile

import pandas as pd
import pytest
from pypdf import PdfReader
from running import AGENCY, ROOT, YEAR, files_in, shared_run

# One marker for every kind of personal field; none of them occurs in what the project says of itself.
NAME, PHONE, WISH, EXTRA = "สมหญิงลับเฉพาะ", "0812340987", "ขอบคุณพี่ลับเฉพาะที่เคาน์เตอร์สาม", "ตึกลับเฉพาะชั้นเก้า"
FIELDS = {"ชื่อ-สกุล": NAME, "โทรศัพท์": PHONE, "ข้อเสนอแนะ": WISH, "สถานที่ทำงาน": EXTRA}
# An address and a time are in every row of the export already.
ADDRESS, TIME = re.compile(rb"staff\d+@|@example\.com"), re.compile(rb"\d{1,2}/\d{1,2}/2022, \d{1,2}:\d\d:\d\d")
MARKERS = [*(re.compile(text.encode()) for text in FIELDS.values()), ADDRESS, TIME]


def tell_of_people(home):
    """Give every person of the staff survey a name, a telephone number, a wish and a place."""
    path = home / f"data/agencies/{AGENCY}/{YEAR}/raw/iit.csv"
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    told = [[*FIELDS, *header], *([*FIELDS.values(), *row] for row in rows)]
    written = io.StringIO()
    csv.writer(written).writerows(told)
    path.write_text(written.getvalue(), encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return shared_run(tmp_path_factory.getbasetemp(), "told-of-people", tell_of_people)


def contents(path):
    """All that a file says, also what is packed in it."""
    content = path.read_bytes()
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as packed:
            content += b"".join(packed.read(name) for name in packed.namelist())
    elif path.suffix == ".pdf":
        content += "".join(page.extract_text() for page in PdfReader(path).pages).encode()
    elif path.suffix == ".parquet":
        content += pd.read_parquet(path).to_csv().encode()
    return content


def test_the_markers_are_in_the_export(made):
    content = contents(made.home / f"data/agencies/{AGENCY}/{YEAR}/raw/iit.csv")
    assert [marker.pattern for marker in MARKERS if not marker.search(content)] == []


def test_nothing_that_people_told_of_themselves_stands_in_the_results(made):
    names = files_in(made.folder)
    assert len(names) > 50
    found = [
        (name, marker.pattern) for name in names for marker in MARKERS if marker.search(contents(made.folder / name))
    ]
    assert found == []


def test_nothing_that_people_told_of_themselves_is_said_by_a_run(made):
    said = "".join(made.said).encode()
    assert said
    assert [marker.pattern for marker in MARKERS if marker.search(said)] == []


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("data/agencies/x/2566/raw/iit.csv", True),
        ("data/agencies/x/2566/raw/เก่า/eit.xlsx", True),
        ("data/agencies/bansong/2566/raw/iit.ods", True),
        ("outputs/x/2566/index.html", True),
        ("data/agencies/bansong/2565/raw/iit.csv", False),
        ("data/agencies/x/2566/published.csv", False),
    ],
)
def test_answers_of_people_never_enter_the_history(path, ignored):
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository")
    asked = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT, check=False)
    assert (asked.returncode == 0) is ignored

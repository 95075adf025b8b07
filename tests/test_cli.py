"""The command line: what it says, in Thai, and with which status it ends."""

import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from running import AGENCY, YEAR, hashes_in, new_home
from support import rewrite

from italib import cli
from italib.run import Result
from italib.steps import NotebookFailed

THAI = re.compile("[ก-๛]")
# Those of one agency and year, and all.
COMMANDS = ["run", "check", "reconstruct"]
ALL_COMMANDS = [*COMMANDS, "batch", "national"]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with a copy of the data, to stand in."""
    monkeypatch.chdir(new_home(tmp_path / "project"))
    return tmp_path / "project"


@pytest.fixture
def folder(home):
    return home / "data" / "agencies" / AGENCY / str(YEAR)


def italib(*words):
    """Say `italib` and these words; what came of it."""
    result = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def answers_with(monkeypatch, made):
    """Let `italib run` come to `made`, and keep what it was called with."""
    called = {}

    def run(agency, year, **how):
        called.update(how, agency=agency, year=year)
        if isinstance(made, Exception):
            raise made
        return made

    monkeypatch.setattr("italib.run.run", run)
    return called


# Help.


@pytest.mark.parametrize("words", [[], *([command] for command in ALL_COMMANDS)])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help_in_thai(words, flag):
    result = italib(*words, flag)
    assert result.exit_code == 0
    assert THAI.search(result.stdout)


def test_every_option_is_explained_in_thai():
    for name, command in cli.main.commands.items():
        assert name in ALL_COMMANDS
        options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
        assert all(THAI.search(option.help) for option in options)
        assert THAI.search(command.help)


def test_help_does_not_wait_for_pandas():
    code = "import sys; from italib.cli import main; main(['run', '--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"pandas", "numpy", "matplotlib", "papermill", "jinja2", "IPython"}


def test_the_package_runs_as_a_program():
    done = subprocess.run([sys.executable, "-m", "italib", "--version"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "italib 0.1.0\n")


# Calls that cannot be used.


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["fly"], "fly"),
        (["run"], "AGENCY"),
        (["run", AGENCY], "YEAR"),
        (["run", AGENCY, "abc"], "abc"),
        (["check", AGENCY, "๒๕๖๕"], "๒๕๖๕"),
        (["run", AGENCY, YEAR, "--fast"], "--fast"),
        (["--fast"], "--fast"),
        (["run", AGENCY, YEAR, "--only"], "--only"),
        (["run", AGENCY, YEAR, "-p", "least"], "-p"),
        (["run", AGENCY, YEAR, "more"], "more"),
    ],
)
def test_a_wrong_call_ends_with_2_and_is_told_in_thai(home, words, names):
    result = italib(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert names in result.stderr
    said = result.stderr.replace(names, "").replace("--help", "")
    assert THAI.search(said)
    assert not re.search("[A-Za-z]{3,}", said)
    assert not (home / "outputs").exists()


def test_no_words_at_all_show_the_help():
    result = italib()
    assert result.exit_code == 2
    assert all(command in result.output for command in COMMANDS)


# check


def test_check_of_the_shipped_year_says_what_counts_and_writes_nothing(home):
    before = hashes_in(home)
    result = italib("check", AGENCY, YEAR)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "iit.csv: IIT คำตอบรายคน หัวตารางแถว 1 มี 38 แถว ใช้ 33 คัดออก 5" in result.stdout
    assert "  V → i9.1 (ถ้อยคำของข้อ) หน่วยงานของท่าน ใช้จ่ายงบประมาณ" in result.stdout
    assert result.stdout.count(" → ") == (3 + 51) + (2 + 19) + 2
    assert "เทศบาลตำบลบ้านส้อง ปี 2565 ใช้ได้" in result.stdout
    assert hashes_in(home) == before


def test_check_lists_what_the_office_has_still_to_fill_in(home, folder):
    lines = italib("check", AGENCY, YEAR).stdout.splitlines()
    (head,) = [line for line in lines if "ยังต้องกรอก" in line]
    assert "16 แห่ง" in head
    blanks = [line for line in lines if line.startswith("  data/")]
    assert len(blanks) == 16
    assert blanks[0].startswith(f"  data/agencies/{AGENCY}/{YEAR}/progress.csv แถว 2 คอลัมน์ done_th")
    text = (folder / "progress.csv").read_text(encoding="utf-8")
    (folder / "progress.csv").write_text(text.replace(",,,,", ",ทำแล้ว,สำเร็จ,ไม่มี,ไม่มี,"), encoding="utf-8")
    assert "ยังต้องกรอก" not in italib("check", AGENCY, YEAR).stdout


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_fault_of_the_template_ends_with_2_before_anything_runs(home, command):
    rewrite(home / "data/document.toml", "{agency} {about}", "{agencie} {about}")
    rewrite(home / "data/national.csv", "87.57", "187.57")
    result = italib(command, AGENCY, YEAR)
    assert result.exit_code == 2
    assert "data/national.csv" in result.stderr and "187.57" in result.stderr
    rewrite(home / "data/national.csv", "187.57", "87.57")
    result = italib(command, AGENCY, YEAR)
    assert result.exit_code == 2
    assert "data/document.toml" in result.stderr and "{agencie}" in result.stderr
    assert not (home / "outputs").exists()


@pytest.mark.parametrize("command", ["check", "run"])
def test_an_instrument_without_a_score_is_refused_with_what_it_lacks(home, folder, command):
    """Half of the figures of a survey give no score of it, and no total."""
    for export in (folder / "raw").glob("eit*"):
        export.unlink()
    published = (folder / "published.csv").read_text(encoding="utf-8").splitlines()
    gone = ("item,e", "indicator,7,", "instrument,EIT", "total,")
    kept = [line for line in published if not line.startswith(gone)]
    (folder / "published.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    result = italib(command, AGENCY, YEAR)
    assert result.exit_code == 2
    (problem,) = result.stderr.splitlines()[1:]
    assert "EIT" in problem and "ตัวชี้วัด 7 ให้เติม" in problem
    assert not (home / "outputs").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_problem_of_the_input_is_listed_with_its_place(home, folder, command):
    rewrite(folder / "published.csv", "item,i7,84.94", "item,i7,184.94")
    rewrite(folder / "guidance.csv", "i7,", "i777,")
    rewrite(folder.parent / "agency.toml", "name_th", "name")
    before = hashes_in(home)
    result = italib(command, AGENCY, YEAR)
    assert result.exit_code == 2
    assert result.stdout == ""
    head, *problems = result.stderr.splitlines()
    assert f"พบปัญหา {len(problems)} รายการ" in head
    for file, found in (("published.csv แถว 8 คอลัมน์ value", "184.94"), ("guidance.csv", "i777"), ("agency.toml", "")):
        assert any(f"data/agencies/{AGENCY}" in line and file in line and found in line for line in problems)
    assert all(THAI.search(line) for line in problems)
    assert hashes_in(home) == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("words", [["nobody", YEAR], [AGENCY, 2499], ["../bansong", YEAR]])
def test_an_unknown_agency_or_year_ends_with_2(home, command, words):
    before = hashes_in(home)
    result = italib(command, *words)
    assert result.exit_code == 2
    assert "พบปัญหา 1 รายการ" in result.stderr
    assert hashes_in(home) == before


def test_a_data_folder_that_is_not_there_ends_with_2(home):
    result = italib("check", AGENCY, YEAR, "--data-dir", "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


# reconstruct


def test_reconstruct_makes_the_shipped_exports_again(home, folder):
    before = hashes_in(home)
    for path in (folder / "raw").iterdir():
        path.unlink()
    result = italib("reconstruct", AGENCY, YEAR)
    assert result.exit_code == 0
    assert THAI.search(result.stdout)
    assert hashes_in(home) == before


@pytest.mark.parametrize("name", ["iit.csv", "iit2.csv", "notes.md"])
def test_reconstruct_refuses_to_replace_a_file_that_it_did_not_make(home, folder, name):
    path = folder / "raw" / name
    path.write_bytes((path.read_bytes() if path.exists() else (folder / "raw" / "iit.csv").read_bytes()) + b"\n")
    before = hashes_in(home)
    result = italib("reconstruct", AGENCY, YEAR)
    assert result.exit_code == 2
    assert f"raw/{name}: ไฟล์นี้ไม่ได้สร้างโดย italib" in result.stderr
    assert hashes_in(home) == before


# run


def test_a_run_that_is_done_says_total_rating_and_where(home, monkeypatch):
    called = answers_with(monkeypatch, Result(home / "x", "90.52", "A", "", "ตรงกันทั้งหมด"))
    result = italib("run", AGENCY, YEAR, "--only", "02_score", "--only", "04_gaps", "--output-dir", "elsewhere")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "90.52" in lines[0] and "A" in lines[0]
    assert lines[1] == "ตรงกันทั้งหมด"
    assert lines[2].endswith((home / "x" / "index.html").as_uri())
    assert (called["agency"], called["year"]) == (AGENCY, YEAR)
    assert (called["only"], called["output_dir"]) == (("02_score", "04_gaps"), "elsewhere")


@pytest.mark.parametrize(("words", "pdf"), [([], True), (["--pdf"], True), (["--no-pdf"], False)])
def test_a_run_may_do_without_the_pdf(home, monkeypatch, words, pdf):
    called = answers_with(monkeypatch, Result(home, "", "", "", ""))
    assert italib("run", AGENCY, YEAR, *words).exit_code == 0
    assert called["pdf"] is pdf


def test_a_draft_says_so_and_why(home, monkeypatch):
    answers_with(monkeypatch, Result(home, "90.52", "A", "i7 ไม่ตรง", "i7 ไม่ตรง"))
    result = italib("run", AGENCY, YEAR)
    assert result.exit_code == 0
    assert "ฉบับร่าง: i7 ไม่ตรง" in result.stdout


def test_a_run_that_failed_ends_with_1_and_says_what_is_kept(home, monkeypatch):
    answers_with(monkeypatch, NotebookFailed("02_score", "ValueError: ผิด", home / "kept.ipynb"))
    result = italib("run", AGENCY, YEAR)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert all(text in result.stderr for text in ("02_score", "ValueError: ผิด", "kept.ipynb"))


def test_a_run_that_cannot_begin_ends_with_2_and_lists_every_problem(home):
    result = italib("run", AGENCY, YEAR, "--only", "99_a", "--only", "98_b")
    assert result.exit_code == 2
    assert "99_a" in result.stderr and "98_b" in result.stderr
    assert not (home / "outputs").exists()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("2.5", 2.5),
        ("true", True),
        ("007", "007"),
        ("ก ข", "ก ข"),
        ('"3"', "3"),
        ("", ""),
        ("3\nx = 1", "3\nx = 1"),
    ],
)
def test_a_parameter_is_a_number_only_where_it_is_one(home, monkeypatch, text, value):
    called = answers_with(monkeypatch, Result(home, "", "", "", ""))
    assert italib("run", AGENCY, YEAR, "-p", "least", text).exit_code == 0
    assert called["parameters"] == {"least": value}
    assert type(called["parameters"]["least"]) is type(value)

"""A run that does not end well: drafts, notebooks that stop, calls and inputs that are refused; nothing is harmed."""

import shutil

import nbformat
import pytest
from running import (
    AGENCY,
    NAMES,
    YEAR,
    Made,
    hashes_in,
    new_home,
    record_of,
    run_in,
    shared_run,
    small_notebook,
    table,
    whole_run,
)
from support import problems_of, rewrite

from italib import framework_files
from italib.messages import CLI, PROBLEMS
from italib.notebooks import NOTEBOOKS
from italib.run import run
from italib.steps import NotebookFailed


@pytest.fixture
def copied(tmp_path, tmp_path_factory):
    """A copy of a project and its results, to change."""
    made = whole_run(tmp_path_factory.getbasetemp())
    return Made(shutil.copytree(made.home, tmp_path / "project"))


@pytest.fixture
def home(tmp_path):
    """A folder with a copy of the data, to run in."""
    return new_home(tmp_path / "project")


# A figure that does not agree.


def spoil(home):
    """Publish a figure that does not agree, and put markup among the words of the data."""
    folder = home / "data" / "agencies" / AGENCY
    rewrite(folder / str(YEAR) / "published.csv", "item,i7,84.94", "item,i7,84.95")
    rewrite(folder / str(YEAR) / "guidance.csv", "ข้อมูลเกี่ยวกับการใช้จ่าย", "<script>alert(1)</script>การใช้จ่าย")
    rewrite(folder / "agency.toml", "เทศบาลตำบล", "<script>alert(2)</script> & เทศบาล")
    rewrite(home / f"data/frameworks/{YEAR}/items.csv", "โครงสร้าง", "โครง<script>alert(3)</script>สร้าง")
    rewrite(home / f"data/frameworks/{YEAR}/framework.toml", 'short_th = "', 'short_th = "<script>alert(4)</script>')


@pytest.fixture(scope="session")
def spoiled(tmp_path_factory):
    return shared_run(tmp_path_factory.getbasetemp(), "spoiled-run", spoil)


def test_a_published_figure_that_differs_makes_every_page_a_draft(spoiled):
    assert "i7: 84.94 ≠ 84.95" in spoiled.result.draft
    assert spoiled.record["status"] == "draft"
    pages = [spoiled.folder / "index.html", *(spoiled.folder / "html").iterdir()]
    assert len(pages) == 1 + len(NAMES)
    for page in pages:
        assert f'<p class="draft">ฉบับร่าง: {spoiled.result.draft}</p>' in page.read_text(encoding="utf-8"), page.name
    verdicts = table(spoiled.folder, "scores").set_index("code")["verdict"]
    assert verdicts[verdicts == "different"].index.tolist() == ["i7"]


# A notebook that stops.


def failing(folder, code):
    """The real notebooks, the first of them with a cell that stops it."""
    shutil.copytree(NOTEBOOKS, folder)
    path = folder / f"{NAMES[0]}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(2, nbformat.v4.new_code_cell(code, id="stops"))
    nbformat.write(notebook, path)
    return folder


def test_a_notebook_that_stops_leaves_the_last_results_as_they_were(copied, tmp_path):
    before = hashes_in(copied.folder, but=())
    with pytest.raises(NotebookFailed) as stopped:
        run_in(copied.home, notebooks=failing(tmp_path / "notebooks", "1 / 0"))
    assert stopped.value.notebook == NAMES[0]
    assert "ZeroDivisionError" in stopped.value.why
    assert hashes_in(copied.folder, but=()) == before
    assert sorted(path.name for path in copied.folder.parent.iterdir()) == [str(YEAR), f"{YEAR}.failed"]
    assert [path.name for path in (copied.home / "outputs").iterdir()] == [AGENCY]


def test_what_a_notebook_did_before_it_stopped_is_kept(home, tmp_path):
    hostile = "raise ValueError('<script>alert(1)</script> & 0')"
    with pytest.raises(NotebookFailed) as stopped:
        run_in(home, notebooks=failing(tmp_path / "notebooks", hostile))
    failed = home / "outputs" / AGENCY / f"{YEAR}.failed"
    kept = home / stopped.value.kept
    assert kept == failed / "notebooks" / f"{NAMES[0]}.ipynb"
    assert "alert(1)" in kept.read_text(encoding="utf-8")
    record = record_of(failed)
    assert record["status"] == "failed"
    assert record["outputs"] == hashes_in(failed)
    page = (failed / "html" / f"{NAMES[0]}.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    index = (failed / "index.html").read_text(encoding="utf-8")
    for text in (page, index):
        assert f"ฉบับร่าง: สมุดงาน {NAMES[0]} ไม่สำเร็จ" in text
    assert index.count('class="failed"') == 1
    assert index.count('class="waiting"') == len(NAMES) - 1


def test_a_good_run_takes_the_failed_one_away(home, tmp_path):
    bad, good = small_notebook(tmp_path / "bad", "1 / 0"), small_notebook(tmp_path / "good", "1")
    with pytest.raises(NotebookFailed):
        run_in(home, notebooks=bad)
    made = run_in(home, notebooks=good)
    assert made.record["status"] == "done"
    assert [path.name for path in made.folder.parent.iterdir()] == [str(YEAR)]


def test_a_kernel_that_dies_is_a_named_failed_notebook(home, tmp_path):
    with pytest.raises(NotebookFailed) as stopped:
        run_in(home, notebooks=small_notebook(tmp_path / "notebooks", "import os; os._exit(1)"))
    assert stopped.value.notebook == "01_small"
    assert (home / stopped.value.kept).is_file()


def test_a_run_that_is_cut_off_leaves_the_last_results_as_they_were(home, tmp_path):
    made = run_in(home, notebooks=small_notebook(tmp_path / "notebooks", "1"))
    before = hashes_in(made.folder, but=())

    def cut(text):
        if "[2/2]" in text:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(AGENCY, YEAR, data_dir=str(home / "data"), output_dir=str(home / "outputs"), say=cut,
            notebooks=tmp_path / "notebooks")  # fmt: skip
    assert hashes_in(made.folder, but=()) == before
    assert [path.name for path in (home / "outputs").iterdir()] == [AGENCY]


def test_a_run_cut_off_between_its_two_moves_is_made_good_by_the_next(home, tmp_path):
    made = run_in(home, notebooks=small_notebook(tmp_path / "good", "1"))
    before = hashes_in(made.folder, but=())
    made.folder.rename(made.folder.with_name(f"{YEAR}.previous"))
    with pytest.raises(NotebookFailed):
        run_in(home, notebooks=small_notebook(tmp_path / "bad", "1 / 0"))
    assert hashes_in(made.folder, but=()) == before


# Words that are no words.


def test_markup_among_the_words_of_the_data_stays_words(spoiled):
    pages = {path.name: path.read_text(encoding="utf-8") for path in spoiled.folder.rglob("*.html")}
    assert not [name for name, text in pages.items() if "<script" in text.lower()]
    for number, name in ((1, "04_gaps.html"), (2, "index.html"), (3, "02_score.html"), (4, "index.html")):
        assert f"&lt;script&gt;alert({number})&lt;/script&gt;" in pages[name]


# A call or an input that cannot be used: refused before anything is written.


@pytest.mark.parametrize(
    ("how", "found", "says"),
    [
        ({"only": ["99_none"]}, "99_none", "ไม่มีสมุดงานนี้"),
        ({"parameters": {"colour": 1}}, "colour", "ไม่ได้ประกาศพารามิเตอร์"),
        ({"parameters": {"x = 1\nimport os": 1}}, "x = 1\nimport os", "ชื่อพารามิเตอร์"),
        ({"parameters": {"least\n": 1}}, "least\n", "ชื่อพารามิเตอร์"),
        ({"parameters": {"year": 2564}}, "year", "กำหนดโดยคำสั่ง"),
    ],
    ids=["unknown notebook", "undeclared parameter", "code as a name", "line end in a name", "fixed parameter"],
)
def test_a_call_that_cannot_be_used_is_refused(home, how, found, says):
    problems = problems_of(lambda: run_in(home, **how))
    assert {problem.found for problem in problems} == {found}
    assert any(says in problem.message for problem in problems)
    assert not (home / "outputs").exists()


@pytest.mark.parametrize("agency", ["../agencies/bansong", "bansong/..", "..", "", "/etc", "bansong\n"])
def test_an_agency_name_that_is_no_plain_folder_is_refused(home, monkeypatch, agency):
    monkeypatch.chdir(home)
    assert len(problems_of(run, agency, YEAR)) == 1
    assert not (home / "outputs").exists()


@pytest.mark.parametrize("year", [2499, -1, True, "2565", "../2565"])
def test_a_year_without_a_folder_is_refused(home, monkeypatch, year):
    monkeypatch.chdir(home)
    assert len(problems_of(run, AGENCY, year)) == 1
    assert not (home / "outputs").exists()


def test_a_notebook_without_a_parameters_cell_is_refused(home, tmp_path):
    notebooks = small_notebook(tmp_path / "notebooks", "1")
    rewrite(notebooks / "01_small.ipynb", '"parameters"', '"other"')
    (problem,) = problems_of(lambda: run_in(home, notebooks=notebooks))
    assert problem.message == PROBLEMS["no_parameters_cell"]
    assert not (home / "outputs").exists()


def test_a_folder_without_notebooks_is_refused(home, tmp_path):
    assert problems_of(lambda: run_in(home, notebooks=tmp_path / "none"))
    assert not (home / "outputs").exists()


def test_every_broken_input_is_told_at_once(home):
    folder = home / "data" / "agencies" / AGENCY / str(YEAR)
    rewrite(folder / "published.csv", "item,i7,84.94", "item,i7,184.94")
    rewrite(folder / "published.csv", "item,e3,", "item,e333,")
    rewrite(folder / "guidance.csv", "i7,", "i777,")
    problems = problems_of(lambda: run_in(home))
    assert {problem.found for problem in problems} == {"184.94", "e333", "i777"}
    assert not (home / "outputs").exists()


def test_results_stay_when_an_input_is_broken(home, tmp_path):
    made = run_in(home, notebooks=small_notebook(tmp_path / "notebooks", "1"))
    before = hashes_in(made.folder, but=())
    rewrite(home / f"data/agencies/{AGENCY}/{YEAR}/published.csv", "item,i7,84.94", "item,i7,x")
    problems_of(lambda: run_in(home))
    assert hashes_in(made.folder, but=()) == before


def test_a_file_in_the_way_of_the_results_is_refused(home, tmp_path):
    (home / "outputs").write_text("", encoding="utf-8")
    notebooks = small_notebook(tmp_path / "notebooks")
    (problem,) = problems_of(lambda: run_in(home, notebooks=notebooks))
    assert problem.file == "outputs" and problem.message == PROBLEMS["not_a_folder"]


def test_a_notebook_that_is_none_is_refused(home, tmp_path):
    notebooks = small_notebook(tmp_path / "notebooks")
    (notebooks / "01_small.ipynb").write_text("{", encoding="utf-8")
    (problem,) = problems_of(lambda: run_in(home, notebooks=notebooks))
    assert problem.file.endswith("01_small.ipynb") and problem.message == PROBLEMS["bad_notebook"]


def test_braces_in_the_name_of_a_folder_stay_braces(home, tmp_path):
    made = run_in(home, notebooks=small_notebook(tmp_path / "notebooks"), output_dir="o{x}{year}")
    assert made.result.folder.as_posix() == f"o{{x}}{{year}}/{AGENCY}/{YEAR}"
    assert (home / made.result.folder / "notebooks" / "01_small.ipynb").is_file()


def two_notebooks(folder):
    small_notebook(folder)
    return small_notebook(folder, name="02_more")


@pytest.mark.parametrize("record", ["{", "{}", "[]"])
def test_results_with_a_damaged_record_are_made_anew(home, tmp_path, record):
    notebooks = two_notebooks(tmp_path / "notebooks")
    made = run_in(home, notebooks=notebooks)
    (made.folder / "run.json").write_text(record, encoding="utf-8")
    assert set(run_in(home, notebooks=notebooks, only=["02_more"]).record["notebooks"]) == {"01_small", "02_more"}


def test_results_brought_back_after_a_cut_off_are_asked_whether_they_are_stale(home, tmp_path):
    notebooks = two_notebooks(tmp_path / "notebooks")
    made = run_in(home, notebooks=notebooks)
    made.folder.rename(made.folder.with_name(f"{YEAR}.previous"))
    rewrite(home / "data/agencies" / AGENCY / str(YEAR) / "published.csv", "item,i7,84.94", "item,i7,84.95")
    again = run_in(home, notebooks=notebooks, only=["02_more"])
    assert CLI["stale"] + "\n" in again.said


def test_one_notebook_alone_is_a_part_of_the_results(home, tmp_path):
    made = run_in(home, notebooks=two_notebooks(tmp_path / "notebooks"), only=["02_more"])
    assert made.record["status"] == "partial"
    assert "ยังไม่ได้รัน" in (made.folder / "index.html").read_text(encoding="utf-8")


def test_a_part_without_any_answer_that_can_be_read_is_refused(home):
    framework = framework_files.load(home / f"data/frameworks/{YEAR}")
    parts = framework.parts[framework.parts["instrument"] == "IIT"]
    header = [f"ans_{row.item}{row.part:02d}" for row in parts.itertuples()]
    rows = [header, *[["33.33"] * len(header)] * 31]
    export = home / f"data/agencies/{AGENCY}/{YEAR}/raw/iit.csv"
    export.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    (problem,) = problems_of(lambda: run_in(home))
    assert problem.file == "iit.csv" and "i30.4" in problem.message
    assert not (home / "outputs").exists()

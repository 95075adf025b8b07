"""The real notebooks through the real runner: what a run leaves, what it records, and that it leaves the same again."""

import importlib.metadata
import re
import shutil
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from running import (
    AGENCY,
    NAMES,
    PARAMETERS,
    ROOT,
    YEAR,
    Made,
    files_in,
    hashes_in,
    new_home,
    record_of,
    run_in,
    small_notebook,
    table,
    whole_run,
)
from support import rewrite

from italib import publish
from italib.files import read_csv
from italib.messages import CLI
from italib.notebooks import NOTEBOOKS
from italib.raw import read_exports
from italib.results import LIBRARIES
from italib.stage import package_hash
from italib.words import RECONCILED

# docs: "What the outside may rely on", as far as the notebooks make it.
COLUMNS = {
    "scores": ["level", "code", "name_th", "instrument", "score", "n", "published", "difference", "verdict"],
    "cleaning": ["file", "row", "column", "rule", "found", "action", "message_th"],
    "answers": ["item", "part", "answer_th", "points", "count"],
    "strengths": ["instrument", "rank", "code", "text_th", "score"],
    "gaps": ["instrument", "rank", "code", "text_th", "score", "gap", "points_lost", "guidance_th"],
    "trend": ["code", "name_th", "year", "score", "change"],
    "actions": ["action", "items", "instrument", "guidance_th", "action_th"],
    "measures": ["measure", "measure_th", "part_th", "step_th", "details_th", "owner_th", "due_th", "rounds"],
}
BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return whole_run(tmp_path_factory.getbasetemp())


@pytest.fixture
def copied(made, tmp_path):
    """A copy of that project and its results, to change."""
    return Made(shutil.copytree(made.home, tmp_path / "project"))


@pytest.fixture
def home(tmp_path):
    """A folder with a copy of the data, to run in."""
    return new_home(tmp_path / "project")


# What a run leaves.


def test_every_promised_file_is_there(made):
    for name in NAMES:
        assert (made.folder / "html" / f"{name}.html").is_file()
        assert (made.folder / "notebooks" / f"{name}.ipynb").is_file()
    assert (made.folder / "index.html").is_file()
    assert {path.stem for path in (made.folder / "tables").iterdir()} >= set(COLUMNS)


def test_the_document_is_there_for_word_excel_and_as_pdf(made):
    contents = {path.name: path.read_bytes() for path in (made.folder / "document").iterdir()}
    assert sorted(contents) == ["annual.docx", "annual.pdf", "annual.xlsx"]
    assert contents["annual.pdf"].startswith(b"%PDF-")
    assert all(contents[name].startswith(b"PK") for name in ("annual.docx", "annual.xlsx"))
    index = (made.folder / "index.html").read_text(encoding="utf-8")
    assert all(f'href="document/{name}"' in index for name in contents)


def test_every_chart_is_there_as_png_and_svg(made):
    figures = made.folder / "figures"
    drawn = sorted(path.stem for path in figures.glob("*.png"))
    assert drawn == sorted(path.stem for path in figures.glob("*.svg"))
    shared = {
        "radar",
        "ranked_items",
        "total",
        "gaps",
        "answers_iit",
        "answers_eit",
        "slope",
        "total_national",
        "gantt",
    }
    assert shared <= set(drawn)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_the_promised_columns_and_rows(made, name):
    frame = table(made.folder, name)
    assert set(COLUMNS[name]) <= set(frame.columns)
    assert len(frame)


def test_every_table_is_utf8_with_one_bom_for_excel(made):
    for path in (made.folder / "tables").iterdir():
        content = path.read_bytes()
        assert content.startswith(BOM), path.name
        assert content.count(BOM) == 1, path.name
        content.decode("utf-8")


def test_every_published_figure_is_met_exactly(made):
    scores = table(made.folder, "scores")
    published = read_csv(made.home / f"data/agencies/{AGENCY}/{YEAR}/published.csv", ("level", "code", "value"))
    assert len(scores) == len(published) == 110
    assert set(scores["verdict"]) == {"equal"}
    assert set(zip(scores["level"], scores["code"], scores["published"], strict=True)) == {
        (row["level"], row["code"], row["value"]) for row in published
    }


def test_the_rating_stands_in_the_score_table(made):
    scores = table(made.folder, "scores")
    assert scores.loc[scores["level"] == "rating", ["code", "score"]].to_numpy().tolist() == [["total", "A"]]
    assert (made.result.rating, made.result.draft) == ("A", "")


def test_numbers_have_the_decimals_that_are_shown(made):
    scores = table(made.folder, "scores")
    numbers = [scores.loc[scores["level"] != "rating", "score"], scores["difference"]]
    for name in ("gaps", "strengths"):
        frame = table(made.folder, name)
        numbers += [frame[column] for column in ("score", "gap", "points_lost") if column in frame]
    assert all(re.fullmatch(r"-?\d{1,3}\.\d\d|", number) for column in numbers for number in column)


def test_every_answer_is_counted_once(made):
    counts = table(made.folder, "answers")
    n = table(made.folder, "scores").set_index("code")["n"].to_dict()
    for (item, _), part in counts.groupby(["item", "part"]):
        shown = [int(count) for count in part["count"] if count]
        # What is missing of the n is hidden.
        assert sum(shown) == int(n[item]) if len(shown) == len(part) else sum(shown) < int(n[item])
    assert "" in set(counts["count"])


def test_no_address_of_a_respondent_is_published(made, bansong):
    exports = read_exports(bansong.raw, bansong.framework, bansong.forms)
    cells = {cell for export in exports for _, row in export.rows for cell in row}
    people = {address for cell in cells for address in re.findall(r"[\w.+-]+@[\w-]+\.\w+", cell)}
    assert len(people) > 30
    texts = [path.read_text(encoding="utf-8") for path in made.folder.rglob("*")
             if path.suffix in (".csv", ".html", ".ipynb", ".json", ".svg")]  # fmt: skip
    texts += [pd.read_parquet(path).to_csv() for path in (made.folder / "stages").iterdir()]
    assert len(texts) > 20
    assert not [person for person in people for text in texts if person in text]


def test_no_result_names_a_folder_of_the_machine(made):
    machine = [str(made.home), str(ROOT)]
    found = [name for name in files_in(made.folder) for folder in machine
             if folder.encode() in (made.folder / name).read_bytes()]  # fmt: skip
    assert found == []


def test_a_run_leaves_its_results_and_nothing_else(made):
    assert [path.name for path in (made.home / "outputs").iterdir()] == [AGENCY]
    assert [path.name for path in (made.home / "outputs" / AGENCY).iterdir()] == [str(YEAR)]


def test_a_run_does_not_touch_its_inputs(made):
    assert hashes_in(made.home / "data") == hashes_in(ROOT / "data")


def test_progress_names_every_notebook_and_its_question(made):
    said = "".join(made.said)
    for name in NAMES:
        notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        assert f"{name} {notebook.cells[0].source.splitlines()[0].lstrip('# ')}" in said
    assert f"[{len(NAMES) + 1}/{len(NAMES) + 1}]" in said


# The record of a run.


def test_record_says_done_and_with_which_parameters(made):
    assert made.record["status"] == "done"
    assert made.record["parameters"] == {
        "agency": AGENCY, "year": YEAR, "data_dir": "data", "output_dir": "outputs", "pdf": True
    }  # fmt: skip


def test_record_hashes_every_output(made):
    assert made.record["outputs"] == hashes_in(made.folder)


def test_record_hashes_every_input_of_the_year(made):
    data, inputs = made.home / "data", made.record["inputs"]
    home = f"agencies/{AGENCY}"
    needed = {"forms.toml", f"{home}/agency.toml", f"{home}/{YEAR}/published.csv", f"{home}/{YEAR}/guidance.csv"}
    needed |= {f"frameworks/{YEAR}/{name}" for name in files_in(data / "frameworks" / str(YEAR))}
    needed |= {f"{home}/{YEAR}/raw/{name}" for name in ("iit.csv", "eit.xlsx", "oit.csv")}
    assert needed <= set(inputs)
    assert all(publish.sha256(data / name) == digest for name, digest in inputs.items())


def test_record_hashes_the_other_years_that_a_page_shows(made):
    page = (made.folder / "html" / "03_reconcile.html").read_text(encoding="utf-8")
    for year in (2563, 2564):
        assert f"ปี {year}" in page
        assert f"agencies/{AGENCY}/{year}/published.csv" in made.record["inputs"]


def test_record_hashes_and_times_every_notebook(made):
    notebooks = made.record["notebooks"]
    assert sorted(notebooks) == NAMES
    for name, kept in notebooks.items():
        assert kept["sha256"] == publish.sha256(NOTEBOOKS / f"{name}.ipynb")
        assert 0 < kept["seconds"] <= made.record["seconds"] + 1


def test_record_names_the_versions(made):
    assert made.record["package"] == package_hash()
    versions = made.record["versions"]
    assert all(versions[name] == importlib.metadata.version(name) for name in ("italib", *LIBRARIES))
    assert made.record["started"] <= made.record["ended"]


# The same again.


def test_the_command_gives_the_same_bytes_in_another_folder(made, home):
    call = [sys.executable, "-m", "italib", "run", AGENCY, str(YEAR)]
    done = subprocess.run(call, cwd=home, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    folder = home / "outputs" / AGENCY / str(YEAR)
    assert hashes_in(folder) == hashes_in(made.folder)
    total, reconciled, address = done.stdout.splitlines()
    assert total == "เสร็จแล้ว คะแนนรวม 90.52 ระดับ A"
    assert reconciled == made.result.reconciled
    assert address.endswith((folder / "index.html").resolve().as_uri())
    steps = range(1, len(NAMES) + 2)
    assert all(f"[{step}/{len(steps)}] " in done.stderr for step in steps)


def test_running_keeps_the_cells_and_their_ids(made):
    for name in NAMES:
        source = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        executed = nbformat.read(made.folder / "notebooks" / f"{name}.ipynb", as_version=4)
        kept = [(cell.id, cell.source) for cell in executed.cells if cell.id != "injected-parameters"]
        assert kept == [(cell.id, cell.source) for cell in source.cells]


def test_only_one_notebook_again_keeps_the_other_results(copied):
    before, old_record = hashes_in(copied.folder), copied.record
    (copied.folder / "tables" / "gaps.csv").unlink()
    again = run_in(copied.home, only=["04_gaps"])
    assert hashes_in(again.folder) == before
    assert again.record["outputs"] == before
    assert again.record["notebooks"].keys() == old_record["notebooks"].keys()
    assert again.record["notebooks"]["01_clean"] == old_record["notebooks"]["01_clean"]
    assert [name for name in NAMES if name in "".join(again.said)] == ["04_gaps"]


def test_only_one_notebook_again_makes_all_where_an_input_has_changed(home, tmp_path):
    notebooks = small_notebook(tmp_path / "notebooks", "1")
    small_notebook(notebooks, "2", name="02_more")
    first = run_in(home, notebooks=notebooks).record
    rewrite(home / f"data/agencies/{AGENCY}/2564/published.csv", "85.26", "85.25")
    again = run_in(home, notebooks=notebooks, only=["02_more"])
    assert CLI["stale"] + "\n" in again.said
    assert again.record["inputs"] != first["inputs"]
    assert all(name in "".join(again.said) for name in ("01_small", "02_more"))


@pytest.mark.parametrize("output_dir", ["ผลลัพธ์", "out puts/2 'x'"], ids=["thai", "spaces and quotes"])
def test_an_executed_notebook_does_not_name_the_working_folder(home, tmp_path, output_dir):
    run_in(home, notebooks=small_notebook(tmp_path / "notebooks", "1"), output_dir=output_dir)
    executed = home / output_dir / AGENCY / str(YEAR) / "notebooks" / "01_small.ipynb"
    assert ".running" not in executed.read_text(encoding="utf-8")


@pytest.mark.parametrize("pdf", [True, False])
def test_only_a_notebook_that_declares_it_is_told_of_the_pdf(home, tmp_path, pdf):
    notebooks = small_notebook(tmp_path / "notebooks", f"assert pdf is {pdf}", parameters=f"{PARAMETERS}\npdf = True")
    small_notebook(notebooks, "assert 'pdf' not in globals()", name="02_more")
    assert run_in(home, notebooks=notebooks, pdf=pdf).record["parameters"]["pdf"] is pdf


def test_without_pdf_the_document_has_none(copied):
    again = run_in(copied.home, only=["07_document"], pdf=False)
    assert sorted(path.name for path in (again.folder / "document").iterdir()) == ["annual.docx", "annual.xlsx"]


def test_a_declared_parameter_reaches_the_notebook(home, tmp_path):
    notebooks = small_notebook(tmp_path / "notebooks", "assert least == 40", parameters=f"{PARAMETERS}\nleast = 1")
    assert run_in(home, notebooks=notebooks, parameters={"least": 40}).record["status"] == "done"


# Years of which only printed figures are held.


@pytest.mark.parametrize(("year", "verdict"), [(2563, "equal"), (2564, "within rounding")])
def test_a_year_of_printed_figures_reconciles(home, year, verdict):
    made = run_in(home, year)
    folder = home / "outputs" / AGENCY / str(year)
    scores = table(folder, "scores").set_index(["level", "code"])["verdict"]
    assert record_of(folder)["status"] == "done"
    assert scores["total", "total"] == verdict
    assert set(scores) == {verdict, ""}
    assert RECONCILED[verdict.removeprefix("within ")].partition(" {")[0] in made.result.reconciled
    assert made.result.reconciled in (folder / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in (folder / "document").iterdir()) == ["annual.docx", "annual.pdf", "annual.xlsx"]

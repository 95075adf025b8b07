"""The notebooks as committed, as the stock tools run them, and each of them alone."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from running import AGENCY, EVERY, NAMES, YEAR, files_in, hashes_in, new_clone, whole_run

from italib.notebooks import NOTEBOOKS

MADE_BY = {
    "01_clean": ["answers", "cleaning"],
    "02_score": ["scores"],
    "03_reconcile": ["audit"],
    "04_gaps": ["costs", "gaps", "intervals", "pathway", "strengths"],
    "05_trend": ["changes", "country", "trend"],
    "06_measures": ["actions", "measures"],
    "07_document": [],
}
BOOKS = {name: nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4) for name in EVERY}
every_notebook = pytest.mark.parametrize("notebook", BOOKS.values(), ids=BOOKS)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def parameters_of(notebook):
    (cell,) = [cell for cell in code_of(notebook) if "parameters" in cell.metadata.get("tags", [])]
    return {target.id: ast.literal_eval(line.value) for line in ast.parse(cell.source).body for target in line.targets}


# As committed.


@every_notebook
def test_a_notebook_is_committed_clean(notebook):
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"italib", "kernelspec", "language_info"}
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code_of(notebook))
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)


@every_notebook
def test_cell_ids_are_unique_names(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in ids)


@every_notebook
def test_the_parameters_cell_holds_the_four_parameters_as_literals(notebook):
    parameters = parameters_of(notebook)
    # That of a whole country looks at no agency unless it is told to.
    agency = "" if notebook is BOOKS["90_national"] else AGENCY
    # The notebook that writes the document may be told to leave out the PDF.
    assert parameters.pop("pdf", True) is True
    assert parameters == {"agency": agency, "year": YEAR, "data_dir": "data", "output_dir": "outputs"}


@every_notebook
def test_a_notebook_asks_a_question_first(notebook):
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# [ก-๛]", first.source)


@every_notebook
def test_a_notebook_is_short(notebook):
    lines = [len(cell.source.splitlines()) for cell in code_of(notebook)]
    assert sum(lines) < 150
    assert max(lines) <= 20


@every_notebook
def test_every_assertion_says_what_is_wrong(notebook):
    for cell in code_of(notebook):
        assert all(node.msg for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert))


def test_notebooks_are_numbered_in_order():
    assert [name[:2] for name in NAMES] == [f"{number:02}" for number in range(1, len(NAMES) + 1)]


# As the stock tools run them.


@pytest.mark.parametrize("start", [".", "notebooks"])
def test_stock_papermill_runs_a_notebook(tmp_path, start):
    clone = new_clone(tmp_path / "clone")
    papermill = Path(sys.executable).with_name("papermill")
    source = "notebooks/02_score.ipynb" if start == "." else "02_score.ipynb"
    call = [papermill, source, "out.ipynb", "-p", "year", "2565"]
    done = subprocess.run(call, cwd=clone / start, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert all(cell.execution_count for cell in code_of(nbformat.read(clone / start / "out.ipynb", as_version=4)))
    assert files_in(clone / "outputs" / AGENCY / str(YEAR) / "tables") == ["scores.csv"]
    assert not (clone / "notebooks" / "outputs").exists()


def test_every_notebook_alone_in_a_fresh_clone_gives_what_the_whole_run_gives(tmp_path, tmp_path_factory):
    """Run All of JupyterLab: the notebook as it is, from its own folder, none of the others having run."""
    alone = {}
    for name in NAMES:
        clone = new_clone(tmp_path / name)
        notebook = nbformat.read(clone / "notebooks" / f"{name}.ipynb", as_version=4)
        NotebookClient(notebook, resources={"metadata": {"path": str(clone / "notebooks")}}, timeout=120).execute()
        assert files_in(clone / "notebooks") == [f"{name}.ipynb" for name in EVERY]
        made = hashes_in(clone / "outputs" / AGENCY / str(YEAR))
        assert sorted(Path(path).stem for path in made if path.startswith("tables/")) == MADE_BY.get(name, [])
        alone |= made
    together = hashes_in(whole_run(tmp_path_factory.getbasetemp()).folder)
    assert alone == {
        path: digest
        for path, digest in together.items()
        if path.split("/")[0] in ("tables", "figures", "stages", "document")
    }

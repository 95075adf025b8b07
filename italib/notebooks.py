"""The notebooks of the project: which there are, what each asks, and which parameters it takes."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import nbformat

from italib.problems import InputError, Problem, stop_if

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
# The names of the notebooks of an agency-year; those of a whole country begin with 9.
OF_AGENCY_YEAR = "0[0-9]_*.ipynb"


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """A notebook from a file. Raises InputError where it is none."""
    try:
        return nbformat.read(path, as_version=4)
    except nbformat.reader.NotJSONError as wrong:
        raise InputError([Problem.of("bad_notebook", path)]) from wrong


def select(notebooks: Path, only: Sequence[str]) -> list[str]:
    """The names of the notebooks to run, in order. Raises InputError where one is not there."""
    known = sorted(path.stem for path in notebooks.glob(OF_AGENCY_YEAR))
    if not known:
        raise InputError([Problem.of("no_notebooks", notebooks)])
    unknown = [name for name in only if name not in known]
    stop_if(Problem.of("unknown_notebook", notebooks, found=name, known=", ".join(known)) for name in unknown)
    return [name for name in known if not only or name in only]


def question(notebook: nbformat.NotebookNode) -> str:
    """The question that a notebook answers: its first heading."""
    first = next(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.sub(r"^#+\s*", "", first.strip().partition("\n")[0])


def declared(notebook: nbformat.NotebookNode) -> list[str] | None:
    """The parameters that a notebook declares; None where it has no cell for them."""
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    return re.findall(r"^(\w+)\s*(?::[^=]+)?=", cells[0].source, flags=re.MULTILINE) if cells else None


def parameter_problems(
    notebooks: Path,
    names: Iterable[str],
    fixed: Mapping[str, object],
    optional: Collection[str],
    extra: Mapping[str, object],
) -> list[Problem]:
    """papermill passes undeclared parameters on with a warning, and their names unchecked; here both are errors.

    `optional` parameters are the command's too, but go only to the notebooks that declare them.
    """
    problems = []
    for name in extra:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            problems.append(Problem.of("parameter_name", notebooks, found=name))
        elif name in fixed or name in optional:
            problems.append(Problem.of("parameter_fixed", notebooks, found=name))
    for name in names:
        path = notebooks / f"{name}.ipynb"
        known = declared(read_notebook(path))
        if known is None:
            problems.append(Problem.of("no_parameters_cell", path))
            continue
        problems += [
            Problem.of("parameter_undeclared", path, found=parameter, declared=", ".join(known))
            for parameter in (*fixed, *extra)
            if parameter not in known
        ]
    return problems

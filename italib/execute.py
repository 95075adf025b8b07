"""One notebook through papermill: executed in a kernel of its own, kept without a trace of place and time."""

from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.translators import PythonTranslator
from traitlets.config import Config

from italib import disk, engine, stops
from italib.messages import CLI

KERNEL = "python3"
# Answers travel between a kernel and this process; other users of the machine must not be able to listen.
ENCRYPTED = Config({"KernelManager": {"transport_encryption": "auto"}})
# A cell that takes longer than this hangs; the slowest takes some seconds.
CELL_SECONDS = 900
# So that it is there in a copy of the project that was never installed, too.
papermill_engines.register(engine.ENGINE, engine.ForkEngine)
STOPPED = (PapermillExecutionError, DeadKernelError, CellTimeoutError)


def execute(source: Path, target: Path, values: Mapping[str, object], output_dir: str) -> None:
    """Run one notebook. What is kept of it names neither the working folder nor the time: two runs give the same.

    Raises one of STOPPED where the notebook stops, which is kept as far as it came; OSError where it can't be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with stops.naming(target):
            papermill.execute_notebook(
                _literal(source),
                _literal(target),
                parameters=dict(values),
                progress_bar=False,
                kernel_name=KERNEL,
                engine_name=engine.ENGINE,
                # The folder of a run that is killed is cleared away, and writing its pictures at every cell takes long.
                save_cells=False,
                language="python",
                execution_timeout=CELL_SECONDS,
                # A notebook is done with its last cell; waiting for its kernel to say goodbye takes half a second.
                shutdown_kernel="immediate",
                config=ENCRYPTED,
            )
    except STOPPED:
        if target.is_file():
            _clean(target, values, output_dir)
        raise
    _clean(target, values, output_dir)


def why(stopped: Exception) -> str:
    """What stopped a notebook, and what to do where the system did: Thai, but for the words of a cell's error."""
    if isinstance(stopped, DeadKernelError):
        return CLI["kernel_died"]
    if isinstance(stopped, CellTimeoutError):
        return CLI["cell_hangs"].format(seconds=CELL_SECONDS)
    told = f"{stopped.ename}: {stopped.evalue}"
    problem = stops.problem_in(stopped.evalue)
    return f"{told}\n{problem}" if problem else told


def _clean(target: Path, values: Mapping[str, object], output_dir: str) -> None:
    notebook = nbformat.read(target, as_version=4)
    _without_run_details(notebook, str(values["output_dir"]), output_dir)
    disk.write(target, nbformat.writes(notebook).encode("utf-8"))


def _literal(path: Path) -> str:
    """A path as papermill takes it literally: it fills in braces otherwise."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _without_run_details(notebook: nbformat.NotebookNode, working: str, shown: str) -> None:
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            written, wanted = map(PythonTranslator.translate, (working, shown))
            cell.source = cell.source.replace(written, wanted)
            # papermill gives this cell a new id at every run.
            cell.id = "injected-parameters"

"""A papermill engine that starts no kernel: a notebook runs in a fork of this process, where all is imported already.

Every notebook has a fresh process, with a namespace, settings and memory of its own, and what papermill and nbclient
make of it is what they make of a kernel's messages.
"""

import ast
import contextlib
import importlib
import logging
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec

import nbformat
from papermill.engines import NBClientEngine
from tqdm import TMonitor

from italib.fork import CAN_FORK, lasting
from italib.fork_client import ForkClient
from italib.messages import CLI

# What is worth importing once for all notebooks. What else one imports, its own process does.
STACK = ("IPython", "italib", "matplotlib", "numpy", "pandas", "seaborn")

log = logging.getLogger("papermill")
_said: set[str] = set()


class Engine(NBClientEngine):
    """Runs a notebook in a fork; where that can't be, as stock papermill does, and says so once."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, save_cells=True, **options):
        """Run all cells of a notebook. Takes the options of the stock engine, and raises what it raises.

        `save_cells`: the notebook is saved before and after every cell, as stock papermill does, or once at its end.
        """
        if not save_cells:
            with _unsaved(nb_man):
                cls.execute_managed_notebook(nb_man, kernel_name, **options)
            return
        why = why_not(kernel_name)
        if why:
            if why not in _said:
                _said.add(why)
                log.warning(CLI[why].format(kernel=kernel_name))
            super().execute_managed_notebook(nb_man, kernel_name, **options)
            return
        warm(nb_man.nb)
        _run_in_fork(nb_man, kernel_name, **options)


@contextlib.contextmanager
def _unsaved(nb_man) -> Iterator[None]:
    """Nothing is saved meanwhile; papermill saves a notebook once more when it is over, however it is."""
    path, nb_man.output_path = nb_man.output_path, None
    try:
        yield
    finally:
        nb_man.output_path = path


def why_not(kernel_name: str) -> str:
    """Why a notebook can't run in a fork of this process, as a key of messages.CLI; nothing where it can."""
    if not CAN_FORK:
        return "no_fork"
    if not _is_ours(kernel_name):
        return "other_kernel"
    _end_progress_watch()
    return "threads" if _threads() > 1 else ""


def warm(notebook: nbformat.NotebookNode) -> None:
    """Import what a notebook imports of the stack and is not imported yet, once for all forks of this process."""
    names = {name for name in _imported(notebook) if name.partition(".")[0] in STACK}
    new = [name for name in sorted(names) if name not in sys.modules and find_spec(name)]
    if new:
        with lasting():
            for name in new:
                importlib.import_module(name)


def _imported(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """The modules that the code of a notebook names in its imports."""
    for cell in notebook.cells:
        try:
            tree = ast.parse(cell.source if cell.cell_type == "code" else "")
        except SyntaxError:  # Magics, or a mistake that the cell itself will show.
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module
                if node.module == "italib":
                    yield from (f"italib.{alias.name}" for alias in node.names)


def _is_ours(kernel_name: str) -> bool:
    """Whether a kernel is IPython of this very Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        started_by = KernelSpecManager().get_kernel_spec(kernel_name).argv
    except NoSuchKernel:
        return False
    # jupyter_client takes these names for the Python that runs it.
    pythons = {sys.executable, "python", "python3", f"python{sys.version_info[0]}.{sys.version_info[1]}"}
    return started_by[0] in pythons and any("ipykernel" in word for word in started_by)


def _threads() -> int:
    """How many threads of Python this process has; those of numpy and Arrow see to forks themselves."""
    return threading.active_count()


def _end_progress_watch() -> None:
    """End the thread by which tqdm watches over papermill's progress bar; with the next bar it starts again."""
    for thread in threading.enumerate():
        if isinstance(thread, TMonitor):
            thread.exit()


def _run_in_fork(nb_man, kernel_name, log_output=False, start_timeout=60, execution_timeout=None, **options):
    """As the stock engine runs a notebook, with a kernel that is a fork."""
    for of_paths in ("input_path", "timeout", "startup_timeout"):
        options.pop(of_paths, None)
    ForkClient(
        nb_man,
        **options,
        timeout=execution_timeout,
        startup_timeout=start_timeout,
        kernel_name=kernel_name,
        log=log,
        log_output=log_output,
    ).execute()

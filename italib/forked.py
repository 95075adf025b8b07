"""A papermill engine that starts no kernel: a notebook runs in a fork of this process, where all is imported already.

Every notebook has a fresh process, with a namespace, settings and memory of its own, and what papermill and nbclient
make of it is what they make of a kernel's messages.
"""

import ast
import asyncio
import contextlib
import importlib
import logging
import os
import signal
import sys
import threading
import uuid
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from multiprocessing.connection import Connection
from queue import Empty

import nbformat
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from tqdm import TMonitor

from italib.fork import CAN_FORK, Child, fork, lasting
from italib.messages import CLI

IOPUB, SHELL = "iopub", "shell"
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
    """Import what a fork needs and what its notebook imports of the stack, once for all forks of this process."""
    import_all({"italib.kernel", *imported(notebook)})


def import_all(names: Iterable[str]) -> None:
    """Import those modules of the stack that are there and were not imported yet."""
    new = [name for name in names if name.partition(".")[0] in STACK and name not in sys.modules and find_spec(name)]
    if new:
        with lasting():
            for name in sorted(new):
                importlib.import_module(name)


def imported(notebook: nbformat.NotebookNode) -> Iterator[str]:
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


class ForkClient(PapermillNotebookClient):
    """papermill's client of a kernel that is a fork of this process."""

    def create_kernel_manager(self):
        """The fork, not started yet, which is its own manager and client."""
        self.km = ForkedKernel()
        return self.km


class ForkedKernel:
    """A fork that answers requests: what nbclient asks of a kernel's manager and client, without sockets."""

    allow_stdin = False

    def __init__(self):
        self._child: Child | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # The manager.

    @property
    def has_kernel(self) -> bool:
        """Whether it was started."""
        return self._child is not None

    def start_kernel(self, cwd: str | None = None, **of_processes) -> None:
        """Fork."""
        self._child = fork(partial(_serve, cwd))

    def client(self) -> "ForkedKernel":
        """The client."""
        return self

    def is_alive(self) -> bool:
        """Whether the fork still runs."""
        return self._child is not None and self._child.ended() is None

    def interrupt_kernel(self) -> None:
        """Interrupt the cell that runs."""
        os.kill(self._child.pid, signal.SIGINT)

    def shutdown_kernel(self, now: bool = False) -> None:
        """End the fork."""
        self.cleanup_resources()

    def cleanup_resources(self) -> None:
        """Let go of everything: the loop must forget a descriptor before the system gives its number away again."""
        if self._loop is not None and not self._child.connection.closed:
            self._loop.remove_reader(self._child.connection.fileno())
        self._child.kill()

    # The client.

    def start_channels(self) -> None:
        """Listen to the fork."""
        self._loop = asyncio.get_running_loop()
        self.shell_channel, self.iopub_channel = Channel(), Channel()
        self._loop.add_reader(self._child.connection.fileno(), self._hear)

    def stop_channels(self) -> None:
        """Nothing is left to stop once the fork is gone."""

    async def wait_for_ready(self, timeout: float) -> None:
        """Wait until the shell is there. Raises RuntimeError as a kernel's client does."""
        try:
            await self.shell_channel.get_msg(timeout)
        except Empty:
            raise RuntimeError(f"Kernel didn't respond in {timeout} seconds") from None

    def kernel_info(self) -> str:
        """Ask for the language; the answer is known here."""
        request = uuid.uuid4().hex
        told = {"language_info": language_info()}
        self.shell_channel.put({"parent_header": {"msg_id": request}, "content": told})
        return request

    def execute(self, code: str, **of_messages) -> str:
        """Ask for a cell to be run; the id of the request."""
        request = uuid.uuid4().hex
        header = {"msg_id": request, "msg_type": "execute_request"}
        self._child.connection.send({"header": header, "content": {"code": code}})
        return request

    def _hear(self) -> None:
        """One message of the fork."""
        try:
            channel, message = self._child.connection.recv()
        except (EOFError, OSError):  # It ended, perhaps within a message; `is_alive` tells nbclient.
            self._loop.remove_reader(self._child.connection.fileno())
            return
        (self.shell_channel if channel == SHELL else self.iopub_channel).put(message)


def _serve(cwd: str | None, connection: Connection) -> None:
    from italib.kernel import serve

    if cwd:
        os.chdir(cwd)
    serve(connection)


class Channel:
    """The messages of one kind, in order."""

    def __init__(self):
        self._messages: asyncio.Queue = asyncio.Queue()

    def put(self, message: dict) -> None:
        """Add a message."""
        self._messages.put_nowait(message)

    async def get_msg(self, timeout: float | None = None) -> dict:
        """The next message. Raises queue.Empty where none comes in time."""
        try:
            return await asyncio.wait_for(self._messages.get(), timeout)
        except TimeoutError:
            raise Empty from None


def language_info() -> dict:
    """The language of the notebook as IPython's kernel tells it."""
    from ipykernel.ipkernel import IPythonKernel

    return dict(IPythonKernel.language_info)

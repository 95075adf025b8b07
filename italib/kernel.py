"""What runs in the fork of a notebook: IPython's own shell, which sends through a pipe what a kernel sends to a client.

The shell, its display and its errors are those of ipykernel, so that outputs are the same; only the sockets are not
there. A message of the pipe is `(channel, message)`, with the channels and messages of Jupyter.
"""

import asyncio
import builtins
import codecs
import contextlib
import importlib
import io
import os
import select
import signal
import sys
import threading
import time
import types
import warnings
from multiprocessing.connection import Connection
from pathlib import Path

import matplotlib as mpl
import numpy as np
from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import json_clean
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from IPython.core.shellapp import InteractiveShellApp
from jupyter_client.session import Session
from traitlets import Any, Instance
from traitlets.config import Config

from italib.stops import ENDING

IOPUB, SHELL = "iopub", "shell"
# As ipykernel does it: what is printed is told so many seconds later, if no message is sent before.
TELL_SECONDS = 0.2
CHUNK = 1 << 16
INLINE = "module://matplotlib_inline.backend_inline"


class PipeSession(Session):
    """A session whose messages go through a pipe, after all that was printed before them."""

    pipe = Instance(Connection)
    lock = Any()
    # What standard output and error tell; the request that is answered; the last error, for the reply.
    printed = Any(())
    request = None
    error = None

    def send(self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, **of_sockets):
        """Send a message, ready or still to be made, on the channel `stream`: that of outputs if it is none."""
        message = msg_or_type
        if isinstance(message, str):
            message = self.msg(message, content=json_clean(content), parent=parent)
        if message["msg_type"] == "error":
            self.error = message["content"]
        with self.lock:
            for printed in self.printed:
                printed.read()
                self.tell(printed)
            self.pipe.send((stream or IOPUB, {**message, "buffers": buffers or []}))
        return message

    def tell(self, printed: "Printed") -> None:
        """Send what was read of a stream; to be called under the lock."""
        if printed.text:
            told = {"name": printed.name, "text": printed.text}
            self.pipe.send((IOPUB, self.msg("stream", content=told, parent=self.request)))
            printed.text = ""


class Printed(threading.Thread):
    """What is printed on a standard stream, by Python and by C code alike, in the order in which it was.

    The descriptor leads into a pipe, and what waits there is read before any message is sent. A thread reads it too, so
    that the pipe never fills up, and tells of it while a cell runs.
    """

    def __init__(self, session: PipeSession, name: str, descriptor: int):
        super().__init__(name=name, daemon=True)
        self.text, self._session, self._told = "", session, time.monotonic()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._reads, writes = os.pipe()
        os.set_blocking(self._reads, False)
        os.dup2(writes, descriptor)
        os.close(writes)

    def read(self) -> None:
        """Read all that is there; to be called under the lock."""
        with contextlib.suppress(BlockingIOError):
            while written := os.read(self._reads, CHUNK):
                self.text += self._decoder.decode(written)

    def run(self) -> None:
        """Read whatever comes, and tell of it a little later, together with what follows meanwhile."""
        while True:
            select.select([self._reads], [], [], None if not self.text else TELL_SECONDS)
            with self._session.lock:
                had = bool(self.text)
                self.read()
                if not had:
                    self._told = time.monotonic()
                elif time.monotonic() - self._told > TELL_SECONDS:
                    self._session.tell(self)


class PipeShell(ZMQInteractiveShell):
    """The shell of ipykernel without its event loops for windows."""

    def enable_gui(self, gui=None):
        """Remember what draws; nothing opens a window here."""
        self.active_eventloop = gui


def serve(pipe: Connection) -> None:
    """Answer the requests of a pipe until it ends: `(message, code)` each, as `execute_request` has them."""
    session = PipeSession(pipe=pipe, lock=threading.RLock())
    _settle(session)
    config = Config({"HistoryManager": {"hist_file": ":memory:"}})
    # What a shell asks of its kernel is only whether windows are open.
    shell = PipeShell.instance(
        config=config, kernel=types.SimpleNamespace(eventloop=None), compiler_class=XCachingCompiler, user_ns={}
    )
    for sender in (shell.displayhook, shell.display_pub):
        sender.session = session
    session.send(SHELL, "kernel_info_reply", {"status": "ok"})
    # Not asyncio.run: it would turn an interrupt into a cancelled task, and a cell is to see it as its own error.
    asyncio.new_event_loop().run_until_complete(_answer(pipe, session, shell))


def _settle(session: PipeSession) -> None:
    """What a process has that was started anew: its own chance, standard streams and way of drawing."""
    for ending in ENDING:
        signal.signal(ending, signal.SIG_DFL)
    np.random.seed()
    _default_warnings()
    os.environ.setdefault("MPLBACKEND", INLINE)
    mpl.rcParams["backend"] = os.environ["MPLBACKEND"]
    # The folder of the command that forked is none of the notebook's; that it runs in is.
    if Path(sys.path[0]).resolve() == Path(sys.argv[0]).resolve().parent:
        del sys.path[0]
    InteractiveShellApp().init_path()
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    session.printed = [Printed(session, "stdout", 1), Printed(session, "stderr", 2)]
    for printed in session.printed:
        printed.start()
    sys.stdout, sys.stderr = (
        open(descriptor, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
        for descriptor in (1, 2)
    )
    builtins.input = _no_input


def _default_warnings() -> None:
    """Warn of what a new process warns of (Python's documentation, "Default Warning Filter"), and anew."""
    warnings.resetwarnings()
    for category in (ResourceWarning, ImportWarning, PendingDeprecationWarning, DeprecationWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
    # The options of the interpreter go on top, and whoever had warnings told elsewhere is forgotten.
    importlib.reload(warnings)


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


async def _answer(pipe: Connection, session: PipeSession, shell: PipeShell) -> None:
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(pipe.fileno(), asked.set)
    while True:
        await asked.wait()
        asked.clear()
        try:
            request = pipe.recv()
        except EOFError:
            return
        await _execute(request, session, shell)


async def _execute(request: dict, session: PipeSession, shell: PipeShell) -> None:
    """Run one cell, in the order of messages that a kernel keeps."""
    code = request["content"]["code"]
    shell.set_parent(request)
    session.request, session.error = request, None
    session.send(IOPUB, "status", {"execution_state": "busy"}, parent=request)
    told = {"code": code, "execution_count": shell.execution_count}
    session.send(IOPUB, "execute_input", told, parent=request)
    await _run_cell(code, shell)
    sys.stdout.flush()
    sys.stderr.flush()
    reply = {"status": "error", **session.error} if session.error else {"status": "ok"}
    session.send(SHELL, "execute_reply", {**reply, "execution_count": shell.execution_count - 1}, parent=request)
    session.send(IOPUB, "status", {"execution_state": "idle"}, parent=request)


async def _run_cell(code: str, shell: PipeShell) -> None:
    """Run the code of a cell as ipykernel does: in the running loop, so that a cell may await."""
    try:
        transformed, wrong = shell.transform_cell(code), None
    except Exception:  # Shown by run_cell_async, as an error of the cell.
        transformed, wrong = code, sys.exc_info()
    result = await shell.run_cell_async(
        code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=wrong
    )
    shell.events.trigger("post_execute")
    shell.events.trigger("post_run_cell", result)

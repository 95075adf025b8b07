"""A kernel that is a fork of this process, and papermill's client of it: a pipe in place of a kernel's sockets."""

import asyncio
import os
import signal
import uuid
from functools import partial
from multiprocessing.connection import Connection
from queue import Empty

from papermill.clientwrap import PapermillNotebookClient

from italib.fork import Child, fork
from italib.kernel import SHELL, serve


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

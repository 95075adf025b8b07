"""A piece of work in a fork of this process: it starts with all that is imported here, and its memory dies with it."""

import contextlib
import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection

CAN_FORK = hasattr(os, "fork")
# prctl(2): the signal that a process gets when its parent ends.
PR_SET_PDEATHSIG = 1
RAISED = 1
# So long a process that is asked to end may clear up.
SECONDS_TO_END = 5


def cpus() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def lasting() -> Iterator[None]:
    """What is made meanwhile, say by imports, lasts as long as the process: it is never looked through for garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@dataclass
class Child:
    """A forked process and the pipe to it, which reads as ended when the process has, however it did."""

    pid: int
    connection: Connection
    _status: int | None = None

    def ended(self, wait: bool = False) -> int | None:
        """How the process ended: 0, another exit status, or a signal as a negative number; None while it lives."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, 0 if wait else os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def kill(self) -> None:
        """End the process at once, and let go of the pipe."""
        if self.ended() is None:
            # With what it has started itself: it leads a session of its own.
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:  # It leads none yet.
                os.kill(self.pid, signal.SIGKILL)
            self.ended(wait=True)
        self.connection.close()


def in_fork(call: Callable[[], object]) -> object:
    """What `call` returns, computed in a fork: for a library whose threads this process must not have when it forks.

    Raises what it raises, made anew from its arguments, and RuntimeError where the fork ends without a word.
    """
    child = fork(lambda connection: connection.send(_told(call)))
    try:
        returned, value = child.connection.recv()
    except EOFError:
        raise RuntimeError(f"fork ended with {child.ended(wait=True)}") from None
    finally:
        child.kill()
    if returned:
        return value
    kind, told = value
    raise kind(*told)


def _told(call: Callable[[], object]) -> tuple[bool, object]:
    try:
        return True, call()
    except Exception as wrong:
        return False, (type(wrong), wrong.args)


def fork(work: Callable[[Connection], None]) -> Child:
    """Start `work` in a fork of this process, which ends when `work` returns; where it raises, with a traceback.

    The process is one of a session of its own, so that Ctrl-C reaches this one alone, and ends with this one. Only the
    calling thread lives on in a fork: a process that has others must not be forked.
    """
    ours, theirs = Pipe()
    # What is written here but not sent yet would be sent twice.
    sys.stdout.flush()
    sys.stderr.flush()
    parent, pid = os.getpid(), os.fork()
    if pid:
        theirs.close()
        return Child(pid, ours)
    status = RAISED
    try:
        # What is here already outlives the fork: to look through it for what is not needed would copy its pages.
        gc.freeze()
        ours.close()
        os.setsid()
        _end_with(parent)
        work(theirs)
        status = 0
    except KeyboardInterrupt:
        # Whoever asked it to end knows.
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        # Nothing of the parent's may be cleared up here.
        os._exit(status)
    return None


def _end_with(parent: int) -> None:
    """End this process when its parent does. Only Linux can tell; elsewhere the pipe says so at the next message."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(RAISED)


def end(children: Sequence[Child]) -> None:
    """End children: they are asked to, so that they clear up, and those that don't are killed."""
    for child in children:
        if child.ended() is None:
            os.kill(child.pid, signal.SIGTERM)
    for child in children:
        with contextlib.suppress(EOFError, OSError):
            child.connection.poll(SECONDS_TO_END)
        child.kill()

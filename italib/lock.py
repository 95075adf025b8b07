"""One run of an agency-year at a time: a lock of the operating system, which ends with its process, however it ends."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from italib.problems import InputError, Problem


class Busy(InputError):
    """Another process is at work there."""


if sys.platform == "win32":
    import msvcrt

    def _take(opened: int) -> bool:
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _remove(path: Path, opened: int) -> None:
        # A file that is open can't be removed there: an empty one stays, and locks nothing.
        msvcrt.locking(opened, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(opened: int) -> bool:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _remove(path: Path, opened: int) -> None:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file `path`. Raises Busy, an InputError, where another process holds it."""
    opened = _opened(path)
    try:
        yield
    finally:
        try:
            _remove(path, opened)
        finally:
            os.close(opened)


def _opened(path: Path) -> int:
    """The lock file, open and locked."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            # A run that ended just now took the empty folder away.
            continue
        if not _take(opened):
            os.close(opened)
            raise Busy([Problem.of("already_running", path)])
        # Whoever held it may have removed it since it was opened here, and a file without a name keeps nobody out.
        if path.exists() and os.path.samestat(os.fstat(opened), path.stat()):
            return opened
        os.close(opened)

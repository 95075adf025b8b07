"""What the system refused, told as a problem of a file and what to do: full disk, no access, a file that is gone."""

import contextlib
import errno
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

from italib.problems import InputError, Problem

KEYS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EACCES: "no_access",
    errno.EPERM: "no_access",
    errno.EBUSY: "no_access",
    errno.EROFS: "read_only",
    errno.ENOENT: "gone",
    errno.EISDIR: "is_a_folder",
    errno.ENOTDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",
    errno.EMFILE: "too_many_open",
    errno.ENFILE: "too_many_open",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EIO: "disk_broken",
}
# Errors that Windows numbers its own way, where only their text is known: no access, file in use, disk full.
WINDOWS = {5: errno.EACCES, 32: errno.EACCES, 33: errno.EACCES, 112: errno.ENOSPC}
# Errors of Python itself that carry no number.
BY_CLASS = {
    FileNotFoundError: errno.ENOENT,
    PermissionError: errno.EACCES,
    IsADirectoryError: errno.EISDIR,
    NotADirectoryError: errno.ENOTDIR,
    FileExistsError: errno.EEXIST,
}
TOLD = re.compile(r"\[(?P<kind>Errno|WinError) (?P<number>\d+)\] (?P<why>[^:'\"\]]+)(: ['\"](?P<file>[^'\"]+)['\"])?")
# Signals that ask a program to end; what is undone must be undone then as after Ctrl-C.
ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def problem_of(wrong: OSError) -> Problem | None:
    """The problem that an error of the system tells of; None for an error that has neither number nor known kind."""
    number = wrong.errno or BY_CLASS.get(type(wrong))
    if number is None:
        return problem_in(str(wrong))
    return _problem(number, wrong.strerror or str(wrong), wrong.filename)


def problem_in(text: str) -> Problem | None:
    """The problem of the first error of the system that a text tells of, as that of another process does.

    >>> problem_in("OSError: [Errno 28] No space left on device: 'a.csv'").file
    'a.csv'
    """
    told = TOLD.search(text)
    if told is None:
        return None
    number = int(told["number"])
    return _problem(WINDOWS.get(number, 0) if told["kind"] == "WinError" else number, told["why"], told["file"])


def _problem(number: int, why: str, file: object) -> Problem:
    where = Path(os.fsdecode(file)) if isinstance(file, str | bytes | os.PathLike) else Path()
    return Problem.of(KEYS.get(number, "refused"), where, why=why.strip())


@contextlib.contextmanager
def before_anything_is_written() -> Iterator[None]:
    """An error of the system in here is a problem of the input or the call: raises InputError with it."""
    try:
        yield
    except OSError as wrong:
        problem = problem_of(wrong)
        if problem is None:
            raise
        raise InputError([problem]) from wrong


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """An error of the system in here that names no file is one of `path`."""
    try:
        yield
    except OSError as wrong:
        wrong.filename = wrong.filename or str(path)
        raise


@contextlib.contextmanager
def ending_like_ctrl_c() -> Iterator[None]:
    """A request to end raises KeyboardInterrupt in here, so that it is cleared up; one that is ignored stays so."""
    before = {number: signal.getsignal(number) for number in ENDING}
    taken = [number for number in ENDING if before[number] is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])

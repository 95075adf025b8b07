"""Spreadsheets of a stranger, opened in a process of its own within bounds of memory and time."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from italib import bounds
from italib.encoding import BLOCK, kind_of
from italib.messages import KINDS
from italib.problems import InputError, Problem

CHILD = Path(__file__).with_name("spreadsheet_child.py")
# With this the interpreter ends on an error that nothing caught, as where the reader itself fails on a broken file.
ERROR = 1


def lines(path: Path) -> Iterator[str | list[list[str]] | dict[str, str]]:
    """A spreadsheet as it is read: the name of a sheet, then its rows in blocks, or `{"hidden": name}`.

    Sheets that Excel hides are named and not read.

    Macros, links and formulas are not followed: a cell is the value that was saved in it. Memory and CPU time are
    bounded by the system on POSIX; on Windows only the time is, by the clock. Raises InputError where the file is no
    spreadsheet, can't be read or lies beyond a bound.
    """
    _check_kind(path)
    command = [sys.executable, "-P", str(CHILD), str(path.absolute()), json.dumps(bounds.limits())]
    quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **quiet) as child:
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(bounds.SECONDS, end)
        clock.start()
        try:
            whole = yield from _told(child.stdout, path)
        finally:
            # Also where the reader of these lines stops early, or the user does.
            clock.cancel()
            child.kill()
    if late.is_set():
        raise bounds.beyond(path, "beyond_seconds")
    if not whole:
        if child.returncode == ERROR:
            raise InputError([Problem.of("bad_spreadsheet", path)])
        raise bounds.beyond(path, "beyond_memory")


def _told(output, path: Path):
    """The lines of the child; whether it came to its end."""
    for line in output:
        # A child that is ended leaves half a line.
        if not line.endswith(b"\n"):
            return False
        told = json.loads(line)
        if told is True:
            return True
        if isinstance(told, dict) and "hidden" not in told:
            raise _error(told, path)
        yield told
    return False


def _error(told: dict, path: Path) -> InputError:
    if "bound" in told:
        return bounds.beyond(path, told["bound"], found=told.get("found"))
    return InputError([Problem.of(told["wrong"], path)])


def _check_kind(path: Path) -> None:
    """InputError where a file is too large, or by its first bytes something else than its name says."""
    size = path.stat().st_size
    if size > bounds.SPREADSHEET_BYTES:
        raise bounds.beyond(path, "beyond_spreadsheet", found=size)
    with path.open("rb") as file:
        head = file.read(BLOCK)
    kind = kind_of(head)
    if kind == "ole":
        raise InputError([Problem.of("locked_spreadsheet", path)])
    if kind and kind not in (path.suffix.lower().removeprefix("."), "zip"):
        raise InputError([Problem.of("other_kind", path, kind=KINDS[kind])])
    if not kind:
        raise InputError([Problem.of("bad_spreadsheet", path)])

"""Faults to put into a run: a power cut at any step on the disk, a disk of a few kilobytes, a program to stop."""

import contextlib
import errno
import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from running import AGENCY, ROOT, YEAR, small_notebook

STEPS = ("mkdir", "fsync", "replace", "rename", "unlink", "rmdir")


class PowerCut(BaseException):
    """Nothing happens any more, also no clearing up."""


class Disk:
    """Counts the steps on the disk, and cuts the power before one of them."""

    def __init__(self, monkeypatch, cut_before: int = 0):
        self.steps, self.cut_before, self.synced, self.moved = 0, cut_before, set(), []
        for name in STEPS:
            monkeypatch.setattr(os, name, self._step(name, getattr(os, name)))

    def _step(self, name, really):
        def step(*args, **how):
            self.steps += 1
            if self.cut_before and self.steps >= self.cut_before:
                raise PowerCut
            if name == "fsync":
                self.synced.add(os.fstat(args[0]).st_ino)
            if name == "rename":
                self.moved.append((Path(args[0]), set(self.synced)))
            return really(*args, **how)

        return step


def without_kernel(monkeypatch, content: bytes) -> None:
    """Let papermill keep a notebook as it is and write a table, at once."""
    from italib import disk

    def execute_notebook(source, target, parameters, **how):
        folder = Path(parameters["output_dir"]) / parameters["agency"] / str(parameters["year"])
        disk.write(folder / "tables" / "made.csv", content)
        nbformat.write(nbformat.read(source, as_version=4), target)

    monkeypatch.setattr("papermill.execute_notebook", execute_notebook)


@contextlib.contextmanager
def small_disk(folder: Path, size: str, files: int = 1000):
    """A disk of its own at `folder`, as small as that; skips the test where none can be had."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount")
    how = [mount, "-t", "tmpfs", "-o", f"size={size},nr_inodes={files}", "tmpfs", str(folder)]
    if mount is None or subprocess.run(how, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Program:
    """`italib run` of a project folder as a program of its own, stopped in the middle of a notebook."""

    def __init__(self, home: Path, checked):
        self.kernel_said = home / "kernel"
        waits = f"import os, pathlib, time\npathlib.Path({str(self.kernel_said)!r}).write_text(str(os.getpid()))\n"
        small_notebook(home / "waits", f"{waits}time.sleep(60)")
        # The inputs are known to be good; reading them again takes longer than all the rest.
        (home / "checked").write_bytes(pickle.dumps(checked))
        code = """if True:
            import pickle, sys
            from pathlib import Path
            from italib import cli, run
            run.run.__kwdefaults__["notebooks"] = Path("waits")
            run.check = lambda *args: pickle.loads(Path("checked").read_bytes())
            cli.main()
        """
        words = [sys.executable, "-c", code, "run", AGENCY, str(YEAR)]
        self.process = subprocess.Popen(
            words, cwd=home, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def stop(self, send) -> tuple[int, str]:
        """`send` to the program once its kernel is at work; its exit status and what it said."""
        within(40, lambda: self.kernel_said.is_file() and self.kernel_said.read_text() != "")
        send(self.process.pid)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said

    def kernel_is_gone(self) -> bool:
        """Whether the kernel is no more, or only waits for its end to be noticed."""
        status = Path(f"/proc/{self.kernel_said.read_text()}/stat")
        try:
            return status.read_text().rpartition(")")[2].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True


def within(seconds: float, happened) -> None:
    """Wait until something has happened, or fail."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def refused(number: int):
    """A step on the disk that the system refuses without a name, as it does a write."""

    def refuse(*args, **how):
        raise OSError(number, os.strerror(number))

    return refuse


FULL, NO_ACCESS, READ_ONLY = errno.ENOSPC, errno.EACCES, errno.EROFS

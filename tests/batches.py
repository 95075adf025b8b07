"""Batches in a process of their own, as a user's are: pytest has threads, and is no process to fork."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from running import AGENCY, ROOT, YEAR, small_notebook

# What is asked for comes as JSON, what came of it goes as a line of JSON each.
PROGRAM = """
import json, sys
from dataclasses import asdict
from italib.batch import batch
from italib.orders import orders_of
from italib.stops import ending_like_ctrl_c

def tell(outcome):
    print(json.dumps(asdict(outcome)), flush=True)

if __name__ == "__main__":
    words, how, of_orders = json.loads(sys.argv[1])
    orders = orders_of(words, **of_orders)
    try:
        with ending_like_ctrl_c():
            print(json.dumps(batch(orders, tell=tell, **how).page))
    except KeyboardInterrupt:
        sys.exit("stopped")
"""
# One agency stops in the middle, and one waits there as long as a file stands.
CODE = """
import time
from pathlib import Path
if agency == "stops":
    raise ValueError("เกิดเหตุ")
while agency == "waits" and (Path(data_dir).parent / "wait").exists():
    (Path(data_dir).parent / "waiting").touch()
    time.sleep(0.05)
"""
# The whole package is imported there, and whatever warns there is an error here.
SECONDS = 60


def offices(home: Path, *names: str, code: str = "agency") -> Path:
    """A folder with data of agencies of these names, each a copy of the shipped one and year, and a small notebook."""
    data = home / "data"
    shutil.copytree(ROOT / "data" / "frameworks" / str(YEAR), data / "frameworks" / str(YEAR))
    for name in ("forms.toml", "document.toml", "national.csv"):
        shutil.copy(ROOT / "data" / name, data)
    for name in names:
        shipped, copy = ROOT / "data" / "agencies" / AGENCY, data / "agencies" / name
        shutil.copytree(shipped / str(YEAR), copy / str(YEAR))
        shutil.copy(shipped / "agency.toml", copy)
    small_notebook(home / "notebooks", code)
    return home


def spoil(home: Path, name: str) -> None:
    """Make the data of an agency such that they can't be used."""
    (home / "data" / "agencies" / name / str(YEAR) / "published.csv").write_text("x\n", encoding="utf-8")


def program(home: Path, code: str, *words: str, **environment: str) -> subprocess.Popen:
    """Start a Python program in a folder."""
    kept = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    # A process that a cluster starts imports the program again: it must be a file.
    path = home / "program.py"
    path.write_text(code, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(path), *words],
        cwd=home,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_batch(home: Path, *words: str, jobs=2, address="", environment=None, **of_orders) -> subprocess.Popen:
    """Start a batch of small notebooks in a folder."""
    how = {"jobs": jobs, "address": address}
    of_orders = {"notebooks": str(home / "notebooks"), **of_orders}
    return program(home, PROGRAM, json.dumps([words, how, of_orders]), **(environment or {}))


def lines_of(started: subprocess.Popen) -> list:
    """What a program has told, as JSON, once it is done, which it must be without a word of complaint."""
    told, complained = started.communicate(timeout=SECONDS)
    assert (complained, started.returncode) == ("", 0)
    return [json.loads(line) for line in told.splitlines()]


def outcomes_of(home: Path, *words: str, **how) -> dict[str, dict]:
    """The outcomes of a batch, by agency."""
    *outcomes, _ = lines_of(start_batch(home, *words, **how))
    return {outcome["agency"]: outcome for outcome in outcomes}


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def gone(pids: Iterable[int], seconds: float = 5) -> bool:
    """Whether processes end within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    """Whether there is a process that has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

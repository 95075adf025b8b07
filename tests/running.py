"""Runs that several test files share, and copies of the project and small notebooks to run."""

import contextlib
import hashlib
import json
import os
import pickle
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pandas as pd

from italib import publish
from italib.notebooks import NOTEBOOKS, OF_AGENCY_YEAR
from italib.run import Result, run

ROOT = Path(__file__).parents[1]
AGENCY, YEAR = "bansong", 2565
# The notebooks of an agency-year, and with those of a whole country all that there are.
NAMES = sorted(path.stem for path in NOTEBOOKS.glob(OF_AGENCY_YEAR))
EVERY = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
PARAMETERS = 'agency = ""\nyear = 0\ndata_dir = ""\noutput_dir = ""'
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass
class Made:
    """A project folder, what the run in it said, and where its results are."""

    home: Path
    result: Result | None = None
    said: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.home / "outputs" / AGENCY / str(YEAR)

    @property
    def record(self) -> dict:
        return record_of(self.folder)


def new_home(home: Path) -> Path:
    """A folder with a copy of the data, to run in."""
    shutil.copytree(ROOT / "data", home / "data")
    return home


def new_clone(home: Path) -> Path:
    """A copy of the project as a fresh clone has it: no results, no environment."""
    for name in ("data", "italib", "notebooks"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    return home


def run_in(home: Path, year: int = YEAR, **how) -> Made:
    """Run an agency-year of the project folder `home`, by relative folders, as a user does."""
    said: list[str] = []
    with contextlib.chdir(home):
        return Made(home, run(AGENCY, year, say=said.append, **how), said)


def record_of(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def files_in(folder: Path) -> list[str]:
    """The path of every file of a folder, within it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def hashes_in(folder: Path, but: Sequence[str] = ("run.json",)) -> dict[str, str]:
    """The sha256 of every file of a folder, by its path within it."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files_in(folder) if name not in but
    }


def table(folder: Path, name: str) -> pd.DataFrame:
    """A table of a results folder, as text."""
    return pd.read_csv(folder / "tables" / f"{name}.csv", dtype="str", keep_default_na=False, encoding="utf-8-sig")


def small_notebook(folder: Path, *code: str, name: str = "01_small", parameters: str = PARAMETERS) -> Path:
    """A folder of notebooks that holds one, with a parameters cell and the cells of `code`."""
    tagged = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_markdown_cell("# ถามอะไร"), tagged, *map(nbformat.v4.new_code_cell, code)]
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), folder / f"{name}.ipynb")
    return folder


def shared_run(temporary: Path, name: str, prepare: Callable[[Path], None] = lambda home: None, **how) -> Made:
    """The notebooks run on the shipped data, once for all workers of xdist: read it, never change it.

    `prepare` changes the data first, `how` goes to the run. The first worker that asks makes the run, the others wait
    for it. (A group of xdist would keep its tests in one worker instead, but `--dist loadgroup` of xdist 3.8 does not
    see groups under pytest 9.2: pytest-xdist issue 1386.)
    """
    # The temporary folders of the workers stand beside each other.
    place = temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary
    home, kept = place / name, place / f"{name}.pickle"
    for _ in range(3000):
        if kept.is_file():
            return pickle.loads(kept.read_bytes())
        try:
            home.mkdir()
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            prepare(new_home(home))
            made = run_in(home, **how)
            publish.write(kept, pickle.dumps(made))
        finally:
            # The next worker that asks tries again where this one failed.
            if not kept.is_file():
                shutil.rmtree(home)
    raise TimeoutError(f"no worker finished the run in {home}")


def whole_run(temporary: Path) -> Made:
    """The run of the shipped data as it is."""
    return shared_run(temporary, "whole-run")

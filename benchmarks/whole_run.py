"""One report: `italib run`, cold and in a process already warm, against stock commands and against the floor.

All do the same notebooks on the same machine in turn, each into an empty folder. The stock side is what a user would
type: `papermill` and `jupyter nbconvert` for every notebook, one after another. The floor imports once and then runs
the same cells straight, without notebooks, pages or results put in place, a fork a notebook, on as many cores. Prints
the median of each, the ratios round by round, and the peak memory of the largest process.

    make bench                                          three rounds, bansong 2565
    .venv/bin/python benchmarks/whole_run.py --rounds 5
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("0[0-9]_*.ipynb"))

# Runs commands one after the other and prints what they took; a process of its own, so that the peak is theirs alone.
MEASURE = """
import json, resource, subprocess, sys, time
began, said = time.perf_counter(), ""
for command in json.load(sys.stdin):
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
took, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": took, "peak": used.ru_maxrss / 1024, "said": said}))
"""
# The second run of a process, which says what it took.
WARM = """
import sys, time
from italib.fork import cpus
from italib.run import run
agency, year, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for _ in range(2):
    began = time.perf_counter()
    run(agency, year, output_dir=folder, jobs=cpus())
print(time.perf_counter() - began)
"""
# The cells of all notebooks straight, after everything that they import was imported.
FLOOR = """
import os, sys
from pathlib import Path
import nbformat
from italib import agency_year, check, forked, parallel
from italib.fork import cpus
agency, year, folder, names = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
read = {name: nbformat.read(Path("notebooks") / f"{name}.ipynb", as_version=4) for name in names}
for notebook in read.values():
    forked.warm(notebook)
agency_year.keep(check.check(agency, year).year)
values = {"agency": agency, "year": year, "output_dir": folder}

def cells(name):
    space = {"__name__": "__main__"}
    for cell in read[name].cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
            if "parameters" in cell.metadata.get("tags", []):
                space |= values
    return parallel.Done(name, 0.0)

os.environ["MPLBACKEND"] = "agg"
sys.stdout = open(os.devnull, "w")
waits = dict.fromkeys(parallel.longest_first(read), set())
assert not [done for done in parallel.side_by_side(waits, cpus(), cells) if done.why]
"""


def cold(folder: Path, agency: str, year: str) -> list[list[str]]:
    """One command: everything for one agency-year."""
    return [[str(BIN / "italib"), "run", agency, year, "--output-dir", str(folder / "outputs")]]


def warm(folder: Path, agency: str, year: str) -> list[list[str]]:
    """Everything twice in one process."""
    return [[sys.executable, "-c", WARM, agency, year, str(folder / "outputs")]]


def floor(folder: Path, agency: str, year: str) -> list[list[str]]:
    """The cells alone."""
    return [[sys.executable, "-c", FLOOR, agency, year, str(folder / "outputs"), *NOTEBOOKS]]


def stock(folder: Path, agency: str, year: str) -> list[list[str]]:
    """What a user would type without italib's runner: papermill and nbconvert for every notebook."""
    values = {"agency": agency, "output_dir": str(folder / "outputs")}
    named = [word for name, value in values.items() for word in ("-p", name, value)]
    commands = []
    for name in NOTEBOOKS:
        executed = str(folder / f"{name}.ipynb")
        source = str(ROOT / "notebooks" / f"{name}.ipynb")
        commands.append([str(BIN / "papermill"), source, executed, *named, "-p", "year", year])
        commands.append([str(BIN / "jupyter"), "nbconvert", "--to", "html", executed])
    return commands


def measure(commands: list[list[str]]) -> dict:
    """`seconds` and `peak` (MiB of the largest process) of commands, one after the other, and what they `said`."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


SIDES = {"italib run, cold": cold, "italib run, warm": warm, "stock commands": stock, "floor": floor}
# What is compared, and what is to be reached.
RATIOS = [
    ("stock commands", "italib run, cold", "at least 6"),
    ("stock commands", "italib run, warm", "at least 14"),
    ("italib run, cold", "floor", "at most 1.5"),
]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--agency", default="bansong")
    words.add_argument("--year", default="2565")
    asked = words.parse_args()
    rounds = []
    for number in range(asked.rounds):
        taken = {}
        for name, side in SIDES.items():
            with tempfile.TemporaryDirectory() as folder:
                taken[name] = measure(side(Path(folder), asked.agency, asked.year))
            if side is warm:
                taken[name]["seconds"] = float(taken[name]["said"])
        rounds.append(taken)
        print(
            f"round {number + 1}: " + ", ".join(f"{name} {one['seconds']:.1f} s" for name, one in taken.items()),
            flush=True,
        )
    for name in SIDES:
        seconds = statistics.median(taken[name]["seconds"] for taken in rounds)
        print(f"{name}: median {seconds:.1f} s, peak {max(taken[name]['peak'] for taken in rounds):.0f} MiB")
    for slow, quick, goal in RATIOS:
        ratios = sorted(taken[slow]["seconds"] / taken[quick]["seconds"] for taken in rounds)
        print(f"{slow} / {quick}: {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f}), to be {goal}")


if __name__ == "__main__":
    main()

"""The whole run against stock tools: what `italib run` takes of the time of a loop of papermill and nbconvert commands.

Both run the same notebooks on the same machine in turn, each as whole processes into empty folders. Prints the median
of each, the ratio pair by pair, and the peak memory of the largest process.

    make bench                      five pairs, bansong 2565
    .venv/bin/python benchmarks/whole_run.py --pairs 3
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
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))

# Runs commands one after the other and prints what they took; a process of its own, so that the peak is theirs alone.
MEASURE = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
for command in json.load(sys.stdin):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": time.perf_counter() - began, "peak": used.ru_maxrss / 1024}))
"""


def ours(folder: Path, agency: str, year: str) -> list[list[str]]:
    """One command: everything for one agency-year."""
    return [[str(BIN / "italib"), "run", agency, year, "--output-dir", str(folder / "outputs")]]


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


def measure(commands: list[list[str]]) -> dict[str, float]:
    """`seconds` and `peak` (MiB of the largest process) of commands that run one after the other."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pairs", type=int, default=5)
    words.add_argument("--agency", default="bansong")
    words.add_argument("--year", default="2565")
    asked = words.parse_args()
    pairs = []
    for number in range(asked.pairs):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            pair = (
                measure(ours(Path(first), asked.agency, asked.year)),
                measure(stock(Path(second), asked.agency, asked.year)),
            )
        pairs.append(pair)
        print(
            f"pair {number + 1}: italib run {pair[0]['seconds']:.1f} s, stock loop {pair[1]['seconds']:.1f} s",
            flush=True,
        )
    for place, name in enumerate(("italib run", "stock loop")):
        seconds = statistics.median(pair[place]["seconds"] for pair in pairs)
        peak = max(pair[place]["peak"] for pair in pairs)
        print(f"{name}: median {seconds:.1f} s, peak {peak:.0f} MiB")
    ratios = sorted(ours["seconds"] / theirs["seconds"] for ours, theirs in pairs)
    print(f"ratio italib / stock: median {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")


if __name__ == "__main__":
    main()

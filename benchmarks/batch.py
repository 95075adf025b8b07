"""Many agency-years: `italib batch` against stock command lines, against itself with fewer jobs, and on Dask workers.

Agency-years are copies of a shipped one under other names. The stock side is what a user would type without italib:
`papermill` and `jupyter nbconvert` for every notebook, as many agency-years at a time; so many take an hour, so it does
few and what is compared is seconds per agency-year. Everything runs on the same machine, one after the other, into
empty folders. Peak memory is that of all processes together, measured every second, since to measure it takes some of
the time of a processor; where jobs are compared it is not measured at all. `--parts` chooses what to measure.

    .venv/bin/python benchmarks/batch.py                       100 agency-years, 4 by stock command lines
    .venv/bin/python benchmarks/batch.py --count 20 --parts jobs dask
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("0[0-9]_*.ipynb"))
# So many orders that do nothing, to see what a batch itself takes of time and memory.
TRIVIAL = """
import json, resource, sys, time
from pathlib import Path
from italib import schedule, summary
from italib.order import Order
from italib.outcomes import Outcome

def do(order):
    return Outcome(order.agency, order.year, f"เทศบาลตำบล {order.agency}", "90.52", "A", 7, "ตรง", 4.2, "done")

count, folder = int(sys.argv[1]), Path(sys.argv[2])
began = time.perf_counter()
done = list(schedule.side_by_side((Order(f"office-{n:05}", 2565) for n in range(count)), 2, do))
made = time.perf_counter()
summary.Summary("outputs", folder).write(done)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"orders": made - began, "summary": time.perf_counter() - made, "peak": peak}))
"""
# A batch on a cluster whose workers and their helpers have started: what they take to start is no work.
ON_DASK = """
import json, sys, time
from distributed import LocalCluster
from italib.batch import batch
from italib.orders import orders_of

def made(orders, address):
    began = time.perf_counter()
    outcomes = batch(orders, jobs=0, address=address).outcomes
    assert {outcome.outcome for outcome in outcomes} == {"done"}, outcomes
    return time.perf_counter() - began

if __name__ == "__main__":
    workers, words, folders = int(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
    how = {"host": "127.0.0.1", "dashboard_address": None}
    with LocalCluster(n_workers=workers, threads_per_worker=1, **how) as cluster:
        made(orders_of(words[: 2 * workers], **folders), cluster.scheduler_address)
        print(made(orders_of(words, **folders), cluster.scheduler_address))
"""


@dataclass(frozen=True)
class Measured:
    """What some agency-years took: `seconds` altogether, and the `peak` in MiB of all processes together, if known."""

    count: int
    seconds: float
    peak: float | None

    @property
    def each(self) -> float:
        """Seconds per agency-year."""
        return self.seconds / self.count


def copies(folder: Path, agency: str, year: str, count: int) -> Path:
    """A data folder with so many copies of an agency-year and the years before it."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("agencies"))
    for number in range(count):
        shutil.copytree(ROOT / "data" / "agencies" / agency, data / "agencies" / f"office-{number:03}")
    return data


def ours(data: Path, outputs: Path, year: str, count: int, jobs: int, *, watched: bool = False) -> Measured:
    """`italib batch` of the first `count` agencies."""
    words = [f"office-{number:03}/{year}" for number in range(count)]
    folders = ["--data-dir", str(data), "--output-dir", str(outputs)]
    line = [str(BIN / "italib"), "batch", *words, *folders, "--jobs", str(jobs)]
    return measured(count, [[line]], 1, watched=watched)


def stock(data: Path, outputs: Path, year: str, count: int, jobs: int) -> Measured:
    """papermill and nbconvert command lines for `count` agencies, `jobs` agencies at a time."""
    lists = [_stock_of(data, outputs, f"office-{n:03}", year) for n in range(count)]
    return measured(count, lists, jobs, watched=True)


def _stock_of(data: Path, outputs: Path, agency: str, year: str) -> list[list[str]]:
    folder = outputs / agency / "stock"
    folder.mkdir(parents=True)
    values = {"agency": agency, "data_dir": str(data), "output_dir": str(outputs)}
    named = [word for name, value in values.items() for word in ("-p", name, value)]
    commands = []
    for name in NOTEBOOKS:
        executed, source = str(folder / f"{name}.ipynb"), str(ROOT / "notebooks" / f"{name}.ipynb")
        commands.append([str(BIN / "papermill"), source, executed, *named, "-p", "year", year])
        commands.append([str(BIN / "jupyter"), "nbconvert", "--to", "html", executed])
    return commands


def measured(count: int, lists: Sequence[Sequence[list[str]]], jobs: int, *, watched: bool) -> Measured:
    """What lists of commands take, `jobs` lists at a time, each list one command after the other."""
    over, peaks = threading.Event(), []

    def watch() -> None:
        while watched and not over.wait(1):
            peaks.append(memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(_one_after_the_other, lists))
    seconds = time.perf_counter() - began
    over.set()
    watcher.join()
    return Measured(count, seconds, max(peaks, default=None))


def _one_after_the_other(commands: Sequence[list[str]]) -> None:
    for command in commands:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)


def memory() -> float:
    """The memory of all processes below this one, in MiB; what several of them share counts once."""
    total, to_read = 0, _children("self")
    while to_read:
        process = to_read.pop()
        try:
            to_read += _children(process)
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _children(process: str) -> list[str]:
    threads = list(Path(f"/proc/{process}/task").iterdir())
    return [child for thread in threads for child in (thread / "children").read_text().split()]


def told(name: str, made: Measured) -> None:
    """One line of what was measured."""
    peak = f", peak {made.peak:.0f} MiB" if made.peak else ""
    print(f"{name}: {made.count} in {made.seconds:.1f} s, {made.each:.2f} s each{peak}", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=100, help="agency-years of italib batch")
    words.add_argument("--stock", type=int, default=4, help="agency-years by stock command lines")
    words.add_argument("--pairs", type=int, default=3, help="measurements of each pair of jobs or workers")
    words.add_argument("--paired", type=int, default=12, help="agency-years of each of these")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--trivial", type=int, default=8300, help="orders that do nothing")
    words.add_argument("--parts", nargs="+", default=["stock", "jobs", "dask", "trivial"])
    words.add_argument("--agency", default="bansong")
    words.add_argument("--year", default="2565")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = copies(folder, asked.agency, asked.year, max(asked.count, asked.stock, asked.paired))
        if "stock" in asked.parts:
            many = ours(data, folder / "many", asked.year, asked.count, asked.jobs, watched=True)
            told(f"italib batch --jobs {asked.jobs}", many)
            theirs = stock(data, folder / "stock", asked.year, asked.stock, asked.jobs)
            told(f"stock command lines, {asked.jobs} at a time", theirs)
            print(f"throughput italib / stock: {theirs.each / many.each:.1f}")
            print(f"peak memory per job italib / stock: {many.peak / theirs.peak:.2f}")
        if "jobs" in asked.parts:
            ratios = []
            for number in range(asked.pairs):
                places = [folder / f"{number}-{jobs}" for jobs in (1, 2)]
                one = ours(data, places[0], asked.year, asked.paired, 1)
                two = ours(data, places[1], asked.year, asked.paired, 2)
                told("italib batch --jobs 1", one)
                told("italib batch --jobs 2", two)
                ratios.append(one.seconds / two.seconds)
            print(f"--jobs 2 against --jobs 1: {_middle(ratios)}")
        if "dask" in asked.parts:
            ratios = []
            for number in range(asked.pairs):
                one, two = (_on_dask(data, folder / f"{number}-dask-{n}", asked, n) for n in (1, 2))
                print(f"Dask, {asked.paired} agency-years: 1 worker {one:.1f} s, 2 workers {two:.1f} s", flush=True)
                ratios.append(one / two)
            print(f"Dask with 2 workers against 1: {_middle(ratios)}")
        if "trivial" in asked.parts:
            for count in (asked.trivial // 10, asked.trivial):
                line = [sys.executable, "-c", TRIVIAL, str(count), str(folder / f"trivial-{count}")]
                made = json.loads(subprocess.run(line, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
                print(
                    f"{count} orders that do nothing: {made['orders'] / count * 1000:.1f} ms each, "
                    f"summary {made['summary']:.1f} s, peak of the main process {made['peak']:.0f} MiB"
                )


def _on_dask(data: Path, outputs: Path, asked: argparse.Namespace, workers: int) -> float:
    """The seconds of a batch on a cluster of so many workers that has started."""
    words = json.dumps([f"office-{number:03}/{asked.year}" for number in range(asked.paired)])
    folders = json.dumps({"data_dir": str(data), "output_dir": str(outputs)})
    # A worker process starts from a file.
    program = outputs.with_suffix(".py")
    program.write_text(ON_DASK, encoding="utf-8")
    line = [sys.executable, str(program), str(workers), words, folders]
    return float(subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout)


def _middle(ratios: Sequence[float]) -> str:
    return f"median {statistics.median(ratios):.2f} x ({min(ratios):.2f}-{max(ratios):.2f})"


if __name__ == "__main__":
    main()

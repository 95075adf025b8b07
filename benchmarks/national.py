"""A whole country against the same job written straight in pandas, Polars and DuckDB; growth with the rows; memory.

The export is invented (`country.py`). Each way runs as a whole process, in turn, on the same file and the same machine;
prints the median time and the peak memory of each, the ratios round by round, and whether all came to the same scores
and issues, to the last bit. Then italib alone on 1,300 rows and ten times as many at a time.

    .venv/bin/python benchmarks/national.py                   three rounds, all agencies and respondents of 2565
    .venv/bin/python benchmarks/national.py --rounds 5 --ways italib duckdb
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import country
import pandas as pd

HERE = Path(__file__).parent
WAYS = ("italib", "pandas", "polars", "duckdb")
GROWTH = (1_300, 13_000, 130_000, 1_300_000)
PEOPLE_PER_AGENCY = 157

# Runs one command and prints what it took; a process of its own, so that the peak is that command's alone.
MEASURE = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": time.perf_counter() - began, "cpu": used.ru_utime + used.ru_stime,
                  "peak": used.ru_maxrss / 1024}))
"""


def measure(way: str, file: Path, year: int) -> dict[str, float]:
    """`seconds`, `cpu` (seconds of processors) and `peak` (MiB) of one way on one file."""
    command = [sys.executable, str(HERE / "national_ways.py"), way, str(file), str(out(file, way)), "--year", str(year)]
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def out(file: Path, way: str) -> Path:
    """Where a way writes its scores."""
    return file.with_name(f"{file.stem}.{way}.parquet")


def differing(file: Path, ways: list[str]) -> list[str]:
    """The ways whose scores or issues are not those of the first, to the last bit."""

    def found(way: str) -> list[pd.DataFrame]:
        keys = ["agency", "instrument", "part", "rule"]
        issues = pd.read_parquet(out(file, way).with_suffix(".issues.parquet"))
        issues = issues.astype(dict.fromkeys(keys, "str") | {"count": "int64"})
        return [pd.read_parquet(out(file, way)), issues[[*keys, "count"]].sort_values(keys, ignore_index=True)]

    first = found(ways[0])
    return [way for way in ways[1:] if not all(a.equals(b) for a, b in zip(first, found(way), strict=True))]


def compare(file: Path, year: int, ways: list[str], rounds: int) -> None:
    """All ways in turn, so many times."""
    taken: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for number in range(1, rounds + 1):
        for way in ways:
            taken[way].append(measure(way, file, year))
        said = ", ".join(f"{way} {taken[way][-1]['seconds']:.1f} s" for way in ways)
        print(f"round {number}: {said}", flush=True)
    wrong = differing(file, ways)
    print("scores and issues differ: " + ", ".join(wrong) if wrong else "scores and issues are equal to the last bit")
    for way in ways:
        median = {name: statistics.median(one[name] for one in taken[way]) for name in ("seconds", "cpu")}
        peak = max(one["peak"] for one in taken[way])
        print(f"{way}: median {median['seconds']:.1f} s, processors {median['cpu']:.1f} s, peak {peak:.0f} MiB")
    for way in ways[1:]:
        for name in ("seconds", "cpu"):
            ratios = sorted(a[name] / b[name] for a, b in zip(taken[ways[0]], taken[way], strict=True))
            print(f"{ways[0]} / {way}, {name}: {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")


def grow(folder: Path, year: int, rounds: int) -> None:
    """italib alone on ever more rows."""
    before = None
    for people in GROWTH:
        file = folder / f"country-{people}.csv"
        country.write(file, year, agencies=max(people // PEOPLE_PER_AGENCY, 1), respondents=people)
        taken = [measure("italib", file, year) for _ in range(rounds)]
        seconds, peak = statistics.median(one["seconds"] for one in taken), max(one["peak"] for one in taken)
        times = "" if before is None else f", {seconds / before:.1f} times as long as a tenth of the rows"
        print(f"{people:,} rows: median {seconds:.2f} s, peak {peak:.0f} MiB{times}", flush=True)
        before = seconds


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--year", type=int, default=2565)
    words.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    words.add_argument("--agencies", type=int)
    words.add_argument("--respondents", type=int)
    words.add_argument("--growth", action=argparse.BooleanOptionalAction, default=True)
    words.add_argument("--folder", type=Path, help="where the exports are made; a temporary folder if not said")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made)
        file = folder / "country.csv"
        country.write(file, asked.year, agencies=asked.agencies, respondents=asked.respondents)
        print(f"{file.stat().st_size / 1e9:.2f} GB", flush=True)
        compare(file, asked.year, asked.ways, asked.rounds)
        if asked.growth:
            grow(folder, asked.year, asked.rounds)


if __name__ == "__main__":
    main()

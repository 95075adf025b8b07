"""What the findings cost: the audit, margins, costs, the way up and the changes, beside reading and scoring the year.

All in one process that has everything imported, each step several times on findings made anew; prints the median of
each, and the ratio of the whole to what a run did before it had them: reading, cleaning and scoring the agency's years.

    make bench
    .venv/bin/python benchmarks/findings.py --times 9
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from italib import costs, sentences, stage, uncertainty
from italib.audit import audit
from italib.findings import Findings

DATA = Path(__file__).parent.parent / "data"


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def steps(work: stage.Stage) -> dict[str, Callable[[Findings], object]]:
    """What is measured, by name; each is given findings of which nothing has been computed yet but the ranks."""
    rules, answers, population = work.framework, work.answers, work.inputs.population
    return {
        "audit": audit,
        "spreads": lambda found: uncertainty.spreads(answers, rules, population),
        "intervals": lambda found: found.intervals,
        "costs": lambda found: (
            found.costs,
            costs.by_part(answers, rules),
            costs.by_standing(found.ranked, rules),
            costs.by_indicator(found.by_figure, rules),
        ),
        "pathway": lambda found: found.pathway,
        "changes": lambda found: found.changes,
        "country": lambda found: sentences.country(found.beside_country, rules),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--times", type=int, default=5)
    words.add_argument("--agency", default="bansong")
    words.add_argument("--year", type=int, default=2565)
    asked = words.parse_args()

    def read() -> stage.Stage:
        # Cleaned anew each time, whatever stage files lie about.
        inputs = stage.open_stage(asked.agency, asked.year, str(DATA)).inputs
        cleaned = stage.clean_exports(inputs)
        by_figure = stage.figures_of(inputs, cleaned)
        stage.findings_of(inputs, by_figure, cleaned.answers, DATA)
        return by_figure

    work = stage.open_stage(asked.agency, asked.year, str(DATA))
    whole = work.findings
    read()
    before = statistics.median(seconds(read) for _ in range(asked.times))
    print(f"reading, cleaning and scoring the years: {before * 1000:.0f} ms")
    total = 0.0
    for name, step in steps(work).items():
        taken = []
        for _ in range(asked.times):
            found = replace(whole)
            _ = found.ranked, found.by_year
            taken.append(seconds(lambda step=step, found=found: step(found)))
        total += statistics.median(taken)
        print(f"  {name}: {statistics.median(taken) * 1000:.1f} ms")
    print(f"findings: {total * 1000:.0f} ms, {total / before:.2f} of reading and scoring")


if __name__ == "__main__":
    main()

"""The steps of a run: its notebooks and pages, each told as it is done, and what is left where one of them stops."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import nbformat

from italib import execute, forked, parallel, publish
from italib.messages import CLI
from italib.notebooks import question, read_notebook
from italib.parallel import Done
from italib.results import STATUS_FAILED, Record, ResultsFolder

Say = Callable[[str], None]


class NotebookFailed(Exception):
    """A notebook stopped: `notebook`, `why` it did, and where the executed one was `kept`, if it could be."""

    def __init__(self, notebook: str, why: str, kept: Path | None):
        self.notebook, self.why, self.kept = notebook, why, kept
        super().__init__(f"{notebook}: {why}")


def execute_notebooks(
    files: Sequence[Path],
    folder: Path,
    values: Callable[[nbformat.NotebookNode], Mapping[str, object]],
    output_dir: str,
    *,
    jobs: int,
    record: Record,
    say: Say,
) -> list[Done]:
    """Execute notebooks into the folder of a run, `jobs` at a time where one needn't wait for another; those that stop.

    `values` gives the parameters of a notebook; of `output_dir` it keeps what stands there. `record` has each that is
    done.
    """
    by_name = {path.stem: path for path in files}
    read = {name: read_notebook(path) for name, path in by_name.items()}
    hashes = {name: publish.sha256(path) for name, path in by_name.items()}

    def do(name: str) -> Done:
        began, why = time.perf_counter(), ""
        try:
            target = folder / "notebooks" / f"{name}.ipynb"
            execute.execute(by_name[name], target, values(read[name]), output_dir)
        except execute.STOPPED as stopped:
            why = execute.why(stopped)
        return Done(name, round(time.perf_counter() - began, 3), why)

    def heading(number: int, name: str) -> str:
        step = {"number": number, "count": len(read) + 1}
        return CLI["notebook"].format(notebook=name, question=question(read[name]), **step)

    stopped = []
    # Which of several is done first is not known before.
    if len(read) == 1:
        say(heading(1, *read))
    for number, done in enumerate(_one_after_another(read, jobs, do), start=1):
        say(heading(number, done.name) if len(read) > 1 else "")
        say((CLI["failed_word"] if done.why else CLI["seconds"].format(seconds=done.seconds)) + "\n")
        record.notebooks[done.name] = {"sha256": hashes[done.name], "seconds": done.seconds}
        stopped += [done] if done.why else []
    return stopped


def _one_after_another(
    notebooks: Mapping[str, nbformat.NotebookNode], jobs: int, do: Callable[[str], Done]
) -> Iterator[Done]:
    """How it went with each notebook: one by one, or side by side where this process can be forked."""
    if jobs == 1 or forked.why_not(execute.KERNEL):
        return parallel.one_by_one(list(notebooks), do)
    for notebook in notebooks.values():
        forked.warm(notebook)
    waits = parallel.waits_for(notebooks)
    return parallel.side_by_side({name: waits[name] for name in parallel.longest_first(notebooks)}, jobs, do)


@contextlib.contextmanager
def telling(step: str, say: Say) -> Iterator[None]:
    """Say what is being done, and when it is over how long it took; one line on a terminal and in a log alike."""
    say(step)
    began, outcome = time.perf_counter(), CLI["failed_word"]
    try:
        yield
        outcome = CLI["seconds"].format(seconds=time.perf_counter() - began)
    finally:
        say(outcome + "\n")


def stop(stopped: Sequence[Done], work: ResultsFolder, record: Record, write_pages: Callable[[str], None]) -> None:
    """End a run of which notebooks have stopped: what there is, is kept, with its pages. Raises NotebookFailed."""
    first = min(stopped, key=lambda done: done.name)
    # What stopped the notebook, as a full disk does, may stop this too.
    with contextlib.suppress(OSError):
        write_pages(CLI["stopped_at"].format(notebook=first.name))
        record.write(STATUS_FAILED)
    raise NotebookFailed(first.name, first.why, work.kept(f"{first.name}.ipynb"))

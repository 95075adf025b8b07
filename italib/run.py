"""One agency-year from inputs to pages: notebooks through papermill, parameters checked, results moved in whole.

Everything is made in a folder beside the results and moved into their place when it is complete, so that a run that
dies leaves the last good results as they were.
"""

import contextlib
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd

from italib import agency, execute, forked, pages, parallel, publish, sentences, stops
from italib.agency_year import keep
from italib.check import check
from italib.execute import read_notebook
from italib.folders import base, output_problems, years_of
from italib.messages import CLI
from italib.package import package_hash
from italib.problems import InputError, Problem, stop_if
from italib.results import STATUS_DONE, STATUS_DRAFT, STATUS_FAILED, STATUS_PARTIAL, WORKING, Record, ResultsFolder
from italib.stage import stage_of

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
# The parameter of the notebook that writes the document: whether it also writes a PDF.
PDF = "pdf"
# The names of the notebooks of an agency-year; those of a whole country begin with 9.
OF_AGENCY_YEAR = "0[0-9]_*.ipynb"

Say = Callable[[str], None]


class NotebookFailed(Exception):
    """A notebook stopped: `notebook`, `why` it did, and where the executed one was `kept`, if it could be."""

    def __init__(self, notebook: str, why: str, kept: Path | None):
        self.notebook, self.why, self.kept = notebook, why, kept
        super().__init__(f"{notebook}: {why}")


@dataclass(frozen=True)
class Result:
    """What a run came to: the folder of its results, total and rating as shown, and why it is a draft, if it is."""

    folder: Path
    total: str
    rating: str
    draft: str
    reconciled: str


def run(
    agency_name: str,
    year: int,
    *,
    data_dir: str = "data",
    output_dir: str = "outputs",
    only: Sequence[str] = (),
    pdf: bool = True,
    parameters: Mapping[str, object] | None = None,
    notebooks: Path = NOTEBOOKS,
    jobs: int = 1,
    say: Say = lambda text: None,
) -> Result:
    """Everything for one agency-year. `only` names the notebooks to run again, the others' last results are kept.

    `jobs`: how many notebooks are at work at a time, where one needn't wait for another.

    `pdf` tells whether the document is also written as PDF. `parameters` go to the notebooks besides their own.
    `say` takes each piece of progress. Raises InputError where the inputs or the call can't be used, NotebookFailed
    where a notebook stops; either way the last results stay whole.
    """
    start = base(data_dir)
    values = {"agency": agency_name, "year": year, "data_dir": data_dir, "output_dir": output_dir}
    with contextlib.ExitStack() as held:
        with stops.before_anything_is_written():
            # A wrong call is refused before the exports are read.
            names = select(notebooks, only)
            stop_if(output_problems(start / data_dir, start / output_dir, agency_name, year))
            stop_if(_parameter_problems(notebooks, names, values, {PDF}, parameters or {}))
            found = check(agency_name, year, data_dir).year
            inputs, by_figure = found.inputs, found.by_figure
            draft = sentences.draft_reason(by_figure)
            years = years_of(start / data_dir, agency_name)
            sources = {"package": package_hash(), "inputs": agency.input_hashes(start / data_dir, agency_name, years)}
            work = ResultsFolder(start / output_dir, agency_name, year)
            held.enter_context(work.alone())
            work.recover()
            if only and work.is_stale(sources):
                say(CLI["stale"] + "\n")
                names, only = select(notebooks, ()), ()
        say(pages.whose(inputs) + "\n")
        folder = held.enter_context(work.open(keep=bool(only)))
        record = Record(folder, {**values, PDF: pdf}, sources)
        record.write(STATUS_FAILED)
        # The notebooks are forks of this process, and find what was computed here; one that runs alone finds the file.
        keep(found)
        stage_of(found, folder).leave_scores(found.scores)
        staged = {**values, **(parameters or {}), "output_dir": (Path(output_dir) / WORKING).as_posix()}
        read = {name: read_notebook(notebooks / f"{name}.ipynb") for name in names}

        def do(name: str) -> parallel.Done:
            asked_for = {PDF: pdf} if PDF in _declared(read[name]) else {}
            return _execute(name, notebooks, folder, {**staged, **asked_for}, output_dir)

        stopped = []
        hashes = {name: publish.sha256(notebooks / f"{name}.ipynb") for name in names}
        for number, made in enumerate(_all(read, jobs, do), start=1):
            told = {"notebook": made.name, "question": pages.question(read[made.name])}
            say(CLI["notebook"].format(number=number, count=len(names) + 1, **told))
            say((CLI["failed_word"] if made.why else CLI["seconds"].format(seconds=made.seconds)) + "\n")
            record.notebooks[made.name] = {"sha256": hashes[made.name], "seconds": made.seconds}
            stopped += [made] if made.why else []
        if stopped:
            first = min(stopped, key=lambda made: made.name)
            # What stopped the notebook, as a full disk does, may stop this too; what there is, is kept.
            with contextlib.suppress(OSError):
                stopped_at = CLI["stopped_at"].format(notebook=first.name)
                _write_pages(folder, notebooks, inputs, by_figure, stopped_at, {made.name for made in stopped})
                record.write(STATUS_FAILED)
            raise NotebookFailed(first.name, first.why, _kept(work, f"{first.name}.ipynb"))
        with _told(CLI["pages"].format(number=len(names) + 1, count=len(names) + 1), say):
            _write_pages(folder, notebooks, inputs, by_figure, draft)
        whole = all((folder / "notebooks" / f"{name}.ipynb").is_file() for name in select(notebooks, ()))
        figures = by_figure.set_index(["level", "code"])["shown"]
        record.result = {
            "total": figures["total", "total"],
            "rating": figures["rating", "total"],
            "gaps": len(found.findings.weak),
            "reconciled": sentences.reconciled(by_figure),
            "draft": draft,
        }
        record.write(STATUS_DRAFT if draft else STATUS_DONE if whole else STATUS_PARTIAL)
        work.move_in()
    shown = by_figure.set_index(["level", "code"])["shown"]
    return Result(
        folder=start / output_dir / agency_name / str(year),
        total=shown["total", "total"],
        rating=shown["rating", "total"],
        draft=draft,
        reconciled=sentences.reconciled(by_figure),
    )


def _kept(work: ResultsFolder, name: str) -> Path | None:
    """Where the executed notebook of a run that failed is kept; None where it can't be, because its folder is gone."""
    try:
        kept = work.keep_failed() / "notebooks" / name
    except OSError:
        return None
    return kept if kept.is_file() else None


@dataclass
class _Clock:
    seconds: float = 0.0


@contextlib.contextmanager
def _told(step: str, say: Say):
    """Say what is being done, and when it is over how long it took; one line on a terminal and in a log alike."""
    say(step)
    clock, began, outcome = _Clock(), time.perf_counter(), CLI["failed_word"]
    try:
        yield clock
        clock.seconds = round(time.perf_counter() - began, 3)
        outcome = CLI["seconds"].format(seconds=clock.seconds)
    finally:
        say(outcome + "\n")


def select(notebooks: Path, only: Sequence[str]) -> list[str]:
    """The names of the notebooks to run, in order. Raises InputError where one is not there."""
    known = sorted(path.stem for path in notebooks.glob(OF_AGENCY_YEAR))
    if not known:
        raise InputError([Problem.of("no_notebooks", notebooks)])
    unknown = [name for name in only if name not in known]
    stop_if(Problem.of("unknown_notebook", notebooks, found=name, known=", ".join(known)) for name in unknown)
    return [name for name in known if not only or name in only]


def _declared(notebook: nbformat.NotebookNode) -> list[str] | None:
    """The parameters that a notebook declares; None where it has no cell for them."""
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    return re.findall(r"^(\w+)\s*(?::[^=]+)?=", cells[0].source, flags=re.MULTILINE) if cells else None


def _parameter_problems(
    notebooks: Path,
    names: Iterable[str],
    fixed: Mapping[str, object],
    optional: Collection[str],
    extra: Mapping[str, object],
) -> list[Problem]:
    """papermill passes undeclared parameters on with a warning, and their names unchecked; here both are errors.

    `optional` parameters are the command's too, but go only to the notebooks that declare them.
    """
    problems = []
    for name in extra:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            problems.append(Problem.of("parameter_name", notebooks, found=name))
        elif name in fixed or name in optional:
            problems.append(Problem.of("parameter_fixed", notebooks, found=name))
    for name in names:
        path = notebooks / f"{name}.ipynb"
        declared = _declared(read_notebook(path))
        if declared is None:
            problems.append(Problem.of("no_parameters_cell", path))
            continue
        problems += [
            Problem.of("parameter_undeclared", path, found=parameter, declared=", ".join(declared))
            for parameter in (*fixed, *extra)
            if parameter not in declared
        ]
    return problems


def _all(
    notebooks: Mapping[str, nbformat.NotebookNode], jobs: int, do: Callable[[str], parallel.Done]
) -> Iterator[parallel.Done]:
    """How it went with each notebook: side by side in forks, or one by one where this process can't be forked."""
    if forked.why_not(execute.KERNEL):
        return parallel.one_by_one(list(notebooks), do)
    for notebook in notebooks.values():
        forked.warm(notebook)
    waits = parallel.waits_for(notebooks)
    order = list(notebooks) if jobs == 1 else parallel.longest_first(notebooks)
    return parallel.side_by_side({name: waits[name] for name in order}, jobs, do)


def _execute(name: str, notebooks: Path, folder: Path, values: Mapping[str, object], output_dir: str) -> parallel.Done:
    """Execute one notebook into the folder of a run."""
    began, why = time.perf_counter(), ""
    try:
        execute.execute(notebooks / f"{name}.ipynb", folder / "notebooks" / f"{name}.ipynb", values, output_dir)
    except execute.STOPPED as stopped:
        why = execute.why(stopped)
    return parallel.Done(name, round(time.perf_counter() - began, 3), why)


def _write_pages(
    folder: Path,
    notebooks: Path,
    inputs: agency.Inputs,
    by_figure: pd.DataFrame,
    draft: str,
    failed: Collection[str] = (),
) -> None:
    """A page for every executed notebook, and the contents with the state of each notebook there is."""
    executed = {path.stem: read_notebook(path) for path in sorted((folder / "notebooks").glob("*.ipynb"))}
    listed = []
    for name in select(notebooks, ()):
        asked = pages.question(read_notebook(notebooks / f"{name}.ipynb"))
        listed.append(
            pages.Page(name, asked, "failed" if name in failed else "done" if name in executed else "waiting")
        )
    written = [page for page in listed if page.name in executed]
    for page in written:
        html = pages.page(executed[page.name], page.name, written, inputs, draft)
        publish.write(folder / "html" / f"{page.name}.html", html.encode("utf-8"))
    made = {
        "documents": sorted(path.name for path in (folder / "document").glob("*.*")),
        "tables": sorted(path.name for path in (folder / "tables").glob("*.csv")),
        "figures": sorted(path.stem for path in (folder / "figures").glob("*.png")),
    }
    first = pages.contents(listed, by_figure, inputs, draft, made)
    publish.write(folder / "index.html", first.encode("utf-8"))

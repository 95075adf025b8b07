"""One agency-year from inputs to pages: notebooks through papermill, parameters checked, results moved in whole.

Everything is made in a folder beside the results and moved into their place when it is complete, so that a run that
dies leaves the last good results as they were.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat

from italib import agency, pages, sentences, steps, stops
from italib.agency_year import AgencyYear, keep
from italib.check import check
from italib.folders import base, output_problems, years_of
from italib.messages import CLI
from italib.notebooks import NOTEBOOKS, declared, parameter_problems, select
from italib.package import package_hash
from italib.problems import stop_if
from italib.report import write_pages
from italib.results import STATUS_DONE, STATUS_DRAFT, STATUS_FAILED, STATUS_PARTIAL, WORKING, Record, ResultsFolder
from italib.stage import stage_of
from italib.steps import Say

# The parameter of the notebook that writes the document: whether it also writes a PDF.
PDF = "pdf"


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

    `pdf` tells whether the document is also written as PDF. `parameters` go to the notebooks besides their own, of
    which `jobs` are at work at a time. `say` takes each piece of progress. Raises InputError where the inputs or the
    call can't be used, NotebookFailed where a notebook stops; either way the last results stay whole.
    """
    start = base(data_dir)
    values = {"agency": agency_name, "year": year, "data_dir": data_dir, "output_dir": output_dir}
    with contextlib.ExitStack() as held:
        with stops.before_anything_is_written():
            # A wrong call is refused before the exports are read.
            names = select(notebooks, only)
            stop_if(output_problems(start / data_dir, start / output_dir, agency_name, year))
            stop_if(parameter_problems(notebooks, names, values, {PDF}, parameters or {}))
            found = check(agency_name, year, data_dir).year
            years = years_of(start / data_dir, agency_name)
            sources = {"package": package_hash(), "inputs": agency.input_hashes(start / data_dir, agency_name, years)}
            work = ResultsFolder(start / output_dir, agency_name, year)
            held.enter_context(work.alone())
            work.recover()
            if only and work.is_stale(sources):
                say(CLI["stale"] + "\n")
                names, only = select(notebooks, ()), ()
        say(pages.whose(found.inputs) + "\n")
        folder = held.enter_context(work.open(keep=bool(only)))
        record = Record(folder, {**values, PDF: pdf}, sources)
        record.write(STATUS_FAILED)
        # The notebooks are forks of this process, and find what was computed here; one that runs alone finds the file.
        keep(found)
        stage_of(found, folder).leave_scores(found.scores)
        staged = {**values, **(parameters or {}), "output_dir": (Path(output_dir) / WORKING).as_posix()}

        def values_of(notebook: nbformat.NotebookNode) -> dict[str, object]:
            return {**staged, **({PDF: pdf} if PDF in declared(notebook) else {})}

        files = [notebooks / f"{name}.ipynb" for name in names]
        how = {"jobs": jobs, "record": record, "say": say}
        stopped = steps.execute_notebooks(files, folder, values_of, output_dir, **how)
        write = partial(write_pages, folder, notebooks, found)
        if stopped:
            steps.stop(stopped, work, record, partial(write, failed={done.name for done in stopped}))
        draft = sentences.draft_reason(found.by_figure)
        with steps.telling(CLI["pages"].format(number=len(names) + 1, count=len(names) + 1), say):
            write(draft)
        result = _result(work.results, found, draft)
        # So that a batch that is resumed need not compute it.
        record.result = {
            "total": result.total,
            "rating": result.rating,
            "gaps": len(found.findings.weak),
            "reconciled": result.reconciled,
            "draft": draft,
        }
        whole = all((folder / "notebooks" / f"{name}.ipynb").is_file() for name in select(notebooks, ()))
        record.write(STATUS_DRAFT if draft else STATUS_DONE if whole else STATUS_PARTIAL)
        work.move_in()
    return result


def _result(folder: Path, found: AgencyYear, draft: str) -> Result:
    shown = found.by_figure.set_index(["level", "code"])["shown"]
    return Result(
        folder, shown["total", "total"], shown["rating", "total"], draft, sentences.reconciled(found.by_figure)
    )

"""A whole country from one export to its page: read and scored, kept as stages, the notebook, tables and charts.

As with an agency-year, everything is made beside the results and moved into their place when it is complete.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from italib import country_sentences, country_stage, pages, publish, steps
from italib.country import Country, read_country
from italib.country_exports import write_agencies
from italib.country_overview import CountryFindings
from italib.folders import NATIONAL, base, output_problems
from italib.messages import CLI
from italib.notebooks import NOTEBOOKS, question, read_notebook
from italib.package import package_hash
from italib.pages import Page
from italib.problems import Problem, stop_if
from italib.results import STATUS_DONE, STATUS_FAILED, WORKING, Record, ResultsFolder
from italib.steps import Say
from italib.stops import before_anything_is_written
from italib.words import INVENTED

NOTEBOOK = "90_national"


@dataclass(frozen=True)
class NationalResult:
    """What a run came to: the folder of its results, what is said of the country, how many agencies were written."""

    folder: Path
    said: str
    invented: bool
    split: int


def run_national(
    year: int,
    file: Path,
    *,
    data_dir: str = "data",
    output_dir: str = "outputs",
    agency: str = "",
    split: bool = True,
    notebooks: Path = NOTEBOOKS,
    say: Say = lambda text: None,
) -> NationalResult:
    """Everything for a country and a year, from the export `file` of all its agencies.

    `agency` is the code of the one to be looked at, `split` whether the rows of each agency are written to the data,
    for `italib run` and `italib batch`. `say` takes each piece of progress, a line at a time. Raises InputError where
    the file or the call can't be used, NotebookFailed where the notebook stops; the last results stay whole.
    """
    start = base(data_dir)
    data, source = start / data_dir, notebooks / f"{NOTEBOOK}.ipynb"
    values = {"agency": agency, "year": year, "data_dir": data_dir, "output_dir": output_dir}
    with contextlib.ExitStack() as held:
        with before_anything_is_written():
            stop_if([Problem.of("no_file", file)] if not file.is_file() else [])
            stop_if(output_problems(data, start / output_dir, NATIONAL, year))
            asked = question(read_notebook(source))
            work = ResultsFolder(start / output_dir, NATIONAL, year)
            held.enter_context(work.alone())
            work.recover()
            say(CLI["national_running"].format(year=year) + "\n")
            country = read_country(file, year, data, lambda text: say(text + "\n"))
            stop_if(country_stage.agency_problems(country.agencies["agency"], agency, file))
        written = _split(file, country, data, say) if split else 0
        folder = held.enter_context(work.open(keep=False))
        record = Record(folder, values, _sources(file, data, year))
        record.write(STATUS_FAILED)
        frames = {name: getattr(country, name) for name in country_stage.FRAMES}
        country_stage.write_stages(folder, country_stage.made_from(data, year), frames, country.invented)
        found = CountryFindings(country.framework, country.agencies, country.scores, agency, country.invented)
        staged = {**values, "output_dir": (Path(output_dir) / WORKING).as_posix()}
        how = {"jobs": 1, "record": record, "say": say}
        stopped = steps.execute_notebooks([source], folder, lambda notebook: staged, output_dir, **how)
        write = partial(_write_pages, folder, found, asked)
        if stopped:
            steps.stop(stopped, work, record, write)
        with steps.telling(CLI["pages"].format(number=2, count=2), say):
            write("")
        record.write(STATUS_DONE)
        work.move_in()
    said = country_sentences.passed(found)
    return NationalResult(start / output_dir / NATIONAL / str(year), said, country.invented, written)


def _split(file: Path, country: Country, data: Path, say: Say) -> int:
    """Write the rows of each agency to the data; how many agencies."""
    say(CLI["national_splitting"].format(folder=data / "agencies") + "\n")
    return write_agencies(file, country, data, lambda text: say(text + "\n"))


def _sources(file: Path, data: Path, year: int) -> dict[str, object]:
    """What the results are made from, each file with its hash; the export may be larger than the memory."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"package": package_hash(), "inputs": {**country_stage.sources(data, year), file.name: digest}}


def _write_pages(folder: Path, found: CountryFindings, asked: str, draft: str) -> None:
    """The page of the notebook, and the contents before it."""
    executed = folder / "notebooks" / f"{NOTEBOOK}.ipynb"
    listed = [Page(NOTEBOOK, asked, "failed" if draft else "done")] if executed.is_file() else []
    whose = CLI["national_running"].format(year=found.framework.year)
    for page in listed:
        html = pages.page_of(read_notebook(executed), page.name, listed, whose, draft)
        publish.write(folder / "html" / f"{page.name}.html", html.encode("utf-8"))
    content = {
        "whose": whose,
        "draft": draft,
        "notice": INVENTED if found.invented else "",
        "scored": country_sentences.scored(found),
        "passed": country_sentences.passed(found) if found.summary.scored else "",
        "pages": listed,
        "tables": sorted(path.name for path in (folder / "tables").glob("*.csv")),
        "figures": sorted(path.stem for path in (folder / "figures").glob("*.png")),
    }
    template = pages.exporter().environment.get_template("country.html.j2")
    publish.write(folder / "index.html", template.render(page={**pages.dress(), **content}).encode("utf-8"))

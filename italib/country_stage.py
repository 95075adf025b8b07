"""What the notebook of a whole country opens: the scores that `italib national` has made, and what is found of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from italib import framework_files, national, publish
from italib.chart import Chart
from italib.country_overview import CountryFindings
from italib.elements import prose
from italib.folders import NATIONAL, base
from italib.framework import Framework
from italib.messages import CLI
from italib.package import package_hash
from italib.problems import InputError, Problem, stop_if
from italib.words import INVENTED

FRAMES = ("agencies", "scores", "issues")
EXAMPLES = 3  # codes named to who asks for one that is not there


@dataclass(frozen=True)
class CountryStage:
    """One notebook's view of a country: its findings, what cleaning found (`issues`), and what is published of it."""

    findings: CountryFindings
    issues: pd.DataFrame
    national: pd.DataFrame
    folder: publish.RunFolder

    @property
    def framework(self) -> Framework:
        """The rules of the year."""
        return self.findings.framework

    @cached_property
    def notice(self) -> str:
        """That the data are invented, if they are."""
        return INVENTED if self.findings.invented else ""

    def heading(self) -> HTML:
        """Whose figures these are, and whether they are real."""
        lines = [CLI["national_running"].format(year=self.framework.year), *filter(None, [self.notice])]
        return HTML("".join(f'<p class="notice">{escape(line)}</p>' for line in lines))

    def table(self, name: str, frame: pd.DataFrame) -> None:
        """Write a table of the run folder; each of its rows says in `note_th` that it is invented, if it is."""
        self.folder.table(name, frame.assign(note_th=self.notice))

    def figure(self, name: str, chart: Chart | None, otherwise: str) -> HTML:
        """Write a chart into the run folder, and show it; where there is none, the words `otherwise`."""
        return prose(otherwise) if chart is None else self.folder.figure(name, chart)


def sources(data_dir: Path, year: int) -> dict[str, str]:
    """The sha256 of every file of `data_dir` that the scores of a country rest on, by its path."""
    files = [*(data_dir / "frameworks" / str(year)).glob("*.*"), data_dir / "forms.toml", data_dir / national.FILE]
    return {path.relative_to(data_dir).as_posix(): publish.sha256(path) for path in sorted(files) if path.is_file()}


def made_from(data_dir: Path, year: int) -> str:
    """One hash of the rules and of the package: scores made from others are none of this year."""
    return hashlib.sha256(repr((sorted(sources(data_dir, year).items()), package_hash())).encode()).hexdigest()


def write_stages(folder: Path, origin: str, frames: dict[str, pd.DataFrame], invented: bool) -> None:
    """Write the stage files of a country: its `agencies`, `scores` and `issues`, as `country.Country` has them."""
    frames = {**frames, "agencies": frames["agencies"].assign(invented=invented)}
    for name in FRAMES:
        publish.RunFolder(folder).stage(name, origin, frames[name])


def agency_problems(codes: Iterable[str], agency: str, place: Path) -> list[Problem]:
    """A problem where no agency has the code that is asked for."""
    known = sorted(codes)
    if not agency or agency in known:
        return []
    return [Problem.of("unknown_agency_code", place, found=agency, examples=", ".join(known[:EXAMPLES]))]


def open_country(year: int, data_dir: str = "data", output_dir: str = "outputs", agency: str = "") -> CountryStage:
    """What the notebook of a country works with; `agency` is the code of the one to be looked at, or empty.

    Relative folders start from the project, as with `stage.open_stage`. Raises InputError where `italib national` has
    not run yet, or not with these rules, and where there is no such agency.
    """
    start = base(data_dir)
    folder = publish.RunFolder(start / output_dir / NATIONAL / str(year))
    rules = start / data_dir / "frameworks" / str(year)
    origin = made_from(start / data_dir, year)
    frames = {name: folder.read_stage(name, origin) for name in FRAMES}
    if any(frame is None for frame in frames.values()):
        raise InputError([Problem.of("no_national", folder.path, year=year)])
    agencies = frames["agencies"]
    stop_if(agency_problems(agencies["agency"], agency, folder.path))
    invented = bool(agencies["invented"].any())
    found = CountryFindings(framework_files.load(rules), agencies, frames["scores"], agency, invented)
    return CountryStage(found, frames["issues"], national.national(start / data_dir / national.FILE), folder)

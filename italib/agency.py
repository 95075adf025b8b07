"""What an agency-year folder supplies: typed, validated, every problem at once. Scores nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from italib import framework_files, national
from italib.agency_tables import Tables
from italib.export_settings import AllExportSettings, ExportSettings, settings_problems
from italib.files import read_toml
from italib.folders import FORMS_OF_EXPORTS, folder_of, home_of, leads_out, strange_files, years_of
from italib.forms import Forms
from italib.framework import Framework, Frozen
from italib.problems import InputError, Problem, stop_if
from italib.template import Template, phrase_problems

RECONSTRUCTION_LIST = "reconstructed.csv"
# The list of exports that were taken from one of the whole country; where that is invented, the other one names them.
COUNTRY_LIST = "from_country.csv"
LISTS = (RECONSTRUCTION_LIST, COUNTRY_LIST)
# Where the exports stand while `italib reconstruct` puts others in their place.
RAW_PREVIOUS = ".raw.previous"
SETTINGS_OF_EXPORTS = "export.toml"
TEMPLATE = "document.toml"
ABOUT = "agency.toml"
# The year is the name of a folder, of four digits.
YEARS = range(1000, 10000)


class Agency(Frozen):
    """An agency: its names, and the population of each survey by year where it is known."""

    name_th: str
    short_th: str = ""
    province_th: str = ""
    kind_th: str = ""
    population: dict[int, dict[str, int]] = {}


class DocumentSettings(Frozen):
    """What the office sets of the annual document that follows a year: the month on it, its digits, and whether it has
    the annex of findings.
    """

    date_th: str = ""
    thai_digits: bool = False
    annex: bool = False


@dataclass(frozen=True)
class Inputs:
    """Everything that is known of one agency in one year.

    `published, guidance, comments, actions, measures, progress, claims` are the tables that the office keeps, as
    `agency_tables.Tables` gives them. `template` is the text of the annual document, `document` what the office sets of
    it, `national` the figures of the whole country. `raw`: the exports, by instrument and name, `export_settings`: what
    the office says of them, by name.
    """

    agency: str
    year: int
    about: Agency
    framework: Framework
    forms: Forms
    template: Template
    document: DocumentSettings
    published: pd.DataFrame
    guidance: pd.DataFrame
    comments: pd.DataFrame
    actions: pd.DataFrame
    measures: pd.DataFrame
    progress: pd.DataFrame
    claims: pd.DataFrame
    national: pd.DataFrame
    raw: tuple[Path, ...]
    export_settings: dict[str, ExportSettings]
    reconstructed: bool

    @property
    def population(self) -> dict[str, int]:
        """The population of each survey of this year, where it is known."""
        return self.about.population.get(self.year, {})


def input_hashes(data_dir: Path, agency: str, years: Iterable[int]) -> dict[str, str]:
    """The sha256 of every file that the given years of an agency rest on, by its path within `data_dir`."""
    home = data_dir / "agencies" / agency
    files = [*(data_dir / name for name in ("forms.toml", TEMPLATE, national.FILE)), home / ABOUT]
    for year in years:
        files += [*(data_dir / "frameworks" / str(year)).rglob("*"), *(home / str(year)).rglob("*")]
    return {
        path.relative_to(data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
        if path.is_file() and not path.name.startswith(".") and not leads_out(data_dir, path)
    }


def load(data_dir: Path, agency: str, year: int) -> Inputs:
    """The inputs of one agency-year. Raises InputError with every problem of every file."""
    home = home_of(data_dir, agency)
    known_years = years_of(data_dir, agency)
    if isinstance(year, bool) or not isinstance(year, Integral) or year not in YEARS:
        raise InputError([Problem.of("bad_year", home, found=year, example=known_years[-1] if known_years else "")])
    folder, rules = folder_of(data_dir, agency, year), data_dir / "frameworks" / str(year)
    for wanted in (folder, rules):
        if not wanted.is_dir():
            known = ", ".join(sorted(path.name for path in wanted.parent.iterdir() if path.is_dir()))
            raise InputError([Problem.of("no_folder", wanted, known=known)])
    stop_if(
        [*strange_files(data_dir, home, deep=False), *strange_files(data_dir, folder), *strange_files(data_dir, rules)]
    )
    framework = framework_files.load(rules)
    problems: list[Problem] = []
    about = _settings(Agency, home / ABOUT, problems)
    # What forms say is looked for in exports, and may be a smiling face.
    forms = _settings(Forms, data_dir / "forms.toml", problems, printed=False)
    template = _settings(Template, data_dir / TEMPLATE, problems)
    if template is not None:
        problems.extend(phrase_problems(template, data_dir / TEMPLATE))
    document = _settings(DocumentSettings, folder / "document.toml", problems, optional=True)
    tables = Tables(folder, framework, problems)
    published, guidance, comments, actions = tables.published(), tables.guidance(), tables.comments(), tables.actions()
    measures = tables.measures(actions)
    progress, claims = tables.progress(measures), tables.claims()
    country = _country(data_dir / national.FILE, problems)
    if (folder / RAW_PREVIOUS).is_dir() and not (folder / "raw").is_dir():
        problems.append(Problem.of("cut_off", folder / "raw"))
    raw = _raw(folder / "raw", framework, problems)
    said = _settings(AllExportSettings, folder / "raw" / SETTINGS_OF_EXPORTS, problems, optional=True, printed=False)
    if said is not None:
        problems += settings_problems(folder / "raw" / SETTINGS_OF_EXPORTS, said, raw, framework)
    stop_if(problems)
    return Inputs(
        agency=agency,
        year=year,
        about=about,
        framework=framework,
        forms=forms,
        template=template,
        document=document,
        published=published,
        guidance=guidance,
        comments=comments,
        actions=actions,
        measures=measures,
        progress=progress,
        claims=claims,
        national=country,
        raw=tuple(raw),
        export_settings=said.files,
        reconstructed=(folder / "raw" / RECONSTRUCTION_LIST).is_file(),
    )


def forms_of(data_dir: Path) -> Forms:
    """The words of exports. Raises InputError with all that is wrong with them."""
    problems: list[Problem] = []
    forms = _settings(Forms, data_dir / "forms.toml", problems, printed=False)
    stop_if(problems)
    return forms


def _settings(
    model: type[Frozen], path: Path, problems: list[Problem], *, optional: bool = False, printed: bool = True
) -> Frozen | None:
    """The settings of a file; where it may be missing, those that hold without it."""
    try:
        return model.model_validate({} if optional and not path.exists() else read_toml(path, printed=printed))
    except InputError as wrong:
        problems.extend(wrong.problems)
    except ValidationError as wrong:
        problems.extend(framework_files.setting_problems(path, wrong))
    return None


def _country(path: Path, problems: list[Problem]) -> pd.DataFrame | None:
    """The figures of the whole country."""
    try:
        return national.national(path)
    except InputError as wrong:
        problems.extend(wrong.problems)
        return None


def _raw(folder: Path, framework: Framework, problems: list[Problem]) -> list[Path]:
    """The export files: every spreadsheet or text table in `raw/`, named after its instrument."""
    found = []
    for path in sorted(folder.glob("*")):
        ours = path.name in LISTS or path.suffix.lower() in (".md", ".toml") or path.name.startswith(".")
        if ours or path.is_dir() or path.name.startswith("~$"):
            continue
        if instrument_of_file(path, framework) is None:
            known = ", ".join(code.lower() for code in framework.codes["instrument"])
            problems.append(Problem.of("unknown_instrument", path, known=known))
        elif path.suffix.lower() not in FORMS_OF_EXPORTS:
            problems.append(Problem.of("unsupported_form", path))
        else:
            found.append(path)
    order = framework.codes["instrument"]
    return sorted(found, key=lambda path: (order.index(instrument_of_file(path, framework)), path.name))


def instrument_of_file(path: Path, framework: Framework) -> str | None:
    """The instrument whose code the file name begins with, if any."""
    return next((c for c in framework.codes["instrument"] if path.name.casefold().startswith(c.casefold())), None)

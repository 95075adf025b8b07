"""What a batch is asked to do: the agency-years that the words of a call name, or all that the data hold."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from italib import remote
from italib.folders import AGENCY_NAME, BATCH, LONGEST_NAME, base, output_problems
from italib.order import Order
from italib.problems import Problem, stop_if
from italib.stops import before_anything_is_written

YEAR_FOLDER = "[0-9][0-9][0-9][0-9]"


def orders_of(words: Sequence[str], *, data_dir: str = "data", output_dir: str = "outputs", **how) -> list[Order]:
    """An order for every agency-year that the words of a call ask for; `how` is the same for all.

    Raises InputError where a word asks for nothing that is there, and where results can't stand in the folder for them.
    """
    with before_anything_is_written():
        here = Path() if remote.is_remote(data_dir) else base(data_dir)
        if not (remote.is_remote(data_dir) or remote.is_remote(output_dir)):
            stop_if(output_problems(here / data_dir, here / output_dir, BATCH, ""))
        asked = wanted(words, data_dir)
        if remote.is_remote(output_dir):
            remote.apart(remote.try_to_write, output_dir)
    folders = {"start": str(here.resolve()), "data_dir": data_dir, "output_dir": output_dir}
    return [Order(agency, year, **folders, **how) for agency, year in asked]


def wanted(words: Sequence[str], data_dir: str = "data") -> list[tuple[str, int]]:
    """The agency-years that `AGENCY` and `AGENCY/YEAR` ask for, sorted; all that there are without words.

    Raises InputError with every word that asks for nothing that is there, and where there is nothing to do.
    """
    agencies = f"{data_dir}/agencies"
    if not words:
        found = sorted(known(data_dir))
        stop_if([] if found else [Problem.of("no_orders", agencies)])
        return found
    found, problems = set(), []
    for word in words:
        agency, _, year = word.partition("/")
        if not AGENCY_NAME.fullmatch(agency):
            problems.append(Problem.of("bad_agency_name", agencies, found=agency, most=LONGEST_NAME))
            continue
        there = sorted(known(data_dir, agency))
        asked = [(agency, there_year) for _, there_year in there if year in ("", str(there_year))]
        if not asked:
            years = ", ".join(str(there_year) for _, there_year in there)
            problems.append(Problem.of("no_such_order", agencies, found=word, known=years or "–"))
        found.update(asked)
    stop_if(problems)
    return sorted(found)


def known(data_dir: str, agency: str = "*") -> Iterable[tuple[str, int]]:
    """Every agency-year that the data have a folder of: of all agencies, or of one."""
    pattern = f"agencies/{agency}/{YEAR_FOLDER}"
    if remote.is_remote(data_dir):
        found = [Path(path) for path in remote.apart(remote.folders, data_dir, pattern)]
    else:
        found = [path for path in (base(data_dir) / data_dir).glob(pattern) if path.is_dir()]
    return [(path.parent.name, int(path.name)) for path in found if not path.parent.name.startswith(".")]

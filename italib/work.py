"""The work of one order, in a process of its own: made, or found as it should be, and what came of it told."""

import time
from functools import cache
from pathlib import Path

from italib import agency, forked, outcomes, pages, place, publish, run, thai
from italib.files import read_toml
from italib.folders import years_of
from italib.lock import Busy
from italib.notebooks import NOTEBOOKS, read_notebook, select
from italib.order import Order
from italib.outcomes import Outcome
from italib.package import package_hash
from italib.place import Place
from italib.problems import InputError
from italib.results import STATUS_DONE, STATUS_DRAFT
from italib.steps import NotebookFailed
from italib.stops import problem_of

# So many seconds between two looks whether another process has let go of an agency-year.
LOOK_AGAIN = 0.2


def do(order: Order) -> Outcome:
    """Make the results of an order, unless it is to be resumed and they are as they should be.

    Goes into another folder than the process stands in: the process must be one of its own. What stops the order is
    its outcome.
    """
    began, about = time.perf_counter(), {}
    try:
        with place.of(order) as here:
            about = {"name_th": _name(here.data, order.agency)}
            if order.resume and (record := _current(order, here)):
                return outcomes.made(order.agency, order.year, record, **about, resumed=True)
            try:
                _run(order, here)
            except NotebookFailed as stopped:
                about["kept"] = here.keep_failed()
                why = f"{stopped.notebook}: {stopped.why}"
            else:
                return outcomes.made(order.agency, order.year, here.store(), **about)
    except InputError as wrong:
        why = str(wrong)
    except OSError as wrong:
        why = str(problem_of(wrong) or wrong)
    seconds = round(time.perf_counter() - began, 3)
    return outcomes.failed(order.agency, order.year, why, **about, seconds=seconds)


def warm() -> None:
    """Import and compute what all orders share, before the first fork."""
    _package()
    pages.exporter()
    thai.dictionary()
    for name in select(NOTEBOOKS, ()):
        forked.warm(read_notebook(NOTEBOOKS / f"{name}.ipynb"))


def _run(order: Order, here: Place) -> None:
    """The run of an order. Where another process is at it, this one waits as long as the order's patience lasts."""
    give_up = time.monotonic() + order.patience
    while True:
        try:
            run.run(
                order.agency,
                order.year,
                data_dir=here.data_dir,
                output_dir=here.output_dir,
                pdf=order.pdf,
                notebooks=_notebooks(order),
            )
            return
        except Busy:
            if time.monotonic() > give_up:
                raise
        time.sleep(LOOK_AGAIN)


def _notebooks(order: Order) -> Path:
    return Path(order.notebooks) if order.notebooks else NOTEBOOKS


def _name(data: Path, agency_name: str) -> str:
    """The name of an agency; empty where its file can't be read, which the run tells."""
    try:
        return str(read_toml(data / "agencies" / agency_name / agency.ABOUT).get("name_th", ""))
    except InputError:
        return ""


def _current(order: Order, here: Place) -> dict:
    """The record of the results that stand, if they are whole and made from what the run would make them from.

    Empty where they are missing, failed, or stale: other inputs, rules, notebooks, package or form of the document.
    """
    record, names, has_failed = here.standing()
    if has_failed or record.get("status") not in (STATUS_DONE, STATUS_DRAFT):
        return {}
    notebooks = _notebooks(order)
    wanted = {
        "package": _package(),
        "inputs": agency.input_hashes(here.data, order.agency, years_of(here.data, order.agency)),
        "notebooks": {name: publish.sha256(notebooks / f"{name}.ipynb") for name in select(notebooks, ())},
        "pdf": order.pdf,
    }
    made_from = {
        "package": record.get("package"),
        "inputs": record.get("inputs"),
        "notebooks": {name: made["sha256"] for name, made in record.get("notebooks", {}).items()},
        "pdf": record.get("parameters", {}).get("pdf"),
    }
    whole = record.get("outputs", {}).keys() <= set(names)
    return record if whole and made_from == wanted else {}


@cache
def _package() -> str:
    """The hash of the package as this process has it: what is changed afterwards is not what it runs."""
    return package_hash()

"""Where an order is worked on: in the folders of this machine, or in a copy of what an address has.

What has an address is fetched first and stored afterwards. Then both folders have the same names wherever they stand
here, so that results name no folder of the machine.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from italib import remote
from italib.order import Order
from italib.results import FAILED, ResultsFolder, read_record

DATA, OUTPUTS = "data", "outputs"


@dataclass(frozen=True)
class Place:
    """The folders of one order, from where the process stands, and the address that its results go to, if any."""

    order: Order
    data_dir: str
    output_dir: str
    address: str = ""

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return Path(self.data_dir)

    @property
    def _results(self) -> ResultsFolder:
        return ResultsFolder(Path(self.output_dir), self.order.agency, self.order.year)

    def standing(self) -> tuple[dict, list[str], bool]:
        """The record of the results that stand, the names of their files, and whether a run has failed since."""
        if self.address:
            record = Path(remote.RECORD)
            names, failed = remote.apart(remote.standing, self.address, f"{self.address}{FAILED}", record)
            return read_record(record), names, failed
        folder = self._results.results
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        return read_record(folder / remote.RECORD), names, self._results.failed.is_dir()

    def store(self) -> dict:
        """The record of finished results, which stand where they are wanted from here on."""
        folder = self._results.results
        if self.address:
            remote.apart(remote.store, self.address, folder, f"{self.address}{FAILED}")
        return read_record(folder / remote.RECORD)

    def keep_failed(self) -> bool:
        """Keep what a failed run has made where it can be looked at; whether there is a page of it."""
        folder = self._results.failed
        if self.address and folder.is_dir():
            remote.apart(remote.store, f"{self.address}{FAILED}", folder)
        return (folder / "index.html").is_file()


@contextlib.contextmanager
def of(order: Order) -> Iterator[Place]:
    """The place of an order, with this process standing in it. Raises InputError and OSError where there is none."""
    back = Path.cwd()
    with contextlib.ExitStack() as held:
        if not any(map(remote.is_remote, (order.data_dir, order.output_dir))):
            os.chdir(order.start)
            made = Place(order, order.data_dir, order.output_dir)
        else:
            folder = Path(held.enter_context(TemporaryDirectory(dir=order.scratch or None, prefix="italib-")))
            made = _gathered(order, folder)
            os.chdir(folder)
        # What is entered last is left first: nobody stands in a folder that goes.
        held.callback(os.chdir, back)
        yield made


def _gathered(order: Order, folder: Path) -> Place:
    """Both folders of an order in `folder`: fetched, linked to, or new."""
    start, address = Path(order.start).resolve(), ""
    if remote.is_remote(order.data_dir):
        (folder / DATA).mkdir()
        remote.apart(remote.fetch, order.data_dir, order.agency, folder / DATA)
    else:
        (folder / DATA).symlink_to(start / order.data_dir, target_is_directory=True)
    if remote.is_remote(order.output_dir):
        address = f"{order.output_dir.rstrip('/')}/{order.agency}/{order.year}"
    else:
        (start / order.output_dir).mkdir(parents=True, exist_ok=True)
        (folder / OUTPUTS).symlink_to(start / order.output_dir, target_is_directory=True)
    return Place(order, DATA, OUTPUTS, address)

"""The exports of an agency-year where italib itself makes them: put in place at once, over no others' files."""

import csv
import hashlib
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

from italib import disk
from italib.agency import LISTS, RAW_PREVIOUS
from italib.files import read_csv
from italib.folders import home_of
from italib.lock import alone
from italib.problems import Problem

# Beside `raw`, out of sight of every reader.
WORKING, LOCK = ".raw.running", ".raw.lock"


def listing_of(made: Mapping[str, bytes]) -> bytes:
    """The list of the files that italib made, by which it knows them again."""
    text = io.StringIO()
    rows = ([name, hashlib.sha256(content).hexdigest()] for name, content in sorted(made.items()))
    csv.writer(text, lineterminator="\n").writerows([["file", "sha256"], *rows])
    return text.getvalue().encode()


def recover(data: Path, agency_name: str, year: int) -> None:
    """Put the exports back in place where the last reconstruction was cut off between its two moves.

    Raises InputError where there is no such agency.
    """
    folder = home_of(data, agency_name) / str(year)
    disk.recover(folder / "raw", folder / RAW_PREVIOUS)


def put(folder: Path, made: dict[str, bytes]) -> None:
    """Put the files `made` in place of what `folder/raw` holds, all at once.

    Raises InputError where another program is at it, OSError where they can't be written; the old stay then.
    """
    working = folder / WORKING
    with alone(folder / LOCK):
        shutil.rmtree(working, ignore_errors=True)
        try:
            for name, content in made.items():
                disk.write(working / name, content)
            disk.swap_in(working, folder / "raw", folder / RAW_PREVIOUS)
        finally:
            shutil.rmtree(working, ignore_errors=True)


def not_ours(raw: Path) -> list[Problem]:
    """A problem for every file in `raw` that is not, byte for byte, one that this made."""
    listings = [raw / name for name in LISTS if (raw / name).is_file()]
    ours = {row["file"]: row["sha256"] for listing in listings for row in read_csv(listing, ("file", "sha256"))}
    return [
        Problem.of("not_ours", path)
        for path in sorted(raw.glob("*"))
        if path not in listings
        and (
            path.is_symlink()
            or not path.is_file()
            or ours.get(path.name) != hashlib.sha256(path.read_bytes()).hexdigest()
        )
    ]

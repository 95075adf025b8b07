"""The folders of agencies and years: where they are, and what in them leads elsewhere or is no file to read."""

import os
import re
from pathlib import Path

from italib.problems import InputError, Problem

FORMS_OF_EXPORTS = (".csv", ".tsv", ".xlsx", ".ods", ".parquet")
# A name that is the same folder everywhere: Windows keeps some names for devices, and knows no capitals. What all
# agencies together come to stands in folders beside theirs.
BATCH, NATIONAL = "batch", "national"
LONGEST_NAME = 64
AGENCY_NAME = re.compile(
    rf"(?!({BATCH}|{NATIONAL}|con|prn|aux|nul|com[0-9]|lpt[0-9])\Z)[a-z0-9][a-z0-9_-]{{0,{LONGEST_NAME - 1}}}"
)


def years_of(data_dir: Path, agency: str) -> list[int]:
    """The years that an agency has a folder of, in order."""
    folders = (data_dir / "agencies" / agency).glob("[0-9][0-9][0-9][0-9]")
    return sorted(int(folder.name) for folder in folders if folder.is_dir())


def folder_of(data_dir: Path, agency: str, year: int) -> Path:
    """The folder of an agency-year."""
    return data_dir / "agencies" / agency / str(year)


def home_of(data_dir: Path, agency: str) -> Path:
    """The agency's folder. A name that could lead anywhere else is refused before it is looked for."""
    agencies = data_dir / "agencies"
    if not isinstance(agency, str) or not AGENCY_NAME.fullmatch(agency):
        raise InputError([Problem.of("bad_agency_name", agencies, found=agency, most=LONGEST_NAME)])
    if not (agencies / agency).is_dir():
        known = ", ".join(sorted(path.name for path in agencies.glob("*") if path.is_dir()))
        raise InputError([Problem.of("no_folder", agencies / agency, known=known)])
    return agencies / agency


def leads_out(data_dir: Path, path: Path) -> bool:
    """Whether a path is a link to what is not in the data."""
    # Links in a circle are an error to `Path.resolve`.
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(data_dir.resolve())


def strange_files(data_dir: Path, folder: Path, deep: bool = True) -> list[Problem]:
    """A problem for a folder, and for all that is in it, where a link leads out of the data, or no file can be read.

    A folder with the name of a table would pass for a table that is not there; a pipe or a device could be waited for
    without end. Files whose names begin with a dot are no inputs.
    """
    inside = [path for path in sorted(folder.rglob("*") if deep else folder.glob("*")) if path.name[0] != "."]
    problems = []
    for path in (folder, *inside):
        if leads_out(data_dir, path):
            problems.append(Problem.of("leads_out", path))
        elif not path.is_file() and (not path.is_dir() or path.suffix.lower() in (".toml", *FORMS_OF_EXPORTS)):
            problems.append(Problem.of("no_plain_file", path))
    return problems


def base(data_dir: str) -> Path:
    """The folder that relative `data_dir` and `output_dir` start from: the nearest one, here or above, that holds it.

    It is relative itself (`.`, `..`), so that no message and no output names a folder of the machine.
    """
    here = Path.cwd()
    upwards = (Path(*[".."] * steps) for steps in range(len(here.parents) + 1))
    return next((folder for folder in upwards if (folder / data_dir).is_dir()), Path())


def output_problems(data: Path, outputs: Path, agency_name: object, year: object) -> list[Problem]:
    """A problem if results can't stand in a folder: a file is in its place, or they would take the place of inputs.

    They would also where the data stand in the folder of the results itself, which is replaced whole.
    """
    if outputs.exists() and not outputs.is_dir():
        return [Problem.of("not_a_folder", outputs)]
    results, inputs = (outputs / f"{agency_name}" / f"{year}").resolve(), data.resolve()
    taken = outputs.resolve().is_relative_to(inputs) or inputs.is_relative_to(results)
    return [Problem.of("output_in_data", outputs)] if taken else []

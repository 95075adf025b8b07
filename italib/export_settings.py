"""What an office says of its exports in `raw/export.toml`: only what can't be told from the files themselves."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from italib.encoding import is_known
from italib.framework import Framework, Frozen
from italib.problems import Problem

LETTER = re.compile(r"[A-Z]{1,3}")
IGNORED = "ignore"
ROLES = ("timestamp", "identity", "service", "code", "score", "respondent", "item", "part", "answer", IGNORED)


class Eligible(Frozen):
    """Whose answers count: those with one of these answers in the column of this letter."""

    column: str
    answers: tuple[str, ...] = Field(min_length=1)


class ExportSettings(Frozen):
    """What is said of one file.

    `columns`: by its letter, the part that a column answers or its role. `answers`: what the cells hold: texts of
    options or their points where nothing is said, `points` alone, or `codes`, the place of the option counted from 1.
    """

    encoding: str = ""
    header_row: int | None = Field(default=None, ge=1)
    columns: dict[str, str] = {}
    answers: Literal["", "points", "codes"] = ""
    eligible: Eligible | None = None


class AllExportSettings(Frozen):
    """The whole of `export.toml`: the settings of each file by its name."""

    files: dict[str, ExportSettings] = {}


def settings_problems(
    path: Path, said: AllExportSettings, files: Iterable[Path], framework: Framework
) -> list[Problem]:
    """A problem for every setting that fits no file, column, part or encoding."""
    names = [file.name for file in files]
    parts = {part.name for item in framework.items for part in item.parts}
    parts |= {item.code for item in framework.items if len(item.parts) == 1}
    problems = []
    for name, settings in said.files.items():
        at = {"file": path, "column": f"files.{name}"}
        if name not in names:
            problems.append(Problem.of("settings_of_no_file", **at, known=", ".join(names) or "–"))
        if settings.encoding and not is_known(settings.encoding):
            problems.append(Problem.of("unknown_encoding", **at, found=settings.encoding))
        for letter, meaning in settings.columns.items():
            of_column = {"file": path, "column": f"files.{name}.columns.{letter}", "found": meaning}
            if not LETTER.fullmatch(letter):
                problems.append(Problem.of("no_letter_of_column", **of_column))
            if meaning not in parts and meaning not in ROLES:
                problems.append(Problem.of("unknown_meaning", **of_column, example=min(parts), known=", ".join(ROLES)))
        if settings.eligible and not LETTER.fullmatch(settings.eligible.column):
            where = {"column": f"files.{name}.eligible.column", "found": settings.eligible.column}
            problems.append(Problem.of("no_letter_of_column", path, **where))
    return problems

"""What is wrong with an input: a problem names file, row, column, value and what to do; one error carries them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from italib.messages import PROBLEMS


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what was found there and a Thai sentence on what to do.

    >>> print(Problem.of("bad_polarity", "data/parts.csv", row=3, column="polarity", found="บวก"))
    data/parts.csv แถว 3 คอลัมน์ polarity พบ “บวก”: ทิศทางต้องเป็น positive หรือ negative
    """

    file: str
    row: int | None
    column: str
    found: str
    message: str

    @classmethod
    def of(
        cls, key: str, file: str | Path, *, row: int | None = None, column: str = "", found: object = "", **values
    ) -> "Problem":
        """The problem `key` of the message catalogue, its sentence filled with `values`."""
        return cls(_near(file), row, column, str(found), PROBLEMS[key].format(**values))

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f" แถว {self.row}"
        if self.column:
            where += f" คอลัมน์ {self.column}"
        if self.found:
            where += f" พบ “{self.found}”"
        return f"{where}: {self.message}"


def _near(file: str | Path) -> str:
    """A path as the user would type it: from where they stand, if it lies below; an address as it is."""
    if isinstance(file, str) and "://" in file:
        return file
    path = Path(file)
    below = path.is_absolute() and path.is_relative_to(Path.cwd())
    return (path.relative_to(Path.cwd()) if below else path).as_posix()


class InputError(Exception):
    """The input cannot be used. `problems` holds every reason at once."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def stop_if(problems: Iterable[Problem]) -> None:
    """Nothing, or InputError with all of `problems` if there are any."""
    problems = tuple(problems)
    if problems:
        raise InputError(problems)

"""Which column of a whole country's export is which: agency, person, and the parts of all instruments at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from italib import thai
from italib.columns import Words
from italib.export_settings import ExportSettings
from italib.forms import Forms
from italib.framework import Framework
from italib.headers import WIDE, Header, check_columns, find_header, with_nearest
from italib.problems import InputError, Problem

AGENCY_ROLES = ("agency", "agency_name")
# What stands beside the answers in the export of one agency.
BESIDE_ROLES = ("timestamp", "identity", "service")
ROLES = (*AGENCY_ROLES, "province", "kind", "instrument", "invented", *BESIDE_ROLES)


@dataclass(frozen=True)
class Layout:
    """The columns of an export by position: the first of each role, and of each part of each instrument that is there.

    `header_row` is the row that the heading ends in, `width` how many columns it has, `headings` their texts.
    """

    header_row: int
    width: int
    headings: tuple[str, ...]
    roles: Mapping[str, int]
    parts: Mapping[str, tuple[tuple[int, str, int], ...]]

    @property
    def invented(self) -> bool:
        """Whether the file says of itself that its data are invented."""
        return "invented" in self.roles

    def person_columns(self) -> list[tuple[int, str]]:
        """The position and the role of the columns beside the answers, as they stand in the file."""
        return sorted((self.roles[role], role) for role in BESIDE_ROLES if role in self.roles)

    def heading_key(self, position: int) -> str:
        """The key of the heading of a column."""
        return thai.key(self.headings[position])


def layout_of(path: Path, rows: Sequence[tuple[str, ...]], framework: Framework, forms: Forms) -> Layout:
    """The columns by the first rows of a file.

    Instruments that no column belongs to are not held. Raises InputError where no column says whose a row is, and where
    a part of the others has no column or two.
    """
    words = Words(framework, forms, *framework.codes["instrument"])
    header = find_header(rows, words, ExportSettings())
    if header is None or header.form != WIDE:
        raise InputError([Problem.of("no_header", path, instrument=", ".join(framework.codes["instrument"]))])
    problems = []
    try:
        header = with_parts(path, header, framework, forms)
    except InputError as wrong:
        problems += wrong.problems
    roles: dict[str, int] = {}
    for position, match in enumerate(header.matches):
        if match and match.role in ROLES:
            roles.setdefault(match.role, position)
    if not set(AGENCY_ROLES) & set(roles):
        known = ", ".join(word for role in AGENCY_ROLES for word in forms.columns[role])
        problems.append(Problem.of("no_agency_column", path, row=header.end + 1, known=known))
    if problems:
        raise InputError(problems)
    parts: dict[str, list[tuple[int, str, int]]] = {}
    for position, match in enumerate(header.matches):
        if match and match.role == "answer" and match.item:
            parts.setdefault(framework.instrument_of[match.item], []).append((position, match.item, match.part))
    held = {code: tuple(parts[code]) for code in framework.codes["instrument"] if code in parts}
    return Layout(header.end + 1, len(header.texts), tuple(header.texts), roles, held)


def with_parts(path: Path, header: Header, framework: Framework, forms: Forms) -> Header:
    """The header with the parts of those instruments that it has any column of, every part having one."""
    held = [
        code for code in framework.codes["instrument"] if any(_of(match, code, framework) for match in header.matches)
    ]
    words = Words(framework, forms, *held)
    header = Header(header.end, header.texts, with_nearest(header, words), header.form)
    check_columns(path, header, words)
    return header


def _of(match, instrument: str, framework: Framework) -> bool:
    return bool(match and match.item and framework.instrument_of[match.item] == instrument)

"""Where the header of a sheet stands, which form of table it heads, and whether every part has its one column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from italib.columns import Match, Words, letter
from italib.export_settings import IGNORED, ExportSettings
from italib.problems import Problem, stop_if

# A header stands among the first rows; below this, rows are answers.
HEADER_SEARCH = 20
WIDE, LONG, SCORE_TABLE = "answers", "long", "score table"


@dataclass(frozen=True)
class Header:
    """A row of column headings: the row it ends in, its texts, what each is, and the form of the table below it."""

    end: int
    texts: tuple[str, ...]
    matches: tuple[Match | None, ...]
    form: str | None

    @property
    def parts(self) -> set[tuple[str, int]]:
        """The parts that some column certainly answers."""
        return {(match.item, match.part) for match in self.matches if match and match.item and not match.others}


def find_header(rows: Sequence[tuple[str, ...]], words: Words, settings: ExportSettings) -> Header | None:
    """The heading of a sheet: the row, or two rows, that name most parts, else that of a long or a score table."""
    ends = range(min(len(rows), HEADER_SEARCH))
    if settings.header_row:
        ends = range(settings.header_row - 1, settings.header_row) if settings.header_row <= len(rows) else ()
    found = [header for end in ends for header in _headers_at(rows, end, words, settings)]
    widest = max(found, key=lambda header: len(header.parts), default=None)
    if widest is not None and widest.form == WIDE:
        return widest
    return next((header for header in found if header.form in (LONG, SCORE_TABLE)), None)


def _headers_at(rows: Sequence[tuple[str, ...]], end: int, words: Words, settings: ExportSettings) -> list[Header]:
    """A row read as a heading, and read together with the one above it, whose cells reach over several columns."""
    own = rows[end]
    found = [_heading(end, own, tuple(map(words.match, own)), words, settings)]
    if end > 0:
        above = (*rows[end - 1], *[""] * len(own))[: len(own)]
        columns = list(zip(above, _carried(above), own, strict=True))
        texts = tuple(f"{question} [{cell}]" if cell.strip() else high for high, question, cell in columns)
        matches = tuple(_together(*column, words) for column in columns)
        found.append(_heading(end, texts, matches, words, settings))
    return found


def _together(above: str, question: str, cell: str, words: Words) -> Match | None:
    """What a cell is below a question, merged over the columns of its parts; the cell above where there is nothing."""
    if not cell.strip():
        return words.match(above)
    joined = words.match(f"{question} [{cell}]")
    of_parts = joined and joined.how == "wording and part" and joined.part and len(words.items[joined.item].parts) > 1
    return joined if of_parts else words.match(cell)


def _carried(row: Sequence[str]) -> list[str]:
    """The cells of a row, each empty one filled from its left as a merged heading reaches over it."""
    carried, last = [], ""
    for cell in row:
        last = cell.strip() or last
        carried.append(last)
    return carried


def _heading(
    end: int, texts: tuple[str, ...], matches: tuple[Match | None, ...], words: Words, settings: ExportSettings
) -> Header:
    """The heading with what the settings say of its columns, and the form that its words are those of."""
    matches = tuple(_as_said(settings, words, at, match) for at, match in enumerate(matches))
    roles = {match.role for match in matches if match}
    items = {match.item for match in matches if match and match.item and not match.others}
    form = None
    if len(items) > 1:
        form = WIDE
    elif {"respondent", "answer"} <= roles and roles & {"item", "code"} and not items:
        form = LONG
    elif {"code", "score"} <= roles:
        form = SCORE_TABLE
    return Header(end, texts, matches, form)


def _as_said(settings: ExportSettings, words: Words, at: int, match: Match | None) -> Match | None:
    said = settings.columns.get(letter(at))
    if said is None:
        return match
    if said == IGNORED:
        return None
    item, _, part = said.partition(".")
    return Match("answer", "setting", item, int(part or 1)) if item in words.items else Match(said, "setting")


def with_nearest(header: Header, words: Words) -> tuple[Match | None, ...]:
    """The matches, and each column without one that is certainly nearest to a part that has none."""
    known, found = header.parts, []
    for text, match in zip(header.texts, header.matches, strict=True):
        near = None if match else words.nearest(text)
        taken = near is not None and words.is_certain(near) and (near.item, near.part) not in known
        found.append(near if taken else match)
    return tuple(found)


def check_columns(path: Path, header: Header, words: Words) -> None:
    """InputError where a part has no column or two, or a column does not say which part it is."""
    problems = []
    seen: dict[tuple[str, int], str] = {}
    row = header.end + 1
    for at, (text, match) in enumerate(zip(header.texts, header.matches, strict=True)):
        if not match or not match.item:
            continue
        where = {"row": row, "column": letter(at), "found": text}
        if match.others:
            fits = ", ".join((match.name, *match.others))
            problems.append(Problem.of("column_fits_two", path, **where, fits=fits, example=match.name))
        elif match.part == 0:
            count = len(words.items[match.item].parts)
            problems.append(Problem.of("column_without_part", path, **where, item=match.item, count=count))
        elif (match.item, match.part) in seen:
            twice = {"part": match.name, "first": seen[match.item, match.part], "second": letter(at)}
            problems.append(Problem.of("two_columns", path, **where, **twice))
        seen.setdefault((match.item, match.part), letter(at))
    missing = [
        (part.name if len(item.parts) > 1 else item.code, part.name)
        for item in words.items.values()
        for part in item.parts
        if (item.code, part.part) not in seen and (item.code, 0) not in seen
    ]
    if missing:
        names = ", ".join(shown for shown, _ in missing)
        problems.append(Problem.of("part_without_column", path, row=row, parts=names))
        problems += _near_misses(path, header, words, {name for _, name in missing})
    stop_if(problems)


def _near_misses(path: Path, header: Header, words: Words, missing: set[str]) -> Iterable[Problem]:
    """For each column without a part, the missing part that its words are like, but not enough to be sure."""
    for at, (text, match) in enumerate(zip(header.texts, header.matches, strict=True)):
        near = None if match else words.nearest(text)
        if near is not None and near.name in missing and words.is_like(near):
            where = {"row": header.end + 1, "column": letter(at), "found": text}
            yield Problem.of("nearest_column", path, **where, part=near.name, alike=f"{near.alike:.0f}")

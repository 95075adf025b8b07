"""Who counts as a respondent: which rows of an export are people, and which of their submissions is the one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from italib import stamps, thai
from italib.columns import letter, position_of
from italib.forms import Forms
from italib.framework import Framework
from italib.issues import IssueLog
from italib.messages import CLEANING_WHERE
from italib.raw import Export


@dataclass(frozen=True)
class Submission:
    """One row of an export that may count: where it stands, its cells, by what its person is known, if at all, and when
    it was sent, if that can be read.
    """

    export: Export
    row: int
    cells: tuple[str, ...]
    person: str | tuple[str, ...] | None
    when: datetime | None

    @property
    def file(self) -> str:
        """The export that the row stands in."""
        return self.export.file


def submissions(export: Export, framework: Framework, forms: Forms, log: IssueLog) -> list[Submission]:
    """The rows that are complete submissions of people who may answer; each other row is an issue that says why not."""
    months = framework.by_code[export.instrument].minimum_service_months
    least = framework.inclusion.answered_at_least
    positions = export.columns.loc[export.columns["role"] == "answer", "position"].tolist()
    service, timestamp = export.position("service"), export.position("timestamp")
    found = []
    for row, cells in padded_rows(export):
        # A long export has left them out already.
        if not export.lines and leave_out(export, row, cells, forms, log):
            continue
        answered = sum(1 for position in positions if thai.tidy(cells[position])[0])
        if not _eligible(export, cells):
            at = export.settings.eligible.column
            _exclude(export, row, log, "not_eligible", column=at)
        elif months and service is not None and is_short_service(cells[service], months, forms):
            # The rule says enough: how long somebody has served is theirs.
            _exclude(export, row, log, "short_service", column=letter(service), months=months)
        elif is_incomplete(answered, len(positions), framework):
            counts = {"answered": answered, "parts": len(positions), "least": f"{least:g}"}
            _exclude(export, row, log, "incomplete", **counts)
        else:
            when = None if timestamp is None else stamps.read(cells[timestamp])
            found.append(Submission(export, row, cells, _person(export, cells), when))
    return found


def last_of_each(found: Iterable[Submission], log: IssueLog) -> list[Submission]:
    """The last submission of each person, in the order given; an earlier one is an issue. An unknown person counts.

    The last is the one sent last; where the time of one of them can't be read, the one that stands last.
    """
    found = list(found)
    people: dict[object, list[Submission]] = {}
    for submission in found:
        people.setdefault(submission.person or (submission.file, submission.row), []).append(submission)
    kept = set()
    for sent in people.values():
        last = sent[last_place([submission.when for submission in sent])]
        kept.add((last.file, last.row))
        for earlier in sent:
            if earlier is not last:
                place = "same_file" if earlier.file == last.file else "other_file"
                where = CLEANING_WHERE[place].format(row=last.row, file=last.file)
                _exclude(earlier.export, earlier.row, log, "double_submission", kept=where)
    return [submission for submission in found if (submission.file, submission.row) in kept]


def last_place(whens: Sequence[datetime | None]) -> int:
    """Which of the submissions of one person counts, by the times at which they were sent, in the order they stand."""
    if all(whens):
        # Of two at the same time, the one that stands last.
        return max(enumerate(whens), key=lambda one: (one[1], one[0]))[0]
    return len(whens) - 1


def is_incomplete(answered: int, parts: int, framework: Framework) -> bool:
    """Whether so many answered of so many parts are too few for a respondent."""
    return answered * 100 < framework.inclusion.answered_at_least * parts


def _exclude(export: Export, row: int, log: IssueLog, rule: str, **values) -> None:
    """An issue for every row of the file behind a row that does not count."""
    for line in export.lines_of(row):
        log.exclude(export.file, line, rule, **values)


def _eligible(export: Export, cells: tuple[str, ...]) -> bool:
    """Whether the answers of a row count by what the settings of its file say."""
    rule = export.settings.eligible
    if rule is None:
        return True
    position = position_of(rule.column)
    said = thai.key(cells[position]) if position < len(cells) else ""
    return said in {thai.key(answer) for answer in rule.answers}


def required_respondents(population: int | None, framework: Framework, instrument: str) -> int:
    """How many people must answer a survey: a share of the population, at least a floor, at most everyone.

    Where the population is not known, the floor alone can be asked for. Source: docs/method.md, section 5.
    """
    rule = framework.minimum_sample
    if population is None:
        return rule.at_least
    large = framework.by_code[instrument].large_population
    least = large.at_least if large and population > large.above else rule.at_least
    share = -(-population * rule.share_of_population // 100)
    return min(population, max(least, int(share)))


def padded_rows(export: Export) -> Iterable[tuple[int, tuple[str, ...]]]:
    """The rows of an export with their numbers, each at least as wide as its last known column."""
    width = int(export.columns["position"].max()) + 1
    for row, cells in export.rows:
        yield row, cells + ("",) * (width - len(cells))


def leave_out(export: Export, row: int, cells: tuple[str, ...], forms: Forms, log: IssueLog) -> bool:
    """Whether a row is blank, a total, or the header once more, which is then an issue."""
    first = next((cell for cell in cells if thai.tidy(cell)[0]), "")
    if not first:
        log.exclude(export.file, row, "empty_row")
        return True
    if is_total(first, forms):
        log.exclude(export.file, row, "totals_row", found=first)
        return True
    if all(thai.key(cells[position]) == heading for position, heading in export.headings):
        log.exclude(export.file, row, "repeated_header")
        return True
    return False


def is_total(first: str, forms: Forms) -> bool:
    """Whether a row that begins with this text is one of totals."""
    return thai.key(first) in forms.totals


def address(cell: str) -> str:
    """Whom an address names, however it is written; empty for none."""
    return thai.tidy(cell)[0].casefold()


def _person(export: Export, cells: tuple[str, ...]) -> str | tuple[str, ...] | None:
    """The address; without one the whole row if it holds its time, since two people may well answer alike."""
    identity, timestamp = export.position("identity"), export.position("timestamp")
    if identity is not None and (named := address(cells[identity])):
        return named
    return cells if timestamp is not None and thai.tidy(cells[timestamp])[0] else None


def is_short_service(cell: str, months: int, forms: Forms) -> bool:
    """Whether a length of service, as an option or as a number of months or years, is below the minimum."""
    text = thai.tidy(cell)[0]
    if thai.key(text) in {thai.key(word) for word in forms.service["under"]}:
        return True
    less = any(thai.key(text).startswith(thai.key(word)) for word in forms.service["less_than"])
    lengths = re.findall(rf"(\d+(?:\.\d+)?)\s*({forms.service['year'][0]}|{forms.service['month'][0]})", text)
    numbers = {unit: float(number) for number, unit in lengths}
    years, rest = numbers.get(forms.service["year"][0], 0), numbers.get(forms.service["month"][0], 0)
    length = years * 12 + rest
    return bool(numbers) and (length <= months if less else length < months)

"""Who counts of a whole country's rows: the rules of `respondents`, each text looked at once, each row never alone."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from italib import stamps, thai
from italib.answers import ReadAnswer, read
from italib.country_agencies import HEADING, TOTALS, Agencies
from italib.country_rows import Open, Rows, Survey
from italib.forms import Forms
from italib.framework import Framework
from italib.respondents import address, is_incomplete, is_short_service, is_total, last_place

NO_PART = ""
EXCLUSIONS = (
    *("empty_row", "totals_row", "repeated_header", "short_service", "incomplete", "double_submission"),
    *("no_agency", "no_survey"),
)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return not thai.tidy(text)[0]


@dataclass(frozen=True)
class Person:
    """What stands beside the answers of each row: by whom it was sent (missing where nobody is named), and which cells
    are blank or begin a row of totals, by role.
    """

    address: pa.LargeStringArray | None
    blank: dict[str, np.ndarray]
    totals: dict[str, np.ndarray]


def person_of(rows: Rows, forms: Forms) -> Person:
    """What the columns beside the answers say; a text that is plain is not looked at."""
    blank, totals, named = {}, {}, None
    for role, column in rows.open.items():
        # A plain text is not blank, and no total, where no word of totals is like it.
        plain = column.plain() if role == "identity" else column.begins_with_digit()
        texts, at = _strange(column, plain if not _plain_totals(forms) else np.zeros(rows.count, dtype="bool"))
        blank[role] = _of_strange(rows.count, at, texts, is_blank)
        blank[role] |= column.texts.is_null().to_numpy(zero_copy_only=False)
        totals[role] = _of_strange(rows.count, at, texts, lambda text: is_total(text, forms))
        if role == "identity":
            named = _addresses(column)
    if "service" in rows.coded:
        blank["service"] = rows.coded["service"].where(is_blank)
        totals["service"] = rows.coded["service"].where(lambda text: is_total(text, forms))
    return Person(named, blank, totals)


def _plain_totals(forms: Forms) -> bool:
    """Whether a word of totals could be written in plain ASCII letters and digits."""
    return any(word.isascii() for word in forms.totals)


def _strange(column: Open, plain: np.ndarray) -> tuple[pa.DictionaryArray, np.ndarray]:
    """The texts of a column that are not plain, each once, with the rows that they stand in."""
    at = np.flatnonzero(~plain & ~column.texts.is_null().to_numpy(zero_copy_only=False))
    return column.texts.take(pa.array(at)).dictionary_encode(), at


def _of_strange(count: int, at: np.ndarray, texts: pa.DictionaryArray, is_so: Callable[[str], bool]) -> np.ndarray:
    found = np.zeros(count, dtype="bool")
    if len(at):
        found[at] = np.array([is_so(text) for text in texts.dictionary.to_pylist()])[texts.indices.to_numpy()]
    return found


def _addresses(column: Open) -> pa.LargeStringArray:
    """Whom each row names: of plain texts, which nothing can be wrong with, the small letters."""
    lower = pc.utf8_lower(column.texts)
    texts, at = _strange(column, column.plain())
    if not len(at):
        return lower
    cleaned = pa.array([address(text) or None for text in texts.dictionary.to_pylist()], pa.large_string())
    mask = np.zeros(len(lower), dtype="bool")
    mask[at] = True
    return pc.replace_with_mask(lower, mask, cleaned.take(texts.indices))


@dataclass(frozen=True)
class Judged:
    """The rows of one survey: the number of the agency of each (below 0 for none) and the rule that leaves it out, as
    its place in EXCLUSIONS; -1 where it counts. `read`: what each text of each part says.
    """

    agency: np.ndarray
    rule: np.ndarray
    read: tuple[list[ReadAnswer], ...]

    @property
    def kept(self) -> np.ndarray:
        """Whether each row counts."""
        return (self.rule < 0) & (self.agency >= 0)


def judge(
    instrument: str, rows: Rows, agencies: Agencies, person: Person, framework: Framework, forms: Forms
) -> tuple[Judged, np.ndarray]:
    """Which rows of a survey count, and which are rows of it at all, which a blank text alone does not make them."""
    survey, parts = rows.surveys[instrument], rows.layout.parts[instrument]
    blank = [column.texts.which(is_blank) for column in survey.parts]
    answered = np.zeros(len(survey.rows), dtype="int32")
    for column, empty in zip(survey.parts, blank, strict=True):
        answered += ~empty[column.codes]
    beside = {role: found[survey.rows] for role, found in person.blank.items()}
    belongs = answered > 0
    if "instrument" in rows.coded:
        told = rows.coded["instrument"]
        names = {thai.key(name) for name in _names(framework, instrument)}
        belongs |= told.texts.which(lambda text: thai.key(text) in names)[told.codes[survey.rows]]
    rule = np.full(len(survey.rows), -1, dtype="int8")

    def leave_out(name: str, found: np.ndarray) -> None:
        rule[(rule < 0) & belongs & found] = EXCLUSIONS.index(name)

    leave_out("empty_row", (answered == 0) & np.logical_and.reduce([*beside.values(), np.ones(len(rule), "bool")]))
    leave_out("totals_row", _totals(survey, parts, rows, person, blank, forms))
    leave_out("repeated_header", _headings(survey, parts, rows))
    months = framework.by_code[instrument].minimum_service_months
    if months and "service" in rows.coded:
        service = rows.coded["service"]
        short = service.texts.which(lambda text: is_short_service(text, months, forms))
        leave_out("short_service", short[service.codes[survey.rows]])
    few = np.array([is_incomplete(count, len(parts), framework) for count in range(len(parts) + 1)])
    leave_out("incomplete", few[answered])
    agency = np.where(belongs, agencies.of[survey.rows], TOTALS + HEADING)
    valid = np.flatnonzero((rule < 0) & (agency >= 0))
    again = _earlier(survey, valid, agency, rows, person)
    rule[again] = EXCLUSIONS.index("double_submission")
    options = [framework.options[item, part] for _, item, part in parts]
    said = tuple(
        [read(text, option, forms.variants, "") for text in column.texts.texts]
        for column, option in zip(survey.parts, options, strict=True)
    )
    return Judged(agency, rule, said), belongs


def _names(framework: Framework, instrument: str) -> tuple[str, ...]:
    one = framework.by_code[instrument]
    return one.code, one.name_th, one.short_th


def _totals(survey: Survey, parts, rows: Rows, person: Person, blank: list[np.ndarray], forms: Forms) -> np.ndarray:
    """Whether the first cell that is not blank, in the order of the file, is a word of totals."""
    places = {position: place for place, (position, _, _) in enumerate(parts)}
    beside = dict(rows.layout.person_columns())
    unseen, found = np.ones(len(survey.rows), dtype="bool"), np.zeros(len(survey.rows), dtype="bool")
    for position in sorted((*places, *beside)):
        if not unseen.any():
            break
        if position in beside:
            empty, total = (of[beside[position]][survey.rows] for of in (person.blank, person.totals))
        else:
            column = survey.parts[places[position]]
            empty, total = blank[places[position]][column.codes], column.where(lambda text: is_total(text, forms))
        found |= unseen & total
        unseen &= empty
    return found


def _headings(survey: Survey, parts, rows: Rows) -> np.ndarray:
    """Whether every cell is the heading of its column."""
    found = np.ones(len(survey.rows), dtype="bool")
    for column, (position, _, _) in zip(survey.parts, parts, strict=True):
        if not found.any():
            return found
        heading = rows.layout.heading_key(position)
        found &= column.where(lambda text, heading=heading: thai.key(text) == heading)
    for position, role in rows.layout.person_columns():
        heading = rows.layout.heading_key(position)
        for place in np.flatnonzero(found):
            found[place] = thai.key(_raw(rows, role, survey.rows[place])) == heading
    return found


def _raw(rows: Rows, role: str, row: int) -> str:
    """The cell of a row as it stands in the file."""
    if role in rows.coded:
        column = rows.coded[role]
        return column.texts.texts[column.codes[row]]
    return rows.open[role].texts[int(row)].as_py() or ""


def _earlier(survey: Survey, valid: np.ndarray, agency: np.ndarray, rows: Rows, person: Person) -> np.ndarray:
    """The valid rows whose person sent another that counts instead."""
    groups: list[np.ndarray] = []
    unnamed = valid
    if person.address is not None:
        texts = person.address.take(pa.array(survey.rows[valid]))
        named = texts.is_valid().to_numpy(zero_copy_only=False)
        groups += _repeated(agency[valid[named]], texts.filter(pa.array(named)), valid[named])
        unnamed = valid[~named]
    if "timestamp" in rows.open and len(unnamed):
        timed = unnamed[~person.blank["timestamp"][survey.rows[unnamed]]]
        sent = rows.open["timestamp"].texts.take(pa.array(survey.rows[timed]))
        for same in _repeated(agency[timed], sent, timed):
            # Two people may answer at one time: it is one person only where every cell is the same.
            whole: dict[tuple, list[int]] = {}
            for place in same:
                cells = tuple(_raw(rows, role, survey.rows[place]) for _, role in rows.layout.person_columns())
                answers = tuple(int(column.codes[place]) for column in survey.parts)
                whole.setdefault((cells, answers), []).append(int(place))
            groups += [np.array(places) for places in whole.values() if len(places) > 1]
    earlier = []
    for places in groups:
        whens = [None] * len(places)
        if "timestamp" in rows.open:
            whens = [stamps.read(_raw(rows, "timestamp", survey.rows[place])) for place in places]
        last = last_place(whens)
        earlier += [place for number, place in enumerate(places) if number != last]
    return np.array(earlier, dtype="int64")


def _repeated(agency: np.ndarray, texts: pa.Array, places: np.ndarray) -> list[np.ndarray]:
    """The places, in their order, of each text that stands in the rows of one agency more than once."""
    if not len(places):
        return []
    kinds = texts.dictionary_encode()
    who = agency.astype("int64") * len(kinds.dictionary) + kinds.indices.to_numpy()
    again = np.flatnonzero(pd.Series(who).duplicated(keep=False).to_numpy())
    return [places[again[own]] for own in pd.Series(who[again]).groupby(who[again]).indices.values()]

"""The dirt of real exports, dealt into a reconstructed one by recipe; every piece is noted on its row."""

import random
from collections.abc import Callable

from italib import thai
from italib.exports import Line, Recipe, Sheet
from italib.forms import Forms

INCOMPLETE_SHARE = 0.45


class NoPlace(Exception):
    """A recipe asks for dirt that the export has no place for."""


def deal(sheet: Sheet, recipe: Recipe, forms: Forms, chance: random.Random) -> None:
    """Deal all the dirt of a recipe: cells of the valid rows first, then rows that don't count, then headers."""
    _addresses(sheet, forms)
    valid = list(sheet.lines)
    for rule, count in recipe.cells.items():
        for _ in range(count):
            _dirty_cell(rule, valid, sheet.answers, forms, chance)
    for rule, count in recipe.rows.items():
        for _ in range(count):
            _known(ROWS, rule)(sheet, valid, forms, chance)
    for rule, count in recipe.headers.items():
        for _ in range(count):
            _dirty_cell(rule, [sheet.header], sheet.answers, forms, chance)


def _known(table: dict[str, Callable], rule: str) -> Callable:
    if rule not in table:
        raise NoPlace(rule)
    return table[rule]


def _dirty_cell(rule: str, lines: list[Line], columns: range, forms: Forms, chance: random.Random) -> None:
    """Dirty one clean cell that the rule can be applied to."""
    change = _known(CELLS, rule)
    places = [(line, position) for line in lines for position in columns]
    chance.shuffle(places)
    for line, position in places:
        dirty = change(line.cells[position], forms, chance)
        if dirty != line.cells[position] and position not in {place for place, _ in line.dirt}:
            line.cells[position] = dirty
            line.dirt.append((position, rule))
            return
    raise NoPlace(rule)


def _inside(text: str, character: str) -> str:
    """`character` put between the first two words of an answer, or behind it where there is only one."""
    middle = text.find("ที่สุด")
    return text[:middle] + character + text[middle:] if middle > 0 else text + character


def _variant(text: str, forms: Forms, chance: random.Random) -> str:
    return chance.choice(forms.answers.get(text, [text]))


CELLS: dict[str, Callable[[str, Forms, random.Random], str]] = {
    "no_break_space": lambda text, forms, chance: text + "\u00a0",
    "zero_width": lambda text, forms, chance: _inside(text, "\u200b"),
    "spaces": lambda text, forms, chance: f" {text} ",
    "spelling_variant": _variant,
    "sara_am": lambda text, forms, chance: text.replace("ำ", "\u0e4d\u0e32"),
    "thai_digits": lambda text, forms, chance: text.translate(thai.TO_THAI),
}


def _addresses(sheet: Sheet, forms: Forms) -> None:
    """An invented address for every person; the domain is reserved for examples and reaches nobody."""
    at = _identity(sheet, forms)
    if at is not None:
        for number, line in enumerate(sheet.lines, start=1):
            line.cells[at] = f"staff{number:02d}@example.com"


def _identity(sheet: Sheet, forms: Forms) -> int | None:
    heading = forms.columns["identity"][0]
    return sheet.header.cells.index(heading) if heading in sheet.header.cells else None


def _somebody(sheet: Sheet, valid: list[Line], forms: Forms, chance: random.Random) -> Line:
    """A person who isn't there: each answer is that of some valid row, the address is new."""
    cells = [chance.choice(valid).cells[position] for position in range(len(valid[0].cells))]
    for position in sheet.answers:
        cells[position] = thai.tidy(chance.choice(valid).cells[position])[0]
    at = _identity(sheet, forms)
    if at is not None:
        cells[at] = f"staff{len(sheet.lines) + 50:02d}@example.com"
    return Line(cells)


def _insert(sheet: Sheet, line: Line, rule: str, chance: random.Random, before: Line | None = None) -> None:
    line.dirt.append((None, rule))
    last = sheet.lines.index(before) if before else len(sheet.lines)
    sheet.lines.insert(chance.randrange(last + 1), line)


def _short_service(sheet: Sheet, valid: list[Line], forms: Forms, chance: random.Random) -> None:
    line = _somebody(sheet, valid, forms, chance)
    position = sheet.header.cells.index(forms.columns["service"][0])
    line.cells[position] = forms.service["under"][0]
    line.dirt.append((position, "short_service"))
    sheet.lines.insert(chance.randrange(len(sheet.lines) + 1), line)


def _double_submission(sheet: Sheet, valid: list[Line], forms: Forms, chance: random.Random) -> None:
    """An earlier submission of a valid person, with other answers: the later one counts."""
    person = chance.choice([line for line in valid if sheet.lines.index(line) > 0])
    earlier = _somebody(sheet, valid, forms, chance)
    at = _identity(sheet, forms)
    earlier.cells[at] = person.cells[at]
    _insert(sheet, earlier, "double_submission", chance, before=person)


def _empty_row(sheet: Sheet, valid: list[Line], forms: Forms, chance: random.Random) -> None:
    _insert(sheet, Line([""] * len(sheet.header.cells)), "empty_row", chance)


def _incomplete(sheet: Sheet, valid: list[Line], forms: Forms, chance: random.Random) -> None:
    line = _somebody(sheet, valid, forms, chance)
    for position in sheet.answers[int(len(sheet.answers) * INCOMPLETE_SHARE) :]:
        line.cells[position] = ""
    _insert(sheet, line, "incomplete", chance)


def _totals_row(sheet: Sheet, valid: list[Line], forms: Forms, chance: random.Random) -> None:
    line = Line([forms.rows["totals"][0], *[""] * (len(sheet.header.cells) - 1)], [(None, "totals_row")])
    line.cells[-1] = str(len(valid))
    sheet.lines.append(line)


ROWS: dict[str, Callable[[Sheet, list[Line], Forms, random.Random], None]] = {
    "short_service": _short_service,
    "double_submission": _double_submission,
    "empty_row": _empty_row,
    "incomplete": _incomplete,
    "totals_row": _totals_row,
}

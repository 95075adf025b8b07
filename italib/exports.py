"""The forms in which an office holds answers, written: Google Forms CSV, a spreadsheet with a title, a checklist."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import xlsxwriter

from italib.agency import Inputs
from italib.columns import letter
from italib.forms import Forms
from italib.framework import Frozen, Part
from italib.messages import CLEANING
from italib.words import RECONSTRUCTED

MARK = "จำลอง"


class Recipe(Frozen):
    """How the export of one instrument is made: its form, how many people, and the dirt to deal, `rule = how often`."""

    file: str
    form: Literal["google forms", "spreadsheet", "checklist"]
    respondents: int | None = None
    from_day: date | None = None
    service: tuple[str, ...] = ()
    note: str = ""
    letter_o_up_to: int = 0
    rows: dict[str, int] = {}
    cells: dict[str, int] = {}
    headers: dict[str, int] = {}


@dataclass
class Line:
    """One row on its way into a file, and the dirt dealt to it: (position, or None for the whole row, and rule)."""

    cells: list[str]
    dirt: list[tuple[int | None, str]] = field(default_factory=list)


@dataclass
class Sheet:
    """An export on its way: what stands above the header, the header, the rows, and where the answers begin and end."""

    title: list[str]
    header: Line
    lines: list[Line]
    answers: range

    def dealt(self) -> list[tuple[int, str, str]]:
        """The dirt as (row number, column letter, rule), in order of rows."""
        first = len(self.title) + 1
        return [
            (number, "" if position is None else letter(position), rule)
            for number, line in enumerate([self.header, *self.lines], start=first)
            for position, rule in line.dirt
        ]


def survey(
    inputs: Inputs, instrument: str, people: list[dict[tuple[str, int], str]], recipe: Recipe, chance: random.Random
) -> Sheet:
    """The answers of a survey in the form of its recipe: what stands in front of the answers differs, as in offices."""
    headings, framework = inputs.forms.columns, inputs.framework
    parts = [p for item in framework.items if framework.instrument_of[item.code] == instrument for p in item.parts]
    questions = [_question(inputs, part) for part in parts]
    answered = [[answers[part.item, part.part] for part in parts] for answers in people]
    if recipe.form == "google forms":
        front = [headings[role][0] for role in ("timestamp", "identity", "service")]
        rows = [["", "", chance.choice(recipe.service), *answers, MARK] for answers in answered]
        return Sheet([], Line([*front, *questions, RECONSTRUCTED]), list(map(Line, rows)), range(3, 3 + len(parts)))
    title = f"ผลการตอบ{framework.name_of(instrument)} ({instrument}) {inputs.about.name_th} ปี {inputs.year}"
    front = [headings["code"][1], headings["timestamp"][0]]
    rows = [["", "", *answers] for answers in answered]
    lines = list(map(Line, rows))
    return Sheet([f"{title} {RECONSTRUCTED}"], Line([*front, *questions]), lines, range(2, 2 + len(parts)))


def _question(inputs: Inputs, part: Part) -> str:
    """The header that a form gives a part: `question [part]` for a grid, the question where there is one part."""
    wording = inputs.framework.name_of(part.item)
    return f"{wording} [{part.text_th}]" if part.text_th else wording


def checklist(inputs: Inputs, instrument: str, recipe: Recipe) -> Sheet:
    """The score table of a checklist as published, its codes printed with a Thai zero after the first few."""
    framework = inputs.framework
    values = inputs.published.set_index("code")["value"]
    lines = []
    for code in framework.codes["item"]:
        if framework.instrument_of[code] != instrument:
            continue
        thai_zero = int(code[1:]) > recipe.letter_o_up_to
        printed = f"๐{code[1:]}" if thai_zero else code
        dirt = [(0, "thai_zero_code")] if thai_zero else []
        lines.append(Line([printed, framework.name_of(code), values[code]], dirt))
    headings = inputs.forms.columns
    title = f"{framework.name_of(instrument)} ({instrument}) {inputs.about.name_th} ปี {inputs.year}"
    title += " พิมพ์ใหม่จากตารางที่เผยแพร่ (ข้อมูลจำลองของไฟล์ส่งออก)"
    header = Line([headings["code"][0], "ประเด็นการประเมิน", headings["score"][1]])
    return Sheet([title], header, lines, range(2, 3))


def stamp(sheet: Sheet, recipe: Recipe, forms: Forms, chance: random.Random) -> None:
    """Fill in what a form writes by itself, in the order of the rows: time, address, running number.

    Rows that repeat a person already hold that person's address; blank rows and totals stay as they are.
    """
    if recipe.from_day is None:
        return
    when = datetime.combine(recipe.from_day, time(9), tzinfo=UTC)
    columns = {
        role: sheet.header.cells.index(words[0])
        for role, words in forms.columns.items()
        if words[0] in sheet.header.cells
    }
    number_at = 0 if "identity" not in columns else None
    number = 0
    for line in sheet.lines:
        if any(rule in ("empty_row", "totals_row") for _, rule in line.dirt):
            continue
        number += 1
        when += timedelta(minutes=chance.randrange(7, 240), seconds=chance.randrange(60))
        line.cells[columns["timestamp"]] = f"{when.day}/{when.month}/{when.year}, {when:%H:%M:%S}"
        if number_at is not None:
            line.cells[number_at] = str(number)


def content(sheet: Sheet, recipe: Recipe) -> bytes:
    """The bytes of the file: the same for the same recipe on every machine."""
    rows = [*([title] for title in sheet.title), sheet.header.cells, *(line.cells for line in sheet.lines)]
    if recipe.form == "spreadsheet":
        return _workbook(rows, len(sheet.title))
    return csv_bytes(rows, bom=recipe.form == "checklist", quoting=csv.QUOTE_ALL)


def csv_bytes(rows: Iterable[Sequence[str]], *, bom: bool = False, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    """Rows as a CSV file in UTF-8."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=quoting).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _workbook(rows: list[list[str]], titles: int) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "comments": RECONSTRUCTED})
        page = book.add_worksheet()
        for number, cells in enumerate(rows):
            page.write_row(number, 0, cells)
        for number in range(titles):
            page.merge_range(number, 0, number, len(rows[titles]) - 1, rows[number][0])
    return stream.getvalue()


def readme(inputs: Inputs, recipes: dict[str, Recipe], listing: Sequence[tuple[str, int, str, str]]) -> bytes:
    """What the folder holds, how it was made, and every piece of dirt that was dealt."""
    people = "\n".join(
        f"* `{recipe.file}`: {code}"
        + (f" ผู้ตอบที่นับได้ {recipe.respondents} คน {recipe.note}" if recipe.respondents else " ตารางคะแนนรายข้อที่เผยแพร่")
        for code, recipe in recipes.items()
    )
    rows = "\n".join(
        f"| {file} | {row} | {column or '–'} | {CLEANING[rule][0]} | `{rule}` |" for file, row, column, rule in listing
    )
    return f"""**ข้อมูลในโฟลเดอร์นี้สร้างขึ้นใหม่ ไม่ใช่คำตอบของบุคคลจริง** (These are reconstructed, not real, people.)

# ไฟล์ส่งออกจำลองของ{inputs.about.name_th} ปีงบประมาณ พ.ศ. {inputs.year}

หน่วยงานไม่เคยเผยแพร่คำตอบรายบุคคล คำสั่ง `italib reconstruct {inputs.agency} {inputs.year}` จึงหาจำนวนคำตอบที่ให้คะแนนรายข้อ
ที่เผยแพร่ทุกข้อตรงตัว แล้วแจกให้ผู้ตอบสมมติด้วยเลขสุ่มคงที่ คะแนนรายข้อเป็นของจริง แต่ความสัมพันธ์ระหว่างคำตอบของคนเดียวกัน
เวลา อีเมล และอายุงานเป็นเรื่องสมมติทั้งหมด

{people}

## ความไม่เรียบร้อยที่ใส่ไว้ {len(listing)} แห่ง

เลขแถวคือแถวในไฟล์ ตัวอักษรคือคอลัมน์อย่างที่ Excel แสดง
ทุกแห่งต้องปรากฏใน `outputs/{inputs.agency}/{inputs.year}/tables/cleaning.csv`

| ไฟล์ | แถว | คอลัมน์ | สิ่งที่ใส่ | กฎ |
|---|---|---|---|---|
{rows}
""".encode()

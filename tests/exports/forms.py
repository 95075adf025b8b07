"""The forms of a survey's export: each writes the same answers, and must be read as the same answers.

A form is a function of what an office knows (`Known`) and a folder; it writes one or several files whose names begin
with the instrument, and an `export.toml` where something can't be told from the files.
"""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from italib.agency import Inputs
from italib.framework import Part
from italib.thai import TO_THAI

STAMPS = (
    "{d}/{m}/{y}, 18:34:{s:02}",
    "{d}/{m}/{b} 18:34:{s:02}",
    "{y}-{m:02}-{d:02} 18:34:{s:02}",
    "{d}-{m}-{b}, 18.34.{s:02} น.",
)


@dataclass(frozen=True, repr=False)
class Known:
    """The one known set of answers: for each person the option of each part, and what chance decides about the form."""

    inputs: Inputs
    instrument: str
    people: tuple[dict[tuple[str, int], str], ...]
    chance: random.Random

    @property
    def parts(self) -> list[Part]:
        """The parts of the instrument, in order."""
        framework = self.inputs.framework
        items = [item for item in framework.items if framework.instrument_of[item.code] == self.instrument]
        return [part for item in items for part in item.parts]

    def question(self, part: Part, between: str = "{} [{}]") -> str:
        """The header of a part as a form has it: the question, with the part where there is one."""
        wording = self.inputs.framework.name_of(part.item)
        return between.format(wording, part.text_th) if part.text_th else wording

    def points(self, part: Part, answer: str) -> float:
        """The points of an answer."""
        return self.inputs.framework.options[part.item, part.part][answer]

    def table(self, header: Callable[[Part], str], cell: Callable[[Part, str], str] = lambda part, answer: answer):
        """The wide table: a header, and a row a person."""
        rows = [[cell(part, person[part.item, part.part]) for part in self.parts] for person in self.people]
        return [list(map(header, self.parts)), *rows]

    def stamp(self, number: int) -> str:
        """A time as one of the forms writes it, of the Gregorian or the Buddhist era, later for a higher number."""
        told = {"d": 13 + number % 10, "m": 3, "y": 2022, "b": 2565, "s": number % 60}
        return self.chance.choice(STAMPS).format(**told)


def write_text(path: Path, rows, separator: str = ",", encoding: str = "utf-8", line_end: str = "\r\n") -> None:
    """Rows as a text file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def write_xlsx(path: Path, *sheets, merge=()) -> None:
    """Sheets of rows as a workbook; `merge`: (first row, first column, last row, last column, text) on the first."""
    with xlsxwriter.Workbook(path) as book:
        pages = [book.add_worksheet() for _ in sheets]
        for page, rows in zip(pages, sheets, strict=True):
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        for place in merge:
            pages[0].merge_range(*place)


def write_ods(path: Path, rows) -> None:
    """Rows as an OpenDocument spreadsheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    table = "".join(f"<table:table-row>{''.join(cell.format(escape(c)) for c in r)}</table:table-row>" for r in rows)
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", kind)
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        book.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}">{entry}</manifest:manifest>'
        )
        sheet = f'<office:spreadsheet><table:table table:name="a">{table}</table:table></office:spreadsheet>'
        content = f"<office:document-content {spaces}><office:body>{sheet}</office:body></office:document-content>"
        book.writestr("content.xml", content)


def google_forms(known: Known, quiz: bool = False) -> list[list[str]]:
    """The table of Google Forms: the time, an address, a quiz's marks, whole questions, a suggestion."""
    header, *rows = known.table(known.question)
    extra = ["คะแนน"] if quiz else []
    marks = ["0 / 0"] if quiz else []
    told = [
        [known.stamp(number), *marks, f"p{number}@example.com", *row, "ดีแล้ว"]
        for number, row in enumerate(rows, start=1)
    ]
    return [["ประทับเวลา", *extra, "ที่อยู่อีเมล", *header, "ข้อเสนอแนะอื่น ๆ"], *told]


def google_csv(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known))


def google_csv_with_mark(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known), encoding="utf-8-sig")


def google_quiz(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known, quiz=True))


def google_xlsx(known: Known, folder: Path) -> None:
    write_xlsx(folder / "iit.xlsx", google_forms(known))


def windows_874(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known), encoding="cp874")


def tis_620_semicolons(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known), ";", encoding="tis-620")


def unicode_text(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known), "\t", encoding="utf-16")


def utf_16_without_mark(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", google_forms(known), encoding="utf-16-be")


def tabs(known: Known, folder: Path) -> None:
    write_text(folder / "iit.tsv", google_forms(known), "\t", line_end="\n")


def open_document(known: Known, folder: Path) -> None:
    write_ods(folder / "iit.ods", google_forms(known))


def codes(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", known.table(lambda part: part.name))


def codes_with_wordings(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", known.table(lambda part: f"{part.name} {known.question(part, '{} : {}')}"))


def packed_codes_with_points(known: Known, folder: Path) -> None:
    def header(part):
        return f"ans_{part.item}{part.part:02}"

    write_text(folder / "iit.csv", known.table(header, lambda part, answer: f"{known.points(part, answer):g}"))


def points_as_text(known: Known, folder: Path) -> None:
    forms = ("{:g}", "{:.1f}", "{:.2f} %", " {:g}", "{:g}%")

    def cell(part, answer):
        text = known.chance.choice(forms).format(known.points(part, answer))
        return text.translate(TO_THAI) if known.chance.random() < 0.3 else text

    write_text(folder / "iit.csv", known.table(lambda part: part.name, cell))


def points_as_numbers(known: Known, folder: Path) -> None:
    header, *rows = known.table(lambda part: part.name, known.points)
    write_xlsx(folder / "iit.xlsx", [header, *rows])


def option_numbers(known: Known, folder: Path) -> None:
    def cell(part, answer):
        return str(list(known.inputs.framework.options[part.item, part.part]).index(answer) + 1)

    write_text(folder / "iit.csv", known.table(lambda part: part.name, cell))
    (folder / "export.toml").write_text('[files."iit.csv"]\nanswers = "codes"\n', encoding="utf-8")


def long_rows(known: Known, split: bool) -> list[list[str]]:
    """The rows of the long form, in any order."""
    rows = [
        [str(number), *([part.item, str(part.part)] if split else [part.name]), person[part.item, part.part]]
        for number, person in enumerate(known.people, start=1)
        for part in known.parts
    ]
    known.chance.shuffle(rows)
    return rows


def long_form(known: Known, folder: Path) -> None:
    write_text(folder / "iit.csv", [["respondent", "item", "part", "answer"], *long_rows(known, split=True)])


def long_thai_xlsx(known: Known, folder: Path) -> None:
    title = [["คำตอบแบบวัด IIT"], [], ["ผู้ตอบที่", "ข้อคำถาม", "คำตอบ"]]
    write_xlsx(folder / "iit.xlsx", [*title, *long_rows(known, split=False)])


def several_files(known: Known, folder: Path) -> None:
    header, *rows = google_forms(known)
    half = len(rows) // 2
    write_text(folder / "iit-1.csv", [header, *rows[:half]], encoding="cp874")
    write_xlsx(folder / "iit-2.xlsx", [header, *rows[half:]])


def several_sheets(known: Known, folder: Path) -> None:
    header, *rows = google_forms(known)
    write_xlsx(folder / "iit.xlsx", [["บันทึก"], ["เก็บเดือนมีนาคม"]], [header, *rows[:3]], [], [header, *rows[3:]])


def title_and_totals(known: Known, folder: Path) -> None:
    header, *rows = google_forms(known)
    blank = [""] * len(header)
    middle = len(rows) // 2
    body = [*rows[:middle], blank, header, *rows[middle:], blank, ["รวม", str(len(rows))], ["ค่าเฉลี่ย", "85.00%"]]
    wide = len(header) - 1
    title = [["สรุปผลการตอบแบบวัดการรับรู้"], blank]
    write_xlsx(folder / "iit.xlsx", [*title, header, *body], merge=[(0, 0, 0, wide, title[0][0])])


def grid_in_two_rows(known: Known, folder: Path) -> None:
    """The question above, merged over the columns of its parts, which stand in the row below."""
    upper, merge, before = [], [], None
    for column, part in enumerate(known.parts):
        question = known.inputs.framework.name_of(part.item)
        upper.append("" if part.item == before else question)
        before = part.item
        last = column + len(known.inputs.framework.by_code[part.item].parts) - 1
        if part.part == 1 and last > column:
            merge.append((0, column, 0, last, question))
    lower = [part.text_th for part in known.parts]
    _, *rows = known.table(known.question)
    write_xlsx(folder / "iit.xlsx", [upper, lower, *rows], merge=merge)


DIRT: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: f" {text} ",
    lambda text: f"{text}\u00a0",
    lambda text: f"\u200b{text}",
    lambda text: f"<b>{text}</b>",
    lambda text: text.replace("ำ", "\u0e4d\u0e32"),
    lambda text: text.replace("แ", "เเ"),
    lambda text: text.translate(TO_THAI),
)


def dirty(known: Known, folder: Path) -> None:
    """Every header and answer dirty in some way, and answers in the spelling variants of `data/forms.toml`."""
    variants = known.inputs.forms.answers

    def cell(part, answer):
        spelt = known.chance.choice([answer, *variants.get(answer, [])])
        return known.chance.choice(DIRT)(spelt)

    write_text(folder / "iit.csv", known.table(lambda part: known.chance.choice(DIRT)(known.question(part)), cell))


def numbered_questions(known: Known, folder: Path) -> None:
    numbers = {part.item: number for number, part in enumerate(known.parts, start=1)}
    write_text(folder / "iit.csv", known.table(lambda part: f"{numbers[part.item]}. {known.question(part)}"))


def a_slip_in_a_question(known: Known, folder: Path) -> None:
    """One letter of some long questions is missing."""

    def header(part):
        text = known.question(part)
        return text[:40] + text[41:] if len(text) > 80 and part.part == 1 and known.chance.random() < 0.4 else text

    write_text(folder / "iit.csv", known.table(header))


def header_that_is_stated(known: Known, folder: Path) -> None:
    header, *rows = google_forms(known)
    write_text(folder / "iit.csv", [*[["แนบท้าย"]] * 30, header, *rows])
    (folder / "export.toml").write_text('[files."iit.csv"]\nheader_row = 31\n', encoding="utf-8")


def columns_that_are_stated(known: Known, folder: Path) -> None:
    header, *rows = known.table(known.question)
    first, second = (part.name for part in known.parts[:2])
    said = f'[files."iit.csv"]\nencoding = "utf-8"\n[files."iit.csv".columns]\nA = "{first}"\nB = "{second}"\n'
    write_text(folder / "iit.csv", [["อะไร", "อะไรอีก", *header[2:]], *rows])
    (folder / "export.toml").write_text(said, encoding="utf-8")


def people_who_may_not_answer(known: Known, folder: Path) -> None:
    header, *rows = known.table(known.question)
    told = [[*row, "ยินยอม"] for row in rows]
    no = [[*row, "ไม่ยินยอม"] for row in rows[:3]]
    write_text(folder / "iit.csv", [[*header, "ความยินยอม"], *no, *told])
    last = xlsxwriter.utility.xl_col_to_name(len(header))
    said = f'[files."iit.csv".eligible]\ncolumn = "{last}"\nanswers = ["ยินยอม"]\n'
    (folder / "export.toml").write_text(said, encoding="utf-8")


def sent_twice(known: Known, folder: Path) -> None:
    """Some people sent twice; the time tells which counts, not the place in the file."""
    header, *rows = google_forms(known)
    earlier = [[f"1/3/{known.chance.choice((2022, 2565))}, 9:00:00", *row[1:2], *rows[-1][2:]] for row in rows[:4]]
    mixed = [*rows, *earlier]
    known.chance.shuffle(mixed)
    write_text(folder / "iit.csv", [header, *mixed])


FORMS = [
    google_csv,
    google_csv_with_mark,
    google_quiz,
    google_xlsx,
    windows_874,
    tis_620_semicolons,
    unicode_text,
    utf_16_without_mark,
    tabs,
    open_document,
    codes,
    codes_with_wordings,
    packed_codes_with_points,
    points_as_text,
    points_as_numbers,
    option_numbers,
    long_form,
    long_thai_xlsx,
    several_files,
    several_sheets,
    title_and_totals,
    grid_in_two_rows,
    dirty,
    numbered_questions,
    a_slip_in_a_question,
    header_that_is_stated,
    columns_that_are_stated,
    people_who_may_not_answer,
    sent_twice,
]

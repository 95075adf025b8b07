"""What can be wrong with the inputs of an agency-year: how it is brought about, and what the message must say of it."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

OURS = Path("data/agencies/bansong")
RULES = Path("data/frameworks/2565")


@dataclass(frozen=True)
class Defect:
    """`spoil`: what is done in a copy of the project; `says`: what the message must hold, file, row, column, value."""

    name: str
    spoil: Callable[[Path], None]
    says: tuple[str, ...]


def put(path: str, content: bytes | str) -> Callable[[Path], None]:
    """A file of the agency-year with this content."""
    raw = content.encode() if isinstance(content, str) else content
    return lambda home: _place(home, path).write_bytes(raw)


def change(path: str, old: str, new: str, times: int = 1) -> Callable[[Path], None]:
    """The first `old` of a file replaced."""

    def spoil(home: Path) -> None:
        place = _place(home, path)
        text = place.read_text(encoding="utf-8-sig")
        assert old in text
        place.write_text(text.replace(old, new, times), encoding="utf-8")

    return spoil


def add(path: str, line: str) -> Callable[[Path], None]:
    """A line at the end of a file."""

    def spoil(home: Path) -> None:
        place = _place(home, path)
        place.write_text(place.read_text(encoding="utf-8-sig").rstrip("\n") + f"\n{line}\n", encoding="utf-8")

    return spoil


def survey(edit: Callable[[list[list[str]]], object]) -> Callable[[Path], None]:
    """The staff survey with its table edited in place."""

    def spoil(home: Path) -> None:
        place = _place(home, "raw/iit.csv")
        rows = list(csv.reader(io.StringIO(place.read_text(encoding="utf-8-sig"), newline="")))
        edit(rows)
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        place.write_text(text.getvalue(), encoding="utf-8")

    return spoil


def workbook(name: str, write: Callable[[xlsxwriter.Workbook], None]) -> Callable[[Path], None]:
    """A workbook in the place of the citizens' survey."""

    def spoil(home: Path) -> None:
        with xlsxwriter.Workbook(_place(home, f"raw/{name}")) as book:
            write(book)

    return spoil


def several(*spoils: Callable[[Path], None]) -> Callable[[Path], None]:
    """One defect that takes several steps."""

    def spoil(home: Path) -> None:
        for step in spoils:
            step(home)

    return spoil


def remove(path: str) -> Callable[[Path], None]:
    """A file that is not there."""
    return lambda home: _place(home, path).unlink()


def _place(home: Path, path: str) -> Path:
    """A path from the project, or from the folder of the agency-year."""
    return home / path if path.startswith("data/") else home / OURS / "2565" / path


def _header(rows, column, text):
    rows[0][column] = text


def _column(rows, column, text):
    for row in rows[1:]:
        row[column] = text


def _bomb(home: Path) -> None:
    """A workbook of a few bytes with one cell in each of two far corners: read naively, it ends the whole program."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    target = f'<Relationship Id="r1" Type="{relation}/{{}}" Target="{{}}"/>'
    link = f'<Relationships xmlns="{package}/relationships">{target}</Relationships>'
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    with zipfile.ZipFile(_place(home, "raw/eit.xlsx"), "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        book.writestr("_rels/.rels", link.format("officeDocument", "xl/workbook.xml"))
        book.writestr("xl/workbook.xml", f'<workbook {space} xmlns:r="{relation}">{sheets}</workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", link.format("worksheet", "worksheets/sheet1.xml"))
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>")


def _truncate(home: Path) -> None:
    place = _place(home, "raw/eit.xlsx")
    place.write_bytes(place.read_bytes()[:4000])


# How files of Excel 97-2003 begin, and those with a password.
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_QUESTION = "ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปีของหน่วยงานของท่าน มากน้อยเพียงใด"
PROGRESS = "m1,6,ทำแล้ว,ได้ผล,ไม่มี,ไม่มี,"

DEFECTS = [
    # Files that are not what their names say.
    Defect("empty", put("raw/iit.csv", ""), ("raw/iit.csv", "หาแถวหัวตารางไม่พบ", "IIT")),
    Defect("no table", put("raw/iit.csv", "สวัสดี\n"), ("raw/iit.csv", "หาแถวหัวตารางไม่พบ")),
    Defect("binary", put("raw/iit.csv", bytes(range(256))), ("raw/iit.csv", "อ่านตัวอักษรไม่ได้")),
    Defect("xlsx as csv", put("raw/iit.csv", b"PK\x03\x04\x14xl/"), ("raw/iit.csv", "Excel (.xlsx)")),
    Defect("xls as csv", put("raw/iit.csv", OLD_EXCEL), ("raw/iit.csv", "Excel รุ่นเก่า (.xls)")),
    Defect("pdf as csv", put("raw/iit.csv", b"%PDF-1.7"), ("raw/iit.csv", "PDF")),
    Defect("page as csv", put("raw/iit.csv", "<html><table>"), ("raw/iit.csv", "HTML")),
    Defect("cut letter", put("raw/iit.csv", "i1,i2\nก,".encode() + b"\xe0\xb8"), ("raw/iit.csv", "แถว 2", "ไบต์ 11")),
    Defect("open quote", put("raw/iit.csv", 'a,b\n1,"2\n3,4\n'), ("raw/iit.csv", "แถว 2", "เครื่องหมายคำพูด")),
    Defect("huge cell", put("raw/iit.csv", "i1,i2\n1," + "x" * 140_000), ("raw/iit.csv", "แถว 2", "131,072")),
    Defect(
        "too many columns", put("raw/iit.csv", "a," * 5_000 + "\n"), ("raw/iit.csv", "แถว 1", "“5,001”", "2,000 คอลัมน์")
    ),
    Defect("text as xlsx", put("raw/eit.xlsx", "a,b\n"), ("raw/eit.xlsx", "บันทึกใหม่")),
    Defect("cut workbook", _truncate, ("raw/eit.xlsx", "บันทึกใหม่")),
    Defect(
        "workbook with a password",
        put("raw/eit.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("raw/eit.xlsx", "รหัสผ่าน"),
    ),
    Defect("no OpenDocument", several(remove("raw/eit.xlsx"), put("raw/eit.ods", b"PK")), ("raw/eit.ods", "บันทึกใหม่")),
    Defect("far corners", _bomb, ("raw/eit.xlsx", "4,096 MB", "CSV")),
    Defect(
        "wide workbook",
        workbook("eit.xlsx", lambda b: b.add_worksheet().write(0, 9_000, "x")),
        ("raw/eit.xlsx", "“9,001”", "2,000 คอลัมน์"),
    ),
    Defect(
        "empty workbook", workbook("eit.xlsx", lambda b: b.add_worksheet()), ("raw/eit.xlsx", "หาแถวหัวตารางไม่พบ", "EIT")
    ),
    Defect("old Excel", put("raw/eit2.xls", b"\xd0\xcf"), ("raw/eit2.xls", ".xlsx")),
    Defect("workbook with macros", put("raw/eit2.xlsm", b"PK"), ("raw/eit2.xlsm", ".xlsx")),
    Defect("other kind", put("raw/iit2.json", "{}"), ("raw/iit2.json", ".csv")),
    Defect("unknown name", put("raw/answers.csv", "i1,i2\n"), ("raw/answers.csv", "iit, eit, oit")),
    # Columns.
    Defect("only a header", survey(lambda rows: rows.__delitem__(slice(1, None))), ("iit.csv", "ไม่เหลือผู้ตอบ")),
    Defect("column missing", survey(lambda rows: _header(rows, 5, "")), ("iit.csv", "แถว 1", "i2")),
    Defect("column twice", survey(lambda rows: _header(rows, 1, "i2")), ("iit.csv", "คอลัมน์ F", "i2.1", "B และ F")),
    Defect(
        "part of several",
        survey(lambda rows: _header(rows, 9, "เงิน")),
        ("iit.csv", "คอลัมน์ J", "“เงิน”", "i4.1, i5.1, i6.1"),
    ),
    Defect("part not said", survey(lambda rows: _header(rows, 3, "i1")), ("iit.csv", "คอลัมน์ D", "“i1”", "2 ข้อย่อย")),
    Defect(
        "code of another",
        survey(lambda rows: _header(rows, 5, f"i2 {OTHER_QUESTION}")),
        ("iit.csv", "คอลัมน์ F", "i2.1, i7.1"),
    ),
    Defect(
        "question turned round",
        survey(lambda rows: _header(rows, 18, OTHER_QUESTION.replace("ท่านรู้", "ท่านไม่รู้"))),
        ("iit.csv", "คอลัมน์ S", "i7.1", "เหมือน"),
    ),
    # Answers.
    Defect(
        "nobody may answer", survey(lambda rows: _column(rows, 2, "น้อยกว่า 1 ปี")), ("iit.csv", "ไม่เหลือผู้ตอบ", "38 แถว")
    ),
    Defect("part without answers", survey(lambda rows: _column(rows, 5, "ไม่ทราบ")), ("iit.csv", "i2.1")),
    Defect("numbers of options", survey(lambda rows: _column(rows, 18, "3")), ("iit.csv", "i7.1", "codes")),
    Defect("answers and scores", put("raw/iit2.csv", "ข้อ,คะแนน\ni1,90\n"), ("iit2.csv", "IIT", "iit.csv")),
    # What the office says of its exports.
    Defect("broken settings", put("raw/export.toml", "[files"), ("raw/export.toml", "TOML")),
    Defect(
        "unknown setting",
        put("raw/export.toml", '[files."iit.csv"]\nhedder = 1\n'),
        ("raw/export.toml", "files.iit.csv.hedder"),
    ),
    Defect(
        "settings of no file",
        put("raw/export.toml", '[files."x.csv"]\n'),
        ("raw/export.toml", "files.x.csv", "iit.csv"),
    ),
    Defect(
        "unknown encoding",
        put("raw/export.toml", '[files."iit.csv"]\nencoding = "ไทย"\n'),
        ("raw/export.toml", "“ไทย”"),
    ),
    Defect(
        "wrong encoding", put("raw/export.toml", '[files."iit.csv"]\nencoding = "ascii"\n'), ("raw/iit.csv", "แถว 1")
    ),
    Defect(
        "header row too far",
        put("raw/export.toml", '[files."iit.csv"]\nheader_row = 900\n'),
        ("raw/iit.csv", "หาแถวหัวตารางไม่พบ"),
    ),
    Defect(
        "no letter", put("raw/export.toml", '[files."iit.csv".columns]\n7 = "i2"\n'), ("raw/export.toml", "columns.7")
    ),
    Defect(
        "no meaning",
        put("raw/export.toml", '[files."iit.csv".columns]\nB = "x9"\n'),
        ("raw/export.toml", "columns.B", "“x9”"),
    ),
    Defect(
        "nobody eligible",
        put("raw/export.toml", '[files."iit.csv".eligible]\ncolumn = "C"\nanswers = ["ใช่"]\n'),
        ("iit.csv", "ไม่เหลือผู้ตอบ"),
    ),
    # Score tables.
    Defect("unknown item", add("raw/oit.csv", "o99,x,100"), ("oit.csv", "แถว 47", "คอลัมน์ A", "“o99”")),
    Defect("item twice", add("raw/oit.csv", "o1,x,100"), ("oit.csv", "แถว 47", "“o1”", "แถว 3")),
    Defect(
        "score of words",
        change("raw/oit.csv", '"โครงสร้าง","100.00"', '"โครงสร้าง","ครบ"'),
        ("oit.csv", "แถว 3", "คอลัมน์ C", "“ครบ”"),
    ),
    Defect(
        "score above 100",
        change("raw/oit.csv", '"โครงสร้าง","100.00"', '"โครงสร้าง","101"'),
        ("oit.csv", "แถว 3", "“101”"),
    ),
    Defect("item missing", change("raw/oit.csv", '"o1","โครงสร้าง","100.00"\n', ""), ("oit.csv", "o1")),
    # Published figures.
    Defect("unknown level", add("published.csv", "ข้อ,i1,90,x"), ("published.csv", "แถว 112", "คอลัมน์ level", "“ข้อ”")),
    Defect("unknown code", add("published.csv", "item,i99,90,x"), ("published.csv", "แถว 112", "คอลัมน์ code", "“i99”")),
    Defect("figure twice", add("published.csv", "item,i1,90,x"), ("published.csv", "แถว 112", "“i1”", "แถว 2")),
    Defect(
        "no figure",
        change("published.csv", "item,i1,92.97", "item,i1,9297"),
        ("published.csv", "แถว 2", "คอลัมน์ value", "“9297”"),
    ),
    Defect(
        "no such rating",
        change("published.csv", "rating,total,A", "rating,total,ZZ"),
        ("published.csv", "คอลัมน์ value", "“ZZ”"),
    ),
    Defect(
        "column renamed",
        change("published.csv", "level,code,value", "level,code,score"),
        ("published.csv", "แถว 1", "value"),
    ),
    # The tables and settings of the office.
    Defect("guidance of no item", add("guidance.csv", "i99,ก,ข,ค"), ("guidance.csv", "คอลัมน์ code", "“i99”")),
    Defect("text beyond the header", add("guidance.csv", "e1,ก,ข,ค,ง"), ("guidance.csv", "“ง”", "จุลภาค")),
    Defect("action without code", add("actions.csv", ",i7,ทำ,x"), ("actions.csv", "คอลัมน์ action")),
    Defect(
        "month of no calendar",
        change("measures.csv", "กันยายน 2566", "กันยา 66"),
        ("measures.csv", "คอลัมน์ due_th", "“กันยา 66”"),
    ),
    Defect("unknown action", change("measures.csv", ",a1", ",a99"), ("measures.csv", "คอลัมน์ actions", "“a99")),
    Defect("unknown round", change("progress.csv", "m1,6,", "m1,7,"), ("progress.csv", "แถว 2", "คอลัมน์ round", "“7”")),
    Defect(
        "unknown measure",
        change("progress.csv", "m1,6,", "m99,6,"),
        ("progress.csv", "แถว 2", "คอลัมน์ measure", "“m99”"),
    ),
    Defect(
        "unknown quantity",
        change("claims.csv", ",instruments,", ",tools,"),
        ("claims.csv", "แถว 2", "คอลัมน์ quantity", "“tools”"),
    ),
    Defect(
        "letter that no font has",
        change("guidance.csv", "i1,ให้", "i1,😀ให้"),
        ("guidance.csv", "แถว 2", "คอลัมน์ issue_th", "😀"),
    ),
    Defect(
        "heading twice",
        change("guidance.csv", "code,issue_th", "code,code,issue_th"),
        ("guidance.csv", "แถว 1", "“code”"),
    ),
    Defect("no agency file", remove(f"{OURS}/agency.toml"), ("agency.toml", "ไม่พบไฟล์")),
    Defect("unknown setting of the agency", add(f"{OURS}/agency.toml", "colour = 1"), ("agency.toml", "คอลัมน์ colour")),
    Defect(
        "fewer people than answered",
        add(f"{OURS}/agency.toml", "[population.2565]\nIIT = 12"),
        ("agency.toml", "population.2565.IIT", "“12”", "33 คน"),
    ),
    Defect(
        "population of a checklist",
        add(f"{OURS}/agency.toml", "[population.2565]\nOIT = 99"),
        ("agency.toml", "population.2565.OIT"),
    ),
    Defect(
        "digits neither so nor so",
        change("document.toml", "thai_digits = false", 'thai_digits = "๑"'),
        ("document.toml", "thai_digits", "“๑”"),
    ),
    # Rules.
    Defect("weights", change(f"{RULES}/framework.toml", "weight = 40", "weight = 41"), ("framework.toml", "101")),
    Defect(
        "hole between bands",
        change(f"{RULES}/framework.toml", 'from = "85.00"', 'from = "86.00"'),
        ("framework.toml", "84.99", "86.00"),
    ),
    Defect(
        "polarity", change(f"{RULES}/parts.csv", "positive", "บวก"), ("parts.csv", "แถว 2", "คอลัมน์ polarity", "“บวก”")
    ),
    Defect("points", change(f"{RULES}/scales.csv", "น้อย,33,67", "น้อย,สาม,67"), ("scales.csv", "“สาม”")),
    Defect(
        "no certainty",
        change("data/forms.toml", "certain = 93", "certain = 20"),
        ("forms.toml", "nearest.certain", "“20”"),
    ),
]

"""What stands in data never acts: not in a spreadsheet, not in a document, not in a terminal, not in the package."""

import ast
import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree
from test_architecture import CODE, SOURCES
from test_pdf import png
from test_pdf import read as read_pdf
from test_pdf import whole as whole_pdf
from test_workbook import cells, document, table

from italib import cli, messages, words
from italib.document import BarChart, Column, Contents, Heading, Paragraph, Picture, Points, Row, Table
from italib.problems import Problem
from italib.publish import RunFolder
from italib.word import docx
from italib.workbook import LONGEST_TEXT, xlsx

# Text that a spreadsheet may take for a formula, also after what nobody sees.
ACTING = (
    "=1+1", "+1+cmd|' /C calc'!A0", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1",
    "\ufeff=1", "\u202e=1", "\u3000=1", "\x0b=1", " \u200b\n @x", "＝1+1", "＋1", "－1", "＠x", "- ข้อความ", "--", "-๑",
    "+66812345678", "-1\n", "=HYPERLINK(\"http://a.th\")", "=",
)  # fmt: skip
STILL = ("-", "–", "−1.20", "+12.50", "-0.05", "-7", "ข้อความ", "", "1=1", "a@b.th", "'=1", "081-234-5678")
CONTROLS = "ก\x00\x01\x08\x0b\x0c\x1f\ufffe\uffff\ud800ข"


# --- CSV --------------------------------------------------------------------------------------------------------------


def csv_of(tmp_path, frame):
    """The rows of a table as they are written, its lines told as a spreadsheet tells them."""
    RunFolder(tmp_path).table("x", frame)
    text = (tmp_path / "tables" / "x.csv").read_bytes().decode("utf-8-sig")
    return text, list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("text", ACTING)
@pytest.mark.parametrize("kind", ["object", "str", "category"])
def test_a_cell_and_a_heading_of_a_csv_never_act(tmp_path, text, kind):
    frame = pd.DataFrame({text: pd.Series([text, f"ก\r{text}"], dtype=kind)})
    written, rows = csv_of(tmp_path, frame)
    inert, below = ("'" + text).replace("\r", "\n"), f"ก\r{text}".replace("\r\n", "\n").replace("\r", "\n")
    assert rows == [[inert], [inert], [below]]
    # A carriage return without quotation marks would begin a row.
    assert "\r" not in written


@pytest.mark.parametrize("text", STILL)
def test_text_that_cannot_act_is_written_as_it_is(tmp_path, text):
    _, rows = csv_of(tmp_path, pd.DataFrame({"ข้อ": ["x"], "ข้อความ": [text]}))
    assert rows == [["ข้อ", "ข้อความ"], ["x", text]]


def test_numbers_and_missing_values_of_a_csv_stay_as_they_are(tmp_path):
    _, rows = csv_of(tmp_path, pd.DataFrame({"ก": [-1.5, None], "ข": [-2, 3]}))
    assert rows[1:] == [["-1.5", "-2"], ["", "3"]]


# --- workbook ---------------------------------------------------------------------------------------------------------


def book_of(text):
    """A workbook in which every text is the same."""
    columns = (Column(text, 1), Column(text, 1, group=text, decimals=2), Column(text, 1))
    rows = (Row((text, 1.0, text)), Row((text,), "group"), Row((text, 2.0, text), "total"))
    drawn = Table(text, text, columns, rows, text, text, BarChart(text, 0, (1,)))
    return xlsx(replace(document(Contents(text), drawn), title=text, author=text, notices=(text,), table_word=text))


# What the workbook of harmless words has: addresses of cells in charts, and links to its own sheets.
HARMLESS = book_of("คำ")
REFERENCE = re.compile(r"<(?:c:)?f>(.*?)</(?:c:)?f>")


def parts(content):
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    "text", [*ACTING, "http://a.th", "mailto:a@b.th", "internal:x!A1", "=x!A1", "external:c:\\x", "{=1}"]
)
def test_a_workbook_has_only_its_own_formulas_and_links(text):
    made = parts(book_of(text))
    assert set(made) == set(parts(HARMLESS))
    sheets = b"".join(content for name, content in made.items() if "worksheets/sheet" in name).decode()
    assert "<f>" not in sheets and "r:id" not in re.sub("<drawing [^>]*>", "", sheets)
    assert len(re.findall("<hyperlink ", sheets)) == 1
    chart = made["xl/charts/chart1.xml"].decode()
    ranges = [re.sub(r".*(?=!\$[A-Z]+\$)", "", found) for found in REFERENCE.findall(chart)]
    assert ranges == ["!$B$2", "!$A$3", "!$B$3"]
    assert "<c:title><c:tx><c:rich>" in chart


def test_what_xml_cannot_hold_is_dropped_from_a_workbook():
    made = parts(book_of(CONTROLS))
    for content in made.values():
        etree.fromstring(content)
    assert cells(book_of(CONTROLS))[2][0] == "กข"


def test_a_text_longer_than_a_cell_of_excel_is_cut_and_says_so():
    shown = cells(xlsx(document(table((Row(("ก" * 40_000,)),), (Column("ก", 1),)))))[2][0]
    assert shown == "ก" * (LONGEST_TEXT - 1) + "…"


# --- Word and PDF -----------------------------------------------------------------------------------------------------

CODE_OF_TYPST = (
    '#sys.version', '#read("/etc/passwd")', "#eval(\"1+1\")", "$ sum_1 $", "@ref", "กข <label>", "#include \"x.typ\"",
    '"; panic("x"); "', "/* x", "#{", "\\#", "= หัว", "+ ข้อ", "- ข้อ", "https://a.th",
)  # fmt: skip
FIELDS = ('HYPERLINK "http://a.th"', "{ INCLUDETEXT c:\\\\x }", 'DDEAUTO c:\\x "calc"', "=1+1", "</w:t><w:fldChar/>")
ACTIVE = ("instrText", "fldChar", "hyperlink", "fldSimple", "object", "altChunk", "OLEObject", "control")


def blocks_of(text):
    rows = (Row((text, f"หนึ่ง\n- {text}")), Row((text,), "group"))
    grid = Table(text, text, (Column(text, 1), Column(text, 1, group=text)), rows, text, text)
    return (
        Contents(text),
        Heading(text),
        Paragraph(text),
        Points((text,)),
        grid,
        Picture(text, text, png(), text, text),
    )


def active(text):
    """Every element of a Word file that could act, with what it does; the file's relationships that lead out of it."""
    whole = replace(document(*blocks_of(text)), title=text, author=text, cover=(text,), notices=(text,))
    made = parts(docx(whole))
    trees = {name: etree.fromstring(content) for name, content in made.items() if name.endswith((".xml", ".rels"))}
    found = [
        (name, etree.QName(node).localname, node.text, sorted(node.attrib.items()))
        for name, tree in trees.items()
        for node in tree.iter(etree.Element)
        if etree.QName(node).localname in ACTIVE
    ]
    leading_out = [node for tree in trees.values() for node in tree.iter() if node.get("TargetMode") == "External"]
    return found, leading_out, sorted(made)


@pytest.mark.parametrize("text", [*FIELDS, CONTROLS])
def test_a_word_file_has_only_its_own_fields_and_links(text):
    harmless = active("คำ")
    assert len(harmless[0]) > 10 and not harmless[1]
    assert active(text) == harmless


@pytest.mark.parametrize("text", CODE_OF_TYPST)
def test_text_is_no_code_of_the_pdf(text):
    reader = read_pdf(*blocks_of(text), title=text, cover=(text,), notices=(text,))
    shown = whole_pdf(reader).replace(" ", "").replace("\u200b", "")
    assert shown.count(text.replace(" ", "")) >= 12
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert not [link for link in links if "/URI" in link.get("/A", {})]


# --- terminal ---------------------------------------------------------------------------------------------------------


def test_what_makes_a_terminal_act_is_spelt_out(capsys):
    problem = Problem.of("no_file", "x\x1b]0;y\x07.csv", found="\x1b[2J\u202eabc\x9b1m", column="\b")
    cli._say(f"{problem}\n")
    said = capsys.readouterr().err
    assert not cli.ACTING.search(said)
    assert "\\x1b[2J\\u202eabc\\x9b1m" in said and said.endswith("\n")


# --- the package ------------------------------------------------------------------------------------------------------

# Whatever makes code of data. The tests themselves may pickle what they have made.
MODULES = {
    "pickle",
    "dill",
    "joblib",
    "shelve",
    "marshal",
    "yaml",
    "jinja2",
    "ctypes",
    "code",
    "codeop",
    "runpy",
    "imp",
}
BUILTINS = {"eval", "exec", "compile", "__import__"}
ATTRIBUTES = {
    "read_pickle", "to_pickle", "read_hdf", "eval", "system", "popen", "from_string", "import_module", "format_map",
    "literal_eval", "shell", "get_ipython", "run_cell", "run_line_magic",
}  # fmt: skip
# A colour, not a template, is made from a text here.
COLOURS = ("RGBColor.from_string",)
CATALOGUES = {name for module in (words, messages) for name in vars(module) if name.isupper()}


def from_a_catalogue(node, names):
    """Whether a text comes from a catalogue of the package: `WORDS["key"]`, or a name that was given one of them."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in names


def texts_of_catalogues(tree):
    """The names that stand for texts of the catalogues, through assignments and loops."""
    names = set(CATALOGUES) | {"words"}
    for node in ast.walk(tree):
        pairs = [(t, node.value) for t in node.targets] if isinstance(node, ast.Assign) else []
        pairs += [(node.target, node.iter)] if isinstance(node, ast.comprehension) else []
        for target, value in pairs:
            if from_a_catalogue(value, CATALOGUES):
                names |= {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
    return names


def acts(tree):
    """Every place of a module where data could become code, as `line: what`."""
    found, names = [], texts_of_catalogues(tree)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import):
            found += [f"{line}: import {a.name}" for a in node.names if a.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            found.append(f"{line}: import {node.module}")
        elif isinstance(node, ast.Name) and node.id in BUILTINS:
            found.append(f"{line}: {node.id}")
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES and ast.unparse(node) not in COLOURS:
            found.append(f"{line}: .{node.attr}")
        elif isinstance(node, ast.Call):
            found += [f"{line}: shell" for k in node.keywords if k.arg == "shell"]
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if called == "query" and not all(isinstance(arg, ast.Constant) for arg in node.args):
                found.append(f"{line}: query")
            written = called == "format" and isinstance(node.func.value, ast.Constant)
            if called == "format" and not written and not from_a_catalogue(node.func.value, names):
                found.append(f"{line}: format")
    return found


# One call of the system, modules that a notebook about to run names itself, of a short list of packages, and a
# template that comes with the package and takes everything for text.
REVIEWED = {
    "fork": ["import ctypes"],
    "forked": [".import_module"],
    "elements": ["import jinja2"],
}


@pytest.mark.parametrize("name", CODE)
def test_nothing_that_is_read_becomes_code(name):
    assert [act.partition(": ")[2] for act in acts(CODE[name])] == REVIEWED.get(name, [])


BAD = (
    "import pickle", "from yaml import load", "eval(x)", "f = exec", "pd.read_pickle(x)", "frame.eval(x)",
    "frame.query(x)", "run(x, shell=True)", "subprocess.run(x, shell=y)", "os.system(x)", "row.text.format(x=1)",
    "text = read(x)\ntext.format(a=1)", "environment.from_string(x)", "'{}'.format_map(x)",
    "importlib.import_module(x)",
)  # fmt: skip


@pytest.mark.parametrize("code", BAD)
def test_the_search_finds_each_way(code):
    assert len(acts(ast.parse(code))) == 1


def test_a_program_is_started_in_two_places_and_as_a_list():
    calls = [
        (name, ast.unparse(node.args[0]))
        for name, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("subprocess.")
    ]
    assert calls == [("helper", "command"), ("spreadsheet", "command")]

"""Arrows never turn back, and what changes from year to year or agency to agency stands in `data/`."""

import ast
import re
import tomllib
from decimal import Decimal

import nbformat
from running import EVERY, ROOT

from italib import messages, words
from italib.notebooks import NOTEBOOKS

PACKAGE = ROOT / "italib"
# From the lowest floor up: a module may import only from those before it.
FLOORS = [
    "messages", "words", "problems", "stops", "lock", "disk", "fork", "package",  # what the system allows
    "precision", "thai", "letters", "encoding", "files",  # what every other stands on
    "document",
    "framework", "framework_files", "national", "agency_tables", "template", "export_settings",
    "forms", "folders", "agency",  # rules and inputs
    "bounds", "spreadsheet_child", "spreadsheet", "sheets", "columns", "headers", "raw",  # exports
    "disclosure", "issues", "stamps", "answers", "respondents", "long_form", "score_tables", "clean",  # cleaning
    "hierarchy_grid", "score", "solve", "hierarchy", "reconcile", "gaps", "costs", "pathway", "comparable", "trend",
    "uncertainty", "measures", "findings", "blanks", "claims", "audit", "agency_year",  # findings
    "raw_folder", "country_layout", "country_rows", "country_scan", "country_source", "country_agencies",
    "country_people", "country_counts", "country", "country_exports",  # a whole country
    "dealing", "exports", "dirt", "reconstruct",  # exports made from scores
    "chart", "figures", "audit_figures", "gap_figures", "trend_figures", "plan_figures", "elements", "sentences",
    "clean_tables", "tables", "audit_tables", "gap_tables", "trend_tables", "plan_tables",  # tables
    "country_findings", "country_place", "country_overview", "country_sentences", "country_tables", "country_figures",
    "country_pictures",
    "pictures",  # the charts that several places show
    "annual_values", "annual_tables", "annual_annex", "annual_content", "annual_check", "annual",  # the annual document
    "word_markup", "word_styles", "word_table", "word", "pdf", "workbook",  # its writers
    "publish", "stage", "notebooks", "pages", "report",  # files and pages
    "results", "check", "kernel", "fork_client", "forked", "engine", "execute", "parallel", "steps", "run",  # runner
    "country_stage", "national_run",
    "order", "outcomes", "schedule", "helper", "remote", "orders", "place", "work", "serve", "cluster",
    "summary", "progress", "batch", "cli",  # many, and the command line
]  # fmt: skip
ITEM_CODE = re.compile(r"(?<![A-Za-z0-9_{#])[ieo][0-9]{1,2}(?![A-Za-z0-9_])")
YEAR = re.compile(r"(?<![0-9A-Fa-f])25[0-9]{2}(?![0-9A-Fa-f])")
SOURCES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.glob("*.py"))}


def notebook_code(name):
    """The code of a notebook outside its parameters cell."""
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    code = [c.source for c in cells if c.cell_type == "code" and "parameters" not in c.metadata.get("tags", [])]
    return ast.parse("\n".join(code))


CODE = SOURCES | {name: notebook_code(name) for name in EVERY}


def imported(tree):
    """The modules of the package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("italib.")}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "italib":
            found |= {alias.name for alias in node.names if alias.name in SOURCES}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module.startswith("italib."):
            found.add(node.module.removeprefix("italib."))
    return found


def public(tree):
    """Every public function of a module, and every public method of its classes, by name."""
    found = {}
    for node in tree.body:
        # A class made from one of another package has methods that say there what they are for.
        if isinstance(node, ast.ClassDef) and not any(isinstance(base, ast.Attribute) for base in node.bases):
            found |= {f"{node.name}.{part.name}": part for part in node.body if isinstance(part, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = node
    return {name: node for name, node in found.items() if not re.search(r"(^|\.)_", name)}


def is_command(node):
    """Whether a function is a command of the command line, which says what it does in its help."""
    keywords = [keyword.arg for call in node.decorator_list if isinstance(call, ast.Call) for keyword in call.keywords]
    return "help" in keywords


def constants(tree):
    """Every literal that is not a docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None
    }
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings]


def texts(tree):
    return [value for value in constants(tree) if isinstance(value, str)]


def numbers(tree):
    return {Decimal(str(v)) for v in constants(tree) if isinstance(v, int | float) and not isinstance(v, bool)}


def rule_numbers():
    """The numbers of all rules that no code would hold by chance: not those of two digits that end in 0, and not 75."""
    found = set()
    for path in (ROOT / "data" / "frameworks").glob("*/framework.toml"):
        rules = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {rules["target"]["score"], rules["findings"]["watch_below"]}
        found |= {band[end] for band in rules["ratings"] for end in ("from", "to")}
        found |= {number for i in rules["instruments"] for number in i.get("large_population", {}).values()}
    plain = {Decimal(str(number)) for number in found}
    return {number for number in plain if number % 10 and number != 75}


def offending(trees, found):
    """What `found` finds in each of the trees, where it finds anything."""
    return {name: wrong for name, tree in trees.items() if (wrong := found(tree))}


def test_every_module_has_its_floor():
    assert sorted(FLOORS) == sorted(set(SOURCES) - {"__init__", "__main__"})
    assert len(set(FLOORS)) == len(FLOORS)


def test_a_module_imports_only_from_below():
    below = {module: set(FLOORS[:place]) for place, module in enumerate(FLOORS)}
    # What is there for every module stands below all, the program above all.
    below |= {"__init__": set(), "__main__": set(FLOORS)}
    turned = {module: imported(tree) - below[module] for module, tree in SOURCES.items()}
    assert {module: wrong for module, wrong in turned.items() if wrong} == {}
    assert imported(SOURCES["run"]) > {"agency", "pages"}


def test_a_module_imports_by_full_name():
    def relative(tree):
        return [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]

    assert offending(SOURCES, relative) == {}


def test_the_library_does_not_print():
    def printing(tree):
        return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "print"]

    assert offending(SOURCES, printing) == {}


def test_every_module_and_everything_to_call_says_what_it_is_for():
    def undocumented(tree):
        silent = [name for name, node in public(tree).items() if not ast.get_docstring(node) and not is_command(node)]
        return silent if ast.get_docstring(tree) else ["the module", *silent]

    assert offending(SOURCES, undocumented) == {}


def test_no_year_is_named_in_code():
    assert offending(CODE, lambda tree: [text for text in map(str, constants(tree)) if YEAR.search(text)]) == {}


def test_no_agency_is_named_in_code():
    files = (ROOT / "data" / "agencies").glob("*/agency.toml")
    names = [tomllib.loads(path.read_text(encoding="utf-8"))["name_th"] for path in files]
    assert names
    names += [name.removeprefix("เทศบาลตำบล") for name in names]
    assert offending(CODE, lambda tree: [text for text in texts(tree) for name in names if name in text]) == {}


def test_no_item_is_named_in_code():
    assert offending(CODE, lambda tree: [text for text in texts(tree) if ITEM_CODE.search(text)]) == {}


def test_no_number_of_the_rules_stands_in_code():
    assert {Decimal(85), Decimal(95), Decimal("94.99")} <= rule_numbers()
    assert offending(CODE, lambda tree: numbers(tree) & rule_numbers()) == {}


def test_codes_and_years_are_told_from_other_words():
    assert [bool(ITEM_CODE.search(text)) for text in ("i7", "ข้อ e14", "o1.2")] == [True] * 3
    assert not [text for text in ("{item}.1", "#e0e4ea", "utf8", "f1", "io", "i123") if ITEM_CODE.search(text)]
    assert [bool(YEAR.search(text)) for text in ("2565", "ปี 2564", "#1f2530")] == [True, True, False]


def test_every_message_is_used():
    used = {text for name, tree in SOURCES.items() if name not in ("messages", "words") for text in texts(tree)}
    # A role of a column comes from the data.
    used |= set(tomllib.loads((ROOT / "data" / "forms.toml").read_text(encoding="utf-8"))["columns"])
    catalogues = {
        name: set(value)
        for module in (messages, words)
        for name, value in vars(module).items()
        if isinstance(value, dict) and name.isupper()
    }
    assert {"PROBLEMS", "CLEANING", "CLI", "TABLE", "AUDIT"} <= set(catalogues)
    assert {name: unused for name, keys in catalogues.items() if (unused := keys - used)} == {}

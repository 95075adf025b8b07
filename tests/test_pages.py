"""The pages of a run: self-contained, Thai, readable without seeing, and nothing in them runs."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

import nbformat
import pytest
from page_reader import Reader
from running import NAMES, whole_run

from italib.notebooks import NOTEBOOKS
from italib.words import RECONSTRUCTED

PAGES = ["index.html", *(f"html/{name}.html" for name in NAMES)]
THAI = re.compile("[ก-๛]")
NO_ALT = "No description has been provided"


@cache
def read(path):
    text = path.read_text(encoding="utf-8")
    return text, Reader(text)


@pytest.fixture(scope="module", params=PAGES)
def path(request, tmp_path_factory):
    return whole_run(tmp_path_factory.getbasetemp()).folder / request.param


@pytest.fixture
def text(path):
    return read(path)[0]


@pytest.fixture
def page(path):
    return read(path)[1]


@dataclass
class Pair:
    """A notebook as committed, and its page."""

    name: str
    notebook: nbformat.NotebookNode
    text: str
    page: Reader


@pytest.fixture(scope="module", params=NAMES)
def pair(request, tmp_path_factory):
    path = whole_run(tmp_path_factory.getbasetemp()).folder / "html" / f"{request.param}.html"
    return Pair(request.param, nbformat.read(NOTEBOOKS / f"{request.param}.ipynb", as_version=4), *read(path))


def test_a_page_is_thai_and_has_a_title(text, page):
    assert text.startswith("<!DOCTYPE html>")
    assert [element["attrs"].get("lang") for element in page.all("html")] == ["th"]
    (title,) = page.all("title")
    assert THAI.search(title["text"]) and "2565" in title["text"]


def test_a_page_fits_a_phone(page):
    metas = {meta["attrs"].get("name"): meta["attrs"].get("content") for meta in page.all("meta")}
    assert metas["viewport"] == "width=device-width, initial-scale=1"


def test_nothing_in_a_page_runs(text, page):
    assert "<script" not in text.lower()
    assert "javascript:" not in text.lower()
    assert not [e for e in page.elements for name in e["attrs"] if name.startswith("on")]


def test_a_page_forbids_scripts_and_everything_remote(page):
    rules = [meta["attrs"]["content"] for meta in page.all("meta") if "http-equiv" in meta["attrs"]]
    assert len(rules) == 1
    policy = dict(rule.split(" ", 1) for rule in rules[0].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == policy["font-src"] == "data:"
    assert "script-src" not in policy


def test_a_page_says_nothing_of_itself_to_where_its_links_lead(page):
    metas = {meta["attrs"].get("name"): meta["attrs"].get("content") for meta in page.all("meta")}
    assert metas["referrer"] == "no-referrer"


def test_the_rules_of_a_page_come_before_what_they_rule(page):
    head = [element["attrs"] for element in page.elements if "head" in element["inside"]]
    assert "charset" in head[0] and "http-equiv" in head[1]


def test_a_wide_table_can_be_scrolled_with_the_keys(page):
    boxes = [e["attrs"] for e in page.elements if e["tag"] == "div" and e["attrs"].get("role") == "region"]
    assert len(boxes) == len(page.all("table"))
    assert all(box["tabindex"] == "0" and THAI.search(box["aria-label"]) for box in boxes)


def test_a_page_needs_nothing_from_elsewhere(text, page):
    assert not re.findall(r"https?://", text)
    assert "@import" not in text
    assert not re.findall(r"""url\(["']?(?!data:)""", text)
    sources = [e["attrs"][name] for e in page.elements for name in ("src", "srcset", "data") if name in e["attrs"]]
    assert all(source.startswith("data:") for source in sources)
    assert not page.all("link") and not page.all("iframe")


def test_links_lead_to_files_and_places_that_are_there(path, page):
    places = {element["attrs"].get("id") for element in page.elements}
    for link in page.all("a"):
        address = link["attrs"]["href"]
        if address.startswith("#"):
            assert address[1:] in places or unquote(address[1:]) in places
        else:
            assert (path.parent / unquote(address)).resolve().is_file(), address


def test_every_page_is_one_link_away(path, page):
    links = {(path.parent / link["attrs"]["href"]).resolve() for link in page.all("a")}
    folder = path.parent if path.name == "index.html" else path.parent.parent
    assert {(folder / name).resolve() for name in PAGES} <= links | {path.resolve()}


def test_every_picture_has_a_thai_text_in_its_place(text, page):
    assert NO_ALT not in text
    for picture in page.all("img"):
        assert THAI.search(picture["attrs"].get("alt") or "")
        assert picture["attrs"]["src"].startswith("data:image/png;base64,")


def test_every_picture_of_a_notebook_stands_in_its_page(pair):
    shows = ("work.figure(", "elements.picture(")
    drawn = sum(cell.source.count(show) for cell in pair.notebook.cells for show in shows)
    assert len(pair.page.all("img")) >= drawn > 0


def test_every_table_has_a_caption_and_headed_rows_and_columns(page):
    tables = page.all("table")
    assert tables
    assert len(page.all("caption")) == len(tables)
    assert all(caption["inside"][-1] == "table" and THAI.search(caption["text"]) for caption in page.all("caption"))
    assert {header["attrs"].get("scope") for header in page.all("th")} == {"col", "row"}


def test_elements_are_closed_in_order_and_ids_are_unique(page):
    assert page.misplaced == [] and page.open == []
    ids = [element["attrs"]["id"] for element in page.elements if "id" in element["attrs"]]
    assert len(ids) == len(set(ids))


def test_headings_begin_with_one_and_skip_no_level(page):
    levels = [int(element["tag"][1]) for element in page.elements if re.fullmatch("h[1-6]", element["tag"])]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))


def test_a_page_says_that_the_answers_are_reconstructed(text):
    assert RECONSTRUCTED in text


def test_a_page_of_a_run_that_reconciles_is_no_draft(page):
    assert not [element for element in page.elements if element["attrs"].get("class") == "draft"]


def test_all_code_is_there_and_folded(pair):
    cells = [cell for cell in pair.notebook.cells if cell.cell_type == "code"]
    code = [element for element in pair.page.all("code") if "pre" in element["inside"]]
    assert [e["text"] for e in code] == [c.source for c in cells if "parameters" not in c.metadata.get("tags", [])]
    assert all("details" in element["inside"] for element in code)
    assert not [details for details in pair.page.all("details") if "open" in details["attrs"]]


def test_parameters_are_not_shown(pair):
    assert "output_dir = " not in pair.text
    assert "# Parameters" not in pair.text


def test_the_page_of_a_notebook_is_marked_in_the_navigation(pair):
    current = [link["text"] for link in pair.page.all("a") if link["attrs"].get("aria-current") == "page"]
    assert current == [pair.name]


def test_the_contents_show_total_rating_and_reconciliation(tmp_path_factory):
    made = whole_run(tmp_path_factory.getbasetemp())
    text, page = read(made.folder / "index.html")
    figures = [element["text"] for element in page.all("strong")]
    assert figures[:2] == [made.result.total, made.result.rating] == ["90.52", "A"]
    assert f"<p>{made.result.reconciled}</p>" in text


def test_the_contents_list_every_table_and_chart(tmp_path_factory):
    folder = whole_run(tmp_path_factory.getbasetemp()).folder
    links = {link["attrs"]["href"] for link in read(folder / "index.html")[1].all("a")}
    made = {f"{kind}/{path.name}" for kind in ("tables", "figures") for path in (folder / kind).iterdir()}
    assert made <= links

"""Texts of the office that would be HTML, a template, a link or an end of data: pages show them as they are typed."""

import html
import json
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from page_reader import Reader
from running import AGENCY, YEAR, shared_run

from italib import elements, pages
from italib.notebooks import NOTEBOOKS

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror="alert(1)">',
    "'><svg onload='alert(1)'>",
    "{{7*7}} {% raw %}",
    "]]>",
    "[x](javascript:alert(1))",
    r"\1 \g<0> \q",
    "</title></style></caption></details><h1>",
    "&lt;b&gt; &amp;",
]
ALL = " ".join(HOSTILE)
OWN = ["04_gaps", "06_measures"]
TEXTS = {
    "guidance.csv": ["issue_th", "guidance_th", "source"],
    "actions.csv": ["action_th", "source"],
    "measures.csv": ["measure_th", "part_th", "step_th", "details_th", "owner_th", "source"],
    "published.csv": ["source"],
}


def element_of(call):
    """The elements of what `call` makes of the hostile text, and the HTML itself."""
    made = call(ALL).data
    return Reader(made), made


def assert_harmless(page):
    """Nothing of the texts became an element, an attribute or a link."""
    assert not page.all("script") and not page.all("svg")
    assert not [picture for picture in page.all("img") if not picture["attrs"]["src"].startswith("data:image/png")]
    assert not [e for e in page.elements for name in e["attrs"] if name.startswith("on")]
    assert not [link for link in page.all("a") if ":" in link["attrs"]["href"]]
    assert page.misplaced == [] and page.open == []


def table(text):
    return elements.page_table(pd.DataFrame({"a": [text], "b": [text]}), {"a": text, "b": text}, text, "name")


@pytest.mark.parametrize(
    "call",
    [table, elements.prose, lambda text: elements.picture(b"", text), lambda text: elements.folded(text, table(text))],
    ids=["table", "prose", "picture", "folded"],
)
def test_an_element_shows_a_text_as_it_is_typed(call):
    page, made = element_of(call)
    assert_harmless(page)
    assert any(ALL in text for e in page.elements for text in (e["text"], e["attrs"].get("alt", "")))
    assert html.escape(HOSTILE[0]) in made


def test_a_table_shows_a_text_as_it_is_typed_in_caption_label_and_cell():
    page, _ = element_of(table)
    (box,) = [e for e in page.elements if e["attrs"].get("role") == "region"]
    assert box["attrs"]["aria-label"] == ALL
    assert [e["text"].strip() for tag in ("caption", "th", "td") for e in page.all(tag)] == [ALL] * 5


def outputs():
    """Cell outputs that carry the hostile text, one of each kind that a page shows."""
    picture = {"image/png": "aGVsbG8="}
    return [
        new_output("stream", text=ALL),
        new_output("error", ename=ALL, evalue=ALL, traceback=[ALL]),
        new_output("display_data", {"text/plain": ALL}),
        new_output("display_data", picture, metadata={"image/png": {"alt": ALL}}),
        new_output("display_data", {"text/html": elements.prose(ALL).data, "text/plain": "x"}),
        # Kinds that no page shows: what runs, and what would be drawn by the browser.
        new_output("display_data", {"application/javascript": "alert(1)", "text/plain": "ข้อความแทน"}),
        new_output("display_data", {"image/svg+xml": "<svg onload='alert(1)'></svg>", "text/plain": "ข้อความแทน"}),
    ]


@pytest.fixture
def hostile(bansong):
    """The inputs of an agency that is called by the hostile text."""
    return replace(bansong, about=bansong.about.model_copy(update={"name_th": ALL}))


def test_a_page_shows_a_text_as_it_is_typed_in_title_notice_navigation_and_outputs(hostile):
    cells = [new_markdown_cell("# ถามอะไร"), new_code_cell(ALL, outputs=outputs())]
    contents = [pages.Page("01_small", ALL), pages.Page(f"02 {HOSTILE[1]}", ALL)]
    page = Reader(pages.page(new_notebook(cells=cells), "01_small", contents, hostile, draft=ALL))
    assert_harmless(page)
    for tag in ("title", "footer", "p", "pre", "code"):
        assert any(ALL in element["text"] for element in page.all(tag)), tag
    assert [picture["attrs"]["alt"] for picture in page.all("img")] == [ALL]
    assert page.all("nav")[0]["text"].split("\n")[-2] == contents[1].name
    assert len(page.all("pre")) == 6


def test_the_contents_show_a_text_as_it_is_typed(hostile):
    figures = [
        ("total", "total"),
        ("rating", "total"),
        *(("instrument", i.code) for i in hostile.framework.instruments),
    ]
    by_figure = pd.DataFrame(figures, columns=["level", "code"]).assign(shown=ALL, published=ALL, verdict="", basis="")
    made = {"documents": [f"{HOSTILE[1]}.docx"], "tables": [HOSTILE[0]], "figures": [HOSTILE[5]]}
    page = Reader(pages.contents([pages.Page(HOSTILE[1], ALL)], by_figure, hostile, ALL, made))
    assert_harmless(page)
    for tag in ("title", "h1", "strong", "li", "td", "p"):
        assert any(ALL in element["text"] for element in page.all(tag)), tag
    links = [unquote(link["attrs"]["href"]) for link in page.all("a")]
    expected = [f"html/{HOSTILE[1]}.html", f"document/{HOSTILE[1]}.docx", f"tables/{HOSTILE[0]}"]
    assert links == [*expected, f"figures/{HOSTILE[5]}.png", f"figures/{HOSTILE[5]}.svg"]


def prepare(home):
    """Put the hostile text into every text that the office writes, and set the notebooks aside that show them."""
    office = home / "data" / "agencies" / AGENCY
    about = office / "agency.toml"
    name, *others = about.read_text(encoding="utf-8").splitlines()
    assert name.startswith("name_th = ")
    about.write_text("\n".join([f"name_th = {json.dumps(ALL)}", *others]), encoding="utf-8")
    for table_name, columns in TEXTS.items():
        path = office / str(YEAR) / table_name
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        frame = frame.assign(**{column: ALL + " " + frame[column] for column in columns})
        frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    for notebook in OWN:
        (home / "own").mkdir(exist_ok=True)
        shutil.copy(NOTEBOOKS / f"{notebook}.ipynb", home / "own")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shared_run(tmp_path_factory.getbasetemp(), "hostile-run", prepare, notebooks=Path("own"), pdf=False).folder


@pytest.mark.parametrize("name", ["index.html", *(f"html/{name}.html" for name in OWN)])
def test_a_run_shows_the_texts_of_the_office_as_they_are_typed(folder, name):
    page = Reader((folder / name).read_text(encoding="utf-8"))
    assert_harmless(page)
    assert ALL in page.all("title")[0]["text"]
    if name != "index.html":
        assert any(ALL in cell["text"] for cell in page.all("td"))

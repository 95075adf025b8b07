"""Executed notebooks → pages that open from a USB stick: self-contained, Thai, no script, no remote address."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_sarabun
import nbformat
import pandas as pd
from nbconvert import TemplateExporter

from italib import __version__
from italib.agency import Inputs
from italib.framework import TOTAL
from italib.messages import CLI, PAGE
from italib.notebooks import question
from italib.sentences import reconciled
from italib.words import CHART, RECONSTRUCTED

TEMPLATES = Path(__file__).parent / "templates"
FONTS = ((400, "Regular"), (700, "Bold"))


@dataclass(frozen=True)
class Page:
    """A notebook's place in the contents: its name, the question it answers, and how it went."""

    name: str
    question: str
    state: str = "done"

    @property
    def state_th(self) -> str:
        """The state in Thai."""
        return PAGE[self.state]


@cache
def exporter() -> TemplateExporter:
    """The exporter with the house template; making one costs more than a page.

    nbconvert's own for HTML takes every page apart once more, to add what this template has.
    """
    made = TemplateExporter(template_name="italib", extra_template_basedirs=[str(TEMPLATES)], file_extension=".html")
    # nbconvert leaves escaping to its templates; here only what a template calls safe goes through as HTML.
    made.environment.autoescape = True
    return made


@cache
def dress() -> dict:
    """What every page carries: the fonts, the style, the version."""
    fonts = [
        (weight, b64encode((fontpkg_sarabun.ROOT / "files" / f"Sarabun-{name}.ttf").read_bytes()).decode("ascii"))
        for weight, name in FONTS
    ]
    css = (TEMPLATES / "italib" / "style.css").read_text(encoding="utf-8")
    return {"fonts": fonts, "css": css, "version": __version__}


def page(notebook: nbformat.NotebookNode, name: str, pages: Sequence[Page], inputs: Inputs, draft: str) -> str:
    """The page of one executed notebook. `draft` is the reason why the run is one, empty where it is not."""
    return page_of(notebook, name, pages, whose(inputs), draft)


def page_of(notebook: nbformat.NotebookNode, name: str, pages: Sequence[Page], title: str, draft: str) -> str:
    """The page of one executed notebook, under the words `title` for whose figures it shows."""
    content = {"name": name, "title": question(notebook), "pages": pages, "whose": title, "draft": draft}
    html, _ = exporter().from_notebook_node(notebook, resources={"page": {**dress(), **content}})
    return html


def contents(
    pages: Sequence[Page],
    by_figure: pd.DataFrame,
    inputs: Inputs,
    draft: str,
    made: Mapping[str, Sequence[str]],
) -> str:
    """The first page: the questions, the state of each, the total, and whether everything reconciles.

    `made` names the `documents`, `tables` and `figures` of the run.
    """
    shown = by_figure.set_index(["level", "code"])["shown"]
    announced = by_figure.set_index(["level", "code"])["published"][TOTAL, TOTAL]
    framework = inputs.framework
    content = {
        "whose": whose(inputs),
        "draft": draft,
        "reconstructed": RECONSTRUCTED if inputs.reconstructed else "",
        "pages": pages,
        **made,
        "total": shown[TOTAL, TOTAL] or PAGE["none"],
        "rating": shown["rating", TOTAL] or PAGE["none"],
        "announced": CHART["announced"].format(figure=announced) if announced else "",
        "target": CHART["target"].format(score=framework.target.score),
        "instruments": [
            {"code": i.code, "name": i.short_th, "score": shown["instrument", i.code] or PAGE["none"]}
            for i in framework.instruments
        ],
        "reconciled": reconciled(by_figure),
    }
    return exporter().environment.get_template("contents.html.j2").render(page={**dress(), **content})


def whose(inputs: Inputs) -> str:
    """The agency and the year, as every page names them."""
    return CLI["running"].format(name=inputs.about.name_th, year=inputs.year)

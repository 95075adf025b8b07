"""The pages of one agency-year: one for each executed notebook, and the contents before them."""

from collections.abc import Collection
from pathlib import Path

from italib import pages, publish
from italib.agency_year import AgencyYear
from italib.notebooks import question, read_notebook, select


def write_pages(folder: Path, notebooks: Path, found: AgencyYear, draft: str, failed: Collection[str] = ()) -> None:
    """Write the pages of what was executed into the folder of a run.

    The contents say of each of the `notebooks` whether it is done, has `failed` or is still to come. `draft` is the
    reason why the run is one, empty where it is not.
    """
    executed = {path.stem: read_notebook(path) for path in sorted((folder / "notebooks").glob("*.ipynb"))}
    listed = []
    for name in select(notebooks, ()):
        state = "failed" if name in failed else "done" if name in executed else "waiting"
        listed.append(pages.Page(name, question(read_notebook(notebooks / f"{name}.ipynb")), state))
    written = [page for page in listed if page.name in executed]
    for page in written:
        html = pages.page(executed[page.name], page.name, written, found.inputs, draft)
        publish.write(folder / "html" / f"{page.name}.html", html.encode("utf-8"))
    made = {
        "documents": sorted(path.name for path in (folder / "document").glob("*.*")),
        "tables": sorted(path.name for path in (folder / "tables").glob("*.csv")),
        "figures": sorted(path.stem for path in (folder / "figures").glob("*.png")),
    }
    first = pages.contents(listed, found.by_figure, found.inputs, draft, made)
    publish.write(folder / "index.html", first.encode("utf-8"))

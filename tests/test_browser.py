"""The pages in a real browser: WCAG 2.2 AA by axe-core, without scripts, on a phone, printed, nothing from outside."""

import io
import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from running import NAMES, whole_run

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["index.html", *(f"html/{name}.html" for name in NAMES)]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser():
    # Chromium refuses to sandbox itself when root starts it, as containers do.
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return whole_run(tmp_path_factory.getbasetemp()).folder


@pytest.fixture
def opened(browser, folder):
    """Opens a page of the results, and notes what it asks for and complains of."""
    contexts = []

    def open_page(name, **how):
        contexts.append(browser.new_context(**{"viewport": DESKTOP, **how}))
        page = contexts[-1].new_page()
        page.noted = []
        page.on("console", lambda message: page.noted.append(message.text))
        page.on("pageerror", lambda error: page.noted.append(str(error)))
        page.on(
            "request",
            lambda asked: page.noted.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None,
        )
        page.goto((folder / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_of_wcag(opened, name, size):
    # axe is a script; the page itself allows none.
    page = opened(name, viewport=size, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert len(found["passes"]) > 10
    broken = [(rule["id"], [node["target"] for node in rule["nodes"]][:5]) for rule in found["violations"]]
    assert broken == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_all_without_scripts(opened, name):
    with_scripts, without = opened(name), opened(name, java_script_enabled=False)
    text = with_scripts.locator("main").inner_text()
    assert len(text) > 500
    assert without.locator("main").inner_text() == text
    assert with_scripts.noted == without.noted == []


def test_a_script_that_got_into_a_page_would_not_run(opened, folder, tmp_path):
    text = (folder / "index.html").read_text(encoding="utf-8")
    hostile = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\"></main>"
    (tmp_path / "index.html").write_text(text.replace("</main>", hostile), encoding="utf-8")
    page = opened(tmp_path / "index.html")
    assert page.title() != "ran"
    assert sum("Content Security Policy" in note for note in page.noted) >= 2


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(opened, name):
    page = opened(name, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    # What is wider scrolls within its own box, which the keyboard reaches.
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(one => one.scrollWidth > one.clientWidth + 1 && "
        "['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.checkVisibility())"
        ".map(one => [one.tabIndex, one.getAttribute('role'), one.getAttribute('aria-label')])"
    )
    assert [box for box in wide if box[0] != 0] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_whole(opened, name):
    page = opened(name)
    heading = page.locator("h1").first.inner_text()
    printed = page.pdf(format="A4")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages)
    # Chromium's text layer loses marks above and below; the letters on the line are all there.
    assert re.sub("[^ก-ฮ]", "", heading)[:15] in re.sub("[^ก-ฮ]", "", text)
    page.emulate_media(media="print")
    # The width of A4 between its margins, in the pixels of a page.
    page.set_viewport_size({"width": 718, "height": 1000})
    cut = page.evaluate(
        "[...document.querySelectorAll('main table, main img, main pre, main p')]"
        ".filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)"
        ".map(one => one.outerHTML.slice(0, 120))"
    )
    assert cut == []

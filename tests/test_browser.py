"""The pages in a real browser: accessible by WCAG 2.2 AA, whole without scripts, on a phone and on paper, and alone."""

import io
import re
import shutil
import socket

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_reader import Reader
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from running import NAMES, new_home, whole_run
from test_national_run import export, national
from test_summary import ROWS

from italib import summary

CHROMIUM = shutil.which("chromium")
PAGES = ["index.html", *(f"html/{name}.html" for name in NAMES)]
MANY = ["batch/index.html", "batch/failures.html", "national/2565/index.html", "national/2565/html/90_national.html"]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# What a narrow screen can break; the other rules say the same at every width.
ON_A_PHONE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "link-name"]}}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# The width of A4 without the margins of the style, at 96 px an inch.
PAPER = {"width": 673, "height": 1000}
OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"
# The elements that reach over the right edge and have no box around them that scrolls.
CUT = """
    Array.from(document.querySelectorAll('main *, header *, footer *')).filter(element =>
        element.getClientRects().length
        && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        && !element.closest(BOXES)
    ).map(element => element.outerHTML.slice(0, 120))
"""

WIDE_CAPTIONS = """
    Array.from(document.querySelectorAll('caption')).filter(caption =>
        caption.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    ).map(caption => caption.textContent)
"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        # In CI everything runs as root in a container, where Chromium has no sandbox and little shared memory.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return whole_run(tmp_path_factory.getbasetemp()).folder


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The results that hold the pages of a batch and of a country."""
    home = new_home(tmp_path_factory.mktemp("many"))
    export(home / "country.csv", invented=True)
    national(home, agency="A2")
    summary.make(home / "outputs" / "batch", ROWS)
    return home / "outputs"


@pytest.fixture
def path(request, name):
    """The file of a page by its name."""
    return request.getfixturevalue("many" if name in MANY else "folder") / name


@pytest.fixture
def visit(browser):
    """Opens a page in a context of its own, which is closed after the test; notes what it asks for and what is said."""
    contexts = []

    def opened(path, viewport=DESKTOP, wait_until="load", **how):
        contexts.append(browser.new_context(viewport=viewport, **how))
        page = contexts[-1].new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(path.as_uri(), wait_until=wait_until)
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page, rules):
    """What axe finds: the rule, and the elements that break it."""
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return {entry["id"]: [node["html"][:200] for node in entry["nodes"]] for entry in found}


def letters(text):
    """The consonants, Latin letters and digits of a text: pypdf loses vowels and tone marks of Thai, and spaces."""
    return re.sub("[^ก-ฮA-Za-z0-9]", "", text)


@pytest.mark.parametrize("name", [*PAGES, *MANY])
def test_a_page_meets_wcag_with_everything_opened(visit, path):
    page = visit(path, bypass_csp=True)
    page.evaluate(OPEN_ALL)
    assert violations(page, WCAG) == {}


@pytest.mark.parametrize("name", [*PAGES, *MANY])
def test_a_page_fits_a_phone_and_only_boxes_scroll(visit, path):
    page = visit(path, PHONE, bypass_csp=True)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(CUT.replace("BOXES", "'[role=region][tabindex=\"0\"][aria-label]'")) == []
    # A caption is as wide as its table unless the style holds it: what it says must not need scrolling.
    assert page.evaluate(WIDE_CAPTIONS) == []
    assert violations(page, ON_A_PHONE) == {}


def test_a_wide_table_scrolls_with_the_keys_alone(visit, folder):
    # Playwright waits by a script; the page itself allows none.
    page = visit(folder / "html" / "04_gaps.html", PHONE, bypass_csp=True)
    boxes = "Array.from(document.querySelectorAll('[role=region]'))"
    wide = page.evaluate(f"{boxes}.find(box => box.id && box.scrollWidth > box.clientWidth + 50).id")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wide:
            break
    assert page.evaluate("document.activeElement.id") == wide
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0", timeout=5000)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_fully_with_scripts_off_and_asks_for_nothing(visit, folder, name):
    page = visit(folder / name, java_script_enabled=False)
    for fold in page.locator("summary").all():
        fold.press("Enter")
    seen = letters(page.locator("body").inner_text())
    read = Reader((folder / name).read_text(encoding="utf-8"))
    pictures = page.evaluate("Array.from(document.images).map(picture => picture.naturalWidth)")
    fonts = page.evaluate("Array.from(document.fonts).filter(font => font.status === 'loaded').length")
    assert page.asked == [(folder / name).as_uri()] and page.said == []
    assert all(width > 0 for width in pictures) and fonts > 0
    texts = [
        element["text"] for tag in ("h1", "h2", "h3", "p", "caption", "th", "td", "code") for element in read.all(tag)
    ]
    assert texts and [text for text in texts if letters(text) not in seen] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_has_its_text_and_nothing_is_cut(visit, folder, name):
    page = visit(folder / name, PAPER)
    page.emulate_media(media="print")
    # On paper no box can be scrolled.
    assert page.evaluate(CUT.replace("BOXES", "'.nothing-scrolls'")) == []
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    # Here the policy is in force and scripts are on: a page that breaks its own policy says so.
    assert page.asked == [(folder / name).as_uri()] and page.said == []
    assert {round(float(sheet.mediabox.width)) for sheet in printed.pages} == {595}
    seen = letters("".join(sheet.extract_text() for sheet in printed.pages))
    read = Reader((folder / name).read_text(encoding="utf-8"))
    texts = [element["text"] for tag in ("h1", "h2", "h3", "caption", "td") for element in read.all(tag)]
    assert texts and [text for text in texts if letters(text) not in seen] == []


INJECTED = '<script>document.documentElement.dataset.ran = "yes"</script>'
POLICY = pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without the policy"])


def spoilt(folder, place, addition, policy):
    """A copy of the contents with something that got into it; without its policy, to see what the policy is for."""
    text = (folder / "index.html").read_text(encoding="utf-8").replace("</main>", f"{addition}</main>")
    copy = place / "page.html"
    copy.write_text(text if policy else re.sub("<meta http-equiv[^>]*>", "", text), encoding="utf-8")
    return copy


@POLICY
def test_a_script_that_got_into_a_page_does_not_run(visit, folder, tmp_path, policy):
    page = visit(spoilt(folder, tmp_path, INJECTED, policy))
    assert page.evaluate("document.documentElement.dataset.ran") == (None if policy else "yes")


@POLICY
def test_a_picture_of_a_remote_address_is_not_asked_for(visit, folder, tmp_path, policy):
    # Chromium tells of a request that the policy stops as of any other: only who listens knows what was asked.
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2 if policy else 10)
        picture = f'<img src="http://127.0.0.1:{server.getsockname()[1]}/x.png" alt="x">'
        page = visit(spoilt(folder, tmp_path, picture, policy), wait_until="commit")
        if policy:
            page.wait_for_load_state("load")
            with pytest.raises(TimeoutError):
                server.accept()
            assert len(page.said) == 1 and "Content Security Policy" in page.said[0]
        else:
            server.accept()[0].close()

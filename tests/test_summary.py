"""The summary of a batch: the table, a page for every order of its rows, what is said of those that failed."""

import csv
import re

import pytest
from page_reader import Reader
from running import files_in

from italib.outcomes import LONGEST_ERROR, Outcome, failed, made
from italib.problems import Problem
from italib.summary import BY_NAME, COLUMNS, KEYS, Summary, make, ordered, page_name, table
from italib.words import BATCH_COLUMNS

RECORD = {
    "result": {"total": "90.52", "rating": "A", "gaps": 12, "reconciled": "ตรงกัน", "draft": ""},
    "seconds": 4.249,
}
DONE = made("b-office", 2565, RECORD, name_th="เทศบาลเมืองกอ")
LOW = made("a-office", 2565, {**RECORD, "result": {**RECORD["result"], "total": "9.5", "gaps": 2}}, name_th="อบต. ขอ")
DRAFT = made("b-office", 2564, {**RECORD, "result": {**RECORD["result"], "draft": "ต่าง"}}, name_th="เทศบาลเมืองกอ")
BROKEN = failed("c-office", 2565, "ไฟล์ ก ผิด\nไฟล์ ข ผิด", name_th="แขวงคอ", seconds=0.5, kept=True)
WAITING = Outcome("d-office", 2565)
ROWS = [LOW, DRAFT, DONE, BROKEN, WAITING]
PAGES = sorted(page_name(column, down) for column in (BY_NAME, *KEYS) for down in (False, True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made_in = tmp_path_factory.mktemp("summary")
    make(made_in, ROWS)
    return made_in


def read(folder, name):
    return Reader((folder / name).read_text(encoding="utf-8"))


def names(folder, page):
    """The agencies of the rows of a page, from the top."""
    return [element["text"] for element in read(folder, page).all("small")]


def test_the_table_has_one_row_an_agency_year(folder):
    rows = list(csv.DictReader((folder / "batch.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["agency"], row["year"], row["outcome"]) for row in rows] == [
        ("a-office", "2565", "done"),
        ("b-office", "2564", "draft"),
        ("b-office", "2565", "done"),
        ("c-office", "2565", "failed"),
        ("d-office", "2565", "waiting"),
    ]
    assert rows[2] | {"error": ""} == rows[2] == {
        "agency": "b-office", "year": "2565", "name_th": "เทศบาลเมืองกอ", "total": "90.52", "rating": "A", "gaps": "12",
        "reconciliation": "ตรงกัน", "seconds": "4.2", "outcome": "done", "error": "",
    }  # fmt: skip
    assert rows[3]["error"] == "ไฟล์ ก ผิด\nไฟล์ ข ผิด"
    assert [rows[4][name] for name in ("total", "gaps", "seconds", "error")] == ["", "", "", ""]


def test_there_is_a_page_for_every_order_and_nothing_else(folder):
    assert files_in(folder) == sorted([*PAGES, "batch.csv", "failures.html"])


@pytest.mark.parametrize(
    ("column", "up"),
    [
        # As a Thai dictionary has them: a vowel that stands before its consonant comes after it.
        ("agency", ["d-office", "c-office", "b-office", "b-office", "a-office"]),
        ("total", ["a-office", "b-office", "b-office", "d-office", "c-office"]),
        ("gaps", ["a-office", "b-office", "b-office", "d-office", "c-office"]),
        ("year", ["b-office", "d-office", "c-office", "b-office", "a-office"]),
        ("outcome", ["c-office", "d-office", "b-office", "b-office", "a-office"]),
        ("reconciliation", ["b-office", "b-office", "a-office", "d-office", "c-office"]),
        ("seconds", ["c-office", "b-office", "b-office", "a-office", "d-office"]),
    ],
)
def test_every_column_sorts_and_what_is_not_known_comes_last(folder, column, up):
    assert names(folder, page_name(column)) == up
    assert [row.agency for row in ordered(ROWS, column)] == up


def test_the_other_way_round_keeps_what_is_not_known_last():
    assert [row.total for row in ordered(ROWS, "total", down=True)] == ["90.52", "90.52", "9.5", "", ""]
    assert [row.year for row in ordered(ROWS, "agency", down=True)[1:3]] == [2565, 2564]


@pytest.mark.parametrize("page", PAGES)
def test_headings_lead_to_the_other_orders_and_say_which_this_is(folder, page):
    headings = [element for element in read(folder, page).all("th") if element["attrs"].get("scope") == "col"]
    assert [heading["text"] for heading in headings] == list(BATCH_COLUMNS.values())
    sorted_by = [element["attrs"]["aria-sort"] for element in headings if "aria-sort" in element["attrs"]]
    assert sorted_by == ["descending" if page.endswith("-down.html") or page == "by-agency-down.html" else "ascending"]
    links = {element["attrs"]["href"] for element in read(folder, page).all("a") if "th" in element["inside"]}
    orders = {link for link in links if not link.startswith("../")}
    assert len(orders) == len(KEYS) + 1 and orders <= set(PAGES) and page not in orders


def test_every_page_can_be_reached_from_the_first(folder):
    reached, to_read = set(), ["index.html"]
    while to_read:
        page = to_read.pop()
        reached.add(page)
        links = {element["attrs"]["href"].partition("#")[0] for element in read(folder, page).all("a")}
        to_read += [link for link in links if link.endswith(".html") and "/" not in link and link not in reached]
    assert reached == {*PAGES, "failures.html"}


def test_a_row_leads_to_the_results_and_a_failed_one_to_its_error(folder):
    links = {element["text"]: element["attrs"]["href"] for element in read(folder, "index.html").all("a")}
    assert links["อบต. ขอ"] == "../a-office/2565/index.html"
    assert links["ไฟล์ ก ผิด"] == "failures.html#c-office-2565"
    assert "แขวงคอ" not in links and "d-office" not in links
    failures = read(folder, "failures.html")
    assert [element["attrs"]["id"] for element in failures.all("h2")] == ["c-office-2565"]
    assert [element["text"] for element in failures.all("pre")] == [BROKEN.error]
    assert [element["attrs"]["href"] for element in failures.all("a")] == [
        "index.html",
        "../c-office/2565.failed/index.html",
    ]


def test_pages_need_no_script_and_nothing_from_elsewhere(folder):
    for page in [*PAGES, "failures.html"]:
        text = (folder / page).read_text(encoding="utf-8")
        assert not re.search(r"<script|https?://|\son\w+=", text)
        assert read(folder, page).misplaced == []


def test_what_an_office_is_called_and_what_went_wrong_can_do_nothing(tmp_path):
    hostile = failed("x", 2565, "=cmd|'/c calc'!A0\n<script>alert(1)</script>", name_th="<img src=x onerror=alert(1)>")
    make(tmp_path, [hostile])
    for page in ("index.html", "failures.html"):
        assert not [e for e in read(tmp_path, page).elements if e["tag"] in ("script", "img")]
    assert "'=cmd" in (tmp_path / "batch.csv").read_text(encoding="utf-8-sig")


def test_without_a_failure_there_is_no_page_of_failures(tmp_path):
    make(tmp_path, [DONE])
    assert not (tmp_path / "failures.html").exists()
    assert "failures.html" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_row_is_light():
    """Thousands of them stand on one page, and as many outcomes in one process."""
    endless = failed("c", 2565, "ผ" * 100_000)
    assert len(endless.error) <= LONGEST_ERROR + 2


def test_a_page_grows_by_little_with_each_row(tmp_path):
    make(tmp_path / "one", [DONE])
    make(tmp_path / "many", [Outcome(**vars(DONE) | {"agency": f"office-{number}"}) for number in range(200)])
    one, many = ((tmp_path / name / "index.html").stat().st_size for name in ("one", "many"))
    assert (many - one) / 199 < 500


def test_the_last_summary_makes_way_whole(tmp_path):
    into = Summary("outputs", tmp_path)
    into.write([DONE, BROKEN])
    address = into.write([DONE])
    assert address == (tmp_path / "outputs" / "batch" / "index.html").as_uri()
    assert not (tmp_path / "outputs" / "batch" / "failures.html").exists()
    assert [path.name for path in (tmp_path / "outputs").iterdir() if path.name != ".running"] == ["batch"]


def test_a_folder_of_somebody_else_is_not_written_over(tmp_path):
    theirs = tmp_path / "outputs" / "batch" / "2565"
    theirs.mkdir(parents=True)
    with pytest.raises(Exception) as refused, Summary("outputs", tmp_path).alone():
        pass
    assert refused.value.problems == (Problem.of("batch_not_ours", theirs.parent),)


def test_two_batches_do_not_write_into_the_same_results(tmp_path):
    with Summary("outputs", tmp_path).alone():
        with pytest.raises(Exception) as refused, Summary("outputs", tmp_path).alone():
            pass
        assert [problem.file for problem in refused.value.problems] == [
            (tmp_path / "outputs" / ".running" / "batch.lock").as_posix()
        ]
    with Summary("outputs", tmp_path).alone():
        pass
    assert not (tmp_path / "outputs" / ".running").exists()


def test_an_empty_table_keeps_its_columns():
    assert tuple(table([]).columns) == COLUMNS

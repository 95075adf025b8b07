"""`italib national` on a country of three agencies: its files, its pages, and what it refuses."""

import contextlib
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner
from page_reader import Reader
from running import ROOT, files_in, hashes_in, new_home, record_of, small_notebook, table
from support import DATA, problems_of, write_table
from test_dictionary import described, rows

from italib import agency, cli, framework_files, national_run, publish
from italib.agency import forms_of
from italib.country_stage import open_country
from italib.messages import CLI, PROBLEMS
from italib.national_run import NOTEBOOK, run_national
from italib.notebooks import NOTEBOOKS, select
from italib.steps import NotebookFailed
from italib.words import INVENTED, NATIONAL_SAID

YEAR = 2565
RULES = framework_files.load(DATA / "frameworks" / str(YEAR))
FORMS = forms_of(DATA)
# Code, name, province, kind, and which of the answers from the best down everybody gives.
THREE = [("A1", "หน่วยงานหนึ่ง", "เลย", "อบต.", 0), ("A2", "หน่วยงานสอง", "เลย", "อบต.", 1), ("A3", "=ลบ", "ตาก", "", 0)]
THAI = re.compile("[ก-๛]")
MARK = "zqmarkzq"


def export(path, agencies=THREE, without=(), invented=False):
    """An export of a country: three people in every instrument of every agency."""
    beside = [FORMS.columns[role][0] for role in ("agency", "agency_name", "province", "kind", "identity")]
    parts = [part for part in RULES.parts.itertuples() if part.instrument not in without]
    header = [*beside, *(f"{part.item}.{part.part}" for part in parts)]
    lines = [[*header, FORMS.columns["invented"][0]] if invented else header]
    for code, name, province, kind, below in agencies:
        for instrument in dict.fromkeys(part.instrument for part in parts):
            for person in range(1 if RULES.by_code[instrument].kind == "checklist" else 3):
                answers = [
                    list(RULES.options[part.item, part.part])[-1 - below] if part.instrument == instrument else ""
                    for part in parts
                ]
                line = [code, name, province, kind, f"{MARK}{code}{instrument}{person}@example.com", *answers]
                lines.append([*line, "สมมติ"] if invented else line)
    return write_table(path, lines)


def national(home, file="country.csv", **how):
    """Run the country of the project folder `home`, as a user does."""
    said = []
    with contextlib.chdir(home):
        return run_national(YEAR, Path(file), say=said.append, **how), "".join(said)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return new_home(tmp_path_factory.mktemp("national"))


@pytest.fixture(scope="module")
def made(home):
    export(home / "country.csv", invented=True)
    return national(home, agency="A2")


@pytest.fixture(scope="module")
def folder(home, made):
    return home / "outputs" / "national" / str(YEAR)


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_run_makes_tables_charts_stages_and_pages(folder, made):
    result, said = made
    tables = "agency cleaning distribution kinds missed provinces ranks ratings summary"
    assert [path.stem for path in sorted((folder / "tables").iterdir())] == tables.split()
    charts = {path.stem for path in (folder / "figures").iterdir()}
    expected = "agency missed_indicators missed_items passed_by_kind passed_by_province ratings totals"
    assert charts == set(expected.split())
    assert result.said == NATIONAL_SAID["missed"].format(passed=2, scored=3, share="66.67", goal=80)
    assert result.invented and result.split == 3
    assert CLI["notebook"].split("{")[0] in said and "90_national" in said


def test_the_notebook_says_what_it_reads_and_writes(folder):
    says = nbformat.read(NOTEBOOKS / f"{NOTEBOOK}.ipynb", as_version=4).metadata.italib
    named = {name.removesuffix(end) for name in files_in(folder) for end in (".png", ".svg", ".parquet")}
    made = {name for name in named if name.startswith(("figures/", "tables/")) and "." not in name.replace(".csv", "")}
    assert sorted(made) == sorted(says["writes"])
    assert sorted(name for name in named if name.startswith("stages/") and "." not in name) == says["reads"]


def test_the_record_has_a_hash_of_every_file_and_of_the_export(folder, home, made):
    record = record_of(folder)
    assert record["status"] == "done" and set(record["notebooks"]) == {NOTEBOOK}
    assert record["outputs"] == hashes_in(folder)
    assert record["inputs"]["country.csv"] == publish.sha256(home / "country.csv")
    assert f"frameworks/{YEAR}/items.csv" in record["inputs"]


def test_every_table_has_exactly_the_described_columns(folder):
    found = {f"outputs/national/*/tables/{path.name}": rows(path)[0] for path in (folder / "tables").iterdir()}
    assert found == {file: columns for file, columns in described().items() if file.startswith("outputs/national/")}


def test_the_ranks_of_every_agency(folder):
    ranks = table(folder, "ranks")
    assert ranks[["rank", "agency", "total", "rank_in_province", "rank_in_kind"]].to_numpy().tolist()[:2] == [
        ["1", "A1", "100.00", "1", "1"],
        ["1", "A3", "100.00", "1", ""],
    ]
    # The name of an agency is no formula.
    assert ranks["name_th"].tolist()[1] == "'=ลบ"
    assert ranks["rating"].tolist()[:2] == ["AA", "AA"] and ranks["rank"].tolist()[2] == "3"


def test_every_row_of_every_table_says_that_it_is_invented(folder):
    for path in (folder / "tables").iterdir():
        assert set(table(folder, path.stem)["note_th"]) <= {INVENTED} and path.stat().st_size


def test_nobody_stands_in_any_file_of_the_results(folder, home):
    texts = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not [text for text in texts if MARK.encode() in text]
    stages = [pd.read_parquet(path) for path in (folder / "stages").iterdir()]
    assert len(stages) == 3 and not [frame for frame in stages if {"respondent", "identity"} & set(frame.columns)]


def test_the_rows_of_each_agency_are_written_for_italib_run(home, made):
    assert (home / "data" / "agencies" / "a2" / str(YEAR) / "raw" / "iit.parquet").is_file()
    assert agency.load(home / "data", "a2", YEAR).about.name_th == "หน่วยงานสอง"


def test_a_second_run_gives_the_same_bytes(folder, home, made):
    before = hashes_in(folder)
    national(home, agency="A2", split=False)
    assert hashes_in(folder) == before and len(before) > 20


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["index.html", f"html/{NOTEBOOK}.html"])
def page(request, folder):
    path = folder / request.param
    text = path.read_text(encoding="utf-8")
    return path, text, Reader(text)


def test_a_page_is_thai_whole_and_self_contained(page):
    path, text, read = page
    assert [element["attrs"].get("lang") for element in read.all("html")] == ["th"]
    assert read.misplaced == [] and read.open == []
    assert "<script" not in text.lower() and not re.findall(r"https?://", text)
    levels = [int(element["tag"][1]) for element in read.elements if re.fullmatch("h[1-6]", element["tag"])]
    assert levels[0] == 1 and levels.count(1) == 1
    ids = [element["attrs"]["id"] for element in read.elements if "id" in element["attrs"]]
    assert len(ids) == len(set(ids))
    for link in read.all("a"):
        address = link["attrs"]["href"]
        assert address.startswith("#") or (path.parent / address).resolve().is_file(), address
    assert len(read.all("caption")) == len(read.all("table")) > 0


def test_a_page_says_that_the_data_are_invented(page):
    assert INVENTED in page[1]


def test_every_chart_stands_in_the_page_with_its_alternative_text(folder):
    read = Reader((folder / "html" / f"{NOTEBOOK}.html").read_text(encoding="utf-8"))
    assert len(read.all("img")) == len(list((folder / "figures").glob("*.png"))) == 7
    assert all(THAI.search(picture["attrs"]["alt"]) for picture in read.all("img"))


def test_all_code_is_there_and_folded(folder):
    read = Reader((folder / "html" / f"{NOTEBOOK}.html").read_text(encoding="utf-8"))
    cells = nbformat.read(NOTEBOOKS / f"{NOTEBOOK}.ipynb", as_version=4).cells
    code = [c.source for c in cells if c.cell_type == "code" and "parameters" not in c.metadata.get("tags", [])]
    assert [e["text"] for e in read.all("code") if "pre" in e["inside"]] == code


# --- other countries --------------------------------------------------------------------------------------------------


def test_a_country_without_a_checklist_has_no_totals_and_every_page_says_why(home):
    export(home / "surveys.csv", THREE[:1], without=("OIT",))
    result, _ = national(home, "surveys.csv", output_dir="others", split=False)
    folder = home / "others" / "national" / str(YEAR)
    why = NATIONAL_SAID["nobody"].format(agencies=1) + NATIONAL_SAID["absent"].format(codes="OIT")
    assert result.said == why and not result.invented
    for name in ("index.html", f"html/{NOTEBOOK}.html"):
        text = (folder / name).read_text(encoding="utf-8")
        assert why in text and INVENTED not in text
    assert table(folder, "ranks")[["rank", "total", "rating", "note_th"]].to_numpy().tolist() == [[""] * 4]
    assert not (folder / "figures" / "totals.png").exists()
    assert not (folder / "tables" / "agency.csv").exists()


# --- what is refused --------------------------------------------------------------------------------------------------


def test_the_notebook_asks_for_the_command_first(home, tmp_path):
    with contextlib.chdir(home):
        (problem,) = problems_of(open_country, YEAR, "data", "nowhere")
    assert problem.message == PROBLEMS["no_national"].format(year=YEAR)


def test_scores_made_by_other_rules_are_none_of_the_year(home, made, tmp_path):
    copy = shutil.copytree(home, tmp_path / "copy")
    with contextlib.chdir(copy):
        assert len(open_country(YEAR).findings.agencies) == 3
        rules = copy / "data" / "frameworks" / str(YEAR) / "framework.toml"
        rules.write_text(rules.read_text(encoding="utf-8") + "\n# เปลี่ยน\n", encoding="utf-8")
        (problem,) = problems_of(open_country, YEAR)
    assert problem.message == PROBLEMS["no_national"].format(year=YEAR)


def test_an_agency_that_is_not_in_the_country_is_refused_and_nothing_is_written(home, made, folder):
    before = hashes_in(folder, but=())
    with contextlib.chdir(home):
        called = CliRunner().invoke(cli.main, ["national", str(YEAR), "country.csv", "--agency", "A9"])
    assert called.exit_code == 2 and "A9" in called.stderr and "A1, A2, A3" in called.stderr
    assert hashes_in(folder, but=()) == before


@pytest.mark.parametrize("file", ["nowhere.csv", "data"])
def test_a_file_that_is_not_there_is_refused(home, file):
    with contextlib.chdir(home):
        called = CliRunner().invoke(cli.main, ["national", str(YEAR), file])
    assert called.exit_code == 2 and file in called.stderr and PROBLEMS["no_file"] in called.stderr


def test_the_command_says_what_came_out_and_where(home, made, monkeypatch):
    monkeypatch.setattr(national_run, "run_national", lambda *args, **how: made[0])
    with contextlib.chdir(home):
        called = CliRunner().invoke(cli.main, ["national", str(YEAR), "country.csv"])
    assert called.exit_code == 0
    assert called.stdout.splitlines()[:2] == [
        CLI["national_done"].format(said=made[0].said),
        CLI["national_split"].format(count=3),
    ]


def test_a_notebook_that_stops_leaves_the_last_results(home, made, folder, tmp_path):
    before = hashes_in(folder, but=())
    broken = small_notebook(tmp_path / "own", "1 / 0", name=NOTEBOOK)
    with pytest.raises(NotebookFailed) as failed:
        national(home, notebooks=broken, split=False)
    assert failed.value.notebook == NOTEBOOK and failed.value.why.startswith("ZeroDivisionError")
    kept = home / "outputs" / "national" / f"{YEAR}.failed"
    assert CLI["stopped_at"].format(notebook=NOTEBOOK) in (kept / "index.html").read_text(encoding="utf-8")
    assert f"notebooks/{NOTEBOOK}.ipynb" in files_in(kept)
    assert hashes_in(folder, but=()) == before


def test_no_agency_is_called_as_the_results_of_the_country_are(data_dir):
    shutil.copytree(data_dir / "agencies" / "bansong", data_dir / "agencies" / "national")
    (problem,) = problems_of(agency.load, data_dir, "national", YEAR)
    assert problem.found == "national" and "national" in problem.message


def test_no_notebook_of_a_country_is_run_for_an_agency():
    names = select(NOTEBOOKS, ())
    assert len(names) == 7 and NOTEBOOK not in names
    assert (ROOT / "notebooks" / f"{NOTEBOOK}.ipynb").is_file()

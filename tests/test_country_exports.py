import importlib.util
import re
import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest
from running import NAMES, ROOT, files_in, hashes_in, record_of, table
from support import DATA, append, problems_of, scores_of

from italib import agency
from italib.agency import RAW_PREVIOUS
from italib.check import check, plan
from italib.country import read_country
from italib.country_exports import folder_name, write_agencies
from italib.folders import AGENCY_NAME
from italib.fork import cpus
from italib.messages import PROBLEMS
from italib.national import national
from italib.precision import MISSING
from italib.run import run
from italib.sheets import read_book
from italib.words import RECONSTRUCTED

YEAR = 2565


def generator():
    """The module that makes the invented export."""
    found = importlib.util.spec_from_file_location("country", ROOT / "benchmarks" / "country.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder without agencies, with an invented country in it."""
    folder = tmp_path_factory.mktemp("country")
    shutil.copytree(DATA / "frameworks" / str(YEAR), folder / "data" / "frameworks" / str(YEAR))
    for name in ("forms.toml", "document.toml", "national.csv"):
        shutil.copy(DATA / name, folder / "data")
    (folder / "data" / "agencies").mkdir()
    generator().write(folder / "country.csv", YEAR, agencies=4, respondents=400)
    return folder


@pytest.fixture(scope="module")
def country(home):
    return read_country(home / "country.csv", YEAR, home / "data")


@pytest.fixture(scope="module")
def written(home, country):
    """The same folder after the agencies were written."""
    assert write_agencies(home / "country.csv", country, home / "data") == 4
    return home / "data"


@pytest.fixture
def data(written, tmp_path):
    """A copy of it to change."""
    shutil.copytree(written, tmp_path / "data")
    return tmp_path / "data"


def own_scores(country, name):
    return country.scores[country.scores["agency"] == name].drop(columns="agency").reset_index(drop=True)


def test_an_agency_is_scored_from_its_own_files_as_in_the_country(written, country):
    for name in country.agencies["agency"]:
        alone = scores_of(agency.load(written, name, YEAR))
        pd.testing.assert_frame_equal(alone, own_scores(country, name), check_exact=True)


def test_an_agency_that_was_written_can_be_checked(written, country):
    checked = check("inv0002", YEAR, str(written))
    total = checked.year.findings.by_figure.set_index("code").loc["total", "score"].iloc[0]
    assert total == own_scores(country, "inv0002").set_index("code").loc["total", "score"]
    assert checked.year.inputs.reconstructed
    assert checked.year.inputs.about.name_th == "หน่วยงานสมมติ 0002"
    assert any("สมมติ" in line for line in plan(checked))
    assert not [line for line in plan(checked) if "OIT" in line and "น้อยกว่า" in line]


def test_an_agency_that_was_written_goes_through_a_run(data, tmp_path):
    made = run("inv0002", YEAR, data_dir=str(data), output_dir=str(tmp_path / "outputs"), jobs=cpus())
    assert record_of(made.folder)["status"] == "done"
    assert record_of(made.folder)["notebooks"].keys() == set(NAMES)
    page = (made.folder / "html" / "01_clean.html").read_text(encoding="utf-8")
    assert "หน่วยงานสมมติ 0002" in page and RECONSTRUCTED in page
    # What is published is no person's answer: nothing of it is hidden, and nobody had to be asked.
    assert not [name for name in files_in(made.folder) if "answers_oit" in name]
    assert not table(made.folder, "answers")["item"].str.startswith("o").any()
    row, *_ = re.findall('<th scope="row">oit.parquet</th>.*?</tr>', page)
    assert re.findall(">([^<]*)</td>", row)[-3:] == ["43 ข้อ", MISSING, MISSING]


def test_every_agency_has_its_files_and_no_other_agency_s_texts(written, country):
    assert files_in(written / "agencies" / "inv0001") == [
        *(f"{YEAR}/raw/{name}" for name in ("README.md", "eit.parquet", "iit.parquet", "oit.parquet")),
        *(f"{YEAR}/raw/reconstructed.csv", "agency.toml"),
    ]
    rows = {name: read_book(written / "agencies" / name / str(YEAR) / "raw" / "iit.parquet").sheets[""] for name in
            country.agencies["agency"]}  # fmt: skip
    read = country.surveys[country.surveys["instrument"] == "IIT"].set_index("agency")["rows"].to_dict()
    assert {name: len(lines) - 1 for name, lines in rows.items()} == read
    assert all("สร้างขึ้นใหม่" in line[-1] for lines in rows.values() for line in lines[1:])
    for name in rows:
        path = written / "agencies" / name / str(YEAR) / "raw" / "iit.parquet"
        held = pq.read_table(path, read_dictionary=list(rows[name][0]))
        for column in held.columns:
            words = set(column.combine_chunks().dictionary.to_pylist())
            assert words == set(column.to_pylist()) - {None}


def test_what_was_written_is_the_same_again_and_is_written_over(data, home, country):
    before = hashes_in(data / "agencies")
    append(data / "agencies" / "inv0001" / "agency.toml", "short_th = 'ส'")
    write_agencies(home / "country.csv", country, data)
    after = hashes_in(data / "agencies")
    assert [name for name in before if before[name] != after[name]] == ["inv0001/agency.toml"]


@pytest.mark.parametrize("name", ["iit.csv", "iit.parquet"])
def test_exports_of_others_are_not_written_over(data, home, country, name):
    path = data / "agencies" / "inv0003" / str(YEAR) / "raw" / name
    path.write_bytes(b"i1,i2\n")
    before = hashes_in(data / "agencies")
    (problem,) = problems_of(write_agencies, home / "country.csv", country, data)
    assert problem.message == PROBLEMS["not_ours"]
    assert problem.file.endswith(name)
    assert hashes_in(data / "agencies") == before


def test_a_folder_that_leads_out_is_not_written_to(data, home, country, tmp_path):
    shutil.rmtree(data / "agencies" / "inv0004")
    (tmp_path / "elsewhere").mkdir()
    (data / "agencies" / "inv0004").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (problem,) = problems_of(write_agencies, home / "country.csv", country, data)
    assert problem.message == PROBLEMS["leads_out"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_writing_that_was_cut_off_is_made_whole(data, home, country):
    before = hashes_in(data / "agencies")
    raw = data / "agencies" / "inv0002" / str(YEAR) / "raw"
    raw.rename(raw.parent / RAW_PREVIOUS)
    write_agencies(home / "country.csv", country, data)
    assert hashes_in(data / "agencies") == before
    # What stood there before may be no one's but ours.
    (raw / "iit.csv").write_bytes(b"i1,i2\n")
    raw.rename(raw.parent / RAW_PREVIOUS)
    (problem,) = problems_of(write_agencies, home / "country.csv", country, data)
    assert problem.message == PROBLEMS["not_ours"]


def test_answers_of_real_people_are_not_called_reconstructed(data, home, tmp_path):
    text = (home / "country.csv").read_text(encoding="utf-8").replace("ข้อมูลสมมติ", "หมายเหตุ", 1)
    (tmp_path / "country.csv").write_text(text, encoding="utf-8")
    shutil.rmtree(data / "agencies")
    country = read_country(tmp_path / "country.csv", YEAR, data)
    write_agencies(tmp_path / "country.csv", country, data)
    assert not country.invented
    assert not agency.load(data, "inv0001", YEAR).reconstructed
    assert "สร้างขึ้นใหม่" not in (data / "agencies" / "inv0001" / "agency.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../../etc", "con", "เทศบาล/ก", "a b", "x" * 65, ".", "A-1"])
def test_every_agency_has_a_folder_that_is_below_the_others(name):
    assert AGENCY_NAME.fullmatch(folder_name(name))


# --- the invented country ---------------------------------------------------------------------------------------------


def test_the_invented_country_is_the_same_every_time_and_says_what_it_is(home, country, tmp_path):
    generator().write(tmp_path / "again.csv", YEAR, agencies=4, respondents=400)
    content = (tmp_path / "again.csv").read_bytes()
    assert content == (home / "country.csv").read_bytes()
    assert all("ไม่ใช่คำตอบของบุคคลจริง" in line for line in content.decode().splitlines()[1:])
    assert country.invented
    for column in ("name_th", "province_th", "kind_th"):
        assert country.agencies[column].str.contains("สมมติ").all()
    generator().write(tmp_path / "again.parquet", YEAR, agencies=4, respondents=400)
    other = read_country(tmp_path / "again.parquet", YEAR, DATA)
    pd.testing.assert_frame_equal(other.scores, country.scores, check_exact=True)


def test_the_invented_country_has_the_published_mean_and_all_kinds_of_dirt(tmp_path):
    generator().write(tmp_path / "country.csv", YEAR, agencies=200, respondents=8_000)
    country = read_country(tmp_path / "country.csv", YEAR, DATA)
    totals = country.scores.loc[country.scores["code"] == "total", "score"]
    published = national(DATA / "national.csv").set_index("year").loc[YEAR, "mean"]
    assert totals.notna().all()
    assert abs(totals.mean() - published) < 1.5
    dealt = {*generator().ROW_DIRT, *generator().CELL_DIRT} - {"points"}
    assert dealt <= set(country.issues["rule"])

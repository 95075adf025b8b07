"""What a notebook opens: where the folders are, what the stages before it left, and when that is out of date."""

from dataclasses import replace

import pandas as pd
import pytest
from running import AGENCY, YEAR, files_in, new_home
from support import rewrite

from italib import agency_year, publish, stage
from italib.folders import base
from italib.problems import InputError
from italib.words import RECONSTRUCTED


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with a copy of the data, to stand in."""
    monkeypatch.chdir(new_home(tmp_path / "project"))
    return tmp_path / "project"


@pytest.fixture
def work(home):
    return stage.open_stage(AGENCY, YEAR)


# Folders.


@pytest.mark.parametrize(("start", "root"), [(".", "."), ("notebooks", ".."), ("notebooks/a/b", "../../..")])
def test_folders_start_from_the_project_wherever_a_notebook_stands(home, monkeypatch, start, root):
    (home / start).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(home / start)
    assert base("data").as_posix() == root
    stage.open_stage(AGENCY, YEAR).table("t", pd.DataFrame({"a": [1]}))
    assert files_in(home / "outputs") == [f"{AGENCY}/{YEAR}/tables/t.csv"]


def test_opening_a_stage_writes_nothing(home, work):
    assert work.inputs.year == YEAR
    assert not (home / "outputs").exists()


def test_an_agency_that_is_not_there_is_refused(home):
    with pytest.raises(InputError):
        stage.open_stage("nobody", YEAR)


# Stage files.


def test_a_stage_leaves_what_the_next_one_reads(home, work):
    scores = work.scores
    # Scores only: what one person answered is left nowhere.
    assert files_in(home / "outputs" / AGENCY / str(YEAR)) == ["stages/scores.parquet"]
    kept = stage.open_stage(AGENCY, YEAR)
    pd.testing.assert_frame_equal(kept.scores, scores)
    # They came from the stage file: nothing was cleaned again.
    assert "cleaned" not in vars(kept)


@pytest.mark.parametrize("file", ["raw/iit.csv", "published.csv", "guidance.csv"])
def test_a_stage_file_of_other_inputs_is_made_anew(home, work, file):
    work.scores  # noqa: B018
    path = home / "data" / "agencies" / AGENCY / str(YEAR) / file
    path.write_bytes(path.read_bytes() + b"\n")
    changed = stage.open_stage(AGENCY, YEAR)
    assert changed.made_from != work.made_from
    assert changed.folder.read_stage("scores", changed.made_from) is None


def test_a_stage_file_of_other_code_is_made_anew(work, monkeypatch):
    work.scores  # noqa: B018
    monkeypatch.setattr(stage, "package_hash", lambda: "other")
    changed = stage.open_stage(AGENCY, YEAR)
    assert changed.folder.read_stage("scores", changed.made_from) is None


# What the process of a run has computed.


@pytest.fixture
def computed(home, monkeypatch):
    """The agency-year as a run keeps it for its notebooks."""
    monkeypatch.setattr(agency_year, "_kept", [])
    opened = agency_year.open_year(base("data") / "data", AGENCY, YEAR)
    assert len(opened.findings.weak)
    agency_year.keep(opened)
    return opened


def test_a_notebook_of_a_run_finds_what_the_run_has_computed(computed):
    work = stage.open_stage(AGENCY, YEAR)
    assert work.findings is computed.findings and work.scores is computed.scores
    assert work.inputs is computed.inputs and work.other_years is computed.other_years
    assert stage.open_stage(AGENCY, 2564).inputs.year == 2564
    with pytest.raises(InputError):
        stage.open_stage("../bansong", [YEAR])


@pytest.mark.parametrize("file", [f"agencies/{AGENCY}/2563/published.csv", f"agencies/{AGENCY}/{YEAR}/raw/iit.csv"])
def test_what_was_computed_of_other_files_is_not_found(home, computed, file):
    path = home / "data" / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert vars(stage.open_stage(AGENCY, YEAR)).keys() == {"inputs", "data_dir", "folder"}


def test_the_last_agency_year_alone_is_kept(home, computed):
    other = agency_year.open_year(computed.data_dir, AGENCY, 2564)
    agency_year.keep(other)
    assert agency_year.kept(computed.data_dir, AGENCY, YEAR) is None
    assert agency_year.kept(computed.data_dir, AGENCY, 2564) is other


# Other years, and what a page says of its figures.


def test_a_year_without_exports_starts_from_its_published_figures(home):
    by_figure = stage.open_stage(AGENCY, 2564).by_figure
    assert set(by_figure.loc[by_figure["level"] == "indicator", "basis"]) == {"published"}
    assert by_figure.set_index(["level", "code"]).loc[("total", "total"), "published"] == "85.26"


def test_the_other_years_are_told_oldest_first(work):
    others = work.other_years
    assert [other.year for other in others] == [2563, 2564]
    assert all(other.problems == "" and len(other.scored.by_figure) for other in others)


def test_another_year_that_is_broken_says_why_and_stops_nothing(home, work):
    rewrite(home / f"data/agencies/{AGENCY}/2564/published.csv", "86.95", "186.95")
    broken = work.other_years[1]
    assert broken.scored is None
    assert "186.95" in broken.problems and "2564/published.csv" in broken.problems


def test_the_heading_and_notes_say_that_answers_are_reconstructed(work):
    assert RECONSTRUCTED in work.heading().data
    assert work.note("ที่มา") == f"ที่มา {RECONSTRUCTED}"


def test_real_answers_are_not_called_reconstructed(home):
    (home / "data" / "agencies" / AGENCY / str(YEAR) / "raw" / "reconstructed.csv").unlink()
    real = stage.open_stage(AGENCY, YEAR)
    assert RECONSTRUCTED not in real.heading().data
    assert real.note("ที่มา") == "ที่มา"


def test_the_heading_says_when_it_is_a_draft(home, work):
    assert "ฉบับร่าง" not in work.heading().data
    rewrite(home / f"data/agencies/{AGENCY}/{YEAR}/published.csv", "item,i7,84.94", "item,i7,84.95")
    assert "ฉบับร่าง" in stage.open_stage(AGENCY, YEAR).heading().data


def test_the_name_of_an_agency_is_escaped(work):
    about = work.inputs.about.model_copy(update={"name_th": "<script>"})
    hostile = replace(work, inputs=replace(work.inputs, about=about))
    assert "<script" not in hostile.heading().data


# Writing.


def test_a_file_is_written_whole_and_readable_by_all(tmp_path):
    path = tmp_path / "a" / "b.txt"
    publish.write(path, b"1")
    publish.write(path, b"2")
    assert path.read_bytes() == b"2"
    assert path.stat().st_mode & 0o777 == 0o644
    assert files_in(tmp_path) == ["a/b.txt"]


def test_a_table_for_excel_holds_no_formula(tmp_path):
    # What was found in an export stands in cleaning.csv, and anybody may have written it.
    found = ["=1+1", '=HYPERLINK("x","y")', "+1+1", "@SUM(1)", "\t=1+1"]
    publish.RunFolder(tmp_path).table("t", pd.DataFrame({"found": found}))
    rows = (tmp_path / "tables" / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert not [row for row in rows if row.strip('"')[:1] in tuple("=+@\t")]


def test_a_stage_file_gives_its_frame_back(tmp_path):
    folder = publish.RunFolder(tmp_path)
    frame = pd.DataFrame({"code": ["i1", ""], "score": [84.94, float("nan")], "n": pd.array([33, None], dtype="Int64")})
    folder.stage("scores", "these", frame)
    pd.testing.assert_frame_equal(folder.read_stage("scores", "these"), frame)
    assert folder.read_stage("scores", "others") is None
    assert folder.read_stage("none", "these") is None
    assert frame.attrs == {}

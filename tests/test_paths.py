"""Names and parameters lead nowhere but into the data and the results, and no file is waited for."""

import os
from pathlib import Path

import papermill
import pytest
from click.testing import CliRunner
from papermill.exceptions import PapermillExecutionError
from running import AGENCY, ROOT, YEAR, hashes_in, new_home
from support import problems_of, rewrite

from italib import agency, cli
from italib.folders import LONGEST_NAME
from italib.messages import CLI, PROBLEMS
from italib.reconstruct import read_recipe, reconstruct
from italib.stage import open_stage

AT = f"agencies/{AGENCY}/{YEAR}"
NAMES = (
    "../x", "a/b", "/etc", ".", "..", "", "a\0b", "a\n", "a\r", "con", "nul", "aux", "prn", "com1", "lpt9", "Bansong",
    "BANSONG", "bansong.", "bansong ", " bansong", "-x", "_x", "a" * 65, "a" * 5000, "a\\b", "c:", "~", "$HOME",
    "{year}",
    "บ้านส้อง", "bansong\u200b", "ｂａｎｓｏｎｇ", "bansong/../bansong", "%2e%2e", ".running",
)  # fmt: skip


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project to run in, in a folder of its own, so that whatever is written outside it is seen."""
    home = new_home(tmp_path / "project")
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def outside(tmp_path):
    """A file that is none of the project's."""
    path = tmp_path / "outside" / "iit.csv"
    path.parent.mkdir()
    path.write_text("secret", encoding="utf-8")
    return path


def refused(*words):
    """What a refused call says; it ends with the status for what can't be used, without a traceback."""
    result = CliRunner().invoke(cli.main, list(words))
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


# --- names of agencies, years and parameters --------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:20]))
def test_an_agency_is_a_plain_name_of_one_folder(data_dir, name):
    (problem,) = problems_of(agency.load, data_dir, name, YEAR)
    assert problem.message == PROBLEMS["bad_agency_name"].format(most=LONGEST_NAME)


@pytest.mark.parametrize("name", ["x", "con1", "com", "console", "nul-x", "0", "a" * 64])
def test_a_name_that_only_looks_like_one_of_windows_is_looked_for(data_dir, name):
    (problem,) = problems_of(agency.load, data_dir, name, YEAR)
    assert problem.message.startswith(PROBLEMS["no_folder"].partition("{")[0])


@pytest.mark.parametrize("command", ["run", "check", "reconstruct"])
@pytest.mark.parametrize("name", ["../x", "/etc", "..", "", "a\n", "con"])
def test_no_command_leaves_the_data_by_the_name_of_an_agency(home, command, name):
    before = hashes_in(home.parent, but=())
    assert "data/agencies" in refused(command, name, str(YEAR))
    assert hashes_in(home.parent, but=()) == before


@pytest.mark.parametrize(
    "year", ["../2565", "2565/..", "", "25650", "๒๕๖๕", "２５６５", "+256", "2e03", "2565\n", "0x10"]
)
@pytest.mark.parametrize("command", ["run", "check", "reconstruct"])
def test_a_year_is_four_digits(home, command, year):
    assert CLI["year"].partition("{")[0] in refused(command, AGENCY, year)


@pytest.mark.parametrize("year", [0, 999, 10_000, -2565, 10**300, True, 2565.0, "2565", "../2565", None])
def test_a_year_of_a_notebook_is_a_number_of_four_digits(data_dir, year):
    (problem,) = problems_of(agency.load, data_dir, AGENCY, year)
    assert problem.message == PROBLEMS["bad_year"].format(example=YEAR)


@pytest.mark.parametrize(
    "name", ["x\nimport os", "x = 1; y", "__class__", "X", "", "agency", "data_dir", "year", "a.b"]
)
def test_the_name_of_a_parameter_is_no_code_and_none_of_the_command(home, name):
    refused("run", AGENCY, str(YEAR), "-p", name, "../x")
    assert not (home / "outputs").exists()


@pytest.mark.parametrize("text", ["[" * 5000, "9" * 5000, '"""', "1\nx = 2", "1979-13-99", "{year}", "../x"])
def test_the_value_of_a_parameter_is_a_text_where_it_is_no_value(text):
    assert cli._value(text) == text


@pytest.mark.parametrize("name", ["../x", "04_gaps/../04_gaps", "/etc/passwd", "", "04_gaps.ipynb"])
def test_a_notebook_is_one_of_those_there_are(home, name):
    refused("run", AGENCY, str(YEAR), "--only", name)
    assert not (home / "outputs").exists()


def test_a_notebook_alone_refuses_an_agency_that_leads_elsewhere(home):
    before = hashes_in(home.parent, but=())
    with pytest.raises(PapermillExecutionError) as stopped:
        papermill.execute_notebook(
            ROOT / "notebooks" / "02_score.ipynb", "out.ipynb", {"agency": "../../x"}, progress_bar=False
        )
    assert PROBLEMS["bad_agency_name"].format(most=LONGEST_NAME) in stopped.value.evalue
    after = hashes_in(home.parent, but=())
    assert after.pop("project/out.ipynb") and after == before


# --- results ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["data", "data/agencies", "data/../data/agencies", "link"])
def test_results_never_take_the_place_of_inputs(home, place):
    (home / "link").symlink_to("data/agencies")
    before = hashes_in(home, but=())
    problem = f"{place}: {PROBLEMS['output_in_data']}"
    assert problem in refused("run", AGENCY, str(YEAR), "--output-dir", place)
    assert str(problems_of(open_stage, AGENCY, YEAR, "data", place)[0]) == problem
    assert hashes_in(home, but=()) == before


def test_results_never_take_the_place_of_a_folder_that_holds_the_inputs(home):
    around = home / AGENCY / str(YEAR)
    around.mkdir(parents=True)
    (home / "data").rename(around / "data")
    before = hashes_in(home, but=())
    where = f"{AGENCY}/{YEAR}/data"
    said = refused("run", AGENCY, str(YEAR), "--data-dir", where, "--output-dir", ".")
    assert PROBLEMS["output_in_data"] in said
    assert hashes_in(home, but=()) == before


# --- links, pipes and folders in the data -----------------------------------------------------------------------------


def link(path: Path, target: Path | str) -> None:
    if path.is_file():
        path.unlink()
    path.symlink_to(target)


@pytest.mark.parametrize(
    "name", [f"{AT}/raw/iit.csv", f"{AT}/raw/iit-2.csv", f"{AT}/published.csv", f"{AT}/raw/export.toml",
             f"agencies/{AGENCY}/agency.toml", f"frameworks/{YEAR}/items.csv", f"agencies/{AGENCY}/2599"],
)  # fmt: skip
def test_a_link_that_leads_out_of_the_data_is_refused_by_its_name(data_dir, outside, name):
    link(data_dir / name, outside)
    (problem,) = problems_of(agency.load, data_dir, AGENCY, YEAR)
    assert (problem.file, problem.message) == ((data_dir / name).as_posix(), PROBLEMS["leads_out"])
    assert f"{name}" not in agency.input_hashes(data_dir, AGENCY, [YEAR, 2599])


def test_a_folder_of_exports_that_is_a_link_out_of_the_data_is_refused(data_dir, year_folder, outside):
    (year_folder / "raw").rename(outside.parent / "raw")
    link(year_folder / "raw", outside.parent / "raw")
    (problem,) = problems_of(agency.load, data_dir, AGENCY, YEAR)
    assert problem.message == PROBLEMS["leads_out"]


def test_a_link_within_the_data_is_read(data_dir, year_folder, bansong):
    (year_folder / "raw" / "iit.csv").rename(data_dir / "kept.csv")
    link(year_folder / "raw" / "iit.csv", "../../../../kept.csv")
    assert [path.name for path in agency.load(data_dir, AGENCY, YEAR).raw] == [path.name for path in bansong.raw]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def broken(path: Path) -> None:
    path.symlink_to("nowhere.csv")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


STRANGE = (pipe, broken, circle, Path.mkdir)


@pytest.mark.parametrize("make", STRANGE, ids=lambda make: make.__name__)
@pytest.mark.parametrize("name", ["raw/iit.csv", "raw/iit.xlsx", "raw/export.toml", "published.csv", "claims.csv"])
def test_what_is_no_plain_file_is_named_and_not_waited_for(data_dir, year_folder, make, name):
    (year_folder / name).unlink(missing_ok=True)
    make(year_folder / name)
    (problem,) = problems_of(agency.load, data_dir, AGENCY, YEAR)
    assert (problem.file, problem.message) == ((year_folder / name).as_posix(), PROBLEMS["no_plain_file"])


def test_a_device_in_the_place_of_an_export_is_refused(data_dir, year_folder):
    link(year_folder / "raw" / "iit.csv", "/dev/zero")
    (problem,) = problems_of(agency.load, data_dir, AGENCY, YEAR)
    assert problem.message == PROBLEMS["leads_out"]


@pytest.mark.parametrize("name", [".iit.csv", ".~lock.iit.csv#", "~$iit.xlsx"])
def test_hidden_files_are_no_exports(data_dir, year_folder, bansong, name):
    (year_folder / "raw" / name).write_text("x", encoding="utf-8")
    assert [path.name for path in agency.load(data_dir, AGENCY, YEAR).raw] == [path.name for path in bansong.raw]


# --- exports that are made --------------------------------------------------------------------------------------------

FILES = (
    "iit/../x.csv",
    "../iit.csv",
    "iit\\\\..\\\\x.csv",
    "iit:x.csv",
    "iit\\u0000.csv",
    "iit\\n.csv",
    "iit*.csv",
    "x.csv",
)


@pytest.mark.parametrize("file", FILES)
def test_a_recipe_names_a_file_and_no_folder(year_folder, rules, file):
    rewrite(year_folder / "reconstruct.toml", 'file = "iit.csv"', f'file = "{file}"')
    (problem,) = problems_of(read_recipe, year_folder / "reconstruct.toml", rules)
    assert problem.column in ("IIT", "IIT.file")


@pytest.mark.parametrize("make", STRANGE, ids=lambda make: make.__name__)
def test_what_is_made_overwrites_nothing_through_a_link_and_waits_for_no_pipe(bansong, year_folder, make):
    make(year_folder / "raw" / "iit-2.csv")
    before = hashes_in(year_folder, but=()) if make is not pipe else None
    (problem,) = problems_of(reconstruct, bansong, year_folder)
    assert problem.message == PROBLEMS["not_ours"]
    assert make is pipe or hashes_in(year_folder, but=()) == before


@pytest.mark.parametrize("code", ["../x", "a/b", "", "I\n", "ก", "."])
def test_the_code_of_an_instrument_can_name_a_file(rules, code):
    instrument = rules.instruments[0]
    with pytest.raises(ValueError, match="code"):
        type(instrument).model_validate(instrument.model_dump() | {"code": code})


# --- settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "9" * 5000])
def test_a_setting_without_end_is_a_named_problem(data_dir, text):
    (data_dir / "agencies" / AGENCY / "agency.toml").write_text(text, encoding="utf-8")
    (problem,) = problems_of(agency.load, data_dir, AGENCY, YEAR)
    assert problem.file.endswith("agency.toml")

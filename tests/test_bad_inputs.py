"""Whatever is wrong with an input: status 2, a message that names it, no traceback, and the outputs as they were."""

import re

import pytest
from click.testing import CliRunner
from exports.defects import DEFECTS
from running import AGENCY, YEAR, hashes_in, new_home

from italib import cli

TRACE = re.compile(r"Traceback|File \"|Error:|Exception")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with results of an earlier run."""
    home = new_home(tmp_path / "project")
    results = home / "outputs" / AGENCY / str(YEAR)
    results.mkdir(parents=True)
    (results / "index.html").write_text("ผลครั้งก่อน", encoding="utf-8")
    monkeypatch.chdir(home)
    return home


def test_the_table_is_long_and_names_each_defect_once():
    names = [defect.name for defect in DEFECTS]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name.replace(" ", "-"))
def test_a_bad_input_is_named_and_nothing_is_written(home, defect):
    defect.spoil(home)
    before = hashes_in(home, but=())
    result = CliRunner().invoke(cli.main, ["run", AGENCY, str(YEAR)])
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, "")
    assert [said for said in defect.says if said not in result.stderr] == [], result.stderr
    assert not TRACE.search(result.stderr)
    assert hashes_in(home, but=()) == before

"""Fixtures of all tests: the shipped agency as it is, a copy of it to break, and the same with a small framework."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import settings
from support import DATA, scores_of, small_framework, write_table

from italib import agency, annual, gaps, pictures, raw, stage
from italib.clean import clean

settings.register_profile("suite", max_examples=50, derandomize=True, deadline=None, database=None)
settings.load_profile("suite")


def pytest_addoption(parser):
    """`--fuzz 5000`: so many random files in each test of hostile files; the suite tries few."""
    parser.addoption("--fuzz", type=int, default=0, help="number of random files in each test of hostile files")


def pytest_configure(config):
    """The number of random files, and another seed each time where one is asked for."""
    asked = config.getoption("--fuzz")
    settings.register_profile("fuzz", max_examples=asked or 25, derandomize=not asked, deadline=None, database=None)


@pytest.fixture(scope="session")
def bansong():
    return agency.load(DATA, "bansong", 2565)


@pytest.fixture(scope="session")
def rules(bansong):
    return bansong.framework


@pytest.fixture(scope="session")
def cleaned(bansong):
    return clean(raw.exports_of(bansong), bansong)


@pytest.fixture(scope="session")
def scores(bansong):
    return scores_of(bansong)


@pytest.fixture(scope="session")
def ranked(scores, rules):
    return gaps.rank(scores, rules)


@pytest.fixture(scope="session")
def findings():
    """What is found of the shipped year, beside the years before it."""
    return stage.open_stage("bansong", 2565, str(DATA)).findings


@pytest.fixture(scope="session")
def whole_document(findings):
    """The annual document of the shipped year."""
    return annual.document(findings, pictures.of_document(findings), DATA)


@pytest.fixture(scope="session")
def small(bansong):
    """The inputs of the shipped agency with few items and no files."""
    return replace(bansong, framework=small_framework(bansong.framework), raw=())


@pytest.fixture
def data_dir(tmp_path):
    """A copy of the shipped data that a test may break."""
    copy = tmp_path / "data"
    home = copy / "agencies" / "bansong"
    shutil.copytree(DATA / "frameworks" / "2565", copy / "frameworks" / "2565")
    shutil.copytree(DATA / "agencies" / "bansong" / "2565", home / "2565")
    shutil.copy(DATA / "agencies" / "bansong" / "agency.toml", home)
    for name in ("forms.toml", "document.toml", "national.csv"):
        shutil.copy(DATA / name, copy)
    return copy


@pytest.fixture
def year_folder(data_dir):
    return data_dir / "agencies" / "bansong" / "2565"


@pytest.fixture
def read(small, tmp_path):
    """Reads rows as an export of the small framework."""

    def read_rows(rows, name="iit.csv", **how):
        return raw.read_exports([write_table(tmp_path / name, rows, **how)], small.framework, small.forms)

    return read_rows

"""One list of dependencies: pyproject.toml, which the lock file pins and environment.yml repeats."""

import re
import tomllib
from functools import cache

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from running import ROOT

FILES = ["requirements.lock", "pyproject.toml", "environment.yml", "Makefile", ".ci/run"]


@cache
def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def project():
    return tomllib.loads(text_of("pyproject.toml"))


def requirements(*extras):
    listed = [*project()["project"]["dependencies"]]
    for extra in extras:
        listed += project()["project"]["optional-dependencies"][extra]
    return listed


@cache
def locked():
    """The pinned versions, and how many hashes each has, by name: one of each for every marker."""
    found = {}
    for line in text_of("requirements.lock").replace("\\\n", " ").splitlines():
        pinned, *hashes = line.split("--hash=sha256:")
        requirement = Requirement(pinned.strip())
        found.setdefault(canonicalize_name(requirement.name), []).append((requirement, hashes))
    return found


EVERY = requirements(*project()["project"]["optional-dependencies"]) + project()["build-system"]["requires"]


def test_the_conda_environment_lists_the_same_packages():
    conda = yaml.safe_load(text_of("environment.yml"))["dependencies"]
    (pip,) = [entry["pip"] for entry in conda if isinstance(entry, dict)]
    assert sorted(pip) == sorted([*requirements("test", "cluster"), "--editable ."])
    assert f"python{project()['project']['requires-python']}" in conda


def test_dependencies_are_listed_once_and_in_order():
    names = [canonicalize_name(Requirement(line).name) for line in requirements("test")]
    assert len(names) == len(set(names))
    assert names[: len(requirements())] == sorted(names[: len(requirements())])


def test_the_lock_file_pins_a_version_that_will_do():
    for wanted in map(Requirement, EVERY):
        for pinned, _ in locked()[canonicalize_name(wanted.name)]:
            (version,) = [specifier.version for specifier in pinned.specifier]
            assert wanted.specifier.contains(version), pinned


def test_the_lock_file_holds_exact_versions_with_hashes_and_nothing_else():
    assert len(locked()) > 100
    for requirement, hashes in [entry for entries in locked().values() for entry in entries]:
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert requirement.url is None
        assert hashes and all(re.fullmatch("[0-9a-f]{64}", digest.strip()) for digest in hashes), requirement


def test_no_file_of_the_set_up_names_an_address():
    address = r"https?://|git\+|file:|--(?:extra-)?index-url|--find-links|index_url"
    assert {name: found for name in FILES if (found := re.findall(address, text_of(name)))} == {}


def test_the_set_up_installs_by_hash_only():
    installs = [line for line in text_of("Makefile").splitlines() if "pip install" in line]
    assert any("--require-hashes -r requirements.lock" in line for line in installs)
    # The package itself has no hash; it may bring nothing along.
    own = [line for line in installs if "--require-hashes" not in line]
    assert own and all("--no-deps --no-build-isolation --editable ." in line for line in own)


def test_ci_runs_what_a_contributor_runs():
    assert text_of(".ci/run").rstrip().endswith("\nmake test")


def test_the_package_takes_its_data_files_along():
    listed = project()["tool"]["setuptools"]["package-data"]["italib"]
    packed = {path for pattern in listed for path in (ROOT / "italib").glob(pattern) if path.is_file()}
    there = {path for path in (ROOT / "italib").rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert packed == there

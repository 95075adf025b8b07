"""Folders at an address: fetched and stored whole, from a real S3 service on this machine and from a shared folder."""

import contextlib
import csv
import json

import boto3
import fsspec
import pytest
from batches import CODE, offices, outcomes_of, spoil
from moto.server import ThreadedMotoServer
from running import YEAR, files_in, hashes_in
from support import problems_of

from italib import remote
from italib.outcomes import DONE, FAILED, Outcome
from italib.problems import InputError
from italib.run import run
from italib.summary import Summary

BUCKET, KEY = "bucket", "testing"


@pytest.fixture(scope="module")
def service():
    """A client of an S3 service with a bucket, and the environment in which others find it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": KEY,
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    client = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=KEY,
    )
    client.create_bucket(Bucket=BUCKET)
    yield client, environment
    client.close()
    server.stop()


def upload(client, folder, prefix):
    for name in files_in(folder):
        client.upload_file(str(folder / name), BUCKET, f"{prefix}/{name}")


def stored(client, prefix):
    """The bytes of every object below a prefix, by its name there."""
    listed = client.list_objects_v2(Bucket=BUCKET, Prefix=f"{prefix}/").get("Contents", [])
    bodies = {entry["Key"]: client.get_object(Bucket=BUCKET, Key=entry["Key"])["Body"] for entry in listed}
    return {key.removeprefix(f"{prefix}/"): body.read() for key, body in bodies.items()}


@pytest.fixture(scope="module")
def made(service, tmp_path_factory):
    """A batch whose data and results stand in a bucket, and the same on this machine."""
    client, environment = service
    home = offices(tmp_path_factory.mktemp("remote"), "a", "stops", "wrong", code=CODE)
    spoil(home, "wrong")
    upload(client, home / "data", "data")
    # What a batch before has left.
    client.put_object(Bucket=BUCKET, Key=f"outputs/a/{YEAR}/tables/old.csv", Body=b"old")
    client.put_object(Bucket=BUCKET, Key=f"outputs/a/{YEAR}.failed/index.html", Body=b"old")
    with contextlib.chdir(home):
        run("a", YEAR, notebooks=home / "notebooks")
    address = {"data_dir": f"s3://{BUCKET}/data", "output_dir": f"s3://{BUCKET}/outputs"}
    return home, address, outcomes_of(home, environment=environment, **address)


def test_results_at_an_address_are_those_of_this_machine(service, made):
    client, (home, _, outcomes) = service[0], made
    assert {name: outcome["outcome"] for name, outcome in outcomes.items()} == {
        "a": DONE,
        "stops": FAILED,
        "wrong": FAILED,
    }
    here = home / "outputs" / "a" / str(YEAR)
    there = stored(client, f"outputs/a/{YEAR}")
    assert sorted(there) == files_in(here)
    assert {name: there[name] for name in there if name != "run.json"} == {
        name: (here / name).read_bytes() for name in files_in(here) if name != "run.json"
    }
    assert json.loads(there["run.json"])["inputs"] == json.loads((here / "run.json").read_text())["inputs"]


def test_what_a_failed_run_has_made_is_stored_and_what_an_older_one_has_goes(service, made):
    client = service[0]
    assert "index.html" in stored(client, f"outputs/stops/{YEAR}.failed")
    assert stored(client, f"outputs/a/{YEAR}.failed") == {}
    assert stored(client, "outputs/wrong") == {}


def test_the_summary_stands_beside_the_results(service, made):
    summary = stored(service[0], "outputs/batch")
    rows = list(csv.DictReader(summary["batch.csv"].decode("utf-8-sig").splitlines(keepends=True)))
    assert [(row["agency"], row["outcome"]) for row in rows] == [("a", DONE), ("stops", FAILED), ("wrong", FAILED)]
    assert "index.html" in summary


def test_what_is_as_it_should_be_there_is_not_made_again(service, made):
    (client, environment), (home, address, outcomes) = service, made
    before = stored(client, f"outputs/a/{YEAR}")
    again = outcomes_of(home, "a", environment=environment, resume=True, **address)
    assert again["a"] == outcomes["a"] | {"resumed": True}
    assert stored(client, f"outputs/a/{YEAR}") == before


def test_an_address_that_refuses_is_a_problem_of_the_call(made, monkeypatch):
    (problem,) = problems_of(lambda: remote.apart(remote.folders, "no-such-protocol://x", "*"))
    assert problem.file == "no-such-protocol://x" and "no-such-protocol" in problem.message


def test_a_shared_folder_has_an_address_too_and_results_name_no_other_folder(made):
    home = made[0]
    outcomes = outcomes_of(home, "a", data_dir=f"file://{home}/data", output_dir="beside")
    assert outcomes["a"]["outcome"] == DONE
    assert hashes_in(home / "beside" / "a" / str(YEAR)) == hashes_in(home / "outputs" / "a" / str(YEAR))
    assert (home / "beside" / "batch" / "index.html").is_file()


# The parts, in a file system in memory.


@pytest.fixture
def memory(request):
    """An address in memory that no other test has."""
    yield f"memory://{request.node.name}"
    fsspec.filesystem("memory").store.clear()


def test_only_what_an_agency_rests_on_is_fetched(tmp_path, memory):
    home = offices(tmp_path, "a", "b")
    (home / "data" / "frameworks" / "2599").mkdir()
    (home / "data" / "frameworks" / "2599" / "framework.toml").write_text("", encoding="utf-8")
    (home / "data" / "README.md").write_text("", encoding="utf-8")
    remote.store(f"{memory}/data", home / "data")
    remote.fetch(f"{memory}/data", "a", tmp_path / "fetched")
    names = files_in(tmp_path / "fetched")
    assert {name.partition("/")[0] for name in names} == {
        "agencies", "frameworks", "forms.toml", "document.toml", "national.csv",
    }  # fmt: skip
    assert {name.split("/")[1] for name in names if "/" in name} == {"a", str(YEAR)}
    assert hashes_in(tmp_path / "fetched").items() <= hashes_in(home / "data").items()


def test_agency_years_are_found_by_their_folders(memory, tmp_path):
    (tmp_path / "agencies" / "a" / str(YEAR)).mkdir(parents=True)
    (tmp_path / "agencies" / "a" / str(YEAR) / "x.csv").touch()
    (tmp_path / "agencies" / "a" / "agency.toml").touch()
    remote.store(memory, tmp_path)
    found = remote.folders(memory, "agencies/*/[0-9][0-9][0-9][0-9]")
    assert [path.split("/")[-3:] for path in found] == [["agencies", "a", str(YEAR)]]


def test_no_key_leads_out_of_the_folder(tmp_path, memory):
    system = fsspec.filesystem("memory")
    root = system._strip_protocol(memory)
    (tmp_path / "agencies" / "a" / str(YEAR)).mkdir(parents=True)
    (tmp_path / "agencies" / "a" / str(YEAR) / "x.csv").touch()
    remote.store(memory, tmp_path)
    path = f"{root}/agencies/a/{YEAR}/../../../../out.csv"
    system.store[path] = system.store[f"{root}/agencies/a/{YEAR}/x.csv"]
    with pytest.raises(InputError):
        remote.fetch(memory, "a", tmp_path / "fetched")
    assert not (tmp_path / "out.csv").exists()


def test_that_nothing_can_be_written_is_known_before_the_work(memory, monkeypatch):
    system = fsspec.filesystem("memory")

    def refuse(*_, **__):
        raise PermissionError("refused by the test")

    monkeypatch.setattr(type(system), "pipe_file", refuse)
    (problem,) = problems_of(lambda: remote.here(remote.try_to_write, memory))
    assert problem.file == memory and "refused by the test" in problem.message
    monkeypatch.undo()
    remote.here(remote.try_to_write, memory)
    assert system.find(memory) == []


def test_a_summary_that_can_not_be_stored_is_no_call_that_can_not_be_used(memory, monkeypatch):
    monkeypatch.setattr(remote, "store", lambda *_: 1 / 0)
    with pytest.raises(OSError, match="ZeroDivisionError"):
        Summary(memory).write([Outcome("a", YEAR)])


def test_a_record_goes_first_and_comes_last(tmp_path, memory, monkeypatch):
    (tmp_path / "tables").mkdir()
    for name in ("run.json", "tables/a.csv", "index.html"):
        (tmp_path / name).write_text("1", encoding="utf-8")
    remote.store(memory, tmp_path)
    system = fsspec.filesystem("memory")
    done, put, rm = [], type(system).put_file, type(system).rm_file

    def put_file(self, here, there, **how):
        done.append(f"+{there}")
        put(self, here, there, **how)

    def rm_file(self, path):
        done.append(f"-{path}")
        rm(self, path)

    monkeypatch.setattr(type(system), "put_file", put_file)
    monkeypatch.setattr(type(system), "rm_file", rm_file)
    (tmp_path / "index.html").unlink()
    remote.store(memory, tmp_path)
    root = system._strip_protocol(memory)
    assert done == [f"-{root}/run.json", f"-{root}/index.html", f"+{root}/tables/a.csv", f"+{root}/run.json"]

"""A run stopped from outside: the last good results stay whole, it is said what to do, the next run succeeds."""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner
from faults import FULL, NO_ACCESS, READ_ONLY, Disk, PowerCut, Program, refused, small_disk, within, without_kernel
from running import AGENCY, YEAR, files_in, hashes_in, new_home, record_of, run_in, small_notebook
from support import contents, problems_of

from italib import cli, disk, raw_folder, reconstruct, stops
from italib.check import check
from italib.lock import alone
from italib.messages import CLI, PROBLEMS
from italib.problems import InputError
from italib.results import ResultsFolder
from italib.run import run

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
STAYS = "ผลครั้งก่อนที่สำเร็จยังอยู่ครบ"


@pytest.fixture(scope="session")
def checked(tmp_path_factory):
    return check(AGENCY, YEAR, str(new_home(tmp_path_factory.mktemp("checked")) / "data"))


@pytest.fixture
def home(tmp_path, monkeypatch, checked):
    """A project to stand in, with a result of small notebooks; its data are known to be good."""
    home = new_home(tmp_path / "project")
    monkeypatch.chdir(home)
    monkeypatch.setattr("italib.run.check", lambda *args: checked)
    monkeypatch.setattr("italib.run.package_hash", lambda: "the package")
    with pytest.MonkeyPatch.context() as patched:
        without_kernel(patched, b"old")
        run_in(home, notebooks=small_notebook(home / "good", "1"))
    return home


def italib(monkeypatch, *words, notebooks=None):
    """Say `italib` and these words, with these notebooks; what came of it."""
    if notebooks is not None:
        monkeypatch.setitem(run.__kwdefaults__, "notebooks", notebooks)
    result = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def results(home):
    return home / "outputs" / AGENCY / str(YEAR)


def leftovers(home):
    """What stands in the outputs besides results and the last failed run."""
    beside = {path.name for path in (home / "outputs").iterdir()} - {AGENCY}
    beside |= {path.name for path in results(home).parent.iterdir()} - {str(YEAR), f"{YEAR}.failed"}
    return sorted(beside | {name for name in files_in(home / "outputs") if name.endswith(".new")})


def is_whole(folder):
    """Whether the files of a results folder are those of its record."""
    return record_of(folder)["status"] == "done" and record_of(folder)["outputs"] == hashes_in(folder)


def not_running(home):
    """Whether no process holds the lock of the agency-year."""
    with contextlib.suppress(InputError), alone(home / "outputs" / ".running" / AGENCY / f"{YEAR}.lock"):
        return True
    return False


def next_run_succeeds(home, monkeypatch):
    with pytest.MonkeyPatch.context() as patched:
        without_kernel(patched, b"new")
        assert italib(monkeypatch, "run", AGENCY, YEAR, notebooks=home / "good").exit_code == 0
    assert (results(home) / "tables" / "made.csv").read_bytes() == b"new"
    assert is_whole(results(home))
    assert leftovers(home) == []
    assert [path.name for path in results(home).parent.iterdir()] == [str(YEAR)]


# One file.


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("os.fsync", OSError(FULL, "full")),
        ("os.fsync", OSError(errno.EIO, "broken")),
        ("os.fsync", KeyboardInterrupt()),
        ("os.replace", PermissionError(NO_ACCESS, "open in Excel", "x", None, "y")),
        ("os.replace", KeyboardInterrupt()),
    ],
)
def test_a_file_that_cannot_be_written_stays_as_it_was_with_nothing_beside_it(tmp_path, monkeypatch, step, wrong):
    path = tmp_path / "scores.csv"
    disk.write(path, b"old")

    def fail(*args, **how):
        raise wrong

    with monkeypatch.context() as patched:
        patched.setattr(step, fail)
        with pytest.raises(type(wrong)) as failed:
            disk.write(path, b"new")
    assert contents(tmp_path) == {"scores.csv": b"old"}
    if isinstance(wrong, OSError):
        assert (failed.value.filename, failed.value.filename2) == (str(path), None)


def test_a_file_beyond_what_the_system_allows_leaves_nothing_behind(tmp_path):
    resource = pytest.importorskip("resource")
    disk.write(tmp_path / "big.csv", b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="big.csv") as failed:
            disk.write(tmp_path / "big.csv", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failed.value.errno == errno.EFBIG
    assert contents(tmp_path) == {"big.csv": b"old"}


def test_a_folder_whose_second_move_is_refused_stays_in_place(tmp_path, monkeypatch):
    made, place, previous = (tmp_path / name for name in ("made", "place", "previous"))
    disk.write(made / "a", b"new")
    disk.write(place / "a", b"old")
    really, moves = os.rename, []

    def rename(old, new):
        moves.append(new)
        if len(moves) == 2:
            raise PermissionError(NO_ACCESS, "in use", str(old), None, str(new))
        really(old, new)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(PermissionError):
        disk.swap_in(made, place, previous)
    assert contents(place) == {"a": b"old"}
    assert not previous.exists()


@posix
def test_a_program_killed_between_the_two_moves_is_made_good(tmp_path):
    for name in ("made", "place"):
        disk.write(tmp_path / name / "a", name.encode())
    code = """if True:
        import os, signal, sys
        from pathlib import Path
        from italib import disk
        really, moves = os.rename, []
        def rename(old, new):
            really(old, new)
            os.kill(os.getpid(), signal.SIGKILL)
        os.rename = rename
        disk.swap_in(*(Path(sys.argv[1]) / name for name in ("made", "place", "previous")))
    """
    done = subprocess.run([sys.executable, "-c", code, tmp_path], timeout=60, check=False)
    assert done.returncode == -9
    assert not (tmp_path / "place").exists()
    disk.recover(tmp_path / "place", tmp_path / "previous")
    assert contents(tmp_path / "place") == {"a": b"place"}


# What is said.


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (OSError(errno.ENOSPC, "x", "f"), "disk_full"),
        (OSError(errno.EDQUOT, "x", "f"), "disk_full"),
        (OSError(errno.EACCES, "x", "f"), "no_access"),
        (OSError(errno.EROFS, "x", "f"), "read_only"),
        (OSError(errno.ENOENT, "x", "f"), "gone"),
        (OSError(errno.EISDIR, "x", "f"), "is_a_folder"),
        (OSError(errno.ENOTDIR, "x", "f"), "not_a_folder"),
        (OSError(errno.EMFILE, "x", "f"), "too_many_open"),
        (OSError(errno.ENAMETOOLONG, "x", "f"), "name_too_long"),
        (OSError(errno.EIO, "x", "f"), "disk_broken"),
        (shutil.Error([("a", "b", "[Errno 28] No space left on device: 'f'")]), "disk_full"),
    ],
)
def test_what_the_system_refuses_is_told_with_its_file(wrong, key):
    problem = stops.problem_of(wrong)
    assert (problem.file, problem.message) == ("f", PROBLEMS[key])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[Errno 13] Permission denied: 'f'", "no_access"),
        ("[WinError 32] The process cannot access the file because it is being used: 'f'", "no_access"),
        ("[WinError 112] There is not enough space on the disk: 'f'", "disk_full"),
    ],
)
def test_what_another_process_was_refused_is_told_with_its_file(text, key):
    problem = stops.problem_in(text)
    assert (problem.file, problem.message) == ("f", PROBLEMS[key])


def test_a_refusal_without_a_sentence_of_its_own_is_told_in_the_words_of_the_system():
    assert "odd" in stops.problem_of(OSError(errno.ELOOP, "odd", "f")).message


@pytest.mark.parametrize("wrong", [OSError("damaged"), OSError()])
def test_an_error_that_is_not_of_the_system_is_left_alone(wrong):
    assert stops.problem_of(wrong) is None
    with pytest.raises(OSError) as raised, stops.before_anything_is_written():
        raise wrong
    assert raised.value is wrong


# In a run: before anything is written.


@pytest.mark.parametrize("command", ["run", "check", "reconstruct"])
@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (PermissionError(NO_ACCESS, "x", "data/x.csv"), "no_access"),
        (FileNotFoundError(errno.ENOENT, "x", "data/x.csv"), "gone"),
        (IsADirectoryError(errno.EISDIR, "x", "data/x.csv"), "is_a_folder"),
    ],
)
def test_an_input_that_the_system_does_not_give_ends_with_2(home, monkeypatch, command, wrong, key):
    before = hashes_in(home, but=())

    def fail(*args, **how):
        raise wrong

    monkeypatch.setattr("italib.run.check", check)
    monkeypatch.setattr("italib.agency.load", fail)
    result = italib(monkeypatch, command, AGENCY, YEAR)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"data/x.csv: {PROBLEMS[key]}" in result.stderr
    assert hashes_in(home, but=()) == before


def test_a_folder_in_the_place_of_an_input_is_told(home, monkeypatch):
    path = home / f"data/agencies/{AGENCY}/{YEAR}/published.csv"
    path.unlink()
    path.mkdir()
    result = italib(monkeypatch, "check", AGENCY, YEAR)
    assert result.exit_code == 2
    assert f"published.csv: {PROBLEMS['no_plain_file']}" in result.stderr


def test_results_that_nothing_can_be_written_beside_end_with_2(home, monkeypatch):
    before = hashes_in(home, but=())
    with monkeypatch.context() as patched:
        patched.setattr(os, "mkdir", refused(READ_ONLY))
        result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=home / "good")
    assert result.exit_code == 2
    assert PROBLEMS["read_only"] in result.stderr
    assert hashes_in(home, but=()) == before
    next_run_succeeds(home, monkeypatch)


def test_a_file_in_the_way_of_the_working_folder_ends_with_2(home, monkeypatch):
    (home / "outputs" / ".running").write_text("", encoding="utf-8")
    result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=home / "good")
    assert result.exit_code == 2
    assert f".running/{AGENCY}: {PROBLEMS['not_a_folder']}" in result.stderr
    (home / "outputs" / ".running").unlink()
    next_run_succeeds(home, monkeypatch)


def test_a_disk_that_can_only_be_read_ends_with_2(home, monkeypatch):
    with small_disk(home / "ro", "1m"):
        subprocess.run(["mount", "-o", "remount,ro", str(home / "ro")], check=True)
        result = italib(monkeypatch, "run", AGENCY, YEAR, "--output-dir", "ro", notebooks=home / "good")
        assert result.exit_code == 2
        assert PROBLEMS["read_only"] in result.stderr and "ro/.running" in result.stderr


# Two runs at once.


def test_a_second_run_of_the_same_agency_year_is_refused_and_the_first_succeeds(home, monkeypatch):
    without_kernel(monkeypatch, b"new")
    refusals = []

    def second(text):
        if "[1/2]" in text:
            refusals.extend(problems_of(lambda: run_in(home, notebooks=home / "good")))

    made = run(AGENCY, YEAR, notebooks=home / "good", say=second)
    assert [problem.message for problem in refusals] == [PROBLEMS["already_running"]]
    assert (made.folder / "tables" / "made.csv").read_text() == "new"
    assert is_whole(results(home))
    assert leftovers(home) == []


def test_the_command_says_that_another_is_at_work(home, monkeypatch):
    before = hashes_in(home / "outputs", but=())
    with ResultsFolder(home / "outputs", AGENCY, YEAR).alone():
        result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=home / "good")
    assert result.exit_code == 2
    assert PROBLEMS["already_running"] in result.stderr
    assert hashes_in(home / "outputs", but=()) == before
    assert leftovers(home) == []


def test_a_lock_ends_with_the_program_that_held_it(tmp_path):
    path = tmp_path / "a" / "lock"
    code = """if True:
        import sys, time
        from pathlib import Path
        from italib.lock import alone
        with alone(Path(sys.argv[1])):
            print("held", flush=True)
            time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        (problem,) = problems_of(alone(path).__enter__)
        assert problem.message == PROBLEMS["already_running"]
        other.kill()
    with alone(path):
        assert problems_of(alone(path).__enter__)
    assert not path.exists()


# In a run: part-way.


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", CLI["kernel_died"]),
        ("raise OSError(28, 'No space left on device', 'tables/x.csv')", f"tables/x.csv: {PROBLEMS['disk_full']}"),
        ("open('/')", f"/: {PROBLEMS['is_a_folder']}"),
        ("open('gone.csv')", f"gone.csv: {PROBLEMS['gone']}"),
    ],
)
def test_what_a_kernel_meets_is_told_and_its_notebook_kept(home, monkeypatch, code, says):
    before = hashes_in(results(home), but=())
    result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=small_notebook(home / "bad", code))
    assert result.exit_code == 1
    assert says in result.stderr and STAYS in result.stderr
    assert "Traceback" not in result.stderr
    kept = results(home).with_name(f"{YEAR}.failed") / "notebooks" / "01_small.ipynb"
    assert f"{YEAR}.failed/notebooks/01_small.ipynb" in result.stderr and kept.is_file()
    assert hashes_in(results(home), but=()) == before
    assert leftovers(home) == []
    next_run_succeeds(home, monkeypatch)


def test_a_working_folder_that_is_deleted_under_a_run_is_told(home, monkeypatch):
    before = hashes_in(results(home), but=())
    code = f"import shutil; shutil.rmtree('outputs/.running/{AGENCY}/{YEAR}')"
    result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=small_notebook(home / "bad", code))
    assert result.exit_code == 1
    assert f"01_small.ipynb: {PROBLEMS['gone']}" in result.stderr and STAYS in result.stderr
    assert hashes_in(results(home), but=()) == before
    assert leftovers(home) == []
    next_run_succeeds(home, monkeypatch)


def test_an_input_deleted_under_a_run_is_named(home, monkeypatch):
    before = hashes_in(results(home), but=())
    path = home / f"data/agencies/{AGENCY}/{YEAR}/published.csv"
    content = path.read_bytes()
    code = f"import pathlib; from italib import files; path = pathlib.Path({str(path)!r}); path.unlink()"
    notebooks = small_notebook(home / "bad", code, "files.read_csv(path, [])")
    result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=notebooks)
    assert result.exit_code == 1
    assert f"published.csv: {PROBLEMS['no_file']}" in result.stderr
    assert hashes_in(results(home), but=()) == before
    path.write_bytes(content)
    next_run_succeeds(home, monkeypatch)


FILL = "f = open('outputs/.running/{agency}/{year}/fill', 'wb', buffering=0)\nwhile True: f.write(bytes(4096))"


def test_a_disk_that_fills_up_leaves_the_last_results_and_says_so(home, monkeypatch):
    held = shutil.move(home / "outputs", home / "kept")
    with small_disk(home / "outputs", "2m"):
        shutil.copytree(held, home / "outputs", dirs_exist_ok=True)
        before = hashes_in(results(home), but=())
        bad = small_notebook(home / "bad", FILL.format(agency=AGENCY, year=YEAR))
        result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=bad)
        assert result.exit_code == 1
        assert PROBLEMS["disk_full"] in result.stderr and STAYS in result.stderr
        assert "Traceback" not in result.stderr
        assert hashes_in(results(home), but=()) == before
        assert leftovers(home) == []
        shutil.rmtree(results(home).with_name(f"{YEAR}.failed"), ignore_errors=True)
        next_run_succeeds(home, monkeypatch)


def test_a_disk_too_full_to_copy_the_last_results_leaves_them(home, monkeypatch):
    """Where only some notebooks are run, the last results are copied first."""
    before = hashes_in(results(home), but=())
    without_kernel(monkeypatch, b"new")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", refused(FULL))
        patched.setattr(shutil.copytree, "__defaults__", (False, None, refused(FULL), False, False))
        result = italib(monkeypatch, "run", AGENCY, YEAR, "--only", "01_small", notebooks=home / "good")
    assert result.exit_code == 1
    assert PROBLEMS["disk_full"] in result.stderr
    assert hashes_in(results(home), but=()) == before
    assert leftovers(home) == []
    next_run_succeeds(home, monkeypatch)


@pytest.mark.parametrize(
    ("step", "number", "key"),
    [
        ("replace", NO_ACCESS, "no_access"),
        ("rename", NO_ACCESS, "no_access"),
        ("fsync", FULL, "disk_full"),
        ("fsync", errno.EIO, "disk_broken"),
    ],
)
def test_a_step_that_the_system_refuses_ends_with_1_and_leaves_the_last_results(home, monkeypatch, step, number, key):
    before = hashes_in(results(home), but=())
    without_kernel(monkeypatch, b"new")
    with monkeypatch.context() as patched:
        patched.setattr(os, step, refused(number))
        result = italib(monkeypatch, "run", AGENCY, YEAR, notebooks=home / "good")
    assert result.exit_code == 1
    assert PROBLEMS[key] in result.stderr and STAYS in result.stderr
    assert hashes_in(results(home), but=()) == before
    assert leftovers(home) == []
    next_run_succeeds(home, monkeypatch)


# A power cut.


def run_to_the_cut(home, monkeypatch, cut_before=0):
    """A run until the power is cut; the disk that it worked on."""
    with monkeypatch.context() as patched:
        without_kernel(patched, b"new")
        # Drawing the pages takes longer than all the rest, for each of some hundred runs.
        patched.setattr("italib.pages.page", lambda *args: "page")
        worked = Disk(patched, cut_before)
        if cut_before:
            with pytest.raises(PowerCut):
                run_in(home, notebooks=home / "good")
        else:
            run_in(home, notebooks=home / "good")
    return worked


def test_a_power_cut_before_any_step_leaves_the_old_results_or_the_new_ones(home, monkeypatch):
    held = shutil.copytree(home / "outputs", home / "held")
    last = run_to_the_cut(home, monkeypatch).steps
    made = results(home) / "tables" / "made.csv"
    left = []
    for cut_before in range(1, last + 1):
        shutil.rmtree(home / "outputs")
        shutil.copytree(held, home / "outputs")
        run_to_the_cut(home, monkeypatch, cut_before)
        ResultsFolder(home / "outputs", AGENCY, YEAR).recover()
        assert is_whole(results(home)), cut_before
        left.append(made.read_bytes())
        run_to_the_cut(home, monkeypatch)
        assert is_whole(results(home)) and made.read_bytes() == b"new", cut_before
        assert leftovers(home) == [], cut_before
    # Old until some step, new from it on.
    assert set(left) == {b"old", b"new"}
    assert left == sorted(left, reverse=True)


def test_everything_is_on_the_disk_before_it_is_moved_in(home, monkeypatch):
    worked = run_to_the_cut(home, monkeypatch)
    *_, (moved, synced) = worked.moved
    assert moved.parts[-3:] == (".running", AGENCY, str(YEAR))
    new = [results(home) / name for name in files_in(results(home))]
    assert [path for path in new if path.stat().st_ino not in synced] == []
    assert results(home).parent.stat().st_ino in worked.synced


# reconstruct


@pytest.fixture
def exports(bansong, home):
    """The exports of the shipped year, and a call that makes them again."""
    folder = home / f"data/agencies/{AGENCY}/{YEAR}"
    return folder, lambda: reconstruct.reconstruct(bansong, folder)


def test_a_power_cut_leaves_the_old_exports_or_the_new_ones(exports, monkeypatch, home):
    folder, make = exports
    recipe = folder / "reconstruct.toml"
    old = contents(folder / "raw")
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("seed = ", "seed = 1"), encoding="utf-8")
    held = shutil.copytree(folder / "raw", home / "held")
    make()
    new = contents(folder / "raw")
    assert old != new
    with monkeypatch.context() as patched:
        worked = Disk(patched)
        raw_folder.put(folder, new)
    left = []
    for cut_before in range(1, worked.steps + 1):
        shutil.rmtree(folder / "raw")
        shutil.copytree(held, folder / "raw")
        with monkeypatch.context() as patched:
            Disk(patched, cut_before)
            with pytest.raises(PowerCut):
                raw_folder.put(folder, new)
        raw_folder.recover(home / "data", AGENCY, YEAR)
        left.append(contents(folder / "raw"))
        assert left[-1] in (old, new), cut_before
        raw_folder.put(folder, new)
        assert contents(folder / "raw") == new
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    assert old in left and new in left
    make()
    assert contents(folder / "raw") == new


@pytest.mark.parametrize(("step", "number", "key"), [("fsync", FULL, "disk_full"), ("rename", NO_ACCESS, "no_access")])
def test_reconstruct_that_cannot_write_ends_with_1_and_leaves_the_exports(exports, monkeypatch, step, number, key):
    folder, _ = exports
    before = hashes_in(folder, but=())
    with monkeypatch.context() as patched:
        patched.setattr(os, step, refused(number))
        result = italib(monkeypatch, "reconstruct", AGENCY, YEAR)
    assert result.exit_code == 1
    assert PROBLEMS[key] in result.stderr
    assert hashes_in(folder, but=()) == before
    assert italib(monkeypatch, "reconstruct", AGENCY, YEAR).exit_code == 0


def test_exports_between_two_moves_stop_a_run_until_they_are_made_again(exports, monkeypatch):
    folder, _ = exports
    before = hashes_in(folder, but=())
    (folder / "raw").rename(folder / ".raw.previous")
    result = italib(monkeypatch, "check", AGENCY, YEAR)
    assert result.exit_code == 2
    assert f"raw: {PROBLEMS['cut_off']}" in result.stderr
    assert italib(monkeypatch, "reconstruct", AGENCY, YEAR).exit_code == 0
    assert hashes_in(folder, but=()) == before


# Asked to stop.


@posix
@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda pid: os.killpg(pid, signal.SIGINT), 1),
        (lambda pid: os.kill(pid, signal.SIGTERM), 1),
        (lambda pid: os.kill(pid, signal.SIGKILL), -9),
    ],
    ids=["Ctrl-C", "SIGTERM", "SIGKILL"],
)
def test_a_program_stopped_in_the_middle_of_a_notebook_leaves_the_last_results(
    home, monkeypatch, checked, send, status
):
    before = hashes_in(results(home), but=())
    program = Program(home, checked)
    ended, said = program.stop(send)
    assert ended == status, said
    assert "Traceback" not in said
    assert hashes_in(results(home), but=()) == before
    within(5, program.kernel_is_gone)
    if status != 1:
        # A run that was killed is over when the last of its processes is.
        within(5, lambda: not_running(home))
    else:
        assert CLI["interrupted"] in said
        assert leftovers(home) == []
    next_run_succeeds(home, monkeypatch)

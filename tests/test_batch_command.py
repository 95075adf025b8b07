"""`italib batch`: what it asks for, what it shows meanwhile and at the end, and with which status it ends."""

import io
import re
import subprocess
import sys
import threading

import pytest
from batches import offices, spoil
from click.testing import CliRunner
from running import YEAR

from italib import batch, cli, progress
from italib.messages import BATCH
from italib.outcomes import DONE, DRAFT, Outcome, failed

GOOD = Outcome("a", YEAR, "ก", total="90.52", rating="A", gaps=3, reconciliation="ตรง", seconds=4.25, outcome=DONE)
RESUMED = Outcome(**vars(GOOD) | {"agency": "b", "outcome": DRAFT, "resumed": True})
BROKEN = failed("c", YEAR, "ผิด\nและผิด")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(offices(tmp_path, "a", "b", "c"))
    return tmp_path


@pytest.fixture
def called(monkeypatch):
    """What the batch was called with; it comes to the outcomes under `comes_to`."""
    kept = {"comes_to": [GOOD]}

    def made(orders, *, jobs, address, tell):
        kept.update(orders=orders, jobs=jobs, address=address)
        for outcome in kept["comes_to"]:
            tell(outcome)
        return batch.Batch(kept["comes_to"], "file:///x/outputs/batch/index.html")

    monkeypatch.setattr(batch, "batch", made)
    return kept


def italib(*words):
    """Say `italib batch` and these words; what came of it."""
    result = CliRunner().invoke(cli.main, ["batch", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_all_agencies_are_asked_for_on_every_processor(home, called):
    result = italib()
    assert result.exit_code == cli.DONE
    assert [(order.agency, order.year, order.resume, order.pdf) for order in called["orders"]] == [
        (name, YEAR, False, True) for name in "abc"
    ]
    assert called["jobs"] >= 1 and called["address"] == ""


def test_every_option_goes_where_it_belongs(home, called):
    italib("b", f"a/{YEAR}", "--jobs", "3", "--resume", "--no-pdf", "--output-dir", "results", "--dask", "local")
    assert [(order.agency, order.output_dir, order.resume, order.pdf) for order in called["orders"]] == [
        ("a", "results", True, False),
        ("b", "results", True, False),
    ]
    assert (called["jobs"], called["address"]) == (3, "local")


def test_one_failure_is_the_status_of_the_whole(home, called):
    called["comes_to"] = [GOOD, RESUMED, BROKEN]
    result = italib()
    assert result.exit_code == cli.FAILED_PART_WAY
    counts = BATCH["counts"].format(done=1, resumed=1, draft=1, failed=1, waiting=0)
    assert result.stdout.splitlines()[0] == counts and "file:///x/outputs/batch/index.html" in result.stdout


def test_without_a_terminal_every_outcome_is_a_line(home, called):
    called["comes_to"] = [GOOD, RESUMED, BROKEN]
    assert italib().stderr.splitlines() == [
        f"[1/3] a {YEAR} เสร็จแล้ว 90.52 A ใช้เวลา 4.2 วินาที",
        f"[2/3] b {YEAR} ฉบับร่าง 90.52 A ผลเดิมยังใช้ได้",
        f"[3/3] c {YEAR} ไม่สำเร็จ: ผิด",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["nobody"],
        ["a/2599"],
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--jobs", "2", "--dask", "tcp://127.0.0.1:1"],
        ["--output-dir", "data/x"],
        ["--data-dir", "no-such-folder"],
        ["--never"],
    ],
)
def test_a_call_that_can_not_be_used_runs_nothing(home, called, words):
    result = italib(*words)
    assert result.exit_code == cli.UNUSABLE
    assert re.search("[ก-๛]", result.stderr)
    assert "orders" not in called and not (home / "outputs").exists()


def test_on_a_terminal_a_bar_says_how_fast_and_how_long(monkeypatch):
    drawn, said = io.StringIO(), []
    monkeypatch.setattr(sys, "stderr", drawn)
    threads = threading.active_count()
    with progress.shown(4, said.append, bar=True) as tell:
        for outcome in (GOOD, BROKEN, RESUMED):
            tell(outcome)
        # A process that is to be forked has no other thread.
        assert threading.active_count() == threads
    last = drawn.getvalue().rpartition("\r")[2]
    assert "75%" in last and "3/4" in last and "ไม่สำเร็จ 1" in last
    assert re.search(r"[0-9.]+ รายการต่อนาที · เหลืออีก [0-9]{2}:[0-9]{2}", last)
    assert said == [f"[2/4] c {YEAR} ไม่สำเร็จ: ผิด\n"]


def test_the_rate_is_that_of_a_minute():
    bar = progress.Bar(total=10, file=io.StringIO(), initial=0)
    bar.n, bar.start_t = 5, bar._time() - 30
    shown = bar.format_dict
    assert (shown["per_minute"], shown["left"]) == ("10.0 รายการต่อนาที", "เหลืออีก 00:30")
    bar.close()


def test_a_bar_that_has_just_begun_promises_nothing():
    bar = progress.Bar(total=10, file=io.StringIO())
    bar.start_t = bar._time()
    assert bar.format_dict["n"] == 0 and "?" in bar.format_dict["left"]
    bar.close()


def test_the_command_ends_as_the_batch_did(home):
    """The real command, on data that nothing can be made of."""
    for name in "abc":
        spoil(home, name)
    done = subprocess.run(
        [sys.executable, "-m", "italib", "batch", "--jobs", "2"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == cli.FAILED_PART_WAY
    lines = done.stderr.splitlines()
    assert sorted(line[:5] for line in lines) == ["[1/3]", "[2/3]", "[3/3]"]
    assert all("published.csv" in line for line in lines)
    assert "ไม่สำเร็จ 3" in done.stdout
    assert (home / "outputs" / "batch" / "failures.html").is_file()

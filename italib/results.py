"""Where the results of a run stand, how they are put in place whole, and the record of how they were made."""

import contextlib
import json
import platform
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from italib import __version__, disk, publish
from italib.lock import alone

LIBRARIES = (
    "pandas",
    "numpy",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "pythainlp",
    "pyarrow",
    "python-docx",
    "typst",
    "xlsxwriter",
)
WORKING, FAILED, PREVIOUS, LOCK = ".running", ".failed", ".previous", ".lock"
STATUS_FAILED, STATUS_DRAFT, STATUS_PARTIAL, STATUS_DONE = "failed", "draft", "partial", "done"


class ResultsFolder:
    """The results of one agency-year: the folder that a run works in, and the moves that put it in place."""

    def __init__(self, outputs: Path, agency_name: str, year: int):
        self.folder = outputs / WORKING / agency_name / str(year)
        self.results = outputs / agency_name / str(year)
        self.failed = self.results.with_name(f"{year}{FAILED}")
        self.previous = self.results.with_name(f"{year}{PREVIOUS}")
        self._lock = self.folder.with_name(f"{year}{LOCK}")

    def is_stale(self, sources: Mapping[str, object]) -> bool:
        """Whether there are results, and they were made from other sources than these."""
        if not self.results.is_dir():
            return False
        made_from = read_record(self.results / "run.json")
        return any(made_from.get(name) != source for name, source in sources.items())

    def recover(self) -> None:
        """Put the last results back in place where the last run died between its two moves."""
        disk.recover(self.results, self.previous)

    @contextlib.contextmanager
    def alone(self):
        """Keep every other run of this agency-year out. Raises InputError where one is under way."""
        try:
            with alone(self._lock):
                yield
        finally:
            # Another agency-year may be at work beside this one.
            with contextlib.suppress(OSError):
                self.folder.parent.rmdir()
                self.folder.parent.parent.rmdir()

    @contextlib.contextmanager
    def open(self, keep: bool):
        """The working folder, empty or with the last results in it; gone when the run is over, however it ends."""
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            if keep and self.results.is_dir():
                shutil.copytree(self.results, self.folder)
            self.folder.mkdir(parents=True, exist_ok=True)
            yield self.folder
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def keep_failed(self) -> Path:
        """Move what a failed run has made to where it can be looked at; the results stay."""
        self.failed.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.failed, ignore_errors=True)
        self.folder.rename(self.failed)
        return self.failed

    def kept(self, name: str) -> Path | None:
        """Where a notebook of a run that failed is kept; None where it can't be, because its folder is gone."""
        try:
            path = self.keep_failed() / "notebooks" / name
        except OSError:
            return None
        return path if path.is_file() else None

    def move_in(self) -> None:
        """Put the finished folder in place of the last results."""
        disk.swap_in(self.folder, self.results, self.previous)
        shutil.rmtree(self.failed, ignore_errors=True)


def read_record(path: Path) -> dict:
    """What a `run.json` says; nothing where it is missing or damaged, so that its results count as stale."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


class Record:
    """`run.json`: the only file that holds times and the machine."""

    def __init__(self, folder: Path, parameters: Mapping[str, object], sources: Mapping[str, object]):
        self._path = folder / "run.json"
        self._start, self._parameters, self._sources = datetime.now(UTC), dict(parameters), dict(sources)
        # What the run came to.
        self.result: dict[str, object] = {}
        self.notebooks: dict[str, dict] = read_record(self._path).get("notebooks", {})

    def write(self, status: str) -> None:
        """Write the record with a hash of every file that stands in the folder now."""
        now = datetime.now(UTC)
        folder = self._path.parent
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path != self._path)
        content = {
            "status": status,
            "parameters": self._parameters,
            "started": self._start.isoformat(timespec="seconds"),
            "ended": now.isoformat(timespec="seconds"),
            "seconds": round((now - self._start).total_seconds(), 3),
            "machine": {"system": platform.platform(), "python": sys.version.split()[0]},
            "versions": {"italib": __version__, **{name: version(name) for name in LIBRARIES}},
            **self._sources,
            **({"result": self.result} if self.result else {}),
            "notebooks": self.notebooks,
            "outputs": {path.relative_to(folder).as_posix(): publish.sha256(path) for path in files},
        }
        publish.write(self._path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

"""Writing that no full disk, stop or power cut leaves by halves: files and folders are made beside their place."""

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

# Windows opens no folder as a file; what is moved there is written down by the file system's own journal.
FOLDERS_CAN_BE_SYNCED = os.name == "posix"


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all; what was made on the way is gone if it fails.

    Raises OSError that names `path`.
    """
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".new", delete=False) as file:
            beside = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # Temporary files are private; what is published is not.
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException as stopped:
        if beside is not None:
            beside.unlink(missing_ok=True)
        if isinstance(stopped, OSError):
            # The user knows the file that was asked for, and not the one beside it.
            stopped.filename, stopped.filename2 = str(path), None
        raise


def swap_in(made: Path, place: Path, previous: Path) -> None:
    """Put the folder `made` in place of the folder `place`, which stands at `previous` in between and then goes.

    All of `made` is on the disk before the first move. After a cut between the moves, `recover` brings the old back.
    Raises OSError, with the old still in place.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    _sync_all(made)
    shutil.rmtree(previous, ignore_errors=True)
    moved = place.is_dir()
    if moved:
        place.rename(previous)
    try:
        made.rename(place)
    except BaseException:
        if moved:
            previous.rename(place)
        raise
    _sync_folder(place.parent)
    shutil.rmtree(previous, ignore_errors=True)


def recover(place: Path, previous: Path) -> None:
    """Put the last folder back in place where a swap was cut off between its two moves; clear up after a whole one."""
    if not previous.is_dir():
        return
    if place.is_dir():
        shutil.rmtree(previous, ignore_errors=True)
    else:
        previous.rename(place)
        _sync_folder(place.parent)


def _sync_all(folder: Path) -> None:
    """Wait until the disk has every file of a folder and the names of them."""
    for inside, _, names in os.walk(folder):
        for name in names:
            # Windows flushes only what is open for writing.
            with (Path(inside) / name).open("r+b") as file:
                os.fsync(file.fileno())
        _sync_folder(Path(inside))


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    if FOLDERS_CAN_BE_SYNCED:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

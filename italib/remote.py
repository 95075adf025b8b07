"""Folders that fsspec reaches, such as `s3://…`: data fetched into a folder here, results stored whole there.

Libraries of such folders start threads, and a process with threads must not be forked: `apart` calls them in a fork.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import fsspec

from italib.agency import TEMPLATE
from italib.fork import CAN_FORK, fork
from italib.national import FILE as NATIONAL
from italib.problems import InputError, Problem, stop_if

RECORD, MARK = "run.json", ".italib"
# What every agency's figures rest on, beside its own folder and the rules of its years.
OF_ALL = ("forms.toml", TEMPLATE, NATIONAL)


def is_remote(folder: str) -> bool:
    """Whether a folder is named by an address, as `s3://bucket/data`, and not by a path of this machine."""
    return "://" in folder


def apart(call: Callable, *args: object) -> object:
    """What a call comes to in a fork of this process, which ends with all threads that the call has started.

    Raises InputError with what was refused.
    """
    if not CAN_FORK:
        return here(call, *args)
    child = fork(lambda connection: connection.send(_tried(call, args)))
    try:
        return _answer(child.connection.recv())
    except EOFError:
        return _answer((str(args[0]), f"exit {child.ended(wait=True)}", None))
    finally:
        child.kill()


def here(call: Callable, *args: object) -> object:
    """What a call comes to in this process, which is not forked any more. Raises InputError with what was refused."""
    return _answer(_tried(call, args))


def _tried(call: Callable, args: tuple) -> tuple[str, str, object]:
    """The address, why it was refused, and what the call came to: errors of the many libraries know no common class,
    and some can't be sent to another process.
    """
    try:
        return str(args[0]), "", call(*args)
    except Exception as refused:
        return str(args[0]), f"{type(refused).__name__}: {refused}", None


def _answer(tried: tuple[str, str, object]) -> object:
    address, refused, value = tried
    if refused:
        raise InputError([Problem.of("remote_refused", address, why=refused)])
    return value


def _opened(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """The file system of an address and the folder in it. What others have changed since must be seen."""
    system, root = fsspec.url_to_fs(address, use_listings_cache=False)
    return system, root.rstrip("/")


def folders(address: str, pattern: str) -> list[str]:
    """The folders within an address that a pattern names."""
    system, root = _opened(address)
    found = system.glob(f"{root}/{pattern}", detail=True)
    return sorted(path for path, about in found.items() if about["type"] == "directory")


def try_to_write(address: str) -> None:
    """Nothing, if a file can be written at an address: better known before the work than after it."""
    system, root = _opened(address)
    system.makedirs(root, exist_ok=True)
    system.pipe_file(f"{root}/{MARK}", b"")
    system.rm_file(f"{root}/{MARK}")


def fetch(address: str, agency: str, folder: Path) -> None:
    """Copy what the results of an agency rest on from the data at an address into a folder here."""
    system, root = _opened(address)
    own = _names(system, root, f"agencies/{agency}")
    years = sorted({parts[2] for name in own if len(parts := PurePosixPath(name).parts) > 3})
    rules = [name for year in years for name in _names(system, root, f"frameworks/{year}")]
    shared = [name for name in OF_ALL if system.isfile(f"{root}/{name}")]
    names = [*shared, *rules, *own]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    system.get([f"{root}/{name}" for name in names], [str(folder / name) for name in names])


def _names(system: fsspec.AbstractFileSystem, root: str, below: str = "") -> list[str]:
    """The path within `root` of every file of a folder. A key of an object store may hold `..`: none leads out."""
    folder = f"{root}/{below}".rstrip("/")
    found = system.find(folder) if system.isdir(folder) else []
    names = sorted(str(path)[len(root) + 1 :] for path in found)
    stop_if(Problem.of("leads_out", name) for name in names if ".." in PurePosixPath(name).parts)
    return names


def standing(address: str, failed: str, record: Path) -> tuple[list[str], bool]:
    """The name of every file of the results at an address, and whether there is a folder at `failed`.

    Their record is fetched to `record`, if there is one.
    """
    system, root = _opened(address)
    names = _names(system, root)
    if RECORD in names:
        system.get_file(f"{root}/{RECORD}", str(record))
    return names, bool(_names(*_opened(failed)))


def store(address: str, folder: Path, gone: str = "") -> None:
    """Put a folder in place of that at an address, and take that at `gone` away.

    A record stands for whole results, and an object store can't move a folder: so the record goes first, comes last.
    """
    system, root = _opened(address)
    before = _names(system, root)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    last = [name for name in names if name == RECORD]
    first = [name for name in names if name != RECORD]
    for name in sorted(before, key=lambda name: name != RECORD):
        if name == RECORD or name not in names:
            system.rm_file(f"{root}/{name}")
    for parent in sorted({f"{root}/{name}".rpartition("/")[0] for name in names}):
        system.makedirs(parent, exist_ok=True)
    for part in filter(None, (first, last)):
        system.put([str(folder / name) for name in part], [f"{root}/{name}" for name in part])
    if gone and _names(*_opened(gone)):
        system.rm(_opened(gone)[1], recursive=True)

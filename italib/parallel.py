"""The notebooks of a run side by side: which waits for which, and each in a fork of this process."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

import nbformat

from italib.fork import Child, end, fork
from italib.messages import CLI

# Where a notebook says which files of the results it reads and writes, in its own metadata.
SAYS = "italib"


@dataclass(frozen=True)
class Done:
    """How it went with a notebook: how long it took, and why it stopped, if it did."""

    name: str
    seconds: float
    why: str = ""


def waits_for(notebooks: Mapping[str, nbformat.NotebookNode]) -> dict[str, set[str]]:
    """By the name of a notebook, those that must be done before it: the earlier ones that write what it reads.

    One that says nothing of files waits for all before it, and all after it wait for it.
    """
    says = {name: notebook.metadata.get(SAYS) for name, notebook in notebooks.items()}
    waits: dict[str, set[str]] = {}
    for name in notebooks:
        waits[name] = {
            other
            for other in waits
            if not (says[name] and says[other]) or set(says[name]["reads"]) & set(says[other]["writes"])
        }
    return waits


def longest_first(notebooks: Mapping[str, nbformat.NotebookNode]) -> list[str]:
    """The names of notebooks as it is best to begin several of them, so that none is left alone at the end.

    A document takes longest, as it holds charts and is written three times; otherwise drawing does.
    """

    def length(name: str) -> tuple[int, int]:
        kinds = [path.partition("/")[0] for path in notebooks[name].metadata.get(SAYS, {}).get("writes", [])]
        return kinds.count("document"), kinds.count("figures")

    return sorted(notebooks, key=length, reverse=True)


def side_by_side(waits: Mapping[str, Set[str]], jobs: int, do: Callable[[str], Done]) -> Iterator[Done]:
    """What comes of each name, as it comes, at most `jobs` at a time; one that stops lets nothing new begin.

    They begin in their order, but for those that must wait.

    Raises an error of the system that one meets, in its process, as its own.
    """
    waiting, done, stopped = list(waits), set(), False
    at_work: dict[Connection, tuple[str, Child]] = {}
    try:
        while True:
            for name in [] if stopped else [name for name in waiting if waits[name] <= done]:
                if len(at_work) < jobs:
                    waiting.remove(name)
                    child = fork(lambda connection, name=name: connection.send(_tried(do, name)))
                    at_work[child.connection] = name, child
            if not at_work:
                return
            for connection in wait(list(at_work)):
                name, child = at_work.pop(connection)
                made = _made(name, child)
                done.add(name)
                stopped = stopped or bool(made.why)
                yield made
    finally:
        end([child for _, child in at_work.values()])


def one_by_one(names: Sequence[str], do: Callable[[str], Done]) -> Iterator[Done]:
    """The same in this process, in their order: for one that can't be forked."""
    for name in names:
        made = do(name)
        yield made
        if made.why:
            return


def _tried(do: Callable[[str], Done], name: str) -> Done | tuple:
    try:
        return do(name)
    except OSError as wrong:
        # The file that an error was given later would not come along with it.
        return type(wrong), wrong.args, wrong.filename


def _made(name: str, child: Child) -> Done:
    """What a child tells, or that it ended before it did."""
    try:
        made = child.connection.recv()
    except (EOFError, OSError):
        return Done(name, 0.0, CLI["kernel_died"])
    finally:
        child.kill()
    if isinstance(made, Done):
        return made
    kind, told, file = made
    wrong = kind(*told)
    wrong.filename = file
    raise wrong

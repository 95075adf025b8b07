"""One pass of an engine over a whole country's export, which turns texts into numbers while it reads.

DuckDB knows the numbers of the texts that the first rows hold; a row that holds another text comes with its texts,
which get their numbers then.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from italib import thai
from italib.country_layout import Layout
from italib.country_rows import Coded, Open, Rows, Survey, Texts
from italib.framework import Framework

MEMORY = "400MB"
# The first rows tell nearly every text that there is. Codes take a byte; the last says that a text is not among them.
SAMPLE_ROWS, MOST_KNOWN, ODD = 20_000, 250, 255
# The engine works ahead by so much, and hands over few rows at a time; many at once are quicker to look at.
AHEAD, ROWS_AT_ONCE = "32MB", 1 << 17
# Columns of few distinct texts beside the answers, and those of as many texts as people.
CODED = ("agency", "agency_name", "province", "kind", "instrument", "service")
OPEN = ("identity", "timestamp")


class Refused(Exception):
    """The engine can't read a file as it is."""


def quoted(path: Path) -> str:
    """A path as the engine takes it: stars and brackets in it are letters."""
    return "'" + escape(str(path)).replace("'", "''") + "'"


@dataclass(frozen=True)
class Read:
    """How a file is read: what its text is, on how many threads (all, if not said), within how much memory."""

    encoding: str
    separator: str
    threads: int | None
    memory: str = MEMORY


def engine_of(how: Read) -> duckdb.DuckDBPyConnection:
    """An engine in memory, which fetches nothing from elsewhere."""
    settings = {"memory_limit": how.memory, "autoinstall_known_extensions": "false"}
    return duckdb.connect(config=settings | ({"threads": str(how.threads)} if how.threads else {}))


def scan(layout: Layout, source: str, framework: Framework, how: Read) -> Rows:
    """One pass over the file; the numbers of texts that the first rows hold come from the engine. Raises Refused."""
    with tempfile.TemporaryDirectory() as folder, engine_of(how) as engine:
        engine.execute(f"SET temp_directory = {quoted(Path(folder))}; SET streaming_buffer_size = '{AHEAD}'")
        try:
            columns = _known_texts(engine, source, [at for parts in layout.parts.values() for at, _, _ in parts])
            taken = Taken(layout, columns, framework)
            for batch in _many(engine.sql(_query(layout, source, columns)).to_arrow_reader(ROWS_AT_ONCE)):
                taken.take(batch)
        except (duckdb.Error, pa.ArrowException) as wrong:
            raise Refused(str(wrong)) from wrong
        except OSError as wrong:
            # What the engine refuses in the middle of a file comes through Arrow, and has no number of the system.
            if wrong.errno is not None:
                raise
            raise Refused(str(wrong)) from wrong
    return taken.rows(how)


def _many(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows, many at a time."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= ROWS_AT_ONCE:
            yield pa.concat_batches(held)
            held.clear()
    if held:
        yield pa.concat_batches(held)


def _query(layout: Layout, source: str, columns: dict[int, Texts]) -> str:
    """The rows as numbers; the texts of all answers of a row of which some number is not known."""
    shown = [f"c{layout.roles[role]} AS {role}" for role in (*CODED, *OPEN) if role in layout.roles]
    shown += [f"p{at}" for at in columns]
    is_odd, texts = " OR ".join(f"p{at} = {ODD}" for at in columns), ", ".join(f"c{at}" for at in columns)
    numbers = ", ".join(
        f"CASE WHEN c{at} IS NULL THEN 0::UTINYINT "
        f"ELSE coalesce(enum_code(TRY_CAST(c{at} AS t{at})) + 1, {ODD})::UTINYINT END AS p{at}"
        for at in columns
    )
    shown.append(f"CASE WHEN {is_odd} THEN [{texts}] END AS odd")
    return f"SELECT {', '.join(shown)} FROM (SELECT *, {numbers} FROM {source})"


class Taken:
    """What was taken from the file so far, batch after batch. Nothing keeps a batch, which holds all its columns."""

    def __init__(self, layout: Layout, columns: dict[int, Texts], framework: Framework):
        self._layout, self._columns = layout, columns
        self._named = {thai.key(name): place for place, one in enumerate(framework.instruments)
                       for name in (one.code, one.name_th, one.short_th)}  # fmt: skip
        self._order = framework.codes["instrument"]
        self._count = 0
        self._coded = {role: ([], Texts()) for role in CODED if role in layout.roles}
        self._open: dict[str, list[pa.Array]] = {role: [] for role in OPEN if role in layout.roles}
        self._rows: dict[str, list[np.ndarray]] = {instrument: [] for instrument in layout.parts}
        self._parts: dict[int, list[np.ndarray]] = {at: [] for at in columns}

    def take(self, batch: pa.RecordBatch) -> None:
        """The rows of one more batch."""
        for role, (chunks, texts) in self._coded.items():
            chunks.append(_numbers(batch.column(role), texts))
        for role, chunks in self._open.items():
            chunks.append(batch.column(role).cast(pa.large_string()))
        numbers = _answers(batch, self._columns)
        named = self._instrument_named(batch.num_rows)
        for instrument, parts in self._layout.parts.items():
            filled = np.zeros(batch.num_rows, dtype="bool")
            for at, _, _ in parts:
                filled |= numbers[at] != 0
            rows = np.flatnonzero(np.where(named < 0, filled, named == self._order.index(instrument)))
            self._rows[instrument].append((rows + self._count).astype("int32"))
            for at, _, _ in parts:
                self._parts[at].append(numbers[at][rows])
        self._count += batch.num_rows

    def _instrument_named(self, count: int) -> np.ndarray:
        """The place of the instrument that each row of the last batch names; -1 where it names none."""
        if "instrument" not in self._coded:
            return np.full(count, -1)
        chunks, texts = self._coded["instrument"]
        return np.array([self._named.get(thai.key(text), -1) for text in texts.texts])[chunks[-1]]

    def rows(self, how: Read) -> Rows:
        """All of it. Raises Refused at a NUL, which no text holds."""
        for texts in (*self._columns.values(), *(texts for _, texts in self._coded.values())):
            _stop_at_nul(*texts.texts)
        for chunks in self._open.values():
            for chunk in chunks:
                _stop_at_nul(chunk.buffers()[2] or b"")
        return Rows(
            self._layout,
            self._count,
            how.encoding,
            how.separator,
            {role: Coded(_joined(chunks), texts) for role, (chunks, texts) in self._coded.items()},
            {
                role: Open(pa.concat_arrays([*chunks, pa.array([], pa.large_string())]))
                for role, chunks in self._open.items()
            },
            {
                instrument: Survey(
                    _joined(self._rows.pop(instrument)).astype("int32"),
                    tuple(Coded(_joined(self._parts.pop(at)), self._columns[at]) for at, _, _ in parts),
                )
                for instrument, parts in self._layout.parts.items()
            },
        )


def _known_texts(engine: duckdb.DuckDBPyConnection, source: str, places: Sequence[int]) -> dict[int, Texts]:
    """The texts of the first rows of each column, at most so many as there are codes."""
    sample = engine.sql(f"SELECT {', '.join(f'c{at}' for at in places)} FROM {source} LIMIT {SAMPLE_ROWS}")
    columns = {}
    for at, column in zip(places, sample.to_arrow_table().columns, strict=True):
        columns[at] = Texts()
        counted = column.value_counts().to_pylist()
        for text in sorted(counted, key=lambda one: (-one["counts"], one["values"] or ""))[:MOST_KNOWN]:
            _stop_at_nul(text["values"] or "")
            columns[at].number(text["values"])
    for at, texts in columns.items():
        words = ", ".join("'" + text.replace("'", "''") + "'" for text in texts.texts[1:])
        engine.execute(f"CREATE TYPE t{at} AS ENUM ({words or chr(39) * 2})")
    return columns


def _stop_at_nul(*texts: str | pa.Buffer | bytes) -> None:
    for text in texts:
        if ("\0" in text) if isinstance(text, str) else b"\0" in memoryview(text).tobytes():
            raise Refused("NUL")


def _numbers(column: pa.Array, texts: Texts) -> np.ndarray:
    """The number of the text of each row of a column."""
    kinds = column.fill_null("").dictionary_encode()
    numbers = np.array([texts.number(text) for text in kinds.dictionary.to_pylist()], dtype="int32")
    return numbers[kinds.indices.to_numpy()] if len(column) else np.empty(0, dtype="int32")


def _answers(batch: pa.RecordBatch, columns: dict[int, Texts]) -> dict[int, np.ndarray]:
    """The numbers of the texts of each column, those that the engine did not know among them."""
    numbers = {at: batch.column(f"p{at}").to_numpy() for at in columns}
    odd = batch.column("odd")
    rows = np.flatnonzero(odd.is_valid().to_numpy(zero_copy_only=False))
    held = odd.take(pa.array(rows)).to_pylist()
    for place, (at, texts) in enumerate(columns.items()):
        strange = np.flatnonzero(numbers[at][rows] == ODD)
        if len(strange):
            found = [texts.number(held[row][place]) for row in strange]
            # More texts than a byte holds make the column wider, from here on.
            wide = numbers[at].astype("uint8" if max(found) < ODD else "int32")
            wide[rows[strange]] = found
            numbers[at] = wide
    return numbers


def _joined(chunks: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(chunks) if chunks else np.empty(0, dtype="uint8")

"""A whole country's export as exports of its agencies, Parquet files that `italib run` and `italib batch` read."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from italib import disk
from italib.agency import ABOUT, COUNTRY_LIST, RAW_PREVIOUS, RECONSTRUCTION_LIST, forms_of
from italib.country import Country, Say
from italib.country_agencies import agencies_of
from italib.country_layout import BESIDE_ROLES
from italib.country_people import judge, person_of
from italib.country_rows import Coded, Rows
from italib.country_source import read_rows
from italib.folders import AGENCY_NAME, leads_out
from italib.messages import CLI, COUNTRY
from italib.problems import Problem, stop_if
from italib.raw_folder import listing_of, not_ours, put
from italib.words import RECONSTRUCTED

README = "README.md"
SAY_EVERY = 500


def folder_name(agency: str) -> str:
    """The folder of an agency: its code, or where that is no name of a folder, one that follows from it.

    >>> folder_name("A01"), folder_name("เทศบาล")
    ('a01', 'xa8a909162db0f989')
    """
    code = agency.casefold()
    return code if AGENCY_NAME.fullmatch(code) else "x" + hashlib.sha256(code.encode()).hexdigest()[:16]


def write_agencies(file: Path, country: Country, data_dir: Path, say: Say = lambda text: None) -> int:
    """Write the rows of every agency to `agencies/<agency>/<year>/raw/<instrument>.parquet`; the number of agencies.

    The cells stay as they are in `file`, from which `country` was read. Raises InputError, with nothing written, where
    exports stand there that this did not make, or a folder leads out of the data.
    """
    folders = {agency: data_dir / "agencies" / folder_name(agency) for agency in country.agencies["agency"]}
    raw = {agency: home / str(country.year) / "raw" for agency, home in folders.items()}
    stop_if(
        Problem.of("leads_out", path)
        for agency, home in folders.items()
        for path in (home.parent, home, raw[agency].parent, raw[agency])
        if leads_out(data_dir, path)
    )
    for place in raw.values():
        # A writing that was cut off between its two moves.
        disk.recover(place, place.parent / RAW_PREVIOUS)
    stop_if(problem for place in raw.values() for problem in _in_the_way(place))
    tables = _tables(file, country, data_dir)
    for number, row in enumerate(country.agencies.itertuples(), start=1):
        made = {f"{instrument.lower()}.parquet": _parquet(table) for instrument, table in next(tables).items()}
        note = COUNTRY["readme"].format(file=file.name, name=row.name_th, year=country.year)
        made[README] = (f"**{RECONSTRUCTED}**\n\n{note}" if country.invented else note).encode()
        made[RECONSTRUCTION_LIST if country.invented else COUNTRY_LIST] = listing_of(made)
        home = folders[row.agency]
        if not (home / ABOUT).exists():
            disk.write(home / ABOUT, _about(row, country.invented))
        put(home / str(country.year), made)
        if number % SAY_EVERY == 0:
            say(CLI["country_written"].format(count=f"{number:,}", of=f"{len(folders):,}"))
    return len(folders)


def _in_the_way(raw: Path) -> list[Problem]:
    """What keeps an agency's exports from being written."""
    return not_ours(raw) if raw.is_dir() else [Problem.of("not_a_folder", raw)] if raw.exists() else []


def _about(row, invented: bool) -> bytes:
    """What is known of an agency, as its settings."""
    said = {column: getattr(row, column) for column in ("name_th", "province_th", "kind_th")}
    # A text of JSON is one of TOML, but for one character that neither shows.
    lines = [f"{name} = {json.dumps(text.replace(chr(127), ''), ensure_ascii=False)}" for name, text in said.items()]
    return "\n".join([*([f"# {RECONSTRUCTED}"] if invented else []), *lines, ""]).encode()


def _tables(file: Path, country: Country, data_dir: Path) -> Iterator[dict[str, pa.Table]]:
    """The tables of each agency by instrument, in the order of the agencies; an instrument without rows has none."""
    forms = forms_of(data_dir)
    rows = read_rows(file, country.framework, forms)
    agencies, person = agencies_of(rows, forms), person_of(rows, forms)
    sorted_tables = {}
    for instrument in rows.layout.parts:
        judged, belongs = judge(instrument, rows, agencies, person, country.framework, forms)
        own = np.flatnonzero(belongs & (judged.agency >= 0))
        order = own[np.argsort(judged.agency[own], kind="stable")]
        ends = np.searchsorted(judged.agency[order], np.arange(len(agencies.table) + 1))
        sorted_tables[instrument] = _table(instrument, rows, order), ends
    count = len(agencies.table)
    # The tables hold all that is needed from here on.
    del rows, person, agencies
    for number in range(count):
        yield {
            instrument: table.slice(ends[number], ends[number + 1] - ends[number])
            for instrument, (table, ends) in sorted_tables.items()
            if ends[number + 1] > ends[number]
        }


def _table(instrument: str, rows: Rows, order: np.ndarray) -> pa.Table:
    """The rows of one instrument in an order, each column under the heading that it has in the file."""
    layout, survey = rows.layout, rows.surveys[instrument]
    columns: dict[int, pa.Array | pa.ChunkedArray] = {}
    for role in BESIDE_ROLES:
        if role in rows.coded:
            columns[layout.roles[role]] = _texts(rows.coded[role], survey.rows[order])
        elif role in rows.open:
            columns[layout.roles[role]] = rows.open[role].texts.take(pa.array(survey.rows[order]))
    for column, (position, _, _) in zip(survey.parts, layout.parts[instrument], strict=True):
        columns[position] = _texts(column, order)
    if layout.invented:
        position = layout.roles["invented"]
        columns[position] = pa.array([RECONSTRUCTED]).take(pa.array(np.zeros(len(order), dtype="int32")))
    places = sorted(columns)
    return pa.Table.from_arrays([columns[place] for place in places], [layout.headings[place] for place in places])


def _texts(column: Coded, rows: np.ndarray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(column.codes[rows]), pa.array(column.texts.texts))


def _parquet(table: pa.Table) -> bytes:
    """The bytes of a table of texts. As texts: a dictionary would hold those of other agencies too."""
    stream = io.BytesIO()
    pq.write_table(table.cast(pa.schema([(name, pa.string()) for name in table.column_names])), stream)
    return stream.getvalue()

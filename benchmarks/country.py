"""An export of a whole country that nobody answered: many agencies and respondents, dealt from the published mean.

Every row says that it is invented, in a column of its own, and so do the names of agencies, provinces and kinds. The
mean of the country and the numbers of agencies and respondents are those that `data/national.csv` states for the year;
the spread between agencies, provinces and kinds is made up. The same seed gives the same bytes.

    .venv/bin/python benchmarks/country.py country.csv
    .venv/bin/python benchmarks/country.py country.parquet --agencies 90 --respondents 14000 --seed 7
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from italib import framework_files, thai
from italib.agency import forms_of
from italib.forms import Forms
from italib.framework import Framework, Part
from italib.national import FILE, national

DATA = Path(__file__).parent.parent / "data"
INVENTED = "สมมติ ไม่ใช่คำตอบของบุคคลจริง"
PROVINCES, KINDS = 76, 7
ROWS_AT_ONCE = 50_000
# How far agencies stand from the mean of the country, and items from that of their agency, in points.
SPREAD_OF_AGENCIES, SPREAD_OF_ITEMS = 7.0, 3.0
# Of all rows and of all answers, the share that is dirty in each way.
ROW_DIRT = {"short_service": 0.01, "double_submission": 0.005, "incomplete": 0.004}
CELL_DIRT = {
    "missing_answer": 0.01,
    "spelling_variant": 0.01,
    "spaces": 0.005,
    "no_break_space": 0.002,
    "zero_width": 0.001,
    "points": 0.003,
    "thai_digits": 0.001,
    "unknown_answer": 0.002,
}
SERVICES = ("1 ปี", "2 ปี", "3 ปี 6 เดือน", "มากกว่า 5 ปี", "๑๐ ปี", "มากกว่า 20 ปี")


@dataclass(frozen=True)
class Plan:
    """Who answers what: the agency and the instrument of every row, and the part of 100 that each agency reaches."""

    framework: Framework
    forms: Forms
    reach: np.ndarray
    agency: np.ndarray
    instrument: np.ndarray
    province: np.ndarray
    kind: np.ndarray


def plan(framework: Framework, forms: Forms, mean: float, agencies: int, respondents: int, seed: int) -> Plan:
    """The rows of the file in their order: those of all agencies mixed, as they were sent one after another."""
    chance = np.random.default_rng([seed, 0])
    reach = mean / 100 + chance.normal(0, SPREAD_OF_AGENCIES / 100, agencies)
    # Cut at the ends, and moved until the mean is the published one again.
    for _ in range(20):
        reach = np.clip(reach + mean / 100 - reach.mean(), 0.05, 0.995)
    surveys = [place for place, one in enumerate(framework.instruments) if one.kind == "survey"]
    checklists = [place for place, one in enumerate(framework.instruments) if one.kind == "checklist"]
    # Every agency has somebody in every survey; the rest are spread unevenly, as agencies are of unlike size.
    share = chance.lognormal(0, 0.5, agencies)
    rest = max(respondents - agencies * len(surveys), 0)
    more = chance.choice(agencies, rest, p=share / share.sum()) if rest else np.empty(0, dtype="int64")
    agency = np.concatenate([np.tile(np.arange(agencies), len(surveys)), more])
    instrument = np.concatenate(
        [np.repeat(surveys, agencies), np.array(surveys)[chance.integers(0, len(surveys), len(more))]]
    )
    agency = np.concatenate([agency, np.tile(np.arange(agencies), len(checklists))])
    instrument = np.concatenate([instrument, np.repeat(checklists, agencies)])
    order = chance.permutation(len(agency))
    place = np.arange(agencies)
    return Plan(
        framework,
        forms,
        reach,
        agency[order].astype("int32"),
        instrument[order].astype("int8"),
        place % PROVINCES,
        (place // PROVINCES) % KINDS,
    )


def header(framework: Framework, forms: Forms) -> list[str]:
    """The headings: who, where, when, and the code of every part of all instruments."""
    roles = ("agency", "agency_name", "province", "kind", "timestamp", "identity", "service")
    first = [forms.columns[role][0] for role in roles]
    return [*first, *(part.name for item in framework.items for part in item.parts), forms.columns["invented"][0]]


def tables(made: Plan, seed: int) -> Iterator[pa.Table]:
    """The rows of the file as text, some at a time."""
    names = header(made.framework, made.forms)
    codes, called = _numbered("inv", len(made.reach)), _numbered("หน่วยงานสมมติ ", len(made.reach))
    provinces, kinds = _numbered("จังหวัดสมมติ ", PROVINCES), _numbered("ประเภทสมมติ ", KINDS)
    parts = [part for item in made.framework.items for part in item.parts]
    places = {one.code: place for place, one in enumerate(made.framework.instruments)}
    offset = np.random.default_rng([seed, 1]).normal(0, SPREAD_OF_ITEMS / 100, len(parts))
    offset -= offset.mean()
    for number, start in enumerate(range(0, len(made.agency), ROWS_AT_ONCE)):
        chance = np.random.default_rng([seed, 2, number])
        agency, instrument = (column[start : start + ROWS_AT_ONCE] for column in (made.agency, made.instrument))
        rows = np.arange(start, start + len(agency))
        is_survey = np.isin(instrument, [p for p, one in enumerate(made.framework.instruments) if one.kind == "survey"])
        dirt = chance.random(len(rows))
        short = dirt < ROW_DIRT["short_service"]
        twice = (dirt > 1 - ROW_DIRT["double_submission"]) & is_survey
        stops = chance.random(len(rows)) < ROW_DIRT["incomplete"]
        service = chance.integers(0, len(SERVICES), len(rows))
        columns = [
            _texts(codes, agency),
            _texts(called, agency),
            _texts(provinces, made.province[agency]),
            _texts(kinds, made.kind[agency]),
            _stamps(rows, is_survey),
            _addresses(rows, twice, is_survey, agency, instrument),
            _texts([*SERVICES, made.forms.service["under"][0]], np.where(short, len(SERVICES), service), is_survey),
        ]
        for place, part in enumerate(parts):
            asked = instrument == places[made.framework.instrument_of[part.item]]
            columns.append(_answers(made, part, agency, asked, stops & (place % 2 == 1), offset[place], chance))
        columns.append(_texts([INVENTED], np.zeros(len(rows), dtype="int8")))
        yield pa.table(dict(zip(names, columns, strict=True)))


def _numbered(word: str, count: int) -> list[str]:
    return [f"{word}{number:04d}" for number in range(1, count + 1)]


def _texts(words: Sequence[str], places: np.ndarray, there: np.ndarray | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(
        pa.array(places.astype("int32"), mask=None if there is None else ~there), pa.array(words)
    ).cast(pa.string())


def _stamps(rows: np.ndarray, there: np.ndarray) -> pa.Array:
    """Times of a survey of four months, in the order of the rows."""
    days, seconds = np.divmod(rows * 7, 86_400)
    first = np.datetime64("2022-01-01")
    text = np.datetime_as_string(first + days % 120) if len(rows) else np.array([], dtype="str")
    hours, rest = np.divmod(seconds, 3600)
    clock = np.char.add(_two(hours), np.char.add(":", np.char.add(_two(rest // 60), np.char.add(":", _two(rest % 60)))))
    return pa.array(np.char.add(np.char.add(text, " "), clock).tolist(), mask=~there)


def _two(numbers: np.ndarray) -> np.ndarray:
    return np.char.zfill(numbers.astype("str"), 2)


def _addresses(
    rows: np.ndarray, twice: np.ndarray, there: np.ndarray, agency: np.ndarray, instrument: np.ndarray
) -> pa.Array:
    """An address for every person, in a domain that is kept for examples; who answers again is the one before them."""
    person = rows.copy()
    last: dict[tuple[int, int], int] = {}
    for place in np.flatnonzero(there)[-len(rows) :]:
        who = (agency[place], instrument[place])
        if twice[place] and who in last:
            person[place] = last[who]
        last[who] = person[place]
    text = np.char.add(np.char.add("person", person.astype("str")), "@example.com")
    return pa.array(text.tolist(), mask=~there)


def _answers(
    made: Plan,
    part: Part,
    agency: np.ndarray,
    asked: np.ndarray,
    stops: np.ndarray,
    offset: float,
    chance: np.random.Generator,
) -> pa.Array:
    """The answers of one part: near what the agency reaches, some of them dirty."""
    options = made.framework.options[part.item, part.part]
    wordings = list(options)
    likely = np.clip(made.reach[agency[asked]] + offset, 0.01, 0.999)
    option = chance.binomial(len(wordings) - 1, likely)
    kinds = ["", *CELL_DIRT]
    texts = [_dirty(kind, wording, options, made.forms, n) for n, wording in enumerate(wordings) for kind in kinds]
    kind = np.searchsorted(np.cumsum(list(CELL_DIRT.values())), chance.random(len(option), dtype="float32")) + 1
    kind[kind == len(kinds)] = 0
    kind[stops[asked]] = kinds.index("missing_answer")
    if made.framework.by_code[made.framework.instrument_of[part.item]].kind == "checklist":
        # What an assessor checked is always there; an agency without it would have no total.
        kind[np.isin(kind, [kinds.index(one) for one in ("missing_answer", "unknown_answer")])] = 0
    places = np.zeros(len(agency), dtype="int32")
    places[asked] = option * len(kinds) + kind
    return _texts(texts, places, asked)


def _dirty(kind: str, wording: str, options: dict[str, float], forms: Forms, number: int) -> str:
    """A wording as somebody typed it who made that mistake."""
    match kind:
        case "missing_answer":
            return ""
        case "spelling_variant":
            return forms.answers.get(wording, [wording])[0]
        case "spaces":
            return f"{wording} "
        case "no_break_space":
            return f"{wording}\u00a0"
        case "zero_width":
            return f"{wording[:3]}\u200b{wording[3:]}"
        case "points":
            return f"{options[wording]:g}"
        case "thai_digits":
            return f"{options[wording]:g}".translate(thai.TO_THAI)
        case "unknown_answer":
            return f"ไม่ทราบ {number}"
    return wording


def write(
    path: Path,
    year: int,
    *,
    agencies: int | None = None,
    respondents: int | None = None,
    seed: int = 1,
    data_dir: Path = DATA,
) -> None:
    """Write the invented export, CSV or Parquet by its name; as many agencies and people as are stated of the year."""
    stated = national(data_dir / FILE).set_index("year").loc[year]
    framework = framework_files.load(data_dir / "frameworks" / str(year))
    forms = forms_of(data_dir)
    agencies = int(stated["agencies"]) if agencies is None else agencies
    respondents = int(stated["respondents"]) if respondents is None else respondents
    made = plan(framework, forms, float(stated["mean"]), agencies, respondents, seed)
    schema = pa.schema([(name, pa.string()) for name in header(framework, forms)])
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        with pa.parquet.ParquetWriter(path, schema) as file:
            for table in tables(made, seed):
                file.write_table(table)
    else:
        how = pa.csv.WriteOptions(quoting_style="needed")
        with pa.csv.CSVWriter(path, schema, write_options=how) as file:
            for table in tables(made, seed):
                file.write_table(table)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("file", type=Path)
    words.add_argument("--year", type=int, default=2565)
    words.add_argument("--agencies", type=int)
    words.add_argument("--respondents", type=int)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    write(asked.file, asked.year, agencies=asked.agencies, respondents=asked.respondents, seed=asked.seed)


if __name__ == "__main__":
    main()

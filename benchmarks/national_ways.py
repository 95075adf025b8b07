"""The job of `italib.country` written straight in pandas, Polars and DuckDB, for the benchmark of `national.py`.

    .venv/bin/python benchmarks/national_ways.py polars country.csv out.parquet

Each reads the file, cleans each distinct text once by `italib.answers.read`, leaves out short service, what was not
finished and what was sent again, counts every issue by agency and part, and scores every agency. All four ways share
the arithmetic from counts to scores (`Tally`), so that what differs is reading, cleaning and counting. The three do
less than italib: they take the dirt that the generator deals and no other (no totals, no repeated headings, addresses
and times as they are spelt), and don't count people by code.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from italib import framework_files, thai
from italib.agency import forms_of
from italib.answers import read
from italib.respondents import is_incomplete, is_short_service
from italib.score import from_parts

DATA = Path(__file__).parent.parent / "data"
PEOPLE = pd.DataFrame(
    {"agency": pd.Series(dtype="int64"), "code": pd.Series(dtype="str"), "n": pd.Series(dtype="int64")}
)
GIVEN = pd.DataFrame(columns=["agency", "level", "code", "score", "low", "high", "basis"])


class Tally:
    """From counts of texts by agency to scores and issues; what all ways have in common."""

    def __init__(self, year):
        self.framework = framework_files.load(DATA / "frameworks" / str(year))
        self.forms = forms_of(DATA)
        self.instruments = {
            code: [(part.item, part.part, f"{part.item}.{part.part}") for part in own.itertuples()]
            for code, own in self.framework.parts.groupby("instrument", sort=False)
        }
        columns = self.forms.columns
        self.agency, self.when, self.who, self.service = (
            columns[role][0] for role in ("agency", "timestamp", "identity", "service")
        )
        self.parts = [name for own in self.instruments.values() for _, _, name in own]
        self._parts, self._issues = [], []

    def is_blank(self, text):
        return not thai.tidy(text or "")[0]

    def short(self, texts, instrument):
        months = self.framework.by_code[instrument].minimum_service_months
        return [text for text in texts if months and is_short_service(text or "", months, self.forms)]

    def least(self, instrument):
        """How many parts somebody must have answered."""
        parts = len(self.instruments[instrument])
        return next(n for n in range(parts + 1) if not is_incomplete(n, parts, self.framework))

    def part(self, instrument, item, part, texts, agency, code, count, agencies):
        """The counts of the texts (by number) of one part in each agency (by number)."""
        said = [read(text or "", self.framework.options[item, part], self.forms.variants, "") for text in texts]
        table = np.zeros((agencies, len(texts)), dtype="int64")
        table[agency, code] = count
        points = np.array([one.points for one in said])
        counts = ~np.isnan(points)
        n = table[:, counts].sum(axis=1)
        at = np.flatnonzero(n)
        score = (table[:, counts] @ points[counts].astype("int64"))[at] / n[at]
        self._parts.append(pd.DataFrame({"agency": at, "part": part, "score": score, "n": n[at]}).assign(item=item))
        for rule in dict.fromkeys(rule for one in said for rule in one.rules):
            self.issue(instrument, f"{item}.{part}", rule, table[:, [rule in one.rules for one in said]].sum(axis=1))

    def issue(self, instrument, part, rule, found):
        at = np.flatnonzero(found)
        self._issues.append((instrument, part, rule, at, np.asarray(found)[at]))

    def write(self, names, out):
        """The scores and the issues, to compare."""
        scores = from_parts(pd.concat(self._parts, ignore_index=True), PEOPLE, GIVEN, self.framework, ["agency"])
        names = pd.Series(names, dtype="str")
        write(out, scores.assign(agency=names.take(scores["agency"]).array), names, self._issues)


def write(out, scores, names, issues):
    """Two small files that all ways write alike."""
    scores[["agency", "code", "score"]].to_parquet(out)
    sizes = [len(at) for *_, at, _ in issues]
    frame = pd.DataFrame(
        {
            "agency": names.take(np.concatenate([at for *_, at, _ in issues])).array,
            **{
                name: pd.Categorical([one[place] for one in issues]).repeat(sizes)
                for place, name in enumerate(("instrument", "part", "rule"))
            },
            "count": np.concatenate([found for *_, found in issues]),
        }
    )
    frame.to_parquet(out.with_suffix(".issues.parquet"))


def by_pandas(file, tally):
    """A straightforward script: the whole file as texts, distinct values mapped, a groupby a column."""
    frame = pd.read_csv(file, dtype="str", keep_default_na=False)
    names = sorted(frame[tally.agency].unique())
    number = {name: place for place, name in enumerate(names)}
    for instrument, parts in tally.instruments.items():
        columns = [name for _, _, name in parts]
        blank = pd.DataFrame(
            {name: frame[name].map({text: tally.is_blank(text) for text in frame[name].unique()}) for name in columns}
        )
        own = frame[~blank.all(axis=1)]
        answered = len(columns) - blank.loc[own.index].sum(axis=1)
        short = own[tally.service].isin(tally.short(own[tally.service].unique(), instrument))
        few = (answered < tally.least(instrument)) & ~short
        valid = own[~short & ~few]
        named = valid[valid[tally.who] != ""].sort_values(tally.when, kind="stable")
        again = named.index[named.duplicated([tally.agency, tally.who], keep="last")]
        for rule, found in (
            ("short_service", own[short]),
            ("incomplete", own[few]),
            ("double_submission", own.loc[again]),
        ):
            counts = found.groupby(tally.agency).size().reindex(names, fill_value=0)
            tally.issue(instrument, "", rule, counts.to_numpy())
        kept = valid.drop(again)
        for item, part, name in parts:
            counts = kept.groupby([tally.agency, name]).size().reset_index(name="count")
            code, texts = pd.factorize(counts[name])
            agency = counts[tally.agency].map(number).to_numpy()
            tally.part(instrument, item, part, texts.tolist(), agency, code, counts["count"].to_numpy(), len(names))
    return names


def by_polars(file, tally):
    """Polars, streaming: distinct values of all columns, then each text as a number, then a group_by a column."""
    import polars as pl

    lazy = pl.scan_csv(file, infer_schema=False)
    read_columns = [tally.agency, tally.service, *tally.parts]
    kinds = lazy.select(pl.col(name).unique().implode() for name in read_columns).collect(engine="streaming")
    texts = {name: kinds[name][0].drop_nulls().sort().to_list() for name in read_columns}
    blank = {name: [place for place, text in enumerate(texts[name]) if tally.is_blank(text)] for name in tally.parts}
    enums = [
        pl.col(name).cast(pl.Enum(texts[name])).to_physical().cast(pl.UInt8 if len(texts[name]) < 255 else pl.UInt32)
        for name in read_columns
    ]
    coded = lazy.select(*enums, tally.who, tally.when).collect(engine="streaming")
    names = texts[tally.agency]
    for instrument, parts in tally.instruments.items():
        columns = [name for _, _, name in parts]
        filled = pl.sum_horizontal(
            (pl.col(name).is_not_null() & ~pl.col(name).is_in(blank[name])).cast(pl.UInt16) for name in columns
        )
        own = coded.select(tally.agency, tally.service, tally.who, tally.when, *columns, filled.alias("filled"))
        own = own.filter(pl.col("filled") > 0).with_row_index("place")
        short = [texts[tally.service].index(text) for text in tally.short(texts[tally.service], instrument)]
        own = own.with_columns(pl.col(tally.service).is_in(short).fill_null(False).alias("short"))
        own = own.with_columns((~pl.col("short") & (pl.col("filled") < tally.least(instrument))).alias("few"))
        valid = own.filter(~pl.col("short") & ~pl.col("few"))
        named = valid.select("place", tally.agency, tally.who, tally.when).filter(pl.col(tally.who).is_not_null())
        last = pl.col("place").sort_by(tally.when, "place").last().over(tally.agency, tally.who)
        again = named.filter(pl.col("place") != last)
        for rule, found in (
            ("short_service", own.filter("short")),
            ("incomplete", own.filter("few")),
            ("double_submission", again),
        ):
            tally.issue(instrument, "", rule, np.bincount(found[tally.agency].to_numpy(), minlength=len(names)))
        kept = valid.join(again.select("place"), on="place", how="anti")
        for item, part, name in parts:
            counts = kept.group_by(tally.agency, name).len()
            code = counts[name].fill_null(len(texts[name])).cast(pl.Int64).to_numpy()
            said = [*texts[name], ""]
            agency = counts[tally.agency].to_numpy()
            tally.part(instrument, item, part, said, agency, code, counts["len"].to_numpy(), len(names))
    return names


def by_duckdb(file, tally):
    """DuckDB: distinct values of all columns, then each text as a number in a table, then a GROUP BY a column."""
    import duckdb

    con = duckdb.connect()
    con.execute(f"CREATE VIEW export AS FROM read_csv('{file}', all_varchar = true)")
    read_columns = [tally.agency, tally.service, *tally.parts]
    lists = ", ".join(f'list(DISTINCT "{name}")' for name in read_columns)
    kinds = con.execute(f"SELECT {lists} FROM export").fetchone()
    texts = {name: sorted(filter(None, one)) for name, one in zip(read_columns, kinds, strict=True)}
    for place, name in enumerate(read_columns):
        words = ", ".join("'" + text.replace("'", "''") + "'" for text in texts[name])
        con.execute(f"CREATE TYPE t{place} AS ENUM ({words})")
    codes = ", ".join(f'CAST("{name}" AS t{place}) AS "{name}"' for place, name in enumerate(read_columns))
    con.execute(f'CREATE TABLE coded AS SELECT {codes}, "{tally.who}", "{tally.when}" FROM export')
    names = texts[tally.agency]
    for instrument, parts in tally.instruments.items():
        columns = [name for _, _, name in parts]
        blanks = {
            name: ", ".join(["''", *(f"'{text}'" for text in texts[name] if tally.is_blank(text))]) for name in columns
        }
        filled = " + ".join(f'coalesce("{name}" NOT IN ({blanks[name]}), false)::INT' for name in columns)
        short = ", ".join(f"'{text}'" for text in tally.short(texts[tally.service], instrument)) or "NULL"
        con.execute(f"""
            CREATE OR REPLACE TABLE judged AS
            WITH own AS (SELECT rowid AS place, {filled} AS filled FROM coded WHERE filled > 0),
            ruled AS (
                SELECT place, coded."{tally.agency}" AS agency, "{tally.who}" AS who, "{tally.when}" AS sent,
                    CASE WHEN "{tally.service}" IN ({short}) THEN 'short_service'
                    WHEN filled < {tally.least(instrument)} THEN 'incomplete' ELSE '' END AS rule
                FROM own JOIN coded ON coded.rowid = own.place)
            SELECT place, agency, CASE WHEN rule = '' AND who IS NOT NULL AND row_number() OVER
                (PARTITION BY agency, who, rule ORDER BY sent DESC, place DESC) > 1
                THEN 'double_submission' ELSE rule END AS rule FROM ruled""")
        for rule in ("short_service", "incomplete", "double_submission"):
            found = con.execute("SELECT enum_code(agency) FROM judged WHERE rule = ?", [rule]).fetchnumpy()
            tally.issue(instrument, "", rule, np.bincount(next(iter(found.values())), minlength=len(names)))
        shown = ", ".join(f'"{name}"' for name in columns)
        con.execute(
            f"CREATE OR REPLACE TABLE kept AS SELECT {shown}, agency "
            "FROM judged JOIN coded ON coded.rowid = judged.place WHERE rule = ''"
        )
        for item, part, name in parts:
            sql = (
                f'SELECT enum_code(agency) a, coalesce(enum_code("{name}"), {len(texts[name])}) c, count(*) n FROM kept'
            )
            counts = con.execute(f"{sql} GROUP BY ALL").fetchnumpy()
            said = [*texts[name], ""]
            tally.part(instrument, item, part, said, counts["a"], counts["c"], counts["n"], len(names))
    return names


def by_italib(file, year, out):
    """italib itself, and the two files that the others write."""
    from italib.country import read_country

    country = read_country(file, year, DATA)
    country.scores[["agency", "code", "score"]].to_parquet(out)
    country.issues.to_parquet(out.with_suffix(".issues.parquet"))


WAYS = {"pandas": by_pandas, "polars": by_polars, "duckdb": by_duckdb}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("way", choices=["italib", *WAYS])
    words.add_argument("file", type=Path)
    words.add_argument("out", type=Path)
    words.add_argument("--year", type=int, default=2565)
    asked = words.parse_args()
    if asked.way == "italib":
        by_italib(asked.file, asked.year, asked.out)
    else:
        tally = Tally(asked.year)
        tally.write(WAYS[asked.way](asked.file, tally), asked.out)


if __name__ == "__main__":
    main()

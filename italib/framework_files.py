"""`data/frameworks/<year>/` read and validated whole: every problem at once, with file and row."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from italib.files import Row, read_csv, read_toml
from italib.framework import Answer, Framework, Indicator, Item, Part
from italib.precision import is_score
from italib.problems import InputError, Problem, stop_if

COLUMNS = {
    "indicators.csv": ("code", "parent", "name_th", "also_printed", "source"),
    "items.csv": ("code", "parent", "text_th", "text_printed", "source"),
    "parts.csv": ("item", "part", "text_th", "polarity", "scale", "source"),
    "scales.csv": ("scale", "position", "answer_th", "points", "points_negative", "source"),
}


def load(folder: Path) -> Framework:
    """The framework that a folder holds. Raises InputError with every problem of its files."""
    settings = read_toml(folder / "framework.toml")
    try:
        framework = Framework.model_validate(settings)
    except ValidationError as wrong:
        raise InputError(setting_problems(folder / "framework.toml", wrong)) from wrong
    tables, missing = {}, []
    for name, columns in COLUMNS.items():
        try:
            tables[name] = read_csv(folder / name, columns)
        except InputError as wrong:
            missing += wrong.problems
    stop_if(missing)
    problems = [
        *_weights(folder, framework),
        *_bands(folder, framework),
        *_scales(folder, tables),
        *_hierarchy(folder, framework, tables),
        *_parts(folder, tables),
    ]
    stop_if(problems)
    return framework.model_copy(
        update={
            "indicators": tuple(Indicator(**_cells(row, "indicators.csv")) for row in tables["indicators.csv"]),
            "items": _items(tables),
            "scales": _answers(tables),
        }
    )


def setting_problems(path: Path, wrong: ValidationError) -> list[Problem]:
    """One problem for every setting of a TOML file that its model refuses."""
    return [
        Problem.of(
            "bad_setting",
            path,
            column=".".join(str(part + 1 if isinstance(part, int) else part) for part in error["loc"]),
            found=error["input"] if isinstance(error["input"], str | int | float) else "",
            why=error["msg"],
        )
        for error in wrong.errors()
    ]


def _cells(row: Row, name: str) -> dict[str, str]:
    """The cells of a row that the framework knows; an analyst may keep columns of their own beside them."""
    return {column: row[column] for column in COLUMNS[name]}


def _items(tables: Mapping[str, list[Row]]) -> tuple[Item, ...]:
    parts: dict[str, list[Part]] = {}
    for row in tables["parts.csv"]:
        parts.setdefault(row["item"], []).append(Part(**_cells(row, "parts.csv")))
    return tuple(Item(**_cells(row, "items.csv"), parts=tuple(parts[row["code"]])) for row in tables["items.csv"])


def _answers(tables: Mapping[str, list[Row]]) -> dict[str, tuple[Answer, ...]]:
    scales: dict[str, list[Answer]] = {}
    for row in tables["scales.csv"]:
        scales.setdefault(row["scale"], []).append(Answer(**_cells(row, "scales.csv")))
    return {name: tuple(answers) for name, answers in scales.items()}


def _weights(folder: Path, framework: Framework) -> list[Problem]:
    total = sum(instrument.weight for instrument in framework.instruments)
    if total == 100:
        return []
    return [Problem.of("weights", folder / "framework.toml", column="weight", total=f"{total:g}")]


def _bands(folder: Path, framework: Framework) -> list[Problem]:
    """Bands without a condition must share 0 to 100 out among themselves, at the decimals that are published."""
    path = folder / "framework.toml"
    step = Decimal(1).scaleb(-framework.decimals)
    problems = [
        Problem.of("band_upside_down", path, column="ratings", found=band.label)
        for band in framework.ratings
        if band.lowest > band.highest
    ]
    problems += [
        Problem.of("band_condition_end", path, column="ratings", found=band.label)
        for band in framework.ratings
        if band.each_instrument_from is not None and band.highest != 100
    ]
    plain = sorted((band for band in framework.ratings if band.each_instrument_from is None), key=lambda b: b.lowest)
    if not plain or (plain[0].lowest, plain[-1].highest) != (0, 100):
        ends = (plain[0].lowest, plain[-1].highest) if plain else ("–", "–")
        problems.append(Problem.of("bands_ends", path, column="ratings", low=ends[0], high=ends[1]))
    for lower, upper in zip(plain, plain[1:], strict=False):
        if upper.lowest > lower.highest + step:
            problems.append(Problem.of("bands_hole", path, column="ratings", low=lower.highest, high=upper.lowest))
        if upper.lowest <= lower.highest:
            problems.append(Problem.of("bands_overlap", path, column="ratings", low=upper.lowest, high=lower.highest))
    return problems


def _scales(folder: Path, tables: Mapping[str, list[Row]]) -> list[Problem]:
    path = folder / "scales.csv"
    rows = tables["scales.csv"]
    problems = [
        Problem.of("no_points", path, row=row.number, column=column, found=row[column])
        for row in rows
        for column in ("points", "points_negative")
        if not is_score(row[column])
    ]
    problems += [
        Problem.of("bad_setting", path, row=row.number, column="position", found=row["position"], why="1, 2, 3 …")
        for row in rows
        if not row["position"].isascii() or not row["position"].isdigit()
    ]
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        answer = row["scale"], row["answer_th"]
        if answer in first:
            where = {"row": row.number, "column": "answer_th", "found": row["answer_th"]}
            problems.append(Problem.of("twice_in_scale", path, **where, first=first[answer]))
        first.setdefault(answer, row.number)
    problems += [Problem.of("no_source", path, row=row.number, column="source") for row in rows if not row["source"]]
    sizes = Counter(row["scale"] for row in rows)
    lonely = (row for row in rows if sizes[row["scale"]] < 2)
    return problems + [Problem.of("short_scale", path, row=row.number, found=row["scale"]) for row in lonely]


def _hierarchy(folder: Path, framework: Framework, tables: Mapping[str, list[Row]]) -> list[Problem]:
    """Every code once, every parent known, nothing without children where its items are said to be known."""
    instruments = {instrument.code for instrument in framework.instruments}
    nodes = tables["indicators.csv"]
    indicators = {row["code"] for row in nodes if row["parent"] in instruments}
    problems = []
    for name, parents in (("indicators.csv", instruments | indicators), ("items.csv", {r["code"] for r in nodes})):
        first: dict[str, int] = {}
        for row in tables[name]:
            path, at = folder / name, {"row": row.number}
            if row["code"] in first:
                key = "item_in_two" if name == "items.csv" else "duplicate"
                problems.append(Problem.of(key, path, **at, column="code", found=row["code"], first=first[row["code"]]))
            first.setdefault(row["code"], row.number)
            if row["parent"] not in parents:
                problems.append(Problem.of("unknown_parent", path, **at, column="parent", found=row["parent"]))
            if not row["source"]:
                problems.append(Problem.of("no_source", path, **at, column="source"))
    return problems + _childless(folder, framework, tables)


def _childless(folder: Path, framework: Framework, tables: Mapping[str, list[Row]]) -> list[Problem]:
    parent = {row["code"]: row["parent"] for row in (*tables["indicators.csv"], *tables["items.csv"])}
    parents = set(parent.values())
    problems = [
        Problem.of("no_children", folder / "indicators.csv", found=instrument.code, code=instrument.code)
        for instrument in framework.instruments
        if instrument.code not in parents
    ]
    of_items = {row["parent"] for row in tables["items.csv"]}
    of_indicators = {row["parent"] for row in tables["indicators.csv"]}
    problems += [
        Problem.of("mixed_children", folder / "indicators.csv", row=row.number, found=row["code"])
        for row in tables["indicators.csv"]
        if row["code"] in of_items & of_indicators
    ]
    unknown = {instrument.code for instrument in framework.instruments if instrument.items == "unknown"}
    for row in tables["indicators.csv"]:
        above = row["parent"] if row["parent"] not in parent else parent[row["parent"]]
        if row["code"] not in parents and above not in unknown:
            problems.append(
                Problem.of(
                    "no_children", folder / "indicators.csv", row=row.number, found=row["code"], code=row["code"]
                )
            )
    return problems


def _parts(folder: Path, tables: Mapping[str, list[Row]]) -> list[Problem]:
    path = folder / "parts.csv"
    scales = {row["scale"] for row in tables["scales.csv"]}
    items = {row["code"]: row.number for row in tables["items.csv"]}
    problems, numbers, first = [], {}, {}
    for row in tables["parts.csv"]:
        at = {"row": row.number}
        if row["item"] not in items:
            problems.append(Problem.of("unknown_code", path, **at, column="item", found=row["item"], year=folder.name))
        if row["polarity"] not in ("positive", "negative"):
            problems.append(Problem.of("bad_polarity", path, **at, column="polarity", found=row["polarity"]))
        if row["scale"] not in scales:
            known = ", ".join(sorted(scales))
            problems.append(Problem.of("unknown_scale", path, **at, column="scale", found=row["scale"], known=known))
        if not row["source"]:
            problems.append(Problem.of("no_source", path, **at, column="source"))
        numbers.setdefault(row["item"], []).append(row["part"])
        first.setdefault(row["item"], row.number)
    for item, row_number in items.items():
        found = numbers.get(item, [])
        if not found:
            problems.append(Problem.of("no_parts", folder / "items.csv", row=row_number, column="code", found=item))
        elif found != [str(number) for number in range(1, len(found) + 1)]:
            problems.append(
                Problem.of("part_numbers", path, row=first[item], column="part", found=item, numbers=", ".join(found))
            )
    return problems

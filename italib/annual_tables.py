"""The tables of the annual document by name: lines of figures and texts, of which the template picks columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

import pandas as pd

from italib import trend
from italib.agency_tables import REPORT
from italib.annual_values import Values
from italib.document import Cell, Role
from italib.files import code_order
from italib.findings import Findings
from italib.framework import TOTAL
from italib.measures import rounds
from italib.precision import MISSING, show

GROUP = "group"
# What people type before a point.
BULLETS = "-–•*· \t"


@dataclass(frozen=True)
class Line:
    """A line of a table: its cells by key, and what it is. That of a group has one, under `GROUP`."""

    cells: dict[str, Cell]
    role: Role = ""


class Tables:
    """Every table of the document. One that nothing is known of has no lines."""

    def __init__(self, findings: Findings, values: Values):
        self._found, self._values, self._rules = findings, values, findings.framework
        self._words = findings.inputs.template.words

    def all(self) -> dict[str, list[Line]]:
        """The lines of every table by name."""
        tables: dict[str, list[Line]] = {
            "ratings": self._ratings(),
            "indicators_by_year": self._indicators_by_year(),
            "issues_below": self._issues(self._found.weak),
            "issues_watch": self._issues(self._found.watch),
            "indicators": self._indicators(),
            "actions": self._actions(),
            "measures": self._measures(),
        }
        weak = self._found.weak
        for code in self._rules.codes["instrument"]:
            suffix = code.lower()
            tables[f"items_{suffix}"] = self._items(code)
            tables[f"strengths_{suffix}"] = self._ranked(self._found.strengths, code)
            tables[f"gaps_{suffix}"] = self._ranked(weak, code)
            tables[f"zeros_{suffix}"] = self._ranked(weak[weak["shown"] == 0], code)
        for months in rounds(self._found.inputs.measures):
            tables[f"progress_{months}"] = self._progress(months)
        return tables

    def _ratings(self) -> list[Line]:
        """The bands of the ratings, the highest first."""
        decimals, lines = self._rules.decimals, []
        for band in self._rules.ratings:
            words = {"low": f"{band.lowest:.{decimals}f}", "high": f"{band.highest:.{decimals}f}"}
            if band.each_instrument_from is None:
                text = self._values.phrase("band", **words)
            else:
                text = self._values.phrase("band_each", **words, each=f"{band.each_instrument_from:g}")
            lines.append(Line({"band": text, "label": band.label}))
        return lines

    def _indicators_by_year(self) -> list[Line]:
        """The indicators ranked by this year's score beside the years before, and the total below them."""
        by_year, year = self._found.by_year, self._found.inputs.year
        years = trend.years_of(by_year)
        ranked = trend.ranked(by_year, year).rename(columns=str)
        lines = [
            Line({"rank": f"{row['rank']}.", "name": row["name_th"], **{str(y): _number(row[str(y)]) for y in years}})
            for row in ranked.to_dict("records")
        ]
        totals = by_year[by_year["level"] == TOTAL].set_index("year")["shown"]
        total = {str(y): _number(totals.get(y)) for y in years}
        return [*lines, Line({"rank": "", "name": self._values.phrase("total_row"), **total}, "total")] if lines else []

    def _issues(self, items: pd.DataFrame) -> list[Line]:
        """The issues of each survey beside each other, the lowest score first."""
        decimals = self._rules.decimals
        columns = {
            instrument.code.lower(): [
                self._values.phrase(
                    "issue", issue=self._values.issue_text(row.code), code=row.code, score=show(row.shown, decimals)
                )
                for row in items[items["instrument"] == instrument.code].itertuples()
            ]
            for instrument in self._rules.instruments
            if instrument.kind == "survey"
        }
        return [Line(dict(zip(columns, row, strict=True))) for row in zip_longest(*columns.values(), fillvalue="")]

    def _indicators(self) -> list[Line]:
        """The indicators under their instruments, with the range of their items; sub-indicators below theirs."""
        rules, lines = self._rules, []
        place = {code: number for number, code in enumerate(rules.codes["instrument"])}
        nodes = sorted(rules.indicators, key=lambda n: (place[rules.instrument_of[n.code]], code_order(n.code)))
        for node in nodes:
            instrument = rules.by_code[rules.instrument_of[node.code]]
            level = rules.level_of[node.code]
            name = self._with_range(node.code, node.name_th)
            number = node.code.rpartition(".")[2]
            lines.append(
                Line(
                    {
                        "instrument": instrument.code,
                        "weight": int(weight) if (weight := instrument.weight).is_integer() else weight,
                        "name": self._values.phrase(f"{level}_item", number=number, name=name),
                        "score": _number(self._found.shown.get((level, node.code))),
                    }
                )
            )
        return lines

    def _with_range(self, code: str, name: str) -> str:
        """The name of an indicator and the items that belong to it, where they are known and its own."""
        items = [item.code for item in self._rules.items if item.parent == code]
        return self._values.phrase("item_range", name=name, first=items[0], last=items[-1]) if items else name

    def _items(self, instrument: str) -> list[Line]:
        """Every item of an instrument, if any has a score; the best and those to be mended are tinted and say so."""
        found, survey = self._found, self._rules.by_code[instrument].kind == "survey"
        shown = found.ranked[found.ranked["instrument"] == instrument].set_index("code")["shown"]
        if shown.empty:
            return []
        best = set(found.strengths["code"])
        weak = set(found.weak.loc[survey | (found.weak["shown"] == 0), "code"])
        lines = []
        for item in self._rules.items:
            if self._rules.instrument_of[item.code] == instrument:
                role: Role = "good" if item.code in best else "weak" if item.code in weak else ""
                mark = {"good": self._words.best, "weak": self._words.weak}.get(role, "")
                cells = {"code": item.code, "text": item.full_th or MISSING, "score": _number(shown.get(item.code))}
                lines.append(Line({**cells, "mark": mark}, role))
        return lines

    def _ranked(self, items: pd.DataFrame, instrument: str) -> list[Line]:
        """Items with their rank; those below target also with their guideline. A checklist's stand under their code."""
        survey = self._rules.by_code[instrument].kind == "survey"
        lines = []
        for row in items[items["instrument"] == instrument].itertuples():
            text = self._rules.by_code[row.code].full_th or MISSING
            guidance = _points([getattr(row, "guidance_th", "") or self._words.unfilled])
            cells = {"rank": int(row.rank), "code": row.code, "score": float(row.shown), "guidance": guidance}
            lines.append(Line({**cells, "text": f"{row.code} {text}" if survey else text}))
        return lines

    def _actions(self) -> list[Line]:
        """What answers what, by instrument: guidelines that share actions stand together, those without come last."""
        found, lines = self._found, []
        actions, guidance = found.inputs.actions, found.inputs.guidance.set_index("code")["guidance_th"]
        weak = found.weak
        answered = {code for items in actions["items"] for code in items}
        for instrument in self._rules.instruments:
            heading = self._values.phrase("answers", code=instrument.code, short=instrument.short_th)
            for items, group in actions.groupby("items", sort=False):
                items = [code for code in items if self._rules.instrument_of[code] == instrument.code]
                if not items:
                    continue
                asked = [guidance.get(code, "") or self._rules.by_code[code].full_th for code in items]
                cells = {"guidance": _points(asked), "action": _points(map(self._filled, group["action_th"]))}
                lines.append(Line({"issue": heading, **cells}))
            left = weak[(weak["instrument"] == instrument.code) & ~weak["code"].isin(answered)]
            for row in left.itertuples():
                asked = row.guidance_th or self._rules.by_code[row.code].full_th
                cells = {"guidance": _points([f"{asked} ({row.code})"]), "action": self._words.unanswered}
                lines.append(Line({"issue": heading, **cells}))
        return lines

    def _measures(self) -> list[Line]:
        """The steps under the measures that they belong to."""
        lines = []
        for number, steps in self._found.steps.groupby("measure_no", sort=False):
            name = self._filled(steps["measure_th"].iloc[0])
            lines.append(Line({GROUP: self._values.phrase("measure_heading", number=number, measure=name)}, "group"))
            for row in steps.itertuples():
                title = self._values.phrase("step_heading", number=row.step_no, step=row.step_th) if row.step_th else ""
                details = _points(self._filled(row.details_th).splitlines())
                cells = {
                    "part": f"{row.part_no} {self._filled(row.part_th)}",
                    "step": "\n".join(filter(None, [title, details])),
                    "owner": self._filled(row.owner_th),
                    "due": self._filled(row.due_th),
                    "rounds": self._filled(self._values.rounds_text(row.rounds)),
                }
                lines.append(Line(cells))
        return lines

    def _progress(self, months: str) -> list[Line]:
        """What was reported of each step in one round; what nobody has filled in says so."""
        names = {"owner": "owner_th", **{column.removesuffix("_th"): column for column in REPORT}}
        reports = self._found.reports
        return [
            Line({"step": row["label"], **{key: self._filled(row[column]) for key, column in names.items()}})
            for row in reports[reports["round"] == months].to_dict("records")
        ]

    def _filled(self, text: str) -> str:
        """What the office has written, or the word for what it has still to fill in."""
        return text or self._words.unfilled


def _points(texts: Iterable[str]) -> str:
    """Texts as the points of a list within a cell, whatever dash or dot they were typed with."""
    points = (text.lstrip(BULLETS).strip() for text in texts)
    return "\n".join(f"- {point}" for point in points if point)


def _number(shown: object) -> Cell:
    """A figure that is shown, as a number; None where it is missing."""
    return None if shown is None or shown == "" or pd.isna(shown) else float(shown)

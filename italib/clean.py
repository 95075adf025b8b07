"""Text → points: one row a respondent × part; every repair and exclusion is an issue row. Touches no file."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from italib import thai
from italib.agency import Forms, Inputs
from italib.framework import Framework
from italib.messages import ACTIONS, CLEANING
from italib.precision import is_score, printed_bounds
from italib.problems import Problem, stop_if
from italib.raw import CODE, Export, letter

ANSWERS = ["instrument", "respondent", "item", "part", "answer", "points"]
GIVEN = ["level", "code", "score", "low", "high", "basis"]
ISSUES = ["file", "row", "column", "rule", "found", "action", "message_th"]
COLUMNS = ["file", "instrument", "column", "header", "item", "part", "role", "how"]


@dataclass(frozen=True)
class Cleaned:
    """What cleaning gives.

    `answers`: one row a respondent × part, `instrument, respondent` (a running number), `item, part, answer, points`
    (0-100, missing where nothing countable was answered). `given`: one row a score of a score table, `level, code,
    score, low, high, basis`. `issues`: one row a repair or exclusion, `file, row, column, rule, found, action,
    message_th`. `files`: one row a sheet, `file, instrument, form, header_row, rows, kept`. `columns`: one row a column
    that was used or recognised, `file, instrument, column, header, item, part, role, how`.
    """

    answers: pd.DataFrame
    given: pd.DataFrame
    issues: pd.DataFrame
    files: pd.DataFrame
    columns: pd.DataFrame


class IssueLog:
    """Collects issue rows; the sentence comes from the message catalogue."""

    def __init__(self):
        self.rows: list[tuple] = []

    def add(self, file: str, row: int, column: str, rule: str, found: str, action: str, **values) -> None:
        sentence = CLEANING[rule][1].format(**values)
        self.rows.append((file, row, column, rule, found, ACTIONS[action], sentence))

    def frame(self, files: list[str]) -> pd.DataFrame:
        """The issue rows, file by file in the order of `files`, and from the top of each file down."""
        place = {file: number for number, file in enumerate(files)}
        issues = pd.DataFrame(self.rows, columns=ISSUES)
        return issues.sort_values(
            ["file", "row"], key=lambda column: column.map(place) if column.name == "file" else column,
            kind="stable", ignore_index=True,
        )  # fmt: skip

    def repairs(self, file: str, row: int, column: str, cell: str, rules: Iterable[str]) -> None:
        """One row a rule that repaired a cell."""
        for rule in rules:
            self.add(file, row, column, rule, cell, "repaired")


def clean(exports: Iterable[Export], inputs: Inputs) -> Cleaned:
    """The answers and given scores of all exports, with every issue. Raises InputError where nothing can be counted."""
    framework, forms = inputs.framework, inputs.forms
    log = IssueLog()
    answers, given, files, columns, problems = [], [], [], [], []
    counted: Counter[str] = Counter()
    for export in exports:
        _header_repairs(export, log)
        if export.is_score_table:
            scores, wrong = _given(export, framework, forms, log)
            given.append(scores)
            kept, form = len(scores), "score table"
        else:
            people, wrong = _people(export, framework, forms, log)
            answers.append(_answers(export, people, counted[export.instrument], framework, forms, log))
            counted[export.instrument] += len(people)
            kept, form = len(people), "answers"
        problems += wrong
        files.append((export.file, export.instrument, form, export.header_row, len(export.rows), kept))
        columns.append(export.columns.assign(file=export.file, instrument=export.instrument)[COLUMNS])
    stop_if(problems)
    return Cleaned(
        answers=_stack(answers, ANSWERS).astype({"points": "float64"}),
        given=_stack(given, GIVEN).astype({"score": "float64", "low": "float64", "high": "float64"}),
        issues=log.frame([file for file, *_ in files]),
        files=pd.DataFrame(files, columns=["file", "instrument", "form", "header_row", "rows", "kept"]),
        columns=_stack(columns, COLUMNS),
    )


def unaccounted(cleaned: Cleaned) -> pd.DataFrame:
    """The sheets of which some row neither counts nor is an exclusion with a reason: `file, rows, kept, excluded`."""
    left_out = cleaned.issues[cleaned.issues["action"] == ACTIONS["excluded"]].groupby("file").size()
    sheets = cleaned.files.groupby("file", as_index=False)[["rows", "kept"]].sum()
    sheets["excluded"] = sheets["file"].map(left_out).fillna(0).astype("int64")
    return sheets[sheets["rows"] != sheets["kept"] + sheets["excluded"]]


def required_respondents(population: int | None, framework: Framework, instrument: str) -> int:
    """How many people must answer a survey: a share of the population, at least a floor, at most everyone.

    Where the population is not known, the floor alone can be asked for. Source: docs/method.md, section 5.
    """
    rule = framework.minimum_sample
    if population is None:
        return rule.at_least
    large = framework.by_code[instrument].large_population
    least = large.at_least if large and population > large.above else rule.at_least
    share = -(-population * rule.share_of_population // 100)
    return min(population, max(least, int(share)))


def _stack(frames: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _header_repairs(export: Export, log: IssueLog) -> None:
    for column in export.columns.itertuples():
        log.repairs(export.file, export.header_row, column.column, column.header, thai.tidy(column.header)[1])


def _people(
    export: Export, framework: Framework, forms: Forms, log: IssueLog
) -> tuple[list[tuple[int, tuple[str, ...]]], list[Problem]]:
    """The rows that count as respondents; each of the others is an issue row that says why not."""
    months = framework.by_code[export.instrument].minimum_service_months
    least = framework.inclusion.answered_at_least
    positions = export.columns.loc[export.columns["role"] == "answer", "position"].tolist()
    identity, service = export.position("identity"), export.position("service")
    kept: dict[object, tuple[int, tuple[str, ...]]] = {}
    for row, cells in export.rows:
        cells = cells + ("",) * (max(positions) + 1 - len(cells))
        answered = sum(1 for position in positions if thai.tidy(cells[position])[0])
        if not any(thai.tidy(cell)[0] for cell in cells):
            log.add(export.file, row, "", "empty_row", "", "excluded")
        elif _is_total(cells, forms):
            log.add(export.file, row, "", "totals_row", _first(cells), "excluded")
        elif months and service is not None and _short_service(cells[service], months, forms):
            log.add(export.file, row, letter(service), "short_service", cells[service], "excluded", months=months)
        elif answered * 100 < least * len(positions):
            counts = {"answered": answered, "parts": len(positions), "least": f"{least:g}"}
            log.add(export.file, row, "", "incomplete", "", "excluded", **counts)
        else:
            # Without an identity only a row that repeats another in every cell, its time included, is a repetition.
            person = thai.key(cells[identity]) if identity is not None else ""
            same = person or cells
            if same in kept:
                log.add(export.file, kept.pop(same)[0], "", "double_submission", "", "excluded", kept=row)
            kept[same] = (row, cells)
    if not kept:
        return [], [Problem.of("nobody_left", export.file, rows=len(export.rows))]
    return sorted(kept.values()), []


def _is_total(cells: tuple[str, ...], forms: Forms) -> bool:
    return thai.key(_first(cells)) in {thai.key(word) for word in forms.rows["totals"]}


def _first(cells: tuple[str, ...]) -> str:
    """The first cell that holds anything."""
    return next((cell for cell in cells if thai.tidy(cell)[0]), "")


def _short_service(cell: str, months: int, forms: Forms) -> bool:
    """Whether a length of service, as an option or as a number of months or years, is below the minimum."""
    text = thai.tidy(cell)[0]
    if thai.key(text) in {thai.key(word) for word in forms.service["under"]}:
        return True
    numbers = {unit: int(number) for number, unit in re.findall(r"(\d+)\s*(ปี|เดือน)", text)}
    return bool(numbers) and numbers.get("ปี", 0) * 12 + numbers.get("เดือน", 0) < months


def _answers(
    export: Export,
    people: list[tuple[int, tuple[str, ...]]],
    before: int,
    framework: Framework,
    forms: Forms,
    log: IssueLog,
) -> pd.DataFrame:
    """One row a respondent × part. Each distinct text of a part is read once, however often it stands there."""
    variants = {thai.key(variant): answer for answer, words in forms.answers.items() for variant in words}
    frames = []
    for column in export.columns[export.columns["role"] == "answer"].itertuples():
        cells = pd.Series([row[1][column.position] for row in people], dtype="str")
        read = {cell: _read(cell, framework.options[column.item, column.part], variants) for cell in cells.unique()}
        for (row, _), cell in zip(people, cells, strict=True):
            _log_answer(log, export, row, column.column, cell, read[cell])
        frames.append(
            pd.DataFrame(
                {
                    "instrument": export.instrument,
                    "respondent": range(before + 1, before + len(people) + 1),
                    "item": column.item,
                    "part": column.part,
                    "answer": cells.map({cell: answer.answer_th for cell, answer in read.items()}),
                    "points": cells.map({cell: answer.points for cell, answer in read.items()}).astype("float64"),
                }
            )
        )
    return _stack(frames, ANSWERS)


@dataclass(frozen=True)
class ReadAnswer:
    """What a cell says: the option (empty where none fits), its points, and the rules that it took to read it."""

    answer_th: str
    points: float
    rules: tuple[str, ...]


def _read(cell: str, options: dict[str, float], variants: dict[str, str]) -> ReadAnswer:
    text, rules = thai.tidy(cell)
    if not text:
        return ReadAnswer("", float("nan"), ("missing_answer",))
    by_key = {thai.key(option): option for option in options}
    option = by_key.get(thai.key(text))
    if option is None and (variant := variants.get(thai.key(text))):
        option = by_key.get(thai.key(variant))
        rules = (*rules, "spelling_variant")
    if option is None:
        return ReadAnswer("", float("nan"), ("unknown_answer",))
    if option != text and "spelling_variant" not in rules:
        rules = (*rules, "spelling_variant")
    return ReadAnswer(option, options[option], rules)


def _log_answer(log: IssueLog, export: Export, row: int, column: str, cell: str, answer: ReadAnswer) -> None:
    for rule in answer.rules:
        action = "left_out" if rule in ("missing_answer", "unknown_answer") else "repaired"
        log.add(export.file, row, column, rule, cell, action, answer=answer.answer_th)


def _given(export: Export, framework: Framework, forms: Forms, log: IssueLog) -> tuple[pd.DataFrame, list[Problem]]:
    """The item scores of a score table. A checklist's points are exact; a survey's printed scores are intervals."""
    code_at, score_at = export.position("code"), export.position("score")
    wanted = [code for code in framework.codes["item"] if framework.instrument_of[code] == export.instrument]
    exact = framework.by_code[export.instrument].kind == "checklist"
    found: dict[str, tuple[int, float]] = {}
    problems = []
    for row, cells in export.rows:
        cells = cells + ("",) * (max(code_at, score_at) + 1 - len(cells))
        if not any(thai.tidy(cell)[0] for cell in cells):
            log.add(export.file, row, "", "empty_row", "", "excluded")
            continue
        if _is_total(cells, forms):
            log.add(export.file, row, "", "totals_row", _first(cells), "excluded")
            continue
        code = _item_code(export, row, cells[code_at], code_at, log)
        score, rules = thai.tidy(cells[score_at])
        log.repairs(export.file, row, letter(score_at), cells[score_at], rules)
        where = {"file": export.file, "row": row}
        if code not in wanted:
            problems.append(
                Problem.of("unknown_code", **where, column=letter(code_at), found=cells[code_at], year=framework.year)
            )
        elif code in found:
            problems.append(Problem.of("duplicate", **where, column=letter(code_at), found=code, first=found[code][0]))
        elif not is_score(score):
            problems.append(Problem.of("bad_item_score", **where, column=letter(score_at), found=cells[score_at]))
        else:
            found[code] = (row, float(score))
    missing = [code for code in wanted if code not in found]
    if missing and not problems:
        problems.append(Problem.of("item_without_score", export.file, items=", ".join(missing)))
    rows = [
        ("item", code, score, *((score, score) if exact else printed_bounds(score, framework.decimals)), "score table")
        for code, (_, score) in found.items()
    ]
    return pd.DataFrame(rows, columns=GIVEN), problems


def _item_code(export: Export, row: int, cell: str, position: int, log: IssueLog) -> str:
    """`o12` from `๐12`, `O 12` or `o12`; a Thai or Arabic zero in front of the number is the letter o."""
    stripped = re.sub(r"[\s\u200b-\u200f\ufeff\u00a0]", "", cell)
    text, rules = thai.tidy(stripped[:1].replace("๐", "o") + stripped[1:])
    if stripped.startswith("๐"):
        log.add(export.file, row, letter(position), "thai_zero_code", cell, "repaired")
    log.repairs(export.file, row, letter(position), cell, rules)
    found = CODE.fullmatch(text.casefold())
    return f"{found[1].replace('0', 'o')}{int(found[2])}" if found else text

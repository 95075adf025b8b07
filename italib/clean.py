"""Text → points: one row a respondent × part; every repair and exclusion is an issue row. Touches no file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from italib import answers, thai
from italib.agency import Inputs
from italib.answers import ReadAnswer
from italib.headers import LONG
from italib.issues import IssueLog
from italib.long_form import widen
from italib.messages import ACTIONS
from italib.problems import Problem, stop_if
from italib.raw import Export
from italib.respondents import Submission, last_of_each, submissions
from italib.score_tables import item_scores

# Of one survey of one agency; some 200,000 people. At the peak an answer takes some 130 bytes of memory.
MOST_ANSWERS = 10_000_000
ANSWERS = ["instrument", "respondent", "item", "part", "answer", "points"]
GIVEN = ["level", "code", "score", "low", "high", "basis"]
FILES = [
    *("file", "instrument", "form", "header_row", "rows", "kept", "respondents"),
    *("encoding", "separator", "hidden", "unused"),
]
COLUMNS = ["file", "instrument", "column", "header", "item", "part", "role", "how", "alike"]


@dataclass(frozen=True)
class Cleaned:
    """What cleaning gives.

    `answers`: one row a respondent × part, `instrument, respondent` (a running number), `item, part, answer, points`
    (0-100, missing where nothing countable was answered). `given`: one row a score of a score table, `level, code,
    score, low, high, basis`. `issues`: one row a repair or exclusion, `file, row, column, rule, found, action,
    message_th`. `files`: one row a sheet, `file, instrument, form, header_row, rows, kept, respondents`, how it
    was read, `encoding, separator, hidden`, and the columns of no use, `unused`. `columns`: one row a column that was
    used or recognised, `file, instrument, column, header, item, part, role, how, alike`.
    """

    answers: pd.DataFrame
    given: pd.DataFrame
    issues: pd.DataFrame
    files: pd.DataFrame
    columns: pd.DataFrame


def clean(exports: Iterable[Export], inputs: Inputs) -> Cleaned:
    """The answers and given scores of all exports, with every issue. Raises InputError where nothing can be counted."""
    exports, framework, forms = list(exports), inputs.framework, inputs.forms
    log = IssueLog(forms.disclosure.found_letters)
    kept: dict[str, int] = {}
    respondents: dict[str, int] = {}
    read, given, problems = [], [], []
    for export in exports:
        for column in export.columns.itertuples():
            log.repairs(export.file, export.header_row, column.column, column.header, thai.tidy(column.header)[1])
            if column.how == "nearest wording":
                where = (export.file, export.header_row, column.column)
                part = f"{column.item}.{column.part}"
                log.add(*where, "nearest_wording", column.header, "repaired", part=part, alike=f"{column.alike:.1f}")
    for instrument in framework.codes["instrument"]:
        tables = [export for export in exports if export.instrument == instrument and export.is_score_table]
        surveys = [export for export in exports if export.instrument == instrument and not export.is_score_table]
        if tables and surveys:
            problems.append(Problem.of("two_forms", tables[0].file, instrument=instrument, other=surveys[0].file))
        elif tables:
            scores, wrong = item_scores(tables, framework, forms, log)
            given.append(scores[GIVEN])
            kept |= scores["file"].value_counts().to_dict()
            problems += wrong
        elif (many := sum(map(_answer_cells, surveys))) > MOST_ANSWERS:
            told = {"found": f"{many:,}", "most": f"{MOST_ANSWERS:,}"}
            problems.append(Problem.of("too_many_answers", surveys[0].file, **told))
        elif surveys:
            wide = [widen(export, framework, forms, log) if export.form == LONG else export for export in surveys]
            sent = [one for export in wide for one in submissions(export, framework, forms, log)]
            people = last_of_each(sent, log)
            if not people:
                rows = sum(len(export.rows) for export in surveys)
                problems.append(Problem.of("nobody_left", surveys[0].file, rows=rows))
            for export in wide:
                own = [(number, one) for number, one in enumerate(people, start=1) if one.file == export.file]
                respondents[export.file] = len(own)
                kept[export.file] = sum(len(export.lines_of(one.row)) for _, one in own)
                if own:
                    read.append(_answers(own, export, inputs, log))
    stop_if(problems)
    files = [
        (
            export.file,
            export.instrument,
            export.form,
            export.header_row,
            len(export.rows),
            kept.get(export.file, 0),
            respondents.get(export.file, 0),
            export.encoding,
            export.separator,
            ", ".join(export.hidden),
            ", ".join(f"{column} {header}" for column, header in export.unused),
        )
        for export in exports
    ]
    columns = [export.columns.assign(file=export.file, instrument=export.instrument)[COLUMNS] for export in exports]
    return Cleaned(
        answers=_stack(read, ANSWERS).astype({"points": "float64"}),
        given=_stack(given, GIVEN).astype({"score": "float64", "low": "float64", "high": "float64"}),
        issues=log.frame([export.file for export in exports]),
        files=pd.DataFrame(files, columns=FILES),
        columns=_stack(columns, COLUMNS),
    )


def unaccounted(cleaned: Cleaned) -> pd.DataFrame:
    """The sheets of which some row neither counts nor is an exclusion with a reason: `file, rows, kept, excluded`."""
    left_out = cleaned.issues[cleaned.issues["action"] == ACTIONS["excluded"]].groupby("file").size()
    sheets = cleaned.files.groupby("file", as_index=False)[["rows", "kept"]].sum()
    sheets["excluded"] = sheets["file"].map(left_out).fillna(0).astype("int64")
    return sheets[sheets["rows"] != sheets["kept"] + sheets["excluded"]]


def _answer_cells(export: Export) -> int:
    """How many cells of an export may hold an answer."""
    columns = 1 if export.form == LONG else int((export.columns["role"] == "answer").sum())
    return len(export.rows) * columns


def _stack(frames: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _answers(people: Sequence[tuple[int, Submission]], export: Export, inputs: Inputs, log: IssueLog) -> pd.DataFrame:
    """One row a respondent × part of an export, for its people by number.

    Each distinct text of a part is read once, however often it stands there.
    """
    framework, variants, holds = inputs.framework, inputs.forms.variants, export.settings.answers
    numbers = [number for number, _ in people]
    frames = []
    for column in export.columns[export.columns["role"] == "answer"].itertuples():
        cells = pd.Series([one.cells[column.position] for _, one in people], dtype="str")
        options = framework.options[column.item, column.part]
        read = {cell: answers.read(cell, options, variants, holds) for cell in cells.unique()}
        told = cells.isin([cell for cell, answer in read.items() if answer.rules])
        for place in told.to_numpy().nonzero()[0]:
            row = export.row_of(people[place][1].row, column.position)
            _log_answer(log, export, row, column.column, cells.iloc[place], read[cells.iloc[place]])
        frames.append(
            pd.DataFrame(
                {
                    "instrument": export.instrument,
                    "respondent": numbers,
                    "item": column.item,
                    "part": column.part,
                    "answer": cells.map({cell: answer.answer_th for cell, answer in read.items()}),
                    "points": cells.map({cell: answer.points for cell, answer in read.items()}).astype("float64"),
                }
            )
        )
    return _stack(frames, ANSWERS)


def _log_answer(log: IssueLog, export: Export, row: int, column: str, cell: str, answer: ReadAnswer) -> None:
    for rule in answer.rules:
        action = "left_out" if rule in ("missing_answer", "unknown_answer") else "repaired"
        log.add(export.file, row, column, rule, cell, action, answer=answer.answer_th, nearest=answer.nearest)

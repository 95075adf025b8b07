"""What arrived, what was repaired and left out, and how people answered: frames → display frames, as text."""

from collections.abc import Mapping

import pandas as pd

from italib import messages, thai, words
from italib.clean import Cleaned
from italib.framework import Framework, Item
from italib.headers import SCORE_TABLE
from italib.precision import MISSING
from italib.respondents import required_respondents
from italib.words import SUPPRESSED, TABLE

LABEL_WIDTH = 58


def files(cleaned: Cleaned, population: Mapping[str, int], framework: Framework) -> pd.DataFrame:
    """One row a sheet that arrived: `file, instrument, form, header_row, rows, kept, required, verdict`, as text."""
    rows = []
    for sheet in cleaned.files.itertuples():
        seen = (sheet.file, sheet.instrument, TABLE[sheet.form], str(sheet.header_row), str(sheet.rows))
        if sheet.form == SCORE_TABLE:
            found = TABLE["items"].format(count=sheet.kept), MISSING, MISSING
        elif sheet.instrument in framework.checklists:
            own = cleaned.answers[cleaned.answers["instrument"] == sheet.instrument]
            found = TABLE["items"].format(count=own["item"].nunique()), MISSING, MISSING
        else:
            least = required_respondents(population.get(sheet.instrument), framework, sheet.instrument)
            asked = TABLE["people" if sheet.instrument in population else "population_unknown"]
            people = cleaned.files.loc[cleaned.files["instrument"] == sheet.instrument, "respondents"].sum()
            verdict = TABLE["enough" if people >= least else "too_few"]
            found = TABLE["people"].format(count=sheet.respondents), asked.format(count=least), verdict
        rows.append((*seen, *found))
    columns = ["file", "instrument", "form", "header_row", "rows", "kept", "required", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def columns(cleaned: Cleaned) -> pd.DataFrame:
    """One row a column of an export: `file, column, header, part, how`, as text."""
    used = cleaned.columns
    parts = [f"{c.item}.{c.part}" if c.item else words.ROLES[c.role] for c in used.itertuples()]
    hows = [words.MATCHED[column.how].format(alike=f"{column.alike:.1f}") for column in used.itertuples()]
    return pd.DataFrame(
        {
            "file": used["file"],
            "column": used["column"],
            "header": used["header"],
            "part": parts,
            "how": hows,
        }
    )


def issues_by_rule(issues: pd.DataFrame) -> pd.DataFrame:
    """One row a rule in a file: `rule, file, action, count, where`, repairs after exclusions, as text."""
    rows = []
    for (action, rule, file), group in issues.groupby(["action", "rule", "file"], sort=False):
        places = [
            f"{row.column}{row.row}" if row.column else TABLE["row"].format(row=row.row) for row in group.itertuples()
        ]
        where = ", ".join(places[:6]) + (" …" if len(places) > 6 else "")
        rows.append((messages.CLEANING[rule][0], file, action, str(len(group)), where))
    frame = pd.DataFrame(rows, columns=["rule", "file", "action", "count", "where"])
    return frame.sort_values(["action", "file"], kind="stable", ignore_index=True)


def exclusions(issues: pd.DataFrame) -> pd.DataFrame:
    """One row that was left out of an export: `file, row, rule, message_th`, as text."""
    left = issues[issues["action"] == messages.ACTIONS["excluded"]]
    return left.assign(row=left["row"].astype("str"), rule=left["rule"].map(lambda rule: messages.CLEANING[rule][0]))


def answer_counts(answers: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """One row an answer of a part of a survey: `instrument, item, part, answer_th, points, count`, also with none.

    What a checklist says is about the agency, not about people: `checklist_rows`.
    """
    answers = answers[answers["instrument"].isin(framework.surveys)]
    counted = answers.dropna(subset="points").groupby(["item", "part", "answer"]).size()
    asked = set(zip(answers["item"], answers["part"], strict=True))
    rows = [
        (framework.instrument_of[item], item, part, answer, points, int(counted.get((item, part, answer), 0)))
        for (item, part), options in framework.options.items()
        if (item, part) in asked
        for answer, points in options.items()
    ]
    return pd.DataFrame(rows, columns=["instrument", "item", "part", "answer_th", "points", "count"])


def answer_table(counts: pd.DataFrame) -> pd.DataFrame:
    """`tables/answers.csv`: one row an answer of a part; of protected `counts`, those that may be told.

    A hidden count is an empty cell; `count_th` says in words what stands there.
    """
    points = [f"{value:g}" for value in counts["points"]]
    count = ["" if hidden else str(count) for hidden, count in zip(counts["hidden"], counts["count"], strict=True)]
    words_th = [text or SUPPRESSED["count"] for text in count]
    frame = counts.assign(points=points, count=count, count_th=words_th)
    return frame[["item", "part", "answer_th", "points", "count", "count_th"]]


def answer_rows(counts: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """`counts` as the answer chart reads them, the lowest part first: with `code` and `label`, `n` and `mean` of it.

    Of protected `counts`, the `count` of a hidden one is missing.
    """
    groups = counts.assign(earned=counts["points"] * counts["count"]).groupby(["item", "part"])
    n, earned = groups["count"].transform("sum"), groups["earned"].transform("sum")
    items = [framework.by_code[row.item] for row in counts.itertuples()]
    codes = [_part_code(item, part) for item, part in zip(items, counts["part"], strict=True)]
    labels = [_part_label(item, part) for item, part in zip(items, counts["part"], strict=True)]
    frame = counts.assign(count=counts["shown"], n=n, code=codes, label=labels, mean=earned / n)
    order = frame["instrument"].map({code: place for place, code in enumerate(framework.codes["instrument"])})
    return frame.assign(order=order).sort_values(["order", "mean"], kind="stable", ignore_index=True)


def _part_code(item: Item, number: int) -> str:
    """`i1.2`, or `i2` where an item has one part."""
    return f"{item.code}.{number}" if len(item.parts) > 1 else item.code


def _part_label(item: Item, number: int) -> str:
    """`i1.2`, the wording and that of its part in two lines; a minus sign marks a question whose scale is reversed."""
    part = item.parts[number - 1]
    code = _part_code(item, number)
    sign = " (−)" if part.polarity == "negative" else ""
    if not part.text_th:
        return thai.wrap(f"{code}{sign} {item.text_th}", LABEL_WIDTH)
    return (
        thai.wrap(f"{code}{sign} {item.text_th}", LABEL_WIDTH, 1)
        + "\n"
        + thai.wrap(f"• {part.text_th}", LABEL_WIDTH, 1)
    )


def checklist_rows(scores: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """How many items of each sub-indicator of the checklists earn each score: `label, n, points, count`."""
    of_checklists = scores["code"].map(framework.instrument_of).isin(framework.checklists)
    items = scores[(scores["level"] == "item") & of_checklists]
    items = items.assign(parent=items["code"].map(lambda code: framework.ancestors(code)[0]))
    points = sorted(items["score"].dropna().unique())
    rows = [
        (f"{parent} {framework.name_of(parent)}", len(group), value, int((group["score"] == value).sum()))
        for parent, group in items.groupby("parent", sort=False)
        for value in points
    ]
    return pd.DataFrame(rows, columns=["label", "n", "points", "count"])

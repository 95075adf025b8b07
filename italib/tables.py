"""Frames → display frames: what tables of pages and CSV files hold, rounded once, as text. Computes no score."""

from collections.abc import Mapping

import pandas as pd

from italib import messages, thai, words
from italib.clean import Cleaned
from italib.files import code_order
from italib.framework import TOTAL, Framework, Item
from italib.gaps import strengths
from italib.precision import MISSING
from italib.raw import SCORE_TABLE
from italib.reconcile import STARTING, UNHELD
from italib.respondents import required_respondents
from italib.words import SUPPRESSED, TABLE

LABEL_WIDTH = 58


def files(cleaned: Cleaned, population: Mapping[str, int], framework: Framework) -> pd.DataFrame:
    """One row a sheet that arrived: `file, instrument, form, header_row, rows, kept, required, verdict`, as text."""
    rows = []
    for sheet in cleaned.files.itertuples():
        survey = sheet.form != SCORE_TABLE
        kept = cleaned.files.loc[cleaned.files["instrument"] == sheet.instrument, "respondents"].sum()
        least = required_respondents(population.get(sheet.instrument), framework, sheet.instrument)
        enough = TABLE["enough" if kept >= least else "too_few"]
        required = TABLE["people" if sheet.instrument in population else "population_unknown"]
        rows.append(
            (
                sheet.file,
                sheet.instrument,
                TABLE[sheet.form],
                str(sheet.header_row),
                str(sheet.rows),
                TABLE["people" if survey else "items"].format(count=sheet.respondents if survey else sheet.kept),
                required.format(count=least) if survey else MISSING,
                enough if survey else MISSING,
            )
        )
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
    """One row an answer of a part: `instrument, item, part, answer_th, points, count`, every answer, also with none."""
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
    count = _whole(counts["shown"])
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
    checklists = {instrument.code for instrument in framework.instruments if instrument.kind == "checklist"}
    items = scores[(scores["level"] == "item") & scores["code"].map(framework.instrument_of).isin(checklists)]
    items = items.assign(parent=items["code"].map(lambda code: framework.ancestors(code)[0]))
    points = sorted(items["score"].dropna().unique())
    rows = [
        (f"{parent} {framework.name_of(parent)}", len(group), value, int((group["score"] == value).sum()))
        for parent, group in items.groupby("parent", sort=False)
        for value in points
    ]
    return pd.DataFrame(rows, columns=["label", "n", "points", "count"])


def scores(by_figure: pd.DataFrame) -> pd.DataFrame:
    """`tables/scores.csv`: one row a score of one level, rounded as published, beside its published figure."""
    columns = ["level", "code", "name_th", "instrument", "score", "n", "published", "difference", "verdict", "basis"]
    frame = by_figure.assign(score=by_figure["shown"], n=_whole(by_figure["n"]))
    # A table is read row by row: missing is an empty cell there, and `-0.00` is no difference.
    frame["difference"] = ["" if pd.isna(value) else f"{value + 0:.2f}" for value in by_figure["difference"]]
    return frame[columns]


def _whole(numbers: pd.Series) -> list[str]:
    return ["" if pd.isna(number) else str(number) for number in numbers]


def indicators(by_figure: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The indicator table of the annual document: `instrument, weight, name, n, score`; sub-indicators are indented."""
    shown = by_figure[by_figure["level"] != "rating"].set_index("code")
    rows = []
    for node in sorted(framework.indicators, key=lambda node: code_order(node.code)):
        instrument = framework.by_code[framework.instrument_of[node.code]]
        name = f"{node.code}. {node.name_th}"
        if framework.level_of[node.code] == "sub_indicator":
            name = f"\u2003{node.code} {node.name_th}"
        rows.append((instrument.code, f"{instrument.weight:g}", name, *_shown(shown, node.code), node.code))
    return pd.DataFrame(rows, columns=["instrument", "weight", "name", "n", "score", "code"])


def _shown(shown: pd.DataFrame, code: str) -> tuple[str, str]:
    """n and rounded score of a code, as text."""
    if code not in shown.index:
        return MISSING, MISSING
    n = shown.loc[code, "n"]
    return MISSING if pd.isna(n) else str(n), shown.loc[code, "shown"] or MISSING


def indicator_frame(by_figure: pd.DataFrame) -> pd.DataFrame:
    """The indicators as a chart reads them: `code, name_th, shown` (a number, rounded as published) and `text`."""
    indicators = by_figure[(by_figure["level"] == "indicator") & (by_figure["shown"] != "")]
    return pd.DataFrame(
        {
            "code": indicators["code"],
            "name_th": indicators["name_th"],
            "shown": indicators["shown"].astype("float64"),
            "text": indicators["shown"],
        }
    ).reset_index(drop=True)


def positions_below(rows: pd.DataFrame, framework: Framework) -> list[int]:
    """The positions of the rows whose `score`, as shown, is below the target."""
    scores = pd.to_numeric(rows["score"], errors="coerce")
    return [place for place, low in enumerate(scores < framework.target.score) if low]


def positions_of_top(rows: pd.DataFrame, ranked: pd.DataFrame, framework: Framework) -> list[int]:
    """The positions of the rows whose `code` is among the strengths of its survey."""
    top = set(strengths(ranked, framework)["code"])
    return [place for place, code in enumerate(rows["code"]) if code in top]


def composition(by_figure: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """How the total is made: `code, name_th, shown, weight, points`, one row an instrument with a score.

    `points` are of the total, exact as far as the score is known.
    """
    known = by_figure[(by_figure["level"] == "instrument") & (by_figure["shown"] != "")].set_index("code")
    rows = [
        (
            i.code,
            i.name_th,
            float(known.loc[i.code, "shown"]),
            i.weight,
            known.loc[i.code, "score"] * framework.effect[i.code],
        )
        for i in framework.instruments
        if i.code in known.index
    ]
    return pd.DataFrame(rows, columns=["code", "name_th", "shown", "weight", "points"])


def items(by_figure: pd.DataFrame, framework: Framework, instrument: str) -> pd.DataFrame:
    """The item table of one instrument: `code, text, n, score`, in item order, as text."""
    shown = by_figure[by_figure["level"] == "item"].set_index("code")
    rows = [
        (item.code, item.full_th or MISSING, *_shown(shown, item.code))
        for item in framework.items
        if framework.instrument_of[item.code] == instrument
    ]
    return pd.DataFrame(rows, columns=["code", "text", "n", "score"])


def verdicts(by_figure: pd.DataFrame) -> pd.DataFrame:
    """One row a figure: `level, code, name, computed, published, difference, verdict`, as text."""
    starting = (by_figure["basis"] == STARTING) & (by_figure["published"] != "")
    unheld = by_figure["basis"] == UNHELD
    frame = scores(by_figure)
    return pd.DataFrame(
        {
            "level": frame["level"].map(words.LEVELS),
            "code": frame["code"].where(frame["code"] != TOTAL, MISSING),
            "name": frame["name_th"].where(frame["name_th"] != "", MISSING),
            "computed": frame["score"].where(frame["score"] != "", MISSING),
            "published": frame["published"].where(frame["published"] != "", MISSING),
            "difference": frame["difference"].where(~starting & (frame["difference"] != ""), MISSING),
            "verdict": frame["verdict"].mask(starting, "starting figure").mask(unheld, "not held").map(words.VERDICTS),
        }
    )


def verdict_counts(by_figure: pd.DataFrame) -> pd.DataFrame:
    """One row a level: `level, figures` (published), and how many came out each way, as text."""
    rows = []
    for level, group in by_figure[by_figure["published"] != ""].groupby("level", sort=False):
        verdict = group["verdict"].value_counts()
        starting = int((group["verdict"] == "").sum())
        ways = [int(verdict.get(way, 0)) for way in ("equal", "within rounding", "different")]
        rows.append((words.LEVELS[level], len(group), *ways, starting))
    names = ["level", "figures", "equal", "rounding", "different", "starting"]
    return pd.DataFrame(rows, columns=names).astype("str")


def differences(explained: pd.DataFrame) -> pd.DataFrame:
    """The differing figures as `verdicts` shows them, with whose error each is in `why`, as text."""
    reasons = [words.EXPLANATIONS[row.why].format(codes=row.below) for row in explained.itertuples()]
    return verdicts(explained).assign(why=reasons)

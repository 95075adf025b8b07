"""Frames → display frames: what tables of pages and CSV files hold, rounded once, as text. Computes no score."""

import pandas as pd

from italib import words
from italib.files import code_order
from italib.framework import TOTAL, Framework
from italib.gaps import strengths
from italib.precision import MISSING
from italib.reconcile import STARTING, UNHELD


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

"""The tables of the annex, for an office that wants it: the audit, margins, costs, the way up, and the country."""

import pandas as pd

from italib import audit_tables, costs, gap_tables, trend
from italib.annual_tables import Line
from italib.audit import audit
from italib.findings import Findings
from italib.words import LEVELS, MARGINS, MARKS

TABLES = ("audit_counts", "audit", "intervals", "losses", "costs", "pathway", "country")


def annex(found: Findings) -> dict[str, list[Line]]:
    """The lines of every table of the annex by name; none where the office does not want it."""
    if not found.inputs.document.annex:
        return {name: [] for name in TABLES}
    audited = audit(found)
    frames = {
        "audit_counts": audit_tables.counts(audited),
        "audit": audit_tables.checks(audited.flagged),
        "intervals": _intervals(found),
        "losses": _losses(found),
        "costs": _costs(found),
        "pathway": _pathway(found),
        "country": _country(found),
    }
    # A missing number is None in a document.
    whole = {name: frame.astype("object").where(frame.notna(), None) for name, frame in frames.items()}
    return {name: [Line(cells) for cells in frame.to_dict("records")] for name, frame in whole.items()}


def _intervals(found: Findings) -> pd.DataFrame:
    """The items below the target and all that lies above the items, where there is an interval."""
    rows, weak = found.intervals, found.weak["code"]
    rows = rows[rows["lower"].notna() & (rows["code"].isin(weak) | (rows["level"] != "item"))]
    return pd.DataFrame(
        {
            "code": [_marked(row) for row in rows.itertuples()],
            "name": rows["name_th"],
            "score": rows["shown"],
            "lower": rows["lower"],
            "upper": rows["upper"],
            "standing": rows["standing"].map(MARGINS),
        }
    )


def _marked(row) -> str:
    """The code of a score, with the mark of what must be said of its interval."""
    code = LEVELS.get(row.code, row.code)
    return f"{code} {MARKS[row.caution]}" if row.caution else code


def _losses(found: Findings) -> pd.DataFrame:
    rows = costs.by_standing(found.ranked, found.framework)
    texts = gap_tables.standing_rows(rows, found.framework.decimals)
    return texts.assign(lost=rows["points_lost"], each=rows["each"])


def _costs(found: Findings) -> pd.DataFrame:
    """The items below the target, the costliest first."""
    rows = found.costs[found.costs["code"].isin(found.weak["code"])]
    item = rows["code"] + " " + rows["text_th"]
    return rows.assign(rank=rows["rank_lost"].astype("str"), item=item, score=rows["shown"], lost=rows["points_lost"])


def _pathway(found: Findings) -> pd.DataFrame:
    rows, texts = found.pathway.steps, gap_tables.pathway_rows(found.pathway, found.framework)
    return texts.assign(**{name: rows[name] for name in ("rise_to", "total")}, score=rows["shown"])


def _country(found: Findings) -> pd.DataFrame:
    rows = trend.against_country(found.by_year, found.inputs.national, found.framework.decimals)
    return rows.assign(year=rows["year"].astype("str"), total=rows["shown"])

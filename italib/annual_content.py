"""Everything that the template of the annual document may name, made of the findings of one agency-year."""

from dataclasses import dataclass

from italib.annual_annex import annex
from italib.annual_tables import Line, Tables
from italib.annual_values import Values
from italib.findings import Findings
from italib.measures import unanswered
from italib.pathway import REACHED


@dataclass(frozen=True)
class Content:
    """Named values, the lines of tables by name, lists by name, and facts that a block may need."""

    values: dict[str, str]
    lines: dict[str, list[Line]]
    lists: dict[str, tuple[str, ...]]
    facts: dict[str, bool]


def content(found: Findings) -> Content:
    """The content of the annual document of an agency-year."""
    values, unfilled = Values(found), found.inputs.template.words.unfilled
    named = values.all()
    surveys = set(found.framework.surveys)
    annexed, tables = found.inputs.document.annex, annex(found)
    return Content(
        values=named,
        lines=Tables(found, values).all() | tables,
        lists={"comments": tuple(text or unfilled for text in found.inputs.comments["text_th"])},
        facts={
            "earlier": bool(named["comparison"]),
            "findings": not found.weak.empty,
            "survey_items": bool(surveys & set(found.ranked["instrument"])),
            "survey_gaps": bool(surveys & set(found.weak["instrument"])),
            "unanswered": bool(unanswered(found.chain)),
            "annex": annexed,
            "annex_audit": annexed and bool(tables["audit_counts"]),
            "annex_items": annexed and not found.ranked.empty,
            "annex_no_items": annexed and found.ranked.empty,
            "annex_reached": annexed and found.pathway.outcome == REACHED,
        },
    )

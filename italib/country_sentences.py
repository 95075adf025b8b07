"""Sentences that carry the figures of a country: totals, pass share, what most agencies miss, one agency's place."""

import pandas as pd

from italib.country_overview import CountryFindings
from italib.precision import MISSING, show
from italib.sentences import join
from italib.words import NATIONAL_SAID, STANDINGS

HALF = 50  # per cent of the agencies; more than that are most of them


def scored(found: CountryFindings) -> str:
    """How many agencies have a total, and where totals lie; why nobody has one, where that is so."""
    figures, decimals = found.summary, found.framework.decimals
    absent = NATIONAL_SAID["absent"].format(codes=join(list(figures.absent))) if figures.absent else ""
    if not figures.scored:
        return NATIONAL_SAID["nobody"].format(agencies=figures.agencies) + absent
    names = ("mean", "median", "lowest", "highest")
    texts = {name: show(getattr(figures, name), decimals) for name in names}
    return NATIONAL_SAID["scored"].format(scored=figures.scored, agencies=figures.agencies, **texts)


def passed(found: CountryFindings) -> str:
    """How many agencies passed, and whether their share reaches the goal of the country."""
    figures = found.summary
    if not figures.scored:
        return scored(found)
    return NATIONAL_SAID["met" if figures.met else "missed"].format(
        passed=figures.passed,
        scored=figures.scored,
        share=show(figures.share, found.framework.decimals),
        goal=figures.goal,
    )


def published(national: pd.DataFrame, year: int, decimals: int) -> str:
    """What is published of the whole country for a year; `national` as `national.national` reads it."""
    rows = national[national["year"] == year]
    if rows.empty:
        return NATIONAL_SAID["no_published"]
    row = rows.iloc[0]
    told = []
    if not pd.isna(row["agencies"]):
        told.append(NATIONAL_SAID["published_agencies"].format(count=row["agencies"]))
    if not pd.isna(row["mean"]):
        told.append(NATIONAL_SAID["published_mean"].format(mean=show(row["mean"], decimals)))
    if not pd.isna(row["passed_share"]):
        told.append(NATIONAL_SAID["published_share"].format(share=show(row["passed_share"], decimals)))
    standing = STANDINGS[row["standing"]]
    return NATIONAL_SAID["published"].format(figures=" ".join(told), standing=standing, source=row["source"])


def most_miss(found: CountryFindings, level: str) -> str:
    """Of how many indicators or items most agencies stand below the target."""
    rows, what = found.missed[level], NATIONAL_SAID[level]
    if rows.empty:
        return NATIONAL_SAID["no_scores"].format(what=what)
    most = int((rows["share"] > HALF).sum())
    words = {"most": most, "count": len(rows), "what": what, "target": found.framework.target.score}
    return NATIONAL_SAID["most" if most else "no_most"].format(**words)


def stands(found: CountryFindings) -> str:
    """Where the agency that is looked at stands: its total, rank, ties, and ranks among its like."""
    place, decimals = found.place, found.framework.decimals
    name = place.name_th or place.agency
    if place.rank is None:
        return NATIONAL_SAID["unranked"].format(name=name)
    said = NATIONAL_SAID["stands"].format(
        name=name,
        shown=show(place.shown, decimals),
        rating=place.rating_th or MISSING,
        rank=place.rank,
        of=place.scored,
        lower=show(place.lower_share, decimals),
    )
    if place.tied:
        said += NATIONAL_SAID["tied"].format(count=place.tied)
    for group, name, rank, count in (
        ("province", place.province_th, place.rank_in_province, place.in_province),
        ("kind", place.kind_th, place.rank_in_kind, place.in_kind),
    ):
        if rank is not None:
            said += NATIONAL_SAID["within"].format(rank=rank, of=count, group=NATIONAL_SAID[group], name=name)
    return said


def too(found: CountryFindings) -> str:
    """How many of the items that most agencies miss the agency that is looked at misses too."""
    rows = found.missed_too
    return NATIONAL_SAID["too"].format(count=len(rows), missed=int(rows["missed"].sum()))


def asked(found: CountryFindings) -> str:
    """How many people answered each survey in the whole country; empty where nobody was asked."""
    people = [NATIONAL_SAID["people_of"].format(code=code, count=count) for code, count in found.people.items()]
    return NATIONAL_SAID["asked"].format(people=join(people)) if people else ""

"""The charts of a country, each with its finding, source and alternative text; None where there is nothing to draw."""

import pandas as pd

from italib import country_figures
from italib.chart import Chart
from italib.country_overview import CountryFindings
from italib.country_sentences import asked
from italib.country_tables import name_of
from italib.letters import printable
from italib.precision import show, signed
from italib.sentences import join
from italib.words import INVENTED, NATIONAL, NATIONAL_PICTURE

# Of a long list, so many are drawn: from the top, or half of them at either end.
MOST = 15
MOST_AT_ENDS = 20
NAMED_IN_ALT = 10


def totals(found: CountryFindings) -> Chart | None:
    """How totals spread around the target, with the mean, and the agency that is looked at."""
    figures, rules, bins = found.summary, found.framework, found.bins
    if bins.empty:
        return None
    mean = show(figures.mean, rules.decimals)
    marks = [(figures.mean, NATIONAL["mean_at"].format(score=mean))]
    if found.place and found.place.rank is not None:
        name = _name(found)
        own = NATIONAL["own_at"].format(name=name, score=show(found.place.shown, rules.decimals))
        marks.append((found.place.shown, own))
    listed = [
        f"{NATIONAL['bin'].format(lower=f'{row.lower:g}', upper=f'{row.upper:g}')}: {row.agencies:,}"
        for row in bins.itertuples()
    ]
    words = {"passed": figures.passed, "scored": figures.scored, "mean": mean, "listed": join(listed)}
    return country_figures.histogram(bins, marks, rules, *_texts("totals", found, figures.scored, **words))


def ratings(found: CountryFindings) -> Chart | None:
    """What share of the agencies got each rating."""
    rows = found.ratings[found.ratings["rating"] != ""]
    rated = int(rows["agencies"].sum())
    if not rated:
        return None
    decimals = found.framework.decimals
    bars = _bars(rows["rating"], rows["share"], rows["agencies"], decimals, "plain")
    first = rows.loc[rows["agencies"].idxmax()]
    words = {"first": first["rating"], "share": show(first["share"], decimals), "listed": _listed(bars)}
    return country_figures.bars(bars, NATIONAL["rated_axis"], *_texts("ratings", found, rated, **words))


def missed(found: CountryFindings, level: str) -> Chart | None:
    """The indicators, or the items, that most agencies miss; None where nobody misses any."""
    every = found.missed[level]
    rows = every[every["below"] > 0].head(MOST)
    if rows.empty:
        return None
    decimals = found.framework.decimals
    labels = pd.Series([name_of(row.code, row.name_th) for row in rows.itertuples()], index=rows.index)
    bars = _bars(labels, rows["share"], rows["below"], decimals, "plain")
    # The wording of an item is too long for a title.
    first = rows["code"].iloc[0] if level == "item" else labels.iloc[0]
    words = {"first": first, "share": show(rows["share"].iloc[0], decimals), "listed": _listed(bars)}
    title, note, alt = _texts(level, found, int(every["agencies"].max()), **words)
    if len(rows) < len(every):
        note += NATIONAL_PICTURE["left_out"].format(shown=len(rows), count=len(every))
    axis = NATIONAL["missed_axis"].format(target=found.framework.target.score)
    return country_figures.bars(bars, axis, title, note, alt)


def groups(found: CountryFindings, group: str) -> Chart | None:
    """What share of the agencies of each kind or province passed, the whole country above; of many the ends only."""
    figures, decimals = found.summary, found.framework.decimals
    known = found.groups[group].dropna(subset="share")
    if known.empty:
        return None
    half = MOST_AT_ENDS // 2
    cut = len(known) > MOST_AT_ENDS
    rows = pd.concat([known.head(half), known.tail(half)], ignore_index=True) if cut else known
    tones = ["reached" if share >= figures.goal else "below" for share in rows["share"]]
    labels = rows["name"].replace("", NATIONAL["unknown"]).map(printable)
    bars = _bars(labels, rows["share"], rows["passed"], decimals, tones, rows["scored"])
    bars["apart"] = [cut and place == half for place in range(len(bars))]
    whole = _bars([NATIONAL["whose"]], [figures.share], [figures.passed], decimals, "plain", [figures.scored])
    words = {
        "met": int((known["share"] >= figures.goal).sum()),
        "count": len(known),
        "goal": figures.goal,
        "share": show(figures.share, decimals),
        "listed": _listed(bars),
    }
    title, note, alt = _texts(group, found, figures.scored, **words)
    if cut:
        note += NATIONAL_PICTURE["left_out"].format(shown=len(rows), count=len(known))
    axis = NATIONAL["passed_axis"].format(target=found.framework.target.score)
    drawn = pd.concat([whole, bars], ignore_index=True)
    return country_figures.bars(drawn, axis, title, note, alt, goal=figures.goal)


def agency(found: CountryFindings) -> Chart | None:
    """The indicators of the agency that is looked at beside the mean of all agencies."""
    rows, rules = found.against, found.framework
    if rows.empty:
        return None
    text = [signed(value, rules.decimals) for value in rows["difference"]]
    labels = [name_of(row.code, row.name_th) for row in rows.itertuples()]
    drawn = rows.assign(label=labels, text=text)
    # The one that stands highest above the mean first, ties in the order of the framework.
    drawn = drawn.sort_values("difference", ascending=False, kind="stable")
    words = {
        "name": _name(found),
        "above": int((rows["difference"] > 0).sum()),
        "count": len(rows),
        "listed": join([f"{row.label} {show(row.shown, rules.decimals)} ({row.text})" for row in drawn.itertuples()]),
    }
    texts = _texts("agency", found, int(rows["of"].max()), **words)
    return country_figures.beside(drawn, rules, *texts)


def _name(found: CountryFindings) -> str:
    """The agency that is looked at, in letters that a chart has: its name comes from the file as it was typed."""
    return printable(found.place.name_th or found.place.agency)


def _bars(labels, shares, counts, decimals: int, tones, wholes=None) -> pd.DataFrame:
    """Rows as `country_figures.bars` draws them."""
    rows = pd.DataFrame({"label": list(labels), "share": list(shares), "count": list(counts), "apart": False})
    rows["tone"] = tones
    wholes = [None] * len(rows) if wholes is None else list(wholes)
    rows["text"] = [
        NATIONAL["count" if whole is None else "of"].format(
            share=show(row.share, decimals), count=row.count_, all=whole
        )
        for row, whole in zip(rows.rename(columns={"count": "count_"}).itertuples(), wholes, strict=True)
    ]
    return rows


def _listed(bars: pd.DataFrame) -> str:
    """The first rows in words; the table beside the chart has all."""
    return join([f"{row.label} {row.text}" for row in bars.head(NAMED_IN_ALT).itertuples()])


def _texts(key: str, found: CountryFindings, agencies: int, **words) -> tuple[str, str, str]:
    """Title, note and alternative text of a chart that `agencies` stand behind."""
    said = {"target": f"{found.framework.target.score:g}", **words}
    note = NATIONAL_PICTURE["note"].format(agencies=agencies, year=found.framework.year, asked=asked(found)).strip()
    return (
        NATIONAL_PICTURE[key]["title"].format(**said),
        f"{INVENTED} {note}" if found.invented else note,
        NATIONAL_PICTURE[key]["alt"].format(**said),
    )

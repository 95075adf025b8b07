"""The parts of a Word file that don't depend on what is written in it: styles, lists, settings, fonts."""

from collections.abc import Iterable

from italib.document import Layout
from italib.word_markup import listed, part, text_width, twips, w

# Where the first line of a paragraph and the points of a list begin, and how far the text stands from its number.
INDENT_CM, HANGING_CM = 2.0, 0.65
# Room for the number of a heading, by level; Thai digits are wide.
NUMBER_CM = 1.0, 1.4, 2.0
# Lists by number: headings, the points in a table, then each list of points of the text.
HEADINGS, CELL_POINTS, FIRST_POINTS = 1, 2, 3
# Fonts with the letters of the usual Thai office font, for machines without it; the first has its measures too.
OTHER_FONTS = "TH Sarabun New,Sarabun"
# Styles that Word doesn't know by their name.
OWN = {"Notice", "Note", "Picture", "TableText", "TableHeading", "TablePoint", "TableEnd"}
INK, FAINT, RULE = "1F2530", "5B6470", "8A94A3"


def styles(layout: Layout) -> str:
    """The part with all styles. Each names font, size and language in full, for Latin and for Thai letters."""
    width = text_width(layout)
    justified = w("jc", val="thaiDistribute")
    centred = w("jc", val="center")

    def letters(share: float, is_bold: bool, colour: str) -> str:
        font, size = layout.word_font, round(layout.word_size * share * 2)
        # Bold is said even where it is off: what a style doesn't say it takes from the one it is based on.
        weight = [w(tag, val=int(is_bold)) for tag in ("b", "bCs")]
        fonts = w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
        sizes = w("sz", val=size) + w("szCs", val=size)
        # The language of complex script is what makes Word break lines between Thai words.
        return w("rPr", fonts, *weight, w("color", val=colour), sizes, w("lang", val="th-TH", bidi="th-TH"))

    def style(style_id, name, *look, share=1.0, is_bold=False, colour=INK, after=""):
        based = w("basedOn", val="Normal") if style_id != "Normal" else ""
        following = w("next", val=after) if after else ""
        kind = {"default": int(style_id == "Normal"), "customStyle": int(style_id in OWN)}
        inside = w("name", val=name), based, following, w("qFormat"), w("pPr", *look), letters(share, is_bold, colour)
        return w("style", *inside, type="paragraph", styleId=style_id, **kind)

    def heading(level, share, before):
        number = w("numPr", w("ilvl", val=level - 1), w("numId", val=HEADINGS))
        look = w("keepNext"), w("keepLines"), number, spacing(before, 4), w("outlineLvl", val=level - 1)
        return style(f"Heading{level}", f"heading {level}", *look, share=share, is_bold=True, after="BodyText")

    def contents(level, left):
        hanging = NUMBER_CM[level - 1]
        stops = w("tab", val="left", pos=twips(left + hanging)), w("tab", val="right", leader="dot", pos=width)
        indent = w("ind", left=twips(left + hanging), hanging=twips(hanging))
        before = spacing(4 if level == 1 else 0, 0)
        return style(f"TOC{level}", f"toc {level}", w("tabs", *stops), before, indent, is_bold=level == 1)

    def points(style_id, name):
        return style(style_id, name, spacing(0, 3), justified)

    box = [w(side, val="single", sz=6, space=6, color=FAINT) for side in ("top", "left", "bottom", "right")]
    # No space between two paragraphs of the same style.
    close = w("contextualSpacing")
    small, smaller = 0.875, 0.8125
    return part(
        "styles",
        w("docDefaults", w("rPrDefault", letters(1, False, INK)), w("pPrDefault", w("pPr", spacing(0, 0)))),
        style("Normal", "Normal", spacing(0, 0)),
        style("BodyText", "Body Text", spacing(0, 6), w("ind", firstLine=twips(INDENT_CM)), justified),
        *(heading(level, *look) for level, look in enumerate([(1.25, 18), (1.125, 12), (1, 8)], start=1)),
        style("Title", "Title", spacing(0, 12), centred, share=1.875, is_bold=True),
        style("Subtitle", "Subtitle", spacing(0, 6), centred, share=1.375, is_bold=True),
        style("Notice", "Notice", w("pBdr", *box), spacing(36, 0), close, centred, is_bold=True),
        style("Caption", "caption", w("keepLines"), spacing(10, 4), share=small, is_bold=True),
        style("Note", "Note", spacing(3, 10), share=smaller, colour=FAINT),
        style("Signature", "Signature", w("keepNext"), spacing(0, 0), w("ind", left=width // 2), centred),
        style("Picture", "Picture", w("keepNext"), spacing(10, 0), centred),
        points("ListBullet", "List Bullet"),
        points("ListNumber", "List Number"),
        style("TableText", "Table Text", spacing(1, 1), share=small),
        style("TableHeading", "Table Heading", w("keepNext"), spacing(1, 1), centred, share=small, is_bold=True),
        style("TablePoint", "Table Point", listed(CELL_POINTS), spacing(0, 0), share=small),
        # Word joins two tables with nothing between them, and wants a paragraph after the last.
        style("TableEnd", "Table End", w("spacing", before=0, after=120, line=20, lineRule="exact"), share=0.125),
        style("TOCHeading", "TOC Heading", w("keepNext"), spacing(0, 12), centred, share=1.25, is_bold=True),
        *(contents(level, left) for level, left in enumerate((0, 1.0, 2.4), start=1)),
        style("Header", "header", spacing(0, 8), close, centred, share=smaller, colour=FAINT),
        style("Footer", "footer", centred, share=small, colour=FAINT),
        _grid(),
    )


def spacing(before: float, after: float) -> str:
    """The space above and below a paragraph, in points; lines are single, as high as the font asks."""
    return w("spacing", before=round(before * 20), after=round(after * 20), line=240, lineRule="auto")


def _grid() -> str:
    """The style of tables: thin rules around every cell."""
    sides = "top", "left", "bottom", "right", "insideH", "insideV"
    rules = w("tblBorders", *(w(side, val="single", sz=4, space=0, color=RULE) for side in sides))
    margins = w("tblCellMar", *(w(side, w=twips(0.1), type="dxa") for side in ("left", "right")))
    return w("style", w("name", val="Table Grid"), w("tblPr", rules, margins), type="table", styleId="TableGrid")


def numbering(thai_digits: bool, numbered: Iterable[bool]) -> str:
    """The part with all lists: headings, points in a table, and one for each list of points, `numbered` or dashed."""
    digits = "thaiNumbers" if thai_digits else "decimal"
    levels = [
        _level(place, digits, text, 0, NUMBER_CM[place], pStyle=f"Heading{place + 1}")
        for place, text in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
    ]
    dash, number, cell = (
        _level(0, "bullet", "-", INDENT_CM, HANGING_CM),
        _level(0, digits, "%1)", INDENT_CM, HANGING_CM),
        _level(0, "bullet", "-", 0, 0.3),
    )
    # Each list is a definition of its own, so that each begins with 1.
    kinds = [levels, [cell], *([number] if flag else [dash] for flag in numbered)]
    definitions = [
        w(
            "abstractNum",
            w("multiLevelType", val="multilevel" if kind is levels else "singleLevel"),
            *kind,
            abstractNumId=n,
        )
        for n, kind in enumerate(kinds, start=HEADINGS)
    ]
    lists = [w("num", w("abstractNumId", val=n), numId=n) for n in range(HEADINGS, HEADINGS + len(kinds))]
    return part("numbering", *definitions, *lists)


def _level(place: int, form: str, text: str, left: float, hanging: float, **style: str) -> str:
    """A level of a list, its number at `left` and its text `hanging` centimetres further."""
    linked = [w(tag, val=value) for tag, value in style.items()]
    stop, indent = twips(left + hanging), w("ind", left=twips(left + hanging), hanging=twips(hanging))
    look = w("pPr", w("tabs", w("tab", val="num", pos=stop)), indent)
    inside = w("start", val=1), w("numFmt", val=form), *linked, w("lvlText", val=text), w("lvlJc", val="left"), look
    return w("lvl", *inside, ilvl=place)


def settings() -> str:
    """The part with the settings: the rules of a present Word."""
    uri = "http://schemas.microsoft.com/office/word"
    return part(
        "settings",
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        # A line that is broken by hand is not stretched.
        w("compat", w("doNotExpandShiftReturn"), w("compatSetting", name="compatibilityMode", uri=uri, val=15)),
        w("themeFontLang", val="th-TH", bidi="th-TH"),
    )


def fonts(layout: Layout) -> str:
    """The part that names the font and those that stand in for it."""
    return part(
        "fonts",
        w(
            "font",
            w("altName", val=OTHER_FONTS),
            # The Thai character set.
            w("charset", val="DE"),
            w("family", val="swiss"),
            w("pitch", val="variable"),
            name=layout.word_font,
        ),
    )

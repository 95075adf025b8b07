"""The text of a PDF as readers find it that know what its letters stand for; pypdf itself does not."""

import re

from pypdf.generic import ContentStream


def meanings(font):
    """What each glyph of a font stands for."""
    pairs = re.findall(r"<(\w+)> <(\w+)>\n", font["/ToUnicode"].get_data().decode())
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs if len(glyph) == 4}


def text(reader, number, *, running=True):
    """The text of a page as readers that know ActualText find it; without what is `running` on every page, if asked."""
    page, found, spans, fonts = reader.pages[number], [], [], {}
    for name, font in page["/Resources"]["/Font"].items():
        fonts[name] = meanings(font.get_object())
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        hidden = not running and "/Artifact" in [kind for kind, _ in spans]
        if operator in (b"BDC", b"BMC"):
            told = operands[1] if len(operands) > 1 else {}
            spans.append((operands[0], told.get("/ActualText") if hasattr(told, "get") else None))
            found.append("" if hidden else spans[-1][1] or "")
        elif operator == b"EMC":
            spans.pop()
        elif operator == b"Tf":
            meaning = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and not hidden and not any(actual for _, actual in spans):
            for part in operands[0] if operator == b"TJ" else operands:
                if not isinstance(part, int | float):
                    raw = part.original_bytes
                    found += [meaning.get(code, "") for code in memoryview(raw).cast("B")[1::2]]
    return "".join(found).replace("\u2060", "").replace("\u200b", "")


def whole(reader, *, running=True):
    """The text of all pages."""
    return "".join(text(reader, number, running=running) for number in range(len(reader.pages)))

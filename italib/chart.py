"""What every chart shares: the house style, fonts, colours by meaning, and saving to the same bytes each time."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, wraps
from io import BytesIO
from pathlib import Path

import fontpkg_sarabun
import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

from italib import thai
from italib.framework import Framework
from italib.words import CHART

STYLE = Path(__file__).parent / "italib.mplstyle"
FONTS = ("Regular", "Bold")
# How hard zlib works on a PNG: harder takes half as long again for a twentieth of the bytes.
PACKED = 3

INK, FAINT = "#1f2530", "#6b7280"
TARGET = "#b42318"
# How the target is drawn, and whatever else is a limit.
LIMIT = {"color": TARGET, "linewidth": 1.2, "linestyle": (0, (4, 2))}
GOOD, WATCH, WEAK = "#1b7a5a", "#5b7ea6", "#c2410c"
# From the worst answer to the best; orange against blue is told apart by every kind of sight.
ANSWER_COLOURS = ("#b35806", "#f5b66e", "#8fbbdb", "#20659c")
INSTRUMENT_COLOURS = ("#20659c", "#4b8f8c", "#8a6bb1", "#b98b2f")


@dataclass(frozen=True)
class Chart:
    """A figure and its alternative text."""

    figure: Figure
    alt: str

    def png(self) -> bytes:
        """The picture as PNG, the same bytes on every run."""
        stream, dpi = BytesIO(), self.figure.dpi
        with _strictly():
            self.figure.canvas.draw()
        # Nothing shines through a chart, so that it needs no fourth channel.
        picture = Image.fromarray(np.asarray(self.figure.canvas.buffer_rgba())).convert("RGB")
        picture.save(stream, "PNG", compress_level=PACKED, dpi=(dpi, dpi))
        return stream.getvalue()

    def svg(self) -> bytes:
        """The drawing as SVG, letters as outlines, the same bytes on every run."""
        stream = BytesIO()
        with _strictly():
            self.figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        return stream.getvalue()


@cache
def _style() -> dict:
    """The settings of a chart. The fonts are those of the package, whatever the machine has."""
    for weight in FONTS:
        font_manager.fontManager.addfont(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{weight}.ttf")
    return dict(mpl.rc_params_from_file(STYLE, use_default_template=False))


def styled(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw in the house style, and leave the settings of the notebook as they were."""

    @wraps(draw)
    def drawn(*args, **kwargs) -> Chart:
        with _strictly():
            chart = draw(*args, **kwargs)
            _lay_out(chart.figure)
            return chart

    return drawn


def _lay_out(figure: Figure) -> None:
    """Find the place of everything, once: a figure with a layout of its own is drawn twice for every file of it."""
    ConstrainedLayoutEngine().execute(figure)


@contextmanager
def _strictly() -> Iterator[None]:
    """In the house style, and an error where the font lacks a letter: a box in its place is worse than no chart."""
    with mpl.rc_context(_style()), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        yield


def write_thai_digits(figure: Figure) -> None:
    """Write every number of a figure with Thai digits, those of the axes included; changes the figure."""
    with _strictly():
        figure.draw_without_rendering()
        for axes in figure.axes:
            for axis in (axes.xaxis, axes.yaxis):
                shown = [thai.thai_digits(label.get_text()) for label in axis.get_ticklabels()]
                axis.set_ticks(axis.get_majorticklocs(), shown)
        for text in figure.findobj(Text):
            text.set_text(thai.thai_digits(text.get_text()))
        _lay_out(figure)


def frame(
    width: float, height: float, title: str, note: str, title_share: float = 0.55, note_share: float = 1
) -> Figure:
    """An empty figure with its finding above and its source below; a legend may need the rest of their width."""
    figure = Figure(figsize=(width, height))
    # The canvas of the PNG finds the places as well: it remembers how wide every text is.
    FigureCanvasAgg(figure)
    figure.suptitle(thai.wrap(title, int(width * 8.9 * title_share), lines=4), x=0.012, ha="left")
    figure.supxlabel(
        thai.wrap(note, int(width * 14 * note_share), lines=3), x=0.012, ha="left", fontsize=8.5, color=FAINT
    )
    return figure


def target_line(framework: Framework) -> Line2D:
    """The target as it stands in a legend."""
    return Line2D([], [], **LIMIT, label=CHART["target"].format(score=framework.target.score))

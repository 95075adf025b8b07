"""Write into the run folder: tables, figures, documents and stage files, each whole or not at all."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from italib.chart import Chart
from italib.disk import write
from italib.document import Document
from italib.elements import picture
from italib.pdf import pdf as typeset
from italib.word import docx
from italib.workbook import xlsx

# What a spreadsheet may take for the beginning of a formula, also after what nobody sees, and in letters as wide as
# Chinese ones. Two are none: a number with a sign, unless it is as long as a telephone number, and a dash alone.
FORMULA = re.compile(
    r"(?![+-][0-9]{1,6}(\.[0-9]+)?\Z|-\Z)"
    r"([\t\r]|[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠])"
)


def sha256(path: Path) -> str:
    """The sha256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def csv(frame: pd.DataFrame) -> bytes:
    """The CSV file of a table: UTF-8 with BOM, so that Excel reads the Thai in it, and text that stays text."""
    text = frame.map(_inert).rename(columns=_inert).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


@dataclass(frozen=True)
class RunFolder:
    """`outputs/<agency>/<year>/`: where the tables, figures and stage files of one agency-year stand."""

    path: Path

    def table(self, name: str, frame: pd.DataFrame) -> None:
        """Write `tables/<name>.csv`."""
        write(self.path / "tables" / f"{name}.csv", csv(frame))

    def figure(self, name: str, chart: Chart) -> HTML:
        """Write `figures/<name>.png` and `.svg`; the picture with its alternative text, to show in a notebook."""
        png = chart.png()
        write(self.path / "figures" / f"{name}.png", png)
        write(self.path / "figures" / f"{name}.svg", chart.svg())
        return picture(png, chart.alt)

    def document(self, name: str, document: Document, pdf: bool) -> list[str]:
        """Write `document/<name>.docx`, `.xlsx` and, if asked for, `.pdf`; the names of what was written."""
        # A PDF of another day must not stand beside today's Word file.
        (self.path / "document" / f"{name}.pdf").unlink(missing_ok=True)
        made = {"docx": docx(document), "xlsx": xlsx(document), **({"pdf": typeset(document)} if pdf else {})}
        for ending, content in made.items():
            write(self.path / "document" / f"{name}.{ending}", content)
        return [f"{name}.{ending}" for ending in made]

    def stage(self, name: str, made_from: str, frame: pd.DataFrame) -> None:
        """Write `stages/<name>.parquet` with a note of the inputs that it was made from."""
        frame = frame.copy()
        frame.attrs["made_from"] = made_from
        write(self.path / "stages" / f"{name}.parquet", frame.to_parquet(index=False))

    def read_stage(self, name: str, made_from: str) -> pd.DataFrame | None:
        """The frame of a stage file, or None where there is none or it was made from other inputs."""
        path = self.path / "stages" / f"{name}.parquet"
        if not path.is_file():
            return None
        frame = pd.read_parquet(path)
        return frame if frame.attrs.pop("made_from", None) == made_from else None


def _inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers, also below zero, stay as they are.

    >>> _inert("=1+1"), _inert("-0.05"), _inert("-"), _inert(7)
    ("'=1+1", '-0.05', '-', 7)
    """
    if not isinstance(cell, str):
        return cell
    inert = f"'{cell}" if FORMULA.match(cell) else cell
    # The writer leaves a carriage return without quotation marks, so that what follows it would begin a row.
    return inert.replace("\r\n", "\n").replace("\r", "\n")

"""A process of its own that opens one spreadsheet and writes it to its output as lines of JSON.

Run by `spreadsheet.read` as a file, so that it imports nothing of the package and starts in 30 ms. A file that makes
the reader abort, loop or fill the memory ends this process and no other. Lines: a name begins a sheet, a list is some
of its rows, an object a bound that is passed or what is wrong with the file; the last line is `true`.
"""

import json
import re
import sys
import zipfile
from datetime import timedelta
from itertools import islice

from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

# Rows are told in blocks: a line for each would take most of the time.
BLOCK_ROWS = 200
REPEATED = re.compile(rb"number-rows-repeated\s*=\s*[\"'](\d+)")


def main(path: str, bounds: dict[str, int]) -> None:
    """Write a spreadsheet, or why it is not read."""
    _limit(bounds)
    try:
        _check_zip(path, bounds)
        _write_sheets(path, bounds)
    except Refused as refused:
        _say(refused.args[0])
    except (CalamineError, zipfile.BadZipFile, NotImplementedError):
        _say({"wrong": "bad_spreadsheet"})
    except MemoryError:
        _say({"bound": "beyond_memory"})
    _say(True)
    sys.stdout.flush()


class Refused(Exception):
    """Why a file is not read, as it is told."""


def _limit(bounds: dict[str, int]) -> None:
    """No more memory and time than the bounds say, no file written, no image of the memory left behind."""
    try:
        import resource
    except ImportError:
        # Windows has no such limits; there only the clock of `spreadsheet.read` runs.
        return
    for what, most in (
        (resource.RLIMIT_AS, bounds["beyond_memory"]),
        (resource.RLIMIT_CPU, bounds["beyond_seconds"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _check_zip(path: str, bounds: dict[str, int]) -> None:
    """Refused if the list of what is packed is a trap: too much, twice the same, one over the other, or macros."""
    with zipfile.ZipFile(path) as packed:
        entries = packed.infolist()
    if len(entries) > bounds["beyond_entries"]:
        raise Refused({"bound": "beyond_entries", "found": len(entries)})
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > bounds["beyond_unpacked"]:
        raise Refused({"bound": "beyond_unpacked", "found": unpacked})
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused({"wrong": "locked_spreadsheet"})
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused({"wrong": "bad_spreadsheet"})
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            raise Refused({"wrong": "bad_spreadsheet"})
        ends = entry.header_offset + entry.compress_size
    if any(entry.filename.casefold().endswith("vbaproject.bin") for entry in entries):
        raise Refused({"wrong": "macros"})
    if "content.xml" in {entry.filename for entry in entries}:
        _check_repeats(path, bounds)


def _check_repeats(path: str, bounds: dict[str, int]) -> None:
    """Refused if an OpenDocument sheet repeats a row more often than a sheet has rows: the reader would cut it off."""
    end = b""
    with zipfile.ZipFile(path) as packed, packed.open("content.xml") as content:
        while block := content.read(1 << 20):
            for found in REPEATED.finditer(end + block):
                if len(found[1]) > 9 or int(found[1]) > bounds["beyond_rows"]:
                    raise Refused({"bound": "beyond_rows"})
            # A number may lie across two blocks.
            end = block[-100:]


def _write_sheets(path: str, bounds: dict[str, int]) -> None:
    with load_workbook(path) as book:
        pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
        if len(pages) > bounds["beyond_sheets"]:
            raise Refused({"bound": "beyond_sheets", "found": len(pages)})
        cells = 0
        for page in pages:
            if page.visible != SheetVisibleEnum.Visible:
                _say({"hidden": page.name})
                continue
            sheet = book.get_sheet_by_name(page.name)
            _say(page.name)
            if sheet.end is None:
                continue
            # Known before a row is made: one cell in the last corner would be seventeen thousand million.
            rows, columns = (last + 1 for last in sheet.end)
            cells += rows * columns
            for key, count in (("beyond_rows", rows), ("beyond_columns", columns), ("beyond_cells", cells)):
                if count > bounds[key]:
                    raise Refused({"bound": key, "found": count})
            left = [""] * sheet.start[1]
            table = sheet.iter_rows()
            while block := [left + [_text(cell) for cell in row] for row in islice(table, BLOCK_ROWS)]:
                _say(block)


def _text(cell: object) -> str:
    """A cell as the text that a person sees in it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        # A spreadsheet shows 15 digits, and a whole number without its `.0`.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def _say(what: object) -> None:
    sys.stdout.buffer.write(json.dumps(what, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))

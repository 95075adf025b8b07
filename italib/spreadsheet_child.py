"""A program of its own: one spreadsheet → its cells as lines of JSON, within limits that its caller states.

A file of a few bytes can make the reader ask for more memory than there is, which ends the process at once. So it reads
in a process that may end: `python spreadsheet_child.py FILE MEGABYTES SECONDS COLUMNS CELLS`. It imports nothing of
italib, which would only make its start slower. Values alone are read: no macro runs, no link is followed, no formula is
worked out. On Windows, which knows no such limits, only the caller's own time limit holds.

Lines: `{"ignored": [...]}`, then for each sheet `{"sheet": name}` and one list of texts a row. Status 3: too large,
with a line `{"rows": …, "columns": …}`; status 4: no such spreadsheet, with a line `{"why": …}`.
"""

import json
import sys
import zipfile

from python_calamine import CalamineError, load_workbook

TOO_LARGE, UNREADABLE = 3, 4
# Parts of a workbook that are never read, by what their names hold.
IGNORED = {"vbaProject": "macros", "externalLink": "links", "connections.xml": "connections", "Basic/": "macros"}


def limit(megabytes: int, seconds: int) -> None:
    """Hold this process to so much memory and time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(cell: object) -> str:
    """A cell as the text that a person sees in it: a whole number without its `.0`."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def say(line: object) -> None:
    """One line of the answer."""
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")


def ignored(path: str) -> list[str]:
    """What the workbook holds that is not read."""
    with zipfile.ZipFile(path) as parts:
        return sorted({what for name in parts.namelist() for mark, what in IGNORED.items() if mark in name})


def read(path: str, columns: int, cells: int) -> int:
    """Say every sheet of a workbook; the status to end with."""
    try:
        say({"ignored": ignored(path)})
        with load_workbook(path) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                # The reader counts the last row and column from 0.
                height, width = sheet.total_height + 1, sheet.total_width + 1
                cells -= height * width
                if width > columns or cells < 0:
                    say({"rows": height, "columns": width})
                    return TOO_LARGE
                say({"sheet": name})
                for row in sheet.to_python(skip_empty_area=False):
                    say([text(cell) for cell in row])
    except (CalamineError, zipfile.BadZipFile) as wrong:
        say({"why": str(wrong)})
        return UNREADABLE
    return 0


if __name__ == "__main__":
    limit(int(sys.argv[2]), int(sys.argv[3]))
    status = read(sys.argv[1], int(sys.argv[4]), int(sys.argv[5]))
    sys.stdout.flush()
    sys.exit(status)

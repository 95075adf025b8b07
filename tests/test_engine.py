"""The forking engine: what it makes of a notebook is what a kernel makes of it, and nothing leaks, hangs or is lost."""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from running import KERNEL, ROOT

from italib import engine, forked
from italib.messages import CLI

posix = pytest.mark.skipif(not forked.CAN_FORK, reason="no fork here: the stock engine runs everything")
ALLOWED = {"tags": ["raises-exception"]}
# What differs from process to process, whatever runs it.
OF_THE_PROCESS = [(r"ipykernel_\d+", "ipykernel_N"), (r"0x[0-9a-f]{8,}", "0xN")]

SHOWCASE = [
    ("1 + 1", {}),
    # A kernel reads what is printed past Python by and by, and loses it where the cell is over before.
    (
        "import os, sys, time\nprint('ก่อน')\nos.system('echo ข้าม')\ntime.sleep(0.5)\nprint('หลัง')\n"
        "print('ผิด', file=sys.stderr)",
        {},
    ),
    ("os.write(1, 'ภาษาซี\\n'.encode())\ntime.sleep(0.5)\n'ผล'", {}),
    (
        "from IPython.display import HTML, Markdown, clear_output, display\n"
        "shown = display('หนึ่ง', display_id=True)\nshown.update('สอง')\ndisplay(HTML('<b>ก</b>'), Markdown('*ข*'))",
        {},
    ),
    ("print('หายไป')\nclear_output(wait=True)\nprint('อยู่')", {}),
    ("import pandas as pd\npd.DataFrame({'ก': [1, 2.5], 'ข': ['x', None]})", {}),
    ("import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(2, 1))\nax.plot([1, 3, 2]);", {}),
    ("%matplotlib inline\nplt.figure(figsize=(1, 1))\nplt.show()", {}),
    ("import asyncio\nawait asyncio.sleep(0.01)\nasyncio.get_running_loop().is_running()", {}),
    ("import warnings\nwarnings.warn('ระวัง')", {}),
    ("def deeper():\n    return 1 / 0\n\ndeeper()", ALLOWED),
    ("if True\n", ALLOWED),
    ("raise SystemExit", ALLOWED),
    ("%nothing", ALLOWED),
    ("!echo เปลือก", {}),
    ("%%time\n_ = 5", {"tags": ["timed"]}),
    ("print(In[1], Out[1], _1, __name__, os.getcwd())", {}),
    ("import pickle\nclass Own:\n    x = 3\n\npickle.loads(pickle.dumps(Own())).x", {}),
    ("", {}),
    ("x = {'ก': 1}; x", {}),
]


@pytest.fixture(autouse=True, scope="module")
def without_threads_of_other_tests():
    """A cluster of another test may have left a thread in this process, which has nothing to do with these."""
    left = threading.active_count() - 1
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(forked, "_threads", lambda: threading.active_count() - left)
        yield


def notebook(*cells):
    """A notebook of code, each cell with its metadata or without."""
    made = [cell if isinstance(cell, tuple) else (cell, {}) for cell in cells]
    code = [nbformat.v4.new_code_cell(source, metadata=dict(metadata)) for source, metadata in made]
    return nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": KERNEL})


def execute(source, place, name=engine.ENGINE, **how):
    """What the engine makes of a notebook, as it is kept."""
    try:
        papermill.execute_notebook(
            source, str(place), engine_name=name, kernel_name="python3", progress_bar=False, **how
        )
    finally:
        kept = nbformat.read(place, as_version=4)
    return kept


def plain(outputs):
    """Outputs without what differs from process to process, neighbours on one stream together."""
    joined = []
    for output in outputs:
        if output.output_type == "stream" and joined and joined[-1].get("name") == output.name:
            joined[-1]["text"] += output.text
        else:
            joined.append(nbformat.from_dict(output))
    text = nbformat.v4.writes(notebook_of(joined))
    for pattern, mark in OF_THE_PROCESS:
        text = re.sub(pattern, mark, text)
    return text


def notebook_of(outputs):
    cell = nbformat.v4.new_code_cell(outputs=outputs, id="one")
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The showcase by both engines."""
    place = tmp_path_factory.mktemp("showcase")
    made = {}
    for name in (None, engine.ENGINE):
        # papermill runs on after an error that is allowed, and tells of it at the end.
        with pytest.raises(PapermillExecutionError), pytest.MonkeyPatch.context() as patched:
            # A kernel that finds this variable leaves what C code prints on the terminal.
            patched.delenv("PYTEST_CURRENT_TEST")
            execute(notebook(*SHOWCASE), place / f"{name}.ipynb", name)
        made[name] = nbformat.read(place / f"{name}.ipynb", as_version=4)
        made[name].cells = [cell for cell in made[name].cells if cell.cell_type == "code"]
    return made


@pytest.mark.parametrize("number", range(len(SHOWCASE)))
def test_a_cell_gives_what_a_kernel_gives(both, number):
    stock, ours = (both[name].cells[number] for name in (None, engine.ENGINE))
    if "timed" in stock.metadata.get("tags", []):
        assert [output.output_type for output in ours.outputs] == [output.output_type for output in stock.outputs]
    else:
        assert plain(ours.outputs) == plain(stock.outputs)
    assert ours.execution_count == stock.execution_count
    assert ours.metadata.papermill.keys() == stock.metadata.papermill.keys()
    assert (ours.metadata.papermill.status, ours.metadata.papermill.exception) == (
        stock.metadata.papermill.status,
        stock.metadata.papermill.exception,
    )
    assert ours.metadata.get("execution", {}).keys() == stock.metadata.get("execution", {}).keys()


def test_the_notebook_itself_says_what_a_kernels_does(both):
    stock, ours = both[None].metadata, both[engine.ENGINE].metadata
    assert ours.language_info == stock.language_info
    assert ours.papermill.keys() == stock.papermill.keys()
    assert ours.papermill.exception == stock.papermill.exception and ours.papermill.duration > 0


@posix
def test_a_real_notebook_gives_the_same_bytes(tmp_path):
    values = {"data_dir": str(ROOT / "data"), "output_dir": str(tmp_path / "outputs")}
    source = str(ROOT / "notebooks" / "06_measures.ipynb")
    made = [execute(source, tmp_path / f"{name}.ipynb", name, parameters=values) for name in (None, engine.ENGINE)]
    stock, ours = ([cell.get("outputs") for cell in one.cells] for one in made)
    assert ours == stock
    assert sum(map(len, filter(None, ours))) > 10


@posix
def test_an_error_stops_the_notebook_as_with_a_kernel(tmp_path):
    kept, raised = [], []
    for name in (None, engine.ENGINE):
        with pytest.raises(PapermillExecutionError) as stopped:
            execute(notebook("1", "def f():\n    raise ValueError('ส้ม')\nf()", "2"), tmp_path / f"{name}.ipynb", name)
        raised.append((stopped.value.ename, stopped.value.evalue, stopped.value.exec_count, stopped.value.traceback))
        kept.append(nbformat.read(tmp_path / f"{name}.ipynb", as_version=4))
    assert raised[0] == raised[1]
    stock, ours = ([(c.source, c.get("execution_count"), c.get("outputs")) for c in one.cells] for one in kept)
    assert ours == stock


SETTINGS = """
import os, random, sys, warnings
import matplotlib as mpl, numpy as np, pandas as pd
import italib
"""
CHANGES = """
os.environ["LEAKED"] = "1"; os.chdir("/"); sys.path.insert(0, "leaked"); mpl.rcParams["font.size"] = 99
pd.set_option("display.max_rows", 3); pd.DataFrame.leaked = True; italib.leaked = True; leaked = 1
warnings.simplefilter("error")
"""
STATE = """
print(os.environ.get("LEAKED"), os.getcwd(), sys.path[:2], mpl.rcParams["font.size"], pd.get_option("display.max_rows"),
      hasattr(pd.DataFrame, "leaked"), hasattr(italib, "leaked"), "leaked" in globals(), len(warnings.filters))
"""
STATE_OF_PYTHON = (
    "print(sys.path, os.getcwd(), os.environ['MPLBACKEND'], [(rule[0], rule[2]) for rule in warnings.filters])"
)
CHANCE = "print(random.random(), np.random.random())"


@posix
def test_nothing_leaks_from_one_notebook_to_the_next(tmp_path):
    clean = execute(notebook(SETTINGS, STATE, CHANCE), tmp_path / "1.ipynb")
    changed = execute(notebook(SETTINGS, CHANGES, STATE, CHANCE), tmp_path / "2.ipynb")
    after = execute(notebook(SETTINGS, STATE, CHANCE), tmp_path / "3.ipynb")
    assert changed.cells[2].outputs != clean.cells[1].outputs
    assert after.cells[1].outputs == clean.cells[1].outputs
    chances = [one.cells[-1].outputs[0].text.split() for one in (clean, changed, after)]
    assert len({number for pair in chances for number in pair}) == 6


@posix
def test_a_notebook_whose_process_is_killed_is_told_and_kept(tmp_path):
    with pytest.raises(DeadKernelError):
        execute(notebook("'ก่อน'", "import os\nos.kill(os.getpid(), 9)", "'หลัง'"), tmp_path / "out.ipynb")
    first, _, last = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert first.outputs[0].data["text/plain"] == "'ก่อน'"
    assert last.outputs == []


@posix
@pytest.mark.parametrize(
    "hang", ["while True: pass", "import time\ntime.sleep(600)", "import os\nos.system('sleep 600')"]
)
def test_a_cell_that_hangs_is_ended(tmp_path, hang):
    with pytest.raises(CellTimeoutError):
        execute(notebook(f"import os\nprint(os.getpid())\n{hang}"), tmp_path / "out.ipynb", execution_timeout=1)
    (cell,) = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    with pytest.raises(ProcessLookupError):
        os.kill(int(cell.outputs[0].text), 0)


@posix
@pytest.mark.parametrize(("how", "times"), [({}, 6), ({"save_cells": False}, 2)])
def test_a_notebook_is_saved_around_every_cell_or_at_its_end(tmp_path, monkeypatch, how, times):
    saved, write = [], papermill.engines.write_ipynb
    monkeypatch.setattr(papermill.engines, "write_ipynb", lambda nb, path: saved.append(path) or write(nb, path))
    made = notebook("1", "1 / 0")
    nbformat.write(made, tmp_path / "in.ipynb")
    with pytest.raises(PapermillExecutionError):
        papermill.execute_notebook(
            tmp_path / "in.ipynb", tmp_path / "out.ipynb", engine_name=engine.ENGINE, progress_bar=False, **how
        )
    assert len(saved) == times
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    kept = [cell for cell in cells if cell.cell_type == "code"]
    assert [cell.outputs[0].output_type for cell in kept] == ["execute_result", "error"]


@posix
def test_much_that_is_printed_arrives_whole(tmp_path):
    code = (
        "import os\nprint('ก' * 200_000)\nos.system('head -c 300000 /dev/zero | tr \"\\\\0\" x')\nprint('ข' * 200_000)"
    )
    made = execute(notebook(f"{code};"), tmp_path / "out.ipynb")
    text = "".join(output.text for output in made.cells[0].outputs)
    assert text == "ก" * 200_000 + "\n" + "x" * 300_000 + "ข" * 200_000 + "\n"


@posix
def test_what_is_printed_is_told_while_the_cell_runs(tmp_path):
    """Whoever looks at a long cell sees how far it is: papermill saves what has come when the next message comes."""
    made = execute(
        notebook("import time\nfor step in range(3):\n    print(step, flush=True)\n    time.sleep(0.4)"),
        tmp_path / "out.ipynb",
    )
    assert [output.text for output in made.cells[0].outputs] == ["0\n", "1\n", "2\n"]


@pytest.fixture
def by_stock(monkeypatch):
    """The kernels that the stock engine is asked for, which runs nothing here."""
    asked = []
    monkeypatch.setattr(forked, "_said", set())
    monkeypatch.setattr(
        NBClientEngine, "execute_managed_notebook", classmethod(lambda cls, nb, kernel, **how: asked.append(kernel))
    )
    return asked


def run_twice(tmp_path, kernel="python3"):
    for number in (1, 2):
        papermill.execute_notebook(
            notebook("1"), str(tmp_path / f"{number}.ipynb"), engine_name=engine.ENGINE, kernel_name=kernel,
            progress_bar=False, parameters={}, language="python",
        )  # fmt: skip


def test_where_nothing_can_be_forked_the_stock_engine_runs_and_says_so_once(tmp_path, monkeypatch, by_stock, caplog):
    monkeypatch.setattr(forked, "CAN_FORK", False)
    run_twice(tmp_path)
    assert by_stock == ["python3", "python3"]
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == [CLI["no_fork"]]


@posix
def test_another_kernel_is_left_to_the_stock_engine(tmp_path, by_stock, caplog):
    run_twice(tmp_path, kernel="ir")
    assert by_stock == ["ir", "ir"]
    said = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert said == [CLI["other_kernel"].format(kernel="ir")]


@posix
def test_a_process_with_other_threads_is_not_forked(tmp_path, by_stock, caplog):
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        run_twice(tmp_path)
    finally:
        over.set()
        thread.join()
    assert by_stock == ["python3", "python3"]
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == [CLI["threads"]]


@posix
def test_a_progress_bar_is_no_reason_not_to_fork(tmp_path, by_stock):
    nb = notebook("1")
    papermill.execute_notebook(nb, str(tmp_path / "1.ipynb"), engine_name=engine.ENGINE, kernel_name="python3")
    assert by_stock == []


def test_papermill_has_the_engine_and_imports_nothing_for_it():
    assert papermill_engines.get_engine(engine.ENGINE) is engine.ForkEngine
    code = (
        "import papermill, sys; print([n for n in sys.modules if n.startswith('italib')], 'matplotlib' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "['italib', 'italib.engine'] False\n"


@posix
def test_the_command_of_papermill_has_it_too(tmp_path):
    nbformat.write(notebook("import os, sys, warnings", f"{STATE_OF_PYTHON}"), tmp_path / "in.ipynb")
    made = []
    for how in ([], ["--engine", "italib"]):
        command = [str(Path(sys.executable).with_name("papermill")), *how, "in.ipynb", "out.ipynb"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "100%" in done.stderr
        made.append(nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[1].outputs)
    assert "Kernel" not in done.stderr
    assert made[0] == made[1]
    assert "site-packages" in made[0][0].text


@posix
def test_a_notebook_ends_with_the_process_that_runs_it(tmp_path):
    nbformat.write(notebook("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)"), tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "--engine", "italib", "--log-output", "in.ipynb", "out.ipynb"]
    program = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    pid = next(int(found[1]) for line in program.stderr if (found := re.fullmatch(r"(\d+)\s*", line)))
    program.kill()
    program.communicate()
    until = time.monotonic() + 5
    while time.monotonic() < until and _lives(pid):
        time.sleep(0.05)
    assert not _lives(pid)


def _lives(pid):
    """Whether a process is there and no mere entry of a dead one."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"

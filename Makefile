# The two commands of the README are `make report` and `make test`.
PYTHON ?= python3
AGENCY ?= bansong
YEAR ?= 2565
BIN := .venv/bin

.PHONY: report test lab bench lock clean

report: .venv/ready
	@$(BIN)/italib run $(AGENCY) $(YEAR)

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest

lab: .venv/ready
	$(BIN)/jupyter lab notebooks/01_clean.ipynb

bench: .venv/ready
	$(BIN)/python benchmarks/whole_run.py
	$(BIN)/python benchmarks/findings.py
	$(BIN)/python benchmarks/batch.py

# Made again whenever the lock file or the package's own description is newer; `ready` comes last, so a broken set-up is never taken for a good one.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ต้องใช้ Python 3.11 ขึ้นไป: make PYTHON=python3.12")'
	@echo "กำลังเตรียม .venv: ติดตั้งแพ็กเกจตาม requirements.lock (ใช้เวลาหนึ่งถึงสองนาที)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# For whoever changes a dependency; needs the program uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --all-extras --quiet pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv outputs/*/

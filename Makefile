# make demo | make test | make test-slow | make bench | make check | make image | make lock
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed

.PHONY: demo test test-slow bench check image lock table clean

demo: $(INSTALLED)  ## a small campaign: no key, no Docker, no network beyond the package index
	$(BIN)/phyla demo

test: $(DEVELOPED)  ## every test but the slow ones; finds or starts a Docker engine first
	@bash tests/engine/start.sh || test $$? -eq 3
	$(BIN)/python -m pytest -q -m "not slow and not bench"

test-slow: $(DEVELOPED)
	@bash tests/engine/start.sh || test $$? -eq 3
	$(BIN)/python -m pytest -q -m slow

bench: $(DEVELOPED)
	@bash tests/engine/start.sh || test $$? -eq 3
	$(BIN)/python -m pytest -q -s -m bench tests/bench

check: $(DEVELOPED)  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

image:  ## the image that agents run in
	bash tests/engine/start.sh

table: $(INSTALLED)  ## the README's table: 10 seeds of the demo, its ablations and dgm (about 40 minutes)
	$(BIN)/python tests/bench/table.py

lock: $(DEVELOPED)  ## pin every dependency anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --group dev -c requirements.lock -o requirements-dev.lock

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(DEVELOPED): $(INSTALLED) requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

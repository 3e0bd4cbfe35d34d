SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input
PORT ?= 8000

.PHONY: help run demo test check bench docs format lock clean
help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.runtime ## start Motcua with the demonstration nation on http://127.0.0.1:8000
	@$(BIN)/motcua serve --port $(PORT) --with-demo

demo: $(VENV)/.runtime ## fill an empty database with the demonstration nation, without starting
	@$(BIN)/motcua demo

test: $(VENV)/.dev ## run everything, on SQLite and on PostgreSQL
	@bash tools/ensure_packages.sh
	@$(BIN)/python tools/run_tests.py --meanwhile "$(MAKE) -s $(VENV)/.cluster"

check: $(VENV)/.dev ## lint, types, import contracts, templates
	@bash tools/check.sh

bench: $(VENV)/.dev ## run the benchmarks and print figures
	@$(BIN)/python -m benchmarks

docs: $(VENV)/.dev ## rebuild the generated reference pages
	@$(BIN)/python tools/build_docs.py

format: $(VENV)/.dev ## format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: ## make the hashed lock files anew (needs uv)
	@bash tools/lock.sh

clean: ## remove the environment and caches; keeps the data in var/
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@bash tools/ensure_python.sh $(PYTHON)
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Motcua runs on (once) …"
	@$(PIP) install -q --no-compile --no-deps --require-hashes --only-binary :all: -r $<
	@$(PIP) install -q --no-compile --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing what the tests need (once) …"
	@$(PIP) install -q --no-compile --no-deps --require-hashes --only-binary :all: -r $<
	@touch $@

# Spark has no wheel: pip builds one, with the setuptools that .dev brought; packing 430 MB of jars again is left out.
$(VENV)/.cluster: requirements/cluster.txt $(VENV)/.dev
	@$(PIP) install -q --no-compile --no-deps --require-hashes --no-build-isolation \
	  --config-settings=--build-option=--compression=stored -r $<
	@touch $@

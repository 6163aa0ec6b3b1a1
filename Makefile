# make demo    the sample newsroom, published into out/ and checked
# make test    everything: lint, types, import contracts, all tests
# make check   the same without the tests marked slow: for between two edits
# make bench   the measurements of tests/bench, beside other programs
# make golden  writes the golden files anew; look at the difference before you commit it
# make lock    pins the requirements anew (the one target that needs uv)
#
# Needs Python 3.11 or newer, pip and make. All paths are relative, so the folder may have any name.

PYTHON ?= python3
# What pytest is given besides: make test PYTEST="-n 2" runs two tests at a time, PYTEST=tests/store one room's.
PYTEST ?=
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet
NEWSROOM := .build/newsroom
LOCK := uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.PHONY: demo test check lint bench golden lock clean
.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:

demo: .venv/.run
	@test -e $(NEWSROOM)/feedhouse.toml || { mkdir -p .build && .venv/bin/feedhouse init $(NEWSROOM); }
	.venv/bin/feedhouse build --config $(NEWSROOM)/feedhouse.toml --out out
	.venv/bin/feedhouse check out
	@echo
	@echo "Published and checked: open out/index.html in a browser. The newsroom is $(NEWSROOM); change it and run make demo again."

test: lint
	$(PY) -m pytest $(PYTEST)

check: lint
	$(PY) -m pytest -m "not slow" $(PYTEST)

lint: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache

bench: .venv/.dev
	@set -e; for bench in tests/bench/bench_*.py; do echo; echo "$$bench"; $(PY) "$$bench"; done

golden: .venv/.dev
	FEEDHOUSE_GOLDEN=1 $(PY) -m pytest -q -k golden

lock:
	$(LOCK) --group build pyproject.toml -o requirements/run.txt
	$(LOCK) --group build --group dev --extra postgresql --extra mariadb -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Set up once, and again only when the requirements or the project's own entry points change.

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit("feedhouse needs Python 3.11 or newer; say make PYTHON=..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.made requirements/run.txt pyproject.toml
	$(PIP) install --no-deps --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

# `make help` says what there is. Nothing here needs root, apt, or a network beyond the package index.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help site test test-site test-form test-parts test-browser laws wheel format schemas bench answers images lock clean
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(p) -c '$(NEW_ENOUGH)' 2>/dev/null && command -v $(p))))
PIP := $(BIN)/python -m pip --disable-pip-version-check --require-virtualenv --quiet install
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

DIST := dist
# A wheel dates what it holds; with a fixed day, in seconds since 1970, the same files make the same bytes.
WHEEL_DATE := 1767225600

# What a shell of another project may have left behind.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PIP_REQUIRE_VIRTUALENV PIP_USER PIP_TARGET PIP_PREFIX
export NO_MKDOCS_2_WARNING := 1

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s  %s\n", $$1, $$2}' Makefile

site: $(VENV)/.site ## build the site into site/
	$(BIN)/zonebook site

test: $(VENV)/.test ## every check: style, types, contracts, tests, and a strict build of the site
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target test-site test-form test-parts
	@echo "make test: all checks passed"

# Side by side, so that no processor waits for the end of a part that needs only one.
test-site:
	@mkdir -p build
	$(BIN)/zonebook site --out build/site

test-form:
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict .

# A worker for each processor; the tests of a file share what they make and stay together (tests/conftest.py).
test-parts:
	$(BIN)/pytest --numprocesses=auto --no-loadscope-reorder -m "not browser"

# With the site that `make test` built, where nothing has changed since. Chromium comes from the system, not from an index.
test-browser: $(VENV)/.browser build/site/manifest.json ## the pages in a real browser; needs chromium
	@$(BIN)/python -m tests.support.browser >/dev/null
	$(BIN)/pytest --numprocesses=auto --no-loadscope-reorder -m browser tests/browser
	@echo "make test-browser: all checks passed"

SITE_FILES = $(shell find docs generator models schemas mkdocs.yml -type f -not -path '*/__pycache__/*')
build/site/manifest.json: $(VENV)/.site $(SITE_FILES)
	@$(MAKE) --no-print-directory test-site

# What is generated at random, more often than `make test` generates it.
LAWS := ZONEBOOK_LAWS=1000 ZONEBOOK_CROWDS=2000 ZONEBOOK_EDITS=200 ZONEBOOK_WHOLE_LAWS=100 ZONEBOOK_SITES=50
laws: $(VENV)/.test ## compare 1,000 pairs of models for each law, and 2,000 judged in two ways; `make test` compares 100
	$(LAWS) $(BIN)/pytest --numprocesses=auto tests/laws tests/system/test_laws.py tests/system/test_titles.py \
		tests/system/test_kept_parts.py tests/mkdocs_support/test_frames.py

wheel: $(VENV)/.site ## build the wheel into dist/, the same bytes from the same files
	@rm -f $(DIST)/zonebook-*.whl
	@SOURCE_DATE_EPOCH=$(WHEEL_DATE) $(BIN)/hatchling build --target wheel --directory $(DIST)

format: $(VENV)/.test ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: $(VENV)/.site ## write the schemas that are made from the words of `when`
	$(BIN)/python generator/write_schemas.py

bench: $(VENV)/.browser ## measure, beside libyaml alone: a report and a plot in build/bench
	$(BIN)/python -m tests.bench.start
	$(BIN)/python -m tests.bench.bench --out build/bench
	$(BIN)/python -m tests.bench.functions
	$(BIN)/python -m tests.bench.catalogue
	$(BIN)/python -m tests.bench.tables
	$(BIN)/python -m tests.bench.pictures
	$(BIN)/python -m tests.bench.workbooks
	$(BIN)/python -m tests.bench.sites
	$(BIN)/python -m tests.bench.sites 1 --own
	@if [ -d build/site ]; then $(BIN)/python -m tests.bench.sizes; fi

answers: $(VENV)/.test ## compare with what other tools publish: a table, and a report in build/answers
	$(BIN)/python -m tests.answers.measure --out build/answers

images: site $(VENV)/.browser ## take the pictures of README.md and docs/gallery.md again; needs chromium
	@$(BIN)/python -m tests.support.browser >/dev/null
	$(BIN)/python -m tests.support.screenshots site docs/images

lock: $(VENV)/.test ## resolve the locked versions again (UPGRADE=--upgrade takes the newest)
	$(BIN)/python -m pip --disable-pip-version-check --quiet install uv
	$(COMPILE) pyproject.toml --group build --output-file requirements/site.txt
	$(COMPILE) pyproject.toml --constraint requirements/site.txt --no-annotate --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --group test --constraint requirements/site.txt --output-file requirements/test.txt
	$(COMPILE) pyproject.toml --group browser --constraint requirements/test.txt --output-file requirements/browser.txt
	echo pip | $(COMPILE) --no-annotate --output-file requirements/pip.txt -

clean: ## remove what was built, and the virtual environment
	@test ! -e "$(VENV)" || test -f "$(VENV)/pyvenv.cfg" || \
		{ echo "zonebook: $(VENV) is no virtual environment; nothing was removed" >&2; exit 2; }
	@test ! -e site || test -f site/.zonebook || \
		{ echo "zonebook: site was not made by zonebook; nothing was removed" >&2; exit 2; }
	rm -rf "$(VENV)" site build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made: requirements/environment.py requirements/pip.txt
	@test -n "$(PYTHON)" || { echo "zonebook: Python 3.11 or newer is needed; name it with PYTHON=..." >&2; exit 2; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "zonebook: $(PYTHON) is older than Python 3.11" >&2; exit 2; }
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) requirements/environment.py "$(VENV)"
	@touch $@

$(VENV)/.site: $(VENV)/.made requirements/site.txt pyproject.toml generator/zonebook/__init__.py
	@echo "installing the locked dependencies"
	@$(PIP) --require-hashes --requirement requirements/site.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	@echo "installing the locked dependencies of the tests"
	@$(PIP) --require-hashes --requirement requirements/test.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.test requirements/browser.txt
	@echo "installing the locked dependencies of the tests in a browser"
	@$(PIP) --require-hashes --requirement requirements/browser.txt
	@touch $@

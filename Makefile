# Everything a maintainer types. It needs make, Python 3.11 or later and Node 18 or later; all else
# is fetched by the targets themselves, pinned by hash in the lock files.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
VENDOR := src/plumbline/web/static/vendor
REFERENCES := $(sort $(wildcard scripts/reference_*.py))
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate $(ARGS)

# Some images set this; then each process compiles every module anew, and each test worker every test.
unexport PYTHONDONTWRITEBYTECODE

CHECKS := check-style check-types check-imports check-templates check-texts check-migrations \
	check-reference check-docs

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install frontend demo run test check full bench docs translations wheel lock unit \
	bench-large coverage reference picture looks month hooks clean FORCE $(CHECKS)

help: ## Show what can be typed
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## ---- set-up ----------------------------------------------------------------------------------

install: $(VENV)/.runtime frontend ## Set up .venv (with .venv/bin/plumbline) and the front end

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Plumbline needs Python 3.11 or later. Name yours: make $(MAKECMDGOALS) PYTHON=python3.12"; \
		exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python lacks its venv module. Type: sudo apt-get install --yes python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)

# Both stamps also follow pyproject.toml: its scripts and version land in the environment.
$(VENV)/.runtime: $(BIN)/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing what Plumbline runs on ..."
	@$(PIP_INSTALL) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/python requirements-dev.lock pyproject.toml
	@echo "Installing what Plumbline is built and tested with ..."
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime

frontend: node_modules/.vendored ## Fetch the front end and copy its used part into the package

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null || { \
		echo "Node is missing (18 or later). Type: sudo apt-get install --yes nodejs npm"; exit 2; }
	@node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' || { \
		echo "Plumbline needs Node 18 or later; this is $$(node --version)."; exit 2; }
	@echo "Fetching the front end ..."
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Only the rules and icons that the pages use are copied, so a changed page may need others.
node_modules/.vendored: node_modules/.installed scripts/frontend_install.py scripts/css_subset.py \
		$(shell find src/plumbline/web -name '*.html' -o -name '*.py') \
		$(if $(wildcard $(VENDOR)/*),,FORCE) | $(VENV)/.runtime
	@$(BIN)/python scripts/frontend_install.py
	@touch $@

## ---- running ---------------------------------------------------------------------------------

demo: install ## Serve an example organization on 127.0.0.1:8000 and print a sign-in link
	@$(BIN)/plumbline demo $(ARGS)

run: install ## Serve an empty instance with its first-run set-up page
	@$(BIN)/plumbline up $(ARGS)

## ---- proving ---------------------------------------------------------------------------------

test: $(VENV)/.dev frontend translations ## Run everything: SQLite, PostgreSQL, Chromium, the wheel
	@$(BIN)/python -m scripts.system_install
	@$(BIN)/python -m scripts.suite_run $(ARGS)

check: $(CHECKS) unit ## What CI asks of every change, in a few minutes

check-style: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

check-types: $(VENV)/.dev
	$(BIN)/mypy

check-imports: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

check-templates: $(VENV)/.dev
	$(BIN)/python scripts/lint_templates.py

check-texts: $(VENV)/.dev
	$(BIN)/python -m scripts.catalogues --check

check-migrations: $(VENV)/.dev
	$(BIN)/python -m django makemigrations --check --dry-run --settings plumbline.config.settings_test

check-reference: $(VENV)/.dev
	@for script in $(REFERENCES); do \
		echo "$(BIN)/python $$script --check"; $(BIN)/python $$script --check || exit 1; done

check-docs: docs

unit: $(VENV)/.dev frontend translations ## The quick tests only, on SQLite
	$(BIN)/python -m pytest -q -n auto --maxschedchunk 8 -m "not browser and not thorough" $(ARGS)

coverage: $(VENV)/.dev frontend translations ## Say which branches no test takes
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n auto $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

full: check test ## check and test, with ten times the examples of every property test, in all looks
	PLUMBLINE_TEST_ALL_LOOKS=1 $(BIN)/python -m pytest -q tests/browser/test_accessibility.py
	$(BIN)/python -m pytest -q -n auto -m "not browser" -p tests.thorough --hypothesis-profile=thorough

bench: install $(VENV)/.dev ## Measure acts on both databases, and pages in Chromium
	$(BIN)/python -m bench --size 1000 --size 10000 --write $(ARGS)
	$(BIN)/python -m bench pages --write
	$(BIN)/python -m bench --size 500 --people 500 --database sqlite --crowd --write

bench-large: install ## Measure 100,000 objectives, 200,000 people and 5 million check-ins on PostgreSQL
	$(BIN)/python -m bench --size 100000 --database postgres --crowd --write

looks: $(VENV)/.dev frontend ## Take a picture of every page, full and empty, in four looks
	$(BIN)/python -m scripts.looks_take

month: $(VENV)/.dev frontend translations ## Let the example live for weeks and list what went wrong
	$(BIN)/python -m scripts.month $(ARGS)

## ---- making ----------------------------------------------------------------------------------

docs: $(VENV)/.dev ## Build the documentation into build/docs; a warning is an error
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b dirhtml -d build/doctrees docs build/docs

reference: $(VENV)/.dev translations ## Write the generated pages and the catalogue of texts anew
	@for script in $(REFERENCES); do $(BIN)/python $$script || exit 1; done
	$(BIN)/python -m scripts.catalogues

translations: $(VENV)/.dev ## Compile translations and the pseudo-locale
	@$(BIN)/python -m scripts.catalogues --compile

picture: $(VENV)/.dev frontend ## Take the pictures of README and docs from the running demo
	$(BIN)/python -m scripts.picture_take

wheel: $(VENV)/.dev frontend translations ## Build the wheel and the sdist into dist/
	@rm -rf dist
	$(BIN)/python -m hatchling build --target sdist --target wheel

lock: $(VENV)/.dev ## Pin what pyproject.toml asks for; ARGS=--upgrade takes the newest
	$(COMPILE) pyproject.toml --extra postgres --output-file requirements.lock
	$(COMPILE) --group build --constraint requirements.lock --output-file requirements-build.lock
	$(COMPILE) pyproject.toml --extra postgres --group dev --constraint requirements.lock \
		--constraint requirements-build.lock --output-file requirements-dev.lock

hooks: $(VENV)/.dev ## Run the quick checks before every commit
	$(BIN)/pre-commit install

clean: ## Remove what was built; the environment and all data stay
	rm -rf build dist htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache

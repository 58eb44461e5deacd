# Few words: run, test, check, bench, schema; setup prepares without starting.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: run setup test test-web test-tracker check bench schema clean
.DELETE_ON_ERROR:

run: setup ## set everything up and serve; DEMO=1 adds a shop with history and visitors
	@$(BIN)/pulse serve $(if $(DEMO),--demo)

setup: .venv/installed frontend/dist/built ## prepare without starting; then .venv/bin/pulse serve

# Three for two cores: each waits half of its time for servers of its own. In the order of folders, or the longest come last.
test: .venv/installed-dev frontend/dist/built ## every test; brings its own servers
	@$(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder
	@$(MAKE) --no-print-directory --jobs 2 test-web test-tracker

# Browsers wait more than they work: two suites side by side take little longer than one.
test-web:
	@cd frontend && npm run test:browser -w web --silent

test-tracker:
	@cd frontend && npm run test:browser -w tracker --silent && npm run test:rows --workspaces --if-present --silent

check: .venv/installed-dev frontend/dist/built ## every linter and type checker
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > .venv/lint-imports.log || (cat .venv/lint-imports.log; exit 1)
	@$(BIN)/pulse schema | diff -u schema/schema.graphql - || (echo "Run: make schema"; exit 1)
	@cd frontend && npm run check --silent
	@echo "All checks passed."

# scale.py is apart: it makes a hundred million events first
BENCHES := latency ingest graphql_answer documents subscriptions reports growth rollups exports imports experiments crash outage \
	workers cluster footprint
bench: setup .venv/installed-dev ## every benchmark, each beside its baseline; names at the end what missed its aim
	@missed=; for name in $(BENCHES); do echo "== bench/$$name.py"; $(BIN)/python bench/$$name.py || missed="$$missed $$name"; done; \
	echo "Missed their aims:$${missed:- none}"

schema: .venv/installed ## write the GraphQL schema to schema/schema.graphql
	@$(BIN)/pulse schema --write

clean: ## remove what was built, not the data
	rm -rf .venv frontend/dist frontend/node_modules

.venv/installed: requirements.lock pyproject.toml
	@echo "Installing Python packages (a minute or two the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path 'frontend/dist/*' -not -path '*/generated/*' 2>/dev/null)
frontend/node_modules/installed: frontend/package-lock.json
	@echo "Installing front-end packages ..."
	@cd frontend && npm ci --silent --no-fund --no-audit
	@touch $@

frontend/dist/built: frontend/node_modules/installed $(SOURCES) schema/schema.graphql
	@echo "Building what browsers load ..."
	@cd frontend && npm run build --silent
	@touch $@

# run       the product on this machine: make run ARGS="--port 0 --no-browser"
# test      everything that proves it works
# mutants   takes each rule out of a copy, and sees its test fail: make mutants ARGS="floor"
# check     style and types
# bench     what it costs, into docs/performance.md: make bench ARGS="--full"
# soak      the long runs of faults: make soak ARGS="--only kill --loops 200"
# pictures  those of the README, taken from the running product
# protocol  docs/openapi.json, docs/asyncapi.json and the tables of docs/protocol.md, from the code
# audit     known holes in what it stands on
# release   the wheel, its bill of materials and their hashes, in dist/
# lock      pin today's versions of everything it stands on

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
TOO_OLD = "Read the Room needs Python 3.11 or newer; this is %d.%d. Name a newer one, for example: make run PYTHON=python3.13" % sys.version_info[:2]

.PHONY: run test mutants check bench soak pictures protocol audit release lock

run: .venv/.run
	@exec $(BIN)/readtheroom $(ARGS)

# What was compiled is kept: the product is started some hundred times.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/.test
	@$(BIN)/python -m tests.chromium
	@if command -v node >/dev/null; then node --test tests/js/*.test.mjs; \
	else echo "No Node.js here, so the tests of the scripts' pure parts are left out."; test "$$CI" != true; fi
# Three at a time, since many of them wait, and those that take longest first (tests/longest.py). Killed servers and real
# browsers on a busy machine: what failed is tried once more, with nothing beside it.
	$(BIN)/python -m pytest -n 3 --dist loadscope --no-loadscope-reorder \
	|| $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

mutants: .venv/.test
	@$(BIN)/python -m tests.mutants $(ARGS)

check: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/.test
	$(BIN)/python -m bench $(ARGS)

soak: .venv/.test
	@$(BIN)/python -m tests.faults.soak $(ARGS)

pictures: .venv/.test
	@$(BIN)/python -m docs.pictures

protocol: .venv/.run
	@$(BIN)/python -m docs.make_protocol

audit: .venv/.tools
	@$(BIN)/python -m release.audit .venv/tools/bin/pip-audit $(ARGS)

release: .venv/.test .venv/.tools
	@$(BIN)/python -m release .venv/tools

.venv/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and $(TOO_OLD))'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "Setting up (once; about a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.test: .venv/.run requirements-test.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.lock
	@touch $@

.venv/.tools: .venv/.run release/tools.lock
	@test -x .venv/tools/bin/pip || $(BIN)/python -m venv .venv/tools
	@.venv/tools/bin/pip install --quiet --disable-pip-version-check -r release/tools.lock
	@touch $@

COMPILE = $(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate

lock: .venv/.test
	@$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --output-file release/tools.lock release/tools.in

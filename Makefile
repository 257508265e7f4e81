# Needs Python 3.11 or newer, git and make; the rest is fetched into .venv.
# Another Python: make clean, then make test PYTHON=/path/to/python.

SETTINGS := pyproject.toml $(wildcard plugins/*/pyproject.toml)
BIN := .venv/bin
# What needs neither Java nor a browser, nor a heavy library to be compared with, and is
# not so dear that it is run but once.
LIGHT := -m "not java and not browser and not oracle and not once"
HEAVY := -m "java or browser or oracle or once"
PYTEST := pytest -q -n auto --maxprocesses 8

export PYTHON

.PHONY: help demo test check test-all measured mutation bench docs clean
.PHONY: check-format check-lint check-types check-imports check-changelog
.DELETE_ON_ERROR:

help:
	@echo "make demo      a real case from log to indicators"
	@echo "make test      the tests that need Python alone"
	@echo "make check     format, lint, types, imports, changelog, docs"
	@echo "make test-all  every test, with coverage, on every Python found"
	@echo "make mutation  breaks the rules on purpose and asks their tests (an hour)"
	@echo "make bench     the measurements beside their bars (5 minutes)"
	@echo "make docs      the documentation, in docs/_build/html"
	@echo "make clean     removes all that these made, .venv included"

# Redone only when a pyproject.toml changes.
.venv/.ready: $(SETTINGS) tools/setup.sh
	@tools/setup.sh .venv

.venv-%/.ready: $(SETTINGS) tools/setup.sh
	@tools/setup.sh .venv-$* $*

demo: .venv/.ready
	@$(BIN)/bmv demo

test: .venv/.ready
	@$(BIN)/$(PYTEST) $(LIGHT)

# `make -k check` goes on after a fault; `make -j check` takes the steps together.
check: check-format check-lint check-types check-imports check-changelog docs

check-format: .venv/.ready
	@tools/quietly.sh "format" $(BIN)/ruff format --check .

check-lint: .venv/.ready
	@tools/quietly.sh "lint" $(BIN)/ruff check .

check-types: .venv/.ready
	@tools/quietly.sh "types" $(BIN)/mypy

check-imports: .venv/.ready
	@tools/quietly.sh "imports" $(BIN)/lint-imports

check-changelog: .venv/.ready
	@tools/quietly.sh "changelog" $(BIN)/towncrier build --draft --version next

# The long search for examples is made once, on the newest other Python; what a Python may
# change is seen with few. The closing line of the last step is the last thing seen.
test-all: .venv/.ready
	@others="$$(tools/other-pythons.sh)"; profile=ci; \
	for version in $${others:-here}; do \
		HYPOTHESIS_PROFILE=$$profile $(MAKE) --no-print-directory test-on-$$version || exit 1; \
		profile=brief; \
	done
	@$(MAKE) --no-print-directory measured
	@echo "what is run once"
	@GROUP="oracle spark" tools/setup.sh .venv
	@HYPOTHESIS_PROFILE=ci $(BIN)/$(PYTEST) --dist loadgroup $(HEAVY)

test-on-here: .venv/.ready
	@$(BIN)/$(PYTEST) $(LIGHT)

test-on-%: .venv-%/.ready
	@echo "Python $*"
	@.venv-$*/bin/$(PYTEST) $(LIGHT)

# Domain and rules are where a forgotten branch does harm: their own tests leave nothing
# untested. Few examples suffice to see it. It is measured on the Python of .venv, and best
# on 3.11: from 3.12 on tracing makes the programs that rules are compiled to crawl.
measured: .venv/.ready
	@echo "every branch of domain and rules"
	@HYPOTHESIS_PROFILE=brief $(BIN)/$(PYTEST) $(LIGHT) --cov --cov-report= \
		tests/domain tests/rules tests/serialization
	@tools/quietly.sh "every branch of domain and rules" \
		$(BIN)/coverage report --fail-under=100

# Never removed as an intermediate file.
.PRECIOUS: .venv-%/.ready

# One module: make mutation MODULES=rules/promises/team
mutation: .venv-mutation/.ready
	@.venv-mutation/bin/python tools/mutation.py $(MODULES)

.venv-mutation/.ready: $(SETTINGS) tools/setup.sh
	@GROUP=mutation tools/setup.sh .venv-mutation

# A million cases need 6 GB and an hour: make bench SIZE=1000000
bench: .venv-bench/.ready
	@.venv-bench/bin/python benchmarks/run.py $(if $(SIZE),--size $(SIZE))

.venv-bench/.ready: $(SETTINGS) tools/setup.sh
	@GROUP=bench tools/setup.sh .venv-bench

docs: .venv/.ready
	@tools/quietly.sh "docs" $(BIN)/sphinx-build -q -E -W --keep-going \
		-d docs/_build/doctrees docs docs/_build/html

clean:
	@rm -rf .venv .venv-* uv.lock build dist docs/_build benchmarks/results.json \
		.coverage .coverage.* htmlcov .hypothesis .mypy_cache .pytest_cache \
		.ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

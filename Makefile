# Every target sets up what it needs; a bare machine wants only Python 3.11 with venv, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup run demo test check format bench clean

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 12

setup: $(READY)  ## the virtual environment with everything in it

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(READY)    ## the bot: against Slack with settings in the environment or .env, else against the sandbox
	$(BIN)/groundwork run

demo: $(READY)   ## a whole story in the sandbox, as a transcript
	$(BIN)/groundwork demo

test: $(READY)   ## the tests
	$(BIN)/python -m pytest -n auto

check: $(READY)  ## format, lint, imports, types, tests: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

format: $(READY) ## put the code into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## the figures, each as a ratio against its floor in the same run
	$(BIN)/python -m bench

clean:           ## remove everything that was set up or made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

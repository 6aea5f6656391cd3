# Every target sets up what it needs; a bare machine wants only Python 3.11 with venv, and make.
PYTHON ?= python3
VENV := .venv
# Many tests wait for a process or a clock, so that there is room for half as many again as there are cores.
WORKERS := $(shell $(PYTHON) -c "import os; print(max(2, (os.cpu_count() or 1) * 3 // 2))")
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser

.PHONY: help setup run demo test soak check audit lock sbom format generated wheel bench browser screenshots clean

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 12

setup: $(READY)  ## the virtual environment with everything in it

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(READY)    ## the bot: against Slack with settings in the environment or .env, else against the sandbox
	$(BIN)/groundwork run

demo: $(READY)   ## a whole story in the sandbox, as a transcript with its pictures
	$(BIN)/groundwork demo

test: $(BROWSER) ## the tests; those of the page are skipped where no browser can be had
	$(BIN)/python -m pytest -n $(WORKERS)

soak: $(BROWSER)  ## the tests with those that take long, half an hour; GROUNDWORK_SEED=… plays one again
	GROUNDWORK_EXAMPLES=200 $(BIN)/python -m pytest -n auto -m "soak or not soak"

check: $(BROWSER) ## format, lint, imports, security, types, tests: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml bot flows storage sandbox
	$(BIN)/python -m pip check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS)

audit: $(READY)  ## licences and hashes of what runs; and, with a network, known vulnerabilities
	@test -x .audit/bin/pip-audit || { $(PYTHON) -m venv .audit && .audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1; } || true
	$(BIN)/python -m tools.audit .audit/bin/pip-audit

lock: $(READY)   ## requirements.lock: the versions and hashes that the image is built from
	$(BIN)/python -m tools.lock

sbom: $(READY)   ## dist/groundwork.cdx.json: what the image holds, as a CycloneDX bill of materials
	@mkdir -p dist
	$(BIN)/python -m tools.sbom > dist/groundwork.cdx.json

format: $(READY) ## put the code into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generated: $(READY) ## write what is made from the code: docs/configuration.md, docs/permissions.md
	$(BIN)/python -m bot.settings_reference > docs/configuration.md
	$(BIN)/python -m bot.permissions_reference > docs/permissions.md

wheel: $(READY)  ## dist/groundwork-….whl, to install with pip or pipx
	rm -rf build  # what was built before would get in
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

# Tried once: as root by apt, or else Playwright's own. That there is none is no failure.
$(BROWSER): $(READY)
	@$(BIN)/python -m tests.browser.install
	@touch $@

browser: $(READY) ## try again to get a browser for the tests of the page
	@rm -f $(BROWSER)
	@$(MAKE) --no-print-directory $(BROWSER)

screenshots: $(BROWSER) ## the pictures in docs/images, of a story played in the sandbox
	$(BIN)/python -m tests.browser.screenshots

bench: $(READY)  ## the figures, each as a ratio against its floor in the same run
	$(BIN)/python -m bench

clean:           ## remove everything that was set up or made
	rm -rf $(VENV) .audit build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

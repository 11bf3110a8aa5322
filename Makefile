# Two commands set up everything: `make run` and `make test`. Python 3.11 or later is all that must be there.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test check bench lock clean

run: $(STAMP)  ## collect and read the saved pages of config.toml, print a summary
	@$(BIN)/onrecord run

test: $(STAMP)  ## run the tests
	@$(BIN)/pytest

check: $(STAMP)  ## lint and type-check
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

bench: $(STAMP)  ## run the benchmarks that need nothing but this repository
	@$(BIN)/python -m benchmarks

lock:  ## write requirements.txt anew from requirements.in (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  requirements.in -o requirements.txt

$(STAMP): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "onrecord needs Python 3.11 or later; set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "onrecord needs Python 3.11 or later; $(PYTHON) is older. Set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:  ## remove the environment and caches; the store stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info

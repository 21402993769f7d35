# Everything a newcomer needs: `make run` and `make test` set themselves up (docs: README.md).
# Needs Python >= 3.11 with pip, and make. ARGS goes to pytest: make test ARGS="tests/unit -k montant"

PYTHON ?= $(or $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p)))),python3)
BIN := .venv/bin
DEMO := build/demonstration.sqlite
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak forms clean prepare-run prepare-dev requirements

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: prepare-run ## open the program on a demonstration base (guided tour in pictures where there is no display)
	@mkdir -p build
	@if [ -e $(DEMO) ]; then $(BIN)/caisse-clients --base $(DEMO) base migrer >/dev/null; \
	else $(BIN)/caisse-clients --base $(DEMO) base creer --demonstration; fi
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(BIN)/caisse-clients --base $(DEMO); \
	else \
		echo "No display here: playing the guided tour offscreen, pictures and PDFs go to build/visite"; \
		QT_QPA_PLATFORM=offscreen exec $(BIN)/caisse-clients visite -o build/visite; \
	fi

test: prepare-dev ## the whole test suite, on all cores, without a display
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: prepare-dev ## lint, format, types, import contract
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: prepare-dev ## measure against the targets; writes build/bench.json
	@$(BIN)/python -m tests.performance $(ARGS)

soak: prepare-dev ## the properties and the stateful ledger test, for a long time
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n auto --timeout 0 tests/proprietes $(ARGS)

forms: prepare-run ## compile forms/*.ui (every other target does it too)

requirements: prepare-dev ## pin anew every package of pyproject.toml, with hashes
	@$(BIN)/python tools/pin.py

clean: ## remove what was built (not .venv)
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/caisse_clients/gui/formulaires
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

prepare-run prepare-dev: prepare-%:
	@$(PYTHON) tools/prepare.py $*

# Every command of this project. `make` alone lists them. What they do is in .ci/, in plain Python.
# PYTHON=/path/to/python3.12 chooses the Python that .venv is made with.
export PYTHON

BOOTSTRAP := .ci/python .ci/bootstrap.py
RUN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test check bench lock format clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## The portal with example data on http://127.0.0.1:8000 (SERVE=0: stop before serving; PORT=8001: elsewhere)
	@$(BOOTSTRAP)
	@$(RUN) .ci/demo.py

test: ## All tests, on SQLite and on Postgres with Redis, browser journeys included
	@$(BOOTSTRAP) --dev --with-browser
	@$(RUN) .ci/test.py

check: ## Format, lint, types, import order, migrations, deployment settings, container files, pins, known vulnerabilities
	@$(BOOTSTRAP) --dev
	@$(RUN) .ci/check.py

bench: ## The performance table: each figure beside its floor, measured in the same run
	@$(BOOTSTRAP) --dev
	@$(RUN) -m benchmarks

lock: ## Compile requirements.in and requirements-dev.in to pins; UPGRADE=1 takes the newest of everything
	@$(BOOTSTRAP) --dev
	@$(RUN) .ci/lock.py $(if $(UPGRADE),--upgrade)

format: ## Put the code into the project's format and mend what lint can mend
	@$(BOOTSTRAP) --dev
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

clean: ## Throw away .venv and what tools cached; var/ (your data) stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

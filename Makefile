# Every command sets up what it needs first: see .ci/bootstrap.py.
PYTHON ?= python3
BOOTSTRAP = @$(PYTHON) .ci/bootstrap.py

.PHONY: help run test lint clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: ## open the window, or a file in it: make run ARGS=model.hornbeam
	$(BOOTSTRAP) run $(ARGS)

test: lint ## run the checks and all tests, or some: make test ARGS=tests/engine
	$(BOOTSTRAP) test $(ARGS)

lint: ## run the static checks only
	$(BOOTSTRAP) lint

clean: ## remove the environment and everything generated
	rm -rf .venv build dist *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

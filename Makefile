# Everything a person types. `make help` lists it.
SHELL := /bin/bash
PYTHON := .venv/bin/python
PYTEST := .venv/bin/pytest
# One process a core, each with a PostgreSQL of its own; PROCESSES=0 runs everything in one.
PROCESSES ?= auto
SHARED_OUT := $(PYTEST) -n $(PROCESSES) --maxprocesses 4
PORT ?= 8400
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo demo-reset quick test chaos bench lint types guards planted refit screens pictures reference lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: ## install what running needs (Python packages, web assets)
	@scripts/setup run

setup-test: ## install what testing needs besides (tools, Chromium)
	@scripts/setup test

demo: setup ## run the platform with two invented shops on http://localhost:8400 (PORT=)
	@$(PYTHON) -m regulars demo --port $(PORT)

demo-reset: setup ## start the demo afresh
	@$(PYTHON) -m regulars demo --port $(PORT) --reset

quick: setup-test ## the tests without a browser and without thousands of questions, under a minute
	@$(SHARED_OUT) -m "not browser and not slow and not thorough"

test: setup-test ## every test, on a real PostgreSQL and a real browser
	@$(SHARED_OUT)

chaos: setup-test ## faults and random lives at their full figures; hours (REGULARS_SEED= repeats one)
	@REGULARS_CHAOS=1 $(SHARED_OUT) tests/domains/customers/test_lives.py tests/domains/customers/test_codes_held.py tests/domains/customers/test_crowd.py

bench: setup ## a million customers; the product beside pgbench, with bars (BENCH=--help)
	@$(PYTHON) -m bench $(BENCH)

lint: setup-test ## style of Python and SQL
	@.venv/bin/ruff check src tests scripts bench
	@.venv/bin/ruff format --check src tests bench
	@.venv/bin/squawk --config .squawk.toml migrations/*.sql

types: setup-test ## mypy --strict
	@.venv/bin/mypy

guards: setup-test ## floors, front doors, tidiness, catalogue
	@.venv/bin/lint-imports --config .importlinter
	@$(SHARED_OUT) tests/architecture

planted: setup-test ## plant each known bug and see its guard turn red
	@$(PYTHON) -m tests.planted.plant

refit: setup-test ## say anew in the planted bugs where their lines stand
	@$(PYTHON) -m tests.planted.places

screens: setup-test ## photograph every screen into shots/
	@$(PYTHON) -m tests.instruments.screens

pictures: setup-test ## write the pictures of the README and the guide anew
	@$(PYTHON) -m tests.instruments.pictures

reference: setup-test ## write docs/reference/ anew from the code
	@$(PYTHON) -m regulars reference

lock: ## pin requirements/*.in with hashes
	@for f in run dev; do .venv/bin/uv pip compile -q --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  requirements/$$f.in -o requirements/$$f.txt; done

# The one door to everything. Needs Python 3 (with venv), make and a package index.
# uv, SAM CLI and MiniStack are pinned here and live in .tools, apart from the project's packages.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help funnel setup demo test test-fast explore lint format bench parser-diff findings wheel requirements build image deploy delete \
  simulate mutants venue-check chaos-scraper evidence-demo evidence-audit

export PATH := $(CURDIR)/.tools/build/bin:$(CURDIR)/.tools/bin:$(PATH)
export UV_TOOL_DIR := $(CURDIR)/.tools/isolated
export UV_TOOL_BIN_DIR := $(CURDIR)/.tools/bin
export SAM_CLI_TELEMETRY ?= 0
unexport VIRTUAL_ENV

BIN := .venv/bin
PYTHON := $(file < .python-version)
STACK ?= signalfill
FAST := tests/unit tests/property
TEMPLATES := template.yaml infra/scraper.yaml infra/alarms.yaml infra/dashboard.yaml
EXPORT := uv export --quiet --frozen --no-dev --no-emit-project --no-annotate
EXPORTS := "src --extra=lambda" "functions/trader --extra=trader --prune=pydantic" \
  "functions/scraper --extra=scraper"

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: .venv/.ready .tools/.ready ## install everything into .venv and .tools
	@true

demo: setup ## watch signals become protected positions, all on this machine
	$(BIN)/signalfill demo

test: setup ## every test, with a floor under the branches of the inner rooms; end to end last
	$(BIN)/pytest -n auto $(FAST) --cov --cov-report=
	$(BIN)/python -m tests.coverage_floor
	$(BIN)/pytest -n auto -m "not e2e" $(FAST:%=--ignore=%)
	$(BIN)/pytest -m e2e

test-fast: setup ## unit and property tests alone: a change's first answer
	$(BIN)/pytest -n auto $(FAST)

evidence-demo: setup ## what a channel's history was worth: a made-up market and channel, on one page
	$(BIN)/signalfill replay --demo --price 69/month --out evidence-demo.html

explore: setup ## properties and worlds that nobody tried before (SEEDS=10000), for every night
	HYPOTHESIS_PROFILE=explore $(BIN)/pytest -n auto -m hypothesis
	$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),10000) --from $$(date +%s)0000

lint: setup ## style, types, layers, template, generated files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	for template in $(TEMPLATES); do sam validate --lint --region us-east-1 -t $$template; done
	for each in $(EXPORTS); do set -- $$each; \
	  diff <($(EXPORT) --no-header "$${@:2}") <(grep -v '^ *#' $$1/requirements.txt); done

format: setup ## let ruff put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## costs and how the parser reads unseen sources (ARGS=held_out: that alone; layouts: what asking costs)
	$(BIN)/python -m tests.benchmarks $(ARGS)

funnel: setup ## what the default settings refuse of a channel's calls, gate by gate (ARGS=EXPORT)
	$(BIN)/python -m tests.benchmarks.funnel $(ARGS)

parser-diff: setup ## what the parser of a commit traded and this one reads otherwise (AGAINST=COMMIT)
	$(BIN)/python -m tests.benchmarks.parser_diff $(AGAINST)

simulate: setup ## the trader in seeded worlds full of faults (SEEDS=1000 FROM=0); SEEDS=1 prints the run
	$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),1000) --from $(or $(FROM),0)

evidence-audit: setup ## a replay skips nothing and flatters nobody (ARGS="--seeds 100 --trades 2000")
	$(BIN)/python -m tests.replay $(ARGS)
	EVIDENCE_CHANNELS=2000 $(BIN)/pytest -q tests/unit/domain/evidence/test_error_rates.py

mutants: setup ## one wrong line at a time: which do tests and simulation not notice? (ARGS="--only TEXT")
	$(BIN)/python -m tests.mutants $(ARGS)

venue-check: setup ## hold a real venue to the contract, reading only (VENUE=key|sandbox ARGS=--place)
	$(BIN)/python -m tests.contract $(or $(VENUE),key) $(ARGS)

chaos-scraper: setup ## the reader through kills, cuts, deafness and outages: nothing may be lost
	$(BIN)/python -m tests.chaos $(ARGS)

findings: ## what libraries and tools do that nobody would guess: does it still hold?
	@changed=; for each in findings/*.sh; do echo "== $$each"; \
	  "$$each" || changed="$$changed $$each"; done; \
	if [ -n "$$changed" ]; then echo "no longer as described:$$changed"; exit 1; fi

wheel: setup ## the operator's command as a wheel, into dist/
	.tools/bin/uv build --quiet --wheel --out-dir dist

requirements: setup ## write the requirements of layer, trader and scraper from uv.lock
	for each in $(EXPORTS); do set -- $$each; $(EXPORT) "$${@:2}" -o $$1/requirements.txt; done

build: setup ## sam build, compiled: what AWS and the sandbox both get
	sam build --cached
	$(BIN)/python infra/compile_lexicon.py .aws-sam/build
	python3.13 -m compileall -q --invalidation-mode unchecked-hash .aws-sam/build

image: setup ## build the scraper's image, push it to the stack's repository by digest
	$(BIN)/python infra/push_image.py $(STACK)

deploy: build ## deploy to your AWS account (ARGS="--parameter-overrides ScraperImage=...")
	sam deploy --stack-name $(STACK) $(ARGS)

delete: setup ## delete the stack, keep its tables; refuses while positions are open
	@[ "$$($(BIN)/signalfill positions --json --stack $(STACK))" = "[]" ] || \
	  { echo "not deleted: positions may be open (see: signalfill positions --stack $(STACK))"; exit 1; }
	sam delete --stack-name $(STACK) --no-prompts

.venv/.ready: pyproject.toml uv.lock .python-version .pre-commit-config.yaml | .tools/bin/uv
	uv sync --frozen --quiet
	if git rev-parse --git-dir >/dev/null 2>&1; then $(BIN)/pre-commit install >/dev/null; fi
	@touch $@

.tools/.ready: Makefile .python-version | .tools/bin/uv
	uv tool install --quiet --python $(PYTHON) aws-sam-cli==1.170.0
	uv tool install --quiet --python $(PYTHON) ministack==1.5.33 \
	  --with aws-sam-translator==1.115.0 --with boto3==1.43.106 --with docker==7.2.0
	uv venv --quiet --clear --seed .tools/build
	@touch $@

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/pip install --quiet uv==0.13.9

# Everything a fresh machine needs is Python 3.11 or newer and make. Each target sets itself up:
# a virtual environment in .venv, filled from a lock with hashes.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
GROUPS ?= rules reply
ENABLE_WEB_INTERFACE ?= true
BIN := .venv/bin
# A lock names all that it takes, so nothing is left to resolve: pip 23 fails when it tries.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement

# Whatever is described is no file.
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\#.*/\1/p' $(MAKEFILE_LIST))
CHROMIUM_BY_APT := apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
NO_CHROMIUM := make browser needs Chromium: install it (on Debian the package chromium), or set CHROMIUM to its path
SAMPLED := --split named --split test --split test_archetype --split test_overlay
SOCKETS := supportops.server.transport:GuardedSocket supportops.server.lean:LeanWebSocket

run: .venv/.run          ## the benchmark's main job: all three tasks
	$(BIN)/python inference.py

test: .venv/.dev         ## the test suite, but for what takes long
	$(BIN)/python -m pytest -q -n auto -m "not long"

long: .venv/.dev         ## the tests that take long: recipes, corpora, processes, the doctor
	$(BIN)/python -m pytest -q -n auto -m long

serve: .venv/.run        ## the OpenEnv server, with the playground at /web
	ENABLE_WEB_INTERFACE=$(ENABLE_WEB_INTERFACE) $(BIN)/python -m supportops.server --host $(HOST) --port $(PORT)

check: .venv/.dev        ## lint, types, and documentation that has drifted
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m supportops diagram --check
	$(BIN)/python -m tests.cues --check
	$(BIN)/python -m tests.reply_rates --check
	$(BIN)/python -m supportops card --check
	$(BIN)/python -m supportops panel --check sample
	$(BIN)/python -m tests.web_types --check

format: .venv/.dev       ## rewrite the code in its own style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

conformance: .venv/.dev .venv/openenv-0.10/.ready .venv/openenv-0.3/.ready  ## the official clients and validators
	$(BIN)/python -m pytest -q tests/conformance --conformance

browser: .venv/browser/.ready web/node_modules/.ready  ## the playground in a real browser
	@command -v "$${CHROMIUM:-chromium}" >/dev/null || { $(CHROMIUM_BY_APT); } || { echo "$(NO_CHROMIUM)" >&2; exit 1; }
	.venv/browser/bin/python -m pytest -q tests/browser --browser

web: web/node_modules/.ready  ## build the playground into the server
	cd web && npm run --silent check && npm run --silent build

web-check: web/node_modules/.ready  ## its source is sound, and what is built is what it builds to
	cd web && npm run --silent check && OUT=$(CURDIR)/build/web npm run --silent build
	diff --recursive build/web supportops/server/web/static

autobahn: .venv/.dev .venv/autobahn/.ready  ## the Autobahn suite against both WebSocket classes (needs Python 2.7)
	$(BIN)/python -m tests.autobahn.run .venv/autobahn $(SOCKETS)

fuzz: .venv/.dev         ## 5,000 cases of schemathesis on the OpenAPI document
	$(BIN)/python -m tests.fuzz

differential: .venv/.dev  ## 1,000,000 steps beside the reference model, in two processes
	$(BIN)/python -m tests.differential

mutants: .venv/.dev .venv/mutation/.ready  ## small changes to the rules and to the reply grader, which tests have to notice
	@mkdir -p build/mutants
	for group in $(GROUPS); do \
	  .venv/mutation/bin/python -m tests.mutation.mutants $$group > build/mutants/$$group.jsonl && \
	  $(BIN)/python -m tests.mutation $$group build/mutants/$$group.jsonl || exit 1; done

hostile: .venv/.dev      ## the hostile table, with the times of a well-behaved session beside it
	$(BIN)/python -m tests.hostile

stops: .venv/.dev        ## 100 orderly stops under load, and what was left unanswered
	$(BIN)/python -m tests.stops

bench: .venv/.dev .venv/openenv-0.10/.ready  ## this server beside an official one, into docs/performance.md
	$(BIN)/python -m benchmarks --write

soak: .venv/.dev         ## 100,000 episodes on one socket, 10,000 connections, and what they left
	$(BIN)/python -m tests.soak

kills: .venv/.dev        ## 100 kills at random moments under load, and what was lost
	$(BIN)/python -m tests.kills

docs: .venv/.dev         ## regenerate what is generated from the code
	$(BIN)/python -m supportops diagram --write
	$(BIN)/python -m tests.cues --write
	$(BIN)/python -m tests.reply_rates --write
	$(BIN)/python -m supportops card --write
	$(BIN)/python -m tests.web_types --write

panel: .venv/.dev        ## play the exploit panel on all of test; its record, README and card
	$(BIN)/python -m supportops panel --write
	$(BIN)/python -m supportops card --write

panel-check: .venv/.dev  ## play it again, and fail if a figure of the record has moved
	$(BIN)/python -m supportops panel --check

validate: .venv/.dev     ## every family, every listed case with its twin, 1,000 cases of train
	$(BIN)/python -m supportops validate

doctor: .venv/.run       ## every check of the doctor on this directory
	$(BIN)/python -m supportops doctor

learn: .venv/.run        ## the learnability curve of a family, into docs/learnability.svg
	$(BIN)/python -m supportops learn refund_status --svg > docs/learnability.svg

prove: .venv/.dev        ## every configuration of 243 cases, and what each reward mode makes an agent do
	$(BIN)/python -m supportops prove $(SAMPLED) --count 40 --twins
	$(BIN)/python -m supportops audit $(SAMPLED) --count 30

twins: .venv/.dev        ## every twin pair of `test`, and every family beside its other worlds
	$(BIN)/python -m supportops twins --split test
	$(BIN)/python -m supportops twins --worlds --split test --count 15
	$(BIN)/python -m supportops twins --worlds --split test_archetype --count 3

lists: .venv/.dev        ## choose the cases of the evaluation splits anew (moves scores)
	$(BIN)/python -m supportops.cases.distribution --write

sbom: .venv/.dev         ## the bill of materials of the server, in build/sbom.json
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements/run.txt --output-reproducible --output-file build/sbom.json

image:                   ## the Docker image
	docker build -t support-ops-openenv .

lock: .venv/.dev         ## move every lock to the newest versions that pyproject.toml allows
	$(BIN)/python requirements/lock.py

clean:                   ## forget every installed thing
	rm -rf .venv build dist web/node_modules

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt | .venv/bin/python
	$(BIN)/python $(INSTALL) requirements/run.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	$(BIN)/python $(INSTALL) requirements/dev.txt
	@touch $@ .venv/.run

.venv/openenv-%/.ready: requirements/conformance-%.txt
	$(PYTHON) -m venv .venv/openenv-$*
	.venv/openenv-$*/bin/python $(INSTALL) requirements/conformance-$*.txt
	@touch $@

.venv/mutation/.ready: requirements/mutation.txt
	$(PYTHON) -m venv .venv/mutation
	.venv/mutation/bin/python $(INSTALL) requirements/mutation.txt
	@touch $@

.venv/browser/.ready: requirements/browser.txt
	$(PYTHON) -m venv .venv/browser
	.venv/browser/bin/python $(INSTALL) requirements/browser.txt
	@touch $@

web/node_modules/.ready: web/package-lock.json
	cd web && npm ci --silent --no-audit --no-fund
	@touch $@

# The suite predates Python 3. Installed into a folder, one of its namespaces lacks its file.
.venv/autobahn/.ready: tests/autobahn/requirements.txt | .venv/.dev
	PYTHON2=$$($(BIN)/python -m tests.autobahn.interpreter) && \
	$$PYTHON2 -m pip install --quiet --target .venv/autobahn --requirement $<
	touch .venv/autobahn/zope/__init__.py $@

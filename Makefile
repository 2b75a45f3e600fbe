# Each target is one line that calls the generator or a tool, in a .venv that is brought up to date first.
# ARGS goes on to the program called: make test ARGS="-k names". PYTHON=/path/to/python3 picks the Python.
# Words that an editor gives reach the program through the environment, so that no shell reads anything into them.

RUN = @sh generator/bootstrap.sh run && .venv/bin/python
DEV = @sh generator/bootstrap.sh dev && .venv/bin/python
SIZES = 1000 10000
PORT = 8000
SOAKED = tests/site/test_interrupted.py tests/built/test_killed.py tests/remembered tests/laws/test_updates.py tests/laws/test_publishing_updates.py

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help build serve check test soak import new rename merge suggest bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

build: ## check the content, write docs/, build site/
	$(RUN) -m generator build $(ARGS)

serve: ## show the site in a browser, built anew on each save (PORT=8000)
	$(RUN) -m generator serve --port $(PORT) $(ARGS)

check: ## style, types, module borders, documentation and content
	$(DEV) -m ruff check
	$(DEV) -m ruff format --check
	$(DEV) -m mypy
	$(DEV) .venv/bin/lint-imports
	$(DEV) -m pytest tests/docs
	$(DEV) -m generator check --format text

test: ## run all tests
	$(DEV) tests/install_programs.py
	$(DEV) -m pytest --numprocesses auto --dist loadfile $(ARGS)

soak: ## kill builds at 200 moments, edit 1,600 times, and hold what is left against clean builds
	$(DEV) tests/soak.py $(SOAKED) $(ARGS)

import: ## write an article as a draft: FILE=saved.html (ID=… DATE=2017-03-26 LANGUAGE=en)
	$(RUN) -m generator import $(if $(ID),--id "$$ID") $(if $(DATE),--date "$$DATE") $(if $(LANGUAGE),--language "$$LANGUAGE") -- "$$FILE"

new: ## write a stub: KIND=actor NAME="Yahya Sinwar" (ID=… for another id, FORCE=1 where another thing is called alike)
	$(RUN) -m generator new $(if $(ID),--id "$$ID") $(if $(FORCE),--force) -- "$$KIND" "$$NAME"

rename: ## give a thing another id, wherever it is named: KIND=actor OLD=hamas NEW=hamas-movement
	$(RUN) -m generator rename -- "$$KIND" "$$OLD" "$$NEW"

merge: ## make one thing of two: KIND=actor FROM=yehya-sinwar INTO=yahya-sinwar (KEEP=1 keeps its values)
	$(RUN) -m generator merge $(if $(KEEP),--keep) -- "$$KIND" "$$FROM" "$$INTO"

suggest: ## propose what an article shows: BRIEFING=id (ACCEPT="ID ID" writes those into content/)
	$(RUN) -m generator suggest $(if $(ACCEPT),--accept "$$ACCEPT") $(ARGS) -- "$$BRIEFING"

bench: ## time publishing, beside others, and the search, SIZES="1000 10000" briefings (ARGS="--only publish,peers")
	$(DEV) tests/bench/bench.py $(SIZES) $(ARGS)

lock: ## bring the locks up to pyproject.toml (ARGS=--upgrade: newest versions)
	@sh generator/bootstrap.sh lock $(ARGS)

clean: ## remove what was generated: pages in docs/, site/, .cache/
	$(RUN) -m generator clean

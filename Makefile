# Each target calls the generator or a tool in .venv, which is updated first.
# ARGS passes options on: make test ARGS="-k names". PYTHON=/path/to/python3 selects the Python.
# Values that an editor types reach the program through the environment, so that no shell expands them.
# Make itself would expand them (`NAME="$(shell …)"`, `NAME="US$100"`): `value` passes them on as they were typed.

RUN = @sh generator/bootstrap.sh run && .venv/bin/python
DEV = @sh generator/bootstrap.sh dev && .venv/bin/python
SIZES = 1000 10000
PORT = 8000
SOAKED = tests/site/test_interrupted.py tests/built/test_killed.py tests/incremental tests/laws tests/fuzz tests/text

TYPED = ACCEPT ARGS BRIEFING DATE FILE FORCE FROM ID INTO KEEP KIND LANGUAGE NAME NEW OLD PORT PYTHON SIZES
$(foreach name,$(TYPED),$(if $(filter-out undefined,$(origin $(name))),$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help build serve check test soak import new rename merge suggest bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

build: ## check the content, write docs/, build site/
	$(RUN) -m generator build $(ARGS)

serve: ## show the site in a browser, and rebuild it on each save (PORT=8000)
	$(RUN) -m generator serve --port "$$PORT" $(ARGS)

check: ## check style, types, imports, documentation and content
	$(DEV) -m ruff check
	$(DEV) -m ruff format --check
	$(DEV) -m mypy
	$(DEV) tests/check_types.py
	$(DEV) .venv/bin/lint-imports
	$(DEV) tests/node_tools.py check
	$(DEV) -m pytest tests/docs
	$(DEV) -m generator check --format text

test: ## run all tests
	$(DEV) tests/install_programs.py
	$(DEV) tests/node_tools.py test
	$(DEV) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

soak: ## kill builds at 200 moments, edit 1,600 times, build 2,000 random articles, compare with clean builds
	$(DEV) tests/soak.py $(SOAKED) $(ARGS)

import: ## import an article as a draft: FILE=saved.html (ID=… DATE=2017-03-26 LANGUAGE=en)
	$(RUN) -m generator import $(if $(ID),--id "$$ID") $(if $(DATE),--date "$$DATE") $(if $(LANGUAGE),--language "$$LANGUAGE") -- "$$FILE"

new: ## write a stub: KIND=actor NAME="Yahya Sinwar" (ID=… sets the id, FORCE=1 ignores similar names)
	$(RUN) -m generator new $(if $(ID),--id "$$ID") $(if $(FORCE),--force) -- "$$KIND" "$$NAME"

rename: ## change an id and every reference to it: KIND=actor OLD=hamas NEW=hamas-movement
	$(RUN) -m generator rename -- "$$KIND" "$$OLD" "$$NEW"

merge: ## merge two records: KIND=actor FROM=yehya-sinwar INTO=yahya-sinwar (KEEP=1 keeps the values of INTO)
	$(RUN) -m generator merge $(if $(KEEP),--keep) -- "$$KIND" "$$FROM" "$$INTO"

suggest: ## propose names, tags and attributions: BRIEFING=id (ACCEPT="ID ID" writes those into content/)
	$(RUN) -m generator suggest $(if $(ACCEPT),--accept "$$ACCEPT") $(ARGS) -- "$$BRIEFING"

bench: ## measure publishing, other generators and the search: SIZES="1000 10000" (ARGS="--only publish,peers")
	$(DEV) tests/bench/bench.py $(SIZES) $(ARGS)

lock: ## update the lock files from pyproject.toml (ARGS=--upgrade: newest versions)
	@sh generator/bootstrap.sh lock $(ARGS)

clean: ## remove generated files: pages in docs/, site/, .cache/
	$(RUN) -m generator clean

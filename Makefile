# Two commands: `make demo` and `make test`. Both do all the set-up on a fresh Debian or Ubuntu machine that has cargo.
#
# One profile (release) everywhere: RocksDB is C++, takes some ten minutes on two cores, and is compiled once a profile.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

CARGO ?= cargo

.PHONY: help demo test lint build install tools clean

help: ## this list
	@echo 'make demo   builds a small graph from tests/corpus and asks it a few questions'
	@echo 'make test   all tests'
	@echo 'make lint   rustfmt, clippy and rustdoc, warnings denied'
	@echo 'make build  the program alone: target/release/depeche (or under CARGO_TARGET_DIR)'
	@echo 'make install   puts depeche into the folder that cargo installs to'
	@echo 'The first of them compiles RocksDB: about ten minutes on two cores, once.'

demo: build ## a graph from the dispatches of the tests, in a folder that goes afterwards
	@./examples/demo.sh "$${CARGO_TARGET_DIR:-target}/release/depeche"

test: tools
	$(CARGO) test --release --locked

lint: tools
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --release --locked --no-deps

build: tools
	$(CARGO) build --release --locked

install: tools
	$(CARGO) install --locked --path .

tools: ## cargo, a C++ compiler, libclang: without them the build fails only after ten minutes
	@./.ci/tools "$(CARGO)"

clean:
	$(CARGO) clean

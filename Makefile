# `make` lists the targets. Everything is built with the release profile: what is tested is what is used.
SHELL := bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Each recipe runs in one shell that starts with this: the tools that bootstrap found or fetched. (Not .SHELLFLAGS:
# the make of macOS is too old for it.)
READY = set -euo pipefail; source .tools/env.sh;
PAIBAN = ./target/release/paiban

.PHONY: help bootstrap build release demo test fuzz bench bench-quick audit docs book man clean

help: ## list the targets
	@awk -F ': .*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

bootstrap: ## find or get the compiler, libclang and HiGHS
	@bash scripts/bootstrap.sh

build: bootstrap ## build ./target/release/paiban
	@$(READY) cargo build --release --locked

release: ## build target/static/release/paiban, which holds HiGHS and can be copied; takes eight minutes more
	@bash scripts/bootstrap.sh --source
	@$(READY) cargo build --release --locked --target-dir target/static
	@bash scripts/bootstrap.sh >/dev/null

demo: build ## roster the taobao preset for a month, into target/demo
	@$(READY) [[ -e target/demo/team.toml ]] || $(PAIBAN) init target/demo --preset taobao
	@$(READY) $(PAIBAN) roster target/demo/team.toml --month 2026-12 --time-limit 20 --out target/demo/2026-12

test: bootstrap ## format, lints, tests, examples, documentation; what CI runs
	@$(READY) for tool in fmt clippy; do \
	  cargo $$tool --version >/dev/null 2>&1 && continue; \
	  command -v rustup >/dev/null || { echo "cargo $$tool is missing: install it as you installed cargo" >&2; exit 2; }; \
	  case $$tool in fmt) rustup component add rustfmt ;; *) rustup component add $$tool ;; esac; \
	done
	@$(READY) cargo fmt --all --check
	@$(READY) cargo clippy --release --locked --all-targets -- -D warnings
	@$(READY) cargo test --release --locked
	@# From here on only failures speak, so that the tests' own lines stay in sight.
	@$(READY) cargo build --quiet --release --locked --bins --examples
	@$(READY) for file in examples/*.rs; do \
	  [[ -e $$file ]] || continue; name=$$(basename $$file .rs); log=target/example-$$name.log; \
	  cargo run --quiet --release --locked --example $$name >$$log 2>&1 </dev/null || \
	    { cat $$log; echo "example $$name failed" >&2; exit 1; }; \
	done
	@$(READY) RUSTDOCFLAGS="-D warnings" cargo doc --quiet --release --locked --no-deps --document-private-items
	@$(READY) $(PAIBAN) rules --markdown >target/rules.md; diff docs/rules.md target/rules.md >&2 || \
	  { echo "docs/rules.md is not what the rules' cards say (above); run 'make docs' and commit it" >&2; exit 1; }
	@$(READY) if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  python3 -B benches/peers/selftest_report.py; \
	else echo "skipped: the checks of benches/peers need Python 3.11"; fi
	@echo "all checks passed"

fuzz: bootstrap ## a million spoilt files of every kind, and the program itself on 1,400: no panic, no endless reading
	@$(READY) PROPTEST_CASES=$${PROPTEST_CASES:-22800} cargo test --release --locked --test rules -- mutat

bench: build ## measure against other solvers, for hours; BENCH_ARGS="..." is passed on
	@$(READY) scripts/bench.sh $(BENCH_ARGS)

bench-quick: build ## seven of the cases and thirty shops, in half an hour
	@$(READY) scripts/bench.sh --quick $(BENCH_ARGS)

audit: bootstrap ## licences, bans and sources of all crates, with cargo-deny
	@$(READY) if ! cargo deny --version >/dev/null 2>&1; then \
	  echo "cargo-deny is missing: building it into .tools (some minutes)"; \
	  cargo install --quiet --locked --root .tools cargo-deny; \
	fi
	@$(READY) cargo deny check licenses bans sources

docs: build ## write docs/rules.md from the rules' cards
	@$(READY) mkdir -p docs; $(PAIBAN) rules --markdown >target/rules.md; mv target/rules.md docs/rules.md

man: build ## pages for man of every command, in target/man
	@$(READY) $(PAIBAN) man target/man

book: bootstrap ## the manual as a book in both languages, in target/book
	@$(READY) bash scripts/book.sh

clean: ## remove target (.tools stays)
	@rm -rf target

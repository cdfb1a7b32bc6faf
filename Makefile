# cnswatch: two commands for newcomers, `make run` and `make test`; `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run stop test check golden build bench clean

SWIFT_BUILD := swift build -c release --static-swift-stdlib

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Build, make a demo roster, start the daemon on it, show the due list (no root, no systemd)
	@.ci/demo start

stop: ## Stop the daemon that `make run` started
	@.ci/demo stop

test: ## Run all tests, installing what they need
	@.ci/deps test
	swift build --build-tests
	CNSWATCH_TEST_PYTHON="$(CURDIR)/.build/python/bin/python" \
	CNSWATCH_TEST_ALERTMANAGER="$(CURDIR)/.build/alertmanager" swift test --skip-build

check: ## The gate: format, warnings, architecture, golden files
	@.ci/deps test
	@.ci/check

golden: ## Write the golden files anew; look at the difference before committing it
	@.ci/deps test
	CNSWATCH_RENEW_GOLDEN=1 CNSWATCH_TEST_PYTHON="$(CURDIR)/.build/python/bin/python" swift test --filter 'Golden|golden' || true
	git --no-pager diff --stat -- Tests

build: ## Build the programs for release, with the Swift runtime linked in
	@.ci/deps build
	$(SWIFT_BUILD) --product cnswatch
	$(SWIFT_BUILD) --product cnswatchd

bench: build ## Measure against real peers and print tables; LARGE=1 takes a million patients
	@.ci/deps bench
	@.build/bench-python/bin/python .ci/bench/run $(if $(LARGE),--large) $(BENCH)

clean: ## Remove what was built
	swift package clean
	rm -rf .build/python .build/bench-python .build/bench .build/chrony .build/alertmanager .run

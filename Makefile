# cnswatch: two commands for newcomers, `make run` and `make test`; `make help` lists the rest.
# The variables of `make install` are GNU's: make install prefix=/usr sysconfdir=/etc DESTDIR=/tmp/root

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run stop test test-fast check messages golden pictures build bench all install uninstall dist deb system-test clean

prefix = /usr/local
exec_prefix = $(prefix)
bindir = $(exec_prefix)/bin
sbindir = $(exec_prefix)/sbin
libdir = $(exec_prefix)/lib
datarootdir = $(prefix)/share
datadir = $(datarootdir)
mandir = $(datarootdir)/man
docdir = $(datarootdir)/doc/cnswatch
# Not below the prefix: the programs look in /etc where nobody says otherwise.
sysconfdir = /etc
DESTDIR =
# Where systemd looks, below the prefix as well as below /usr.
systemdunitdir = $(libdir)/systemd/system
systemdpresetdir = $(libdir)/systemd/system-preset
systemdcatalogdir = $(libdir)/systemd/catalog
sysusersdir = $(libdir)/sysusers.d
tmpfilesdir = $(libdir)/tmpfiles.d
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
INSTALL = install
INSTALL_PROGRAM = $(INSTALL)
INSTALL_DATA = $(INSTALL) -m 644

version := $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/ControlInterface/ControlInterface.swift)
# The time that every file of a release carries: that of the last commit.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y Package.swift)
export LC_ALL = C.UTF-8

# No path of the machine that builds stands in the programs, nor one to look for libraries beside them. The linker strips
# them: strip(1) would lose the segment that is made read-only after the start. The command is linked as a whole. What a
# start has to adjust is packed, and no name is exported, since nothing is loaded later that could ask for one. Nothing is
# noted for a debugger: it would be stripped, but not before hashes of it, which differ from build to build, are in the programs.
SWIFT_BUILD := CNSWATCH_LINK_WHOLE=1 swift build -c release --static-swift-stdlib --disable-local-rpath \
	-debug-info-format none \
	-Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. -Xcc -ffile-prefix-map=$(CURDIR)=. -Xlinker -s \
	-Xswiftc -use-ld=lld -Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs
stage := .build/stage
products := .build/products

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: ## Build, make a demo roster, start the daemon on it, show the due list (no root, no systemd)
	@.ci/demo start

stop: ## Stop the daemon that `make run` started
	@.ci/demo stop

test: ## Run all tests, installing what they need; ONLY=SuiteOrTest runs those that match
	@.ci/deps test
	swift build --build-tests
	swift test --skip-build $(if $(ONLY),--filter '$(ONLY)')

test-fast: ## Run the tests of the rooms that need neither daemon nor command, in a build of their own
	CNSWATCH_FAST=1 swift test --scratch-path .build/fast $(if $(ONLY),--filter '$(ONLY)')

check: ## The gate: format, warnings, architecture, golden files
	@.ci/deps test
	@.ci/check

messages: ## Generate the messages of the control interface anew
	swift run GenerateMessages Sources/ControlInterface/org.cnswatch.Control.varlink Sources/ControlInterface/Generated

golden: ## Write the golden files anew; look at the difference before committing it
	@.ci/deps test
	@swift build --build-tests && CNSWATCH_RENEW_GOLDEN=1 swift test --skip-build --filter 'Golden|golden'; status=$$?; \
	git --no-pager diff --stat -- Tests; exit $$status

pictures: build ## Make the pictures of the README anew (needs chromium)
	@.ci/pictures

build: ## Build the programs for release, with the Swift runtime linked in
	@.ci/deps build
	$(SWIFT_BUILD) --product cnswatch
	$(SWIFT_BUILD) --product cnswatchd

all: build ## Build everything that is installed: programs, completions, bill of materials
	@.ci/stage "$$($(SWIFT_BUILD) --show-bin-path)" "$(stage)" "$(version)"

install: ## Install what `make all` built (prefix, DESTDIR, sysconfdir, ...)
	@test -x $(stage)/cnswatchd || { echo "Nothing is built yet: make all" >&2; exit 1; }
	$(INSTALL) -d $(foreach directory,$(installed_directories),"$(DESTDIR)$(directory)")
	$(INSTALL_PROGRAM) $(stage)/cnswatch "$(DESTDIR)$(bindir)/cnswatch"
	$(INSTALL_PROGRAM) $(stage)/cnswatchd "$(DESTDIR)$(sbindir)/cnswatchd"
	@# What the admin has edited stays; beside it goes what this version would have brought.
	@for file in cnswatch.toml protocols/her2-cns.toml protocols/tnbc-cns.toml $(code_tables); do \
	    target="$(DESTDIR)$(sysconfdir)/cnswatch/$$file"; \
	    sed 's|/etc/cnswatch|$(sysconfdir)/cnswatch|g' "etc/cnswatch/$$file" >$(stage)/configuration; \
	    if [ -e "$$target" ] && ! cmp -s $(stage)/configuration "$$target"; then target="$$target.new"; fi; \
	    echo "$(INSTALL_DATA) etc/cnswatch/$$file $$target"; \
	    $(INSTALL_DATA) $(stage)/configuration "$$target" || exit 1; done; rm -f $(stage)/configuration
	@for unit in systemd/*.service systemd/*.socket; do echo "installing $$unit"; \
	    sed -e 's|/usr/sbin/cnswatchd|$(sbindir)/cnswatchd|' -e 's|/etc/cnswatch|$(sysconfdir)/cnswatch|g' \
	        $(if $(filter /etc,$(sysconfdir)),,-e 's|^\(ExecStart=[^ ]*cnswatchd\)$$|\1 --config $(sysconfdir)/cnswatch/cnswatch.toml|') \
	        "$$unit" >"$(DESTDIR)$(systemdunitdir)/$${unit##*/}" || exit 1; \
	    chmod 644 "$(DESTDIR)$(systemdunitdir)/$${unit##*/}"; done
	$(INSTALL_DATA) systemd/50-cnswatch.preset "$(DESTDIR)$(systemdpresetdir)/50-cnswatch.preset"
	$(INSTALL_DATA) systemd/cnswatch.sysusers "$(DESTDIR)$(sysusersdir)/cnswatch.conf"
	$(INSTALL_DATA) systemd/cnswatch.tmpfiles "$(DESTDIR)$(tmpfilesdir)/cnswatch.conf"
	$(INSTALL_DATA) systemd/cnswatch.catalog "$(DESTDIR)$(systemdcatalogdir)/cnswatch.catalog"
	for page in docs/man/*.[1-8]; do $(INSTALL_DATA) $$page "$(DESTDIR)$(mandir)/man$${page##*.}/" || exit 1; done
	$(INSTALL_DATA) $(stage)/completions/bash "$(DESTDIR)$(bashcompletiondir)/cnswatch"
	$(INSTALL_DATA) $(stage)/completions/zsh "$(DESTDIR)$(zshcompletiondir)/_cnswatch"
	$(INSTALL_DATA) $(stage)/completions/fish "$(DESTDIR)$(fishcompletiondir)/cnswatch.fish"
	$(INSTALL_DATA) README.md docs/*.md $(stage)/cnswatch.cdx.json "$(DESTDIR)$(docdir)/"
	$(INSTALL_DATA) systemd/examples/* "$(DESTDIR)$(docdir)/examples/"
	$(INSTALL_DATA) etc/cnswatch/prometheus/* "$(DESTDIR)$(docdir)/examples/prometheus/"
	$(INSTALL_DATA) etc/cnswatch/mappings/* "$(DESTDIR)$(docdir)/examples/mappings/"
	@test -n "$(DESTDIR)" || printf '%s\n' "Next, as root: systemd-sysusers && systemd-tmpfiles --create cnswatch.conf" \
	    "    journalctl --update-catalog && systemctl daemon-reload && systemctl enable --now cnswatchd.socket"

code_tables = $(patsubst etc/cnswatch/%,%,$(wildcard etc/cnswatch/codes/*.toml))

installed_directories = $(bindir) $(sbindir) $(sysconfdir)/cnswatch/protocols $(sysconfdir)/cnswatch/codes $(systemdunitdir) $(systemdpresetdir) \
	$(systemdcatalogdir) $(sysusersdir) $(tmpfilesdir) $(foreach section,1 5 7 8,$(mandir)/man$(section)) \
	$(bashcompletiondir) $(zshcompletiondir) $(fishcompletiondir) $(docdir)/examples/prometheus \
	$(docdir)/examples/mappings

uninstall: ## Remove what `make install` installed, but neither configuration nor records
	rm -f "$(DESTDIR)$(bindir)/cnswatch" "$(DESTDIR)$(sbindir)/cnswatchd" \
	    $(foreach unit,$(notdir $(wildcard systemd/*.service systemd/*.socket)),"$(DESTDIR)$(systemdunitdir)/$(unit)") \
	    "$(DESTDIR)$(systemdpresetdir)/50-cnswatch.preset" "$(DESTDIR)$(sysusersdir)/cnswatch.conf" \
	    "$(DESTDIR)$(tmpfilesdir)/cnswatch.conf" "$(DESTDIR)$(systemdcatalogdir)/cnswatch.catalog" \
	    $(foreach page,$(notdir $(wildcard docs/man/*.[1-8])),"$(DESTDIR)$(mandir)/man$(subst .,,$(suffix $(page)))/$(page)") \
	    "$(DESTDIR)$(bashcompletiondir)/cnswatch" "$(DESTDIR)$(zshcompletiondir)/_cnswatch" \
	    "$(DESTDIR)$(fishcompletiondir)/cnswatch.fish"
	rm -rf "$(DESTDIR)$(docdir)"

dist: ## The sources of the last commit as an archive, in .build/products
	@mkdir -p $(products)
	git archive --format=tar --prefix=cnswatch-$(version)/ HEAD | gzip -9n >$(products)/cnswatch-$(version).tar.gz
	@echo "$(products)/cnswatch-$(version).tar.gz"

deb: all ## A package for Debian 12, in .build/products
	@.ci/deb/build "$(version)" "$(products)"

system-test: ## Boot a Debian 12 and run the package in it (root; the first time it is fetched)
	@.ci/deps system
	@Tests/system/run

bench: build ## Measure against real peers and print tables; LARGE=1 takes a million patients
	@.ci/deps bench
	@.build/bench-python/bin/python .ci/bench/run $(if $(LARGE),--large) $(BENCH)

clean: ## Remove what was built
	swift package clean
	rm -rf .build/python .build/bench-python .build/bench .build/chrony .build/alertmanager .build/prometheus \
	    .build/stage .build/products .build/system-test .run

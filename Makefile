# `make` lists the targets. Two of them are all that most people need: `make demo` and `make test`.

SHELL := /bin/bash
.DEFAULT_GOAL := list

PACKAGES := libcurl4-openssl-dev libncurses-dev libsimdjson-dev g++ make
E2E_PACKAGES := jq tmux prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter
STRICT := --explicit-target-dependency-import-check error
# What a start costs besides our own code, taken away (Decisions/0005): relocation, debug sections, exported symbols,
# searching beside the program for libraries, libraries the first frame has no use for, types looked up by name.
# What the linker finds here it finds first.
FIRST := .build/link
ARCHIVES := libstdc++.a libncursesw.a libtinfo.a
RELEASE := -c release --static-swift-stdlib --disable-local-rpath \
  -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
  -Xlinker -S -Xlinker --no-export-dynamic -Xlinker -L$(CURDIR)/$(FIRST)
BINARY := .build/release/nightjar

list: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install the Debian packages that are missing
	@.ci/packages $(PACKAGES)

setup-e2e: setup
	@.ci/packages $(E2E_PACKAGES)

build: setup ## Build for development
	swift build $(STRICT)

release: setup ## Build the program people install: .build/release/nightjar
	@mkdir -p $(FIRST) && ar rc $(FIRST)/libsimdjson.a
	@for archive in $(ARCHIVES); do ln -sf "$$(g++ -print-file-name=$$archive)" $(FIRST); done
	swift build $(RELEASE) $(STRICT) --product nightjar -Xcxx -DCSJ_LIBRARY=$$(.ci/soname libsimdjson.so)
	@cp $(BINARY) $(BINARY).whole && mv $(BINARY).whole $(BINARY)

demo: release ## Open the console on the built-in homelab
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BINARY) demo; else exec $(BINARY) demo overview; fi

test: setup ## Every test that needs no server and no terminal
	@.ci/test $(STRICT) --skip 'EndToEndTests|CurlTests'
	@.ci/test $(STRICT) --filter CurlTests --no-parallel --skip-build

e2e: release setup-e2e ## Drive the real program in a terminal, against the demo and Debian's servers
	.ci/e2e $(BINARY)

golden: setup ## Record the walks' screens anew; review the difference before committing
	NIGHTJAR_RECORD=1 swift test --filter ConsoleTests || true
	@git --no-pager diff --stat -- Tests/ConsoleTests/Walks

lint: ## Check the format of the sources
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

format: ## Format the sources
	swift format --in-place --recursive --parallel Sources Tests Package.swift

measure: ## Check the laws on the length of files and functions
	@.ci/measure Sources

# The plugin takes minutes to build, so what it writes is committed.
SCHEMA := Sources/Backends/Tempo/Schema
schema: setup ## Generate the Swift of the protobuf schema anew, after a change to it
	@.ci/packages protobuf-compiler
	swift package resolve
	swift build --package-path .build/checkouts/swift-protobuf --scratch-path .build/schema --product protoc-gen-swift
	protoc --plugin=.build/schema/debug/protoc-gen-swift --proto_path=$(SCHEMA) --swift_out=$(SCHEMA) \
	  --swift_opt=Visibility=Package,UseAccessLevelOnImports=true trace.proto

docs: build ## Write the generated documents: Docs/Keys.md and the screens in README.md
	.build/debug/nightjar keys --markdown > Docs/Keys.md
	.ci/screens README.md

bench: release setup-e2e ## Print what first frame, idling and drawing cost, as ratios
	@.ci/bench $(BINARY)

check: ## Exactly what CI runs
	.ci/run

clean: ## Remove everything built
	rm -rf .build

.PHONY: list setup setup-e2e build release demo test e2e golden lint format measure schema docs bench check clean

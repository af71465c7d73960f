# Each command alone does all the set-up it needs. Nothing is fetched when nothing is missing.
.PHONY: help build demo test lint sanitize fuzz bench apps test-browser clean

help:
	@echo "make demo          play the three golden stories"
	@echo "make test          build and run all tests"
	@echo "make build         build build/greenroom"
	@echo "make lint          formatting, static checks, the rules of tests/tidy"
	@echo "make sanitize      the unit tests and the stories under ASan and UBSan"
	@echo "make fuzz          every parser fed with made-up input, GREENROOM_FUZZ_SECONDS=60 each"
	@echo "make bench         measure, and write bench/RESULTS.md"
	@echo "make apps          fetch the npm packages of the lab's own app, once"
	@echo "make test-browser  the page of the lab's own app in Chromium"
	@echo "make clean         remove what was built"

build:
	@tools/setup
	@tools/build dev greenroom

demo: build
	@build/greenroom run scenarios/golden

test:
	@tools/setup
	@tools/build dev
	@tools/test dev

lint:
	@tools/setup lint
	@tools/build dev test_tidy
	@tools/lint

sanitize:
	@tools/setup
	@tools/build sanitize
	@tools/test sanitize -L 'unit|stories|clients'

fuzz:
	@tools/setup fuzz
	@tools/build fuzz
	@tools/fuzz

bench:
	@tools/setup bench
	@tools/build dev greenroom benchmarks
	@bench/run

apps:
	@tools/apps

test-browser:
	@tools/test-browser

clean:
	@rm -rf build build-sanitize build-fuzz

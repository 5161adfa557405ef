# What is typed often. Set up first: CONTRIBUTING.md
.PHONY: run dev test check bench

bin := .venv/bin

run:
	$(bin)/backbeat

dev:
	$(bin)/backbeat run --dev

test:
	$(bin)/pytest

check:
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports

bench:
	$(bin)/python -m benchmarks

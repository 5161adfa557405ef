"""Measure everything: `python -m benchmarks [--quick] [--only NAME]`.

Prints a table of ratios. Exit code 0: every target holds; 1: one doesn't.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks import (
    apple,
    cold,
    crowd,
    growth,
    identity,
    memory,
    people,
    report,
    reruns,
    search,
    store,
    taps,
    visit,
)
from benchmarks.diaries import ONE_MONTH, TEN_YEARS, write_diary
from benchmarks.figures import HEAD, Figure
from benchmarks.setup import Setup

PARTS = {
    "reruns": reruns.measure,
    "taps": taps.measure,
    "search": search.measure,
    "visit": visit.measure,
    "growth": growth.measure,
    "cold": cold.measure,
    "crowd": crowd.measure,
    "memory": memory.measure,
    "identity": identity.measure,
    "people": people.measure,
    "store": store.measure,
    "report": report.measure,
    "apple": apple.measure,
}


def main() -> int:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke test: a few rounds")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; repeatable")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    figures = asyncio.run(
        _measure(options.only or list(PARTS), 3 if options.quick else options.rounds, options.quick)
    )
    print(HEAD, *(figure.row() for figure in figures), sep="\n")
    return 0 if all(figure.holds for figure in figures) else 1


async def _measure(parts: list[str], rounds: int, quick: bool) -> list[Figure]:
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        print("Writing ten years, and a month, …", flush=True)
        setup = Setup(
            write_diary(Path(folder) / "ten-years.sqlite", TEN_YEARS),
            write_diary(Path(folder) / "one-month.sqlite", ONE_MONTH),
            rounds,
            quick,
        )
        for part in parts:
            print(f"Measuring {part} …", flush=True)
            found = await PARTS[part](setup)
            figures += found
            print(*(figure.row() for figure in found), sep="\n", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())

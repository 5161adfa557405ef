"""Ten thousand reruns on one server, its memory written down: `python -m benchmarks.soak`.

Streamlit's collection after every run is off; this shows that memory stays
flat without it. Exit code 0: it does; 1: it grew.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from benchmarks.diaries import TEN_YEARS, write_diary
from benchmarks.servers import backbeat, settled
from benchmarks.session import Session

RERUNS = 10_000
WARM_UP = 0.2  # of the reruns: caches fill, allocators settle
ALLOWED = 1.10  # the last readings over the first ones after the warm-up
SESSION_LIFE = 250  # reruns; then the visitor leaves and another comes


def main() -> int:
    """Read the options, run, judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--reruns", type=int, default=RERUNS)
    reruns = parser.parse_args().reruns
    with tempfile.TemporaryDirectory() as folder:
        url = write_diary(Path(folder) / "ten-years.sqlite", TEN_YEARS)
        readings = asyncio.run(_soak(url, reruns))
    settled_readings = readings[int(WARM_UP * len(readings)) :]
    tenth = max(1, len(settled_readings) // 10)
    first = statistics.median(settled_readings[:tenth])
    last = statistics.median(settled_readings[-tenth:])
    print(f"{first:.0f} MB after the warm-up, {last:.0f} MB at the end: x {last / first:.2f}")
    return 0 if last <= ALLOWED * first else 1


async def _soak(url: str, reruns: int) -> list[float]:
    """Megabytes of the server, a hundred readings over its life."""
    readings: list[float] = []
    every = max(1, reruns // 100)
    pages = cycle(("", "week", "", "trends", "", "days", "", "data", "", "settings"))
    pain = cycle(map(str, range(11)))
    with backbeat("soak", url) as server:
        await settled(server)
        done = 0
        while done < reruns:
            page = next(pages)
            async with Session(server, page) as session:
                for _ in range(min(SESSION_LIFE, reruns - done)):
                    if page == "" and done % 2:
                        await session.rate(next(pain))
                    else:
                        await session.run()
                    done += 1
                    if done % every == 0:
                        readings.append(server.memory())
                        if done % (10 * every) == 0:
                            print(f"{done} reruns: {readings[-1]:.0f} MB", flush=True)
    return readings


if __name__ == "__main__":
    sys.exit(main())

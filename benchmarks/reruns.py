"""Reruns of screens with ten years of data, beside those of the stock empty page.

Once by itself, and several in a row: Streamlit tidies up after a run has been
answered, and only the next run waits for that.
"""

from functools import partial

from benchmarks.figures import Figure, alternate
from benchmarks.servers import backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup

IN_A_ROW = 5
TARGETS = {"Week": 0.75, "Trends": 0.75, "Days": 0.5, "Exercises": 1.0}


async def measure(setup: Setup) -> list[Figure]:
    """Over the websocket."""
    with backbeat("ten years", setup.ten_years) as ours, stock_page() as stock:
        await settled(ours)
        await settled(stock)
        async with (
            Session(ours, "week") as week,
            Session(ours, "trends") as trends,
            Session(ours, "days") as days,
            Session(ours, "exercises") as exercises,
            Session(stock) as empty,
        ):
            sessions = [week, trends, days, exercises, empty]
            alone = await alternate(setup.rounds * 2, [session.run for session in sessions])
            in_a_row = await alternate(setup.rounds, [partial(_several, s) for s in sessions])
    return [*_figures("in a row", in_a_row), *_figures("by itself", alone)]


async def _several(session: Session) -> float:
    """The mean of a few runs, one right after the other."""
    return sum([await session.run() for _ in range(IN_A_ROW)]) / IN_A_ROW


def _figures(how: str, taken: list[float]) -> list[Figure]:
    stock = 1e3 * taken[-1]
    return [
        Figure(f"rerun of {name}, {how}", 1e3 * seconds, stock, "ms", target)
        for (name, target), seconds in zip(TARGETS.items(), taken, strict=False)
    ]

"""Reruns of screens with ten years of data, beside one of the stock empty page."""

from benchmarks.figures import Figure, alternate
from benchmarks.servers import backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup

TARGETS = {"Week": 0.75, "Trends": 0.75, "Exercises": 1.0}


async def measure(setup: Setup) -> list[Figure]:
    """Over the websocket."""
    with backbeat("ten years", setup.ten_years) as ours, stock_page() as stock:
        await settled(ours)
        await settled(stock)
        async with (
            Session(ours, "week") as week,
            Session(ours, "trends") as trends,
            Session(ours, "exercises") as exercises,
            Session(stock) as empty,
        ):
            runs = [week.run, trends.run, exercises.run, empty.run]
            taken = await alternate(setup.rounds * 2, runs)
    return [
        Figure(f"rerun of {name}", 1e3 * seconds, 1e3 * taken[-1], "ms", target)
        for name, seconds, target in zip(TARGETS, taken, TARGETS.values(), strict=False)
    ]

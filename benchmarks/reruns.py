"""A rerun of Week and of Trends with ten years of data, beside one of the stock empty page."""

from benchmarks.figures import Figure, alternate
from benchmarks.servers import backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup

TARGET = 0.75


async def measure(setup: Setup) -> list[Figure]:
    """Over the websocket."""
    with backbeat("ten years", setup.ten_years) as ours, stock_page() as stock:
        await settled(ours)
        await settled(stock)
        async with (
            Session(ours, "week") as week,
            Session(ours, "trends") as trends,
            Session(stock) as empty,
        ):
            taken = await alternate(setup.rounds * 2, [week.run, trends.run, empty.run])
    return [
        Figure(f"rerun of {name}", 1e3 * seconds, 1e3 * taken[2], "ms", TARGET)
        for name, seconds in (("Week", taken[0]), ("Trends", taken[1]))
    ]

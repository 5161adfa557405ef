"""Ten years of data beside one month: every page, and a save."""

from contextlib import AsyncExitStack
from itertools import cycle

from benchmarks.figures import Figure, alternate
from benchmarks.servers import Server, backbeat, settled
from benchmarks.session import Session
from benchmarks.setup import Setup

TARGET = 1.15
PAGES = {
    "": "Check in",
    "week": "Week",
    "trends": "Trends",
    "exercises": "Exercises",
    "session": "Session",
    "report": "Report",
    "questionnaires": "Questionnaires",
    "data": "My data",
    "settings": "Settings",
}


async def measure(setup: Setup) -> list[Figure]:
    """Over the websocket."""
    with (
        backbeat("ten years", setup.ten_years) as large,
        backbeat("one month", setup.one_month) as small,
    ):
        await settled(large)
        await settled(small)
        rounds = setup.rounds * 8  # of some milliseconds each
        pages = [await _page(large, small, page, rounds) for page in PAGES]
        return [*pages, await _save(large, small, rounds)]


async def _page(large: Server, small: Server, page: str, rounds: int) -> Figure:
    async with Session(large, page) as much, Session(small, page) as little:
        taken = await alternate(rounds, [much.run, little.run])
    return _figure(f"{PAGES[page]}, ten years beside a month", taken)


async def _save(large: Server, small: Server, rounds: int) -> Figure:
    pain = cycle(map(str, range(11)))
    async with AsyncExitStack() as stack:
        much, little = [await stack.enter_async_context(Session(s)) for s in (large, small)]
        taken = await alternate(
            rounds,
            [lambda: much.tap("-pain-", next(pain)), lambda: little.tap("-pain-", next(pain))],
        )
    return _figure("tap to saved, ten years beside a month", taken)


def _figure(name: str, taken: list[float]) -> Figure:
    return Figure(name, 1e3 * taken[0], 1e3 * taken[1], "ms", TARGET)

"""Ten years of data beside one month: every page as it was and after a save, and a save.

Each is measured as the visitor waits for it and as the server works for it: on a busy
machine the second says more.
"""

import asyncio
import statistics
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, closing
from itertools import cycle

from benchmarks.figures import Figure, Measure, alternate
from benchmarks.servers import Server, backbeat, settled
from benchmarks.session import Session
from benchmarks.setup import Setup
from tracker.model import ChangeSource, CheckIn, Person
from tracker.store import Store, find_diary, open_store

TARGET = 1.15
WARM_UP = 3
AFTERMATH = 0.01  # seconds that a server may still work for an answer that it has given
PAGES = {
    "": "Check in",
    "week": "Week",
    "trends": "Trends",
    "days": "Days",
    "exercises": "Exercises",
    "session": "Session",
    "report": "Report",
    "questionnaires": "Questionnaires",
    "data": "My data",
    "settings": "Settings",
}
FOUR_WEEKS = {"range": "4w"}  # of a report, which a month of diary fills as well


async def measure(setup: Setup) -> list[Figure]:
    """Over the websocket."""
    with (
        backbeat("ten years", setup.ten_years) as large,
        backbeat("one month", setup.one_month) as small,
    ):
        await settled(large)
        await settled(small)
        servers = (large, small)
        rounds = setup.rounds * 8  # of some milliseconds each
        pages = [await _page(servers, page, rounds) for page in PAGES]
        changed = [await _changed_page(setup, servers, page, rounds // 2) for page in PAGES]
        changed.append(await _changed_page(setup, servers, "report", rounds // 2, **FOUR_WEEKS))
        return [figure for found in (*pages, *changed) for figure in found] + await _save(
            servers, rounds
        )


async def _page(servers: Sequence[Server], page: str, rounds: int) -> list[Figure]:
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(Session(server, page)) for server in servers]
        return await _figures(f"{PAGES[page]}", rounds, servers, [tab.run for tab in tabs])


async def _changed_page(
    setup: Setup, servers: Sequence[Server], page: str, rounds: int, **query: str
) -> list[Figure]:
    """The page when something was saved since, by somebody else: the save is not measured."""
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(Session(server, page, **query)) for server in servers
        ]
        stores = [
            stack.enter_context(closing(open_store(url)))
            for url in (setup.ten_years, setup.one_month)
        ]
        runs = [tab.run for tab in tabs]
        saves = [_saves(store) for store in stores]
        name = f"{PAGES[page]} of four weeks" if query else PAGES[page]
        return await _figures(f"{name} after a save", rounds, servers, runs, saves)


def _saves(store: Store) -> Callable[[], None]:
    diary = find_diary(store, newcomer=Person())

    def save() -> None:
        today = diary.person().today()
        stored = diary.check_in(today)
        now = diary.person().now()
        pain = 3 if stored and stored.pain == 4 else 4
        diary.save(CheckIn(today, pain, now), stored, by=ChangeSource.CHECK_IN)

    return save


async def _save(servers: Sequence[Server], rounds: int) -> list[Figure]:
    pain = cycle(map(str, range(11)))
    async with AsyncExitStack() as stack:
        much, little = [await stack.enter_async_context(Session(s)) for s in servers]
        runs = [lambda: much.rate(next(pain)), lambda: little.rate(next(pain))]
        return await _figures("tap to saved", rounds, servers, runs)


async def _figures(
    name: str,
    rounds: int,
    servers: Sequence[Server],
    runs: Sequence[Measure],
    before: Sequence[Callable[[], None]] = (),
) -> list[Figure]:
    """What is waited and worked for each run; what comes before it is not measured."""
    worked: list[list[float]] = [[] for _ in runs]

    def measured(place: int) -> Measure:
        async def once() -> float:
            if before:
                before[place]()
            begun = servers[place].work()
            seconds = await runs[place]()
            await asyncio.sleep(AFTERMATH)
            worked[place].append(servers[place].work() - begun)
            return seconds

        return once

    waited = await alternate(rounds, [measured(place) for place in range(len(runs))], WARM_UP)
    work = [statistics.median(seconds[WARM_UP:]) for seconds in worked]
    return [
        Figure(f"{name}, ten years beside a month{by}", 1e3 * ours, 1e3 * theirs, "ms", TARGET)
        for by, (ours, theirs) in (("", waited), (", the server's work", work))
    ]

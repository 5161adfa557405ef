"""Ten years of data beside one month: every page as it was and after a save, and a save."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, closing
from itertools import cycle

from benchmarks.figures import Figure, alternate
from benchmarks.servers import Server, backbeat, settled
from benchmarks.session import Session
from benchmarks.setup import Setup
from tracker.model import ChangeSource, CheckIn, Person
from tracker.store import Store, open_store

TARGET = 1.15
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
        changed = [await _changed_page(setup, large, small, page, rounds // 2) for page in PAGES]
        return [*pages, *changed, await _save(large, small, rounds)]


async def _page(large: Server, small: Server, page: str, rounds: int) -> Figure:
    async with Session(large, page) as much, Session(small, page) as little:
        taken = await alternate(rounds, [much.run, little.run])
    return _figure(f"{PAGES[page]}, ten years beside a month", taken)


async def _changed_page(
    setup: Setup, large: Server, small: Server, page: str, rounds: int
) -> Figure:
    """The page when something was saved since, by somebody else: the save is not measured."""
    with closing(open_store(setup.ten_years)) as much, closing(open_store(setup.one_month)) as few:
        async with Session(large, page) as large_tab, Session(small, page) as small_tab:
            taken = await alternate(
                rounds,
                [_after_save(much, large_tab.run), _after_save(few, small_tab.run)],
            )
    return _figure(f"{PAGES[page]} after a save, ten years beside a month", taken)


def _after_save(
    store: Store, run: Callable[[], Awaitable[float]]
) -> Callable[[], Awaitable[float]]:
    diary = store.first_diary(Person())

    async def saved_and_run() -> float:
        today = diary.person().today()
        stored = diary.check_in(today)
        now = diary.person().now()
        pain = 3 if stored and stored.pain == 4 else 4
        diary.save(CheckIn(today, pain, now), stored, by=ChangeSource.CHECK_IN)
        return await run()

    return saved_and_run


async def _save(large: Server, small: Server, rounds: int) -> Figure:
    pain = cycle(map(str, range(11)))
    async with AsyncExitStack() as stack:
        much, little = [await stack.enter_async_context(Session(s)) for s in (large, small)]
        taken = await alternate(
            rounds,
            [lambda: much.rate(next(pain)), lambda: little.rate(next(pain))],
        )
    return _figure("tap to saved, ten years beside a month", taken)


def _figure(name: str, taken: list[float]) -> Figure:
    return Figure(name, 1e3 * taken[0], 1e3 * taken[1], "ms", TARGET)

"""How many people can tap once a second, beside how many can click the stock page."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from itertools import cycle

from benchmarks.figures import Figure, percentile
from benchmarks.servers import Server, backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup

TARGET = 8.0
SLOWEST = 1.0  # second: 95 of 100 taps must be answered in less
Act = Callable[[Session], Awaitable[float]]


async def measure(setup: Setup) -> list[Figure]:
    """The largest crowd whose taps are answered in time, one server after the other."""
    seconds = 3 if setup.quick else 8
    with stock_page() as stock:
        await settled(stock)
        theirs = await _largest(stock, _click, list(range(10, 121, 5)), seconds)
    with backbeat("ten years", setup.ten_years) as ours:
        await settled(ours)
        steps = [round(theirs * times) for times in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12)]
        held = await _largest(ours, _tap(), steps, seconds)
    return [Figure("sessions that tap once a second", held, theirs, "", TARGET, at_least=True)]


async def _largest(server: Server, act: Act, steps: list[int], seconds: int) -> int:
    """The largest step at which the server keeps up, 0 where it doesn't at the first."""
    held = 0
    async with AsyncExitStack() as stack:
        crowd: list[Session] = []
        for step in steps:
            while len(crowd) < step:
                crowd.append(await stack.enter_async_context(_visitor(server, len(crowd))))
            slow = percentile(await _together(crowd, act, seconds), 0.95)
            print(f"  {server.name}: {step} sessions, p95 {1e3 * slow:.0f} ms", flush=True)
            if slow >= SLOWEST:
                break
            held = step
    return held


def _visitor(server: Server, number: int) -> Session:
    """Everybody on a day of their own: nobody's tap contradicts another's."""
    day = datetime.now(UTC).date() - timedelta(days=number)
    return Session(server, day=day.isoformat())


async def _together(crowd: list[Session], act: Act, seconds: int) -> list[float]:
    """Every session acts once a second; the seconds that each act waited for its answer."""
    start = time.perf_counter() + 0.5

    async def one(session: Session, number: int) -> list[float]:
        taken = []
        for second in range(seconds):
            due = start + second + number / len(crowd)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await act(session)
            taken.append(time.perf_counter() - due)  # waiting in line counts
        return taken[1:]

    waits = await asyncio.gather(*(one(session, n) for n, session in enumerate(crowd)))
    return [wait for session in waits for wait in session]


def _tap() -> Act:
    pain = cycle(map(str, range(11)))

    async def tap(session: Session) -> float:
        return await session.tap("-pain-", next(pain))

    return tap


async def _click(session: Session) -> float:
    return await session.click("")

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
STEP = 4  # people more at the stock page with every round, and TARGET times as many at ours
SLOWEST = 1.0  # second: 95 of 100 taps must be answered in less
Act = Callable[[Session], Awaitable[float]]
Visitor = Callable[[Server, int], Session | None]


async def measure(setup: Setup) -> list[Figure]:
    """The largest crowds whose taps are answered in time, both growing round by round.

    A round is long enough that a server that cannot keep up falls behind for good.
    """
    seconds = 3 if setup.quick else 20
    async with AsyncExitStack() as stack:
        stock = stack.enter_context(stock_page())
        ours = stack.enter_context(backbeat("ten years", setup.ten_years))
        crowds = [
            Crowd(stock, click, STEP, _somebody),
            Crowd(ours, tap(), round(TARGET * STEP), _somebody),
        ]
        held, theirs = await largest(crowds, stack, seconds)
    return [Figure("sessions that tap once a second", held, theirs, "", TARGET, at_least=True)]


async def largest(crowds: list["Crowd"], stack: AsyncExitStack, seconds: int) -> list[int]:
    """How many each held at last, both growing in turn; ours first."""
    for crowd in crowds:
        await settled(crowd.server)
    while growing := [crowd for crowd in crowds if crowd.keeps_up]:
        for crowd in growing:
            await crowd.grow(stack, seconds)
    return [crowd.held for crowd in reversed(crowds)]


class Crowd:
    """People at one server, more with every round, as long as it keeps up.

    `visitor` is who comes as the one of a number; None: nobody more.
    """

    def __init__(self, server: Server, act: Act, step: int, visitor: Visitor) -> None:
        self.server = server
        self._visitor = visitor
        self.held = 0
        self.keeps_up = True
        self._act = act
        self._step = step
        self._sessions: list[Session] = []

    async def grow(self, stack: AsyncExitStack, seconds: int) -> None:
        """Let more come, and everybody act once a second for so long."""
        for _ in range(self._step):
            visitor = self._visitor(self.server, len(self._sessions))
            if visitor is not None:
                self._sessions.append(await stack.enter_async_context(visitor))
        number = len(self._sessions)
        slow = percentile(await _together(self._sessions, self._act, seconds), 0.95)
        print(f"  {self.server.name}: {number} sessions, p95 {1e3 * slow:.0f} ms", flush=True)
        self.keeps_up = slow < SLOWEST and number > self.held
        if slow < SLOWEST:
            self.held = number


def _somebody(server: Server, number: int) -> Session:
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


def tap() -> Act:
    """Everybody taps another pain."""
    pain = cycle(map(str, range(11)))

    async def rate(session: Session) -> float:
        return await session.rate(next(pain))

    return rate


async def click(session: Session) -> float:
    """The one button of the empty page."""
    return await session.click("")

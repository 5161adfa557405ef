"""A hundred open check-ins, beside `hello` with one visitor."""

import asyncio
from contextlib import AsyncExitStack

from benchmarks.figures import Figure
from benchmarks.servers import backbeat, hello, settled
from benchmarks.session import Session
from benchmarks.setup import Setup

TARGET = 2.5
SESSIONS = 100


async def measure(setup: Setup) -> list[Figure]:
    """Resident memory, after every session has run its page and looked at Week and Trends."""
    sessions = 10 if setup.quick else SESSIONS
    with backbeat("ten years", setup.ten_years) as ours, hello() as theirs:
        await settled(ours)
        await settled(theirs)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(Session(theirs))
            for page in ("week", "trends", *[""] * (sessions - 2)):
                session = await stack.enter_async_context(Session(ours, page))
                await session.run()
            await asyncio.sleep(2)
            return [
                Figure(
                    f"memory, {sessions} sessions beside one",
                    ours.memory(),
                    theirs.memory(),
                    "MB",
                    TARGET,
                )
            ]

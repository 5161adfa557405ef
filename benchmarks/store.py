"""Ten years brought in, and put back, and a save, beside what the bare driver takes for as much.

Import and restore have a limit in seconds, too. What they are beside is measured by what
the processors work, which a busy machine changes less than what is waited for.
"""

import csv
import io
import itertools
import os
import sqlite3
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Measure, alternate
from benchmarks.setup import Setup
from tracker.exporting.diary_files import csv_zip
from tracker.files.many_values import expect_many_values
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parser_process import parse_paths
from tracker.model import ChangeSource, CheckIn, Person
from tracker.store import Diary, Store, find_diary, open_store
from tracker.store.backup.backup_files import open_backup, write_backup
from tracker.store.backup.restore import plan_everybody, restore_backup

IMPORT_TARGET, RESTORE_TARGET, SAVE_TARGET = 6.0, 6.0, 3.0
LIMIT = 1.0  # seconds
SAVES = 50  # in a row, of which the mean is one measure


@dataclass(frozen=True)
class _Taken:
    """Seconds that somebody waits, and that processors work."""

    seconds: float
    work: float


async def measure(setup: Setup) -> list[Figure]:
    """CSV files into an empty diary, a backup over ten years, pain after pain of one day."""
    expect_many_values()
    with tempfile.TemporaryDirectory() as name, closing(open_store(setup.ten_years)) as store:
        folder = Path(name)
        return [
            *await _import(store, folder, setup.rounds),
            *await _restore(store, folder, setup.rounds),
            *await _save(folder, setup.rounds),
        ]


async def _import(store: Store, folder: Path, rounds: int) -> list[Figure]:
    file = folder / "diary.zip"
    file.write_bytes(csv_zip(find_diary(store)))
    write_bare = _bare_writer(store, folder)

    def ours() -> _Taken:
        with (
            tempfile.TemporaryDirectory(dir=folder) as name,
            closing(open_store(f"sqlite:///{Path(name) / 'new.sqlite'}")) as target,
        ):
            diary = find_diary(target, newcomer=Person())
            return _taken(lambda: _import_into(diary, file))

    def theirs() -> None:
        with zipfile.ZipFile(file) as archive:
            for part in archive.namelist():
                list(csv.reader(io.TextIOWrapper(archive.open(part), "utf-8")))
        write_bare()

    return await _beside("import of ten years of CSV", rounds, IMPORT_TARGET, ours, theirs)


def _import_into(diary: Diary, file: Path) -> None:
    apply_preview(diary, preview(diary, parse_paths([file], "UTC")))


async def _restore(store: Store, folder: Path, rounds: int) -> list[Figure]:
    file = write_backup(store, folder / "backup.db")
    with closing(open_store(f"sqlite:///{folder / 'restored.sqlite'}")) as target:

        def ours() -> None:
            with open_backup(file, file.name) as backup:
                restore_backup(target, backup, plan_everybody(target, backup))

        ours()  # from now on over as much
        write_bare = _bare_writer(store, folder)
        return await _beside(
            "restore of ten years", rounds, RESTORE_TARGET, lambda: _taken(ours), write_bare
        )


async def _save(folder: Path, rounds: int) -> list[Figure]:
    bare = _new_file(folder / "bare.sqlite")
    bare.execute("CREATE TABLE pains (pain)")
    with closing(open_store(f"sqlite:///{folder / 'saved.sqlite'}")) as store, closing(bare):
        diary = find_diary(store, newcomer=Person())
        now = diary.person().now()
        pains = [CheckIn(now.date(), pain, now) for pain in range(11)]
        diary.save(pains[-1], by=ChangeSource.CHECK_IN)
        steps = itertools.cycle(zip([pains[-1], *pains[:-1]], pains, strict=True))

        def ours() -> None:
            for seen, said in itertools.islice(steps, SAVES):
                diary.save(said, seen, by=ChangeSource.CHECK_IN)

        def theirs() -> None:
            for number in range(SAVES):
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("INSERT INTO pains VALUES (?)", (number,))
                bare.execute("COMMIT")

        save, commit = await alternate(rounds, [_waited(ours), _waited(theirs)])
    name = "a save, beside a bare row committed as durably"
    return [Figure(name, 1e3 * save / SAVES, 1e3 * commit / SAVES, "ms", SAVE_TARGET)]


def _bare_writer(store: Store, folder: Path) -> Callable[[], None]:
    """Writes all rows of a database to a new one, by the driver and in one transaction."""
    with closing(sqlite3.connect(str(store.address.database))) as source:
        made = source.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE "
            "'sqlite_%' ORDER BY type DESC"  # the tables before their indexes
        ).fetchall()
        rows = {
            name: source.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            for kind, name, _ in made
            if kind == "table"
        }

    def write() -> None:
        with (
            tempfile.TemporaryDirectory(dir=folder) as name,
            closing(_new_file(Path(name) / "bare.sqlite")) as target,
        ):
            target.execute("BEGIN IMMEDIATE")
            for _, _, sql in made:
                target.execute(sql)
            for table, some in rows.items():
                if some:
                    marks = ", ".join("?" * len(some[0]))
                    target.executemany(f"INSERT INTO {table} VALUES ({marks})", some)  # noqa: S608
            target.execute("COMMIT")

    return write


def _waited(work: Callable[[], None]) -> Measure:
    async def once() -> float:
        return _taken(work).seconds

    return once


def _new_file(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


async def _beside(
    name: str,
    rounds: int,
    target: float,
    ours: Callable[[], _Taken],
    theirs: Callable[[], None],
) -> list[Figure]:
    waited: list[float] = []

    async def our_work() -> float:
        taken = ours()
        waited.append(taken.seconds)
        return taken.work

    async def their_work() -> float:
        return _taken(theirs).work

    work, bare = await alternate(rounds, [our_work, their_work], warm_up=1)
    return [
        Figure(f"{name}, the work beside the bare driver's", work, bare, "s", target),
        Figure(f"{name}, within {LIMIT:g} s", statistics.median(waited[1:]), LIMIT, "s", 1.0),
    ]


def _taken(work: Callable[[], None]) -> _Taken:
    begun, worked = time.perf_counter(), _worked()
    work()
    return _Taken(time.perf_counter() - begun, _worked() - worked)


def _worked() -> float:
    """What processors worked so far for this process, and for those that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system

"""A large change leaves taps room, goes in as one, and leaves nothing where it ends half way."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.schema import CreateTable, DropTable

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, walk
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.model import Activity, CheckIn, ExerciseDone, Intensity, Person
from tracker.store import Diary, Stale, Store, open_store
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.backup.restore import plan_everybody, restore_backup
from tracker.store.database_tables import STAGED, activities, check_ins
from tracker.store.person_scope import PERSON, MissingPerson
from tracker.store.staging import Staging

ROOT = Path(__file__).parents[2]
FAR = DAY - timedelta(days=2000)  # no day that the many are about


def test_taps_are_saved_while_it_is_written(store: Store, diary: Diary) -> None:
    """In this process and by another, none of them waiting for the import."""
    other = open_store(store.address.render_as_string(hide_password=False))
    elsewhere = other.diary(diary.person_id)
    waited: list[float] = []

    def tap(done: int, _: int) -> None:
        for number, hand in enumerate((diary, elsewhere)):
            begun = time.monotonic()
            hand.save(walk(1 + number, FAR), by="a tap")
            waited.append(time.monotonic() - begun)

    before = diary.version()
    version = diary.apply(many(), by="import", version=before, progress=tap)
    assert len(waited) > 6
    assert max(waited) < 2, "it never holds the database"
    assert version == before + len(waited) + 1
    assert len(diary.check_ins()) == 1200
    assert len(diary.activities()) == 1200 + len(waited)
    other.close()


def test_it_is_one_change_after_the_taps_that_were_faster(diary: Diary) -> None:
    entries = many()
    tapped = walk(5, FAR)

    def tap(done: int, of: int) -> None:
        if done == of:
            diary.save(tapped, by="a tap")

    version = diary.apply(
        entries,
        by="import",
        version=diary.version(),
        progress=tap,
    )
    group = diary.last_group()
    assert group is not None
    assert (group.version, group.size, group.by) == (version, 2400, "import")
    undone = diary.undo_group(version, by=BY)
    assert (len(undone.changes), undone.left) == (2400, ())
    assert diary.activities() == [tapped]
    assert diary.check_ins() == []


@pytest.mark.parametrize("shift", [0, 1, -1])
def test_a_tap_on_a_day_that_it_is_about_makes_it_stale(diary: Diary, shift: int) -> None:
    entries = many()
    edge = DAY if shift >= 0 else min(entry.date for entry in entries)
    tapped = walk(5, edge + timedelta(days=shift))

    def tap(done: int, of: int) -> None:
        if done == of:
            diary.save(tapped, by="a tap")

    with pytest.raises(Stale, match="Nothing was saved"):
        diary.apply(entries, by="import", version=diary.version(), progress=tap)
    assert (diary.activities(), diary.check_ins()) == ([tapped], [])
    again = diary.apply(entries, by="import", version=diary.version())
    assert again == 2


def test_without_a_version_it_goes_over_what_came_meanwhile(diary: Diary) -> None:
    def tap(done: int, of: int) -> None:
        if diary.version() == 0:
            diary.save(check_in(9), by="a tap")

    diary.apply(many(), by="import", progress=tap)
    stored = diary.check_in(DAY)
    assert stored is not None
    assert stored.pain == 3


def test_a_change_of_the_person_or_a_restored_backup_makes_it_stale(
    store: Store, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    diary.save(walk(5, FAR), by=BY)
    data = backup(store)

    def move(done: int, of: int) -> None:
        if done == of:
            diary.save(Person("Ada", "Asia/Tokyo"), ADA, by=BY)

    def restore(done: int, of: int) -> None:
        if done == of:
            with open_backup(data, "It") as copy:
                restore_backup(store, copy, plan_everybody(store, copy))

    for step in (move, restore):
        with pytest.raises(Stale):
            diary.apply(many(), by="import", version=diary.version(), progress=step)
    assert len(diary.activities()) == 1


def test_changes_and_removals_go_with_it(diary: Diary) -> None:
    entries = many(600)
    diary.apply(entries, by=BY)
    changed = [replace(e, pain=9) if isinstance(e, CheckIn) else e for e in entries[: 2 * 400]]
    new = [walk(7, DAY - timedelta(days=n)) for n in range(100)]
    diary.apply([*changed, *new], entries[-1:], by="import", version=diary.version())
    assert [c.pain for c in diary.check_ins()].count(9) == 400
    assert len(diary.activities()) == 600 + 100 - 1
    entered = {change.before is None for change in diary.history(limit=501)}
    assert entered == {True, False}
    diary.undo(by=BY)
    assert diary.activities() == sorted(entries[1::2], key=lambda entry: entry.date)


def test_none_on_that_day_is_taken_back_by_it(diary: Diary) -> None:
    said = replace(check_in(3), no_activity=True, no_exercises=True)
    diary.save(said, by=BY)
    done = [ExerciseDone(DAY - timedelta(days=n), "plank") for n in range(600)]
    diary.apply([walk(20), *done], by="import", version=1)
    stored = diary.check_in(DAY)
    assert stored is not None
    assert (stored.no_activity, stored.no_exercises) == (False, False)


def test_new_entries_keep_their_order_after_those_of_meanwhile(diary: Diary) -> None:
    same_day = [Activity(DAY, f"walk {n}", 5, Intensity.LIGHT) for n in range(600)]
    diary.apply(same_day, by="import", version=0)
    last = walk(9)
    diary.save(last, by=BY)
    assert diary.activities() == [*same_day, last]


def test_one_that_breaks_off_has_written_nothing_even_to_its_own_tables(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where they cannot be cleared away."""
    left: list[Any] = []

    def look(staging: Staging) -> None:
        with staging._connection.begin():
            left.append(tables_of_its_own(staging._connection))

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Staging, "clear", look)
    with pytest.raises(KeyboardInterrupt):
        diary.apply(many(), by="import", version=diary.version(), progress=stop)
    assert left == [[]]


def tables_of_its_own(connection: Any) -> list[str]:
    """The names of the tables that only this connection sees."""
    sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.driver_connection
    asked = (
        "SELECT name FROM sqlite_temp_master"
        if sqlite
        else "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
    )
    return [name for (name,) in driver.execute(asked).fetchall()]


KILLED = """
import os, signal, sys
from sqlalchemy import event
from tests.store.test_bulk_save import many
from tracker.store import open_store
store = open_store(sys.argv[1])
diary = store.diary(int(sys.argv[2]))
left = [int(sys.argv[3])]
@event.listens_for(store._engine, "after_cursor_execute")
def die(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
diary.apply(many(), by="import", version=diary.version())
"""


@pytest.mark.parametrize("place", [2, 6, 12, 18, 22, 24])
def test_one_that_is_killed_leaves_nothing(store: Store, diary: Diary, place: int) -> None:
    diary.save(walk(5, FAR), by=BY)
    before = contents(diary), diary.history(), diary.version()
    url = store.address.render_as_string(hide_password=False)
    run = [sys.executable, "-c", KILLED, url, str(diary.person_id), str(place)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (contents(diary), diary.history(), diary.version()) == before
    assert diary.apply(many(), by="import", version=1) == 2


def test_two_at_once_come_one_after_the_other(store: Store, diary: Diary) -> None:
    outcomes: list[Any] = []
    both = threading.Barrier(2)

    def bring_in(days: int) -> None:
        entries = [walk(1, DAY - timedelta(days=days + n)) for n in range(600)]

        def together(done: int, of: int) -> None:
            if done == of:
                both.wait(60)

        outcomes.append(diary.apply(entries, by="import", version=0, progress=together))

    threads = [threading.Thread(target=bring_in, args=(days,)) for days in (0, 5000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [1, 2]
    assert len(diary.activities()) == 1200


# -- the guard knows what is laid ready


STAGED_ACTIVITIES = STAGED[activities]
NAMES = [column.key for column in activities.c]
MINE = STAGED_ACTIVITIES.c.person_id == PERSON


@pytest.mark.parametrize(
    "statement",
    [
        insert(activities).from_select(NAMES, select(*STAGED_ACTIVITIES.c)),
        insert(activities).from_select(NAMES, select(*activities.c)),
        insert(activities).from_select(
            NAMES, select(*activities.c).where(activities.c.person_id == PERSON)
        ),
        insert(check_ins).from_select(NAMES, select(*STAGED_ACTIVITIES.c).where(MINE)),
        insert(activities).from_select(
            NAMES[1:], select(*list(STAGED_ACTIVITIES.c)[1:]).where(MINE)
        ),
        insert(activities).from_select(
            NAMES,
            select(STAGED_ACTIVITIES.c.entry, *list(STAGED_ACTIVITIES.c)[1:]).where(MINE),
        ),
        select(STAGED_ACTIVITIES.c.note),
        CreateTable(activities),
        DropTable(activities),
    ],
)
def test_nothing_of_others_gets_in_by_way_of_it(diary: Diary, statement: Any) -> None:
    with diary._writes.connect() as connection, connection.begin():
        connection.execute(CreateTable(STAGED_ACTIVITIES))
        with pytest.raises(MissingPerson):
            connection.execute(statement)


def test_nobody_sees_what_another_has_laid_ready(store: Store, diary: Diary) -> None:
    other = store.diary(store.add_person(Person("Grace")))
    diary.apply(many(400), by=BY, version=0)
    other.apply(many(400), by=BY, version=0)
    assert len(diary.activities()) == len(other.activities()) == 400
    assert (diary.version(), other.version()) == (1, 1)

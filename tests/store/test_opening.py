import json
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from subprocess import run
from threading import Barrier, Thread
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, inspect, select, text

from tests.conftest import ADA
from tests.loading import loaded_after
from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.test_history import NOTHING, contents
from tracker.model import Activity, CheckIn, ExerciseDone, Goal, PlanItem, Reading, WeekStart
from tracker.store import (
    DatabaseDamaged,
    DatabaseTooNew,
    DatabaseUnreachable,
    NotUpgraded,
    default_url,
    find_diary,
    migrate,
    open_store,
    opening,
)
from tracker.store.address import read_address
from tracker.store.backup.backup_database import opened
from tracker.store.copies import SWITCH, CopyReason, copies
from tracker.store.database_tables import metadata
from tracker.store.engine import make_engine
from tracker.store.opening import NEWEST, REVISION_TABLE, REVISIONS

OF_0001 = (CheckIn, Reading, Activity, ExerciseDone, Goal)


def structure(engine: Engine) -> dict[str, Any]:
    """All that a database says about its tables."""
    found = inspect(engine)
    return {
        name: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in columns},
            "key": found.get_pk_constraint(name),
            "belongs": found.get_foreign_keys(name),
            "indexes": sorted(
                (i["name"], i["column_names"], i["unique"], _condition(i))
                for i in found.get_indexes(name)
            ),
            "unique": found.get_unique_constraints(name),
        }
        for name in found.get_table_names()
        if name != REVISION_TABLE
        for columns in [found.get_columns(name)]
    }


def _condition(index: Any) -> list[str]:
    options = index.get("dialect_options", {})
    return [str(value) for name, value in options.items() if name.endswith("_where")]


def rows_of(engine: Engine, statement: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(statement)))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine without the guard, for a look from outside."""
    engine = make_engine(read_address(database_url))
    yield engine
    engine.dispose()


LATER_FIELDS = {"no_activity", "no_exercises", "off_work", "outcome"}  # than the first revision


@pytest.fixture
def older(database_url: str, engine: Engine, tmp_path: Path) -> str:
    """A database of the first revision, with a diary in it."""
    if engine.dialect.name == "sqlite":
        opening.make_file(Path(str(engine.url.database)))
    migrate.upgrade(engine, REVISIONS[0])
    today = f"sqlite:///{tmp_path / 'of-today' / 'diary.db'}"
    store = open_store(today)
    diary = find_diary(store, newcomer=ADA)
    diary.apply([value for value in one_of_each() if isinstance(value, OF_0001)], by=BY)
    diary.save(walk(5), by=BY)
    store.close()
    _copy_what_it_knew(make_engine(read_address(today)), engine)
    return database_url


def _copy_what_it_knew(today: Engine, older: Engine) -> None:
    """Copy the rows into the tables and columns of an older revision, the history as it was."""
    with today.connect() as source, older.begin() as target:
        for table in metadata.sorted_tables:
            if not inspect(target).has_table(table.name):
                continue
            columns = [table.c[c["name"]] for c in inspect(target).get_columns(table.name)]
            rows = [dict(row) for row in source.execute(select(*columns)).mappings()]
            for row in rows if table.name == "changes" else []:
                for name in ("before", "after"):
                    fields = row[name] or {}
                    row[name] = {k: v for k, v in fields.items() if k not in LATER_FIELDS} or None
            if rows:
                target.execute(insert(table), rows)
                _count_on_from(target, table)
    today.dispose()


def _count_on_from(target: Connection, table: Table) -> None:
    """Let PostgreSQL give the next row the number it would have, had it numbered these itself."""
    if target.dialect.name != "postgresql" or "id" not in table.c:
        return
    named = select(func.pg_get_serial_sequence(table.name, "id")).scalar_subquery()
    target.execute(select(func.setval(named, select(func.max(table.c.id)).scalar_subquery())))


def test_migrations_make_exactly_the_tables(engine: Engine, sqlite_url: str) -> None:
    if engine.dialect.name == "sqlite":
        opening.make_file(Path(str(engine.url.database)))
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": REVISION_TABLE, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
    migrated = structure(engine)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    assert structure(engine) == migrated
    assert set(migrated) == set(metadata.tables)


def test_the_known_revisions_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrate.configuration())
    assert tuple(s.revision for s in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_heads() == [NEWEST]


def test_an_older_database_is_upgraded_and_keeps_everything(older: str, engine: Engine) -> None:
    assert "plan_items" not in structure(engine)
    store = open_store(older)
    diary = find_diary(store, newcomer=ADA)
    assert diary.version() == 2
    assert diary.check_ins() == [one_of_each()[0]]
    assert [a.minutes for a in diary.activities()] == [30, 5]  # one with a time, one without
    assert len(diary.history()) == 6
    diary.save(PlanItem("plank"), by=BY)
    while diary.undo(by=BY):
        pass
    assert contents(diary)[1:] == NOTHING
    store.close()
    assert rows_of(engine, f"SELECT version_num FROM {REVISION_TABLE}") == [(NEWEST,)]


PLAN_OF_0002 = (
    "INSERT INTO plan_items (person_id, entry, exercise, days_a_week, sets) VALUES"
    " (1, 101, 'plank', 5, 3), (1, 103, 'bird dog', 7, NULL)",
    "INSERT INTO changes"
    " (person_id, version, place, at, made_by, kind, entry, before, after) VALUES"
    " (1, 3, 1, '2026-03-01T23:30:00-03:30', 'settings', 'plan item', 101, NULL, '{plank}'),"
    " (1, 3, 2, '2026-03-01T23:30:00-03:30', 'settings', 'plan item', 102, NULL, '{bridge}'),"
    " (1, 4, 1, '2026-03-05T08:00:00+00:00', 'settings', 'plan item', 101, '{plank}', '{more}'),"
    " (1, 5, 1, '2026-03-07T08:00:00+00:00', 'settings', 'plan item', 102, '{bridge}', NULL),"
    " (1, 5, 2, '2026-03-07T08:00:00+00:00', 'settings', 'plan item', 103, NULL, '{bird dog}')",
    "UPDATE persons SET data_version = 5, last_entry = 103",
)
PLANNED_IN_0002 = {
    "plank": ("plank", 5, 2),
    "more": ("plank", 5, 3),
    "bridge": ("bridge", 3, None),
    "bird dog": ("bird dog", 7, None),
}


def test_an_older_plan_starts_on_the_day_it_was_chosen_and_can_be_undone(
    older: str, engine: Engine
) -> None:
    migrate.upgrade(engine, "0002")
    with engine.begin() as connection:
        for statement in PLAN_OF_0002:
            for name, (exercise, days, sets) in PLANNED_IN_0002.items():
                fields = {"exercise": exercise, "days_a_week": days, "sets": sets}
                plain = json.dumps({**fields, "reps": None, "hold_seconds": None})
                statement = statement.replace(f"{{{name}}}", plain)
            connection.exec_driver_sql(statement)
    engine.dispose()

    store = open_store(older)
    diary = find_diary(store, newcomer=ADA)
    plank = PlanItem("plank", 5, 3, starts=date(2026, 3, 1))  # the day it was for the person
    bird_dog = PlanItem("bird dog", starts=date(2026, 3, 7))
    assert diary.plan() == diary.plan_items() == [plank, bird_dog]
    assert diary.plan(date(2026, 3, 6)) == [plank]
    assert diary.plan(date(2026, 2, 28)) == []
    assert diary.skips() == []
    bridge = PlanItem("bridge", 3, starts=plank.starts)
    newest = [(change.before, change.after) for change in diary.history(limit=3)]
    assert newest == [(None, bird_dog), (bridge, None), (replace(plank, sets=2), plank)]
    diary.undo(by=BY)
    assert diary.plan() == [plank, bridge]
    diary.undo(by=BY)
    diary.undo(by=BY)
    assert diary.plan_items() == []
    assert diary.version() == 8
    store.close()


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_a_copy_of_an_older_file_is_set_aside(
    tmp_path: Path, sqlite_url: str, revision: str
) -> None:
    file = tmp_path / "diary.db"
    opening.make_file(file)
    engine = make_engine(read_address(sqlite_url))
    migrate.upgrade(engine, revision)
    engine.dispose()
    open_store(sqlite_url).close()
    folder = tmp_path / "diary.db-backups"
    [copy] = folder.glob("diary-*-before-upgrade.db")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute(f"SELECT * FROM {REVISION_TABLE}").fetchall() == [(revision,)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    open_store(sqlite_url).close()  # nothing more to upgrade
    assert list(folder.iterdir()) == [copy]


def test_a_copy_of_an_older_database_of_either_kind_holds_all_that_it_held(
    older: str, engine: Engine
) -> None:
    before = {table: rows_of(engine, f"SELECT * FROM {table}") for table in structure(engine)}
    open_store(older).close()
    [copy] = copies(older)
    assert copy.why is CopyReason.UPGRADE
    assert stat.S_IMODE(copy.file.stat().st_mode) == 0o600
    assert [file for file in copy.file.parent.iterdir() if file != copy.file] == [], "no log"
    kept = make_engine(read_address(f"sqlite:///{copy.file}"))
    assert rows_of(kept, f"SELECT version_num FROM {REVISION_TABLE}") == [(REVISIONS[0],)]
    assert {table: len(rows_of(kept, f"SELECT * FROM {table}")) for table in before} == {
        table: len(rows) for table, rows in before.items()
    }
    kept.dispose()
    with opened(copy.file, "The copy") as then:
        diary = find_diary(then)
        assert diary.person() == ADA
        assert diary.check_ins() == [one_of_each()[0]]
        assert [activity.minutes for activity in diary.activities()] == [30, 5]
        assert len(diary.history()) == 6


def test_a_server_whose_keeper_copies_it_is_upgraded_without_a_copy(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = make_engine(read_address(postgresql_url))
    migrate.upgrade(server, REVISIONS[-2])
    monkeypatch.setenv(SWITCH, "off")
    open_store(postgresql_url).close()
    assert copies(postgresql_url) == []
    assert rows_of(server, f"SELECT version_num FROM {REVISION_TABLE}") == [(NEWEST,)]
    server.dispose()


def test_a_server_that_cannot_be_copied_is_not_upgraded_and_it_is_said_what_to_do(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = make_engine(read_address(postgresql_url))
    migrate.upgrade(server, REVISIONS[-2])
    monkeypatch.setattr("tracker.store.copies.fsync_file", Mock(side_effect=OSError("disk full")))
    with pytest.raises(NotUpgraded) as refused:
        open_store(postgresql_url)
    assert "no copy of it could be made before. disk full Everything is as it was." in str(
        refused.value
    )
    assert "pg_dump --format=custom" in str(refused.value)
    assert "BACKBEAT_COPIES=off" in str(refused.value)
    assert copies(postgresql_url) == []
    assert rows_of(server, f"SELECT version_num FROM {REVISION_TABLE}") == [(REVISIONS[-2],)]
    server.dispose()


def test_a_copy_that_says_something_else_is_not_kept(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = make_engine(read_address(postgresql_url))
    migrate.upgrade(server, REVISIONS[-2])
    with server.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO persons (name, time_zone, week_start, data_version, last_entry)"
            " VALUES ('Ada', 'UTC', 'monday', 0, 0)"
        )
    others = count()
    monkeypatch.setattr("tracker.store.server_copy._in_order", lambda _: next(others))
    with pytest.raises(NotUpgraded, match="does not say what the database says"):
        open_store(postgresql_url)
    assert copies(postgresql_url) == []
    server.dispose()


def test_an_address_of_the_calendar_goes_on_when_only_a_hash_of_it_is_kept(
    database_url: str, engine: Engine
) -> None:
    if engine.dialect.name == "sqlite":
        opening.make_file(Path(str(engine.url.database)))
    migrate.upgrade(engine, "0014")
    usual = {
        "time_zone": "UTC", "week_start": WeekStart.MONDAY, "data_version": 0, "last_entry": 0,
    }  # fmt: skip
    people = [("Ada", "a-secret-of-before"), ("Ben", None)]
    rows = [
        {**usual, "name": name, "identity": uuid4(), "calendar_token": secret}
        for name, secret in people
    ]
    with engine.begin() as connection:
        connection.execute(insert(metadata.tables["persons"]), rows)
    store = open_store(database_url)
    found = store.diary_of_calendar("a-secret-of-before")
    assert found is not None
    assert found.person().name == "Ada"
    assert not find_diary(store, "Ben").has_calendar()
    kept = [row[0] for row in rows_of(engine, "SELECT calendar_token FROM persons ORDER BY id")]
    assert (kept[0] == "a-secret-of-before", kept[1]) == (False, None)
    assert store.diary_of_calendar(str(kept[0])) is None, "what is kept opens nothing"
    store.close()


def test_no_copy_where_none_is_wanted(tmp_path: Path, sqlite_url: str) -> None:
    opening.make_file(tmp_path / "diary.db")
    engine = make_engine(read_address(sqlite_url))
    migrate.upgrade(engine, REVISIONS[0])
    engine.dispose()
    open_store(sqlite_url, set_aside=False).close()
    assert [path.name for path in tmp_path.iterdir()] == ["diary.db"]


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    older: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = structure(engine)
    real = migrate.command.upgrade

    def fail_at_the_end(*arguments: Any) -> None:
        real(*arguments)
        raise MemoryError("no power")

    monkeypatch.setattr(migrate.command, "upgrade", fail_at_the_end)
    with pytest.raises(MemoryError, match="no power"):
        open_store(older)
    assert structure(engine) == before
    assert rows_of(engine, f"SELECT version_num FROM {REVISION_TABLE}") == [("0001",)]
    monkeypatch.undo()
    store = open_store(older)
    assert find_diary(store, newcomer=ADA).version() == 2
    store.close()


def test_a_newer_database_is_refused_and_left_untouched(database_url: str) -> None:
    open_store(database_url).close()
    engine = create_engine(read_address(database_url))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {REVISION_TABLE} SET version_num = '0999'"))
    before = structure(engine)
    engine.dispose()
    with pytest.raises(DatabaseTooNew, match=r"newer Backbeat.*“0999”.*left as it is") as refused:
        open_store(database_url)
    assert "Install the newer Backbeat" in str(refused.value)
    assert structure(engine) == before
    engine.dispose()


@pytest.mark.parametrize("killed", [False, True])
def test_a_newer_file_is_left_as_it_was_byte_for_byte(tmp_path: Path, killed: bool) -> None:
    url = f"sqlite:///{tmp_path / 'diary.db'}"
    open_store(url).close()
    newer = f"UPDATE {REVISION_TABLE} SET version_num = '0999'"
    leave = "os._exit(0)" if killed else "c.close()"
    script = f"import os, sqlite3; c = sqlite3.connect({str(tmp_path / 'diary.db')!r})\n"
    script += f"c.execute({newer!r}); c.commit(); {leave}"
    run([sys.executable, "-c", script], check=True)  # killed: the change is in the log beside it
    before = {f.name: f.read_bytes() for f in tmp_path.iterdir() if not f.name.endswith("-shm")}
    assert len(before) == 1 + killed
    for _ in range(2):
        with pytest.raises(DatabaseTooNew):
            open_store(url)
    after = {f.name: f.read_bytes() for f in tmp_path.iterdir() if not f.name.endswith("-shm")}
    assert after == before


def test_a_database_of_another_program_is_refused_and_left_untouched(tmp_path: Path) -> None:
    file = tmp_path / "places.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(DatabaseUnreachable, match="belongs to another program"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_tables_of_another_program_are_refused_on_a_server_too(
    postgresql_url: str,
) -> None:
    engine = create_engine(read_address(postgresql_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE persons (name text)"))
    with pytest.raises(DatabaseUnreachable, match="belongs to another program"):
        open_store(postgresql_url)
    engine.dispose()


def test_a_database_without_its_revision_is_damaged(database_url: str, engine: Engine) -> None:
    open_store(database_url).close()
    with engine.begin() as connection:
        connection.execute(text(f"DELETE FROM {REVISION_TABLE}"))
    engine.dispose()
    with pytest.raises(DatabaseDamaged, match="does not say which version"):
        open_store(database_url)


def test_only_its_owner_can_read_a_new_diary(tmp_path: Path) -> None:
    file = tmp_path / "new" / "diary.db"
    store = open_store(f"sqlite:///{file}")
    find_diary(store, newcomer=ADA).save(check_in(), by=BY)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    modes = {f.name: oct(stat.S_IMODE(f.stat().st_mode)) for f in file.parent.iterdir()}
    assert modes == dict.fromkeys(("diary.db", "diary.db-wal", "diary.db-shm"), "0o600")
    store.close()


def test_a_file_keeps_what_is_saved_in_the_safest_way(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    driver: Any
    with store._engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        settings = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }
    store.close()


def test_the_default_is_a_file_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BACKBEAT_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert default_url() == f"sqlite:///{tmp_path}/backbeat/backbeat.db"
    monkeypatch.setenv("BACKBEAT_DATABASE_URL", "postgresql://localhost/diaries")
    assert default_url() == "postgresql://localhost/diaries"


def test_opening_an_up_to_date_database_needs_no_alembic(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    loaded = loaded_after(f"from tracker.store import open_store; open_store({sqlite_url!r})")
    assert not {"alembic", "sqlalchemy.orm", "pandas"} & loaded


def test_several_may_open_a_new_database_at_once(database_url: str) -> None:
    everybody = Barrier(6)
    seen: list[int | Exception] = []

    def start() -> None:
        everybody.wait()
        try:
            store = open_store(database_url)
            seen.append(find_diary(store, newcomer=ADA).person_id)
            store.close()
        except Exception as error:
            seen.append(error)

    _in_threads(start, 6)
    assert seen == [1] * 6


def _in_threads(target: Callable[[], None], number: int) -> None:
    threads = [Thread(target=target) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_saved_is_saved_when_the_program_is_killed(sqlite_url: str) -> None:
    script = f"""
import os, signal
from tests.store.entries import check_in
from tests.conftest import ADA
from tracker.store import find_diary, open_store
find_diary(open_store({sqlite_url!r}), newcomer=ADA).save(check_in(7), by="a test")
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = run([sys.executable, "-c", script], cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    store = open_store(sqlite_url)
    found = find_diary(store, newcomer=ADA).check_in(DAY)
    assert found is not None
    assert found.pain == 7
    store.close()

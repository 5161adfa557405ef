import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.backup.whole import BEN, everything, filled, restore
from tracker.store import DatabaseDamaged, DatabaseTooNew, StoreError, find_diary, open_store
from tracker.store.backup import backup_database
from tracker.store.backup.automatic_copies import kept_copies
from tracker.store.backup.backup_files import backup
from tracker.store.opening import REVISION_TABLE, REVISIONS


def damaged(data: bytes) -> bytes:
    content = bytearray(data)
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    return bytes(content)


def changed(statement: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            connection.execute(statement)
            connection.commit()
            return connection.serialize()

    return change


@pytest.mark.parametrize(
    ("spoil", "made"),
    [
        (damaged, DatabaseDamaged),
        (lambda data: data[: len(data) // 2], DatabaseDamaged),
        (lambda data: data[:100], DatabaseDamaged),
        (lambda data: b"", DatabaseDamaged),
        (lambda data: b"date,pain\n2026-01-01,4\n" * 400, DatabaseDamaged),
        (changed("UPDATE check_ins SET pain = 99"), DatabaseDamaged),
        (changed("UPDATE activities SET note = CAST(x'ff' AS TEXT)"), DatabaseDamaged),
        (changed("UPDATE changes SET after = '{}' WHERE version = 1"), DatabaseDamaged),
        (changed("UPDATE changes SET kind = 'x'"), DatabaseDamaged),
        (changed("UPDATE check_ins SET person_id = 77"), DatabaseDamaged),
        (changed("DROP TABLE activities"), DatabaseDamaged),
        (changed(f"DELETE FROM {REVISION_TABLE}"), DatabaseDamaged),
        (changed(f"UPDATE {REVISION_TABLE} SET version_num = '0999'"), DatabaseTooNew),
        (changed("CREATE TABLE bookmarks (url TEXT)"), DatabaseDamaged),
        (
            changed(
                "CREATE TRIGGER t AFTER INSERT ON check_ins"
                " BEGIN DELETE FROM persons; END"
            ),
            DatabaseDamaged,
        ),
    ],
)  # fmt: skip
def test_a_damaged_backup_is_refused_and_changes_nothing(
    sqlite_url: str, spoil: Callable[[bytes], bytes], made: type[StoreError]
) -> None:
    store = open_store(sqlite_url)
    diary = filled(find_diary(store, newcomer=ADA))
    data = spoil(backup(store))
    before = everything(diary)
    with pytest.raises(made) as refused:
        restore(store, data)
    assert str(refused.value).endswith(".")
    assert "Nothing was changed" in str(refused.value) or made is DatabaseTooNew
    assert everything(diary) == before
    assert kept_copies(store, diary.person_id) == []
    store.close()


def rewritten(table: str, old: str, new: str) -> Callable[[bytes], bytes]:
    """The statement that made a table or an index, with something else in it."""

    def change(data: bytes) -> bytes:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            connection.execute("PRAGMA writable_schema = ON")
            asked = "SELECT sql FROM sqlite_master WHERE name = ?"
            [[sql]] = connection.execute(asked, (table,)).fetchall()
            assert old in sql
            connection.execute(
                "UPDATE sqlite_master SET sql = ? WHERE name = ?",
                (sql.replace(old, new, 1), table),
            )
            connection.commit()
            return connection.serialize()

    return change


ACTS = "length(randomblob(2000000000)) > 0"


@pytest.mark.parametrize(
    "spoil",
    [
        rewritten("check_ins", "date DATE NOT NULL", f"date DATE NOT NULL CHECK ({ACTS})"),
        rewritten("check_ins", "PRIMARY KEY", f"CONSTRAINT evil CHECK ({ACTS}), PRIMARY KEY"),
        rewritten("check_ins", "note ", f"evil INT AS ({ACTS}) VIRTUAL, note "),
        rewritten("check_ins", "note ", f"evil INT DEFAULT ({ACTS}), note "),
        rewritten(REVISION_TABLE, "version_num TEXT", f"version_num TEXT CHECK ({ACTS})"),
        changed("CREATE INDEX evil ON check_ins (length(note))"),
        changed("CREATE INDEX evil ON check_ins (date) WHERE length(note) >= 0"),
        changed(
            f"ALTER TABLE {REVISION_TABLE} RENAME TO hidden;"
        ),
        lambda data: changed(
            f"CREATE VIEW {REVISION_TABLE} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT"
            " i FROM n) SELECT i AS version_num FROM n"
        )(changed(f"DROP TABLE {REVISION_TABLE}")(data)),
        lambda data: changed("CREATE VIRTUAL TABLE readings USING fts5(note)")(
            changed("DROP TABLE readings")(data)
        ),
    ],
    ids=["check", "constraint", "generated", "default", "revision", "index", "partial index",
         "renamed", "view", "virtual"],
)  # fmt: skip
def test_nothing_of_a_schema_that_is_not_ours_is_run(
    sqlite_url: str, spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(sqlite_url)
    diary = filled(find_diary(store, newcomer=ADA))
    data = spoil(backup(store))
    run: list[str] = []

    def listen(*_: object) -> bool:
        run.append("checked")
        return True

    monkeypatch.setattr(backup_database, "is_whole", listen)
    monkeypatch.setattr(backup_database, "bring_up_to_date", listen)
    before = everything(diary)
    with pytest.raises(DatabaseDamaged):
        restore(store, data)
    assert run == []
    assert everything(diary) == before
    store.close()


def test_a_file_that_only_looks_like_a_backup_is_not_run_to_find_out(tmp_path: Path) -> None:
    file = tmp_path / "evil.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            f"CREATE VIEW {REVISION_TABLE} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
            " SELECT i FROM n) SELECT i AS version_num FROM n WHERE i > 1"
        )
        connection.commit()
    assert not backup_database.is_backup(file)


def test_a_backup_of_every_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    from tracker.store import migrate, opening
    from tracker.store.address import read_address
    from tracker.store.engine import make_engine

    for revision in REVISIONS[:-1]:
        file = tmp_path / f"{revision}.db"
        opening.make_file(file)
        engine = make_engine(read_address(f"sqlite:///{file}"))
        migrate.upgrade(engine, revision)
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO persons (name, time_zone, week_start, data_version, last_entry)"
                " VALUES ('Old Ada', 'Europe/Berlin', 'monday', 1, 1)"
            )
            connection.exec_driver_sql(
                "INSERT INTO check_ins (person_id, entry, date, pain, entered_at, sites, note)"
                " VALUES (1, 1, '2026-03-01', 4, '2026-03-01T20:00:00+01:00', '', 'old')"
            )
        engine.dispose()
        content = file.read_bytes()
        store = open_store(f"sqlite:///{tmp_path / f'new-{revision}.db'}")
        restore(store, file)
        [(number, person)] = store.people()
        assert person.name == "Old Ada"
        assert [found.note for found in store.diary(number).check_ins()] == ["old"]
        assert file.read_bytes() == content, "the backup itself stays as it was"
        assert {path.name for path in tmp_path.glob(f"{revision}*")} == {file.name}
        store.close()


def test_a_database_that_is_open_elsewhere_can_be_restored_from(
    tmp_path: Path, sqlite_url: str
) -> None:
    running = open_store(f"sqlite:///{tmp_path / 'running.db'}")
    diary = filled(find_diary(running, newcomer=ADA))
    assert (tmp_path / "running.db-wal").exists()
    store = open_store(sqlite_url)
    restore(store, tmp_path / "running.db")
    assert everything(find_diary(store, newcomer=BEN)) == everything(diary)
    store.close()
    running.close()

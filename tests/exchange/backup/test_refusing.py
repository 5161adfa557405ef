import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ADA
from tracker.exchange.backup.files import backup
from tracker.exchange.backup.keeping import kept_copies
from tracker.store import DatabaseDamaged, DatabaseTooNew, StoreError, open_store
from tracker.store.opening import REVISION_TABLE, REVISIONS

from .whole import BEN, everything, filled, restore


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
    diary = filled(store.first_diary(ADA))
    data = spoil(backup(store))
    before = everything(diary)
    with pytest.raises(made) as refused:
        restore(store, data)
    assert str(refused.value).endswith(".")
    assert "Nothing was changed" in str(refused.value) or made is DatabaseTooNew
    assert everything(diary) == before
    assert kept_copies(store) == []
    store.close()


def test_a_backup_of_every_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    from tracker.store import migrate, opening
    from tracker.store.address import read_address
    from tracker.store.engine import make_engine

    for revision in REVISIONS[:-1]:
        file = tmp_path / f"{revision}.db"
        opening._make(file)
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
    diary = filled(running.first_diary(ADA))
    assert (tmp_path / "running.db-wal").exists()
    store = open_store(sqlite_url)
    restore(store, tmp_path / "running.db")
    assert everything(store.first_diary(BEN)) == everything(diary)
    store.close()
    running.close()

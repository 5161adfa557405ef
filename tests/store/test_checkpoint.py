"""The log is written into the file and emptied, and nobody is held up by it."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.entries import BY, check_in, walk
from tests.store.test_bulk_save import many
from tracker.store import Diary, Store, find_diary, open_store


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def alone(file: Path) -> int:
    """How many check-ins and activities the file holds by itself."""
    asked = "SELECT (SELECT count(*) FROM check_ins) + (SELECT count(*) FROM activities)"
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as connection:
        return int(connection.execute(asked).fetchone()[0])


def test_afterwards_the_file_holds_everything_and_the_log_nothing(
    sqlite_url: str, file: Path
) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(walk(), by=BY)
    before = store.unwritten()
    diary.save(check_in(), by=BY)
    assert store.unwritten() not in (None, before)
    assert store.checkpoint()
    assert store.unwritten() is None
    assert alone(file) == 2
    diary.save(walk(2), by=BY)
    assert store.unwritten() is not None
    store.close()
    assert alone(file) == 3


def test_an_encrypted_file_as_well(sqlite_url: str, file: Path) -> None:
    from tracker.store.encryption import passphrase_sources
    from tracker.store.reencrypt import reencrypt

    open_store(sqlite_url).close()
    reencrypt(sqlite_url, "a long walk in the rain")
    passphrase_sources.unlock(sqlite_url, "a long walk in the rain")
    store = open_store(sqlite_url)
    find_diary(store, newcomer=ADA).save(walk(), by=BY)
    assert store.checkpoint()
    assert store.unwritten() is None
    store.close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_somebody_who_reads_for_long_keeps_the_log_and_is_not_held_up(
    sqlite_url: str, file: Path
) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(walk(), by=BY)
    with diary.snapshot() as then:
        assert len(then.activities()) == 1
        diary.save(walk(2), by=BY)
        begun = time.monotonic()
        assert not store.checkpoint()
        assert time.monotonic() - begun < 1, "it waits for nobody"
        assert len(then.activities()) == 1
    assert store.checkpoint()
    assert alone(file) == 2
    store.close()


def test_nobody_who_writes_is_held_up(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(many(3000), by=BY)
    stop = threading.Event()

    def keep() -> None:
        while not stop.wait(0.01):
            store.checkpoint()

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        for number in range(50):
            diary.save(walk(number + 1), by=BY)
    finally:
        stop.set()
        keeper.join()
    assert len(diary.activities()) >= 50
    store.close()


def test_another_program_that_writes_is_left_alone(sqlite_url: str, file: Path) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(walk(), by=BY)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert not store.checkpoint()
        assert time.monotonic() - begun < 1
        other.execute("ROLLBACK")
    assert store.checkpoint()
    store.close()


def test_a_server_has_no_file_of_ours(postgresql_url: str) -> None:
    store: Store = open_store(postgresql_url)
    diary: Diary = find_diary(store, newcomer=ADA)
    diary.save(walk(), by=BY)
    assert store.unwritten() is None
    store.close()

"""On a server no two wait for each other: all take what they lock in one order."""

from collections.abc import Callable, Iterator
from threading import Thread
from time import monotonic, time
from typing import Any

import psycopg
import pytest

from tests.conftest import ADA
from tests.store.backup.whole import restore
from tests.store.entries import BY, check_in
from tests.store.test_names import rename
from tracker.store import Diary, Store, find_diary, open_store, transfer
from tracker.store.backup.backup_files import backup
from tracker.store.passcode_tries import count_try

PATIENCE = 20.0  # seconds; a server ends one of two who wait for each other after one


@pytest.fixture
def store(postgresql_url: str) -> Iterator[Store]:
    store = open_store(postgresql_url)
    yield store
    store.close()


@pytest.fixture
def diary(store: Store) -> Diary:
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(4), by=BY)
    return diary


class Renaming:
    """Somebody who gives the diary's person another name, beside what else is done."""

    def __init__(self, diary: Diary, url: str) -> None:
        self._url = url
        self._failed: list[BaseException] = []
        self._thread = Thread(target=self._rename, args=(diary,))

    def _rename(self, diary: Diary) -> None:
        try:
            rename(diary, "Bea")
        except BaseException as error:
            self._failed.append(error)

    def begin(self) -> None:
        """Begin, and go on once it is done or has to wait."""
        self._thread.start()
        end = monotonic() + PATIENCE
        with psycopg.connect(self._url, autocommit=True) as connection:
            while self._thread.is_alive() and monotonic() < end:
                waits = "SELECT 1 FROM pg_locks WHERE NOT granted"
                if connection.execute(waits).fetchone():
                    return

    def end(self) -> None:
        """Wait until it is done; raise what it could not do."""
        self._thread.join(PATIENCE)
        for error in self._failed:
            raise error


def during(before: Callable[..., Any], then: Callable[[], None]) -> Callable[..., Any]:
    def both(*given: Any, **options: Any) -> Any:
        found = before(*given, **options)
        then()
        return found

    return both


def test_a_name_is_saved_while_a_backup_is_restored(
    store: Store, diary: Diary, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = backup(store)
    renaming = Renaming(diary, postgresql_url)
    locked = during(transfer.wait_for_others, renaming.begin)
    monkeypatch.setattr(transfer, "wait_for_others", locked)
    restore(store, data)
    renaming.end()
    assert diary.person().name == "Bea"


def test_a_name_is_saved_while_a_passcode_is_tried(
    store: Store, diary: Diary, postgresql_url: str
) -> None:
    renaming = Renaming(diary, postgresql_url)

    def wait(own: list[float], others: list[float]) -> float:
        renaming.begin()
        return 0.0

    assert count_try(store, diary.person_id, time(), wait) == 0.0
    renaming.end()
    assert diary.person().name == "Bea"

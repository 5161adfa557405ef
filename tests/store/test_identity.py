"""What tells a diary from all others in the world."""

import pytest
from sqlalchemy import Engine

from tests.conftest import ADA, BEN
from tests.store.entries import BY, walk
from tests.store.test_opening import engine, older  # noqa: F401
from tracker.store import Diary, Store, StoreError, find_diary, open_store


def test_a_diary_keeps_its_identity(diary: Diary, database_url: str) -> None:
    identity = diary.identity()
    diary.save(walk(), by=BY)
    diary.undo(by=BY)
    again = open_store(database_url)
    assert find_diary(again, newcomer=ADA).identity() == identity
    again.close()


def test_no_two_diaries_have_one(store: Store, diary: Diary) -> None:
    other = store.diary(store.add_person(BEN))
    assert other.identity() != diary.identity()


def test_it_is_no_change_and_no_part_of_the_person(diary: Diary) -> None:
    version = diary.version()
    diary.identity()
    assert diary.version() == version
    assert str(diary.identity()) not in repr(diary.person())


def test_diaries_from_before_get_one_each(older: str, engine: Engine) -> None:  # noqa: F811
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO persons (name, time_zone, week_start, data_version, last_entry)"
            " VALUES ('Bob', 'Europe/Berlin', 'monday', 0, 0)"
        )
    engine.dispose()
    store = open_store(older)
    identities = [store.diary(number).identity() for number, _ in store.people()]
    assert len(set(identities)) == 2
    store.close()


def test_nobody_has_none(store: Store) -> None:
    with pytest.raises(StoreError, match="no such person"):
        store.diary(99).identity()

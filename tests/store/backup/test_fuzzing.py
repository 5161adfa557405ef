"""Whatever is given as a backup: it is refused in words, or it is a whole one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ADA
from tests.store.entries import BY, one_of_each
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.store import Diary, StoreError, find_diary, open_store
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.backup.restore import plan_everybody, restore_backup

SLOW = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@cache
def good() -> bytes:
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder, 'diary.db')}")
        diary = find_diary(store, newcomer=ADA)
        diary.apply(one_of_each(), by=BY)  # type: ignore[arg-type]
        diary.apply(many(40), by=BY)
        data = backup(store)
        store.close()
    return data


def changed(data: bytes, places: list[tuple[float, int]], length: float) -> bytes:
    content = bytearray(data)
    for place, byte in places:
        content[int(place * (len(content) - 1))] = byte
    return bytes(content[: int(length * len(content))])


def readable(diary: Diary) -> object:
    return contents(diary), diary.history(limit=10_000), diary.exports()


@SLOW
@given(
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=40),
    head=st.lists(st.tuples(st.floats(0, 0.002), st.integers(0, 255)), max_size=4),
    length=st.just(1.0) | st.floats(0, 1),
)
def test_a_spoilt_backup_is_refused_in_words_or_restores_to_a_whole_diary(
    places: list[tuple[float, int]], head: list[tuple[float, int]], length: float
) -> None:
    data = changed(good(), [*places, *head], length)
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder, 'diary.db')}")
        diary = find_diary(store, newcomer=ADA)
        diary.apply(many(2), by=BY)
        before = readable(diary)
        try:
            with open_backup(data, "The backup") as copy:
                restore_backup(store, copy, plan_everybody(store, copy))
        except StoreError as refused:
            assert str(refused).endswith(".")  # noqa: PT017
            assert readable(diary) == before
        else:
            for number, _ in store.people():
                readable(store.diary(number))
        store.close()


@SLOW
@given(st.binary(max_size=3000) | st.binary(max_size=3000).map(lambda b: b"SQLite format 3\0" + b))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    try:
        with open_backup(data, "The backup", "some passphrase"):
            raise AssertionError("it opened")
    except StoreError as refused:
        assert str(refused).endswith(".")  # noqa: PT017

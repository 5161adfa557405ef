"""What the tests of files share: empty diaries in SQLite, and files made of text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker.exchange.entries import Found
from tracker.exchange.importing import carry_out, preview
from tracker.exchange.plans import Preview
from tracker.exchange.reading import read_paths
from tracker.model import Person
from tracker.store import Diary, Store, open_store

ADA = Person("Ada", "Europe/Berlin")


@pytest.fixture
def small_store(sqlite_url: str) -> Iterator[Store]:
    store = open_store(sqlite_url)
    yield store
    store.close()


@pytest.fixture
def ada(small_store: Store) -> Diary:
    """Ada's diary, empty, in SQLite only: files don't care about the database."""
    return small_store.first_diary(ADA)


@pytest.fixture
def another(small_store: Store) -> Callable[[], Diary]:
    """More empty diaries, one a call."""
    return lambda: small_store.diary(small_store.add_person(ADA))


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Found]:
    """Write one file and read it."""

    def write_and_read(content: str | bytes, name: str = "check_ins.csv") -> Found:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_paths([file], ADA.time_zone)

    return write_and_read


@pytest.fixture
def take(ada: Diary, read: Callable[..., Found]) -> Callable[..., Preview]:
    """Import one file into Ada's diary."""

    def import_it(content: str | bytes, name: str = "check_ins.csv") -> Preview:
        plan = preview(ada, read(content, name))
        carry_out(ada, plan)
        return plan

    return import_it

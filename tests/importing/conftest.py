"""What the tests of files share: empty diaries in SQLite, and files made of text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_paths
from tracker.importing.preview import Preview
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
def read(tmp_path: Path) -> Callable[..., ParseResult]:
    """Write one file and read it."""

    def write_and_read(content: str | bytes, name: str = "check_ins.csv") -> ParseResult:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return parse_paths([file], ADA.time_zone)

    return write_and_read


@pytest.fixture
def take(ada: Diary, read: Callable[..., ParseResult]) -> Callable[..., Preview]:
    """Import one file into Ada's diary."""

    def import_it(content: str | bytes, name: str = "check_ins.csv") -> Preview:
        plan = preview(ada, read(content, name))
        apply_preview(ada, plan)
        return plan

    return import_it

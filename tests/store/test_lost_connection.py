"""A server that lets go of us at any step: that is told, and a change is saved whole or not."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, own_exercise, walk
from tests.store.refusals import for_people
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.model import ExerciseDone, Person
from tracker.store import Diary, Store, StoreError, find_diary, open_store
from tracker.store.postgres_pipeline import PipelinedConnection, PipelinedCursor


class Server:
    """Ends our connection at a step of ours, counted from 1; None: at none."""

    def __init__(self, url: str) -> None:
        self._outside = psycopg.connect(url, autocommit=True)
        self._left: int | None = None
        self.ended = False

    def end_at(self, step: int | None) -> None:
        self._left, self.ended = step, False

    def step(self, connection: Any) -> None:
        if self._left is None or connection.closed:
            return
        self._left -= 1
        if self._left == 0:
            self._left, self.ended = None, True
            ours = connection.info.backend_pid
            self._outside.execute("SELECT pg_terminate_backend(%s, 10000)", [ours])

    def close(self) -> None:
        self._outside.close()


@pytest.fixture
def server(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    server = Server(postgresql_url)

    def counted(of: type[Any], name: str) -> None:
        real = getattr(of, name)

        def stepping(self: Any, *given: Any, **options: Any) -> Any:
            server.step(self.connection if isinstance(self, psycopg.Cursor) else self)
            return real(self, *given, **options)

        monkeypatch.setattr(of, name, stepping)

    monkeypatch.setattr("tracker.store.diary.MANY", 5)
    for name in ("hear", "commit", "rollback", "transaction_number", "end_patience"):
        counted(PipelinedConnection, name)
    for name in ("execute", "executemany", "fetchone", "fetchall"):
        counted(PipelinedCursor, name)
    yield server
    server.close()


@pytest.fixture
def store(postgresql_url: str) -> Iterator[Store]:
    store = open_store(postgresql_url)
    yield store
    store.close()


@pytest.fixture
def diary(store: Store) -> Diary:
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(4), by=BY)
    diary.save(own_exercise("Wall slide"), by=BY)
    diary.save(ExerciseDone(DAY, "Wall slide"), by=BY)
    return diary


def snapshot(diary: Diary) -> None:
    with diary.snapshot() as now:
        now.check_ins()
        now.activities()


STEPS: dict[str, Callable[[Store, Diary], object]] = {
    "reading several": lambda _, diary: snapshot(diary),
    "saving": lambda _, diary: diary.save(walk(), by=BY),
    "storing many": lambda _, diary: diary.apply(many(10), by=BY),
    "undoing": lambda _, diary: diary.undo(by=BY),
    "renaming": lambda _, diary: diary.rename_own_exercise("Wall slide", "Slide", by=BY),
    "a person": lambda store, _: store.add_person(Person(uuid4().hex)),  # nobody else is called so
}


@pytest.mark.parametrize("name", STEPS)
def test_a_connection_that_ends_at_any_step_is_told_and_leaves_nothing_by_halves(
    store: Store, diary: Diary, server: Server, name: str
) -> None:
    for step in count(1):
        before = contents(diary), diary.version()
        server.end_at(step)
        told = None
        try:
            STEPS[name](store, diary)
        except StoreError as error:
            told = error
        ended = server.ended
        server.end_at(None)
        if told is not None:
            assert ended
            assert for_people(told)
            assert (contents(diary), diary.version()) == before, f"step {step}"
        elif not ended:
            assert step > 1
            return
        elif contents(diary) != before[0]:
            diary.undo(by=BY)  # so that there is as much to do as before

"""A database of diaries: who is in it, and a door to each diary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from threading import Lock
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, bindparam, func, insert, select

from tracker.model import Person
from tracker.store import deletion
from tracker.store.address import shown
from tracker.store.database_files import checkpoint, unwritten
from tracker.store.database_tables import persons
from tracker.store.diary import Diary
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import Cipher
from tracker.store.engine import PATIENCE, Alone, wait_for_others
from tracker.store.entry_mappers import PERSON, fetch
from tracker.store.erasure import Erased, mark, marked, marker_of, tidy_up
from tracker.store.errors import DatabaseBusy, NoSuchPerson, StoreError
from tracker.store.names import refuse_taken_name
from tracker.store.person_notes import hashed
from tracker.store.transactions import LONG, transaction

_PEOPLE = select(persons.c.id, *PERSON.columns).order_by(persons.c.id)
_FIRST = select(func.min(persons.c.id))
_OF_CALENDAR = select(persons.c.id).where(persons.c.calendar_token == bindparam("hashed"))
_ADD = insert(persons)


class WriteTurn:
    """One writer at a time in this process: waiting here is fairer than asking SQLite again."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._lock = Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=2 * PATIENCE):
            raise DatabaseBusy(
                f"The database {self._database} is busy with a longer piece of work. Nothing of"
                " this step was saved; everything saved before is kept. Try again in a moment."
            )

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class Store:
    """An open database.

    `url` is its address with the password left out, `name` what a person knows
    it by, `cipher` what opens its file where that is encrypted.
    """

    def __init__(self, engine: Engine, cipher: Cipher | None = None, name: str = "") -> None:
        self._engine = engine
        self.name = name or shown(engine.url)
        self.cipher = cipher
        self.address: URL = engine.url
        self.url: str = engine.url.render_as_string(hide_password=True)
        self._turn: AbstractContextManager[None] = nullcontext()
        self._reading: Engine = engine
        if engine.dialect.name == "sqlite":
            self._turn = WriteTurn(self.name)
        else:  # several queries of one reading see one state
            self._reading = engine.execution_options(snapshot=True)

    def close(self) -> None:
        """Let go of the database; of a file, once everything is in it."""
        if self.unwritten() is not None:
            with suppress(StoreError):  # it stays in the log, which the next start reads
                self.checkpoint()
        self._engine.dispose()

    def unwritten(self) -> tuple[int, int] | None:
        """What tells the log beside a file from what it was; None where the file is whole."""
        return unwritten(self._engine)

    def checkpoint(self) -> bool:
        """Bring what is in the log beside a file into it; False where somebody still reads it.

        Nobody waits for it. Raises a :class:`StoreError` where the disk refuses.
        """
        with translate_errors(self.name):
            return checkpoint(self._engine, self._turn)

    def people(self) -> list[tuple[int, Person]]:
        """Whose diaries there are, by their numbers."""
        with translate_errors(self.name), self._reading.connect() as connection:
            rows = fetch(connection, _PEOPLE, PERSON)
        return [(row[0], PERSON.from_row(row[1:])) for row in rows]

    def add_person(self, person: Person, color: str | None = None) -> int:
        """Begin a diary for somebody, and return their number.

        `color` is one of :data:`tracker.store.profiles.COLORS`; None: none was chosen. Raises
        :class:`PersonNameRefused` where somebody else is called so.
        """
        with self._adding() as connection:
            refuse_taken_name(connection, person.name)
            return _add(connection, person, color)

    def diary(self, person_id: int) -> Diary:
        """The diary of a person."""
        return Diary(self._reading, self._engine, self._turn, self.name, person_id)

    def diary_of_calendar(self, token: str) -> Diary | None:
        """The diary whose calendar a secret opens; None where it opens none."""
        with translate_errors(self.name), self._reading.connect() as connection:
            person_id = connection.scalar(_OF_CALENDAR, {"hashed": hashed(token)})
        return None if person_id is None else self.diary(person_id)

    def begin(self, newcomer: Person) -> int:
        """Begin the first diary, and return its person's number: of who was faster, if anybody."""
        with self._adding() as connection:
            first: int | None = connection.scalar(_FIRST)
            return _add(connection, newcomer) if first is None else first

    def erase(self, person_id: int) -> Erased:
        """Delete a person with everything of theirs, and every trace of it in our files.

        It cannot be undone: their copies go too, and they are taken out of those that hold others.
        Raises :class:`LeftoverFiles` where the person is gone but traces are not.
        """
        engine = self._engine.execution_options(person=person_id)
        identity = None
        with suppress(NoSuchPerson):
            identity = self.diary(person_id).identity()
        with self._turn:
            marker = mark(self._engine, person_id, identity)
            with translate_errors(self.name), transaction(engine, each=LONG) as connection:
                rows = deletion.erase(connection)
            others = bool(self.people())
            erased = tidy_up(self._engine, self.name, rows, identity, others, self.cipher)
            if marker is not None:
                marker.unlink(missing_ok=True)
        return erased

    def finish_erasing(self) -> None:
        """Clear away what a deletion that was broken off has left; nobody there, nothing done."""
        marker = marker_of(self._engine)
        if marker is None or not marker.exists():
            return
        with suppress(StoreError, OSError):  # somebody uses it: at the next start, then
            noted = marked(marker)
            people = self.people()
            if noted is not None and all(noted[0] != number for number, _ in people):
                tidy_up(self._engine, self.name, 0, noted[1], bool(people), self.cipher)
            marker.unlink(missing_ok=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of everything; statements are guarded as ever."""
        with (
            self._reading.execution_options(each=LONG).connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes, when it is our turn."""
        with self._turn, transaction(self._engine, each=LONG) as connection:
            yield connection

    @contextmanager
    def _adding(self) -> Iterator[Connection]:
        with translate_errors(self.name), self._turn, transaction(self._engine) as connection:
            wait_for_others(connection, Alone.PEOPLE)
            yield connection


def _add(connection: Connection, person: Person, color: str | None = None) -> int:
    row = {
        **PERSON.to_row(person),
        "data_version": 0,
        "last_entry": 0,
        "identity": uuid4(),
        "color": color,
    }
    key: Any = connection.execute(_ADD, row).inserted_primary_key
    return int(key[0])

"""What is kept of a person beside the diary: it makes no version, and there is nothing to undo."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, insert, select, update

from tracker.model import ExportRecord, Person
from tracker.store.database_tables import persons
from tracker.store.entry_mappers import EXPORT, ask
from tracker.store.entry_mappers import PERSON as PERSON_KIND
from tracker.store.errors import NoSuchPerson
from tracker.store.person_scope import PERSON

_MINE = persons.c.id == PERSON
_VERSION = select(persons.c.data_version).where(_MINE)
_WHOSE = select(persons.c.identity, persons.c.data_version, *PERSON_KIND.columns).where(_MINE)
_IDENTITY = select(persons.c.identity).where(_MINE)
_CALENDAR = select(persons.c.calendar_token).where(_MINE)
_CARDS = select(persons.c.settled_cards).where(_MINE)
_SET = update(persons).where(_MINE)
_EXPORT = insert(EXPORT.table)


def version(connection: Connection) -> int:
    """The version of the diary."""
    found: int = _own(connection, _VERSION)
    return found


def ask_whose(connection: Connection) -> Callable[[], tuple[Person, UUID, int]]:
    """Ask whose the diary is, what tells it from all others, and its version."""
    asked = ask(connection, _WHOSE, PERSON_KIND)

    def found() -> tuple[Person, UUID, int]:
        rows = asked()
        if not rows:
            raise nobody()
        identity, version, *person = rows[0]
        return PERSON_KIND.from_row(person), identity, version

    return found


def identity(connection: Connection) -> UUID:
    """What tells the diary from all others."""
    found: UUID | None = _own(connection, _IDENTITY)
    if found is None:
        raise nobody()
    return found


def record_export(connection: Connection, export: ExportRecord) -> None:
    """Note an export."""
    version(connection)  # raises where there is nobody
    connection.execute(_EXPORT, EXPORT.to_row(export))


def has_calendar(connection: Connection) -> bool:
    """Whether there is a secret that opens the calendar of the reminders."""
    return _own(connection, _CALENDAR) is not None


def renew_calendar_token(connection: Connection) -> str:
    """A new secret that opens the calendar of the reminders; only a hash of it is kept."""
    _own(connection, _CALENDAR.with_for_update())  # raises where there is nobody
    token = token_urlsafe(24)
    connection.execute(_SET, {"calendar_token": hashed(token)})
    return token


def hashed(token: str) -> str:
    """What is kept of a random secret."""
    return sha256(token.encode()).hexdigest()


def new_mark() -> str:
    """Another mark of a person's devices: whoever knows the one before looks again."""
    return token_hex(8)


def settled_cards(connection: Connection) -> frozenset[str]:
    """The cards that were answered or put aside."""
    return frozenset((connection.scalar(_CARDS) or "").split())


def settle_card(connection: Connection, card: str) -> None:
    """Offer a card no more."""
    settled = {*(_own(connection, _CARDS.with_for_update()) or "").split(), card}
    connection.execute(_SET, {"settled_cards": " ".join(sorted(settled))})


def nobody() -> NoSuchPerson:
    """The error where the database holds no such person."""
    return NoSuchPerson("There is no such person in this database.")


def _own(connection: Connection, column: Executable) -> Any:
    """A column of the person's row."""
    row = connection.execute(column).first()
    if row is None:
        raise nobody()
    return row[0]

"""Whose diaries there are, as one chooses among them: a name, a colour, perhaps a passcode.

None of it is part of the diary: it makes no version, and there is nothing to undo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from tracker.model import InvalidValue, Person
from tracker.store.database_tables import devices, persons
from tracker.store.driver_errors import translate_errors
from tracker.store.ended_devices import end_devices
from tracker.store.entry_mappers import fetch
from tracker.store.errors import StoreError
from tracker.store.names import refuse_no_name
from tracker.store.person_notes import new_mark, nobody
from tracker.store.person_scope import PERSON
from tracker.store.store import Store

COLORS = ("blue", "rust", "moss", "rose", "indigo", "slate")  # none of them a measure's
NAMELESS = "Person {number}"

_ALL = select(persons.c.id, persons.c.name, persons.c.color, persons.c.passcode)
_LISTED = _ALL.order_by(persons.c.id)
_FIRST_TWO = select(persons.c.passcode).order_by(persons.c.id).limit(2)
_MINE = persons.c.id == PERSON
_OWN = _ALL.where(persons.c.id == PERSON)
_SET = update(persons).where(_MINE)
_SAME = persons.c.passcode.is_not_distinct_from(bindparam("before"))
_SET_WHERE_SEEN = update(persons).where(_MINE & _SAME)


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody whose diary can be chosen; `passcode` is the hash of theirs, None without one."""

    person_id: int
    name: str
    color: str
    passcode: str | None = field(repr=False)

    @property
    def called(self) -> str:
        """The name, or what tells apart who has none yet."""
        return self.name.strip() or NAMELESS.format(number=self.person_id)


class ProfileNotChosen(StoreError):
    """It is not said whose diary is to be opened, and there is more than one to choose from."""


def profiles(store: Store) -> list[Profile]:
    """Everybody, by their numbers. Who has chosen no colour has one of their own all the same."""
    with translate_errors(store.name), store.reading() as connection:
        return _listed(connection)


def profile_of(store: Store, person_id: int) -> Profile:
    """Somebody's. Raises :class:`tracker.store.NoSuchPerson` where there is nobody."""
    with translate_errors(store.name), store.reading() as connection:
        found = fetch(connection.execution_options(person=person_id), _OWN, "person")
    if not found:
        raise nobody()
    return _profile(found[0])


def opens_unasked(store: Store) -> bool:
    """Whether this computer opens its diary without a question.

    So it is with one person who has no passcode, and where nobody has begun a diary.
    """
    with translate_errors(store.name), store.reading() as connection:
        found = connection.execution_options(person=None).scalars(_FIRST_TWO).all()
    return not found or found == [None]


def add_profile(store: Store, person: Person, color: str | None = None) -> int:
    """Begin a diary for somebody who is told from all others by a name; their number.

    Raises :class:`tracker.store.PersonNameRefused` where it is none, or somebody's already.
    """
    _check(color)
    refuse_no_name(person.name)
    return store.add_person(person, color)


def set_color(store: Store, person_id: int, color: str) -> None:
    """Let somebody have a colour, one of :data:`COLORS`."""
    _check(color)
    with translate_errors(store.name), store.writing() as connection:
        own = connection.execution_options(person=person_id)
        if not own.execute(_SET, {"color": color}).rowcount:
            raise nobody()


def set_passcode(
    store: Store, person_id: int, before: str | None, after: str | None, kept: str = ""
) -> bool:
    """Put another passcode's hash in the place of one; False where there is another by now.

    Browsers of this computer that were in the diary are let in no more, but for the device `kept`;
    phones, which were paired, stay. Tries are counted anew.
    """
    changed = {"passcode": after, "passcode_tries": None}
    with translate_errors(store.name), store.writing() as connection:
        own = connection.execution_options(person=person_id)
        if not own.execute(_SET_WHERE_SEEN, {"before": before, **changed}).rowcount:
            return False
        if after is not None:
            end_devices(own, devices.c.here.is_(True), devices.c.device != kept)
            own.execute(_SET, {"devices_mark": new_mark()})
    return True


def _check(color: str | None) -> None:
    if color is not None and color not in COLORS:
        raise InvalidValue("color", color, ", ".join(COLORS))


def _listed(connection: Connection) -> list[Profile]:
    rows = fetch(connection.execution_options(person=None), _LISTED, "person")
    return [_profile(row) for row in rows]


def _profile(row: Row[Any]) -> Profile:
    usual = COLORS[(row.id - 1) % len(COLORS)]
    return Profile(row.id, row.name, row.color or usual, row.passcode)

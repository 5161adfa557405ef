"""The devices that are let in to a person's diary, each by a secret of which a hash is kept.

A device whose row is gone is let in no more; that it was signed out is noted. Rows stay with this
database: no backup of some of its people has them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from secrets import token_hex, token_urlsafe

from sqlalchemy import bindparam, insert, select, update

from tracker.store.database_tables import devices as table
from tracker.store.database_tables import persons
from tracker.store.driver_errors import translate_errors
from tracker.store.ended_devices import LIFETIME, end_devices, has_ended
from tracker.store.person_notes import hashed, new_mark
from tracker.store.person_scope import PERSON
from tracker.store.store import Store

_TOKEN = re.compile(r"([1-9]\d{0,17})\.([0-9a-f]{16})\.([\w-]{43})", re.ASCII)

_MINE = table.c.person_id == PERSON
_ONE = _MINE & (table.c.device == bindparam("one"))
_ALL = select(
    table.c.person_id,
    table.c.device,
    table.c.name,
    table.c.here,
    table.c.let_in_at,
    table.c.seen_at,
    table.c.ends_at,
    table.c.secret,
).where(_MINE)
_FIND = _ALL.where(table.c.device == bindparam("one"))
_ADD = insert(table)
_CHANGE = update(table).where(_ONE)
_MARK = update(persons).where(persons.c.id == PERSON)
_MARKS = select(persons.c.id, persons.c.devices_mark).where(
    persons.c.id.in_(bindparam("people", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Device:
    """A device: whose diary it opens, what tells it from others, and what a person calls it.

    `here` is one of this computer's own browsers, which is let in nowhere else.
    """

    person_id: int
    id: str
    name: str
    here: bool
    let_in_at: datetime
    seen_at: datetime
    ends_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether it was not used for so long that it is let in no more."""
        return now >= self.ends_at


def add_device(
    store: Store, person_id: int, name: str, now: datetime, *, here: bool = False
) -> tuple[Device, str]:
    """Let a device in; the token that it shows from now on is told once and kept nowhere."""
    device = Device(person_id, token_hex(8), name, here, now, now, now + LIFETIME)
    secret = token_urlsafe(32)
    row = {
        "device": device.id,
        "name": name,
        "secret": hashed(secret),
        "here": here,
        "let_in_at": now,
        "seen_at": now,
        "ends_at": device.ends_at,
    }
    with translate_errors(store.name), store.writing() as connection:
        own = connection.execution_options(person=person_id)
        own.execute(_ADD, row)
        own.execute(_MARK, {"devices_mark": new_mark()})
    return device, f"{person_id}.{device.id}.{secret}"


def device_of(store: Store, token: str) -> Device | None:
    """The device that shows a token, be it over; None where it was revoked, or never let in."""
    shown = _TOKEN.fullmatch(token)
    if shown is None:
        return None
    with translate_errors(store.name), store.reading() as connection:
        owned = connection.execution_options(person=int(shown[1]))
        row = owned.execute(_FIND, {"one": shown[2]}).one_or_none()
    if row is None or not compare_digest(row.secret, hashed(shown[3])):
        return None
    return Device(*row[:-1])


def was_revoked(store: Store, token: str) -> bool:
    """Whether a token is of a device that was signed out here, so not merely an unknown one."""
    shown = _TOKEN.fullmatch(token)
    if shown is None:
        return False
    with translate_errors(store.name), store.reading() as connection:
        return has_ended(connection.execution_options(person=int(shown[1])), hashed(shown[3]))


def devices(store: Store, people: Collection[int] | None = None) -> list[Device]:
    """The devices that open the diaries of some people, or of everybody; by when they came."""
    asked = [number for number, _ in store.people()] if people is None else people
    found: list[Device] = []
    with translate_errors(store.name), store.reading() as connection:
        for person in asked:
            rows = connection.execution_options(person=person).execute(_ALL)
            found += [Device(*row[:-1]) for row in rows]
    return sorted(found, key=lambda device: (device.let_in_at.astimezone(UTC), device.id))


def device_marks(store: Store, people: Collection[int]) -> dict[int, str | None]:
    """What tells whether somebody's devices are the same ones as before, of those who are here.

    It is one query, for however many. That a device ended by itself is no change.
    """
    with translate_errors(store.name), store.reading() as connection:
        found = connection.execution_options(person=None).execute(_MARKS, {"people": [*people]})
        return {row.id: row.devices_mark for row in found}


def rename_device(store: Store, device: Device, name: str) -> bool:
    """Call a device something else; False where it is let in no more."""
    return _change(store, device, name=name)


def use_device(store: Store, device: Device, now: datetime) -> bool:
    """Note that a device was used, and let it in for as long again; False where it is gone."""
    return _change(store, device, seen_at=now, ends_at=now + LIFETIME)


def revoke_device(store: Store, device: Device) -> bool:
    """Let a device in no more; False where it was not."""
    with translate_errors(store.name), store.writing() as connection:
        owned = connection.execution_options(person=device.person_id)
        owned.execute(_MARK, {"devices_mark": new_mark()})  # locks the person first, as all do
        ended = end_devices(owned, table.c.device == device.id)
    return ended > 0


def _change(store: Store, device: Device, **values: object) -> bool:
    with translate_errors(store.name), store.writing() as connection:
        owned = connection.execution_options(person=device.person_id)
        changed = owned.execute(_CHANGE, {"one": device.id, **values})
    return bool(changed.rowcount)

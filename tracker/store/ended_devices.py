"""The devices that were signed out: what their browsers keep of a diary is to go.

A token that this database does not know is another matter: another database let that device in,
or this one did after it was copied. A hash of a token stays, also when its person is deleted.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from tracker.store.database_tables import devices, ended_devices
from tracker.store.person_scope import PERSON

LIFETIME = timedelta(days=90)  # from a device's last use; its browser shows a token no longer

_MINE = ended_devices.c.person_id == PERSON
_END = insert(ended_devices)
_FIND = select(ended_devices.c.ended_at).where(
    _MINE & (ended_devices.c.secret == bindparam("hash"))
)
_FORGET = delete(ended_devices).where(_MINE & (ended_devices.c.ended_at < bindparam("before")))


def end_devices(connection: Connection, *which: Any) -> int:
    """Sign out the person's devices that meet all these conditions; returns how many."""
    mine = [devices.c.person_id == PERSON, *which]
    secrets = connection.scalars(select(devices.c.secret).where(*mine).with_for_update()).all()
    now = datetime.now(UTC)
    connection.execute(_FORGET, {"before": now - LIFETIME})
    for secret in secrets:
        connection.execute(_END, {"secret": secret, "ended_at": now})
        connection.execute(delete(devices).where(*mine, devices.c.secret == secret))
    return len(secrets)


def has_ended(connection: Connection, secret: str) -> bool:
    """Whether a device of the person with this hash of a secret was signed out."""
    return connection.execute(_FIND, {"hash": secret}).first() is not None

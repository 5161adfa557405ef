"""Names that resources keep: the same thing of the same diary has the same id for ever.

They are UUIDs of version 8 (RFC 9562), hashed from the diary's identity and what
tells one thing from the others. Of what there is one a day, or a few for one
thing, the beginning is hashed and the last eight digits say which.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha1
from uuid import UUID

import orjson

ALONE = "00000000"  # the last digits where there are no others


def begun(diary: UUID, kind: str, what: str = "") -> str:
    """All of a name but its last eight digits."""
    return _begun(b"%b%b %b" % (diary.bytes, kind.encode(), what.encode()))


def begun_each(diary: UUID, kind: str, entries: Sequence[UUID]) -> list[bytes]:
    """The same for entries, each of which has an identity of its own."""
    before = b"%b%b " % (diary.bytes, kind.encode())
    return [_begun(before + entry.bytes).encode() for entry in entries]


def _begun(whole: bytes) -> str:
    hashed = sha1(whole, usedforsecurity=False).hexdigest()
    return f"{hashed[:8]}-{hashed[8:12]}-8{hashed[13:16]}-8{hashed[17:20]}-0000"


def resource_id(diary: UUID, kind: str, what: str = "") -> str:
    """The id of one thing of a kind; what it says and when it is sent don't matter."""
    return begun(diary, kind, what) + ALONE


def of_days(days: Sequence[date]) -> list[bytes]:
    """The last eight digits of the names of things of which there is one a day."""
    written = orjson.dumps(days)[1:-1].translate(None, b'-"')
    return written.split(b",") if written else []


def of_weeks(starts: Sequence[date]) -> list[bytes]:
    """The same for things of which there is one a week: its Monday, wherever weeks begin."""
    to_monday = timedelta(days=-starts[0].weekday() % 7) if starts else timedelta()
    return of_days([start + to_monday for start in starts] if to_monday else starts)


def url(name: str) -> str:
    """What references to a resource say: they resolve inside the bundle."""
    return f"urn:uuid:{name}"

"""The person as author and subject of all that is sent, and the ids of what they say.

The same thing of the same diary has the same id for ever, so that sent again it
updates. Ids are UUIDs of version 8 (RFC 9562), hashed from the diary's identity and
what tells one thing from the others. Of what there is one a day, or a few for one
entry, the beginning is hashed and the last eight digits say which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha1
from typing import Any
from uuid import UUID

import orjson

from tracker.analysis.report_data import ReportData
from tracker.exporting.fhir.elements import (
    Column,
    Resource,
    identifier,
    moment,
    reference,
)

ALONE = "00000000"  # the last digits where there are no others


@dataclass(slots=True)
class DiarySubject:
    """Whose words the resources of `contents` are; `itself` refers to their Patient."""

    contents: ReportData
    itself: Resource = field(init=False)

    def __post_init__(self) -> None:
        self.itself = reference(self.resource_id("patient"))

    @property
    def today(self) -> date:
        """The day of the export; a later one if the diary knows it (clocks can be set back)."""
        made = self.contents.made_at.date()
        return max([made, *(day.date for day in self.contents.days[-1:])])

    @property
    def until(self) -> date:
        """The last day of the period, as far as it has come."""
        return max(self.contents.first, min(self.contents.last, self.today))

    def id_prefix(self, kind: str, what: bytes = b"") -> str:
        """All of an id but its last eight digits; `what` tells one thing of a kind from others."""
        return _id_prefix(self.contents.identity, kind, what)

    def resource_id(self, kind: str, what: str = "") -> str:
        """The id of one thing of a kind; what it says and when it is sent don't matter."""
        return self.id_prefix(kind, what.encode()) + ALONE

    def entry_prefix(self, kind: str, uid: UUID) -> str:
        """The same as `id_prefix` for an entry, which has an identity of its own."""
        return self.id_prefix(kind, uid.bytes)

    def observation(
        self,
        resource_id: str,
        category: list[Resource],
        code: Resource,
        effective: date | Column,
        more: Resource,
    ) -> Resource:
        """What the person observed of themselves on a day or at a moment."""
        return {
            "resourceType": "Observation",
            "id": resource_id,
            "identifier": [identifier(resource_id)],
            "status": "final",
            "category": category,
            "code": code,
            "subject": self.itself,
            "effectiveDateTime": effective,
            "performer": [self.itself],
            **more,
        }

    def note(self, text: str, at: datetime) -> list[dict[str, Any]]:
        """A note of the person's."""
        return [{"authorReference": self.itself, "time": moment(at), "text": text}]


@lru_cache(maxsize=1024)  # an answered questionnaire names several resources
def _id_prefix(diary: UUID, kind: str, what: bytes) -> str:
    whole = b"%b%b %b" % (diary.bytes, kind.encode(), what)
    hashed = sha1(whole, usedforsecurity=False).hexdigest()
    return f"{hashed[:8]}-{hashed[8:12]}-8{hashed[13:16]}-8{hashed[17:20]}-0000"


def digits_of_days(days: Iterable[date]) -> list[str]:
    """The last eight digits of ids of which there is one a day; quicker for many days at once."""
    digits: list[str] = orjson.loads(orjson.dumps(list(days)).replace(b"-", b""))
    return digits


def patient(who: DiarySubject, *, with_name: bool) -> Resource:
    """The Patient: as little as a record system needs, without a name if none is wanted."""
    resource_id = who.resource_id("patient")
    resource: Resource = {
        "resourceType": "Patient",
        "id": resource_id,
        "identifier": [identifier(resource_id)],
    }
    if with_name and who.contents.person.name:
        resource["name"] = [{"text": who.contents.person.name}]
    return resource

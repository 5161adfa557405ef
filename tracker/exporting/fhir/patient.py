"""The person as author and subject of all that is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from tracker.exporting.fhir.elements import Resource, fragment, identifier, moment, reference
from tracker.exporting.fhir.resource_ids import begun, begun_each, resource_id
from tracker.exporting.report_data import ReportData


@dataclass(frozen=True, slots=True)
class DiarySubject:
    """Whose words the resources are, and how those of one diary are named.

    `name` is the id of their Patient, `itself` refers to it and `alone` is the
    list of that one reference.
    """

    contents: ReportData
    name: str
    itself: orjson.Fragment
    alone: orjson.Fragment

    @property
    def today(self) -> date:
        """The day of the export; a later one if the diary knows it (clocks can be set back)."""
        made = self.contents.made_at.date()
        return max([made, *(day.date for day in self.contents.days[-1:])])

    @property
    def until(self) -> date:
        """The last day of the period, as far as it has come."""
        return max(self.contents.first, min(self.contents.last, self.today))

    def named(self, kind: str, what: str) -> str:
        """The id of one thing of a kind."""
        return resource_id(self.contents.identity, kind, what)

    def begun(self, kind: str) -> str:
        """An id but for its last eight digits."""
        return begun(self.contents.identity, kind)

    def begun_each(self, kind: str, entries: Sequence[UUID]) -> list[bytes]:
        """The same for entries, each of which has an identity of its own."""
        return begun_each(self.contents.identity, kind, entries)

    def observation(
        self, name: str, category: orjson.Fragment, code: object, effective: object
    ) -> Resource:
        """What the person observed of themselves: everything but the value."""
        return {
            "resourceType": "Observation",
            "id": name,
            "identifier": [identifier(name)],
            "status": "final",
            "category": category,
            "code": code,
            "subject": self.itself,
            "effectiveDateTime": effective,
            "performer": self.alone,
        }

    def note(self, text: str, at: datetime) -> list[dict[str, Any]]:
        """A note of the person's."""
        return [{"authorReference": self.itself, "time": moment(at), "text": text}]


def author(contents: ReportData) -> DiarySubject:
    """The author of a diary."""
    name = resource_id(contents.identity, "patient")
    return DiarySubject(contents, name, fragment(reference(name)), fragment([reference(name)]))


def patient(who: DiarySubject, *, with_name: bool) -> Resource:
    """The Patient: as little as a record system needs, without a name if none is wanted."""
    resource: Resource = {
        "resourceType": "Patient",
        "id": who.name,
        "identifier": [identifier(who.name)],
    }
    if with_name and who.contents.person.name:
        resource["name"] = [{"text": who.contents.person.name}]
    return resource

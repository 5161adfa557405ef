"""The parts that resources are put together from.

What is the same in thousands of resources is written to JSON once, as a
fragment, and only copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson

from tracker.exporting.fhir.resource_ids import url

Resource = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
URIS = "urn:ietf:rfc:3986"
PROFILES = "http://hl7.org/fhir/us/physical-activity/StructureDefinition/"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
WHOLE_NUMBER = 2**31  # FHIR's integers are below
FARTHEST = timedelta(hours=14)
MINUTE = timedelta(minutes=1)


def fragment(value: object) -> orjson.Fragment:
    """JSON that is written once and copied from then on."""
    return orjson.Fragment(orjson.dumps(value))


def concept(system: str, code: str, display: str = "", text: str = "") -> dict[str, Any]:
    """A code of a system, what the system calls it, and what it means to a reader."""
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def quantity(value: object, unit: str, code: str) -> dict[str, Any]:
    """A number with its UCUM unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def score(value: object) -> dict[str, Any]:
    """A number without a unit, as LOINC writes scores."""
    return quantity(value, "{score}", "{score}")


def identifier(name: str) -> dict[str, str]:
    """The same name as an identifier, for systems that give ids of their own."""
    return {"system": URIS, "value": url(name)}


def reference(name: str) -> dict[str, str]:
    """A reference to another resource of the bundle."""
    return {"reference": url(name)}


def references(names: Iterable[str]) -> list[dict[str, str]]:
    """References to several resources."""
    return [reference(name) for name in names]


def moment(at: datetime) -> datetime:
    """The same moment at an offset that FHIR can write: whole minutes, at most 14 hours."""
    return at if _usual(at.utcoffset()) else at.astimezone(UTC)


def _usual(offset: timedelta | None) -> bool:
    return offset is not None and not offset % MINUTE and abs(offset) <= FARTHEST


def written(values: Sequence[object]) -> list[bytes]:
    """Dates or numbers as JSON, for a column."""
    return orjson.dumps(values)[1:-1].split(b",") if values else []


def written_moments(times: Sequence[datetime]) -> list[bytes]:
    """Moments as JSON, for a column."""
    zones = {at.tzinfo for at in times}
    fixed = all(isinstance(zone, timezone) and _usual(zone.utcoffset(None)) for zone in zones)
    return written(times if fixed else [moment(at) for at in times])


def entry(resource: Resource) -> Resource:
    """A resource in a transaction: created under its id, or updated."""
    name, kind = resource["id"], resource["resourceType"]
    return {
        "fullUrl": url(name),
        "resource": resource,
        "request": {"method": "PUT", "url": f"{kind}/{name}"},
    }


PA_CATEGORY = concept(
    "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes",
    "PhysicalActivity",
    "Physical Activity",
)
ACTIVITY = fragment(
    [concept(f"{TERMINOLOGY}observation-category", "activity", "Activity"), PA_CATEGORY]
)
SURVEY = fragment([concept(f"{TERMINOLOGY}observation-category", "survey", "Survey")])
UNKNOWN = concept(f"{TERMINOLOGY}data-absent-reason", "unknown", "Unknown")

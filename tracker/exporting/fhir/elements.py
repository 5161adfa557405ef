"""The parts that resources are put together from: plain dicts, as FHIR's JSON has them.

What is the same in thousands of resources is written to JSON once, as a fragment.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Any

import orjson

Resource = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
URIS = "urn:ietf:rfc:3986"
PROFILES = "http://hl7.org/fhir/us/physical-activity/StructureDefinition/"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
WHOLE_NUMBER = 2**31  # FHIR's integers are below
FARTHEST = timedelta(hours=14)
MINUTE = timedelta(minutes=1)


def concept(system: str, code: str, display: str = "", text: str = "") -> Resource:
    """A CodeableConcept: a code of a system, the system's name for it, and ours for a reader."""
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def quantity(value: float, unit: str, code: str) -> Resource:
    """A number with its unit, in words and as UCUM's code."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def score(value: float) -> Resource:
    """A number without a unit, as LOINC writes scores."""
    return {"value": value, "unit": "{score}", "system": UCUM, "code": "{score}"}


def url(resource_id: str) -> str:
    """What references to a resource say: they resolve inside the bundle."""
    return f"urn:uuid:{resource_id}"


def identifier(resource_id: str) -> dict[str, str]:
    """The same id as an identifier, for systems that give ids of their own."""
    return {"system": URIS, "value": f"urn:uuid:{resource_id}"}


def reference(resource_id: str) -> dict[str, str]:
    """A reference to another resource of the bundle."""
    return {"reference": f"urn:uuid:{resource_id}"}


def moment(at: datetime) -> datetime:
    """The same moment at an offset that FHIR can write: whole minutes, at most 14 hours."""
    return at if _is_usual(at.tzinfo) else at.astimezone(UTC)


@cache
def _is_usual(zone: tzinfo | None) -> bool:
    """Whether FHIR can write it; a diary keeps offsets and no zones, which would change theirs."""
    offset = None if zone is None else zone.utcoffset(None)
    return offset is not None and not offset % MINUTE and abs(offset) <= FARTHEST


def fragment(value: object) -> orjson.Fragment:
    """JSON that is written once and copied from then on."""
    return orjson.Fragment(orjson.dumps(value))


PA_CATEGORY = concept(
    "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes",
    "PhysicalActivity",
    "Physical Activity",
)
ACTIVITY = fragment(
    [concept(f"{TERMINOLOGY}observation-category", "activity", "Activity"), PA_CATEGORY]
)
SURVEY = fragment([concept(f"{TERMINOLOGY}observation-category", "survey", "Survey")])
UNKNOWN = fragment(concept(f"{TERMINOLOGY}data-absent-reason", "unknown", "Unknown"))

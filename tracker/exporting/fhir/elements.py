"""The parts that resources are put together from: plain dicts, as FHIR's JSON has them.

Of thousands that are alike there is one dict, with a column where each has a value of
its own: what is the same in all of them is written to JSON once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from itertools import repeat
from typing import Any
from uuid import uuid4

import orjson

Resource = dict[str, Any]

OWN = uuid4().hex  # what each of many has of its own in its ids; no text of a person's says it
MORE = ""  # the last member of a resource, in whose place each of many has some of its own
_HOLE = b"\0"  # where a column's values go; JSON has no such byte
_OWN = re.compile(rb"(%b|(?:,\"\":)?\0)" % OWN.encode())

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
URIS = "urn:ietf:rfc:3986"
PROFILES = "http://hl7.org/fhir/us/physical-activity/StructureDefinition/"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
WHOLE_NUMBER = 2**31  # FHIR's integers are below
FARTHEST = timedelta(hours=14)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Column:
    """What each of many resources has in one place, written as JSON."""

    written: list[bytes]


@dataclass(frozen=True, slots=True)
class Alike:
    """Many resources as one: `OWN` in ids stands for what each has there, a Column for values."""

    resource: Resource
    own: list[str]


def column(values: Sequence[float | datetime | date]) -> Column:
    """Numbers, days or moments."""
    return Column(orjson.dumps(values)[1:-1].split(b","))


def members(of_each: Iterable[Resource]) -> Column:
    """Members that a resource has of its own, or none, as what it says under `MORE`."""
    return Column([b"," + orjson.dumps(own)[1:-1] if own else b"" for own in of_each])


def written(value: Resource, own: Sequence[bytes]) -> Iterator[bytes]:
    """The JSON of each of many: with what it has of its own in its ids, and in the columns."""
    columns: list[list[bytes]] = []

    def hole(column: Column) -> orjson.Fragment:
        columns.append(column.written)
        return orjson.Fragment(_HOLE)

    whole = orjson.dumps(value, default=hole, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    in_order = iter(columns)
    parts: list[Iterable[bytes]] = []
    for text in _OWN.split(whole):
        if text == OWN.encode():
            parts.append(own)
        elif text.endswith(_HOLE):
            parts.append(next(in_order))
        else:
            parts.append(repeat(text, len(own)))
    return map(b"".join, zip(*parts, strict=True))


def concept(system: str, code: str, display: str = "", text: str = "") -> Resource:
    """A CodeableConcept: a code of a system, the system's name for it, and ours for a reader."""
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def quantity(value: float | Column, unit: str, code: str) -> Resource:
    """A number with its unit, in words and as UCUM's code."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def score(value: float | Column) -> Resource:
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


PA_CATEGORY = concept(
    "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes",
    "PhysicalActivity",
    "Physical Activity",
)
ACTIVITY = [concept(f"{TERMINOLOGY}observation-category", "activity", "Activity"), PA_CATEGORY]
SURVEY = [concept(f"{TERMINOLOGY}observation-category", "survey", "Survey")]
UNKNOWN = concept(f"{TERMINOLOGY}data-absent-reason", "unknown", "Unknown")

"""The report as a PDF, inside the bundle."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha1

from tracker.exporting.fhir.elements import Resource, identifier, moment
from tracker.exporting.fhir.patient import DiarySubject


def document(pdf: bytes, who: DiarySubject) -> Resource:
    """The DocumentReference of the report of a period, with the whole file in it."""
    first, last = who.contents.first, who.contents.last
    made_at = moment(who.contents.made_at)
    name = who.named("report", f"{first} {last}")
    title = f"Back-pain diary, {first} to {last}"
    return {
        "resourceType": "DocumentReference",
        "id": name,
        "masterIdentifier": identifier(name),
        "status": "current",
        "docStatus": "final",
        "type": {"text": "Report of a pain diary kept by the patient"},
        "subject": who.itself,
        "date": made_at,
        "author": who.alone,
        "description": title,
        "content": [
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "language": "en-GB",
                    "data": b64encode(pdf).decode("ascii"),
                    "size": len(pdf),
                    "hash": b64encode(sha1(pdf, usedforsecurity=False).digest()).decode("ascii"),
                    "title": title,
                    "creation": made_at,
                }
            }
        ],
        "context": {"period": {"start": first, "end": who.until}},
    }

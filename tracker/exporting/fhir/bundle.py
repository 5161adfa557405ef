"""The diary as one FHIR R4 Bundle: a transaction that creates or updates, never doubles."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha1
from io import BytesIO
from itertools import islice

import orjson

from tracker import __version__
from tracker.analysis.report_data import ReportData
from tracker.exporting.fhir.activity import last_30_days, weekly
from tracker.exporting.fhir.elements import (
    TERMINOLOGY,
    Alike,
    Resource,
    concept,
    identifier,
    moment,
    reference,
    written,
)
from tracker.exporting.fhir.goals import goals
from tracker.exporting.fhir.medicines import medicines
from tracker.exporting.fhir.pain import pain_of_days, readings
from tracker.exporting.fhir.patient import DiarySubject, patient
from tracker.exporting.fhir.questionnaires import exported_forms, group_same_answers, response
from tracker.exporting.fhir.scores import scores
from tracker.model import Section

AT_ONCE = 60  # entries: writing many takes few calls, holding few takes little memory
PARTICIPANT = f"{TERMINOLOGY}provenance-participant-type"


def bundle(contents: ReportData, *, pdf: bytes | None = None, name: bool = True) -> bytes:
    """The period as FHIR R4 JSON; equal contents give equal bytes.

    Every reference is to something inside, and an id is always that of the same thing of
    the same diary, whatever the period: sent again it updates.

    Parameters
    ----------
    contents
        The diary of the period.
    pdf
        The report, to be in it as a document.
    name
        Whether the Patient has the person's name.
    """
    who = DiarySubject(contents)
    head = {
        "resourceType": "Bundle",
        "type": "transaction",
        "timestamp": moment(contents.made_at),
        "entry": [_entry(patient(who, with_name=name))],
    }
    whole = BytesIO()
    whole.write(orjson.dumps(head).removesuffix(b"]}"))
    entries = _entries(who, pdf)
    while some := list(islice(entries, AT_ONCE)):
        whole.write(b",")
        whole.write(b",".join(some))
    whole.write(b"]}")
    return whole.getvalue()


def _entries(who: DiarySubject, pdf: bytes | None) -> Iterator[bytes]:
    """What the person says, as JSON, and that they said it."""
    said: list[bytes] = []
    for found in _in_sections(who, pdf):
        if isinstance(found, Alike):
            own = [one.encode() for one in found.own]
            yield from written(_entry(found.resource), own)
            said += written(reference(found.resource["id"]), own)
        else:
            yield orjson.dumps(_entry(found))
            if found["resourceType"] != "Questionnaire":
                said.append(orjson.dumps(reference(found["id"])))
    if said:
        target = orjson.Fragment(b"[%b]" % b",".join(said))
        yield orjson.dumps(_entry(provenance(target, who)))


def _in_sections(who: DiarySubject, pdf: bytes | None) -> Iterator[Resource | Alike]:
    """What the person says in the sections that they chose, and the report."""
    sections = who.contents.appointment.sections
    notes = Section.NOTES in sections
    if Section.ACTIVITY in sections:
        yield from goals(who)
        yield from weekly(who)
        yield from last_30_days(who)
    yield from pain_of_days(who, notes=notes)
    yield from readings(who, notes=notes)
    yield from medicines(who, notes=notes)
    if Section.QUESTIONNAIRES in sections:
        yield from _answered(who)
    if pdf is not None:
        yield document_reference(pdf, who)


def _answered(who: DiarySubject) -> Iterator[Resource | Alike]:
    forms = exported_forms(who.contents.questionnaires)
    for key in dict.fromkeys(answers.questionnaire for answers in who.contents.answers):
        if key in forms:
            yield forms[key].resource
    for asked, group in group_same_answers(who.contents.answers, forms):
        yield from (response(answers, asked, who) for answers in group)
        yield from scores(group, asked, who)


def document_reference(pdf: bytes, who: DiarySubject) -> Resource:
    """The DocumentReference of the report of a period, with the whole file in it."""
    first, last = who.contents.first, who.contents.last
    made_at = moment(who.contents.made_at)
    resource_id = who.resource_id("report", f"{first} {last}")
    title = f"Back-pain diary, {first} to {last}"
    return {
        "resourceType": "DocumentReference",
        "id": resource_id,
        "masterIdentifier": identifier(resource_id),
        "status": "current",
        "docStatus": "final",
        "type": {"text": "Report of a pain diary kept by the patient"},
        "subject": who.itself,
        "date": made_at,
        "author": [who.itself],
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


def provenance(said: orjson.Fragment, who: DiarySubject) -> Resource:
    """That the person is the author of what the references `said` name, and Backbeat wrote it."""
    first, last = who.contents.first, who.contents.last
    return {
        "resourceType": "Provenance",
        "id": who.resource_id("provenance", f"{first} {last}"),
        "target": said,
        "occurredPeriod": {"start": first, "end": who.until},
        "recorded": moment(who.contents.made_at),
        "agent": [
            {"type": concept(PARTICIPANT, "author", "Author"), "who": who.itself},
            {
                "type": concept(PARTICIPANT, "assembler", "Assembler"),
                "who": {"display": f"Backbeat {__version__}"},
            },
        ],
    }


def _entry(resource: Resource) -> Resource:
    """A resource in a transaction: created under its id, or updated."""
    resource_id, kind = resource["id"], resource["resourceType"]
    return {
        "fullUrl": f"urn:uuid:{resource_id}",
        "resource": resource,
        "request": {"method": "PUT", "url": f"{kind}/{resource_id}"},
    }

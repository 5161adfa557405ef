"""The diary as one FHIR R4 Bundle: a transaction that creates or updates, never doubles."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import orjson

from tracker.exporting.fhir.activity import last_30_days, weekly
from tracker.exporting.fhir.document_reference import document
from tracker.exporting.fhir.elements import Resource, entry, moment, reference
from tracker.exporting.fhir.goals import goals
from tracker.exporting.fhir.pain import pain_of_days, readings
from tracker.exporting.fhir.patient import DiarySubject, author, patient
from tracker.exporting.fhir.provenance import provenance
from tracker.exporting.fhir.questionnaire_responses import group_same_answers, responses
from tracker.exporting.fhir.questionnaires import exported_forms
from tracker.exporting.fhir.scores import scores
from tracker.exporting.fhir.templates import ResourceTemplate
from tracker.exporting.report_data import ReportData
from tracker.model import Section


def bundle(contents: ReportData, *, pdf: bytes | None = None, name: bool = True) -> bytes:
    """The period of `contents` as FHIR R4 JSON; equal contents give equal bytes.

    With `pdf` the report is in it too, as a document. Without `name` the patient
    has none. Every reference is to something inside, and an id is always that of
    the same thing of the same diary, whatever the period: sent again it updates.
    """
    who = author(contents)
    whole = {
        "resourceType": "Bundle",
        "type": "transaction",
        "timestamp": moment(contents.made_at),
        "entry": [entry(patient(who, with_name=name))],
    }
    written, words = BytesIO(), BytesIO()  # words: references to what the person themselves said
    written.write(orjson.dumps(whole)[:-2])
    for said in _said(who, pdf):
        many = said if isinstance(said, ResourceTemplate) else ResourceTemplate(said, {})
        written.writelines(many.written(entry(many.resource)))
        if many.resource["resourceType"] != "Questionnaire":
            words.writelines(many.written(reference(many.resource["id"])))
    if words.tell():
        words.write(b"]")
        words.seek(0)
        words.write(b"[")  # in place of the first comma
        by_whom = provenance(words.getvalue(), who)
        written.writelines(by_whom.written(entry(by_whom.resource)))
    written.write(b"]}")
    return written.getvalue()


def _said(who: DiarySubject, pdf: bytes | None) -> Iterator[Resource | ResourceTemplate]:
    """What the person says in the sections that they chose, and the report."""
    chosen = who.contents.appointment.sections
    notes = Section.NOTES in chosen
    if Section.ACTIVITY in chosen:
        yield from goals(who)
        yield from weekly(who)
        yield from last_30_days(who)
    yield from pain_of_days(who, notes=notes)
    yield readings(who, notes=notes)
    if Section.QUESTIONNAIRES in chosen:
        yield from _answered(who)
    if pdf is not None:
        yield document(pdf, who)


def _answered(who: DiarySubject) -> Iterator[Resource | ResourceTemplate]:
    forms = exported_forms(who.contents.questionnaires)
    for key in dict.fromkeys(answers.questionnaire for answers in who.contents.answers):
        if key in forms:
            yield forms[key].resource
    for found in group_same_answers(who, forms):
        yield responses(found, who)
        yield from scores(found, who)

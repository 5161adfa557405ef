"""Medicines taken as MedicationStatements, in the person's words: no code is guessed."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exporting.fhir.elements import TERMINOLOGY, Resource, concept, identifier, moment
from tracker.exporting.fhir.patient import ALONE, DiarySubject
from tracker.model import MedicineKind

_CATEGORY = f"{TERMINOLOGY}medication-statement-category"
_WORDS = {
    MedicineKind.OVER_THE_COUNTER: "Over the counter, as the patient says",
    MedicineKind.PRESCRIBED: "Prescribed, as the patient says",
    None: "As the patient says",
}


def medicines(who: DiarySubject, *, notes: bool) -> Iterator[Resource]:
    """A MedicationStatement of each medicine taken; days without one say nothing."""
    for taken in who.contents.medicines:
        resource_id = who.entry_prefix("medicine", taken.uid) + ALONE
        resource: Resource = {
            "resourceType": "MedicationStatement",
            "id": resource_id,
            "identifier": [identifier(resource_id)],
            "status": "completed",
            "category": concept(_CATEGORY, "patientspecified", "Patient Specified")
            | {"text": _WORDS[taken.kind]},
            "medicationCodeableConcept": {"text": taken.medicine},
            "subject": who.itself,
            "effectiveDateTime": moment(taken.taken_at) if taken.taken_at else taken.date,
            "informationSource": who.itself,
        }
        if taken.amount:
            resource["dosage"] = [{"text": taken.amount}]
        if notes and taken.note.strip():
            at = taken.taken_at or who.contents.made_at
            resource["note"] = who.note(taken.note, at)
        yield resource

"""Medicines taken, as MedicationStatements."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import orjson

from tests.exporting.fhir.checks import problems
from tests.exporting.report_builders import contents
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Appointment, MedicineKind, MedicineTaken, Section

DAY = date(2026, 11, 18)
AT = datetime(2026, 11, 18, 8, 5, tzinfo=timezone(timedelta(hours=1)))
TAKEN = MedicineTaken(DAY, "ibuprofen", "400 mg", MedicineKind.OVER_THE_COUNTER, AT, "helped")


def statements(*taken: MedicineTaken, sections: tuple[Section, ...] = ()) -> list[dict[str, Any]]:
    """What the bundle says of these, which is valid."""
    data = bundle(contents(DAY, DAY, medicines=taken, appointment=Appointment("", sections)))
    assert problems(data) == []
    found = (entry["resource"] for entry in orjson.loads(data)["entry"])
    return [one for one in found if one["resourceType"] == "MedicationStatement"]


def test_a_medicine_is_told_in_the_person_s_words() -> None:
    (found,) = statements(TAKEN, sections=(Section.NOTES,))
    assert found["medicationCodeableConcept"] == {"text": "ibuprofen"}
    assert found["dosage"] == [{"text": "400 mg"}]
    assert found["effectiveDateTime"] == "2026-11-18T08:05:00+01:00"
    assert found["category"]["text"] == "Over the counter, as the patient says"
    assert found["informationSource"] == found["subject"]
    assert found["note"][0]["text"] == "helped"


def test_what_was_not_said_is_not_there() -> None:
    (found,) = statements(MedicineTaken(DAY, "a heat patch", note="private"))
    assert found["effectiveDateTime"] == "2026-11-18"
    assert {"dosage", "note"}.isdisjoint(found)
    assert found["category"]["text"] == "As the patient says"
    assert statements() == []


def test_sent_again_it_is_the_same_resource() -> None:
    assert [one["id"] for one in statements(TAKEN)] == [one["id"] for one in statements(TAKEN)]
    first, second = statements(TAKEN, MedicineTaken(DAY, "ibuprofen", "400 mg"))
    assert first["id"] != second["id"]

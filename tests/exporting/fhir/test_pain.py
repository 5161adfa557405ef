"""Pain of each day and at one moment, with what else was said."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.exporting.fhir.checks import problems
from tests.exporting.fhir.diary import diary, resources
from tests.exporting.report_builders import CET, contents
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Appointment, CheckIn, Context, Reading, Section

DAY = date(2026, 11, 18)
AT = datetime(2026, 11, 18, 20, 14, 5, tzinfo=CET)
WITH_NOTES = Appointment(sections=tuple(Section))
PLANES = "a\u00df \u05d3\u05d2 \u6f22 \U0001f642 \U00020000 \U000e0041 \U000f0000 \U0010fffd"


def pains(*check_ins: CheckIn, appointment: Appointment = WITH_NOTES) -> list[dict]:  # type: ignore[type-arg]
    data = bundle(contents(DAY, DAY, check_ins=check_ins, appointment=appointment))
    assert problems(data) == []
    return resources(data, "Observation", "72514-3")


def components(observation: dict) -> dict[str, object]:  # type: ignore[type-arg]
    return {
        one["code"]["text"]: one.get("valueString", one.get("valueBoolean"))
        if "valueQuantity" not in one
        else one["valueQuantity"]["value"]
        for one in observation.get("component", [])
    }


def test_every_check_in_is_sent_as_the_pain_of_its_day() -> None:
    whole = diary()
    found = resources(bundle(whole), "Observation", "72514-3")
    of_days = [one for one in found if one["code"]["text"] == "Average pain of the day"]
    assert [
        (one["effectiveDateTime"], one["valueQuantity"]["value"], one["issued"]) for one in of_days
    ] == [
        (str(check_in.date), check_in.pain, check_in.entered_at.isoformat())
        for check_in in whole.check_ins
    ]


def test_what_else_a_day_says_goes_with_it() -> None:
    (found,) = pains(
        CheckIn(DAY, 4, AT, 7, 0, True, 10, ("lower back", "left leg"), "a & b <i>c</i>")
    )
    assert found["valueQuantity"] == {
        "value": 4,
        "unit": "{score}",
        "system": "http://unitsofmeasure.org",
        "code": "{score}",
    }
    assert list(components(found).values()) == [7, 0, 10, True]
    assert found["bodySite"] == {"text": "lower back, left leg"}
    (note,) = found["note"]
    assert note["text"] == "a & b <i>c</i>"
    assert note["time"] == "2026-11-18T20:14:05+01:00"


def test_what_a_day_does_not_say_is_not_sent() -> None:
    (found,) = pains(CheckIn(DAY, 0, AT))
    assert {"component", "bodySite", "note"}.isdisjoint(found)
    assert found["valueQuantity"]["value"] == 0
    (no_flare,) = pains(CheckIn(DAY, 0, AT, flare=False))
    assert list(components(no_flare).values()) == [False]


def test_notes_are_sent_only_when_chosen() -> None:
    check_in = CheckIn(DAY, 4, AT, note="private")
    (chosen,) = pains(check_in)
    assert chosen["note"][0]["text"] == "private"
    (not_chosen,) = pains(check_in, appointment=Appointment())
    assert "note" not in not_chosen


@pytest.mark.parametrize(
    "note",
    [PLANES, "x" * 5000, "\u202eabc\u202c", "two\nlines\tand a tab", "\ufeff\uffff\u2028", "100 %"],
)
def test_any_note_comes_through_as_it_is(note: str) -> None:
    (found,) = pains(CheckIn(DAY, 4, AT, note=note, sites=(note.split()[0][:39] + "x",)))
    assert found["note"][0]["text"] == note


@pytest.mark.parametrize("note", [" ", "\n\t", "\u3000"])
def test_a_note_of_spaces_is_none(note: str) -> None:
    (found,) = pains(CheckIn(DAY, 4, AT, note=note))
    assert "note" not in found


@pytest.mark.parametrize(
    ("offset", "written"),
    [
        (timedelta(hours=14), "2026-11-18T20:14:05+14:00"),
        (-timedelta(hours=9, minutes=30), "2026-11-18T20:14:05-09:30"),
        (timedelta(minutes=53, seconds=28), "2026-11-18T19:20:37+00:00"),
        (timedelta(hours=15), "2026-11-18T05:14:05+00:00"),
    ],
)
def test_moments_keep_an_offset_that_fhir_can_write(offset: timedelta, written: str) -> None:
    at = AT.replace(tzinfo=timezone(offset))
    (found,) = pains(CheckIn(DAY, 4, at, note="x"))
    assert found["issued"] == found["note"][0]["time"] == written


def test_a_reading_says_its_moment_and_what_it_belongs_to() -> None:
    reading = Reading(AT, 6, Context.AFTER, "wall sit", "sharp")
    data = bundle(contents(DAY, DAY, readings=[reading], appointment=WITH_NOTES))
    assert problems(data) == []
    (found,) = resources(data, "Observation", "72514-3")
    assert found["code"]["text"] == "Pain at one moment"
    assert found["effectiveDateTime"] == "2026-11-18T20:14:05+01:00"
    assert found["valueQuantity"]["value"] == 6
    assert components(found) == {"When": "after exercise", "Exercise": "wall sit"}
    assert found["note"][0]["text"] == "sharp"
    plain = bundle(contents(DAY, DAY, readings=[Reading(AT.astimezone(UTC), 6, note="private")]))
    (found,) = resources(plain, "Observation", "72514-3")
    assert {"component", "note"}.isdisjoint(found)


def test_a_day_without_a_rating_says_so_instead_of_a_value() -> None:
    (found,) = pains(CheckIn(DAY, None, AT, 7.5, note="bad night"))
    assert "valueQuantity" not in found
    assert found["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert list(components(found).values()) == [7.5]
    assert found["note"][0]["text"] == "bad night"


def test_a_day_off_work_says_so_and_a_day_without_a_tick_says_nothing() -> None:
    (found,) = pains(CheckIn(DAY, 4, AT, off_work=True))
    assert components(found) == {"Off work because of the back, as the person ticked": True}
    (found,) = pains(CheckIn(DAY, 4, AT))
    assert "component" not in found


def test_a_day_that_only_says_none_is_no_rating_of_pain() -> None:
    assert pains(CheckIn(DAY, None, AT, no_activity=True, no_exercises=True)) == []


def test_decimals_go_out_as_they_are() -> None:
    (found,) = pains(CheckIn(DAY, 4.25, AT))
    assert found["valueQuantity"]["value"] == 4.25

"""The appendix day by day: what it shows, and what it leaves out."""

from datetime import timedelta
from typing import Any

from tests.exporting.pdf.reading import EVERYTHING, LAST, at
from tests.exporting.report_builders import contents
from tracker.exporting.pdf.day_list import every_day, every_note
from tracker.model import (
    Activity,
    Appointment,
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    Intensity,
    MedicineKind,
    MedicineTaken,
    Section,
    Skip,
    SkipReason,
)

FIRST = LAST - timedelta(days=6)


def test_a_column_without_a_single_entry_is_left_out() -> None:
    bare = contents(FIRST, LAST, check_ins=[CheckIn(LAST, 4, at(LAST))])
    assert every_day(bare, notes=False)["columns"] == ["Day", "Pain", "Recorded"]
    rested = CheckIn(LAST, 4, at(LAST), no_activity=True, no_exercises=True)
    assert every_day(contents(FIRST, LAST, check_ins=[rested]), notes=False)["columns"] == [
        *("Day", "Pain", "Act. min", "Strength", "Recorded")
    ]
    without = contents(
        FIRST,
        LAST,
        check_ins=[CheckIn(LAST, 4, at(LAST), sleep=7)],
        appointment=Appointment("", (Section.DAYS,)),
    )
    found = every_day(without, notes=False)
    assert found["columns"] == ["Day", "Pain", "Sleep", "Recorded"]
    assert found["months"][0]["rows"][-1]["cells"] == ["Sat 21 Nov", "4", "7", ""]


def test_a_zero_is_only_told_where_it_is_known() -> None:
    given = contents(
        FIRST,
        LAST,
        check_ins=[
            CheckIn(FIRST, 0, at(FIRST), no_activity=True),
            CheckIn(FIRST + timedelta(days=1), 4.5, at(FIRST + timedelta(days=1))),
        ],
        activities=[Activity(LAST, "walking", 20, Intensity.VIGOROUS)],
    )
    first, rated, empty, last = every_day(given, notes=False)["months"][0]["rows"]
    assert first["cells"][:3] == ["Sun 15 Nov", "0", "0"]
    assert first["cells"][-1] == "No activity, as the person said."
    assert rated["cells"][:3] == ["Mon 16 Nov", "4.5", ""]
    assert empty["empty"] == "17–20 Nov: 4 days, nothing recorded"
    assert last["cells"][:3] == ["Sat 21 Nov", "–", "40"]
    assert last["cells"][-1] == "No check-in. Walking 20\xa0min vigorous."


def test_a_day_with_records_is_not_said_to_have_none_where_their_part_is_left_out() -> None:
    """Strength days belong to the activity; what made them and other exercises do not."""

    def rows(*sections: Section) -> list[dict[str, Any]]:
        given = contents(
            FIRST,
            LAST,
            activities=[Activity(FIRST, "walking", 20, Intensity.LIGHT)],
            exercises_done=[
                ExerciseDone(FIRST + timedelta(days=1), "cat stretch"),
                ExerciseDone(FIRST + timedelta(days=3), "wall sit"),
            ],
            skips=[Skip(LAST, "wall sit", SkipReason.TIME)],
            appointment=Appointment("", (Section.DAYS, *sections)),
        )
        (month,) = every_day(given, notes=False)["months"]
        found: list[dict[str, Any]] = month["rows"]
        return found

    walked, before, strong, after = rows(Section.ACTIVITY)
    assert walked["cells"][-1] == "No check-in. Walking 20\xa0min light."
    assert before["empty"] == "16–17 Nov: 2 days, nothing recorded in the parts shown"
    assert strong["cells"] == ["Wed 18 Nov", "–", "", "yes", "No check-in."]
    assert after["empty"] == "19–21 Nov: 3 days, nothing recorded in the parts shown"
    first, *_, last = rows(Section.EXERCISES)
    assert first["empty"] == "15 Nov: 1 day, nothing recorded in the parts shown"
    assert last["cells"][-1] == "No check-in. Not done (no time): wall sit."
    (none,) = rows()
    assert none["empty"] == "15–21 Nov: 7 days, nothing recorded in the parts shown"
    told = [row["empty"] for row in rows(Section.ACTIVITY, Section.EXERCISES) if "empty" in row]
    assert told == ["17 Nov: 1 day, nothing recorded", "19–20 Nov: 2 days, nothing recorded"]


def test_a_day_says_what_was_taken_what_happened_and_that_it_was_off_work() -> None:
    given = contents(
        FIRST,
        LAST,
        check_ins=[CheckIn(FIRST, 4, at(FIRST), off_work=True)],
        medicines=[
            MedicineTaken(FIRST, "ibuprofen", "400 mg", MedicineKind.PRESCRIBED, at(FIRST, 8)),
            MedicineTaken(FIRST, "heat patch"),
        ],
        events=[
            Event(FIRST, EventKind.TREATMENT, "physiotherapy", LAST),
            Event(LAST, EventKind.OTHER, "moved house", note="Many boxes."),
        ],
    )
    first, _, last = every_day(given, notes=True)["months"][0]["rows"]
    assert first["cells"][-1] == (
        "Took ibuprofen 400 mg (prescribed, 08:15); heat patch. Treatment began: physiotherapy "
        "(until 21 Nov 2026). Off work because of the back."
    )
    assert last["cells"][-1] == "No check-in. moved house. “Moved house: Many boxes.”"


def test_a_short_note_stands_beside_its_day_and_a_long_one_below() -> None:
    short = CheckIn(FIRST, 3, at(FIRST), note="Long drive.")
    long = CheckIn(LAST, 3, at(LAST), note="Sat.\nThen lay down.")
    given = contents(FIRST, LAST, check_ins=[short, long])
    first, _, last = every_day(given, notes=True)["months"][0]["rows"]
    assert first["cells"][-1] == "“Long drive.”"
    assert first["notes"] == []
    assert [line["text"] for line in last["notes"]] == ["Sat.", "Then lay down."]
    first, _, last = every_day(given, notes=False)["months"][0]["rows"]
    assert first["cells"][-1] == ""
    assert last["notes"] == []


def test_the_notes_alone_name_their_day_and_what_they_belong_to() -> None:
    given = contents(
        FIRST,
        LAST,
        check_ins=[CheckIn(LAST, 3, at(LAST), note="מאוד כואב")],
        activities=[Activity(LAST, "swimming", 20, Intensity.LIGHT, note="Cold.")],
        appointment=Appointment("", EVERYTHING),
    )
    (day,) = every_note(given)
    assert day["day"] == "Saturday 21 November 2026"
    assert day["notes"] == [
        {"text": "מאוד כואב", "right": True},
        {"text": "Swimming: Cold.", "right": False},
    ]


def test_an_entry_made_late_says_when() -> None:
    late = CheckIn(FIRST, 3, at(FIRST + timedelta(days=1), 9))
    row = every_day(contents(FIRST, FIRST, check_ins=[late]), notes=False)["months"][0]["rows"][0]
    assert row["cells"][-1] == "Entered 16 Nov 2026."

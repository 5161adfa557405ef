"""Function, flares and medicine on the first page."""

from datetime import timedelta

import pytest

from tests.exporting.pdf.reading import EVERYTHING, LAST, at, report, said, year
from tests.exporting.report_builders import contents
from tracker.analysis.report import summary
from tracker.exporting.pdf.first_page import first_page
from tracker.model import (
    Appointment,
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    MedicineTaken,
    PlanItem,
)

FIRST = LAST - timedelta(days=27)


def rows(**given: object) -> dict[str, str]:
    """What the first page says, by its names."""
    whole = contents(FIRST, LAST, appointment=Appointment("", EVERYTHING), **given)  # type: ignore[arg-type]
    columns = first_page(whole, summary(whole))["function"]
    return {name: text for column in columns for name, text in column}


def days(*numbers: int, **fields: object) -> list[CheckIn]:
    return [
        CheckIn(FIRST + timedelta(days=n), 4, at(LAST), **fields)  # type: ignore[arg-type]
        for n in numbers
    ]


def test_only_what_somebody_said_stands_there() -> None:
    assert rows() == {}
    assert rows(check_ins=days(1)) == {}
    assert rows(check_ins=days(1, off_work=True)) == {"Off work": "because of the back, on 1 day"}


def test_means_come_with_their_days() -> None:
    assert rows(check_ins=[*days(1, worst_pain=7, sleep=3), *days(2, 3, worst_pain=8)]) == {
        "Worst pain": "7.7 on average (3 days)",
        "Sleep (10 is best)": "3.0 on average (1 day)",
    }


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1,), "1 episode of 1 day"),
        ((1, 2), "1 episode of 2 days"),
        ((1, 5, 6), "2 episodes, median length 1.5 days"),
    ],
)
def test_flares_are_told_as_episodes(numbers: tuple[int, ...], words: str) -> None:
    assert rows(check_ins=days(*numbers, flare=True))["Flares"] == words


def test_places_and_medicines_are_named_with_their_days() -> None:
    found = rows(
        check_ins=[*days(1, 2, sites=("hip",)), *days(3, sites=("hip", "left calf"))],
        medicines=[
            MedicineTaken(FIRST + timedelta(days=n), name)
            for n, name in enumerate(["a", "a", "b", "c", "d", "a rather long name of a medicine"])
        ],
    )
    assert found["Hurt most"] == "hip\xa03 days, left calf\xa01"
    assert found["A leg"] == "on 1 of 3 days with a place named"
    assert found["Medicine"] == (
        "on 6 days: a\xa02, a rather long name of a m…\xa01, b\xa01 and 2 others"
    )


def test_a_place_of_one_day_is_so_called() -> None:
    assert rows(check_ins=days(1, sites=("hip", "neck")))["Hurt most"] == "hip\xa01 day, neck\xa01"


def test_the_whole_plan_is_told_in_days_and_per_cent() -> None:
    whole = contents(
        FIRST,
        LAST,
        appointment=Appointment("", EVERYTHING),
        check_ins=days(*range(28), no_exercises=True),
        exercises_done=[ExerciseDone(FIRST + timedelta(days=n), "wall sit") for n in (8, 9, 16)],
        plan_items=[PlanItem("wall sit", 2, starts=FIRST), PlanItem("plank", 2, starts=FIRST)],
    )
    found = summary(whole)
    planned = sum(row.planned_days for row in found.exercises)
    assert (found.adherence.done, found.adherence.planned) == (3, planned)
    (*_, last) = first_page(whole, found)["exercises"]["rows"]
    assert last == ["Whole plan", "", f"3 of {planned} ({round(300 / planned)} %)"]


@pytest.mark.parametrize(("times", "words"), [(0, "– of 16"), (3, "3+ of 16 (19+ %)")])
def test_what_is_unknown_of_the_plan_is_no_zero(times: int, words: str) -> None:
    first = LAST - timedelta(days=LAST.weekday() + 28)
    whole = contents(
        first,
        LAST,
        appointment=Appointment("", EVERYTHING),
        check_ins=[CheckIn(first, 4, at(LAST))],
        exercises_done=[ExerciseDone(first + timedelta(days=7 * n), "plank") for n in range(times)],
        plan_items=[PlanItem("wall sit", 2, starts=first), PlanItem("plank", 2, starts=first)],
    )
    (*_, last) = first_page(whole, summary(whole))["exercises"]["rows"]
    assert last == ["Whole plan", "", words]


def test_events_are_numbered_in_the_chart_and_named_below_it() -> None:
    event = Event(LAST - timedelta(days=20), EventKind.FALL, "slipped on ice")
    later = Event(LAST, EventKind.INJECTION)
    pages = report(year(60, events=[event, later]))
    assert "1 slipped on ice, 1 Nov 2 injection, 21 Nov" in said(pages, 0)
    assert "Function, flares and medicine" in said(pages, 0)
    assert "Episode of flares" in said(pages)


def test_events_of_several_years_are_named_with_them() -> None:
    fall = Event(LAST - timedelta(days=365), EventKind.FALL)
    whole = contents(
        fall.date,
        LAST,
        appointment=Appointment("", EVERYTHING),
        events=[fall, Event(LAST, EventKind.INJECTION)],
    )
    named = first_page(whole, summary(whole))["pain"]["events"]
    assert named == "1 fall, 21 Nov 2025   2 injection, 21 Nov 2026"

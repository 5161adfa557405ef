"""Weeks and the last 30 days: figures counted again from the entries, one by one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.exporting.fhir.diary import FIRST, LAST, diary, resources
from tests.exporting.report_builders import STRENGTHENING, contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Activity, CheckIn, ExerciseDone, Intensity, Person, WeekStart

MONDAY = date(2026, 10, 5)
UNKNOWN = "unknown"


def minutes_on(whole: ReportData, day: date) -> int:
    return sum(
        activity.minutes
        for activity in whole.activities
        if activity.date == day and activity.intensity is not Intensity.LIGHT
    )


def minutes_known_on(whole: ReportData, days: list[date]) -> int:
    """On how many days some activity is recorded, or was said not to be."""
    recorded = {activity.date for activity in whole.activities}
    none = {check_in.date for check_in in whole.check_ins if check_in.no_activity}
    return len((recorded | none) & {*days})


def exercises_known_on(whole: ReportData, days: list[date]) -> int:
    """The same of exercises."""
    recorded = {done.date for done in whole.exercises_done}
    none = {check_in.date for check_in in whole.check_ins if check_in.no_exercises}
    return len((recorded | none) & {*days})


def days_to(last: date, number: int) -> list[date]:
    return [last - timedelta(days=back) for back in range(number)]


def of(whole: ReportData, code: str) -> dict[str, dict]:  # type: ignore[type-arg]
    found = resources(bundle(whole), "Observation", code)
    by_day = {one["effectiveDateTime"]: one for one in found}
    assert len(by_day) == len(found)
    return by_day


def said(observation: dict) -> object:  # type: ignore[type-arg]
    """The value, or the code of why there is none."""
    if "valueQuantity" in observation:
        return observation["valueQuantity"]["value"]
    return observation["dataAbsentReason"]["coding"][0]["code"]


def walk(day: date, minutes: int, intensity: Intensity = Intensity.MODERATE) -> Activity:
    return Activity(day, "walk", minutes, intensity)


def logged(*days: date, none: bool = False) -> list[CheckIn]:
    """Check-ins of these days; `none`: which say that there was no activity and no exercise."""
    return [
        CheckIn(
            day,
            3,
            datetime(day.year, day.month, day.day, 20, tzinfo=UTC),
            no_activity=none,
            no_exercises=none,
        )
        for day in days
    ]


WHOLE_WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


def test_the_weeks_of_a_period_are_counted_again() -> None:
    whole = diary()
    found = of(whole, "82290-8")
    sundays = [date(2026, 8, 30) + timedelta(weeks=number) for number in range(12)]
    assert list(found) == [str(day) for day in sundays]  # the last week isn't over
    for sunday in sundays:
        week = days_to(sunday, 7)
        total = sum(minutes_on(whole, day) for day in week)
        known = minutes_known_on(whole, week)
        assert said(found[str(sunday)]) == (total if total or known == 7 else UNKNOWN)
        notes = found[str(sunday)].get("note", [])
        assert bool(notes) == (known < 7)
        assert all(f"{known} of 7 days are known" in note["text"] for note in notes)
    assert {said(one) for one in found.values()} >= {UNKNOWN, 25}  # a lone walk, and nothing


def test_strength_days_are_counted_again() -> None:
    whole = diary()
    for day, observation in of(whole, "82291-6").items():
        week = days_to(date.fromisoformat(day), 7)
        strong = {
            done.date
            for done in whole.exercises_done
            if done.date in week and done.exercise in STRENGTHENING
        }
        known = exercises_known_on(whole, week) == 7
        assert said(observation) == (len(strong) if strong or known else UNKNOWN)


def test_minutes_are_those_of_the_clock_not_doubled_and_light_ones_do_not_count() -> None:
    entries = [
        walk(MONDAY, 40),
        walk(MONDAY, 30, Intensity.VIGOROUS),
        walk(MONDAY, 100, Intensity.LIGHT),
    ]
    rest = logged(*WHOLE_WEEK[1:], none=True)
    whole = contents(MONDAY, WHOLE_WEEK[-1], check_ins=rest, activities=entries)
    (found,) = of(whole, "82290-8").values()
    assert said(found) == 70
    assert "note" not in found


def test_a_zero_is_sent_only_where_every_day_is_known() -> None:
    everything = contents(MONDAY, WHOLE_WEEK[-1], check_ins=logged(*WHOLE_WEEK, none=True))
    for code in ("82290-8", "82291-6"):
        (found,) = of(everything, code).values()
        assert said(found) == 0
    but_one = contents(MONDAY, WHOLE_WEEK[-1], check_ins=logged(*WHOLE_WEEK[1:], none=True))
    for code in ("82290-8", "82291-6"):
        (found,) = of(but_one, code).values()
        assert said(found) == UNKNOWN
        assert found["note"][0]["text"].startswith("6 of 7 days are known. None was recorded")


def test_pain_taps_alone_send_no_zero() -> None:
    whole = contents(MONDAY, WHOLE_WEEK[-1], check_ins=logged(*WHOLE_WEEK))
    for code in ("82290-8", "82291-6"):
        (found,) = of(whole, code).values()
        assert said(found) == UNKNOWN
        assert found["note"][0]["text"].startswith("0 of 7 days are known")


def test_a_lower_bound_says_that_it_is_one() -> None:
    whole = contents(
        MONDAY,
        WHOLE_WEEK[-1],
        check_ins=logged(*WHOLE_WEEK[1:5], none=True),
        exercises_done=[ExerciseDone(MONDAY, "wall sit")],
        made_at=datetime(2026, 10, 20, 9, tzinfo=UTC),
    )
    (found,) = of(whole, "82291-6").values()
    assert said(found) == 1
    (note,) = found["note"]
    assert note["text"] == (
        "5 of 7 days are known. The figure is what was recorded: at least so much, the rest is"
        " unknown."
    )
    assert note["authorReference"] == found["subject"]
    assert note["time"] == "2026-10-20T09:00:00+00:00"


def test_only_whole_weeks_are_sent_and_none_before_the_diary_begins() -> None:
    whole = contents(
        date(2026, 9, 2), date(2026, 10, 14), check_ins=logged(*WHOLE_WEEK, date(2026, 10, 14))
    )
    assert list(of(whole, "82290-8")) == ["2026-10-11"]


def test_a_period_that_reaches_beyond_today_ends_today() -> None:
    """The present week isn't over, and the 30 days are those up to now."""
    now = datetime(2026, 10, 14, 9, tzinfo=UTC)
    days = logged(*days_to(now.date(), 40))
    beyond = contents(FIRST, date(2030, 1, 1), check_ins=days, made_at=now)
    so_far = contents(FIRST, now.date(), check_ins=days, made_at=now)
    assert max(of(beyond, "82290-8")) == "2026-10-11"
    for code in ("82290-8", "82291-6", "89555-7", "68516-4"):
        assert of(beyond, code) == of(so_far, code)


def test_a_clock_that_is_set_back_hides_nothing() -> None:
    """A build date of long ago, as SOURCE_DATE_EPOCH has it."""
    whole = diary(made_at=datetime(1970, 1, 1, tzinfo=UTC))
    for code in ("82290-8", "82291-6"):
        before, now = of(whole, code), of(diary(), code)
        assert {day: said(one) for day, one in before.items()} == {
            day: said(one) for day, one in now.items()
        }
    assert list(of(whole, "89555-7")) == [str(whole.days[-1].date)]


def test_a_week_from_sunday_has_the_id_of_the_one_from_monday() -> None:
    sunday = Person("Ada", "Europe/Berlin", WeekStart.SUNDAY)
    period, days = (date(2026, 10, 4), date(2026, 10, 11)), logged(*WHOLE_WEEK)
    from_monday = of(contents(*period, check_ins=days), "82290-8")
    from_sunday = of(contents(*period, check_ins=days, person=sunday), "82290-8")
    assert list(from_monday) == ["2026-10-11"]
    assert list(from_sunday) == ["2026-10-10"]
    assert from_monday["2026-10-11"]["id"] == from_sunday["2026-10-10"]["id"]


def test_the_last_30_days_are_counted_again() -> None:
    whole = diary()
    window = days_to(LAST, 30)
    active = [on_day for on_day in (minutes_on(whole, day) for day in window) if on_day]
    known = minutes_known_on(whole, window)
    assert active
    assert known < 30
    (a_week,) = of(whole, "89555-7").items()
    assert a_week[0] == str(LAST)
    assert said(a_week[1]) == pytest.approx(len(active) / 30 * 7, abs=0.051)
    assert f"{known} of 30 days are known" in a_week[1]["note"][0]["text"]
    ((_, a_day),) = of(whole, "68516-4").items()
    assert said(a_day) == pytest.approx(sum(active) / len(active), abs=0.051)
    assert f"The average of {len(active)} days with activity" in a_day["note"][0]["text"]


def test_the_last_30_days_look_back_beyond_a_short_period() -> None:
    assert of(diary(LAST, LAST), "89555-7") == of(diary(), "89555-7")


@pytest.mark.parametrize(("begins", "some"), [(29, True), (28, False), (6, False)])
def test_a_diary_younger_than_30_days_says_nothing_of_them(begins: int, some: bool) -> None:
    first = LAST - timedelta(days=begins)
    whole = contents(FIRST, LAST, activities=[walk(first, 30), walk(LAST, 30)])
    assert bool(of(whole, "89555-7")) == bool(of(whole, "68516-4")) == some


def test_30_days_without_activity_are_none_and_have_no_average() -> None:
    whole = contents(FIRST, LAST, check_ins=logged(*days_to(LAST, 30), none=True))
    (a_week,), (a_day,) = of(whole, "89555-7").values(), of(whole, "68516-4").values()
    assert said(a_week) == 0
    assert said(a_day) == "not-applicable"
    assert "note" not in a_week
    without_one = contents(FIRST, LAST, check_ins=logged(*days_to(LAST, 30)[1:]))
    assert said(*of(without_one, "89555-7").values()) == UNKNOWN
    assert said(*of(without_one, "68516-4").values()) == UNKNOWN

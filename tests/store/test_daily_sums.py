from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings

from tests import strategies
from tests.store.entries import BY, DAY, at, check_in, walk
from tracker.model import Activity, Day, ExerciseDone, Intensity, Outcome, Person, Reading
from tracker.store import Diary, Store

STRENGTH = frozenset({"wall sit", "bird dog", "übung"})


def added_up(entries: strategies.Entries) -> list[Day]:
    """The same sums, the slow and plain way."""
    days: dict[date, dict[str, Any]] = defaultdict(dict)
    for said in entries.check_ins:
        days[said.date] |= {
            "pain": said.pain,
            "flare": said.flare,
            "no_activity": said.no_activity,
            "no_exercises": said.no_exercises,
        }
    for activity in entries.activities:
        of_day = days[activity.date]
        name = f"{activity.intensity}_minutes"
        of_day[name] = of_day.get(name, 0) + activity.minutes
        of_day["activities"] = of_day.get("activities", 0) + 1
    for done in entries.exercises:
        of_day = days[done.date]
        of_day["exercises"] = of_day.get("exercises", 0) + 1
        for outcome in (Outcome.PARTLY, Outcome.STOPPED):
            of_day[outcome.value] = of_day.get(outcome.value, 0) + (done.outcome is outcome)
        counts = done.outcome is not Outcome.STOPPED and done.exercise.lower() in STRENGTH
        of_day["strength"] = of_day.get("strength", False) or counts
    return [Day(day, **fields) for day, fields in sorted(days.items())]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(entries=strategies.diaries())
def test_days_are_what_their_entries_add_up_to(store: Store, entries: strategies.Entries) -> None:
    diary = store.diary(store.add_person(Person()))
    diary.apply(entries.values, by=BY)
    assert diary.days(None, None, STRENGTH) == added_up(entries)
    recorded = [value.date for value in entries.values]
    assert diary.first_day() == min(recorded, default=None)


def test_a_day_without_a_check_in_is_not_logged(diary: Diary) -> None:
    diary.apply([walk(10), walk(20, intensity=Intensity.VIGOROUS)], by=BY)
    assert diary.days(DAY, DAY, STRENGTH) == [
        Day(DAY, None, None, moderate_minutes=10, vigorous_minutes=20, activities=2)
    ]


def test_days_outside_the_span_and_without_anything_are_left_out(diary: Diary) -> None:
    days = [DAY - timedelta(days=ago) for ago in (6, 5, 1, 0)]
    diary.apply([check_in(day=day) for day in days], by=BY)
    found = diary.days(days[1], days[2], STRENGTH)
    assert [day.date for day in found] == days[1:3]
    assert diary.days(DAY + timedelta(days=1), None, STRENGTH) == []


def test_strength_does_not_depend_on_how_a_name_is_written(diary: Diary) -> None:
    diary.save(ExerciseDone(DAY, "ÜBUNG"), by=BY)
    assert diary.days(None, None, STRENGTH)[0].strength
    assert not diary.days(None, None, frozenset())[0].strength


def test_a_reading_alone_adds_up_to_no_day_but_begins_the_diary(diary: Diary) -> None:
    diary.save(Reading(at(9), 3), by=BY)
    assert diary.days(None, None, STRENGTH) == []
    assert diary.first_day() == DAY


def test_recent_activities_are_the_latest_that_differ(diary: Diary) -> None:
    def ago(days: int) -> date:
        return DAY - timedelta(days=days)

    swim = Activity(ago(3), "swim", 30, Intensity.MODERATE)
    hard = walk(30, ago(2), intensity=Intensity.VIGOROUS)
    diary.apply([walk(30, ago(1)), hard, swim, walk(30, ago(5)), walk(45, ago(4))], by=BY)
    newest = walk(30, note="the same again")
    diary.save(newest, by=BY)
    assert diary.recent_activities() == [newest, hard, swim, walk(45, ago(4))]
    assert diary.recent_activities(2) == [newest, hard]


def test_recent_activities_reach_back_over_years_of_the_same(diary: Diary) -> None:
    swim = Activity(DAY - timedelta(days=900), "swim", 30, Intensity.LIGHT)
    walks = [walk(30, DAY - timedelta(days=ago)) for ago in range(400)]
    diary.apply([swim, *walks], by=BY)
    assert diary.recent_activities() == [walks[0], swim]

"""What "none on that day" means, and when it is taken back."""

from __future__ import annotations

from dataclasses import replace

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, walk
from tracker.model import Activity, CheckIn, ExerciseDone, Intensity, Outcome
from tracker.store import Diary, find_diary, open_store

BRIDGE = {"bridge"}


def said_none(**fields: object) -> CheckIn:
    return check_in(no_activity=True, no_exercises=True, **fields)


def test_a_pain_rating_alone_says_nothing_about_activity(diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    [day] = diary.days(DAY, DAY, BRIDGE)
    assert (day.minutes_known, day.exercises_known) == (False, False)


def test_none_makes_the_day_known(diary: Diary) -> None:
    diary.save(said_none(), by=BY)
    [day] = diary.days(DAY, DAY, BRIDGE)
    assert (day.minutes_known, day.exercises_known, day.active_minutes) == (True, True, 0)


def test_an_activity_takes_it_back_in_the_same_change_and_undo_brings_both_back(
    diary: Diary,
) -> None:
    diary.save(said_none(), by=BY)
    diary.save(walk(), by=BY)
    stored = diary.check_in(DAY)
    assert stored is not None
    assert (stored.no_activity, stored.no_exercises) == (False, True)
    diary.undo(by=BY)
    assert diary.activities() == []
    assert diary.check_in(DAY) == said_none()


def test_an_exercise_takes_it_back_whatever_came_of_it(diary: Diary) -> None:
    diary.save(said_none(), by=BY)
    diary.apply([ExerciseDone(DAY, "bridge", outcome=Outcome.STOPPED)], by=BY)
    stored = diary.check_in(DAY)
    assert stored is not None
    assert (stored.no_activity, stored.no_exercises) == (True, False)


def test_none_is_not_kept_where_something_is_recorded(diary: Diary) -> None:
    diary.save(walk(), by=BY)
    diary.save(said_none(), by=BY)
    stored = diary.check_in(DAY)
    assert stored is not None
    assert (stored.no_activity, stored.no_exercises) == (False, True)


def test_a_check_in_that_said_nothing_else_goes_with_it(diary: Diary) -> None:
    only = replace(check_in(), pain=None, no_activity=True)
    diary.save(only, by=BY)
    diary.save(walk(), by=BY)
    assert diary.check_in(DAY) is None


def test_a_record_of_nothing_leaves_it_and_makes_the_day_known(diary: Diary) -> None:
    diary.save(said_none(), by=BY)
    diary.save(Activity(DAY, "activity", 0, Intensity.MODERATE, source="a watch"), by=BY)
    stored = diary.check_in(DAY)
    assert stored is not None
    assert stored.no_activity
    assert diary.recent_activities() == []
    diary.remove(stored, by=BY)
    [day] = diary.days(DAY, DAY, BRIDGE)
    assert (day.minutes_known, day.active_minutes) == (True, 0)


def test_a_check_in_that_says_nothing_any_more_is_removed(diary: Diary) -> None:
    note = replace(check_in(), pain=None, note="stiff")
    diary.save(note, by=BY)
    diary.save(replace(note, note=""), note, by=BY)
    assert diary.check_in(DAY) is None


def test_partly_done_makes_a_strength_day_and_stopped_does_not(diary: Diary) -> None:
    done = ExerciseDone(DAY, "bridge", outcome=Outcome.STOPPED)
    diary.save(done, by=BY)
    [day] = diary.days(DAY, DAY, BRIDGE)
    assert (day.strength, day.exercises_known) == (False, True)
    diary.save(replace(done, outcome=Outcome.PARTLY), done, by=BY)
    [day] = diary.days(DAY, DAY, BRIDGE)
    assert day.strength


def test_decimals_of_another_program_are_kept(diary: Diary, database_url: str) -> None:
    diary.save(check_in(), by=BY)
    diary.save(replace(check_in(), pain=4.5, worst_pain=7.25), check_in(), by=BY)
    store = open_store(database_url)
    stored = find_diary(store, newcomer=ADA).check_in(DAY)
    store.close()
    assert stored is not None
    assert (stored.pain, stored.worst_pain) == (4.5, 7.25)
    assert type(check_in(4).pain) is int

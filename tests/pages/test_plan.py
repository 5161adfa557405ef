"""The plan: chosen on Exercises, offered at the check-in, held against what was done on Week."""

from datetime import date, timedelta

import pytest

from tests.pages.making import BERLIN, BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.analysis.weeks import week_of
from tracker.model import ExerciseDone, PlanItem, Skip, SkipReason
from tracker.store import Diary

DAILY = (PlanItem("bird dog", 7, 2, 5, 10), PlanItem("wall sit", 7, 3, None, 20))
PAIN, TIME, FORGOT = SkipReason


@pytest.fixture
def planned(diary: Diary) -> Diary:
    """A diary with two exercises planned for every day."""
    diary.apply(DAILY, by=BY)
    return diary


# -- at the check-in


def test_what_was_done_on_its_days_is_shown_but_not_urged(diary: Diary, today: date) -> None:
    diary.apply([PlanItem("bird dog", 7), PlanItem("wall sit", 1)], by=BY)
    first, last = week_of(today, BERLIN.week_start)
    other = next(day for day in (first, last) if day != today)
    if other > today:  # on a Monday: see it from the week before
        today, other = today - timedelta(days=7), other - timedelta(days=7)
    diary.save(ExerciseDone(other, "wall sit"), by=BY)
    visit = Visit(day=today.isoformat())
    assert visit.options("Exercises done") == ["Bird dog", "Wall sit (1 of 1 this week)"]
    visit.tap("All of today's plan")
    assert [entry.exercise for entry in diary.exercises_done(today, today)] == ["bird dog"]
    visit.choose("Exercises done", ["bird dog", "wall sit"])
    assert len(diary.exercises_done(today, today)) == 2, "once more is welcome"


def test_a_past_day_is_offered_the_plan_of_its_time(diary: Diary, today: date) -> None:
    diary.apply(
        [PlanItem("plank", starts=ago(today, 9)), PlanItem("plank", 0, starts=today)], by=BY
    )
    assert Visit(day=ago(today, 1).isoformat()).options("Exercises done") == ["Plank"]
    assert len(Visit().options("Exercises done")) > 10, "the library, for want of a plan"


def test_not_today_is_one_reason_for_the_rest_of_the_plan(planned: Diary, today: date) -> None:
    version = planned.version()
    visit = Visit().open(f"not-done-{today}").choose("Why not these 2?", TIME)
    assert planned.skips() == [Skip(today, "bird dog", TIME), Skip(today, "wall sit", TIME)]
    assert planned.version() == version + 1
    assert "Not done: bird dog, wall sit (no time)." in visit.words
    visit.tap("Undo")
    assert planned.skips() == []
    assert "Not done:" not in visit.words


def test_only_what_is_left_of_the_plan_gets_a_reason(planned: Diary, today: date) -> None:
    visit = Visit().choose("Exercises done", ["wall sit"])
    visit.open(f"not-done-{today}").choose("Why not bird dog?", PAIN)
    assert planned.skips() == [Skip(today, "bird dog", PAIN)]


def test_another_reason_corrects_it_and_the_same_tap_takes_it_back(
    planned: Diary, today: date
) -> None:
    visit = Visit().open(f"not-done-{today}").choose("Why not", PAIN)
    visit.open(f"not-done-{today}").choose("Why not", FORGOT)
    assert {skip.reason for skip in planned.skips()} == {FORGOT}
    visit.open(f"not-done-{today}").choose("Why not", None)
    assert planned.skips() == []


def test_what_is_done_after_all_needs_no_reason(planned: Diary, today: date) -> None:
    visit = Visit().open(f"not-done-{today}").choose("Why not", PAIN)
    visit.choose("Exercises done", ["wall sit"])
    assert planned.skips() == [Skip(today, "bird dog", PAIN)]
    visit.tap("All of today's plan")
    assert planned.skips() == []
    visit.tap("Undo")
    assert planned.skips() == [Skip(today, "bird dog", PAIN)]


def test_the_reasons_are_not_asked_before_a_tap(planned: Diary) -> None:
    assert not Visit().offers("Why not")


def test_without_a_plan_nothing_is_skipped(today: date) -> None:
    assert "Not today" not in Visit().words
    assert f"not-done-{today}" not in Visit().app.session_state

"""Beside the check-in: how last week was, and what was noted last."""

from datetime import date, timedelta

from tests.pages.builders import BY, check_in
from tests.pages.visiting import Visit
from tracker.model import Activity, Intensity
from tracker.store import Diary


def monday_before(today: date) -> date:
    """The first day of last week."""
    return today - timedelta(days=today.weekday() + 7)


def test_a_new_diary_has_nothing_to_look_back_on(diary: Diary, today: date) -> None:
    words = Visit().words
    assert "Last week" not in words
    assert "Last note" not in words
    diary.save(check_in(today, 4), by=BY)
    assert "Last week" not in Visit().words, "a diary that began this week"


def test_last_week_is_said_with_what_it_rests_on(diary: Diary, today: date) -> None:
    monday = monday_before(today)
    diary.save(check_in(monday, 4), by=BY)
    diary.save(check_in(monday + timedelta(days=1), 5), by=BY)
    diary.save(Activity(monday, "walking", 40, Intensity.MODERATE), by=BY)
    visit = Visit()
    assert "Pain 4.5 on average, 2 of 7 days" in visit.words
    assert "At least 40 of 150 active minutes" in visit.words
    assert "Strength days unknown" in visit.words
    year, week, _ = monday.isocalendar()
    assert any(f'href="week?week={year}-W{week:02}"' in markup for markup in visit.markup)


def test_a_week_without_pain_has_no_average(diary: Diary, today: date) -> None:
    diary.save(Activity(monday_before(today), "walking", 40, Intensity.MODERATE), by=BY)
    words = Visit().words
    assert "Pain was not rated" in words
    assert "Pain 0" not in words


def test_the_latest_note_before_today_is_read_again_as_it_was_typed(
    diary: Diary, today: date
) -> None:
    for days, note in ((1, ""), (2, "<b>Stairs</b> were fine"), (5, "older")):
        diary.save(check_in(today - timedelta(days=days), 3, note=note), by=BY)
    visit = Visit()
    assert "<b>Stairs</b> were fine" in visit.words
    assert "older" not in visit.words
    assert any(f'href="./?day={today - timedelta(days=2)}"' in markup for markup in visit.markup)


def test_a_note_of_long_ago_is_left_alone(diary: Diary, today: date) -> None:
    diary.save(check_in(today - timedelta(days=40), note="long ago"), by=BY)
    assert "long ago" not in Visit().words

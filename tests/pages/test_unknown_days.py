"""Week: days of which nothing is known are settled in one tap, each goal by itself."""

from datetime import date, timedelta

import pytest

from tests.pages.builders import BY, ago, check_in, monday, strength, walk, week_name
from tests.pages.visiting import Visit
from tracker.model import Person
from tracker.store import Diary, StoreError


def test_several_unknown_days_are_settled_in_one_tap(diary: Diary, today: date) -> None:
    first = monday(today, 1)
    tuesday, thursday = first + timedelta(days=1), first + timedelta(days=3)
    others = [first + timedelta(days=n) for n in range(7) if n not in (1, 3)]
    diary.apply([check_in(tuesday, 6), *(walk(day, 10) for day in others)], by=BY)
    visit = Visit("week", week=week_name(first))
    visit.tap("None on Tue and Thu")
    assert [c.date for c in diary.check_ins() if c.no_activity] == [tuesday, thursday]
    assert [c.pain for c in diary.check_ins()] == [6, None], "what was said stays"
    assert not any(c.no_exercises for c in diary.check_ins()), "each goal by itself"
    said = f"Saved: no activity on {tuesday:%a} {tuesday.day} {tuesday:%B}"
    assert said.replace(f"{tuesday:%B}", f"{tuesday:%b}") in visit.words
    assert "Active minutes: not met." in visit.words
    assert "Activity unknown on" not in visit.words
    visit.tap("Undo")
    assert [(c.date, c.pain, c.no_activity) for c in diary.check_ins()] == [(tuesday, 6, False)]
    assert "Saved:" not in visit.words
    assert "None on Tue and Thu" in visit.buttons


def test_exercises_are_settled_by_themselves(diary: Diary, today: date) -> None:
    first = monday(today, 1)
    diary.apply([strength(first + timedelta(days=n)) for n in range(6)], by=BY)
    visit = Visit("week", week=week_name(first)).tap("None on Sun")
    (said,) = diary.check_ins()
    assert (said.date, said.no_exercises, said.no_activity) == (
        first + timedelta(days=6),
        True,
        False,
    )
    assert "no exercises on" in visit.words


def test_a_day_can_be_left_out_and_stays_unknown(diary: Diary, today: date) -> None:
    first = monday(today, 1)
    diary.save(walk(first, 10), by=BY)
    days = [first + timedelta(days=n) for n in range(1, 7)]
    visit = Visit("week", week=week_name(first))
    assert "None on these 6 days" in visit.buttons
    visit.choose("Activity unknown on", days[:2]).tap("None on Tue and Wed")
    assert [c.date for c in diary.check_ins()] == days[:2]
    assert visit.value("Activity unknown on") == days[2:]
    visit.choose("Activity unknown on", [])
    assert visit._button("None on the days you tap").disabled


@pytest.mark.parametrize("weekday", [1, 3, 6], ids=["Tuesday", "Thursday", "Sunday"])
def test_today_is_settled_only_where_it_is_asked_for_and_no_day_to_come(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch, weekday: int
) -> None:
    today = it_is(today, weekday, monkeypatch)
    diary.save(walk(ago(today, 30), 10), by=BY)
    visit = Visit("week")
    before = [ago(today, n) for n in range(weekday, 0, -1)]
    offered = visit.widget("Activity unknown on")
    assert len(offered.options) == len(before) + 1
    assert offered.value == before
    visit.choose("Activity unknown on", [today]).tap(f"None on {today:%a}")
    assert [c.date for c in diary.check_ins()] == [today]


def test_on_a_monday_today_alone_is_settled_at_the_check_in(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = it_is(today, 0, monkeypatch)
    diary.save(walk(ago(monday, 30), 10), by=BY)
    assert not any(button.startswith("None on") for button in Visit("week").buttons)


def it_is(today: date, weekday: int, monkeypatch: pytest.MonkeyPatch) -> date:
    """Make today the latest such day of the week, 0 a Monday."""
    day = ago(today, (today.weekday() - weekday) % 7)
    monkeypatch.setattr(Person, "today", lambda person: day)
    return day


def test_weeks_before_the_diary_are_not_asked_about(diary: Diary, today: date) -> None:
    diary.save(walk(today, 10), by=BY)
    visit = Visit("week", week=week_name(monday(today, 3)))
    assert not any(button.startswith("None on") for button in visit.buttons)


def test_what_another_window_recorded_meanwhile_is_not_called_none(
    diary: Diary, today: date
) -> None:
    first = monday(today, 1)
    diary.apply([walk(first + timedelta(days=n), 10) for n in range(5)], by=BY)
    visit = Visit("week", week=week_name(first))
    diary.save(walk(first + timedelta(days=5), 45), by=BY)
    visit.tap("None on Sat and Sun")
    assert [c.date for c in diary.check_ins()] == [first + timedelta(days=6)]
    assert "Sat" not in next(line for line in visit.words.split("\n") if "Saved:" in line)


def test_undo_leaves_what_was_done_since(diary: Diary, today: date) -> None:
    first = monday(today, 1)
    diary.apply([walk(first + timedelta(days=n), 10) for n in range(6)], by=BY)
    visit = Visit("week", week=week_name(first)).tap("None on Sun")
    diary.save(check_in(today, 7), by=BY)
    visit.tap("Undo")
    assert [(c.date, c.pain) for c in diary.check_ins()] == [(today, 7)]


def test_what_cannot_be_saved_is_said(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = monday(today, 1)
    diary.apply([walk(first + timedelta(days=n), 10) for n in range(6)], by=BY)
    visit = Visit("week", week=week_name(first))

    def refuse(*_: object, **__: object) -> int:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Diary, "apply", refuse)
    visit.tap("None on Sun")
    assert "That was not saved. The disk is full." in visit.words
    assert "Saved:" not in visit.words
    assert not diary.check_ins()

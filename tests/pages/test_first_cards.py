"""The first days: three cards after the first pain, one at a time, each once."""

from datetime import date, time

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.analysis.weeks import week_of
from tracker.model import Goal, Occasion, PlanItem, Reminder
from tracker.store import Diary

GOAL, PLAN, REMINDER = "A goal for your weeks", "A gentle plan", "A reminder in the evening"
HEADINGS = (GOAL, PLAN, REMINDER)


def shown(visit: Visit) -> list[str]:
    return [heading for heading in HEADINGS if heading in visit.words]


@pytest.fixture
def begun(diary: Diary, today: date) -> Diary:
    """A diary with its first pain."""
    diary.save(check_in(today, 4), by=BY)
    return diary


def test_no_card_stands_before_the_first_pain() -> None:
    assert shown(Visit()) == []


def test_each_card_is_answered_by_one_tap_and_the_next_one_comes(begun: Diary, today: date) -> None:
    visit = Visit()
    assert shown(visit) == [GOAL]
    visit.tap("90 minutes, 2 strength days")
    assert begun.goals() == [Goal(week_of(today, BERLIN.week_start)[0], 90, 2)]
    assert shown(visit) == [PLAN]
    visit.tap("Take this plan")
    assert len(begun.plan(today)) == 5
    assert shown(visit) == [REMINDER]
    assert '<a href="settings">Settings</a>' in visit.drawn(REMINDER)
    visit.tap("Remind me at 20:30")
    assert begun.reminders() == [Reminder(Occasion.CHECK_IN, time(20, 30))]
    assert shown(visit) == []


def test_what_is_put_aside_changes_nothing_and_never_comes_again(begun: Diary) -> None:
    version = begun.version()
    visit = Visit()
    for heading in HEADINGS:
        assert shown(visit) == [heading]
        visit.tap("Not now")
    assert shown(visit) == []
    assert begun.version() == version, "there is nothing to undo"
    assert shown(Visit()) == [], "nor in another browser"
    assert begun.goals() == begun.plan_items() == begun.reminders() == []


def test_what_was_chosen_elsewhere_is_not_asked(begun: Diary, today: date) -> None:
    begun.apply([Goal(today, 100, 2), PlanItem("wall sit", 2)], by=BY)
    assert shown(Visit()) == [REMINDER]


def test_they_are_for_the_first_week_and_for_today(begun: Diary, today: date) -> None:
    assert shown(Visit(day=ago(today, 1).isoformat())) == []
    begun.save(check_in(ago(today, 7)), by=BY)
    assert shown(Visit()) == []


def test_who_undoes_an_answer_is_not_asked_again(begun: Diary) -> None:
    visit = Visit().tap("60 minutes, 1 strength day").tap("Undo")
    assert begun.goals() == []
    assert shown(visit) == [PLAN]

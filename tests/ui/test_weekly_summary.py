"""A week in three sentences: when it can be looked back on, and what it says and doesn't."""

from datetime import date, datetime, timedelta

import pytest

from tracker.analysis.plan import planned_against_done
from tracker.analysis.weeks import weeks
from tracker.model import Day, ExerciseDone, PlanItem, WeekStart
from tracker.ui.week.summary import has_ended, summary_sentences, week_to_look_back_on

MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute).astimezone()


def told(days: list[Day], plan: dict[str, int], done: list[ExerciseDone]) -> tuple[str, str, str]:
    """The three sentences, on the Monday after."""
    today = SUNDAY + timedelta(days=1)
    (week,) = weeks(days, (), WeekStart.MONDAY, today, MONDAY, MONDAY)
    items = [PlanItem(name, often, starts=MONDAY) for name, often in plan.items()]
    return summary_sentences(week, planned_against_done(items, done, (), week, today))


def day_of(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_a_week_of_which_all_is_known() -> None:
    days = [
        Day(
            day_of(number),
            pain=3 + number % 2,
            moderate_minutes=25,
            exercises=1,
            strength=number < 3,
            activities=1,
        )
        for number in range(7)
    ]
    done = [ExerciseDone(day_of(number), "wall sit") for number in range(5)]
    assert told(days, {"wall sit": 3, "bird dog": 2}, done) == (
        "Pain was 3.4 on average, rated on 7 of 7 days.",
        "175 of 150 active minutes; 3 of 2 strength days.",
        "3 of 5 planned exercises recorded.",
    )


def test_what_days_don_t_say_makes_a_lower_bound() -> None:
    days = [
        Day(day_of(0), pain=2, moderate_minutes=40, activities=1),
        Day(day_of(1), exercises=1, strength=True),
    ]
    done = [ExerciseDone(day_of(1), "wall sit")]
    assert told(days, {"wall sit": 3}, done) == (
        "Pain was 2.0 on average, rated on 1 of 7 days.",
        "At least 40 of 150 active minutes (6 of 7 days unknown); "
        "at least 1 of 2 strength days (6 of 7 days unknown).",
        "At least 1 of 3 planned exercises recorded; exercises are unknown on 6 of 7 days.",
    )


def test_a_week_of_which_nothing_is_known_has_no_zeros() -> None:
    assert told([], {"wall sit": 3}, []) == (
        "Pain was not rated on any day, so it has no average.",
        "Active minutes are unknown; strength days are unknown.",
        "It is unknown how many of 3 planned exercises were done: no day says.",
    )


def test_a_week_without_movement_that_says_so_has_zeros() -> None:
    days = [Day(day_of(number), no_activity=True, no_exercises=True) for number in range(7)]
    _, goals, plan = told(days, {}, [])
    assert goals == "0 of 150 active minutes; 0 of 2 strength days."
    assert plan == "No exercises were planned."


def test_a_week_is_looked_back_on_from_its_last_evening_to_the_third_day_after() -> None:
    assert not has_ended(MONDAY, at(SUNDAY, 17, 59))
    assert has_ended(MONDAY, at(SUNDAY, 18))
    looked_back_on = [
        week_to_look_back_on(at(day_of(number), 17, 59), WeekStart.MONDAY)
        for number in range(2, 10)
    ]
    before = MONDAY - timedelta(days=7)
    assert looked_back_on == [before, *[None] * 4, MONDAY, MONDAY, MONDAY]


@pytest.mark.parametrize(
    ("start", "last_day"), [(WeekStart.MONDAY, SUNDAY), (WeekStart.SUNDAY, day_of(5))]
)
def test_the_last_evening_is_that_of_the_week_as_the_person_has_it(
    start: WeekStart, last_day: date
) -> None:
    assert week_to_look_back_on(at(last_day, 19), start) == last_day - timedelta(days=6)

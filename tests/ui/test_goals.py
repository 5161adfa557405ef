"""What is left of a week's goals, in words."""

from datetime import date, timedelta

import pytest

from tracker.analysis.weeks import weeks
from tracker.model import Day, WeekStart
from tracker.ui.goals import goals_panel

MONDAY = date(2026, 11, 16)
SATURDAY, SUNDAY = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)


def said(
    today: date, minutes: int, strength_days: int, first_day: date | None = date(2026, 1, 1)
) -> str:
    """The panel's last sentence, of a week with so many minutes and strength days."""
    days = [
        Day(
            MONDAY + timedelta(days=number),
            moderate_minutes=minutes if number == 0 else 0,
            strength=number < strength_days,
        )
        for number in range(max(1, strength_days))
    ]
    (week,) = weeks(days, (), WeekStart.MONDAY, today, MONDAY, MONDAY)
    panel = goals_panel("This week", week, today, first_day)
    _, _, last = panel.partition('<p class="bb-left">')
    return last.removesuffix("</p></section>")


@pytest.mark.parametrize(
    ("today", "minutes", "strength_days", "sentence"),
    [
        (
            SUNDAY,
            143,
            2,
            "7 active minutes to go, with 1 day left. Strength: done for this week.",
        ),
        (SUNDAY, 149, 1, "1 active minute to go, with 1 day left. 1 strength day to go."),
        (
            SATURDAY,
            143,
            1,
            "7 active minutes to go; 4 a day would get there. 1 strength day to go.",
        ),
        (
            SUNDAY,
            150,
            0,
            "Active minutes: done for this week. 2 strength days to go, with 1 day left.",
        ),
        (SUNDAY, 150, 2, "Both goals: done for this week."),
    ],
)
def test_what_is_left_names_the_days_that_are_left(
    today: date, minutes: int, strength_days: int, sentence: str
) -> None:
    assert said(today, minutes, strength_days) == sentence


@pytest.mark.parametrize("first_day", [None, SUNDAY, SATURDAY, MONDAY + timedelta(days=3)])
def test_a_diary_that_began_late_in_this_week_is_not_pressed(first_day: date | None) -> None:
    assert said(SUNDAY, 0, 1, first_day) == ""
    assert said(SUNDAY, 150, 1, first_day) == "Active minutes: done for this week."


def test_the_first_two_days_of_a_diary_ask_for_nothing_and_the_third_says_what_is_to_go() -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    assert said(tuesday, 30, 0, MONDAY) == ""
    assert said(wednesday, 30, 0, MONDAY) == (
        "120 active minutes to go; 24 a day would get there. 2 strength days to go."
    )

"""What is left of a week's goals, in words."""

from datetime import date, timedelta

import pytest

from tracker.analysis.weeks import weeks
from tracker.model import Day, WeekStart
from tracker.ui.goals import goals_panel

MONDAY = date(2026, 11, 16)
SATURDAY, SUNDAY = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)


def said(today: date, minutes: int, strength_days: int) -> str:
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
    panel = goals_panel("This week", week, today)
    return panel.split('<p class="bb-left">')[1].removesuffix("</p></section>")


@pytest.mark.parametrize(
    ("today", "minutes", "strength_days", "sentence"),
    [
        (
            SUNDAY,
            143,
            2,
            "7 active minutes to go, with 1 day left. The strength days of this week are met.",
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
            "The minutes of this week are met. 2 strength days to go, with 1 day left.",
        ),
        (SUNDAY, 150, 2, "Both goals of this week are met."),
    ],
)
def test_what_is_left_names_the_days_that_are_left(
    today: date, minutes: int, strength_days: int, sentence: str
) -> None:
    assert said(today, minutes, strength_days) == sentence

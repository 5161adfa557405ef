"""How the week stands so far, beside the check-in."""

from datetime import date

from tracker.model import Person
from tracker.store import Diary
from tracker.ui.goals import days_logged, goals_markup, left_to_do
from tracker.ui.recorded import week as week_in


def week_strip(diary: Diary, person: Person, today: date) -> str:
    """The week's minutes, strength days and logged days so far, and what is left."""
    week = week_in(diary, person, today, today)
    return (
        '<section class="bb-panel" aria-label="This week so far"><h2>This week so far</h2>'
        f"{goals_markup(week)}"
        f'<p class="bb-logged">{days_logged(week, today)}</p>'
        f'<p class="bb-left">{left_to_do(week, today)}</p></section>'
    )

"""How the week stands so far, beside the check-in."""

from datetime import date

from tracker.model import Person
from tracker.store import Diary
from tracker.ui.goals import goals_panel
from tracker.ui.recorded import this_week


def week_strip(diary: Diary, person: Person, today: date) -> str:
    """The week's minutes, strength days and logged days so far, and what is left."""
    week = this_week(diary, person, today)
    return goals_panel("This week so far", week, today, heading=True)

"""How the week stands so far, beside the check-in."""

from datetime import date

from tracker.analysis.weeks import Week
from tracker.ui.goals import goals_panel


def week_strip(week: Week, today: date) -> str:
    """The week's minutes, strength days and logged days so far, and what is left."""
    return goals_panel("This week so far", week, today, heading=True)

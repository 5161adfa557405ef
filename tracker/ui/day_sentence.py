"""A day as a link to it says it: the same on every screen that draws days."""

from datetime import date

from tracker.analysis.pain import rating_text
from tracker.formatting import counted
from tracker.model import Day, Outcome
from tracker.ui.formatting import ENDED, long_day


def day_sentence(day: Day, today: date) -> str:
    """What a link to a day says: its pain, minutes and exercises, each with what is unknown."""
    yet = " yet" if day.date == today else ""
    if day.pain is None:
        parts = [f"no pain rated{yet}"]
    else:
        parts = [f"pain {rating_text(day.pain)}" + (", a flare" if day.flare else "")]
    if not day.minutes_known:
        parts.append(f"no activity entered{yet}" if yet else "activity unknown")
    elif day.no_activity:
        parts.append("no activity")
    else:
        parts.append(counted(day.active_minutes, "active minute"))
    if day.light_minutes:
        parts.append(counted(day.light_minutes, "light minute"))
    if day.exercises:
        parts.append(counted(day.exercises, "exercise") + (", strength" if day.strength else ""))
    elif day.exercises_known:
        parts.append("no exercises")
    else:
        parts.append(f"no exercises entered{yet}" if yet else "exercises unknown")
    numbers = {Outcome.PARTLY: day.partly, Outcome.STOPPED: day.stopped}
    parts += [f"{number} {ENDED[how]}" for how, number in numbers.items() if number]
    return f"{long_day(day.date)}: {', '.join(parts)}. Open this day."

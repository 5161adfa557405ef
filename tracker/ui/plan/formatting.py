"""An item of the plan as a person reads it."""

from tracker.formatting import counted
from tracker.model import PlanItem


def days_and_dose(item: PlanItem) -> str:
    """Such as "3 days a week: 2 sets of 8" or "daily: hold 20 seconds"."""
    days = "daily" if item.days_a_week == 7 else f"{counted(item.days_a_week, 'day')} a week"
    return f"{days}: {dose}" if (dose := _dose(item)) else days


def _dose(item: PlanItem) -> str:
    times = counted(item.reps, "time") if item.reps else ""
    if item.sets and item.reps:
        times = f"{counted(item.sets, 'set')} of {item.reps}"
    elif item.sets:
        times = counted(item.sets, "set")
    hold = f"hold {counted(item.hold_seconds, 'second')}" if item.hold_seconds else ""
    return ", ".join(part for part in (times, hold) if part)

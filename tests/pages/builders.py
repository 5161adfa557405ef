"""Entries to fill a diary with, day by day."""

from datetime import date, datetime, timedelta
from typing import Any

from tracker.model import Activity, CheckIn, ExerciseDone, Intensity, Person, PlanItem

BY = "a test"
BERLIN = Person(time_zone="Europe/Berlin")


def check_in(day: date, pain: int = 4, **fields: Any) -> CheckIn:
    """A check-in entered in the evening of its day, or now where that hasn't come yet."""
    now = BERLIN.now()
    evening = datetime(day.year, day.month, day.day, 20, 14, tzinfo=now.tzinfo)
    return CheckIn(day, pain, min(now, evening), **fields)


def walk(
    day: date, minutes: int = 30, intensity: str = "moderate", kind: str = "walking"
) -> Activity:
    """A bout of activity."""
    return Activity(day, kind, minutes, Intensity(intensity))


def strength(day: date) -> ExerciseDone:
    """An exercise that makes a strength day."""
    return ExerciseDone(day, "wall sit", 3, None, 20)


PLAN = (PlanItem("bird dog", 3, 2, 5, 10), PlanItem("wall sit", 3, 3, None, 20))


def ago(today: date, days: int) -> date:
    """So many days before."""
    return today - timedelta(days=days)


def monday(today: date, weeks_ago: int = 0) -> date:
    """The Monday of the week so many weeks before."""
    return today - timedelta(days=today.weekday() + 7 * weeks_ago)


def week_name(first_day: date) -> str:
    """A week as its address has it."""
    year, week, _ = first_day.isocalendar()
    return f"{year}-W{week:02}"

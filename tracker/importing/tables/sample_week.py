"""What a week would look like if the rows of a table came in, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.weeks import week_of
from tracker.files.entry_types import EntryType
from tracker.formatting import counted, range_text
from tracker.importing.parse_result import Candidate
from tracker.library import strengthening
from tracker.model import WeekStart


@dataclass(slots=True)
class RowsOfWeek:
    """What the rows tell of a week: its first and last day, pain, minutes, exercises."""

    first: date
    last: date
    pain: list[float] = field(default_factory=list)
    pain_days: set[date] = field(default_factory=set)
    minutes: int = 0
    active_days: set[date] = field(default_factory=set)
    exercise_days: set[date] = field(default_factory=set)
    strength_days: set[date] = field(default_factory=set)

    @property
    def fullness(self) -> tuple[int, int, int, date]:
        """By which the fullest week is found, the latest of equal ones."""
        return self.minutes, len(self.pain_days), len(self.exercise_days), self.first


def fullest_week(candidates: Iterable[Candidate], week_start: WeekStart) -> RowsOfWeek | None:
    """The week of which the rows tell the most; None where they tell of no day."""
    weeks: dict[date, RowsOfWeek] = {}
    strong = strengthening()
    for candidate in candidates:
        day = _day(candidate)
        if day is None:
            continue
        first, last = week_of(day, week_start)
        _add(weeks.setdefault(first, RowsOfWeek(first, last)), candidate, day, strong)
    return max(weeks.values(), key=lambda week: week.fullness, default=None)


def week_in_words(week: RowsOfWeek) -> str:
    """A week in a sentence, with on how many days each thing is told."""
    parts = []
    if week.pain:
        mean = sum(week.pain) / len(week.pain)
        low, high = min(week.pain), max(week.pain)
        spread = f"from {low:g} to {high:g}" if low != high else f"each time {low:g}"
        on_average = f" of 10 on average, {spread}" if len(week.pain) > 1 else " of 10"
        parts.append(f"pain on {counted(len(week.pain_days), 'day')}, {mean:.1f}{on_average}")
    if week.minutes:
        days = len(week.active_days)
        each = f", {round(week.minutes / days):,} a day" if days > 1 else ""
        parts.append(
            f"{counted(week.minutes, 'minute')} of activity on {counted(days, 'day')}{each}"
        )
    if week.exercise_days:
        strength = len(week.strength_days)
        strong = f", which makes {counted(strength, 'strength day')}" if strength else ""
        parts.append(f"exercises on {counted(len(week.exercise_days), 'day')}{strong}")
    said = "; ".join(parts) or "nothing but notes"
    return f"The fullest week, {range_text(week.first, week.last)}, would have {said}."


def all_in_words(candidates: Iterable[Candidate]) -> str:
    """From when to when the rows tell of how many days."""
    days = {day for candidate in candidates if (day := _day(candidate))}
    if not days:
        return ""
    span = range_text(min(days), max(days))
    return f"{len(days):,} days from {span}" if len(days) > 1 else f"1 day, {span}"


def _add(week: RowsOfWeek, candidate: Candidate, day: date, strong: Iterable[str]) -> None:
    given = candidate.given
    match candidate.list:
        case EntryType.CHECK_INS | EntryType.READINGS:
            pain = given.get("pain")
            if isinstance(pain, int | float):
                week.pain.append(pain)
                week.pain_days.add(day)
        case EntryType.ACTIVITIES:
            minutes = given.get("minutes")
            if isinstance(minutes, int) and minutes:
                week.minutes += minutes
                week.active_days.add(day)
        case EntryType.EXERCISES:
            week.exercise_days.add(day)
            if str(given.get("exercise")).lower() in strong:
                week.strength_days.add(day)


def _day(candidate: Candidate) -> date | None:
    day = candidate.given.get("date") or candidate.given.get("at")
    if candidate.list is EntryType.READINGS and day is not None:
        day = day.date()  # type: ignore[attr-defined]
    return day if isinstance(day, date) else None

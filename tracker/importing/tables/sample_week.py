"""What a week would look like if the rows of a table came in, in words."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.weeks import week_of
from tracker.files.entry_types import EntryType
from tracker.formatting import PLAIN, Formats, plural
from tracker.importing.parse_result import Candidate
from tracker.library import ExerciseNames, strengthening
from tracker.model import ExerciseKind, OwnExercise, WeekStart

FULLEST = "The fullest week, {days}, would have {said}."
NOTES_ONLY = "nothing but notes"
PAIN = "pain on {days}, {mean} of 10"
PAIN_SPREAD = "pain on {days}, {mean} of 10 on average, from {low} to {high}"
PAIN_EACH = "pain on {days}, {mean} of 10 on average, each time {low}"
MINUTES = "{minutes} of activity on {days}"
MINUTES_A_DAY = "{minutes} of activity on {days}, {each} a day"
EXERCISES = "exercises on {days}"
STRENGTH = "exercises on {days}, which makes {strength}"
DAYS = ("{n} day, {days}", "{n} days from {days}")


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


def fullest_week(
    candidates: Iterable[Candidate], week_start: WeekStart, own: Sequence[OwnExercise] = ()
) -> RowsOfWeek | None:
    """The week of which the rows tell the most; None where they tell of no day.

    What is strengthening of the person's `own` exercises counts like the library's.
    """
    weeks: dict[date, RowsOfWeek] = {}
    mine = {one.name_lower for one in own if one.kind is ExerciseKind.STRENGTHENING}
    strong = strengthening() | mine
    names = ExerciseNames(own)
    for candidate in candidates:
        day = _day(candidate)
        if day is None:
            continue
        first, last = week_of(day, week_start)
        _add(weeks.setdefault(first, RowsOfWeek(first, last)), candidate, day, strong, names)
    return max(weeks.values(), key=lambda week: week.fullness, default=None)


def week_in_words(week: RowsOfWeek, formats: Formats = PLAIN) -> str:
    """A week in a sentence, with on how many days each thing is told."""
    return FULLEST.format(
        days=formats.range_text(week.first, week.last),
        said="; ".join(_told(week, formats)) or NOTES_ONLY,
    )


def _told(week: RowsOfWeek, formats: Formats) -> Iterator[str]:
    counted, number = formats.counted, formats.number
    if week.pain:
        low, high = min(week.pain), max(week.pain)
        several = PAIN_SPREAD if low != high else PAIN_EACH
        yield (several if len(week.pain) > 1 else PAIN).format(
            days=counted(len(week.pain_days), "day"),
            mean=number(sum(week.pain) / len(week.pain), 1),
            low=number(low),
            high=number(high),
        )
    if week.minutes:
        days = len(week.active_days)
        yield (MINUTES_A_DAY if days > 1 else MINUTES).format(
            minutes=counted(week.minutes, "minute"),
            days=counted(days, "day"),
            each=number(week.minutes / days, 0),
        )
    if week.exercise_days:
        strength = len(week.strength_days)
        yield (STRENGTH if strength else EXERCISES).format(
            days=counted(len(week.exercise_days), "day"),
            strength=counted(strength, "strength day"),
        )


def all_in_words(candidates: Iterable[Candidate], formats: Formats = PLAIN) -> str:
    """From when to when the rows tell of how many days."""
    days = {day for candidate in candidates if (day := _day(candidate))}
    if not days:
        return ""
    return plural(len(days), *DAYS).format(
        n=formats.number(len(days)), days=formats.range_text(min(days), max(days))
    )


def _add(
    week: RowsOfWeek, candidate: Candidate, day: date, strong: Set[str], names: ExerciseNames
) -> None:
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
            if names.standard(str(given.get("exercise"))).lower() in strong:
                week.strength_days.add(day)


def _day(candidate: Candidate) -> date | None:
    day = candidate.given.get("date") or candidate.given.get("at")
    if candidate.list is EntryType.READINGS and day is not None:
        day = day.date()  # type: ignore[attr-defined]
    return day if isinstance(day, date) else None

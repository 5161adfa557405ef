"""What a report is made of: everything that its figures and files come from, read once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from tracker.analysis.weeks import Week
from tracker.formatting import PLAIN, Formats
from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Day,
    Event,
    ExerciseDone,
    Goal,
    MedicineTaken,
    OwnExercise,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Skip,
)

CUT = "{days} was asked for; the diary is shorter."

D = TypeVar("D", CheckIn, Reading, Activity, ExerciseDone, Skip, MedicineTaken, Event, Answers)


def days_within(days: Sequence[Day], first: date, last: date) -> Sequence[Day]:
    """Of days by date those from `first` to `last`; the others are not looked at."""
    begin = bisect_left(days, first, key=attrgetter("date"))
    return days[begin : bisect_right(days, last, key=attrgetter("date"))]


@dataclass(frozen=True, slots=True, eq=False)
class ReportData:
    """The diary from `first` to `last`, both included, as of `made_at`.

    Entries are those of the period, by date. `days` and `weeks` are those of the
    whole diary, since a report also looks back: only days with anything recorded, by date,
    and every week without a gap. Goals, plan and questionnaires are all there
    ever were. `made_at` carries the person's UTC offset; the same diary with the
    same `made_at` gives the same bytes in every form. `identity` tells the diary
    from all others in the world. `asked` is the period that was asked for where
    that was longer than the diary. `formats` is how a report writes days and numbers for people.
    """

    identity: UUID
    person: Person
    first: date
    last: date
    made_at: datetime
    appointment: Appointment
    check_ins: tuple[CheckIn, ...]
    readings: tuple[Reading, ...]
    activities: tuple[Activity, ...]
    exercises_done: tuple[ExerciseDone, ...]
    skips: tuple[Skip, ...]
    answers: tuple[Answers, ...]
    goals: tuple[Goal, ...]
    plan_items: tuple[PlanItem, ...]
    questionnaires: tuple[Questionnaire, ...]
    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    medicines: tuple[MedicineTaken, ...] = ()
    events: tuple[Event, ...] = ()
    own_exercises: tuple[OwnExercise, ...] = ()
    asked: tuple[date, date] | None = None
    formats: Formats = PLAIN

    @property
    def cut_text(self) -> str:
        """That the diary is shorter than the period asked for; empty where it is not."""
        if self.asked is None:
            return ""
        return CUT.format(days=self.formats.range_text(*self.asked))

    @property
    def days_in_all(self) -> int:
        """How many calendar days the period has."""
        return (self.last - self.first).days + 1

    @property
    def days_of_period(self) -> tuple[Day, ...]:
        """The days of the period with anything recorded."""
        return tuple(days_within(self.days, self.first, self.last))

    def within(self, first: date, last: date) -> ReportData:
        """The same with the entries from `first` to `last` alone."""

        def some(entries: tuple[D, ...]) -> tuple[D, ...]:
            return tuple(entry for entry in entries if first <= entry.date <= last)

        return replace(
            self,
            first=first,
            last=last,
            check_ins=some(self.check_ins),
            readings=some(self.readings),
            activities=some(self.activities),
            exercises_done=some(self.exercises_done),
            skips=some(self.skips),
            answers=some(self.answers),
            medicines=some(self.medicines),
            events=some(self.events),
        )

    @property
    def whole_weeks(self) -> tuple[Week, ...]:
        """The weeks that lie in the period from their first day to their last."""
        return tuple(w for w in self.weeks if self.first <= w.start and w.end <= self.last)

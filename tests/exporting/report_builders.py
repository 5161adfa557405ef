"""Data of a report made by hand: days and weeks are added up as a diary adds them up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta, timezone
from uuid import UUID

from tracker.analysis.report_data import ReportData
from tracker.analysis.weeks import weeks
from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Day,
    Event,
    ExerciseDone,
    Goal,
    Intensity,
    MedicineTaken,
    Outcome,
    OwnExercise,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Skip,
)

IDENTITY = UUID("6f9b2d7e-7c31-4c36-9a53-0d6b8b0f7a11")
ADA = Person(name="Ada Example", time_zone="Europe/Berlin")
CET = timezone(timedelta(hours=1))
STRENGTHENING = frozenset({"wall sit", "bird dog"})


def contents(
    first: date,
    last: date,
    *,
    made_at: datetime | None = None,
    identity: UUID = IDENTITY,
    person: Person = ADA,
    appointment: Appointment | None = None,
    check_ins: Iterable[CheckIn] = (),
    readings: Iterable[Reading] = (),
    activities: Iterable[Activity] = (),
    exercises_done: Iterable[ExerciseDone] = (),
    skips: Iterable[Skip] = (),
    answers: Iterable[Answers] = (),
    goals: Iterable[Goal] = (),
    plan_items: Iterable[PlanItem] = (),
    questionnaires: Iterable[Questionnaire] = (),
    medicines: Iterable[MedicineTaken] = (),
    events: Iterable[Event] = (),
    own_exercises: Iterable[OwnExercise] = (),
    strengthening: Collection[str] = STRENGTHENING,
) -> ReportData:
    """What a diary with these entries hands over of the days from `first` to `last`.

    Entries may lie outside the period: they only count in days and weeks. Made
    in the evening after the last day, unless `made_at` says when.
    """
    made_at = made_at or datetime.combine(last + timedelta(days=1), time(20, 15), CET)
    check_ins, activities, exercises_done = list(check_ins), list(activities), list(exercises_done)
    goals = sorted(goals, key=lambda goal: goal.starts)
    days = added_up(check_ins, activities, exercises_done, strengthening)
    today = made_at.date()
    end = max([today, *(day.date for day in days[-1:])])  # a clock may have been set back

    def in_period(day: date) -> bool:
        return first <= day <= last

    return ReportData(
        identity=identity,
        person=person,
        first=first,
        last=last,
        made_at=made_at,
        appointment=appointment or Appointment(),
        check_ins=_some(check_ins, in_period),
        readings=_some(readings, in_period),
        activities=_some(activities, in_period),
        exercises_done=_some(exercises_done, in_period),
        skips=_some(skips, in_period),
        answers=_some(answers, in_period),
        goals=tuple(goals),
        plan_items=tuple(plan_items),
        questionnaires=tuple(questionnaires),
        medicines=_some(medicines, in_period),
        events=_some(events, in_period),
        own_exercises=tuple(own_exercises),
        days=tuple(days),
        weeks=tuple(weeks(days, goals, person.week_start, today, last=end)),
    )


def added_up(
    check_ins: Iterable[CheckIn],
    activities: Iterable[Activity],
    exercises_done: Iterable[ExerciseDone],
    strengthening: Collection[str] = STRENGTHENING,
) -> list[Day]:
    """The days with anything recorded, by date; counted here, not by the store."""
    activities = list(activities)
    said = {check_in.date: check_in for check_in in check_ins}
    minutes: dict[tuple[date, Intensity], int] = defaultdict(int)
    for activity in activities:
        minutes[activity.date, activity.intensity] += activity.minutes
    names: dict[date, list[str]] = defaultdict(list)
    strong: set[date] = set()
    for done in exercises_done:
        names[done.date].append(done.exercise.lower())
        if done.exercise.lower() in strengthening and done.outcome is not Outcome.STOPPED:
            strong.add(done.date)
    return [
        Day(
            date=day,
            pain=said[day].pain if day in said else None,
            flare=said[day].flare if day in said else None,
            light_minutes=minutes.get((day, Intensity.LIGHT), 0),
            moderate_minutes=minutes.get((day, Intensity.MODERATE), 0),
            vigorous_minutes=minutes.get((day, Intensity.VIGOROUS), 0),
            exercises=len(names.get(day, ())),
            strength=day in strong,
            activities=sum(activity.date == day for activity in activities),
            no_activity=day in said and said[day].no_activity,
            no_exercises=day in said and said[day].no_exercises,
        )
        for day in sorted({*said, *(day for day, _ in minutes), *names})
    ]


def _some(entries: Iterable[object], in_period: object) -> tuple:  # type: ignore[type-arg]
    found = [entry for entry in entries if in_period(entry.date)]  # type: ignore[operator, attr-defined]
    return tuple(sorted(found, key=lambda entry: entry.date))  # type: ignore[attr-defined]

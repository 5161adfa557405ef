"""The sheets of single entries: activities, exercises, readings, goals and plan."""

from __future__ import annotations

from tracker.exchange.hand_over.contents import Contents
from tracker.exchange.hand_over.workbook import Cell, Column, Kind, Sheet
from tracker.model import Intensity, Outcome, Section

NONE_GIVEN = "None was given."
_FACTORS = {Intensity.LIGHT: 0, Intensity.MODERATE: 1, Intensity.VIGOROUS: 2}
_DONE = {Outcome.DONE: "yes", Outcome.PARTLY: "partly", Outcome.STOPPED: "stopped"}
NOTE = Column("Note", Kind.TEXT, "What was written down, as typed.", NONE_GIVEN, 60)
_SOURCE = Column("Source", Kind.TEXT, "The device or program it came from.", "Entered by hand.", 14)
_DOSE = (
    Column("Sets", Kind.WHOLE, "How many sets.", NONE_GIVEN, 8),
    Column("Repetitions a set", Kind.WHOLE, "Per set and side.", NONE_GIVEN, 12),
    Column("Hold (seconds)", Kind.WHOLE, "Per repetition and side.", NONE_GIVEN, 10),
)


def activities(contents: Contents) -> Sheet:
    """Bouts of activity."""
    columns = (
        Column("Date", Kind.DAY, "The local calendar day."),
        Column("Activity", Kind.TEXT, "What was done.", width=20),
        Column(
            "Minutes (min)",
            Kind.WHOLE,
            "How long. 0: a source that counts whole days knows of the day, and counted none.",
        ),
        Column("Intensity", Kind.TEXT, "light, moderate or vigorous."),
        Column(
            "Active minutes (min)",
            Kind.WHOLE,
            "What counts to the goal: light 0, moderate as it is, vigorous twice.",
        ),
        Column("Started at", Kind.MOMENT, "By the person's clock.", NONE_GIVEN, 17),
        _SOURCE,
    )
    with_notes = Section.NOTES in contents.appointment.sections
    rows = (
        (
            entry.date,
            entry.activity,
            entry.minutes,
            entry.intensity.value,
            entry.minutes * _FACTORS[entry.intensity],
            entry.started_at,
            entry.source or None,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.activities
    )
    return Sheet("Activities", (*columns, *([NOTE] if with_notes else [])), rows)


def exercises(contents: Contents) -> Sheet:
    """Exercises done, and those of the plan of which it was said why not."""
    columns = (
        Column("Date", Kind.DAY, "The local calendar day."),
        Column("Exercise", Kind.TEXT, "Its name.", width=26),
        Column(
            "Done",
            Kind.TEXT,
            "yes; partly; stopped, for pain; or no where it was said why not.",
            width=9,
        ),
        Column("Why not", Kind.TEXT, "pain, time or forgot.", "It was done or begun.", 9),
        *_DOSE,
        _SOURCE,
    )
    with_notes = Section.NOTES in contents.appointment.sections
    done: list[tuple[Cell, ...]] = [
        (
            entry.date,
            entry.exercise,
            _DONE[entry.outcome],
            None,
            entry.sets,
            entry.reps,
            entry.hold_seconds,
            entry.source or None,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.exercises_done
    ]
    nothing = [None] * (4 + with_notes)
    skipped: list[tuple[Cell, ...]] = [
        (skip.date, skip.exercise, "no", skip.reason.value, *nothing) for skip in contents.skips
    ]
    rows = sorted([*done, *skipped], key=lambda row: row[0])  # type: ignore[arg-type, return-value]
    return Sheet("Exercises", (*columns, *([NOTE] if with_notes else [])), rows)


def readings(contents: Contents) -> Sheet:
    """Extra pain ratings at one moment."""
    columns = (
        Column("At", Kind.MOMENT, "By the person's clock.", width=17),
        Column("Pain (0-10)", Kind.DECIMAL, "Pain at that moment, from 0 to 10."),
        Column("Belongs to", Kind.TEXT, "before or after an exercise, flare, morning.", NONE_GIVEN),
        Column("Exercise", Kind.TEXT, "Its name.", NONE_GIVEN, 26),
    )
    with_notes = Section.NOTES in contents.appointment.sections
    rows = (
        (
            entry.at,
            entry.pain,
            entry.context.value if entry.context else None,
            entry.exercise or None,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.readings
    )
    return Sheet("Readings", (*columns, *([NOTE] if with_notes else [])), rows)


def intentions(contents: Contents) -> Sheet:
    """Goals and the plan, each from a day on."""
    columns = (
        Column("From", Kind.DAY, "The day from which on it holds."),
        Column("What", Kind.TEXT, "goal, or exercise of the plan.", width=10),
        Column("Active minutes (min a week)", Kind.WHOLE, "The goal.", "No goal."),
        Column("Strength days (days a week)", Kind.WHOLE, "The goal.", "No goal."),
        Column("Exercise", Kind.TEXT, "Its name.", "No exercise.", 26),
        Column("Days a week", Kind.WHOLE, "0: taken out of the plan.", "No exercise."),
        *_DOSE,
    )
    goals: list[tuple[Cell, ...]] = [
        (goal.starts, "goal", goal.active_minutes, goal.strength_days, *[None] * 5)
        for goal in contents.goals
    ]
    plan: list[tuple[Cell, ...]] = [
        (
            item.starts,
            "exercise",
            None,
            None,
            item.exercise,
            item.days_a_week,
            item.sets,
            item.reps,
            item.hold_seconds,
        )
        for item in contents.plan_items
    ]
    return Sheet("Goals and plan", columns, [*goals, *plan])

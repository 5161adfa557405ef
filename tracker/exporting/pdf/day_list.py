"""The appendix day by day: what was rated, done and noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from tracker.analysis.report_data import ReportData
from tracker.analysis.weeks import week_of
from tracker.exporting.pdf.formatting import (
    NOTHING,
    REASONS,
    capital,
    dated,
    dose,
    paragraphs,
    rating,
    short_span,
    yes_no,
)
from tracker.formatting import NB, Formats, listed
from tracker.model import (
    Activity,
    CheckIn,
    Day,
    Event,
    EventKind,
    ExerciseDone,
    Intensity,
    MedicineTaken,
    Outcome,
    Reading,
    Section,
    Skip,
)

_COLUMNS = (
    ("Day", 50),
    ("Pain", 24),
    ("Worst", 28),
    ("Interf.", 32),
    ("Sleep", 26),
    ("Flare", 26),
    ("Act. min", 36),
    ("Strength", 38),
    ("Recorded", 0),  # all that is left over
)
NO_CHECK_IN = "No check-in."
HURT = "Hurt: {sites}."
NONE = {  # by what the person said there was none of: activity, exercises
    (True, False): "No activity, as the person said.",
    (False, True): "No exercises, as the person said.",
    (True, True): "No activity and no exercises, as the person said.",
}
SENTENCE = "{said}."
NOT_DONE = "Not done ({reason}): {exercises}."
TOOK = "Took {medicines}."
OFF_WORK = "Off work because of the back."
PAIN_AT = "Pain at {readings}."
ENTERED = "Entered {day}."
NOTHING_RECORDED = "{days}: {n}, nothing recorded"
NOTHING_SHOWN = "{days}: {n}, nothing recorded in the parts shown"
UNTIL = "{event} (until {day})"
WITH_MORE = "{said} ({more})"
_SHORT = 90  # letters of a note
_ALWAYS = ("Day", "Pain", "Recorded")


def _row(cells: list[str], notes: list[dict[str, Any]]) -> dict[str, Any]:
    """A day's row; one short note stands in it, others in a row of their own."""
    if len(notes) == 1 and len(notes[0]["text"]) <= _SHORT and not notes[0]["right"]:
        quoted = f"{cells[-1]} “{notes[0]['text']}”".strip()
        return {"cells": [*cells[:-1], quoted], "notes": []}
    return {"cells": cells, "notes": notes}


class _DayEntries:
    """What is recorded of one day."""

    def __init__(self) -> None:
        self.day: Day | None = None
        self.check_in: CheckIn | None = None
        self.readings: list[Reading] = []
        self.activities: list[Activity] = []
        self.exercises: list[ExerciseDone] = []
        self.skips: list[Skip] = []
        self.medicines: list[MedicineTaken] = []
        self.events: list[Event] = []


def every_day(contents: ReportData, notes: bool) -> dict[str, Any]:
    """The days month by month, in the columns that anything is recorded for."""
    by_day = _by_day(contents)
    cells_by_day = {day: _cells(day, recorded, contents) for day, recorded in by_day.items()}
    shown = [
        number
        for number, (name, _) in enumerate(_COLUMNS)
        if name in _ALWAYS or any(cells[number] for cells in cells_by_day.values())
    ]
    rows = {day: [cells[number] for number in shown] for day, cells in cells_by_day.items()}
    return {
        "columns": [_COLUMNS[number][0] for number in shown],
        "widths": [_COLUMNS[number][1] for number in shown],
        "months": list(_months(contents, by_day, rows, notes)),
    }


def _months(
    contents: ReportData,
    by_day: Mapping[date, _DayEntries],
    cells: Mapping[date, list[str]],
    notes: bool,
) -> Iterator[dict[str, Any]]:
    """The days of each month; days of which nothing is recorded stand in one row."""
    everything = {Section.ACTIVITY, Section.EXERCISES} <= set(contents.appointment.sections)
    nothing = NOTHING_RECORDED if everything else NOTHING_SHOWN
    for (year, month), dates in groupby(
        _dates(contents.first, contents.last), key=lambda day: (day.year, day.month)
    ):
        rows: list[dict[str, Any]] = []

        def begins(day: date, before: list[dict[str, Any]] = rows) -> bool:
            return not before or week_of(day, contents.person.week_start)[0] == day

        for recorded, run in groupby(dates, key=lambda day: day in by_day):
            each = list(run)
            if recorded:
                for day in each:
                    said = list(_notes(by_day[day], formats=contents.formats)) if notes else []
                    rows.append(_row(cells[day], said) | {"begins": begins(day)})
            else:
                days = short_span(each[0], each[-1], formats=contents.formats)
                number = contents.formats.counted(len(each), "day")
                empty = nothing.format(days=days, n=number)
                rows.append({"empty": empty, "begins": any(map(begins, each))})
        yield {"title": f"{date(year, month, 1):%B} {year}", "rows": rows}


def _by_day(contents: ReportData) -> dict[date, _DayEntries]:
    found: dict[date, _DayEntries] = defaultdict(_DayEntries)
    sections = contents.appointment.sections
    for check_in in contents.check_ins:
        found[check_in.date].check_in = check_in
    for reading in contents.readings:
        found[reading.date].readings.append(reading)
    for taken in contents.medicines:
        found[taken.date].medicines.append(taken)
    for event in contents.events:
        found[event.date].events.append(event)
    if Section.ACTIVITY in sections:
        for activity in contents.activities:
            found[activity.date].activities.append(activity)
    if Section.EXERCISES in sections:
        for exercise in contents.exercises_done:
            found[exercise.date].exercises.append(exercise)
        for skip in contents.skips:
            found[skip.date].skips.append(skip)
    for day in contents.days_of_period:
        strength = day.strength and Section.ACTIVITY in sections  # also without the exercises
        if strength or day.date in found:
            found[day.date].day = day
    return found


def _cells(day: date, recorded: _DayEntries, contents: ReportData) -> list[str]:
    """What each column says of a day; empty where nothing was recorded."""
    check_in = recorded.check_in
    counted_day = recorded.day or Day(day)
    minutes = strength = ""
    if Section.ACTIVITY in contents.appointment.sections:
        if counted_day.minutes_known:
            minutes = contents.formats.number(counted_day.active_minutes)
        strength = yes_no(counted_day.strength_day)
    return [
        contents.formats.day(day, weekday="%a", month="%b", year=False),
        (rating(check_in.pain, formats=contents.formats) if check_in else "") or NOTHING,
        rating(check_in.worst_pain, formats=contents.formats) if check_in else "",
        rating(check_in.interference, formats=contents.formats) if check_in else "",
        rating(check_in.sleep, formats=contents.formats) if check_in else "",
        yes_no(check_in.flare) if check_in else "",
        minutes,
        strength,
        _said(recorded, formats=contents.formats),
    ]


def _said(recorded: _DayEntries, *, formats: Formats) -> str:
    """Where it hurt, what was done and rated, in one cell."""
    return " ".join(_sentences(recorded, formats))


def _sentences(recorded: _DayEntries, formats: Formats) -> Iterator[str]:
    check_in = recorded.check_in
    if check_in is None:
        yield NO_CHECK_IN
    elif check_in.sites:
        yield HURT.format(sites=listed(check_in.sites))
    none = check_in and (check_in.no_activity, check_in.no_exercises)
    if none in NONE:
        yield NONE[none]
    done = [_bout(activity) for activity in recorded.activities if activity.minutes]
    if done:
        yield SENTENCE.format(said=capital("; ".join(done)))
    exercises = [_exercise(one, formats=formats) for one in recorded.exercises]
    if exercises:
        yield SENTENCE.format(said=capital("; ".join(exercises)))
    for reason, skips in groupby(sorted(recorded.skips, key=_reason), key=_reason):
        yield NOT_DONE.format(reason=reason, exercises=listed(skip.exercise for skip in skips))
    if recorded.medicines:
        taken = (_medicine(one, formats=formats) for one in recorded.medicines)
        yield TOOK.format(medicines="; ".join(taken))
    for event in recorded.events:
        yield SENTENCE.format(said=_event(event, formats=formats))
    if check_in is not None and check_in.off_work:
        yield OFF_WORK
    if recorded.readings:
        readings = (_reading(one, formats=formats) for one in recorded.readings)
        yield PAIN_AT.format(readings=listed(readings))
    if check_in is not None and check_in.entered_late:
        yield ENTERED.format(day=dated(check_in.entered_at.date(), formats=formats))


def _reason(skip: Skip) -> str:
    return REASONS[skip.reason]


def _bout(activity: Activity) -> str:
    minutes = f"{activity.activity} {activity.minutes}{NB}min"
    moderate = activity.intensity is Intensity.MODERATE
    return minutes if moderate else f"{minutes} {activity.intensity}"


def _exercise(done: ExerciseDone, *, formats: Formats) -> str:
    outcome = {Outcome.PARTLY: "(partly)", Outcome.STOPPED: "(stopped for pain)"}
    parts = (done.exercise, dose(done, formats=formats), outcome.get(done.outcome, ""))
    return " ".join(part for part in parts if part)


def _reading(reading: Reading, *, formats: Formats) -> str:
    belongs = " ".join(part for part in (reading.context or "", reading.exercise) if part)
    said = f"{formats.clock(reading.at)} {rating(reading.pain, formats=formats)}"
    return WITH_MORE.format(said=said, more=belongs) if belongs else said


def _medicine(taken: MedicineTaken, *, formats: Formats) -> str:
    around = [str(taken.kind)] if taken.kind else []
    around += [formats.clock(taken.taken_at)] if taken.taken_at else []
    named = f"{taken.medicine} {taken.amount}".strip()
    return WITH_MORE.format(said=named, more=listed(around)) if around else named


def _event(event: Event, *, formats: Formats) -> str:
    named = capital(event.kind) if event.kind is not EventKind.OTHER else event.text
    if event.text and event.kind is not EventKind.OTHER:
        named = f"{named}: {event.text}"
    if not event.ends:
        return named
    return UNTIL.format(event=named, day=dated(event.ends, formats=formats))


def _notes(recorded: _DayEntries, *, formats: Formats) -> Iterator[dict[str, Any]]:
    if recorded.check_in is not None:
        yield from paragraphs(recorded.check_in.note)
    for activity in recorded.activities:
        yield from _named(activity.activity, activity.note)
    for done in recorded.exercises:
        yield from _named(done.exercise, done.note)
    for reading in recorded.readings:
        yield from _named(formats.clock(reading.at), reading.note)
    for taken in recorded.medicines:
        yield from _named(taken.medicine, taken.note)
    for event in recorded.events:
        yield from _named(event.words, event.note)


def _named(name: str, note: str) -> Iterator[dict[str, Any]]:
    for number, paragraph in enumerate(paragraphs(note)):
        text = paragraph["text"]
        yield paragraph | {"text": f"{capital(name)}: {text}" if number == 0 else text}


def every_note(contents: ReportData) -> Iterator[dict[str, Any]]:
    """The notes of each day, where the days themselves are left out."""
    for day, recorded in sorted(_by_day(contents).items()):
        notes = list(_notes(recorded, formats=contents.formats))
        if notes:
            yield {"day": contents.formats.day(day, weekday="%A"), "notes": notes}


def _dates(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)

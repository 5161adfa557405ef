"""Reading out of a diary what a report is made of."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from tracker.analysis.report_data import ReportData
from tracker.analysis.weeks import Week, weeks
from tracker.files.errors import FileError
from tracker.formatting import PLAIN, Formats
from tracker.library import strengthening
from tracker.model import (
    Activity,
    CheckIn,
    Day,
    Event,
    ExerciseDone,
    MedicineTaken,
    Person,
    Reading,
    Section,
    at_offset,
)
from tracker.store import Diary

E = TypeVar("E", CheckIn, Reading, Activity, ExerciseDone, MedicineTaken, Event)


class KnownDiary(Protocol):
    """What somebody knows of a whole diary already."""

    @property
    def today(self) -> date:
        """The person's present day, as of which the weeks stand."""

    @property
    def days(self) -> Mapping[date, Day]:
        """All days with anything that adds up, in order."""

    @property
    def weeks(self) -> tuple[Week, ...]:
        """All weeks from that of the first day to that of `today`, oldest first."""


def load_report_data(
    diary: Diary,
    first: date | None = None,
    last: date | None = None,
    *,
    made_at: datetime | None = None,
    formats: Formats = PLAIN,
    known: Callable[[Diary], KnownDiary] | None = None,
) -> ReportData:
    """Everything of a period, read at one moment, whoever writes meanwhile.

    Parameters
    ----------
    diary
        Whose diary it is.
    first, last
        The period, both included; without them from the diary's first day to today. A
        period longer than the diary is cut to it.
    made_at
        When the report is made; without it the moment that SOURCE_DATE_EPOCH names, else
        the present one.
    formats
        How the report writes days and numbers for people.
    known
        Gives what is known of the diary as of that moment; without it, all days are read.

    Raises
    ------
    FileError
        Where SOURCE_DATE_EPOCH is no moment.
    """
    with diary.snapshot() as now:
        return replace(_gathered(now, first, last, made_at, known), formats=formats)


def moment(person: Person) -> datetime:
    """The moment that SOURCE_DATE_EPOCH names, at the person's offset, or else the present one."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return person.now()
    try:
        local = datetime.fromtimestamp(int(text), UTC).astimezone(ZoneInfo(person.time_zone))
    except (ValueError, OverflowError, OSError):
        raise FileError(
            f"SOURCE_DATE_EPOCH is {text[:40]!r}; it has to be whole seconds since 1970. "
            "Nothing was written."
        ) from None
    return at_offset(local)


def selected_sections(contents: ReportData) -> ReportData:
    """The same without the entries of the sections that are left out.

    What adds up, `days` and `weeks`, stays whole: each form leaves out of it what
    is not chosen. Notes go wherever they stand.
    """
    sections = contents.appointment.sections
    if Section.NOTES not in sections:
        contents = replace(
            contents,
            check_ins=_without_notes(contents.check_ins),
            readings=_without_notes(contents.readings),
            activities=_without_notes(contents.activities),
            exercises_done=_without_notes(contents.exercises_done),
            medicines=_without_notes(contents.medicines),
            events=_without_notes(contents.events),
        )
    if Section.ACTIVITY not in sections:
        contents = replace(contents, activities=(), goals=())
    if Section.QUESTIONNAIRES not in sections:
        contents = replace(contents, questionnaires=(), answers=())
    if Section.EXERCISES not in sections:
        contents = replace(contents, exercises_done=(), skips=(), plan_items=())
        contents = replace(contents, own_exercises=())
    if Section.QUESTIONS not in sections:
        contents = replace(contents, appointment=replace(contents.appointment, questions=""))
    return contents


_SECTION_NAMES = {
    Section.ACTIVITY: "activity",
    Section.QUESTIONNAIRES: "questionnaires",
    Section.EXERCISES: "exercises",
    Section.QUESTIONS: "questions for the appointment",
    Section.DAYS: "days one by one",
    Section.NOTES: "notes",
}


def sections_left_out(contents: ReportData) -> list[str]:
    """The sections that are not chosen, in words."""
    sections = contents.appointment.sections
    return [words for section, words in _SECTION_NAMES.items() if section not in sections]


def _gathered(
    diary: Diary,
    first: date | None,
    last: date | None,
    made_at: datetime | None,
    known: Callable[[Diary], KnownDiary] | None,
) -> ReportData:
    person = diary.person()
    made_at = made_at or moment(person)
    goals = tuple(diary.goals())
    whole = None if known is None else known(diary)
    days = tuple(diary.days(None, None, strengthening()) if whole is None else whole.days.values())
    today = made_at.date()
    end = max([today, *(day.date for day in days[-1:])])
    begun = diary.first_day() or end
    asked = first or min(last or end, begun), last or max(first or begun, end)
    first, last = _within(asked, begun, end)
    if whole is not None and whole.today == today and end <= whole.weeks[-1].end:
        found = whole.weeks
    else:
        found = tuple(weeks(days, goals, person.week_start, today, last=end))
    return ReportData(
        identity=diary.identity(),
        person=person,
        first=first,
        last=last,
        made_at=made_at,
        appointment=diary.appointment(),
        check_ins=tuple(diary.check_ins(first, last)),
        readings=tuple(diary.readings(first, last)),
        activities=tuple(diary.activities(first, last)),
        exercises_done=tuple(diary.exercises_done(first, last)),
        skips=tuple(diary.skips(first, last)),
        answers=tuple(diary.answers(first, last)),
        goals=goals,
        plan_items=tuple(diary.plan_items()),
        questionnaires=tuple(diary.questionnaires()),
        medicines=tuple(diary.medicines(first, last)),
        events=tuple(diary.events(first, last)),
        own_exercises=tuple(diary.own_exercises()),
        days=days,
        weeks=found,
        asked=asked if asked != (first, last) else None,
    )


def _within(asked: tuple[date, date], begun: date, end: date) -> tuple[date, date]:
    """The part of a period in which there is a diary; all of it where there is none."""
    first, last = max(asked[0], begun), min(asked[1], end)
    return (first, last) if first <= last else asked


def _without_notes(entries: tuple[E, ...]) -> tuple[E, ...]:
    return tuple(replace(entry, note="") if entry.note else entry for entry in entries)

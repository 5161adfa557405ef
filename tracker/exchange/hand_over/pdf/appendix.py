"""The appendix: every week and day, what was done and asked, how it is counted, what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from tracker.analysis.report import ExerciseSummary, Summary
from tracker.analysis.weeks import Week, week_of
from tracker.charts.words import counted, range_text, span_text
from tracker.exchange.hand_over.contents import Contents
from tracker.exchange.hand_over.pdf import asked
from tracker.exchange.hand_over.pdf.words import (
    NB,
    NOTHING,
    REASONS,
    dated,
    dose,
    figure,
    long_day,
    paragraphs,
    rating,
    short_span,
    yes_no,
)
from tracker.model import (
    Activity,
    CheckIn,
    Day,
    ExerciseDone,
    Intensity,
    Reading,
    Section,
    Skip,
    plan_on,
)

Row = list[str]


def appendix(contents: Contents, found: Summary) -> dict[str, Any]:
    """Everything behind the first page; a part that is left out is ``None``."""
    chosen = contents.appointment.sections
    notes = Section.NOTES in chosen
    days = Section.DAYS in chosen
    return {
        "questions": (
            paragraphs(contents.appointment.questions) if Section.QUESTIONS in chosen else None
        ),
        "weeks": list(_weeks(contents, Section.ACTIVITY in chosen)),
        "activity": Section.ACTIVITY in chosen,
        "days": list(_months(contents, notes)) if days else None,
        "notes": list(_all_notes(contents)) if notes and not days else None,
        "exercises": _exercises(contents, found) if Section.EXERCISES in chosen else None,
        "questionnaires": (
            [asked.whole(contents, scores) for scores in found.questionnaires]
            if Section.QUESTIONNAIRES in chosen
            else None
        ),
    }


def _weeks(contents: Contents, with_activity: bool) -> Iterator[Row]:
    for week in contents.weeks:
        if week.end < contents.first or week.start > contents.last:
            continue
        whole = contents.first <= week.start and week.end <= contents.last
        pain = NOTHING if week.pain_mean is None else f"{figure(week.pain_mean)}"
        row = [
            span_text(week.start, week.end) + ("" if whole else " *"),
            f"{week.days_logged} of 7",
            pain,
        ]
        yield row + (_done_in(week) if with_activity else [])


def _done_in(week: Week) -> Row:
    return [
        str(week.light_minutes),
        str(week.moderate_minutes),
        str(week.vigorous_minutes),
        str(week.active_minutes),
        f"{week.minutes_goal}, {week.minutes_state}",
        str(week.strength_days),
        f"{week.strength_goal}, {week.strength_state}",
    ]


def _months(contents: Contents, notes: bool) -> Iterator[dict[str, Any]]:
    """The days of each month; days of which nothing is recorded stand in one row."""
    by_day = _by_day(contents)
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
                    row = _day(day, by_day[day], contents, notes)
                    rows.append(row | {"begins": begins(day)})
            else:
                days = short_span(each[0], each[-1])
                said = f"{days}: {counted(len(each), 'day')}, nothing recorded"
                rows.append({"empty": said, "begins": any(map(begins, each))})
        yield {"title": f"{date(year, month, 1):%B} {year}", "rows": rows}


class _Recorded:
    """What is recorded of one day."""

    def __init__(self) -> None:
        self.day: Day | None = None
        self.check_in: CheckIn | None = None
        self.readings: list[Reading] = []
        self.activities: list[Activity] = []
        self.exercises: list[ExerciseDone] = []
        self.skips: list[Skip] = []


def _by_day(contents: Contents) -> dict[date, _Recorded]:
    found: dict[date, _Recorded] = defaultdict(_Recorded)
    chosen = contents.appointment.sections
    for check_in in contents.check_ins:
        found[check_in.date].check_in = check_in
    for reading in contents.readings:
        found[reading.date].readings.append(reading)
    if Section.ACTIVITY in chosen:
        for activity in contents.activities:
            found[activity.date].activities.append(activity)
    if Section.EXERCISES in chosen:
        for exercise in contents.exercises_done:
            found[exercise.date].exercises.append(exercise)
        for skip in contents.skips:
            found[skip.date].skips.append(skip)
    for day in contents.days:
        if day.date in found:
            found[day.date].day = day
    return found


def _day(day: date, recorded: _Recorded, contents: Contents, notes: bool) -> dict[str, Any]:
    check_in = recorded.check_in
    counted_day = recorded.day or Day(day)
    minutes, strength = "", ""
    if Section.ACTIVITY in contents.appointment.sections:
        known = check_in is not None
        minutes = _known(counted_day.active_minutes, known)
        strength = "yes" if counted_day.strength else "no" if known else ""
    return {
        "cells": [
            f"{day:%a} {day.day} {day:%b}",
            rating(check_in.pain) if check_in else NOTHING,
            rating(check_in.worst_pain) if check_in else "",
            rating(check_in.interference) if check_in else "",
            rating(check_in.sleep) if check_in else "",
            yes_no(check_in.flare) if check_in else "",
            minutes,
            strength,
            _said(recorded),
        ],
        "notes": list(_notes(recorded)) if notes else [],
    }


def _known(total: int, logged: bool) -> str:
    if logged:
        return str(total)
    return f"{total}+" if total else ""


def _said(recorded: _Recorded) -> str:
    """Where it hurt, what was done and rated, in one cell."""
    parts = []
    check_in = recorded.check_in
    if check_in is None:
        parts.append("No check-in.")
    elif check_in.sites:
        parts.append(f"Hurt: {', '.join(check_in.sites)}.")
    if recorded.activities:
        parts.append(f"{_capital('; '.join(map(_bout, recorded.activities)))}.")
    if recorded.exercises:
        parts.append(f"{_capital('; '.join(map(_exercise, recorded.exercises)))}.")
    for reason, skips in groupby(sorted(recorded.skips, key=_reason), key=_reason):
        names = ", ".join(skip.exercise for skip in skips)
        parts.append(f"Not done ({reason}): {names}.")
    if recorded.readings:
        parts.append(f"Pain at {', '.join(map(_reading, recorded.readings))}.")
    if check_in is not None and check_in.entered_late:
        parts.append(f"Entered {dated(check_in.entered_at.date())}.")
    return " ".join(parts)


def _reason(skip: Skip) -> str:
    return REASONS[skip.reason]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bout(activity: Activity) -> str:
    strength = "" if activity.intensity is Intensity.MODERATE else f" {activity.intensity}"
    return f"{activity.activity} {activity.minutes}{NB}min{strength}"


def _exercise(done: ExerciseDone) -> str:
    return " ".join(part for part in (done.exercise, dose(done)) if part)


def _reading(reading: Reading) -> str:
    belongs = " ".join(part for part in (reading.context or "", reading.exercise) if part)
    return f"{reading.at:%H:%M} {reading.pain}" + (f" ({belongs})" if belongs else "")


def _notes(recorded: _Recorded) -> Iterator[dict[str, Any]]:
    if recorded.check_in is not None:
        yield from paragraphs(recorded.check_in.note)
    for activity in recorded.activities:
        yield from _named(activity.activity, activity.note)
    for done in recorded.exercises:
        yield from _named(done.exercise, done.note)
    for reading in recorded.readings:
        yield from _named(f"{reading.at:%H:%M}", reading.note)


def _named(name: str, note: str) -> Iterator[dict[str, Any]]:
    for number, paragraph in enumerate(paragraphs(note)):
        text = paragraph["text"]
        yield paragraph | {"text": f"{_capital(name)}: {text}" if number == 0 else text}


def _all_notes(contents: Contents) -> Iterator[dict[str, Any]]:
    for day, recorded in sorted(_by_day(contents).items()):
        notes = list(_notes(recorded))
        if notes:
            yield {"day": f"{day:%A} {long_day(day)}", "notes": notes}


def _exercises(contents: Contents, found: Summary) -> dict[str, Any]:
    planned = plan_on(contents.plan_items, contents.last)
    return {
        "weeks": counted(len(found.weeks), "whole week"),
        "rows": [_against_plan(row) for row in found.exercises],
        "plan_on": long_day(contents.last),
        "plan": [
            [
                _capital(item.exercise),
                counted(item.days_a_week, "day") + " a week",
                dose(item) or NOTHING,
            ]
            for item in planned
        ],
    }


def _against_plan(row: ExerciseSummary) -> Row:
    planned = [NOTHING, NOTHING]
    if row.weeks:
        planned = [
            f"{row.done_of_planned} of {row.planned_days}",
            f"{row.weeks_met} of {row.weeks}",
        ]
    reasons = ", ".join(f"{REASONS[reason]} {n}" for reason, n in sorted(row.skipped.items()) if n)
    return [_capital(row.exercise), str(row.days_done), *planned, reasons or NOTHING]


def _dates(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def counting(found: Summary, contents: Contents) -> list[list[str]]:
    """How each figure is computed: its name, and the rule."""
    chosen = contents.appointment.sections
    rules = [
        [
            "Pain",
            "The person's own rating of the day's average pain, a whole number from 0 (no pain) to "
            "10 (worst pain imaginable), entered at the end of the day or later.",
        ],
        [
            "Logged day",
            "A day with a check-in. Only then is “no activity” known to be none: what is not "
            "recorded on another day is unknown and never counts as 0.",
        ],
        [
            "Average",
            "The mean of the logged days of the stretch, beside how many days that were. Nothing "
            "is filled in, and a stretch without a logged day has no average.",
        ],
        [
            "Last 28 days, 28 days before",
            f"The 28 days up to {long_day(found.last)}, the last day of the period, and the 28 "
            "days before those, also where they lie before the period.",
        ],
        [
            "First 28 days",
            "The 28 days from the first logged day of the diary. They are not compared where they "
            "reach into the last 28.",
        ],
        [
            "Change",
            "Average of the last 28 days less the earlier one, in points, and in per cent of the "
            "earlier one. A fall is below 0.",
        ],
        [
            "Fell by 2 points, by 30 %",
            "Whether the change reaches it, counted without rounding, and stated only where at "
            "least 4 of 7 days are logged in both stretches (Farrar 2001; Ostelo 2008). Changes "
            "of a diary are not effects of a treatment.",
        ],
        [
            "7-day average",
            "The mean of a day and the six days before it, drawn only where at least 4 of these 7 "
            "days are logged; elsewhere the line has a gap.",
        ],
        ["Flare", "A day that the person marked as a flare. It is never computed from the rating."],
    ]
    if Section.ACTIVITY in chosen:
        rules += [
            [
                "Active minutes",
                "Moderate minutes and twice the vigorous ones (WHO 2020). Light activity is "
                "recorded and counts 0.",
            ],
            [
                "Strength day",
                "A day on which at least one strengthening exercise was done.",
            ],
            [
                "Met, missed, unknown",
                "A week is held against the goal that held on its first day. Met: at least the "
                "goal is recorded. Missed: less, with all seven days logged. Unknown: less, and "
                "days are not logged. Only weeks that lie in the period with all their days are "
                "counted.",
            ],
            [
                "Average of weeks",
                "The mean of those weeks that have all seven days logged.",
            ],
        ]
    if Section.EXERCISES in chosen:
        rules.append(
            [
                "Done of planned",
                "Over the whole weeks of the period: days on which the exercise was done, of the "
                "days a week it was planned for at the time.",
            ]
        )
    if Section.QUESTIONNAIRES in chosen and found.questionnaires:
        rules.append(
            [
                "Scores",
                "As each questionnaire says. There is no score where an answer that counts is "
                "missing. A change of 1 point of the PEG (Krebs 2009) and of 5 points of the "
                "Roland-Morris questionnaire (Ostelo 2008) is what studies say matters to people.",
            ]
        )
    return rules


def missing(found: Summary, contents: Contents, replaced: int) -> list[str]:
    """What the report does not say, one sentence each."""
    gaps = found.missing
    said = []
    if gaps.days_not_logged:
        verb = "has" if gaps.days_not_logged == 1 else "have"
        text = f"{counted(gaps.days_not_logged, 'day')} of {found.days_in_all:,} {verb} no check-in"
        if gaps.longest_gap:
            first, last = gaps.longest_gap
            length = (last - first).days + 1
            text += f"; the longest gap is {range_text(first, last)} ({counted(length, 'day')})"
        said.append(f"{text}.")
    else:
        said.append("Every day of the period has a check-in.")
    if gaps.recorded_but_not_logged:
        days = counted(gaps.recorded_but_not_logged, "day")
        verb = "has" if gaps.recorded_but_not_logged == 1 else "have"
        said.append(
            f"{days} {verb} activities or exercises but no check-in: their pain is unknown."
        )
    if gaps.flare_not_answered:
        logged = of_logged(gaps.flare_not_answered, found.days_logged)
        said.append(f"{logged} do not say whether they were a flare.")
    if Section.ACTIVITY in contents.appointment.sections and gaps.weeks_unknown:
        verb = "is" if gaps.weeks_unknown == 1 else "are"
        said.append(
            f"{counted(gaps.weeks_unknown, 'week')} of {len(found.weeks)} {verb} unknown for a "
            "goal: days are not logged, and more may have been done."
        )
    if found.pain.start is None:
        said.append("No day has a check-in: there is no first 28 days to compare with.")
    left_out = [
        words
        for section, words in _LEFT_OUT.items()
        if section not in contents.appointment.sections
    ]
    if left_out:
        said.append(f"Left out by choice: {', '.join(left_out)}.")
    if replaced:
        signs = counted(replaced, "character")
        said.append(
            f"{signs} that no font of this report has, or that would run over other lines, "
            "could not be printed (mostly shown as \N{REPLACEMENT CHARACTER}). The diary keeps "
            "them."
        )
    return said


_LEFT_OUT = {
    Section.ACTIVITY: "activity",
    Section.QUESTIONNAIRES: "questionnaires",
    Section.EXERCISES: "exercises",
    Section.QUESTIONS: "questions for the appointment",
    Section.DAYS: "the days one by one",
    Section.NOTES: "notes",
}


def of_logged(n: int, logged: int) -> str:
    """Some of the logged days: "40 of 290 logged days"."""
    return f"{n:,} of {counted(logged, 'logged day')}"

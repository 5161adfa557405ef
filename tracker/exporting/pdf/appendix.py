"""The appendix: every week and day, what was done and asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tracker.analysis.report import ExerciseSummary, Summary
from tracker.analysis.report_data import ReportData
from tracker.analysis.weeks import Week
from tracker.charts.amounts import amount_mark
from tracker.exporting.pdf import questionnaire_section
from tracker.exporting.pdf.day_list import every_day, every_note
from tracker.exporting.pdf.formatting import (
    NOTHING,
    REASONS,
    capital,
    done_of_planned,
    dose,
    figure,
    long_day,
    paragraphs,
    weeks_as_planned,
)
from tracker.formatting import Formats, listed, plural
from tracker.model import Section, plan_on

Row = list[str]

WEEKS = 522  # ten years; more would only fill pages
LONG = 366  # days; of a longer period the last are printed, unless every day is asked for
LAST_DAYS = 28
ANSWERS = 52  # of a questionnaire, in a long period


WEEKS_BEFORE = (
    "The {n} week before is not printed here; the workbook (XLSX) and the tables (CSV) hold all.",
    "The {n} weeks before are not printed here; the workbook (XLSX) and the tables (CSV) hold all.",
)
DAYS_BEFORE = (
    "The {n} day before is not printed here; the workbook (XLSX) and the tables (CSV) hold all.",
    "The {n} days before are not printed here; the workbook (XLSX) and the tables (CSV) hold all.",
)
NOTES_BEFORE = (
    "The {n} note before is not printed here; the workbook (XLSX) and the tables (CSV) hold all.",
    "The {n} notes before are not printed here; the workbook (XLSX) and the tables (CSV) hold all.",
)
DAYS_A_WEEK = "{days} a week"
STOPPED, PARTLY = "stopped for pain", "partly done"


def appendix(contents: ReportData, found: Summary) -> dict[str, Any]:
    """Everything behind the first page; a part that is left out is ``None``."""
    sections = contents.appointment.sections
    notes = Section.NOTES in sections
    days = Section.DAYS in sections or Section.EVERY_DAY in sections
    begin = _printed_from(contents)
    days_before = (begin - contents.first).days
    printed = contents.within(begin, contents.last)
    weeks = list(_weeks(contents, Section.ACTIVITY in sections))
    return {
        "questions": (
            paragraphs(contents.appointment.questions) if Section.QUESTIONS in sections else None
        ),
        "weeks": weeks[-WEEKS:],
        "weeks_before": _not_printed(len(weeks) - WEEKS, WEEKS_BEFORE, formats=contents.formats),
        "activity": Section.ACTIVITY in sections,
        "days": every_day(printed, notes) if days else None,
        "days_before": _not_printed(days_before, DAYS_BEFORE, formats=contents.formats)
        if days
        else "",
        "notes": list(every_note(printed)) if notes and not days else None,
        "notes_before": _not_printed(
            _notes_before(contents, begin), NOTES_BEFORE, formats=contents.formats
        )
        if notes
        else "",
        "exercises": _exercises(contents, found) if Section.EXERCISES in sections else None,
        "questionnaires": (
            [
                questionnaire_section.whole(contents, scores, ANSWERS if days_before else None)
                for scores in found.questionnaires
            ]
            if Section.QUESTIONNAIRES in sections
            else None
        ),
    }


def _printed_from(contents: ReportData) -> date:
    """The first day that is printed one by one: of a long period, only the last are."""
    long = contents.days_in_all > LONG and Section.EVERY_DAY not in contents.appointment.sections
    return contents.last - timedelta(days=LAST_DAYS - 1) if long else contents.first


def _not_printed(number: int, words: tuple[str, str], *, formats: Formats) -> str:
    """That the earlier weeks or days are not printed, and where they are."""
    return plural(number, *words).format(n=formats.number(number)) if number > 0 else ""


def _notes_before(contents: ReportData, begin: date) -> int:
    """How many notes there are of days that are not printed."""
    if begin == contents.first:
        return 0
    before = contents.within(contents.first, begin - timedelta(days=1))
    return sum(len(of_day["notes"]) for of_day in every_note(before))


def _weeks(contents: ReportData, with_activity: bool) -> Iterator[Row]:
    for week in contents.weeks:
        if week.end < contents.first or week.start > contents.last:
            continue
        whole = contents.first <= week.start and week.end <= contents.last
        pain = (
            NOTHING if week.pain_mean is None else figure(week.pain_mean, formats=contents.formats)
        )
        row = [
            contents.formats.span_text(week.start, week.end) + ("" if whole else " *"),
            f"{week.days_logged} of 7",
            pain,
        ]
        yield row + (_done_in(week, formats=contents.formats) if with_activity else [])


def _done_in(week: Week, *, formats: Formats) -> Row:
    def minutes(total: int) -> str:
        return amount_mark(week.amount(total), formats=formats) or NOTHING

    return [
        minutes(week.light_minutes),
        minutes(week.moderate_minutes),
        minutes(week.vigorous_minutes),
        minutes(week.active_minutes),
        f"{week.minutes_goal}, {week.minutes_state}",
        amount_mark(week.strength, formats=formats) or NOTHING,
        f"{week.strength_goal}, {week.strength_state}",
    ]


def _exercises(contents: ReportData, found: Summary) -> dict[str, Any]:
    planned = plan_on(contents.plan_items, contents.last)
    return {
        "weeks": contents.formats.counted(len(found.weeks), "whole week"),
        "rows": [_against_plan(row, formats=contents.formats) for row in found.exercises],
        "plan_on": long_day(contents.last, formats=contents.formats),
        "plan": [
            [
                capital(item.exercise),
                DAYS_A_WEEK.format(days=contents.formats.counted(item.days_a_week, "day")),
                dose(item, formats=contents.formats) or NOTHING,
            ]
            for item in planned
        ],
    }


def _against_plan(row: ExerciseSummary, *, formats: Formats) -> Row:
    planned = [NOTHING, NOTHING]
    if row.weeks:
        planned = [done_of_planned(row, formats=formats), weeks_as_planned(row, formats=formats)]
    said = {REASONS[reason]: n for reason, n in sorted(row.skipped.items())}
    said |= {STOPPED: row.days_stopped, PARTLY: row.days_partly}
    reasons = listed(f"{what} {n}" for what, n in said.items() if n)
    return [capital(row.exercise), str(row.days_done), *planned, reasons or NOTHING]

"""What each sheet of the workbook holds, row by row. What is unknown stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.analysis.report_data import ReportData
from tracker.analysis.weeks import Week
from tracker.exporting.xlsx.entry_sheets import (
    NONE_GIVEN,
    NOTE,
    activities,
    events,
    exercises,
    intentions,
    medicines,
    own_exercises,
    questionnaires,
    readings,
)
from tracker.exporting.xlsx.workbook import Cell, CellType, Sheet, SheetColumn
from tracker.formatting import counted, listed
from tracker.model import CheckIn, Day, Section

NOT_ASKED = "Not answered."

UNKNOWN, ON_DAYS = "Unknown: {days}.", "{what} on {days}"


def sheets(contents: ReportData) -> Iterator[Sheet]:
    """The sheets of the sections that are chosen, in order; Weeks is always one of them."""
    sections = contents.appointment.sections
    yield weeks(contents)
    if Section.DAYS in sections:
        yield days(contents)
        if Section.ACTIVITY in sections:
            yield activities(contents)
        if Section.EXERCISES in sections:
            yield exercises(contents)
        yield readings(contents)
        yield medicines(contents)
        yield events(contents)
    if Section.QUESTIONNAIRES in sections:
        yield from questionnaires(contents)
    if Section.ACTIVITY in sections or Section.EXERCISES in sections:
        yield intentions(contents)
    if Section.EXERCISES in sections:
        yield own_exercises(contents)


def weeks(contents: ReportData) -> Sheet:
    """The weeks that lie wholly in the period."""
    columns = [
        SheetColumn("Week", CellType.TEXT, "The ISO week of its Monday.", width=11),
        SheetColumn("From", CellType.DAY, "The week's first day."),
        SheetColumn("To", CellType.DAY, "The week's last day."),
        SheetColumn("Days logged (of 7)", CellType.WHOLE, "Days with a pain rating."),
        SheetColumn(
            "Pain, mean (0-10)",
            CellType.DECIMAL,
            "Mean of the average pain of the days logged.",
            "No day was logged.",
        ),
    ]
    with_activity = Section.ACTIVITY in contents.appointment.sections
    if with_activity:
        least = "At least this much where fewer than 7 days are known."
        unknown = "Unknown: nothing was recorded, and not of all days is known that there was none."
        columns += [
            SheetColumn(
                "Days of known activity (of 7)",
                CellType.WHOLE,
                "Days with some activity recorded, or of which it is known that there was none.",
            ),
            *_minute_columns(
                "Moderate minutes and twice the vigorous ones; light ones count 0.", least, unknown
            ),
            SheetColumn("Goal (min a week)", CellType.WHOLE, "The goal on the week's first day."),
            SheetColumn(
                "Minutes goal",
                CellType.TEXT,
                "met; missed (all seven days known, below the goal); unknown (below the goal, "
                "with days that are unknown); in progress.",
            ),
            SheetColumn(
                "Days of known exercises (of 7)",
                CellType.WHOLE,
                "Days with some exercise recorded, or of which it was said that there was none.",
            ),
            SheetColumn(
                "Strength days (days)",
                CellType.WHOLE,
                f"Days with a strengthening exercise done or partly done. {least}",
                unknown,
            ),
            SheetColumn(
                "Goal (strength days a week)", CellType.WHOLE, "The goal on the week's first day."
            ),
            SheetColumn("Strength goal", CellType.TEXT, "As for the minutes.", width=13),
        ]
    columns.append(
        SheetColumn(
            "What is unknown", CellType.TEXT, "In words.", "Nothing: every day is known.", 44
        )
    )
    rows = (_week(week, with_activity) for week in contents.whole_weeks)
    return Sheet("Weeks", tuple(columns), rows)


def days(contents: ReportData) -> Sheet:
    """Every day of the period, logged or not."""
    sections = contents.appointment.sections
    rating = "Whole number from 0 to 10, with a decimal where another program gave one."
    columns = [
        SheetColumn("Date", CellType.DAY, "The local calendar day."),
        SheetColumn("Weekday", CellType.TEXT, "Its name.", width=12),
        SheetColumn("Logged", CellType.TEXT, "yes: the day has a pain rating.", width=8),
        SheetColumn(
            "Pain, average (0-10)",
            CellType.DECIMAL,
            f"Average pain of the day: 0 no pain, 10 worst pain imaginable. {rating}",
            "Unknown: not logged.",
        ),
        SheetColumn("Worst pain (0-10)", CellType.DECIMAL, rating, NOT_ASKED),
        SheetColumn(
            "Interference (0-10)",
            CellType.WHOLE,
            f"How far pain interfered with daily life. {rating}",
            NOT_ASKED,
        ),
        SheetColumn("Flare", CellType.TEXT, "Whether the person calls it a flare.", NOT_ASKED, 7),
        SheetColumn(
            "Sleep (0-10)",
            CellType.WHOLE,
            f"The night before: 0 very badly, 10 very well. {rating}",
            NOT_ASKED,
        ),
    ]
    with_activity = Section.ACTIVITY in sections
    if with_activity:
        none = "0 only where it is known that there was none."
        unknown = "Unknown: nothing recorded, and nobody said that there was none."
        columns += [
            *_minute_columns("Moderate minutes and twice the vigorous ones.", none, unknown),
            SheetColumn(
                "Strength day",
                CellType.TEXT,
                "yes: a strengthening exercise was done or partly done. no: only others, or none.",
                unknown,
                10,
            ),
        ]
    columns += [
        SheetColumn("Where it hurt", CellType.TEXT, "Places, as typed.", NONE_GIVEN, 24),
        SheetColumn(
            "Off work",
            CellType.TEXT,
            "yes: the person ticked that they were off work because of the back.",
            "Not ticked, which says nothing.",
            8,
        ),
        SheetColumn(
            "Entered at",
            CellType.MOMENT,
            "When the check-in was first made, by the person's clock.",
            "No check-in.",
            17,
        ),
        SheetColumn(
            "Entered late", CellType.TEXT, "yes: after the day was over.", "No check-in.", width=9
        ),
    ]
    with_notes = Section.NOTES in sections
    if with_notes:
        columns.append(NOTE)
    return Sheet("Days", tuple(columns), _days(contents, with_activity, with_notes))


def dictionary(described: list[Sheet]) -> Sheet:
    """What every column of the other sheets means, and what an empty cell of it says."""
    columns = (
        SheetColumn("Sheet", CellType.TEXT, "The sheet.", width=16),
        SheetColumn("Column", CellType.TEXT, "Its title, with the unit.", width=28),
        SheetColumn("Cells are", CellType.TEXT, "What kind of value.", width=20),
        SheetColumn("What it means", CellType.TEXT, "In words.", "Its title says it.", 70, True),
        SheetColumn("Empty means", CellType.TEXT, "In words.", "It is never empty.", 44, True),
    )
    rows = [
        (sheet.name, column.title, column.kind.value, column.means, column.empty or None)
        for sheet in described
        for column in sheet.columns
    ]
    return Sheet("Data dictionary", columns, rows)


def _minute_columns(active: str, least: str, unknown: str) -> list[SheetColumn]:
    """The columns of minutes; `active` tells what counts as an active minute."""
    columns = {
        "Light (min)": "Minutes of light activity.",
        "Moderate (min)": "Minutes of moderate activity.",
        "Vigorous (min)": "Minutes of vigorous activity.",
        "Active minutes (min)": active,
    }
    return [
        SheetColumn(title, CellType.WHOLE, f"{means} {least}", unknown)
        for title, means in columns.items()
    ]


def _week(week: Week, with_activity: bool) -> tuple[Cell, ...]:
    activity: tuple[Cell, ...] = ()
    if with_activity:
        activity = (
            week.minutes_days_known,
            week.amount(week.light_minutes).known_total,
            week.amount(week.moderate_minutes).known_total,
            week.amount(week.vigorous_minutes).known_total,
            week.minutes.known_total,
            week.minutes_goal,
            week.minutes_state.value,
            week.strength_days_known,
            week.strength.known_total,
            week.strength_goal,
            week.strength_state.value,
        )
    return (
        week.name,
        week.start,
        week.end,
        week.days_logged,
        week.pain_mean,
        *activity,
        _unknown(week, with_activity),
    )


def _unknown(week: Week, with_activity: bool) -> str | None:
    """What a week does not say, in words; nothing where every day is known."""
    missing = {"pain": 7 - week.days_logged}
    if with_activity:
        missing["activity"] = 7 - week.minutes_days_known
        missing["exercises"] = 7 - week.strength_days_known
    said = [
        ON_DAYS.format(what=what, days=counted(days, "day"))
        for what, days in missing.items()
        if days
    ]
    return UNKNOWN.format(days=listed(said)) if said else None


def _days(
    contents: ReportData, with_activity: bool, with_notes: bool
) -> Iterator[tuple[Cell, ...]]:
    check_ins = {check_in.date: check_in for check_in in contents.check_ins}
    recorded = {day.date: day for day in contents.days_of_period}
    for number in range(contents.days_in_all):
        date = contents.first + timedelta(days=number)
        said, day = check_ins.get(date), recorded.get(date) or Day(date)
        yield (
            date,
            f"{date:%A}",
            _yes_no(day.logged),
            *_ratings(said),
            *(_minutes(day) if with_activity else ()),
            *_around(said),
            *([said.note or None if said else None] if with_notes else []),
        )


def _ratings(said: CheckIn | None) -> tuple[Cell, ...]:
    if said is None:
        return (None,) * 5
    return said.pain, said.worst_pain, said.interference, _yes_no(said.flare), said.sleep


def _minutes(day: Day) -> tuple[Cell, ...]:
    totals = (day.light_minutes, day.moderate_minutes, day.vigorous_minutes, day.active_minutes)
    known = (total if day.minutes_known else None for total in totals)
    return (*known, _yes_no(day.strength_day))


def _around(said: CheckIn | None) -> tuple[Cell, ...]:
    if said is None:
        return (None,) * 4
    sites = "; ".join(said.sites) or None
    off_work = "yes" if said.off_work else None
    return sites, off_work, said.entered_at, _yes_no(said.entered_late)


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else "yes" if answer else "no"

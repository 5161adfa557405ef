"""A month as a calendar: the pain of its days, and marks for what else they hold."""

from collections.abc import Set
from datetime import date, timedelta

from tracker.analysis.weeks import week_of
from tracker.model import Day, WeekStart
from tracker.ui.day_entries import DayEntries
from tracker.ui.day_sentence import day_sentence
from tracker.ui.days.month_picker import month_text
from tracker.ui.formatting import html
from tracker.ui.regional import rating_text

MINUTES = '<i class="bb-mark-minutes"></i>'
STRENGTH = '<i class="bb-mark-strength">◆</i>'
FLARE = '<i class="bb-mark-flare">▲</i>'
NOTE = '<i class="bb-mark-note">≡</i>'
KEY = (
    '<p class="bb-note bb-days-key"><span>The number is the day\'s pain.</span> '
    f"<span>{MINUTES} active minutes</span> <span>{STRENGTH} strength</span> "
    f"<span>{FLARE} flare</span> <span>{NOTE} note</span> "
    '<span><i class="bb-mark-open"></i> no pain rated</span></p>'
)


def month_calendar(
    month: date, entries: DayEntries, week_start: WeekStart, today: date, notes: Set[date]
) -> str:
    """The month that begins on `month` as markup; each day that has begun links to its check-in.

    `notes` are the days with a note.
    """
    first, _ = week_of(month, week_start)
    heads = "".join(
        f'<li class="bb-cal-head" aria-hidden="true">{first + timedelta(days=number):%a}</li>'
        for number in range(7)
    )
    blanks = '<li class="bb-cal-blank" aria-hidden="true"></li>' * (month - first).days
    days = [month]
    while (day := days[-1] + timedelta(days=1)).month == month.month:
        days.append(day)
    cells = "".join(_cell(day, entries.days.get(day), today, note=day in notes) for day in days)
    label = f"The days of {month_text(month)}"
    return f'<ol class="bb-cal" aria-label="{label}">{heads}{blanks}{cells}</ol>{KEY}'


def _cell(date_: date, recorded: Day | None, today: date, *, note: bool) -> str:
    if date_ > today:
        return f'<li class="bb-cal-day bb-cal-future"><span>{date_.day}</span></li>'
    day = recorded or Day(date_)
    said = day_sentence(day, today)
    if note:
        said = said.replace(" Open this day.", " With a note. Open this day.")
    kind = "bb-cal-logged" if day.logged else "bb-cal-unlogged"
    kind += " bb-cal-today" if date_ == today else ""
    pain = "" if day.pain is None else rating_text(day.pain)
    return (
        f'<li class="bb-cal-day {kind}"><a href="./?day={date_}" '
        f'aria-label="{html(said)}" title="{html(said)}">'
        f'<span aria-hidden="true">{date_.day}</span><b aria-hidden="true">{pain}</b>'
        f'<em aria-hidden="true">{_marks(day, note)}</em></a></li>'
    )


def _marks(day: Day, note: bool) -> str:
    return "".join(
        mark
        for mark, shown in (
            (MINUTES, day.active_minutes > 0),
            (STRENGTH, day.strength),
            (FLARE, bool(day.flare)),
            (NOTE, note),
        )
        if shown
    )

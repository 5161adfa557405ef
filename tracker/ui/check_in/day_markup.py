"""A day's strip, heading, pain, note and what can be undone as markup, made of plain values.

The script of the same part of the screen (`day.js`) lets it be tapped and typed into; without
it everything can be read, and the days of the strip are links.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tracker.model import EARLIEST_DAY
from tracker.ui.check_in.day_strip import Strip, StripDay
from tracker.ui.check_in.pain import MEANINGS, NO_PAIN, SCALE, WORST_PAIN
from tracker.ui.formatting import html, long_day, short_day
from tracker.ui.regional import clock_text, rating_text, span_text

ENTERED = " · Entered {day}, {time}"
_LEFT = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"/></svg>'
_RIGHT = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7-7 7"/></svg>'
_CALENDAR = (
    '<svg viewBox="0 0 24 24" aria-hidden="true"><rect x="4" y="5.5" width="16" height="14.5" '
    'rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/></svg>'
)
RECORDED = "Recorded as {rating}"  # a decimal has none of the eleven targets
_ALL_DAYS = '<a class="all" href="days">All days</a>'


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What can be undone, or done again: `verb` is "undo" or "redo", `version` what it is of.

    `words` say what it would do; `elsewhere`: it is done on My data alone.
    """

    verb: str
    version: int
    words: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class ShownDay:
    """What the screen says of a day.

    `pain` is 0 to 10, None without a rating. `entered_at` is when the day was entered, where
    that was later than the day itself. `status` says whether all of the day is saved, `unsaved`
    that something is not; `steps` are what can be undone and done again.
    """

    day: date
    today: date
    pain: float | None
    note: str
    strip: Strip
    entered_at: datetime | None = None
    status: str = ""
    unsaved: bool = False
    steps: tuple[UndoStep, ...] = ()


def day_markup(shown: ShownDay) -> str:
    """All of it; what has a `data-part` is replaced by itself when it changes."""
    late = shown.entered_at
    entered = ""
    if late:
        entered = ENTERED.format(day=short_day(late.date()), time=clock_text(late))
    day, named = shown.day.isoformat(), long_day(shown.day)
    head = head_markup(named, shown.status, entered, unsaved=shown.unsaved)
    return (
        f"{_strip(shown)}{head}{pain_markup(day, named, shown.pain)}"
        f"{note_markup(day, shown.note)}{_steps(shown.steps)}"
    )


def day_name(day: date, pain: float | None, today: date) -> str:
    """A day of the strip as a screen reader says it: "Saturday 28 November, pain 6"."""
    said = "no rating" if pain is None else f"pain {rating_text(pain)}"
    before = "Today, " if day == today else ""
    return f"{before}{long_day(day)}, {said}"


def seven_days(week: tuple[StripDay, ...], today: date) -> str:
    """Which days a strip shows: "23–29 Nov", with the year where it is another one."""
    return span_text(week[0].date, week[-1].date, year=week[-1].date.year != today.year)


def _strip(shown: ShownDay) -> str:
    strip, today = shown.strip, shown.today
    week = strip.weeks[strip.at]
    weeks = "".join(
        f'<ol class="week" data-last="{week[-1].date}" data-label="{seven_days(week, today)}">'
        f"{''.join(_day(day, shown) for day in week)}</ol>"
        for week in strip.weeks
    )
    older = "" if week[0].date > EARLIEST_DAY else " disabled"
    newer = "" if week[-1].date < today else " disabled"
    back = "" if week[-1].date < today or shown.day != today else " hidden"
    return (
        f'<nav data-part="strip" class="strip" aria-label="Days" data-at="{strip.at}">'
        '<div class="turn">'
        f'<button type="button" data-do="older" aria-label="Seven days earlier"{older}>{_LEFT}'
        f'</button><p class="which-days" aria-live="polite">{seven_days(week, today)}</p>'
        f'<button type="button" data-do="newer" aria-label="Seven days later"{newer}>{_RIGHT}'
        "</button>"
        f'<a class="back" href="?" data-day="{today}"{back}>Today</a>{_ALL_DAYS}'
        '<button type="button" data-do="calendar" aria-label="Go to a date" aria-expanded="false"'
        f' aria-controls="jump">{_CALENDAR}</button></div>'
        f'<form id="jump" hidden><label>Go to a date<input type="date" min="{EARLIEST_DAY}" '
        f'max="{today}" required></label><button>Open</button>'
        f"{_ALL_DAYS}</form>"
        f'<div class="weeks">{weeks}</div></nav>'
    )


def _day(day: StripDay, shown: ShownDay) -> str:
    rated = "" if day.pain is None else rating_text(day.pain)
    place = "?" if day.date == shown.today else f"?day={day.date}"
    current = ' aria-current="date"' if day.date == shown.day else ""
    return (
        f'<li><a href="{place}" data-day="{day.date}"{current} '
        f'aria-label="{day_name(day.date, day.pain, shown.today)}">'
        f'<span class="weekday">{day.date:%a}</span><span class="date">{day.date.day}</span>'
        f'<span class="rated{"" if rated else " missing"}">{rated}</span></a></li>'
    )


def head_markup(named: str, status: str, entered: str = "", *, unsaved: bool = False) -> str:
    """Which day it is, whether all of it is saved, and when it was entered late."""
    return (
        f'<header data-part="head"><h1>{named}</h1><p class="said">'
        f'<span class="status{" unsaved" if unsaved else ""}" role="status">{html(status)}</span>'
        f"<span>{entered}</span></p></header>"
    )


def pain_markup(day: str, named: str, pain: float | None) -> str:
    """The question for pain with its eleven targets; `day` as in an address, `named` as read."""
    targets = "".join(
        f'<button type="button" role="radio" value="{rating}" '
        f'aria-checked="{"true" if pain == rating else "false"}" '
        f'tabindex="{0 if rating == (pain or 0) else -1}">{rating}</button>'
        for rating in SCALE
    )
    meanings = "".join(f"<dt>{numbers}</dt><dd>{means}</dd>" for numbers, means in MEANINGS)
    decimal = rating_text(pain) if isinstance(pain, float) else ""
    recorded = RECORDED.format(rating=decimal) if decimal else ""
    return (
        f'<section data-part="pain" data-of="{day}" class="pain">'
        '<div class="question"><h2>Pain, on average over the day</h2>'
        f'<button type="button" class="clear"{"" if pain is not None else " hidden"}>'
        "Clear</button></div>"
        f'<div class="scale" role="radiogroup" '
        f'aria-label="Average pain on {named}, from 0 (no pain) to 10 (worst pain imaginable)">'
        f'{targets}<span class="least" aria-hidden="true">{NO_PAIN}</span>'
        f'<span class="most" aria-hidden="true">{WORST_PAIN}</span></div>'
        f'<p class="recorded" data-says="{RECORDED}"{"" if decimal else " hidden"}>{recorded}</p>'
        '<p class="trouble" role="alert" hidden></p><div class="which" hidden>'
        '<button type="button" data-do="theirs"></button>'
        '<button type="button" data-do="mine"></button></div>'
        "<details><summary>What do the numbers mean?</summary>"
        f"<dl>{meanings}</dl></details></section>"
    )


def note_markup(day: str, note: str) -> str:
    """The field for the day's note."""
    return (
        f'<section data-part="note" data-of="{day}" class="field">'
        '<label for="input">Note</label>'
        # A browser that fills it in with what was typed at an earlier visit would have that saved.
        '<div class="place area"><textarea id="input" rows="1" autocomplete="off">'
        f"{html(note)}</textarea></div>"
        '<p class="state" role="status"></p><div class="which" hidden>'
        '<button type="button" data-do="theirs"></button>'
        '<button type="button" data-do="mine"></button></div></section>'
    )


def _steps(steps: tuple[UndoStep, ...]) -> str:
    return f'<div data-part="steps" class="steps">{"".join(map(_step, steps))}</div>'


def _step(step: UndoStep) -> str:
    if step.elsewhere:
        return f'<a href="data">{html(step.words)}</a>'
    return (
        f'<button type="button" data-do="{step.verb}" value="{step.version}">'
        f"<span>{html(step.words)}</span></button>"
    )

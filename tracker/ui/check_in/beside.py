"""What stands beside the check-in: how last week was, and what was noted last."""

from datetime import date, timedelta

from tracker.analysis.known_days import Amount
from tracker.analysis.weeks import Week
from tracker.charts.amounts import UNKNOWN, amount_text
from tracker.model import CheckIn, Person
from tracker.store import Diary
from tracker.ui.diary_cache import this_week
from tracker.ui.formatting import capital, html, relative_day
from tracker.ui.icons import icon
from tracker.ui.regional import formats, number_text

NOTED_WITHIN = 28  # days in which a note is still worth reading again
LONGEST = 240  # characters of a note that are shown here
PAIN = "Pain {mean} on average, {n} of 7 days"
NO_PAIN = "Pain was not rated"
AMOUNT = "{amount} of {goal} {unit}"
NOT_KNOWN = "{unit} unknown"
MINUTES, STRENGTH = "active minutes", "strength days"
LAST_WEEK, LAST_NOTE, OPEN_WEEK = "Last week", "Last note", "Open last week"


def look_back(diary: Diary, person: Person, today: date, first_day: date | None) -> str:
    """Last week and the latest note before today, as markup; empty where there is neither."""
    with diary.snapshot() as now:
        week = this_week(now, person, today - timedelta(weeks=1))
        noted = now.check_ins(today - timedelta(days=NOTED_WITHIN), today - timedelta(days=1))
    began = first_day is not None and first_day <= week.end
    return (_last_week(week) if began else "") + _last_note(noted, today)


def _last_week(week: Week) -> str:
    pain = NO_PAIN
    if week.pain_mean is not None:
        pain = PAIN.format(mean=number_text(week.pain_mean, 1), n=week.pain_days)
    lines = {
        "pain": pain,
        "minutes": _of_goal(_amount(week.minutes), week.minutes_goal, MINUTES),
        "strength": _of_goal(_amount(week.strength), week.strength_goal, STRENGTH),
    }
    year, number, _ = (week.start + timedelta(days=3)).isocalendar()
    return (
        f'<section class="bb-panel bb-back" aria-label="{LAST_WEEK}"><h2>{LAST_WEEK}</h2>'
        + "".join(
            f'<p class="bb-{measure}">{icon(measure)}<span>{words}</span></p>'
            for measure, words in lines.items()
        )
        + f'<p class="bb-way"><a href="week?week={year}-W{number:02}" target="_self">{OPEN_WEEK}'
        "</a></p></section>"
    )


def _amount(amount: Amount) -> str:
    return amount_text(amount, formats=formats())


def _of_goal(amount: str, goal: int, unit: str) -> str:
    if amount == UNKNOWN:
        return capital(NOT_KNOWN.format(unit=unit))
    return capital(AMOUNT.format(amount=amount, goal=goal, unit=unit))


def _last_note(noted: list[CheckIn], today: date) -> str:
    last = next((day for day in reversed(noted) if day.note), None)
    if last is None:
        return ""
    text = last.note if len(last.note) <= LONGEST else f"{last.note[: LONGEST - 1]}…"
    day = html(relative_day(last.date, today))
    return (
        f'<section class="bb-panel bb-back" aria-label="{LAST_NOTE}"><h2>{LAST_NOTE}</h2>'
        f'<p class="bb-noted">{icon("note")}<span>{html(text)}</span></p>'
        f'<p class="bb-way"><a href="./?day={last.date}" target="_self">{day}</a></p></section>'
    )

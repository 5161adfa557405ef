"""What stands beside the check-in: the week so far, how last week was, what was noted last."""

from datetime import date, timedelta

from tracker.analysis.known_days import Amount
from tracker.analysis.weeks import Week
from tracker.charts.amounts import UNKNOWN, amount_text
from tracker.model import CheckIn, Person
from tracker.store import Diary
from tracker.ui.diary_cache import this_week
from tracker.ui.formatting import capital, html, relative_day
from tracker.ui.goals import THIS_WEEK, goals_panel
from tracker.ui.icons import icon
from tracker.ui.regional import formats, number_text
from tracker.ui.week.summary import link_to_summary

NOTED_WITHIN = 28  # days in which a note is still worth reading again
LONGEST = 240  # characters of a note that are shown here
PAIN = "Pain {mean} on average, {n} of 7 days"
NO_PAIN = "Pain was not rated"
AMOUNT = "{amount} of {goal} {unit}"
NOT_KNOWN = "{unit} unknown"
MINUTES, STRENGTH = "active minutes", "strength days"
LAST_WEEK, LAST_NOTE, OPEN_WEEK = "Last week", "Last note", "Open last week"


def week_so_far(week: Week, today: date, first_day: date | None) -> str:
    """The week of today held against its goals, as markup."""
    return goals_panel(THIS_WEEK, week, today, first_day, heading=True)


def panels_below(
    diary: Diary, person: Person, day: date, today: date, first_day: date | None
) -> list[str]:
    """What stands below the week so far while a `day` is shown, as markup; it may be nothing."""
    panels = (
        link_to_summary(person, first_day) if day == today else "",
        _look_back(diary, person, today, first_day),
    )
    return [panel for panel in panels if panel]


def _look_back(diary: Diary, person: Person, today: date, first_day: date | None) -> str:
    """Last week and the latest note before today; empty where there is neither."""
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
        + f'<p class="bb-way"><a href="week?week={year}-W{number:02}">{OPEN_WEEK}'
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
        f'<p class="bb-way"><a href="./?day={last.date}">{day}</a></p></section>'
    )

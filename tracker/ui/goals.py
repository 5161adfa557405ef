"""A week held against its two goals, as markup and in words."""

from dataclasses import replace
from datetime import date

from tracker.analysis.known_days import Amount
from tracker.analysis.weeks import State, Week, remaining
from tracker.charts.amounts import UNKNOWN, amount_text, unknown_days_text
from tracker.ui.formatting import capital
from tracker.ui.icons import icon
from tracker.ui.regional import counted, formats, number_text

THIS_WEEK = "This week so far"
FIRST_DAYS = 2  # of a diary, in which a goal to reach would only press
FEW_DAYS = 4  # left of the week that a diary begins in
MINUTES_MET = "Active minutes: done for this week."
STRENGTH_MET = "Strength: done for this week."
BOTH_MET = "Both goals: done for this week."

KNOWN = "Known: pain on {pain} of {days}, activity on {activity}, exercises on {exercises}."
ONE_DAY_LEFT = "{minutes} to go, with 1 day left."
A_DAY = "{minutes} to go; {a_day} a day would get there."
STRENGTH_TO_GO = "{strength} to go."
TOO_FEW_DAYS = "{strength} to go, with {days} left."
OUTCOME = "Active minutes: {minutes}. Strength days: {strength}."
UNKNOWN_STATE, NOT_MET = "unknown, {days}", "not met"


def goals_panel(
    title: str,
    week: Week,
    today: date,
    first_day: date | None,
    *,
    heading: bool = False,
    ending: str = "",
) -> str:
    """Both goals with their figures, the days known, and what is left or came of it.

    `first_day` is the diary's first one, if any: of a week that it began late in, or begins
    in today, nothing is said of what is to go. `ending` says what the week's last days rest
    on, where they are unknown.
    """
    head = f"<h2>{title}</h2>" if heading else ""
    so_far = today <= week.end
    if not so_far:
        said = _outcome(week)
    elif _has_just_begun(week, today, first_day):
        said = _what_is_met(week)
    else:
        said = _left_to_do(week, today)
    last = f'<p class="bb-left">{said}</p>' if said else ""
    return (
        f'<section class="bb-panel" aria-label="{title}">{head}<div class="bb-goals">'
        f"{_bar('minutes', week.minutes, week.minutes_goal, 'active minutes', so_far)}"
        f"{_bar('strength', week.strength, week.strength_goal, 'strength days', so_far)}</div>"
        f'<p class="bb-logged">{_days_known(week, today)} {ending}</p>'
        f"{last}</section>"
    )


def _bar(measure: str, amount: Amount, goal: int, unit: str, so_far: bool) -> str:
    """The goal's figures and how much of it is done; a bar of what may be more ends hatched."""
    share = min(100, round(100 * amount.total / goal))
    figure = amount_text(replace(amount, so_far=so_far), formats=formats())
    more = "" if amount.exact or share == 100 else '<div class="bb-more"></div>'
    shown = "–" if figure == UNKNOWN else capital(figure)
    return (
        f'<div class="bb-goal bb-{measure}">'
        f'<div class="bb-goal-figures">{icon(measure)} <strong>{shown}</strong> '
        f"of {goal} {unit}</div>"
        f'<div class="bb-track"><div class="bb-fill" style="width:{share}%"></div>{more}</div>'
        "</div>"
    )


def _days_known(week: Week, today: date) -> str:
    days = (min(today, week.end) - week.start).days + 1
    return KNOWN.format(
        pain=week.pain_days,
        days=counted(days, "day"),
        activity=week.minutes_days_known,
        exercises=week.strength_days_known,
    )


def _has_just_begun(week: Week, today: date, first_day: date | None) -> bool:
    """Whether the diary is in its first days, or began in this week when little was left of it."""
    if first_day is None or (today - first_day).days < FIRST_DAYS:
        return True
    return first_day > week.start and (week.end - first_day).days < FEW_DAYS


def _what_is_met(week: Week) -> str:
    minutes, strength = week.minutes_state is State.MET, week.strength_state is State.MET
    if minutes and strength:
        return BOTH_MET
    return MINUTES_MET if minutes else STRENGTH_MET if strength else ""


def _left_to_do(week: Week, today: date) -> str:
    left = remaining(week, today)
    if week.minutes_state is State.MET and week.strength_state is State.MET:
        return BOTH_MET
    if week.minutes_state is State.MET:
        minutes = MINUTES_MET
    else:
        minutes = (ONE_DAY_LEFT if left.days_left == 1 else A_DAY).format(
            minutes=counted(left.minutes_left, "active minute"),
            a_day=number_text(left.minutes_a_day or 0),
        )
    if week.strength_state is State.MET:
        return f"{minutes} {STRENGTH_MET}"
    words = TOO_FEW_DAYS if left.strength_days_left > left.days_left else STRENGTH_TO_GO
    strength = words.format(
        strength=counted(left.strength_days_left, "strength day"),
        days=counted(left.days_left, "day"),
    )
    return f"{minutes} {strength}"


def _outcome(week: Week) -> str:
    minutes = _state(week.minutes, week.minutes_state)
    strength = _state(week.strength, week.strength_state)
    return OUTCOME.format(minutes=minutes, strength=strength)


def _state(amount: Amount, state: State) -> str:
    if state is State.UNKNOWN:
        return UNKNOWN_STATE.format(days=unknown_days_text(amount, formats=formats()))
    return NOT_MET if state is State.MISSED else str(state)

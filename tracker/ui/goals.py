"""A week held against its two goals, as markup and in words."""

from datetime import date

from tracker.analysis.weeks import State, Week, remaining
from tracker.charts.words import counted


def goals_panel(title: str, week: Week, today: date, *, heading: bool = False) -> str:
    """Both goals with their figures, the days logged, and what is left or came of it."""
    head = f"<h2>{title}</h2>" if heading else ""
    said = _left_to_do(week, today) if today <= week.end else _outcome(week)
    return (
        f'<section class="bb-panel" aria-label="{title}">{head}<div class="bb-goals">'
        f"{_bar('minutes', week.active_minutes, week.minutes_goal, 'active minutes')}"
        f"{_bar('strength', week.strength_days, week.strength_goal, 'strength days')}</div>"
        f'<p class="bb-logged">{_days_logged(week, today)}</p>'
        f'<p class="bb-left">{said}</p></section>'
    )


def _bar(measure: str, amount: int, goal: int, unit: str) -> str:
    share = min(100, round(100 * amount / goal))
    return (
        f'<div class="bb-goal bb-{measure}">'
        f'<div class="bb-goal-figures"><strong>{amount}</strong> of {goal} {unit}</div>'
        f'<div class="bb-track"><div class="bb-fill" style="width:{share}%"></div></div></div>'
    )


def _days_logged(week: Week, today: date) -> str:
    so_far = (min(today, week.end) - week.start).days + 1
    return f"{week.days_logged} of {counted(so_far, 'day')} logged"


def _left_to_do(week: Week, today: date) -> str:
    left = remaining(week, today)
    if week.minutes_state is State.MET and week.strength_state is State.MET:
        return "Both goals of this week are met."
    if week.minutes_state is State.MET:
        minutes = "The minutes of this week are met."
    else:
        minutes = (
            f"{left.minutes_left} active minutes to go; {left.minutes_a_day} a day would get there."
        )
    if week.strength_state is State.MET:
        return f"{minutes} The strength days of this week are met."
    strength = counted(left.strength_days_left, "strength day")
    if left.strength_days_left > left.days_left:
        return f"{minutes} {strength} to go, with {counted(left.days_left, 'day')} left."
    return f"{minutes} {strength} to go."


def _outcome(week: Week) -> str:
    unlogged = counted(7 - week.days_logged, "day")
    said = {
        State.MET: "met",
        State.MISSED: "not met",
        State.UNKNOWN: f"unknown, {unlogged} without a check-in",
    }
    return (
        f"Active minutes: {said[week.minutes_state]}. Strength days: {said[week.strength_state]}."
    )

"""A week held against its two goals, as markup and in words."""

from datetime import date

from tracker.analysis.weeks import State, Week, remaining
from tracker.charts.words import counted


def goals_markup(week: Week) -> str:
    """Two bars with their figures: active minutes, strength days."""
    minutes = _bar("minutes", week.active_minutes, week.minutes_goal, "active minutes")
    strength = _bar("strength", week.strength_days, week.strength_goal, "strength days")
    return f'<div class="bb-goals">{minutes}{strength}</div>'


def days_logged(week: Week, today: date) -> str:
    """How many of the week's days so far have a check-in."""
    so_far = (min(today, week.end) - week.start).days + 1
    return f"{week.days_logged} of {counted(so_far, 'day')} logged"


def left_to_do(week: Week, today: date) -> str:
    """What the rest of the week needs, in a sentence."""
    left = remaining(week, today)
    if week.minutes_state is State.MET and week.strength_state is State.MET:
        return "Both goals of this week are met."
    parts = []
    if week.minutes_state is not State.MET:
        parts.append(
            f"{left.minutes_left} active minutes to go; {left.minutes_a_day} a day would get there."
        )
    else:
        parts.append("The minutes of this week are met.")
    if week.strength_state is not State.MET:
        parts.append(f"{counted(left.strength_days_left, 'strength day')} to go.")
    else:
        parts.append("The strength days of this week are met.")
    return " ".join(parts)


def outcome(week: Week) -> str:
    """How a week that is over stands, in a sentence."""
    return " ".join(
        (
            _ended("Active minutes", week.minutes_state, week),
            _ended("Strength days", week.strength_state, week),
        )
    )


def _ended(goal: str, state: State, week: Week) -> str:
    unlogged = counted(7 - week.days_logged, "day")
    match state:
        case State.MET:
            return f"{goal}: met."
        case State.UNKNOWN:
            return f"{goal}: unknown; {unlogged} without a check-in."
        case _:
            return f"{goal}: not met."


def _bar(measure: str, amount: int, goal: int, unit: str) -> str:
    share = min(100, round(100 * amount / goal))
    return (
        f'<div class="bb-goal bb-{measure}">'
        f'<div class="bb-goal-figures"><strong>{amount}</strong> of {goal} {unit}</div>'
        f'<div class="bb-track"><div class="bb-fill" style="width:{share}%"></div></div></div>'
    )

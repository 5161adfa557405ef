"""A week in three sentences, once its last evening has come: made whenever it is looked at."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from tracker.analysis.known_days import Amount, Bound
from tracker.analysis.plan import PlannedExercise, WholePlan, whole_plan
from tracker.analysis.weeks import Week, week_of
from tracker.model import Person, WeekStart
from tracker.store import Diary
from tracker.ui.diary_cache import DiaryCache
from tracker.ui.formatting import capital
from tracker.ui.regional import number_text, range_text
from tracker.ui.week.plan_table import planned_in

EVENING = time(18)  # local; from then on the last day of a week can be looked back on
RECENT_DAYS = 3  # of a new week, on which the one before is still looked back on

PAIN = "Pain was {mean} on average, rated on {n} of {days} days."
NO_PAIN = "Pain was not rated on any day, so it has no average."
GOALS = "{minutes}; {strength}."
MINUTES = {
    Bound.EXACT: "{total} of {goal} active minutes",
    Bound.AT_LEAST: "at least {total} of {goal} active minutes ({unknown} of 7 days unknown)",
    Bound.UNKNOWN: "active minutes are unknown",
}
STRENGTH = {
    Bound.EXACT: "{total} of {goal} strength days",
    Bound.AT_LEAST: "at least {total} of {goal} strength days ({unknown} of 7 days unknown)",
    Bound.UNKNOWN: "strength days are unknown",
}
PLAN = {
    Bound.EXACT: "{done} of {planned} planned exercises recorded.",
    Bound.AT_LEAST: (
        "At least {done} of {planned} planned exercises recorded; "
        "exercises are unknown on {unknown} of 7 days."
    ),
    Bound.UNKNOWN: (
        "It is unknown how many of {planned} planned exercises were done: no day says."
    ),
}
NO_PLAN = "No exercises were planned."
THIS_WEEK, LAST_WEEK, THE_WEEK = "This week in short", "Last week in short", "The week in short"


def weekly_summary(diary: Diary, recorded: DiaryCache, first: date) -> str:
    """The shown week as markup, once its last evening has come; empty before, and without days.

    Early in a week the one before is looked back on.
    """
    now = recorded.person.now()
    this_week, _ = week_of(now.date(), recorded.person.week_start)
    title = THE_WEEK
    if first == this_week:
        looked_back_on = week_to_look_back_on(now, recorded.person.week_start)
        if looked_back_on is None:
            return ""
        title = THIS_WEEK if looked_back_on == this_week else LAST_WEEK
        first = looked_back_on
    week = recorded.week(first)
    if not recorded.days or week.end < recorded.first_day:
        return ""
    sentences = summary_sentences(week, planned_in(diary, week, now.date()))
    return (
        f'<section class="bb-panel bb-summary" aria-label="{title}"><h2>{title}</h2>'
        f'<p class="bb-note">{range_text(week.start, week.end)}</p>'
        f"{''.join(f'<p>{sentence}</p>' for sentence in sentences)}</section>"
    )


def link_to_summary(person: Person, first_day: date | None) -> str:
    """A quiet way from the check-in to the week, on its last evening; empty at other times."""
    now = person.now()
    looked_back_on = week_to_look_back_on(now, person.week_start)
    if first_day is None or looked_back_on != week_of(now.date(), person.week_start)[0]:
        return ""
    return f'<p class="bb-way"><a href="week">{THIS_WEEK}</a></p>'


def week_to_look_back_on(now: datetime, week_start: WeekStart) -> date | None:
    """The first day of the week that is or was just over: on its last evening and 3 days after."""
    this_week, _ = week_of(now.date(), week_start)
    if has_ended(this_week, now):
        return this_week
    if now.date() - this_week < timedelta(days=RECENT_DAYS):
        return this_week - timedelta(weeks=1)
    return None


def has_ended(first: date, now: datetime) -> bool:
    """Whether the last evening of the week that began on `first` has come."""
    return now.replace(tzinfo=None) >= datetime.combine(first + timedelta(days=6), EVENING)


def summary_sentences(week: Week, planned: Iterable[PlannedExercise]) -> tuple[str, str, str]:
    """The week's pain, what was done of its goals, what was done of its plan."""
    if week.pain_mean is None:
        pain = NO_PAIN
    else:
        pain = PAIN.format(mean=number_text(week.pain_mean, 1), n=week.pain_days, days=7)
    goals = GOALS.format(
        minutes=_of_goal(MINUTES, week.minutes, week.minutes_goal),
        strength=_of_goal(STRENGTH, week.strength, week.strength_goal),
    )
    return pain, capital(goals), _of_plan(whole_plan(planned, week))


def _of_goal(words: dict[Bound, str], amount: Amount, goal: int) -> str:
    unknown = amount.days - amount.days_known
    return words[amount.bound].format(
        total=number_text(int(amount.total)), goal=number_text(goal), unknown=unknown
    )


def _of_plan(plan: WholePlan) -> str:
    if not plan.planned:
        return NO_PLAN
    unknown = plan.done.days - plan.done.days_known
    return PLAN[plan.bound].format(done=int(plan.done.total), planned=plan.planned, unknown=unknown)

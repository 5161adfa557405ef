"""The plan of this week day by day: what was done when, and how many days are planned."""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.analysis.plan import (
    PlannedExercise,
    least_strength_days,
    outcomes_by_day,
    planned_against_done,
)
from tracker.analysis.weeks import Week
from tracker.library import strengthening
from tracker.model import (
    ExerciseDone,
    ExerciseKind,
    OwnExercise,
    PlanItem,
    Skip,
    SkipReason,
)
from tracker.store import Diary
from tracker.ui.formatting import ENDED, MARKS, capital, html, long_day
from tracker.ui.regional import counted

LEGEND = "✓ done · ◐ partly · ✕ stopped for pain · – not done"
WHY_NOT = {
    SkipReason.PAIN: "not done, because of pain",
    SkipReason.TIME: "not done, no time",
    SkipReason.FORGOT: "not done, forgotten",
}
NOTHING = "nothing recorded"
AHEAD = "still to come"


def plan_week(
    diary: Diary,
    plan: Sequence[PlanItem],
    owned: Sequence[OwnExercise],
    week: Week,
    today: date,
) -> str:
    """The panel as markup: a row for each exercise of the plan, a column for each day."""
    done = diary.exercises_done(week.start, week.end)
    skips = diary.skips(week.start, week.end)
    rows = planned_against_done(plan, done, skips, week, today)
    days = [week.start + timedelta(days=number) for number in range(7)]
    heads = "".join(_head(day, today) for day in days)
    body = "".join(_row(row, days, done, skips, today) for row in rows)
    return (
        '<section class="bb-panel bb-plan-week" aria-labelledby="plan-week">'
        '<h2 id="plan-week">This week</h2><table><thead><tr><th scope="col">Exercise</th>'
        f'{heads}<th scope="col">Days</th></tr></thead><tbody>{body}</tbody></table>'
        f'<p class="bb-note">{LEGEND}</p>{_strength(plan, owned, week)}</section>'
    )


def _head(day: date, today: date) -> str:
    mark = ' class="bb-now"' if day == today else ""
    name = f"{day:%a}"  # on a phone its first letter
    return (
        f'<th scope="col"{mark}><span aria-hidden="true">{name[0]}<i>{name[1:]}</i></span>'
        f'<span class="bb-hidden">{html(long_day(day))}</span></th>'
    )


def _row(
    row: PlannedExercise,
    days: Sequence[date],
    done: Sequence[ExerciseDone],
    skips: Sequence[Skip],
    today: date,
) -> str:
    outcomes = outcomes_by_day(done, row.exercise)
    reasons = {skip.date: skip.reason for skip in skips if skip.exercise == row.exercise}
    cells = ""
    for day in days:
        if day in outcomes:
            mark, said = MARKS[outcomes[day]], ENDED[outcomes[day]]
        elif day in reasons:
            mark, said = "–", WHY_NOT[reasons[day]]
        else:
            mark, said = "", AHEAD if day > today else NOTHING
        now = " bb-now" if day == today else ""
        kind = "bb-ahead" if day > today else "bb-open" if not mark else "bb-marked"
        cells += (
            f'<td class="{kind}{now}"><span aria-hidden="true">{mark}</span>'
            f'<span class="bb-hidden">{said}</span></td>'
        )
    return (
        f'<tr><th scope="row">{html(capital(row.exercise))}</th>{cells}'
        f"<td>{row.done_days} of {row.planned_days}</td></tr>"
    )


def _strength(plan: Sequence[PlanItem], owned: Sequence[OwnExercise], week: Week) -> str:
    own = {one.name_lower for one in owned if one.kind is ExerciseKind.STRENGTHENING}
    days = least_strength_days(plan, strengthening() | own)
    made = f"at least {counted(days, 'strength day')}" if days else "no strength day"
    return (
        f'<p class="bb-note">Your plan makes {made} a week. '
        f"Your goal is {counted(week.strength_goal, 'day')}.</p>"
    )

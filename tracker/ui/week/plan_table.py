"""A week's plan held against what was done, as a small table."""

from collections.abc import Iterable
from datetime import date

from tracker.analysis.plan import PlannedExercise, planned_against_done
from tracker.analysis.weeks import State, Week, remaining
from tracker.charts.amounts import count_mark, unknown_days_text
from tracker.formatting import listed
from tracker.model import Outcome, SkipReason
from tracker.store import Diary
from tracker.ui.formatting import ENDED, MARKS, capital, html
from tracker.ui.regional import counted, formats

REASONS = {SkipReason.PAIN: "pain", SkipReason.TIME: "no time", SkipReason.FORGOT: "forgot"}

PLANNED = "Planned and done"
TO_GO, TOO_FEW_DAYS = "{n} to go", "{n} to go, with {days} left"
ENDED_ON = "{ended} on {days}"
NOT_DONE = "Not done: {reasons}"
UNKNOWN_MEANS = "Unknown: below the plan. For exercises, {days}."


def plan_table(diary: Diary, week: Week, today: date) -> str:
    """The plan of the week as markup; empty where nothing was planned."""
    rows = planned_in(diary, week, today)
    if not rows:
        return ""
    days_left = remaining(week, today).days_left
    return (
        '<table class="bb-plan"><thead><tr><th scope="col">Exercise</th>'
        '<th scope="col">Days</th><th scope="col">Status</th></tr></thead>'
        f"<tbody>{''.join(_row(row, days_left) for row in rows)}</tbody></table>{_note(rows, week)}"
    )


def planned_in(diary: Diary, week: Week, today: date) -> list[PlannedExercise]:
    """Each exercise of a week's plan, held against what was done."""
    return planned_against_done(
        diary.plan_items(),
        diary.exercises_done(week.start, week.end),
        diary.skips(week.start, week.end),
        week,
        today,
    )


def _row(row: PlannedExercise, days_left: int) -> str:
    left = row.planned_days - row.done_of_planned
    status = {
        State.MET: "met",
        State.IN_PROGRESS: (TOO_FEW_DAYS if left > days_left else TO_GO).format(
            n=left, days=counted(days_left, "day")
        ),
        State.MISSED: "below",
        State.UNKNOWN: "unknown",
    }
    open_mark = "◌" if row.state is State.UNKNOWN else "○"
    return (
        f'<tr><th scope="row">{html(capital(row.exercise))}{_ended(row)}{_skipped(row)}</th>'
        f'<td><span class="bb-plan-marks" aria-hidden="true">{_marks(row)}'
        f"{open_mark * left}</span> {_days_done(row)} of {row.planned_days}</td>"
        f"<td>{status[row.state]}</td></tr>"
    )


def _days_done(row: PlannedExercise) -> str:
    """Days done: "2", of a week with unknown days "2+", or "–" where nothing is known."""
    return count_mark(row.done_days, exact=row.exact, formats=formats()) or "–"


def _marks(row: PlannedExercise) -> str:
    full = row.done_days - row.partly_days
    return (
        MARKS[Outcome.DONE] * full
        + MARKS[Outcome.PARTLY] * row.partly_days
        + MARKS[Outcome.STOPPED] * row.stopped_days
    )


def _ended(row: PlannedExercise) -> str:
    """The days on which it was not done in full, in words; a stopped one doesn't count as done."""
    numbers = {Outcome.PARTLY: row.partly_days, Outcome.STOPPED: row.stopped_days}
    said = [
        ENDED_ON.format(ended=ENDED[how], days=counted(days, "day"))
        for how, days in numbers.items()
        if days
    ]
    return f"<small>{capital(listed(said))}</small>" if said else ""


def _skipped(row: PlannedExercise) -> str:
    reasons = [f"{REASONS[why]} {number}" for why, number in sorted(row.skipped.items())]
    return f"<small>{NOT_DONE.format(reasons=listed(reasons))}</small>" if reasons else ""


def _note(rows: Iterable[PlannedExercise], week: Week) -> str:
    if all(row.state is not State.UNKNOWN for row in rows):
        return ""
    days = unknown_days_text(week.strength, formats=formats())
    return f'<p class="bb-note">{UNKNOWN_MEANS.format(days=days)}</p>'

"""Goals shaped to the HL7 Physical Activity guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.weeks import week_of
from tracker.exporting.fhir.activity import MINUTES_A_WEEK, STRENGTH_DAYS, ActivityMeasure
from tracker.exporting.fhir.elements import PA_CATEGORY, PROFILES, Resource, identifier
from tracker.exporting.fhir.patient import DiarySubject
from tracker.formatting import counted
from tracker.model import EARLIEST_DAY

META = {"profile": [f"{PROFILES}pa-goal"]}


@dataclass(frozen=True, slots=True)
class _GoalPeriod:
    """From when on a goal held, by when it was due, and whether another has taken its place."""

    starts: date
    due: date
    over: bool


def goals(who: DiarySubject) -> Iterator[Resource]:
    """Two Goals, minutes and strength days, of each goal that held in the period.

    A goal holds until the next one starts, and was due the day before; the
    present one is due at the end of this week, as it is every week.
    """
    contents = who.contents
    today = who.today
    this_week = week_of(today, contents.person.week_start)
    kept = contents.goals
    for goal, following in zip(kept, [*kept[1:], None], strict=False):
        if goal.starts > contents.last or (following and following.starts <= contents.first):
            continue
        if following and following.starts <= today:
            period = _GoalPeriod(goal.starts, following.starts - timedelta(days=1), over=True)
        else:
            period = _GoalPeriod(goal.starts, this_week[1], over=False)
        minutes, days = goal.active_minutes, goal.strength_days
        yield _goal(MINUTES_A_WEEK, minutes, _minutes(minutes), period, who)
        yield _goal(STRENGTH_DAYS, days, _strength(days), period, who)


def _goal(
    measure: ActivityMeasure, value: int, text: str, period: _GoalPeriod, who: DiarySubject
) -> Resource:
    resource_id = who.resource_id("goal", f"{measure.code} {period.starts}")
    resource: Resource = {
        "resourceType": "Goal",
        "id": resource_id,
        "meta": META,
        "identifier": [identifier(resource_id)],
        "lifecycleStatus": "completed" if period.over else "active",
        "category": [PA_CATEGORY],
        "description": {"text": text},
        "subject": who.itself,
        "expressedBy": who.itself,
        "target": [
            {
                "measure": measure.concept,
                "detailQuantity": measure.quantity(value),
                "dueDate": period.due,
            }
        ],
    }
    if period.starts > EARLIEST_DAY:
        resource["startDate"] = period.starts
    return resource


def _minutes(minutes: int) -> str:
    return f"At least {minutes} active minutes every week, vigorous ones counted twice"


def _strength(days: int) -> str:
    return f"Muscle-strengthening exercises on at least {counted(days, 'day')} of every week"

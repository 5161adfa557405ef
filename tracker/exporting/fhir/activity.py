"""What was done in each week, and in the last 30 days.

A day on which nothing was recorded, and nobody said that there was none, is unknown.
So a figure over such days is at least what it says, and its note says so; where it
would be zero, nothing is known, and no zero is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.analysis.daily import ACTIVE_DAYS_WINDOW, active_days, daily_frame
from tracker.analysis.known_days import Amount, Bound
from tracker.analysis.weeks import Week
from tracker.exporting.fhir.elements import (
    ACTIVITY,
    LOINC,
    MORE,
    OWN,
    PROFILES,
    TERMINOLOGY,
    UNKNOWN,
    Alike,
    Column,
    Resource,
    column,
    concept,
    members,
    quantity,
)
from tracker.exporting.fhir.patient import DiarySubject, digits_of_days
from tracker.formatting import counted, rounded
from tracker.model import LATEST_DAY


@dataclass(frozen=True)
class ActivityMeasure:
    """One of the measures of the HL7 Physical Activity guide."""

    profile: str
    code: str
    display: str
    unit: str
    ucum: str

    @property
    def concept(self) -> Resource:
        """Its code, as Observations and Goals have it."""
        return concept(LOINC, self.code, self.display)

    def quantity(self, value: float) -> Resource:
        """A value of it."""
        return quantity(value, self.unit, self.ucum)


MINUTES_A_WEEK = ActivityMeasure(
    "pa-observation-evs-min-per-week",
    "82290-8",
    "Frequency of moderate to vigorous aerobic physical activity",
    "minutes per week",
    "min/wk",
)
STRENGTH_DAYS = ActivityMeasure(
    "pa-observation-strength-days-per-week",
    "82291-6",
    "Frequency of muscle-strengthening physical activity",
    "days per week",
    "d/wk",
)
ACTIVE_DAYS = ActivityMeasure(
    "pa-observation-evs-days-per-week",
    "89555-7",
    "How many days per week did you engage in moderate to strenuous physical activity"
    " in the last 30 days",
    "days per week",
    "d/wk",
)
MINUTES_A_DAY = ActivityMeasure(
    "pa-observation-evs-min-per-day",
    "68516-4",
    "On those days that you engage in moderate to strenuous exercise, how many minutes,"
    " on average, do you exercise",
    "minutes per day",
    "min/d",
)


ON_ACTIVE_DAYS = "The average of {days}; {known} of 30 days are known."
NOT_APPLICABLE = concept(f"{TERMINOLOGY}data-absent-reason", "not-applicable", "Not Applicable")


def weekly(who: DiarySubject) -> Iterator[Alike]:
    """Minutes and strength days of each week of the period, dated by its last day.

    Only whole weeks that are over, and none before the diary begins. Minutes are
    moderate and vigorous ones as they were, not doubled.
    """
    begun, until = next((day.date for day in who.contents.days), LATEST_DAY), who.until
    weeks = [week for week in who.contents.whole_weeks if begun <= week.end <= until]
    if weeks:
        minutes = [week.amount(week.moderate_minutes + week.vigorous_minutes) for week in weeks]
        yield _of_weeks(MINUTES_A_WEEK, weeks, minutes, who)
        yield _of_weeks(STRENGTH_DAYS, weeks, [week.strength for week in weeks], who)


def last_30_days(who: DiarySubject) -> Iterator[Resource]:
    """Active days a week and minutes on an active day, over the 30 days up to the last.

    A diary that does not reach back so far says nothing.
    """
    contents, last = who.contents, who.until
    first = last - timedelta(days=ACTIVE_DAYS_WINDOW - 1)
    if not contents.days or contents.days[0].date > first:
        return
    found = active_days(daily_frame(contents.days, first, last), last)
    active, mean = found.days, found.mean_minutes
    a_week = replace(active, total=float(rounded(active.total * 7 / active.days, 1)))
    yield _of_day(ACTIVE_DAYS, last, _figure(ACTIVE_DAYS, a_week, who), who)
    if mean is not None:
        said = ON_ACTIVE_DAYS.format(
            days=counted(int(active.total), "day with activity", "days with activity"),
            known=active.days_known,
        )
        note = who.note(said, contents.made_at)
        value = MINUTES_A_DAY.quantity(float(rounded(mean, 1)))
        on_a_day = {"valueQuantity": value, "note": note}
    elif active.exact:
        on_a_day = {"dataAbsentReason": NOT_APPLICABLE}
    else:
        on_a_day = _figure(MINUTES_A_DAY, active, who)
    yield _of_day(MINUTES_A_DAY, last, on_a_day, who)


def _of_weeks(
    measure: ActivityMeasure, weeks: Sequence[Week], amounts: Iterable[Amount], who: DiarySubject
) -> Alike:
    """The figure of each week; its id has the week's Monday, wherever weeks begin."""
    mondays = [week.start + timedelta(days=-week.start.weekday() % 7) for week in weeks]
    figures = members(_figure(measure, amount, who) for amount in amounts)
    ends = column([week.end for week in weeks])
    observation = _observation(measure, OWN, ends, {MORE: figures}, who)
    return Alike(observation, digits_of_days(mondays))


def _observation(
    measure: ActivityMeasure, digits: str, day: date | Column, figure: Resource, who: DiarySubject
) -> Resource:
    """The Observation whose id ends with `digits`."""
    meta = {"profile": [PROFILES + measure.profile]}
    resource_id = who.id_prefix(measure.code) + digits
    return who.observation(resource_id, ACTIVITY, measure.concept, day, {"meta": meta, **figure})


def _of_day(measure: ActivityMeasure, day: date, figure: Resource, who: DiarySubject) -> Resource:
    return _observation(measure, digits_of_days([day])[0], day, figure, who)


def _figure(measure: ActivityMeasure, amount: Amount, who: DiarySubject) -> Resource:
    """A value, or why there is none, and a note where not every day is known."""
    known = f"{amount.days_known} of {amount.days} days are known."
    at = who.contents.made_at
    match amount.bound:
        case Bound.EXACT:
            return {"valueQuantity": measure.quantity(amount.total)}
        case Bound.AT_LEAST:
            rest = "The figure is what was recorded: at least so much, the rest is unknown."
            value = measure.quantity(amount.total)
            return {"valueQuantity": value, "note": who.note(f"{known} {rest}", at)}
        case Bound.UNKNOWN:
            rest = "None was recorded; on the other days it is unknown, not zero."
            return {"dataAbsentReason": UNKNOWN, "note": who.note(f"{known} {rest}", at)}

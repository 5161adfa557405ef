"""What the trends say of the day under finger or pointer, or of a stretch of days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from tracker.analysis.weeks import Week
from tracker.charts.amounts import standing_text
from tracker.charts.chart_points import ChartPoint, day_link, first_words
from tracker.charts.trends_measures import DayRecords, RangeRecords
from tracker.formatting import PLAIN, Formats, listed
from tracker.model import CheckIn, Day

WEEK = "Week {span}: active minutes {minutes}; strength days {strength}"
AVERAGE = "7-day average {mean}"
PAIN, NO_PAIN = "Pain {rating}", "No pain rating"
PAIN_OF_DAYS = "Pain {mean} ({days})"
FLARE, FLARES = "Flare", "Flares on {days}"
MINUTES, STRENGTH = "Active minutes a week {standing}", "Strength days a week {standing}"
NO_ACTIVITY, NO_EXERCISES, UNKNOWN_EXERCISES = (
    "Activity unknown",
    "No exercises",
    "Exercises unknown",
)
WORST, INTERFERENCE, SLEEP = "Worst pain {rating}", "Interference {rating}", "Sleep {rating}"
OFF_WORK = "Off work"
AND_MORE = "{names} and {n} more"
NAMED = 3  # exercises of a day; more are counted


def day_points(
    rows: pd.DataFrame,
    days: Mapping[date, Day],
    records: RangeRecords,
    weeks: Sequence[Week],
    formats: Formats = PLAIN,
) -> list[ChartPoint]:
    """A point for each day that `trends.rows` draws.

    Parameters
    ----------
    rows
        Rows of the chart, drawn by day.
    days, records
        What is known of days; those without anything may be missing.
    weeks
        Weeks, oldest first, of which the range has days.
    formats
        How days and numbers are written.
    """
    drawn = rows[rows["kind"] == "pain"]
    of_weeks = [(week.end, _week_text(week, formats)) for week in weeks]
    starts = [week.start for week in weeks]
    of_events: dict[date, list[str]] = {}
    for event in records.events:
        of_events.setdefault(event.date, []).append(_capital(event.words))
    found = []
    words = (drawn[column] for column in ("at", "when", "said", "said_more"))
    for at, title, pain, average in zip(*words, strict=True):
        day = date.fromisoformat(at)
        said = days.get(day, Day(day))
        known = records.days.get(day, DayRecords())
        begun = of_weeks[: bisect_right(starts, day)][-1:]
        week = [words for end, words in begun if day <= end]
        found.append(
            ChartPoint(
                first=day,
                title=title,
                facts=(*_day_facts(pain, said, known, formats), *of_events.get(day, ())),
                link=day_link(day),
                around=(AVERAGE.format(mean=average), *week),
                note=first_words(known.check_in.note) if known.check_in else "",
            )
        )
    return found


def stretch_points(rows: pd.DataFrame, latest: date) -> list[ChartPoint]:
    """A point for each stretch of weeks that `trends.rows` draws; it opens its days to `latest`."""
    weeks = rows[rows["kind"] == "week"].to_dict("records")
    pains = rows[rows["kind"] == "pain"].to_dict("records")
    found = []
    for pain, week in zip(pains, weeks, strict=True):
        first = date.fromisoformat(pain["at"])
        last = min(latest, (week["end"] - timedelta(days=1)).date())
        facts = (
            PAIN_OF_DAYS.format(mean=pain["said"], days=pain["said_more"])
            if pain["said"]
            else NO_PAIN,
            *([FLARES.format(days=pain["said_last"])] if pain["flare"] else []),
        )
        around = (
            MINUTES.format(standing=week["said"]),
            STRENGTH.format(standing=week["said_more"]),
        )
        link = f"?from={first}&to={last}"
        found.append(ChartPoint(first, pain["when"], facts, link, around))
    return found


def _week_text(week: Week, formats: Formats) -> str:
    minutes = standing_text(
        week.minutes, week.minutes_goal, week.minutes_state, short=True, formats=formats
    )
    strength = standing_text(
        week.strength, week.strength_goal, week.strength_state, short=True, formats=formats
    )
    span = formats.span_text(week.start, week.end, year=False)
    return WEEK.format(span=span, minutes=minutes, strength=strength)


def _day_facts(pain: str, day: Day, known: DayRecords, formats: Formats) -> Iterator[str]:
    yield PAIN.format(rating=pain) if pain else NO_PAIN
    if day.flare:
        yield FLARE
    yield (
        formats.counted(day.active_minutes, "active minute") if day.minutes_known else NO_ACTIVITY
    )
    yield _exercises(day, known, formats)
    if known.check_in:
        yield from _ratings(known.check_in, formats)
    medicines = dict.fromkeys(
        f"{taken.medicine} {taken.amount}".strip() for taken in known.medicines
    )
    if medicines:
        yield _capital(", ".join(medicines))


def _ratings(said: CheckIn, formats: Formats) -> Iterator[str]:
    """What a check-in rates beside the day's pain."""
    if said.worst_pain is not None:
        yield WORST.format(rating=formats.rating(said.worst_pain))
    if said.interference is not None:
        yield INTERFERENCE.format(rating=said.interference)
    if said.sleep is not None:
        yield SLEEP.format(rating=said.sleep)
    if said.off_work:
        yield OFF_WORK


def _exercises(day: Day, known: DayRecords, formats: Formats) -> str:
    if not day.exercises_known:
        return UNKNOWN_EXERCISES
    names = list(dict.fromkeys(done.exercise for done in known.exercises))
    if not names:
        return formats.counted(day.exercises, "exercise") if day.exercises else NO_EXERCISES
    shown = _capital(listed(names[:NAMED]))
    if len(names) <= NAMED:
        return shown
    return AND_MORE.format(names=shown, n=formats.number(len(names) - NAMED))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

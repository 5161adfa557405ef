"""Pain above active minutes above strength days, on one time axis.

Up to 54 weeks pain is drawn day by day; longer ranges show the mean of each week,
and beyond two years of every four weeks or more, so that no range has more marks
than a screen can show. Minutes and strength days are a week's (or the mean of the
same weeks), and open where days are unknown: at least the filled part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from tracker.analysis.daily import (
    between,
    flares_of_each,
    pain_of,
    pain_of_each,
    sums,
    with_rolling_pain,
)
from tracker.analysis.pain import PainMean
from tracker.analysis.weeks import Week, WeeksMean, mean_of
from tracker.charts.amounts import (
    MINUTES_GOAL,
    STRENGTH_GOAL,
    UNKNOWN,
    amount_text,
    goal_label,
    known_text,
    mean_text,
    met_text,
    standing_text,
)
from tracker.charts.row_frame import row_frame
from tracker.charts.timeline import periods, ticks, weeks_a_point
from tracker.charts.trends_measures import NOTHING, RangeRecords, Shown, shown_rows
from tracker.charts.trends_view import spec
from tracker.formatting import PLAIN, Formats

__all__ = ["EMPTY", "alt", "marks", "rows", "spec", "table", "title", "weeks_a_point"]

EMPTY = "Nothing logged in this range yet."
TITLE = "Pain, active minutes and strength days, {days}"
ALT = "{title}: {pain}; {minutes}; {strength}; activity is {known}, exercises on {exercised}."
NO_PAIN = "no pain is logged (0 of {days})"
PAIN = "pain averaged {mean} ({n} of {days})"
PAIN_AND_FLARES = "pain averaged {mean} ({n} of {days}), with {flares}"
WITH_WORST = "{dots} · bar: to the worst"
TOO_FEW = "too few days ({n} of 7)"
MEAN = "{mean} on average"
GOAL_MET = "{amount} on average, goal met in {met} of {weeks} weeks"
_NOON = time(12)
_LEAST_BOX = 0.08  # of the highest bar


def title(first: date, last: date, formats: Formats = PLAIN) -> str:
    """What the chart shows, for the heading above it."""
    return TITLE.format(days=formats.range_text(first, last))


def rows(
    frame: pd.DataFrame,
    weeks: Sequence[Week],
    first: date,
    last: date,
    shown: Sequence[Shown] = (),
    records: RangeRecords = NOTHING,
    formats: Formats = PLAIN,
) -> pd.DataFrame:
    """Everything the chart draws for a range of days, at most some 500 rows.

    Parameters
    ----------
    frame
        A daily frame. Let it begin six days before `first`, so that the first 7-day means
        are those of seven days, and end with the week of `last`.
    weeks
        Weeks, oldest first; those that touch the range are drawn.
    first, last
        The first and the last day of the range.
    shown, records
        What is drawn beside pain, minutes and strength, and what is recorded of it.
    formats
        How days and numbers are written.

    Returns
    -------
    pandas.DataFrame
        A row for each mark, of a "kind".
    """
    weeks = _touching(weeks, first, last)
    size = weeks_a_point(first, last)
    drawn = periods(weeks, max(1, size))
    stretches = [(period[0].start, period[-1].end) for period in drawn] if size else []
    if size:
        flares = flares_of_each(frame, [(begin, min(end, last)) for begin, end in stretches])
        means = pain_of_each(frame, stretches)
        pains = [_mean_pain(*of_one, formats) for of_one in zip(means, flares, strict=True)]
    else:
        pains = _days(frame, first, last, formats)
    marks = [
        *_headings(size, weeks, Shown.WORST_PAIN in shown, formats),
        *pains,
        *_bars(drawn, formats),
        *_goals(weeks),
        *_ticks(weeks, first, last, formats),
        *shown_rows(shown, records, first, last, stretches, formats),
    ]
    return row_frame(marks, _COLUMNS)


def marks(rows: pd.DataFrame) -> pd.DataFrame:
    """What the browser draws of `rows`: without the words that only the panel says."""
    worded = rows["kind"].isin(["pain", "week"])
    drawn = rows.drop(columns=["when", "known_more"])
    drawn.loc[worded, ["said", "said_more", "said_last"]] = ""
    unused = [name for name in ("value", "low") if drawn[name].isna().all()]
    return drawn.drop(columns=unused)


_COLUMNS = {
    "kind": "str",
    "at": "str",
    "when": "str",
    "start": "datetime64[ms]",
    "end": "datetime64[ms]",
    "pain": "float64",
    "mean": "float64",
    "few": "bool",
    "flare": "bool",
    "left": "datetime64[ms]",
    "right": "datetime64[ms]",
    "minutes": "float64",
    "goal": "float64",
    "more": "float64",
    "open": "bool",
    "strength": "float64",
    "strength_goal": "float64",
    "strength_open": "bool",
    "room": "float64",
    "said": "str",
    "said_more": "str",
    "said_last": "str",
    "known_more": "str",
    "value": "float64",
    "low": "float64",
}


def _touching(weeks: Iterable[Week], first: date, last: date) -> list[Week]:
    return [week for week in weeks if week.end >= first and week.start <= last]


def _row(kind: str, **values: Any) -> dict[str, Any]:
    return {"kind": kind, **values}


def _headings(
    size: int, weeks: Sequence[Week], worst: bool, formats: Formats
) -> list[dict[str, Any]]:
    average = f"{size}-week average;\n" if size > 1 else ""
    dots = "Dots: days · ▲ flares ·\nline: 7-day average"
    if size:
        named = f"{size}-week" if size > 1 else "Weekly"
        dots = f"{named} averages · hollow: under {4 * size} days ·\n▲ flares"
    if worst:
        dots = WITH_WORST.format(dots=dots)
    minutes = goal_label([week.minutes_goal for week in weeks], formats=formats)
    strength = goal_label([week.strength_goal for week in weeks], formats=formats)
    return [
        _row("pain heading", said="Pain, 0 to 10", said_more=dots),
        _row(
            "minutes heading",
            said="Active minutes a week",
            said_more=f"{average}dashed: days unknown, may be more".capitalize(),
            said_last=minutes,
        ),
        _row(
            "strength heading",
            said="Strength days a week",
            said_more=f"{average}hollow: days unknown, may be more".capitalize(),
            said_last=strength,
        ),
    ]


def _days(frame: pd.DataFrame, first: date, last: date, formats: Formats) -> list[dict[str, Any]]:
    frame = with_rolling_pain(frame, first, last)
    found = []
    for at, pain, flare, mean, n in zip(
        frame.index, frame["pain"], frame["flare"], frame["mean"], frame["n"], strict=True
    ):
        flared = "not said" if pd.isna(flare) else "yes" if flare else "no"
        average = mean_text(mean, n, 7, formats=formats) if mean == mean else TOO_FEW.format(n=n)
        found.append(
            _row(
                "pain",
                at=f"{at:%Y-%m-%d}",
                when=formats.day_text(at),
                start=at + timedelta(hours=12),
                pain=pain,
                mean=mean,
                flare=flared == "yes",
                said="" if pain != pain else _rating(pain, formats),
                said_more=average,
                said_last=flared,
            )
        )
    return found


def _mean_pain(pain: PainMean, flares: int, formats: Formats) -> dict[str, Any]:
    return _row(
        "pain",
        at=pain.first.isoformat(),
        when=formats.span_text(pain.first, pain.last),
        start=datetime.combine(pain.first, _NOON) + timedelta(days=(pain.days - 1) / 2),
        pain=pain.mean,
        mean=pain.mean if pain.enough else None,
        few=pain.n > 0 and not pain.enough,
        flare=flares > 0,
        said="" if pain.mean is None else MEAN.format(mean=formats.number(pain.mean, 1)),
        said_more=formats.out_of(pain.n, pain.days, "day"),
        said_last=formats.counted(flares, "day"),
    )


def _bars(shown: Sequence[Sequence[Week]], formats: Formats) -> list[dict[str, Any]]:
    """A row a period; above an open bar `more` is the top of a box of one height.

    The box is a mark: how much is missing, and whether it was enough, is not known.
    """
    bars = [_period(period, formats) for period in shown]
    least = _LEAST_BOX * max((max(bar["minutes"], bar["goal"]) for bar in bars), default=0)
    for bar in bars:
        if bar["open"]:
            bar["more"] = bar["minutes"] + least
    return bars


def _period(period: Sequence[Week], formats: Formats) -> dict[str, Any]:
    one, mean = period[0], mean_of(period)
    begin = datetime.combine(one.start, time())
    gap = timedelta(weeks=mean.weeks) * 0.06  # between bars, whatever their width
    if mean.weeks == 1:
        said = standing_text(one.minutes, one.minutes_goal, one.minutes_state, formats=formats)
        said_more = standing_text(
            one.strength, one.strength_goal, one.strength_state, formats=formats
        )
    else:
        said, said_more = _on_average(mean, formats)
    return _row(
        "week",
        when=formats.span_text(one.start, period[-1].end),
        start=one.start,
        end=period[-1].end + timedelta(days=1),
        left=begin + gap,
        right=begin + timedelta(weeks=mean.weeks) - gap,
        minutes=mean.minutes.total,
        goal=mean.minutes_goal,
        open=not mean.minutes.exact,
        strength=mean.strength.total,
        strength_goal=mean.strength_goal,
        strength_open=not mean.strength.exact,
        said=said,
        said_more=said_more,
        said_last=formats.out_of(mean.minutes.days_known, mean.minutes.days, "day"),
        known_more=formats.out_of(mean.strength.days_known, mean.strength.days, "day"),
    )


def _on_average(mean: WeeksMean, formats: Formats) -> tuple[str, str]:
    """What several weeks say of minutes and of strength days."""
    minutes, strength = (
        GOAL_MET.format(
            amount=amount_text(amount, places, formats=formats), met=met, weeks=mean.weeks
        )
        for amount, places, met in (
            (mean.minutes, 0, mean.minutes_met),
            (mean.strength, 1, mean.strength_met),
        )
    )
    return minutes, strength


def _goals(weeks: Sequence[Week]) -> list[dict[str, Any]]:
    """Where the goal lines begin, change and end."""
    if not weeks:
        return []
    changed = [weeks[0]]
    for week in weeks:
        if (week.minutes_goal, week.strength_goal) != (
            changed[-1].minutes_goal,
            changed[-1].strength_goal,
        ):
            changed.append(week)
    found = [
        _row("goal", start=week.start, goal=week.minutes_goal, strength_goal=week.strength_goal)
        for week in changed
    ]
    latest = weeks[-1]
    found.append(
        _row(
            "goal",
            start=latest.end + timedelta(days=1),
            goal=latest.minutes_goal,
            strength_goal=latest.strength_goal,
        )
    )
    return found


def _ticks(
    weeks: Sequence[Week], first: date, last: date, formats: Formats
) -> list[dict[str, Any]]:
    """Labels along all of the axis, which may begin long before the first of the weeks."""
    if not weeks:
        return []
    before = max(0, (weeks[0].start - first).days)
    begin = weeks[0].start - timedelta(weeks=-(-before // 7))
    end = max(last, weeks[-1].end)
    days = (end - min(first, weeks[0].start)).days + 1
    return [
        _row("tick", start=tick.day, said=tick.label, said_more=tick.year, room=days / tick.room)
        for tick in ticks(begin, end, formats)
        if tick.day >= first or not before
    ]


def alt(
    frame: pd.DataFrame,
    weeks: Sequence[Week],
    first: date,
    last: date,
    formats: Formats = PLAIN,
) -> str:
    """The chart in one sentence, with its figures and how many days they are made of.

    Parameters
    ----------
    frame, weeks, first, last, formats
        As for `rows`.
    """
    weeks = _touching(weeks, first, last)
    found = sums(between(frame, first, last))
    days = (last - first).days + 1
    active, exercised = found.minutes.days_known, found.strength.days_known
    if not (found.days_logged or active or exercised):
        return EMPTY
    mean = pain_of(frame, first, last).mean
    words = PAIN_AND_FLARES if found.flares else PAIN
    pain = (NO_PAIN if mean is None else words).format(
        mean="" if mean is None else formats.number(mean, 1),
        n=formats.number(found.days_logged),
        days=formats.counted(days, "day"),
        flares=formats.counted(found.flares, "flare day"),
    )
    minutes, strength = ([getattr(week, name) for week in weeks] for name in _STATES)
    return ALT.format(
        title=title(first, last, formats),
        pain=pain,
        minutes=met_text(minutes, MINUTES_GOAL, formats=formats),
        strength=met_text(strength, STRENGTH_GOAL, formats=formats),
        known=known_text(active, days, formats=formats),
        exercised=formats.number(exercised),
    )


_STATES = ("minutes_state", "strength_state")


def table(frame: pd.DataFrame, first: date, last: date, formats: Formats = PLAIN) -> pd.DataFrame:
    """The days of the range in columns for people, oldest first; the weeks are in `weeks.table`."""
    shown = with_rolling_pain(frame, first, last)
    answers = {True: "yes", False: "no"}
    return pd.DataFrame(
        {
            "Day": [formats.day_text(at) for at in shown.index],
            "Pain": ["" if pain != pain else _rating(pain, formats) for pain in shown["pain"]],
            "7-day average": [
                "" if mean != mean else formats.number(mean, 1) for mean in shown["mean"]
            ],
            "Days in it": shown["n"].to_numpy(),
            "Flare": [answers.get(flare, "") for flare in shown["flare"].astype("object")],
            "Active minutes": [
                UNKNOWN if minutes != minutes else formats.number(minutes, 0)
                for minutes in shown["active_minutes"]
            ],
            "Strength": [answers.get(done, UNKNOWN) for done in shown["strength"].astype("object")],
        }
    )


def _rating(pain: float, formats: Formats) -> str:
    """A frame holds every rating as a decimal number; whole ones are said as such."""
    return formats.rating(int(pain) if pain == int(pain) else float(pain))

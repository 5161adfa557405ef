"""Which stretch of time the trends show, and what of it: made once for every diary version."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pandas import DataFrame

from tracker.analysis.daily import WINDOW_DAYS, compare, daily_frame
from tracker.analysis.pain import (
    NOTABLE_POINTS,
    NOTABLE_SHARE,
    ROLLING_DAYS,
    PainChange,
    PainComparison,
    PainMean,
)
from tracker.analysis.weeks import week_of
from tracker.charts import trends
from tracker.ui.charts import Drawn, drawn
from tracker.ui.diary_cache import DiaryCache, ending
from tracker.ui.formatting import short_day
from tracker.ui.period_picker import choose_period

SPANS = {
    "4w": ("4 weeks", 28),
    "12w": ("12 weeks", 84),
    "6m": ("6 months", 182),
    "1y": ("1 year", 365),
}
USUAL = "12w"


@dataclass(frozen=True, slots=True)
class TrendsView:
    """The chart, the daily figures behind it, what its end rests on, and pain compared before."""

    chart: Drawn
    daily: DataFrame
    ending: str
    comparison: PainComparison


def choose_range(today: date, first_day: date) -> tuple[date, date]:
    """The first and last day to show, both included."""
    spans = {
        name: (words, today - timedelta(days=days - 1)) for name, (words, days) in SPANS.items()
    }
    return choose_period(today, spans | {"all": ("All", first_day)}, USUAL)


@lru_cache(maxsize=16)
def view(recorded: DiaryCache, first: date, last: date) -> TrendsView:
    """The trends from `first` to `last`; shared between sessions, read it only."""
    earliest = min(
        first - timedelta(days=ROLLING_DAYS - 1), last - timedelta(days=2 * WINDOW_DAYS - 1)
    )
    latest = week_of(last, recorded.person.week_start)[1]
    daily = daily_frame(recorded.days.values(), earliest, latest)
    rests_on = ending(recorded, last)
    said = trends.alt(daily, recorded.weeks, first, last)
    if rests_on and said != trends.EMPTY:
        said = f"{said} {rests_on}"
    return TrendsView(
        chart=drawn(trends.rows(daily, recorded.weeks, first, last), said),
        daily=daily,
        ending=rests_on,
        comparison=compare(daily, last),
    )


# -- the last 28 days of pain beside the 28 before: stated, not judged


def comparison_text(comparison: PainComparison, last: date) -> str:
    """Both averages with how many days they are made of, and the change where there is one."""
    days = comparison.now.days
    now, before = _mean(comparison.now), _mean(comparison.before)
    return (
        f'<section class="bb-panel" aria-label="Pain compared"><h2>Pain, {days} days compared</h2>'
        f'<dl class="bb-figures"><div><dt>{days} days to {short_day(last)}</dt><dd>{now}</dd></div>'
        f"<div><dt>{days} days before</dt><dd>{before}</dd></div>"
        f"<div><dt>Change</dt><dd>{_change(comparison.change)}</dd></div></dl>"
        f"<p>{_remark(comparison)}</p></section>"
    )


def _mean(pain: PainMean) -> str:
    mean = "–" if pain.mean is None else f"{pain.mean:.1f}"
    return f"<strong>{mean}</strong> <small>{pain.n} of {pain.days} days</small>"


def _change(change: PainChange | None) -> str:
    if change is None:
        return "<strong>–</strong>"
    percent = "" if change.percent is None else f" <small>{change.percent:+.0f}&nbsp;%</small>"
    return f"<strong>{change.points:+.1f}</strong>{percent}".replace("-", "−")


def _remark(comparison: PainComparison) -> str:
    measure = f"{NOTABLE_POINTS} points or {int(NOTABLE_SHARE * 100)}&nbsp;%"
    match comparison.notable:
        case None:
            return "With more logged days in both periods the two averages can be compared."
        case True:
            return (
                f"This reaches the fall of {measure} that studies of back pain count as a clear "
                "improvement. Discuss with your clinician what it means for you."
            )
        case False if comparison.change is not None and comparison.change.points > 0:
            return (
                f"Pain rose. Studies of back pain count a fall of {measure} as a clear improvement."
            )
        case False:
            return (
                f"Studies of back pain count a fall of {measure} as a clear improvement; "
                "this does not reach it."
            )

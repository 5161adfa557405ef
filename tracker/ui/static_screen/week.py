"""Week as it is sent with the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.analysis.known_days import Measure
from tracker.charts import heatmap, weeks
from tracker.store import Diary
from tracker.ui import diary_cache
from tracker.ui.charts import AS_A_TABLE
from tracker.ui.diary_cache import DiaryCache, by_version
from tracker.ui.formatting import TODAY, html
from tracker.ui.goals import goals_panel
from tracker.ui.made_once import made_once
from tracker.ui.navigation import ALL_DAYS
from tracker.ui.regional import range_text
from tracker.ui.static_screen.chart_places import ChartPlaces, draw, place
from tracker.ui.static_screen.controls import (
    button,
    folded,
    heading,
    many_of,
    one_of,
    row,
    select,
    ways_on,
)
from tracker.ui.static_screen.screen import part, title
from tracker.ui.week import unknown_days
from tracker.ui.week.earlier import (
    CHOICES,
    NOTHING_YET,
    drawn_weeks,
    drawn_year,
    weeks_heading,
    weeks_up_to,
    year_panel,
    years_of,
)
from tracker.ui.week.plan_table import PLANNED, plan_table
from tracker.ui.week.seven_days import THIS_WEEK, WEEK, seven_days, week_asked
from tracker.ui.week.summary import weekly_summary


def week_parts(diary: Diary, asked: str, places: ChartPlaces) -> Iterator[str]:
    """The parts of Week in their order, as of a first look at it; `asked` is the week's name."""
    recorded = diary_cache.read_diary(diary)
    today = recorded.today
    (first, last), is_current = week_asked(asked, today, recorded.person.week_start)
    yield title(THIS_WEEK if is_current else WEEK)
    yield row(_ways(first, last, is_current), "weeks")
    yield part(seven_days(first, recorded.days, today))
    first_day = recorded.first_day if recorded.days else None
    week, ending = recorded.week(first), diary_cache.ending(recorded, last)
    goals = part(goals_panel("Goals", week, today, first_day, ending=ending))
    in_short = part(weekly_summary(diary, recorded, first))
    beside = "".join(f"<div>{one}</div>" for one in (goals, in_short) if one)
    yield f'<div class="row st-key-week-so-far">{beside}</div>'
    yield _unknown(recorded, first, last)
    if plan := plan_table(diary, week, today):
        yield heading(PLANNED) + part(plan)
    if recorded.days:
        yield from _charts(recorded, last, places)
    else:
        yield f"<p>{NOTHING_YET}</p>"
    yield ways_on(("days", ALL_DAYS), printed="week")


def _ways(first: date, last: date, is_current: bool) -> str:
    later = "" if is_current else button("Later", ".st-key-later button")
    now = "" if is_current else button("This week", ".st-key-now button")
    shown = f"<span>{html(range_text(first, last))}</span>"
    return button("Earlier", ".st-key-earlier button") + shown + later + now


def _unknown(recorded: DiaryCache, first: date, last: date) -> str:
    """The days that are unknown, as `unknown_days.settle_unknown_days` offers to settle them."""
    asked = unknown_days.to_settle(recorded, first, last)
    if not asked:
        return ""
    rows = "".join(_settle(measure, days, recorded.today) for measure, days in asked.items())
    return (
        f'<div class="unknown">{heading(unknown_days.TITLE)}{rows}'
        f'<p class="caption">{unknown_days.TO_ADD}</p></div>'
    )


def _settle(measure: Measure, days: list[date], today: date) -> str:
    over = [day for day in days if day < today]
    if len(days) == 1:
        said = unknown_days.UNKNOWN_ON_ONE[measure].format(day=f"{days[0]:%A}")
        which = f"<span>{said}</span>"
    else:
        names = [TODAY if day == today else f"{day:%a}" for day in days]
        chosen = [day in over for day in days]
        key = f"unknown-{measure}"
        which = many_of(key, unknown_days.UNKNOWN_ON[measure], names, chosen)
    none = button(unknown_days.none_on(over), f".st-key-none-{measure} button", disabled=not over)
    return row(which + none, "settle")


def _charts(recorded: DiaryCache, last: date, places: ChartPlaces) -> Iterator[str]:
    yield part(weeks_heading(recorded, last))
    if weeks_up_to(recorded, last):
        yield place("weeks", drawn_weeks(recorded, last).alt, _weeks_svg(recorded, last, places))
        yield folded("weeks-table", AS_A_TABLE)
    year = recorded.today.year
    yield part(f'<h2 class="bb-chart-title">{heatmap.title(year)}</h2>')
    choices = one_of("year-measure", "Show", CHOICES, 0)
    if len(years_of(recorded)) > 1:
        choices += select("year", "Year", str(year))
    yield row(choices, "year-choices")
    yield part(year_panel(recorded, year).markup)
    yield place("year", drawn_year(recorded, year, False).alt, _year_svg(recorded, year, places))
    yield folded("year-table", AS_A_TABLE)


@made_once(by_version)
def _weeks_svg(recorded: DiaryCache, last: date, places: ChartPlaces) -> str:
    return draw("weeks", drawn_weeks(recorded, last), weeks.spec(places.dark), places)


@made_once(by_version)
def _year_svg(recorded: DiaryCache, year: int, places: ChartPlaces) -> str:
    return draw("year", drawn_year(recorded, year, False), heatmap.spec(places.dark), places)

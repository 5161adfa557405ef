"""Printed charts draw what was recorded, and nothing that was not."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.diaries import FIRST, diaries, goals, made_up
from tests.analysis.test_report import Recorded
from tracker.analysis.daily import daily_frame
from tracker.analysis.report import ScoreRow, ScoresSummary, summary
from tracker.analysis.weeks import weeks
from tracker.charts.palette import LIGHT
from tracker.charts.printed import activity, pain, scores
from tracker.charts.printed.sheet import FONT, HATCH, Span, hatched, size
from tracker.exporting.pdf.chart_svg import svg
from tracker.model import Day, Goal, WeekStart

LAST = date(2026, 11, 21)
WIDTH = 480


def drawn(days: list[Day], first: date, last: date = LAST) -> dict[str, Any]:
    recorded = Recorded(days, first, last, [], today=last)
    span = Span.of(first, last, WeekStart.MONDAY, WIDTH)
    return pain.spec(recorded.weeks, summary(recorded), span, 100)


def marks(spec: dict[str, Any], kind: str) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """The marks of a kind, and the rows they draw."""
    data = {each["name"]: each["values"] for each in spec["data"]}
    for each in spec["marks"]:
        if each["type"] == kind:
            yield each["encode"]["enter"], data[each["from"]["data"]]


def every_chart(count: int = 120) -> list[dict[str, Any]]:
    first = LAST - timedelta(days=count - 1)
    days = made_up(first, count)
    recorded = Recorded(days, first, LAST, [Goal(first, 120), Goal(LAST - timedelta(days=60), 150)])
    span = Span.of(first, LAST, WeekStart.SUNDAY, WIDTH)
    found = [ScoreRow(LAST - timedelta(days=7 * n), 4 + n % 3) for n in range(8, 0, -1)]
    return [
        pain.spec(recorded.weeks, summary(recorded), span, 100),
        activity.spec(recorded.weeks, span, 120),
        scores.spec(found, span, 40, 0, 10),
    ]


@pytest.mark.parametrize("count", [1, 28, 120, 365, 700, 3650])
def test_every_chart_is_sound_and_in_the_colours_and_type_of_the_house(count: int) -> None:
    for spec in every_chart(count):
        text = json.dumps(spec)
        ours = set(re.findall("#[0-9A-Fa-f]{6}", json.dumps(vars_of(LIGHT)))) | {"#FFFFFF"}
        assert set(re.findall("#[0-9A-Fa-f]{6}", text)) <= ours
        assert '"url"' not in text
        fonts = [enter["font"]["value"] for enter, _ in marks(spec, "text")]
        assert set(fonts) == {FONT}


def vars_of(palette: Any) -> list[Any]:
    return [getattr(palette, name) for name in palette.__slots__]


def test_a_chart_is_drawn_in_its_size_as_text_and_lines() -> None:
    for spec in every_chart():
        drawing = svg(spec)
        width, height = size(spec)
        assert f'width="{width:g}" height="{height:g}"' in drawing
        assert "<image" not in drawing
        assert FONT in drawing
        assert "NaN" not in drawing
        drawn_words = re.findall(r"<text[^>]*>([^<]+)</text>", drawing)
        told = [row["text"] for _, rows in marks(spec, "text") for row in rows]
        assert sorted(drawn_words) == sorted(told)
        dots = sum(len(rows) for _, rows in marks(spec, "symbol"))
        bars = sum(len(rows) for _, rows in marks(spec, "rect"))
        lines = sum(1 for _ in marks(spec, "line"))
        assert len(re.findall(r'<path [^>]*transform="translate', drawing)) == dots
        assert drawing.count("<path") - drawing.count('class="background"') >= dots + bars + lines


def test_what_lies_outside_of_a_chart_is_never_fetched() -> None:
    (spec, *_) = every_chart()
    spec["data"][0] = {"name": "rows 0", "url": "http://127.0.0.1:9/pain.csv"}
    with pytest.raises(ValueError, match="not allowed"):
        svg(spec)


@settings(max_examples=50)
@given(diaries(), st.integers(0, 300), st.integers(0, 370))
def test_every_logged_day_is_a_dot_and_no_other(days: list[Day], begin: int, length: int) -> None:
    first = FIRST + timedelta(days=begin)
    last = first + timedelta(days=length)
    span = Span.of(first, last, WeekStart.MONDAY, WIDTH)
    found = pain.points(daily_frame(days, FIRST - timedelta(days=6), last), [], first, last, span)
    assert len(found) == length + 1
    by_date = {day.date: day for day in days}
    pains = {day.date: day.pain for day in days if day.pain is not None}
    for number, row in enumerate(found):
        at = first + timedelta(days=number)
        day = by_date.get(at)
        seven = [pains[on] for n in range(7) if (on := at - timedelta(days=n)) in pains]
        assert row["pain"] == (day.pain if day else None)
        assert row["mean"] == (pytest.approx(fmean(seven)) if len(seven) >= 4 else None)
        assert row["flare"] is bool(day and day.flare)
        assert row["x"] == (first - span.first).days + number + 0.5


def test_a_gap_in_the_diary_is_a_gap_in_the_line() -> None:
    days = [day for day in made_up(LAST - timedelta(days=83), 84, gap=0) if day.date.month != 10]
    ((line, rows),) = marks(drawn(days, LAST - timedelta(days=83)), "line")
    assert line["defined"] == {"signal": "isValid(datum.mean)"}
    means = [row["mean"] for row in rows]
    assert None in means[20:60]
    assert means[-1] is not None


def test_longer_periods_show_weeks_and_are_hollow_where_few_days_are_logged() -> None:
    first = LAST - timedelta(days=699)
    days = made_up(first, 700, long_gap=range(300, 360))
    recorded = Recorded(days, first, LAST, [])
    span = Span.of(first, LAST, WeekStart.MONDAY, WIDTH)
    found = pain.points(summary(recorded).daily, recorded.weeks, first, LAST, span)
    assert len(found) == len(recorded.weeks)
    by_week = {week.start: week for week in recorded.weeks}
    whole = found[1:-1]
    for row, week in zip(whole, list(by_week.values())[1:-1], strict=True):
        assert row["pain"] == week.pain_mean
        assert row["few"] is (week.pain_days < 4)
        assert (row["mean"] is None) is (week.pain_days < 4)


@settings(max_examples=50)
@given(diaries(), goals, st.sampled_from(WeekStart))
def test_a_week_is_hatched_unless_all_its_days_are_known(
    days: list[Day], goals: list[Goal], week_start: WeekStart
) -> None:
    today = FIRST + timedelta(days=365)
    first = today - timedelta(days=340)
    found = weeks(days, goals, week_start, today, first, today)
    span = Span.of(first, today, week_start, WIDTH)
    bars = activity.bars(found, span)
    assert len(bars) == len(found)
    for bar, week in zip(bars, found, strict=True):
        assert bar["minutes"] == week.active_minutes
        assert bar["goal"] == week.minutes_goal
        assert bar["hatched"] is (week.minutes_days_known < 7)
        assert bar["hollow"] is (week.strength_days_known < 7)
        middle = (week.start - span.first).days + 3.5
        assert bar["left"] < middle == bar["x"] < bar["right"]


def four_week_bars(*unlogged: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Bars of four weeks at 180 minutes and 3 strength days each, but for some without entries."""
    count = 7 * 120
    first = date(2026, 11, 15) - timedelta(days=count - 1)
    days = [
        Day(
            first + timedelta(days=n),
            pain=3,
            moderate_minutes=60 * (n % 7 < 3),
            strength=n % 7 < 3,
            no_activity=n % 7 >= 3,
            no_exercises=n % 7 >= 3,
        )
        for n in range(count)
        if n // 7 not in unlogged
    ]
    last = date(2026, 11, 15)
    recorded = Recorded(days, first, last, [Goal(first, 120, 2)])
    span = Span.of(first, last, WeekStart.MONDAY, WIDTH)
    found = weeks(days, recorded.goals, WeekStart.MONDAY, LAST, first, last)
    return activity.bars(found, span), activity.spec(found, span, 120)


def test_an_average_over_an_open_week_is_open_even_when_it_reaches_the_goal() -> None:
    bars, spec = four_week_bars(41)
    assert len(bars) == 30
    assert [bar["minutes"] for bar in bars] == [135 if n == 10 else 180 for n in range(30)]
    assert [n for n, bar in enumerate(bars) if bar["hatched"]] == [10]
    assert [n for n, bar in enumerate(bars) if bar["hollow"]] == [10]
    (hatch, rows), *_ = marks(spec, "rect")
    assert hatch["fill"]["value"] == HATCH
    ((row,), (panel,)) = (
        rows,
        [each for each in spec["scales"] if each["name"] == hatch["y"]["scale"]],
    )
    assert row["minutes"] + 8 < row["more"] <= panel["domain"][1]
    assert (hatch["y"]["field"], hatch["y2"]["field"]) == ("more", "minutes")
    assert not any(bar["hatched"] or bar["hollow"] for bar in four_week_bars()[0])


def test_the_hatch_is_a_pattern_of_the_drawing() -> None:
    spec = every_chart(28)[1]
    assert [enter["fill"]["value"] for enter, _ in marks(spec, "rect")].count(HATCH) == 1
    drawing = hatched('<svg width="1"><path/></svg>')
    assert drawing.startswith('<svg width="1"><defs><pattern id="hatch"')


def test_the_words_of_the_axis_end_inside_the_page() -> None:
    for count in (7, 28, 50, 90, 365, 3650):
        for spec in every_chart(count):
            *_, (axis, rows) = marks(spec, "text")
            (scale,) = [each for each in spec["scales"] if each["name"] == axis["x"]["scale"]]
            width = spec["width"]
            for row in rows:
                assert row["x"] / scale["domain"][1] * width + 3.5 * len(row["text"]) < width + 10


def test_the_sentences_of_the_charts_have_their_figures() -> None:
    days = [
        Day(LAST - timedelta(days=n), pain=4, flare=n == 0, no_activity=True, no_exercises=True)
        for n in range(14)
    ]
    found = summary(Recorded(days, LAST - timedelta(days=27), LAST, []))
    assert pain.alt(found) == (
        "Chart of pain from 0 to 10, 25 October to 21 November 2026: 4.0 on average "
        "(14 of 28 days logged), 1 flare day."
    )
    assert activity.alt(found) == (
        "Chart of active minutes and strength days a week, 2 to 15 November 2026: 0 of 2 weeks "
        "met the goal for active minutes, 1 missed it, 1 is unknown; 0 of 2 weeks met the goal "
        "for strength days, 1 missed it, 1 is unknown."
    )
    one = ScoreRow(LAST, 5.0)
    assert scores.alt(ScoresSummary("peg", "PEG", (one,))) == (
        "Chart of the scores: 5.0 on 21 November 2026."
    )
    nothing = summary(Recorded([], LAST, LAST, []))
    assert pain.alt(nothing).endswith("no pain is logged (0 of 1 day logged).")
    assert activity.alt(nothing).endswith("no whole week lies in the period.")


def test_a_bar_says_what_it_stands_for_and_nothing_where_nothing_is_known() -> None:
    monday = date(2026, 10, 26)
    days = [
        *(Day(monday + timedelta(days=n), pain=4, no_activity=True) for n in range(7)),
        *(Day(monday + timedelta(days=7 + n), pain=4) for n in range(7)),
        Day(monday + timedelta(days=14), moderate_minutes=60),
    ]
    last = monday + timedelta(days=20)
    span = Span.of(monday, last, WeekStart.MONDAY, WIDTH)
    found = weeks(days, (), WeekStart.MONDAY, last + timedelta(days=9), monday, last)
    spec = activity.spec(found, span, 120)
    written = [row["text"] for _, rows in marks(spec, "text") for row in rows]
    assert "60+" in written
    assert "0+" not in written
    (hatch, rows), *_ = marks(spec, "rect")
    heights = {round(row["more"] - row["minutes"], 6) for row in rows}
    assert len(rows) == 2
    assert len(heights) == 1, "a mark of one height, whatever is missing to the goal"
    assert hatch["fill"]["value"] == HATCH

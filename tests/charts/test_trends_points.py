import json
from datetime import date, datetime, timedelta

import pandas as pd

from tests.charts.test_trends import MONDAY, told
from tracker.charts import trends
from tracker.charts.chart_points import ChartPoint, encoded, first_words
from tracker.charts.trends_measures import DayRecords, RangeRecords
from tracker.charts.trends_points import day_points, stretch_points
from tracker.model import CheckIn, Day, ExerciseDone

NOON = datetime.fromisoformat("2026-11-21T12:00:00+01:00")


def points(days: list[Day], records: dict[date, DayRecords], last: date) -> list[ChartPoint]:
    frame, weeks, first, last = told(days, MONDAY, last)
    rows = trends.rows(frame, weeks, first, last)
    return day_points(rows, {day.date: day for day in days}, RangeRecords(records), weeks)


def test_a_day_says_its_pain_minutes_exercises_and_the_first_words_of_its_note() -> None:
    day = Day(MONDAY, pain=4.0, flare=True, moderate_minutes=35, exercises=4, activities=1)
    names = ("wall sit", "bird dog", "pelvic tilt", "cat-camel", "wall sit")
    note = "Long day at the desk.\nBetter after a walk."
    records = DayRecords(
        CheckIn(MONDAY, 4, NOON, note=note),
        tuple(ExerciseDone(MONDAY, name) for name in names),
    )
    (said,) = points([day], {MONDAY: records}, MONDAY)
    assert said.title == "Mon 31 Aug 2026"
    assert said.facts == (
        "Pain 4",
        "Flare",
        "35 active minutes",
        "Wall sit, bird dog, pelvic tilt and 1 more",
    )
    assert said.around == (
        "7-day average too few days (1 of 7)",
        "Week 31 Aug–6 Sep: active minutes 35 of 150 so far; strength days 0 of 2 so far",
    )
    assert said.note == "Long day at the desk. Better after a walk."
    assert said.link == "./?day=2026-08-31"


def test_a_day_of_which_nothing_is_recorded_says_so_and_no_zero() -> None:
    first, second = points([Day(MONDAY, no_activity=True, no_exercises=True)], {}, MONDAY + DAY)
    assert first.facts == ("No pain rating", "0 active minutes", "No exercises")
    assert second.facts == ("No pain rating", "Activity unknown", "Exercises unknown")


DAY = timedelta(days=1)


def test_a_stretch_of_years_says_its_means_with_their_days_and_opens_its_days() -> None:
    first, last = date(2024, 12, 2), date(2026, 11, 21)
    days = [Day(first + timedelta(days=n), pain=4, flare=n == 2) for n in range(3)]
    frame, weeks, first, last = told(days, first, last)
    rows = trends.rows(frame, weeks, first, last)
    said = stretch_points(rows, last)
    assert len(said) == 103
    assert said[0].title == "2–8 Dec 2024"
    assert said[0].facts == ("Pain 4.0 on average (3 of 7 days)", "Flares on 1 day")
    assert said[0].link == "?from=2024-12-02&to=2024-12-08"
    assert said[1].facts == ("No pain rating",), "nor that there was no flare"
    assert said[-1].link.endswith("&to=2026-11-21"), "no day that has not begun"


def test_what_the_panel_says_does_not_travel_twice() -> None:
    frame, weeks, first, last = told([Day(MONDAY, pain=4, moderate_minutes=20)], MONDAY)
    rows = trends.rows(frame, weeks, first, last)
    drawn = trends.marks(rows)
    worded = drawn["kind"].isin(["pain", "week"])
    assert not (drawn[worded][["said", "said_more", "said_last"]] != "").any(axis=None)
    assert (drawn[~worded]["said"] != "").any()
    assert "at" in drawn
    assert "when" not in drawn
    pd.testing.assert_series_equal(drawn["pain"], rows["pain"])


def test_points_travel_as_text_and_notes_stay_text() -> None:
    note = '<img src=x onerror="alert(1)"> – naïve'
    point = ChartPoint(MONDAY, "Mon 31 Aug 2026", ("Pain 4",), "./?day=2026-08-31", note=note)
    (row,) = json.loads(encoded([point]))
    assert row == ["2026-08-31", "Mon 31 Aug 2026", "Pain 4", "", note, "./?day=2026-08-31"]


def test_a_long_note_is_cut_between_words() -> None:
    words = first_words("word " * 60)
    assert words.endswith("word…")
    assert len(words) <= 121

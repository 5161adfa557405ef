from datetime import date, timedelta

import pandas as pd
import pytest

from tests.charts.specs import assert_is_a_sound_spec, assert_reads_only, layers_of
from tracker.analysis.daily import daily_frame
from tracker.charts import heatmap
from tracker.model import Day, WeekStart

starts = pytest.mark.parametrize("start", WeekStart)
YEARS = [2023, 2024, 2028, 2029]  # 2024 and 2028 are leap years, 2023 begins on a Sunday


def year_of(days: list[Day], year: int = 2026) -> pd.DataFrame:
    return daily_frame(days, date(year, 1, 1), date(year, 12, 31))


def cells(days: list[Day], start: WeekStart = WeekStart.MONDAY) -> pd.DataFrame:
    rows = heatmap.rows(year_of(days), 2026, start)
    return rows[rows["kind"] == "day"].reset_index(drop=True)


@pytest.mark.parametrize("dark", [False, True])
def test_the_spec_is_sound(dark: bool) -> None:
    assert_is_a_sound_spec(heatmap.spec(dark), dark)
    assert_reads_only(heatmap.spec(dark), heatmap.rows(year_of([]), 2026, WeekStart.MONDAY))


@starts
@pytest.mark.parametrize("year", YEARS)
def test_every_day_has_its_own_cell_in_the_row_of_its_weekday(year: int, start: WeekStart) -> None:
    rows = heatmap.rows(year_of([], year), year, start)
    days = rows[rows["kind"] == "day"]
    assert len(days) == (date(year + 1, 1, 1) - date(year, 1, 1)).days
    assert not days.duplicated(["column", "row"]).any()
    assert days["column"].between(0, 27).all()
    named = rows[rows["kind"] == "weekday"].set_index("row")["label"]
    for row, at in zip(days["row"], days["at"], strict=True):
        assert f"{date.fromisoformat(at):%a}" == named[row]
    assert named.iloc[0] == start.value[:3].capitalize()


@starts
def test_a_week_is_a_column(start: WeekStart) -> None:
    days = cells([], start)
    by_date = dict(zip(days["at"], days["column"], strict=True))
    first = date(2026, 3, 2) if start is WeekStart.MONDAY else date(2026, 3, 1)
    week = [first + timedelta(days=number) for number in range(7)]
    assert len({by_date[day.isoformat()] for day in week}) == 1


def test_minutes_have_five_levels_and_unknown_is_none_of_them() -> None:
    minutes = [0, 1, 14, 15, 29, 30, 59, 60, 500]
    days = [
        Day(date(2026, 1, number), pain=3, moderate_minutes=count, activities=1)
        for number, count in enumerate(minutes, start=1)
    ]
    levels = cells(days)["level"].tolist()
    assert levels[:10] == [f"level {level}" for level in (0, 1, 1, 2, 2, 3, 3, 4, 4)] + ["unknown"]


def test_a_day_says_what_is_not_known_of_it() -> None:
    days = [
        Day(date(2026, 1, 1), pain=3),
        Day(date(2026, 1, 2), moderate_minutes=20),
        Day(date(2026, 1, 3), strength=True),
        Day(date(2026, 1, 4), no_activity=True, no_exercises=True),
    ]
    drawn = cells(days)
    said = heatmap.points({day.date: day for day in days}, days[0].date, date(2026, 1, 5))
    assert [point.facts for point in said] == [
        ("Pain 3", "Activity unknown", "Exercises unknown"),
        ("No pain rating", "20 active minutes", "Exercises unknown"),
        ("No pain rating", "Activity unknown", "Strength"),
        ("No pain rating", "0 active minutes", "No strength"),
        ("No pain rating", "Activity unknown", "Exercises unknown"),
    ]
    assert said[1].link == "./?day=2026-01-02"
    assert drawn["strength"][:5].tolist() == [False, False, True, False, False]
    assert drawn["level"][:4].tolist() == ["unknown", "level 2", "unknown", "level 0"]


def test_what_is_unknown_is_hatched_by_lines_that_no_address_is_needed_for() -> None:
    for dark in (False, True):
        assert "gradient" not in str(heatmap.spec(dark))
        unknown = [
            layer["mark"]
            for layer in layers_of(heatmap.spec(dark))
            if any("'unknown'" in str(step) for step in layer.get("transform", []))
            and layer["mark"]["type"] == "point"
        ]
        assert len(unknown) == 2  # the days, and the key
        assert all("stroke" in mark and "shape" in mark for mark in unknown)


def test_days_that_the_frame_does_not_have_are_not_drawn() -> None:
    frame = daily_frame([], date(2025, 12, 1), date(2026, 2, 3))
    rows = heatmap.rows(frame, 2026, WeekStart.MONDAY)
    assert (rows["kind"] == "day").sum() == 34


def test_the_sentence_has_the_figures() -> None:
    days = [
        Day(date(2026, 1, 1), pain=3, moderate_minutes=1000, vigorous_minutes=100),
        Day(date(2026, 1, 2), pain=3, strength=True),
    ]
    frame = daily_frame(days, date(2025, 12, 1), date(2026, 1, 31))
    assert heatmap.alt(frame, 2026) == (
        "Active minutes day by day, 2026: 1 day with active minutes, at least 1,200 minutes "
        "in all, known on 1 of 31 days; at least 1 strength day, known on 1 of 31 days."
    )
    assert heatmap.alt(frame, 2025) == (
        "Active minutes day by day, 2025: no activity and no exercise is known in this year yet."
    )


def test_the_table_has_a_row_a_month() -> None:
    january = [
        Day(date(2026, 1, number), no_activity=True, no_exercises=True) for number in range(2, 32)
    ]
    days = [
        *(Day(date(2026, 1, 1), pain=3, moderate_minutes=30, strength=True), *january),
        Day(date(2026, 2, 1), moderate_minutes=10),
        Day(date(2026, 2, 2), pain=3),
    ]
    table = heatmap.table(daily_frame(days, date(2025, 12, 1), date(2026, 3, 4)), 2026)
    rows = {row.pop("Month"): list(row.values()) for row in table.to_dict("records")}
    assert list(table.columns)[1:] == [
        "Days",
        "Activity known",
        "Active minutes",
        "Days with active minutes",
        "Exercises known",
        "Strength days",
        "Pain on average",
    ]
    assert rows == {
        "January": [31, 31, "30", "1", 31, "1", "3.0 (1 of 31 days)"],
        "February": [28, 1, "at least 10", "at least 1", 0, "unknown", "3.0 (1 of 28 days)"],
        "March": [4, 0, "unknown", "unknown", 0, "unknown", ""],
    }


def test_pain_has_five_levels_of_its_own_hue_and_a_day_without_a_rating_is_none_of_them() -> None:
    pains = [0, 1, 2, 2.4, 3, 4, 5, 6, 7, 10]
    days = [Day(date(2026, 1, number), pain=pain) for number, pain in enumerate(pains, start=1)]
    rows = heatmap.rows(year_of(days), 2026, WeekStart.MONDAY, pain=True)
    drawn = rows[rows["kind"] == "day"].reset_index(drop=True)
    levels = [f"level {level}" for level in (0, 1, 1, 1, 2, 2, 3, 3, 4, 4)]
    assert drawn["level"].tolist()[:11] == [*levels, "unknown"]
    assert not drawn["strength"].any()
    assert "no rating" in rows[rows["kind"] == "key"]["label"].tolist()
    assert "7A3B80" in str(heatmap.spec(False, True))
    assert "0E6B61" not in str(heatmap.spec(False, True)).split("'range': ['#FBFAF7'")[1]


def test_the_sentence_on_pain_has_its_average_with_its_days() -> None:
    days = [Day(date(2026, 1, 1), pain=3, flare=True), Day(date(2026, 1, 2), pain=4)]
    frame = daily_frame(days, date(2026, 1, 1), date(2026, 1, 31))
    assert heatmap.alt(frame, 2026, pain=True) == (
        "Pain day by day, 2026: 3.5 on average (2 of 31 days), with 1 flare day."
    )
    assert heatmap.alt(frame, 2025, pain=True) == (
        "Pain day by day, 2025: no pain is rated in this year yet."
    )

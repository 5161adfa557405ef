from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.diaries import FIRST, diaries, made_up
from tests.charts.specs import assert_is_a_sound_spec, assert_reads_only
from tracker.analysis.daily import daily_frame
from tracker.analysis.weeks import Week, weeks
from tracker.charts import trends
from tracker.model import Day, Goal, WeekStart

MONDAY = date(2026, 8, 31)
TODAY = date(2026, 11, 21)


def told(
    days: list[Day], first: date, last: date = TODAY, goals: tuple[Goal, ...] = ()
) -> tuple[pd.DataFrame, list[Week], date, date]:
    frame = daily_frame(days, first - timedelta(days=6), last)
    return frame, weeks(days, goals, WeekStart.MONDAY, last, first, last), first, last


def kind(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    return rows[rows["kind"] == name].reset_index(drop=True)


@pytest.mark.parametrize("dark", [False, True])
def test_the_spec_is_sound(dark: bool) -> None:
    assert_is_a_sound_spec(trends.spec(dark), dark)
    assert_reads_only(trends.spec(dark), trends.rows(*told([], MONDAY)))


def test_the_spec_is_built_once() -> None:
    assert trends.spec(True) is trends.spec(True)


def test_a_line_ends_where_fewer_than_4_of_7_days_are_logged() -> None:
    days = [Day(MONDAY + timedelta(days=number), pain=5) for number in (*range(10), 20, 21)]
    drawn = kind(trends.rows(*told(days, MONDAY, MONDAY + timedelta(days=27))), "pain")
    assert len(drawn) == 28
    assert drawn["mean"].notna().tolist() == [3 <= number < 13 for number in range(28)]
    assert drawn["pain"].notna().sum() == 12
    assert drawn["said_more"][4] == "5.0 (5 of 7 days)"
    assert drawn["said_more"][25] == "too few days (2 of 7)"


def test_the_days_before_the_range_count_to_its_first_mean() -> None:
    days = [Day(MONDAY - timedelta(days=number), pain=number) for number in range(7)]
    drawn = kind(trends.rows(*told(days, MONDAY)), "pain")
    assert drawn["start"][0] == pd.Timestamp("2026-08-31 12:00")
    assert drawn["mean"][0] == 3


def test_a_day_of_no_pain_is_a_point_and_an_unlogged_day_is_none() -> None:
    drawn = kind(trends.rows(*told([Day(MONDAY, pain=0)], MONDAY)), "pain")
    assert drawn["pain"][0] == 0
    assert pd.isna(drawn["pain"][1])


def test_a_flare_is_what_the_person_ticked() -> None:
    days = [Day(MONDAY, pain=1, flare=True), Day(MONDAY + timedelta(days=1), pain=10)]
    drawn = kind(trends.rows(*told(days, MONDAY)), "pain")
    assert drawn["flare"][:2].tolist() == [True, False]
    assert drawn["said_last"][:2].tolist() == ["yes", "not said"]


def test_above_an_unknown_week_is_a_mark_of_one_height_whatever_the_goal() -> None:
    known = [
        Day(MONDAY + timedelta(days=number), pain=3, no_activity=True, no_exercises=True)
        for number in range(7)
    ]
    days = [*known, Day(MONDAY + timedelta(days=8), moderate_minutes=40, strength=True)]
    drawn = kind(trends.rows(*told(days, MONDAY)), "week")
    missed, unknown = drawn.iloc[0], drawn.iloc[1]
    assert (missed["minutes"], missed["open"]) == (0, False)
    assert missed["said"] == "0 of 150, missed"
    assert (unknown["minutes"], unknown["goal"], unknown["open"]) == (40, 150, True)
    assert unknown["said"] == "at least 40 of 150, unknown"
    assert (unknown["strength"], unknown["strength_open"]) == (1, True)
    boxes = (drawn["more"] - drawn["minutes"])[drawn["open"]]
    assert boxes.tolist() == pytest.approx([0.08 * 150] * len(boxes))
    assert (missed["said_last"], unknown["said_last"]) == ("7 of 7 days", "1 of 7 days")


def test_a_week_of_pain_alone_is_unknown_and_no_zero() -> None:
    rated = [Day(MONDAY + timedelta(days=number), pain=3) for number in range(7)]
    drawn = kind(trends.rows(*told(rated, MONDAY)), "week")
    assert (drawn["said"][0], drawn["said_more"][0]) == ("unknown", "unknown")


def test_a_week_that_is_met_is_open_too_while_a_day_is_unknown() -> None:
    drawn = kind(trends.rows(*told([Day(MONDAY, vigorous_minutes=90)], MONDAY)), "week")
    assert (drawn["minutes"][0], drawn["open"][0]) == (180, True)
    assert drawn["said"][0] == "at least 180 of 150, met"


def test_the_goal_line_steps_where_the_goal_changed_and_ends_with_the_last_week() -> None:
    goals = (Goal(date(2026, 1, 1), 90, 1), Goal(date(2026, 10, 1), 150, 2))
    drawn = trends.rows(*told([], MONDAY, goals=goals))
    line = kind(drawn, "goal")
    assert line["goal"].tolist() == [90, 150, 150]
    assert line["start"].dt.strftime("%Y-%m-%d").tolist() == [
        "2026-08-31",
        "2026-10-05",
        "2026-11-23",
    ]
    assert kind(drawn, "minutes heading")["said_last"][0] == "– –  goal 150, before 90"


def test_two_years_are_drawn_in_weekly_means_with_their_days() -> None:
    first = date(2024, 12, 2)
    days = [
        *(Day(first + timedelta(days=number), pain=number) for number in range(3)),
        *(Day(first + timedelta(days=7 + number), pain=4) for number in range(4)),
    ]
    drawn = kind(trends.rows(*told(days, first)), "pain")
    assert len(drawn) == 103
    assert drawn["pain"][:2].tolist() == [1, 4]
    assert pd.isna(drawn["mean"][0])
    assert drawn["few"][:3].tolist() == [True, False, False]
    assert drawn["said"][0] == "1.0 on average"
    assert drawn["said_more"][:2].tolist() == ["3 of 7 days", "4 of 7 days"]


def test_ten_years_are_drawn_in_means_of_four_weeks() -> None:
    first = date(2016, 11, 21)
    days = made_up(first, 3653, seed=3)
    frame, found, first, last = told(days, first)
    drawn = trends.rows(frame, found, first, last)
    pains, bars = kind(drawn, "pain"), kind(drawn, "week")
    assert len(drawn) < 400
    assert len(pains) == len(bars) == 131
    newest = [day for day in days if day.date >= date(2026, 10, 26)]
    logged = [day.pain for day in newest if day.pain is not None]
    assert pains["pain"].iloc[-1] == pytest.approx(sum(logged) / len(logged))
    assert pains["said_more"].iloc[-1] == f"{len(logged)} of 28 days"
    assert pains["said_last"].iloc[-1].startswith(str(sum(day.flare is True for day in newest)))
    total = sum(day.moderate_minutes + 2 * day.vigorous_minutes for day in newest)
    assert bars["minutes"].iloc[-1] == pytest.approx(total / 4)
    strong = sum(day.strength for day in newest)
    assert bars["strength"].iloc[-1] == pytest.approx(strong / 4)


def four_week_bars(*unlogged: int) -> pd.DataFrame:
    """Thirty bars of four weeks, each week 180 minutes and 3 strength days, or nothing at all."""
    days = [
        Day(
            FIRST + timedelta(days=n),
            pain=3,
            moderate_minutes=60 * (n % 7 < 3),
            strength=n % 7 < 3,
            no_activity=n % 7 >= 3,
            no_exercises=n % 7 >= 3,
        )
        for n in range(7 * 120)
        if n // 7 not in unlogged
    ]
    last = FIRST + timedelta(days=7 * 120 - 1)
    return kind(trends.rows(*told(days, FIRST, last, (Goal(FIRST, 120, 2),))), "week")


def test_an_average_over_an_unknown_week_is_open_even_where_it_reaches_the_goal() -> None:
    bars = four_week_bars(41)
    assert len(bars) == 30
    assert bars["minutes"].tolist() == [135 if n == 10 else 180 for n in range(30)]
    assert [n for n in range(30) if bars["open"][n]] == [10]
    assert [n for n in range(30) if bars["strength_open"][n]] == [10]
    assert bars["minutes"][10] + 10 < bars["more"][10] < 180, "the box is high enough to be seen"
    assert bars["more"].notna().sum() == 1
    assert not four_week_bars()["open"].any()


@pytest.mark.parametrize("years", [1, 2, 3, 11, 12, 37, 38, 127])
def test_no_range_has_more_rows_than_a_screen_can_show(years: int) -> None:
    rows = trends.rows(*told([], TODAY - timedelta(days=365 * years)))
    assert 60 < len(rows) <= 600


@settings(max_examples=30)
@given(diaries(longest=900), st.integers(0, 900), st.integers(0, 900))
def test_no_week_of_a_range_is_left_out_and_none_drawn_twice(
    days: list[Day], one: int, other: int
) -> None:
    first, last = (FIRST + timedelta(days=number) for number in sorted((one, other)))
    frame, found, _, _ = told(days, first, last)
    drawn = trends.rows(frame, found, first, last)
    bars = kind(drawn, "week")
    assert bars["start"].iloc[0] == pd.Timestamp(found[0].start)
    assert bars["end"].iloc[:-1].tolist() == bars["start"].iloc[1:].tolist()
    assert bars["end"].iloc[-1] == pd.Timestamp(found[-1].end) + pd.Timedelta(days=1)
    lengths = (bars["end"] - bars["start"]).dt.days / 7
    total = (bars["minutes"] * lengths).sum()
    assert total == pytest.approx(sum(week.active_minutes for week in found))
    assert len(drawn) <= 600


@settings(max_examples=30)
@given(diaries())
def test_weeks_are_open_unless_all_their_days_are_known(days: list[Day]) -> None:
    last = FIRST + timedelta(days=180)
    frame, found, first, last = told(days, FIRST, last)
    bars = kind(trends.rows(frame, found, first, last), "week")
    for week, is_open in zip(found, bars["open"], strict=True):
        assert is_open == (week.minutes_days_known < 7)


def test_the_sentence_has_the_figures_and_their_days() -> None:
    logged = [Day(MONDAY + timedelta(days=number), pain=number % 2 * 3) for number in range(8)]
    active = Day(date(2026, 9, 15), pain=5, flare=True, moderate_minutes=150, strength=True)
    assert trends.alt(*told([*logged, active], MONDAY)) == (
        "Pain, active minutes and strength days, 31 August to 21 November 2026: "
        "pain averaged 1.9 (9 of 83 days), with 1 flare day; "
        "1 of 12 weeks met the goal for active minutes, 10 are unknown, 1 is in progress; "
        "0 of 12 weeks met the goal for strength days, 11 are unknown, 1 is in progress; "
        "activity is known on 1 of 83 days, exercises on 1."
    )


def test_without_check_ins_there_is_no_average() -> None:
    said = trends.alt(*told([Day(MONDAY, moderate_minutes=10)], MONDAY))
    assert "no pain is logged (0 of 83 days)" in said


def test_an_empty_range_says_so_and_still_has_its_axes() -> None:
    nothing = told([], MONDAY)
    assert trends.alt(*nothing) == "Nothing logged in this range yet."
    drawn = trends.rows(*nothing)
    assert kind(drawn, "pain")["pain"].notna().sum() == 0
    assert kind(drawn, "week")["open"].all()


def test_one_day_is_drawn_in_its_week() -> None:
    day = Day(TODAY, pain=4, moderate_minutes=30)
    frame, found, first, last = told([day], TODAY)
    drawn = trends.rows(frame, found, first, last)
    assert kind(drawn, "pain")["pain"].tolist() == [4]
    assert kind(drawn, "week")["said"].tolist() == ["30 of 150 so far"]
    assert trends.alt(frame, found, first, last).startswith(
        "Pain, active minutes and strength days, 21 November 2026: "
        "pain averaged 4.0 (1 of 1 day); 0 of 1 week met"
    )


def test_the_table_says_what_is_unknown_and_has_no_needless_decimals() -> None:
    days = [
        Day(MONDAY, pain=4, flare=False, moderate_minutes=30, strength=True),
        Day(MONDAY + timedelta(days=1), moderate_minutes=20),
    ]
    frame, _, first, _ = told(days, MONDAY)
    table = trends.table(frame, first, MONDAY + timedelta(days=2))
    assert table["Day"].tolist() == ["Mon 31 Aug 2026", "Tue 1 Sep 2026", "Wed 2 Sep 2026"]
    assert table["Pain"].tolist() == ["4", "", ""]
    assert table["7-day average"].tolist() == ["", "", ""]
    assert table["Active minutes"].tolist() == ["30", "20", "unknown"]
    assert table["Strength"].tolist() == ["yes", "unknown", "unknown"]
    assert table["Flare"].tolist() == ["no", "", ""]
    assert table["Days in it"].tolist() == [1, 1, 1]


def test_decimals_of_imported_pain_are_shown_to_one_place_and_so_is_their_average() -> None:
    days = [Day(MONDAY + timedelta(days=number), pain=4.25) for number in range(5)]
    frame, found, first, last = told(days, MONDAY)
    assert trends.table(frame, first, MONDAY)["Pain"].tolist() == ["4.3"]
    assert kind(trends.rows(frame, found, first, last), "pain")["said"][0] == "4.3"
    assert trends.table(frame, first, last)["7-day average"][4] == "4.3"


@pytest.mark.parametrize("weeks_ago", range(13))
def test_labels_of_a_new_diary_stand_as_far_apart_as_they_are_wide(weeks_ago: int) -> None:
    begun = TODAY - timedelta(weeks=weeks_ago)
    first = TODAY - timedelta(days=83)
    frame = daily_frame([Day(begun, pain=3)], first - timedelta(days=6), TODAY)
    found = weeks([Day(begun, pain=3)], (), WeekStart.MONDAY, TODAY)
    drawn = trends.rows(frame, found, first, TODAY)
    labels = kind(drawn, "tick")
    edges = [*drawn["start"].dropna(), *drawn["end"].dropna()]
    axis = max(edges) - min(edges)
    for width in (280, 350, 700):
        shown = labels[labels["room"] <= width]["start"]
        apart = [(b - a) / axis * width for a, b in pairwise(shown)]
        assert apart, "a label says at least when it begins"
        assert min(apart) >= 60

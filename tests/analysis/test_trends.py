from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.diaries import FIRST, diaries
from tracker.analysis.trends import compare, daily_frame, rolling_pain
from tracker.model import Day

TODAY = date(2026, 11, 21)
LAST = FIRST + timedelta(days=430)


def pains(*levels: int | None, last: date = TODAY) -> pd.DataFrame:
    """A frame of days that end on `last`, with these levels of pain."""
    first = last - timedelta(days=len(levels) - 1)
    days = [
        Day(first + timedelta(days=number), pain=level)
        for number, level in enumerate(levels)
        if level is not None
    ]
    return daily_frame(days, first, last)


def test_the_frame_has_every_day_of_the_range_and_no_other() -> None:
    days = [Day(TODAY, pain=4), Day(TODAY - timedelta(days=9), pain=6)]
    frame = daily_frame(days, TODAY - timedelta(days=4), TODAY)
    assert frame.index.name == "date"
    assert [moment.day for moment in frame.index] == [17, 18, 19, 20, 21]
    assert frame["logged"].tolist() == [False] * 4 + [True]


def test_a_rating_of_no_pain_leaves_activity_and_strength_unknown() -> None:
    row = daily_frame([Day(TODAY, pain=0)], TODAY, TODAY).iloc[0]
    assert row["pain"] == 0
    assert row[["active_minutes", "light_minutes", "strength"]].isna().all()


def test_a_day_of_which_the_person_said_none_is_a_zero() -> None:
    said = Day(TODAY, no_activity=True, no_exercises=True)
    row = daily_frame([said], TODAY, TODAY).iloc[0]
    assert row["active_minutes"] == row["light_minutes"] == 0
    assert not row["strength"]
    assert pd.isna(row["pain"])


def test_a_day_without_check_in_and_without_records_is_unknown() -> None:
    row = daily_frame([], TODAY, TODAY).iloc[0]
    assert not row["logged"]
    assert row.drop("logged").isna().all()


def test_recorded_minutes_make_all_minutes_of_the_day_known_and_nothing_else() -> None:
    row = daily_frame([Day(TODAY, vigorous_minutes=20, activities=1)], TODAY, TODAY).iloc[0]
    assert (row["vigorous_minutes"], row["active_minutes"]) == (20, 40)
    assert row["light_minutes"] == row["moderate_minutes"] == 0
    assert row[["pain", "flare", "strength"]].isna().all()


def test_decimals_of_imported_pain_stay_in_the_rolling_mean() -> None:
    days = [Day(TODAY - timedelta(days=number), pain=4.3) for number in range(7)]
    frame = daily_frame(days, TODAY - timedelta(days=6), TODAY)
    assert rolling_pain(frame)["mean"].iloc[-1] == pytest.approx(4.3)


@given(diaries())
def test_the_frame_says_what_the_days_say(days: list[Day]) -> None:
    frame = daily_frame(days, FIRST, LAST)
    by_date = {day.date: day for day in days}
    assert len(frame) == 431
    for moment, row in zip(frame.index, frame.to_dict("records"), strict=True):
        day = by_date.get(moment.date(), Day(moment.date()))
        assert row["logged"] is day.logged
        for column in ("pain", "flare"):
            recorded = getattr(day, column)
            assert pd.isna(row[column]) if recorded is None else row[column] == recorded
        for column in ("light_minutes", "moderate_minutes", "active_minutes", "strength"):
            recorded = getattr(day, column)
            known = day.exercises_known if column == "strength" else day.minutes_known
            assert row[column] == recorded if known else pd.isna(row[column])


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=60))
def test_the_rolling_mean_equals_one_counted_by_hand(levels: list[int | None]) -> None:
    rolling = rolling_pain(pains(*levels))
    for place in range(len(levels)):
        logged = [level for level in levels[max(0, place - 6) : place + 1] if level is not None]
        assert rolling["n"].iloc[place] == len(logged)
        if len(logged) >= 4:
            assert rolling["mean"].iloc[place] == pytest.approx(sum(logged) / len(logged))
        else:
            assert pd.isna(rolling["mean"].iloc[place])


def test_the_28_days_up_to_a_day_are_compared_with_the_28_before() -> None:
    frame = pains(*[9] * 5, *[6] * 28, *[5] * 28, *[1] * 3, last=TODAY + timedelta(days=3))
    found = compare(frame, TODAY)
    assert (found.now_mean, found.now_n) == (5, 28)
    assert (found.before_mean, found.before_n) == (6, 28)
    assert found.change == -1
    assert found.percent == pytest.approx(-16.67, abs=0.01)
    assert found.notable is False


@pytest.mark.parametrize(
    ("before", "now", "notable"),
    [
        ([10], [7], True),  # 30 per cent, 3 points
        ([5], [3], True),  # 2 points
        ([10, 10, 10, 10], [8, 8, 8, 9], False),  # 1.75 points, 17.5 per cent
        ([1, 2, 2, 2, 2, 2, 2], [1, 1, 1, 1, 1, 2, 2], True),  # 4 of 13: 30.8 per cent
        ([1], [0], True),
        ([5], [9], False),  # a rise is stated, never named
        ([0], [0], False),
        ([0], [3], False),
    ],
)
def test_a_fall_by_two_points_or_30_per_cent_is_notable(
    before: list[int], now: list[int], notable: bool
) -> None:
    frame = pains(*(before * 28)[:28], *(now * 28)[:28])
    assert compare(frame, TODAY).notable is notable


def test_a_fall_of_exactly_30_per_cent_is_notable_however_it_is_rounded() -> None:
    for whole in range(1, 11):
        before = [whole] * 20
        now = [0] * 6 + [whole] * 14  # 0.7 of it
        found = compare(pains(*before, *now), TODAY, days=20)
        assert found.percent == pytest.approx(-30)
        assert found.notable is True


def test_a_change_between_few_days_is_not_named() -> None:
    logged_15 = [*[6] * 15, *[None] * 13]
    logged_16 = [*[6] * 16, *[None] * 12]
    assert compare(pains(*logged_15, *[2] * 28), TODAY).notable is None
    assert compare(pains(*logged_16, *[2] * 28), TODAY).notable is True
    assert compare(pains(*logged_15, *[2] * 28), TODAY).change == -4


def test_days_without_a_check_in_have_no_mean_and_no_change() -> None:
    found = compare(pains(*[None] * 28, *[4] * 27, None), TODAY)
    assert (found.before_mean, found.before_n) == (None, 0)
    assert (found.now_mean, found.now_n) == (4, 27)
    assert (found.change, found.percent, found.notable) == (None, None, None)


def test_a_rise_from_no_pain_has_no_percentage() -> None:
    found = compare(pains(*[0] * 28, *[2] * 28), TODAY)
    assert (found.change, found.percent) == (2, None)


def test_a_frame_that_is_shorter_than_the_comparison_is_compared_as_far_as_it_goes() -> None:
    found = compare(pains(3, 5), TODAY)
    assert (found.now_mean, found.now_n, found.before_n) == (4, 2, 0)

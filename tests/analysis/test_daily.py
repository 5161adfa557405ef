from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.diaries import FIRST, diaries
from tracker.analysis.daily import (
    active_days,
    between,
    compare,
    daily_frame,
    flares_of_each,
    longest_gap,
    month_sums,
    pain_of_each,
    rolling_pain,
    sums,
)
from tracker.analysis.known_days import Amount
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
    assert not row["recorded"]
    assert row.drop(["logged", "recorded"]).isna().all()


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
        assert row["recorded"] is (moment.date() in by_date)
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
    assert (found.now.mean, found.now.n) == (5, 28)
    assert (found.before.mean, found.before.n) == (6, 28)
    assert found.change is not None
    assert found.change.points == -1
    assert found.change.percent == pytest.approx(-16.67, abs=0.01)
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
        assert found.change is not None
        assert found.change.percent == pytest.approx(-30)
        assert found.notable is True


def test_a_change_between_few_days_is_not_named() -> None:
    logged_15 = [*[6] * 15, *[None] * 13]
    logged_16 = [*[6] * 16, *[None] * 12]
    assert compare(pains(*logged_15, *[2] * 28), TODAY).notable is None
    assert compare(pains(*logged_16, *[2] * 28), TODAY).notable is True
    unnamed = compare(pains(*logged_15, *[2] * 28), TODAY).change
    assert unnamed is not None
    assert unnamed.points == -4


def test_days_without_a_check_in_have_no_mean_and_no_change() -> None:
    found = compare(pains(*[None] * 28, *[4] * 27, None), TODAY)
    assert (found.before.mean, found.before.n) == (None, 0)
    assert (found.now.mean, found.now.n) == (4, 27)
    assert (found.change, found.notable) == (None, None)


def test_a_rise_from_no_pain_has_no_percentage() -> None:
    found = compare(pains(*[0] * 28, *[2] * 28), TODAY)
    assert found.change is not None
    assert (found.change.points, found.change.percent) == (2, None)


def test_a_frame_that_is_shorter_than_the_comparison_is_compared_as_far_as_it_goes() -> None:
    found = compare(pains(3, 5), TODAY)
    assert (found.now.mean, found.now.n, found.before.n) == (4, 2, 0)


def test_each_measure_counts_its_own_known_days() -> None:
    days = [
        Day(TODAY - timedelta(days=2), moderate_minutes=20, activities=1),
        Day(TODAY - timedelta(days=1), pain=4, flare=True),
        Day(TODAY, exercises=1, no_activity=True, flare=False),
        Day(TODAY - timedelta(days=40), no_activity=True),
    ]
    found = sums(daily_frame(days, TODAY - timedelta(days=6), TODAY))
    assert found.minutes == Amount(20, 2, 7)
    assert found.active_days == Amount(1, 2, 7)
    assert found.strength == Amount(0, 1, 7)
    assert (found.days, found.days_logged) == (7, 1)
    assert (found.flares, found.flares_answered) == (1, 2)


def test_months_add_up_the_days_that_the_frame_has_of_them() -> None:
    walks = [Day(date(2026, month, 28), moderate_minutes=10 * month) for month in (1, 2, 3)]
    frame = daily_frame(walks, date(2026, 1, 28), date(2026, 3, 28))
    found = dict(month_sums(frame))
    assert [month.month for month in found] == [1, 2, 3]
    assert [one.days for one in found.values()] == [4, 28, 28]
    assert [one.minutes.total for one in found.values()] == [10, 20, 30]


def test_active_days_are_those_of_the_last_30_and_have_a_mean() -> None:
    days = [
        Day(TODAY - timedelta(days=30), moderate_minutes=500),
        Day(TODAY - timedelta(days=29), moderate_minutes=30),
        Day(TODAY - timedelta(days=3), moderate_minutes=10, vigorous_minutes=15),
        Day(TODAY, light_minutes=60),
    ]
    found = active_days(daily_frame(days, TODAY - timedelta(days=60), TODAY), TODAY)
    assert found.days == Amount(2, 3, 30)
    assert found.mean_minutes == 27.5
    nothing = active_days(daily_frame([], TODAY, TODAY), TODAY)
    assert (nothing.days, nothing.mean_minutes) == (Amount(0, 0, 30), None)


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_the_longest_gap_is_the_latest_of_the_longest(logged: list[bool]) -> None:
    first = TODAY - timedelta(days=len(logged) - 1)
    gap = longest_gap(pains(*(4 if day else None for day in logged)))
    lengths = [len(run) for run in "".join("x" if day else "." for day in logged).split("x")]
    if gap is None:
        assert max(lengths) == 0
        return
    begin, end = ((day - first).days for day in gap)
    assert end - begin + 1 == max(lengths)
    assert not any(logged[begin : end + 1])
    later = "".join("x" if day else "." for day in logged[end + 1 :]).split("x")
    assert max(map(len, later)) < max(lengths)


def test_stretches_reach_as_far_as_the_frame_has_their_days() -> None:
    days = [
        Day(TODAY, pain=4, flare=True),
        Day(TODAY - timedelta(days=1), pain=2),
        Day(TODAY - timedelta(days=5), pain=6, flare=True),
    ]
    frame = daily_frame(days, TODAY - timedelta(days=5), TODAY)
    stretches = [
        (TODAY - timedelta(days=30), TODAY - timedelta(days=20)),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=2)),
        (TODAY - timedelta(days=1), TODAY + timedelta(days=5)),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=5)),
    ]
    found = pain_of_each(frame, stretches)
    assert [(pain.first, pain.last) for pain in found] == stretches
    assert [(pain.mean, pain.n) for pain in found] == [(None, 0), (6, 1), (3, 2), (None, 0)]
    assert flares_of_each(frame, stretches) == [0, 1, 1, 0]
    assert [len(between(frame, *stretch)) for stretch in stretches] == [0, 4, 2, 0]
    nothing = daily_frame(days, TODAY, TODAY - timedelta(days=1))
    assert pain_of_each(nothing, stretches[:1])[0].n == len(between(nothing, *stretches[0])) == 0

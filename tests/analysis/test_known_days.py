"""What is known of a stretch of days, and what it ends with."""

from datetime import date, timedelta

import pytest

from tests.loading import loaded_after
from tracker.analysis.known_days import Amount, Bound, Ending, Measure, unknown_ending
from tracker.model import Day

LAST = date(2026, 11, 21)
ACTIVITY, EXERCISES = Measure


def back(days: int) -> date:
    return LAST - timedelta(days=days)


def walked(days_ago: int) -> Day:
    return Day(back(days_ago), moderate_minutes=20, activities=1)


@pytest.mark.parametrize(
    ("amount", "bound", "known_total"),
    [
        (Amount(0, 7, 7), Bound.EXACT, 0),
        (Amount(60, 7, 7), Bound.EXACT, 60),
        (Amount(60, 3, 7), Bound.AT_LEAST, 60),
        (Amount(0, 3, 7), Bound.UNKNOWN, None),
        (Amount(0, 0, 7), Bound.UNKNOWN, None),
    ],
)
def test_an_amount_is_exact_a_lower_bound_or_unknown(
    amount: Amount, bound: Bound, known_total: float | None
) -> None:
    assert (amount.bound, amount.known_total) == (bound, known_total)
    assert amount.exact is (bound is Bound.EXACT)
    assert amount.unknown is (bound is Bound.UNKNOWN)


@pytest.mark.parametrize(
    ("amount", "bound"),
    [
        (Amount(0, 0, 7, so_far=True), Bound.UNKNOWN),
        (Amount(0, 2, 7, so_far=True), Bound.EXACT),
        (Amount(60, 2, 7, so_far=True), Bound.EXACT),
    ],
)
def test_days_that_are_not_over_came_to_what_is_known_of_them(amount: Amount, bound: Bound) -> None:
    assert amount.bound is bound
    assert not amount.exact


def test_a_period_that_ends_in_unknown_days_knows_its_last_record() -> None:
    days = [walked(30), walked(9), Day(back(3), pain=5)]
    assert unknown_ending(days, ACTIVITY, LAST, LAST) == Ending(ACTIVITY, back(9))
    assert unknown_ending(days, EXERCISES, LAST, LAST) == Ending(EXERCISES, None)


def test_what_was_said_to_be_none_is_no_record_of_activity() -> None:
    days = [walked(9), Day(back(8), no_activity=True)]
    assert unknown_ending(days, ACTIVITY, LAST, LAST) == Ending(ACTIVITY, back(8), none=True)
    watch = [walked(9), Day(back(7), activities=1)]
    assert unknown_ending(watch, ACTIVITY, LAST, LAST) == Ending(ACTIVITY, back(7), none=True)


def test_a_last_day_that_is_known_ends_in_nothing_unknown() -> None:
    assert unknown_ending([walked(0)], ACTIVITY, LAST, LAST) is None
    assert unknown_ending([walked(0)], ACTIVITY, LAST, LAST + timedelta(days=90)) is None


def test_today_is_not_over() -> None:
    assert unknown_ending([walked(1)], ACTIVITY, LAST, LAST) is None
    assert unknown_ending([walked(1)], ACTIVITY, LAST, LAST + timedelta(days=1)) is not None


def test_days_to_come_are_not_waited_for() -> None:
    assert unknown_ending([walked(0)], ACTIVITY, LAST + timedelta(days=5), LAST) is None


def test_what_came_after_the_period_does_not_make_it_known() -> None:
    days = [walked(9), walked(0)]
    found = unknown_ending(days, ACTIVITY, back(2), LAST)
    assert found == Ending(ACTIVITY, back(9))


def test_what_is_known_is_told_without_pandas() -> None:
    loaded = loaded_after("import tracker.analysis.known_days, tracker.charts.amounts")
    assert "tracker.charts.amounts" in loaded
    assert not {"pandas", "numpy", "altair", "sqlalchemy"} & loaded

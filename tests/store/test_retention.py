from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store.copies import is_due, kept, kept_aside

TODAY = date(2026, 11, 21)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 21, 23))
any_moments = st.sets(moments | st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 24)))
days = st.dates(date(2020, 1, 1), date(2027, 1, 1))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def after(number: int, runs: Callable[[date], bool] = lambda day: True) -> set[date]:
    """The days that have a copy after so many days, each with a copy that is then tidied up."""
    copies: set[datetime] = set()
    for ago in reversed(range(number)):
        day = TODAY - timedelta(days=ago)
        if runs(day):
            copies = kept(copies | {noon(day)}, day)
    return {at.date() for at in copies}


def test_after_two_years_there_are_a_week_of_days_a_month_of_weeks_and_a_year_of_months() -> None:
    the_days = {TODAY - timedelta(days=ago) for ago in range(7)}
    the_sundays = {date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)}
    the_ends_of_months = {
        date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31), date(2026, 7, 31),
        date(2026, 6, 30), date(2026, 5, 31), date(2026, 4, 30), date(2026, 3, 31),
        date(2026, 2, 28), date(2026, 1, 31), date(2025, 12, 31),
    }  # fmt: skip
    assert after(730) == the_days | the_sundays | the_ends_of_months


def test_a_computer_that_runs_on_sundays_only_keeps_seven_of_them_and_the_months() -> None:
    found = sorted(after(730, lambda day: day.weekday() == 6), reverse=True)
    assert found[:7] == [date(2026, 11, 15) - timedelta(weeks=ago) for ago in range(7)]
    assert {(day.year, day.month) for day in found} == {
        *((2026, month) for month in range(1, 12)),
        (2025, 12),
    }


@given(any_moments, days)
def test_nothing_is_kept_that_is_not_there_and_tidying_twice_is_tidying_once(
    copies: set[datetime], today: date
) -> None:
    left = kept(copies, today)
    assert left <= copies
    assert kept(left, today) == left


@given(any_moments, days)
def test_the_newest_copy_is_always_kept(copies: set[datetime], today: date) -> None:
    if copies:
        assert max(copies) in kept(copies, today)
    past = {at for at in copies if at.date() <= today}
    if past:
        assert max(past) in kept(copies, today)


@given(st.sets(moments))
def test_there_are_never_more_than_the_limits_allow(copies: set[datetime]) -> None:
    earlier = {at for at in copies if at.date() < TODAY}
    assert len(kept(earlier, TODAY)) <= 7 + 4 + 12


@given(any_moments, days)
def test_a_clock_set_back_deletes_no_good_copy(copies: set[datetime], wrong: date) -> None:
    good = kept(copies, date(2026, 12, 24))
    while_wrong = kept(good | {noon(wrong)}, wrong)
    later_than_the_clock = {at for at in good if at.date() > wrong}
    assert later_than_the_clock <= while_wrong


@given(st.sets(moments, min_size=1), st.integers(1, 4000))
def test_copies_of_a_clock_that_was_ahead_take_no_others_place(
    copies: set[datetime], ahead: int
) -> None:
    from_the_future = {noon(TODAY + timedelta(days=ahead + number)) for number in range(30)}
    left = kept(copies | from_the_future, TODAY)
    assert left == kept(copies, TODAY) | from_the_future


def test_a_year_without_the_computer_loses_nothing() -> None:
    copies = {noon(TODAY - timedelta(days=ago)) for ago in range(7)}
    year_later = TODAY + timedelta(days=365)
    assert kept(copies | {noon(year_later)}, year_later) == copies | {noon(year_later)}


def test_all_of_today_is_kept() -> None:
    copies = {datetime(2026, 11, 21, hour) for hour in range(20)}
    assert kept(copies, TODAY) == copies
    assert kept(copies, TODAY + timedelta(days=1)) == {max(copies)}


@given(any_moments, days)
def test_of_copies_set_aside_all_of_today_stay_the_five_newest_and_the_first_of_five_days(
    copies: set[datetime], today: date
) -> None:
    past = sorted(at for at in copies if at.date() < today)
    firsts = [at for at in past if not any(o.date() == at.date() and o < at for o in past)]
    ahead = {at for at in copies if at.date() >= today}
    left = kept_aside(copies, today)
    assert left == set(past[-5:]) | set(firsts[-5:]) | ahead
    assert kept_aside(left, today) == left


def test_what_was_there_before_a_sitting_of_restores_is_kept_for_days() -> None:
    sitting = {datetime(2026, 11, 21, 9, minute) for minute in range(9)}
    copies = kept_aside(sitting, TODAY)
    assert copies == sitting
    for days in range(1, 5):
        day = TODAY + timedelta(days=days)
        copies = kept_aside(copies | {noon(day)}, day)
        assert min(sitting) in copies
    assert len(copies) < len(sitting)


@pytest.mark.parametrize(
    ("made", "due"),
    [
        ([], True),
        ([datetime(2026, 11, 20, 23, 59)], True),
        ([datetime(2026, 11, 21, 0, 0)], False),
        ([datetime(2026, 11, 22, 8, 0)], True),  # by a clock that was ahead
    ],
)
def test_a_day_without_a_copy_is_due_one(made: list[datetime], due: bool) -> None:
    assert is_due(made, TODAY) is due

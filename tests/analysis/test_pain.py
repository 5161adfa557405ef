from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given

from tests.analysis.diaries import FIRST, diaries
from tracker.analysis.daily import daily_frame, pain_of
from tracker.analysis.pain import PainMean, change
from tracker.model import Day

LAST = FIRST + timedelta(days=430)
WINDOW = (date(2026, 10, 25), date(2026, 11, 21))
EARLIER = (date(2026, 9, 27), date(2026, 10, 24))


def pain(window: tuple[date, date], total: int, n: int) -> PainMean:
    return PainMean(*window, Fraction(total), n)


def test_days_that_are_not_logged_have_no_mean() -> None:
    nothing = pain_of(daily_frame([Day(WINDOW[0], moderate_minutes=30)], *WINDOW), *WINDOW)
    assert (nothing.mean, nothing.n, nothing.days) == (None, 0, 28)
    assert change(nothing, pain(EARLIER, 100, 28)) is None
    assert change(pain(WINDOW, 100, 28), nothing) is None


@given(diaries())
def test_a_mean_is_that_of_the_logged_days_of_the_stretch(days: list[Day]) -> None:
    first, last = FIRST + timedelta(days=100), FIRST + timedelta(days=300)
    pains = [day.pain for day in days if first <= day.date <= last and day.pain is not None]
    found = pain_of(daily_frame(days, FIRST, LAST), first, last)
    assert found.n == len(pains)
    assert found.mean == (pytest.approx(sum(pains) / len(pains)) if pains else None)


def test_decimals_that_another_program_wrote_are_added_up_as_they_are_written() -> None:
    days = [Day(WINDOW[0] + timedelta(days=n), pain=pain) for n, pain in enumerate((4.1, 0.2, 3))]
    assert pain_of(daily_frame(days, *WINDOW), *WINDOW).total == Fraction(73, 10)


@pytest.mark.parametrize(
    ("now", "before", "two_points", "thirty_per_cent"),
    [
        ((84, 28), (140, 28), True, True),  # 3.0 after 5.0: 2 points, 40 %
        ((85, 28), (140, 28), False, True),
        ((98, 28), (140, 28), False, True),  # exactly 30 %
        ((99, 28), (140, 28), False, False),
        ((168, 28), (224, 28), True, False),  # 6.0 after 8.0: 2 points, 25 %
        ((224, 28), (140, 28), False, False),  # a rise reaches nothing
        ((0, 28), (0, 28), False, False),
    ],
)
def test_a_fall_of_two_points_or_thirty_per_cent_is_said_to_the_point(
    now: tuple[int, int], before: tuple[int, int], two_points: bool, thirty_per_cent: bool
) -> None:
    found = change(pain(WINDOW, *now), pain(EARLIER, *before))
    assert found is not None
    assert (found.two_points, found.thirty_per_cent) == (two_points, thirty_per_cent)
    assert found.notable is (two_points or thirty_per_cent)


def test_nothing_is_said_of_a_change_between_too_few_days() -> None:
    for now, before in [((15, 15), (140, 28)), ((28, 28), (75, 15))]:
        found = change(pain(WINDOW, *now), pain(EARLIER, *before))
        assert found is not None
        assert found.points < 0
        assert (found.two_points, found.thirty_per_cent, found.notable) == (None, None, None)
    enough = change(pain(WINDOW, 16, 16), pain(EARLIER, 80, 16))
    assert enough is not None
    assert enough.notable is True


def test_a_change_from_no_pain_has_no_per_cent() -> None:
    found = change(pain(WINDOW, 28, 28), pain(EARLIER, 0, 28))
    assert found is not None
    assert (found.points, found.percent) == (1.0, None)

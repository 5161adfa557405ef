from datetime import date

import pytest

from tracker.formatting import PLAIN, Formats, counted, day_text, range_text, span_text

MONDAY = date(2026, 11, 16)


def test_a_day_is_written_with_its_weekday() -> None:
    assert day_text(MONDAY) == "Mon 16 Nov 2026"
    assert day_text(date(2026, 3, 1)) == "Sun 1 Mar 2026"


def test_a_range_says_month_and_year_once_where_they_are_shared() -> None:
    assert range_text(MONDAY, MONDAY) == "16 November 2026"
    assert range_text(MONDAY, date(2026, 11, 22)) == "16 to 22 November 2026"
    assert range_text(date(2026, 9, 1), MONDAY) == "1 September to 16 November 2026"
    assert range_text(date(2025, 9, 1), MONDAY) == "1 September 2025 to 16 November 2026"


def test_a_span_is_the_same_in_short() -> None:
    assert span_text(MONDAY, date(2026, 11, 22)) == "16–22 Nov 2026"
    assert span_text(date(2026, 9, 28), date(2026, 10, 4)) == "28 Sep–4 Oct 2026"
    assert span_text(date(2026, 12, 28), date(2027, 1, 3)) == "28 Dec 2026–3 Jan 2027"
    assert span_text(date(2026, 12, 28), date(2027, 1, 3), year=False) == "28 Dec–3 Jan"


def test_one_is_singular() -> None:
    assert counted(1, "week") == "1 week"
    assert counted(0, "week") == "0 weeks"
    assert counted(3653, "day") == "3,653 days"


@pytest.mark.parametrize(
    ("value", "places", "plain", "german", "indian"),
    [
        (0, None, "0", "0", "0"),
        (999, None, "999", "999", "999"),
        (1234567, None, "1,234,567", "1.234.567", "12,34,567"),
        (-1200, None, "−1,200", "−1.200", "−1,200"),
        (2.5, None, "2.5", "2,5", "2.5"),
        (3.0, None, "3", "3", "3"),
        (4.06, 1, "4.1", "4,1", "4.1"),
        (1204.5, 1, "1,204.5", "1.204,5", "1,204.5"),
        (-0.04, 1, "0.0", "0,0", "0.0"),
        (4.25, 1, "4.3", "4,3", "4.3"),
        (5.15, 1, "5.2", "5,2", "5.2"),
        (-4.25, 1, "−4.3", "−4,3", "−4.3"),
        (2.5, 0, "3", "3", "3"),
    ],
)
def test_a_number_has_the_marks_of_its_region(
    value: float, places: int | None, plain: str, german: str, indian: str
) -> None:
    assert PLAIN.number(value, places) == plain
    assert Formats(decimal=",", thousands=".").number(value, places) == german
    assert Formats(hundreds=True).number(value, places) == indian


@pytest.mark.parametrize(
    ("change", "said"), [(0.44, "+0,4"), (-0.44, "−0,4"), (0.04, "0,0"), (-0.04, "0,0"), (0, "0,0")]
)
def test_a_change_has_a_sign_unless_it_rounds_to_nothing(change: float, said: str) -> None:
    assert Formats(decimal=",").signed(change, 1) == said


def test_a_rating_is_written_whole_or_to_one_decimal_of_which_a_half_goes_up() -> None:
    written = {0: "0", 7: "7", 5.333: "5.3", 4.0: "4.0", 5.25: "5.3", 5.15: "5.2", 9.949: "9.9"}
    assert {rating: PLAIN.rating(rating) for rating in written} == written

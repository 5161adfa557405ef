from datetime import date

from tracker.formatting import counted, day_text, range_text, span_text

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

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.importing.tables.column_meanings import ColumnMeaning, DateOrder
from tracker.importing.tables.values import (
    read_day,
    read_intensity,
    read_moment,
    read_number,
    read_seconds,
    read_tick,
    read_whole,
)
from tracker.model import InvalidValue

BERLIN = ZoneInfo("Europe/Berlin")
APRIL_3 = date(2026, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-03", "2026/4/3", "2026.04.03", "20260403", "3 Apr 2026", "3. April 2026",
        "Apr 3, 2026", "April 3rd, 2026", "Fri, 3 Apr 2026", "Friday, April 3, 2026",
        "3 avril 2026", "3 de abril de 2026", "3-Apr-2026", "2026年4月3日", "1775217600",
        "2026-04-03 18:30", "2026-04-03T18:30:00Z", "1775217600000",
    ],
)  # fmt: skip
def test_a_date_that_says_how_it_is_meant_needs_no_order(text: str) -> None:
    for order in (None, *DateOrder):
        assert read_day(text, order) == APRIL_3


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", DateOrder.DAY_FIRST, APRIL_3),
        ("03/04/2026", DateOrder.MONTH_FIRST, date(2026, 3, 4)),
        ("3.4.26", DateOrder.DAY_FIRST, APRIL_3),
        ("26-04-03", DateOrder.YEAR_FIRST, APRIL_3),
        ("4-3-26", DateOrder.MONTH_FIRST, APRIL_3),
    ],
)
def test_numbers_are_read_in_the_order_that_was_chosen(
    text: str, order: DateOrder, day: date
) -> None:
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/2026", None), ("13/04/2026", DateOrder.MONTH_FIRST),
        ("30.02.2026", DateOrder.DAY_FIRST),
        ("tomorrow", None), ("", None), ("4", None), ("2026", None), ("3 Foo 2026", None),
        ("03/04/1026", DateOrder.DAY_FIRST), ("123/04/2026", DateOrder.DAY_FIRST),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str, order: DateOrder | None) -> None:
    with pytest.raises(InvalidValue):
        read_day(text, order)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-04-03 18:30", "2026-04-03T18:30:00+02:00"),
        ("2026-04-03T18:30:05.250", "2026-04-03T18:30:05+02:00"),
        ("2026-04-03T18:30:00-07:00", "2026-04-03T18:30:00-07:00"),
        ("2026-04-03T18:30:00+0530", "2026-04-03T18:30:00+05:30"),
        ("2026-04-03T16:30:00Z", "2026-04-03T18:30:00+02:00"),
        ("Apr 3, 2026, 6:30:00 PM", "2026-04-03T18:30:00+02:00"),
        ("3 Apr 2026 12:05 am", "2026-04-03T00:05:00+02:00"),
        ("2026-01-03 18:30", "2026-01-03T18:30:00+01:00"),
        ("1775233800", "2026-04-03T18:30:00+02:00"),
    ],
)
def test_a_time_without_an_offset_is_the_persons(text: str, moment: str) -> None:
    assert read_moment(text, None, BERLIN).isoformat() == moment


@pytest.mark.parametrize("text", ["2026-04-03", "2026-04-03 25:00", "2026-04-03 13:00 pm", "18:30"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_moment(text, None, BERLIN)


@pytest.mark.parametrize(
    ("text", "meaning", "minutes"),
    [
        ("30", ColumnMeaning.MINUTES, 30), ("30.5", ColumnMeaning.MINUTES, 30.5),
        ("1800", ColumnMeaning.SECONDS, 30),
        ("0.5", ColumnMeaning.HOURS, 30), ("0:30", ColumnMeaning.CLOCK, 30),
        ("1:05:30", ColumnMeaning.CLOCK, 65.5),
        ("1:05:30", ColumnMeaning.SHORT_CLOCK, 65.5), ("30:30", ColumnMeaning.SHORT_CLOCK, 30.5),
        ("1h 5m", ColumnMeaning.MINUTES, 65), ("45 min", ColumnMeaning.HOURS, 45),
        ("2 hours", ColumnMeaning.CLOCK, 120),
        ("PT1H5M", ColumnMeaning.MINUTES, 65), ("1 h 5 min 30 s", ColumnMeaning.MINUTES, 65.5),
        ("25:00:00", ColumnMeaning.CLOCK, 1500),
    ],
)  # fmt: skip
def test_durations_of_every_kind(text: str, meaning: ColumnMeaning, minutes: float) -> None:
    assert read_seconds(text, meaning, ".") == 60 * minutes


@pytest.mark.parametrize("text", ["", "long", "1:75", "1:2:3:4", "30 parsecs"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_seconds(text, ColumnMeaning.MINUTES, ".")


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("7.5", ".", 7.5), ("7,5", ",", 7.5), ("1,234.5", ".", 1234.5), ("1.234,5", ",", 1234.5),
        ("1.234", ",", 1234), ("1.234", ".", 1.234), ("1 234", ".", 1234), ("-1", ".", -1),
    ],
)  # fmt: skip
def test_the_decimal_sign_decides(text: str, decimal: str, number: float) -> None:
    assert read_number(text, decimal, "x") == number


@pytest.mark.parametrize(
    ("text", "decimal"), [("7,5", "."), ("7.5", ","), ("1e5", "."), ("inf", ".")]
)
def test_the_other_sign_is_no_decimal(text: str, decimal: str) -> None:
    with pytest.raises(InvalidValue):
        read_number(text, decimal, "x")


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("7.0", 7), ("7/10", 7), ("7 of 10", 7), ("6.5", 6.5)]
)
def test_ratings(text: str, number: float) -> None:
    assert read_whole(text, ".", "pain") == number


def test_ticks() -> None:
    assert [read_tick(text, ".") for text in ("x", "Yes", "✓", "2", "0.5")] == [True] * 5
    assert [read_tick(text, ".") for text in ("0", "no", "-")] == [False] * 3
    assert [read_tick(text, ".") for text in ("", "-1", "?")] == [None] * 3
    with pytest.raises(InvalidValue):
        read_tick("perhaps", ".")


def test_intensities_in_other_words() -> None:
    words = {"Low": "light", "very hard": "vigorous", "mittel": "moderate", "Zone 3": "vigorous"}
    assert {word: read_intensity(word) for word in words} == words
    assert read_intensity("purple") is None


def test_the_hour_that_comes_twice_is_the_first() -> None:
    read = read_moment("2026-10-25 02:30", None, BERLIN)
    assert read.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

"""Days, clocks and numbers are written as in the browser's region, and typed so."""

from datetime import date, time
from types import SimpleNamespace

import pytest
import streamlit as st

from tracker.model import WeekStart
from tracker.ui.regional import (
    clock_text,
    day_words,
    number_text,
    range_text,
    rating_text,
    span_text,
    typed_format,
    usual_week_start,
)

DAY = date(2026, 11, 21)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What Streamlit knows of the browser; its language is the test's to say."""
    context = SimpleNamespace(locale=None)
    monkeypatch.setattr(st, "context", context)
    return context


@pytest.mark.parametrize(
    ("locale", "evening", "night", "mean", "minutes"),
    [
        ("en-GB", "21:05", "00:05", "4.1", "12,040"),
        ("en-US", "9:05 pm", "12:05 am", "4.1", "12,040"),
        ("de-DE", "21:05", "00:05", "4,1", "12.040"),
        ("de-CH", "21:05", "00:05", "4.1", "12'040"),
        ("fr-FR", "21:05", "00:05", "4,1", "12 040"),
        ("en-IN", "9:05 pm", "12:05 am", "4.1", "12,040"),
        (None, "21:05", "00:05", "4.1", "12,040"),
    ],
)
def test_clocks_and_numbers_are_those_of_the_region(
    browser: SimpleNamespace,
    locale: str | None,
    evening: str,
    night: str,
    mean: str,
    minutes: str,
) -> None:
    browser.locale = locale
    assert [plain(clock_text(time(hour, 5))) for hour in (21, 0)] == [evening, night]
    assert (rating_text(4.06), rating_text(4)) == (mean, "4")
    assert plain(number_text(12_040)) == minutes


def plain(text: str) -> str:
    """A text with spaces that may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("locale", "long", "short"),
    [
        ("en-GB", "Saturday 21 November 2026", "Sat 21 Nov"),
        ("en-US", "Saturday, November 21, 2026", "Sat, Nov 21"),
        ("de-DE", "Saturday 21 November 2026", "Sat 21 Nov"),
    ],
)
def test_a_day_stands_in_the_region_s_order(
    browser: SimpleNamespace, locale: str, long: str, short: str
) -> None:
    browser.locale = locale
    assert day_words(DAY, year=True) == long
    assert day_words(DAY, weekday="%a", month="%b") == short


@pytest.mark.parametrize(
    ("first", "british", "american"),
    [
        (DAY, "21 November 2026", "November 21, 2026"),
        (date(2026, 11, 1), "1 to 21 November 2026", "November 1 to 21, 2026"),
        (date(2026, 9, 1), "1 September to 21 November 2026", "September 1 to November 21, 2026"),
        (
            date(2025, 12, 1),
            "1 December 2025 to 21 November 2026",
            "December 1, 2025 to November 21, 2026",
        ),
    ],
)
def test_a_stretch_of_days_does_too(
    browser: SimpleNamespace, first: date, british: str, american: str
) -> None:
    browser.locale = "en-GB"
    assert range_text(first, DAY) == british
    browser.locale = "en-US"
    assert range_text(first, DAY) == american


@pytest.mark.parametrize(
    ("first", "year", "american"),
    [
        (date(2026, 11, 16), True, "Nov 16–21, 2026"),
        (date(2026, 11, 16), False, "Nov 16–21"),
        (date(2026, 10, 26), True, "Oct 26–Nov 21, 2026"),
        (date(2025, 12, 29), True, "Dec 29, 2025–Nov 21, 2026"),
    ],
)
def test_a_short_stretch_does_too(
    browser: SimpleNamespace, first: date, year: bool, american: str
) -> None:
    browser.locale = "en-US"
    assert span_text(first, DAY, year) == american


@pytest.mark.parametrize(
    ("locale", "typed", "week_start"),
    [
        ("en-GB", "DD/MM/YYYY", WeekStart.MONDAY),
        ("en-US", "MM/DD/YYYY", WeekStart.SUNDAY),
        ("de-AT", "DD.MM.YYYY", WeekStart.MONDAY),
        ("sv-SE", "YYYY-MM-DD", WeekStart.MONDAY),
        ("pt-BR", "DD/MM/YYYY", WeekStart.SUNDAY),
        (None, "DD/MM/YYYY", WeekStart.MONDAY),
    ],
)
def test_a_day_is_typed_and_a_week_begins_as_is_usual_there(
    browser: SimpleNamespace, locale: str | None, typed: str, week_start: WeekStart
) -> None:
    browser.locale = locale
    assert (typed_format(), usual_week_start()) == (typed, week_start)

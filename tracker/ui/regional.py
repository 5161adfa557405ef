"""Days, clocks and numbers as the person's region or the browser's language writes them.

The words are English, as all of the screens are; the order, the marks and the clock are those of
the region. What is below the screens is given `formats()`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

import streamlit as st

from tracker.formatting import Formats
from tracker.library.regions import formats_of, week_start_of
from tracker.model import WeekStart

_REGION = "region-of-the-person"
_of_the_page: ContextVar[str | None] = ContextVar("locale of the page", default=None)


@contextmanager
def written_for(locale: str) -> Iterator[None]:
    """Write for a browser of which Streamlit knows nothing yet: its page is only being sent."""
    token = _of_the_page.set(locale)
    try:
        yield
    finally:
        _of_the_page.reset(token)


def formats() -> Formats:
    """How the person writes; without a choice of theirs, the browser that asks."""
    return formats_of(_locale())


def usual_week_start() -> WeekStart:
    """The day that a week begins on there, to begin with."""
    return week_start_of(_locale())


def write_as_in(region: str | None) -> None:
    """Write in this session as a region does; None: as the browser does."""
    st.session_state[_REGION] = region


def mark_region() -> None:
    """Tell the scripts of a screen which region was chosen, if any (number_text.js)."""
    if region := st.session_state.get(_REGION):
        st.html(f'<i hidden data-region="{region}"></i>')


def _locale() -> str:
    of_the_page = _of_the_page.get()
    if of_the_page is not None:
        return of_the_page
    return st.session_state.get(_REGION) or st.context.locale or ""


def day_words(day: date, *, weekday: str = "%A", month: str = "%B", year: bool = False) -> str:
    """A day as it is read: "Saturday 21 November"; where that is usual "Saturday, November 21"."""
    return formats().day(day, weekday=weekday, month=month, year=year)


def range_text(first: date, last: date) -> str:
    """A stretch of days in a sentence: "1 September to 21 November 2026"."""
    return formats().range_text(first, last)


def span_text(first: date, last: date, year: bool = True) -> str:
    """A stretch of days in short: "16–22 Nov 2026", or without its year."""
    return formats().span_text(first, last, year)


def typed_format() -> str:
    """How a day is typed, as `st.date_input` has it."""
    return formats().typed


def clock_text(at: time | datetime) -> str:
    """A time of day: "21:05" or "9:05 pm"."""
    return formats().clock(at)


def number_text(value: float, places: int | None = None) -> str:
    """A number with its marks: "1,204", "4.1"; with as many decimals as it has, or `places`."""
    return formats().number(value, places)


def rating_text(value: float) -> str:
    """A rating: the whole number that was tapped, or an imported one to a decimal."""
    return formats().rating(value)


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 week", "3 weeks"."""
    return formats().counted(count, one, many)


def counted_kinds(counts: Mapping[str, int]) -> str:
    """Entries by the name of their kind: "1,204 check-ins, 3 activities"."""
    return formats().counted_kinds(counts)

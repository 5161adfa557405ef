"""Days as the browser's language writes them: one order of day and month on every screen.

The words are English, as all of the screens are; the order is that of the region. Files and the
command line keep the day first, whoever opens them.
"""

from datetime import date

import streamlit as st

from tracker import formatting
from tracker.model import WeekStart

# Regions by their codes, as the Unicode CLDR has them for English and for the week's first day.
MONTH_FIRST = frozenset({"US", "CA", "PH", "PR", "GU", "AS", "VI", "MP", "BZ"})
DOTTED = frozenset({"DE", "AT", "CH", "LI", "PL", "CZ", "SK", "RU", "UA", "NO", "FI", "DK", "TR"})
YEAR_FIRST = frozenset({"CN", "JP", "KR", "TW", "SE", "LT", "HU", "IR", "ZA"})
SUNDAY_FIRST = frozenset(
    {"US", "CA", "MX", "BR", "AR", "CO", "PE", "VE", "JP", "KR", "TW", "HK", "IN", "IL", "PH"}
    | {"SA", "ZA", "TH", "ID", "PK", "BD", "SG", "PR", "GT", "HN", "SV", "NI", "PA", "PY", "DO"}
)
USUAL_REGION = {"en": "US", "pt": "BR", "ja": "JP", "ko": "KR", "zh": "CN", "he": "IL", "de": "DE"}


def region() -> str:
    """The region of the browser's language, such as "GB"; empty where neither says one."""
    parts = (st.context.locale or "").replace("_", "-").split("-")
    found = next((part for part in parts[1:] if len(part) == 2), "")
    return found.upper() or USUAL_REGION.get(parts[0].lower(), "")


def day_words(day: date, *, weekday: str = "%A ", month: str = "%B", year: bool = False) -> str:
    """A day as it is read: "Saturday 21 November"; where that is usual "Saturday, November 21"."""
    if region() in MONTH_FIRST:
        named = f"{day:{weekday.strip()}}, " if weekday else ""
        return f"{named}{day:{month}} {day.day}" + (f", {day.year}" if year else "")
    named = f"{day:{weekday}}" if weekday else ""
    return f"{named}{day.day} {day:{month}}" + (f" {day.year}" if year else "")


def range_text(first: date, last: date) -> str:
    """A stretch of days in a sentence: "1 September to 21 November 2026"."""
    if region() not in MONTH_FIRST:
        return formatting.range_text(first, last)
    end = day_words(last, weekday="", year=True)
    if first == last:
        return end
    return f"{day_words(first, weekday='', year=first.year != last.year)} to {end}"


def span_text(first: date, last: date, year: bool = True) -> str:
    """A stretch of days in short: "16–22 Nov 2026", or without its year."""
    if region() not in MONTH_FIRST:
        return formatting.span_text(first, last, year)
    begin = f"{first:%b} {first.day}"
    if first.year != last.year and year:
        begin += f", {first.year}"
    same = (first.year, first.month) == (last.year, last.month)
    end = f"{last.day}" if same else f"{last:%b} {last.day}"
    return f"{begin}–{end}" + (f", {last.year}" if year else "")


def typed_format() -> str:
    """How a day is typed, as `st.date_input` has it."""
    here = region()
    if here in MONTH_FIRST:
        return "MM/DD/YYYY"
    if here in YEAR_FIRST:
        return "YYYY-MM-DD"
    return "DD.MM.YYYY" if here in DOTTED else "DD/MM/YYYY"


def usual_week_start() -> WeekStart:
    """The day that a week begins on where the browser is, to begin with."""
    return WeekStart.SUNDAY if region() in SUNDAY_FIRST else WeekStart.MONDAY

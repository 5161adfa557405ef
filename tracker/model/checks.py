"""What a value may be: each check raises InvalidValue, which a person can read."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Annotated, TypeGuard
from zoneinfo import ZoneInfo

EARLIEST_DAY = date(1900, 1, 1)
_FIRST_ZONE = timezone(timedelta(hours=14))  # where each day begins first
LATEST_DAY = date(9998, 12, 31)  # a week beyond it must still be a date
NOTE_LIMIT = 5_000
NAME_LIMIT = 80
SITE_LIMIT = 40
SITES_LIMIT = 20
TERM_LIMIT = 60  # an exercise, a kind of activity, a source
EXTERNAL_ID_LIMIT = 200
PICTURE_LIMIT = 300_000  # bytes

# What a field's type alone doesn't say; files and the database read a field by its type.
LongText = Annotated[str, "of several lines"]
PainScore = Annotated[float, "from 0 to 10, whole as entered here, decimals as imported"]

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # controls, half characters
_LOCALE = re.compile("[a-z]{2,3}-[A-Z]{2}")
_UNPRINTABLE_IN_LINES = re.compile("(?![\n\t])" + _UNPRINTABLE.pattern)


class InvalidValue(ValueError):
    """A value that a diary cannot hold: which field, what it was, what is allowed."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        self.field = field
        self.value = value
        self.allowed = allowed
        super().__init__(f"{field} is {_shown(value)}; allowed is {allowed}.")


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return f"a file of {len(value):,} bytes"
    text = str(value) if isinstance(value, (date, StrEnum)) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def check_whole(field: str, value: object, low: int, high: int) -> None:
    """Refuse what is no whole number from `low` to `high`."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InvalidValue(field, value, f"a whole number from {low} to {high}")


def check_rating(field: str, value: object) -> None:
    """Refuse what is no whole number from 0 to 10."""
    check_whole(field, value, 0, 10)


def check_score(field: str, value: object) -> float:
    """Refuse what is no number from 0 to 10; a whole number comes back as an int."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 10:
        raise InvalidValue(field, value, "a number from 0 to 10")
    return int(value) if value == int(value) else value


def check_dose(sets: object, reps: object, hold_seconds: object) -> None:
    """Refuse a dose of an exercise that nobody could do; any part of it may be missing."""
    for field_name, value, high in (
        ("sets", sets, 100),
        ("reps", reps, 1000),
        ("hold_seconds", hold_seconds, 3600),
    ):
        if value is not None:
            check_whole(field_name, value, 1, high)


def check_choice(field: str, value: object, choices: type[StrEnum]) -> None:
    """Refuse what is none of the choices."""
    if not isinstance(value, choices):
        raise InvalidValue(field, value, "one of " + ", ".join(choices))


def check_clock(field: str, value: object) -> None:
    """Refuse what is no time of day in whole minutes."""
    if not isinstance(value, time) or value.tzinfo or value.second or value.microsecond:
        raise InvalidValue(field, value, "a time of day in hours and minutes")


def is_day(value: object) -> TypeGuard[date]:
    """Whether it is a date and not a moment."""
    return isinstance(value, date) and not isinstance(value, datetime)


def check_day(field: str, value: date) -> None:
    """Refuse what is no day, or a day that has not begun anywhere on Earth (UTC+14).

    Whether it has begun for the person, :meth:`Person.refuse_future` knows.
    """
    if not is_day(value) or not EARLIEST_DAY <= value <= datetime.now(_FIRST_ZONE).date():
        raise InvalidValue(field, value, f"a date from {EARLIEST_DAY} to today")


def check_start(field: str, value: object) -> None:
    """Refuse what is no day; unlike an entry, a goal or plan may start on a day to come."""
    if not is_day(value) or not EARLIEST_DAY <= value <= LATEST_DAY:
        raise InvalidValue(field, value, f"a date from {EARLIEST_DAY}")


def check_moment(field: str, value: datetime) -> None:
    """Refuse a moment without UTC offset or on a day that has not begun."""
    if not isinstance(value, datetime) or value.utcoffset() is None or value.microsecond:
        raise InvalidValue(field, value, "a date and time with UTC offset, in whole seconds")
    check_day(field, value.date())


def check_zone(field: str, value: object) -> None:
    """Refuse what names no time zone."""
    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):  # OSError: the key names a folder
        raise InvalidValue(field, value, "the name of a time zone, such as Europe/Berlin") from None


def check_locale(field: str, value: object) -> None:
    """A language with its region, such as "de-AT"."""
    if not isinstance(value, str) or not _LOCALE.fullmatch(value):
        raise InvalidValue(field, value, "a language with its region, such as de-AT")


def check_picture(field: str, value: object) -> None:
    """Refuse what doesn't begin as a JPEG or PNG, or is larger than a diary keeps."""
    begins = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
    if not isinstance(value, bytes) or not value.startswith(begins) or len(value) > PICTURE_LIMIT:
        raise InvalidValue(field, value, f"a JPEG or PNG of at most {PICTURE_LIMIT:,} bytes")


def check_sites(field: str, value: object) -> None:
    """Refuse places of the body that a list of them could not hold."""
    if not isinstance(value, tuple) or len(value) > SITES_LIMIT or len(set(value)) < len(value):
        raise InvalidValue(field, value, f"at most {SITES_LIMIT} different places")
    for site in value:
        check_text(field, site, SITE_LIMIT, required=True)
        if ";" in site:
            raise InvalidValue(field, site, "a place without a semicolon")


def check_text(
    field: str, value: object, limit: int, *, required: bool = False, lines: bool = False
) -> None:
    """Refuse what is too long, holds control characters or, on one line, spaces around it."""
    if value == "" and not required:
        return
    if not isinstance(value, str) or len(value) > limit:
        raise InvalidValue(field, value, f"a text of at most {limit} characters")
    if (_UNPRINTABLE_IN_LINES if lines else _UNPRINTABLE).search(value):
        raise InvalidValue(field, value, "a text without control characters")
    if not lines and value != value.strip():
        raise InvalidValue(field, value, "a text without spaces around it")
    if required and not value:
        raise InvalidValue(field, value, f"a text of 1 to {limit} characters")

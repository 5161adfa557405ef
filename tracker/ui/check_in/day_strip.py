"""The strip of seven days: which are shown, what each says of its pain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model import EARLIEST_DAY, CheckIn
from tracker.store import Diary

DAYS = 7
_STEP = timedelta(days=DAYS)


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day and its pain, 0 to 10; None where there is no rating."""

    date: date
    pain: float | None


@dataclass(frozen=True, slots=True)
class Strip:
    """Seven days as they are shown, and the seven before and after them where there are any.

    `weeks` are oldest first, each with its days in order; `at` is the place of the one that is
    shown. The last day of the last one is at most today.
    """

    weeks: tuple[tuple[StripDay, ...], ...]
    at: int


def last_of_seven(day: date, today: date) -> date:
    """The last of the seven days that `day` stands in; counted back from today."""
    return today - (today - day) // _STEP * _STEP


def read_strip(diary: Diary, last: date, today: date) -> Strip:
    """The seven days that end with `last`, with their neighbours; never more of the diary.

    `last` is any day: the strip that it stands in is shown.
    """
    ends = _ends(last, today)
    return strip_of(diary.check_ins(_first_of(ends[0]), ends[-1]), last, today)


def strip_of(check_ins: Iterable[CheckIn], last: date, today: date) -> Strip:
    """The same, of check-ins among which are those of its days."""
    ends = _ends(last, today)
    rated = {day.date: day.pain for day in check_ins if day.pain is not None}
    weeks = tuple(
        tuple(StripDay(day, rated.get(day)) for day in _days(_first_of(end), end)) for end in ends
    )
    return Strip(weeks, ends.index(last_of_seven(min(last, today), today)))


def days_around(last: date) -> tuple[date, date]:
    """Between which days the strip lies that `last` stands in, whichever day today is."""
    return last - 2 * _STEP, last + 2 * _STEP


def _ends(last: date, today: date) -> list[date]:
    shown = last_of_seven(min(last, today), today)
    return [end for end in (shown - _STEP, shown, shown + _STEP) if EARLIEST_DAY <= end <= today]


def _first_of(end: date) -> date:
    if end - EARLIEST_DAY < _STEP:
        return EARLIEST_DAY
    return end - _STEP + timedelta(days=1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]

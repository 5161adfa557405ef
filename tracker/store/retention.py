"""Which copies are kept: of the last days, weeks and months that have any."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

DAYS, WEEKS, MONTHS = 7, 4, 12
ASIDE = 5  # copies that were set aside before a step, of each kind of step


def is_due(made: Iterable[datetime], today: date) -> bool:
    """Whether the day has no copy yet."""
    return all(at.date() != today for at in made)


def kept(made: Collection[datetime], today: date) -> set[datetime]:
    """Of daily copies made at these moments, those to keep.

    All of today; the newest of each of the seven latest days, four latest weeks
    and twelve latest months *that have a copy*: a computer that was off for a
    year, or whose clock jumps, loses none by that. What is dated after today
    was made by a clock that was ahead, or this one is behind: it is kept, and
    takes no other copy's place.
    """
    ahead = {at for at in made if at.date() > today}
    others = sorted(set(made) - ahead, reverse=True)
    keep = ahead | {at for at in others if at.date() == today}
    for limit, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[object, datetime] = {}
        for at in others:
            newest.setdefault(period(at), at)
        keep.update(list(newest.values())[:limit])
    return keep


def kept_aside(made: Collection[datetime], today: date) -> set[datetime]:
    """Of the copies set aside before one kind of step, those to keep.

    All of today and later; of earlier ones the five newest, and the first of
    each of the five latest days: of several steps in one sitting, only the
    first found the diary as it was before them.
    """
    earlier = sorted((at for at in set(made) if at.date() < today), reverse=True)
    first = {at.date(): at for at in earlier}
    return set(made) - set(earlier) | set(earlier[:ASIDE]) | set(list(first.values())[:ASIDE])


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month

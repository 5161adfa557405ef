"""All that was entered about some days, read once for every version of the diary.

What is kept is shared between sessions: read it only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from tracker.library import strengthening
from tracker.model import Activity, CheckIn, Day, Event, ExerciseDone, MedicineTaken, Reading
from tracker.store import Diary, Store
from tracker.web.open_store import open_database

E = TypeVar("E", Activity, Event, ExerciseDone, MedicineTaken, Reading)
Version = tuple[Store, int, UUID, int]  # of a diary: where it is, whose, which one, how old


@dataclass(frozen=True, slots=True, eq=False)
class DayEntries:
    """All that was entered about some days, by the day; what a day says nothing of is not there."""

    days: Mapping[date, Day]
    check_ins: Mapping[date, CheckIn]
    activities: Mapping[date, Sequence[Activity]]
    exercises: Mapping[date, Sequence[ExerciseDone]]
    readings: Mapping[date, Sequence[Reading]]
    medicines: Mapping[date, Sequence[MedicineTaken]]
    events: Mapping[date, Sequence[Event]]  # by the day on which each began

    @property
    def newest_first(self) -> list[date]:
        """The days with anything entered."""
        days = self.days.keys() | self.readings.keys() | self.medicines.keys() | self.events.keys()
        return sorted(days, reverse=True)


def version_of(diary: Diary) -> Version:
    """What is kept of a diary is kept by."""
    return open_database(), diary.person_id, diary.identity(), diary.version()


def first_day(diary: Diary) -> date | None:
    """The earliest day with anything recorded."""
    return _first_day(version_of(diary))


def day_entries(diary: Diary, first: date, last: date) -> DayEntries:
    """What was entered about the days from `first` to `last`: a month or so, which is kept."""
    return _entries(version_of(diary), first, last)


def read_entries(diary: Diary, first: date | None = None, last: date | None = None) -> DayEntries:
    """The same, read anew; without days that of the whole diary."""
    with diary.snapshot() as now:
        return DayEntries(
            days={day.date: day for day in now.days(first, last, strengthening())},
            check_ins={check_in.date: check_in for check_in in now.check_ins(first, last)},
            activities=_by_day(now.activities(first, last)),
            exercises=_by_day(now.exercises_done(first, last)),
            readings=_by_day(now.readings(first, last)),
            medicines=_by_day(now.medicines(first, last)),
            events=_by_day(now.events(first, last)),
        )


def forget() -> None:
    """Let go of what was read."""
    _first_day.cache_clear()
    _entries.cache_clear()


@lru_cache(maxsize=1024)
def _first_day(version: Version) -> date | None:
    store, person_id, _, _ = version
    return store.diary(person_id).first_day()


@lru_cache(maxsize=64)
def _entries(version: Version, first: date, last: date) -> DayEntries:
    store, person_id, _, _ = version
    return read_entries(store.diary(person_id), first, last)


def _by_day(entries: Iterable[E]) -> dict[date, list[E]]:
    found: dict[date, list[E]] = {}
    for entry in entries:
        found.setdefault(entry.date, []).append(entry)
    return found

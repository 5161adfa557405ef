"""All that was entered about some days, read once; after a save the days that it changed.

What is kept is shared between sessions: read it only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from cachetools import LRUCache

from tracker.library import strengthening
from tracker.model import Activity, CheckIn, Day, Event, ExerciseDone, MedicineTaken, Reading
from tracker.store import Diary, Store
from tracker.web.open_store import open_database

E = TypeVar("E", Activity, Event, ExerciseDone, MedicineTaken, Reading)
Version = tuple[Store, int, UUID, int]  # of a diary: where it is, whose, which one, how old


@dataclass(frozen=True, slots=True, eq=False)
class DayEntries:
    """All that was entered about some days, by the day; what a day says nothing of is not there."""

    days: Mapping[date, Day] = field(default_factory=dict)
    check_ins: Mapping[date, CheckIn] = field(default_factory=dict)
    activities: Mapping[date, Sequence[Activity]] = field(default_factory=dict)
    exercises: Mapping[date, Sequence[ExerciseDone]] = field(default_factory=dict)
    readings: Mapping[date, Sequence[Reading]] = field(default_factory=dict)
    medicines: Mapping[date, Sequence[MedicineTaken]] = field(default_factory=dict)
    events: Mapping[date, Sequence[Event]] = field(default_factory=dict)  # by their first days

    @property
    def newest_first(self) -> list[date]:
        """The days with anything entered."""
        days = self.days.keys() | self.readings.keys() | self.medicines.keys() | self.events.keys()
        return sorted(days, reverse=True)

    @property
    def size(self) -> int:
        """How many entries there are, the days' sums among them."""
        several = (self.activities, self.exercises, self.readings, self.medicines, self.events)
        found = sum(len(entries) for kind in several for entries in kind.values())
        return found + len(self.days) + len(self.check_ins)


KEPT = 200_000  # entries of all diaries together, some 100 MB
_kept: LRUCache[tuple[Store, int, date, date], tuple[Version, DayEntries]]
_kept = LRUCache(KEPT, lambda kept: kept[1].size + 1)
_lock = Lock()


def version_of(diary: Diary) -> Version:
    """What is kept of a diary is kept by."""
    return open_database(), diary.person_id, diary.identity(), diary.version()


def first_day(diary: Diary) -> date | None:
    """The earliest day with anything recorded."""
    return _first_day(version_of(diary))


def day_entries(diary: Diary, first: date, last: date) -> DayEntries:
    """What was entered about the days from `first` to `last`: some months, which are kept."""
    key = (open_database(), diary.person_id, first, last)
    with _lock:
        version, kept = _kept.get(key, (None, None))
    if kept is not None and version == version_of(diary):
        return kept
    with diary.snapshot() as now:
        changed = None
        if version is not None and version[:3] == version_of(now)[:3]:
            changed = now.changed_days(version[3])
        if kept is None or changed is None:
            found = read_entries(now, first, last)
        else:
            within = (day for day in changed if first <= day <= last)
            found = _with_days(kept, {day: read_entries(now, day, day) for day in within})
        version = version_of(now)
    with _lock:
        _kept[key] = version, found
    return found


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


def read_marks(diary: Diary, first: date, last: date) -> DayEntries:
    """Of the days from `first` to `last` the events and medicines alone, read anew."""
    with diary.snapshot() as now:
        return DayEntries(
            medicines=_by_day(now.medicines(first, last)), events=_by_day(now.events(first, last))
        )


def forget() -> None:
    """Let go of what was read."""
    _first_day.cache_clear()
    with _lock:
        _kept.clear()


@lru_cache(maxsize=1024)
def _first_day(version: Version) -> date | None:
    store, person_id, _, _ = version
    return store.diary(person_id).first_day()


def _with_days(kept: DayEntries, changed: Mapping[date, DayEntries]) -> DayEntries:
    """What was kept, with what is entered now about the days that were changed."""

    def merged(kind: str) -> dict[date, Any]:
        found = {day: said for day, said in getattr(kept, kind).items() if day not in changed}
        for now in changed.values():
            found |= getattr(now, kind)
        return dict(sorted(found.items()))

    return DayEntries(**{kind.name: merged(kind.name) for kind in fields(DayEntries)})


def _by_day(entries: Iterable[E]) -> dict[date, list[E]]:
    found: dict[date, list[E]] = {}
    for entry in entries:
        found.setdefault(entry.date, []).append(entry)
    return found

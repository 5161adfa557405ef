"""What the diary says, read once for every version of it.

A write raises the version, so it is never followed by an old screen; then only the
days that it changed are read anew, and their weeks made anew. What is kept is shared
between sessions: read it only.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock
from uuid import UUID

from cachetools import LRUCache

from tracker.analysis.known_days import Measure, unknown_ending
from tracker.analysis.weeks import Week, week_of, weeks
from tracker.charts.amounts import endings_text
from tracker.library import strengthening
from tracker.model import Day, Goal, Person
from tracker.store import Diary, Store
from tracker.ui.made_once import forget as forget_made
from tracker.ui.made_once import made_once
from tracker.ui.regional import formats
from tracker.web.open_store import open_database


@dataclass(frozen=True, slots=True, eq=False)
class DiaryCache:
    """A diary as of a version and a day: its days by date, its weeks oldest first."""

    identity: UUID
    version: int
    person: Person
    today: date
    goals: tuple[Goal, ...]
    strengthening: frozenset[str]
    days: Mapping[date, Day]
    weeks: tuple[Week, ...]

    @property
    def first_day(self) -> date:
        """The first day with anything recorded, or today."""
        return next(iter(self.days), self.today)

    def between(self, first: date, last: date) -> Iterable[Day]:
        """The days from `first` to `last` with anything recorded, by date."""
        if (last - first).days >= len(self.days):
            return (day for day in self.days.values() if first <= day.date <= last)
        dates = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return (self.days[day] for day in dates if day in self.days)

    def week(self, first: date) -> Week:
        """The week that begins on `first`; nothing is recorded before the first week."""
        place = (first - self.weeks[0].start).days // 7
        if place >= 0:
            return self.weeks[place]
        return weeks([], self.goals, self.person.week_start, self.today, first, first)[0]


KEPT = 1_000_000  # days of all diaries together, some 280 MB
_latest: LRUCache[tuple[Store, int], DiaryCache] = LRUCache(KEPT, lambda read: len(read.days) + 1)
_lock = Lock()


def by_version(recorded: DiaryCache, *asked: Hashable) -> tuple[Hashable, ...]:
    """What is made of a diary is kept by this, so that it keeps no diary of an older version.

    What was made for a browser that writes in another way is another.
    """
    return recorded.identity, recorded.version, recorded.today, formats(), *asked


@made_once(by_version)
def ending(recorded: DiaryCache, last: date) -> str:
    """What the days up to `last` rest on, where they end in unknown ones; else empty."""
    days = tuple(recorded.days.values())
    found = (unknown_ending(days, measure, last, recorded.today) for measure in Measure)
    if not recorded.days:
        return ""
    return endings_text(filter(None, found), last.year, formats=formats())


def read_diary(diary: Diary) -> DiaryCache:
    """Everything recorded; one question to the database unless something was written."""
    key = (open_database(), diary.person_id)
    with _lock:
        kept = _latest.get(key)
    if kept and kept.version == diary.version() and kept.today == kept.person.today():
        return kept
    with diary.snapshot() as now:
        found = _read(now, kept)
    with _lock:
        _latest[key] = found
    return found


def this_week(diary: Diary, person: Person, today: date) -> Week:
    """The week of today alone, straight from the store: cheap enough for every tap."""
    days = diary.days(*week_of(today, person.week_start), strengthening())
    return week_with(days, diary.goals(), person, today)


def week_with(days: Iterable[Day], goals: Sequence[Goal], person: Person, today: date) -> Week:
    """The week of today, of which are the `days` that are in it."""
    first, last = week_of(today, person.week_start)
    own = [day for day in days if first <= day.date <= last]
    return weeks(own, goals, person.week_start, today, first, last)[0]


def forget() -> None:
    """Let go of every diary that was read."""
    with _lock:
        _latest.clear()
    forget_made()


def _read(diary: Diary, kept: DiaryCache | None) -> DiaryCache:
    person, goals = diary.person(), tuple(diary.goals())
    fresh = DiaryCache(
        identity=diary.identity(),
        version=diary.version(),
        person=person,
        today=person.today(),
        goals=goals,
        strengthening=strengthening(),
        days={},
        weeks=(),
    )
    if kept is not None and _differ_in_days_alone(kept, fresh):
        changed = diary.changed_days(kept.version)
        if changed is not None:
            days = _days_with_changes(diary, kept, changed)
            if next(iter(days), None) == next(iter(kept.days), None):
                return replace(fresh, days=days, weeks=_weeks_with_changes(kept, days, changed))
    found = diary.days(None, None, fresh.strengthening)
    made = weeks(found, goals, person.week_start, fresh.today)
    return replace(fresh, days={day.date: day for day in found}, weeks=tuple(made))


def _differ_in_days_alone(kept: DiaryCache, fresh: DiaryCache) -> bool:
    return all(
        getattr(kept, name) == getattr(fresh, name)
        for name in ("identity", "person", "today", "goals", "strengthening")
    )


def _days_with_changes(diary: Diary, kept: DiaryCache, changed: set[date]) -> dict[date, Day]:
    """The days kept, in their order, with those that were changed as they are now."""
    days = dict(kept.days)
    for day in changed:
        found = diary.days(day, day, kept.strengthening)
        if found:
            days[day] = found[0]
        else:
            days.pop(day, None)
    if all(day in kept.days for day in changed):
        return days
    return dict(sorted(days.items()))


def _weeks_with_changes(
    kept: DiaryCache, days: Mapping[date, Day], changed: set[date]
) -> tuple[Week, ...]:
    """The weeks kept, with those of the changed days made anew."""
    found = list(kept.weeks)
    for first, last in {week_of(day, kept.person.week_start) for day in changed}:
        place = (first - kept.weeks[0].start).days // 7
        if 0 <= place < len(found):
            dates = (first + timedelta(days=number) for number in range(7))
            in_week = [days[day] for day in dates if day in days]
            (found[place],) = weeks(
                in_week, kept.goals, kept.person.week_start, kept.today, first, last
            )
    return tuple(found)

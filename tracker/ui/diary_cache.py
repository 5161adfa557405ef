"""What the diary says, read once for every version of it.

A write raises the version, so it is never followed by an old screen. What is
kept is shared between sessions: read it only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.analysis.known_days import Measure, unknown_ending
from tracker.analysis.weeks import Week, week_of, weeks
from tracker.charts.amounts import endings_text
from tracker.library import strengthening
from tracker.model import Day, Goal, Person
from tracker.store import Diary, Store
from tracker.web.open_store import open_database


@dataclass(frozen=True, slots=True, eq=False)
class DiaryCache:
    """A diary as of a version and a day: its days by date, its weeks oldest first."""

    person: Person
    today: date
    goals: tuple[Goal, ...]
    days: Mapping[date, Day]
    weeks: tuple[Week, ...]

    @property
    def first_day(self) -> date:
        """The first day with anything recorded, or today."""
        return next(iter(self.days), self.today)

    def week(self, first: date) -> Week:
        """The week that begins on `first`; nothing is recorded before the first week."""
        place = (first - self.weeks[0].start).days // 7
        if place >= 0:
            return self.weeks[place]
        return weeks([], self.goals, self.person.week_start, self.today, first, first)[0]


@lru_cache(maxsize=64)
def ending(recorded: DiaryCache, last: date) -> str:
    """What the days up to `last` rest on, where they end in unknown ones; else empty."""
    days = recorded.days.values()
    found = (unknown_ending(days, measure, last, recorded.today) for measure in Measure)
    return endings_text(filter(None, found), last.year) if recorded.days else ""


def read_diary(diary: Diary) -> DiaryCache:
    """Everything recorded; one question to the database unless something was written."""
    store, version = open_database(), diary.version()
    today = _person(store, diary.person_id, version).today()
    return _recorded(store, diary.person_id, version, today)


def this_week(diary: Diary, person: Person, today: date) -> Week:
    """The week of today alone, straight from the store: cheap enough for every tap."""
    first, last = week_of(today, person.week_start)
    days = diary.days(first, last, strengthening())
    return weeks(days, diary.goals(), person.week_start, today, first, last)[0]


def forget() -> None:
    """Let go of every diary that was read."""
    _person.cache_clear()
    _recorded.cache_clear()


@lru_cache(maxsize=8)
def _person(store: Store, person_id: int, version: int) -> Person:
    return store.diary(person_id).person()


@lru_cache(maxsize=8)
def _recorded(store: Store, person_id: int, version: int, today: date) -> DiaryCache:
    with store.diary(person_id).snapshot() as diary:
        person, goals = diary.person(), tuple(diary.goals())
        days = diary.days(None, None, strengthening())
    return DiaryCache(
        person=person,
        today=today,
        goals=goals,
        days={day.date: day for day in days},
        weeks=tuple(weeks(days, goals, person.week_start, today)),
    )

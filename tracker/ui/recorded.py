"""What the diary says, kept in memory until a write makes it stale.

Every cache is keyed by person and data version, so a write is never followed
by an old screen. What comes back is shared between sessions: read it only.
"""

from datetime import date

import streamlit as st

from tracker.analysis.weeks import Week, week_of, weeks
from tracker.catalogue import strengthening
from tracker.model import Day, Person
from tracker.store import Diary


def days(diary: Diary) -> tuple[Day, ...]:
    """Every day with anything recorded, by date."""
    return _days(diary.person_id, diary.version(), diary)


def all_weeks(diary: Diary, person: Person, today: date) -> tuple[Week, ...]:
    """Every week from the first recorded day to this one."""
    return _weeks(diary.person_id, diary.version(), today, diary, person)


def week(diary: Diary, person: Person, today: date, day: date) -> Week:
    """The week that `day` is in, read straight from the store: cheap enough for every tap."""
    first, last = week_of(day, person.week_start)
    recorded = diary.days(first, last, strengthening())
    return weeks(recorded, diary.goals(), person.week_start, today, first, last)[0]


@st.cache_resource(max_entries=8, show_spinner=False)
def _days(person_id: int, version: int, _diary: Diary) -> tuple[Day, ...]:
    return tuple(_diary.days(None, None, strengthening()))


@st.cache_resource(max_entries=8, show_spinner=False)
def _weeks(
    person_id: int, version: int, today: date, _diary: Diary, _person: Person
) -> tuple[Week, ...]:
    return tuple(
        weeks(
            _days(person_id, version, _diary),
            _diary.goals(),
            _person.week_start,
            today,
            _diary.first_day() or today,
            today,
        )
    )

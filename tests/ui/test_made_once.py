"""What screens make of diaries is made once, for all diaries in use, within a bound of bytes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

import pytest

from tests.store.entries import BY, DAY, check_in, walk
from tracker.analysis import daily
from tracker.model import Person
from tracker.store import Diary, Store
from tracker.ui import day_entries, diary_cache, made_once
from tracker.ui.diary_cache import read_diary
from tracker.ui.trends import view
from tracker.ui.week import earlier

IN_USE = 20


@pytest.fixture(autouse=True)
def open_database(small_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process's one open database is the test's."""
    monkeypatch.setattr(diary_cache, "open_database", lambda: small_store)
    monkeypatch.setattr(day_entries, "open_database", lambda: small_store)
    yield
    diary_cache.forget()
    day_entries.forget()


@pytest.fixture
def diaries(small_store: Store) -> list[Diary]:
    found = [small_store.diary(small_store.add_person(Person())) for _ in range(IN_USE)]
    for pain, diary in enumerate(found):
        days = [DAY - timedelta(days=ago) for ago in range(60)]
        diary.apply([check_in(pain % 11, day) for day in days], by=BY)
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is made of days, each time that it is made."""
    found: list[str] = []

    def watched(make: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(make)
        def watching(*asked: Any, **how: Any) -> Any:
            found.append(make.__name__)
            return make(*asked, **how)

        return watching

    monkeypatch.setattr(earlier, "daily_frame", watched(daily.daily_frame))
    monkeypatch.setattr("tracker.ui.trends.daily_frame", watched(daily.daily_frame))
    monkeypatch.setattr(earlier, "panel", watched(earlier.panel))
    monkeypatch.setattr("tracker.ui.diary_cache.weeks", watched(diary_cache.weeks))
    monkeypatch.setattr(day_entries, "read_entries", watched(day_entries.read_entries))
    return found


def look_at_week_and_trends(diary: Diary) -> None:
    read = read_diary(diary)
    for make in (earlier.drawn_weeks, earlier.weeks_panel):
        make(read, DAY)
    earlier.drawn_year(read, DAY.year, False)
    earlier.year_panel(read, DAY.year)
    view(diary, read, DAY - timedelta(days=83), DAY)


def test_twenty_diaries_in_use_are_each_made_once(diaries: list[Diary], made: list[str]) -> None:
    for diary in diaries:
        look_at_week_and_trends(diary)
    assert made
    made.clear()
    for _ in range(3):
        for diary in diaries:
            look_at_week_and_trends(diary)
    assert not made


def test_a_save_makes_nothing_of_the_other_diaries_anew(
    diaries: list[Diary], made: list[str]
) -> None:
    for diary in diaries:
        look_at_week_and_trends(diary)
    made.clear()
    diaries[0].save(walk(45), by=BY)
    look_at_week_and_trends(diaries[0])
    assert made
    made.clear()
    for diary in diaries[1:]:
        look_at_week_and_trends(diary)
    assert not made


def test_what_is_kept_stays_within_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made_once.made.maxsize == made_once.MEMORY
    made_once.forget()
    size = made_once.MEMORY // 10

    @made_once.made_once(lambda number: number)
    def text(number: int) -> str:
        return f"{number % 10}" * size

    for number in range(30):
        assert text(number)[0] == str(number % 10)
        assert made_once.made.currsize <= made_once.MEMORY
    assert len(made_once.made) == 9
    made_once.forget()
    assert not made_once.made.currsize


def test_what_is_made_of_a_diary_is_counted_with_all_that_it_holds(diaries: list[Diary]) -> None:
    made_once.forget()
    look_at_week_and_trends(diaries[0])
    shown = view(diaries[0], read_diary(diaries[0]), DAY - timedelta(days=83), DAY)
    counted = made_once.made.currsize
    assert counted > shown.chart.rows.nbytes + len(shown.panel.points) + shown.daily.size * 8

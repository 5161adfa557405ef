"""What screens know of a diary is what it says, however it came to say so."""

import gc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, check_in, walk
from tracker.exporting.load_report_data import load_report_data
from tracker.model import CheckIn, Goal, Person, WeekStart
from tracker.store import Diary, Store
from tracker.ui import diary_cache
from tracker.ui.diary_cache import DiaryCache, ending, read_diary


@pytest.fixture(autouse=True)
def open_database(small_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process's one open database is the test's."""
    monkeypatch.setattr(diary_cache, "open_database", lambda: small_store)
    yield
    diary_cache.forget()


def known(read: DiaryCache) -> object:
    return (read.version, read.person, read.goals, list(read.days.items()), read.weeks)


def read_afresh(diary: Diary) -> object:
    diary_cache.forget()
    return known(read_diary(diary))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    changes=st.lists(
        st.lists(
            strategies.check_ins() | strategies.activities() | strategies.exercises_done(),
            max_size=3,
            unique_by=lambda value: (
                value.date
                if isinstance(value, CheckIn)
                else getattr(value, "external_id", "") or value.uid
            ),
        )
        | st.sampled_from(["undo", "a goal", "weeks from Sunday", "remove"]),
        max_size=8,
    )
)
def test_after_any_changes_it_is_as_if_read_afresh(small_store: Store, changes: Any) -> None:
    diary = small_store.diary(small_store.add_person(Person()))
    read_diary(diary)
    for change in changes:
        if change == "undo":
            diary.undo(by=BY)
        elif change == "a goal":
            diary.save(Goal(DAY, 90, 1), by=BY)
        elif change == "weeks from Sunday":
            diary.save(Person(week_start=WeekStart.SUNDAY), diary.person(), by=BY)
        elif change == "remove":
            diary.remove_days(DAY, None, by=BY)
        else:
            diary.apply(change, by=BY)
        kept = known(read_diary(diary))
        assert kept == read_afresh(diary)


def test_a_report_by_what_is_known_is_the_report_that_is_read_afresh(ada: Diary) -> None:
    ada.apply([check_in(3, DAY - timedelta(days=ago)) for ago in range(60)], by=BY)
    read_diary(ada)
    ada.save(walk(30), by=BY)
    afresh = load_report_data(ada, made_at=ada.person().now())
    known = load_report_data(ada, made_at=afresh.made_at, known=read_diary)
    assert (known.days, known.weeks) == (afresh.days, afresh.weeks)
    assert (known.first, known.last) == (afresh.first, afresh.last)
    in_a_month = afresh.made_at + timedelta(days=30)  # the weeks that are known end before
    known = load_report_data(ada, made_at=in_a_month, known=read_diary)
    assert known.weeks == load_report_data(ada, made_at=in_a_month).weeks


def test_a_tap_reads_no_more_than_its_day(ada: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.apply([check_in(3, DAY - timedelta(days=ago)) for ago in range(60)], by=BY)
    before = read_diary(ada)
    asked: list[tuple[object, object]] = []
    days = Diary.days

    def watched(self: Diary, first: Any, last: Any, strengthening: Any) -> Any:
        asked.append((first, last))
        return days(self, first, last, strengthening)

    monkeypatch.setattr(Diary, "days", watched)
    ada.save(walk(30), by=BY)
    after = read_diary(ada)
    assert asked == [(DAY, DAY)]
    assert sum(a is not b for a, b in zip(before.weeks, after.weeks, strict=True)) == 1
    assert read_diary(ada) is after


def test_the_days_of_a_stretch_are_those_with_anything_recorded(ada: Diary) -> None:
    days = [DAY - timedelta(days=ago) for ago in (40, 9, 3, 0)]
    ada.apply([check_in(3, day) for day in days], by=BY)
    read = read_diary(ada)
    for first, last in ((days[1], days[2]), (days[0], days[3]), (days[2], days[1])):
        found = [day.date for day in read.between(first, last)]
        assert found == [day for day in days if first <= day <= last]


def test_a_first_day_before_all_others_begins_the_weeks(ada: Diary) -> None:
    ada.save(check_in(3), by=BY)
    assert read_diary(ada).first_day == DAY
    ada.save(check_in(3, DAY - timedelta(days=30)), by=BY)
    assert read_diary(ada).first_day == DAY - timedelta(days=30)
    assert read_diary(ada).weeks[0].start <= DAY - timedelta(days=30)


def test_what_is_made_of_a_diary_keeps_no_older_version_of_it(small_store: Store) -> None:
    diary = small_store.diary(small_store.add_person(Person()))
    diary.save(check_in(), by=BY)
    read = read_diary(diary)
    said = ending(read, read.today)
    assert ending(read_diary(diary), read.today) is said
    diary.save(Goal(DAY, 90, 1), by=BY)
    read = read_diary(diary)
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, DiaryCache)]
    assert [one.version for one in kept if one.identity == read.identity] == [read.version]


def test_two_hundred_diaries_of_ten_years_are_kept_at_once() -> None:
    """With fewer, people who look in turn would each have all of their diary read anew."""
    assert diary_cache.KEPT >= 200 * (1 + 10 * 366)

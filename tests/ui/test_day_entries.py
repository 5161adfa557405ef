"""What is known of days one by one is what the diary says, however it came to say so."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, check_in, walk
from tracker.model import CheckIn, ExerciseDone, ExerciseKind, OwnExercise, Person
from tracker.store import Diary, Store
from tracker.ui import day_entries
from tracker.ui.day_entries import read_entries

HEEL_DROP = ExerciseDone(DAY, "Heel drop")
FIRST, LAST = DAY - timedelta(days=83), DAY


@pytest.fixture(autouse=True)
def open_database(small_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process's one open database is the test's."""
    monkeypatch.setattr(day_entries, "open_database", lambda: small_store)
    yield
    day_entries.forget()


def said(found: Any) -> object:
    return {kind: list(days.items()) for kind, days in asdict(found).items()}


def identity(value: Any) -> object:
    if isinstance(value, CheckIn):
        return value.date
    return getattr(value, "external_id", "") or value.uid


ENTRIES = (
    strategies.check_ins()
    | strategies.activities()
    | strategies.exercises_done()
    | strategies.readings()
    | strategies.medicines()
    | strategies.events()
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    changes=st.lists(
        st.lists(ENTRIES, max_size=3, unique_by=identity)
        | st.sampled_from(["undo", "an own exercise", "remove"]),
        max_size=8,
    )
)
def test_after_any_changes_it_is_as_if_read_afresh(small_store: Store, changes: Any) -> None:
    diary = small_store.diary(small_store.add_person(Person()))
    diary.save(HEEL_DROP, by=BY)
    for change in changes:
        day_entries.day_entries(diary, FIRST, LAST)
        if change == "undo":
            diary.undo(by=BY)
        elif change == "an own exercise":
            diary.apply([OwnExercise(HEEL_DROP.exercise, ExerciseKind.STRENGTHENING)], by=BY)
        elif change == "remove":
            diary.remove_days(DAY, None, by=BY)
        else:
            diary.apply(change, by=BY)
        kept = day_entries.day_entries(diary, FIRST, LAST)
        assert said(kept) == said(read_entries(diary, FIRST, LAST))


def test_a_tap_reads_no_more_than_its_day(ada: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.apply([check_in(3, DAY - timedelta(days=ago)) for ago in range(60)], by=BY)
    before = day_entries.day_entries(ada, FIRST, LAST)
    asked: list[tuple[object, object]] = []

    def watched(diary: Diary, first: Any = None, last: Any = None) -> Any:
        asked.append((first, last))
        return read_entries(diary, first, last)

    monkeypatch.setattr(day_entries, "read_entries", watched)
    ada.save(walk(30, DAY - timedelta(days=2)), by=BY)
    after = day_entries.day_entries(ada, FIRST, LAST)
    assert asked == [(DAY - timedelta(days=2), DAY - timedelta(days=2))]
    assert len(after.activities) == 1
    assert not before.activities
    assert day_entries.day_entries(ada, FIRST, LAST) is after


def test_days_that_nobody_looks_at_are_not_read(
    ada: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.save(check_in(3), by=BY)
    before = day_entries.day_entries(ada, FIRST, LAST)
    monkeypatch.setattr(day_entries, "read_entries", None)
    ada.save(check_in(3, FIRST - timedelta(days=1)), by=BY)
    assert said(day_entries.day_entries(ada, FIRST, LAST)) == said(before)

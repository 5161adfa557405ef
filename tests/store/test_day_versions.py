from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, answered, at, check_in, one_of_each, walk
from tests.store.test_history import contents
from tracker.model import (
    ExerciseDone,
    Goal,
    Person,
    PlanItem,
    Reading,
    Skip,
    SkipReason,
)
from tracker.store import Diary, Store

BEFORE = DAY - timedelta(days=1)


def of_day(diary: Diary) -> list[Any]:
    """All that is stored about the day."""
    found = [
        *diary.check_ins(DAY, DAY),
        *diary.activities(DAY, DAY),
        *diary.exercises_done(DAY, DAY),
        *diary.skips(DAY, DAY),
        *diary.readings(DAY, DAY),
        *diary.medicines(DAY, DAY),
        *diary.events(DAY, DAY),
        *diary.answers(DAY, DAY),
    ]
    return sorted(found, key=repr)


def test_a_day_tells_what_it_said_when_and_by_what_it_was_changed(diary: Diary) -> None:
    first = diary.save(check_in(4), by="check in").value
    diary.save(walk(30), by="check in")
    diary.save(replace(first, pain=6), first, by="import")
    diary.save(check_in(1, BEFORE), by="check in")
    newest, middle, oldest = diary.day_versions(DAY)
    assert oldest.values == (first,)
    assert middle.values == (first, walk(30))
    assert newest.values == (replace(first, pain=6), walk(30))
    assert [(v.version, v.by) for v in (newest, middle, oldest)] == [
        (3, "import"), (2, "check in"), (1, "check in"),
    ]  # fmt: skip
    assert [(c.before, c.after) for c in newest.changes] == [(first, replace(first, pain=6))]
    assert newest.at.utcoffset() is not None
    assert diary.day_versions(DAY - timedelta(days=9)) == []


def test_only_what_belongs_to_the_day_is_in_its_history(diary: Diary) -> None:
    entries: list[Any] = one_of_each()
    diary.apply([*entries, check_in(2, BEFORE)], by="import")
    (version,) = diary.day_versions(DAY)
    kinds = [type(value).__name__ for value in version.values]
    assert kinds == [
        "CheckIn", "Activity", "ExerciseDone", "Skip", "Reading", "MedicineTaken", "Event",
        "Answers",
    ]  # fmt: skip
    assert sorted(version.values, key=repr) == of_day(diary)


def test_an_undo_is_a_version_too(diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    diary.undo(by="check in")
    newest, oldest = diary.day_versions(DAY)
    assert (newest.values, newest.undoes) == ((), 1)
    assert (oldest.values, oldest.undoes) == ((check_in(4),), None)


def test_an_activity_that_moved_to_another_day_is_told_on_both(diary: Diary) -> None:
    seen = diary.save(walk(30), by=BY).value
    moved = diary.save(replace(seen, date=BEFORE), seen, by=BY).value
    diary.save(replace(moved, minutes=40), moved, by=BY)
    assert [v.values for v in diary.day_versions(DAY)] == [(), (seen,)]
    assert [v.values for v in diary.day_versions(BEFORE)] == [
        (replace(moved, minutes=40),), (moved,),
    ]  # fmt: skip
    diary.restore_day(DAY, 1, by=BY)
    assert diary.activities() == [seen]


def test_any_version_is_restored_and_that_can_be_undone(diary: Diary) -> None:
    entries: list[Any] = [
        check_in(4),
        walk(30),
        ExerciseDone(DAY, "wall sit", 3),
        Skip(DAY, "plank", SkipReason.TIME),
        Reading(at(9), 3),
        answered(),
    ]
    beside: list[Any] = [check_in(9, BEFORE), Goal(DAY), PlanItem("plank", starts=DAY)]
    version = diary.apply([*entries, *beside], by=BY)
    said = contents(diary)
    diary.apply([check_in(8, sleep=2), walk(5)], entries[1:], by=BY)
    then = contents(diary)

    restored = diary.restore_day(DAY, version, by="history")
    assert [len(kind) for kind in contents(diary)[1:]] == [len(kind) for kind in said[1:]]  # type: ignore[arg-type]
    assert of_day(diary) == sorted(entries, key=repr)
    assert diary.history(limit=1)[0].by == "history"
    assert diary.day_versions(DAY)[0].version == restored
    diary.undo(by=BY)
    assert contents(diary) == then


def test_restoring_what_the_day_says_changes_nothing(diary: Diary) -> None:
    version = diary.apply([check_in(4), walk(30)], by=BY)
    assert diary.restore_day(DAY, version, by=BY) == version
    assert diary.restore_day(DAY, 99, by=BY) == version


def test_before_its_first_version_a_day_said_nothing(diary: Diary) -> None:
    diary.save(check_in(3, BEFORE), by=BY)
    diary.apply([check_in(4), walk(30)], by=BY)
    diary.restore_day(DAY, 1, by=BY)
    assert of_day(diary) == []
    assert diary.check_ins() == [check_in(3, BEFORE)]
    diary.undo(by=BY)
    assert len(of_day(diary)) == 2


def test_the_history_of_a_day_is_the_persons_own(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    version = grace.save(check_in(9), by=BY).version
    assert ada.day_versions(DAY) == []
    assert ada.restore_day(DAY, version, by=BY) == 0
    assert grace.check_ins() == [check_in(9)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    changes=st.lists(
        st.lists(
            strategies.check_ins(DAY)
            | strategies.check_ins(BEFORE)
            | strategies.activities()
            | strategies.skips
            | st.just("undo"),
            max_size=3,
        ),
        max_size=6,
    )
)
def test_every_version_is_what_was_stored_then(store: Store, changes: Any) -> None:
    diary = store.diary(store.add_person(Person()))
    said = {}
    for values in changes:
        if "undo" in values:
            diary.undo(by=BY)
        else:
            diary.apply(values, by=BY)
        said[diary.version()] = of_day(diary)
    versions = diary.day_versions(DAY)
    for version in versions:
        assert sorted(version.values, key=repr) == said[version.version]
    for version in versions[:3]:
        diary.restore_day(DAY, version.version, by=BY)
        assert of_day(diary) == said[version.version]


@pytest.mark.parametrize("days", [0, 400])
def test_a_long_history_does_not_hide_a_day(diary: Diary, days: int) -> None:
    diary.save(check_in(4), by=BY)
    diary.apply([check_in(3, BEFORE - timedelta(days=ago)) for ago in range(days)], by="import")
    assert [v.values for v in diary.day_versions(DAY)] == [(check_in(4),)]


def test_which_days_were_changed_since(diary: Diary) -> None:
    seen = diary.save(walk(30), by=BY).value
    since = diary.version()
    assert diary.changed_days(since) == set()
    diary.save(check_in(3, BEFORE), by=BY)
    assert diary.changed_days(since) == {BEFORE}
    diary.undo(by=BY)
    assert diary.changed_days(since + 1) == {BEFORE}
    diary.save(replace(seen, date=BEFORE), seen, by=BY)
    assert diary.changed_days(since + 2) == {DAY, BEFORE}


@pytest.mark.parametrize("other", [Goal(DAY, 120, 3), PlanItem("bird dog", 5, 2, 10, starts=DAY)])
def test_what_belongs_to_no_day_changes_more_than_days(diary: Diary, other: Any) -> None:
    diary.save(other, by=BY)
    diary.save(check_in(3), by=BY)
    assert diary.changed_days(0) is None
    assert diary.changed_days(1) == {DAY}


def test_of_very_many_changes_or_unknown_ones_no_days_are_listed(diary: Diary) -> None:
    diary.apply([check_in(3, DAY - timedelta(days=ago)) for ago in range(300)], by="import")
    assert diary.changed_days(0) is None
    assert diary.changed_days(-5) is None
    assert diary.changed_days(7) is None

from dataclasses import replace
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.test_history import NOTHING, contents
from tracker.model import Activity, CheckIn, Intensity, Person
from tracker.store import Diary, Store

BEFORE = DAY - timedelta(days=1)


def brought(diary: Diary, *values: Any) -> int:
    """Import the values; returns the version to take back."""
    return diary.apply(values, by="import")


def test_an_import_is_taken_back_days_later_and_what_came_since_stays(diary: Diary) -> None:
    mine = diary.save(check_in(3, BEFORE), by=BY).value
    version = brought(diary, check_in(5), walk(30), replace(mine, pain=6))
    later = diary.save(walk(10), by=BY).value
    noted = diary.save(replace(check_in(5), note="stiff"), check_in(5), by=BY).value

    undone = diary.undo_group(version, by="my data")
    assert diary.check_ins() == [mine, noted]
    assert diary.activities() == [later]
    assert {c.after for c in undone.changes} == {walk(30), replace(mine, pain=6)}
    assert [(left.change.after, left.now) for left in undone.left] == [(check_in(5), noted)]
    assert undone.version == diary.version() == version + 3


def test_what_would_be_taken_back_is_told_before_anything_is_written(diary: Diary) -> None:
    version = brought(diary, check_in(5), walk(30), walk(20))
    gone = diary.activities()[1]
    diary.remove(gone, by=BY)
    noted = diary.save(replace(check_in(5), note="stiff"), check_in(5), by=BY).value
    before = contents(diary), diary.version()
    shown = diary.taking_back(version)
    assert shown is not None
    assert (shown.version, shown.by) == (version, "import")
    assert [change.after for change in shown.changes] == [walk(30)]
    assert {(left.change.after, left.now) for left in shown.left} == {
        (check_in(5), noted),
        (gone, None),
    }
    assert (contents(diary), diary.version()) == before


def test_taking_back_is_a_change_of_its_own_and_can_be_taken_back(diary: Diary) -> None:
    version = brought(diary, check_in(5), walk(30))
    after = contents(diary)
    taken = diary.undo_group(version, by="my data").version
    assert contents(diary)[1:] == NOTHING
    newest = diary.history()[:2]
    assert {(c.by, c.undoes, c.undone) for c in newest} == {("my data", version, False)}
    assert [(g.undone, g.size) for g in diary.groups()] == [(0, 2), (2, 2)]

    again = diary.undo_group(taken, by="my data")
    assert contents(diary) == after
    assert len(again.changes) == 2
    assert [(g.undone, g.size) for g in diary.groups()] == [(0, 2), (2, 2), (0, 2)]
    assert diary.taking_back(again.version) is None  # the import itself holds again
    diary.undo(by=BY)
    assert contents(diary)[1:] == NOTHING
    assert diary.undo(by=BY) is None


def test_nothing_is_written_where_nothing_is_to_be_taken_back(diary: Diary) -> None:
    version = brought(diary, check_in(5))
    diary.undo_group(version, by=BY)
    now = diary.version()
    for asked in (version, 99, 0):
        assert diary.taking_back(asked) is None
        undone = diary.undo_group(asked, by=BY)
        assert (undone.version, undone.changes, undone.left) == (now, (), ())
    assert len(diary.history()) == 2


def test_an_entry_that_was_changed_and_changed_back_since_was_touched(diary: Diary) -> None:
    version = brought(diary, check_in(5))
    other = diary.save(replace(check_in(5), pain=7), check_in(5), by=BY).value
    back = diary.save(replace(other, pain=5), other, by=BY).value
    undone = diary.undo_group(version, by=BY)
    assert undone.changes == ()
    assert [left.now for left in undone.left] == [back]
    while diary.undo(by=BY):
        pass
    assert contents(diary)[1:] == NOTHING


def test_an_edit_that_was_undone_touched_nothing(diary: Diary) -> None:
    version = brought(diary, check_in(5))
    diary.save(replace(check_in(5), pain=7), check_in(5), by=BY)
    diary.undo(by=BY)
    assert diary.undo_group(version, by=BY).left == ()
    assert diary.check_ins() == []


def test_what_was_left_is_taken_back_by_going_on_undoing(diary: Diary) -> None:
    version = brought(diary, check_in(5), walk(30))
    diary.save(replace(check_in(5), pain=7), check_in(5), by=BY)
    diary.undo_group(version, by=BY)
    diary.undo(by=BY)  # the edit
    assert diary.check_ins() == [check_in(5)]
    group = diary.last_group()
    assert group is not None
    assert (group.version, group.size) == (version, 1)
    diary.undo(by=BY)
    assert contents(diary)[1:] == NOTHING


def test_a_removal_is_taken_back_unless_the_entry_came_anew(diary: Diary) -> None:
    diary.save(check_in(5), by=BY)
    walked = diary.save(walk(30), by=BY).value
    version = diary.apply([], [check_in(5), walked], by="deletion")
    anew = diary.save(check_in(2), by=BY).value
    undone = diary.undo_group(version, by=BY)
    assert diary.activities() == [walked]
    assert [(left.change.before, left.now) for left in undone.left] == [(check_in(5), anew)]


def test_the_settings_of_the_person_are_taken_back_too(diary: Diary) -> None:
    seen = diary.person()
    version = diary.apply([replace(seen, name="Grace"), walk()], by="import")
    diary.undo_group(version, by=BY)
    assert diary.person() == seen


def test_every_kind_is_taken_back(diary: Diary) -> None:
    diary.save(check_in(1), by=BY)
    before = contents(diary)
    entries: list[Any] = one_of_each()
    version = diary.apply(entries, by="import")
    diary.save(walk(5), by=BY)
    after = contents(diary)
    taken = diary.undo_group(version, by=BY)
    assert len(taken.changes) == len(entries)
    diary.undo(by=BY)
    assert contents(diary) == before
    diary.save(walk(5), by=BY)
    diary.undo_group(taken.version, by=BY)
    assert [len(kind) for kind in contents(diary)[1:]] == [len(kind) for kind in after[1:]]  # type: ignore[arg-type]


@pytest.mark.parametrize("first", ["undone", "removed"])
def test_what_was_entered_again_and_removed_stands_in_the_way_of_the_one_before(
    diary: Diary, first: str
) -> None:
    """Else both would have the day, and Undo would stop there for good."""
    diary.save(check_in(3), by=BY)
    if first == "undone":
        diary.undo(by=BY)
    else:
        diary.remove(check_in(3), by=BY)
    gone = diary.version()
    diary.save(check_in(6), by=BY)
    diary.remove(check_in(6), by=BY)
    undone = diary.undo_group(gone, by=BY)
    assert (undone.changes, len(undone.left)) == ((), 1)
    while diary.undo(by=BY):
        pass
    assert diary.check_ins() == []
    assert diary.last_group() is None


def test_of_two_that_say_the_same_only_the_one_that_was_meant_is_taken_back(diary: Diary) -> None:
    diary.save(check_in(3), by=BY)
    diary.remove(check_in(3), by=BY)
    diary.undo(by=BY)
    brought_back = diary.version()
    diary.undo(by=BY)  # and its being entered
    diary.save(check_in(3), by=BY)
    undone = diary.undo_group(brought_back, by=BY)
    assert (undone.changes, len(undone.left)) == ((), 1)
    assert diary.check_ins() == [check_in(3)]


def test_another_days_entries_do_not(diary: Diary) -> None:
    diary.save(check_in(3), by=BY)
    diary.remove(check_in(3), by=BY)
    gone = diary.version()
    diary.save(check_in(6, BEFORE), by=BY)
    diary.remove(check_in(6, BEFORE), by=BY)
    assert diary.undo_group(gone, by=BY).left == ()
    assert diary.check_ins() == [check_in(3)]


def test_imports_are_found_among_many_later_changes(diary: Diary) -> None:
    first = brought(diary, check_in(5), walk(30))
    for minutes in range(1, 40):
        diary.save(walk(minutes), by=BY)
    second = diary.apply([walk(50)], by="import of a watch")
    assert len(diary.groups()) == 30
    assert [g.version for g in diary.groups(by="import")] == [second, first]
    assert [g.version for g in diary.groups(by="import", limit=1)] == [second]
    assert [g.kinds for g in diary.groups(by="import")] == [
        {"activity": 1}, {"check-in": 1, "activity": 1},
    ]  # fmt: skip
    assert diary.groups(by="imp_rt") == diary.groups(by="%") == []


def test_one_person_cannot_take_back_what_is_anothers(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    version = brought(grace, check_in(5), walk(30))
    before = contents(grace), grace.version(), grace.history()
    assert ada.taking_back(version) is None
    assert ada.undo_group(version, by="Ada").changes == ()
    assert (contents(grace), grace.version(), grace.history()) == before


def test_eighteen_thousand_rows_are_taken_back_in_seconds(sqlite_store: Store) -> None:
    diary = sqlite_store.diary(sqlite_store.add_person(Person()))
    days = [DAY - timedelta(days=ago) for ago in range(6_000)]
    values: list[Any] = [check_in(3, day) for day in days]
    values += [Activity(day, "walk", m, Intensity.MODERATE) for day in days for m in (10, 20)]
    version = diary.apply(values, by="import")
    kept = diary.save(replace(check_in(3), note="mine"), check_in(3), by=BY).value
    begun = perf_counter()
    shown = diary.taking_back(version)
    undone = diary.undo_group(version, by=BY)
    assert perf_counter() - begun < 60  # a busy machine; benchmarks/ measures
    assert shown is not None
    assert (len(shown.changes), len(undone.changes), len(undone.left)) == (17_999, 17_999, 1)
    assert diary.check_ins() == [kept]
    assert diary.activities() == []


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), strategies.check_ins(DAY) | strategies.check_ins(BEFORE)),
        st.tuples(
            st.just("apply"),
            st.lists(strategies.check_ins(DAY) | strategies.check_ins(BEFORE), max_size=3),
        ),
        st.tuples(st.just("remove"), st.integers(0, 1)),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("take back"), st.integers(1, 12)),
        st.tuples(st.just("restore"), st.integers(1, 12)),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(actions=ACTIONS)
def test_whatever_is_taken_back_undoing_always_leads_to_the_beginning(
    sqlite_store: Store, actions: list[tuple[str, Any]]
) -> None:
    diary = sqlite_store.diary(sqlite_store.add_person(Person()))
    for action, value in actions:
        before = {c.date: c for c in diary.check_ins()}
        if action == "save":
            diary.save(value, before.get(value.date), by=BY)
        elif action == "apply":
            diary.apply(value, by="import")
        elif action == "remove":
            for entry in diary.check_ins()[value : value + 1]:
                diary.remove(entry, by=BY)
        elif action == "undo":
            diary.undo(by=BY)
        elif action == "restore":
            diary.restore_day(DAY, value, by=BY)
        else:
            _take_back(diary, value, before)
    while diary.undo(by=BY):  # never a conflict
        pass
    assert diary.check_ins() == []
    assert diary.last_group() is None


def _take_back(diary: Diary, version: int, before: dict[Any, CheckIn]) -> None:
    shown = diary.taking_back(version)
    undone = diary.undo_group(version, by=BY)
    after = {c.date: c for c in diary.check_ins()}
    assert len(undone.changes) == (len(shown.changes) if shown else 0)
    touched = set()
    for change in undone.changes:
        entry: Any = change.after or change.before
        assert before.get(entry.date) == change.after
        assert after.get(entry.date) == change.before
        touched.add(entry.date)
    assert {d: c for d, c in before.items() if d not in touched} == {
        d: c for d, c in after.items() if d not in touched
    }


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Any:
    from tracker.store import open_store

    store = open_store(sqlite_url)
    yield store
    store.close()

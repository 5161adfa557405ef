"""Undo gives back the diary before a version, redo the one after it, whatever made it."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from tests import strategies
from tests.store.entries import BY, DAY, at, check_in, walk
from tests.store.test_history import NOTHING, contents
from tracker.model import Activity, CheckIn, ExerciseDone, Goal, Person
from tracker.store import Diary, Store, history
from tracker.store.database_tables import changes
from tracker.store.entry_mappers import CHECK_IN
from tracker.store.person_scope import PERSON

BEFORE = DAY - timedelta(days=1)
NOT_THERE = [walk(n, DAY - timedelta(days=90 + n)) for n in range(1, 600)]  # makes a change large
_TWICE = (
    select(changes.c.version)
    .where(changes.c.person_id == PERSON)
    .group_by(changes.c.version, changes.c.entry)
    .having(func.count(changes.c.place) > 1)
)


def none_on(day: Any = DAY, **fields: Any) -> CheckIn:
    """A day of which nothing is said but that there was nothing."""
    return CheckIn(day, None, at(20, day), no_activity=True, no_exercises=True, **fields)


def redo(diary: Diary) -> None:
    group = diary.steps().redo
    assert group is not None
    diary.undo_group(group.version, by=BY)


def changed_twice(diary: Diary) -> list[int]:
    with diary._reading() as connection:
        return list(connection.scalars(_TWICE))


# -- "none" in a version that has something on the day


@pytest.mark.parametrize("size", ["a few", "many"])
@pytest.mark.parametrize("kept", [None, check_in(3, note="rest")])
def test_an_import_that_says_none_of_a_day_with_an_exercise_is_one_change(
    diary: Diary, kept: CheckIn | None, size: str
) -> None:
    diary.apply([ExerciseDone(DAY, "bridge"), walk(10)], by=BY)
    diary.save(check_in(5, BEFORE), by=BY)
    before = contents(diary)
    none = replace(kept or none_on(), no_activity=True, no_exercises=True)
    more = NOT_THERE if size == "many" else []
    diary.apply([none, walk(20, BEFORE), *more], by="import")
    after = contents(diary)
    assert diary.check_in(DAY) == kept
    assert changed_twice(diary) == []

    diary.undo(by=BY)
    assert contents(diary) == before
    redo(diary)
    assert contents(diary) == after


def test_what_changes_nothing_in_the_end_makes_no_version(diary: Diary) -> None:
    version = diary.apply([ExerciseDone(DAY, "bridge"), walk(10), check_in(3)], by=BY)
    said = replace(check_in(3), no_activity=True)
    saved = diary.save(said, check_in(3), by=BY)
    assert (saved.version, saved.value) == (version, check_in(3))
    assert diary.apply([said], by=BY) == version
    assert [change.version for change in diary.history()] == [version] * 3


def test_what_is_saved_is_told_without_the_ticks_that_do_not_hold(diary: Diary) -> None:
    diary.save(walk(), by=BY)
    saved = diary.save(replace(check_in(3), no_activity=True, no_exercises=True), by=BY)
    assert saved.value == diary.check_in(DAY) == replace(check_in(3), no_exercises=True)


def test_a_walk_that_comes_back_takes_a_later_none_with_it_and_redo_gives_it_back(
    diary: Diary,
) -> None:
    walked = diary.save(walk(), by=BY).value
    removal = diary.remove(walked, by=BY)
    diary.save(none_on(), by=BY)
    before = contents(diary)
    taken = diary.undo_group(removal, by="my data")
    assert (diary.activities(), diary.check_in(DAY).no_activity) == ([walked], False)  # type: ignore[union-attr]
    diary.undo_group(taken.version, by="my data")
    assert contents(diary) == before


def test_undoing_goes_on_to_the_beginning_past_a_none_that_cannot_come_back(diary: Diary) -> None:
    diary.save(check_in(3), by=BY)
    walked = diary.save(walk(), by=BY).value
    removal = diary.remove(walked, by=BY)
    ticked = replace(check_in(3), no_activity=True)
    diary.save(ticked, check_in(3), by=BY)
    diary.save(check_in(3), ticked, by=BY)
    diary.undo_group(removal, by=BY)
    while diary.undo(by=BY):
        assert changed_twice(diary) == []
    assert contents(diary)[1:] == NOTHING


# -- versions that an earlier Backbeat wrote


def record_twice(diary: Diary, *values: CheckIn | None) -> int:
    """A version that changed the newest entry so, one change after the other."""
    version = diary.version() + 1
    with diary._writing(BY) as (connection, writing):
        entry = writing.last_entry
        plain = [None if value is None else CHECK_IN.to_plain(value) for value in values]
        for place, (was, now) in enumerate(pairwise(plain), start=1):
            row = {
                "version": version, "place": place, "at": at(9), "made_by": "import",
                "kind": CHECK_IN.name, "entry": entry, "day": DAY, "before": was, "after": now,
                "undoes": None, "undone_in": None,
            }  # fmt: skip
            connection.execute(insert(changes), row)
        writing.finish(recorded=len(values) - 1)
    return version


PAIN, TICKED, NOTED = check_in(3), replace(check_in(3), no_exercises=True), check_in(3, note="a")


@pytest.mark.parametrize(
    ("there", "steps", "before"),
    [
        (NOTED, (PAIN, TICKED, NOTED), PAIN),
        (NOTED, (None, TICKED, NOTED), None),
        (PAIN, (PAIN, TICKED, PAIN), PAIN),
    ],
)
def test_a_change_made_twice_in_one_version_can_be_undone(
    diary: Diary, there: CheckIn, steps: tuple[CheckIn | None, ...], before: CheckIn | None
) -> None:
    diary.save(there, by=BY)
    record_twice(diary, *steps)
    diary.undo(by=BY)
    assert diary.check_in(DAY) == before
    group = diary.last_group()
    assert group is not None
    assert group.version == 1
    if there != before:
        redo(diary)
        assert diary.check_in(DAY) == there
        diary.undo(by=BY)
        assert diary.check_in(DAY) == before


def test_it_can_be_taken_back_by_its_version_too_and_brought_back(diary: Diary) -> None:
    diary.save(NOTED, by=BY)
    version = record_twice(diary, PAIN, TICKED, NOTED)
    diary.save(Goal(DAY, 90, 1), by=BY)
    taken = diary.undo_group(version, by=BY)
    assert [(c.before, c.after) for c in taken.changes] == [(PAIN, NOTED)]
    assert (diary.check_in(DAY), diary.taking_back(version)) == (PAIN, None)
    diary.undo_group(taken.version, by=BY)
    assert diary.check_in(DAY) == NOTED
    assert diary.taking_back(version) is not None


# -- any versions


DAYS = st.sampled_from([DAY, BEFORE])
TICKS = st.booleans()
CHECK_INS = st.builds(
    lambda day, pain, *ticks: replace(none_on(day), pain=pain, **dict(zip(NAMES, ticks))),  # noqa: B905
    DAYS,
    st.sampled_from([None, 3, 4]),
    TICKS,
    TICKS,
).filter(lambda said: not said.is_empty)
NAMES = ("no_activity", "no_exercises")
WALKS = st.builds(walk, st.integers(1, 3), DAYS)
EXERCISES = st.builds(ExerciseDone, DAYS, st.just("bridge"))
OTHERS = strategies.goals | strategies.plan_items | strategies.readings() | strategies.events()
ENTRIES = CHECK_INS | WALKS | EXERCISES | OTHERS
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), ENTRIES),
        st.tuples(st.just("change"), st.integers(0, 5)),
        st.tuples(st.just("remove"), st.integers(0, 5)),
        st.tuples(st.just("apply"), st.tuples(st.lists(ENTRIES, max_size=4), st.booleans())),
        st.tuples(st.just("remove days"), DAYS),
        st.tuples(st.just("restore day"), st.tuples(DAYS, st.integers(0, 12))),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("take back"), st.integers(1, 12)),
        st.tuples(st.just("person"), strategies.people),
    ),
    max_size=9,
)


def of_days(diary: Diary) -> list[Any]:
    return [*diary.check_ins(), *diary.activities(), *diary.exercises_done()]


def act(diary: Diary, action: str, value: Any) -> None:
    there = of_days(diary)
    match action:
        case "save":
            same = [
                e for e in [*there, *diary.goals(), *diary.plan_items()] if same_entry(e, value)
            ]
            diary.save(value, next(iter(same), None), by=BY)
        case "change" if value < len(there):
            seen = there[value]
            changed = {
                CheckIn: {"no_activity": True, "note": "more"},
                Activity: {"date": BEFORE, "minutes": 9},
                ExerciseDone: {"date": BEFORE},
            }[type(seen)]
            diary.save(replace(seen, **changed), seen, by=BY)
        case "remove" if value < len(there):
            diary.remove(there[value], by=BY)
        case "apply":
            diary.apply(value[0], NOT_THERE if value[1] else there[:1], by="import")
        case "remove days":
            diary.remove_days(value, value, by=BY)
        case "restore day":
            diary.restore_day(*value, by=BY)
        case "undo":
            diary.undo(by=BY)
        case "take back":
            diary.undo_group(value, by=BY)
        case "person":
            diary.save(value, diary.person(), by=BY)


def same_entry(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    names = ("starts", "exercise") if hasattr(one, "starts") else ("date",)
    if hasattr(one, "uid"):
        names = ("uid",)
    return all(getattr(one, name, None) == getattr(other, name, None) for name in names)


def undone_by(diary: Diary, version: int) -> int | None:
    """What a version took back: doing so again brings the version about again."""
    made = next(group for group in diary.groups(limit=3) if group.version == version)
    return made.first.undoes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(actions=ACTIONS)
def test_undo_gives_back_what_was_and_redo_what_became(
    small_store: Store, actions: list[tuple[str, Any]]
) -> None:
    diary = small_store.diary(small_store.add_person(Person()))
    for action, value in actions:
        version, before = diary.version(), contents(diary)
        act(diary, action, value)
        if diary.version() == version:
            assert contents(diary) == before
            continue
        after = contents(diary)
        taken = diary.undo_group(diary.version(), by=BY)
        if taken.changes:
            assert taken.left == ()
            assert contents(diary) == before
            diary.undo_group(undone_by(diary, version + 1) or taken.version, by=BY)
        assert contents(diary) == after
    assert changed_twice(diary) == []
    while diary.undo(by=BY):  # never a conflict
        pass
    assert contents(diary) == (Person(), *NOTHING)


def test_what_an_undo_would_take_back_is_found_without_counting_it(diary: Diary) -> None:
    """A screen asks for it at every tap, after a large import too."""
    diary.apply(NOT_THERE[:2], by=BY)
    few = steps_of_sqlite(diary)
    diary.apply([*(replace(one, minutes=90) for one in NOT_THERE), none_on()], by=BY)
    undo = diary.steps().undo
    assert undo is not None
    assert (undo, undo.size) == (diary.last_group(), len(NOT_THERE) + 1)
    assert steps_of_sqlite(diary) <= few + 5


def steps_of_sqlite(diary: Diary) -> int:
    """How many times ten instructions SQLite runs to say what can be undone."""
    ran = [0]

    def count() -> None:
        ran[0] += 1

    with diary._reading() as connection:
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name != "sqlite":
            return 0
        driver.set_progress_handler(count, 10)
        try:
            history.steps(connection)
        finally:
            driver.set_progress_handler(None, 10)
    return ran[0]

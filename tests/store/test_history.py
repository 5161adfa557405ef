import json
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, cast, delete, select

from tests import strategies
from tests.store.entries import BY, DAY, at, check_in, one_of_each, walk
from tracker.model import Appointment, ExerciseDone, Person, PlanItem
from tracker.store import Conflict, Diary, Store
from tracker.store.database_tables import changes, check_ins
from tracker.store.entry_mappers import mapper_for
from tracker.store.person_scope import PERSON


def contents(diary: Diary) -> tuple[object, ...]:
    return (
        diary.person(),
        diary.check_ins(),
        diary.readings(),
        diary.activities(),
        diary.exercises_done(),
        diary.goals(),
        diary.plan_items(),
        diary.skips(),
        diary.reminders(),
        diary.questionnaires(),
        diary.answers(),
        diary.medicines(),
        diary.events(),
        diary.own_exercises(),
        [prepared for prepared in [diary.appointment()] if prepared != Appointment()],
        diary.left_out(),
        diary.usual_intensities(),
        diary.file_mappings(),
    )


TO_THE_SECOND = timezone(timedelta(minutes=19, seconds=32))  # Amsterdam's until 1937
NOTHING = ([],) * 17  # what is in an empty diary beside the person


@pytest.mark.parametrize(
    "entry",
    [*one_of_each(), replace(check_in(), entered_at=at(20, zone=TO_THE_SECOND))],
    ids=lambda entry: type(entry).__name__,
)
def test_the_history_holds_an_entry_as_json_that_says_all_of_it(
    store: Store, diary: Diary, entry: Any
) -> None:
    """Word by word as the standard library writes it: days, moments, choices and all."""
    diary.save(entry, by=BY)
    written = select(cast(changes.c.after, Text)).where(changes.c.person_id == PERSON)
    with store.reading() as connection:
        text = connection.execution_options(person=diary.person_id).scalar(written)
    plain = mapper_for(entry).to_plain(entry)
    assert text == json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    [change] = diary.history()
    assert change.after == entry


def test_every_change_says_who_when_what_it_was_and_what_it_became(diary: Diary) -> None:
    first = diary.save(check_in(4), by="Ada on the phone").value
    second = diary.save(replace(first, pain=5), first, by="Ada at the desk").value
    diary.remove(second, by="the command line")
    newest = diary.history()
    assert [(c.version, c.by, c.before, c.after) for c in newest] == [
        (3, "the command line", second, None),
        (2, "Ada at the desk", first, second),
        (1, "Ada on the phone", None, first),
    ]
    assert {c.kind for c in newest} == {"check-in"}
    for change in newest:
        assert abs(change.at - diary.person().now()) < timedelta(minutes=1)
        assert change.at.utcoffset() == diary.person().now().utcoffset()
        assert not change.undone


def test_history_of_a_day_and_of_the_newest_changes(diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    diary.save(check_in(5, DAY - timedelta(days=1)), by=BY)
    diary.save(walk(), by=BY)
    diary.save(PlanItem("plank"), by=BY)
    assert [c.kind for c in diary.history()] == ["plan item", "activity", "check-in", "check-in"]
    assert [c.kind for c in diary.history(DAY)] == ["activity", "check-in"]
    assert [c.kind for c in diary.history(limit=1)] == ["plan item"]


def test_undo_takes_the_last_change_back_and_then_goes_further(diary: Diary) -> None:
    first = diary.save(check_in(4), by=BY).value
    second = diary.save(replace(first, pain=5), first, by=BY).value

    undone = diary.undo(by="Ada")
    assert undone is not None
    assert [(c.before, c.after, c.undone) for c in undone.changes] == [(first, second, True)]
    assert undone.version == diary.version() == 3
    assert diary.check_in(DAY) == first

    group = diary.last_group()
    assert group is not None
    assert (group.size, group.first.after) == (1, first)
    diary.undo(by="Ada")
    assert diary.check_in(DAY) is None
    assert diary.undo(by="Ada") is None
    assert diary.last_group() is None
    assert diary.version() == 4


def test_undoing_is_recorded_itself(diary: Diary) -> None:
    first = diary.save(check_in(4), by=BY).value
    diary.undo(by="Ada")
    taken_back, made = diary.history()
    assert (taken_back.by, taken_back.before, taken_back.after) == ("Ada", first, None)
    assert (taken_back.undoes, made.undone, taken_back.undone) == (1, True, False)


def test_a_change_after_an_undo_is_undone_before_older_ones(diary: Diary) -> None:
    diary.save(walk(10), by=BY)
    diary.save(walk(20), by=BY)
    diary.undo(by=BY)
    diary.save(walk(30), by=BY)
    assert [a.minutes for a in diary.activities()] == [10, 30]
    diary.undo(by=BY)
    assert [a.minutes for a in diary.activities()] == [10]
    diary.undo(by=BY)
    assert diary.activities() == []


def test_many_values_are_one_change(diary: Diary) -> None:
    diary.save(check_in(1), by=BY)
    entries: list[Any] = one_of_each()
    assert diary.apply(entries, by="an import") == 2
    changes = diary.history(limit=len(entries))
    assert {c.version for c in changes} == {2}
    group = diary.last_group()
    assert group is not None
    assert (group.size, group.by, group.first) == (len(entries), "an import", changes[-1])
    undone = diary.undo(by=BY)
    assert undone is not None
    assert len(undone.changes) == len(entries)
    assert contents(diary)[1:] == ([check_in(1)], *NOTHING[1:])


def test_groups_tell_what_was_changed_together(diary: Diary) -> None:
    diary.save(check_in(1), by=BY)
    entries: list[Any] = one_of_each()
    diary.apply(entries, by="an import")
    diary.undo(by="Ada")
    told = [(group.by, group.size, group.first.undone) for group in diary.groups()]
    assert told == [("Ada", len(entries), False), ("an import", len(entries), True), (BY, 1, False)]
    assert [group.version for group in diary.groups(limit=2)] == [3, 2]


def test_an_undone_removal_comes_back_to_its_place(diary: Diary) -> None:
    names = ["plank", "bird dog", "wall sit"]
    done = [ExerciseDone(DAY, name) for name in names]
    plan = [PlanItem(name) for name in names]
    diary.apply([*done, *plan], by=BY)
    diary.apply([], [done[0], plan[0]], by=BY)
    diary.undo(by=BY)
    assert diary.exercises_done() == done
    assert diary.plan() == plan


def test_a_person_gets_their_old_name_back(diary: Diary) -> None:
    seen = diary.person()
    diary.save(replace(seen, name="Grace"), seen, by=BY)
    diary.undo(by=BY)
    assert diary.person() == seen


def test_undo_refuses_to_overwrite_what_came_later(store: Store, diary: Diary) -> None:
    first = diary.save(check_in(4), by=BY).value
    diary.save(replace(first, pain=5), first, by=BY)
    with diary._writes.begin() as connection:  # as if it had been lost by other means
        connection.execute(delete(check_ins).where(check_ins.c.person_id == PERSON))
    with pytest.raises(Conflict, match="removed elsewhere"):
        diary.undo(by=BY)
    assert diary.version() == 2
    assert not any(change.undone for change in diary.history())


def key(value: Any) -> Any:
    """What tells an item of the plan, or a skip, from others of its kind."""
    day = getattr(value, "starts", None) or getattr(value, "date", None)
    return type(value), day, getattr(value, "exercise", None)


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), strategies.check_ins(DAY) | strategies.check_ins()),
        st.tuples(
            st.just("save"), strategies.activities() | strategies.plan_items | strategies.skips
        ),
        st.tuples(st.just("remove"), st.integers(0, 5)),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(
            st.just("apply"),
            st.lists(strategies.check_ins() | strategies.goals | strategies.readings()),
        ),
        st.tuples(st.just("person"), strategies.people),
    ),
    max_size=8,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(actions=ACTIONS)
def test_undoing_everything_gives_the_beginning_back(store: Store, actions: Any) -> None:
    diary = store.diary(store.add_person(Person()))
    states = [contents(diary)]
    for action, value in actions:
        version = diary.version()
        if action == "save":
            stored = diary.check_in(value.date) if hasattr(value, "entered_at") else None
            same = [item for item in diary.plan_items() if key(item) == key(value)]
            same += [skip for skip in diary.skips() if key(skip) == key(value)]
            diary.save(value, stored or next(iter(same), None), by=BY)
        elif action == "remove":
            entries = [*diary.check_ins(), *diary.activities(), *diary.plan_items(), *diary.skips()]
            if value < len(entries):
                diary.remove(entries[value], by=BY)
        elif action == "undo":
            diary.undo(by=BY)
        elif action == "apply":
            diary.apply(value, by=BY)
        else:
            diary.save(value, diary.person(), by=BY)
        if diary.version() != version:
            assert diary.version() == version + 1
            if action == "undo":
                states.pop()
                assert contents(diary) == states[-1]
            else:
                states.append(contents(diary))
    while len(states) > 1:
        assert contents(diary) == states.pop()
        assert diary.undo(by=BY) is not None
    assert contents(diary) == states[0]


def test_steps_say_what_undo_takes_back_and_what_redo_brings_back(diary: Diary) -> None:
    assert (diary.steps().undo, diary.steps().redo) == (None, None)
    first = diary.save(check_in(4), by=BY).value
    second = diary.save(replace(first, pain=5), first, by=BY).value
    assert diary.steps().undo.first.after == second
    assert diary.steps().undo == diary.last_group()
    assert diary.steps().redo is None

    diary.undo(by=BY)
    steps = diary.steps()
    assert (steps.undo.first.after, steps.redo.first.before) == (first, second)
    diary.undo(by=BY)
    steps = diary.steps()
    assert (steps.undo, steps.redo.first.before) == (None, first)

    for expected in (first, second):  # step by step, the way they went
        diary.undo_group(diary.steps().redo.version, by=BY)
        assert diary.check_in(DAY) == expected
        assert diary.steps().undo.first.after == expected
    assert diary.steps().redo is None


def test_after_another_change_nothing_is_offered_to_be_brought_back(diary: Diary) -> None:
    first = diary.save(check_in(4), by=BY).value
    diary.save(replace(first, pain=5), first, by=BY)
    diary.undo(by=BY)
    diary.save(walk(30), by=BY)
    assert diary.steps().redo is None
    diary.undo(by=BY)
    assert diary.steps().redo.first.before.minutes == 30
    assert diary.steps().undo.first.after == first


def test_steps_count_what_was_done_together(diary: Diary) -> None:
    diary.apply([check_in(4), walk(30)], by=BY)
    assert diary.steps().undo.size == 2
    diary.undo(by=BY)
    assert diary.steps().redo.size == 2

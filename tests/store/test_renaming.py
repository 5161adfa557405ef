"""An exercise of one's own gets another name: its past, its plan and its history go with it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, at, own_exercise, walk
from tests.store.test_history import contents
from tracker.model import (
    Context,
    ExerciseDone,
    InvalidValue,
    OwnExercise,
    PlanItem,
    Reading,
    Skip,
    SkipReason,
)
from tracker.store import Conflict, Diary, NameTaken, Saved, StoreError

BEFORE = DAY - timedelta(days=1)
SLIDE = own_exercise("Wall slide")
DONE = ExerciseDone(DAY, "Wall slide", 2, 8)
ONCE = ExerciseDone(BEFORE, "wall SLIDE", 1, 4)  # as an import wrote it
SAT = ExerciseDone(BEFORE, "wall sit", 3, None, 30)
RATED = Reading(at(9), 3, Context.AFTER, "Wall slide")


@pytest.fixture
def used(diary: Diary) -> Diary:
    """A diary in which the exercise is planned, was done, skipped and rated."""
    diary.save(SLIDE, by=BY)
    diary.apply(
        [
            PlanItem("Wall slide", 3, 2, 8, starts=BEFORE),
            PlanItem("wall sit", 3, starts=BEFORE),
            PlanItem("Wall slide", 5, 2, 8, starts=DAY),
        ],
        by=BY,
    )
    diary.apply([ONCE, SAT, DONE, RATED, Skip(BEFORE, "Wall slide", SkipReason.PAIN)], by=BY)
    return diary


def named(diary: Diary) -> list[str]:
    """The names by which anything is planned, done, skipped or rated, each once."""
    entries = [*diary.plan_items(), *diary.exercises_done(), *diary.skips(), *diary.readings()]
    return sorted({entry.exercise for entry in entries})


def test_all_that_was_done_and_planned_goes_by_the_new_name(used: Diary) -> None:
    before = used.version()
    assert used.rename_own_exercise("wall slide", "Slow slide", by=BY) == before + 1
    assert used.own_exercises() == [replace(SLIDE, name="Slow slide", other_names="Wall slide")]
    assert named(used) == ["Slow slide", "wall sit"]
    assert used.exercises_done() == [
        replace(ONCE, exercise="Slow slide"),
        SAT,
        replace(DONE, exercise="Slow slide"),
    ], "nothing else of them has changed, nor their order"
    assert [item.exercise for item in used.plan(DAY)] == ["Slow slide", "wall sit"]
    assert used.own_exercise("Wall slide") is None


def test_one_undo_brings_the_name_back_and_one_redo_gives_it_again(used: Diary) -> None:
    before = contents(used)
    renamed = used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    after = contents(used)
    undone = used.undo_group(renamed, by=BY)
    assert contents(used) == before
    assert used.undo_group(undone.version, by=BY).left == ()
    assert contents(used) == after
    assert used.undo(by=BY) is not None
    assert contents(used) == before


def test_a_name_is_not_taken_back_from_what_was_done_under_it_since(used: Diary) -> None:
    renamed = used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.save(ExerciseDone(DAY, "Slow slide", 1, 1), by=BY)
    before = contents(used)
    undone = used.undo_group(renamed, by=BY)
    assert undone.changes == ()
    assert undone.left
    assert contents(used) == before
    assert used.rename_own_exercise("Slow slide", "Wall slide", by=BY) > renamed
    assert named(used) == ["Wall slide", "wall sit"]
    assert used.own_exercises() == [replace(SLIDE, other_names="Slow slide")]


def test_a_day_that_says_again_what_it_said_says_it_under_the_name_of_today(used: Diary) -> None:
    as_of = used.version()
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.remove(used.exercises_done(DAY, DAY)[0], by=BY)
    used.restore_day(DAY, as_of, by=BY)
    assert used.exercises_done(DAY, DAY) == [replace(DONE, exercise="Slow slide")]


def test_a_name_before_that_another_exercise_has_by_now_is_that_one_s(used: Diary) -> None:
    as_of = used.version()
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.save(own_exercise("Wall slide", reps=20), by=BY)
    other = used.save(ExerciseDone(DAY, "Wall slide", 1, 20), by=BY)
    used.remove(other.value, by=BY)
    used.restore_day(DAY, other.version, by=BY)
    assert [done.exercise for done in used.exercises_done(DAY)] == ["Slow slide", "Wall slide"]
    used.restore_day(DAY, as_of, by=BY)
    assert [done.exercise for done in used.exercises_done(DAY)] == ["Slow slide"]
    used.rename_own_exercise("Slow slide", "Slide", by=BY)
    used.restore_day(DAY, as_of, by=BY)
    used.restore_day(DAY, other.version, by=BY)
    assert [done.exercise for done in used.exercises_done(DAY)] == ["Slide", "Wall slide"]


def test_a_day_says_a_skip_once_after_its_exercise_was_renamed(used: Diary) -> None:
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    newest, *_ = used.day_versions(BEFORE)
    assert [value for value in newest.values if isinstance(value, Skip)] == used.skips()


def test_what_is_brought_back_comes_under_the_name_of_today(used: Diary) -> None:
    [skip] = used.skips()
    gone = used.apply([], [skip, DONE], by=BY)
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.save(own_exercise("Wall slide"), by=BY)
    assert used.undo_group(gone, by=BY).left == ()
    assert used.skips() == [replace(skip, exercise="Slow slide")]
    assert used.exercises_done(DAY) == [replace(DONE, exercise="Slow slide")]


def test_what_is_brought_back_takes_no_place_that_is_taken_by_now(used: Diary) -> None:
    [skip] = used.skips()
    gone = used.apply([], [skip, DONE], by=BY)
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.save(Skip(BEFORE, "Slow slide", SkipReason.FORGOT), by=BY)
    assert [left.change.before for left in used.undo_group(gone, by=BY).left] == [skip]
    assert used.exercises_done(DAY) == [replace(DONE, exercise="Slow slide")]
    assert [skip.reason for skip in used.skips()] == [SkipReason.FORGOT]


@pytest.mark.parametrize(
    "since",
    [
        own_exercise("WALL SLIDE"),
        Skip(BEFORE, "Wall slide", SkipReason.FORGOT),
        PlanItem("Wall slide", 1, starts=DAY),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_name_is_not_taken_back_where_another_has_it_by_now(
    used: Diary, since: OwnExercise | Skip | PlanItem
) -> None:
    renamed = used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.save(since, by=BY)
    before = contents(used)
    assert used.undo_group(renamed, by=BY).changes == ()
    assert contents(used) == before


def test_a_name_is_not_taken_back_from_entries_alone(used: Diary) -> None:
    renamed = used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    [own] = used.own_exercises()
    used.save(replace(own, reps=9), own, by=BY)
    before = contents(used)
    assert used.undo_group(renamed, by=BY).changes == ()
    assert contents(used) == before


def test_undoing_a_name_leaves_no_entry_behind(used: Diary) -> None:
    [skip] = used.skips()
    gone = used.apply([], [skip], by=BY)
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.undo_group(gone, by=BY)
    before = contents(used), used.version()
    with pytest.raises(Conflict, match="“Slow slide” has entries that it did not have when"):
        used.undo(by=BY)
    assert (contents(used), used.version()) == before


@pytest.mark.parametrize("taken", ["wall SIT", "arm raise"])
def test_a_name_that_the_diary_has_already_is_refused(used: Diary, taken: str) -> None:
    used.save(own_exercise("Arm raise", archived=True), by=BY)
    before = contents(used), used.version()
    with pytest.raises(NameTaken, match=f"an exercise called “{taken}” already. Choose another"):
        used.rename_own_exercise("Wall slide", taken, by=BY)
    assert (contents(used), used.version()) == before


def test_the_same_name_in_other_letters_is_no_other_name(used: Diary) -> None:
    used.save(PlanItem("wall slide", 1, starts=DAY), by=BY)  # which an old import left
    used.rename_own_exercise("Wall slide", "WALL SLIDE", by=BY)
    assert named(used) == ["WALL SLIDE", "wall sit"]
    assert used.own_exercises() == [replace(SLIDE, name="WALL SLIDE")]
    version = used.version()
    assert used.rename_own_exercise("Wall slide", "WALL SLIDE", by=BY) == version
    used.undo_group(version, by=BY)
    assert named(used) == ["Wall slide", "wall SLIDE", "wall sit", "wall slide"]


def test_what_cannot_be_renamed_is_said(used: Diary) -> None:
    before = contents(used), used.version()
    with pytest.raises(StoreError, match="no exercise “arm raise” of yours any more"):
        used.rename_own_exercise("arm raise", "Arm lift", by=BY)
    for name in ("", " x", "x" * 61, "a\nb"):
        with pytest.raises(InvalidValue, match="name is"):
            used.rename_own_exercise("Wall slide", name, by=BY)
    assert (contents(used), used.version()) == before


def test_the_names_before_are_kept_each_once_without_end(used: Diary) -> None:
    for number in range(30):
        used.rename_own_exercise(used.own_exercises()[0].name, f"slide {number % 28}", by=BY)
    (own,) = used.own_exercises()
    assert own.name == "slide 1"
    assert own.other_name_list[-2:] == ("slide 27", "slide 0")
    assert len(own.other_name_list) == 20


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(own=strategies.own_exercises(), names=st.lists(strategies.terms, min_size=1, max_size=4))
def test_any_row_of_names_can_be_undone_to_the_first(
    diary: Diary, own: OwnExercise, names: list[str]
) -> None:
    for kept in diary.own_exercises():
        diary.remove(kept, by=BY)
    diary.remove_days(None, None, by=BY)
    saved: Saved[OwnExercise] = diary.save(own, by=BY)
    diary.apply([ExerciseDone(DAY, own.name), walk(30)], by=BY)
    before = contents(diary)
    name, steps = saved.value.name, []
    for new in names:
        version = diary.version()
        if diary.rename_own_exercise(name, new, by=BY) > version:
            steps.append(version + 1)
        assert [done.exercise for done in diary.exercises_done()] == [new]
        name = new
    for step in reversed(steps):
        assert diary.undo_group(step, by=BY).left == ()
    assert contents(diary) == before


def test_ten_years_of_an_exercise_are_one_change(diary: Diary) -> None:
    diary.save(SLIDE, by=BY)
    first = datetime(2016, 3, 1).date()
    diary.apply([ExerciseDone(first + timedelta(days=n), "Wall slide") for n in range(3650)], by=BY)
    version = diary.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    assert named(diary) == ["Slow slide"]
    group = diary.last_group()
    assert group is not None
    assert (group.version, group.size) == (version, 3651)
    assert diary.undo(by=BY) is not None
    assert named(diary) == ["Wall slide"]

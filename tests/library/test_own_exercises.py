"""Exercises of one's own beside the library's."""

from dataclasses import replace
from datetime import date

import pytest

from tests.store.entries import own_exercise
from tracker.library import (
    ExerciseKind,
    ExerciseNames,
    as_exercise,
    exercises,
    exercises_with,
    find_exercise,
    find_exercise_with,
    is_name_of_library,
)
from tracker.library.suggestion import seconds_to_begin_with, to_begin_with
from tracker.model import OwnExercise, PlanItem

SLIDE = own_exercise("Wall slide")
DAY = date(2026, 3, 1)


def test_an_own_exercise_has_the_shape_of_the_library_s() -> None:
    exercise = as_exercise(SLIDE)
    assert exercise.own
    assert exercise.kind is ExerciseKind.STRENGTHENING
    assert exercise.steps == ("Stand against a wall.", "Slide your arms up.")
    assert exercise.recommended.words == "2 sets of 8, hold 5 seconds, each side"
    assert exercise.sources == ()
    assert not any(other.own for other in exercises())


def test_it_is_planned_with_its_own_dose() -> None:
    exercise = as_exercise(SLIDE)
    assert to_begin_with(exercise, DAY) == PlanItem("Wall slide", 2, 2, 8, 5, DAY)
    assert seconds_to_begin_with(exercise) == 2 * 8 * 5 * 2


def test_one_with_nothing_but_a_name_and_kind_says_that_it_has_no_dose() -> None:
    exercise = as_exercise(OwnExercise("stroll backwards", ExerciseKind.MOBILITY))
    assert (exercise.recommended.words, exercise.steps, exercise.region) == (
        "no dose given", (), None,
    )  # fmt: skip
    assert seconds_to_begin_with(exercise) is None


def test_own_exercises_come_first_and_archived_ones_are_not_offered() -> None:
    offered = exercises_with([replace(SLIDE, archived=True), own_exercise("heel dig")])
    assert [exercise.name for exercise in offered] == [
        "heel dig", *(exercise.name for exercise in exercises()),
    ]  # fmt: skip


def test_what_was_done_of_an_archived_one_is_still_known() -> None:
    found = find_exercise_with([replace(SLIDE, archived=True)], "WALL slide")
    assert found is not None
    assert (found.name, found.own) == ("Wall slide", True)


def test_every_exercise_of_the_library_is_found_beside_ones_own() -> None:
    assert find_exercise_with([SLIDE], "Cat Cow") is find_exercise("cat-camel")
    assert find_exercise_with([SLIDE], "burpee") is None


def test_an_own_exercise_stands_for_one_of_its_name_that_the_library_got_later() -> None:
    mine = own_exercise("Wall Sit")
    found = find_exercise_with([mine], "wall sit")
    assert found is not None
    assert found.own
    assert [e.own for e in exercises_with([mine]) if e.name.lower() == "wall sit"] == [True]


@pytest.mark.parametrize(
    ("name", "taken"), [("Wall-Sit", True), ("cat cow", True), ("Wall slide", False)]
)
def test_a_name_of_the_library_is_taken(name: str, taken: bool) -> None:
    assert is_name_of_library(name) is taken


def test_names_become_one_whatever_their_case() -> None:
    names = ExerciseNames([SLIDE])
    assert [names.standard(n) for n in ("wall SLIDE", "Cat Cow", "burpee")] == [
        "Wall slide", "cat-camel", "burpee",
    ]  # fmt: skip
    assert [names.is_known(n) for n in ("wall SLIDE", "Cat Cow", "burpee")] == [True, True, False]

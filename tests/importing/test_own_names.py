"""Files and a diary that know an exercise of one's own by different names."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, own_exercise
from tracker.exporting.diary_files import csv_files, json_file
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parsing import parse_uploads
from tracker.model import ExerciseDone, OwnExercise, PlanItem, Skip, SkipReason
from tracker.store import Diary

SLIDE = own_exercise("Wall slide")
Files = dict[str, bytes]
FORMS: list[Callable[[Diary], Files]] = [csv_files, lambda diary: {"diary.json": json_file(diary)}]


def bring_in(diary: Diary, files: Files) -> tuple[int, int]:
    """How many entries were added and updated."""
    plan = preview(diary, parse_uploads(files.items(), "Europe/Berlin"))
    assert plan.rejected == ()
    apply_preview(diary, plan)
    return plan.added, len(plan.updates)


@pytest.fixture
def used(ada: Diary) -> Diary:
    """A diary with an exercise of its own, planned, done and skipped."""
    ada.save(SLIDE, by=BY)
    ada.apply(
        [
            PlanItem("Wall slide", 3, starts=DAY),
            ExerciseDone(DAY, "Wall slide", 2, 8),
            Skip(DAY, "Wall slide", SkipReason.TIME),
        ],
        by=BY,
    )
    return ada


@pytest.mark.parametrize("form", FORMS)
def test_a_file_from_before_finds_it_under_its_new_name(
    used: Diary, form: Callable[[Diary], Files]
) -> None:
    older = form(used)
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    version = used.version()
    assert bring_in(used, older) == (0, 0)
    assert used.version() == version
    used.remove(used.exercises_done()[0], by=BY)
    assert bring_in(used, older) == (1, 0)
    assert [done.exercise for done in used.exercises_done()] == ["Slow slide"]
    assert used.own_exercises() == [replace(SLIDE, name="Slow slide", other_names="Wall slide")]


@pytest.mark.parametrize("form", FORMS)
def test_a_diary_from_before_takes_a_newer_file_and_keeps_its_name(
    used: Diary, another: Callable[[], Diary], form: Callable[[Diary], Files]
) -> None:
    elsewhere = another()
    bring_in(elsewhere, form(used))
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    newer = form(used)
    assert bring_in(elsewhere, newer) == (0, 1)
    assert elsewhere.own_exercises() == [replace(SLIDE, other_names="Slow slide")]
    assert [done.exercise for done in elsewhere.exercises_done()] == ["Wall slide"]
    assert bring_in(elsewhere, newer) == (0, 0), "the second time it is known"


def test_older_and_newer_files_come_in_together(used: Diary, another: Callable[[], Diary]) -> None:
    older = {"older.json": json_file(used)}
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    fresh = another()
    bring_in(fresh, {"newer.json": json_file(used)} | older)
    assert json_file(fresh) == json_file(used)


def test_one_that_got_the_old_name_meanwhile_is_another_one(
    used: Diary, another: Callable[[], Diary]
) -> None:
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    used.save(own_exercise("Wall slide", steps="The new one"), by=BY)
    files = {"diary.json": json_file(used)}
    fresh = another()
    bring_in(fresh, files)
    assert json_file(fresh) == files["diary.json"]
    assert bring_in(used, files) == (0, 0)


def test_a_table_names_it_as_it_was_called(used: Diary) -> None:
    used.rename_own_exercise("Wall slide", "Slow slide", by=BY)
    rows = "date,exercise\n2026-02-01,wall slide\n2026-02-02,Wall sit\n"
    bring_in(used, {"exercises.csv": rows.encode()})
    assert [done.exercise for done in used.exercises_done()] == [
        "Slow slide",
        "wall sit",
        "Slow slide",
    ]


@pytest.mark.parametrize("said", ["a\n\nb", "x\nX", "Wall raise", "y" * 61, 7])
def test_other_names_that_are_none_are_refused(ada: Diary, said: object) -> None:
    row = {"name": "wall raise", "kind": "mobility", "other_names": said}
    files = {"diary.json": json.dumps({"own_exercises": [row]}).encode()}
    plan = preview(ada, parse_uploads(files.items(), "Europe/Berlin"))
    (refused,) = plan.rejected
    assert "other_names is" in refused.reason


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(own=strategies.own_exercises(), new=strategies.terms, form=st.sampled_from(FORMS))
def test_any_exercise_is_the_same_one_by_either_name(
    another: Callable[[], Diary], own: OwnExercise, new: str, form: Callable[[Diary], Files]
) -> None:
    first, second = another(), another()
    first.save(own, by=BY)
    first.save(ExerciseDone(DAY, own.name), by=BY)
    older = form(first)
    first.rename_own_exercise(own.name, new, by=BY)
    newer = form(first)
    bring_in(second, newer)
    assert form(second) == newer
    assert bring_in(second, older) == (0, 0)
    assert form(second) == newer

"""Exercises of a day: chips, the whole plan in one tap, others by name, doses."""

from datetime import date

import pytest

from tests.pages.builders import BY, PLAN, ago
from tests.pages.visiting import Visit
from tracker.library import exercises
from tracker.model import (
    ExerciseDone,
    ExerciseKind,
    Outcome,
    OwnExercise,
    PlanItem,
    Region,
    SkipReason,
)
from tracker.store import Diary


def plan(diary: Diary) -> None:
    diary.apply(PLAN, by=BY)


def done(diary: Diary, day: date) -> list[str]:
    return [entry.exercise for entry in diary.exercises_done(day, day)]


def test_before_there_is_a_plan_nothing_is_urged_and_all_are_found_by_name() -> None:
    visit = Visit()
    assert not visit.offers("Exercises done"), "no chips of eighteen exercises"
    assert "No plan yet." in visit.words
    assert "Choose a plan" in [link.label for link in visit.app.get("page_link")]
    names = [label.lower() for label in visit.options("Another exercise")]
    assert names == [exercise.name for exercise in exercises()]


def test_without_a_plan_what_was_done_lately_is_offered_again(diary: Diary, today: date) -> None:
    days = {"plank": 15, "bridge": 14, "wall sit": 2, "bird dog": 1}
    diary.apply([ExerciseDone(ago(today, days[name]), name) for name in days], by=BY)
    visit = Visit()
    assert visit.options("Exercises done") == ["Bird dog", "Wall sit", "Bridge"]
    visit.choose("Exercises done", ["wall sit"])
    assert done(diary, today) == ["wall sit"]


def test_with_a_plan_the_plan_is_offered_and_the_rest_by_name(diary: Diary) -> None:
    plan(diary)
    visit = Visit()
    assert "No plan yet." not in visit.words
    assert visit.options("Exercises done") == ["Bird dog", "Wall sit"]
    others = visit.options("Another exercise")
    assert len(others) == len(exercises()) - 2
    assert "Wall sit" not in others


def test_a_tap_ticks_an_exercise_and_another_tap_takes_it_out(diary: Diary, today: date) -> None:
    plan(diary)
    visit = Visit().choose("Exercises done", ["wall sit"])
    assert done(diary, today) == ["wall sit"]
    visit.choose("Exercises done", ["wall sit", "bird dog"])
    assert sorted(done(diary, today)) == ["bird dog", "wall sit"]
    visit.choose("Exercises done", ["bird dog"])
    assert done(diary, today) == ["bird dog"]


def test_an_exercise_of_the_plan_brings_its_dose(diary: Diary, today: date) -> None:
    plan(diary)
    Visit().choose("Exercises done", ["bird dog"])
    assert diary.exercises_done(today, today) == [ExerciseDone(today, "bird dog", 2, 5, 10)]


def test_all_of_todays_plan_is_one_tap_and_one_change(diary: Diary, today: date) -> None:
    plan(diary)
    version = diary.version()
    visit = Visit().tap("All of today's plan")
    assert sorted(done(diary, today)) == ["bird dog", "wall sit"]
    assert diary.version() == version + 1
    assert "All of today's plan" not in visit.buttons, "nothing of it is left to do"
    assert visit.tap("Undo").value("Exercises done") == []


def test_all_of_todays_plan_adds_only_what_is_not_done_yet(diary: Diary, today: date) -> None:
    plan(diary)
    Visit().choose("Exercises done", ["wall sit"]).tap("All of today's plan")
    assert sorted(done(diary, today)) == ["bird dog", "wall sit"]


def test_a_double_tap_on_the_plan_adds_it_once(diary: Diary, today: date) -> None:
    plan(diary)
    one, other = Visit(), Visit()
    one.tap("All of today's plan")
    other.tap("All of today's plan")
    assert sorted(done(diary, today)) == ["bird dog", "wall sit"]


@pytest.mark.parametrize("tap", ["chip", "all", "search", "reason"])
def test_an_exercise_that_got_another_name_since_it_was_drawn_goes_by_that(
    diary: Diary, today: date, tap: str
) -> None:
    diary.save(OwnExercise("heel slides", ExerciseKind.MOBILITY), by=BY)
    if tap != "search":
        diary.apply([PlanItem("heel slides", 3, reps=8, starts=ago(today, 9))], by=BY)
    visit = Visit()
    if tap == "reason":
        visit.open(f"not-done-{today}")
    diary.rename_own_exercise("heel slides", "slow slides", by=BY)
    match tap:
        case "chip":
            visit.choose("Exercises done", ["heel slides"])
        case "all":
            visit.tap("All of today's plan")
        case "search":
            visit.choose("Another exercise", "heel slides")
        case "reason":
            visit.choose("Why not heel slides?", SkipReason.TIME)
    named = [entry.exercise for entry in (*diary.exercises_done(), *diary.skips())]
    assert named == ["slow slides"]


def test_a_past_day_has_a_plan_of_its_own(diary: Diary, today: date) -> None:
    plan(diary)
    yesterday = ago(today, 1)
    visit = Visit(day=yesterday.isoformat())
    assert "All of today's plan" not in visit.buttons
    visit.tap("All of that day's plan")
    assert sorted(done(diary, yesterday)) == ["bird dog", "wall sit"]


def test_chips_tell_done_partly_and_stopped_apart(diary: Diary, today: date) -> None:
    plan(diary)
    ended = {"bird dog": Outcome.PARTLY, "wall sit": Outcome.STOPPED, "bridge": Outcome.DONE}
    entries = [ExerciseDone(today, name, outcome=outcome) for name, outcome in ended.items()]
    diary.apply([*entries, ExerciseDone(today, "wall sit")], by=BY)
    assert Visit().options("Exercises done") == [
        "*◐* Bird dog, partly",
        "*✕* Wall sit, stopped for pain",
        "Bridge",
    ]


def test_a_tap_on_a_chip_leaves_its_words_so_that_the_next_tap_is_not_taken_back(
    diary: Diary,
) -> None:
    plan(diary)
    visit = Visit()
    before = visit.options("Exercises done")
    assert visit.choose("Exercises done", ["wall sit"]).options("Exercises done") == before


def test_how_an_exercise_ended_is_set_by_hand_in_place(diary: Diary, today: date) -> None:
    plan(diary)
    visit = Visit().choose("Exercises done", ["wall sit"])
    assert not visit.offers("How wall sit ended"), "the usual evening isn't asked"
    visit.open(f"doses-{today}").choose("How wall sit ended", Outcome.STOPPED)
    (entry,) = diary.exercises_done(today, today)
    assert entry.outcome is Outcome.STOPPED
    assert "*✕* Wall sit, stopped for pain" in visit.options("Exercises done")
    assert visit.tap("Undo").options("Exercises done") == ["Bird dog", "Wall sit"]


def test_without_a_plan_there_is_no_button_for_it() -> None:
    assert "All of today's plan" not in Visit().buttons


def test_another_exercise_is_found_by_name_and_added(diary: Diary, today: date) -> None:
    plan(diary)
    visit = Visit().choose("Another exercise", "pelvic tilt")
    assert done(diary, today) == ["pelvic tilt"]
    assert visit.value("Exercises done") == ["pelvic tilt"]
    assert visit.value("Another exercise") is None, "ready for the next one"


def test_an_exercise_of_ones_own_is_found_by_name(diary: Diary, today: date) -> None:
    own = OwnExercise("towel slide", ExerciseKind.MOBILITY, Region.CORE)
    diary.apply([own, OwnExercise("old one", own.kind, own.region, archived=True)], by=BY)
    visit = Visit()
    assert visit.options("Another exercise")[0] == "Towel slide"
    assert "Old one" not in visit.options("Another exercise")
    visit.choose("Another exercise", "towel slide")
    assert done(diary, today) == ["towel slide"]


def test_sets_reps_and_seconds_of_what_was_done_can_be_changed(diary: Diary, today: date) -> None:
    visit = Visit().choose("Another exercise", "wall sit").open(f"doses-{today}")
    visit.type("Sets", "3").type("Hold, seconds", "25")
    assert diary.exercises_done(today, today) == [ExerciseDone(today, "wall sit", 3, None, 25)]
    visit.type("Sets", "")
    assert diary.exercises_done(today, today) == [ExerciseDone(today, "wall sit", None, None, 25)]


def test_one_exercise_done_twice_in_a_day_is_kept_twice_and_shown_once(
    diary: Diary, today: date
) -> None:
    diary.apply([ExerciseDone(today, "wall sit", 1), ExerciseDone(today, "wall sit", 2)], by=BY)
    visit = Visit()
    assert visit.value("Exercises done") == ["wall sit"]
    visit.choose("Another exercise", "bird dog")
    assert done(diary, today).count("wall sit") == 2


def test_of_several_exercises_each_dose_is_folded_by_itself(diary: Diary, today: date) -> None:
    plan(diary)
    visit = Visit().tap("All of today's plan").open(f"doses-{today}")
    assert visit.offers("How bird dog ended")
    assert visit.offers("How wall sit ended")
    assert not visit.offers("Sets")
    wall_sit = next(e for e in diary.exercises_done(today, today) if e.exercise == "wall sit")
    visit.open(f"dose-{wall_sit.uid}").type("Hold, seconds", "30")
    assert ExerciseDone(today, "wall sit", 3, None, 30) in diary.exercises_done(today, today)


def test_an_exercise_that_no_library_knows_is_shown_on_its_day(diary: Diary, today: date) -> None:
    diary.save(ExerciseDone(today, "tai chi"), by="import")
    assert Visit().value("Exercises done") == ["tai chi"]


def test_a_day_shows_its_own_exercises(diary: Diary, today: date) -> None:
    diary.save(ExerciseDone(ago(today, 1), "wall sit"), by=BY)
    visit = Visit()
    assert visit.value("Exercises done") == []
    assert visit.turn_to(ago(today, 1)).value("Exercises done") == ["wall sit"]

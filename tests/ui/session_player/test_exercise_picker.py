"""What a session offers: the plan, what was asked for, or the library."""

from tests.pages.conftest import BERLIN
from tracker import library
from tracker.analysis.session_steps import Work
from tracker.model import ExerciseDone, PlanItem
from tracker.ui.session_player.exercise_picker import Offer, offer, planned_work, recommended_work

PLAN = [PlanItem("wall sit", sets=2, hold_seconds=30), PlanItem("bird dog")]


def ticked(offered: Offer) -> dict[str, bool]:
    return {exercise["name"]: exercise["chosen"] for exercise in offered.exercises}


def test_the_plan_is_offered_in_its_dose_and_order() -> None:
    offered = offer([], PLAN, [])
    assert offered.heading == "Today's plan"
    assert ticked(offered) == {"wall sit": True, "bird dog": True}
    wall_sit = offered.exercises[0]
    assert (wall_sit["sets"], wall_sit["hold_seconds"]) == (2, 30)
    assert wall_sit["words"] == "2 sets, hold 30 seconds, about 2 minutes"
    assert wall_sit["drawing"].startswith("<svg")
    assert [step["seconds"] for step in wall_sit["steps"]] == [10, 30, 30, 30]


def test_what_was_done_today_is_not_ticked_again() -> None:
    done = [ExerciseDone(BERLIN.today(), "wall sit")]
    assert ticked(offer([], PLAN, done)) == {"wall sit": False, "bird dog": True}


def test_what_was_asked_for_by_any_of_its_names_comes_alone() -> None:
    offered = offer(["cat stretch", "cat-camel", "Wall Squat", "no such thing"], PLAN, [])
    assert ticked(offered) == {"cat-camel": True, "wall sit": True}
    assert offered.exercises[1]["sets"] == 2  # in the plan's dose


def test_without_a_plan_the_whole_library_can_be_chosen_from() -> None:
    offered = offer([], [], [])
    assert offered.heading.startswith("You have no plan yet")
    assert list(ticked(offered)) == [exercise.name for exercise in library.exercises()]
    assert not any(ticked(offered).values())


def test_an_exercise_of_one_s_own_is_done_at_one_s_own_pace() -> None:
    (own,) = offer([], [PlanItem("hanging from the door")], []).exercises
    assert own["words"] == "At your own pace, about 1 minute"
    assert own["how"] == []
    assert own["drawing"] is None


def test_a_plan_without_figures_takes_the_gentlest_of_the_library() -> None:
    wall_sit = library.find_exercise("wall sit")
    assert planned_work(PlanItem("wall sit"), wall_sit) == Work(1, 5, 10)  # beginners: 5 x 10-15 s


def test_the_sides_come_from_the_library_also_in_a_dose_of_one_s_own() -> None:
    bird_dog = library.find_exercise("bird dog")
    assert planned_work(PlanItem("bird dog", reps=4), bird_dog) == Work(None, 4, None, True)


def test_every_recommended_dose_can_be_counted() -> None:
    for exercise in library.exercises():
        work, dose = recommended_work(exercise.recommended), exercise.recommended
        assert work.per_side is dose.per_side
        for figure, low in ((work.sets, dose.sets), (work.reps, dose.reps)):
            assert low is None or figure == low[0]


def test_each_exercise_names_gentler_ones_and_brings_them_along() -> None:
    offered = offer([], PLAN, [])
    wall_sit, bird_dog = offered.exercises
    assert wall_sit["gentler"] == ["bridge", "hamstring stretch"]
    assert bird_dog["gentler"][0] == "pelvic tilt"
    assert {"bridge", "hamstring stretch", "pelvic tilt"} <= {e["name"] for e in offered.others}
    assert not {e["name"] for e in offered.others} & {"wall sit", "bird dog"}
    assert all(exercise["steps"] for exercise in offered.others)


def test_more_than_the_library_begins_with_can_be_done_as_it_begins() -> None:
    (wall_sit,) = offer([], [PlanItem("wall sit", sets=3, hold_seconds=30)], []).exercises
    assert wall_sit["less"]["words"].startswith("5 times, hold 10 seconds")
    (least,) = offer([], [PlanItem("wall sit")], []).exercises
    assert least["less"] is None
    (own,) = offer([], [PlanItem("hanging from the door")], []).exercises
    assert (own["less"], own["gentler"]) == (None, [])

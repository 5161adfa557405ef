from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.library import (
    Dose,
    Exercise,
    ExerciseKind,
    Reference,
    Region,
    avoid_list,
    exercises,
    find_exercise,
    strengthening,
)
from tracker.library.suggestion import suggest_start, to_begin_with
from tracker.model import PlanItem

DAY = date(2026, 3, 2)
AVOIDED = [movement.name for movement in avoid_list()]


@st.composite
def ranges(draw: st.DrawFn, most: int = 30) -> tuple[int, int]:
    low = draw(st.integers(1, most))
    return low, low + draw(st.integers(0, 10))


@st.composite
def libraries(draw: st.DrawFn) -> list[Exercise]:
    """Libraries of any size, some of whose exercises need equipment or have no dose."""
    found = []
    template = exercises()[0]
    for number in range(draw(st.integers(0, 12))):
        figure = st.none() | ranges()
        texts = draw(st.integers(1, 3))
        doses = tuple(
            Dose(
                cited=(Reference(f"text-{place}", "", "", ""),),
                sets=draw(figure),
                reps=draw(figure),
                hold_seconds=draw(figure),
                total_seconds=draw(figure),
                per_side=draw(st.booleans()),
                note="no dose given",
                recommended=place == 0,
            )
            for place in range(texts)
        )
        fields = {name: getattr(template, name) for name in template.__struct_fields__}
        fields |= {
            "name": f"exercise {number}",
            "other_names": (f"other {number}",),
            "kind": draw(st.sampled_from(ExerciseKind)),
            "region": draw(st.sampled_from(Region)),
            "equipment": draw(st.sampled_from([(), (), ("band",)])),
            "doses": doses,
        }
        found.append(Exercise(**fields))
    return found


@settings(deadline=None)
@given(libraries(), st.sets(st.integers(0, 12)), st.booleans())
def test_a_start_is_at_most_five_that_anybody_can_begin_with(
    library: list[Exercise], unwanted: set[int], by_other_name: bool
) -> None:
    names = [f"{'Other' if by_other_name else 'Exercise'} {number}" for number in unwanted]
    plan = suggest_start(library, names, DAY)
    by_name = {exercise.name: exercise for exercise in library}
    assert len({item.exercise for item in plan}) == len(plan) <= 5
    for item in plan:
        exercise = by_name[item.exercise]
        assert exercise.equipment == ()
        assert int(item.exercise.split()[1]) not in unwanted
        assert item.reps or item.hold_seconds
        assert item.starts == DAY
    suited = [
        e
        for number, e in enumerate(library)
        if number not in unwanted
        and not e.equipment
        and (e.recommended.reps or e.recommended.hold_seconds)
    ]
    strong = [e for e in suited if e.kind is ExerciseKind.STRENGTHENING]
    chosen = [item for item in plan if by_name[item.exercise].kind is ExerciseKind.STRENGTHENING]
    assert len(chosen) == min(2, len(strong))
    assert len(plan) - len(chosen) == min(3, len(suited) - len(strong))
    assert all(item.days_a_week == 2 for item in chosen), "two strength days"


@settings(deadline=None)
@given(st.randoms())
def test_the_same_library_in_any_order_gives_the_same_start(chance: object) -> None:
    library = list(exercises())
    chance.shuffle(library)  # type: ignore[attr-defined]
    assert suggest_start(library, AVOIDED, DAY) == suggest_start(exercises(), AVOIDED, DAY)


def test_our_library_gives_five_with_two_strength_days_and_several_of_the_rest() -> None:
    plan = suggest_start(exercises(), AVOIDED, DAY)
    assert len(plan) == 5
    strong = [item for item in plan if item.exercise in strengthening()]
    assert len(strong) == 2
    assert {item.days_a_week for item in strong} == {2}
    assert all(item.days_a_week >= 3 for item in plan if item not in strong)


# Sets, repetitions and seconds of a hold, as the text of each exercise gives them for beginners:
# the lower end of its range.
BEGINNINGS = {
    "bent-over row": (None, 20, None),
    "bird dog": (None, None, 3),
    "bridge": (None, 10, None),
    "cat-camel": (None, 6, 5),  # 30 seconds in all
    "child's pose": (None, None, 20),
    "hamstring stretch": (None, None, 15),
    "knee-to-chest stretch": (None, None, 20),
    "partial crunch": (None, 8, None),
    "pelvic tilt": (None, 12, None),
    "plank": (None, None, 30),
    "press-up back extension": (None, 3, 10),
    "scapular squeeze": (None, 5, 5),
    "seated spinal twist": (None, None, 60),
    "side-lying leg lift": (None, None, None),
    "single-leg raise": (None, 10, None),
    "spine stretch": (None, None, None),
    "superman": (None, 10, None),
    "wall sit": (1, 5, 10),
}


def test_an_exercise_begins_with_the_lowest_figures_of_its_gentlest_dose() -> None:
    items = [to_begin_with(exercise, DAY) for exercise in exercises()]
    assert {item.exercise: (item.sets, item.reps, item.hold_seconds) for item in items} == (
        BEGINNINGS
    )


def test_what_is_counted_in_all_becomes_repetitions() -> None:
    cat = find_exercise("cat-camel")
    assert cat is not None
    assert cat.recommended.total_seconds == (30, 30)
    assert to_begin_with(cat, DAY) == PlanItem("cat-camel", 3, None, 30 // 5, 5, DAY)


def test_a_library_without_enough_gives_what_it_has() -> None:
    assert suggest_start([], AVOIDED, DAY) == ()
    bird_dog = [exercise for exercise in exercises() if exercise.name == "bird dog"]
    assert [item.exercise for item in suggest_start(bird_dog, AVOIDED, DAY)] == ["bird dog"]

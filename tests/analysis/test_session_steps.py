"""What a guided session counts, held against the dose by arithmetic of its own."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.session_steps import (
    CHANGE_SIDES,
    GET_READY,
    OWN_PACE,
    RELEASE,
    REP,
    REST,
    WORK,
    ExerciseDose,
    Step,
    Work,
    seconds,
    steps,
)

DOSES = st.builds(
    Work,
    sets=st.none() | st.integers(1, 6),
    reps=st.none() | st.integers(1, 20),
    hold_seconds=st.none() | st.integers(1, 120),
    per_side=st.booleans(),
)


def count(some: list[Step], *doings: ExerciseDose) -> int:
    return sum(step.doing in doings for step in some)


def test_three_wall_sits_of_twenty_seconds_take_two_minutes_and_ten_seconds() -> None:
    found = steps(Work(sets=3, hold_seconds=20))
    assert [(step.doing, step.seconds) for step in found] == [
        ("ready", 10),
        ("hold", 20),
        ("rest", 30),
        ("hold", 20),
        ("rest", 30),
        ("hold", 20),
    ]
    assert seconds(found) == 130


def test_a_bird_dog_does_all_of_one_side_before_the_other() -> None:
    found = steps(Work(reps=2, hold_seconds=10, per_side=True))
    assert [(step.doing, step.rep, step.side) for step in found] == [
        ("ready", 1, 1),
        ("hold", 1, 1),
        ("release", 2, 1),
        ("hold", 2, 1),
        ("sides", 1, 2),
        ("hold", 1, 2),
        ("release", 2, 2),
        ("hold", 2, 2),
    ]


def test_an_exercise_without_any_figure_is_done_at_ones_own_pace() -> None:
    assert steps(Work()) == [
        Step(ExerciseDose.READY, GET_READY),
        Step(ExerciseDose.OWN_PACE, OWN_PACE),
    ]


@given(DOSES)
def test_every_repetition_of_every_set_and_side_is_there_once_and_in_order(work: Work) -> None:
    done = [(step.set, step.side, step.rep) for step in steps(work) if step.doing in WORK]
    sides = [1, 2] if work.per_side else [0]
    assert done == [
        (number, side, rep)
        for number in range(1, (work.sets or 1) + 1)
        for side in sides
        for rep in range(1, (work.reps or 1) + 1)
    ]


@given(DOSES)
def test_rests_lie_between_sets_and_changes_of_side_within_them(work: Work) -> None:
    found = steps(work)
    sets, sides = work.sets or 1, 2 if work.per_side else 1
    assert count(found, ExerciseDose.READY) == 1
    assert count(found, ExerciseDose.REST) == sets - 1
    assert count(found, ExerciseDose.SIDES) == sets * (sides - 1)
    assert found[0].doing is ExerciseDose.READY
    assert found[-1].doing in WORK


@given(DOSES)
def test_the_whole_time_is_what_the_dose_and_the_pauses_add_up_to(work: Work) -> None:
    sets, reps, sides = work.sets or 1, work.reps or 1, 2 if work.per_side else 1
    if work.hold_seconds is not None:
        one_side = reps * work.hold_seconds + (reps - 1) * RELEASE
    else:
        one_side = reps * REP if work.reps else OWN_PACE
    expected = (
        GET_READY + sets * (sides * one_side + (sides - 1) * CHANGE_SIDES) + (sets - 1) * REST
    )
    assert seconds(steps(work)) == expected
    assert all(step.seconds > 0 for step in steps(work))

from datetime import date, timedelta

from tracker.analysis.doses import DoseDay, DoseStretch, dose_days, dose_stretches
from tracker.model import ExerciseDone, Outcome

FIRST = date(2026, 3, 2)


def on(
    day: int,
    sets: int | None = None,
    reps: int | None = None,
    held: int | None = None,
    outcome: Outcome = Outcome.DONE,
    name: str = "wall sit",
) -> ExerciseDone:
    return ExerciseDone(FIRST + timedelta(days=day), name, sets, reps, held, outcome)


def stretches_of(done: list[ExerciseDone], exercise: str = "wall sit") -> list[DoseStretch]:
    return dose_stretches(dose_days(done, exercise))


def test_days_with_the_same_amount_are_one_stretch_and_more_begins_another() -> None:
    entries = [on(0, 1, 5, 10), on(2, 1, 5, 10), on(5, 3, None, 20), on(9, 3, None, 20)]
    assert stretches_of(entries, "Wall Sit") == [
        DoseStretch(FIRST, FIRST + timedelta(2), 2, 5, 50),
        DoseStretch(FIRST + timedelta(5), FIRST + timedelta(9), 2, None, 60),
    ]


def test_a_day_is_all_that_was_done_on_it() -> None:
    (stretch,) = stretches_of([on(0, 2, 8), on(0, None, 4), on(0)], "wall sit")
    assert (stretch.days, stretch.repetitions, stretch.seconds) == (1, 20, None)


def test_what_has_no_figure_was_stopped_or_is_another_exercise_is_no_amount() -> None:
    other = on(3, 1, 5, name="plank")
    assert stretches_of([on(0), on(1, 1, 5, outcome=Outcome.STOPPED), other], "wall sit") == []
    partly = stretches_of([on(0, 1, 3, outcome=Outcome.PARTLY)], "wall sit")
    assert partly[0].repetitions == 3


def test_a_lower_amount_between_parts_two_stretches() -> None:
    stretches = stretches_of([on(0, 1, 8), on(1, 1, 5), on(2, 1, 8)], "wall sit")
    assert [stretch.repetitions for stretch in stretches] == [8, 5, 8]


def test_days_come_by_date_and_what_nobody_said_is_not_zero() -> None:
    assert dose_days([on(4, 1, 5), on(1, 2, None, 20), on(2)], "wall sit") == [
        DoseDay(FIRST + timedelta(1), None, 40),
        DoseDay(FIRST + timedelta(4), 5, None),
    ]

"""Pain before, after and on the next morning, by exercise."""

from datetime import date, datetime, timedelta, timezone

from tracker.analysis.session_pain import (
    MeanAroundExercise,
    PainAroundExercise,
    mean,
    pain_around_exercise,
)
from tracker.model import Context, ExerciseDone, Outcome, Reading

MONDAY = date(2026, 11, 16)
TUESDAY = MONDAY + timedelta(days=1)
CET = timezone(timedelta(hours=1))


def reading(day: date, hour: int, pain: int, context: Context, exercise: str = "") -> Reading:
    return Reading(
        datetime(day.year, day.month, day.day, hour, tzinfo=CET), pain, context, exercise
    )


def done(day: date, exercise: str = "wall sit", source: str = "session") -> ExerciseDone:
    return ExerciseDone(day, exercise, source=source)


def test_a_session_s_pain_belongs_to_each_of_its_exercises() -> None:
    readings = [
        reading(MONDAY, 8, 4, Context.BEFORE),
        reading(MONDAY, 9, 3, Context.AFTER),
        reading(TUESDAY, 7, 2, Context.MORNING),
    ]
    found = pain_around_exercise([done(MONDAY), done(MONDAY, "Bridge")], readings, "session")
    assert found == {
        "bridge": [PainAroundExercise(MONDAY, 4, 3, 2)],
        "wall sit": [PainAroundExercise(MONDAY, 4, 3, 2)],
    }


def test_a_reading_that_names_an_exercise_is_that_exercise_s_alone() -> None:
    readings = [reading(MONDAY, 9, 6, Context.AFTER, "Wall sit")]
    found = pain_around_exercise([done(MONDAY), done(MONDAY, "bridge")], readings, "session")
    assert found == {"wall sit": [PainAroundExercise(MONDAY, None, 6, None)]}


def test_pain_that_stopped_an_exercise_is_its_own_and_says_more_than_the_session_s() -> None:
    entries = [
        ExerciseDone(MONDAY, "wall sit", source="session", outcome=Outcome.STOPPED),
        ExerciseDone(MONDAY, "wall sit", source="session"),  # again, and in full
        ExerciseDone(MONDAY, "bridge", source="session", outcome=Outcome.PARTLY),
    ]
    readings = [
        reading(MONDAY, 9, 6, Context.AFTER, "wall sit"),
        reading(MONDAY, 10, 3, Context.AFTER),
    ]
    assert pain_around_exercise(entries, readings, "session") == {
        "bridge": [PainAroundExercise(MONDAY, None, 3, None, Outcome.PARTLY)],
        "wall sit": [PainAroundExercise(MONDAY, None, 6, None, Outcome.STOPPED)],
    }


def test_of_two_sessions_a_day_the_first_before_and_the_last_after_count() -> None:
    readings = [
        reading(MONDAY, 18, 5, Context.BEFORE),
        reading(MONDAY, 19, 1, Context.AFTER),
        reading(MONDAY, 8, 4, Context.BEFORE),
        reading(MONDAY, 9, 3, Context.AFTER),
    ]
    assert pain_around_exercise([done(MONDAY), done(MONDAY)], readings, "session") == {
        "wall sit": [PainAroundExercise(MONDAY, 4, 1, None)]
    }


def test_what_was_ticked_at_the_check_in_is_no_session() -> None:
    readings = [reading(MONDAY, 8, 4, Context.BEFORE)]
    assert pain_around_exercise([done(MONDAY, source="")], readings, "session") == {}


def test_an_unanswered_question_is_no_zero() -> None:
    assert mean([4, None, 1]) == MeanAroundExercise(2.5, 2)
    assert mean([None]) == MeanAroundExercise(None, 0)

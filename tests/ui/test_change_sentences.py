"""What a change of the diary did, in a line of its history."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.store.entries import BY, DAY, PICTURE, answered, own_exercise
from tracker.model import (
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    MedicineTaken,
    Outcome,
    Questionnaire,
    Scoring,
)
from tracker.questionnaires import peg
from tracker.store import Change, Diary
from tracker.ui.change_sentences import change_sentence, scoring_in
from tracker.ui.formatting import short_day


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


def test_how_an_exercise_ended_is_told_and_so_is_a_change_of_it(diary: Diary) -> None:
    done = ExerciseDone(DAY, "wall sit")
    diary.save(done, by=BY)
    stopped = replace(done, outcome=Outcome.STOPPED)
    diary.save(stopped, done, by=BY)
    diary.remove(stopped, by=BY)
    day = short_day(DAY)
    assert [change_sentence(change) for change in diary.history()] == [
        f"removed wall sit, stopped for pain, on {day}",
        f"wall sit, stopped for pain, on {day}: outcome done → stopped for pain",
        f"added wall sit on {day}",
    ]


EVENING = datetime(2026, 11, 24, 20, tzinfo=UTC)
TUESDAY = CheckIn(EVENING.date(), None, EVENING)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, {"no_activity": True}, "added a check-in on {day}, no activity"),
        ({"pain": 4}, {"pain": 4, "no_exercises": True}, "no exercises on {day}"),
        ({"pain": 4, "no_activity": True}, {"pain": 4}, "no longer “no activity” on {day}"),
        ({"pain": 4}, {"pain": 5}, "pain 4 → 5 on {day}"),
        (None, {"off_work": True}, "added a check-in on {day}, off work"),
    ],
)
def test_that_there_was_none_is_told_as_it_was_said(
    before: dict[str, Any] | None, after: dict[str, Any], said: str
) -> None:
    was = None if before is None else replace(TUESDAY, **before)
    change = Change(1, EVENING, "a test", "check-in", was, replace(TUESDAY, **after), False)
    assert change_sentence(change) == said.format(day=short_day(TUESDAY.date))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"picture": PICTURE + b"2"}, "your exercise Wall slide: another picture"),
        ({"picture": None}, {}, "your exercise Wall slide: a picture"),
        ({}, {"picture": None}, "your exercise Wall slide: no picture"),
        ({}, {"archived": True}, "your exercise Wall slide: archived"),
        ({"archived": True}, {}, "your exercise Wall slide: no longer “archived”"),
        ({}, {"sets": 3}, "your exercise Wall slide: sets 2 → 3"),
    ],
)
def test_a_change_of_an_own_exercise_is_told_without_its_bytes(
    before: dict[str, Any], after: dict[str, Any], said: str
) -> None:
    was, now = own_exercise(**before), own_exercise(**after)
    assert change_sentence(Change(1, EVENING, "a test", "own exercise", was, now, False)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (MedicineTaken(TUESDAY.date, "ibuprofen", "400 mg"), "added ibuprofen 400 mg on {day}"),
        (Event(TUESDAY.date, EventKind.FALL), "added fall on {day}"),
        (own_exercise(), "added your exercise Wall slide"),
    ],
)
def test_what_was_taken_and_what_happened_is_told_by_its_name(value: Any, said: str) -> None:
    change = Change(1, EVENING, "a test", "medicine", None, value, False)
    assert change_sentence(change) == said.format(day=short_day(TUESDAY.date))


@pytest.mark.parametrize(
    ("scoring", "before", "after", "added", "changed"),
    [
        (Scoring.MEAN, 10 / 3, 4.0, "3.3", "3.3 → 4.0"),
        (Scoring.SUM, 12.0, 13.0, "12", "12 → 13"),
        (Scoring.SUM, 7.25, None, "7.25", "7.25 → nothing"),
    ],
)
def test_a_score_is_written_as_its_questionnaire_writes_it(
    diary: Diary,
    scoring: Scoring,
    before: float,
    after: float | None,
    added: str,
    changed: str,
) -> None:
    first = answered(score=before)
    second = replace(first, score=after)
    kept = Questionnaire(first.questionnaire, "PEG", peg().definition, scoring)
    diary.save(kept, by=BY)
    diary.save(first, by=BY)
    diary.save(second, first, by=BY)
    said = [change_sentence(change, scoring_in(diary)) for change in diary.history()]
    assert f"score {changed}" in said[0]
    assert said[1].endswith(f", score {added}")

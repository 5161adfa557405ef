"""What a change of the diary did, in a line of its history."""

from dataclasses import replace

import pytest

from tests.store.entries import BY, DAY
from tracker.model import ExerciseDone, Outcome
from tracker.store import Diary
from tracker.ui.formatting import change_sentence, short_day


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

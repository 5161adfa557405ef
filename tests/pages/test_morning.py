"""The morning after a guided session."""

from datetime import date

from tests.pages.builders import BERLIN, BY, ago
from tests.pages.visiting import Visit
from tracker.model import Context, ExerciseDone, Reading
from tracker.store import Diary

ASKED = "You did a session yesterday"


def session_on(diary: Diary, day: date, source: str = "session") -> None:
    diary.save(ExerciseDone(day, "bridge", source=source), by=BY)


def test_on_the_day_after_a_session_the_morning_is_asked_for(diary: Diary, today: date) -> None:
    session_on(diary, ago(today, 1))
    Visit().choose(ASKED, 3)
    (reading,) = diary.readings()
    assert (reading.date, reading.pain, reading.context) == (today, 3, Context.MORNING)
    assert not Visit().offers(ASKED)  # another window, later: it has been answered


def test_an_answer_can_be_corrected_where_it_was_given(diary: Diary, today: date) -> None:
    session_on(diary, ago(today, 1))
    Visit().choose(ASKED, 3).choose(ASKED, 5)
    assert [reading.pain for reading in diary.readings()] == [5]


def test_an_answer_that_is_taken_back_is_asked_for_again(diary: Diary, today: date) -> None:
    session_on(diary, ago(today, 1))
    visit = Visit().choose(ASKED, 3).tap("Undo")
    assert diary.readings() == []
    assert visit.offers(ASKED)
    assert visit.value(ASKED) is None


def test_without_a_session_yesterday_nothing_is_asked(diary: Diary, today: date) -> None:
    session_on(diary, today)
    session_on(diary, ago(today, 2))
    session_on(diary, ago(today, 1), source="")
    assert not Visit().offers(ASKED)


def test_an_earlier_day_asks_nothing(diary: Diary, today: date) -> None:
    session_on(diary, ago(today, 2))
    assert not Visit(day=ago(today, 1).isoformat()).offers(ASKED)


def test_a_morning_that_was_imported_is_an_answer(diary: Diary, today: date) -> None:
    session_on(diary, ago(today, 1))
    diary.save(Reading(BERLIN.now(), 2, Context.MORNING), by=BY)
    assert not Visit().offers(ASKED)

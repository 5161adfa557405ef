"""What a browser hands over, however often and whatever it is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import ADA
from tracker.model import Context, ExerciseDone, InvalidValue, Outcome, Skip, SkipReason
from tracker.store import Diary
from tracker.web.autosave.entries import save_entry


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


def milliseconds(before_now: timedelta = timedelta()) -> float:
    return (datetime.now(UTC) - before_now).timestamp() * 1000


def done(**fields: Any) -> dict[str, Any]:
    uid = str(uuid4())
    return {
        "id": uid,
        "kind": "exercise",
        "uid": uid,
        "at": milliseconds(),
        "exercise": "wall sit",
        "sets": 3,
        "reps": None,
        "hold_seconds": 20,
        "note": "",
    } | fields


def pain(value: object, uid: str, take: int = 1) -> dict[str, Any]:
    return {
        "id": f"{uid}.{take}",
        "kind": "reading",
        "uid": uid,
        "at": milliseconds(),
        "pain": value,
        "context": "after",
    }


def skip(reason: str, exercise: str = "wall sit") -> dict[str, Any]:
    uid = str(uuid4())
    return {
        "id": f"{uid}.1",
        "kind": "skip",
        "uid": uid,
        "at": milliseconds(),
        "exercise": exercise,
        "reason": reason,
    }


def test_an_exercise_that_comes_five_times_is_stored_once(diary: Diary) -> None:
    entry = done()
    for _ in range(5):
        assert save_entry(diary, entry) == 1
    assert diary.exercises_done() == [
        ExerciseDone(ADA.today(), "wall sit", 3, None, 20, source="session")
    ]


def test_one_that_was_edited_meanwhile_stays_as_it_was_edited(diary: Diary) -> None:
    entry = done()
    save_entry(diary, entry)
    (stored,) = diary.exercises_done()
    edited = ExerciseDone(stored.date, "wall sit", 2, None, 20, source="session", uid=stored.uid)
    diary.save(edited, stored, by="check in")
    save_entry(diary, entry)
    assert diary.exercises_done() == [edited]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_how_an_exercise_ended_is_kept(diary: Diary, outcome: Outcome) -> None:
    save_entry(diary, done(outcome=outcome.value))
    assert [entry.outcome for entry in diary.exercises_done()] == [outcome]


@pytest.mark.parametrize(
    ("note", "outcome"),
    [
        ("", Outcome.DONE),
        ("stopped early", Outcome.PARTLY),
        ("stopped, too painful", Outcome.STOPPED),
    ],
)
def test_what_a_browser_kept_from_before_there_were_outcomes_says_it_in_its_note(
    diary: Diary, note: str, outcome: Outcome
) -> None:
    entry = done(note=note)
    assert "outcome" not in entry
    save_entry(diary, entry)
    assert [stored.outcome for stored in diary.exercises_done()] == [outcome]


def test_the_pain_that_stopped_an_exercise_names_it(diary: Diary) -> None:
    save_entry(diary, pain(7, str(uuid4())) | {"exercise": "wall sit"})
    (reading,) = diary.readings()
    assert (reading.context, reading.exercise) == (Context.AFTER, "wall sit")


def test_a_reason_is_kept_until_the_exercise_is_done_after_all(diary: Diary) -> None:
    for entry in (skip("time"), skip("pain"), skip("time", "bridge")):
        save_entry(diary, entry)
    today = ADA.today()
    assert diary.skips() == [
        Skip(today, "wall sit", SkipReason.PAIN),
        Skip(today, "bridge", SkipReason.TIME),
    ]
    late = skip("time")
    save_entry(diary, done())
    save_entry(diary, late)
    assert diary.skips() == [Skip(today, "bridge", SkipReason.TIME)]


def test_a_pain_that_is_tapped_again_takes_the_place_of_the_first(diary: Diary) -> None:
    uid = str(uuid4())
    save_entry(diary, pain(6, uid, 1))
    save_entry(diary, pain(3, uid, 2))
    (reading,) = diary.readings()
    assert (reading.pain, reading.context) == (3, Context.AFTER)


def test_what_was_finished_yesterday_without_a_connection_is_of_yesterday(diary: Diary) -> None:
    save_entry(diary, done(at=milliseconds(timedelta(days=1))))
    (stored,) = diary.exercises_done()
    assert stored.date == ADA.today() - timedelta(days=1)


def test_a_browser_whose_clock_is_ahead_is_held_to_now(diary: Diary) -> None:
    save_entry(diary, done(at=milliseconds(-timedelta(days=2))))
    (stored,) = diary.exercises_done()
    assert stored.date == ADA.today()


@pytest.mark.parametrize(
    "wrong",
    [
        "nonsense",
        None,
        {},
        done(uid="7"),
        done(at="soon"),
        done(at=float("nan")),
        done(at=-1e30),
        done(sets=0),
        done(reps=2.5),
        done(exercise=""),
        done(note="a\x00b"),
        pain(11, str(uuid4())),
        pain(True, str(uuid4())),
        pain(3, str(uuid4())) | {"context": "during"},
        done(outcome="given up"),
        skip("tired"),
    ],
)
def test_what_can_never_be_stored_is_refused(diary: Diary, wrong: Any) -> None:
    with pytest.raises(InvalidValue):
        save_entry(diary, wrong)
    assert diary.version() == 0


def walked(**fields: Any) -> dict[str, Any]:
    return {
        "id": "one",
        "kind": "activity",
        "uid": str(uuid4()),
        "at": milliseconds(),
        "date": ADA.today().isoformat(),
        "activity": "walking",
        "minutes": 20,
        "intensity": "moderate",
    } | fields


def test_an_activity_that_was_entered_without_a_connection_is_there_once(diary: Diary) -> None:
    entry = walked()
    for _ in range(2):
        save_entry(diary, entry)
    (stored,) = diary.activities()
    assert (stored.date, stored.activity, stored.minutes) == (ADA.today(), "walking", 20)


def test_an_activity_of_a_day_that_has_not_begun_is_refused(diary: Diary) -> None:
    with pytest.raises(InvalidValue):
        save_entry(diary, walked(date=str(ADA.today() + timedelta(days=2))))
    assert diary.activities() == []

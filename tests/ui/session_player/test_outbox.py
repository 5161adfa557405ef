"""What a browser hands over, however often and whatever it is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import ADA
from tracker.model import Context, ExerciseDone, Outcome, Skip, SkipReason
from tracker.store import DatabaseBusy, Diary
from tracker.ui.session_player.outbox import receive


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
        assert receive(diary, ADA, [entry, entry]).settled == (entry["id"], entry["id"])
    assert diary.exercises_done() == [
        ExerciseDone(ADA.today(), "wall sit", 3, None, 20, source="session")
    ]
    assert diary.version() == 1


def test_one_that_was_edited_meanwhile_stays_as_it_was_edited(diary: Diary) -> None:
    entry = done()
    receive(diary, ADA, [entry])
    (stored,) = diary.exercises_done()
    edited = ExerciseDone(stored.date, "wall sit", 2, None, 20, source="session", uid=stored.uid)
    diary.save(edited, stored, by="check in")
    assert receive(diary, ADA, [entry]).settled == (entry["id"],)
    assert diary.exercises_done() == [edited]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_how_an_exercise_ended_is_kept(diary: Diary, outcome: Outcome) -> None:
    receive(diary, ADA, [done(outcome=outcome.value)])
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
    received = receive(diary, ADA, [entry])
    assert (received.settled, received.trouble) == ((entry["id"],), "")
    assert [stored.outcome for stored in diary.exercises_done()] == [outcome]


def test_the_pain_that_stopped_an_exercise_names_it(diary: Diary) -> None:
    receive(diary, ADA, [pain(7, str(uuid4())) | {"exercise": "wall sit"}])
    (reading,) = diary.readings()
    assert (reading.context, reading.exercise) == (Context.AFTER, "wall sit")


def test_a_reason_is_kept_until_the_exercise_is_done_after_all(diary: Diary) -> None:
    receive(diary, ADA, [skip("time"), skip("pain"), skip("time", "bridge")])
    today = ADA.today()
    assert diary.skips() == [
        Skip(today, "wall sit", SkipReason.PAIN),
        Skip(today, "bridge", SkipReason.TIME),
    ]
    late = skip("time")
    receive(diary, ADA, [done()])
    assert receive(diary, ADA, [late]).settled == (late["id"],)
    assert diary.skips() == [Skip(today, "bridge", SkipReason.TIME)]


def test_a_pain_that_is_tapped_again_takes_the_place_of_the_first(diary: Diary) -> None:
    uid = str(uuid4())
    receive(diary, ADA, [pain(6, uid, 1)])
    received = receive(diary, ADA, [pain(3, uid, 2)])
    (reading,) = diary.readings()
    assert (reading.pain, reading.context) == (3, Context.AFTER)
    assert received.settled == (f"{uid}.2",)


def test_what_was_finished_yesterday_without_a_connection_is_of_yesterday(diary: Diary) -> None:
    receive(diary, ADA, [done(at=milliseconds(timedelta(days=1)))])
    (stored,) = diary.exercises_done()
    assert stored.date == ADA.today() - timedelta(days=1)


def test_a_browser_whose_clock_is_ahead_is_held_to_now(diary: Diary) -> None:
    receive(diary, ADA, [done(at=milliseconds(-timedelta(days=2)))])
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
def test_what_can_never_be_stored_is_not_asked_for_again(diary: Diary, wrong: Any) -> None:
    right = done()
    received = receive(diary, ADA, [wrong, right])
    assert len(received.settled) == 2
    assert "not saved" in received.trouble
    assert len(diary.exercises_done()) == 1


def test_what_cannot_be_stored_now_will_be_sent_again(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise DatabaseBusy("The database is busy.")

    monkeypatch.setattr(Diary, "save", busy)
    received = receive(diary, ADA, [done()])
    assert received.settled == ()
    assert received.trouble == (
        "Not saved yet; this browser keeps it and tries again. The database is busy."
    )

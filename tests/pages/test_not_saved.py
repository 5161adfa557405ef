"""When the database refuses: the screen says so, and what was saved before stays."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.pages.builders import BY, PLAN, check_in, walk
from tests.pages.visiting import Visit
from tracker.model import WeekStart
from tracker.store import Diary, OutcomeUnknown

SAFE_WORDS = ("Traceback", "sqlite", "OperationalError", "sqlalchemy")


@contextmanager
def refusing(database: Path) -> Iterator[None]:
    """A database that refuses every write, as a full or failing disk does."""
    with sqlite3.connect(database) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if not name.startswith("sqlite_")
        ]
        for table in tables:
            for verb in ("INSERT", "UPDATE", "DELETE"):
                connection.execute(
                    f"CREATE TRIGGER refuse_{verb}_{table} BEFORE {verb} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
                )
    connection.close()
    yield
    with sqlite3.connect(database) as connection:
        for table in tables:
            for verb in ("INSERT", "UPDATE", "DELETE"):
                connection.execute(f"DROP TRIGGER refuse_{verb}_{table}")
    connection.close()


def test_a_tap_that_cannot_be_saved_says_so_and_shows_what_is_stored(
    diary: Diary, database: Path, today: date
) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit().open("more")
    with refusing(database):
        visit.choose("A flare", True)
        answer = visit.send("Average pain", "9")
    assert "later" in answer, "the browser keeps it and sends it again"
    assert "Not saved" in visit.words
    assert "That was not saved." in visit.words
    assert not any(word in visit.words + str(answer) for word in SAFE_WORDS)
    assert visit.value("A flare") is False
    assert visit.pain == 4
    assert diary.check_in(today).pain == 4


def test_a_tap_of_which_nobody_knows_is_not_said_to_be_unsaved(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise OutcomeUnknown("It stopped answering while it was saving this.")

    visit = Visit().open("more")
    monkeypatch.setattr(Diary, "save", silent)
    answer = visit.send("Average pain", "9")
    assert answer == {"later": "It stopped answering while it was saving this.", "unknown": True}
    visit.choose("A flare", True)
    assert "It stopped answering while it was saving this." in visit.words
    assert "Not known yet if saved" in visit.words
    assert "Not saved" not in visit.words
    assert "That was not saved" not in visit.words
    monkeypatch.undo()
    visit.rate(5)
    assert "Not known yet" not in visit.words


def test_the_next_tap_is_saved_again(diary: Diary, database: Path, today: date) -> None:
    visit = Visit().open("more")
    with refusing(database):
        visit.choose("A flare", True)
    visit.rate(5)
    assert "That was not saved" not in visit.redrawn
    assert "bladder" in visit.redrawn, "the whole page is drawn, so that the message goes"
    assert "Not saved" not in visit.words
    assert "Saved" in visit.words
    assert diary.check_in(today).pain == 5


def test_nothing_of_the_plan_is_saved_where_not_all_of_it_can_be(
    diary: Diary, database: Path, today: date
) -> None:
    diary.apply(PLAN, by=BY)
    visit = Visit()
    with refusing(database):
        visit.choose("Exercises done", ["wall sit", "bird dog"])
    assert "Not saved" in visit.words
    assert visit.value("Exercises done") == []
    assert diary.exercises_done() == []


def test_an_activity_keeps_its_minutes(diary: Diary, database: Path, today: date) -> None:
    activity = walk(today, 30)
    diary.save(activity, by=BY)
    visit = Visit().open(f"change-{activity.uid}")
    with refusing(database):
        answer = visit.send("Minutes", "99")
    assert "later" in answer, "the browser keeps it and sends it again"
    assert visit.again().typed("Minutes") == "30"
    assert [a.minutes for a in diary.activities()] == [30]


def test_an_undo_that_fails_says_so(diary: Diary, database: Path, today: date) -> None:
    visit = Visit().rate(4)
    with refusing(database):
        visit.tap("Undo")
    assert "could not be undone" in visit.words
    assert diary.check_in(today).pain == 4


def test_a_setting_that_cannot_be_saved_says_so(diary: Diary, database: Path) -> None:
    visit = Visit("settings")
    with refusing(database):
        visit.choose("A week starts on", WeekStart.SUNDAY)
        answer = visit.send("Your name (optional, for reports)", "Ada")
    assert "That was not saved." in visit.words
    assert "Nothing of this step was saved" in answer["later"]
    assert diary.person().name == ""

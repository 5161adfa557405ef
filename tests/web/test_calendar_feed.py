"""The calendar's address: for who knows it, and for nobody else."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.conftest import ADA, BEN
from tests.running import Server
from tests.web.requests import ask, ask_stranger
from tracker.model import Occasion, Reminder
from tracker.store import Diary, find_diary, open_store
from tracker.web.calendar_feed import ALL, EACH, PERIOD, WrongSecrets, address


@pytest.fixture
def diary(server: Server) -> Iterator[Diary]:
    """The diary that the server shows, with a reminder."""
    store = open_store(server.database)
    diary = find_diary(store, newcomer=ADA)
    diary.apply([Reminder(Occasion.CHECK_IN, time(20, 30))], by="a test")
    yield diary
    store.close()


def test_the_right_address_gives_the_calendar(server: Server, diary: Diary) -> None:
    path = address(diary.renew_calendar_token(), "")
    answer = ask(server, path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.count(b"BEGIN:VEVENT") == 1
    diary.apply([Reminder(Occasion.EXERCISE, time(18))], by="a test")
    assert ask(server, path).body.count(b"BEGIN:VEVENT") == 2, "a later change is in it"


@pytest.mark.parametrize("query", ["", "?token=", "?token=x", "?token=%C3%A9", "?other=1"])
def test_any_other_address_gives_nothing(server: Server, diary: Diary, query: str) -> None:
    answer = ask(server, f"/calendar.ics{query}")
    assert answer.status == 404
    assert b"VCALENDAR" not in answer.body


def test_after_a_new_address_was_made_the_old_one_gives_nothing(
    server: Server, diary: Diary
) -> None:
    old, new = (address(diary.renew_calendar_token(), "") for _ in range(2))
    assert diary.has_calendar()
    assert ask(server, old).status == 404
    assert ask(server, new).status == 200


def test_what_opens_a_calendar_cannot_be_guessed_and_is_not_in_the_file(
    server: Server, diary: Diary
) -> None:
    token = diary.renew_calendar_token()
    assert len(token) >= 32
    for file in Path(server.database.removeprefix("sqlite:///")).parent.glob("*.db*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes(), file


def test_everybody_has_an_address_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('two') / 'diary.db'}")
    ada, bob = (store.diary(store.add_person(person)) for person in (ADA, BEN))
    tokens = [diary.renew_calendar_token() for diary in (ada, bob)]
    found = [store.diary_of_calendar(token) for token in tokens]
    assert [diary and diary.person_id for diary in found] == [ada.person_id, bob.person_id]
    assert store.diary_of_calendar("") is None
    store.close()


# -- wrong ones


def test_many_wrong_ones_in_a_row_are_not_even_looked_at(tmp_path: Path) -> None:
    with Server(f"sqlite:///{tmp_path / 'diary.db'}", "--no-browser") as server:
        told = [ask_stranger(server, f"/calendar.ics?token={n}").status for n in range(EACH + 2)]
        assert told == [404] * EACH + [429] * 2
        answer = ask_stranger(server, "/calendar.ics?token=x")
        assert int(answer.headers["retry-after"]) == PERIOD
        assert b"Try again in ten minutes." in answer.body


class Clock:
    """A clock that stands until it is put on."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_after_a_while_one_may_try_again_and_others_were_never_held_up() -> None:
    clock = Clock()
    wrong = WrongSecrets(clock)
    assert [wrong.may_try("a") for _ in range(EACH + 1)] == [True] * EACH + [False]
    assert wrong.may_try("b")
    clock.at = PERIOD - 1
    assert not wrong.may_try("a")
    clock.at = PERIOD
    assert wrong.may_try("a")


def test_a_right_one_does_not_count_however_often() -> None:
    wrong = WrongSecrets(Clock())
    for _ in range(10 * EACH):
        assert wrong.may_try("a")
        wrong.was_right("a")


def test_many_addresses_together_are_held_up_and_who_was_right_before_is_not() -> None:
    clock = Clock()
    wrong = WrongSecrets(clock)
    assert wrong.may_try("phone")
    wrong.was_right("phone")
    assert all(wrong.may_try(f"stranger {n}") for n in range(ALL))
    assert not wrong.may_try("another stranger")
    assert wrong.may_try("phone")
    clock.at = PERIOD
    assert wrong.may_try("another stranger")

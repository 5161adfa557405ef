"""The calendar's address: for who knows it, and for nobody else."""

from collections.abc import Iterator
from datetime import time

import pytest

from tests.conftest import ADA
from tests.running import Server
from tests.web.requests import ask
from tracker.model import Occasion, Reminder
from tracker.store import Diary, find_diary, open_store
from tracker.web.calendar_feed import address


@pytest.fixture
def diary(server: Server) -> Iterator[Diary]:
    """The diary that the server shows, with a reminder."""
    store = open_store(server.database)
    diary = find_diary(store, newcomer=ADA)
    diary.apply([Reminder(Occasion.CHECK_IN, time(20, 30))], by="a test")
    yield diary
    store.close()


def test_the_right_address_gives_the_calendar(server: Server, diary: Diary) -> None:
    path = address(diary, "")
    answer = ask(server, path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.count(b"BEGIN:VEVENT") == 1


def test_a_later_change_is_in_it(server: Server, diary: Diary) -> None:
    diary.apply([Reminder(Occasion.EXERCISE, time(18))], by="a test")
    assert ask(server, address(diary, "")).body.count(b"BEGIN:VEVENT") == 2


@pytest.mark.parametrize("query", ["", "?token=", "?token=x", "?token=%C3%A9", "?other=1"])
def test_any_other_address_gives_nothing(server: Server, diary: Diary, query: str) -> None:
    answer = ask(server, f"/calendar.ics{query}")
    assert answer.status == 404
    assert b"VCALENDAR" not in answer.body


def test_the_address_stays_the_same_and_cannot_be_guessed(diary: Diary) -> None:
    assert diary.calendar_token() == diary.calendar_token()
    assert len(diary.calendar_token()) >= 32


def test_after_a_new_address_was_made_the_old_one_gives_nothing(
    server: Server, diary: Diary
) -> None:
    old = address(diary, "")
    assert diary.renew_calendar_token() == diary.calendar_token()
    assert ask(server, old).status == 404
    assert ask(server, address(diary, "")).status == 200


def test_everybody_has_an_address_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('two') / 'diary.db'}")
    ada, bob = (store.diary(store.add_person(ADA)) for _ in range(2))
    assert ada.calendar_token() != bob.calendar_token()
    found = store.diary_of_calendar(bob.calendar_token())
    assert found is not None
    assert found.person_id == bob.person_id
    assert store.diary_of_calendar("") is None
    store.close()

"""What the browser sends is saved for the diary it was shown, and for no other."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from tests.pages.builders import BERLIN, BY, check_in
from tests.running import outcome
from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.store import Diary, Store
from tracker.web.asking import with_identity
from tracker.web.autosave import route


@pytest.fixture
def today() -> date:
    return BERLIN.today()


@pytest.fixture(autouse=True)
def served(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's open database is that of the test."""
    monkeypatch.setattr(route, "open_database", lambda: store)


def say_what_is_asked(diary: Diary, asked: Any, locale: str) -> dict[str, Any]:
    """In place of a screen: what it was asked for, and what the diary then held."""
    return {"asked": asked, "locale": locale, "version": diary.version()}


def post(
    body: object, language: str = "", identity: Identity = THIS_COMPUTER
) -> tuple[dict[str, Any], int]:
    """What the server answers to it, to a browser that asks for that language."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()

    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    headers = [(b"accept-language", language.encode())] if language else []
    scope = {"type": "http", "method": "POST", "headers": headers}
    asked = Request(with_identity(scope, identity), receive)
    response = outcome(route.save(say_what_is_asked, asked))
    return json.loads(bytes(response.body)), response.status_code


def whose(identity: Identity = THIS_COMPUTER) -> dict[str, Any]:
    """What a browser is told of the diary that it may save into."""
    scope = {"type": "http", "method": "GET", "headers": []}
    response = outcome(route.say_whose(Request(with_identity(scope, identity))))
    assert response.headers["cache-control"] == "no-store"
    told: dict[str, Any] = json.loads(bytes(response.body))
    return told


def sent(diary: Diary, day: date, text: str, **other: Any) -> dict[str, Any]:
    return {
        "ticket": route.ticket(diary.person_id),
        "diary": str(diary.identity()),
        "field": f"check-in/{day}/note",
        "text": text,
        "base": "",
        "own": [],
        **other,
    }


def test_what_is_sent_is_saved_and_acknowledged(diary: Diary, today: date) -> None:
    answer, _ = post(sent(diary, today, "typed"))
    assert answer == {"saved": "typed", "version": diary.version(), "said": ""}
    assert diary.check_in(today).note == "typed"


@pytest.mark.parametrize(
    "other",
    [{"ticket": "1-0"}, {"ticket": "2-x"}, {"ticket": ""}, {"diary": "another"}, {"ticket": "é"}],
)
def test_without_the_diarys_own_ticket_nothing_is_written(
    diary: Diary, today: date, other: dict[str, str]
) -> None:
    answer, status = post({**sent(diary, today, "typed"), **other})
    assert status == 403
    assert "later" in answer, "the browser keeps it"
    assert diary.check_in(today) is None


def test_a_ticket_of_somebody_else_s_diary_writes_nothing(diary: Diary, today: date) -> None:
    phone = Identity("a phone", diary.person_id)
    stranger = Identity("another phone", diary.person_id + 1)
    assert post(sent(diary, today, "mine"), identity=stranger)[1] == 403
    assert diary.check_in(today) is None
    assert post(sent(diary, today, "mine"), identity=phone)[1] == 200


@pytest.mark.parametrize("body", ["", "[]", "{}", '"x"', "nonsense", '{"field": 3}'])
def test_what_cannot_be_read_is_refused(diary: Diary, body: str) -> None:
    answer, status = post(body)
    assert (status, "refused" in answer) == (400, True)


def test_a_text_beyond_all_measure_is_not_read_to_its_end(diary: Diary, today: date) -> None:
    assert post(sent(diary, today, "x" * route.LARGEST))[1] == 413


def test_what_belongs_to_nothing_any_more_may_be_forgotten(diary: Diary, today: date) -> None:
    gone = sent(diary, today, "3", field="plan/wall sit/sets")
    assert "gone" in post(gone)[0]


def test_a_text_that_the_diary_cannot_hold_is_refused_in_words(diary: Diary, today: date) -> None:
    answer, _ = post(sent(diary, today, "bell \x07"))
    assert answer["refused"].startswith("Not saved. ")


@pytest.mark.parametrize(
    ("language", "said"), [("de-DE,de;q=0.9,en;q=0.8", "5,3"), ("en-GB", "5.3"), ("", "5.3")]
)
def test_another_windows_decimal_is_said_in_the_manner_of_the_browser(
    diary: Diary, today: date, language: str, said: str
) -> None:
    diary.save(check_in(today, 5.333), by=BY)
    other = {"field": f"check-in/{today}/pain", "base": "4"}
    answer, _ = post(sent(diary, today, "9", **other), language)
    assert answer["said"].startswith(f"Another window says {said}, so yours is not saved.")


def test_a_browser_is_told_whose_diary_it_saves_into_and_nothing_that_is_in_it(
    diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 4, note="my back"), by=BY)
    told = whose(Identity("a phone", diary.person_id))
    assert told == {
        "diary": str(diary.identity()),
        "ticket": route.ticket(diary.person_id),
        "zone": diary.person().time_zone,
        "region": diary.person().region,
        "month_first": False,
    }
    assert post(sent(diary, today, "typed", ticket=told["ticket"], base="my back"))[1] == 200


def test_where_nobody_has_a_diary_it_is_told_nothing_and_none_is_made(store: Store) -> None:
    assert whose() == {}
    assert store.people() == []


def test_what_was_entered_without_seeing_the_diary_is_saved_with_its_time(
    diary: Diary, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    pain = {"field": f"check-in/{yesterday}/pain", "base": None, "ago": 24 * 3600}
    before = diary.person().now()
    assert post(sent(diary, today, "6", **pain))[0]["saved"] == "6"
    at = diary.check_in(yesterday).entered_at
    assert timedelta() <= at - (before - timedelta(days=1)) < timedelta(minutes=5)


@pytest.mark.parametrize("ago", ["soon", None, 1e300, float("inf"), []])
def test_a_time_that_cannot_be_read_saves_nothing(diary: Diary, today: date, ago: object) -> None:
    answer, status = post(sent(diary, today, "typed", ago=ago))
    assert (status, "refused" in answer) == (400, True)
    assert diary.check_in(today) is None


def test_an_entry_is_stored_once_and_one_that_never_can_be_is_refused_in_words(
    diary: Diary, today: date
) -> None:
    uid = "7d1c3b06-8d5c-4a54-9d0c-8f5a6f0c7a11"
    walked = {
        "id": uid, "kind": "activity", "uid": uid, "at": 0, "date": str(today),
        "activity": "walking", "minutes": 20, "intensity": "moderate",
    }  # fmt: skip
    told = {"ticket": route.ticket(diary.person_id), "diary": str(diary.identity())}
    for _ in range(2):
        assert post({**told, "entry": walked}) == ({"saved": "", "version": 1}, 200)
    assert [one.minutes for one in diary.activities()] == [20]
    answer, status = post({**told, "entry": {**walked, "minutes": 0}})
    assert (status, answer["refused"][:10]) == (200, "Not saved.")
    assert "later" in post({**told, "ticket": "1-0", "entry": walked})[0], "the browser keeps it"


def test_a_name_that_is_somebody_elses_is_refused_in_words(store: Store, diary: Diary) -> None:
    store.add_person(replace(BERLIN, name="Ben Okri"))
    field = {"ticket": route.ticket(diary.person_id), "diary": str(diary.identity())}
    asked = {**field, "field": "person/name", "base": diary.person().name, "own": []}
    answer, status = post({**asked, "text": "ben  OKRI"})
    assert status == 200
    assert answer == {
        "refused": "Somebody here is called “Ben Okri” already. Nothing was changed."
        " Choose another name."
    }
    assert diary.person().name == "Ada"
    assert post({**asked, "text": "Bea"})[0]["saved"] == "Bea"


def test_the_answer_holds_what_the_screen_shows_since_where_that_is_asked_for(
    diary: Diary, today: date
) -> None:
    tap = sent(diary, today, "stiff", draw={"day": str(today)})
    answer, _ = post(tap, "de")
    assert answer["saved"] == "stiff"
    assert answer["drawn"] == {
        "asked": {"day": str(today)},
        "locale": "de",
        "version": answer["version"],
    }, "as of the version that it was saved in"
    assert "drawn" not in post(sent(diary, today, "stiff", base="stiff"))[0]
    assert "drawn" not in post(sent(diary, today, "x" * 50_000, base="stiff", draw={}))[0]

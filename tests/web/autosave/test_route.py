"""What the browser sends is saved for the diary it was shown, and for no other."""

import json
from datetime import date
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
    response = outcome(route.save_field(asked))
    return json.loads(bytes(response.body)), response.status_code


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

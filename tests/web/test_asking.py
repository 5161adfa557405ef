"""Who asks is what the entrance says, never what a request says of itself."""

import pytest
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import gather_user_info

from tests.running import outcome
from tracker.identity.access import cookie_name
from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.web import asking
from tracker.web.asking import (
    NobodyAsks,
    identity_of,
    identity_of_run,
    user_info,
    with_identity,
    without_identity,
)
from tracker.web.entrance import Entrance, door
from tracker.web.server import load_config

PHONE = Identity("a phone", 2)
CLAIMED = [
    (b"X-Backbeat-Device", b"a phone"),
    (b"x-backbeat-person", b"2"),
    (b"accept", b"*/*"),
    (b"X-Backbeat-Here", b"no"),
]


def asked(path: str, kind: str = "http", cookie: str = "") -> Scope:
    """A request that says who it is from."""
    return {
        "type": kind,
        "method": "GET",
        "path": path,
        "server": ("localhost", 8501),
        "headers": [*CLAIMED, (b"cookie", cookie.encode())],
    }


def passed_on(scope: Scope) -> list[Scope]:
    """What the entrance lets through of a request."""
    seen: list[Scope] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing(*_: object) -> dict[str, str]:
        return {}

    outcome(Entrance(inside)(scope, nothing, nothing))  # type: ignore[arg-type]
    return seen


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_a_request_says_of_itself_is_taken_away(kind: str) -> None:
    let_in = f"{cookie_name(8501)}={door().cookie_value(8501)}"
    (found,) = passed_on(asked("/week", kind, let_in))
    assert identity_of(found) == THIS_COMPUTER
    assert Headers(scope=found).getlist("x-backbeat-device") == [THIS_COMPUTER.device]
    assert Headers(scope=found).getlist("x-backbeat-person") == []
    assert Headers(scope=found).getlist("x-backbeat-here") == ["yes"]
    assert Headers(scope=found)["accept"] == "*/*"


def test_where_everybody_may_go_it_is_taken_away_as_well() -> None:
    (found,) = passed_on(asked("/icon.svg"))
    assert not {"x-backbeat-device", "x-backbeat-here"} & set(Headers(scope=found))
    with pytest.raises(NobodyAsks):
        identity_of(found)


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_who_only_claims_to_be_somebody_gets_no_further(kind: str) -> None:
    assert passed_on(asked("/week", kind)) == []


def test_nobody_asks_where_the_entrance_was_not_passed() -> None:
    with pytest.raises(NobodyAsks):
        identity_of({"type": "http", "headers": CLAIMED})
    with pytest.raises(NobodyAsks):
        identity_of(without_identity({"type": "http", "headers": CLAIMED, "identity": PHONE}))


@pytest.mark.parametrize(
    "identity", [THIS_COMPUTER, PHONE, Identity("a browser here", 2, here=True)]
)
def test_streamlit_keeps_it_with_the_session_as_the_screens_read_it(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_config()
    assert config.get_option("server.trustedUserHeaders")
    scope = with_identity({"type": "websocket", "headers": CLAIMED}, identity)
    kept = gather_user_info(Headers(scope=scope))
    assert kept == user_info(identity)
    monkeypatch.setattr(asking, "user_of_run", lambda: kept)
    assert identity_of_run() == identity


def test_a_screen_that_nobody_asked_for_shows_nothing() -> None:
    with pytest.raises(NobodyAsks):
        identity_of_run()

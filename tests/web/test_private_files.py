"""Files are given to the browser whose session made them, and to no other client."""

import re
import time
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Message

from tests.running import Server, outcome
from tests.web.requests import Answer, ask
from tracker.files.named_bytes import ExportFile
from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.web import private_files
from tracker.web.asking import with_identity
from tracker.web.private_files import (
    COOKIE,
    LIFETIME,
    MIDDLEWARE,
    ROUTES,
    cookies_refused,
    forget,
    keep,
)

DIARY = b"pain,4"
FILE = ExportFile("backbeat.zip", "application/zip", DIARY)


@pytest.fixture
def app() -> Starlette:
    """Two pages, and the files."""

    async def page(_: Request) -> Response:
        return HTMLResponse("<p>Backbeat</p>")

    routes = [Route("/", page), Route("/week", page), *ROUTES]
    return Starlette(
        routes=routes, middleware=[*MIDDLEWARE, Middleware(GZipMiddleware, minimum_size=1)]
    )


def fetch(
    app: Starlette,
    path: str,
    cookie: str | None = None,
    method: str = "GET",
    identity: Identity = THIS_COMPUTER,
    **headers: str,
) -> Answer:
    """What the app answers to a client with that cookie and identity, without any network."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    if cookie is not None:
        headers["cookie"] = f"{COOKIE}={cookie}"
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    outcome(app(with_identity(scope, identity), receive, send))
    return Answer(
        sent[0]["status"],
        {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]},
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


@pytest.fixture
def browser(app: Starlette) -> str:
    """The cookie of a browser that has opened a page."""
    return SimpleCookie(fetch(app, "/").headers["set-cookie"])[COOKIE].value


@pytest.fixture(autouse=True)
def nobody_has_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_files, "shelf", private_files.Shelf())


def made_by(
    cookie: str | None, monkeypatch: pytest.MonkeyPatch, file: ExportFile = FILE
) -> str | None:
    """Where a file is that a session of the browser with that cookie made."""
    cookies = {} if cookie is None else {COOKIE: cookie}
    monkeypatch.setattr("streamlit.context", SimpleNamespace(cookies=cookies))
    monkeypatch.setattr(private_files, "is_served", lambda: True)
    monkeypatch.setattr(private_files, "identity_of_run", lambda: THIS_COMPUTER)
    address = keep(file)
    return None if address is None else f"/{address}"


@pytest.fixture
def address(browser: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the file is that the browser made."""
    made = made_by(browser, monkeypatch)
    assert made is not None
    return made


def test_the_browser_that_made_it_gets_it(app: Starlette, browser: str, address: str) -> None:
    answer = fetch(app, address, browser)
    assert (answer.status, answer.body) == (200, DIARY)
    assert answer.headers["content-disposition"] == 'attachment; filename="backbeat.zip"'
    assert answer.headers["content-type"] == "application/zip"
    assert fetch(app, address, browser).status == 200, "the browser may ask twice"
    as_browsers_ask = {"accept-encoding": "gzip, deflate, br"}
    assert fetch(app, address, browser, **as_browsers_ask).body == DIARY


def test_every_file_has_an_address_of_its_own_that_cannot_be_guessed(
    browser: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = made_by(browser, monkeypatch)
    assert again != address
    assert all(re.fullmatch(r"/files/[\w-]{22}", one or "") for one in (address, again))


@pytest.mark.parametrize("odd", ['a={"b":1}', "a b=c", "é=ü", "=", "naïve", 'x="open'])
def test_an_odd_cookie_of_another_program_on_this_host_hides_ours_not(
    app: Starlette, browser: str, address: str, odd: str
) -> None:
    for cookies in (f"{browser}; {odd}", f"an older one; {odd}; {COOKIE}={browser}"):
        assert fetch(app, address, cookies).body == DIARY


def test_another_client_gets_nothing_though_it_knows_the_address(
    app: Starlette, browser: str, address: str
) -> None:
    another = SimpleCookie(fetch(app, "/").headers["set-cookie"])[COOKIE].value
    assert another != browser
    for cookie in (None, "", "x", "A" * 43, another, browser[:-1]):
        answer = fetch(app, address, cookie)
        assert (answer.status, answer.body) == (404, b"There is no such file.")


@pytest.mark.parametrize("other", [Identity("a phone"), Identity(THIS_COMPUTER.device, 2)])
def test_a_stolen_cookie_gives_it_to_nobody_else(
    app: Starlette, browser: str, address: str, other: Identity
) -> None:
    assert fetch(app, address, browser, identity=other).status == 404
    assert fetch(app, address, browser).status == 200


def test_it_can_be_fetched_for_some_minutes_only(
    app: Starlette, browser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(private_files, "time", SimpleNamespace(monotonic=lambda: now[0]))
    address = made_by(browser, monkeypatch)
    assert address is not None
    now[0] += LIFETIME - 1
    assert fetch(app, address, browser).status == 200
    now[0] += 2
    assert fetch(app, address, browser).status == 404
    made_by(browser, monkeypatch)
    assert len(private_files.shelf.kept) == 1, "what is over is forgotten"


def test_what_is_forgotten_cannot_be_fetched_and_others_keep_theirs(
    app: Starlette, browser: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    another = SimpleCookie(fetch(app, "/").headers["set-cookie"])[COOKIE].value
    theirs = made_by(another, monkeypatch)
    assert theirs is not None
    made_by(browser, monkeypatch)
    forget()
    assert fetch(app, address, browser).status == 404
    assert fetch(app, theirs, another).status == 200


def test_who_signs_out_leaves_no_file_behind_and_others_keep_theirs(
    app: Starlette, browser: str, address: str
) -> None:
    private_files.shelf.drop_for(Identity(THIS_COMPUTER.device, 1))
    assert fetch(app, address, browser).status == 200
    private_files.shelf.drop_for(THIS_COMPUTER)
    assert private_files.shelf.kept == {}


def test_a_part_of_it_is_no_way_round(app: Starlette, browser: str, address: str) -> None:
    for cookie in (None, "A" * 43):
        assert fetch(app, address, cookie, range="bytes=0-0").status == 404
        assert fetch(app, address, cookie, "HEAD").status == 404
    assert fetch(app, address, browser, "POST").status == 405


def test_a_session_without_the_cookie_makes_nothing_that_can_be_fetched(
    browser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made_by(None, monkeypatch) is None
    assert cookies_refused()
    assert made_by(browser, monkeypatch) is not None
    assert not cookies_refused()


def test_every_browser_gets_a_secret_of_its_own_once(server: Server) -> None:
    first, second = ask(server, "/"), ask(server, "/week")
    cookies = [SimpleCookie(answer.headers["set-cookie"])[COOKIE] for answer in (first, second)]
    assert cookies[0].value != cookies[1].value
    for cookie in cookies:
        assert re.fullmatch(r"[\w-]{43}", cookie.value)
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    again = ask(server, "/", Cookie=f"{COOKIE}={cookies[0].value}")
    assert f"{COOKIE}=" not in again.headers["set-cookie"]
    forged = ask(server, "/", Cookie=f"{COOKIE}=short")
    assert f"{COOKIE}=" in forged.headers["set-cookie"]
    assert "set-cookie" not in ask(server, "/icon.svg").headers


def test_a_stranger_learns_nothing_about_which_files_there_are(server: Server) -> None:
    for path in ("/files/x", "/media/x.zip"):
        assert ask(server, path).status == 404


def held() -> list[bytes]:
    """What is in memory."""
    return [kept.file.data for kept in private_files.shelf.kept.values()]


def until_let_go() -> None:
    end = time.monotonic() + 30
    while held():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_download_that_ended_is_let_go_of_without_another_press(
    app: Starlette, browser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_files, "AGAIN", 0.2)
    address = made_by(browser, monkeypatch)
    assert address is not None
    assert fetch(app, address, browser).body == DIARY
    assert held() == [DIARY], "the browser may ask twice"
    until_let_go()
    assert fetch(app, address, browser).status == 404


def test_a_file_that_nobody_fetches_is_let_go_of_in_time(
    browser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_files, "LIFETIME", 0.2)
    for _ in range(2):
        made_by(browser, monkeypatch)
        assert DIARY in held()
        until_let_go()

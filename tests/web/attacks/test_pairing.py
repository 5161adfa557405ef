"""Somebody in the Wi-Fi tries to be let in, to a diary that is not theirs: each attack fails."""

import hashlib
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.web.attacks.house import (
    AT_HOME,
    GOT_IN,
    HERE,
    PHONE,
    PORT,
    STRANGER,
    House,
    device_cookie,
    given,
    house,
    this_computers_cookie,
)
from tests.web.requests import Answer
from tracker.identity.access import cookie_name, device_cookie_name
from tracker.identity.pairing import LIFETIME, TRIES, TRIES_IN_ALL, Pairing
from tracker.store import DatabaseBusy, Diary, Store
from tracker.store.devices import LIFETIME as DEVICE_LIFETIME
from tracker.store.devices import add_device, devices, revoke_device, use_device
from tracker.web import entrance, own_files
from tracker.web.https import Certificate
from tracker.web.pairing import FORM

NOW = datetime.now(UTC)


@pytest.fixture
def ben(another: Callable[[], Diary]) -> Diary:
    return another()


@pytest.fixture
def home(small_store: Store, ada: Diary, ben: Diary) -> Iterator[House]:
    with house(small_store, ada, ben) as found:
        yield found


def refused(home: House, answer: Answer) -> bool:
    """Whether somebody got nothing and is nobody."""
    nothing = "set-cookie" not in answer.headers and GOT_IN not in answer.body
    return nothing and answer.status >= 400 and home.devices() == 0


# -- what is meant to work, so that what fails below fails for what it is


def test_a_phone_is_let_in_by_its_code(home: House) -> None:
    code = home.code()
    page = home.ask(f"/pair/{code.text}")
    assert page.status == 200
    assert b"Open my diary here" in page.body
    answer = home.pair(code.text)
    assert (answer.status, answer.headers["location"]) == (303, "/paired")
    (device,) = devices(home.store)
    assert (device.name, device.person_id, device.here) == ("iPhone", home.ada.person_id, False)
    opened = home.ask("/", Cookie=given(answer))
    assert opened.body == GOT_IN + f" of {device.id} {home.ada.person_id} False".encode()


def test_its_cookie_lasts_ninety_days_is_kept_from_scripts_and_other_pages(home: House) -> None:
    words = home.pair(home.code().text).headers["set-cookie"]
    assert words.startswith(f"{device_cookie_name(PORT)}=")
    for part in ("Max-Age=7776000", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in words
    assert "Domain" not in words


def test_an_iphones_app_is_let_in_by_the_page_that_it_was_made_of(home: House) -> None:
    cookie = given(home.pair(home.code().text))
    page = home.ask("/paired", Cookie=cookie).body.decode()
    path = page.partition('rel="manifest" href="')[2].partition('"')[0]
    start = home.ask(path).body.decode().partition('"start_url":"')[2].partition('"')[0]
    assert start.startswith("/pair/")
    assert "?" not in start, "some phones drop what stands after it"
    assert b"/static/backbeat/pair_by_itself" in home.ask(start).body, "nobody presses a button"
    answer = home.pair(start.removeprefix("/pair/"))
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert [device.name for device in devices(home.store)].count("iPhone, home screen") == 1
    assert "manifest" not in home.ask("/paired", Cookie=given(answer)).body.decode()


def test_who_is_in_already_is_led_to_the_diary_and_uses_no_code_up(home: House) -> None:
    cookie = given(home.pair(home.code().text))
    code = home.code()
    assert home.ask(f"/pair/{code.text}", Cookie=cookie).headers["location"] == "/"
    assert home.pair(code.text, Cookie=cookie).headers["location"] == "/"
    assert home.pair(code.text).status == 303
    assert home.devices() == 2


# -- codes

CODES: dict[str, Callable[[str], str]] = {
    "nothing": lambda _: "",
    "another one": lambda _: "abcde-fghjk",
    "all but the last letter": lambda code: code[:-1],
    "all but the first letter": lambda code: code[1:],
    "a letter more": lambda code: f"{code}a",
    "a letter before": lambda code: f"a{code}",
    "half of it": lambda code: code[:5],
    "backwards": lambda code: code[::-1],
    "its halves the other way round": lambda code: "-".join(code.split("-")[::-1]),
    "twice": lambda code: f"{code}{code}",
    "with a space": lambda code: f"{code}%20",
    "with a line's end": lambda code: f"{code}%0A",
    "with a zero byte": lambda code: f"{code}%00",
    "after a zero byte": lambda code: f"%00{code}",
    "encoded twice": lambda code: "".join(f"%25{ord(letter):02X}" for letter in code),
    "a star": lambda _: "*",
    "a pattern of SQL": lambda _: "%25",
    "as many underscores": lambda _: "_" * 11,
    "a statement": lambda _: "' OR '1'='1",
    "a template": lambda _: "{code}",
    "an expression": lambda _: "[a-z]{5}-[a-z]{5}",
    "a path": lambda code: f"../pair/{code}",
    "another alphabet's letters": lambda code: f"%D0%B0{code[1:]}",
    "wide letters": lambda code: f"%EF%BD%81{code[1:]}",
    "what is no text": lambda _: "%FF%FE",
    "its digest": lambda code: hashlib.sha256(code.encode()).hexdigest(),
    "true": lambda _: "true",
    "a list": lambda code: f"[{code}]",
    "after a wrong one": lambda code: f"abcde-fghjk&code={code}",
    "in a form that is too large": lambda code: f"{'a' * 2000}&code={code}",
}


@pytest.mark.parametrize("made", CODES.values(), ids=CODES.keys())
def test_what_is_not_the_code_opens_nothing(home: House, made: Callable[[str], str]) -> None:
    assert refused(home, home.pair(made(home.code().text)))


def test_a_code_of_another_server_opens_nothing(home: House) -> None:
    home.code()
    elsewhere = Pairing().make(home.ada.person_id, datetime.now(UTC))
    assert refused(home, home.pair(elsewhere.text))


def test_a_code_that_has_ended_opens_nothing(home: House) -> None:
    old = home.codes.make(home.ada.person_id, NOW - LIFETIME)
    assert refused(home, home.pair(old.text))


def test_a_code_in_place_of_which_another_was_made_opens_nothing(home: House) -> None:
    old = home.code()
    home.code()
    assert refused(home, home.pair(old.text))


def test_a_code_of_somebody_who_is_gone_opens_nothing(home: House) -> None:
    code = home.code()
    home.store.erase(home.ada.person_id)
    assert refused(home, home.pair(code.text))


def test_bens_code_opens_bens_diary_alone(home: House) -> None:
    code = home.code(home.ben)
    opened = home.ask("/?person=1", Cookie=given(home.pair(f"{code.text}&person=1")))
    assert f" {home.ben.person_id} ".encode() in opened.body


@pytest.mark.parametrize("other", [PHONE, STRANGER], ids=["the same phone", "another one"])
@pytest.mark.parametrize("app", [False, True], ids=["a phone's", "an app's"])
def test_a_code_is_not_replayed(home: House, other: str, app: bool) -> None:
    code = home.code()
    if app:
        home.pair(code.text)
        (device,) = devices(home.store)
        found = home.codes.code_of_app(device.id, datetime.now(UTC))
        assert found is not None
        code = found
    assert home.pair(code.text).status == 303
    count = home.devices()
    again = home.pair(code.text, by=other)
    assert again.status == 403
    assert "set-cookie" not in again.headers
    assert home.devices() == count


def test_of_twenty_who_race_for_a_code_one_gets_in(home: House) -> None:
    text = home.code().text
    with ThreadPoolExecutor(20) as threads:
        answers = list(
            threads.map(lambda number: home.pair(text, by=f"192.168.178.{number}"), range(20))
        )
    assert sum("set-cookie" in answer.headers for answer in answers) == 1
    assert home.devices() == 1


def test_a_revoked_phones_app_is_let_in_no_more(home: House) -> None:
    home.pair(home.code().text)
    (device,) = devices(home.store)
    app = home.codes.code_of_app(device.id, datetime.now(UTC))
    assert app is not None
    revoke_device(home.store, device)
    assert refused(home, home.pair(app.text))


def test_an_app_brings_no_other_app(home: House) -> None:
    home.pair(home.code().text)
    (phone,) = devices(home.store)
    app = home.codes.code_of_app(phone.id, datetime.now(UTC))
    assert app is not None
    home.pair(app.text)
    now = datetime.now(UTC)
    assert [home.codes.code_of_app(one.id, now) for one in devices(home.store)] == [None, None]


def test_a_code_that_says_nobody_opens_nobodys_diary_of_several(home: House) -> None:
    code = home.codes.make(None, datetime.now(UTC))
    assert refused(home, home.pair(code.text))


def test_what_the_database_refused_can_be_tried_again(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = home.code()
    with monkeypatch.context() as patch:

        def busy(*_: object) -> None:
            raise DatabaseBusy("busy")

        patch.setattr("tracker.store.devices.add_device", busy)
        answer = home.pair(code.text)
        assert answer.status == 503
        assert refused(home, answer)
    assert home.pair(code.text).status == 303


# -- ways to bring it

BROUGHT: dict[str, Callable[[House, str], Answer]] = {
    "by looking": lambda home, code: home.ask(f"/pair/{code}", by=STRANGER),
    "by looking ahead": lambda home, code: home.ask(f"/pair/{code}", "HEAD"),
    "by preloading": lambda home, code: home.ask(
        f"/pair/{code}", Purpose="prefetch", Sec_Purpose="prefetch"
    ),
    "in an address": lambda home, code: home.ask(f"/pair?code={code}"),
    "to its own address": lambda home, code: home.ask(f"/pair/{code}", "POST"),
    "as another verb": lambda home, code: home.ask("/pair", "PUT", f"code={code}".encode()),
    "as a verb to delete": lambda home, code: home.ask(f"/pair/{code}", "DELETE"),
    "as a verb in a header": lambda home, code: home.ask(
        f"/pair/{code}", X_HTTP_Method_Override="POST"
    ),
    "as JSON": lambda home, code: home.ask("/pair", "POST", f'{{"code": "{code}"}}'.encode()),
    "in a header": lambda home, code: home.ask("/pair", "POST", Code=code, X_Code=code),
    "in a cookie": lambda home, code: home.ask("/pair", "POST", Cookie=f"code={code}"),
    "as a device's cookie": lambda home, code: home.ask("/", Cookie=device_cookie(code)),
    "as a bearer": lambda home, code: home.ask("/", Authorization=f"Bearer {code}"),
    "to the way in of this computer": lambda home, code: home.ask(f"/enter/{code}"),
    "in an address with capitals": lambda home, code: home.ask("/PAIR", "POST", code.encode()),
    "beneath": lambda home, code: home.ask(f"/pair/{code}/x"),
    "with two strokes": lambda home, code: home.ask(f"//pair/{code}"),
    "to the page after it": lambda home, code: home.ask(f"/paired?code={code}"),
    "by its app's manifest": lambda home, code: home.ask(f"/pair/{code}/app.webmanifest"),
}


@pytest.mark.parametrize("bring", BROUGHT.values(), ids=BROUGHT.keys())
def test_a_code_is_used_by_its_button_alone(
    home: House, bring: Callable[[House, str], Answer]
) -> None:
    code = home.code()
    answer = bring(home, code.text)
    assert "set-cookie" not in answer.headers
    assert GOT_IN not in answer.body
    assert home.devices() == 0
    assert home.pair(code.text).status == 303, "and is still good"


# -- guessing


def test_a_guesser_is_stopped_whatever_they_say_of_where_they_are(home: House) -> None:
    code = home.code()
    for number in range(TRIES):
        home.pair("abcde-fghjk", by=STRANGER, X_Forwarded_For=f"10.0.0.{number}")
    for headers in ({}, {"X_Forwarded_For": PHONE}, {"Forwarded": f"for={PHONE}"}):
        answer = home.pair(code.text, by=STRANGER, **headers)
        assert answer.status == 429
        assert refused(home, answer)
    assert home.pair(code.text).status == 303, "the phone at home is let in all the same"


def test_guessers_from_everywhere_end_the_code(home: House) -> None:
    code = home.code()
    for number in range(TRIES_IN_ALL):
        home.pair("abcde-fghjk", by=f"192.168.178.{number}")
    answer = home.pair(code.text)
    assert answer.status == 429
    assert refused(home, answer)
    assert home.pair(home.code().text).status == 303


def test_looking_at_pages_is_no_guess_and_tells_nothing(home: House) -> None:
    good = home.code().text
    pages = [home.ask(f"/pair/{text}") for text in (good, "abcde-fghjk")]
    assert {page.status for page in pages} == {200}
    assert pages[0].body.replace(good.encode(), b"") == pages[1].body.replace(b"abcde-fghjk", b"")
    apps = [home.ask(f"/pair/{text}/app.webmanifest") for text in (good, "abcde-fghjk")]
    assert apps[0].body.replace(good.encode(), b"") == apps[1].body.replace(b"abcde-fghjk", b"")
    for _ in range(TRIES * 2):
        home.ask("/pair/abcde-fghjk")
    assert home.pair(good).status == 303


def test_a_used_an_ended_and_a_made_up_code_are_answered_alike(home: House) -> None:
    used = home.code()
    home.pair(used.text)
    ended = home.codes.make(home.ben.person_id, NOW - LIFETIME * 2)
    answers = [home.pair(text) for text in (used.text, ended.text, "abcde-fghjk")]
    assert len({(answer.status, answer.body) for answer in answers}) == 1


def test_a_phone_keeps_what_waits_in_it_until_it_is_signed_out(home: House) -> None:
    device, token = add_device(home.store, home.ada.person_id, "iPhone", NOW)
    shown = {"Cookie": device_cookie(token), "Accept": "text/html"}
    assert GOT_IN in home.ask("/", **shown).body
    use_device(home.store, device, NOW - DEVICE_LIFETIME)
    entrance.let_in.look()
    away = home.ask("/", **shown)
    assert (away.status, GOT_IN in away.body) == (403, False)
    assert own_files.LOCK.path in away.body.decode()
    assert own_files.FORGET.path not in scripts(away)
    revoke_device(home.store, device)
    assert own_files.FORGET.path in scripts(home.ask("/", **shown))


UNKNOWN = {
    "another database's": lambda token: f"1.0123456789abcdef.{'A' * 43}",
    "a revoked phone's with another secret": lambda token: f"{token[:-43]}{'A' * 43}",
    "a revoked phone's secret for somebody else": lambda token: f"2{token[1:]}",
    "a revoked phone's with a letter more": lambda token: f"{token}A",
    "no token": lambda token: "x",
}


@pytest.mark.parametrize("made", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_token_that_is_merely_unknown_opens_nothing_and_takes_nothing_away(
    home: House, made: Callable[[str], str]
) -> None:
    device, token = add_device(home.store, home.ada.person_id, "iPhone", NOW)
    revoke_device(home.store, device)
    shown = {"Cookie": device_cookie(made(token))}
    for path in ("/", "/week"):
        page = home.ask(path, Accept="text/html", **shown)
        assert refused(home, page)
        assert own_files.LOCK.path in page.body.decode()
        assert own_files.FORGET.path not in scripts(page)
    assert refused(home, home.ask("/_stcore/host-config", **shown))
    assert home.handshake("/_stcore/stream", **shown) == "websocket.close"


def test_a_phone_of_a_diary_that_was_deleted_is_told_to_forget_it(home: House) -> None:
    _, token = add_device(home.store, home.ben.person_id, "iPhone", NOW)
    home.store.erase(home.ben.person_id)
    page = home.ask("/", Cookie=device_cookie(token), Accept="text/html")
    assert own_files.FORGET.path in scripts(page)


def scripts(page: Answer) -> list[str]:
    """What a page runs by itself."""
    return re.findall(r'<script src="([^"]+)"', page.body.decode())


def test_no_page_says_whose_diary_it_is_or_who_else_is_let_in(home: House) -> None:
    home.pair(home.code().text)
    pages = [
        home.ask("/pair/abcde-fghjk"),
        home.pair("abcde-fghjk"),
        home.ask("/", Accept="text/html"),
    ]
    for page in pages:
        assert b"Ada" not in page.body
        assert b"iPhone" not in page.body


@pytest.mark.parametrize("text", ["<script>", "%3Cscript%3E", '"onload="x', "a b", "a" * 41, "ä"])
def test_what_is_no_code_is_not_repeated_on_a_page(home: House, text: str) -> None:
    for path in (f"/pair/{text}", f"/pair/{text}/app.webmanifest"):
        answer = home.ask(path)
        assert answer.status == 404
        assert text.encode() not in answer.body.replace(FORM.encode(), b"")


# -- names, other pages, other sockets

NAMES = (
    *("localhost", f"localhost:{PORT}", f"{HERE}:{PORT}", f"[::1]:{PORT}", "backbeat.example"),
    *(AT_HOME, f"{AT_HOME}:{PORT + 1}", f"{AT_HOME}.:{PORT}", f"{AT_HOME}:{PORT}.example"),
    *(f"{AT_HOME}.example:{PORT}", f"x@{AT_HOME}:{PORT}", f"{AT_HOME}:{PORT}@x", f"{AT_HOME}:0"),
    *(f"192.168.178.21:{PORT}", f"0.0.0.0:{PORT}", "", f" {AT_HOME}:{PORT}", f"{AT_HOME}:{PORT}/"),
    *(f"3232281108:{PORT}", f"0xC0A8B214:{PORT}", f"192.168.45588:{PORT}", f"{AT_HOME},x:{PORT}"),
)


@pytest.mark.parametrize("name", NAMES)
def test_the_network_is_answered_by_the_one_name_that_is_served(home: House, name: str) -> None:
    cookie = given(home.pair(home.code().text))
    code = home.code()
    assert home.ask("/", Host=name, Cookie=cookie).status == 421
    assert home.pair(code.text, Host=name).status == 421
    assert home.handshake("/_stcore/stream", Host=name, Cookie=cookie) == "websocket.close"
    assert home.devices() == 1


@pytest.mark.parametrize("name", [AT_HOME, f"{AT_HOME}:{PORT}", f"x.{AT_HOME}:{PORT}"])
def test_this_computer_is_not_called_by_the_networks_name(home: House, name: str) -> None:
    answer = home.ask("/", at=HERE, Host=name, Cookie=this_computers_cookie())
    assert answer.status == 421


ORIGINS = (
    *("null", "http://backbeat.example", f"http://{AT_HOME}", f"http://{AT_HOME}:{PORT + 1}"),
    *(f"http://localhost:{PORT}", f"http://{HERE}:{PORT}", "file://", f"http://{AT_HOME}:{PORT}.x"),
    *(f"http://x.{AT_HOME}:{PORT}", f"http://x@{AT_HOME}:{PORT}", f"{AT_HOME}:{PORT}", ""),
)


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_other_page_lets_a_phone_in_or_speaks_for_it(home: House, origin: str) -> None:
    code = home.code()
    assert refused(home, home.pair(code.text, Origin=origin))
    cookie = given(home.pair(code.text, Origin=f"http://{AT_HOME}:{PORT}"))
    assert home.ask("/", "POST", Origin=origin, Cookie=cookie).status == 403
    shut = home.handshake("/_stcore/stream", Origin=origin, Cookie=cookie)
    assert shut == "websocket.close"


def test_what_lets_in_on_this_computer_does_not_on_the_network(home: House) -> None:
    ticket = entrance.door().ticket(PORT)
    for path in ("/enter", f"/enter/{ticket}", f"/enter/{entrance.door().secret}"):
        assert refused(home, home.ask(path, at=AT_HOME)), path
    assert refused(home, home.ask("/", Cookie=this_computers_cookie()))
    assert home.handshake("/_stcore/stream", Cookie=this_computers_cookie()) == "websocket.close"
    assert home.ask(f"/enter/{ticket}", at=HERE).status == 303, "and it is still good"


def test_a_browser_of_this_computer_is_let_in_here_alone(home: House) -> None:
    now = datetime.now(UTC)
    _, token = add_device(home.store, home.ada.person_id, "browser", now, here=True)
    cookie = f"{this_computers_cookie()}; {device_cookie(token)}"
    assert GOT_IN in home.ask("/", at=HERE, Cookie=cookie).body
    assert home.ask("/", Cookie=cookie).status == 403
    assert home.handshake("/_stcore/stream", Cookie=cookie) == "websocket.close"


def test_codes_are_not_taken_on_this_computer(home: House) -> None:
    code = home.code()
    form = f"code={code.text}".encode()
    assert refused(home, home.ask("/pair", "POST", form, at=HERE))
    assert refused(home, home.ask(f"/pair/{code.text}", at=HERE))
    assert refused(home, home.ask("/pair", "POST", form, at=HERE, Cookie=this_computers_cookie()))
    assert home.pair(code.text).status == 303, "and it is still good"


@pytest.mark.parametrize(
    "cookie",
    [
        lambda token: f"{device_cookie_name(PORT + 1)}={token}",
        lambda token: f"{cookie_name(PORT)}={token}",
        lambda token: f"{device_cookie_name(PORT).upper()}={token}",
        lambda token: f"{device_cookie_name(PORT)}={token[:-1]}",
        lambda token: f"{device_cookie_name(PORT)}={token}; {device_cookie_name(PORT)}=x",
        lambda token: f"{device_cookie_name(PORT)}=x{token}",
        lambda token: f"{device_cookie_name(PORT)}={token}x",
        lambda token: f"{device_cookie_name(PORT)} {token}",
    ],
    ids=["port", "computer's", "capitals", "shorter", "two", "before", "after", "no sign"],
)
def test_a_cookie_that_is_not_the_phones_opens_nothing(
    home: House, cookie: Callable[[str], str]
) -> None:
    token = given(home.pair(home.code().text)).partition("=")[2]
    assert home.ask("/", Cookie=cookie(token)).status == 403
    assert home.handshake("/_stcore/stream", Cookie=cookie(token)) == "websocket.close"


def test_a_phone_says_in_vain_that_it_is_this_computer(home: House) -> None:
    cookie = given(home.pair(home.code().text))
    claims = {"X_Backbeat_Here": "yes", "X_Backbeat_Device": "this computer"}
    assert home.ask("/", Cookie=cookie, **claims).body.endswith(b"False")


def test_an_address_that_the_server_has_left_is_not_answered(home: House) -> None:
    cookie = given(home.pair(home.code().text))
    entrance.network.present.move("192.168.178.99")
    assert home.ask("/", Cookie=cookie).status == 421
    entrance.network.present.move(AT_HOME)


NAMED = f"backbeat-desk.local:{PORT}"


def test_a_phone_that_was_let_in_by_name_goes_on_at_another_address(home: House) -> None:
    entrance.network.present.call("backbeat-desk.local")
    page = home.ask(f"/pair/{home.code().text}", Host=NAMED)
    assert page.status == 200
    assert f"ws://{NAMED}" in page.headers["content-security-policy"]
    cookie = given(home.pair(home.code().text, Host=NAMED, Origin=f"http://{NAMED}"))
    entrance.network.present.move("192.168.178.99")
    entrance.network.present.call("backbeat-desk.local")
    moved = home.ask("/", at="192.168.178.99", Host=NAMED, Cookie=cookie)
    assert GOT_IN in moved.body


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("backbeat-desk.local", None),
        (f"backbeat-desk.local:{PORT + 1}", None),
        (f"desk.local:{PORT}", None),
        (f"a.backbeat-desk.local:{PORT}", None),
        (f"backbeat-desk.local.evil.example:{PORT}", None),
        (NAMED, f"http://{AT_HOME}:{PORT}"),
        (NAMED, "http://backbeat-desk.local"),
        (NAMED, f"http://desk.local:{PORT}"),
        (f"{AT_HOME}:{PORT}", f"http://{NAMED}"),
    ],
)
def test_no_other_name_and_no_page_of_another_gets_in(
    home: House, host: str, origin: str | None
) -> None:
    entrance.network.present.call("backbeat-desk.local")
    said = {"Host": host, **({"Origin": origin} if origin else {})}
    assert refused(home, home.pair(home.code().text, **said))


def test_the_name_is_for_the_network_alone_and_ends_with_the_address(home: House) -> None:
    cookie = this_computers_cookie()
    entrance.network.present.call("backbeat-desk.local")
    assert home.ask("/", at=HERE, Host=NAMED, Cookie=cookie).status == 421
    entrance.network.present.move(AT_HOME)
    assert home.ask("/icon.svg", Host=NAMED).status == 421


@pytest.fixture
def certified(home: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A server with a certificate of the person's own, for two names and a kind of names."""
    names = frozenset({"diary.example.org", "*.home.example.org", "localhost", "192.168.9.9"})
    own = Certificate(Path("chain.pem"), Path("key.pem"), NOW, names)
    monkeypatch.setattr(entrance.network.present, "certificate", own)
    entrance.network.present.move(AT_HOME)
    return home


@pytest.mark.parametrize("name", ["diary.example.org", "Diary.Example.org", "a.home.example.org"])
def test_a_certificate_of_ones_own_has_its_names_answered(certified: House, name: str) -> None:
    host = f"{name}:{PORT}"
    assert certified.pair(certified.code().text, Host=host, Origin=f"http://{host}").status == 303
    assert GOT_IN in certified.ask("/", Host=host, Cookie=_let_in(certified, host)).body


def _let_in(home: House, host: str) -> str:
    return given(home.pair(home.code().text, Host=host))


@pytest.mark.parametrize(
    "name",
    [
        "example.org",
        "www.diary.example.org",
        "home.example.org",
        "a.b.home.example.org",
        "*.home.example.org",
        ".home.example.org",
        "evilhome.example.org",
        "localhost",
        "192.168.9.9",
    ],
)
def test_and_no_names_beside_them(certified: House, name: str) -> None:
    assert refused(certified, certified.pair(certified.code().text, Host=f"{name}:{PORT}"))


def test_on_this_computer_itself_a_certificates_names_are_not_answered(certified: House) -> None:
    shown = {"Host": f"diary.example.org:{PORT}", "Cookie": this_computers_cookie()}
    assert certified.ask("/", at=HERE, **shown).status == 421


def test_a_phone_is_led_to_the_name_that_the_certificate_is_for(certified: House) -> None:
    assert certified.code()
    assert entrance.network.present.root == f"http://diary.example.org:{PORT}"


@pytest.mark.parametrize("path", ["/pair", "/pair/abcde-fghjk", "/paired", "/_stcore/stream", "/"])
def test_no_websocket_goes_around_the_button(home: House, path: str) -> None:
    assert home.handshake(path) == "websocket.close"


@pytest.mark.parametrize("days", [90, 91, 400])
def test_a_phone_that_was_put_away_for_long_is_let_in_anew(home: House, days: int) -> None:
    then = datetime.now(UTC) - timedelta(days=days)
    _, token = add_device(home.store, home.ada.person_id, "iPhone", then)
    assert home.ask("/", Cookie=device_cookie(token)).status == 403


def test_a_signed_out_phone_is_told_kindly(home: House) -> None:
    cookie = given(home.pair(home.code().text))
    home.ask("/", Cookie=cookie)
    revoke_device(home.store, devices(home.store)[0])
    entrance.let_in.look()
    answer = home.ask("/week", Cookie=cookie, Accept="text/html")
    assert answer.status == 403
    assert b"This device is not let in" in answer.body
    assert b"Settings" in answer.body

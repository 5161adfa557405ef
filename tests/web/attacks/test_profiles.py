"""Ben, at the same computer, tries to come to Ada's diary, which a passcode guards.

Each of these attacks fails: nothing of hers is shown, changed, or told.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import InvalidStatus

from tests.passcodes import cheap_hash
from tests.running import PATIENCE, Server, outcome
from tests.web.attacks.screens import Screens
from tests.web.household import ADAS, BENS, PASSCODE, Household, RawBrowser, household
from tests.web.requests import ask_stranger
from tracker.identity.access import device_cookie_name
from tracker.identity.passcodes import FREE
from tracker.store.devices import add_device, devices
from tracker.store.profiles import profiles, set_passcode

WITHIN = 1.0  # seconds in which who signed out is out


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    with household(tmp_path_factory.mktemp("household")) as found:
        yield found


def opens_ada(browser: RawBrowser) -> bool:
    """Whether a browser has come to her diary."""
    return ADAS in browser.get("/").body.decode()


# -- guesses

GUESSES = {
    "nothing": "",
    "one more letter": f"{PASSCODE}s",
    "one fewer": PASSCODE[:-1],
    "capitals": PASSCODE.upper(),
    "spaces around": f" {PASSCODE} ",
    "a statement": "' OR '1'='1",
    "a zero at the end": f"{PASSCODE}\0",
    "the word for none": "None",
    "very long": "x" * 3000,
}


@pytest.mark.parametrize("guess", GUESSES.values(), ids=GUESSES.keys())
def test_a_guess_opens_nothing(home: Household, guess: str) -> None:
    browser = home.browser()
    answer = browser.post("/profiles", f"person={home.ada.person_id}&passcode={quote(guess)}")
    assert answer.status == 403
    assert browser.token == ""
    assert not opens_ada(browser)
    home.signed_in(home.ada)  # her own way in works, and the count begins anew


def test_what_is_stored_of_it_opens_nothing(home: Household) -> None:
    stored = profiles(home.store)[0].passcode
    assert stored
    browser = home.browser()
    assert browser.choose(home.ada, stored).status == 403
    assert not opens_ada(browser)


FORMS: dict[str, Callable[[Household], tuple[str, dict[str, str]]]] = {
    "two people, Ben first": lambda h: (f"person={h.ben.person_id}&person={h.ada.person_id}", {}),
    "JSON": lambda h: (
        json.dumps({"person": h.ada.person_id, "passcode": PASSCODE}),
        {"Content_Type": "application/json"},
    ),
    "several fields in one": lambda h: (f"person={h.ben.person_id};person={h.ada.person_id}", {}),
    "a header that says who": lambda h: (
        f"person={h.ben.person_id}",
        {"x_backbeat_person": str(h.ada.person_id), "x_backbeat_device": "this computer"},
    ),
    "from another page": lambda h: (
        f"person={h.ada.person_id}&passcode={quote(PASSCODE)}",
        {"Origin": "https://elsewhere.example"},
    ),
    "from another port": lambda h: (
        f"person={h.ada.person_id}&passcode={quote(PASSCODE)}",
        {"Origin": f"http://localhost:{h.server.port + 1}"},
    ),
    "from nowhere": lambda h: (
        f"person={h.ada.person_id}&passcode={quote(PASSCODE)}",
        {"Origin": "null"},
    ),
    "under another name of the host": lambda h: (
        f"person={h.ada.person_id}&passcode={quote(PASSCODE)}",
        {"Host": "elsewhere.example"},
    ),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_form_of_another_make_opens_nothing_of_hers(
    home: Household, form: Callable[[Household], tuple[str, dict[str, str]]]
) -> None:
    body, headers = form(home)
    browser = home.browser()
    browser.post("/profiles", body, **headers)
    assert not opens_ada(browser)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_a_passcode_in_an_address_is_not_looked_at(home: Household, method: str) -> None:
    path = f"/profiles?person={home.ada.person_id}&passcode={quote(PASSCODE)}"
    answer = ask_stranger(home.server, path, method, **home.browser().headers())
    assert "backbeat-device" not in answer.headers.get("set-cookie", "")
    assert PASSCODE.encode() not in answer.body


def test_tries_at_once_are_no_more_tries(tmp_path: Path) -> None:
    with household(tmp_path) as home:
        browsers = [home.browser() for _ in range(20)]
        with ThreadPoolExecutor(20) as threads:
            answers = list(
                threads.map(lambda one: one.choose(home.ada, "seven oranges").status, browsers)
            )
        assert sorted(answers) == [403] * FREE + [429] * (20 - FREE)
        refused = browsers[0].choose(home.ada, PASSCODE)
        assert refused.status == 429, "not even the right one is looked at"
        assert "Try again in" in refused.body.decode()
        assert not opens_ada(browsers[0])
        assert browsers[1].choose(home.ben).headers["location"] == "/", "Ben does not wait"


def test_a_server_that_is_started_again_gives_no_more_tries(tmp_path: Path) -> None:
    with household(tmp_path) as home:
        guess = home.browser()
        answers = []
        for _ in range(2):
            answers += [guess.choose(home.ada, "seven oranges").status for _ in range(FREE - 1)]
            home.server.kill()
            home.server.start()
            home.server.says()
        assert answers == [403] * FREE + [429] * (FREE - 2)
        refused = guess.choose(home.ada, PASSCODE)
        assert refused.status == 429
        assert "Try again in" in refused.body.decode()
        assert not opens_ada(guess)


def test_two_servers_of_one_database_give_no_more_tries(tmp_path: Path) -> None:
    with household(tmp_path) as home, Server(home.server.database) as second:
        second.says()
        browsers = [RawBrowser(server, here=True) for server in (home.server, second)] * 10
        with ThreadPoolExecutor(20) as threads:
            answers = list(
                threads.map(lambda one: one.choose(home.ada, "seven oranges").status, browsers)
            )
        assert sorted(answers) == [403] * FREE + [429] * (20 - FREE)
        assert [one.choose(home.ada, PASSCODE).status for one in browsers[:2]] == [429, 429]
        assert not any(opens_ada(one) for one in browsers)


# -- without having chosen

CLOSED = (
    *("/", "/week", "/trends", "/data", "/settings?x=/profiles", "/profiles/../week"),
    *("/files/none", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/component/x"),
    *("/profilesx", "//profiles", "/profiles%2f..%2fweek", "/profiles/", "/profiles/add/x"),
)


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_who_has_not_chosen_is_answered_nothing(home: Household, path: str, method: str) -> None:
    browser = home.browser()
    answer = ask_stranger(
        home.server, path, method, Origin=home.server.address, **browser.headers()
    )
    assert answer.status in (303, 403)
    assert ADAS.encode() not in answer.body
    assert BENS.encode() not in answer.body


def test_who_has_not_chosen_gets_no_screens(home: Household) -> None:
    assert home.browser().socket() == 403


@pytest.mark.parametrize("path", ["/profiles", "/profiles/add", "/profiles/out"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_learns_of_nobody(home: Household, path: str, method: str) -> None:
    answers = [
        ask_stranger(home.server, f"{path}?person={number}", method, Accept="text/html")
        for number in (home.ada.person_id, 99)
    ]
    assert [answer.status for answer in answers] == [403, 403]
    assert answers[0].body == answers[1].body
    assert b"Ada" not in answers[0].body


# -- as Ben, signed in

AS_BEN: dict[str, Callable[[Household, RawBrowser], None]] = {
    "her number in his token": lambda h, b: b.cookies.update(
        {device_name(h): ".".join([str(h.ada.person_id), *b.token.split(".")[1:]])}
    ),
    "both tokens of his": lambda h, b: b.cookies.update({"backbeat-device": b.token}),
    "no token, a made-up one": lambda h, b: b.cookies.update(
        {device_name(h): f"{h.ada.person_id}.{'0' * 16}.{'A' * 43}"}
    ),
    "an empty one": lambda h, b: b.cookies.update({device_name(h): ""}),
    "this computer's": lambda h, b: b.cookies.update({device_name(h): h.server.cookie[1]}),
    "no cookie of this computer": lambda h, b: b.cookies.pop(h.server.cookie[0]),
}


def device_name(home: Household) -> str:
    return device_cookie_name(home.server.port)


@pytest.mark.parametrize("change", AS_BEN.values(), ids=AS_BEN.keys())
def test_ben_does_not_become_ada(
    home: Household, change: Callable[[Household, RawBrowser], None]
) -> None:
    browser = home.signed_in(home.ben)
    change(home, browser)
    assert not opens_ada(browser)
    assert ADAS.encode() not in outcome(seen(home, browser))


async def seen(home: Household, browser: RawBrowser, resumed: str = "") -> bytes:
    """What the screens show to a browser; nothing where they do not open."""
    try:
        async with Screens(home.server, browser.headers(), resumed) as screens:
            return await screens.look()
    except InvalidStatus:
        return b""


def test_her_browsers_token_opens_nothing_without_this_computers_cookie(home: Household) -> None:
    """So that to delete the key of the account lets every browser out."""
    browser = home.signed_in(home.ada)
    assert opens_ada(browser)
    del browser.cookies[home.server.cookie[0]]
    assert browser.get("/").status == 403
    assert browser.socket() == 403


def test_ben_does_not_go_on_with_her_window(home: Household) -> None:
    async def steal() -> bytes:
        async with Screens(home.server, home.signed_in(home.ada).headers()) as hers:
            await hers.look()
            return await seen(home, home.signed_in(home.ben), hers.session)

    stolen = outcome(steal())
    assert BENS.encode() in stolen
    assert ADAS.encode() not in stolen


def test_ben_does_not_write_with_what_her_screen_was_given(home: Household) -> None:
    hers = home.signed_in(home.ada)
    sent = outcome(field_of(home, hers))
    body = json.dumps({**sent, "text": "by somebody else", "base": ADAS, "own": []})
    version = home.ada.version()
    for browser in (home.signed_in(home.ben), home.browser()):
        answer = browser.post("/autosave", body)
        assert answer.status == 403
    hers.sign_out()
    assert hers.post("/autosave", body).status == 403, "nor she herself, signed out"
    assert home.ada.version() == version


async def field_of(home: Household, browser: RawBrowser) -> dict[str, str]:
    """What a screen of hers saves her note with."""
    async with Screens(home.server, browser.headers()) as screens:
        shown = (await screens.look()).decode(errors="replace")
    found: str = json.loads(f'"{shown[shown.index(chr(34) + "ticket") :].split(chr(34))[3]}"')
    return {
        "ticket": found,
        "diary": str(home.ada.identity()),
        "field": f"check-in/{home.ada.person().today()}/note",
    }


def test_a_paired_phone_of_his_chooses_and_adds_nobody(home: Household) -> None:
    _, token = add_device(home.store, home.ben.person_id, "phone", datetime.now(UTC))
    phone = home.browser(here=False)
    phone.cookies[device_name(home)] = token
    assert b"Ada" not in phone.get("/profiles").body
    assert phone.choose(home.ada, PASSCODE).headers["location"] == "/profiles"
    phone.post("/profiles/add", "name=Cleo")
    assert len(profiles(home.store)) == 2
    assert phone.cookies[device_name(home)] == token
    assert BENS in phone.get("/").body.decode()
    assert not opens_ada(phone)


FOREIGN = ("https://elsewhere.example", "http://localhost:1", "null", "")


FORMS_OF_OURS = {"/profiles/out": "", "/profiles/add": "name=Cleo", "/profiles": "person=2"}


def test_no_other_page_signs_her_out_or_adds_anybody(home: Household) -> None:
    browser = home.signed_in(home.ada)
    for origin in FOREIGN:
        for path, body in FORMS_OF_OURS.items():
            assert browser.post(path, body, Origin=origin).status == 403, (origin, path)
    assert opens_ada(browser)
    assert len(profiles(home.store)) == 2


# -- after she signed out


def test_a_signed_out_cookie_opens_nothing(home: Household) -> None:
    browser = home.signed_in(home.ada)
    kept = dict(browser.cookies)
    browser.sign_out()
    browser.get("/profiles")
    browser.cookies = kept
    assert browser.get("/week").status == 303
    assert browser.socket() == 403
    assert browser.post("/autosave", "{}").status == 403
    assert not opens_ada(browser)


@pytest.mark.parametrize("way", ["signed out", "another passcode", "revoked"])
def test_her_open_windows_end_within_a_second(home: Household, way: str) -> None:
    browser = home.signed_in(home.ada)
    device = next(one for one in devices(home.store) if one.id == browser.token.split(".")[1])

    def end() -> None:
        if way == "signed out":
            browser.sign_out()
        elif way == "another passcode":
            before = profiles(home.store)[0].passcode
            set_passcode(home.store, home.ada.person_id, before, cheap_hash(PASSCODE))
        else:
            from tracker.store.devices import revoke_device

            revoke_device(home.store, device)

    async def use_and_leave() -> float:
        async with Screens(home.server, browser.headers()) as screens:
            assert ADAS.encode() in await screens.look()
            loop = asyncio.get_running_loop()
            start = loop.time()
            await asyncio.to_thread(end)
            start = loop.time() if way != "signed out" else start
            async with asyncio.timeout(PATIENCE):
                await screens.socket.wait_closed()
            assert screens.socket.close_code == 1008
            return loop.time() - start

    assert outcome(use_and_leave()) < WITHIN
    assert outcome(seen(home, browser)) == b""


def test_the_one_open_diary_is_shut_when_somebody_is_added(tmp_path: Path) -> None:
    """A window from before, of whom nobody was asked who they are, does not stay open."""
    from tests.conftest import ADA
    from tests.running import Server
    from tracker.store import open_store

    url = f"sqlite:///{tmp_path / 'diary.sqlite'}"
    store = open_store(url)
    store.add_person(ADA)
    with Server(url) as server:
        server.says()
        browser = RawBrowser(server, here=True)

        async def add_while_open() -> float:
            async with Screens(server, browser.headers()) as screens:
                await screens.look()
                loop = asyncio.get_running_loop()
                start = loop.time()
                await asyncio.to_thread(browser.post, "/profiles/add", "name=Ben")
                async with asyncio.timeout(PATIENCE):
                    await screens.socket.wait_closed()
                return loop.time() - start

        assert outcome(add_while_open()) < WITHIN
        assert browser.socket() == 403
    store.close()


def test_neither_passcode_nor_token_lies_in_the_database(home: Household) -> None:
    token = home.signed_in(home.ada).token
    folder = Path(home.server.database.removeprefix("sqlite:///")).parent
    stored = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert token.split(".")[1].encode() in stored
    assert token.split(".")[2].encode() not in stored
    assert PASSCODE.encode() not in stored

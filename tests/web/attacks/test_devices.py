"""Ben's phone, and phones of nobody, try to come to Ada's diary: each of these attacks fails.

The server is a real one with two people and a phone each. An attack is a set of headers, tried on
every way in; it would have succeeded where Ada's note is read or her diary written.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.conftest import ADA, BEN
from tests.running import PATIENCE, Server, outcome
from tests.store.entries import BY
from tests.web.attacks.screens import Screens
from tests.web.requests import ask_stranger
from tracker.identity.access import cookie_name, device_cookie_name
from tracker.model import CheckIn
from tracker.store import Diary, Store, open_store
from tracker.store.devices import LIFETIME, Device, add_device, device_of, devices, revoke_device

ADAS, BENS = "what Ada alone may read", "what Ben alone may read"
HERS = {"/": ADAS, "/week": "Pain 7", "/trends": "Pain 7"}  # what pages say of Ada alone
NOW = datetime.now(UTC)
WITHIN = 1.0  # seconds in which who was let out is out


@dataclass
class Family:
    """Two people on one server, with a phone each, and what once let somebody in."""

    server: Server
    store: Store
    ada: Diary
    ben: Diary
    adas: str
    bens: str
    revoked: str
    ended: str

    def cookie(self, token: str) -> dict[str, str]:
        """The headers of a phone with that token."""
        return {"Cookie": f"{device_cookie_name(self.server.port)}={token}"}

    def phone_of(self, diary: Diary) -> tuple[Device, dict[str, str]]:
        """One more phone for somebody, and its headers."""
        device, token = add_device(self.store, diary.person_id, "phone", datetime.now(UTC))
        return device, self.cookie(token)

    def read(self, headers: dict[str, str], path: str = "/") -> bytes:
        """What a page, else the first one, says to who sends these headers."""
        return ask_stranger(self.server, path, **headers).body


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    url = f"sqlite:///{tmp_path_factory.mktemp('family') / 'diary.sqlite'}"
    store = open_store(url)
    ada, ben = (store.diary(store.add_person(person)) for person in (ADA, BEN))
    for diary, note, pain in ((ada, ADAS, 7), (ben, BENS, 4)):
        diary.save(CheckIn(ADA.today(), pain, ADA.now(), note=note), by=BY)
    gone, revoked = add_device(store, ada.person_id, "lost", NOW)
    revoke_device(store, gone)
    _, ended = add_device(store, ada.person_id, "old", NOW - LIFETIME - timedelta(seconds=1))
    adas, bens = (add_device(store, diary.person_id, "phone", NOW)[1] for diary in (ada, ben))
    with Server(url) as server:
        server.says()  # that it is open
        found = Family(server, store, ada, ben, adas, bens, revoked, ended)
        end = outcome(_until_the_day_is_there(found))
        assert end, "Ada's own phone reads her note"
        yield found
    store.close()


async def _until_the_day_is_there(family: Family) -> bool:
    for _ in range(int(PATIENCE / 0.1)):
        if ADAS.encode() in await asyncio.to_thread(family.read, family.cookie(family.adas)):
            return True
        await asyncio.sleep(0.1)
    return False


def parts(token: str) -> list[str]:
    return token.split(".")


Attack = Callable[[Family], dict[str, str]]


def _with(**headers: str) -> Attack:
    """Ben's own phone, which says of itself what only the entrance may say."""
    return lambda family: {**family.cookie(family.bens), **headers}


def _token(made: Callable[[Family], str]) -> Attack:
    return lambda family: family.cookie(made(family))


def _raw(made: Callable[[Family, str], str]) -> Attack:
    """A cookie header as a whole, of the family and the name that a phone's cookie has."""
    return lambda family: {"Cookie": made(family, device_cookie_name(family.server.port))}


ATTACKS: dict[str, Attack] = {
    # headers that say who asks
    "a header for the person": _with(x_backbeat_person="1"),
    "a header for this computer": _with(x_backbeat_device="this computer"),
    "both headers": _with(x_backbeat_device="this computer", x_backbeat_person="1"),
    "headers in capitals": _with(X_BACKBEAT_DEVICE="this computer", X_BACKBEAT_PERSON="1"),
    "a proxy's user": _with(X_Forwarded_User="1", Remote_User="1"),
    "a request from this computer": _with(X_Forwarded_For="127.0.0.1", X_Real_IP="127.0.0.1"),
    "another path": _with(X_Original_URL="/icon.svg", X_Rewrite_URL="/icon.svg"),
    "a signed-in user of Streamlit's": lambda family: {
        "Cookie": f"{family.cookie(family.bens)['Cookie']}; _streamlit_user=2|1:0|x|x|x|x"
    },
    "no cookie, but the headers": lambda _: {
        "x_backbeat_device": "this computer",
        "x_backbeat_person": "1",
    },
    "a basic authorization": lambda _: {"Authorization": "Basic QWRhOkFkYQ=="},
    "a token as a bearer": lambda family: {"Authorization": f"Bearer {family.adas}"},
    # tokens
    "a revoked phone's": _token(lambda family: family.revoked),
    "a phone's that another database let in": _token(
        lambda family: ".".join([parts(family.adas)[0], "0123456789abcdef", "A" * 43])
    ),
    "an ended phone's": _token(lambda family: family.ended),
    "Ben's secret for Ada's phone": _token(
        lambda family: ".".join([*parts(family.adas)[:2], parts(family.bens)[2]])
    ),
    "Ben's phone for Ada": _token(lambda family: ".".join(["1", *parts(family.bens)[1:]])),
    "Ada's phone without a secret": _token(lambda family: ".".join(parts(family.adas)[:2])),
    "Ada's phone with an empty secret": _token(lambda family: f"{family.adas[:-43]}"),
    "all but the last letter": _token(lambda family: family.adas[:-1]),
    "a letter more": _token(lambda family: f"{family.adas}A"),
    "the other case": _token(lambda family: family.adas.swapcase()),
    "a leading zero": _token(lambda family: f"0{family.bens}"),
    "a sign": _token(lambda family: f"+{'.'.join(['1', *parts(family.bens)[1:]])}"),
    "another script's digits": _token(lambda family: f"%D9%A1.{'.'.join(parts(family.bens)[1:])}"),
    "a number beyond all numbers": _token(
        lambda family: ".".join(["9" * 40, *parts(family.bens)[1:]])
    ),
    "a statement": _token(lambda _: "1' OR '1'='1"),
    "a pattern": _token(lambda _: f"1.{'_' * 16}.{'_' * 43}"),
    "the hash that is stored": _token(lambda family: ".".join([*parts(family.adas)[:2], "0" * 64])),
    "nothing": _token(lambda _: ""),
    # cookies
    "Ada's under another port's name": lambda family: {
        "Cookie": f"{device_cookie_name(family.server.port + 1)}={family.adas}"
    },
    "Ada's as this computer's": lambda family: {
        "Cookie": f"{cookie_name(family.server.port)}={family.adas}"
    },
    "this computer's as a phone's": lambda family: family.cookie(family.server.cookie[1]),
    "this computer's of another port": lambda family: {
        "Cookie": f"{cookie_name(family.server.port + 1)}={family.server.cookie[1]}"
    },
    "Ben's, then a revoked one": _raw(
        lambda family, name: f"{name}={family.bens}; {name}={family.revoked}"
    ),
    "a revoked one, then Ben's": _raw(
        lambda family, name: f"{name}={family.revoked}; {name}={family.bens}"
    ),
    "Ada's name in capitals": _raw(lambda family, name: f"{name.upper()}={family.adas}"),
    "in quotation marks": _raw(lambda family, name: f'{name}="{family.revoked}"'),
}


@pytest.fixture(params=ATTACKS.values(), ids=ATTACKS.keys())
def headers(family: Family, request: pytest.FixtureRequest) -> dict[str, str]:
    attack: Attack = request.param
    return attack(family)


@pytest.mark.parametrize("path", HERS)
def test_none_reads_a_page(family: Family, headers: dict[str, str], path: str) -> None:
    assert HERS[path].encode() not in family.read(headers, path)


@pytest.mark.parametrize("path", HERS)
def test_she_reads_each_herself(family: Family, path: str) -> None:
    assert HERS[path].encode() in family.read(family.cookie(family.adas), path)


def test_none_sees_the_screens(family: Family, headers: dict[str, str]) -> None:
    assert ADAS.encode() not in outcome(seen(family, headers))


async def seen(family: Family, headers: dict[str, str], resumed: str = "") -> bytes:
    """What the screens show to who sends these headers; nothing where they do not open."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        async with Screens(family.server, named, resumed) as screens:
            return await screens.look()
    except InvalidStatus:
        return b""


def test_none_writes_into_her_diary(family: Family, headers: dict[str, str]) -> None:
    sent = outcome(ticket_of_ada(family))
    body = json.dumps({**sent, "text": "by somebody else", "base": ADAS, "own": []})
    version = family.ada.version()
    assert save(family, body, headers) == 403
    assert family.ada.version() == version


def save(family: Family, body: str, headers: dict[str, str]) -> int:
    return ask_stranger(family.server, "/autosave", "POST", body=body, **headers).status


_tickets: dict[Path, dict[str, str]] = {}


async def ticket_of_ada(family: Family) -> dict[str, str]:
    """What Ada's phone was shown to save her note with: Ben has looked over her shoulder."""
    if family.server.data not in _tickets:
        async with Screens(family.server, family.cookie(family.adas)) as screens:
            shown = (await screens.look()).decode(errors="replace")
        start = shown.index('"ticket"')
        found = json.loads(f'"{shown[start:].split(chr(34))[3]}"')
        _tickets[family.server.data] = {
            "ticket": found,
            "diary": str(family.ada.identity()),
            "field": f"check-in/{ADA.today()}/note",
        }
    return _tickets[family.server.data]


def test_the_same_is_done_by_her_own_phone(family: Family) -> None:
    """So that what fails above fails for who asks, not for how."""
    sent = outcome(ticket_of_ada(family))
    body = json.dumps({**sent, "text": ADAS, "base": ADAS, "own": []})
    assert save(family, body, family.cookie(family.adas)) == 200
    assert ADAS.encode() in outcome(seen(family, family.cookie(family.adas)))
    bens = outcome(seen(family, family.cookie(family.bens)))
    assert BENS.encode() in bens
    assert ADAS.encode() not in bens


@pytest.mark.parametrize("connected", [True, False], ids=["in use", "put down"])
def test_a_stolen_session_is_not_resumed(family: Family, connected: bool) -> None:
    async def steal() -> tuple[bytes, str, str]:
        async with Screens(family.server, family.cookie(family.adas)) as hers:
            await hers.look()
            if not connected:
                await hers.socket.close()
            async with Screens(family.server, family.cookie(family.bens), hers.session) as his:
                await his.look()
        return his.seen, his.session, hers.session

    stolen, his, hers = outcome(steal())
    assert ADAS.encode() not in stolen
    assert his != hers
    assert hers


def test_her_own_phone_resumes_it(family: Family) -> None:
    async def resume() -> tuple[str, str]:
        async with Screens(family.server, family.cookie(family.adas)) as first:
            await first.look()
        async with Screens(family.server, family.cookie(family.adas), first.session) as again:
            await again.look()
        return first.session, again.session

    first, again = outcome(resume())
    assert first == again


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_brings_or_takes_a_file_of_somebody_elses_screens(
    family: Family, method: str
) -> None:
    async def bring() -> tuple[int, int]:
        async with Screens(family.server, family.cookie(family.adas)) as hers:
            await hers.look()
            path = f"/_stcore/upload_file/{hers.session}/none"
            return tuple(  # type: ignore[return-value]
                [
                    await asyncio.to_thread(_status, family, path, method, token)
                    for token in (family.bens, family.adas)
                ]
            )

    his, hers = outcome(bring())
    assert his == 400
    assert hers != 400, "hers gets as far as Streamlit, which then asks for its own token"


def _status(family: Family, path: str, method: str, token: str) -> int:
    return ask_stranger(family.server, path, method, **family.cookie(token)).status


def test_a_revoked_phone_is_out_within_a_second_and_refused_from_then_on(family: Family) -> None:
    device, headers = family.phone_of(family.ada)

    async def use_and_lose() -> float:
        async with Screens(family.server, headers) as screens:
            assert ADAS.encode() in await screens.look()
            revoke_device(family.store, device)  # by another process, as the command line does
            loop = asyncio.get_running_loop()
            start = loop.time()
            async with asyncio.timeout(PATIENCE):
                await screens.socket.wait_closed()
            assert screens.socket.close_code == 1008
            return loop.time() - start

    assert outcome(use_and_lose()) < WITHIN
    assert ask_stranger(family.server, "/", **headers).status == 403
    assert outcome(seen(family, headers)) == b""


def test_who_does_not_hang_up_is_shown_nothing_more(family: Family) -> None:
    device, headers = family.phone_of(family.ada)

    async def stay_on_the_line() -> bytes:
        async with Screens(family.server, headers) as screens:
            await screens.look()
            screens.seen = b""
            revoke_device(family.store, device)
            try:
                async with asyncio.timeout(PATIENCE):
                    while True:
                        await screens.ask()
                        screens.seen += bytes(await screens.socket.recv(decode=False))
                        if screens.socket.close_code is not None:
                            break
            except ConnectionClosed:
                return b""
            return screens.seen

    assert outcome(stay_on_the_line()) == b""


def test_a_phone_is_never_given_what_this_computer_shows(family: Family) -> None:
    answer = ask_stranger(family.server, "/", **family.cookie(family.bens))
    given = answer.headers["set-cookie"]
    assert f"{device_cookie_name(family.server.port)}={family.bens};" in given
    assert family.server.cookie[1] not in given
    assert cookie_name(family.server.port) + "=" not in given


def test_what_lies_in_the_database_lets_nobody_in(family: Family) -> None:
    """Neither a copy of the database nor who reads it over a shoulder has a token."""
    secrets = [parts(token)[2] for token in (family.adas, family.bens)]
    stored = b"".join(
        file.read_bytes()
        for file in Path(family.server.database.removeprefix("sqlite:///")).parent.iterdir()
        if file.is_file()
    )
    assert not any(secret.encode() in stored for secret in secrets)
    assert device_of(family.store, family.adas) in devices(family.store)

"""The computer's name leads phones to it: announced at one address, and only while it serves there.

A real mDNS speaks on addresses of this machine alone.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest
from zeroconf import AddressResolverIPv4, IPVersion
from zeroconf.asyncio import AsyncZeroconf

from tests.conftest import ADA
from tests.running import Server, outcome
from tracker.identity.access import device_cookie_name
from tracker.store import open_store
from tracker.store.devices import add_device
from tracker.web.https import NAME_SETTING, name_on_the_network, own_names
from tracker.web.network_name import announce

HERE, ANOTHER, A_PHONE = "127.0.0.4", "127.0.0.5", "127.0.0.6"
PART = f"backbeat-test-{os.getpid()}"  # tests of other processes have theirs
NAME = f"{PART}.local"
MDNS = 5353


async def led_to(name: str) -> list[str]:
    """Where a name leads, as a phone of the network finds out."""
    phone = AsyncZeroconf(interfaces=[A_PHONE], ip_version=IPVersion.V4Only)
    asked = AddressResolverIPv4(f"{name}.")
    await asked.async_request(phone.zeroconf, 1000)
    await phone.async_close()
    return list(asked.parsed_addresses())


def test_a_phone_finds_the_computer_by_name_until_it_is_withdrawn() -> None:
    async def tried() -> tuple[str, list[str], list[str]]:
        announced = await announce(NAME, HERE, 8501)
        assert announced is not None
        found = await led_to(NAME)
        await announced.withdraw()
        return announced.name, found, await led_to(NAME)

    assert outcome(tried()) == (NAME, [HERE], [])


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Desk", "backbeat-desk.local"),
        ("desk.home.arpa", "backbeat-desk.local"),
        ("DESKTOP-4F6HK2L", "backbeat-desktop-4f6hk2l.local"),
        ("Büro", "backbeat-localhost.local"),
        ("a b", "backbeat-localhost.local"),
        ("x" * 80, f"backbeat-{'x' * 50}.local"),
    ],
)
def test_what_a_computer_is_called_becomes_a_name(
    monkeypatch: pytest.MonkeyPatch, called: str, name: str
) -> None:
    monkeypatch.delenv(NAME_SETTING)
    monkeypatch.setattr(socket, "gethostname", lambda: called)
    assert name_on_the_network() == name
    assert name in own_names(), "so that a certificate is for it"


def test_a_name_that_another_computer_has_stays_its_own() -> None:
    async def tried() -> tuple[object, list[str]]:
        theirs = await announce(NAME, ANOTHER, 8501)
        assert theirs is not None
        ours = await announce(NAME, HERE, 8501)
        found = await led_to(NAME)
        await theirs.withdraw()
        return ours, found

    assert outcome(tried()) == (None, [ANOTHER])


def test_two_servers_of_one_computer_share_its_name() -> None:
    async def tried() -> list[list[str]]:
        first, second = await announce(NAME, HERE, 8501), await announce(NAME, HERE, 8502)
        assert first is not None
        assert second is not None
        found = [await led_to(NAME)]
        await second.withdraw()
        await first.withdraw()
        return found

    assert outcome(tried()) == [[HERE]]


def test_where_nothing_can_be_said_to_all_there_is_no_name() -> None:
    assert outcome(announce(NAME, "203.0.113.9", 8501)) is None, (
        "an address that this machine has not"
    )


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ("no", None),
        ("No", None),
        ("Diary", "diary.local"),
        ("", "backbeat-desk.local"),
        ("my diary", "backbeat-desk.local"),
    ],
)
def test_a_person_may_choose_another_or_none(
    monkeypatch: pytest.MonkeyPatch, chosen: str, name: str | None
) -> None:
    monkeypatch.setenv(NAME_SETTING, chosen)
    monkeypatch.setattr(socket, "gethostname", lambda: "desk")
    assert name_on_the_network() == name
    assert (name in own_names()) is (name is not None)


# -- a server


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, list[str]]]:
    """A server for phones, whose name is announced; and what the terminal says."""
    url = f"sqlite:///{tmp_path_factory.mktemp('named') / 'diary.sqlite'}"
    with Server(url, "--phone", HERE, environment={NAME_SETTING: PART}) as running:
        yield running, [running.says() for _ in range(6)]


def asked(server: Server, host: str, at: str = HERE) -> int:
    """The status of an answer to who calls the server by some name."""
    connection = HTTPConnection(at, server.port, timeout=30)
    connection.request("GET", "/icon.svg", headers={"Host": host})
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_terminal_says_the_number_first_and_then_the_name(
    named: tuple[Server, list[str]],
) -> None:
    running, said = named
    assert f"http://{HERE}:{running.port}/pair/" in said[2]
    assert said[4].endswith(f"http://{NAME}:{running.port}\n")
    assert outcome(led_to(NAME)) == [HERE]


def test_it_is_called_by_that_name_and_by_no_other(named: tuple[Server, list[str]]) -> None:
    running, _ = named
    port = running.port
    assert asked(running, f"{NAME}:{port}") == 200
    assert asked(running, f"{NAME.upper()}:{port}") == 200
    for other in (
        f"{NAME}:{port + 1}",
        NAME,
        f"x.{NAME}:{port}",
        f"{NAME}.evil.example:{port}",
        f"{NAME}@evil.example:{port}",
        f"evil.local:{port}",
        f"backbeat.local:{port}",
        f"local:{port}",
        f"localhost:{port}",
    ):
        assert asked(running, other) == 421, other
    assert asked(running, f"{NAME}:{port}", "127.0.0.1") == 421, "that is for the network"


def test_the_screens_of_a_phone_open_by_that_name(named: tuple[Server, list[str]]) -> None:
    running, _ = named
    with closing(open_store(running.database)) as store:
        _, token = add_device(store, store.add_person(ADA), "phone", datetime.now(UTC))
    host = f"{NAME}:{running.port}"
    shown = {
        "Host": host,
        "Cookie": f"{device_cookie_name(running.port)}={token}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    for origin, status in ((f"http://{host}", 101), (f"http://{HERE}:{running.port}", 403)):
        connection = HTTPConnection(HERE, running.port, timeout=30)
        connection.request("GET", "/_stcore/stream", headers={**shown, "Origin": origin})
        assert connection.getresponse().status == status
        connection.close()


def test_the_name_ends_with_the_server(tmp_path: Path) -> None:
    url, part = f"sqlite:///{tmp_path / 'diary.sqlite'}", f"{PART}-ends"
    with Server(url, "--phone", HERE, environment={NAME_SETTING: part}) as running:
        while part not in running.says():
            pass
        assert outcome(led_to(f"{part}.local")) == [HERE]
        running.stop()
        assert outcome(led_to(f"{part}.local")) == []


def test_without_the_option_nothing_is_announced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'diary.sqlite'}"
    with Server(url, environment={NAME_SETTING: PART}) as running:
        running.says()
        held = psutil.Process(running.pid).net_connections("udp")
        assert MDNS not in {one.laddr.port for one in held if one.laddr}

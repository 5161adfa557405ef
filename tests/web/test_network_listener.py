"""The server is at one address of the network, and goes along where that changes."""

import asyncio
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import uvicorn
from cryptography import x509
from starlette.types import Receive, Scope, Send

from benchmarks.servers import free_port
from tests.running import PATIENCE, Server, outcome
from tests.web.test_server import OTHER
from tracker.web import local_network, network, network_listener, network_name
from tracker.web.https import NAME_SETTING, Certificate, made_certificate, own_names
from tracker.web.network_listener import NetworkListener
from tracker.web.network_name import NameAnnouncement
from tracker.web.server import load_config

FIRST, SECOND = "127.0.0.2", "127.0.0.3"


def test_it_listens_at_the_chosen_address_and_no_other(tmp_path: Path) -> None:
    with Server(f"sqlite:///{tmp_path / 'diary.sqlite'}", "--phone", FIRST) as running:
        said = [running.says() for _ in range(4)]
        assert f"http://{FIRST}:{running.port}/pair/" in said[2]
        listening = {
            connection.laddr.ip
            for connection in psutil.Process(running.pid).net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        }
    assert listening == {"127.0.0.1", FIRST, *OTHER}


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _answers(address: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(address, port)
    except OSError:
        return False
    writer.close()
    return True


def at_first(monkeypatch: pytest.MonkeyPatch, port: int) -> set[str]:
    """A computer with the first address; what it has instead is put into the set."""
    own = {FIRST}
    monkeypatch.setattr(local_network, "is_own", own.__contains__)
    monkeypatch.setattr(local_network, "home_address", lambda: next(iter(own), None))
    monkeypatch.setattr(network, "present", network.Network(asked=True, port=port))
    monkeypatch.setattr(network_listener, "LOOK", 0.01)
    load_config()
    return own


async def served(certificate: Certificate | None = None) -> uvicorn.Server:
    config = uvicorn.Config(
        _nothing,
        port=free_port(),
        log_level="critical",
        lifespan="off",
        ssl_certfile=certificate and certificate.file,
        ssl_keyfile=certificate and certificate.key,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    return server


def test_a_changed_network_is_noticed_and_the_new_address_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    said: list[str | None] = []
    own = at_first(monkeypatch, port)

    async def move() -> list[bool]:
        server = await served()
        await NetworkListener(server, lambda: said.append(network.present.address)).begin()
        found = [await _answers(FIRST, port)]
        for address in (SECOND, None, FIRST):
            own.clear()
            own.update({address} - {None})
            async with asyncio.timeout(PATIENCE):
                while not said or said[-1] != address:
                    await asyncio.sleep(0.01)
            found += [await _answers(FIRST, port), await _answers(SECOND, port)]
        await server.shutdown()
        return found

    assert outcome(move()) == [True, False, True, False, False, True, False]
    assert said == [SECOND, None, FIRST], "the first one is in the welcome"


@pytest.mark.parametrize("named", [False, True], ids=["by number only", "by name"])
def test_at_another_address_a_certificate_is_for_it_or_for_the_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: bool
) -> None:
    """Who trusts the one for the name goes on; without a name it is made anew, and said."""

    async def announce(name: str, address: str, port: int) -> NameAnnouncement:
        return NameAnnouncement(name, _Silent())  # type: ignore[arg-type]

    monkeypatch.setenv(NAME_SETTING, "desk" if named else "no")
    monkeypatch.setattr(network_name, "announce", announce)
    port, beside_port = free_port(), free_port()
    own = at_first(monkeypatch, port)
    before = made_certificate(own_names(), tmp_path, also=[FIRST])
    network.present.certificate = before
    said: list[Certificate | None] = []

    async def move() -> list[str]:
        server = await served(before)
        beside = uvicorn.Config(_nothing, log_level="critical", lifespan="off")
        beside.load()
        listener = NetworkListener(
            server, lambda: said.append(network.present.certificate), [(beside, beside_port)]
        )
        await listener.begin()
        assert await _answers(FIRST, beside_port)
        shown = [await shown_at(FIRST)]
        own.clear()
        own.add(SECOND)
        async with asyncio.timeout(PATIENCE):
            while not said:
                await asyncio.sleep(0.01)
        assert await _answers(SECOND, beside_port), "the page that tells how to trust it, too"
        assert not await _answers(FIRST, beside_port)
        shown.append(await shown_at(SECOND))
        await listener.end()
        await server.shutdown()
        return shown

    async def shown_at(address: str) -> str:
        return await asyncio.to_thread(ssl.get_server_certificate, (address, port), timeout=30)

    first, second = outcome(move())
    after = said[0]
    assert after is not None
    names = x509.load_pem_x509_certificate(second.encode()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    addresses = set(map(str, names.value.get_values_for_type(x509.IPAddress)))
    if named:
        assert second == first
        assert after == before
        assert network.present.root_by_name is None, "it is the one that is shown"
        assert urlsplit(network.present.root).netloc == f"desk.local:{port}"
    else:
        assert {FIRST, SECOND} <= addresses
        assert (after.made, after.fingerprint != before.fingerprint) == (True, True)
        assert urlsplit(network.present.root).netloc == f"{SECOND}:{port}"


class _Silent:
    async def async_close(self) -> None: ...

"""The server is at one address of the network, and goes along where that changes."""

import asyncio
from pathlib import Path

import psutil
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from benchmarks.servers import free_port
from tests.running import PATIENCE, Server, outcome
from tests.web.test_server import OTHER
from tracker.web import local_network, network, network_listener
from tracker.web.network_listener import NetworkListener
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


def test_a_changed_network_is_noticed_and_the_new_address_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    said: list[str | None] = []
    own = {FIRST}
    monkeypatch.setattr(local_network, "is_own", own.__contains__)
    monkeypatch.setattr(local_network, "home_address", lambda: next(iter(own), None))
    monkeypatch.setattr(network, "present", network.Network(asked=True, port=port))
    monkeypatch.setattr(network_listener, "LOOK", 0.01)
    load_config()

    async def move() -> list[bool]:
        config = uvicorn.Config(_nothing, port=free_port(), log_level="critical", lifespan="off")
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup()
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

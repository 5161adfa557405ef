"""A client that is slow on purpose loses its connection; one that is merely slow does not."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from tracker.web.limits import Pace
from tracker.web.patient_protocol import PatientProtocol

HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
NEIGHBOUR, OTHER = "127.0.0.9", "127.0.0.10"


class Hasty(PatientProtocol):
    """The same with little time and few connections."""

    HEAD, LOOK, LEAST = 0.6, 0.5, 100
    EACH, ALL = 4, 6
    PACE = Pace(20.0, 10)


async def _count(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that counts the bytes of a body."""
    listening = socket.create_server(("127.0.0.1", 0))
    routes = [Route("/", _count, methods=["GET", "POST"]), WebSocketRoute("/echo", _echo)]
    app = Starlette(routes=routes)
    config: Any = {"http": Hasty, "lifespan": "off", "log_config": None}
    server = uvicorn.Server(uvicorn.Config(app, **config))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(30)


def line(port: int, source: str = "") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), 10, (source, 0) if source else None)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def is_cut(made: socket.socket) -> bool:
    """Whether the server ends a connection without an answer; waits for either."""
    try:
        return made.recv(1000) == b""
    except ConnectionResetError:
        return True


def drip(made: socket.socket, data: bytes, seconds: float = 0.1) -> bool:
    """Send it byte by byte; whether it was cut before the end."""
    try:
        for byte in data:
            made.sendall(bytes([byte]))
            time.sleep(seconds)
    except OSError:
        return True
    return False


def test_a_head_that_never_ends_is_cut(port: int) -> None:
    with line(port) as silent, line(port) as dripping:
        assert drip(dripping, HEAD) or is_cut(dripping)
        assert is_cut(silent)


def test_a_second_head_that_never_ends_is_cut_too(port: int) -> None:
    with line(port) as made:
        made.sendall(GET)
        assert made.recv(1000).startswith(b"HTTP/1.1 200")
        assert drip(made, HEAD) or is_cut(made)


def test_a_body_that_drips_is_cut(port: int) -> None:
    with line(port) as made:
        made.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
        assert drip(made, b"x" * 40) or is_cut(made)


def test_a_body_that_comes_slowly_arrives(port: int) -> None:
    """For far longer than a look, and never as much at once as a small page."""
    with line(port) as made:
        made.sendall(HEAD + b"Content-Length: 1500\r\n\r\n")
        for _ in range(15):
            made.sendall(b"x" * 100)
            time.sleep(0.1)
        assert made.recv(1000).endswith(b"1500")


def test_a_websocket_on_which_nothing_is_said_stays(port: int) -> None:
    """As a phone's, which lies on the table: far longer than anybody waits for a head or body."""
    with connect(f"ws://127.0.0.1:{port}/echo", ping_interval=None) as silent:
        time.sleep(3 * Hasty.HEAD)
        silent.send("still here")
        assert silent.recv(10) == "still here"


def test_one_address_has_so_many_connections_and_leaves_the_others_theirs(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(line(port, NEIGHBOUR))
        assert is_cut(stack.enter_context(line(port, NEIGHBOUR)))
        other = stack.enter_context(line(port, OTHER))
        other.sendall(GET)
        assert other.recv(1000).startswith(b"HTTP/1.1 200")
        here = [stack.enter_context(line(port)) for _ in range(12)]
        for made in here:
            made.sendall(GET)
            assert made.recv(1000).startswith(b"HTTP/1.1 200"), "this computer has all it needs"


def test_requests_one_after_the_other_are_held_up_not_refused(port: int) -> None:
    """Also those that are sent in one piece before the first is answered."""
    with line(port, NEIGHBOUR) as hasty, line(port, OTHER) as other:
        begun = time.monotonic()
        hasty.sendall(GET * 30)
        time.sleep(0.2)
        other.sendall(GET)
        assert other.recv(1000).startswith(b"HTTP/1.1 200")
        others = time.monotonic() - begun
        answers = b""
        while answers.count(b"HTTP/1.1 200") < 30:
            got = hasty.recv(10_000)
            assert got, "it was cut off"
            answers += got
        assert time.monotonic() - begun >= 0.9 * (30 - 10) / 20.0
        assert others < 0.9 * (30 - 10) / 20.0

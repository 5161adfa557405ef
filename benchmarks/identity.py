"""What it costs a tap that is asked who sends it: in this process, beside the same without."""

import statistics
import time
from contextlib import closing
from datetime import UTC, datetime
from unittest.mock import patch

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.figures import Figure
from benchmarks.setup import Setup
from tracker.identity.access import device_cookie_name
from tracker.identity.let_in import LetIn
from tracker.store import open_store
from tracker.store.devices import add_device
from tracker.web import entrance, limits, network, security_headers
from tracker.web.autosave import route

AIM = 0.3  # ms of a tap
TAPS, ROUNDS = 1000, 5
PORT, AT_HOME, PHONE = 8501, "192.168.178.20", "192.168.178.30"


async def measure(setup: Setup) -> list[Figure]:
    """What a phone's tap passes: once with what it sends, once with what its window asks for.

    That is the headers, who asks, the limits, and whether they may save into the diary. The work
    of this thread, so that others on the machine matter little.
    """
    with closing(open_store(setup.ten_years)) as store:
        _, token = add_device(store, 1, "Phone", datetime.now(UTC))
        ticket = route.ticket(1)
        let_in = LetIn(lambda: store)
        who = let_in.find(token)
        assert who is not None
        headers = [
            (b"host", f"{AT_HOME}:{PORT}".encode()),
            (b"origin", f"http://{AT_HOME}:{PORT}".encode()),
            (b"cookie", f"{device_cookie_name(PORT)}={token}".encode()),
        ]
        with (
            patch.object(entrance, "let_in", let_in),
            patch.object(limits, "REQUESTS_AT_ONCE", 2 * ROUNDS * TAPS),  # counted, never waited
            patch.object(limits, "MESSAGES_AT_ONCE", 2 * ROUNDS * TAPS),
            patch.object(route, "open_database", lambda: store),
            patch.object(network.present, "address", None),
            patch.object(network.present, "asked", True),
            patch.object(network.present, "port", PORT),
        ):
            guarded: ASGIApp = _answer
            for part in (limits.Limits, entrance.Entrance, security_headers.SecurityHeaders):
                guarded = part(guarded)
            network.present.move(AT_HOME)
            try:
                taken = [
                    await _work(guarded, headers) - await _work(_answer, headers)
                    for _ in range(ROUNDS)
                ]
                begun = time.thread_time()
                for _ in range(TAPS):
                    assert route.diary_of_ticket(who, ticket) is not None
                asked = time.thread_time() - begun
            finally:
                network.present.move(None)
    each = 1e3 * (statistics.median(taken) + asked) / TAPS
    return [Figure("who asks, of a tap, beside the aim", each, AIM, "ms", 1.0)]


async def _work(app: ASGIApp, headers: list[tuple[bytes, bytes]]) -> float:
    """Seconds of this thread for many taps: a request each, and a message of an open window."""
    place = {"server": (AT_HOME, PORT), "client": (PHONE, 50_000), "headers": headers}
    common = {"http_version": "1.1", "query_string": b"", "root_path": "", **place}
    window = {**common, "type": "websocket", "path": "/_stcore/stream", "scheme": "ws"}
    request = {**common, "type": "http", "method": "POST", "path": "/autosave", "scheme": "http"}
    taps = iter(range(TAPS))

    async def tap() -> Message:
        if next(taps, None) is None:
            return {"type": "websocket.disconnect"}
        await app(request, _body, _drop)
        return {"type": "websocket.receive", "bytes": b""}

    begun = time.thread_time()
    await app({**window, "subprotocols": []}, tap, _drop)
    return time.thread_time() - begun


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind it all: a window that takes messages, a request that is answered."""
    if scope["type"] == "websocket":
        while (await receive())["type"] == "websocket.receive":
            pass
        return
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


async def _body() -> Message:
    return {"type": "http.request", "body": b"{}", "more_body": False}


async def _drop(message: Message) -> None:
    """Nobody reads it."""

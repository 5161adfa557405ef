"""HTTP for clients that are slow, or pretend to be: each has its time, and no more than its share.

uvicorn waits for a request's head, and for its body, as long as the connection lasts. Connections
and requests are limited by address; this computer's own are not.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from tracker.web.limits import Pace

HERE = ("127.0.0.1", "::1")


class PatientProtocol(H11Protocol):
    """uvicorn's, which gives up on who keeps it waiting."""

    HEAD = 20.0  # seconds for the head of a request, from the connection or the answer before
    LOOK, LEAST = 10.0, 10_000  # seconds between two looks at a body, bytes that came meanwhile
    EACH, ALL = 60, 400  # connections of one address, of all but this computer
    PACE = Pace(100.0, 600)  # requests of an address: a visit asks for a hundred files

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._elsewhere: str | None = None  # the address, where it is not this computer's
        self._patience: asyncio.TimerHandle | None = None
        self._held_up = False  # a request was too fast
        self._came = 0  # bytes since the last look at a body
        self._is_websocket = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless this address or all have too many connections already."""
        super().connection_made(transport)
        self._elsewhere = _elsewhere(self.client)
        if self._elsewhere is not None and self._is_one_too_many(self._elsewhere):
            transport.abort()
        else:
            self._wait(self.HEAD, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        self._came += len(data)
        super().data_received(data)

    def handle_events(self) -> None:
        """Read what there is; then wait for the rest, for as long as there is patience."""
        if not self._held_up and not self._is_too_fast():
            self._read_on()

    def _read_on(self) -> None:
        before = self.conn.their_state
        super().handle_events()
        state = self.conn.their_state
        if self._is_websocket or state not in (h11.IDLE, h11.SEND_BODY):
            self._stop_waiting()
        elif state is before and self._patience is not None:
            return  # a byte more buys no more time
        elif state is h11.IDLE:
            self._wait(self.HEAD, self._give_up)
        else:
            self._wait(self.LOOK, self._look_at_body)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Go on as a websocket, which has its own way to tell who has gone."""
        self._is_websocket = True
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_one_too_many(self, address: str) -> bool:
        """Whether this one is; websockets count, too."""
        clients = [_elsewhere(getattr(one, "client", None)) for one in self.connections]
        elsewhere = [client for client in clients if client is not None]
        return elsewhere.count(address) > self.EACH or len(elsewhere) > self.ALL

    def _is_too_fast(self) -> bool:
        """Whether a request has to wait; nothing more is read of its address's line until then."""
        begins = self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]
        if self._elsewhere is None or not begins:
            return False
        wait = self.PACE.wait(self._elsewhere)
        if wait:
            self._held_up = True
            self._stop_waiting()
            self.flow.pause_reading()
            self.loop.call_later(wait, self._go_on)
        return bool(wait)

    def _go_on(self) -> None:
        self._held_up = False
        if not self.transport.is_closing():
            self.flow.resume_reading()
            self._read_on()

    def _look_at_body(self) -> None:
        if self._came >= self.LEAST or self.flow.read_paused:  # or it is we who don't read on
            self._wait(self.LOOK, self._look_at_body)
        else:
            self._give_up()

    def _give_up(self) -> None:
        self.transport.abort()

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop_waiting()
        self._came = 0
        self._patience = self.loop.call_later(seconds, then)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def _elsewhere(client: tuple[str, int] | None) -> str | None:
    """The address of a client; None for one on this computer, or that is not known."""
    return None if client is None or client[0] in HERE else client[0]

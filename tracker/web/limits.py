"""What one device may take at once, and all together: the others find the server as ever.

Nothing is refused that can wait: who asks for too much at once waits for a turn. A browser of
this computer is not held up; what it brings counts, too, where memory is concerned.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tracker.identity.identity import Identity
from tracker.web.asking import NobodyAsks, identity_of
from tracker.web.streamlit_changes import UPLOADS, largest_upload, uploaded_bytes

REQUESTS, REQUESTS_AT_ONCE, IN_HAND = 30.0, 300, 12  # a second, in one go, being answered
MESSAGES, MESSAGES_AT_ONCE = 20.0, 100  # through websockets
SOCKETS, ALL_SOCKETS = 40, 800
UPLOADS_AT_ONCE, ALL_UPLOADS_AT_ONCE = 2, 6
UPLOAD_LASTS = 900.0  # seconds at most, then another may have its turn
HOLDS, ALL_HOLD = 400_000_000, 1_000_000_000  # bytes of uploads that are in memory
PDFS, ALL_PDFS = 1, 2  # being made

_FULL = (
    "This is more than Backbeat keeps at once. Import or remove the files that you chose before,"
    " then try again."
)
_TOO_SLOW = "This took too long, so it was given up. Try again with a better connection."
_MANY_KNOWN = 10_000  # of whom the paces are kept; then those that have rested are forgotten


class Turns:
    """How many may go on at once, of each and of all; on one event loop."""

    def __init__(self, each: int, everybody: int) -> None:
        self._each, self._everybody = each, everybody
        self._going: Counter[str] = Counter()
        self._all = 0
        self._waiting: deque[tuple[str, asyncio.Future[None]]] = deque()

    async def begin(self, who: str) -> None:
        """Return when it is somebody's turn, which `end` gives back."""
        if self._may(who):
            self._take(who)
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append((who, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.end(who)
            else:
                self._waiting.remove((who, turn))
            raise

    def end(self, who: str) -> None:
        """Give a turn back: the first in the queue who may goes on."""
        self._all -= 1
        self._going[who] -= 1
        if not self._going[who]:
            del self._going[who]
        for waiting in list(self._waiting):
            if self._all >= self._everybody:
                break
            if self._may(waiting[0]):
                self._waiting.remove(waiting)
                self._take(waiting[0])
                waiting[1].set_result(None)

    def _may(self, who: str) -> bool:
        return self._all < self._everybody and self._going[who] < self._each

    def _take(self, who: str) -> None:
        self._all += 1
        self._going[who] += 1


class Pace:
    """So many a second, and so many in one go; who is faster is told how long to wait."""

    def __init__(self, rate: float, in_one_go: int) -> None:
        self._rate, self._in_one_go = rate, float(in_one_go)
        self._left: dict[str, tuple[float, float]] = {}  # and when that was so

    def wait(self, who: str, now: float | None = None) -> float:
        """Seconds until one more of somebody's may go on, which then counts."""
        now = time.monotonic() if now is None else now
        left, at = self._left.get(who, (self._in_one_go, now))
        left = min(self._in_one_go, left + (now - at) * self._rate) - 1.0
        if who not in self._left and len(self._left) >= _MANY_KNOWN:
            self._forget_rested(now)
        self._left[who] = max(left, -self._in_one_go), now
        return max(0.0, -left / self._rate)

    def __len__(self) -> int:
        """Of how many it is known how fast they were."""
        return len(self._left)

    def _forget_rested(self, now: float) -> None:
        rest = self._in_one_go / self._rate
        self._left = {who: kept for who, kept in self._left.items() if now - kept[1] < rest}


class ThreadTurns:
    """As :class:`Turns`, for threads."""

    def __init__(self, each: int, everybody: int) -> None:
        self._each, self._everybody = each, everybody
        self._going: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def of(self, who: str) -> Iterator[None]:
        """Wait for somebody's turn, and give it back."""
        with self._changed:
            self._changed.wait_for(lambda: self._may(who))
            self._going[who] += 1
        try:
            yield
        finally:
            with self._changed:
                self._going[who] -= 1
                self._going += Counter()  # without those at zero
                self._changed.notify_all()

    def _may(self, who: str) -> bool:
        return self._going[who] < self._each and self._going.total() < self._everybody


pdf_turns = ThreadTurns(PDFS, ALL_PDFS)  # of this process


class Limits:
    """Middleware, behind the entrance: it goes by who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._requests = Pace(REQUESTS, REQUESTS_AT_ONCE)
        self._messages = Pace(MESSAGES, MESSAGES_AT_ONCE)
        self._in_hand = Turns(IN_HAND, 10 * IN_HAND)
        self._uploads = Turns(UPLOADS_AT_ONCE, ALL_UPLOADS_AT_ONCE)
        self._coming: Counter[str] = Counter()  # bytes of uploads under way, by device
        self._sessions: dict[str, str] = {}  # with uploads, and whose they are
        self._sockets: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or websocket on when it is its turn."""
        try:
            identity = identity_of(scope)
        except NobodyAsks:  # for whom there is only what is the same for everybody
            await self._app(scope, receive, send)
            return
        if scope["type"] == "http" and scope["method"] == "PUT" and _is_upload(scope):
            await self._upload(identity, scope, receive, send)
        elif identity.here:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(identity.device, scope, receive, send)
        else:
            await self._socket(identity.device, scope, receive, send)

    async def _request(self, device: str, scope: Scope, receive: Receive, send: Send) -> None:
        await self._in_hand.begin(device)
        try:
            if wait := self._requests.wait(device):
                await asyncio.sleep(wait)
            await self._app(scope, receive, send)
        finally:
            self._in_hand.end(device)

    async def _socket(self, device: str, scope: Scope, receive: Receive, send: Send) -> None:
        if self._sockets[device] >= SOCKETS or self._sockets.total() >= ALL_SOCKETS:
            await WebSocketClose(code=1013, reason="Too many windows at once.")(
                scope, receive, send
            )
            return

        async def receive_in_turn() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and (wait := self._messages.wait(device)):
                await asyncio.sleep(wait)
            return message

        self._sockets[device] += 1
        try:
            await self._app(scope, receive_in_turn, send)
        finally:
            self._sockets[device] -= 1
            self._sockets += Counter()  # without those at zero

    async def _upload(self, identity: Identity, scope: Scope, receive: Receive, send: Send) -> None:
        device, size = identity.device, _length(scope)
        if not self._has_room(device, _session(scope), size):
            await PlainTextResponse(_FULL, status_code=413)(scope, receive, send)
            return
        self._coming[device] += size
        try:
            await self._uploads.begin(device)
            try:
                async with asyncio.timeout(UPLOAD_LASTS):
                    await self._app(scope, receive, send)
            except TimeoutError:
                await PlainTextResponse(_TOO_SLOW, status_code=408)(scope, receive, send)
            finally:
                self._uploads.end(device)
        finally:
            self._coming[device] -= size

    def _has_room(self, device: str, session: str, size: int) -> bool:
        """Whether memory holds one more, of this device and of all."""
        held = uploaded_bytes()
        self._sessions = {one: whose for one, whose in self._sessions.items() if one in held}
        self._sessions[session] = device
        own = sum(held.get(one, 0) for one, whose in self._sessions.items() if whose == device)
        everybodys = sum(held.values()) + self._coming.total() + size
        return own + self._coming[device] + size <= HOLDS and everybodys <= ALL_HOLD


MIDDLEWARE = [Middleware(Limits)]


def _is_upload(scope: Scope) -> bool:
    return bool(scope["path"].startswith(UPLOADS))


def _session(scope: Scope) -> str:
    return str(scope["path"].removeprefix(UPLOADS).partition("/")[0])


def _length(scope: Scope) -> int:
    """How long a body says that it is; as long as may be where it doesn't."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdecimal() else largest_upload()

"""Files for the browser that asked for them, and for nobody else.

A file is only given to the browser whose session made it, known by a secret
cookie and by who asks, and only for some minutes. It never goes anywhere else: no address with
it in it leaves the server.
"""

import re
import time
from dataclasses import dataclass, replace
from secrets import compare_digest, token_urlsafe
from threading import Condition, Thread

import streamlit as st
from starlette.background import BackgroundTask
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.files.named_bytes import ExportFile
from tracker.identity.identity import Identity
from tracker.web import static_assets
from tracker.web.asking import identity_of, identity_of_run
from tracker.web.streamlit_changes import is_served

COOKIE = "backbeat"
FOLDER = "files"
LIFETIME = 300.0  # seconds that a file can be fetched for
AGAIN = 30.0  # seconds in which one that has arrived can be fetched once more
_SECRET = re.compile(r"[\w-]{43}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file, whose it is, and until when it can be fetched."""

    file: ExportFile
    owner: str
    until: float


class Shelf:
    """The files that can be fetched just now, by what their addresses end in."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.kept: dict[str, KeptFile] = {}
        self._watched = False

    def put(self, file: ExportFile, owner: str) -> str:
        """Keep a file for the browser with that cookie; what its address ends in."""
        ticket = token_urlsafe(16)
        with self._changed:
            self._let_go()
            self.kept[ticket] = KeptFile(file, owner, time.monotonic() + LIFETIME)
            if not self._watched:
                self._watched = True
                Thread(target=self._watch, name="private files", daemon=True).start()
        return ticket

    def get(self, ticket: str, owner: str) -> ExportFile | None:
        """The file, for the browser with that cookie alone."""
        with self._changed:
            kept = self.kept.get(ticket)
        if kept is None or kept.until <= time.monotonic():
            return None
        return kept.file if compare_digest(kept.owner, owner) else None

    def drop(self, owner: str) -> None:
        """Let go of the files of the browser with that cookie."""
        with self._changed:
            self.kept = {key: kept for key, kept in self.kept.items() if kept.owner != owner}
            self._changed.notify()

    def drop_for(self, identity: Identity) -> None:
        """Let go of the files of somebody who signs out, in whatever browser."""
        with self._changed:
            own = _of(identity)
            self.kept = {k: kept for k, kept in self.kept.items() if not kept.owner.endswith(own)}
            self._changed.notify()

    def end(self, ticket: str) -> None:
        """A file has arrived: it is kept for as long only as a browser may ask for it again."""
        with self._changed:
            if (kept := self.kept.get(ticket)) is not None:
                until = min(kept.until, time.monotonic() + AGAIN)
                self.kept[ticket] = replace(kept, until=until)
                self._changed.notify()

    def _watch(self) -> None:
        """Let go of each file when its time has come, whether anybody asks for another or not."""
        with self._changed:
            while True:
                self._let_go()
                if not self.kept:
                    self._watched = False
                    return
                first = min(kept.until for kept in self.kept.values())
                self._changed.wait(max(first - time.monotonic(), 0.0))

    def _let_go(self) -> None:
        now = time.monotonic()
        self.kept = {key: kept for key, kept in self.kept.items() if kept.until > now}


shelf = Shelf()


def keep(file: ExportFile) -> str | None:
    """Where this session's browser, and no other, can fetch a file for some minutes.

    The address is below the folder that the screens are in. None without a
    browser, or where it keeps no cookies.
    """
    owner = owner_of_browser()
    return None if owner is None else f"{FOLDER}/{shelf.put(file, owner)}"


def forget() -> None:
    """Let go of what was made for this session's browser."""
    if (owner := owner_of_browser()) is not None:
        shelf.drop(owner)


def cookies_refused() -> bool:
    """Whether this browser keeps no cookies, so that no file can be given to it alone."""
    return is_served() and owner_of_browser() is None


async def _give(request: Request) -> Response:
    secret = _secret(_cookie(request.scope))
    owner = None if secret is None else _owner(identity_of(request.scope), secret)
    file = shelf.get(request.path_params["ticket"], owner) if owner is not None else None
    if file is None:
        return PlainTextResponse("There is no such file.", status_code=404)
    return Response(
        file.data,
        media_type=file.mime,
        headers={"content-disposition": f'attachment; filename="{file.name}"'},
        background=BackgroundTask(shelf.end, request.path_params["ticket"]),
    )


ROUTES = [Route(f"/{FOLDER}/{{ticket}}", _give)]


class SecretCookie:
    """Middleware: every browser that opens a page is given a secret of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or _secret(_cookie(scope)) is not None:
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and static_assets.is_page(message):
                MutableHeaders(scope=message).append("set-cookie", _set_cookie(scope))
            await send(message)

        await self._app(scope, receive, send_with_cookie)


MIDDLEWARE = [Middleware(SecretCookie)]


def owner_of_browser() -> str | None:
    """Who asks, with the secret in this session's browser; None without one, or a server."""
    secret = _secret(st.context.cookies.get(COOKIE)) if is_served() else None
    return None if secret is None else _owner(identity_of_run(), secret)


def _owner(identity: Identity, secret: str) -> str:
    return f"{secret}{_of(identity)}"


def _of(identity: Identity) -> str:
    return f" {identity.person} {identity.device}"


def _secret(text: str | None) -> str | None:
    return text if isinstance(text, str) and _SECRET.fullmatch(text) else None


def _cookie(scope: Scope) -> str | None:
    # Not SimpleCookie: an odd cookie of another program on this host would hide ours.
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE)


def _set_cookie(scope: Scope) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={token_urlsafe(32)}; Path=/; HttpOnly; SameSite=Lax{secure}"

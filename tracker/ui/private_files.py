"""Downloads for the browser that asked for them, and for nobody else.

Streamlit keeps what a download button makes under /media, for whoever knows its
address, and for longer than anybody needs it. Here such a file is only given to
the browser whose session made it, known by a secret cookie, and only for some
minutes. It never goes anywhere else: no address with it in it leaves the server.
"""

import re
import time
from collections.abc import Callable
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from threading import Lock

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.url_util import make_url_path

COOKIE = "backbeat"
LIFETIME = 300.0  # seconds that a file can be fetched for
_SECRET = re.compile(r"[\w-]{43}")


class _Owners:
    """Whose the files are that can be fetched just now, by what is in them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until: dict[tuple[bytes, str], float] = {}

    def add(self, data: bytes, owner: str) -> None:
        """Let the browser with that cookie fetch the file."""
        now = time.monotonic()
        with self._lock:
            self._until = {key: until for key, until in self._until.items() if until > now}
            self._until[sha256(data).digest(), owner] = now + LIFETIME

    def has(self, data: bytes, owner: str) -> bool:
        """Whether the browser with that cookie may have the file."""
        digest, now = sha256(data).digest(), time.monotonic()
        with self._lock:
            return any(
                until > now and theirs == digest and compare_digest(secret, owner)
                for (theirs, secret), until in self._until.items()
            )


_owners = _Owners()


def kept_private() -> Callable[[bytes], bytes]:
    """What a file of this session has to go through to be fetched by its browser alone.

    To be called while a screen is drawn; the result also where a button's file is
    made later.
    """
    # A script that runs without a server has no browser either.
    owner = _secret(st.context.cookies.get(COOKIE)) if runtime.exists() else None

    def mine(data: bytes) -> bytes:
        if owner is not None:
            _owners.add(data, owner)
        return data

    return mine


def cookies_refused() -> bool:
    """Whether this browser keeps no cookies, so that no file can be given to it alone."""
    return runtime.exists() and _secret(st.context.cookies.get(COOKIE)) is None


class PrivateFiles:
    """Middleware: a secret cookie for every browser, and files for their owner alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        owner = _secret(_cookie(scope))
        if scope["path"].removeprefix(scope.get("root_path", "")).startswith(_media()):
            await self._send_own(scope, receive, send, owner)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and owner is None and _is_page(message):
                MutableHeaders(scope=message).append("set-cookie", _set_cookie(scope))
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    async def _send_own(
        self, scope: Scope, receive: Receive, send: Send, owner: str | None
    ) -> None:
        # Asked for whole and uncompressed, it can be told from other files.
        whole = [
            header
            for header in scope["headers"]
            if header[0] not in (b"range", b"if-range", b"accept-encoding")
        ]
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        if owner is not None and scope["method"] == "GET":
            await self._app({**scope, "headers": whole}, receive, collect)
            data = b"".join(message.get("body", b"") for message in messages)
            if _owners.has(data, owner):
                for message in messages:
                    await send(message)
                return
        await PlainTextResponse("There is no such file.", status_code=404)(scope, receive, send)


MIDDLEWARE = [Middleware(PrivateFiles)]


def _media() -> str:
    """Where Streamlit answers with files that screens made."""
    return make_url_path(st.get_option("server.baseUrlPath"), "media/")


def _secret(text: str | None) -> str | None:
    return text if isinstance(text, str) and _SECRET.fullmatch(text) else None


def _cookie(scope: Scope) -> str | None:
    # Not SimpleCookie: an odd cookie of another program on this host would hide ours.
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE)


def _set_cookie(scope: Scope) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={token_urlsafe(32)}; Path=/; HttpOnly; SameSite=Lax{secure}"


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))

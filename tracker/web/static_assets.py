"""The files a browser loads before any screen: our page, our icons, all of it compressed."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.identity.identity import Identity
from tracker.web import fonts, own_files, static_worker
from tracker.web.asking import identity_of
from tracker.web.locales import locale_of
from tracker.web.own_files import OwnFile
from tracker.web.own_pages import MARK
from tracker.web.packed_answer import PackedAnswer, packed_answer
from tracker.web.page import (
    ELEMENTS,
    PAPER,
    WHAT,
    files_of,
    page,
    page_without_connection,
    screen_of,
    their_style,
    with_markup,
)
from tracker.web.streamlit_changes import front_end_folder

ICONS = Path(__file__).parent / "icons"

MANIFEST: dict[str, Any] = {
    "name": "Backbeat",
    "short_name": "Backbeat",
    "description": WHAT,
    "lang": "en",
    "start_url": "./",
    "scope": "./",
    "display": "standalone",
    "background_color": PAPER,
    "theme_color": PAPER,
    "categories": ["health"],
    "icons": [
        {"src": "./icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": "./icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        {"src": "./icon-180.png", "sizes": "180x180", "type": "image/png", "purpose": "any"},
    ],
}


OFFLINE = f"{own_files.FOLDER}offline."
_ASK_AGAIN = "no-cache"  # of what has the same name when it changes
# Streamlit's words where it can't be asked for others, by the script that has them, and ours.
_WORDS = {
    "FileUploader": {
        b"`Upload directories`": b"`Choose a folder`",
        b"`Upload`": b"`Choose a file`",
    }
}


def texts(static: Path) -> dict[str, Path]:
    """The front end's files that compress well, by the path that a browser asks for."""
    return {
        f"/{file.relative_to(static).as_posix()}": file
        for pattern in ("*.js", "*.css")
        for file in (static / "static").rglob(pattern)
    }


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks for a screen, and what the request and our page say for what is seen at once."""

    identity: Identity
    query: str  # of the address, as sent
    locale: str  # of the browser
    cookies: Mapping[str, str]
    style: str  # the address of our rules


@dataclass(frozen=True, slots=True)
class SeenAtOnce:
    """What the page of a screen holds when it is sent.

    `markup` makes it, or nothing: then the page comes without. `script`, called `name`, is what
    makes it answer.
    """

    name: str
    script: str
    markup: Callable[[Visit], str]


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a browser keeps until the diary has it: who sends it, and how more gets into it.

    `sender` is a script of every page; `markup` makes the body of the page that is shown where
    there is no connection, the same for everybody, and `script` makes that answer.
    """

    sender: str
    script: str
    markup: Callable[[], str]


class StaticAssets:
    """Middleware: answers with our page for Streamlit's, and compresses what is text.

    What it sends is made once, on a thread beside the event loop: files are read and compressed
    for it.
    """

    def __init__(
        self, app: ASGIApp, style: str, at_once: Mapping[str, SeenAtOnce], outbox: Outbox
    ) -> None:
        self._app = app
        self._at_once = at_once
        static = front_end_folder()
        self._style = own_files.style_sheet(style)
        self._scripts = {
            screen: own_files.made_script(seen.name, seen.script)
            for screen, seen in at_once.items()
        }
        self._sender = own_files.made_script("outbox.js", outbox.sender)
        self._offline_script = own_files.made_script("offline.js", outbox.script)
        self._offline_markup = outbox.markup
        made = (*set(self._scripts.values()), self._sender, self._offline_script)
        ours = (*own_files.SCRIPTS, *own_files.BESIDE, self._style, *made)
        self._own = (*ours, *fonts.FILES, their_style(static))
        self._texts = texts(static)
        self._whole: dict[str, Callable[[], PackedAnswer]] = {  # what we alone answer, by path
            **{file.path: partial(own_files.answer, file) for file in self._own},
            **{path: partial(_compress, f) for path, f in self._texts.items() if _words_of(f)},
            static_worker.PATH: lambda: static_worker.worker(
                self._kept(), self._offline.path, ELEMENTS
            ),
            static_worker.LIST_PATH: lambda: static_worker.listed(self._kept()),
        }
        self._made: dict[str, PackedAnswer] = {}  # one a path, or page, that was asked for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif path in self._whole:
            answer = await self._once(path, self._whole[path])
            await answer.to(scope)(scope, receive, send)
        elif path.startswith(OFFLINE) and path == (await self._offline_path()):
            answer = await self._once(path, lambda: own_files.answer(self._offline))
            await answer.to(scope)(scope, receive, send)
        elif path.startswith(own_files.FOLDER):  # a name of another version
            nothing = PlainTextResponse("There is nothing here.", status_code=404)
            await nothing(scope, receive, send)
        elif path in self._texts and _wants_gzip(scope):
            answer = await self._once(path, partial(_compress, self._texts[path]))
            await answer.packed(scope, receive, send)
        else:
            await self._send_page(scope, receive, send)

    async def _once(self, name: str, make: Callable[[], PackedAnswer]) -> PackedAnswer:
        if name not in self._made:
            self._made[name] = await to_thread.run_sync(make)
        return self._made[name]

    async def _offline_path(self) -> str:
        return (await to_thread.run_sync(lambda: self._offline)).path

    @cached_property
    def _offline(self) -> OwnFile:
        """The page without a connection; not made before it is asked for."""
        static, markup = front_end_folder(), self._offline_markup()
        return page_without_connection(static, self._style, self._offline_script, markup)

    def _kept(self) -> list[str]:
        """What a browser keeps ahead; not what has the same name when its words change."""
        static = front_end_folder()
        paths = static_worker.file_list((*self._own, self._offline), files_of(static), static)
        return [path for path in paths if path not in self._texts or not _words_of(Path(path))]

    async def _send_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the answer on, unless it is Streamlit's page: then ours takes its place."""
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and is_screen(message):
                replaced = True
                await (await self._page(scope))(scope, receive, send)
                return
            if message["type"] == "http.response.start" and scope["path"] in self._texts:
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            if not replaced:
                await send(message)

        await self._app(scope, receive, send_ours)

    async def _page(self, scope: Scope) -> Response:
        """The page for the screen that is asked for; never kept without asking for it anew.

        One that holds something of a diary is kept nowhere.
        """
        screen = screen_of(scope["path"])
        sent = await self._once(
            f"the page of {screen}", partial(_page_of, screen, self._style, self._sender)
        )
        if screen in self._at_once and scope["path"] == f"/{screen}":
            return await to_thread.run_sync(
                self._page_with_markup, screen, bytes(sent.plain.body), scope
            )
        return sent.to(scope)

    def _page_with_markup(self, screen: str, body: bytes, scope: Scope) -> Response:
        visit = Visit(
            identity_of(scope),
            scope["query_string"].decode("latin-1"),
            locale_of(scope),
            Request(scope).cookies,
            self._style.link,
        )
        if markup := self._at_once[screen].markup(visit):
            body = with_markup(body, markup, self._scripts[screen])
        return packed_answer(body, "text/html", {"cache-control": "no-store"}).to(scope)


def middleware(style: str, at_once: Mapping[str, SeenAtOnce], outbox: Outbox) -> list[Middleware]:
    """The middleware, with every screen's rules, what is seen at once of some, and the outbox."""
    return [Middleware(StaticAssets, style=style, at_once=at_once, outbox=outbox)]


def _file(file: Path, media_type: str, age: str) -> Route:
    async def answer(request: Request) -> Response:
        return FileResponse(file, media_type=media_type, headers={"cache-control": age})

    return Route(f"/{file.name}", answer)


def _icon(name: str, media_type: str) -> Route:
    return _file(ICONS / name, media_type, "max-age=86400")


async def _manifest(request: Request) -> Response:
    headers = {"cache-control": "max-age=86400"}
    return JSONResponse(MANIFEST, media_type="application/manifest+json", headers=headers)


ROUTES = [
    Route("/manifest.webmanifest", _manifest),
    _icon("icon.svg", "image/svg+xml"),
    _icon("icon-180.png", "image/png"),
    _icon("icon-512.png", "image/png"),
]


def _wants_gzip(scope: Scope) -> bool:
    """Whether the whole file is asked for, by somebody who reads gzip."""
    headers = Headers(scope=scope)
    return (
        scope["method"] == "GET"
        and "gzip" in headers.get("accept-encoding", "")
        and "range" not in headers
        and "if-none-match" not in headers
    )


def is_page(start: Message) -> bool:
    """Whether an answer begins a page of somebody's: not the one that is the same for everybody."""
    headers = Headers(raw=start["headers"])
    same_for_all = headers.get("cache-control") == own_files.KEPT
    is_html = headers.get("content-type", "").startswith("text/html")
    return bool(start["status"] == 200 and is_html and not same_for_all)


def is_screen(start: Message) -> bool:
    """Whether an answer begins Streamlit's page, not one of ours that is no screen."""
    return is_page(start) and MARK not in Headers(raw=start["headers"])


def _words_of(file: Path) -> dict[bytes, bytes]:
    """Which words of a script are replaced by which of ours."""
    return _WORDS.get(file.name.partition(".")[0], {}) if file.suffix == ".js" else {}


def _page_of(screen: str, style: OwnFile, outbox: OwnFile) -> PackedAnswer:
    body = page(front_end_folder(), screen, style, outbox)
    return packed_answer(body, "text/html", {"cache-control": _ASK_AGAIN})


def _compress(file: Path) -> PackedAnswer:
    plain = FileResponse(file, stat_result=file.stat()).headers
    body = file.read_bytes()
    words = _words_of(file)
    for theirs, ours in words.items():
        body = body.replace(theirs, ours)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"' if words else plain["etag"]
    headers = {
        # as Streamlit says: names change with contents
        "cache-control": _ASK_AGAIN if words else own_files.KEPT,
        "last-modified": plain["last-modified"],
        "etag": f"W/{etag}",
    }
    return packed_answer(body, plain["content-type"], headers)

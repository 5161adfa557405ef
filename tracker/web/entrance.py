"""The entrance: nobody sees or changes anything of a diary whose browser was not let in.

An address with a secret gives a browser a cookie; every request and every
websocket has to show it, and goes on with the identity that it stands for. Without
it there are only the files that every Backbeat has, and the calendar for who knows
its own secret.
"""

from functools import lru_cache
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tracker.identity.access import (
    COOKIE_LIFETIME,
    DEVICE_LIFETIME,
    Door,
    cookie_name,
    device_cookie_name,
)
from tracker.identity.browser import remove_redirects
from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.identity.key import lasting_or_passing_key
from tracker.identity.let_in import LetIn, NotSignedOut
from tracker.identity.running import ENTRANCE
from tracker.web import calendar_feed, network, own_files, pairing, static_assets, static_worker
from tracker.web.asking import Asker, user_info, with_asker, with_identity, without_identity
from tracker.web.cookies import cookie, set_cookie
from tracker.web.device_line import DeviceLine
from tracker.web.https import scheme
from tracker.web.network import port_of
from tracker.web.open_store import is_open, open_database
from tracker.web.own_pages import own_page
from tracker.web.page import screen_of
from tracker.web.streamlit_changes import UPLOADS, front_end_folder, is_session_of

OPEN = frozenset(
    {
        "/_stcore/health",
        calendar_feed.PATH,  # which asks for a secret of its own
        static_worker.PATH,
        *(route.path for route in static_assets.ROUTES),
    }
)
PROFILES = "/profiles"  # where a browser of this computer chooses whose diary to open
ADD, OUT = f"{PROFILES}/add", f"{PROFILES}/out"
_CHALLENGE = 100  # letters at most

_WORDS = "This browser has not been let in. Type in a terminal: backbeat open"
_CHOOSE = "Choose whose diary to open, at /profiles in your browser."
_TITLE = "This browser has not been let in yet"
_HOW = """<p>Backbeat is running here. It opens only for the person who started it, so that nobody
else who uses this computer reads their diary.</p>
<p>If that is you, do one of these:</p>
<ul>
<li>type <code>backbeat open</code> in a terminal, the way you start Backbeat,</li>
<li>or open the address that the terminal printed when Backbeat started. It works for as long as
Backbeat runs.</li>
</ul>
<p>Your browser remembers it after that, and a bookmark works. If you have been here before, the
browser has deleted its cookies, or keeps none for this page.</p>
"""
_KEPT = f"""<section data-unsaved hidden>
<h2>Kept in this browser</h2>
<p>Something that was entered here is not in a diary yet. Nobody sees it here, and it is sent once
the same person is let in again.</p>
<p><button type="button" class="button plain" data-forget="{own_files.FORGET.path}">Delete
it</button></p>
<p role="alert" hidden>It is still kept, because Backbeat did not answer. Try again once it
runs.</p>
</section>
"""
_NETWORK_WORDS = "This device has not been let in, or is no more."
_NETWORK_TITLE = "This device is not let in"
_NETWORK_HOW = f"""<p>Backbeat runs on a computer of this network. If it opened here before,
this device was signed out there, it was not used for 90 days, or another diary is served there
now.</p>
{pairing.HOW}{pairing.FORM}"""

let_in = LetIn(lambda: open_database())  # the devices known to this process's server


@lru_cache(maxsize=1)
def door() -> Door:
    """Who may come in to this process's server."""
    return Door(lasting_or_passing_key())


def printed_address(port: int) -> str:
    """The address for the terminal: it lets every browser in as long as the server runs."""
    return f"{scheme()}://localhost:{port}{ENTRANCE}/{door().secret}"


def address_for_one(port: int) -> str:
    """An address that lets one browser in, once."""
    return f"{scheme()}://localhost:{port}{ENTRANCE}/{door().ticket(port)}"


class Entrance:
    """Middleware: says who asks, and lets nobody further who is nobody.

    What a request itself says about that is not believed. Nobody brings a file to the
    screens of somebody else, or takes one away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = OPEN | static_files(front_end_folder())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say how to get in."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif self._is_open(scope):
            await self._app(without_identity(scope), receive, send)
        else:
            asker = await _asker(scope)
            await self._let_on(with_asker(scope, asker), asker, receive, send)

    async def _let_on(self, scope: Scope, asker: Asker, receive: Receive, send: Send) -> None:
        identity = asker.identity
        way_in = pairing.is_way_in(scope) or (asker.here and scope["path"] in (PROFILES, ADD, OUT))
        if identity is None and way_in:
            await self._app(without_identity(scope), receive, send)
        elif identity is None:
            await _refusal(scope, asker)(scope, receive, send)
        elif _is_upload_elsewhere(scope["path"], identity):
            refusal = PlainTextResponse("This is for no screen of yours.", status_code=400)
            await refusal(scope, receive, send)
        elif scope["type"] == "http":
            renewing = _renewing(scope, asker, send)
            await self._app(with_identity(scope, identity), receive, renewing)
        else:
            line = DeviceLine(receive, send)
            with let_in.opened(identity, line.close):
                await self._app(with_identity(scope, identity), line.receive, line.send)

    def _is_open(self, scope: Scope) -> bool:
        """Whether a path needs no cookie: what is the same for everybody, and the way in here."""
        path = scope["path"]
        if path == ENTRANCE or _is_secret(path):
            return network.is_here(scope)
        return path in self._open or path.startswith(own_files.FOLDER)


MIDDLEWARE = [Middleware(Entrance)]


def static_files(static: Path) -> frozenset[str]:
    """The paths of the front end's own files, which are the same for everybody."""
    return frozenset(
        f"/{file.relative_to(static).as_posix()}"
        for file in (static / "static").rglob("*")
        if file.is_file()
    )


async def _asker(scope: Scope) -> Asker:
    """Who shows a cookie that was given to them.

    A browser of this computer that shows no device's opens the one diary there is, where nobody
    has to be chosen. Until the database is open nothing of any diary is sent: then nobody waits.
    """
    port = port_of(scope)
    here = network.is_here(scope) and door().admits(port, cookie(scope, cookie_name(port)))
    token = cookie(scope, device_cookie_name(port))
    if token:
        known = let_in.known(token)
        found = Asker(known, here) if known else await to_thread.run_sync(_find, token, here)
        alone = found.identity is not None and found.identity.here and not here  # or elsewhere
        return Asker(None) if alone else found
    if not here:
        return Asker(None)
    unasked = True if not is_open() and scope["type"] == "http" else let_in.unasked()
    if unasked is None:
        unasked = await to_thread.run_sync(_find_unasked)
    return Asker(THIS_COMPUTER if unasked else None, here)


def _find(token: str, here: bool) -> Asker:
    from tracker.store import StoreError

    try:
        identity = let_in.find(token)
    except NotSignedOut:
        return Asker(None, here)
    except StoreError:  # the diary could not be read, either: here the screens say why
        return Asker(THIS_COMPUTER if here else None, here)
    return Asker(identity, here, ended=identity is None)


def _find_unasked() -> bool:
    from tracker.store import StoreError

    try:
        return let_in.find_unasked()
    except StoreError:  # the screens say why
        return True


def _is_upload_elsewhere(path: str, identity: Identity) -> bool:
    if not path.startswith(UPLOADS):
        return False
    session_id = path.removeprefix(UPLOADS).partition("/")[0]
    return not is_session_of(session_id, user_info(identity))


async def _enter(request: Request) -> Response:
    """Give the cookie to who knows a secret, and lead away from its address."""
    scope = request.scope
    port = port_of(scope)
    if request.method == "HEAD":  # somebody looks ahead: a ticket is not used up by that
        return PlainTextResponse("", status_code=405, headers={"allow": "GET"})
    allowed = door().lets_in(port, request.path_params["secret"])
    if not allowed and not door().admits(port, cookie(scope, cookie_name(port))):
        return own_page(_TITLE, _HOW, 403)
    remove_redirects(port)  # the browser has read the one that led here
    return Response(
        status_code=303,
        headers={"location": "/", "set-cookie": _set_this_computers_cookie(scope)},
    )


async def _prove(request: Request) -> Response:
    """Show the account's own command line that this is its server; others learn nothing."""
    challenge = request.query_params.get("challenge", "")[:_CHALLENGE]
    proof = door().proof(port_of(request.scope), challenge)
    return JSONResponse({"run": door().run, "proof": proof})


ROUTES = [Route(ENTRANCE, _prove), Route(f"{ENTRANCE}/{{secret}}", _enter)]


def _is_secret(path: str) -> bool:
    folder, _, secret = path.rpartition("/")
    return folder == ENTRANCE and secret != ""


def _set_this_computers_cookie(scope: Scope) -> str:
    port = port_of(scope)
    return set_cookie(scope, cookie_name(port), door().cookie_value(port), COOKIE_LIFETIME)


def _renewing(scope: Scope, asker: Asker, send: Send) -> Send:
    """Give the cookies anew with every page, so that they last."""
    name = device_cookie_name(port_of(scope))
    given = []
    if asker.here:
        given.append(_set_this_computers_cookie(scope))
    if asker.identity != THIS_COMPUTER:
        given.append(set_cookie(scope, name, cookie(scope, name) or "", DEVICE_LIFETIME))

    async def send_renewed(message: Message) -> None:
        if message["type"] == "http.response.start" and static_assets.is_page(message):
            for one in given:
                MutableHeaders(scope=message).append("set-cookie", one)
        await send(message)

    return send_renewed


def _refusal(scope: Scope, asker: Asker) -> ASGIApp:
    if scope["type"] == "websocket":
        return WebSocketClose(code=1008)
    to_look = scope["method"] in ("GET", "HEAD")
    if not to_look or "text/html" not in Headers(scope=scope).get("accept", ""):
        words = _CHOOSE if asker.here else _WORDS if network.is_here(scope) else _NETWORK_WORDS
        return PlainTextResponse(f"{words}\n", status_code=403)
    if asker.here:
        screen = screen_of(scope["path"])
        return RedirectResponse(f"{PROFILES}?to={screen}" if screen else PROFILES, 303)
    script = own_files.FORGET if asker.ended else own_files.LOCK  # of what is kept of a diary
    if network.is_here(scope):
        return own_page(_TITLE, _HOW + _KEPT, 403, script=script)
    how, head = _NETWORK_HOW + _KEPT, pairing.SAME_ORIGIN
    return own_page(_NETWORK_TITLE, how, 403, head=head, script=script)

"""The way in for a phone: a code in an address or typed, a button, then a cookie of its own.

It is there on the network only. To look at the address uses nothing up, and says nothing of
whether a code is good.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from tracker.identity.access import DEVICE_LIFETIME, device_cookie_name
from tracker.identity.identity import THIS_COMPUTER, diary_for, newcomer
from tracker.identity.pairing import Pairing, PairingCode, TooManyTries, WrongCode
from tracker.web import network, own_files
from tracker.web.asking import asker_of
from tracker.web.cookies import set_cookie
from tracker.web.device_names import name_of
from tracker.web.open_store import open_database
from tracker.web.own_pages import own_page
from tracker.web.static_assets import MANIFEST

if TYPE_CHECKING:
    from tracker.store.devices import Device

PATH = "/pair"
PAIRED = "/paired"
_BODY = 1000  # bytes of a form at most
_CODE = re.compile(r"[a-z2-9-]{1,40}", re.IGNORECASE)

codes = Pairing()  # the codes of this process's server

# The form's origin is said to ourselves alone; `no-referrer` would have browsers say "null".
SAME_ORIGIN = '<meta name="referrer" content="same-origin">\n'
_BUTTON = """<form method="post" action="{path}">
<input type="hidden" name="code" value="{code}">
<p>From then on your diary opens on this device, without asking, until you take it off the list in
Settings or don't use it for 90 days.</p>
<p><button class="button">Open my diary here</button></p>
</form>
<p class="quiet">Do this on your own phone or tablet only: who has it in hand reads the diary.</p>
"""
FORM = f"""<form method="post" action="{PATH}">
<p><label for="code">The code, if you cannot scan it</label><br>
<input id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="none"
spellcheck="false" placeholder="abcde-fghjk"></p>
<p><button class="button">Let this device in</button></p>
</form>
"""
HOW = "<p>On the computer open Backbeat, then Settings › Use on my phone. It shows a code.</p>\n"
_WRONG = f"""<p>It may have been used already, or be older than half an hour, or be mistyped.</p>
{HOW}{FORM}"""
_WAIT = f"""<p>Too many codes were wrong, so none is looked at for half an hour. A new code, made on
the computer, works at once.</p>
{HOW}{FORM}"""
_NOT_NOW = f"""<p>The diary could not be opened just now. The code is still good: try again in a
moment.</p>
{FORM}"""
_WHOSE = f"""<p>Whose diary it is has to be chosen on that computer first, and this code says
nobody. Whose phone this is makes a code of their own.</p>
{HOW}{FORM}"""
_PAIRED = """<p>Your diary opens here from now on. A bookmark works.</p>
<p><a class="button" href="/">Open my diary</a></p>
<h2>As an app on the home screen</h2>
<ul>
<li><b>iPhone, iPad:</b> on this page tap Share, then <b>Add to Home Screen</b>. Open it from there
within half an hour: it is let in by itself.</li>
<li><b>Android:</b> open the browser's menu, then <b>Add to Home screen</b>.</li>
</ul>
<p class="quiet">It works while this device and the computer are in the same network, and the
computer is on.</p>
"""
_APP = """<meta name="apple-mobile-web-app-capable" content="yes">
<meta name="apple-mobile-web-app-title" content="Backbeat">
<link rel="apple-touch-icon" href="/icon-180.png">
<link rel="manifest" href="{path}/{code}/app.webmanifest">
"""


def is_way_in(scope: Scope) -> bool:
    """Whether a request is one of those that need no cookie, because they bring a code."""
    path: str = scope["path"]
    return not network.is_here(scope) and (path == PATH or path.startswith(f"{PATH}/"))


def address_of(code: PairingCode) -> str | None:
    """The address that lets a device in; None where the server is not on the network."""
    root = network.present.root
    return None if root is None else f"{root}{PATH}/{code.text}"


async def _ask(request: Request) -> Response:
    """The page with the button."""
    if asker_of(request.scope).identity is not None:
        return RedirectResponse("/", 303)
    code = request.path_params["code"]
    if not _CODE.fullmatch(code):
        return own_page("This code is not good", _WRONG, 404, head=SAME_ORIGIN)
    button = _BUTTON.format(path=PATH, code=escape(code))
    return own_page(
        "Use Backbeat on this device", button, head=SAME_ORIGIN, script=own_files.PAIR_BY_ITSELF
    )


async def _pair(request: Request) -> Response:
    """Take a code, and give a cookie for it."""
    if asker_of(request.scope).identity is not None:
        return RedirectResponse("/", 303)
    text = await _code_in(request)
    address = request.client.host if request.client else ""
    try:
        code = codes.take(text, address, datetime.now(UTC))
    except WrongCode:
        return own_page("This code is not good", _WRONG, 403, head=SAME_ORIGIN)
    except TooManyTries:
        return own_page("Wait a while", _WAIT, 429, head=SAME_ORIGIN)
    return await to_thread.run_sync(_let_in, request.scope, code)


def _let_in(scope: Scope, code: PairingCode) -> Response:
    from tracker.store import StoreError
    from tracker.store.profiles import ProfileNotChosen

    name = name_of(Headers(scope=scope).get("user-agent", ""), app=code.device is not None)
    try:
        device, token = _new_device(code, name)
    except WrongCode:
        return own_page("This code is not good", _WRONG, 403, head=SAME_ORIGIN)
    except ProfileNotChosen:
        return own_page("Whose phone is this?", _WHOSE, 403, head=SAME_ORIGIN)
    except StoreError:
        codes.give_back(code)
        return own_page("Not just now", _NOT_NOW, 503, head=SAME_ORIGIN)
    if code.device is None:
        codes.make_for_app(device.person_id, device.id, device.let_in_at)
    given = set_cookie(scope, device_cookie_name(network.port_of(scope)), token, DEVICE_LIFETIME)
    leads_to = "/" if code.device else PAIRED
    return Response(status_code=303, headers={"location": leads_to, "set-cookie": given})


def _new_device(code: PairingCode, name: str) -> tuple[Device, str]:
    """Let one in.

    Raises :class:`WrongCode` where it was made for whom there is no more, and
    :class:`tracker.store.profiles.ProfileNotChosen` where it says nobody, and somebody is to be
    said.
    """
    from tracker.store.devices import add_device, devices

    store = open_database()
    person, people = code.person, [number for number, _ in store.people()]
    if person is None:
        person = diary_for(store, THIS_COMPUTER, newcomer()).person_id
    elif person not in people:
        raise WrongCode
    if code.device is not None and all(one.id != code.device for one in devices(store, [person])):
        raise WrongCode  # it was signed out, and its app with it
    return add_device(store, person, name, datetime.now(UTC))


async def _paired(request: Request) -> Response:
    """What a device is told that was just let in."""
    asker = asker_of(request.scope).identity
    if asker is None or asker.here:
        return RedirectResponse("/", 303)
    code = codes.code_of_app(asker.device, datetime.now(UTC))
    head = "" if code is None else _APP.format(path=PATH, code=code.text)
    return own_page("This device is let in", _PAIRED, head=head)


async def _manifest(request: Request) -> Response:
    """How a home-screen app begins: with a code, which pairs it by itself.

    It is the same for every code, good or not. Some phones drop what stands after a question
    mark, so the code is in the path.
    """
    code = request.path_params["code"]
    if not _CODE.fullmatch(code):
        return PlainTextResponse("There is nothing here.", status_code=404)
    icons = [{**icon, "src": icon["src"].removeprefix(".")} for icon in MANIFEST["icons"]]
    app = {**MANIFEST, "id": "/", "start_url": f"{PATH}/{code}", "scope": "/", "icons": icons}
    return JSONResponse(app, media_type="application/manifest+json")


ROUTES = [
    Route(PATH, _pair, methods=["POST"]),
    Route(f"{PATH}/{{code}}", _ask),
    Route(f"{PATH}/{{code}}/app.webmanifest", _manifest),
    Route(PAIRED, _paired),
]


async def _code_in(request: Request) -> str:
    """The code that a form brings; of one that is too long, nothing."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BODY:
            return ""
    return parse_qs(body.decode("ascii", "replace")).get("code", [""])[0]

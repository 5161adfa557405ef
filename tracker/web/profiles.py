"""Whose diary a browser of this computer opens: chosen, with a passcode where there is one.

It is a page of the server: no screen is drawn for who has not said who they are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.identity.access import DEVICE_LIFETIME, device_cookie_name
from tracker.identity.identity import THIS_COMPUTER
from tracker.web import own_files, private_files
from tracker.web.asking import Asker, asker_of
from tracker.web.cookies import cookie, set_cookie
from tracker.web.entrance import ADD, OUT, PROFILES, let_in
from tracker.web.network import port_of
from tracker.web.open_store import open_database
from tracker.web.own_pages import own_page
from tracker.web.page import ELEMENTS
from tracker.web.profile_colors import color_rules

if TYPE_CHECKING:
    from tracker.model import Person
    from tracker.store import Store, StoreError
    from tracker.store.profiles import Profile

DEVICE = "Browser on this computer"
# A form's origin is said to ourselves alone; `no-referrer` would have browsers say "null".
HEAD = f"""<meta name="referrer" content="same-origin">
<style>{color_rules()}
{(Path(__file__).parent / "profiles.css").read_text(encoding="utf-8")}</style>
"""
_BODY = 4000  # bytes of a form at most

WHOSE = "Whose diary?"
PASSCODE = "{name}’s passcode"
OPEN = "{name}’s diary is open here"
WRONG = "That is not the passcode. Nothing was opened."
OUT_HERE = (
    "To open another person’s diary, sign out first. What this browser keeps of {name}’s diary goes"
    " then; the diary itself stays."
)
OUT_ELSEWHERE = (
    "If you sign out, what this device keeps of {name}’s diary goes; the diary itself stays. To"
    " open it here again, let this device in again from the computer."
)
UNGUARDED = (
    "A profile without a passcode keeps nobody out: everyone who uses this browser can open it."
    " Each person can set a passcode in their Settings."
)
FORGOTTEN = (
    "Forgotten? The person who runs Backbeat here sets another one in a terminal:"
    " <code>backbeat people passcode NAME</code>"
)
NOT_NOW = "<p>The diaries can’t be read just now. Nothing was changed.</p>\n<p>{error}</p>"

_TILE = """<li><{element} class="tile" {place}>
<span class="face face-{color}" aria-hidden="true">{letter}</span>
<span class="called">{name}</span>{guard}</{element}></li>
"""
_GUARD = '<span class="quiet">Passcode</span>'
_CHOICE = """{said}<form method="post" action="{path}">{to}
<ul class="tiles">
{tiles}</ul>
</form>
{unguarded}<details{open}>
<summary>Add a person</summary>
<form method="post" action="{add}">
<p><label for="name">Name</label><br>
<input id="name" name="name" required maxlength="80" autocomplete="off"></p>
<fieldset><legend>Colour</legend>
{colors}</fieldset>
<p><button class="button">Add</button></p>
</form>
</details>
{back}"""
_COLOR = """<label class="color"><input type="radio" name="color" value="{color}"{checked}>
<span class="face face-{color}" aria-hidden="true"></span>{called}</label>
"""
_QUESTION = """{said}<form method="post" action="{path}">{to}
<input type="hidden" name="person" value="{number}">
<p class="who"><span class="face face-{color}" aria-hidden="true">{letter}</span></p>
<p><label for="passcode">Passcode</label><br>
<input id="passcode" name="passcode" type="password" required autofocus maxlength="128"
autocomplete="current-password"></p>
<p><button class="button">Open the diary</button></p>
</form>
{others}<p class="quiet">{forgotten}</p>
"""
_OTHERS = f'<p><a href="{PROFILES}">Somebody else</a></p>\n'
_SIGNED_IN = """<p class="who">
<span class="face face-{color}" aria-hidden="true">{letter}</span></p>
<p>{what}</p>
<p data-unsaved hidden class="said">Something that was typed or begun here is not in the diary yet.
Go back and let it be saved, or it is lost when you sign out.</p>
<form method="post" action="{out}"><p class="both"><a class="button" href="/">Back to the diary</a>
<button class="button other">Sign out</button></p></form>
"""
_BACK = '<p><a href="/">Back to the diary</a></p>\n'


async def _look(request: Request) -> Response:
    """Who is signed in here, or whose diary can be chosen."""
    asked = dict(request.query_params)
    return await to_thread.run_sync(_page, request, asked)


async def _choose(request: Request) -> Response:
    """Let this browser in to somebody's diary."""
    return await to_thread.run_sync(_sign_in, request, await _form(request))


async def _add(request: Request) -> Response:
    """Begin a diary for somebody."""
    return await to_thread.run_sync(_begin, request, await _form(request))


async def _leave(request: Request) -> Response:
    """Let this browser in no more."""
    return await to_thread.run_sync(_sign_out, request)


ROUTES = [
    Route(PROFILES, _look, methods=["GET"]),
    Route(PROFILES, _choose, methods=["POST"]),
    Route(ADD, _add, methods=["POST"]),
    Route(OUT, _leave, methods=["POST"]),
]


async def _form(request: Request) -> dict[str, str]:
    """What a form brings; nothing of one that is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BODY:
            return {}
    fields = parse_qs(body.decode("ascii", "replace"))
    return {name: values[0] for name, values in fields.items()}


def _page(
    request: Request,
    asked: dict[str, str],
    said: str = "",
    status: int = 200,
    *,
    adding: bool = False,
    left: bool = False,
) -> Response:
    from tracker.store import StoreError
    from tracker.store.profiles import profiles

    asker = asker_of(request.scope)
    ended = asker.ended or left
    try:
        found = profiles(open_database())
    except StoreError as error:
        return _not_now(error)
    if (person := _signed_in(asker)) is not None:
        own = next((one for one in found if one.person_id == person), None)
        return RedirectResponse("/", 303) if own is None else _of_who_is_in(own, asker.here)
    guarded = {str(one.person_id): one for one in found if one.passcode is not None}
    one = guarded.get(asked.get("person", ""))
    if one is None and len(found) == len(guarded) == 1 and not adding:
        one = found[0]
    body = (
        _choice(found, asked, said, alone=asker.identity is not None, adding=adding)
        if one is None
        else _question(one, asked, said, others=len(found) > 1)
    )
    title = WHOSE if one is None else PASSCODE.format(name=one.called)
    kept = own_files.FORGET if ended else own_files.LOCK
    script = None if asker.identity is not None else kept
    page = own_page(title, body, status, head=HEAD, script=script)
    if ended:
        _set(request, page, "", 0)
    return page


def _of_who_is_in(own: Profile, here: bool) -> Response:
    body = _SIGNED_IN.format(
        color=own.color,
        letter=_letter(own),
        what=(OUT_HERE if here else OUT_ELSEWHERE).format(name=escape(own.called)),
        out=OUT,
    )
    return own_page(OPEN.format(name=own.called), body, head=HEAD, script=own_files.UNSAVED)


def _question(one: Profile, asked: dict[str, str], said: str, *, others: bool) -> str:
    return _QUESTION.format(
        said=_said(said),
        path=PROFILES,
        to=_hidden(asked),
        number=one.person_id,
        color=one.color,
        letter=_letter(one),
        others=_OTHERS if others else "",
        forgotten=FORGOTTEN,
    )


def _choice(
    found: list[Profile], asked: dict[str, str], said: str, *, alone: bool, adding: bool
) -> str:
    from tracker.store.profiles import COLORS

    taken = {one.color for one in found}
    first = next((color for color in COLORS if color not in taken), COLORS[0])
    colors = (
        _COLOR.format(color=one, called=one.capitalize(), checked=" checked" * (one == first))
        for one in COLORS
    )
    return _CHOICE.format(
        said=_said(said),
        path=PROFILES,
        to=_hidden(asked),
        tiles="".join(_tile(one, _screen(asked)) for one in found),
        unguarded=f"<p>{UNGUARDED}</p>\n" if any(one.passcode is None for one in found) else "",
        open=" open" if adding or not found else "",
        add=ADD,
        colors="".join(colors),
        back=_BACK if alone else "",
    )


def _tile(one: Profile, to: str) -> str:
    element, place = "button", f'name="person" value="{one.person_id}"'
    if one.passcode is not None:
        query = urlencode({"person": one.person_id, **({"to": to} if to else {})})
        element, place = "a", f'href="{PROFILES}?{escape(query)}"'
    return _TILE.format(
        element=element,
        place=place,
        color=one.color,
        letter=_letter(one),
        name=escape(one.called),
        guard="" if one.passcode is None else _GUARD,
    )


def _letter(one: Profile) -> str:
    return escape(one.called[0].upper())


def _screen(asked: dict[str, str]) -> str:
    """The screen that was asked for before; empty for the first, and for what is none."""
    return asked["to"] if asked.get("to") in ELEMENTS else ""


def _hidden(asked: dict[str, str]) -> str:
    to = _screen(asked)
    return f'<input type="hidden" name="to" value="{to}">' if to else ""


def _said(words: str) -> str:
    return f'<p class="said" role="alert">{escape(words)}</p>\n' if words else ""


def _signed_in(asker: Asker) -> int | None:
    """Whose diary this browser has open by a device of theirs."""
    return None if asker.identity is None else asker.identity.person


def _sign_in(request: Request, form: dict[str, str]) -> Response:
    from tracker.identity.passcodes import TooManyTries, WrongPasscode, check_passcode
    from tracker.store import StoreError
    from tracker.store.devices import add_device
    from tracker.store.profiles import profiles

    asker = asker_of(request.scope)
    if not asker.here:
        return RedirectResponse(PROFILES, 303)
    if _signed_in(asker) is not None:
        return _sign_out(request)  # then, with nothing kept of the other one, it is chosen
    leads_to = f"/{_screen(form)}"
    if asker.identity == THIS_COMPUTER:
        return RedirectResponse(leads_to, 303)
    store = open_database()
    try:
        people = {str(one.person_id): one for one in profiles(store)}
        one = people.get(form.get("person", ""))
        if one is None:
            return RedirectResponse(PROFILES, 303)
        if one.passcode is not None:
            check_passcode(store, one.person_id, one.passcode, form.get("passcode", ""))
        _, token = add_device(store, one.person_id, DEVICE, datetime.now(UTC), here=True)
    except WrongPasscode:
        return _page(request, form, WRONG, 403)
    except TooManyTries as refused:
        return _page(request, form, str(refused), 429)
    except StoreError as error:
        return _not_now(error)
    answer = RedirectResponse(leads_to, 303)
    _set(request, answer, token, DEVICE_LIFETIME)
    return answer


def _begin(request: Request, form: dict[str, str]) -> Response:
    from tracker.model import InvalidValue
    from tracker.store import PersonNameRefused, StoreError
    from tracker.store.profiles import add_profile

    asker = asker_of(request.scope)
    if not asker.here or _signed_in(asker) is not None:
        return RedirectResponse(PROFILES, 303)
    store = open_database()
    try:
        person = replace(_like_the_first(store), name=form.get("name", "").strip())
        add_profile(store, person, form.get("color"))
        let_in.look()  # who opened the one diary without a question chooses from now on
    except (PersonNameRefused, InvalidValue) as refused:
        return _page(request, form, str(refused), 400, adding=True)
    except StoreError as error:
        return _not_now(error)
    return RedirectResponse(PROFILES, 303)


def _like_the_first(store: Store) -> Person:
    """Who lives in the same house: their days end and their weeks begin as the first one's."""
    from tracker.model import Person

    people = store.people()
    return people[0][1] if people else Person()


def _sign_out(request: Request) -> Response:
    from tracker.store import StoreError
    from tracker.store.devices import device_of, revoke_device

    if (identity := asker_of(request.scope).identity) is not None:
        private_files.shelf.drop_for(identity)
    token = cookie(request.scope, device_cookie_name(port_of(request.scope))) or ""
    store = open_database()
    try:
        device = device_of(store, token)
        if device is None and identity is None:  # this database did not let it in: it leaves, too
            return _page(request, {}, left=True)
        if device is not None:
            revoke_device(store, device)
            let_in.look()
    except StoreError as error:
        return _not_now(error)
    return RedirectResponse(PROFILES, 303)


def _not_now(error: StoreError) -> Response:
    return own_page("Not just now", NOT_NOW.format(error=escape(str(error))), 503, head=HEAD)


def _set(request: Request, answer: Response, token: str, lifetime: int) -> None:
    name = device_cookie_name(port_of(request.scope))
    answer.headers.append("set-cookie", set_cookie(request.scope, name, token, lifetime))

"""Where the browser sends what is typed, tapped or done: saved without a run of any screen.

So it is saved, too, where the screen has been left or closed meanwhile, and where it was entered
without a connection. A browser that kept something first asks whose diary it may save into. Where
it asks for that, the answer holds what its screen shows since.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from secrets import token_bytes
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tracker.identity.identity import Identity, diary_for
from tracker.web.asking import identity_of
from tracker.web.locales import locale_of
from tracker.web.open_store import open_database

if TYPE_CHECKING:
    from tracker.store import Diary

ADDRESS = "autosave"
LARGEST = 200_000  # bytes: a text of the greatest length, thrice, and its frame
Drawn = Callable[["Diary", Any, str], dict[str, Any]]  # of a diary, what is asked for, the locale
_key = token_bytes(32)  # tickets hold for as long as this process runs


def ticket(person_id: int) -> str:
    """What lets a browser that was shown a diary save into it."""
    return f"{person_id}-{hmac.new(_key, str(person_id).encode(), 'sha256').hexdigest()}"


async def save(drawn: Drawn, request: Request) -> Response:
    """Save what a browser sends, one field or one entry, and answer what became of it."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return JSONResponse({"refused": "That is too long to be saved."}, 413)
    except ClientDisconnect:
        return Response(status_code=400)
    identity, locale = identity_of(request.scope), locale_of(request.scope)
    return JSONResponse(*await to_thread.run_sync(answer_to, identity, body, locale, drawn))


async def say_whose(request: Request) -> Response:
    """Tell a browser which diary it may save into, if any, and how; nothing that is in it."""
    identity, locale = identity_of(request.scope), locale_of(request.scope)
    answer = await to_thread.run_sync(_whose, identity, locale)
    return JSONResponse(answer, headers={"cache-control": "no-store"})


def _whose(identity: Identity, locale: str) -> dict[str, str | bool | None]:
    from tracker.library.regions import formats_of
    from tracker.store import StoreError

    try:
        diary = diary_for(open_database(), identity, None)
        person = diary.person()
        return {
            "diary": str(diary.identity()),
            "ticket": ticket(diary.person_id),
            "zone": person.time_zone,
            "region": person.region,
            "month_first": formats_of(person.region or locale).month_first,
        }
    except StoreError:  # nobody has a diary yet, or it can't be read now
        return {}


def answer_to(
    identity: Identity, body: bytes, locale: str = "", drawn: Drawn | None = None
) -> tuple[dict[str, Any], int]:
    """What becomes of it, and the status of the answer, for who asks in a browser of a locale.

    `drawn` makes what the screen shows since, where that is asked for.
    """
    # Not before it is asked for: the server listens before it knows any database.
    import json

    from tracker.model import InvalidValue
    from tracker.store import NoSuchPerson, OutcomeUnknown, PersonNameRefused, StoreError
    from tracker.web.autosave.fields import ChangedElsewhere, FieldGone, OtherDiary

    try:
        asked = json.loads(body)
        diary, known_by = diary_of_ticket(identity, _text(asked, "ticket")), _text(asked, "diary")
        if diary is None:  # of a server that has ended: whoever sent it asks for a new one
            return {"later": ""}, 403
        answer = _saved(diary, known_by, asked, locale)
        if drawn is not None and "draw" in asked:
            answer["drawn"] = drawn(diary, asked["draw"], locale)
        return answer, 200
    except ChangedElsewhere as changed:
        other = changed.said or "nothing"
        said = f"Another window says {other}, so yours is not saved. Which is right?"
        return {"other": changed.other, "said": said}, 200
    except OtherDiary:
        return {"later": ""}, 403
    except NoSuchPerson:
        return {"gone": "This diary was deleted."}, 200
    except FieldGone:
        return {"gone": "This entry was removed in another window."}, 200
    except OutcomeUnknown as error:
        return {"later": str(error), "unknown": True}, 200
    except PersonNameRefused as error:
        return {"refused": str(error)}, 200
    except StoreError as error:
        return {"later": str(error)}, 200
    except InvalidValue as error:
        return {"refused": f"Not saved. {error}"}, 200
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError):
        return {"refused": "That could not be read, so it was not saved."}, 400


def _saved(diary: Diary, known_by: str, asked: Any, locale: str) -> dict[str, Any]:
    from tracker.web.autosave.entries import save_entry
    from tracker.web.autosave.fields import OtherDiary, save_field

    if "entry" in asked:
        if str(diary.identity()) != known_by:
            raise OtherDiary(known_by)
        return {"saved": "", "version": save_entry(diary, asked["entry"])}
    name, text = _text(asked, "field"), _text(asked, "text")
    base = None if asked["base"] is None else _text(asked, "base")
    own = [one for one in asked.get("own", []) if isinstance(one, str)]
    ago = timedelta(seconds=max(0, int(asked.get("ago", 0))))
    saved = save_field(diary, name, text, base, own, ago=ago, locale=locale, known_by=known_by)
    return {"saved": saved.text, "version": saved.version, "said": saved.said}


def diary_of_ticket(asking: Identity, shown: str) -> Diary | None:
    """The diary that this ticket is for; None for others, and for one of another process.

    Whether it still is the one that was shown is looked at where it is saved into.
    """
    number = shown.partition("-")[0]
    if not number.isdecimal() or not hmac.compare_digest(shown, ticket(person_id := int(number))):
        return None
    if asking.person not in (None, person_id):
        return None
    return open_database().diary(person_id)


def _text(asked: Any, key: str) -> str:
    value = asked[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def routes(drawn: Drawn) -> list[Route]:
    """The way there; `drawn` makes what a screen shows since, and raises nothing."""
    return [
        Route(f"/{ADDRESS}", partial(save, drawn), methods=["POST"]),
        Route(f"/{ADDRESS}", say_whose, methods=["GET"]),
    ]

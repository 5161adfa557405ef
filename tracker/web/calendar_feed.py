"""The calendar that a phone or a program subscribes to, for who knows its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tracker.web.open_store import open_database

if TYPE_CHECKING:
    from tracker.store import Diary

PATH = "/calendar.ics"


def address(diary: Diary, root: str) -> str:
    """The address of a diary's calendar under the server's own."""
    return f"{root.rstrip('/')}{PATH}?token={diary.calendar_token()}"


async def _feed(request: Request) -> Response:
    return await to_thread.run_sync(_answer, request.query_params.get("token", ""))


def _answer(token: str) -> Response:
    # Not before it is asked for: the server listens before it knows any database.
    from tracker.exporting.reminder_calendar import calendar
    from tracker.store import StoreError

    try:
        diary = open_database().diary_of_calendar(token) if token else None
        if diary is None:
            return PlainTextResponse("There is no such calendar.", status_code=404)
        person = diary.person()
        ics = calendar(person, diary.reminders(), person.now())
    except StoreError:
        return PlainTextResponse("The diary can't be read just now.", status_code=503)
    return Response(
        ics,
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="backbeat.ics"'},
    )


ROUTES = [Route(PATH, _feed)]

"""The calendar that a phone or a program subscribes to, for who knows its address."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from time import monotonic

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tracker.web.open_store import open_database

PATH = "/calendar.ics"
EACH, ALL = 20, 200  # wrong secrets from one address of the network, and from all
PERIOD = 600.0  # seconds in which that many may be tried
KNOWN = 1000  # addresses that showed a right one, of which so many are remembered


class WrongSecrets:
    """Who tried secrets that open nothing; each is taken as wrong until it proves right.

    Where all together have tried too many, who showed a right one before still gets the calendar.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._tries: deque[tuple[float, str]] = deque()
        self._wrong: Counter[str] = Counter()
        self._known: dict[str, None] = {}

    def may_try(self, address: str) -> bool:
        """Count a try from an address; False where it is not even looked at."""
        now = self._now()
        while self._tries and self._tries[0][0] <= now - PERIOD:
            self._forget(self._tries.popleft()[1])
        if self._wrong[address] >= EACH:
            return False
        if len(self._tries) >= ALL and address not in self._known:
            return False
        self._tries.append((now, address))
        self._wrong[address] += 1
        return True

    def was_right(self, address: str) -> None:
        """Take back the latest try from there: it opened a calendar."""
        latest = next((one for one in reversed(self._tries) if one[1] == address), None)
        if latest is not None:
            self._tries.remove(latest)
            self._forget(address)
        self._known.pop(address, None)
        self._known[address] = None
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]

    def _forget(self, address: str) -> None:
        self._wrong[address] -= 1
        if self._wrong[address] <= 0:
            del self._wrong[address]


_wrong = WrongSecrets()


def address(token: str, root: str) -> str:
    """The address of the calendar that a secret opens, under the server's own."""
    return f"{root.rstrip('/')}{PATH}?token={token}"


async def _feed(request: Request) -> Response:
    where = request.client.host if request.client else ""
    if not _wrong.may_try(where):
        words = "Too many addresses were tried that open nothing. Try again in ten minutes."
        return PlainTextResponse(words, 429, headers={"retry-after": f"{PERIOD:.0f}"})
    answer = await to_thread.run_sync(_answer, request.query_params.get("token", ""))
    if answer.status_code == 200:
        _wrong.was_right(where)
    return answer


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

"""What screens are seen of at once, with their page or after a tap; the page where nobody answers.

The launcher gives both to the server.

Imported at every start, so it imports what draws a screen only once one is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tracker.identity.identity import diary_for
from tracker.ui.autosave_widgets.field_files import EVERY_PAGE
from tracker.ui.check_in.day_files import OFFLINE_SCRIPT, PAGE_SCRIPT
from tracker.ui.static_screen.static_screen_files import STATIC_SCRIPT
from tracker.web.static_assets import Outbox, SeenAtOnce, Visit

if TYPE_CHECKING:
    from tracker.store import Diary

loaded = Event()  # set once all that draws the check-in is imported and the diary open


def seen_at_once(make: Callable[[Diary, Visit, dict[str, str]], str]) -> Callable[[Visit], str]:
    """What `make` makes of the diary of who asks, and of what the address asks for.

    Nothing where only Streamlit can show the screen. That is so until
    :func:`tracker.ui.load_first_screen` is through, which `streamlit run` never calls, and where
    the diary can't be read or shown: the screen then says why.
    """

    def markup(visit: Visit) -> str:
        if not loaded.is_set():
            return ""
        from tracker.store import StoreError
        from tracker.web.open_store import open_database

        try:
            diary = diary_for(open_database(), visit.identity, None)
            return make(diary, visit, dict(parse_qsl(visit.query)))
        except StoreError:
            return ""
        except Exception as error:  # without it the page is whole all the same
            _note(error)
            return ""

    return markup


def drawn_since(diary: Diary, asked: Any, locale: str) -> dict[str, Any]:
    """What the check-in's day shows after a tap; nothing where only Streamlit can show it."""
    if not loaded.is_set() or not isinstance(asked, dict):
        return {}
    from tracker.store import StoreError
    from tracker.ui.check_in.day_component import day_since

    try:
        return day_since(diary, asked, locale)
    except StoreError:
        return {}
    except Exception as error:  # the tap is saved all the same
        _note(error)
        return {}


def _note(error: Exception) -> None:
    from tracker.log import noted

    sys.stderr.write(f"A screen could not be shown at once. {noted(error)}\n")


def _day(diary: Diary, visit: Visit, asked: dict[str, str]) -> str:
    from tracker.ui.check_in.day_in_page import day_in_page
    from tracker.ui.who import who_markup

    who = who_markup(visit.identity)
    return day_in_page(diary, asked.get("day", ""), visit.locale, who, visit.style)


def _week(diary: Diary, visit: Visit, asked: dict[str, str]) -> str:
    from tracker.ui.static_screen.screen import static_screen
    from tracker.ui.static_screen.week import week_parts

    return static_screen(
        "week", diary, visit, lambda places: week_parts(diary, asked.get("week", ""), places)
    )


def _trends(diary: Diary, visit: Visit, asked: dict[str, str]) -> str:
    from tracker.ui.static_screen.screen import static_screen
    from tracker.ui.static_screen.trends import trends_parts

    return static_screen("trends", diary, visit, lambda places: trends_parts(diary, asked, places))


def _offline_markup() -> str:
    from tracker.ui.check_in.offline_page import offline_page

    return offline_page()


OUTBOX = Outbox(EVERY_PAGE, OFFLINE_SCRIPT, _offline_markup)
AT_ONCE = {
    "": SeenAtOnce("day.js", PAGE_SCRIPT, seen_at_once(_day)),
    "week": SeenAtOnce("static-screen.js", STATIC_SCRIPT, seen_at_once(_week)),
    "trends": SeenAtOnce("static-screen.js", STATIC_SCRIPT, seen_at_once(_trends)),
}

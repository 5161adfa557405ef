"""What the check-in's page holds when it is sent, and the page where nobody answers.

The launcher gives both to the server.

Imported at every start, so it imports what draws a day only once one is asked for.
"""

import sys
from threading import Event
from urllib.parse import parse_qs

from tracker.identity.identity import Identity, diary_for
from tracker.ui.autosave_widgets.field_files import EVERY_PAGE
from tracker.ui.check_in.day_files import OFFLINE_SCRIPT, PAGE_SCRIPT
from tracker.web.static_assets import DayInPage, Outbox

loaded = Event()  # set once all that draws the check-in is imported and the diary open


def day_markup(identity: Identity, query: str, locale: str = "") -> str:
    """The day that the query of an address asks for; empty where only Streamlit can show it.

    That is so until :func:`tracker.ui.load_first_screen` is through, which `streamlit run` never
    calls, and where the diary can't be read or shown: the screen then says why.

    Parameters
    ----------
    identity
        Who asks.
    query
        What stands behind the question mark of an address, as sent.
    locale
        The browser's, whose manner of writing days and numbers is followed where the person chose
        no region; empty: ours.
    """
    if not loaded.is_set():
        return ""
    from tracker.store import StoreError
    from tracker.ui.check_in.day_in_page import day_in_page
    from tracker.ui.who import who_markup
    from tracker.web.open_store import open_database

    asked = parse_qs(query).get("day", [""])[-1]
    try:
        diary = diary_for(open_database(), identity, None)
        return day_in_page(diary, asked, locale, who_markup(identity))
    except StoreError:
        return ""
    except Exception as error:  # without the day the page is whole all the same
        from tracker.log import noted

        sys.stderr.write(f"The day could not be shown at once. {noted(error)}\n")
        return ""


def _offline_markup() -> str:
    from tracker.ui.check_in.offline_page import offline_page

    return offline_page()


OUTBOX = Outbox(EVERY_PAGE, OFFLINE_SCRIPT, _offline_markup)
DAY = DayInPage(PAGE_SCRIPT, day_markup)

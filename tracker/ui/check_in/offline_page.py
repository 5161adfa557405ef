"""Today's check-in where there is no connection: the same for everybody, with nobody's entries.

The browser keeps this page with the program's files (`tracker/web/worker.js`). Its script
(`offline.js`) says which day it is and for whose diary what is entered waits.
"""

from __future__ import annotations

import json

from tracker import library
from tracker.model import NOTE_LIMIT
from tracker.ui.check_in import day_files
from tracker.ui.check_in.activities import USUAL_KINDS, USUAL_MINUTES
from tracker.ui.check_in.day_markup import head_markup, note_markup, pain_markup
from tracker.ui.formatting import capital, html
from tracker.ui.navigation import FIRST, frame_markup

STATUS = "Every tap is kept on this device at once"
HINT = "Kept on this device as you type"
NONE_KEPT = "Nothing waits on this device."
ONE_KEPT = "1 entry waits on this device and is not in your diary yet."
MANY_KEPT = "{count} entries wait on this device and are not in your diary yet."
_PANEL = f"""
<section class="bb-panel" aria-label="No connection">
<h2>No connection to your diary</h2>
<div class="known" hidden><p>What you enter is kept on this device, with its time, and sent when the
connection is back. What your diary holds already is not on this device.</p>
<p class="kept" role="status" data-none="{NONE_KEPT}" data-one="{ONE_KEPT}"
data-many="{MANY_KEPT}"></p></div>
<p class="unknown" hidden>Open Backbeat here once with a connection. From then on you can also check
in without one.</p>
<p class="line" role="status" hidden>The connection is back. <a href="">Open your diary</a></p>
</section>
"""


def offline_page() -> str:
    """The page's body; `{date}` and `{day}` stand for the day, which the browser knows."""
    note = {"face": "area", "label": "Note", "placeholder": "", "hint": HINT, "limit": NOTE_LIMIT}
    given = html(json.dumps({"status": STATUS, "note": note}))
    day = (
        head_markup("{day}", STATUS)
        + pain_markup("{date}", "{day}", None)
        + _activities()
        + _none()
        + note_markup("{date}", "")
    )
    return (
        f'<main id="day-in-page">{frame_markup(FIRST, "")}<div class="entry">{_PANEL}'
        f'<div class="own" data-given="{given}"><template>'
        f'<style>{day_files.OFFLINE_CSS}</style><div class="day">{day}</div></template></div>'
        "</div></main>"
    )


def _activities() -> str:
    """The usual kinds and minutes; what this person did lately is in the diary."""
    kinds = "".join(
        f'<button type="button" value="{html(kind.name)}" data-intensity="{kind.intensity}" '
        f'aria-pressed="false">{html(capital(kind.name))}</button>'
        for kind in library.activity_kinds()[:USUAL_KINDS]
    )
    minutes = "".join(
        f'<button type="button" value="{number}" aria-pressed="false">{number}</button>'
        for number in USUAL_MINUTES
    )
    return (
        '<section data-part="activity" class="more"><h2>Activity</h2><ul></ul><template><li>'
        '<span data-says="{activity}, {minutes} min"></span>'
        '<button type="button">Remove</button></li></template>'
        f'<div class="chips" role="group" aria-label="What you did" data-of="kinds">{kinds}</div>'
        '<div class="chips" role="group" aria-label="Minutes" data-of="minutes">'
        f'{minutes}</div><button type="button" class="add" disabled>Add</button></section>'
    )


def _none() -> str:
    return (
        '<section data-part="none" class="more"><h2>None today</h2><div class="chips">'
        '<button type="button" data-none="no_activity" aria-pressed="false">No activity</button>'
        '<button type="button" data-none="no_exercises" aria-pressed="false">No exercises</button>'
        "</div></section>"
    )

"""The check-in as our server sends it with the page: read and tapped before Streamlit is there.

Its day is the markup, the rules and the scripts of the day's component, which takes over what is
there once Streamlit has drawn it; the rest is imitated until then (`rest_in_page`).
"""

from __future__ import annotations

import json

from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import way_to
from tracker.ui.check_in import day_files, saving
from tracker.ui.check_in.beside import panels_below, week_so_far
from tracker.ui.check_in.day_component import browser_data, shown_day
from tracker.ui.check_in.day_strip import read_strip
from tracker.ui.check_in.prompts import WELCOME
from tracker.ui.check_in.rest_in_page import rest_beside, rest_in_page
from tracker.ui.check_in.undo import steps_now
from tracker.ui.diary_cache import this_week
from tracker.ui.formatting import html
from tracker.ui.navigation import FIRST, frame_markup
from tracker.ui.period_picker import day_in_address
from tracker.ui.regional import written_for
from tracker.ui.static_screen.controls import HELP

LATE = (
    "The rest of this screen has not come yet. What you tap and type above is kept; what you tap "
    "below is saved once it has come. "
    '<a href="">Load it again</a>'
)


def day_in_page(diary: Diary, asked: str, locale: str = "", who: str = "", style: str = "") -> str:
    """The strip, heading, pain, note and Undo of a day; beside them the week, and what was before.

    `asked` is the day in the address; where it may not be entered, today is shown. It is written
    as in the person's region, or else in the `locale` of the browser; `who` stands in the frame.
    What is below the day comes with it where the address of our rules, `style`, is known.
    Raises a :class:`tracker.store.StoreError` where the diary can't be read.
    """
    with diary.snapshot() as now:
        person = now.person()
        today = person.today()
        day = day_in_address(asked, today) or today
        first_day = now.first_day()
        strip = read_strip(now, day, today)
        status = saving.SAVES_AT_ONCE
        with written_for(person.region or locale):
            shown = shown_day(now.check_in(day), steps_now(now), day, today, strip, status)
            week_panel = week_so_far(this_week(now, person, today), today, first_day)
            data = browser_data(way_to(now), shown, first_day, week_panel)
            rest, whole = rest_in_page(now, person, day, first_day, style)
    with written_for(person.region or locale):
        below = panels_below(diary, person, day, today, first_day)
        beside = "".join(f"<div>{panel}</div>" for panel in (week_panel, *below))
        beside += rest_beside(diary, day, today, first_day)
    markup = data.pop("markup")
    given = data | {"today": today.isoformat(), "zone": person.time_zone}
    region = f' data-region="{person.region}"' if person.region else ""
    return (
        f'<div id="day-in-page" class="{"" if whole else "cut"}"{region}>'
        f'{frame_markup(FIRST, who, HELP)}<div class="entry">'
        f"{WELCOME if first_day is None else ''}"
        f'<div class="own" data-given="{html(json.dumps(given))}"><template shadowrootmode="open">'
        f'<style>{day_files.CSS}</style><div class="day">{markup}</div></template></div>'
        f'<p class="late" role="status" hidden>{LATE}</p>{rest}</div>'
        f'<div class="beside">{beside}</div></div>'
    )

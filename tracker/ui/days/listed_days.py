"""Days as a list, and the search in all of them: drawn and searched by the browser."""

from datetime import date
from pathlib import Path

import streamlit as st

from tracker.store import Diary
from tracker.ui.day_entries import DayEntries
from tracker.ui.days.day_rows import ICONS, all_rows, rows

WANTED = "days-wanted"  # the search has been entered: the next run sends the whole diary's days
MANY = "{n} of {total} days"
ONE = "1 of {total} days"
NONE = "No day has all of these words. Try fewer, or only the beginning of one."
LABEL = "Search your days"
HINT = "Notes, exercises, medicines, dates…"


def _read(*names: str) -> str:
    return "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


_list = st.components.v2.component(
    "backbeat_day_list",
    html='<ol class="bb-day-list" aria-label="Days with entries"></ol>',
    js=_read("day_row.js", "day_list.js"),
    isolate_styles=False,
)
_search = st.components.v2.component(
    "backbeat_day_search",
    html=(
        f'<div class="bb-day-search" role="search" data-many="{MANY}" data-one="{ONE}" '
        f'data-none="{NONE}"><label class="bb-hidden" for="bb-day-search">{LABEL}</label>'
        f'<input type="search" id="bb-day-search" placeholder="{HINT}" autocomplete="off" '
        'autocapitalize="none" spellcheck="false" enterkeyhint="search">'
        '<p class="bb-found" role="status"></p>'
        '<ol class="bb-day-list" aria-label="Days found"></ol>'
        '<button type="button" hidden>Show more</button></div>'
    ),
    js=_read("../number_text.js", "day_row.js", "finding.js", "day_search.js"),
    isolate_styles=False,
)


def show_days(month: date, entries: DayEntries) -> None:
    """Draw the days of a month with anything entered, newest first."""
    _list(key=f"day-list-{month:%Y-%m}", data={**rows(entries, year=False), "icons": ICONS})


@st.fragment
def search_days(diary: Diary) -> None:
    """Ask for words; the days that have all of them take the place of the month."""
    all_days = all_rows(diary) if st.session_state.pop(WANTED, False) else None
    _search(
        key="day-search",
        data={"version": f"{diary.identity()}/{diary.version()}", "all": all_days, "icons": ICONS},
        on_wanted_change=_want,
    )


def _want() -> None:
    st.session_state[WANTED] = True

"""The frame around every screen: name, ways to the screens, help."""

from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from tracker.library import help_panel
from tracker.places import PAGES
from tracker.ui.formatting import html
from tracker.ui.who import who_markup
from tracker.web.asking import identity_of_run

FIRST = "check_in"
# What the screens are called, by the files of their pages: those of the menu, and two that are
# led to from others.
NAMED = {
    FIRST: "Check in",
    "week": "Week",
    "trends": "Trends",
    "days": "Days",
    "exercises": "Exercises",
    "report": "Report",
    "data": "My data",
    "settings": "Settings",
}
# What the ways to them are called, on screens that lead there.
ALL_DAYS, SCORES = "All days, one by one", "Questionnaires and their scores"
HIDDEN = {"session": "Session", "questionnaires": "Questionnaires"}


def screens() -> list[StreamlitPage]:
    """The screens in the order of the menu, and after them those that it doesn't name."""
    return [_screen(name, title) for name, title in (NAMED | HIDDEN).items()]


def _screen(name: str, title: str) -> StreamlitPage:
    return st.Page(
        PAGES / f"{name}.py",
        title=title,
        url_path=None if name == FIRST else name,
        default=name == FIRST,
        visibility="hidden" if name in HIDDEN else "visible",
    )


def frame() -> None:
    """Draw what stands above every screen; on a phone the menu sits below, at the thumb.

    The settings, last of the screens and seldom wanted, stay above beside the help.
    """
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        st.html(frame_markup(who=who_markup(identity_of_run())))
        with st.popover("When to get help", key="help", type="tertiary"):
            st.html(_help(st.context.locale))


def frame_markup(here: str = "", who: str = "", beside: str = "") -> str:
    """The name, the ways to the screens and, of several people, `who` it is.

    Which screen is open is `here`, or else said by page.js; `beside` stands at the end.
    """
    menu, settings = _ways(here)
    return (
        '<header class="bb-frame"><span class="bb-brand">Backbeat</span>'
        f'<nav class="bb-menu" aria-label="Screens">{menu}</nav>{who}{settings}{beside}</header>'
    )


@cache
def _ways(here: str) -> tuple[str, str]:
    *menu, settings = (_way(name, title, name == here) for name, title in NAMED.items())
    return "".join(menu), settings


def _way(name: str, title: str, is_here: bool) -> str:
    place = "./" if name == FIRST else name
    current = ' aria-current="page"' if is_here else ""
    return f'<a href="{place}"{current}>{title}</a>'


@st.cache_resource(show_spinner=False)
def _help(locale: str | None) -> str:
    panel = help_panel()
    levels = (
        f"<h3>{html(panel.heading(level, locale))}</h3>"
        f"<ul>{''.join(f'<li>{html(sign)}</li>' for sign in level.signs)}</ul>"
        for level in panel.levels
    )
    what_it_is_not = "".join(f"<p>{html(line)}</p>" for line in panel.what_it_is_not)
    # Focusable, so that it scrolls by keyboard where it is taller than the screen.
    scrolled = 'tabindex="0" role="region" aria-label="Help"'
    return f'<div class="bb-help" {scrolled}>{"".join(levels)}{what_it_is_not}</div>'

"""A screen of parts under its frame, as markup that brings its own rules."""

from collections.abc import Callable, Iterable

from tracker.charts import svg
from tracker.store import Diary
from tracker.ui.formatting import html
from tracker.ui.navigation import frame_markup
from tracker.ui.regional import written_for
from tracker.ui.static_screen.chart_places import COOKIE, UNKNOWN, ChartPlaces, read_places
from tracker.ui.static_screen.controls import HELP
from tracker.ui.static_screen.static_screen_files import CSS
from tracker.ui.who import who_markup
from tracker.web.static_assets import Visit

LATE = (
    "The rest of this screen has not come yet. You can read and leave it. "
    '<a href="">Load it again</a>'
)


def static_screen(
    screen: str, diary: Diary, visit: Visit, make: Callable[[ChartPlaces], Iterable[str]]
) -> str:
    """The screen of that name, of the parts that `make` makes; empty where there are none.

    It is a tree of its own, which no script of the page that comes finds. It is written as in the
    person's region, or else in the browser's. Charts are drawn for places as they were at the last
    visit; where they cannot be drawn at once, or nothing is known of their places, they are left
    to Streamlit.
    """
    places = read_places(visit.cookies.get(COOKIE, "")) if svg.ready() else UNKNOWN
    with written_for(diary.person().region or visit.locale):
        parts = "".join(make(places))
    if not parts:
        return ""
    return (
        f'<div id="static-screen" data-dark="{str(places.dark).lower()}">'
        f'<template shadowrootmode="open"><link rel="stylesheet" href="{visit.style}">'
        f"<style>{CSS}</style>{frame_markup(screen, who_markup(visit.identity), HELP)}"
        f'<main class="stMainBlockContainer" data-testid="stMainBlockContainer">{parts}'
        f'<p class="late" role="status" hidden>{LATE}</p></main></template></div>'
    )


def part(markup: str) -> str:
    """A part that is markup on the screen itself, too."""
    return f'<div class="stHtml" data-testid="stHtml">{markup}</div>' if markup else ""


def title(said: str) -> str:
    """The heading of a screen."""
    return f"<h1>{html(said)}</h1>"

"""The words of charts are as large as the page's, and have the room for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import LAPTOP, Window, eventually, settle
from tests.running import Server

SIZES = {"Normal": 1.0, "Large": 1.125, "Larger": 1.25}
NARROW = (320, 640)
CHARTS = {"/trends": 1, "/week": 2}
DRAWN = """() => [...document.querySelectorAll('svg.marks text')]
    .filter(one => one.getBoundingClientRect().width)
    .map(one => parseFloat(getComputedStyle(one).fontSize))"""
# Words of a chart that are cut, run out of it, or lie over others: so many pixels, both ways.
CRAMPED = """() => [...document.querySelectorAll('svg.marks')].flatMap(chart => {
    const edge = chart.getBoundingClientRect();
    const words = [...chart.querySelectorAll('text')]
        .map(one => ({said: one.textContent, box: one.getBoundingClientRect()}))
        .filter(one => one.box.width);
    const outside = words.filter(({said, box}) => said.includes('…')
        || box.left < edge.left - 2 || box.right > edge.right + 2
        || box.top < edge.top - 2 || box.bottom > edge.bottom + 2);
    const over = words.flatMap((one, at) => words.slice(0, at)
        .filter(other =>
            Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) > 2
            && Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
                > one.box.height / 3)
        .map(other => ({said: `${one.said} over ${other.said}`})));
    return [...outside, ...over].map(one => one.said);
})"""


def choose(page: Page, size: str) -> None:
    """Tap a size of text in Settings."""
    page.get_by_role("group", name="Text size").get_by_role("radio", name=size, exact=True).check()


def sizes(page: Page) -> set[float]:
    return set(page.evaluate(DRAWN))


def charts(page: Page, server: Server, path: str) -> None:
    """A screen with its charts drawn."""
    page.goto(f"{server.address}{path}")
    settle(page)
    expect(page.locator("svg.marks")).to_have_count(CHARTS[path])


@pytest.mark.parametrize("path", CHARTS)
def test_charts_are_written_as_large_as_the_person_chose_without_a_word_in_the_way(
    window: Window, a_year: Server, path: str
) -> None:
    page = window.open(f"{a_year.address}/settings", NARROW)
    for name, times in SIZES.items():
        page.goto(f"{a_year.address}/settings")
        settle(page)
        choose(page, name)
        charts(page, a_year, path)
        assert sizes(page) == {12 * times, 14 * times}
        assert page.evaluate(CRAMPED) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_what_is_shown_on_request_has_its_room_too(window: Window, a_year: Server) -> None:
    page = window.open(f"{a_year.address}/settings", NARROW)
    choose(page, "Larger")
    charts(page, a_year, "/trends")
    for name in ("Worst pain", "Interference", "Sleep", "Time of day", "Where it hurt"):
        page.get_by_role("button", name=name).click()
        settle(page)
    expect(page.get_by_text("Where it hurt", exact=True).last).to_be_attached()
    assert page.evaluate(CRAMPED) == []


def test_a_chart_that_is_drawn_follows_what_is_chosen_elsewhere(
    window: Window, a_year: Server
) -> None:
    page = window.open(f"{a_year.address}/settings", LAPTOP)
    other = window.tab(page)
    charts(other, a_year, "/trends")
    high = other.locator("svg.marks").bounding_box()
    choose(page, "Larger")
    eventually(other, lambda: sizes(other) == {15.0, 17.5})
    higher = other.locator("svg.marks").bounding_box()
    assert high
    assert higher
    assert higher["height"] > 1.2 * high["height"]


@contextmanager
def text_of(page: Page, pixels: int) -> Iterator[None]:
    """The browser's own size of text, as somebody set it for every site."""
    devtools = page.context.new_cdp_session(page)
    try:
        devtools.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
        yield
    finally:
        devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
        devtools.detach()


@pytest.mark.parametrize("path", CHARTS)
def test_text_of_twice_the_size_in_the_browser_is_twice_as_large_in_charts(
    window: Window, a_year: Server, path: str
) -> None:
    page = window.open(f"{a_year.address}/settings", LAPTOP)
    with text_of(page, 32):
        charts(page, a_year, path)
        assert sizes(page) == {24, 28}
        assert page.evaluate(CRAMPED) == []
        menu = page.locator(".bb-menu a:visible")
        edges = menu.evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
        assert max(edges) <= LAPTOP[0], "the menu stays within the window"


def test_who_comes_back_from_the_browsers_settings_finds_charts_of_the_new_size(
    window: Window, a_year: Server
) -> None:
    page = window.open(f"{a_year.address}/settings", LAPTOP)
    charts(page, a_year, "/trends")
    assert sizes(page) == {12, 14}
    with text_of(page, 32):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        eventually(page, lambda: sizes(page) == {24, 28})

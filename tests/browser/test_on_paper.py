"""Screens on paper: what is read and nothing that is pressed, black on white in either theme."""

from datetime import date
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import LAPTOP, PHONE, Window, rest, until
from tests.pages.builders import ago
from tests.running import Server

PRESSED = "button, input, select, textarea, [role=combobox], .st-key-top, .bb-menu"
PRINTED = {
    "/week": ".bb-days",
    "/trends": "[data-testid=stVegaLiteChart]",
    "/days": ".bb-cal",
    "/report": ".bb-page",
}


def on_paper(page: Page) -> Page:
    page.emulate_media(media="print")
    rest(page)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PRINTED)
def test_what_is_printed_is_what_is_read(
    window: Window, a_year: Server, path: str, theme: Literal["light", "dark"]
) -> None:
    page = on_paper(window.open(f"{a_year.address}{path}", PHONE, theme))
    expect(page.locator(PRINTED[path]).first).to_be_visible()
    assert seen(page, PRESSED, "one.outerHTML.slice(0, 120)") == []
    colours = page.evaluate(
        """() => ["body", ".stApp", "[data-testid=stMain]"].map(
            name => getComputedStyle(document.querySelector(name)).backgroundColor)"""
    )
    assert set(colours) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    words = "[data-testid=stHeading] h1, [data-testid=stHeading] h2, .bb-row-note, .bb-panel p"
    inks = seen(page, words, "getComputedStyle(one).color")
    assert {*inks} <= {"rgb(0, 0, 0)", "rgb(58, 70, 76)"}
    assert bool(inks) == (path != "/report"), "of the report only its pages are printed"


def seen(page: Page, selector: str, what: str) -> list[str]:
    """Something of each of them that is seen, read in one moment."""
    found: list[str] = page.locator(selector).evaluate_all(
        f"""found => found
            .filter(one => one.checkVisibility({{visibilityProperty: true}}))
            .filter(one => {{
                const box = one.getBoundingClientRect();
                return box.width && box.height;
            }})
            .map(one => {what})"""
    )
    return found


def test_a_long_screen_is_printed_to_its_end_and_no_day_is_cut(
    window: Window, a_year: Server, today: date
) -> None:
    month = f"{ago(today, 31):%Y-%m}"  # today's may have begun today
    page = on_paper(window.open(f"{a_year.address}/days?month={month}"))
    assert (
        page.evaluate(
            """() => getComputedStyle(document.querySelector("[data-testid=stMain]")).overflowY"""
        )
        == "visible"
    )
    rows = page.locator(".bb-day-row")
    assert rows.first.evaluate("row => getComputedStyle(row).breakInside") == "avoid"
    assert page.pdf().count(b"/Type /Page\n") > 1


def test_a_chart_drawn_for_the_dark_is_printed_dark_on_white(
    window: Window, a_year: Server
) -> None:
    page = on_paper(window.open(f"{a_year.address}/trends", theme="dark"))
    chart = page.locator("[data-testid=stVegaLiteChart]")
    assert "invert(1)" in chart.evaluate("chart => getComputedStyle(chart).filter")


@pytest.mark.parametrize("path", ["/week", "/trends", "/days"])
def test_print_is_the_browsers_own(window: Window, a_year: Server, path: str) -> None:
    page = window.open(f"{a_year.address}{path}")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    asked = page.evaluate("window.asked")
    page.get_by_role("button", name="Print", exact=True).click()
    until(page, "window.printed")
    assert page.evaluate("window.asked") == asked, "no run of the server"


A4 = 182 / 25.4 * 96  # pixels between its margins


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
@pytest.mark.parametrize("path", ["/week", "/trends"])
def test_charts_are_drawn_anew_as_wide_as_the_paper_by_the_button(
    window: Window, a_year: Server, path: str, size: tuple[int, int]
) -> None:
    page = window.open(f"{a_year.address}{path}", size)
    page.bring_to_front()  # one in the background draws nothing anew
    expect(page.locator("svg.marks").first).to_be_visible()
    page.evaluate("""() => { window.print = () => {
        window.printed = [...document.querySelectorAll("svg.marks")].map(
            chart => chart.getBoundingClientRect().width)
    }; }""")
    page.get_by_role("button", name="Print", exact=True).click()
    widths = until(page, "window.printed")
    assert widths
    assert widths == pytest.approx([A4] * len(widths), abs=20)


@pytest.mark.parametrize("path", ["/week", "/trends"])
def test_no_room_is_left_empty_around_a_chart_that_is_made_smaller_for_paper(
    window: Window, a_year: Server, path: str
) -> None:
    page = window.open(f"{a_year.address}{path}", LAPTOP)
    page.set_viewport_size({"width": 690, "height": 900})  # no script runs while one prints
    on_paper(page)
    empty = page.evaluate("""() => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
        .map(chart => chart.closest("[class*=st-key]").clientHeight
            - chart.querySelector("svg.marks").getBoundingClientRect().height)""")
    assert empty
    assert max(empty) < 40

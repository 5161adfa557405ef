"""Week's bars and its year say what is touched, and open it."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, grave, settle
from tests.running import Server
from tracker.analysis.weeks import week_of
from tracker.formatting import day_text, span_text
from tracker.model import WeekStart


def week(window: Window, server: Server, size: tuple[int, int] = LAPTOP) -> Page:
    page = window.open(server.address, size=size)
    page.goto(f"{page.url.split('?')[0]}week")
    settle(page)
    return page


def chart(page: Page, name: str) -> tuple[Locator, Locator]:
    """A chart in the middle of the window, and its panel."""
    charts = page.locator("[data-testid=stVegaLiteChart] svg.marks")
    drawn = charts.first if name == "weeks" else charts.last
    expect(drawn).to_be_visible()
    drawn.evaluate("one => one.scrollIntoView({block: 'center'})")
    return drawn, page.locator(f".bb-picked[data-chart={name}]")


def over(drawn: Locator, across: float, pixels: float) -> tuple[float, float]:
    """A place so many pixels below the upper edge of a chart."""
    box = drawn.bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + pixels


@pytest.fixture
def today(a_year: Server) -> date:
    with opened(a_year.database) as diary:
        return diary.person().today()


def test_a_bar_says_its_week_without_the_server_and_a_click_opens_it(
    window: Window, a_year: Server, today: date
) -> None:
    page = week(window, a_year)
    drawn, panel = chart(page, "weeks")
    before = page.evaluate("window.asked")
    first, last = week_of(today - timedelta(weeks=2), WeekStart.MONDAY)
    row = over(drawn, 0.2, 28 + 2.5 * 46)
    page.mouse.move(*row)
    title = panel.locator(".bb-picked-title")
    eventually(page, lambda: title.inner_text() == span_text(first, last))
    assert page.evaluate("window.asked") == before
    page.mouse.click(*row)
    year, number, _ = first.isocalendar()
    page.wait_for_url(f"**/week?week={year}-W{number:02}")


def test_weeks_are_stepped_through_and_opened_by_keyboard(
    window: Window, a_year: Server, today: date
) -> None:
    page = week(window, a_year)
    _, panel = chart(page, "weeks")
    panel.get_by_role("button", name="Week before").focus()
    page.keyboard.press("Enter")
    first, last = week_of(today - timedelta(weeks=1), WeekStart.MONDAY)
    expect(panel.locator(".bb-picked-title")).to_have_text(span_text(first, last))
    panel.get_by_role("link", name="Open this week").press("Enter")
    page.wait_for_url("**/week?week=*")


def test_a_cell_of_the_year_says_its_day_to_a_finger_and_opens_by_its_panel(
    window: Window, a_year: Server, today: date
) -> None:
    page = week(window, a_year, PHONE)
    drawn, panel = chart(page, "year")
    before = page.evaluate("window.asked")
    page.touchscreen.tap(*over(drawn, 0.12, 4 + 4.5 * 17))
    link = panel.get_by_role("link", name="Open this day")
    title = panel.locator(".bb-picked-title")
    eventually(page, lambda: title.inner_text() != day_text(today))
    assert title.inner_text().startswith("Thu "), "the fourth row"
    assert page.evaluate("window.asked") == before
    href = link.get_attribute("href") or ""
    link.tap()
    page.wait_for_url(f"**/{href.removeprefix('./')}")


def test_the_key_of_the_year_opens_nothing(window: Window, a_year: Server) -> None:
    page = week(window, a_year)
    drawn, _ = chart(page, "year")
    page.mouse.click(*over(drawn, 0.2, 335))
    settle(page)
    assert page.url.endswith("/week")


def test_the_year_shows_pain_instead(window: Window, a_year: Server, today: date) -> None:
    page = week(window, a_year)
    chart(page, "year")
    page.get_by_role("radio", name="Pain").click()
    settle(page)
    expect(page.get_by_role("heading", name=f"Pain day by day, {today.year}")).to_be_visible()
    assert grave(page) == []

"""Trends by mouse, finger and keyboard: the browser alone says the day that is touched."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, grave, settle
from tests.running import Server
from tracker.formatting import day_text
from tracker.model import Person

RULE = "[class*=st-key-trends-chart] svg.marks .mark-rule [stroke='#1D2A31'], "
RULE += "[class*=st-key-trends-chart] svg.marks .mark-rule [stroke='#1d2a31']"


def trends(
    window: Window, server: Server, size: tuple[int, int] = LAPTOP, query: str = ""
) -> tuple[Page, Locator]:
    """The screen, and its chart in view."""
    page = window.open(f"{server.address}", size=size)
    page.goto(f"{page.url.split('?')[0]}trends{query}")
    settle(page)
    chart = page.locator("[class*=st-key-trends-chart] svg.marks")
    chart.scroll_into_view_if_needed()
    expect(chart.locator("path").first).to_be_attached()
    return page, chart


def test_a_chart_is_drawn_without_a_warning(window: Window, a_year: Server) -> None:
    page = window.open(a_year.address)
    said: list[str] = []
    window.note(page, "console", lambda one: said.append(f"{one.type}: {one.text}"))
    page.goto(f"{a_year.address}/trends")
    settle(page)
    expect(page.locator("svg.marks .mark-symbol path").first).to_be_attached()
    assert [one for one in said if "WARN" in one or one.startswith("error")] == []


def at(chart: Locator, across: float, down: float = 0.3) -> tuple[float, float]:
    """A place in the window, by shares of the chart's width and height."""
    box = chart.bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def height(chart: Locator) -> float:
    box = chart.bounding_box()
    return box["height"] if box else 0


def shown(page: Page) -> str:
    return page.locator(".bb-picked-title").inner_text()


def asked(page: Page) -> int:
    """How often the page has asked the server for anything so far."""
    return int(page.evaluate("window.asked"))


@pytest.fixture
def today(a_year: Server) -> date:
    with opened(a_year.database) as diary:
        person: Person = diary.person()
    return person.today()


def test_the_nearest_day_is_said_under_a_pointer_anywhere_without_the_server(
    window: Window, a_year: Server, today: date
) -> None:
    page, chart = trends(window, a_year)
    before = asked(page)
    for down in (0.1, 0.5, 0.85):  # in each of the panels, not on a dot
        page.mouse.move(*at(chart, 0.98, down))
        eventually(page, lambda: shown(page) == day_text(today))
        page.mouse.move(*at(chart, 0.03, down))
        eventually(page, lambda: shown(page) == day_text(today - timedelta(days=83)))
    expect(page.locator(RULE)).to_have_count(1)
    assert asked(page) == before


def test_the_panel_says_what_the_diary_says(window: Window, a_year: Server, today: date) -> None:
    page, chart = trends(window, a_year)
    with opened(a_year.database) as diary:
        noted = [c for c in diary.check_ins(today - timedelta(days=83), today) if c.note][-1]
        minutes = sum(a.minutes for a in diary.activities(noted.date, noted.date))
    page.locator(".bb-picked [data-step='1']").focus()
    page.keyboard.press("End")
    for _ in range((today - noted.date).days):
        page.keyboard.press("ArrowLeft")
    assert shown(page) == day_text(noted.date)
    panel = page.locator(".bb-picked")
    expect(panel).to_contain_text(f"Pain {noted.pain:g}")
    expect(panel.locator(".bb-picked-note")).to_have_text(noted.note)
    if minutes:
        expect(panel).to_contain_text("active minute")
    assert chart.is_visible()


def test_days_are_stepped_through_by_keyboard_and_opened_by_enter(
    window: Window, a_year: Server, today: date
) -> None:
    page, _ = trends(window, a_year)
    before = asked(page)
    back = page.get_by_role("button", name="Day before")
    back.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    wanted = today - timedelta(days=2)
    assert shown(page) == day_text(wanted)
    expect(page.locator(RULE)).to_have_count(1)
    assert asked(page) == before
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?day={wanted}")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{wanted.day} {wanted:%B}")


def test_a_click_opens_the_day(window: Window, a_year: Server, today: date) -> None:
    page, chart = trends(window, a_year)
    page.mouse.click(*at(chart, 0.98, 0.6))
    page.wait_for_url(f"**/?day={today}")


def test_a_click_by_an_unsteady_hand_opens_the_day_and_is_no_drag(
    window: Window, a_year: Server, today: date
) -> None:
    page, chart = trends(window, a_year, query="?range=1y")
    across, down = at(chart, 0.5)
    page.mouse.move(across, down)
    page.mouse.down()
    page.mouse.move(across + 3, down + 1, steps=3)
    page.mouse.up()
    page.wait_for_url("**/?day=*")
    settle(page)
    assert "from=" not in page.url
    page.go_back()
    settle(page)
    assert page.url.endswith("/trends?range=1y")


def test_a_finger_shows_the_day_and_the_panel_opens_it(
    window: Window, a_year: Server, today: date
) -> None:
    page, chart = trends(window, a_year, PHONE, "?range=4w")
    before = asked(page)
    page.touchscreen.tap(*at(chart, 0.98, 0.5))
    eventually(page, lambda: shown(page) == day_text(today))
    page.touchscreen.tap(*at(chart, 0.085, 0.5))
    eventually(page, lambda: shown(page) == day_text(today - timedelta(days=27)))
    assert asked(page) == before
    assert page.url.endswith("/trends?range=4w")
    page.get_by_role("link", name="Open this day").tap()
    page.wait_for_url(f"**/?day={today - timedelta(days=27)}")


def test_a_drag_shows_its_days_and_keeps_them_in_the_url(
    window: Window, a_year: Server, today: date
) -> None:
    page, chart = trends(window, a_year)
    before = asked(page)
    page.mouse.move(*at(chart, 0.5))
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(*at(chart, 0.5 + 0.499 * step / 10))
    assert asked(page) == before, "while it is dragged nothing is asked for"
    page.mouse.up()
    page.wait_for_url(f"**/trends?from=*&to={today}")
    settle(page)
    assert asked(page) == before + 1
    first = date.fromisoformat(page.url.split("from=")[1][:10])
    assert abs((today - first).days - 41) <= 2
    expect(page.get_by_role("radio", name="Dates")).to_be_checked()
    chart.scroll_into_view_if_needed()
    page.mouse.move(*at(chart, 0.05))
    eventually(page, lambda: shown(page) == day_text(first))


def test_years_are_stretches_that_open_their_days(window: Window, a_year: Server) -> None:
    page, chart = trends(window, a_year, query="?from=2020-01-06&to=2026-11-01")
    page.mouse.move(*at(chart, 0.98))
    page.get_by_role("link", name="Show these days").click()
    page.wait_for_url("**/trends?from=*&to=*")
    settle(page)
    first, last = (
        date.fromisoformat(page.url.split(f"{name}=")[1][:10]) for name in ("from", "to")
    )
    assert (last - first).days == 27


def test_the_chart_is_higher_where_there_is_room(window: Window, a_year: Server) -> None:
    for size, least in ((PHONE, 440), (LAPTOP, 600)):
        _, chart = trends(window, a_year, size)
        box = chart.bounding_box()
        assert box
        assert box["height"] >= least
        assert box["x"] + box["width"] <= size[0]


def test_each_measure_on_request_makes_the_chart_higher_by_its_panel(
    window: Window, a_year: Server
) -> None:
    page, chart = trends(window, a_year)
    before = chart.bounding_box()
    page.get_by_role("button", name="Sleep").click()
    settle(page)
    assert before
    eventually(page, lambda: abs(height(chart) - before["height"] - 120) < 3)


def test_the_panel_is_sound_for_readers(window: Window, a_year: Server) -> None:
    page, _ = trends(window, a_year, PHONE)
    assert grave(page) == []

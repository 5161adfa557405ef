"""What is seen seldom shuts nobody out either: failures, questions, what is said in passing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import fill, opened
from tests.browser.looking import LAPTOP, PHONE, Window, grave, rest, settle
from tests.browser.test_calm import CUT_OFF
from tests.browser.test_look import THEMES, resized
from tests.pages.builders import BY
from tests.running import Server
from tracker.model import PlanItem


def looked_at(page: Page) -> None:
    """Hold what is on the screen against axe-core's rules, and its width against the window's."""
    for size, theme in zip((PHONE, LAPTOP), THEMES, strict=True):
        resized(page, size, theme)
        fits(page, size[0])


def fits(page: Page, width: int) -> None:
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def test_a_screen_that_failed(window: Window, broken: Server) -> None:
    page = window.open(f"{broken.address}/week")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong")
    looked_at(page)
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.innerText") == "Load again":
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail("no key comes to the way on")


def test_a_database_that_broke(damaged: Page) -> None:
    expect(damaged.get_by_role("alert")).to_contain_text("Your diary can't be used right now.")
    looked_at(damaged)


def test_a_line_that_is_cut_and_a_tap_that_waits(window: Window, server: Server) -> None:
    page = window.open(server.address)
    server.kill()
    expect(page.locator(CUT_OFF)).to_be_visible()
    page.get_by_role("radio", name="7", exact=True).click()
    expect(page.get_by_text("Not saved yet").first).to_be_visible()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        rest(page)
        fits(page, PHONE[0])


def test_a_browser_that_was_not_let_in(window: Window, server: Server) -> None:
    page = window.open(server.address)
    page.context.clear_cookies()
    page.goto(server.address)
    expect(page.get_by_role("heading")).to_contain_text("has not been let in")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        rest(page)
        fits(page, PHONE[0])


def test_the_cards_of_the_first_days(window: Window, server: Server) -> None:
    page = window.open(server.address)
    page.get_by_role("radio", name="4", exact=True).click()
    for heading in ("A goal for your weeks", "A gentle plan", "A reminder in the evening"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        settle(page)
        looked_at(page)
        tap(page, "Not now")


def test_what_is_said_in_passing(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/settings")
    tap(page, "Set goal")
    expect(page.get_by_test_id("stToast")).to_be_visible()
    for theme in THEMES:  # at once: it is gone after a few seconds
        page.emulate_media(color_scheme=theme)
        rest(page)
        assert grave(page, "[data-testid=stToast]") == []


def test_everything_is_about_to_be_deleted(window: Window, server: Server) -> None:
    fill(server.database, "one day")
    page = window.open(f"{server.address}/data")
    page.get_by_role("radio", name="Everything").click()
    settle(page)
    tap(page, "Delete everything")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was deleted. Type “delete” first.")
    looked_at(page)


def test_an_earlier_state_is_about_to_come_back(window: Window, server: Server) -> None:
    fill(server.database, "one day")
    page = window.open(f"{server.address}/data")
    tap(page, "Make a copy now")
    with opened(server.database) as diary:
        diary.apply([PlanItem("plank")], by=BY)
    page.reload()
    settle(page)
    page.get_by_text("Go back to an earlier state").click()
    settle(page)
    page.get_by_role("radio", name="Today").first.click(force=True)
    settle(page)
    expect(page.get_by_role("cell", name="Items of the plan")).to_be_visible()
    looked_at(page)


def test_files_that_are_refused_or_asked_about(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/data")
    gym = {"name": "gym log.csv", "mimeType": "text/csv"}
    gym["buffer"] = b"When,Machine,Load kg\n03/04/2026,Leg press,60\n"  # type: ignore[assignment]
    page.locator("input[type=file]").set_input_files(
        [{"name": "nothing.csv", "mimeType": "text/csv", "buffer": b""}, gym]  # type: ignore[list-item]
    )
    expect(page.get_by_role("button", name="Use these columns")).to_be_visible()
    settle(page)
    looked_at(page)
    tap(page, "Leave this file out")
    expect(page.get_by_text("There is nothing to import.")).to_be_visible()
    looked_at(page)
    removes = page.get_by_role("button", name="Remove nothing.csv").bounding_box()
    assert removes is not None
    assert min(removes["width"], removes["height"]) >= 44


def test_a_session_in_pause(window: Window, server: Server) -> None:
    with opened(server.database) as diary:
        diary.apply([PlanItem("wall sit", sets=2, hold_seconds=30)], by=BY)
    page = window.open(f"{server.address}/session")
    page.get_by_role("button", name="Start, about").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paused")).to_be_visible()
    looked_at(page)

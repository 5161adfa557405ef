"""What goes wrong is told calmly: no traceback, nothing from the diary, a way back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import Window, settle
from tests.running import Server

CUT_OFF = ".stApp:not([data-test-connection-state=CONNECTED])"
FOREIGN = ("Traceback", "ZeroDivisionError", "Tuesday", ".py", "sqlite3", "sqlalchemy")


def test_a_screen_that_fails_says_that_nothing_saved_is_lost(
    window: Window, broken: Server
) -> None:
    page = window.open(f"{broken.address}/week")
    expect(page.get_by_text("Something went wrong. Nothing you saved is lost.")).to_be_visible()
    expect(page.get_by_role("button", name="Load again")).to_be_visible()
    shown = page.locator("body").inner_text()
    assert not [word for word in FOREIGN if word in shown]
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()


def test_a_database_that_breaks_while_the_server_runs_is_told_in_words(damaged: Page) -> None:
    expect(damaged.get_by_text("Your diary can't be used right now.")).to_be_visible()
    shown = damaged.locator("body").inner_text()
    assert not [word for word in FOREIGN if word in shown]


def test_without_a_line_to_the_server_the_screen_can_still_be_used(
    window: Window, server: Server
) -> None:
    """Streamlit would ask, in a window over the page, whether Streamlit is still running."""
    page = window.open(server.address)
    server.kill()
    expect(page.locator(CUT_OFF)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Reconnecting")).to_be_attached()
    page.wait_for_timeout(4000)  # it asks after its second attempt
    expect(page.locator("[role=dialog]")).to_have_count(0)
    page.get_by_role("radio", name="7", exact=True).click()
    expect(page.get_by_role("radio", name="7", exact=True)).to_be_checked()
    expect(page.get_by_text("Not saved yet").first).to_be_visible()


def test_an_address_without_a_screen_opens_the_check_in(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/nowhere")
    expect(page.get_by_text("Pain, on average over the day")).to_be_visible()
    expect(page.locator("[role=dialog]")).to_have_count(0)


@pytest.mark.parametrize("key", ["c", "r"])
def test_no_key_opens_what_is_for_developers(window: Window, server: Server, key: str) -> None:
    page = window.open(f"{server.address}/week")
    page.locator("body").press(key)
    settle(page)
    expect(page.locator("[role=dialog]")).to_have_count(0)

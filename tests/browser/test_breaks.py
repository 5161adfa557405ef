"""The break timer in a real browser, its clock sped up."""

from datetime import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import Servers, opened
from tests.browser.looking import Window, settle
from tests.pages.builders import BY
from tests.running import Server
from tracker.model import Occasion, Reminder

BREAKS = Reminder(Occasion.BREAK, time(9), (0, 1, 2, 3, 4), time(17), 50)
NOTED = """() => {
    window.noted = [];
    window.Notification = class {
        static permission = "granted";
        constructor(title, options) { window.noted.push(title + ": " + options.body); }
    };
}"""


@pytest.fixture
def server(servers: Servers) -> Server:
    """A server whose fifty minutes last three seconds, with breaks turned on."""
    server = servers.take(BACKBEAT_SESSION_SPEED="1000")
    with opened(server.database) as diary:
        diary.apply([BREAKS], by=BY)
    return server


@pytest.fixture
def page(window: Window, server: Server) -> Page:
    """The settings, with the timer."""
    return window.open(f"{server.address}/settings")


def test_after_its_minutes_the_timer_says_so_and_notifies_once(page: Page) -> None:
    page.evaluate(NOTED)
    page.get_by_role("button", name="Start the timer: 50 min").click()
    expect(page.get_by_text("to your break")).to_be_visible()
    expect(page.get_by_text("Time for a break.")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert page.evaluate("window.noted") == [
        "Time for a break: Stand up, check your posture, walk a little and stretch."
    ]


def test_a_reload_does_not_lose_the_timer_and_it_can_be_turned_off(page: Page) -> None:
    page.get_by_role("button", name="Start the timer").click()
    page.reload()
    settle(page)
    expect(page.get_by_text("Time for a break.")).to_be_visible()
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("button", name="Start the timer")).to_be_visible()

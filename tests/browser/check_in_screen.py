"""The check-in as a person uses it in a browser: its targets, and waiting until a tap is kept."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.looking import SETTLED, Window, eventually, settle
from tests.running import Server
from tests.web.requests import ask

SAVED = re.compile(r"Saved \d\d:\d\d")
SCRIPT = "**/static/js/index.*.js"  # the one that Streamlit starts with


def pain(page: Page, rating: int) -> Locator:
    """One of the eleven targets."""
    return page.locator(".st-key-pain").get_by_role("radio", name=str(rating), exact=True)


def saved(page: Page) -> None:
    """Wait until the page says that all is saved."""
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    settle(page)


def in_strip(page: Page, day: date) -> Locator:
    """A day of the strip, among the seven that are shown."""
    return page.locator(f".week:not([inert]) [data-day='{day}']")


def heading(page: Page) -> Locator:
    """Which day the screen is about."""
    return page.get_by_role("heading", level=1)


def more(page: Page) -> Page:
    """The same page with "More about this day" unfolded."""
    page.locator("summary").filter(has_text="More about this day").click()
    settle(page)
    return page


def focus(page: Page, target: Locator, key: str = "Tab", most: int = 60) -> None:
    """Press a key until the target has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if target.evaluate("element => element === element.getRootNode().activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{most} times {key} never reached {target}")


class Early:
    """A page on which Streamlit has not started yet; `start` lets it."""

    def __init__(
        self,
        window: Window,
        server: Server,
        path: str,
        size: tuple[int, int],
        locale: str = "en-GB",
    ) -> None:
        self.page = window.open(server.address, size, locale=locale, load=False)
        has_the_day(self.page, server)
        self.held: list[Route] = []
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.send("Network.setBypassServiceWorker", {"bypass": True})
        self.page.route(SCRIPT, lambda route: self.held.append(route))
        self.page.goto(f"{server.address}{path}", wait_until="commit")
        expect(self.page.locator(":root[data-day=early]")).to_be_attached()

    def release(self) -> None:
        """Let Streamlit start."""
        for route in self.held:
            route.continue_()
        self.held.clear()
        self.page.unroute(SCRIPT)

    def start(self) -> None:
        """Let Streamlit start, and wait until it has drawn everything."""
        self.release()
        self.page.locator(SETTLED).wait_for(state="attached")
        self.page.locator(".st-key-to-days").wait_for(state="attached")  # the last of it


def has_the_day(page: Page, server: Server) -> None:
    """Wait until a server that has just started sends the day with the page."""
    eventually(page, lambda: b"day-in-page" in ask(server, "/").body, "a day in the page")


def is_taken_over(page: Page) -> None:
    """Wait until Streamlit's screen stands where the page's stood."""
    expect(page.locator("#day-in-page")).to_have_count(0)
    settle(page)

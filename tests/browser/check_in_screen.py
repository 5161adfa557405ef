"""The check-in as a person uses it in a browser: its targets, and waiting until a tap is kept."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import settle

SAVED = re.compile(r"Saved \d\d:\d\d")


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

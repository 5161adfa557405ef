"""Pages as a person opens them, watched for what no page may do."""

import time
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

PHONE = (390, 844)
LAPTOP = (1280, 800)
PATIENCE = 30_000  # milliseconds
SETTLED = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
)


class Window:
    """Opens pages and notes requests to other hosts, blocked content and script errors."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.broken: list[str] = []

    def open(
        self,
        address: str,
        size: tuple[int, int] = PHONE,
        theme: Literal["light", "dark"] = "light",
        zone: str = "Europe/Berlin",
        locale: str = "en-GB",
    ) -> Page:
        """A page in a profile of its own, at rest."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            has_touch=size == PHONE,
            timezone_id=zone,
            locale=locale,
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.broken.append(f"error in the page: {error}"))
        page.goto(address)
        settle(page)
        return page

    def tab(self, page: Page) -> Page:
        """Another tab of the same profile at the same address."""
        other = page.context.new_page()
        other.on("request", self._note_request)
        other.on("console", self._note_console)
        other.goto(page.url)
        settle(other)
        return other

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in (
            "localhost",
            "127.0.0.1",
        ):
            self.broken.append(f"request to another host: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Permissions-Policy" in message.text:
            self.broken.append(message.text)


def settle(page: Page) -> None:
    """Wait until the page is connected and nothing runs any more."""
    page.wait_for_selector(SETTLED)


def until(page: Page, expression: str, argument: object = None) -> Any:
    """Wait until an expression is true in the page; Playwright's own wait needs unsafe-eval."""
    end = time.monotonic() + PATIENCE / 1000
    while not (value := page.evaluate(expression, argument)):
        assert time.monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(50)
    return value

"""Take the README's pictures of "On your phone": python -m tools.phone_pictures [ADDRESS].

What Settings shows on the computer, what the phone shows then, and the diary on the phone, light
and dark: docs/screenshots/on-your-phone-<step>-<theme>.png. ADDRESS is the computer's in its
network, which stands in the first one; without it Backbeat finds one.
"""

import os
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from tools.screenshots import (
    FOLDER,
    PATIENCE,
    SIZES,
    THEMES,
    ZONE,
    Server,
    Theme,
    chromium,
    served,
    settle,
)

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148"
AROUND = 24  # pixels around what is shown of Settings
SHOWN = {"width": 660, "height": 370}


def main(address: str | None) -> None:
    """Let one phone in for each theme, as its person would."""
    os.environ["BACKBEAT_NAME"] = "no"  # the pictures are of any computer
    options = ["--phone", *([address] if address else [])]
    with sync_playwright() as playwright, served(365, *options) as server:
        browser = chromium(playwright)
        for theme in THEMES:
            _take(browser, server, theme)
        browser.close()


def _take(browser: Browser, server: Server, theme: Theme) -> None:
    computer = _open(browser, theme, "desktop")
    computer.goto(server.entrance())
    settle(computer)
    computer.goto(f"{server.address}/settings")
    settle(computer)
    show = computer.get_by_role("button", name="Show a code")
    if show.count():
        show.click()
    part = computer.locator(".st-key-part-devices")
    code = part.locator("code").first
    code.wait_for()
    address = code.inner_text().strip()
    part.scroll_into_view_if_needed()
    computer.wait_for_timeout(1000)
    box = part.bounding_box()
    if box is None:
        raise SystemExit("Settings does not show how to use a phone.")
    clip = {"x": box["x"] - AROUND, "y": box["y"] + AROUND - 8, **SHOWN}
    computer.screenshot(path=_file("1", theme), clip=clip)  # type: ignore[arg-type]
    phone = _open(browser, theme, "phone")
    phone.goto(address)
    phone.screenshot(path=_file("2", theme))
    phone.get_by_role("button", name="Open my diary here").click()
    phone.get_by_role("link", name="Open my diary").click()
    settle(phone)
    phone.screenshot(path=_file("3", theme))
    for page in (computer, phone):
        page.context.close()


def _open(browser: Browser, theme: Theme, size: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale="en-GB",
        timezone_id=ZONE,
        user_agent=PHONE if size == "phone" else None,
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def _file(step: str, theme: Theme) -> str:
    return str(FOLDER / f"on-your-phone-{step}-{theme}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)

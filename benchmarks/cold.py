"""From typing the command to a check-in that can be tapped, beside `streamlit hello`."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.async_api import Browser

from benchmarks.chromium import CONNECTED, chromium, let_in
from benchmarks.figures import Figure, alternate
from benchmarks.servers import Server, backbeat, hello, wait_until_up
from benchmarks.setup import Setup

TARGET = 1.25


async def measure(setup: Setup) -> list[Figure]:
    """In Chromium, with a fresh process and an empty browser profile every time."""
    async with chromium() as browser:
        ours, theirs = await alternate(
            setup.rounds,
            [
                lambda: _start(browser, lambda: backbeat("cold", setup.ten_years), "Pain"),
                lambda: _start(browser, hello, "Welcome to Streamlit"),
            ],
            warm_up=1,
        )
    return [Figure("cold start to first tap", ours, theirs, "s", TARGET)]


async def _start(
    browser: Browser, serve: Callable[[], AbstractContextManager[Server]], heading: str
) -> float:
    context = await browser.new_context()
    page = await context.new_page()
    start = time.perf_counter()
    with serve() as server:
        await asyncio.to_thread(wait_until_up, server)
        await let_in(page, server)
        await page.wait_for_selector(CONNECTED)
        await page.get_by_role("heading", name=heading).first.wait_for()
        if heading == "Pain":
            await page.locator(".st-key-pain").get_by_role("radio").last.wait_for()
        seconds = time.perf_counter() - start
    await context.close()
    return seconds

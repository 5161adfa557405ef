"""What is chosen stays chosen where a part of the screen is drawn late, as on a slow line."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, Window, eventually, settle
from tests.pages.builders import BY, check_in, strength
from tests.running import Server
from tracker.store import Diary

PRESS = """name => [...document.querySelectorAll("#root button, #root label")]
    .find(one => one.textContent.includes(name)).click()"""


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    with opened(server.database) as diary:
        diary.apply([check_in(today, 4), strength(today)], by=BY)
        yield diary


def asked_again_before_it_is_drawn(page: Page, address: str, script: str, pressed: str) -> None:
    """Open a screen whose script comes only after something else of the screen was pressed."""
    held: list[Route] = []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    page.route(script, lambda route: held.append(route))
    page.goto(address)
    page.get_by_text(pressed).first.wait_for(state="attached")
    eventually(page, lambda: held, "the script is asked for")
    page.evaluate("window.asked = 0")
    page.evaluate(PRESS, pressed)
    eventually(page, lambda: page.evaluate("window.asked > 0 && !waiting.asked && !waiting.begun"))
    for route in held:
        route.continue_()
    page.unroute(script)
    settle(page)


def test_chips_of_what_was_done_stay_pressed(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    done = diary.exercises_done(today, today)
    page = window.open(server.address, LAPTOP)
    asked_again_before_it_is_drawn(
        page, server.address, "**/static/js/ButtonGroup.*.js", "How it went"
    )
    chip = page.locator(".st-key-exercises").get_by_role("button").first
    expect(chip).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="How it went").click()
    settle(page)
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert diary.exercises_done(today, today) == done

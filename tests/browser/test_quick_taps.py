"""Taps that come faster than the server answers: none is lost."""

from playwright.sync_api import expect

from tests.browser.filling import opened
from tests.browser.looking import Window, settle
from tests.pages.builders import BERLIN, BY
from tests.running import Server
from tracker.library import exercises
from tracker.model import PlanItem

BETWEEN = 40  # milliseconds; two thumbs on a phone


def test_exercises_ticked_in_a_row_are_all_kept(window: Window, server: Server) -> None:
    with opened(server.database) as diary:
        names = [exercise.name for exercise in exercises()][:8]
        diary.apply([PlanItem(name, 7, starts=BERLIN.today()) for name in names], by=BY)
    page = window.open(server.address)
    toggles = page.locator(".st-key-exercises button")
    for place in range(8):
        toggles.nth(place).click()
        page.wait_for_timeout(BETWEEN)
    settle(page)
    ticked = page.locator(".st-key-exercises button[aria-pressed=true]")
    expect(ticked).to_have_count(8)
    page.reload()
    expect(ticked).to_have_count(8)

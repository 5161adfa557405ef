"""Taps that come faster than the server answers: none is lost."""

from playwright.sync_api import Page, expect

from tests.browser.looking import settle

BETWEEN = 40  # milliseconds; two thumbs on a phone


def test_exercises_ticked_in_a_row_are_all_kept(page: Page) -> None:
    toggles = page.locator(".st-key-exercises button")
    for place in range(8):
        toggles.nth(place).click()
        page.wait_for_timeout(BETWEEN)
    settle(page)
    ticked = page.locator(".st-key-exercises button[aria-pressed=true]")
    expect(ticked).to_have_count(8)
    page.reload()
    expect(ticked).to_have_count(8)

"""A tap's answer holds the day to draw: the screen is run only where more than that changes."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.check_in_screen import heading, in_strip, pain, saved
from tests.browser.looking import Window, eventually, settle
from tests.pages.builders import BY, ago, check_in, walk
from tests.running import Server
from tracker.store import Diary
from tracker.ui.formatting import long_day, short_day

STATUS = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def page(window: Window, server: Server, diary: Diary, today: date) -> Page:
    """The check-in of a day that has a rating, so that another changes nothing of the week."""
    diary.apply([check_in(today, 3), check_in(ago(today, 1), 2)], by=BY)
    return window.open(server.address)


def step(page: Page, words: str) -> Locator:
    """Undo or Redo, where it says that it would do so."""
    return page.get_by_role("button", name=re.compile(f"^{words} on "))


def rate(page: Page, *ratings: int) -> None:
    """Tap one after the other, each once Undo offers the one before."""
    for rating in ratings:
        pain(page, rating).tap()
        step(page, f"Undo pain {rating}").wait_for()


def asked(page: Page) -> int:
    """How often the server was asked for something."""
    count: int = page.evaluate("window.asked")
    return count


def test_another_rating_is_one_question_to_the_server(
    page: Page, diary: Diary, today: date
) -> None:
    before = asked(page)
    pain(page, 6).tap()
    expect(page.get_by_role("button", name=f"Undo pain 6 on {short_day(today)}")).to_be_visible()
    expect(page.locator(".status")).to_have_text(STATUS)
    expect(in_strip(page, today)).to_have_accessible_name(f"Today, {long_day(today)}, pain 6")
    settle(page)
    assert asked(page) == before + 1
    assert diary.check_in(today).pain == 6


def test_the_screen_follows_where_the_week_looks_different(
    page: Page, diary: Diary, today: date
) -> None:
    before = asked(page)
    diary.save(walk(today, 45), by=BY)  # on another device
    pain(page, 7).tap()
    expect(page.locator(".bb-panel", has_text="This week so far")).to_contain_text("45")
    settle(page)
    assert asked(page) == before + 2, "it was saved, and the screen was run"


def test_what_was_tapped_can_be_undone_step_by_step(page: Page, diary: Diary, today: date) -> None:
    rate(page, 6, 7)
    step(page, "Undo pain 7").tap()
    expect(pain(page, 6)).to_be_checked()
    step(page, "Undo pain 6").tap()
    expect(pain(page, 3)).to_be_checked()
    step(page, "Redo pain 6").tap()
    expect(pain(page, 6)).to_be_checked()
    eventually(page, lambda: diary.check_in(today).pain == 6)


def test_two_taps_on_undo_at_once_undo_one_step(page: Page, diary: Diary, today: date) -> None:
    rate(page, 6, 7)
    step(page, "Undo pain 7").dblclick()
    expect(pain(page, 6)).to_be_checked()
    settle(page)
    expect(page.get_by_test_id("stToast")).to_contain_text("Undone: pain 7")
    assert diary.check_in(today).pain == 6


def test_that_it_is_saved_is_still_said_on_another_day_s_return_and_on_the_screen_s(
    page: Page, today: date
) -> None:
    pain(page, 6).tap()
    saved(page)
    in_strip(page, ago(today, 1)).tap()
    expect(heading(page)).to_have_text(long_day(ago(today, 1)))
    expect(page.locator(".status")).to_have_text("Every tap is saved at once")
    in_strip(page, today).tap()
    expect(heading(page)).to_have_text(long_day(today))
    expect(page.locator(".status")).to_have_text(STATUS)
    settle(page)
    page.get_by_role("link", name="Week", exact=True).tap()
    page.get_by_role("heading", name=re.compile("^Week")).first.wait_for()
    page.get_by_role("link", name="Check in", exact=True).tap()
    expect(page.locator(".status")).to_have_text(STATUS)
    expect(pain(page, 6)).to_be_checked()


def test_days_that_were_looked_at_stay_when_a_rating_is_tapped(page: Page, today: date) -> None:
    page.get_by_role("button", name="Seven days earlier").tap()
    expect(in_strip(page, ago(today, 9))).to_be_visible()
    settle(page)
    pain(page, 6).tap()
    saved(page)
    expect(in_strip(page, ago(today, 9))).to_be_visible()
    page.get_by_role("button", name="Seven days later").tap()
    expect(in_strip(page, today)).to_have_accessible_name(f"Today, {long_day(today)}, pain 6")


def test_a_tap_while_a_step_is_undone_is_kept_or_asked_about(
    page: Page, diary: Diary, today: date
) -> None:
    pain(page, 6).tap()
    step(page, "Undo pain 6").tap()
    pain(page, 9).tap()
    expect(pain(page, 9)).to_be_checked()
    which = page.get_by_role("button", name="Use 9")
    eventually(page, lambda: diary.check_in(today).pain == 9 or which.is_visible())
    if which.is_visible():
        which.tap()
    eventually(page, lambda: diary.check_in(today).pain == 9)


def test_undo_is_reached_and_pressed_by_keyboard_and_keeps_the_focus(
    page: Page, diary: Diary, today: date
) -> None:
    rate(page, 6, 7)
    step(page, "Undo pain 7").focus()
    page.keyboard.press("Enter")
    expect(pain(page, 6)).to_be_checked()
    expect(step(page, "Undo pain 6")).to_be_focused()
    page.keyboard.press("Enter")
    expect(pain(page, 3)).to_be_checked()

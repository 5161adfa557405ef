"""What stands beside the check-in on a wide screen, and where a phone has it; the ways to Days."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.check_in_screen import in_strip
from tests.browser.looking import LAPTOP, PHONE, Window, grave, settle
from tests.pages.builders import BY, ago, check_in
from tests.running import Server
from tracker.store import Diary


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    """A diary of some weeks, in which a questionnaire is due."""
    days = [check_in(ago(today, days), 3, note="stiff") for days in (1, 8, 9, 20, 60)]
    diary.apply(days, by=BY)
    return diary


def box(element: Locator) -> tuple[float, float, float, float]:
    """Its left, top, right and bottom edges."""
    found = element.bounding_box()
    assert found
    x, y = found["x"], found["y"]
    return x, y, x + found["width"], y + found["height"]


def due(page: Page) -> Locator:
    return page.locator(".st-key-questionnaire-due")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_due_stands_under_the_last_note_where_there_is_room_beside_the_day(
    window: Window, server: Server, diary: Diary, theme: str
) -> None:
    page = window.open(server.address, LAPTOP, theme)  # type: ignore[arg-type]
    left, top, right, _ = box(due(page))
    note = box(page.get_by_role("region", name="Last note"))
    assert (left, right) == (note[0], note[2])
    assert note[3] < top
    assert left > box(page.locator(".st-key-pain"))[2]
    assert grave(page, ".st-key-questionnaire-due") == []


def test_on_a_phone_it_stands_right_after_the_day(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address)
    week = box(page.get_by_role("region", name="This week so far"))
    more = box(page.locator(".st-key-more"))
    _, top, _, bottom = box(due(page))
    assert more[3] < top < bottom < week[1]
    page.get_by_role("button", name="Not this week").tap()
    expect(due(page)).to_be_hidden()


def test_nothing_of_the_frame_stands_over_the_margin_of_the_narrowest_phone(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address, (320, 640))
    frame, help_ = box(page.locator(".st-key-top")), box(page.locator(".st-key-help"))
    assert help_[2] <= frame[2]
    in_strip(page, ago(today, 1)).click()
    settle(page)
    expect(page.get_by_role("link", name="Today", exact=True)).to_be_visible()
    calendar = page.locator("[data-do=calendar] svg")
    assert box(calendar)[2] <= frame[2]


def test_the_days_are_a_tap_away_from_the_strip_of_a_phone(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    days = page.locator(".turn").get_by_role("link", name="All days")
    calendar = page.get_by_role("button", name="Go to a date")
    assert box(days)[2] <= box(calendar)[0] < box(calendar)[2] <= PHONE[0]
    in_strip(page, ago(today, 1)).tap()
    settle(page)
    expect(days).to_be_hidden()  # "Today" has its room
    calendar.tap()
    page.locator("#jump").get_by_role("link", name="All days").tap()
    expect(page.get_by_role("heading", name="Days", level=1)).to_be_visible()

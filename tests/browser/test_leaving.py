"""Typed or chosen, then left at once: it is there when one comes back."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import address, empty, opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.pages.making import BERLIN, BY, check_in
from tests.running import Server
from tracker.store import Diary

SIZES = pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])


@pytest.fixture
def today() -> date:
    return BERLIN.today()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of them; each test starts with its own diary."""
    with Server(address(tmp_path_factory.mktemp("leaving"))) as running:
        yield running


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    with opened(server.database) as diary:
        empty(diary)
        diary.apply([check_in(today, 4)], by=BY)
        yield diary


def press(page: Page, link: str) -> None:
    """Follow a link of the menu, by finger where there is one."""
    found = page.get_by_role("link", name=link, exact=True)
    if page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}:
        found.tap()
    else:
        found.click()


@SIZES
def test_what_is_sent_as_a_screen_is_left_is_taken_and_the_next_screen_drawn(
    window: Window, server: Server, diary: Diary, today: date, size: tuple[int, int]
) -> None:
    page = window.open(server.address, size)
    note = page.get_by_label("Note")
    expect(note).to_be_visible()
    settle(page)
    note.click()
    page.keyboard.type("typed and left")
    press(page, "Week")
    expect(page.get_by_text("Tap a day to open it.")).to_be_visible()
    settle(page)
    expect(page.get_by_text("Tap a day to open it.")).to_be_visible()
    eventually(page, lambda: diary.check_in(today).note == "typed and left")

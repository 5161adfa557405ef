"""My data in a real browser: taking an import back, going back to what a day said, deleting."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, grave, rest, settle
from tests.pages.builders import BY, check_in, walk
from tests.running import Server

NOTE = "what nobody else may read"


@pytest.fixture
def server(server: Server) -> Server:
    """A server with a diary with an import, of which one day was changed twice since."""
    fill(server.database)
    return server


def fill(url: str) -> None:
    with opened(url) as diary:
        today = diary.person().today()
        days = [today - timedelta(days=ago) for ago in range(1, 30)]
        diary.apply([*(check_in(day, 3) for day in days), walk(days[0])], by="import")
        for pain in (5, 7):
            seen = diary.check_in(days[0])
            diary.save(check_in(days[0], pain, note=NOTE), seen, by=BY)


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def unfolded(window: Window, server: Server, size: tuple[int, int], theme: str) -> Page:
    """My data with all of it open: a preview, a day's history, what everything is."""
    kind: Literal["light", "dark"] = "dark" if theme == "dark" else "light"
    page = window.open(f"{server.address}/data", size=size, theme=kind)
    page.get_by_text("Show the latest changes").click()
    page.get_by_role("radio", name="Imports").click()
    settle(page)
    tap(page, "Undo…")
    expect(page.get_by_role("button", name="Leave it as it is")).to_be_visible()
    page.get_by_role("radio", name="Everything").click()
    settle(page)
    expect(page.get_by_role("button", name="Delete everything")).to_be_visible()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_all_of_it_is_for_all_eyes_and_fits(
    window: Window, server: Server, size: tuple[int, int], theme: str
) -> None:
    page = unfolded(window, server, size, theme)
    rest(page)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_an_import_is_taken_back_and_a_later_edit_stays(window: Window, server: Server) -> None:
    page = unfolded(window, server, PHONE, "light")
    expect(page.get_by_text("Will be removed: 28 check-ins, 1 activity.")).to_be_visible()
    stays = "1 entry was changed since and will be left as it is now."
    expect(page.get_by_text(stays)).to_be_visible()
    tap(page, "Undo 29 entries")
    expect(page.get_by_text("29 entries are as before.")).to_be_visible()
    with opened(server.database) as diary:
        assert [(c.pain, c.note) for c in diary.check_ins()] == [(7, NOTE)]
        assert diary.activities() == []


def test_from_the_check_in_to_what_the_day_said_and_back_to_it(
    window: Window, server: Server
) -> None:
    with opened(server.database) as diary:
        day = diary.person().today() - timedelta(days=1)
    page = window.open(f"{server.address}/?day={day}")
    page.get_by_text("More about this day").click()
    settle(page)
    # By keyboard: what is folded open still moves, and a press beside the link follows nothing.
    page.get_by_role("link", name="History of this day").press("Enter")
    page.wait_for_url("**/data?day=*")
    settle(page)
    expect(page.get_by_text(f"Pain 7, “{NOTE}”")).to_be_visible()
    page.get_by_role("button", name="Restore").last.click()
    settle(page)
    expect(page.get_by_text("history: ")).to_be_visible()
    with opened(server.database) as diary:
        restored = diary.check_in(day)
        assert restored is not None
        assert (restored.pain, restored.note) == (3, "")


def test_everything_is_deleted_under_the_eyes_of_another_window(
    window: Window, server: Server
) -> None:
    other = window.open(server.address)
    page = unfolded(window, server, PHONE, "light")
    tap(page, "Delete everything")
    expect(page.get_by_text("Nothing was deleted")).to_be_visible()
    page.get_by_label("To be sure").fill("delete")
    tap(page, "Delete everything")
    expect(page.get_by_role("heading", name="Pain, on average")).to_be_visible()
    folder = Path(server.database.removeprefix("sqlite:///")).parent
    for file in folder.rglob("*"):
        if file.is_file():
            assert NOTE.encode() not in file.read_bytes(), file

    other.locator(".week:not([inert]) a:not([aria-current])").last.click()
    expect(other.get_by_text("This diary was deleted.")).to_be_visible()
    tap(other, "Load again")
    expect(other.get_by_role("heading", name="Pain, on average")).to_be_visible()
    with opened(server.database) as diary:
        assert diary.counts() == {}

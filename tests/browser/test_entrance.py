"""How a browser gets in, and that one that was not let in is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from benchmarks.servers import way_in
from tests.browser.looking import COUNT_WAITING, settle
from tests.running import Server
from tracker.identity.browser import redirect_file


@pytest.fixture
def stranger(browser: Browser) -> Iterator[BrowserContext]:
    """A profile that was not let in anywhere."""
    context = browser.new_context()
    context.add_init_script(COUNT_WAITING)
    yield context
    context.close()


def test_a_file_leads_in_and_from_then_on_a_bookmark_does(
    stranger: BrowserContext, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    page = stranger.new_page()
    page.goto(f"{server.address}/week")
    expect(page.get_by_role("heading")).to_have_text("This browser has not been let in yet")
    page.goto(redirect_file(way_in(server.port, server.data), server.port).as_uri())
    page.wait_for_url(f"{server.address}/")
    settle(page)
    bookmark = stranger.new_page()
    bookmark.goto(f"{server.address}/week")
    settle(bookmark)
    server.restart()
    bookmark.goto(f"{server.address}/week")
    settle(bookmark)
    expect(bookmark.get_by_role("heading", level=1)).to_contain_text("week")


def test_the_printed_address_leads_in_and_is_not_left_in_the_way_back(
    stranger: BrowserContext, fresh: Server
) -> None:
    page = stranger.new_page()
    page.goto("about:blank")
    page.goto(fresh.says().split()[4])
    settle(page)
    assert page.url == f"{fresh.address}/"
    page.go_back()
    assert page.url == "about:blank"

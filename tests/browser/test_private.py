"""Nothing leaves this machine, and nothing that was typed is more than text."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import fill
from tests.browser.looking import LAPTOP, Window, settle
from tests.browser.test_visit import SCREENS
from tests.running import Server


@pytest.fixture
def server(server: Server) -> Server:
    """A server with a diary whose notes and places are full of markup."""
    fill(server.database, "one day")
    return server


def watched(window: Window, page: Page) -> set[str]:
    """The hosts of all requests and websockets of a page from now on."""
    hosts: set[str] = set()
    window.note(page, "request", lambda request: hosts.add(urlsplit(request.url).netloc))
    window.note(page, "websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))
    return hosts


def test_every_request_and_websocket_goes_to_our_own_server(window: Window, server: Server) -> None:
    page = window.open(server.address, LAPTOP)
    hosts = watched(window, page)
    for path in SCREENS:
        page.goto(f"{server.address}{path}")
        settle(page)
        for summary in page.locator("[data-testid=stExpander] summary").all():
            summary.click()
            settle(page)
        assert page.locator("img[src*='example.com']").count() == 0
        assert page.locator("script[src*='example.com']").count() == 0
    assert hosts - {""} == {f"localhost:{server.port}"}, "blob: and data: have no host"


def test_a_note_is_shown_as_it_was_typed(window: Window, server: Server) -> None:
    page = window.open(server.address, LAPTOP)
    note = page.get_by_label("Note", exact=True)
    expect(note).to_have_value("![](https://example.com/x.png) <img src=https://example.com/y.png>")


def test_a_note_with_a_script_runs_nothing_and_asks_nobody(window: Window, server: Server) -> None:
    page = window.open(server.address, LAPTOP)
    hosts = watched(window, page)
    note = page.get_by_label("Note", exact=True)
    typed = "<img src=x onerror=\"document.title='ran'\"> ![](https://example.com/z.png) :smile:"
    note.fill(typed)
    note.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"Saved \d\d"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: note on")).to_be_visible()
    expect(note).not_to_have_value(typed)
    page.get_by_role("button", name="Redo").click()
    expect(note).to_have_value(typed)
    page.goto(f"{server.address}/data")
    settle(page)
    page.locator("summary").filter(has_text="latest changes").click()
    expect(page.get_by_text("onerror=").first).to_be_visible()
    assert page.title() != "ran"
    assert hosts - {""} == {f"localhost:{server.port}"}

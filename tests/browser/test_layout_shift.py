"""Nothing moves under finger or eye while a screen is drawn."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import LAPTOP, PHONE, Window, eventually
from tests.running import Server

SCREENS = (
    *("/", "/week", "/trends", "/days", "/exercises", "/session", "/report", "/questionnaires"),
    *("/data", "/settings"),
)
GOOD = 0.1  # of the window, times how far it moved: as browsers' makers name a good page
MOVED = """async () => {  // all that has moved since the page was asked for, and in a moment more
    const found = [];
    new PerformanceObserver((list, observer, {droppedEntriesCount = 0}) => {
        if (droppedEntriesCount > 0) throw new Error("more moved than the browser counts");
        for (const one of list.getEntries()) found.push([one.value, one.hadRecentInput]);
    }).observe({type: "layout-shift", buffered: true});
    await new Promise(done => setTimeout(done, 300));
    return found;
}"""
SHOWN = "() => document.documentElement.dataset.loading === undefined"


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_does_not_move_while_it_is_drawn(
    window: Window, a_year: Server, path: str, size: tuple[int, int]
) -> None:
    page = window.open(f"{a_year.address}{path}", size)
    eventually(page, lambda: page.evaluate(SHOWN))
    moved = page.evaluate(MOVED)
    assert sum(share for share, by_hand in moved if not by_hand) <= GOOD, moved


def test_what_moves_is_noticed(window: Window, server: Server) -> None:
    page = window.open(server.address, PHONE)
    page.evaluate("document.querySelector('.st-key-top').style.marginTop = '300px'")
    assert sum(share for share, _ in page.evaluate(MOVED)) > GOOD


def test_what_waits_is_shown_at_last(window: Window, server: Server) -> None:
    """Also where a part never comes: nobody waits for a screen that is there."""
    page = window.tab(window.open(server.address, PHONE))  # whose script goes with it
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        "const part = document.createElement('div');"
        "part.dataset.testid = 'stSkeleton';"
        "const main = document.createElement('div');"
        "const below = document.createElement('div'); below.id = 'below';"
        "below.innerHTML = '<p style=\"visibility: visible\">Below</p>';"
        "main.dataset.testid = 'stMain'; main.append(part, below); document.body.append(main); })"
    )
    page.goto(server.address)
    settled = ".bb-menu a"
    eventually(page, lambda: page.locator(settled).count() > 0)
    below = page.locator("#below p")
    expect(below).to_be_hidden()
    eventually(page, lambda: page.evaluate(SHOWN))
    expect(below).to_be_visible()

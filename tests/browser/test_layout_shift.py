"""Nothing moves under finger or eye while a screen is drawn."""

import pytest

from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.running import Server

SCREENS = (
    *("/", "/week", "/trends", "/days", "/exercises", "/session", "/report", "/questionnaires"),
    *("/data", "/settings"),
)
GOOD = 0.1  # of the window, times how far it moved: as browsers' makers name a good page
WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.moved.push([one.value, one.hadRecentInput]);
}).observe({type: "layout-shift", buffered: true});
"""
SHOWN = "() => document.documentElement.dataset.loading === undefined"


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_does_not_move_while_it_is_drawn(
    window: Window, a_year: Server, path: str, size: tuple[int, int]
) -> None:
    page = window.open(a_year.address, size)
    page.add_init_script(WATCH)
    page.goto(f"{a_year.address}{path}")
    settle(page)
    eventually(page, lambda: page.evaluate(SHOWN))
    page.wait_for_timeout(300)
    moved = page.evaluate("window.moved")
    assert sum(share for share, by_hand in moved if not by_hand) <= GOOD, moved


def test_what_moves_is_noticed(window: Window, server: Server) -> None:
    page = window.open(server.address, PHONE)
    page.evaluate(WATCH)
    page.evaluate("document.querySelector('.st-key-top').style.marginTop = '300px'")
    eventually(page, lambda: page.evaluate("window.moved.length") > 0)
    page.wait_for_timeout(100)
    assert sum(share for share, _ in page.evaluate("window.moved")) > GOOD


def test_what_waits_is_shown_at_last(window: Window, server: Server) -> None:
    """Also where a part never comes: nobody waits for a screen that is there."""
    page = window.open(server.address, PHONE)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        "const part = document.createElement('div');"
        "part.dataset.testid = 'stSkeleton';"
        "const main = document.createElement('div');"
        "main.dataset.testid = 'stMain'; main.append(part); document.body.append(main); })"
    )
    page.goto(server.address)
    settled = ".st-key-menu a"
    eventually(page, lambda: page.locator(settled).count() > 0)
    eventually(page, lambda: page.evaluate(SHOWN))

"""While a screen is drawn nothing moves under finger or eye, and nothing is asked for late."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import LAPTOP, PHONE, Window, eventually
from tests.browser.test_visit import SCREENS
from tests.running import Server

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
DRAWN = "performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"
A_PART_NEVER_COMES = """addEventListener("DOMContentLoaded", () => {
    const part = document.createElement("div");
    part.dataset.testid = "stSkeleton";
    const below = document.createElement("div");
    below.id = "below";
    below.innerHTML = '<p style="visibility: visible">Below</p>';
    const main = document.createElement("div");
    main.dataset.testid = "stMain";
    main.append(part, below);
    document.body.append(main);
})"""
SHOWN = "() => document.documentElement.dataset.loading === undefined"


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_does_not_move_while_it_is_drawn_and_its_page_names_the_scripts_for_it(
    window: Window, a_year: Server, path: str, size: tuple[int, int]
) -> None:
    """A script that isn't named would be asked for only when Streamlit hears that it is needed."""
    page = window.open(f"{a_year.address}{path}", size)
    eventually(page, lambda: page.evaluate("document.readyState") == "complete")
    drawn = [one.removeprefix("/") for one in page.evaluate(DRAWN)]
    eventually(page, lambda: page.evaluate(SHOWN))
    moved = page.evaluate(MOVED)
    assert sum(share for share, by_hand in moved if not by_hand) <= GOOD, moved
    sent = page.context.request.get(f"{a_year.address}{path}").text()
    assert {one for one in drawn if one.startswith("static/js/") and one not in sent} == set()


def test_what_moves_is_noticed(window: Window, server: Server) -> None:
    page = window.open(server.address, PHONE)
    page.evaluate("document.querySelector('.st-key-top').style.marginTop = '300px'")
    assert sum(share for share, _ in page.evaluate(MOVED)) > GOOD


def test_what_waits_is_shown_at_last(window: Window, server: Server) -> None:
    """Also where a part never comes: nobody waits for a screen that is there."""
    page = window.open(server.address, PHONE, load=False)
    window.before_scripts(page, A_PART_NEVER_COMES)
    page.goto(server.address)
    expect(page.locator(".bb-menu a").first).to_be_attached()
    below = page.locator("#below p")
    expect(below).to_be_hidden()
    expect(page.locator(":root[data-loading]")).to_have_count(0)
    expect(below).to_be_visible()

"""What the tests of screens share: a profile that was used holds nothing of it."""

from playwright.sync_api import Browser

from tests.browser.looking import Profiles, Window
from tests.running import Server

LEAVE = """() => {
    localStorage.setItem("left", "1");
    sessionStorage.setItem("left", "1");
    document.cookie = "left=1";
    return new Promise(done => {
        const asked = indexedDB.open("left", 1);
        asked.onsuccess = () => { asked.result.close(); done(); };
    });
}"""
LEFT = """async () => [
    localStorage.getItem("left"), sessionStorage.getItem("left"),
    document.cookie.includes("left"), (await indexedDB.databases()).length,
]"""


def test_the_next_window_finds_a_profile_wiped(browser: Browser, server: Server) -> None:
    profiles = Profiles(browser)
    first = Window(profiles)
    page = first.open(server.address)
    page.evaluate(LEAVE)
    page.goto(f"{server.address}/week")
    heard: list[object] = []
    first.note(page, "request", lambda request: heard.append(request))
    assert page.evaluate(LEFT) == ["1", "1", True, 1]
    page.context.new_page()
    first.close()
    heard.clear()

    second = Window(profiles)
    again = second.open(server.address)
    assert again == page, "it is the very same tab"
    assert again.evaluate(LEFT) == [None, None, False, 0]
    assert again.context.pages == [again]
    assert heard == []
    again.go_back()
    assert again.inner_text("body") == "ok", "there is nothing to go back to but this"
    second.close()
    profiles.close()

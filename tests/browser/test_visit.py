"""What holds for a visit to any page."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.looking import LAPTOP, SETTLED, Window, eventually, settle
from tests.running import Server

SCREENS = {
    "/": "Pain, on average over the day",
    "/week": "This week",
    "/trends": "Trends",
    "/days": "Days",
    "/exercises": "Exercises",
    "/data": "My data",
    "/settings": "Settings",
    "/session": "Session",
    "/report": "Report",
    "/questionnaires": "Questionnaires",
}


@pytest.mark.parametrize("path", SCREENS)
def test_a_deep_link_as_the_first_request_of_a_fresh_process_shows_its_screen(
    window: Window, fresh: Server, path: str
) -> None:
    page = window.open(f"{fresh.address}{path}", LAPTOP)
    expect(page.get_by_role("heading", name=SCREENS[path], exact=True)).to_be_visible()
    assert "Backbeat" in page.title()
    assert window.broken == [], "another host is asked, or the content policy is broken"


def test_a_screen_is_sent_whole_and_rests_on_nothing_that_the_browser_may_have_let_go_of(
    window: Window, server: Server
) -> None:
    page = window.open(server.address, LAPTOP)
    sent: list[ForwardMsg] = []

    def note(payload: bytes | str) -> None:
        if isinstance(payload, bytes):
            sent.append(ForwardMsg.FromString(payload))

    window.note(page, "websocket", lambda socket: socket.on("framereceived", note))
    page.goto(server.address)
    settle(page)
    for name in ("Week", "Check in", "Week"):
        page.get_by_role("link", name=name, exact=True).click()
        settle(page)
    assert [one.WhichOneof("type") for one in sent].count("new_session") == 4
    assert not [one for one in sent if one.HasField("ref_hash")]


@pytest.mark.parametrize("path", ["/", "/week"])
def test_the_line_to_the_diary_opens_before_any_question_is_answered(
    window: Window, server: Server, path: str
) -> None:
    page = window.open(server.address, LAPTOP)
    held: list[Route] = []
    page.route(re.compile("_stcore/(health|host-config)"), lambda route: held.append(route))
    page.goto(f"{server.address}{path}")
    settle(page)
    expect(page.get_by_role("heading", name=SCREENS[path], exact=True)).to_be_visible()
    for route in held:
        assert urlsplit(route.request.url).path.startswith("/_stcore/"), "not that of a screen"
        route.continue_()


def test_a_first_visit_is_small(server: Server, browser: Browser) -> None:
    """Compressed, fonts included: 0.9 MB at most."""
    context = browser.new_context(service_workers="block")
    name, value = server.cookie
    context.add_cookies([{"name": name, "value": value, "url": server.address}])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    loaded: list[float] = []
    devtools.on("Network.loadingFinished", lambda one: loaded.append(one["encodedDataLength"]))
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(server.address)
    page.wait_for_selector(SETTLED)
    page.wait_for_timeout(500)
    context.close()
    assert 500_000 < sum(loaded) < 900_000


def test_a_watched_page_that_asks_another_host_is_noticed(page: Page, window: Window) -> None:
    page.evaluate("fetch('https://example.com/x').catch(() => null)")
    eventually(page, lambda: any("example.com" in rule for rule in window.broken))
    window.broken.clear()


def test_the_page_is_in_english_and_scales_under_two_fingers(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "en"
    viewport = page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "user-scalable=no" not in viewport
    assert "maximum-scale" not in viewport


def test_a_killed_server_that_comes_back_is_found_again(page: Page, server: Server) -> None:
    server.restart()
    settle(page)
    expect(page.get_by_role("heading", name=SCREENS["/"], exact=True)).to_be_visible()

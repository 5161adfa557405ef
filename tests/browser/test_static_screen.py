"""Week and Trends are read before Streamlit has started, which takes their place as they are."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, SHIFTED, Window, eventually, grave, settle
from tests.pages.builders import BERLIN
from tests.running import Server
from tests.web.requests import ask_stranger
from tracker.demo import write_demo

SCRIPT = "**/static/js/index.*.js"
NEAR = 5  # pixels
CHARTS = {"week": 2, "trends": 1}
# Each word of a screen with its place and colours: what is seen, whatever draws it.
SEEN = """() => {
    const host = document.querySelector("#static-screen");
    const root = host?.shadowRoot ?? document.querySelector("[data-testid=stMain]");
    const at = (host ?? root).scrollTop;
    const parts = [...root.querySelectorAll(
        "h1, h2, .stHtml :is(p, li, td, dd, section), [class*=-chart] svg.marks text")];
    return parts.filter(one => one.getClientRects().length).map(one => {
        const {left, top, width} = one.getBoundingClientRect();
        const {color, fill} = getComputedStyle(one);
        const said = one.textContent.trim().slice(0, 30);
        return [said + color + fill, left, top + at, width];
    }).filter(([said]) => said);
}"""


@pytest.fixture
def today() -> date:
    return BERLIN.today()


@pytest.fixture(autouse=True)
def year(server: Server, today: date) -> Iterator[None]:
    """Somebody's diary of a year."""
    with opened(server.database) as diary:
        write_demo(diary, today)
        yield


class Ahead:
    """A screen on which Streamlit has not started yet; `start` lets it."""

    def __init__(self, window: Window, server: Server, path: str, size: tuple[int, int]) -> None:
        self.server, self.path = server, path
        self.address = f"{server.address}{path}"
        self.page = window.open(self.address, size, locale="en-GB", load=False)
        eventually(self.page, lambda: b"static-screen" in self._sent(), "the screen in its page")
        self.page.goto(self.address)
        settle(self.page)  # now its charts' places are known
        eventually(self.page, lambda: b"<svg" in self._sent(), "charts that the server draws")
        self.held: list[Route] = []
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.send("Network.setBypassServiceWorker", {"bypass": True})
        self.hold()

    def _sent(self) -> bytes:
        kept = (f"{one['name']}={one['value']}" for one in self.page.context.cookies())
        return ask_stranger(self.server, self.path, Cookie="; ".join(kept)).body

    def hold(self) -> None:
        """Open the screen once more, without Streamlit."""
        self.page.route(SCRIPT, lambda route: self.held.append(route))
        self.page.goto(self.address, wait_until="commit")
        expect(self.page.locator(":root[data-static]")).to_be_attached()

    def start(self) -> None:
        """Let Streamlit start, and wait until its screen is there instead."""
        for route in self.held:
            route.continue_()
        self.held.clear()
        self.page.unroute(SCRIPT)
        settle(self.page)


Part = tuple[str, float, float, float]  # what it says, in which colours; left, top, width


def seen(page: Page) -> list[Part]:
    page.evaluate("document.fonts.ready")
    return [tuple(part) for part in page.evaluate(SEEN)]


def moved(before: list[Part], after: list[Part]) -> list[Part]:
    """What stands elsewhere now, by more than browsers and we differ in measuring a word."""
    return [
        part
        for part in before
        if not any(
            part[0] == other[0]
            and all(abs(one - two) <= NEAR for one, two in zip(part[1:], other[1:], strict=True))
            for other in after
        )
    ]


@pytest.mark.parametrize(
    ("screen", "size"),
    [("week", PHONE), ("week", LAPTOP), ("trends", PHONE), ("trends", (320, 700))],
)
def test_nothing_jumps_when_streamlit_takes_its_place(
    window: Window, server: Server, screen: str, size: tuple[int, int]
) -> None:
    ahead = Ahead(window, server, f"/{screen}", size)
    expect(ahead.page.locator("#static-screen svg.marks")).to_have_count(CHARTS[screen])
    before = seen(ahead.page)
    ahead.start()
    after = seen(ahead.page)
    assert len(before) > 40
    assert moved(before, after) == []
    assert ahead.page.evaluate(SHIFTED) < 0.1


def test_what_is_pressed_before_streamlit_is_done_once_it_is_there(
    window: Window, server: Server
) -> None:
    ahead = Ahead(window, server, "/week", PHONE)
    page = ahead.page
    page.get_by_role("radio", name="Pain").tap()
    ahead.start()
    expect(page.get_by_role("radio", name="Pain")).to_be_checked()
    ahead.hold()
    page.get_by_role("button", name="Earlier").tap()
    ahead.start()
    expect(page.get_by_role("button", name="This week")).to_be_visible()
    ahead.address = f"{server.address}/trends"
    ahead.hold()
    page.get_by_role("button", name="Sleep").tap()
    ahead.start()
    expect(page.get_by_role("button", name="Sleep")).to_have_attribute("aria-pressed", "true")


def test_where_one_has_scrolled_to_and_what_is_focused_stays(
    window: Window, server: Server
) -> None:
    ahead = Ahead(window, server, "/week", PHONE)
    page = ahead.page
    page.mouse.move(200, 400)
    page.mouse.wheel(0, 700)
    where = "() => document.querySelector('#static-screen').scrollTop"
    eventually(page, lambda: page.evaluate(where) == 700, "the page is scrolled")
    page.get_by_role("link", name="Open this week").focus()
    at = page.evaluate(where)
    ahead.start()
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == at
    expect(page.get_by_role("link", name="Open this week")).to_be_focused()


def test_a_link_leads_on_before_streamlit(window: Window, server: Server) -> None:
    ahead = Ahead(window, server, "/week", PHONE)
    ahead.page.get_by_role("link", name="Trends").tap()
    expect(ahead.page.get_by_role("heading", level=1, name="Trends")).to_be_visible()


def test_a_chart_of_another_size_or_theme_waits_for_streamlit(
    window: Window, server: Server
) -> None:
    ahead = Ahead(window, server, "/trends", PHONE)
    page = ahead.page
    charts = page.locator("#static-screen svg.marks")
    expect(charts).to_have_count(1)
    page.set_viewport_size({"width": 700, "height": 800})
    page.reload(wait_until="commit")
    expect(page.locator(":root[data-static]")).to_be_attached()
    expect(charts).to_have_count(0)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.emulate_media(color_scheme="dark")
    page.reload(wait_until="commit")
    expect(page.locator(":root[data-static]")).to_be_attached()
    expect(charts).to_have_count(0)
    ahead.start()


@pytest.mark.parametrize("screen", ["week", "trends"])
def test_nobody_is_shut_out_of_what_comes_first(
    window: Window, server: Server, screen: str
) -> None:
    ahead = Ahead(window, server, f"/{screen}", PHONE)
    assert grave(ahead.page) == []
    ahead.start()

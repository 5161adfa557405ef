"""A phone that slept for half an hour is where it was, at once.

Meanwhile its line was cut, the server has forgotten its screens, and the time has gone on.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.browser.check_in_screen import pain
from tests.browser.filling import address, fill
from tests.browser.looking import COUNT_WAITING, PATIENCE, PHONE, eventually, settle
from tests.running import Server

HALF_AN_HOUR = 30 * 60_000
# The clock goes on while a page sleeps.
CLOCK = """(() => {
    const {now} = Date;
    window.slept = 0;
    Date.now = () => now() + slept;
})()"""
# Whether the page is the same one all the time, and shows what it showed in every frame.
WATCH = """() => {
    window.same = true;
    window.flashes = [];
    const shown = () => document.querySelector("[data-testid=stMain]")?.innerText.length ?? 0;
    const before = shown();
    const look = () => {
        if (shown() < before / 2) flashes.push(shown());
        requestAnimationFrame(look);
    };
    look();
}"""
SCROLLED = "Math.round(document.querySelector('[data-testid=stMain]').scrollTop)"
CONNECTED = "document.querySelector('.stApp').dataset.testConnectionState === 'CONNECTED'"


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a year that is started anew while the phone sleeps: it knows no screen then."""
    database = address(tmp_path_factory.mktemp("slept"))
    fill(database, "a year")
    with Server(database) as running:
        yield running


class Lines:
    """The lines between a phone and the server."""

    def __init__(self, context: BrowserContext) -> None:
        self._open: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        context.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, to_page: WebSocketRoute) -> None:
        self._open.append((to_page, to_page.connect_to_server()))

    def end_at_the_server(self) -> None:
        """The server hears no more of the phone."""
        for _, to_server in self._open:
            to_server.close()

    def end_at_the_phone(self) -> None:
        """The phone notices that its lines are cut."""
        for to_page, _ in self._open:
            to_page.close(code=3000)
        self._open.clear()


@pytest.fixture
def phone(browser: Browser, forgetful: Server) -> Iterator[tuple[Page, Lines]]:
    width, height = PHONE
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        timezone_id="Europe/Berlin",
        locale="en-GB",
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COUNT_WAITING)
    context.add_init_script(CLOCK)
    name, value = forgetful.cookie
    context.add_cookies([{"name": name, "value": value, "url": forgetful.address}])
    lines = Lines(context)
    yield context.new_page(), lines
    context.close()


def sleep(page: Page, lines: Lines, server: Server) -> None:
    """Half an hour in a pocket, in no time."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    lines.end_at_the_server()
    server.restart()
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    devtools.detach()
    page.evaluate("ms => { slept += ms; }", HALF_AN_HOUR)
    lines.end_at_the_phone()


def wait_until_connected(page: Page) -> None:
    """Wait until its line is there again and the screen is at rest."""
    eventually(page, lambda: page.evaluate(CONNECTED))
    settle(page)


LAST_MONTH = f"{date.today() - timedelta(days=31):%Y-%m}"  # today's may have begun today


@pytest.mark.parametrize("path", ["/", f"/days?month={LAST_MONTH}", "/trends"])
def test_it_is_the_same_screen_where_it_was_scrolled_to(
    phone: tuple[Page, Lines], forgetful: Server, path: str
) -> None:
    page, lines = phone
    page.goto(f"{forgetful.address}{path}")
    settle(page)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 300)")
    scrolled = page.evaluate(SCROLLED)
    assert scrolled > 0
    heading = page.get_by_role("heading", level=1).inner_text()
    page.evaluate(WATCH)
    sleep(page, lines, forgetful)
    wait_until_connected(page)
    assert page.evaluate("window.same"), "it was not loaded anew"
    assert page.evaluate("flashes") == []
    assert page.evaluate(SCROLLED) == scrolled
    assert page.get_by_role("heading", level=1).inner_text() == heading
    assert page.url == f"{forgetful.address}{path}"


def test_what_was_half_typed_is_there_and_is_saved(
    phone: tuple[Page, Lines], forgetful: Server
) -> None:
    page, lines = phone
    page.goto(forgetful.address)
    settle(page)
    note = page.get_by_label("Note", exact=True)
    note.tap()
    note.fill("")
    page.keyboard.type("stiff in the mor")
    page.evaluate(WATCH)
    sleep(page, lines, forgetful)
    wait_until_connected(page)
    expect(note).to_have_value("stiff in the mor")
    expect(note).to_be_focused()
    page.keyboard.type("ning")
    note.blur()
    pain(page, 6).tap()
    settle(page)
    assert page.evaluate("window.same")
    page.reload()
    settle(page)
    expect(page.get_by_label("Note", exact=True)).to_have_value("stiff in the morning")
    expect(pain(page, 6)).to_be_checked()

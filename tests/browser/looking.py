"""Pages as a person opens them, watched for what no page may do."""

import time
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.running import cookie_at

PHONE = (390, 844)
LAPTOP = (1280, 800)
PATIENCE = 30_000  # milliseconds
SETTLED = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
)

# A page that was tapped says "notRunning" until the server has begun with the tap, so what waits
# for an answer is counted. On the socket a run is asked for with field 11 (BackMsg.rerun_script),
# begins with 4 (ForwardMsg.new_session) and ends with 6 (script_finished); field 16 asks where a
# file may be put (file_urls_request), 19 says it (file_urls_response).
COUNT_WAITING = """(() => {
    const field = data => {  // the first one after the hash and the metadata
        const bytes = new Uint8Array(data.buffer || data, data.byteOffset || 0);
        for (let at = 0; ;) {
            const number = bytes[at++] >> 3;
            if (number > 2) return number;
            let length = 0;
            for (let shift = 0; ; shift += 7) {
                const byte = bytes[at++];
                length |= (byte & 127) << shift;
                if (byte < 128) break;
            }
            at += length;
        }
    };
    const none = {asked: 0, begun: 0, addresses: 0};
    const waiting = window.waiting = {...none, uploads: 0};
    window.asked = 0;  // how often in all, fields that save by themselves included
    window.WebSocket = class extends window.WebSocket {
        constructor(...given) {
            super(...given);
            this.addEventListener("close", () => Object.assign(waiting, none));
            this.addEventListener("message", ({data}) => {
                const part = field(data);
                if (part === 4) Object.assign(waiting, {asked: 0, begun: 1});
                if (part === 6) waiting.begun = 0;
                if (part === 19) waiting.addresses -= 1;
            });
        }
        send(data) {
            const part = field(data);
            if (part === 11) {
                waiting.asked = 1;
                window.asked += 1;
            }
            if (part === 16) waiting.addresses += 1;
            super.send(data);
        }
    };
    const {fetch} = window;
    window.fetch = (...given) => {
        window.asked += 1;
        return fetch(...given);
    };
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...given) {
        waiting.uploads += 1;
        this.addEventListener("loadend", () => { waiting.uploads -= 1; });
        return send.apply(this, given);
    };
})()"""
AT_REST = """async settled => {
    const frame = () => new Promise(done => {
        requestAnimationFrame(() => setTimeout(done));
        setTimeout(done, 50);  // a tab in the background draws no frames
    });
    for (const moment of ["what was tapped is sent", "what was answered is drawn"]) {
        await frame();
        await frame();
        if (Object.values(waiting).some(Boolean) || !document.querySelector(settled)) return false;
        // Each kind of element loads its own module; until then a skeleton stands in its place.
        if (document.querySelector("[data-testid=stSkeleton]")) return false;
    }
    return true;
}"""


class Window:
    """Opens pages and notes requests to other hosts, blocked content and script errors."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.broken: list[str] = []

    def open(
        self,
        address: str,
        size: tuple[int, int] = PHONE,
        theme: Literal["light", "dark"] = "light",
        zone: str = "Europe/Berlin",
        locale: str = "en-GB",
    ) -> Page:
        """A page in a profile of its own, at rest."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            has_touch=size == PHONE,
            timezone_id=zone,
            locale=locale,
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(COUNT_WAITING)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.broken.append(f"error in the page: {error}"))
        name, value = cookie_at(address)
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page.goto(address)
        settle(page)
        return page

    def tab(self, page: Page) -> Page:
        """Another tab of the same profile at the same address."""
        other = page.context.new_page()
        other.on("request", self._note_request)
        other.on("console", self._note_console)
        other.goto(page.url)
        settle(other)
        return other

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in (
            "localhost",
            "127.0.0.1",
        ):
            self.broken.append(f"request to another host: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Permissions-Policy" in message.text:
            self.broken.append(message.text)


def settle(page: Page) -> None:
    """Wait until the page is connected, what was tapped is answered and nothing runs any more."""
    until(page, AT_REST, SETTLED)


def until(page: Page, expression: str, argument: object = None) -> Any:
    """Wait until an expression is true in the page; Playwright's own wait needs unsafe-eval."""
    return eventually(page, lambda: page.evaluate(expression, argument), expression)


def eventually(page: Page, true: Callable[[], Any], what: str = "what the page was to do") -> Any:
    """Let the page work until something is true; what it came to."""
    end = time.monotonic() + PATIENCE / 1000
    while not (value := true()):
        assert time.monotonic() < end, f"never came true: {what}"
        page.wait_for_timeout(20)
    return value

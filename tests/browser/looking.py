"""Pages as a person opens them, watched for what no page may do."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Request

from tests.running import cookie_at

PHONE = (390, 844)
LAPTOP = (1280, 800)
PATIENCE = 30_000  # milliseconds
STORED = "local_storage,indexeddb,websql,cache_storage,service_workers,file_systems"
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
    const waiting = window.waiting = {...none, uploads: 0, saves: 0};
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
        const answer = fetch(...given);
        if (given[1]?.method === "POST") {
            window.asked += 1;
            waiting.saves += 1;
            const over = () => { waiting.saves -= 1; };
            answer.then(over, over);
        }
        return answer;
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
        // What came with the page stands until it is taken over.
        if (document.querySelector("#day-in-page, #static-screen")) return false;
    }
    return true;
}"""

# How much has moved by itself since the page was asked for, as browsers' makers add it up.
SHIFTED = """() => new Promise(done => {
    let sum = 0;
    const add = list => list.getEntries().forEach(entry => { sum += entry.value; });
    new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 200);
})"""
BOXES = """shown => shown.map(one => one.getBoundingClientRect().toJSON())"""
GRAVE = ("serious", "critical")
# Nothing is loaded once more, and nothing is looked for that is never grave: axe-core gives each
# finding the impact of its rule.
VIOLATIONS = """async part => {
    const harmless = axe._audit.rules.filter(rule => ["minor", "moderate"].includes(rule.impact));
    const rules = Object.fromEntries(harmless.map(rule => [rule.id, {enabled: false}]));
    const how = {resultTypes: ["violations"], preload: false, rules};
    return (await axe.run(part || document, how)).violations;
}"""


class Kind(NamedTuple):
    """What a profile is made for."""

    touch: bool
    zone: str = "Europe/Berlin"
    locale: str = "en-GB"
    worker: bool = False  # else every test would begin with filling its cache


class Profile:
    """A profile with one tab: what a test leaves in it is wiped before the next one gets it.

    What the browser keeps of the front end's files stays: loading and compiling them anew is
    most of what a first visit costs.
    """

    def __init__(self, browser: Browser, kind: Kind) -> None:
        self.kind = kind
        size = PHONE if kind.touch else LAPTOP
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=kind.touch,
            timezone_id=kind.zone,
            locale=kind.locale,
            service_workers="allow" if kind.worker else "block",
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(COUNT_WAITING)
        self.page = self.context.new_page()

    def look(self, size: tuple[int, int], theme: Literal["light", "dark"]) -> None:
        """Have its tab look so: the test before may have printed it, or have wanted less motion."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(media="null", color_scheme=theme, reduced_motion="null")

    def wipe(self) -> None:
        """Forget cookies, what pages stored, and where the tab has been."""
        self.context.set_offline(False)
        self.context.unroute_all(behavior="ignoreErrors")
        for page in self.context.pages:
            if page != self.page:
                page.close()
        if self.page.is_closed():
            self.page = self.context.new_page()
        self.page.unroute_all(behavior="ignoreErrors")
        # A page of the same site: the next one then needs no new process, which starts from cold.
        self.page.goto(urljoin(self.page.url, "/_stcore/health"))
        self.page.evaluate("sessionStorage.clear()")
        self.page.mouse.move(0, 0)
        self.context.clear_cookies()
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": STORED})
        devtools.send("Page.resetNavigationHistory")
        devtools.detach()


class Profiles:
    """The profiles of one browser, each given to one window at a time."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[Profile] = []

    def take(self, kind: Kind) -> Profile:
        """A profile that holds nothing of anybody."""
        for profile in self._idle:
            if profile.kind == kind:
                self._idle.remove(profile)
                return profile
        return Profile(self._browser, kind)

    def give_back(self, profile: Profile) -> None:
        """Wipe a profile for the next window; one that can't be wiped is thrown away."""
        try:
            profile.wipe()
        except Error:
            with suppress(Error):
                profile.context.close()
        else:
            self._idle.append(profile)

    def close(self) -> None:
        """Close what nobody uses."""
        for profile in self._idle:
            profile.context.close()


class Window:
    """Opens pages and notes requests to other hosts, blocked content and script errors."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._open: list[Profile] = []
        self._notes: list[tuple[Page, Any, Callable[[Any], object]]] = []
        self._scripts: list[Any] = []
        self.broken: list[str] = []

    def open(
        self,
        address: str,
        size: tuple[int, int] = PHONE,
        theme: Literal["light", "dark"] = "light",
        zone: str = "Europe/Berlin",
        locale: str = "en-GB",
        *,
        load: bool = True,
    ) -> Page:
        """A page in a profile of its own, let in and at rest; without `load` only its tab."""
        profile = self._profiles.take(Kind(size == PHONE, zone, locale))
        self._open.append(profile)
        profile.look(size, theme)
        page = profile.page
        self._watch(page)
        name, value = cookie_at(address)
        page.context.add_cookies([{"name": name, "value": value, "url": address}])
        if load:
            page.goto(address)
            settle(page)
        return page

    def tab(self, page: Page) -> Page:
        """Another tab of the same profile at the same address."""
        other = page.context.new_page()
        self._watch(other)
        other.goto(page.url)
        settle(other)
        return other

    def note(self, page: Page, event: Any, noted: Callable[[Any], object]) -> None:
        """Have every event of a page noted until the window closes; its tab is used again."""
        page.on(event, noted)
        self._notes.append((page, event, noted))

    def before_scripts(self, page: Page, script: str) -> None:
        """Run a script on whatever a page loads until the window closes; its tab is used again."""
        self._scripts.append(page.add_init_script(script))

    def close(self) -> None:
        """Let go of every page that was opened."""
        for script in self._scripts:
            with suppress(Error):  # of a page that is closed
                script.close()
        for page, event, noted in self._notes:
            if not page.is_closed():
                page.remove_listener(event, noted)
        for profile in self._open:
            self._profiles.give_back(profile)

    def _watch(self, page: Page) -> None:
        self.note(page, "request", self._note_request)
        self.note(page, "console", self._note_console)
        self.note(page, "pageerror", self._note_error)

    def _note_error(self, error: Error) -> None:
        self.broken.append(f"error in the page: {error}")

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
    """Wait until an expression is true in the page; Playwright's own wait needs unsafe-eval.

    The page may load itself again meanwhile, as the one without a connection does.
    """

    def true() -> Any:
        try:
            return page.evaluate(expression, argument)
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            return None

    return eventually(page, true, expression)


def eventually(page: Page, true: Callable[[], Any], what: str = "what the page was to do") -> Any:
    """Let the page work until something is true; what it came to."""
    end = time.monotonic() + PATIENCE / 1000
    while not (value := true()):
        assert time.monotonic() < end, f"never came true: {what}"
        page.wait_for_timeout(20)
    return value


def rest(page: Page) -> None:
    """Wait until nothing is fading from one colour into another, over a few frames."""
    for _ in range(3):
        page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"
        )
        until(page, "document.getAnimations().every(a => a.playState !== 'running')")


def boxes(shown: Locator) -> list[dict[str, float]]:
    """Where in the window each of them lies, in one moment: what a page shows comes and goes."""
    found: list[dict[str, float]] = shown.evaluate_all(BOXES)
    assert found, f"nothing is there: {shown}"
    return found


def assert_for_all_eyes(page: Page, part: str = "body") -> None:
    """Nobody is shut out of a page, at any size, in either theme, with text of twice the size."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width, height in ((320, 640), PHONE, (768, 1024), LAPTOP):
            page.set_viewport_size({"width": width, "height": height})
            for text in ("100%", "200%"):
                page.evaluate("size => document.documentElement.style.fontSize = size", text)
                where = f"{page.url}, {theme}, {width} wide, text at {text}"
                assert grave(page, part) == [], where
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{where}: {wide} wide"
        page.evaluate("document.documentElement.style.fontSize = ''")


def grave(page: Page, part: str | None = None) -> list[str]:
    """What axe-core finds serious or critical, in all of the page or in a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:150]} {node['failureSummary']}"
        for violation in page.evaluate(VIOLATIONS, part)
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]

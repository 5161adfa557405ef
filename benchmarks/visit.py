"""A visit to a screen, from the address until it is drawn, beside Streamlit's empty page.

Warm (the browser was there before), on a phone's window, with ten years of diary: with the service
worker, as on this computer and over https, and without, as on a phone over plain http; then on a
processor four times slower, and over a line of 40 ms and 10 Mbit/s. Beside the times: how far what
is drawn moves, and what a first visit loads.
"""

import re
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Page

from benchmarks.chromium import SETTLED, chromium, let_in
from benchmarks.figures import Figure, alternate
from benchmarks.servers import Server, backbeat, settled, stock_page
from benchmarks.setup import Setup
from tracker.web.page import ELEMENTS

PHONE = {"width": 390, "height": 844}
DRAWN = f"{SETTLED}:not(:has([data-testid=stSkeleton]))"
# What must be there. Tapped can be the day that came with the page, once its scripts answer.
TAPPABLE = ":root[data-day]"
CHECK_IN = f"{DRAWN} .bb-menu a"
CHARTED = f"{DRAWN} [data-testid=stVegaLiteChart] svg"
STOCK = f"{DRAWN} .stButton button"
PLAIN = "main, [data-testid=stMain]"
SCREENS = {  # the path, what must be there, the aims with and without the service worker
    "check-in": ("/", CHECK_IN, 1.1, 1.3),
    "Week": ("/week", CHARTED, 1.2, 1.5),
    "Trends": ("/trends", CHARTED, 1.2, 1.5),
}
READ = {  # what of a screen is seen last, in the page that came
    "check-in": ".folded[data-then='.st-key-more summary']",
    "Week": ".chart[data-chart=year] svg.marks",
    "Trends": ".chart[data-chart=trends] svg.marks",
}
TAPPABLE_OF_STOCK, TAPPABLE_OF_PLAIN = 0.6, 2.0
MEGABIT = 1_000_000 / 8  # bytes
FIRST_VISIT = 900.0  # kB of the check-in, compressed, fonts included
STILL = 0.1  # of the window, times how far it moves: as browsers' makers name a good page
LOOKS = 3  # visits to a screen, of which the one that moves most counts

# Looks once a frame whether all that is waited for is there and shown, below it as well; inside
# of components, too.
DRAWN_AT = """
(wanted) => new Promise((done, failed) => {
  const within = (one) => one.shadowRoot?.querySelector(wanted);
  const find = () => document.querySelector(wanted)
    ?? [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].some(within);
  const look = () => {
    const { loading, day, static: still } = document.documentElement?.dataset ?? { day: "" };
    const shown = [loading, day, still].every((one) => one === undefined); // taken over
    if (shown && find()) done(performance.now());
    else if (performance.now() > 60000) failed(new Error(`never drawn: ${wanted}`));
    else requestAnimationFrame(look);
  };
  look();
})
"""
# The same for what may be tapped while the rest still comes.
THERE_AT = DRAWN_AT.replace("shown && ", "")
# The same for a screen that came with the page, to be read.
READ_AT = """
(wanted) => new Promise((done, failed) => {
  const look = () => {
    const { day, static: still } = document.documentElement?.dataset ?? {};
    const seen = [day, still].some((one) => one !== undefined);
    const part = document.querySelector("#static-screen, #day-in-page[data-whole] .rest");
    if (seen && part?.shadowRoot?.querySelector(wanted)) done(performance.now());
    else if (performance.now() > 60000) failed(new Error(`never seen: ${wanted}`));
    else requestAnimationFrame(look);
  };
  look();
})
"""
# How much has moved by itself since the page was asked for, and in a moment more.
_MOVED = """
async () => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  await new Promise((done) => setTimeout(done, 300));
  return sum;
}
"""
# As of a browser that is to save data: nothing is fetched ahead of other screens.
_SAVES_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
# The page as it is drawn, with what is inside of components.
_WHOLE = """
document.documentElement.getHTML({
  shadowRoots: [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean),
})
"""


@dataclass(frozen=True)
class Device:
    """How slow a browser's processor and line are made, by Chromium's own means."""

    name: str = ""
    slower: float = 1.0
    round_trip: float = 0.0  # milliseconds
    bandwidth: float = -1.0  # bytes a second; -1: as fast as it is

    async def take(self, devtools: CDPSession) -> None:
        """Make a tab such a device."""
        await devtools.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
        await devtools.send("Network.enable")
        await devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": self.round_trip,
                "downloadThroughput": self.bandwidth,
                "uploadThroughput": self.bandwidth,
            },
        )


DEVICES = (
    Device(),
    Device(", processor 4x slower", slower=4.0),
    Device(", 40 ms and 10 Mbit/s", round_trip=40.0, bandwidth=10 * MEGABIT),
)


async def measure(setup: Setup) -> list[Figure]:
    """In Chromium; visits take turns."""
    figures: list[Figure] = []
    with backbeat("ten years", setup.ten_years) as ours, stock_page() as stock:
        await settled(ours)
        await settled(stock)
        async with chromium() as browser:
            with plain_page(await _content(browser, ours)) as plain:
                for device in DEVICES[: 1 if setup.quick else None]:
                    found = await _on(device, browser, (ours, stock), plain, setup.rounds)
                    print(*(figure.row() for figure in found), sep="\n", flush=True)
                    figures += found
            loaded = await _first_visit(browser, ours)
            figures.append(Figure("first visit of the check-in", loaded, FIRST_VISIT, "kB", 1.0))
    return figures


async def _on(
    device: Device, browser: Browser, servers: tuple[Server, Server], plain: str, rounds: int
) -> list[Figure]:
    ours, stock = servers
    async with AsyncExitStack() as stack:

        async def tab(server: Server | None, workers: bool = False) -> Page:
            return await stack.enter_async_context(_tab(browser, device, server, workers))

        kept, bare = await tab(ours, workers=True), await tab(ours)
        empty, still = await tab(stock), await tab(None)
        moved = {name: await _moved(bare, ours, name) for name in ELEMENTS}
        screens = list(SCREENS.values())
        for name in READ:  # how large charts are is known from the visit before
            for page in (kept, bare):
                path, wanted, *_ = SCREENS[name]
                await _visit(page, f"{ours.address}{path}", wanted)()
        read = [(f"{ours.address}{SCREENS[name][0]}", READ[name], READ_AT) for name in READ]
        taken = await alternate(
            rounds,
            [
                _visit(empty, stock.address, STOCK),
                _visit(still, plain, PLAIN),
                _visit(bare, ours.address, TAPPABLE, THERE_AT),
                *(_visit(kept, f"{ours.address}{one[0]}", one[1]) for one in screens),
                *(_visit(bare, f"{ours.address}{one[0]}", one[1]) for one in screens),
                *(_visit(kept, *one) for one in read),
                *(_visit(bare, *one) for one in read),
            ],
        )
    theirs, plain_one, tappable, *others = (1e3 * seconds for seconds in taken)
    drawn, seen = others[: 2 * len(SCREENS)], others[2 * len(SCREENS) :]
    first = f"visit until it can be tapped{device.name}"
    figures = [
        Figure(f"{first}, beside the empty page", tappable, theirs, "ms", TAPPABLE_OF_STOCK),
        Figure(f"{first}, beside a plain page", tappable, plain_one, "ms", TAPPABLE_OF_PLAIN),
    ]
    for place, (name, screen) in enumerate(SCREENS.items()):
        for worker, found in (("", drawn[place]), (" without worker", drawn[len(SCREENS) + place])):
            aim = screen[3] if worker else screen[2]
            title = f"visit to {name}{worker}{device.name}"
            figures.append(Figure(title, found, theirs, "ms", aim))
    for place, name in enumerate(READ):
        for worker, found in (("", seen[place]), (" without worker", seen[len(READ) + place])):
            aim = SCREENS[name][3] if worker else SCREENS[name][2]
            title = f"visit to {name} until all of it is seen{worker}{device.name}"
            figures.append(Figure(title, found, theirs, "ms", aim))
    for name, share in moved.items():
        title = f"what moves on /{name}{device.name}, beside what is good"
        figures.append(Figure(title, 1e3 * share, 1e3 * STILL, "‰", 1.0))
    return figures


async def _moved(page: Page, server: Server, screen: str) -> float:
    """The layout shift of a screen, of the visit on which most moved."""
    found = []
    for _ in range(LOOKS):
        await _visit(page, f"{server.address}/{screen}", DRAWN)()
        found.append(float(await page.evaluate(_MOVED)))
    return max(found)


async def _first_visit(browser: Browser, server: Server) -> float:
    """The kB that a browser loads which was never here: the files of the first screen."""
    context = await browser.new_context(viewport=PHONE, service_workers="block")  # type: ignore[arg-type]
    try:
        page = await context.new_page()
        await page.add_init_script(_SAVES_DATA)
        await let_in(page, server)
        await page.wait_for_selector(DRAWN)
        await page.goto("about:blank")
        devtools = await context.new_cdp_session(page)
        await devtools.send("Network.enable")
        await devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        loaded: list[float] = []
        devtools.on("Network.loadingFinished", lambda one: loaded.append(one["encodedDataLength"]))
        await _visit(page, f"{server.address}/", CHECK_IN)()
        await page.wait_for_timeout(500)
        return sum(loaded) / 1e3
    finally:
        await context.close()


@asynccontextmanager
async def _tab(
    browser: Browser, device: Device, server: Server | None, workers: bool
) -> AsyncIterator[Page]:
    """A phone's tab that was let in, and has been at every screen."""
    context: BrowserContext = await browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        service_workers="allow" if workers else "block",
    )
    try:
        page = await context.new_page()
        if server is not None:
            await let_in(page, server)
            await page.wait_for_selector(SETTLED)
            if workers:
                await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        await device.take(await context.new_cdp_session(page))
        yield page
    finally:
        await context.close()


def _visit(
    page: Page, address: str, wanted: str, look: str = DRAWN_AT
) -> Callable[[], Awaitable[float]]:
    async def visit() -> float:
        await page.goto("about:blank")
        await page.goto(address, wait_until="commit")
        taken = float(await page.evaluate(look, wanted)) / 1e3
        if look != DRAWN_AT:  # what goes on after it shall not cost the next one time
            await page.evaluate(DRAWN_AT, DRAWN)
        return taken

    return visit


async def _content(browser: Browser, ours: Server) -> bytes:
    """The check-in as it is drawn, with its rules and without a script."""
    context = await browser.new_context(service_workers="block")
    try:
        page = await context.new_page()
        await let_in(page, ours)
        await page.wait_for_selector(SETTLED)
        await page.wait_for_timeout(1000)
        drawn: str = await page.evaluate(_WHOLE)
        rules: list[str] = await page.evaluate(
            "[...document.styleSheets]"
            ".map(one => [...one.cssRules].map(rule => rule.cssText).join(''))"
        )
    finally:
        await context.close()
    body = re.sub(r"<script\b.*?</script>|<link\b[^>]*>", "", drawn, flags=re.DOTALL)
    return f"<!doctype html><style>{' '.join(rules)}</style>{body}".encode()


@contextmanager
def plain_page(body: bytes) -> Iterator[str]:
    """The address of a server that answers with one page, ready made."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()

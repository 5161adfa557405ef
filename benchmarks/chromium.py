"""A real Chromium that reaches this machine only."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, Page, async_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.servers import Server, way_in

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
SETTLED = f"{CONNECTED}[data-test-script-state=notRunning]"

# Tells when the server has said that a run is over, and that no other follows at once.
_LISTEN = """
window.finished = null;
const isLast = (bytes) => {
  let at = 0;
  const number = () => {
    let value = 0, shift = 0, byte;
    do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7 } while (byte > 127);
    return value;
  };
  while (at < bytes.length) {
    const tag = number();
    const value = number();
    if (tag === FINISHED) return value !== EARLY;
    if ((tag & 7) === 2) at += value;
  }
  return false;
};
window.WebSocket = class extends window.WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      if (window.finished && isLast(new Uint8Array(event.data))) window.finished();
    });
  }
};
""".replace(
    "FINISHED", str(ForwardMsg.DESCRIPTOR.fields_by_name["script_finished"].number << 3)
).replace("EARLY", str(ForwardMsg.FINISHED_EARLY_FOR_RERUN))

_CLICK = """
(target) => new Promise((done, failed) => {
  const start = performance.now();
  setTimeout(() => failed(new Error("no answer to a click")), 20000);
  window.finished = () => {
    window.finished = null;
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  };
  target.click();
})
"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Chromium with an empty profile."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("This part needs Chromium: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        await browser.close()


async def let_in(page: Page, server: Server) -> None:
    """Open a server's first page, as somebody who may."""
    await page.goto(server.address if server.data is None else way_in(server.port, server.data))


async def open_page(browser: Browser, server: Server) -> Page:
    """A page on a phone, at rest."""
    page = await browser.new_page(viewport={"width": 390, "height": 844})
    await page.add_init_script(_LISTEN)
    await let_in(page, server)
    await page.wait_for_selector(SETTLED)
    await page.wait_for_timeout(1000)
    return page


async def clicked(target: Locator) -> float:
    """Click; the seconds until the server's answer is complete and the next frame is drawn."""
    return float(await target.evaluate(_CLICK)) / 1e3

"""A browser whose service worker keeps the program's files."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.looking import SETTLED, eventually
from tests.running import Server

KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys();
        found[name] = requests.map(one => new URL(one.url).pathname);
    }
    return found;
}"""
RULED = "navigator.serviceWorker.controller !== null"
KNOWS_WHOSE = "localStorage.getItem('backbeat.here') !== null"


def let_in(device: BrowserContext, server: Server) -> None:
    """Give a browser the cookie of who was let in."""
    name, value = server.cookie
    device.add_cookies([{"name": name, "value": value, "url": server.address}])


def installed(device: BrowserContext, server: Server, path: str = "/") -> Page:
    """A page whose files the worker keeps from now on, and which has been at rest."""
    page = device.pages[0]
    page.goto(f"{server.address}{path}")
    page.wait_for_selector(SETTLED)
    eventually(page, lambda: page.evaluate(RULED))
    eventually(page, lambda: len(page.evaluate(KEPT)) == 1)
    eventually(page, lambda: page.evaluate(KNOWS_WHOSE))
    return page

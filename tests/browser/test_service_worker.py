"""The service worker keeps files of the program, and nothing else."""

import json
import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.installed import KEPT, RULED, installed
from tests.browser.looking import SETTLED, eventually, settle
from tests.running import Server


def worker_of(server: Server, page: Page) -> tuple[str, list[str]]:
    """The name of this version's cache, and the files in it, as the server says."""
    text = page.context.request.get(f"{server.address}/worker.js").text()
    cache, files = re.search(r'"(backbeat-\w+)"', text), re.search(r"FILES = (\[.*\]);", text)
    assert cache
    assert files
    return cache[1], json.loads(files[1])


def test_the_next_visit_asks_the_server_for_no_file_of_the_program(
    device: BrowserContext, server: Server
) -> None:
    page = installed(device, server)
    page.goto("about:blank")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{server.address}/week")
    settle(page)
    files = [one for one in asked if "/static/" in one.url]
    assert len(files) > 50
    for request in files:
        answer = request.response()
        assert answer is not None
        assert answer.from_service_worker, request.url


def test_it_keeps_the_files_of_this_version_and_nothing_of_a_diary(
    device: BrowserContext, server: Server
) -> None:
    page = installed(device, server)
    for path in ("/week", "/data", "/"):
        page.goto(f"{server.address}{path}")
        settle(page)
    page.get_by_role("radio", name="4", exact=True).first.click()
    name, files = worker_of(server, page)
    assert page.evaluate(KEPT) == {name: sorted(files)}
    assert all(path.startswith("/static/") for path in files)


def test_the_files_of_an_older_version_are_thrown_away(
    device: BrowserContext, server: Server
) -> None:
    """As after an upgrade: a worker of other contents, whose cache has an old style in it."""
    page = device.pages[0]
    page.route(re.compile("loading.*js"), lambda route: route.fulfill(body=""))
    page.goto(server.address)
    name, files = worker_of(server, page)
    old = page.context.request.get(f"{server.address}/worker.js").text()
    old = old.replace(name, "backbeat-of-before").replace(files[0], "/icon.svg")
    device.route(
        "**/worker.js", lambda route: route.fulfill(body=old, content_type="text/javascript")
    )
    page.evaluate("navigator.serviceWorker.register('/worker.js', {updateViaCache: 'none'})")
    eventually(page, lambda: page.evaluate(RULED))
    assert list(page.evaluate(KEPT)) == ["backbeat-of-before"]
    device.unroute("**/worker.js")
    page.unroute_all()

    def visit() -> bool:
        page.goto(server.address)
        page.wait_for_selector(SETTLED)
        page.wait_for_timeout(3000)  # the browser looks for a new worker a second after a visit
        return list(page.evaluate(KEPT)) == [name]

    eventually(page, visit, "a visit after the upgrade throws them away")


def test_a_file_of_another_version_is_never_shown_for_this_ones(
    device: BrowserContext, server: Server
) -> None:
    """The page names the style by what is in it: one kept of before has another name."""
    page = installed(device, server)
    page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            for (const one of await cache.keys())
                if (one.url.includes("/style.")) await cache.delete(one);
            const headers = {"content-type": "text/css"};
            const old = new Response("body { display: none }", {headers});
            await cache.put("/static/backbeat/style.0000000000000000.css", old);
        }"""
    )
    page.goto(server.address)
    settle(page)
    assert page.locator(".bb-brand").is_visible()


def test_a_page_is_never_kept(device: BrowserContext, server: Server) -> None:
    page = installed(device, server)
    server.kill()
    try:
        answered = page.evaluate("fetch('/').then(() => true, () => false)")
        assert not answered, "a page of another day, or of before it was locked"
    finally:
        server.start()


def test_an_older_page_in_its_cache_is_never_shown(device: BrowserContext, server: Server) -> None:
    """As one of another day, version or person, however it came there."""
    page = installed(device, server)
    page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            for (const path of ["/", "/week", "/?day=2020-01-01"]) {
                const headers = {"content-type": "text/html"};
                await cache.put(path, new Response("<h1>An older page</h1>", {headers}));
            }
        }"""
    )
    for path in ("/", "/week", "/?day=2020-01-01"):
        page.goto(f"{server.address}{path}")
        settle(page)
        assert page.locator(".bb-brand").is_visible()
        assert page.get_by_text("An older page").count() == 0


def test_the_page_without_a_connection_of_an_older_version_is_not_shown_while_the_server_answers(
    device: BrowserContext, server: Server
) -> None:
    page = installed(device, server)
    page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            const [own] = (await cache.keys()).filter(one => one.url.includes("/offline."));
            const headers = {"content-type": "text/html"};
            await cache.put(own, new Response("<h1>An older page</h1>", {headers}));
        }"""
    )
    for path in ("/", "/week"):
        page.goto(f"{server.address}{path}")
        settle(page)
        assert page.locator(".bb-brand").is_visible()
        assert page.get_by_text("An older page").count() == 0


def test_a_browser_that_lost_its_cookie_sees_no_diary(
    device: BrowserContext, server: Server
) -> None:
    page = installed(device, server)
    device.clear_cookies()
    answer = page.goto(server.address)
    assert answer is not None
    assert answer.status == 403
    assert page.get_by_role("heading", name="This browser has not been let in yet").is_visible()


def test_who_saves_data_is_sent_nothing_ahead(new_device: BrowserContext, server: Server) -> None:
    page = new_device.pages[0]
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(server.address)
    page.wait_for_selector(SETTLED)
    page.wait_for_timeout(3000)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert not [path for path in asked if "embed." in path or path.endswith("worker.js")]


def test_without_a_worker_the_next_screens_files_are_fetched_when_the_first_is_at_rest(
    new_device: BrowserContext, server: Server
) -> None:
    """As on a phone in the home network, which reaches Backbeat without https."""
    page = new_device.pages[0]
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(server.address)
    page.wait_for_selector(SETTLED)
    assert not [path for path in asked if "/embed." in path]
    eventually(page, lambda: any("/embed." in path for path in asked))

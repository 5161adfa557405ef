"""A real Chromium at a real server, for tests of what a person sees.

`BACKBEAT_REQUIRE_BROWSER=1` makes a missing browser a failure; otherwise these
tests are skipped, with one line that says how to get one.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.filling import Servers, address, fill, opened
from tests.browser.installed import let_in
from tests.browser.looking import PATIENCE, PHONE, Kind, Profile, Profiles, Window, settle
from tests.pages.builders import BERLIN
from tests.running import Server
from tracker.store import Diary

BROWSERS = ("chromium", "google-chrome", "chromium-browser", "chromium-headless-shell")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
REQUIRED = os.environ.get("BACKBEAT_REQUIRE_BROWSER") == "1"
HOW = "no Chromium on this machine; `sudo apt-get install chromium` lets the browser tests run"
LEFT_OUT = (
    # What Playwright leaves out, for this list takes the place of its own.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    # Two pages of Chromium's own behind every address bar: a fifth of what opening a page costs.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-extensions",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(LEFT_OUT)}",
    # A page of a test is left before its scripts have run often enough to repay optimizing them.
    "--js-flags=--no-opt --no-maglev",
)
HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and skip it where there is none."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not REQUIRED:
                item.add_marker(pytest.mark.skip(reason=HOW))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line why, and what to do."""
    if CHROMIUM is None and not REQUIRED:
        terminalreporter.write_line(f"Browser tests were skipped: {HOW}.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium, with a fresh profile."""
    if CHROMIUM is None:
        pytest.fail(HOW)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[Profiles]:
    """The profiles that windows take one after the other."""
    kept = Profiles(browser)
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers that go on for the next test, which finds an empty diary."""
    with Servers(lambda: address(tmp_path_factory.mktemp("server"))) as kept:
        yield kept


@pytest.fixture
def server(servers: Servers) -> Server:
    """A server with an empty diary."""
    return servers.take()


@pytest.fixture(scope="session")
def a_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a made-up year, for tests that change little of it."""
    database = address(tmp_path_factory.mktemp("year"))
    fill(database, "a year")
    with Server(database) as running:
        yield running


@pytest.fixture
def fresh(server: Server) -> Server:
    """The same, and nobody has asked its process for anything yet."""
    server.restart()
    return server


@pytest.fixture
def window(profiles: Profiles) -> Iterator[Window]:
    """Opens pages; at the end no page may have broken a rule that holds for all."""
    opened = Window(profiles)
    yield opened
    opened.close()
    assert opened.broken == []


@pytest.fixture
def device(profiles: Profiles, server: Server) -> Iterator[BrowserContext]:
    """A phone's browser that was let in, has one tab open, and may have a service worker."""
    profile = profiles.take(Kind(touch=True, worker=True))
    profile.look(PHONE, "light")
    let_in(profile.context, server)
    yield profile.context
    profiles.give_back(profile)


@pytest.fixture
def new_device(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """The same, for a test whose clock or scripts no other test may find in it."""
    profile = Profile(browser, Kind(touch=True, worker=True))
    let_in(profile.context, server)
    yield profile.context
    profile.context.close()


@pytest.fixture
def today() -> date:
    """Which day it is for the person whose diary it is."""
    return BERLIN.today()


@pytest.fixture
def diary(server: Server) -> Iterator[Diary]:
    """The diary of that server, as another program sees it."""
    with opened(server.database) as diary:
        yield diary


@pytest.fixture
def page(window: Window, server: Server) -> Page:
    """The check-in of an empty diary on a phone."""
    return window.open(server.address)


BREAK_WEEK = """
import tracker.store

def broken(*_):
    raise ZeroDivisionError("my note about Tuesday")

tracker.store.Diary.days = broken
"""


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Server]:
    """A server on which drawing the goals of a week fails as nobody expected."""
    (tmp_path / "sitecustomize.py").write_text(BREAK_WEEK)
    project = Path(__file__).parents[2]
    environment = {"PYTHONPATH": f"{tmp_path}:{project}", "XDG_DATA_HOME": str(tmp_path)}
    with Server(address(tmp_path), environment=environment) as running:
        yield running


@pytest.fixture
def damaged(window: Window, tmp_path: Path) -> Iterator[Page]:
    """The settings of a diary whose database broke while the server ran."""
    database = address(tmp_path)
    fill(database, "one day")
    with Server(database) as server:
        page = window.open(server.address)
        for file in tmp_path.glob("diary.sqlite*"):
            file.write_bytes(b"not a database at all" * 5000)
        page.goto(f"{server.address}/settings")
        settle(page)
        yield page

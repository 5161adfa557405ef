"""A laptop and a phone: the phone is let in, both write in one diary, the phone is signed out."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.check_in_screen import pain
from tests.browser.filling import address, opened
from tests.browser.looking import (
    COUNT_WAITING,
    LAPTOP,
    PHONE,
    Window,
    assert_for_all_eyes,
    eventually,
    settle,
)
from tests.running import Server
from tests.web.attacks.house import ON_IPHONE
from tracker.store import open_store
from tracker.store.devices import LIFETIME, devices, revoke_device, use_device
from tracker.web.local_network import home_address

AT_HOME = home_address() or "127.0.0.2"  # where a browser trusts a page less than on localhost
NOT_LET_IN = "This device is not let in"


@pytest.fixture
def at_home(tmp_path: Path) -> Iterator[Server]:
    """A server with an empty diary that listens on the network, too."""
    with Server(address(tmp_path), "--phone", AT_HOME) as running:
        running.says()
        yield running


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """An iPhone that was let in nowhere; what it asks of others is an error."""
    width, height = PHONE
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        user_agent=ON_IPHONE,
        timezone_id="Europe/Berlin",
        locale="en-GB",
    )
    context.add_init_script(COUNT_WAITING)
    elsewhere: list[str] = []
    context.on(
        "request",
        lambda asked: (
            None if urlsplit(asked.url).hostname == AT_HOME else elsewhere.append(asked.url)
        ),
    )
    yield context
    context.close()
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []


def code_on(laptop: Page, server: Server) -> str:
    """The address that the settings show for a phone."""
    laptop.goto(f"{server.address}/settings")
    settle(laptop)
    ask, shown = (
        laptop.get_by_role("button", name="Show a code"),
        laptop.get_by_role("img", name="QR code"),
    )
    expect(ask.or_(shown)).to_be_visible()
    if ask.is_visible():  # else the terminal shows one already
        ask.click()
    expect(shown).to_be_visible()
    return laptop.get_by_text("/pair/").inner_text().strip()


def let_in(phone: BrowserContext, address: str) -> Page:
    """The phone's page after its button was tapped."""
    page = phone.new_page()
    page.goto(address)
    page.get_by_role("button", name="Open my diary here").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("This device is let in")
    return page


def open_diary(page: Page, server: Server) -> None:
    """Tap what leads on to the diary."""
    page.get_by_role("link", name="Open my diary").tap()
    page.wait_for_url(f"http://{AT_HOME}:{server.port}/")
    settle(page)


def test_a_phone_is_let_in_writes_in_the_same_diary_and_is_signed_out(
    window: Window, phone: BrowserContext, at_home: Server
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    page = let_in(phone, code_on(laptop, at_home))
    open_diary(page, at_home)
    pain(page, 4).tap()
    expect(pain(page, 4)).to_be_checked()
    settle(page)

    expect(laptop.get_by_label("Name of iPhone")).to_have_value("iPhone")
    expect(laptop.get_by_role("button", name="Show a code")).to_be_visible()  # it is used up
    beside = window.tab(laptop)
    beside.goto(at_home.address)
    settle(beside)
    expect(pain(beside, 4)).to_be_checked()

    laptop.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_LET_IN)
    expect(laptop.get_by_label("Name of iPhone")).to_have_count(0)
    page.goto(f"http://{AT_HOME}:{at_home.port}/week")
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_LET_IN)


def test_a_code_can_be_typed(window: Window, phone: BrowserContext, at_home: Server) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    code = code_on(laptop, at_home).rpartition("/")[2]
    page = phone.new_page()
    page.goto(f"http://{AT_HOME}:{at_home.port}/")
    field = page.get_by_label("The code, if you cannot scan it")
    field.fill("abcde-fghjk")
    page.get_by_role("button", name="Let this device in").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("This code is not good")
    field.fill(code.replace("-", "").upper())
    page.get_by_role("button", name="Let this device in").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("This device is let in")


def test_the_app_on_the_home_screen_is_let_in_by_itself(
    window: Window, browser: Browser, phone: BrowserContext, at_home: Server
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    page = let_in(phone, code_on(laptop, at_home))
    manifest = page.locator("link[rel=manifest]").get_attribute("href")
    root = f"http://{AT_HOME}:{at_home.port}"
    start = json.loads(page.request.get(f"{root}{manifest}").text())["start_url"]

    apps = browser.new_context(user_agent=ON_IPHONE)  # shares nothing with the browser
    apps.add_init_script(COUNT_WAITING)
    apps.add_init_script("Object.defineProperty(navigator, 'standalone', {value: true})")
    app = apps.new_page()
    app.goto(f"{root}{start}")
    app.wait_for_url(f"{root}/")
    settle(app)
    app.goto(f"{root}{start}")  # as each time that it is opened
    app.wait_for_url(f"{root}/")
    apps.close()


def test_a_phone_comes_back_after_the_server_was_away(
    window: Window, phone: BrowserContext, at_home: Server
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    page = let_in(phone, code_on(laptop, at_home))
    open_diary(page, at_home)
    at_home.kill()
    pain(page, 6).tap()
    expect(pain(page, 6)).to_be_checked()
    at_home.start()
    settle(page)
    eventually(laptop, lambda: _all_saved(page), "the tap is saved")
    page.reload()
    settle(page)
    expect(pain(page, 6)).to_be_checked()


def test_a_phone_that_was_away_for_long_keeps_what_was_entered_until_it_is_let_in_again(
    window: Window, phone: BrowserContext, at_home: Server, today: date
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    page = let_in(phone, code_on(laptop, at_home))
    open_diary(page, at_home)
    at_home.kill()
    pain(page, 6).tap()
    expect(pain(page, 6)).to_be_checked()
    eventually(page, lambda: not _all_saved(page), "the tap is kept on the phone")
    not_used_for_long(at_home)
    at_home.start()
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_LET_IN)
    expect(page.get_by_text("is not in a diary yet")).to_be_visible()
    with opened(at_home.database) as diary:
        assert diary.check_in(today) is None
    page.goto(code_on(laptop, at_home))
    page.get_by_role("button", name="Open my diary here").tap()
    open_diary(page, at_home)
    eventually(page, lambda: _all_saved(page), "the tap is saved")
    with opened(at_home.database) as diary:
        assert diary.check_in(today).pain == 6


def test_while_another_diary_is_served_a_phone_keeps_what_waits_and_sends_it_once_its_own_is_back(
    window: Window, phone: BrowserContext, at_home: Server, tmp_path: Path, today: date
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    page = let_in(phone, code_on(laptop, at_home))
    open_diary(page, at_home)
    laptop.close()
    at_home.kill()
    pain(page, 6).tap()
    expect(pain(page, 6)).to_be_checked()
    eventually(page, lambda: not _all_saved(page), "the tap is kept on the phone")
    (tmp_path / "strange").mkdir()
    strange = address(tmp_path / "strange")
    with opened(strange) as diary:
        before = diary.version()
    with Server(strange, "--phone", AT_HOME, port=at_home.port) as served:
        served.says()
        for _ in range(2):
            expect(page.get_by_role("heading", level=1)).to_have_text(NOT_LET_IN)
            expect(page.get_by_text("is not in a diary yet")).to_be_visible()
            expect(page.get_by_role("radio")).to_have_count(0)
            page.reload()
        assert not _all_saved(page)
    with opened(strange) as diary:
        assert diary.version() == before, "nothing was sent to it"
    at_home.start()
    at_home.says()
    page.goto(f"http://{AT_HOME}:{at_home.port}/")
    settle(page)
    expect(pain(page, 6)).to_be_checked()
    eventually(page, lambda: _all_saved(page), "the tap is saved")
    with opened(at_home.database) as diary:
        assert diary.check_in(today).pain == 6
        assert [change.kind for change in diary.history()] == ["check-in"], "it was sent once"


def test_a_phone_that_is_signed_out_while_it_cannot_reach_the_diary_forgets_what_waits(
    window: Window, phone: BrowserContext, at_home: Server, today: date
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    page = let_in(phone, code_on(laptop, at_home))
    open_diary(page, at_home)
    at_home.kill()
    pain(page, 6).tap()
    eventually(page, lambda: not _all_saved(page), "the tap is kept on the phone")
    with closing(open_store(at_home.database)) as store:
        for device in devices(store):
            revoke_device(store, device)
    at_home.start()
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_LET_IN)
    eventually(page, lambda: _all_saved(page), "the phone keeps nothing")
    expect(page.get_by_text("is not in a diary yet")).to_be_hidden()
    with opened(at_home.database) as diary:
        assert diary.check_in(today) is None


def not_used_for_long(server: Server) -> None:
    """Have the time of every device be over."""
    with closing(open_store(server.database)) as store:
        for device in devices(store):
            use_device(store, device, datetime.now(UTC) - LIFETIME)


def _all_saved(page: Page) -> bool:
    """Whether the browser keeps nothing any more that is not saved."""
    kept = page.evaluate("Object.entries(localStorage)")
    return not any(re.search("pain", f"{name} {text}") for name, text in kept)


def test_every_page_of_the_way_in_is_for_all_eyes(
    window: Window, phone: BrowserContext, at_home: Server
) -> None:
    laptop = window.open(at_home.address, LAPTOP)
    code = code_on(laptop, at_home)
    assert_for_all_eyes(laptop, ".st-key-part-devices")
    page = phone.new_page()
    for path in ("/", f"/pair/{code.rpartition('/')[2]}", "/pair/-"):
        page.goto(f"http://{AT_HOME}:{at_home.port}{path}")
        assert_for_all_eyes(page)
    page.goto(f"http://{AT_HOME}:{at_home.port}/")
    page.evaluate("localStorage.setItem('backbeat.draft.x', '1')")
    page.reload()
    expect(page.get_by_text("is not in a diary yet")).to_be_visible()
    assert_for_all_eyes(page)
    assert_for_all_eyes(let_in(phone, code))

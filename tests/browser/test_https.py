"""A check-in over https, in a browser that takes the certificate."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.servers import way_in
from tests.browser.filling import address
from tests.browser.looking import (
    COUNT_WAITING,
    PATIENCE,
    PHONE,
    assert_for_all_eyes,
    eventually,
    settle,
)
from tests.running import Server


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("https")
    where = {"XDG_DATA_HOME": str(folder)}
    with Server(address(folder), "--https", environment=where) as running:
        yield running


@pytest.fixture
def page(browser: Browser, secure: Server) -> Iterator[Page]:
    """A phone's browser that was told to go on."""
    width, height = PHONE
    context = browser.new_context(
        ignore_https_errors=True, viewport={"width": width, "height": height}
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COUNT_WAITING)
    yield context.new_page()
    context.close()


def test_a_check_in_is_saved_over_https_with_cookies_that_http_never_sees(
    page: Page, secure: Server
) -> None:
    page.goto(way_in(secure.port, secure.data))
    settle(page)
    assert urlsplit(page.url).scheme == "https"
    assert page.evaluate("window.isSecureContext")
    page.get_by_role("radio", name="4", exact=True).click()
    expect(page.get_by_text("Saved").first).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_role("radio", name="4", exact=True)).to_be_checked()
    cookies = page.context.cookies()
    assert {one["name"] for one in cookies} >= {f"backbeat-{secure.port}", "backbeat"}
    assert all(one["secure"] for one in cookies), cookies


def test_the_page_beside_it_can_be_read_on_a_phone(
    page: Page, secure: Server, tmp_path: Path
) -> None:
    page.goto(f"http://localhost:{secure.port + 1}/")
    expect(page.get_by_role("heading", name="iPhone and iPad")).to_be_visible()
    expect(page.get_by_role("img", name="Settings: Profile Downloaded")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert_for_all_eyes(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Download the certificate").click()
    assert given.value.suggested_filename == "backbeat.crt"
    given.value.save_as(tmp_path / "got")
    assert (tmp_path / "got").read_bytes() == (secure.data / "https/authority.crt").read_bytes()
    page.get_by_role("link", name=f"https://localhost:{secure.port}").click()
    eventually(page, lambda: page.url.startswith("https://"))

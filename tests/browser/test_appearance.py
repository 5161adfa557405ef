"""Light or dark and the size of text: chosen on a device, on at once and from the start."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import LAPTOP, PHONE, Window, grave, settle, until
from tests.running import Server

LIGHT, DARK = "rgb(251, 250, 247)", "rgb(17, 23, 27)"
PAPER = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
ROOT = "getComputedStyle(document.documentElement)"


def choose(page: Page, what: str, value: str) -> None:
    """Tap one of the choices."""
    group = page.get_by_role("group", name=what)
    group.get_by_role("radio", name=value, exact=True).check()


def colours(page: Page) -> tuple[str, str, str]:
    """What Streamlit's page and our own rules are drawn in, and what the browser's frame is."""
    page.evaluate("document.fonts.ready")
    return (
        page.evaluate(PAPER),
        page.evaluate(f"{ROOT}.getPropertyValue('--bb-page').trim()"),
        page.locator("meta[name=theme-color]").get_attribute("content"),
    )


def test_the_theme_is_chosen_at_once_and_without_the_server(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/settings", PHONE, "light")
    assert colours(page) == (LIGHT, "#fbfaf7", "#FBFAF7")
    asked = page.evaluate("window.asked")
    choose(page, "Light or dark", "Dark")
    until(page, f"{PAPER} === '{DARK}'")
    assert colours(page) == (DARK, "#11171b", "#11171B")
    settle(page)
    assert page.evaluate("window.asked") - asked <= 1, "at most, Streamlit says which theme is on"
    assert grave(page) == []
    choose(page, "Light or dark", "Like this device")
    until(page, f"{PAPER} === '{LIGHT}'")


def test_the_theme_follows_the_device_until_one_is_chosen(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/settings", PHONE, "light")
    page.emulate_media(color_scheme="dark")
    until(page, f"{PAPER} === '{DARK}'")
    choose(page, "Light or dark", "Light")
    until(page, f"{PAPER} === '{LIGHT}'")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert colours(page) == (LIGHT, "#fbfaf7", "#FBFAF7")


def test_what_was_chosen_is_on_from_the_start_on_every_screen(
    window: Window, server: Server
) -> None:
    page = window.open(f"{server.address}/settings", LAPTOP, "dark")
    choose(page, "Light or dark", "Light")
    page.goto(f"{server.address}/trends", wait_until="commit")
    until(page, "Boolean(document.documentElement?.dataset.theme)")  # none was parsed yet
    assert page.evaluate(f"{ROOT}.backgroundColor") == LIGHT, "nothing dark is seen before"
    settle(page)
    assert colours(page) == (LIGHT, "#fbfaf7", "#FBFAF7")


def test_another_tab_of_the_device_follows(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/settings", PHONE, "light")
    other = window.tab(page)
    choose(page, "Light or dark", "Dark")
    until(other, f"{PAPER} === '{DARK}'")


@pytest.mark.parametrize(("size", "pixels"), [("Normal", 16), ("Large", 18), ("Larger", 20)])
def test_text_is_as_large_as_was_chosen_and_nothing_is_cut_off(
    window: Window, server: Server, size: str, pixels: int
) -> None:
    page = window.open(f"{server.address}/settings", PHONE)
    choose(page, "Text size", size)
    until(page, f"{ROOT}.fontSize === '{pixels}px'")
    page.reload()
    settle(page)
    assert page.evaluate(f"{ROOT}.fontSize") == f"{pixels}px"
    for path in ("/settings", "/data", "/"):
        page.goto(f"{server.address}{path}")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path


def test_the_menu_says_which_screen_one_is_on(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/week", PHONE)
    here = page.locator("a[aria-current=page]")
    expect(here).to_have_text("Week")
    page.get_by_role("link", name="My data").tap()
    expect(here).to_have_text("My data")
    page.go_back()
    expect(here).to_have_text("Week")
    page.get_by_role("link", name="Check in").tap()
    expect(here).to_have_text("Check in")


def test_every_link_of_the_phone_s_menu_has_a_picture_of_its_own(
    window: Window, server: Server
) -> None:
    page = window.open(server.address, PHONE)
    pictures = page.locator(".bb-menu a:visible").evaluate_all(
        "links => links.map(link => getComputedStyle(link, '::before').maskImage)"
    )
    assert len(pictures) == len(set(pictures)) == 6
    assert all(picture.startswith('url("data:image/svg+xml') for picture in pictures)


GAPS = """() => {
  const shown = [...document.querySelectorAll('.bb-menu a')].filter(p => p.offsetParent);
  const edges = shown.map((p) => {
    const words = document.createRange();
    words.selectNodeContents(p);
    return words.getBoundingClientRect();
  });
  const ends = [0, ...edges.map(one => one.right)];
  return ends.map((end, at) => (edges[at]?.left ?? innerWidth) - end);
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_the_words_of_the_phone_s_menu_stand_apart_in_every_size_of_text(
    window: Window, server: Server, width: int
) -> None:
    page = window.open(f"{server.address}/settings", (width, 640))
    for size in ("Normal", "Large", "Larger"):
        choose(page, "Text size", size)
        page.evaluate("document.fonts.ready")
        gaps = page.evaluate(GAPS)
        assert len(gaps) == 7
        assert min(gaps) >= 4, (size, gaps)

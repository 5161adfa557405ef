"""What a person would trip over: too wide, covered, cut off, too small, out of reach."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import showing
from tests.browser.looking import LAPTOP, PHONE, Window, settle
from tests.browser.test_look import THEMES, resized, unfold
from tests.browser.test_visit import SCREENS
from tests.running import Server

WIDTHS = (320, 390, 768, 1280)
NARROW = (320, 844)
MOST_STOPS = 80  # controls that the keyboard is followed through

# Whether the keyboard has come round to what it was at before.
ROUND = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!focused || focused === document.body) return false;
    window.met ??= new WeakSet();
    const again = met.has(focused);
    met.add(focused);
    return again;
}"""

HERE = Path(__file__).parent
TRIPS = (HERE / "trips.js").read_text(encoding="utf-8")
COVERED = (HERE / "covered.js").read_text(encoding="utf-8")


@pytest.fixture(params=("empty", "a year"))
def server(request: pytest.FixtureRequest) -> Server:
    """A server with an empty diary, and one with a year."""
    return showing(request)


@pytest.mark.parametrize("path", SCREENS)
def test_what_the_keyboard_comes_to_is_seen_and_nobody_trips_over_anything_at_any_width(
    window: Window, server: Server, path: str
) -> None:
    page = window.open(f"{server.address}{path}", NARROW)
    unfold(page)
    page.evaluate("scrollTo(0, 0); document.activeElement?.blur()")
    hidden = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        hidden.append(page.evaluate(COVERED))
        if page.evaluate(ROUND):
            break
    assert [found for found in hidden if found] == []
    assert len(hidden) > len(SCREENS), "at least the menu's links were come to"
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    for width, theme in zip(WIDTHS, THEMES * 2, strict=True):
        resized(page, (width, NARROW[1]), theme)
        assert page.evaluate(TRIPS) == [], (width, theme)


def test_what_opens_from_a_button_follows_it_by_keyboard(window: Window, server: Server) -> None:
    page, name = window.open(server.address, PHONE), "When to get help"
    button = page.get_by_role("button", name=name)
    button.focus()
    page.keyboard.press("Enter")
    settle(page)
    opened = page.get_by_role("dialog", name=name)
    expect(opened).to_be_visible()
    page.keyboard.press("Tab")
    assert within(page), "the first Tab leads in"
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(12):
        if not within(page):
            break
        page.keyboard.press("Tab")
    assert not within(page)
    assert page.evaluate(
        "document.querySelector('[data-testid=stPopoverButton][aria-expanded=true]')"
        ".compareDocumentPosition(document.activeElement) & 4"
    ), "and the last one goes on behind the button"


def test_what_folds_open_is_open_at_once(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/data", PHONE)
    page.evaluate(
        """() => {
            window.moving = [];
            const call = Element.prototype.animate;
            Element.prototype.animate = function (...given) {
                const made = call.apply(this, given);
                window.moving.push(made.effect.getComputedTiming().duration);
                return made;
            };
        }"""
    )
    page.locator("[data-testid=stExpander] summary").first.click()
    settle(page)
    assert page.evaluate("window.moving") == [0] * page.evaluate("window.moving.length")
    assert page.evaluate("window.moving.length") > 0


def within(page: Page) -> bool:
    """Whether the focus is in what opened."""
    inside: bool = page.evaluate(
        "Boolean(document.activeElement.closest('[data-testid=stPopoverBody]'))"
    )
    return inside


def test_the_names_of_the_days_stay_in_one_line_each_at_any_width(
    window: Window, server: Server
) -> None:
    page = window.open(server.address, NARROW)
    names = page.locator(".week:not([inert]) .weekday, .week:not([inert]) .date, .which-days")
    for width in WIDTHS:
        resized(page, (width, NARROW[1]), "light")
        lines = names.evaluate_all(
            "names => names.map(name => name.getBoundingClientRect().height"
            " / parseFloat(getComputedStyle(name).lineHeight))"
        )
        assert lines
        assert [round(count) for count in lines] == [1] * len(lines), width


def test_paper_holds_nothing_that_only_a_pointer_brought(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/week", LAPTOP)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        " '<div id=vg-tooltip-element class=visible>4.1</div><div role=tooltip>4.1</div>')"
    )
    pointed = page.locator("#vg-tooltip-element, [role=tooltip]").filter(has_text="4.1")
    expect(pointed.first).to_be_visible()
    page.emulate_media(media="print")
    for number in range(pointed.count()):
        expect(pointed.nth(number)).to_be_hidden()

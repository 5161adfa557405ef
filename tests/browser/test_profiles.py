"""Two people at one computer, one after the other: neither sees anything of the other's."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_in_screen import pain, saved
from tests.browser.filling import address
from tests.browser.looking import (
    LAPTOP,
    PHONE,
    Window,
    assert_for_all_eyes,
    eventually,
    grave,
    rest,
    settle,
)
from tests.browser.test_look import THEMES
from tests.pages.builders import BERLIN
from tests.passcodes import cheap_hash
from tests.running import Server
from tracker.model import Person
from tracker.store import Store, open_store
from tracker.store.devices import devices, revoke_device
from tracker.store.profiles import add_profile, profile_of, set_passcode

PASSCODE = "seven lemons"
SECRET, UNSENT = "what Ada alone may read", "what she typed without a line"
TYPED = "Array.from(document.querySelectorAll('input, textarea'), box => box.value)"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('backbeat.'))"


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    """Ada, with a passcode, and Ben, without one."""
    store = open_store(server.database)
    for name in ("Ada", "Ben"):
        add_profile(store, Person(name, BERLIN.time_zone))
    set_passcode(store, number(store, "Ada"), None, cheap_hash(PASSCODE))
    yield store
    store.close()


def number(store: Store, name: str) -> int:
    return next(number for number, person in store.people() if person.name == name)


@pytest.fixture
def page(window: Window, server: Server, store: Store) -> Page:
    """The page that asks whose diary to open, on a phone-sized window."""
    page = window.open(server.address, load=False)
    page.goto(server.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose diary?")
    return page


def open_adas(page: Page) -> None:
    page.get_by_role("link", name="Ada").click()
    page.get_by_label("Passcode").fill(PASSCODE)
    page.get_by_role("button", name="Open the diary").click()
    arrive(page)


def open_bens(page: Page) -> None:
    page.get_by_role("button", name="Ben").click()
    arrive(page)


def arrive(page: Page) -> None:
    """Wait until the diary is open."""
    page.wait_for_url(lambda address: "/profiles" not in address)
    settle(page)


def sign_out(page: Page, name: str) -> None:
    page.get_by_role("link", name=f"{name}: switch person").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose diary?")


def note(page: Page) -> str:
    return page.get_by_label("Note", exact=True).first.input_value()


def shows_nothing_of_ada(page: Page) -> None:
    expect(page.get_by_text(SECRET)).to_have_count(0)
    assert not any(SECRET in text for text in page.evaluate(TYPED))  # at once: boxes come and go


def test_who_comes_after_sees_nothing_of_who_was_there(page: Page, server: Server) -> None:
    open_adas(page)
    pain(page, 7).click()
    page.get_by_label("Note", exact=True).first.fill(SECRET)
    saved(page)
    page.get_by_role("link", name="Week", exact=True).click()
    settle(page)
    page.get_by_role("link", name="Check in", exact=True).click()
    settle(page)
    sign_out(page, "Ada")
    assert page.evaluate(KEPT) == []

    open_bens(page)
    assert note(page) == ""
    expect(pain(page, 7)).not_to_be_checked()
    for screen in ("week", "days", "data", ""):
        page.goto(f"{server.address}/{screen}")
        settle(page)
        shows_nothing_of_ada(page)
    for _ in range(8):  # nothing that the browser kept of her windows comes back
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        shows_nothing_of_ada(page)

    page.goto(server.address)
    settle(page)
    sign_out(page, "Ben")
    open_adas(page)
    assert note(page) == SECRET
    expect(pain(page, 7)).to_be_checked()


def test_what_is_not_saved_yet_is_said_before_one_signs_out_and_is_gone_after(page: Page) -> None:
    open_adas(page)
    page.route("**/autosave", lambda route: route.abort())
    page.get_by_label("Note", exact=True).first.fill(UNSENT)
    eventually(page, lambda: UNSENT in str(page.evaluate("Object.values(localStorage)")))
    page.get_by_role("link", name="Ada: switch person").click()
    expect(page.get_by_text("is not in the diary yet")).to_be_visible()

    page.get_by_role("link", name="Back to the diary").click()
    page.unroute("**/autosave")
    settle(page)
    saved(page)
    eventually(page, lambda: UNSENT not in str(page.evaluate("Object.values(localStorage)")))
    page.get_by_role("link", name="Ada: switch person").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_text("is not in the diary yet")).to_be_hidden()

    page.go_back()
    settle(page)
    page.route("**/autosave", lambda route: route.abort())
    page.get_by_label("Note", exact=True).first.fill(f"{UNSENT}, again")
    eventually(page, lambda: "again" in str(page.evaluate("Object.values(localStorage)")))
    sign_out(page, "Ada")
    assert page.evaluate(KEPT) == []


def test_the_other_tabs_of_the_browser_are_left_with_it(page: Page, window: Window) -> None:
    open_adas(page)
    other = window.tab(page)
    pain(other, 7).click()
    saved(other)
    sign_out(page, "Ada")
    expect(other.get_by_role("heading", level=1)).to_have_text("Whose diary?")
    assert "Sign out" not in other.content()


def test_who_is_put_out_from_elsewhere_is_asked_again(page: Page, store: Store) -> None:
    open_adas(page)
    page.get_by_role("link", name="Week", exact=True).click()
    settle(page)
    (device,) = devices(store, [number(store, "Ada")])
    revoke_device(store, device)
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose diary?")
    assert page.url.endswith("/profiles?to=week")
    page.get_by_role("link", name="Ada").click()
    page.get_by_label("Passcode").fill(PASSCODE)
    page.keyboard.press("Enter")
    arrive(page)
    assert page.url.endswith("/week"), "where one was"


def test_what_waits_for_one_diary_is_not_sent_by_who_opens_another_one_served_meanwhile(
    page: Page, server: Server, store: Store, tmp_path: Path
) -> None:
    open_adas(page)
    server.kill()
    page.get_by_label("Note", exact=True).first.fill(UNSENT)
    eventually(page, lambda: UNSENT in str(page.evaluate("Object.values(localStorage)")))
    strange = open_store(address(tmp_path))
    cleo = strange.diary(add_profile(strange, Person("Cleo", BERLIN.time_zone)))
    with Server(address(tmp_path), port=server.port):
        expect(page.get_by_role("heading", level=1)).to_have_text("Whose diary?")
        page.get_by_role("button", name="Cleo").click()
        arrive(page)
        pain(page, 2).click()
        saved(page)
        assert note(page) == ""
        assert UNSENT not in page.content()
    assert [(one.pain, one.note) for one in cleo.check_ins()] == [(2, "")]
    strange.close()
    server.start()
    expect(page.get_by_role("heading", level=1)).to_have_text("Whose diary?")
    open_adas(page)
    adas = store.diary(number(store, "Ada"))
    eventually(page, lambda: [one.note for one in adas.check_ins()] == [UNSENT])
    eventually(page, lambda: UNSENT not in str(page.evaluate("Object.values(localStorage)")))
    assert note(page) == UNSENT
    assert store.diary(number(store, "Ben")).check_ins() == []


def test_a_passcode_that_one_person_sets_is_asked_for_at_once(
    window: Window, server: Server
) -> None:
    page = window.open(f"{server.address}/settings")
    page.locator("summary").filter(has_text="Set a passcode").click()
    page.get_by_label("New passcode").fill(PASSCODE)
    page.get_by_label("The new one again").fill(PASSCODE)
    page.get_by_role("button", name="Set passcode").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("passcode$"))
    page.get_by_label("Passcode").fill("seven oranges")
    page.get_by_role("button", name="Open the diary").click()
    expect(page.get_by_role("alert")).to_contain_text("That is not the passcode.")
    page.get_by_label("Passcode").fill(PASSCODE)
    page.get_by_role("button", name="Open the diary").click()
    arrive(page)


def test_the_only_person_adds_another_and_both_are_there_to_choose(
    window: Window, server: Server
) -> None:
    page = window.open(f"{server.address}/settings")
    page.get_by_role("link", name="Switch person, or add one").click()
    page.get_by_text("Add a person").click()
    page.get_by_label("Name").fill("Ben")
    page.get_by_text("Rose", exact=True).click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Person")).to_be_visible()
    open_bens(page)
    expect(page.get_by_role("link", name="Ben: switch person")).to_be_visible()
    store = open_store(server.database)
    assert profile_of(store, number(store, "Ben")).color == "rose"
    store.close()


def look(page: Page) -> None:
    """Hold the page against axe-core's rules, and its width against the window's."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        rest(page)
        assert grave(page) == []
        for width in (320, *(size[0] for size in (PHONE, LAPTOP))):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pages_shut_nobody_out(page: Page) -> None:
    page.get_by_text("Add a person").click()
    assert_for_all_eyes(page)
    page.get_by_role("link", name="Ada").click()
    page.get_by_label("Passcode").fill("seven oranges")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_for_all_eyes(page)
    page.get_by_role("link", name="Somebody else").click()
    open_bens(page)
    look(page)
    page.goto(page.url + "settings")
    settle(page)
    page.locator("summary").filter(has_text="Set a passcode").click()
    settle(page)
    look(page)
    page.get_by_role("link", name="Ben: switch person").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert_for_all_eyes(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_frame_has_room_for_whose_diary_it_is(page: Page, width: int) -> None:
    open_bens(page)
    page.set_viewport_size({"width": width, "height": 800})
    for name, role in (("Ben: switch person", "link"), ("When to get help", "button")):
        box = page.get_by_role(role, name=name).bounding_box()  # type: ignore[arg-type]
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 40

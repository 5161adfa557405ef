"""A day's pain and note in a real browser: by finger, and without a line."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.check_in_screen import heading, in_strip, pain, saved
from tests.browser.looking import PHONE, Window, eventually, settle
from tests.pages.builders import BY, ago, check_in
from tests.running import Server
from tracker.store import Diary
from tracker.ui.formatting import long_day

PAINTED = """target => {
    const start = performance.now();
    target.click();
    return [target.getAttribute("aria-checked"), performance.now() - start];
}"""


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    """A diary with pain 3 of the day before yesterday."""
    diary.save(check_in(ago(today, 2), 3), by=BY)
    return diary


@pytest.fixture
def page(window: Window, server: Server, diary: Diary) -> Page:
    return window.open(server.address)


def test_a_missed_day_is_two_taps_and_the_strip_says_it_at_once(
    page: Page, diary: Diary, today: date
) -> None:
    missed = ago(today, 3)
    expect(in_strip(page, missed)).to_have_accessible_name(f"{long_day(missed)}, no rating")
    in_strip(page, missed).tap()
    expect(heading(page)).to_have_text(long_day(missed))
    expect(in_strip(page, missed)).to_have_attribute("aria-current", "date")
    expect(page.locator(".week:not([inert]) [aria-current]")).to_have_count(1)
    settle(page)
    pain(page, 6).tap()
    expect(in_strip(page, missed).locator(".rated")).to_have_text("6")
    saved(page)
    expect(in_strip(page, missed)).to_have_accessible_name(f"{long_day(missed)}, pain 6")
    assert diary.check_in(missed).pain == 6
    expect(page).to_have_url(re.compile(rf"\?day={missed}$"))


def test_a_tap_is_painted_before_any_answer_and_said_to_be_on_its_way(
    page: Page, diary: Diary, today: date
) -> None:
    held: list[Route] = []
    page.route("**/autosave*", lambda route: held.append(route))
    checked, milliseconds = pain(page, 8).evaluate(PAINTED)
    assert (checked, milliseconds < 100) == ("true", True)
    expect(page.locator(".status")).to_have_text("Saving…")
    expect(in_strip(page, today).locator(".rated")).to_have_text("8")
    assert diary.check_in(today) is None
    eventually(page, lambda: held, "it is sent")
    for route in held:
        route.continue_()
    page.unroute("**/autosave*")
    saved(page)
    assert diary.check_in(today).pain == 8


def test_a_tap_without_a_server_is_kept_said_honestly_and_saved_later(
    page: Page, server: Server, diary: Diary, today: date
) -> None:
    server.kill()
    pain(page, 5).tap()
    expect(page.locator(".status")).to_have_text("Not saved yet")
    expect(page.get_by_text("This browser keeps your tap and saves it by itself.")).to_be_visible()
    expect(pain(page, 5)).to_be_checked()
    server.start()
    eventually(page, lambda: diary.check_in(today) is not None)
    assert diary.check_in(today).pain == 5
    expect(page.get_by_text("This browser keeps your tap")).to_be_hidden()


def test_quick_taps_end_with_the_last_one_and_the_same_tap_again_changes_nothing(
    page: Page, diary: Diary, today: date
) -> None:
    for rating in (2, 9, 4, 7):
        pain(page, rating).tap()
    pain(page, 7).tap()
    eventually(page, lambda: (found := diary.check_in(today)) and found.pain == 7)
    settle(page)
    expect(pain(page, 7)).to_be_checked()
    expect(page.locator(".st-key-pain").get_by_role("radio", checked=True)).to_have_count(1)
    version = diary.version()
    pain(page, 7).tap()
    page.wait_for_timeout(300)
    assert diary.version() == version


def test_a_rating_is_taken_away_by_clear_and_the_note_stays(
    page: Page, diary: Diary, today: date
) -> None:
    expect(page.get_by_role("button", name="Clear")).to_be_hidden()
    diary.save(check_in(today, 4, note="kept"), by=BY)
    page.reload()
    settle(page)
    page.get_by_role("button", name="Clear").tap()
    eventually(page, lambda: diary.check_in(today).pain is None)
    assert diary.check_in(today).note == "kept"
    expect(page.locator(".st-key-pain").get_by_role("radio", checked=True)).to_have_count(0)
    settle(page)
    expect(in_strip(page, today)).to_have_accessible_name(f"Today, {long_day(today)}, no rating")


@pytest.mark.parametrize(("width", "rows"), [(320, 2), (390, 2), (600, 1), (768, 1), (1280, 1)])
def test_eleven_targets_stand_in_one_row_where_there_is_room_and_words_under_their_ends(
    window: Window, server: Server, width: int, rows: int
) -> None:
    page = window.open(server.address, (width, 900))
    boxes = [pain(page, rating).bounding_box() for rating in range(11)]
    assert len({round(box["y"]) for box in boxes if box}) == rows
    assert min(box["width"] for box in boxes if box) >= (44 if width >= 390 else 40)
    assert min(box["height"] for box in boxes if box) >= 44
    least, most = page.locator(".least"), page.locator(".most")
    for words, target, side in ((least, boxes[0], 0), (most, boxes[10], 1)):
        under = words.bounding_box()
        assert under
        assert target
        assert 0 <= under["y"] - target["y"] - target["height"] < 12
        edge = [box["x"] + side * box["width"] for box in (under, target)]
        assert abs(edge[0] - edge[1]) < 2


def test_pain_and_note_are_on_the_first_screen_of_a_phone(page: Page) -> None:
    assert is_above_the_menu(page, page.get_by_label("Note", exact=True))


@pytest.mark.parametrize("width", [320, 390])
def test_on_the_very_first_visit_too(window: Window, server: Server, width: int) -> None:
    page = window.open(server.address, (width, PHONE[1]))
    expect(page.get_by_role("region", name="Welcome")).to_be_visible()
    assert is_above_the_menu(page, page.get_by_label("Note", exact=True))


def is_above_the_menu(page: Page, part: Locator) -> bool:
    menu, box = (
        page.get_by_role("link", name="Week", exact=True).bounding_box(),
        part.bounding_box(),
    )
    assert menu
    assert box
    return box["y"] + box["height"] < menu["y"] < PHONE[1]


def test_the_note_grows_with_its_text(page: Page) -> None:
    note = page.get_by_label("Note", exact=True)
    before = note.bounding_box()
    note.fill("one\ntwo\nthree\nfour\nfive")
    after = note.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] + 60
    assert note.evaluate("note => note.scrollHeight <= note.clientHeight + 1")


def test_a_note_of_a_day_is_kept_when_another_day_is_opened_at_once(
    page: Page, diary: Diary, today: date
) -> None:
    note = page.get_by_label("Note", exact=True)
    note.fill("typed and turned")
    in_strip(page, ago(today, 1)).tap()
    expect(heading(page)).to_have_text(long_day(ago(today, 1)))
    expect(note).to_have_value("")
    eventually(page, lambda: (found := diary.check_in(today)) and found.note == "typed and turned")
    assert diary.check_in(ago(today, 1)) is None


def test_two_devices_that_write_one_note_keep_both_texts(
    page: Page, window: Window, server: Server, diary: Diary, today: date
) -> None:
    other = window.open(server.address)
    for device, text in ((page, "from the phone"), (other, "from the laptop")):
        device.get_by_label("Note", exact=True).fill(text)
        device.keyboard.press("Tab")
        expect(device.locator(".st-key-pain .state")).to_contain_text("Saved")
    expect(other.get_by_text("Both texts are kept")).to_be_visible()
    assert diary.check_in(today).note == "from the phone\n\nfrom the laptop"


def test_what_the_numbers_mean_is_said_on_request(page: Page) -> None:
    words = page.get_by_text("The worst pain that you can imagine.")
    expect(words).to_be_hidden()
    page.get_by_text("What do the numbers mean?").tap()
    expect(words).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_day_has_its_room_before_it_comes_in(
    window: Window, server: Server, width: int
) -> None:
    page = window.open(server.address, (width, 844))
    box = page.locator(".st-key-pain").bounding_box()
    inside = page.locator(".st-key-pain .day").bounding_box()
    assert box
    assert inside
    assert box["height"] - inside["height"] < 40, "the room that was kept is the room it needs"
    assert inside["height"] <= box["height"] + 1


def test_a_day_that_is_entered_late_says_when_and_stays_on_the_screen(
    page: Page, diary: Diary, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    in_strip(page, yesterday).tap()
    expect(heading(page)).to_have_text(long_day(yesterday))
    settle(page)
    pain(page, 1).tap()
    saved(page)
    expect(heading(page)).to_have_text(long_day(yesterday))
    expect(page.get_by_text(re.compile("Entered "))).to_be_visible()
    assert diary.check_in(yesterday).pain == 1

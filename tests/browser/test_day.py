"""The strip of days, pain and note in a real browser: by finger, by keyboard, without a line."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.filling import opened
from tests.browser.looking import PHONE, Window, eventually, settle
from tests.browser.test_evening import focus, pain, saved
from tests.pages.builders import BERLIN, BY, ago, check_in
from tests.running import Server
from tracker.store import Diary
from tracker.ui.formatting import long_day

PAINTED = """target => {
    const start = performance.now();
    target.click();
    return [target.getAttribute("aria-checked"), performance.now() - start];
}"""


@pytest.fixture
def today() -> date:
    return BERLIN.today()


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    """A diary with pain 3 of the day before yesterday, and of each day of two weeks before."""
    with opened(server.database) as diary:
        days = [ago(today, 2), *(ago(today, number) for number in range(7, 21))]
        diary.apply([check_in(day, 3) for day in days], by=BY)
        yield diary


@pytest.fixture
def page(window: Window, server: Server, diary: Diary) -> Page:
    return window.open(server.address)


def in_strip(page: Page, day: date) -> Locator:
    return page.locator(f".week:not([inert]) [data-day='{day}']")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


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


def test_older_days_by_the_arrow_and_by_a_swipe_then_one_of_them_is_opened(
    page: Page, today: date
) -> None:
    shown = page.locator(".which-days")
    first = shown.inner_text()
    page.get_by_role("button", name="Seven days earlier").tap()
    expect(in_strip(page, ago(today, 7))).to_be_in_viewport()
    settle(page)
    assert shown.inner_text() != first
    page.locator(".weeks").evaluate("weeks => weeks.scrollTo({left: 0, behavior: 'instant'})")
    expect(in_strip(page, ago(today, 20))).to_be_in_viewport()
    expect(heading(page)).to_have_text(long_day(today))
    settle(page)
    in_strip(page, ago(today, 20)).tap()
    expect(heading(page)).to_have_text(long_day(ago(today, 20)))
    expect(pain(page, 3)).to_be_checked()
    page.get_by_role("link", name="Today", exact=True).tap()
    expect(heading(page)).to_have_text(long_day(today))
    expect(shown).to_have_text(first)
    expect(page.get_by_role("button", name="Seven days later")).to_be_disabled()


def test_any_date_is_reached_by_the_calendar_with_keys_alone(page: Page, today: date) -> None:
    day = ago(today, 400)
    focus(page, page.get_by_role("button", name="Go to a date"))
    page.keyboard.press("Enter")
    field = page.get_by_label("Go to a date").and_(page.locator("input"))
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    field.fill(day.isoformat())
    expect(heading(page)).not_to_have_text(long_day(today))
    expect(heading(page)).to_have_text(long_day(day))
    expect(page).to_have_url(re.compile(rf"\?day={day}$"))


def test_the_strip_is_walked_by_tab_and_a_day_opened_by_enter(page: Page, today: date) -> None:
    yesterday = ago(today, 1)
    focus(page, in_strip(page, yesterday))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(long_day(yesterday))
    settle(page)
    expect(in_strip(page, yesterday)).to_be_focused()


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
    menu = page.get_by_role("link", name="Week", exact=True).bounding_box()
    note = page.get_by_label("Note", exact=True).bounding_box()
    assert menu
    assert note
    assert note["y"] + note["height"] < menu["y"] < PHONE[1]


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
    expect(other.get_by_text("both texts are kept")).to_be_visible()
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


def test_somebody_who_wants_less_motion_sees_other_days_at_once(
    window: Window, server: Server, today: date
) -> None:
    page = window.open(server.address)
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Seven days earlier").tap()
    left = page.locator(".weeks").evaluate("weeks => weeks.scrollLeft")
    assert left == 0, "there without a way between"
    page.emulate_media(reduced_motion="no-preference")


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


def test_a_finger_swipes_to_older_days(page: Page, today: date) -> None:
    box = page.locator(".weeks").bounding_box()
    assert box
    devtools = page.context.new_cdp_session(page)
    finger = {"type": "touchStart", "touchPoints": [{"x": 60, "y": box["y"] + box["height"] / 2}]}
    devtools.send("Input.dispatchTouchEvent", finger)
    for x in range(80, 340, 20):
        finger["touchPoints"][0]["x"] = x
        devtools.send("Input.dispatchTouchEvent", {**finger, "type": "touchMove"})
        page.wait_for_timeout(16)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(in_strip(page, ago(today, 7))).to_be_in_viewport()
    settle(page)
    in_strip(page, ago(today, 7)).tap()
    expect(heading(page)).to_have_text(long_day(ago(today, 7)))


def test_the_keyboard_keeps_its_place_at_the_last_arrow(page: Page) -> None:
    older, newer = (
        page.get_by_role("button", name=f"Seven days {w}") for w in ("earlier", "later")
    )
    older.press("Enter")
    expect(newer).to_be_enabled()
    newer.press("Enter")
    expect(newer).to_be_disabled()
    expect(older).to_be_focused()

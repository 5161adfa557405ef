"""The strip of days in a real browser: by finger, by keyboard, and a date by the calendar."""

import os
import re
import signal
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import tracker.ui.check_in
from tests.browser.check_in_screen import focus, heading, in_strip, pain, saved
from tests.browser.looking import Window, settle, until
from tests.pages.builders import BY, ago, check_in
from tests.running import Server
from tracker.formatting import PLAIN
from tracker.store import Diary
from tracker.ui.formatting import long_day

# A phone that is busy while the days glide: after a quarter of the way, and at the end, nothing
# moves for longer than a swipe takes to come to rest.
GLIDES_SLOWLY = """weeks => {
    const said = weeks.getRootNode().querySelector(".which-days");
    window.turned = [];
    new MutationObserver(() => turned.push(said.textContent)).observe(said, {childList: true});
    weeks.style.scrollSnapType = "none";
    weeks.scrollTo = ({left}) => {
        const glide = (to, then) => {
            weeks.addEventListener("scroll", () => setTimeout(then, 240), {once: true});
            weeks.scrollLeft = to;
        };
        glide((3 * weeks.scrollLeft + left) / 4, () => glide(left, () => (window.glided = true)));
    };
}"""
CHECK_IN = Path(tracker.ui.check_in.__file__).parent
FOCUSED_DAY = """() => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused.dataset.day ?? focused.outerHTML;
}"""


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    """A diary with pain 3 of the day before yesterday, and of each day of two weeks before."""
    days = [ago(today, 2), *(ago(today, number) for number in range(7, 21))]
    diary.apply([check_in(day, 3) for day in days], by=BY)
    return diary


@pytest.fixture
def page(window: Window, server: Server, diary: Diary) -> Page:
    return window.open(server.address)


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


def test_escape_closes_the_calendar_and_gives_the_keyboard_back(page: Page) -> None:
    button, form = page.get_by_role("button", name="Go to a date"), page.locator("#jump")
    for inside in ("input", "button"):
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(form.locator("input")).to_be_focused()
        page.keyboard.press("Escape")  # the calendar of the browser's own, where it has one
        if form.is_visible():
            form.locator(inside).focus()
        page.keyboard.press("Escape")
        expect(form).to_be_hidden()
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")


def test_a_date_half_typed_stays_when_one_taps_elsewhere(
    page: Page, server: Server, today: date
) -> None:
    shown = ago(today.replace(day=1), 1).replace(day=15)  # the 11th of that month is another day
    page.goto(f"{server.address}/?day={shown}")
    settle(page)
    page.get_by_role("button", name="Go to a date").press("Enter")
    field = page.locator("#jump input")
    page.keyboard.press("Escape")
    field.focus()
    field.press_sequentially("11")
    heading(page).tap()
    expect(field).to_be_visible()
    expect(heading(page)).to_have_text(long_day(shown))


def test_tab_goes_through_the_days_that_are_shown_and_no_others(page: Page, today: date) -> None:
    older = page.get_by_role("button", name="Seven days earlier")
    older.press("Enter")
    expect(in_strip(page, ago(today, 7))).to_be_in_viewport()
    settle(page)
    expect(older).to_be_focused()
    focus(page, page.get_by_role("button", name="Go to a date"))
    walked = []
    for _ in range(7):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED_DAY))
    assert walked == [ago(today, days).isoformat() for days in range(13, 6, -1)]
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(long_day(ago(today, 7)))


def test_the_strip_is_walked_by_tab_and_a_day_opened_by_enter(page: Page, today: date) -> None:
    yesterday = ago(today, 1)
    focus(page, in_strip(page, yesterday))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(long_day(yesterday))
    settle(page)
    expect(in_strip(page, yesterday)).to_be_focused()


def test_somebody_who_wants_less_motion_sees_other_days_at_once(
    window: Window, server: Server, today: date
) -> None:
    page = window.open(server.address)
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Seven days earlier").tap()
    left = page.locator(".weeks").evaluate("weeks => weeks.scrollLeft")
    assert left == 0, "there without a way between"
    page.emulate_media(reduced_motion="no-preference")


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


def test_an_arrow_turns_the_days_once_on_a_browser_that_is_busy_meanwhile(
    page: Page, server: Server
) -> None:
    page.locator(".weeks").evaluate(GLIDES_SLOWLY)
    older, newer = (
        page.get_by_role("button", name=f"Seven days {w}") for w in ("earlier", "later")
    )
    os.kill(server.pid, signal.SIGSTOP)  # its answer would bring a strip that stands still
    try:
        older.press("Enter")
        until(page, "() => window.glided")
        assert page.evaluate("turned") == [page.locator(".which-days").inner_text()]
    finally:
        os.kill(server.pid, signal.SIGCONT)
    settle(page)
    newer.press("Enter")
    settle(page)
    expect(newer).to_be_disabled()
    expect(page.locator(".week:not([inert])")).to_be_in_viewport(ratio=0.9)


# -- what is written in it


def test_a_decimal_of_another_program_is_written_as_everywhere_after_a_tap_and_its_undo(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    imported = check_in(today, 5.333)
    diary.save(imported, by="import")
    diary.save(check_in(today, 7), imported, by=BY)
    page = window.open(server.address)
    rated, recorded = in_strip(page, today).locator(".rated"), page.locator(".recorded")
    expect(rated).to_have_text("7")
    expect(recorded).to_be_hidden()
    page.get_by_role("button", name="Undo").tap()
    expect(rated).to_have_text("5.3")
    expect(recorded).to_have_text("Recorded as 5.3")
    expect(recorded).to_be_visible()
    settle(page)
    pain(page, 6).tap()
    expect(rated).to_have_text("6")
    expect(recorded).to_be_hidden()
    saved(page)
    page.get_by_role("button", name="Undo").tap()
    expect(recorded).to_have_text("Recorded as 5.3")
    expect(rated).to_have_text("5.3")


def test_the_browser_writes_every_rating_as_the_server_does(page: Page) -> None:
    ratings = [*range(11), *(number / 100 for number in range(1001)), 5.333, 2 / 3]
    scripts = (CHECK_IN.parent / "number_text.js", CHECK_IN / "rating_text.js")
    writes = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
    written = page.evaluate(
        f"texts => {{ {writes}; return texts.map(ratingText) }}", [str(one) for one in ratings]
    )
    assert written == [PLAIN.rating(one) for one in ratings]

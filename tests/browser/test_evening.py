"""A day's entry, by finger, by keyboard, through cut lines and killed servers."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_in_screen import SAVED, focus, pain, saved
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle, until
from tests.pages.builders import BY, check_in, walk
from tests.running import Server
from tracker.model import PlanItem
from tracker.store import Diary

BANNER = "getComputedStyle(document.querySelector('.stApp'), '::before').content"
FINGER = 44  # pixels a target needs


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    """Somebody's diary: a plan of two exercises, and a walk the day before."""
    yesterday = today - timedelta(days=1)
    diary.apply([PlanItem("wall sit", 3, 3, None, 20), PlanItem("bird dog")], by=BY)
    diary.apply([check_in(yesterday, 5), walk(yesterday, 30)], by=BY)
    return diary


@pytest.fixture
def page(window: Window, server: Server, diary: Diary) -> Page:
    """The check-in of that diary on a phone."""
    return window.open(server.address)


def test_the_usual_evening_is_three_taps_on_a_phone(page: Page, diary: Diary, today: date) -> None:
    pain(page, 4).tap()
    saved(page)
    page.get_by_role("button", name="All of today's plan").tap()
    expect(page.get_by_role("button", name="All of today's plan")).to_be_hidden()
    page.get_by_role("button", name="+ Walking 30 min").tap()
    expect(page.get_by_text("Walking 30 min", exact=True)).to_be_visible()
    settle(page)

    page.reload()
    settle(page)
    expect(pain(page, 4)).to_be_checked()
    expect(page.get_by_text("Walking 30 min", exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="This week so far")).to_contain_text("strength days")
    assert diary.check_in(today).pain == 4
    assert {done.exercise for done in diary.exercises_done(today, today)} == {
        "wall sit",
        "bird dog",
    }
    assert [bout.minutes for bout in diary.activities(today, today)] == [30]


def test_the_three_targets_are_found_without_scrolling_far(page: Page) -> None:
    for target in (pain(page, 0), pain(page, 10)):
        box = target.bounding_box()
        assert box
        assert box["y"] + box["height"] < PHONE[1], "pain is on the first screen"


def test_a_double_tap_adds_a_walk_once(page: Page, diary: Diary, today: date) -> None:
    page.get_by_role("button", name="+ Walking 30 min").dblclick()
    expect(page.get_by_text("Walking 30 min", exact=True)).to_be_visible()
    settle(page)
    assert len(diary.activities(today, today)) == 1


def test_undo_is_one_tap_away(page: Page, diary: Diary, today: date) -> None:
    pain(page, 4).tap()
    saved(page)
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("Undone: pain 4 on")).to_be_visible()
    expect(pain(page, 4)).not_to_be_checked()
    eventually(page, lambda: diary.check_in(today) is None)


def test_a_server_killed_right_after_saved_loses_nothing_and_is_found_again(
    page: Page, server: Server, diary: Diary, today: date
) -> None:
    pain(page, 7).tap()
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    server.kill()
    until(page, f"{BANNER}.includes('being saved. Reconnecting')")
    server.start()
    until(page, f"!{BANNER}.includes('Reconnecting')")
    settle(page)
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    expect(pain(page, 7)).to_be_checked()
    assert diary.check_in(today).pain == 7
    pain(page, 3).tap()
    eventually(page, lambda: diary.check_in(today).pain == 3)
    expect(pain(page, 3)).to_be_checked()


def test_a_cut_line_is_told_and_it_goes_on_by_itself(page: Page, server: Server) -> None:
    assert "Reconnecting" not in page.evaluate(BANNER)
    server.kill()
    until(page, f"{BANNER}.includes('being saved. Reconnecting')")
    server.start()
    settle(page)
    assert "Reconnecting" not in page.evaluate(BANNER)


def test_two_browsers_that_change_the_same_field_are_both_shown(
    page: Page, server: Server, window: Window, diary: Diary, today: date
) -> None:
    other = window.open(server.address)
    pain(page, 6).tap()
    saved(page)
    pain(other, 9).tap()
    expect(other.get_by_text("Another window says 6, so yours is not saved")).to_be_visible()
    expect(other.get_by_role("status").filter(has_text="Not saved")).to_be_visible()
    assert diary.check_in(today).pain == 6
    other.get_by_role("button", name="Use 9").tap()
    expect(other.get_by_text("Another window says")).to_be_hidden()
    settle(other)
    expect(pain(other, 9)).to_be_checked()
    eventually(other, lambda: diary.check_in(today).pain == 9)


def test_another_tab_shows_what_is_tapped_and_goes_on_from_there(
    page: Page, window: Window, diary: Diary, today: date
) -> None:
    other = window.tab(page)
    pain(page, 6).tap()
    expect(pain(other, 6)).to_be_checked()
    saved(page)
    pain(other, 9).tap()
    eventually(other, lambda: diary.check_in(today).pain == 9)
    expect(other.get_by_text("Another window says")).to_be_hidden()


def test_a_day_by_its_address_is_the_first_request_of_a_fresh_process(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    server.restart()
    page = window.open(f"{server.address}/?day={yesterday}")
    expect(pain(page, 5)).to_be_checked()


def test_a_range_by_its_address_is_the_first_request_of_a_fresh_process(
    window: Window, server: Server, diary: Diary
) -> None:
    server.restart()
    page = window.open(f"{server.address}/trends?range=1y")
    expect(page.get_by_role("radio", name="1 year")).to_be_checked()


def test_a_whole_check_in_by_keyboard_alone(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address, LAPTOP)
    focus(page, pain(page, 0))
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    saved(page)
    expect(pain(page, 4)).to_be_checked()

    plan = page.get_by_role("button", name="All of today's plan")
    focus(page, plan)
    page.keyboard.press("Enter")
    expect(plan).to_be_hidden()
    settle(page)
    again = page.get_by_role("button", name="+ Walking 30 min")
    focus(page, again)
    page.keyboard.press("Space")
    expect(page.get_by_text("Walking 30 min", exact=True)).to_be_visible()
    settle(page)

    focus(page, page.get_by_label("Note", exact=True))
    page.keyboard.type("by keyboard")
    eventually(page, lambda: diary.check_in(today).note == "by keyboard")
    assert diary.check_in(today).pain == 4
    assert len(diary.exercises_done(today, today)) == 2
    assert len(diary.activities(today, today)) == 1


def test_the_focus_can_be_seen(window: Window, server: Server, diary: Diary) -> None:
    page = window.open(server.address, LAPTOP)
    for target in (pain(page, 0), page.get_by_role("button", name="All of today's plan")):
        focus(page, target)
        style = target.evaluate(
            "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).boxShadow]"
        )
        assert style != ["none", "none"]


TOO_SMALL = """least => [document, ...[...document.querySelectorAll('*')]
        .map(element => element.shadowRoot).filter(Boolean)].flatMap(root => [
            ...root.querySelectorAll(
                'button, summary, a[href], [role=radio], [role=combobox], input, textarea')])
    .filter(element => element.checkVisibility({visibilityProperty: true}))
    .map(element => [element, element.closest('[role=group], label') || element])
    .map(([element, target]) => [element, target.getBoundingClientRect()])
    .filter(([element, box]) => box.width > 1 && Math.min(box.width, box.height) < least)
    .filter(([element]) => !element.matches('.stNumberInput input'))  // beside its own buttons
    .map(([element, box]) => `${element.innerText || element.ariaLabel || element.className}: `
        + `${Math.round(box.width)} x ${Math.round(box.height)}`)"""


def too_small(page: Page) -> list[str]:
    """Targets less than a finger's; a select's arrow belongs to its field, a tick to its words."""
    found: list[str] = page.evaluate(TOO_SMALL, FINGER)
    return found


def test_every_target_of_the_check_in_fits_a_finger(page: Page, diary: Diary, today: date) -> None:
    pain(page, 4).tap()
    saved(page)
    page.locator("summary").filter(has_text="More about this day").tap()
    expect(page.get_by_role("heading", name="Where it hurts")).to_be_visible()
    settle(page)
    assert too_small(page) == []


def test_a_kind_of_ones_own_typed_with_markup_is_shown_as_typed(
    page: Page, window: Window, diary: Diary, today: date
) -> None:
    kind = "![x](https://example.com/x.png) *sprint*"
    diary.save(replace(walk(today - timedelta(days=2), 10), activity=kind), by="import")
    page.reload()
    settle(page)
    chip = page.locator(".st-key-again").get_by_role("button", name="10 min")
    # A word joiner, which has no width, keeps the address from becoming a link.
    shown = re.escape(kind).replace("https:", "https:\N{WORD JOINER}?")
    expect(chip).to_have_text(re.compile(rf"^\+ {shown} 10 min$"))
    chip.tap()
    expect(page.get_by_text(re.compile(f"^{shown} 10 min$"))).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("Undone: ")).to_contain_text(re.compile(shown))
    assert page.locator("img[src*=example], a[href*=example]").count() == 0

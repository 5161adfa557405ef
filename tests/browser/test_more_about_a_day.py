"""More about a day: where it hurts on a drawing, and ratings of a line each."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.check_in_screen import more
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.pages.builders import BY, check_in
from tests.running import Server
from tracker.store import Diary

BOUNDS = (
    "element => { const box = element.getBoundingClientRect(); return [box.width, box.height] }"
)


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    diary.save(check_in(today, 4), by=BY)
    return diary


@pytest.fixture
def page(window: Window, server: Server, diary: Diary) -> Page:
    return more(window.open(server.address))


def place(page: Page, site: str, view: str = "back") -> Locator:
    return page.locator(f'[data-view={view}] .hits [data-site="{site}"]')


def drawn(page: Page, view: str = "back") -> list[str]:
    """The places that are drawn as chosen."""
    chosen = page.locator(f"[data-view={view}] .regions .chosen")
    return sorted(chosen.evaluate_all("all => all.map(one => one.dataset.site)"))


def sites(diary: Diary, day: date) -> tuple[str, ...]:
    stored = diary.check_in(day)
    return stored.sites if stored else ()


def test_a_tap_chooses_a_place_and_another_takes_it_away(
    page: Page, diary: Diary, today: date
) -> None:
    place(page, "lower back").tap()
    place(page, "back of left upper leg").tap()
    assert drawn(page) == ["back of left upper leg", "lower back"], "before anything is answered"
    eventually(page, lambda: sites(diary, today) == ("lower back", "back of left upper leg"))
    settle(page)
    place(page, "lower back").tap()
    eventually(page, lambda: sites(diary, today) == ("back of left upper leg",))
    assert drawn(page) == ["back of left upper leg"]
    page.reload()
    settle(page)
    assert drawn(more(page)) == ["back of left upper leg"]


def test_a_chosen_place_has_a_pattern_and_an_outline_not_a_colour_alone(page: Page) -> None:
    place(page, "lower back").tap()
    look = page.locator("[data-view=back] .regions .chosen").evaluate(
        "one => [getComputedStyle(one).fill, parseFloat(getComputedStyle(one).strokeWidth)]"
    )
    assert "url(" in look[0]
    assert look[1] > 3


def test_the_left_is_the_persons_own_from_behind_and_from_the_front(page: Page) -> None:
    def left_of_middle(view: str) -> bool:
        arm = place(page, "left arm", view).bounding_box()
        figure = page.locator(f"[data-view={view}] .regions").bounding_box()
        assert arm
        assert figure
        return arm["x"] + arm["width"] / 2 < figure["x"] + figure["width"] / 2

    assert left_of_middle("back")
    assert not left_of_middle("front")


def test_the_list_says_the_same_as_the_drawing_by_keyboard_alone(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = more(window.open(server.address, LAPTOP))
    place(page, "neck").click()
    page.locator("summary").filter(has_text="Choose from a list").press("Enter")
    expect(page.get_by_role("checkbox", name="Neck")).to_be_checked()
    page.get_by_role("checkbox", name="Left buttock").focus()
    page.keyboard.press("Space")
    eventually(page, lambda: sites(diary, today) == ("neck", "left buttock"))
    assert drawn(page) == ["left buttock", "neck"]
    settle(page)
    page.get_by_role("checkbox", name="Neck").focus()
    page.keyboard.press("Space")
    eventually(page, lambda: sites(diary, today) == ("left buttock",))
    page.get_by_role("button", name="Remove left buttock").press("Enter")
    eventually(page, lambda: sites(diary, today) == ())
    assert drawn(page) == []


def test_a_place_in_ones_own_words_is_saved_while_it_is_typed(
    page: Page, diary: Diary, today: date
) -> None:
    place(page, "neck").tap()
    own = page.get_by_label("Somewhere else, in your words")
    own.press_sequentially("left heel; outside")
    eventually(page, lambda: sites(diary, today) == ("neck", "left heel, outside"))
    own.press("Enter")
    expect(page.get_by_role("button", name="Remove left heel, outside")).to_be_visible()
    expect(own).to_have_value("")
    own.press_sequentially("jaw")
    own.press("Enter")
    eventually(page, lambda: sites(diary, today) == ("neck", "left heel, outside", "jaw"))


def test_a_place_that_was_being_typed_when_the_screen_was_left_is_there_afterwards(
    page: Page, diary: Diary, today: date
) -> None:
    page.get_by_label("Somewhere else, in your words").press_sequentially("jaw")
    page.get_by_role("link", name="Week", exact=True).tap()
    settle(page)
    eventually(page, lambda: sites(diary, today) == ("jaw",))
    page.get_by_role("link", name="Check in", exact=True).tap()
    settle(page)
    if not page.locator("svg.body").is_visible():
        more(page)
    expect(page.get_by_role("button", name="Remove jaw")).to_be_visible()
    place(page, "neck").tap()
    eventually(page, lambda: sites(diary, today) == ("jaw", "neck"))


def test_a_leg_of_an_earlier_list_is_drawn_whole_and_taken_away_whole(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    diary.save(check_in(yesterday, 4, sites=("left leg",)), by=BY)
    page = more(window.open(f"{server.address}/?day={yesterday}"))
    assert drawn(page) == ["back of left lower leg", "back of left upper leg"]
    assert drawn(page, "front") == ["front of left lower leg", "front of left upper leg"]
    place(page, "back of left lower leg").tap()
    eventually(page, lambda: sites(diary, yesterday) == ())
    assert drawn(page) == []


@pytest.mark.parametrize("size", [(320, 640), PHONE, LAPTOP], ids=["narrow", "phone", "laptop"])
def test_both_views_fit_every_screen(
    window: Window, server: Server, diary: Diary, size: tuple[int, int]
) -> None:
    page = more(window.open(server.address, size))
    body = page.locator("svg.body").bounding_box()
    assert body
    assert body["x"] >= 0
    assert body["x"] + body["width"] <= size[0]
    for view in ("back", "front"):
        for leg in ("left upper", "left lower"):
            width, height = place(page, f"{view} of {leg} leg", view).evaluate(BOUNDS)
            assert (width > 36, height > 44) == (True, True)


def scale(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup", name=re.compile(f"^{name}"))


def test_one_scale_at_a_time_is_unfolded_and_none_is_chosen_before_a_tap(
    page: Page, diary: Diary, today: date
) -> None:
    expect(scale(page, "Worst pain")).to_be_hidden()
    page.get_by_role("button", name="Worst pain Add").tap()
    expect(scale(page, "Worst pain").get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_role("button", name="Sleep the night before Add").tap()
    expect(scale(page, "Worst pain")).to_be_hidden()
    asked = page.evaluate("asked")
    expect(scale(page, "Sleep")).to_be_visible()
    assert page.evaluate("asked") == asked, "no run of the server to unfold"
    scale(page, "Sleep").get_by_role("radio", name="0", exact=True).tap()
    eventually(page, lambda: diary.check_in(today).sleep == 0)
    expect(page.get_by_role("button", name="Sleep the night before 0")).to_be_visible()
    settle(page)
    scale(page, "Sleep").get_by_role("radio", name="0", exact=True).tap()
    eventually(page, lambda: diary.check_in(today).sleep is None)


def test_a_rating_by_keyboard(window: Window, server: Server, diary: Diary, today: date) -> None:
    page = more(window.open(server.address, LAPTOP))
    page.get_by_role("button", name="Worst pain Add").press("Enter")
    page.keyboard.press("Tab")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert diary.check_in(today).worst_pain is None, "arrows look, they don't choose"
    page.keyboard.press("Space")
    eventually(page, lambda: diary.check_in(today).worst_pain == 6)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_figure_fits_a_finger(
    window: Window, server: Server, diary: Diary, width: int
) -> None:
    page = more(window.open(server.address, (width, 800)))
    page.get_by_role("button", name="Worst pain Add").click()
    bounds = (
        scale(page, "Worst pain").get_by_role("radio").evaluate_all(f"all => all.map({BOUNDS})")
    )
    assert len(bounds) == 11
    assert min(height for _, height in bounds) >= 44
    assert min(wide for wide, _ in bounds) >= 36


def test_of_two_windows_a_rating_is_named_as_the_screen_shows_it(
    page: Page, diary: Diary, today: date
) -> None:
    line = page.get_by_role("button", name=re.compile("^Worst pain"))
    line.tap()
    diary.save(check_in(today, 4, worst_pain=4.25), by=BY)  # as a service told it
    scale = page.get_by_role("radiogroup", name=re.compile("^Worst pain"))
    scale.get_by_role("radio", name="7", exact=True).tap()
    expect(page.get_by_role("button", name="Keep 4.3")).to_be_visible()
    expect(page.get_by_role("button", name="Use 7")).to_be_visible()

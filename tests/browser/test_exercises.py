"""Exercises in a real browser: searched as one types, by keyboard, on a phone, without barriers."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, boxes, grave, settle
from tests.pages.builders import BY
from tests.running import Server
from tracker.model import ExerciseKind, OwnExercise, PlanItem, Region


@pytest.fixture
def library(window: Window, server: Server) -> Page:
    """The library on a phone."""
    page = window.open(f"{server.address}/exercises")
    expect(count(page)).to_have_text("18 exercises.")
    return page


def count(page: Page) -> Locator:
    return page.locator(".bb-count")


def shown(page: Page) -> Locator:
    """The names of the exercises to be seen."""
    return page.locator("details[data-kind]:visible summary b")


def test_it_is_searched_with_every_letter_and_narrowed_by_chips(library: Page) -> None:
    search = library.get_by_role("searchbox")
    search.press_sequentially("opposite arm")
    expect(shown(library)).to_have_text(["Bird dog"])
    expect(count(library)).to_have_text("1 exercise.")
    search.fill("Cat–cow".replace("–", " "))
    expect(shown(library)).to_have_text(["Cat-camel"])
    search.fill("desk")
    expect(shown(library)).to_have_count(0)
    expect(library.locator("summary", has_text="At the desk")).to_be_visible()
    search.fill("zebra")
    expect(count(library)).to_contain_text("Nothing found.")
    search.fill("")
    expect(count(library)).to_have_text("18 exercises.")
    library.get_by_role("button", name="Upper back").click()
    expect(shown(library)).to_have_text(["Bent-over row", "Scapular squeeze"])
    library.get_by_role("button", name="Core").click()
    library.get_by_role("button", name="Stretching").click()
    expect(shown(library)).to_have_count(0)
    library.get_by_role("button", name="Stretching").click()
    expect(shown(library).get_by_text("Plank", exact=True)).to_be_visible()


def test_it_is_used_by_keyboard_alone(library: Page) -> None:
    library.get_by_role("searchbox").focus()
    library.keyboard.type("wall squat")
    for _ in range(20):
        library.keyboard.press("Tab")
        if library.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    library.keyboard.press("Enter")
    expect(library.get_by_text("3 sets, hold 20 to 30 seconds")).to_be_visible()


def test_a_link_opens_the_exercise_it_names(library: Page, server: Server) -> None:
    library.get_by_text("Full sit-ups").click()
    library.get_by_role("link", name="partial crunch").click()
    expect(library.locator("#partial-crunch ol")).to_be_visible()
    expect(library.locator("#partial-crunch summary")).to_be_focused()
    library.goto("about:blank")
    library.goto(f"{server.address}/exercises#childs-pose")
    settle(library)
    expect(library.locator("#childs-pose ol")).to_be_in_viewport()


def test_what_is_open_and_searched_stays_when_the_page_is_drawn_again(library: Page) -> None:
    library.get_by_role("searchbox").fill("plank")
    library.locator("#plank summary").click()
    library.emulate_media(color_scheme="dark")
    settle(library)
    library.wait_for_timeout(500)
    expect(shown(library)).to_have_text(["Plank"])
    expect(library.locator("#plank ol")).to_be_visible()


def test_an_exercise_is_added_to_the_plan_where_it_is_read(library: Page, server: Server) -> None:
    library.locator("#bird-dog summary").click()
    library.locator("#bird-dog").get_by_role("button", name="Add to plan").click()
    expect(library.locator("#bird-dog").get_by_role("button", name="In your plan")).to_be_visible()
    expect(library.locator("#bird-dog").get_by_role("status")).to_contain_text("Added.")
    expect(library.locator("#bird-dog[open]")).to_be_visible()
    with opened(server.database) as diary:
        assert [item.exercise for item in diary.plan()] == ["bird dog"]
    settle(library)
    library.get_by_role("button", name="Change").click()
    library.get_by_role("button", name="Remove from the plan").click()
    expect(library.locator("#bird-dog").get_by_role("button", name="Add to plan")).to_be_visible()


def test_ones_own_are_searched_and_planned_among_the_librarys(
    window: Window, server: Server
) -> None:
    own = OwnExercise(
        "Heel slides", ExerciseKind.MOBILITY, Region.CORE, reps=8, steps="Slide <b>one</b> heel."
    )
    with opened(server.database) as diary:
        diary.save(own, by=BY)
    page = window.open(f"{server.address}/exercises")
    expect(count(page)).to_have_text("19 exercises.")
    page.get_by_role("searchbox").fill("heel")
    expect(shown(page)).to_have_text(["Heel slides"])
    page.locator(".bb-own summary").click()
    expect(page.get_by_text("Slide <b>one</b> heel.")).to_be_visible()
    page.get_by_role("button", name="Add to plan").click()
    expect(page.locator(".bb-own").get_by_role("button", name="In your plan")).to_be_visible()
    expect(page.locator(".bb-own").get_by_role("status")).to_contain_text("Added.")
    with opened(server.database) as diary:
        assert [item.exercise for item in diary.plan()] == ["Heel slides"]
    assert grave(page) == []


def test_ones_own_gets_another_name_by_keyboard_and_is_gone_on_with(
    window: Window, server: Server
) -> None:
    own = OwnExercise("Heel slides", ExerciseKind.MOBILITY, Region.CORE)
    with opened(server.database) as diary:
        diary.apply([own, PlanItem("Heel slides", 3)], by=BY)
    page = window.open(f"{server.address}/exercises")
    page.get_by_test_id("stExpander").locator("summary", has_text="Heel slides").click()
    name = page.get_by_label("Name", exact=True)
    name.fill("Bird dog")
    name.press("Enter")
    expect(page.get_by_text("The library has an exercise with that name")).to_be_visible()
    expect(name).to_have_value("Bird dog")
    name.fill("Slow heel slides")
    name.press("Enter")
    expect(page.locator(".bb-planned-exercise").get_by_text("Slow heel slides")).to_be_visible()
    expect(page.get_by_text("Name in older files Heel slides.")).to_be_visible()
    expect(name).to_be_focused()
    expect(page.get_by_text("The library has an exercise with that name")).to_have_count(0)
    with opened(server.database) as diary:
        assert [one.name for one in diary.own_exercises()] == ["Slow heel slides"]
        assert [item.exercise for item in diary.plan()] == ["Slow heel slides"]
    assert grave(page) == []


def test_a_planned_exercise_is_one_tap_from_its_steps_and_two_from_all_about_it(
    window: Window, server: Server
) -> None:
    with opened(server.database) as diary:
        diary.save(PlanItem("wall sit", 2), by=BY)
    page = window.open(f"{server.address}/exercises")
    row = page.locator(".bb-planned-exercise")
    expect(row.locator("svg")).to_be_visible()
    row.locator("summary").click()
    expect(row.get_by_text("Slide down slowly")).to_be_visible()
    row.get_by_role("link", name="Everything about it").click()
    expect(page.locator("#wall-sit summary")).to_be_focused()
    expect(page.locator("#wall-sit").get_by_text("3 sets, hold 20 to 30")).to_be_visible()
    assert grave(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_whole_library_opened_has_no_barriers_and_fits(
    window: Window, server: Server, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    page = window.open(f"{server.address}/exercises", size, theme)
    expect(count(page)).to_have_text("18 exercises.")
    page.evaluate("document.querySelectorAll('details').forEach(entry => entry.open = true)")
    assert grave(page) == []
    wide = page.evaluate("document.querySelector('.bb-library').scrollWidth")
    assert wide <= size[0]
    targets = page.locator(".bb-library :is(summary, .bb-chips button, input)")
    assert min(box["height"] for box in boxes(targets)) >= 44

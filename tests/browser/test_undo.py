"""Undo and redo: what they change is seen at once, wherever on the screen it stands."""

import re
from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.filling import opened
from tests.browser.looking import rest, settle
from tests.browser.test_reach import TRIPS
from tests.pages.builders import BERLIN, walk
from tests.running import Server
from tracker.model import PlanItem


def press(page: Page, verb: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{verb} ")).click()
    settle(page)


def test_an_exercise(page: Page, server: Server) -> None:
    with opened(server.database) as diary:
        diary.apply([PlanItem("wall sit", 3, 3)], by="a test")
    page.reload()
    settle(page)
    page.get_by_role("button", name="Wall sit", exact=True).click()
    settle(page)
    ticked = page.locator(".st-key-exercises button[aria-pressed=true]")
    expect(ticked).to_have_count(1)
    press(page, "Undo")
    expect(ticked).to_have_count(0)
    press(page, "Redo")
    expect(ticked).to_have_count(1)


def test_a_note(page: Page) -> None:
    note = page.get_by_label("Note", exact=True)
    note.click()
    page.keyboard.type("stiff")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Undo note"))).to_be_visible()
    press(page, "Undo")
    expect(note).to_have_value("")
    press(page, "Redo")
    expect(note).to_have_value("stiff")


def test_the_pain_of_another_day_than_the_one_that_is_shown(page: Page, server: Server) -> None:
    today = BERLIN.today()
    yesterday = today - timedelta(days=1)
    page.goto(f"{server.address}/?day={yesterday}")
    settle(page)
    pain = page.get_by_role("radiogroup", name=re.compile("^Average pain"))
    pain.get_by_role("radio", name="4", exact=True).click()
    settle(page)
    page.get_by_role("link", name=re.compile("^Today, ")).click()
    settle(page)
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text(f"{today:%A}")
    press(page, "Undo")
    expect(title).to_contain_text(f"{yesterday:%A}")
    expect(pain.get_by_role("radio", checked=True)).to_have_count(0)
    press(page, "Redo")
    expect(pain.get_by_role("radio", name="4", exact=True)).to_be_checked()


def test_what_it_would_do_stays_in_the_window_however_long(page: Page, server: Server) -> None:
    kind = "walking the dogs of all neighbours along the river"
    with opened(server.database) as diary:
        diary.save(replace(walk(BERLIN.today(), 10), activity=kind), by="a test")
    page.set_viewport_size({"width": 320, "height": 800})
    page.reload()
    settle(page)
    words = page.get_by_role("button", name=re.compile("^Undo .*the dogs")).locator("span")
    lines = "words => words.clientHeight / parseFloat(getComputedStyle(words).lineHeight)"
    assert round(words.evaluate(lines)) == 2, "too long for a line"
    assert words.evaluate("words => words.scrollWidth <= words.clientWidth")
    box = words.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320
    page.get_by_role("button", name=re.compile("^Undo .*the dogs")).click()
    expect(page.get_by_role("button", name=re.compile("^Redo .*the dogs"))).to_be_visible()
    said = page.get_by_test_id("stToast")
    expect(said).to_be_visible()
    rest(page)
    assert page.evaluate(TRIPS) == []
    box = said.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320

"""A number that is typed can be seen, however narrow the screen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import opened
from tests.browser.looking import Window, eventually, settle
from tests.pages.builders import BERLIN, BY, check_in, strength, walk
from tests.running import Server
from tracker.model import PlanItem

NARROW = (320, 640)
# How many pixels of what is typed lie outside the field, and how wide the field is.
ROOM = "field => [Math.max(0, field.scrollWidth - field.clientWidth), field.clientWidth]"


def another(page: Page) -> None:
    page.locator("summary").filter(has_text="Add an activity").click()
    settle(page)
    page.get_by_role("combobox", name="Something else").fill("cycling")
    page.keyboard.press("Enter")
    settle(page)


def press(name: str) -> Callable[[Page], None]:
    def open_it(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).first.click()
        settle(page)

    return open_it


# A screen, what opens its fields, and the longest number that fits each of them.
FIELDS: list[tuple[str, Callable[[Page], None], dict[str, str]]] = [
    ("", another, {"Minutes": "1440"}),
    ("", press("Change"), {"Minutes": "1440"}),
    ("", press("How it went"), {"Sets": "20", "Reps": "100", "Hold, seconds": "600"}),
    ("exercises", press("Change"), {"Sets": "20", "Reps": "100"}),
]


@pytest.mark.parametrize("size", [NARROW, (1280, 800)], ids=["narrow", "laptop"])
def test_a_number_that_is_typed_is_seen_whole(
    window: Window, server: Server, size: tuple[int, int]
) -> None:
    today = BERLIN.today()
    with opened(server.database) as diary:
        plan = PlanItem("wall sit", 3, 3)
        diary.apply([check_in(today, 4), walk(today, 30), strength(today), plan], by=BY)
    page = window.open(server.address, size)
    for screen, open_fields, numbers in FIELDS:
        page.goto(f"{server.address}/{screen}")
        settle(page)
        open_fields(page)
        for label, number in numbers.items():
            box = page.get_by_label(label, exact=True).first
            box.fill(number)
            # What was typed before may be saved meanwhile, and its row drawn anew.
            laid_out = lambda box=box: (room := box.evaluate(ROOM))[1] and room  # noqa: E731
            hidden, wide = eventually(page, laid_out, f"{label} is laid out")
            assert (hidden, wide >= 60) == (0, True), (screen, label, hidden, wide)


@pytest.mark.parametrize(
    ("locale", "region", "shown"),
    [
        ("en-GB", None, "1,440"),
        ("de-DE", None, "1.440"),
        ("fa-IR", None, "1,440"),
        ("en-GB", "de-DE", "1.440"),
    ],
)
def test_a_number_is_written_in_the_manner_of_the_region_and_the_digits_of_the_page(
    window: Window, server: Server, locale: str, region: str | None, shown: str
) -> None:
    with opened(server.database) as diary:
        seen = diary.person()
        diary.apply([walk(BERLIN.today(), 30)], by=BY)
        diary.save(replace(seen, region=region), seen, by=BY)
    page = window.open(server.address, locale=locale)
    another(page)
    page.get_by_label("Minutes", exact=True).fill("2000")
    expect(page.get_by_text(f"2000: minutes are a whole number from 1 to {shown}.")).to_be_visible()
    page.get_by_label("Note", exact=True).fill("x" * 5001)
    thousands = shown[1]
    expect(page.get_by_text(f"5{thousands}001 characters, and 5{thousands}000 fit")).to_be_visible()

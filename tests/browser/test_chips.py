"""The chips of the check-in: what is done, how it went, and the first activity of all."""

from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import Window, eventually, settle
from tests.pages.builders import BY, PLAN
from tests.running import Server
from tracker.model import Activity, Intensity, Outcome
from tracker.store import Diary

MARK = "chip => getComputedStyle(chip.firstElementChild, '::before')"
GROUND = "chip => getComputedStyle(chip).backgroundColor"


def chip(page: Page, name: str) -> Locator:
    return page.locator(".st-key-exercises").get_by_role("button", name=name)


def mark(chip: Locator) -> str:
    """What stands before the words of a chip, drawn by the style sheet."""
    style: dict[str, str] = chip.evaluate(
        f"chip => {{ const {{content, display}} = ({MARK})(chip); return {{content, display}} }}"
    )
    return "" if style["display"] == "none" else style["content"].split("/")[0].strip(' "')


def test_the_first_activity_is_three_taps(page: Page, diary: Diary, today: date) -> None:
    page.get_by_role("radio", name="Walking", exact=True).tap()
    page.get_by_role("button", name="30", exact=True).tap()
    page.get_by_role("button", name="Add", exact=True).tap()
    eventually(page, lambda: len(diary.activities()) == 1)
    assert diary.activities() == [Activity(today, "walking", 30, Intensity.MODERATE)]


def test_a_chip_tells_done_partly_and_stopped_by_its_mark(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    diary.apply(PLAN, by=BY)
    page = window.open(server.address)
    wall_sit = chip(page, "Wall sit")
    assert mark(wall_sit) == ""
    wall_sit.tap()
    expect(wall_sit).to_have_attribute("aria-pressed", "true")
    assert mark(wall_sit) == "✓"
    settle(page)
    for outcome, words in (
        (Outcome.PARTLY, "◐ Partly"),
        (Outcome.STOPPED, "✕ Stopped for pain"),
    ):
        page.get_by_role("button", name="How it went").tap()
        page.get_by_role("radio", name=words).tap()
        eventually(page, lambda: diary.exercises_done()[0].outcome is outcome)  # noqa: B023
        settle(page)
        page.keyboard.press("Escape")
        expect(wall_sit).to_contain_text(words[0])
        assert mark(wall_sit) == "", "one mark, not two"


def test_a_press_is_seen_before_anything_is_answered(
    window: Window, server: Server, diary: Diary
) -> None:
    diary.apply(PLAN, by=BY)
    page = window.open(server.address, (1280, 800))
    for target in (chip(page, "Wall sit"), page.get_by_role("button", name="All of today's plan")):
        target.hover()
        before = target.evaluate(GROUND)
        asked = page.evaluate("window.asked")
        page.mouse.down()
        assert target.evaluate(GROUND) != before
        assert page.evaluate("window.asked") == asked
        page.mouse.move(0, 0)
        page.mouse.up()

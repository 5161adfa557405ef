"""What is pressed below the check-in's day before Streamlit has started is done once it has."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_in_screen import Early, has_the_day, is_taken_over
from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, grave, until
from tests.pages.builders import BERLIN, BY, ago, check_in, walk
from tests.running import Server
from tracker.model import ExerciseDone, PlanItem
from tracker.store import Diary
from tracker.ui.formatting import long_day

PLANNED = ("bird dog", "wall sit", "cat-camel", "curl-up")
CHIPS = "Bird dog", "Wall sit", "Cat-camel", "Curl-up"
HELD = "() => document.querySelector('#day-in-page').scrollTop"


@pytest.fixture
def today() -> date:
    return BERLIN.today()


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    """Somebody's diary of two weeks, with a plan."""
    with opened(server.database) as diary:
        diary.apply([check_in(ago(today, days), days % 7) for days in range(1, 15)], by=BY)
        diary.apply([walk(ago(today, 3)), walk(ago(today, 4), 25, kind="cycling")], by=BY)
        diary.apply([PlanItem(name, 7, starts=ago(today, 30)) for name in PLANNED], by=BY)
        yield diary


@pytest.fixture
def early(window: Window, server: Server, diary: Diary) -> Early:
    """Today's check-in on a phone, before Streamlit."""
    return Early(window, server, "/", PHONE)


def tap(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).tap()


def chosen(page: Page, *names: str) -> None:
    """These chips are chosen, and no other."""
    expect(page.locator(".st-key-exercises button[aria-pressed=true]")).to_have_text(list(names))


def done(diary: Diary, day: date) -> list[str]:
    """What was done, and never taken out again."""
    history = [change for change in diary.history(day) if isinstance(change.after, ExerciseDone)]
    names = [entry.exercise for entry in diary.exercises_done(day, day)]
    assert len(history) == len(names)
    return sorted(names)


def test_chips_tapped_in_a_row_are_all_done(early: Early, diary: Diary, today: date) -> None:
    page = early.page
    tap(page, *CHIPS[:3])
    chosen(page, *CHIPS[:3])
    early.start()
    is_taken_over(page)
    chosen(page, *CHIPS[:3])
    assert done(diary, today) == sorted(PLANNED[:3])


def test_twice_the_same_chip_is_none(early: Early, diary: Diary, today: date) -> None:
    page = early.page
    tap(page, "Wall sit", "Bird dog", "Wall sit")
    chosen(page, "Bird dog")
    early.start()
    is_taken_over(page)
    chosen(page, "Bird dog")
    assert done(diary, today) == ["bird dog"]


def test_all_that_is_pressed_is_done_in_its_order(early: Early, diary: Diary, today: date) -> None:
    page = early.page
    page.get_by_role("radio", name="4", exact=True).tap()
    tap(page, "All of today's plan", "+ Walking 30 min", "+ Walking 30 min", "+ Cycling 25 min")
    early.start()
    is_taken_over(page)
    chosen(page, *CHIPS)
    assert done(diary, today) == sorted(PLANNED)
    walked = [(one.activity, one.minutes) for one in diary.activities(today, today)]
    assert sorted(walked) == [("cycling", 25), ("walking", 30)]
    assert diary.check_in(today).pain == 4
    expect(page.get_by_role("button", name="+ Walking 30 min")).to_have_count(0)


def test_of_all_of_the_plan_one_is_taken_out_again(early: Early, diary: Diary, today: date) -> None:
    page = early.page
    tap(page, "Curl-up", "All of today's plan", "Curl-up")
    early.start()
    is_taken_over(page)
    chosen(page, *CHIPS[:3])
    names = {entry.exercise for entry in diary.exercises_done(today, today)}
    assert names == {*PLANNED[:3]}


def test_none_today_is_said_and_taken_back_by_what_is_done_after_all(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    none = page.get_by_role("group", name="No activity").get_by_role("button")
    none.tap()
    expect(none).to_have_attribute("aria-pressed", "true")
    page.get_by_role("group", name="No exercises").get_by_role("button").tap()
    tap(page, "Bird dog")
    early.start()
    is_taken_over(page)
    assert diary.check_in(today).no_activity
    assert not diary.check_in(today).no_exercises
    assert done(diary, today) == ["bird dog"]


def test_what_another_device_has_done_meanwhile_stays_done(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    tap(page, "Bird dog", "+ Walking 30 min")
    diary.apply([ExerciseDone(today, "bird dog"), walk(today, 30)], by=BY)
    early.start()
    is_taken_over(page)
    chosen(page, "Bird dog")
    assert done(diary, today) == ["bird dog"]
    assert len(diary.activities(today, today)) == 1


def test_what_is_tapped_while_it_is_passed_on_is_done_too(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    tap(page, *CHIPS[:2])
    early.release()
    until(page, "document.documentElement.dataset.day === 'awaited'")
    page.get_by_role("button", name="Curl-up", exact=True).tap()
    is_taken_over(page)
    chosen(page, "Bird dog", "Wall sit", "Curl-up")
    assert done(diary, today) == ["bird dog", "curl-up", "wall sit"]


def test_who_leaves_at_once_has_done_it(early: Early, diary: Diary, today: date) -> None:
    page = early.page
    tap(page, *CHIPS[:2])
    page.get_by_role("link", name="Week", exact=True).tap()
    early.release()
    expect(page.get_by_role("heading", name="This week", exact=True)).to_be_visible()
    assert done(diary, today) == ["bird dog", "wall sit"]


def test_who_turns_to_another_day_at_once_has_done_it(
    early: Early, diary: Diary, today: date
) -> None:
    page, before = early.page, ago(today, 2)
    tap(page, "Bird dog")
    page.locator(f".week:not([inert]) [data-day='{before}']").tap()
    early.release()
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(before))
    assert done(diary, today) == ["bird dog"]
    assert done(diary, before) == []


def test_a_link_leads_on_before_streamlit(early: Early) -> None:
    early.page.get_by_role("link", name="Start a guided session").tap()
    expect(early.page).to_have_url(re.compile("/session$"))


def test_the_keyboard_chooses_and_stays_where_it_is(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    page.get_by_role("button", name="Bird dog").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    chosen(page, "Bird dog", "Wall sit")
    early.start()
    is_taken_over(page)
    expect(page.get_by_role("button", name="Cat-camel")).to_be_focused()
    page.keyboard.press("Space")
    chosen(page, "Bird dog", "Wall sit", "Cat-camel")
    eventually(page, lambda: len(done(diary, today)) == 3)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Not today", "Why not these 4?"),
        ("More about this day", "Where it hurts"),
        ("Add an activity", "What you did"),
        ("Another exercise", "Bridge"),
        ("When to get help", "bladder"),
    ],
)
def test_what_opens_is_open_once_streamlit_is_there(early: Early, name: str, seen: str) -> None:
    page = early.page
    page.get_by_role("button", name=name, exact=True).tap()
    early.start()
    is_taken_over(page)
    expect(page.get_by_text(seen).first).to_be_visible()


def test_where_one_has_scrolled_to_stays(early: Early) -> None:
    page = early.page
    page.mouse.move(200, 200)
    page.mouse.wheel(0, 900)
    eventually(page, lambda: page.evaluate(HELD) == 900, "the page is scrolled")
    early.start()
    is_taken_over(page)
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 900


def test_a_questionnaire_that_is_due_is_sent_away(early: Early, diary: Diary) -> None:
    page = early.page
    tap(page, "Not this week")
    early.start()
    is_taken_over(page)
    expect(page.get_by_text("A questionnaire is due")).to_have_count(0)


def test_without_a_server_nothing_is_said_to_be_done(
    early: Early, server: Server, diary: Diary, today: date
) -> None:
    page = early.page
    server.kill()
    tap(page, "Bird dog")
    early.release()
    page.get_by_role("radio", name="3", exact=True).tap()
    expect(page.get_by_text("This browser keeps your tap")).to_be_visible()
    expect(page.locator(".rest [aria-busy=true]")).to_have_text("Bird dog")
    page.once("dialog", lambda asked: asked.accept())  # that it would be lost
    server.start()
    has_the_day(page, server)
    page.reload(wait_until="commit")
    is_taken_over(page)
    chosen(page)
    assert done(diary, today) == []
    eventually(page, lambda: diary.check_in(today) is not None, "the pain is saved")


def test_before_streamlit_no_rule_of_axe_is_broken(
    window: Window, server: Server, diary: Diary
) -> None:
    for size in (PHONE, LAPTOP):
        assert grave(Early(window, server, "/", size).page) == []

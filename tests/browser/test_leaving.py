"""Typed or chosen, then left at once: it is there when one comes back."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.pages.builders import BY, check_in, strength, walk
from tests.running import Server
from tracker.model import ExerciseKind, Occasion, OwnExercise, PlanItem, Reminder
from tracker.store import Diary

LINKS = {"": "Check in", "exercises": "Exercises", "report": "Report", "settings": "Settings"}
SIZES = pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    with opened(server.database) as diary:
        plan = PlanItem("wall sit", 3, 3)
        reminder = Reminder(Occasion.CHECK_IN, time(20, 30))
        own = OwnExercise("heel slides", ExerciseKind.MOBILITY)
        entries = [check_in(today, 4), walk(today, 30), strength(today), plan, reminder, own]
        diary.apply(entries, by=BY)
        yield diary


# -- the ways to come and to leave


def come(page: Page, server: Server, screen: str) -> None:
    """Open a screen by its link where there is one: the back button then loads no page anew."""
    there = f"{server.address}/{screen}"
    if page.url != there:
        if screen in LINKS and urlsplit(page.url).path != urlsplit(there).path:
            page.get_by_role("link", name=LINKS[screen], exact=True).click()
            expect(page).to_have_url(there)
        else:
            page.goto(there)
    settle(page)


def by_link(page: Page) -> Page:
    page.get_by_role("link", name="Trends", exact=True).click()
    expect(page).to_have_url(re.compile("/trends$"))
    return page


def by_back_button(page: Page) -> Page:
    page.go_back()
    expect(page).to_have_url(re.compile("/week$"))
    return page


def by_reload(page: Page) -> Page:
    page.reload()
    return page


def by_closing_the_tab(page: Page) -> Page:
    there, other = page.url, page.context.new_page()
    page.close()
    other.goto(there)
    return other


WAYS = pytest.mark.parametrize(
    "leave", [by_link, by_back_button, by_reload, by_closing_the_tab], ids=lambda way: way.__name__
)


# -- the fields


def note(page: Page) -> Locator:
    return page.get_by_label("Note", exact=True)


def minutes(page: Page) -> Locator:
    page.get_by_role("button", name="Change", exact=True).click()
    return page.get_by_label("Minutes", exact=True)


def sets(page: Page) -> Locator:
    page.get_by_role("button", name="How it went").click()
    return page.get_by_label("Sets", exact=True)


def planned_sets(page: Page) -> Locator:
    page.get_by_role("button", name="Change", exact=True).click()
    return page.get_by_label("Sets", exact=True)


def own_steps(page: Page) -> Locator:
    page.get_by_test_id("stExpander").get_by_text("Heel slides", exact=True).click()
    return page.get_by_label("Steps, one a line")


def questions(page: Page) -> Locator:
    return page.get_by_label("Questions for the appointment")


def name(page: Page) -> Locator:
    return page.get_by_label("Your name (optional, for reports)")


def reminded_at(page: Page) -> Locator:
    return page.get_by_label("At", exact=True)


FIELDS = [
    ("", note, "typed and left", lambda d, day: d.check_in(day).note),
    ("", minutes, "47", lambda d, day: str(d.activities(day, day)[0].minutes)),
    ("", sets, "7", lambda d, day: str(d.exercises_done(day, day)[0].sets)),
    ("exercises", planned_sets, "8", lambda d, day: str(d.plan(day)[0].sets)),
    ("exercises", own_steps, "Lie down.", lambda d, day: d.own_exercise("heel slides").steps),
    ("report", questions, "May I swim?", lambda d, day: d.appointment().questions),
    ("settings", name, "Grace", lambda d, day: d.person().name),
    ("settings", reminded_at, "21:45", lambda d, day: f"{d.reminders()[0].begins:%H:%M}"),
]
Said = Callable[[Diary, date], str]


@WAYS
@pytest.mark.parametrize(
    ("screen", "field", "typed", "said"), FIELDS, ids=[field[1].__name__ for field in FIELDS]
)
def test_what_was_typed_is_in_the_diary_however_one_leaves(
    window: Window,
    server: Server,
    diary: Diary,
    today: date,
    leave: Callable[[Page], Page],
    screen: str,
    field: Callable[[Page], Locator],
    typed: str,
    said: Said,
) -> None:
    page = window.open(f"{server.address}/week", LAPTOP)
    come(page, server, screen)
    box = field(page)
    box.fill(typed)
    page = leave(page)
    come(page, server, screen)
    expect(field(page)).to_have_value(typed)
    eventually(page, lambda: said(diary, today) == typed, typed)


@SIZES
def test_a_note_typed_key_by_key_and_left_by_a_link_is_kept_and_the_screen_is_drawn(
    window: Window, server: Server, diary: Diary, today: date, size: tuple[int, int]
) -> None:
    page = window.open(server.address, size)
    note(page).click()
    page.keyboard.type("typed and left")
    link = page.get_by_role("link", name="Week", exact=True)
    link.tap() if size == PHONE else link.click()
    expect(page.get_by_text("What the marks mean")).to_be_visible()
    settle(page)
    expect(page.get_by_text("What the marks mean")).to_be_visible()
    eventually(page, lambda: diary.check_in(today).note == "typed and left")


def test_a_note_typed_while_the_server_is_gone_is_sent_once_it_is_back(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    server.kill()
    note(page).fill("nobody listens")
    expect(page.get_by_text("Not saved yet. It will be saved")).to_be_visible()
    server.start()
    eventually(page, lambda: diary.check_in(today).note == "nobody listens")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def test_a_note_of_another_window_meanwhile_is_kept_beside_what_was_typed(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    server.kill()
    note(page).fill("mine")
    stored = check_in(today, 4, note="theirs")
    diary.apply([stored], by="another window")
    server.start()
    eventually(page, lambda: diary.check_in(today).note == "theirs\n\nmine")
    expect(page.get_by_text("Both texts are kept")).to_be_visible()
    expect(note(page)).to_have_value("theirs\n\nmine")


def test_the_field_says_that_it_saves_and_that_it_has_saved(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    held: list[Route] = []
    page.route("**/autosave*", lambda route: held.append(route))
    note(page).fill("on its way")
    expect(page.get_by_text("Saving…")).to_be_visible()
    eventually(page, lambda: held, "it is sent")
    for route in held:
        route.continue_()
    page.unroute("**/autosave*")
    expect(page.get_by_text("Saving…")).to_have_count(0)
    eventually(page, lambda: diary.check_in(today).note == "on its way")


def test_what_is_too_long_stays_in_the_field_and_is_told(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    note(page).fill("x" * 5321)
    expect(page.get_by_text("5,321 characters, and 5,000 fit. Shorten it by 321.")).to_be_visible()
    page.reload()
    settle(page)
    expect(note(page)).to_have_value("x" * 5321)
    expect(page.get_by_text("Shorten it by 321.")).to_be_visible()
    assert diary.check_in(today).note == ""
    note(page).fill("short")
    eventually(page, lambda: diary.check_in(today).note == "short")


def test_an_impossible_number_is_told_in_words_and_not_saved(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    minutes(page).fill("5000")
    told = "5000 is not saved: Minutes are a whole number from 1 to 1,440."
    expect(page.get_by_text(told)).to_be_visible()
    assert diary.activities(today, today)[0].minutes == 30


DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('backbeat.draft.')).length"


def test_a_draft_goes_once_the_diary_has_it(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    note(page).fill("kept")
    eventually(page, lambda: diary.check_in(today).note == "kept")
    eventually(page, lambda: page.evaluate(DRAFTS) == 0)


def test_the_intensity_changes_nothing_but_itself_whatever_else_is_open(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address, LAPTOP)
    page.locator("summary").filter(has_text="Add an activity").click()
    settle(page)
    page.get_by_role("button", name="How it went").click()
    settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Change", exact=True).click()
    of_both = page.get_by_role("radio", name="Vigorous")
    expect(of_both).to_have_count(2)  # of the activity to add and of the one to change
    of_both.last.click()
    eventually(page, lambda: diary.activities(today, today)[0].intensity == "vigorous")
    assert diary.activities(today, today)[0].minutes == 30


def test_enter_in_the_minutes_adds_the_activity(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address, LAPTOP)
    page.locator("summary").filter(has_text="Add an activity").click()
    page.get_by_role("combobox", name="Something else").fill("cycling")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_label("Minutes", exact=True).click()
    page.keyboard.type("33")
    page.keyboard.press("Enter")
    eventually(page, lambda: len(diary.activities(today, today)) == 2)
    assert diary.activities(today, today)[1].minutes == 33


def test_a_first_tap_on_add_after_typing_adds(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(server.address)
    page.locator("summary").filter(has_text="Add an activity").click()
    page.get_by_role("combobox", name="Something else").fill("cycling")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_label("Minutes", exact=True).click()
    page.keyboard.type("33")
    page.get_by_role("button", name="Add", exact=True).tap()
    eventually(page, lambda: len(diary.activities(today, today)) == 2)
    assert diary.activities(today, today)[1].minutes == 33

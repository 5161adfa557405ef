"""Days in a real browser: searched as a person types, opened by finger and keyboard, on paper."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.pages.builders import BY, ago, check_in, strength, walk
from tests.running import Server

HOSTILE = "<b>bold</b> ![](https://example.com/x.png)"


@pytest.fixture
def days(window: Window, server: Server, today: date) -> Page:
    """Days of a diary with some notes, on a phone."""
    with opened(server.database) as diary:
        entries = [
            check_in(ago(today, 1), 3, note="Dinner at the Café Müller, sat too long."),
            check_in(ago(today, 200), 6, note="Garden all day.\nSlept badly."),
            walk(ago(today, 200), 45, kind="cycling"),
            check_in(ago(today, 400), 2, note=HOSTILE),
            strength(ago(today, 401)),
            *(check_in(ago(today, days)) for days in range(500, 560)),
        ]
        diary.apply(entries, by=BY)
    return window.open(f"{server.address}/days")


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search your days")


def found(page: Page) -> Locator:
    return page.locator(".bb-day-search .bb-day-row")


def said(page: Page) -> Locator:
    return page.locator(".bb-found")


def test_days_are_found_as_one_types_whatever_case_and_accents(days: Page, today: date) -> None:
    search(days).click()
    days.keyboard.type("cafe mull")
    expect(said(days)).to_have_text("1 of 64 days")
    expect(found(days)).to_contain_text("Dinner at the Café Müller")
    expect(found(days).locator("mark")).to_have_text(["Café", "Müll"])
    expect(days.locator(".bb-cal")).to_be_hidden()
    search(days).fill("GARDEN cycling")
    expect(found(days)).to_have_count(1)
    search(days).fill("garden swimming")
    expect(found(days)).to_have_count(0)
    expect(said(days)).to_contain_text("No day has all of these words.")
    day = ago(today, 401)
    search(days).fill(f"{day:%B} {day.year} wall sit")
    expect(found(days).locator("h3")).to_have_text([f"{day:%A} {day.day} {day:%B} {day.year}"])
    search(days).fill("")
    expect(days.locator(".bb-cal")).to_be_visible()
    expect(said(days)).to_be_hidden()


def test_once_the_search_is_entered_the_server_is_asked_for_nothing(days: Page) -> None:
    search(days).click()
    search(days).press_sequentially("g")
    expect(said(days)).to_contain_text("of 64 days")
    settle(days)
    asked = days.evaluate("window.asked")
    search(days).press_sequentially("arden", delay=20)
    expect(found(days)).to_have_count(1)
    assert days.evaluate("window.asked") == asked


def test_what_a_person_wrote_stays_text(days: Page) -> None:
    search(days).fill("bold")
    expect(found(days).locator(".bb-row-note")).to_have_text(HOSTILE)
    assert days.locator(".bb-row-note b, .bb-row-note img").count() == 0


def test_a_found_day_opens_by_keyboard_and_back_comes_back_to_what_was_found(
    days: Page, today: date
) -> None:
    search(days).focus()
    days.keyboard.type("garden")
    expect(found(days)).to_have_count(1)
    days.keyboard.press("ArrowDown")
    expect(found(days).get_by_role("link")).to_be_focused()
    days.keyboard.press("Enter")
    days.wait_for_url(f"**/?day={ago(today, 200)}")
    settle(days)
    days.go_back()
    settle(days)
    expect(search(days)).to_have_value("garden")
    expect(found(days)).to_have_count(1)


def test_a_day_of_the_calendar_and_of_the_list_opens_by_finger(days: Page, today: date) -> None:
    day = ago(today, 200)
    days.goto(f"{days.url}?month={day:%Y-%m}")
    settle(days)
    row = days.locator(".bb-day-row").filter(has_text="Garden all day.")
    row.locator(".bb-row-note").click(force=True)  # the way to the day lies over all of its row
    days.wait_for_url(f"**/?day={day}")
    days.go_back()
    settle(days)
    days.locator(f'.bb-cal a[href$="{day}"]').click()
    days.wait_for_url(f"**/?day={day}")


def test_many_hits_are_drawn_in_parts_and_all_of_them_on_paper(days: Page) -> None:
    search(days).fill("day")  # every date has it
    expect(said(days)).to_have_text("64 of 64 days")
    expect(found(days)).to_have_count(20)
    days.get_by_role("button", name="Show more").click()
    expect(found(days)).to_have_count(64)
    search(days).fill("day ")
    expect(found(days)).to_have_count(20)
    days.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(found(days)).to_have_count(64)


def test_what_was_entered_since_is_found(days: Page, server: Server, today: date) -> None:
    search(days).fill("lumbago")
    expect(said(days)).to_contain_text("No day")
    with opened(server.database) as diary:
        diary.save(check_in(today, 8, note="Lumbago"), by=BY)
    days.reload()
    settle(days)
    search(days).fill("lumbago")
    expect(found(days)).to_have_count(1)


def test_the_month_before_is_one_tap_away(days: Page, today: date) -> None:
    before = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    days.get_by_role("button", name="Earlier", exact=True).click()
    eventually(days, lambda: f"month={before:%Y-%m}" in days.url)
    expect(days.get_by_role("list", name=f"The days of {before:%B} {before.year}")).to_be_visible()


def test_days_are_in_the_menu_of_a_laptop_and_a_phone_comes_from_week(
    window: Window, server: Server
) -> None:
    laptop = window.open(server.address, LAPTOP)
    laptop.get_by_role("link", name="Days", exact=True).click()
    settle(laptop)
    expect(laptop.get_by_role("heading", name="Days", exact=True)).to_be_visible()
    phone = window.open(f"{server.address}/week", PHONE)
    expect(phone.get_by_role("link", name="Days", exact=True)).to_be_hidden()
    phone.get_by_role("link", name="All days, one by one").click()
    settle(phone)
    expect(phone.get_by_role("heading", name="Days", exact=True)).to_be_visible()

"""Links from screen to screen are followed without loading the page anew."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.pages.builders import BY, ago, check_in
from tests.running import Server
from tracker.store import Diary
from tracker.ui.formatting import long_day

STAYS = "() => { window.sameDocument = true; }"
STAYED = "window.sameDocument === true"


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    """A diary of the last two weeks."""
    diary.apply([check_in(ago(today, days), 3, note="stiff") for days in range(1, 15)], by=BY)
    return diary


@pytest.mark.parametrize(
    ("path", "link", "leads_to"),
    [
        ("/", ".bb-menu a[href=week]", "/week"),
        ("/", ".turn .all", "/days"),
        ("/", ".bb-way a[href^='week?']", "/week?week="),
        ("/", ".bb-way a[href^='./?day=']", "/?day="),
        ("/days", ".bb-cal-day a", "/?day="),
        ("/week", ".bb-menu a[href='./']", "/"),
        ("/week", ".bb-frame > a", "/settings"),
    ],
)
def test_the_page_stays(
    window: Window, server: Server, diary: Diary, path: str, link: str, leads_to: str
) -> None:
    page = window.open(f"{server.address}{path}", LAPTOP)
    page.evaluate(STAYS)
    page.locator(link).locator("visible=true").first.click()
    eventually(page, lambda: page.url.startswith(f"{server.address}{leads_to}"))
    settle(page)
    assert page.evaluate(STAYED)
    asked = page.url
    page.go_back()
    settle(page)
    assert page.url == f"{server.address}{path}"
    page.go_forward()
    settle(page)
    assert page.url == asked
    assert page.evaluate(STAYED)


def test_a_day_opens_from_the_calendar_and_at_its_top(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    page = window.open(f"{server.address}/week", PHONE)
    page.evaluate(STAYS)
    page.get_by_role("link", name="All days, one by one").tap()
    settle(page)
    yesterday = ago(today, 1)
    if yesterday.month != today.month:
        page.get_by_role("button", name=f"{yesterday:%B} {yesterday.year}").tap()
        settle(page)
    link = page.locator(f"a[href='./?day={yesterday}']").locator("visible=true").last
    link.tap()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(yesterday))
    expect(page.get_by_label("Note", exact=True)).to_have_value("stiff")
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 0
    assert page.evaluate(STAYED)


def test_the_keyboard_stays_where_it_was_in_the_menu(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, LAPTOP)
    page.get_by_role("link", name="Week", exact=True).focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("heading", name="This week", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Week", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Trends", exact=True)).to_be_focused()


def test_a_link_opens_in_another_tab_where_that_is_asked_for(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, LAPTOP)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Week", exact=True).click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{server.address}/week")
    assert page.url == f"{server.address}/"


def test_without_a_line_to_the_diary_the_browser_follows_a_link(
    window: Window, server: Server, diary: Diary
) -> None:
    page: Page = window.open(server.address, LAPTOP)
    page.evaluate(STAYS)
    page.locator("[data-testid=stApp]").evaluate(
        "app => { app.dataset.testConnectionState = 'PINGING_SERVER' }"
    )
    page.get_by_role("link", name="Week", exact=True).press("Enter")
    page.wait_for_url(f"{server.address}/week")
    settle(page)
    assert not page.evaluate(STAYED)

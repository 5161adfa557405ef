"""The check-in where there is no connection: opened, filled in, sent once there is one again."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.filling import begin_anew, opened
from tests.browser.installed import KEPT, installed, let_in
from tests.browser.looking import eventually, grave, rest, settle
from tests.pages.builders import BERLIN, BY, check_in
from tests.running import Server
from tracker.model import Intensity
from tracker.store import Diary
from tracker.ui.formatting import long_day

SECRET = "zebra crossing"  # noqa: S105 - in a note, to be found nowhere in the browser
CACHED = """async () => {
    const texts = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const one of await cache.keys()) texts.push(await (await cache.match(one)).text());
    }
    return texts.join("\\n");
}"""
STORED = "JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"
AN_HOUR_AGO = """() => {
    for (const field of window.backbeatFields.values()) field.at -= 3_600_000;
}"""
DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('backbeat.draft.')).length"


@pytest.fixture
def page(device: BrowserContext, server: Server) -> Page:
    """The check-in on a phone that has it installed."""
    return installed(device, server)


@contextmanager
def without(server: Server) -> Iterator[None]:
    """The server is away meanwhile."""
    server.kill()
    yield
    server.start()


def open_without(page: Page, server: Server, path: str = "/") -> Page:
    """What is shown there where nobody answers."""
    page.goto(f"{server.address}{path}")
    expect(page.get_by_role("heading", name="No connection to your diary")).to_be_visible()
    return page


def pain(page: Page, rating: int) -> Locator:
    return page.get_by_role("radio", name=str(rating), exact=True)


def write(page: Page, text: str) -> None:
    page.get_by_label("Note").tap()
    page.keyboard.type(text)
    page.get_by_label("Note").blur()


def kept(page: Page, count: int) -> None:
    """Wait until the page says how much waits on the device."""
    words = {0: "Nothing waits", 1: "1 entry waits"}.get(count, f"{count} entries wait")
    expect(page.locator(".kept")).to_contain_text(words)


def is_back(page: Page) -> None:
    """Wait until the diary's own page has taken the place of the one without a connection."""
    expect(page.get_by_role("heading", name="No connection to your diary")).to_have_count(0)
    settle(page)


def all_sent(page: Page) -> None:
    eventually(page, lambda: page.evaluate(DRAFTS) == 0, "nothing waits in the browser")


@pytest.mark.parametrize("path", ["/", "/week", "/?day=2020-01-01"])
def test_any_screen_opens_with_the_check_in_of_today(
    page: Page, server: Server, today: date, path: str
) -> None:
    with without(server):
        open_without(page, server, path)
        expect(page.get_by_role("heading", level=1)).to_have_text(long_day(today))
        expect(page.get_by_role("link", name="Week")).to_be_visible()
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        kept(page, 0)


def test_in_an_aeroplane_it_opens_at_once(
    page: Page, device: BrowserContext, server: Server
) -> None:
    device.set_offline(True)
    open_without(page, server)
    pain(page, 4).tap()
    kept(page, 1)
    device.set_offline(False)
    is_back(page)
    expect(pain(page, 4)).to_be_checked()


def test_where_a_server_takes_the_call_and_says_nothing_it_opens_all_the_same(
    page: Page, server: Server
) -> None:
    """As in a network in which the computer at home can't be reached."""
    server.kill()
    with socket.create_server(("127.0.0.1", server.port), backlog=50):
        open_without(page, server)
    server.start()
    is_back(page)


def test_what_is_entered_is_in_the_diary_once_with_its_time(
    page: Page, device: BrowserContext, server: Server, diary: Diary, today: date
) -> None:
    with without(server):
        open_without(page, server)
        pain(page, 3).tap()
        pain(page, 6).tap()
        write(page, "Stiff after a long drive")
        page.get_by_role("button", name="Walking").tap()
        page.get_by_role("button", name="20", exact=True).tap()
        page.get_by_role("button", name="Add").tap()
        page.get_by_role("button", name="No exercises").tap()
        kept(page, 4)
        entered = datetime.now(BERLIN.now().tzinfo)
        page.close()
        again = open_without(device.new_page(), server)
        expect(pain(again, 6)).to_be_checked()
        expect(again.get_by_label("Note")).to_have_value("Stiff after a long drive")
        expect(again.get_by_role("button", name="No exercises")).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(again.get_by_text("Walking, 20 min")).to_be_visible()
        again.close()
    back = device.new_page()
    back.goto(f"{server.address}/week")  # a screen without any field of that day
    settle(back)
    all_sent(back)
    said = diary.check_in(today)
    assert (said.pain, said.note, said.no_exercises) == (6, "Stiff after a long drive", True)
    assert said.entered_at <= entered, "when it was entered, not when it was sent"
    (walked,) = diary.activities(today, today)
    assert (walked.activity, walked.minutes, walked.intensity) == (
        "walking",
        20,
        Intensity.MODERATE,
    )
    saved = diary.version()
    back.goto(server.address)
    settle(back)
    expect(pain(back, 6)).to_be_checked()
    assert diary.version() == saved, "nothing is sent twice"


def test_the_page_takes_the_diarys_place_only_until_it_answers(
    page: Page, server: Server, diary: Diary, today: date
) -> None:
    with without(server):
        open_without(page, server)
        page.get_by_label("Note").tap()
        page.keyboard.type("Still wri")
    expect(page.locator(".line")).to_have_text("The connection is back. Open your diary")
    page.keyboard.type("ting")
    expect(page.get_by_label("Note")).to_be_focused()
    page.get_by_label("Note").blur()
    is_back(page)
    expect(page.get_by_label("Note")).to_have_value("Still writing")
    eventually(page, lambda: diary.check_in(today).note == "Still writing", "all of it is saved")


def test_a_walk_that_was_entered_by_mistake_is_taken_away(
    page: Page, server: Server, diary: Diary
) -> None:
    with without(server):
        open_without(page, server)
        page.get_by_role("button", name="No activity").tap()
        page.get_by_role("button", name="Cycling").tap()
        expect(page.get_by_role("button", name="Add")).to_be_disabled()
        page.get_by_role("button", name="30", exact=True).tap()
        page.get_by_role("button", name="Add").tap()
        expect(page.get_by_role("button", name="No activity")).to_have_attribute(
            "aria-pressed", "false"
        )
        kept(page, 1)
        page.get_by_role("button", name="Remove").tap()
        kept(page, 0)
    is_back(page)
    assert diary.activities() == []


# -- changed elsewhere meanwhile


def test_a_pain_of_the_morning_gives_way_to_that_of_the_evening_and_the_page_says_so(
    page: Page, server: Server, diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 4, note="In the morning."), by=BY)
    with without(server):
        open_without(page, server)
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        pain(page, 6).tap()
        write(page, "In the evening.")
        kept(page, 2)
    is_back(page)
    all_sent(page)
    said = diary.check_in(today)
    assert (said.pain, said.note) == (6, "In the morning.\n\nIn the evening.")
    assert [change.after.pain for change in diary.history(today)][-1] == 4, "and can be undone"


def test_what_was_changed_since_is_asked_about_and_nothing_is_lost(
    page: Page, server: Server, diary: Diary, today: date
) -> None:
    with without(server):
        open_without(page, server)
        pain(page, 6).tap()
        write(page, "In the train.")
        kept(page, 2)
        page.evaluate(AN_HOUR_AGO)
        diary.save(check_in(today, 3, note="At home."), by=BY)
    is_back(page)
    expect(page.get_by_text("Another window says 3, so yours is not saved.")).to_be_visible()
    assert diary.check_in(today).pain == 3
    eventually(page, lambda: "In the train." in diary.check_in(today).note, "both are kept")
    assert diary.check_in(today).note == "At home.\n\nIn the train."
    page.get_by_role("button", name="Use 6").tap()
    eventually(page, lambda: diary.check_in(today).pain == 6, "the answer is saved")
    all_sent(page)


def test_two_tabs_show_the_same_and_it_is_sent_once(
    page: Page, device: BrowserContext, server: Server, diary: Diary, today: date
) -> None:
    with without(server):
        first, second = open_without(page, server), open_without(device.new_page(), server)
        pain(first, 3).tap()
        expect(pain(second, 3)).to_be_checked()
        pain(second, 5).tap()
        expect(pain(first, 5)).to_be_checked()
        write(first, "One")
        expect(second.get_by_label("Note")).to_have_value("One")
        second.get_by_label("Note").tap()
        second.keyboard.press("End")
        second.keyboard.type(" and two")
        second.get_by_label("Note").blur()
        expect(first.get_by_label("Note")).to_have_value("One and two")
    for tab in (first, second):
        is_back(tab)
    all_sent(first)
    said = diary.check_in(today)
    assert (said.pain, said.note) == (5, "One and two")
    assert [change.after.pain for change in diary.history(today)].count(3) == 0


# -- whose it is


def test_no_entry_of_anybody_is_in_a_cache(
    page: Page, server: Server, diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 7, note=SECRET), by=BY)
    for path in ("/", "/week", "/days"):
        page.goto(f"{server.address}{path}")
        settle(page)
    with without(server):
        open_without(page, server)
        write(page, "giraffe")
        assert SECRET not in page.evaluate(STORED)
        assert "giraffe" in page.evaluate(STORED)
        cached = page.evaluate(CACHED)
        assert "No connection to your diary" in cached
        for word in (SECRET, "giraffe", str(diary.identity())):
            assert word not in cached
        (paths,) = page.evaluate(KEPT).values()
        assert all(path.startswith("/static/") for path in paths)


def test_who_is_let_in_no_more_sees_nothing_and_what_was_entered_waits_for_them(
    page: Page, device: BrowserContext, server: Server, diary: Diary, today: date
) -> None:
    with without(server):
        open_without(page, server)
        pain(page, 6).tap()
        write(page, SECRET)
        kept(page, 2)
        cookies = device.cookies()
        device.clear_cookies()
    expect(page.get_by_role("heading", name="This browser has not been let in yet")).to_be_visible()
    expect(page.get_by_text("is not in a diary yet")).to_be_visible()
    assert SECRET not in page.content()
    with without(server):
        page.goto(server.address)
        expect(page.get_by_text("Open Backbeat here once with a connection")).to_be_visible()
        expect(pain(page, 6)).to_have_count(0)
    assert diary.check_in(today) is None
    device.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(server.address)
    settle(page)
    all_sent(page)
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (6, SECRET)


def test_somebody_elses_diary_gets_nothing_of_it(
    page: Page, device: BrowserContext, server: Server, today: date
) -> None:
    with without(server):
        open_without(page, server)
        write(page, SECRET)
        kept(page, 1)
        begin_anew(server.database)
    is_back(page)
    with opened(server.database) as theirs:
        page.goto(f"{server.address}/week")
        settle(page)
        page.goto(server.address)
        settle(page)
        expect(page.get_by_label("Note")).to_have_value("")
        assert theirs.check_in(today) is None
    with without(server):
        open_without(page, server)
        expect(page.get_by_label("Note")).to_have_value("")
        kept(page, 0)


def test_what_is_kept_can_be_deleted_where_one_is_not_let_in(
    page: Page, device: BrowserContext, server: Server, diary: Diary, today: date
) -> None:
    page.evaluate("localStorage.setItem('backbeat.theme', 'dark')")
    with without(server):
        open_without(page, server)
        write(page, SECRET)
        kept(page, 1)
        device.clear_cookies()
    page.get_by_role("button", name="Delete it").tap()
    expect(page.get_by_text("is not in a diary yet")).to_be_hidden()
    ours = "Object.keys(localStorage).filter(key => key.startsWith('backbeat.'))"
    assert page.evaluate(ours) == ["backbeat.theme"]
    let_in(device, server)
    page.goto(server.address)
    settle(page)
    assert diary.check_in(today) is None


def test_what_could_not_be_deleted_is_not_said_to_be(
    device: BrowserContext, server: Server
) -> None:
    device.clear_cookies()
    page = device.pages[0]
    page.goto(server.address)
    page.evaluate("localStorage.setItem('backbeat.draft.1.check-in/2026-11-30/note', '{}')")
    page.reload()
    page.route("**/forget*", lambda route: route.abort())
    delete = page.get_by_role("button", name="Delete it")
    delete.tap()
    expect(page.get_by_role("alert")).to_contain_text("It is still kept")
    assert page.evaluate(DRAFTS) == 1
    page.unroute("**/forget*")
    delete.tap()
    expect(delete).to_be_hidden()
    assert page.evaluate(DRAFTS) == 0


def test_another_day_has_another_page(
    new_device: BrowserContext, server: Server, today: date
) -> None:
    page = installed(new_device, server)
    with without(server):
        open_without(page, server)
        later = today + timedelta(days=3)
        page.clock.set_fixed_time(datetime(later.year, later.month, later.day, 12))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("heading", level=1)).to_have_text(long_day(later))


def test_the_day_is_written_as_the_person_has_it(
    device: BrowserContext, server: Server, diary: Diary, today: date
) -> None:
    person = diary.person()
    diary.save(replace(person, region="en-US"), person, by=BY)
    page = installed(device, server)
    with without(server):
        open_without(page, server)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(f"{today:%A}, {today:%B} {today.day}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_breaks_no_rule_of_axe_and_fits_a_small_phone(
    page: Page, server: Server, theme: str
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    with without(server):
        open_without(page, server)
        pain(page, 6).tap()
        write(page, "Stiff")
        page.get_by_role("button", name="Walking").tap()
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            rest(page)
            assert grave(page) == []
            assert page.evaluate("document.querySelector('#day-in-page').scrollWidth") <= width


def test_a_session_that_was_done_without_a_connection_is_logged_from_any_screen(
    page: Page, device: BrowserContext, server: Server, diary: Diary
) -> None:
    page.goto(f"{server.address}/session?exercise=bridge")
    settle(page)
    page.get_by_role("button", name=re.compile("Start, about")).tap()
    page.get_by_role("button", name="Start now").tap()
    with without(server):
        page.get_by_role("button", name="Too painful, stop").tap()
        expect(page.get_by_role("heading", name="Bridge: stopped for pain")).to_be_visible()
        page.close()
    back = device.new_page()
    back.goto(f"{server.address}/week")
    settle(back)
    all_sent(back)
    assert [done.exercise for done in diary.exercises_done()] == ["bridge"]

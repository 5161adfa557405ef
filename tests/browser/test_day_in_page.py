"""The check-in answers before Streamlit has started, which takes it over as it is."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.check_in_screen import SAVED, SCRIPT, Early, has_the_day, is_taken_over
from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, SETTLED, SHIFTED, Window, eventually, grave, settle
from tests.pages.builders import BERLIN, BY, ago, check_in, walk
from tests.running import Server
from tracker.demo import write_demo
from tracker.model import ExerciseDone, Outcome, PlanItem, Skip, SkipReason
from tracker.store import Diary
from tracker.ui.formatting import long_day

OUR_SCRIPT = "**/static/backbeat/day.*.js"
COMPONENTS = "**/static/js/BidiComponent.*.js"
IMPATIENT = """(() => {  // what waits for many seconds waits for one
    const wait = window.setTimeout;
    window.setTimeout = (work, time, ...given) =>
        wait(work, time >= 20_000 ? 1_000 : time, ...given);
})()"""
# The parts of the day, and each text that is seen, with their places and looks.
PLACES = """() => {
    const scrolled = document.querySelector("#day-in-page, [data-testid=stMain]").scrollTop;
    const looks = (one, {left, top, width, height}, said) => {
        const {color, fontSize, fontWeight} = getComputedStyle(one);
        return [[said, color, fontSize, fontWeight].join(" "), left, top + scrolled, width, height];
    };
    const isSeen = one => one.checkVisibility({visibilityProperty: true})
        && !one.closest("script, style, option, [data-testid=stIconMaterial]");
    const seen = [];
    const look = one => {
        const of = one.parentElement;
        const said = one.textContent.replaceAll("\u2060", "").trim().slice(0, 40);  // joiners
        if (one.nodeType === Node.TEXT_NODE && said && isSeen(of)) {
            const words = document.createRange();
            words.selectNodeContents(one);
            const place = words.getBoundingClientRect();
            if (place.width > 2) seen.push(looks(of, place, said));
        }
        if (one.matches?.("[data-part], [data-part] button, textarea, .bb-panel") && isSeen(one)) {
            seen.push(looks(one, one.getBoundingClientRect(), said));
        }
        [...(one.shadowRoot?.childNodes ?? []), ...one.childNodes].forEach(look);
    };
    look(document.body);
    return seen;
}"""
LOOKED_FOR = ("Another exercise", "Search all exercises")  # a field of Streamlit's, no text
NEXT_DAY = """() => {
    const next = Date.now() + 90_000_000;  // 25 hours, as the longest day has
    const Format = Intl.DateTimeFormat;
    Intl.DateTimeFormat = function (...given) {
        const made = new Format(...given);
        return {format: () => made.format(next)};
    };
    document.dispatchEvent(new Event("visibilitychange"));
}"""
ASKED_AND_ANSWERS = """() => {
    const asked = performance.getEntriesByType("resource").filter(
        one => one.name.includes("/static/js/")).map(one => one.startTime);
    return [Math.min(...asked), window.answers];
}"""
NOTE_WHEN_IT_ANSWERS = """new MutationObserver((_, watch) => {
    if (document.documentElement?.dataset.day === undefined) return;
    window.answers = performance.now();
    watch.disconnect();
}).observe(document, {subtree: true, childList: true, attributeFilter: ["data-day"]})"""


@pytest.fixture
def today() -> date:
    return BERLIN.today()


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    """Somebody's diary of two weeks."""
    with opened(server.database) as diary:
        diary.apply([check_in(ago(today, days), days % 7) for days in range(1, 15)], by=BY)
        diary.apply([walk(ago(today, 3))], by=BY)
        yield diary


@pytest.fixture
def early(window: Window, server: Server, diary: Diary) -> Early:
    """Today's check-in on a phone, before Streamlit."""
    return Early(window, server, "/", PHONE)


def pain(page: Page, rating: int) -> Locator:
    return page.get_by_role("radio", name=str(rating), exact=True)


def waits(page: Page) -> None:
    """Wait until Streamlit's part is there, which doesn't come in between."""
    expect(page.locator(":root[data-day=awaited]")).to_be_attached()


Place = tuple[str, float, float, float, float]  # what is seen; left, top, width, height


def places(page: Page) -> list[Place]:
    """Where everything is, once its letters have come."""
    expect(page.locator("#day-in-page:not([data-whole])")).to_have_count(0)
    page.evaluate("document.fonts.ready")
    return [tuple(place) for place in page.evaluate(PLACES)]


def moved(before: list[Place], after: list[Place]) -> list[Place]:
    """What is seen elsewhere now, or in another look, by more than it takes to round a pixel."""
    return [
        place
        for place in before
        if not place[0].startswith(LOOKED_FOR)
        and not any(
            place[0] == other[0]
            and all(abs(one - two) <= 1 for one, two in zip(place[1:], other[1:], strict=True))
            for other in after
        )
    ]


def test_a_tap_before_streamlit_is_kept_though_the_server_is_killed(
    early: Early, server: Server, diary: Diary, today: date
) -> None:
    pain(early.page, 6).tap()
    expect(pain(early.page, 6)).to_be_checked()
    expect(early.page.locator(".status")).to_have_text(SAVED)
    server.kill()
    server.start()
    assert diary.check_in(today).pain == 6
    assert [change.after for change in diary.history(today)] == [diary.check_in(today)]
    has_the_day(early.page, server)
    early.page.reload(wait_until="commit")
    expect(pain(early.page, 6)).to_be_checked()
    early.start()
    is_taken_over(early.page)
    expect(pain(early.page, 6)).to_be_checked()
    assert len(diary.history(today)) == 1


def test_a_tap_while_the_server_is_away_is_kept_by_the_browser(
    early: Early, server: Server, diary: Diary, today: date
) -> None:
    server.kill()
    pain(early.page, 3).tap()
    expect(early.page.get_by_text("This browser keeps your tap")).to_be_visible()
    server.start()
    early.page.reload(wait_until="commit")
    early.start()
    is_taken_over(early.page)
    expect(pain(early.page, 3)).to_be_checked()
    eventually(early.page, lambda: diary.check_in(today) is not None, "the tap is saved")
    assert diary.check_in(today).pain == 3


def test_what_is_typed_while_streamlit_takes_over_loses_no_letter(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    note = page.get_by_label("Note")
    note.tap()
    note.press_sequentially("Long drive, stiff")
    page.keyboard.press("Home")
    early.start()
    note.press_sequentially("A ")
    waits(page)
    expect(note).to_be_focused()
    page.keyboard.type("very ")
    expect(note).to_have_value("A very Long drive, stiff")
    note.blur()
    is_taken_over(page)
    expect(note).to_have_value("A very Long drive, stiff")
    eventually(page, lambda: diary.check_in(today), "a note is saved")
    whole = "A very Long drive, stiff"
    eventually(page, lambda: diary.check_in(today).note == whole, "all of the note is saved")


def test_what_is_typed_before_the_script_is_there_leaves_an_unsent_text_as_it_is(
    early: Early, server: Server, diary: Diary, today: date
) -> None:
    page, note = early.page, early.page.get_by_label("Note")
    server.kill()
    note.tap()
    note.press_sequentially("Long drive")
    note.blur()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.route("**/autosave", lambda route: route.abort())  # else it is sent before it is left
    server.start()
    has_the_day(page, server)
    held: list[Route] = []
    page.route(OUR_SCRIPT, lambda route: held.append(route))
    page.reload(wait_until="commit")
    note.tap()
    note.press_sequentially("Sti")
    eventually(page, lambda: held, "the script is asked for")
    held[0].continue_()
    expect(note).to_have_value("Long drive\n\nSti")
    page.unroute("**/autosave")
    page.keyboard.type("ff")
    early.start()
    note.blur()
    is_taken_over(page)
    expect(note).to_have_value("Long drive\n\nStiff")
    eventually(page, lambda: diary.check_in(today), "the note is saved")
    eventually(
        page, lambda: diary.check_in(today).note == "Long drive\n\nStiff", "both texts are saved"
    )


@pytest.mark.parametrize("moves", [True, False], ids=["moved as it is", "an older browser"])
def test_who_scrolls_on_from_the_note_sees_the_rest_and_types_on(early: Early, moves: bool) -> None:
    page = early.page
    if not moves:
        page.evaluate("delete Element.prototype.moveBefore; delete ShadowRoot.prototype.moveBefore")
    note = page.get_by_label("Note")
    note.tap()
    note.press_sequentially("Stiff")
    page.keyboard.press("ArrowLeft")
    early.start()
    waits(page)
    page.set_viewport_size({"width": 390, "height": 500})
    page.mouse.move(200, 250)
    page.mouse.wheel(0, 200)
    is_taken_over(page)
    expect(note).to_be_focused()
    page.keyboard.type("f")
    expect(note).to_have_value("Stifff")
    assert note.evaluate("area => area.selectionStart") == 5
    expect(page.get_by_role("heading", name="Exercises")).to_be_visible()


def test_tab_goes_on_from_the_note_to_what_follows_it(early: Early) -> None:
    page = early.page
    page.get_by_label("Note").tap()
    early.start()
    waits(page)
    page.keyboard.press("Tab")
    is_taken_over(page)
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_be_focused()


def test_a_tap_before_and_one_after_are_two_changes_that_undo_offers(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    pain(page, 6).tap()
    early.start()
    is_taken_over(page)
    undo = page.get_by_role("button", name=re.compile("^Undo pain 6"))
    expect(undo).to_be_visible()
    pain(page, 4).tap()
    expect(page.get_by_role("button", name=re.compile("^Undo pain 4"))).to_be_visible()
    assert [change.after.pain for change in reversed(diary.history(today))] == [6, 4]
    settle(page)
    page.get_by_role("button", name=re.compile("^Undo pain 4")).tap()
    expect(pain(page, 6)).to_be_checked()


def test_the_keyboard_chooses_before_streamlit_and_stays_where_it_is(early: Early) -> None:
    page = early.page
    pain(page, 0).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(pain(page, 3)).to_be_checked()
    early.start()
    is_taken_over(page)
    expect(pain(page, 3)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(pain(page, 4)).to_be_focused()


def fill(diary: Diary, kind: str, today: date) -> None:
    """With a plan and things done in all ways; "demo": with a made-up year."""
    if kind == "demo":
        write_demo(diary, today)
    if kind != "all done":
        return
    planned = ("bird dog", "wall sit", "cat-camel", "curl-up")
    diary.apply([PlanItem(name, 7, 3, 5, 10, starts=ago(today, 30)) for name in planned], by=BY)
    outcomes = {"bird dog": Outcome.DONE, "wall sit": Outcome.PARTLY, "side plank": Outcome.STOPPED}
    done = [ExerciseDone(today, name, 1, outcome=how) for name, how in outcomes.items()]
    diary.apply([*done, Skip(today, "cat-camel", SkipReason.TIME)], by=BY)
    long = "gardening *with* <b>me</b> at www.example.org -> :+1:"
    others = [walk(ago(today, 4), 25, kind="cycling"), walk(ago(today, 5), 1240, "light", long)]
    diary.apply([*others, walk(today, 20), walk(today, 45, "vigorous", "swimming")], by=BY)


@pytest.mark.parametrize("text", ["", "larger"])
@pytest.mark.parametrize("kind", ["two weeks", "demo", "all done"])
@pytest.mark.parametrize("size", [(320, 700), PHONE, (700, 900), (900, 800), LAPTOP])
def test_nothing_jumps_when_streamlit_takes_over(
    window: Window,
    server: Server,
    diary: Diary,
    today: date,
    size: tuple[int, int],
    kind: str,
    text: str,
) -> None:
    fill(diary, kind, today)
    early = Early(window, server, "/", size)
    if text:  # and in the dark
        early.page.emulate_media(color_scheme="dark")
        early.page.evaluate("size => localStorage.setItem('backbeat.text-size', size)", text)
        early.page.reload(wait_until="commit")
        expect(early.page.locator(":root[data-day=early]")).to_be_attached()
    before = places(early.page)
    assert len(before) > 100
    early.start()
    is_taken_over(early.page)
    after = places(early.page)
    assert moved(before, after) == []
    assert early.page.evaluate(SHIFTED) < 0.1


@pytest.mark.parametrize("days", [0, 2])
def test_what_is_shown_of_a_first_day_and_of_another_day_stays(
    window: Window, server: Server, today: date, days: int
) -> None:
    day = ago(today, days)
    with opened(server.database) as diary:
        fill(diary, "demo" if days else "", today)
    early = Early(window, server, f"/?day={day}", PHONE)
    before = places(early.page)
    assert any(said.startswith("Exercises") for said, *_ in before)
    early.release()
    is_taken_over(early.page)
    assert moved(before, places(early.page)) == []


def test_it_is_written_in_the_manner_of_the_browsers_region_from_the_start(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    early = Early(window, server, "/", PHONE, locale="en-US")
    heading = early.page.get_by_role("heading", name=f"{today:%A}, {today:%B} {today.day}")
    expect(heading).to_be_visible()
    before = places(early.page)
    early.start()
    is_taken_over(early.page)
    expect(heading).to_be_visible()
    after = places(early.page)
    assert moved(before, after) == []


def test_where_one_has_scrolled_to_stays(early: Early) -> None:
    page = early.page
    page.set_viewport_size({"width": 390, "height": 400})
    page.mouse.move(200, 200)
    page.mouse.wheel(0, 150)
    where = "() => document.querySelector('#day-in-page').scrollTop"
    eventually(page, lambda: page.evaluate(where) == 150, "the page is scrolled")
    early.start()
    is_taken_over(page)
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 150


def test_another_day_is_opened_before_streamlit(early: Early, diary: Diary, today: date) -> None:
    page, missed = early.page, ago(today, 2)
    page.locator(f".week:not([inert]) [data-day='{missed}']").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(missed))
    expect(page).to_have_url(re.compile(rf"\?day={missed}$"))
    pain(page, 9).tap()
    early.start()
    is_taken_over(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(missed))
    assert diary.check_in(missed).pain == 9
    assert diary.check_in(today) is None


def test_the_page_before_streamlit_breaks_no_rule_of_axe(
    window: Window, server: Server, diary: Diary
) -> None:
    for size in (PHONE, LAPTOP):
        assert grave(Early(window, server, "/", size).page) == []


def test_who_comes_back_finds_the_day_as_it_is_now(early: Early, diary: Diary, today: date) -> None:
    page = early.page
    page.get_by_role("link", name="Week", exact=True).tap()
    expect(page).to_have_url(re.compile("/week$"))
    diary.save(check_in(today, 8), by=BY)
    page.go_back(wait_until="commit")
    expect(pain(page, 8)).to_be_checked()


def test_a_page_that_the_browser_kept_whole_is_asked_for_anew(
    early: Early, diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 7), by=BY)
    expect(pain(early.page, 7)).not_to_be_checked()
    kept = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    early.page.evaluate(kept)
    expect(pain(early.page, 7)).to_be_checked()


def test_a_page_left_open_over_midnight_is_asked_for_anew(early: Early, today: date) -> None:
    page = early.page
    with page.expect_navigation(wait_until="commit"):
        page.evaluate(NEXT_DAY)
    expect(page.locator(":root[data-day=early]")).to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(today))


def test_without_scripts_the_day_can_be_read(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    early = Early(window, server, "/", PHONE)
    browser = early.page.context.browser
    assert browser
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    context.add_cookies(early.page.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(server.address)
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(today))
    yesterday = today - timedelta(days=1)
    page.locator(f".week [data-day='{yesterday}']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(long_day(yesterday))
    context.close()


def test_it_gives_way_where_streamlit_draws_another_screen(
    early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    page.get_by_label("Note").tap()
    page.keyboard.type("Stiff")
    early.start()
    waits(page)
    page.locator("#root .bb-menu a[href=week]").evaluate("link => link.click()")
    expect(page.get_by_role("heading", name="This week")).to_be_visible()
    expect(page.locator("#day-in-page")).to_have_count(0)
    eventually(page, lambda: diary.check_in(today), "the note is saved")
    assert diary.check_in(today).note == "Stiff"


@pytest.mark.parametrize("broken", [True, False], ids=["broken off", "never answered"])
def test_where_streamlit_never_comes_that_is_said_and_the_day_is_saved(
    window: Window, early: Early, diary: Diary, today: date, broken: bool
) -> None:
    page = early.page
    window.before_scripts(page, IMPATIENT)
    if broken:
        page.unroute(SCRIPT)
        page.route(SCRIPT, lambda route: route.abort())
    page.reload(wait_until="commit")
    expect(page.get_by_text("The rest of this screen has not come yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Load it again")).to_be_visible()
    pain(page, 5).tap()
    expect(page.locator(".status")).to_have_text(SAVED)
    assert diary.check_in(today).pain == 5


def test_where_it_is_late_it_takes_over_all_the_same(window: Window, early: Early) -> None:
    page = early.page
    window.before_scripts(page, IMPATIENT)
    page.reload(wait_until="commit")
    expect(page.get_by_text("The rest of this screen has not come yet.")).to_be_visible()
    early.start()
    is_taken_over(page)
    expect(page.get_by_text("The rest of this screen has not come yet.")).to_have_count(0)
    expect(page.get_by_role("radiogroup", name="Average pain")).to_have_count(1)


def test_the_rest_is_shown_where_nothing_takes_the_day_over(
    window: Window, early: Early, diary: Diary, today: date
) -> None:
    page = early.page
    held: list[Route] = []
    window.before_scripts(page, IMPATIENT)
    page.route(COMPONENTS, lambda route: held.append(route))
    page.reload(wait_until="commit")
    early.release()
    page.unroute(SCRIPT)
    expect(page.get_by_role("heading", name="Exercises")).to_be_visible()
    pain(page, 5).tap()
    expect(page.locator(".status")).to_have_text(SAVED)
    assert diary.check_in(today).pain == 5
    for route in held:
        route.continue_()
    is_taken_over(page)
    expect(pain(page, 5)).to_have_count(1)
    expect(pain(page, 5)).to_be_checked()


def test_the_day_answers_before_anything_of_streamlit_is_asked_for(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, PHONE)
    has_the_day(page, server)
    window.before_scripts(page, NOTE_WHEN_IT_ANSWERS)
    page.reload()
    is_taken_over(page)
    asked, answers = page.evaluate(ASKED_AND_ANSWERS)
    assert asked >= min(answers, 300), "of a day that is late, the rest is asked for after 300 ms"


def test_streamlit_comes_to_a_tab_that_nobody_looks_at(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, PHONE)
    has_the_day(page, server)
    window.before_scripts(page, "window.requestAnimationFrame = () => 0;")  # nothing is painted
    page.reload()
    page.wait_for_selector(SETTLED, state="attached")
    expect(page.locator(":root[data-loading]")).to_have_count(0)


def test_other_screens_have_no_day_in_them(early: Early, server: Server) -> None:
    early.page.goto(f"{server.address}/week", wait_until="commit")
    expect(early.page.locator("#day-in-page")).to_have_count(0)

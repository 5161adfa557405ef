"""What holds for every screen: for all eyes, on every width, in both themes, to nobody else."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import address, opened, showing
from tests.browser.looking import LAPTOP, PHONE, Window, grave, rest, settle, until
from tests.browser.test_visit import SCREENS
from tests.pages.builders import BERLIN
from tests.questionnaires.files import everything, written
from tests.running import Server
from tracker.demo import write_demo

DAY = ".st-key-pain"  # the strip, pain, note and Undo: a tree of its own
DIARIES = ("empty", "one day", "a year")
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, Theme] = ("light", "dark")
TWICE_AS_LARGE = (LAPTOP[0] // 2, LAPTOP[1] // 2)  # a laptop's window at 200 %


@pytest.fixture(params=DIARIES)
def server(request: pytest.FixtureRequest) -> Server:
    """A server for each kind of diary: empty, one day with hostile notes, a year."""
    return showing(request)


TEXT_SIZES = """() => {
    const found = {};
    const texts = document.createTreeWalker(
        document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT,
    );
    while (texts.nextNode()) {
        const words = texts.currentNode.data.trim(), place = texts.currentNode.parentElement;
        const hidden = "style, svg, code, [aria-hidden=true], .bb-menu";
        if (!words || place.closest(hidden) || !place.getClientRects().length) continue;
        found[getComputedStyle(place).fontSize] = words;
    }
    for (const field of document.querySelectorAll("input:not([type=file]), textarea")) {
        if (field.getClientRects().length) found[getComputedStyle(field).fontSize] = field.value;
    }
    return found;
}"""
OWN_SIZES = {"14px", "16px", "24px"}  # quiet words, all that is read and typed, titles and figures
TEXT_IS_MEASURED = {"/settings", "/data", "/report", "/questionnaires", "/trends"}


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    for summary in page.locator("[data-testid=stExpander] summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
            settle(page)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    rest(page)


def answer(page: Page, path: str) -> None:
    """Bring the screen into the state in which it shows most: a button to press, a preview."""
    if path == "/":
        page.get_by_role("combobox", name="Something else").fill("chasing the dog")
        page.keyboard.press("Enter")
        settle(page)
        page.get_by_label("Minutes", exact=True).fill("20")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Add", exact=True)).to_be_enabled()
    elif path == "/data":
        rows = f"date,pain\n{BERLIN.today()},9\n2020-01-01,11\n2020-01-02,3\n"
        file = {"name": "check_ins.csv", "mimeType": "text/csv", "buffer": rows.encode()}
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_role("button", name="Import")).to_be_visible()
    elif path == "/report" and page.get_by_text("Protect with a password").count():
        page.get_by_text("Protect with a password").click()
        settle(page)
        page.get_by_label("Password", exact=True).fill("short")
        page.keyboard.press("Enter")
        expect(page.get_by_text("at least 10")).to_be_visible()
    elif path == "/questionnaires":
        form = {"name": "form.json", "mimeType": "application/json"}
        form["buffer"] = written(everything()).encode()
        page.locator("input[type=file]").set_input_files(form)
        expect(page.get_by_role("button", name="Load Made-up form")).to_be_visible()
    settle(page)


def resized(page: Page, size: tuple[int, int], theme: Theme) -> None:
    """The same page on another screen, in the other theme."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme)
    paper = {"light": "rgb(251, 250, 247)", "dark": "rgb(17, 23, 27)"}[theme]
    until(page, f"getComputedStyle(document.querySelector('.stApp')).backgroundColor === '{paper}'")
    settle(page)
    rest(page)


@pytest.mark.parametrize("path", SCREENS)
def test_nobody_is_shut_out_on_any_screen_at_any_size_in_either_theme(
    window: Window, server: Server, path: str
) -> None:
    page = window.open(f"{server.address}{path}", TWICE_AS_LARGE)
    assert grave(page) == [], "at twice the size, as it opens"
    assert_fits(page, TWICE_AS_LARGE)
    resized(page, PHONE, "light")
    unfold(page)
    if path in TEXT_IS_MEASURED:
        found = page.evaluate(TEXT_SIZES)
        assert found.keys() <= OWN_SIZES, found
    answer(page, path)
    for size, theme in zip((PHONE, LAPTOP), THEMES, strict=True):
        resized(page, size, theme)
        assert grave(page) == [], (size, theme)
        assert_fits(page, size)


def assert_fits(page: Page, size: tuple[int, int]) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0], f"{wide} pixels need sideways scrolling at {size[0]}"


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with ten made-up years."""
    database = address(tmp_path_factory.mktemp("ten-years"))
    with opened(database) as diary:
        write_demo(diary, diary.person().today(), 3652)
    with Server(database) as running:
        yield running


def test_nobody_is_shut_out_after_ten_years(window: Window, ten_years: Server) -> None:
    page = window.open(ten_years.address, PHONE, load=False)
    for path in SCREENS:
        page.goto(f"{ten_years.address}{path}")
        settle(page)
        for theme in THEMES:
            resized(page, PHONE, theme)
            assert grave(page) == [], (path, theme)
            assert_fits(page, PHONE)


def test_what_opens_above_a_page_shuts_nobody_out(window: Window, server: Server) -> None:
    page = window.open(server.address, PHONE)
    page.get_by_role("button", name="When to get help").click()
    settle(page)
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    for theme in THEMES:
        resized(page, PHONE, theme)
        assert grave(page) == [], theme
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_hidden()


@pytest.mark.parametrize(("path", "name"), [("/", "Not today"), ("/exercises", "Change")])
def test_what_opens_beside_an_exercise_shuts_nobody_out(
    window: Window, a_year: Server, path: str, name: str
) -> None:
    page = window.open(f"{a_year.address}{path}", PHONE)
    page.get_by_test_id("stPopover").get_by_role("button", name=name).first.tap()
    settle(page)
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    for theme in THEMES:
        resized(page, PHONE, theme)
        assert grave(page) == [], theme


def test_what_opens_in_the_day_shuts_nobody_out(window: Window, server: Server) -> None:
    page = window.open(server.address, PHONE)
    page.get_by_role("radio", name="7", exact=True).tap()
    settle(page)
    page.get_by_text("What do the numbers mean?").tap()
    page.get_by_role("button", name="Go to a date").tap()
    expect(page.get_by_label("Go to a date").and_(page.locator("input"))).to_be_visible()
    for theme in THEMES:
        resized(page, PHONE, theme)
        assert grave(page, DAY) == [], theme
    for target in (page.get_by_role("radio", name="3", exact=True), page.get_by_text("Clear")):
        target.hover()
        rest(page)
        assert grave(page, DAY) == [], "under a pointer"


def test_a_button_is_as_easy_to_read_under_the_pointer(window: Window, a_year: Server) -> None:
    page = window.open(a_year.address, LAPTOP)
    unfold(page)
    answer(page, "/")
    for name in ("Add", "When to get help"):
        point_at(page, name)
    page.get_by_role("button", name="Add", exact=True).click()
    point_at(page, "Undo chasing the dog", DAY)
    page.get_by_role("button", name="Undo chasing the dog").click()
    point_at(page, "Redo chasing the dog", DAY)


def point_at(page: Page, name: str, part: str = "#pointed-at") -> None:
    """Bring the pointer over a button that can be pressed, and look at it there in both themes.

    `part` is looked at: what holds the button, where that is in a tree of its own.
    """
    button = page.locator("button:enabled").filter(has_text=name).first
    button.hover()
    settle(page)
    button.evaluate("button => button.id = 'pointed-at'")
    for theme in THEMES:
        resized(page, LAPTOP, theme)
        assert page.locator("#pointed-at:hover").count() == 1, name
        assert grave(page, part) == [], (name, theme)
    button.evaluate("button => button.removeAttribute('id')")


# How far the words of each button that can't be pressed yet stand out from the page, as WCAG
# reckons it; axe-core leaves such buttons out.
FAINT = """() => {
    const channels = colour => colour.match(/[0-9.]+/g).map(Number);
    const light = ([red, green, blue]) => [red, green, blue]
        .map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const page = channels(getComputedStyle(document.querySelector(".stApp")).backgroundColor);
    return [...document.querySelectorAll("button:disabled p")].map(words => {
        const [red, green, blue, alpha = 1] = channels(getComputedStyle(words).color);
        const mixed = [red, green, blue].map((part, at) => part * alpha + page[at] * (1 - alpha));
        const [low, high] = [light(mixed), light(page)].sort((one, other) => one - other);
        return [words.innerText, (high + 0.05) / (low + 0.05)];
    });
}"""


# A button of each kind of diary that waits for something: for a column to be told, for a longer
# password or for another page.
WAITING = {
    "empty": {"/data": "Use these columns"},
    "one day": {"/data": "Use these columns", "/report": "Download PDF|XLSX|Previous page"},
    "a year": {"/data": "Use these columns", "/report": "Download PDF|XLSX|Previous page"},
}


def hinder(page: Page, path: str) -> None:
    """Bring the screen into the state in which a button waits."""
    if path == "/data":
        rows = b"When,Machine,Load kg\n03/04/2026,Leg press,60\n"
        file = {"name": "gym log.csv", "mimeType": "text/csv", "buffer": rows}
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_role("button", name="Use these columns")).to_be_disabled()
    elif path == "/report":
        answer(page, path)
    settle(page)
    rest(page)


def test_a_button_that_cannot_be_pressed_yet_can_be_read(
    window: Window, server: Server, request: pytest.FixtureRequest
) -> None:
    for path, names in WAITING[request.node.callspec.params["server"]].items():
        page = window.open(f"{server.address}{path}", LAPTOP)
        unfold(page)
        hinder(page, path)
        for theme in THEMES:
            resized(page, LAPTOP, theme)
            contrasts = dict(page.evaluate(FAINT))
            for name in names.split("|"):
                assert any(re.fullmatch(name, words) for words in contrasts), (path, name, theme)
            assert all(contrast > 2 for contrast in contrasts.values()), (theme, contrasts)


def test_a_theme_is_dark_from_the_start_where_the_device_is(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/week", PHONE, "dark")
    paper = page.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert paper == "rgb(17, 23, 27)"


def test_nothing_moves_by_itself_for_who_asks_for_less(window: Window, server: Server) -> None:
    page = window.open(server.address, PHONE, load=False)
    page.emulate_media(reduced_motion="reduce")
    page.goto(server.address)
    settle(page)
    rest(page)
    moving = "document.getAnimations().filter(one => one.playState === 'running').length"
    assert page.evaluate(moving) == 0

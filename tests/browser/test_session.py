"""A guided session in a real browser, its clock sped up, its connection cut."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import Servers, opened
from tests.browser.looking import LAPTOP, PHONE, Window, boxes, eventually, grave, rest, settle
from tests.pages.builders import BERLIN, BY
from tests.running import Server
from tracker.library import find_exercise
from tracker.model import Context, Outcome, PlanItem, Skip, SkipReason
from tracker.store import Diary

PLAN = [
    PlanItem("wall sit", sets=2, hold_seconds=5),
    PlanItem("bird dog", reps=2, hold_seconds=5),
    PlanItem("partial crunch", reps=4),
]
DOSES = [("wall sit", 2, None, 5), ("bird dog", None, 2, 5), ("partial crunch", None, 4, None)]
SPEED = 15  # the whole plan takes about 130 seconds, in a test under ten
LONG = 40_000  # milliseconds for a session on a busy machine


@pytest.fixture
def server(server: Server) -> Server:
    """A server on a diary with a plan."""
    plan(server)
    return server


@pytest.fixture
def fast(servers: Servers) -> Server:
    """The same, with a fast clock in its sessions."""
    server = servers.take(BACKBEAT_SESSION_SPEED=str(SPEED))
    plan(server)
    return server


@pytest.fixture
def diary(request: pytest.FixtureRequest) -> Iterator[Diary]:
    """The diary as another program sees it."""
    server: Server = request.getfixturevalue("fast" if "fast" in request.fixturenames else "server")
    with opened(server.database) as diary:
        yield diary


@pytest.fixture
def page(window: Window, fast: Server) -> Page:
    """The session's page on a phone, before it starts."""
    return window.open(f"{fast.address}/session")


def plan(server: Server) -> None:
    with opened(server.database) as diary:
        diary.apply(PLAN, by=BY)


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def start(page: Page) -> None:
    tap(page, "Start, about")
    expect(page.get_by_role("dialog")).to_be_visible()


def until_over(page: Page, heading: str = "That's it for today") -> None:
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=LONG)


def until_saved(page: Page) -> None:
    expect(page.get_by_text("Saved in your diary")).to_be_visible(timeout=LONG)


def told(diary: Diary) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(e.exercise, e.sets, e.reps, e.hold_seconds) for e in diary.exercises_done()]


def test_a_session_of_today_s_plan_logs_each_exercise_once(page: Page, diary: Diary) -> None:
    start(page)
    expect(page.get_by_text("Exercise 3 of 3")).to_be_visible(timeout=LONG)
    until_over(page)
    until_saved(page)
    assert told(diary) == DOSES
    assert {e.source for e in diary.exercises_done()} == {"session"}
    assert {e.date for e in diary.exercises_done()} == {BERLIN.today()}


def test_a_killed_server_stops_nothing_and_loses_nothing(
    page: Page, fast: Server, diary: Diary
) -> None:
    start(page)
    expect(page.get_by_text("Exercise 2 of 3")).to_be_visible(timeout=LONG)
    fast.kill()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paused")).to_be_visible()
    page.wait_for_selector(".stApp:not([data-test-connection-state=CONNECTED])")
    page.keyboard.press("Enter")
    until_over(page)
    expect(page.get_by_text("will be saved when you're back online")).to_be_visible()
    assert len(told(diary)) <= 1
    fast.start()
    until_saved(page)
    assert told(diary) == DOSES


def test_a_server_that_comes_back_while_the_session_runs_is_told_each_exercise_once(
    page: Page, fast: Server, diary: Diary
) -> None:
    start(page)
    expect(page.get_by_text("Exercise 2 of 3")).to_be_visible(timeout=LONG)
    fast.restart()
    until_over(page)
    until_saved(page)
    assert told(diary) == DOSES


def test_a_reload_in_the_middle_goes_on_where_it_was(page: Page, diary: Diary) -> None:
    start(page)
    expect(page.get_by_text("Exercise 2 of 3")).to_be_visible(timeout=LONG)
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="Interrupted at Bird dog")).to_be_visible()
    tap(page, "Continue")
    until_over(page)
    until_saved(page)
    assert told(diary) == DOSES


def test_what_was_done_without_a_connection_is_logged_after_a_reload(
    page: Page, fast: Server, diary: Diary
) -> None:
    start(page)
    expect(page.get_by_text("Exercise 1 of 3")).to_be_visible()
    fast.kill()
    until_over(page)
    fast.start()
    page.reload()
    settle(page)
    expect(page.get_by_role("group", name="Today's plan")).to_be_visible()
    eventually(page, lambda: len(told(diary)) == 3)
    page.reload()
    settle(page)
    assert told(diary) == DOSES


def test_a_pause_holds_the_clock(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/session")
    start(page)
    tap(page, "Pause")
    numeral = page.get_by_role("timer")
    shown = numeral.text_content()
    page.wait_for_timeout(2_200)
    assert numeral.text_content() == shown
    expect(page.get_by_text("Paused")).to_be_visible()
    tap(page, "Continue")
    expect(numeral).not_to_have_text(shown or "")


def test_a_skipped_exercise_that_was_not_begun_is_not_done_and_may_say_why(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(f"{server.address}/session")
    start(page)
    tap(page, "Skip this exercise")
    until_over(page, "Wall sit: not done")
    tap(page, "Next: Bird dog")
    tap(page, "Skip this exercise")
    until_over(page, "Bird dog: not done")
    page.get_by_role("radio", name="Pain", exact=True).check()
    page.get_by_role("radio", name="No time").check()
    tap(page, "End the session")
    until_over(page)
    after = page.get_by_role("region", name="After the session")
    expect(after.get_by_text("Nothing logged.")).to_be_visible()
    expect(page.get_by_text("Bird dog, not done")).to_be_visible()
    eventually(page, lambda: diary.skips() == [Skip(BERLIN.today(), "bird dog", SkipReason.TIME)])
    assert told(diary) == []


def test_what_is_skipped_after_three_seconds_is_partly_done(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(f"{server.address}/session")
    start(page)
    tap(page, "Start now")
    expect(page.get_by_role("timer")).to_have_text("2", timeout=LONG)
    tap(page, "Skip this exercise")
    until_over(page, "Wall sit: partly")
    eventually(page, lambda: len(told(diary)) == 1)
    (done,) = diary.exercises_done()
    assert (done.sets, done.reps, done.hold_seconds) == (1, None, 3)
    assert done.outcome is Outcome.PARTLY
    tap(page, "Next: Bird dog")
    expect(page.get_by_text("Exercise 2 of 3")).to_be_visible()


def test_what_was_too_painful_is_stopped_with_its_pain_and_something_gentler_follows(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(f"{server.address}/session")
    start(page)
    tap(page, "Start now")
    expect(page.get_by_text("Rest", exact=True)).to_be_visible(timeout=LONG)
    tap(page, "Too painful, stop")
    until_over(page, "Wall sit: stopped for pain")
    expect(page.get_by_text("longer than 15 minutes")).to_be_visible()
    until_saved(page)
    settle(page)
    rest(page)
    assert grave(page) == []
    rated = page.get_by_role("group", name="Pain right now, with wall sit")
    rated.get_by_role("radio", name="8", exact=True).check(force=True)
    rated.get_by_role("radio", name="6", exact=True).check(force=True)
    until_saved(page)
    eventually(page, lambda: [reading.pain for reading in diary.readings()] == [6])
    (done,), (reading,) = diary.exercises_done(), diary.readings()
    assert (done.exercise, done.sets, done.hold_seconds) == ("wall sit", 1, 5)
    assert done.outcome is Outcome.STOPPED
    assert (reading.context, reading.exercise) == (Context.AFTER, "wall sit")
    tap(page, "A gentler one: Bridge")
    expect(page.get_by_text("Exercise 2 of 4")).to_be_visible()
    expect(page.get_by_role("heading", name="Bridge")).to_be_visible()
    tap(page, "Too painful, stop")
    until_over(page, "Bridge: stopped for pain")
    tap(page, "End the session")
    until_over(page)
    expect(page.get_by_text("Wall sit, stopped for pain: 1 set, held 5 s, pain 6")).to_be_visible()
    eventually(page, lambda: len(told(diary)) == 2)
    assert told(diary)[1] == ("bridge", None, None, None)
    assert {entry.outcome for entry in diary.exercises_done()} == {Outcome.STOPPED}


def test_what_was_stopped_without_a_connection_is_logged_once_after_a_kill_and_a_closed_tab(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(f"{server.address}/session")
    start(page)
    tap(page, "Start now")
    expect(page.get_by_role("timer")).to_have_text("3", timeout=LONG)
    server.kill()
    tap(page, "Too painful, stop")
    until_over(page, "Wall sit: stopped for pain")
    page.get_by_role("radio", name="7", exact=True).last.check(force=True)
    server.start()
    another = page.context.new_page()
    page.close()
    another.goto(f"{server.address}/session")
    settle(another)
    expect(another.get_by_role("heading", name="Wall sit: stopped for pain")).to_be_visible()
    eventually(another, lambda: len(told(diary)) == 1 and len(diary.readings()) == 1)
    another.reload()
    settle(another)
    tap(another, "End the session")
    until_over(another)
    until_saved(another)
    (done,), (reading,) = diary.exercises_done(), diary.readings()
    assert done.outcome is Outcome.STOPPED
    assert done.hold_seconds in (2, 3), "a second may pass before the tap"
    assert (reading.pain, reading.exercise) == (7, "wall sit")


def test_pain_before_and_after_become_readings_and_a_second_tap_corrects(
    page: Page, diary: Diary
) -> None:
    page.get_by_role("radio", name="4", exact=True).check(force=True)
    start(page)
    until_over(page)
    after = page.get_by_role("group", name="Pain right now, afterwards")
    after.get_by_role("radio", name="6", exact=True).check(force=True)
    eventually(page, lambda: len(diary.readings()) == 2)
    after.get_by_role("radio", name="3", exact=True).check(force=True)
    eventually(page, lambda: [reading.pain for reading in diary.readings()] == [4, 3])
    assert [reading.context for reading in diary.readings()] == [Context.BEFORE, Context.AFTER]
    expect(page.get_by_role("heading", name="Pain around your sessions")).to_be_visible()
    expect(page.get_by_role("row", name="Bird dog 4.0 (n 1) 3.0 (n 1) –")).to_be_visible()


def test_one_exercise_is_done_by_its_address(window: Window, fast: Server, diary: Diary) -> None:
    page = window.open(f"{fast.address}/session?exercise=cat+stretch")
    expect(page.get_by_role("checkbox", name="Cat-camel")).to_be_checked()
    start(page)
    until_over(page)
    until_saved(page)
    assert [e.exercise for e in diary.exercises_done()] == ["cat-camel"]


def test_a_keyboard_alone_is_enough(page: Page, diary: Diary) -> None:
    page.get_by_role("checkbox", name="Partial crunch").focus()
    page.keyboard.press("Space")
    for _ in range(2):  # the pain, then Start
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_text("Paused")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Paused")).to_be_visible()
    page.keyboard.press("Enter")
    until_over(page)
    expect(page.get_by_role("heading", name="That's it for today")).to_be_focused()
    until_saved(page)
    assert told(diary) == DOSES[:2]


def test_tones_sound_unless_they_are_muted(window: Window, fast: Server) -> None:
    for muted in (False, True):
        page = window.open(f"{fast.address}/session?exercise=wall+sit")
        page.evaluate(
            """() => {
                window.tones = 0;
                const make = AudioContext.prototype.createOscillator;
                AudioContext.prototype.createOscillator = function () {
                    window.tones += 1;
                    return make.call(this);
                };
            }"""
        )
        if muted:
            page.get_by_role("checkbox", name="Sounds").uncheck()
        start(page)
        until_over(page)
        assert (page.evaluate("window.tones") == 0) is muted


def test_the_screen_is_kept_awake_again_after_the_tab_was_hidden(
    window: Window, server: Server
) -> None:
    page = window.open(f"{server.address}/session")
    page.evaluate(
        """() => {
            window.locks = [];
            navigator.wakeLock.request = async () => {
                const lock = new EventTarget();
                lock.release = async () => lock.dispatchEvent(new Event("release"));
                window.locks.push(lock);
                return lock;
            };
        }"""
    )
    start(page)
    eventually(page, lambda: page.evaluate("window.locks.length === 1"))
    page.evaluate("window.locks[0].dispatchEvent(new Event('release'))")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    eventually(page, lambda: page.evaluate("window.locks.length === 2"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_nothing_stands_in_the_way_of_anybody(
    window: Window, server: Server, theme: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    page = window.open(f"{server.address}/session", size, theme)
    expect(page.get_by_role("button", name="Start, about")).to_be_visible()
    assert grave(page) == []
    start(page)
    assert grave(page) == []
    tap(page, "Skip this exercise")
    until_over(page, "Wall sit: not done")
    assert grave(page) == []
    tap(page, "Next: Bird dog")
    tap(page, "Start now")
    numeral = page.get_by_role("timer").bounding_box()
    assert numeral is not None
    assert numeral["height"] > 140  # two centimetres on a phone, more elsewhere
    assert grave(page) == []
    tap(page, "Too painful, stop")
    until_over(page, "Bird dog: stopped for pain")
    assert grave(page) == []
    tap(page, "End the session")
    until_over(page)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [(844, 390), (932, 430), (568, 320)], ids=str)
def test_on_a_phone_on_its_side_nothing_covers_the_numeral(
    window: Window, server: Server, size: tuple[int, int]
) -> None:
    page = window.open(f"{server.address}/session", size)
    start(page)
    tap(page, "Start now")
    numeral = page.get_by_role("timer").bounding_box()
    assert numeral is not None
    assert numeral["height"] > 140
    for box in boxes(page.get_by_role("dialog").get_by_role("button")):
        assert box["y"] + box["height"] <= size[1]
        beside = box["x"] >= numeral["x"] + numeral["width"]
        above = box["y"] + box["height"] <= numeral["y"]
        assert beside or above


SMALL, ZOOMED = (320, 568), (640, 450)  # a small phone; a laptop's window at 200 %


@pytest.mark.parametrize("size", [SMALL, PHONE, ZOOMED, LAPTOP], ids=str)
def test_the_whole_instruction_can_be_read_before_it_begins_and_while_it_is_paused(
    window: Window, server: Server, size: tuple[int, int]
) -> None:
    page = window.open(f"{server.address}/session?exercise=seated+spinal+twist", size)
    start(page)
    shows_all_steps(page, size)
    tap(page, "Start now")
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(0)
    tap(page, "Pause")
    shows_all_steps(page, size)


def shows_all_steps(page: Page, size: tuple[int, int]) -> None:
    """Each step comes to be seen, free of the buttons, and every button is in the window."""
    dialog = page.get_by_role("dialog")
    twist = find_exercise("seated spinal twist")
    assert twist is not None
    expect(dialog.get_by_role("listitem")).to_have_text(list(twist.steps))
    for step in dialog.get_by_role("listitem").all():
        step.scroll_into_view_if_needed()
        seen = step.evaluate(
            """step => {
                const box = step.getBoundingClientRect();
                const at = document.elementFromPoint(box.left + 40, box.bottom - 4);
                return step.contains(at);
            }"""
        )
        assert seen, step.text_content()
    for box in boxes(dialog.get_by_role("button")):
        assert box["height"] >= 44
        assert 0 <= box["y"] <= box["y"] + box["height"] <= size[1]
        assert 0 <= box["x"] <= box["x"] + box["width"] <= size[0]

"""How many taps the usual ways take, by finger and by mouse; each is counted."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.check_in_screen import heading, in_strip, pain, saved
from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle
from tests.pages.builders import BY, PLAN, ago, check_in, walk
from tests.running import Server
from tracker.model import Context
from tracker.store import Diary
from tracker.ui.formatting import long_day


class Hand:
    """A finger or a mouse at the check-in; counts what it taps."""

    def __init__(self, page: Page, *, finger: bool) -> None:
        self.page = page
        self.taps = 0
        self._finger = finger

    def tap(self, target: Locator) -> None:
        """Tap a target, and see what it did."""
        self.taps += 1
        if self._finger:
            target.tap()
        else:
            target.click()
        settle(self.page)


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    """A diary with a plan and walks, whose last two days are missing."""
    known = [check_in(ago(today, days), 5) for days in (3, 4, 30)]
    diary.apply([*PLAN, *known, walk(ago(today, 3), 30)], by=BY)
    return diary


@pytest.fixture(params=["finger", "mouse"])
def hand(request: pytest.FixtureRequest, window: Window, server: Server, diary: Diary) -> Hand:
    finger = request.param == "finger"
    return Hand(window.open(server.address, PHONE if finger else LAPTOP), finger=finger)


def button(hand: Hand, name: str) -> Locator:
    return hand.page.get_by_role("button", name=name, exact=True)


def test_an_evening_is_three_taps(hand: Hand, diary: Diary, today: date) -> None:
    hand.tap(pain(hand.page, 4))
    hand.tap(button(hand, "All of today's plan"))
    hand.tap(button(hand, "+ Walking 30 min"))
    eventually(hand.page, lambda: len(diary.activities(today, today)) == 1)
    assert diary.check_in(today).pain == 4
    assert len(diary.exercises_done(today, today)) == len(PLAN)
    assert hand.taps == 3


def test_a_missed_day_is_three_taps_and_today_is_back(
    hand: Hand, diary: Diary, today: date
) -> None:
    missed = ago(today, 1)
    hand.tap(in_strip(hand.page, missed))
    hand.tap(pain(hand.page, 6))
    saved(hand.page)
    hand.tap(hand.page.get_by_role("link", name="Today", exact=True))
    expect(heading(hand.page)).to_have_text(long_day(today))
    assert diary.check_in(missed).pain == 6
    assert hand.taps == 3


def test_a_note_is_one_tap_and_typing(hand: Hand, diary: Diary, today: date) -> None:
    hand.tap(hand.page.get_by_label("Note", exact=True))
    hand.page.keyboard.type("slept badly")
    eventually(hand.page, lambda: (said := diary.check_in(today)) and said.note == "slept badly")
    assert hand.taps == 1


def test_a_correction_of_a_month_ago_is_three_taps(hand: Hand, diary: Diary, today: date) -> None:
    day = today - timedelta(days=30)
    hand.tap(button(hand, "Go to a date"))
    hand.page.locator("#jump input").fill(day.isoformat())  # a tap in the browser's own calendar
    hand.taps += 1
    expect(heading(hand.page)).to_have_text(long_day(day))
    settle(hand.page)
    hand.tap(pain(hand.page, 2))
    eventually(hand.page, lambda: diary.check_in(day).pain == 2)
    assert hand.taps == 3


def test_the_pain_on_waking_is_three_taps(hand: Hand, diary: Diary, today: date) -> None:
    hand.tap(hand.page.locator("summary").filter(has_text="More about this day"))
    hand.tap(hand.page.get_by_role("radio", name="On waking"))
    hand.tap(
        hand.page.get_by_role("radiogroup", name=re.compile("^Pain right now")).get_by_role(
            "radio", name="3", exact=True
        )
    )
    eventually(hand.page, lambda: len(diary.readings(today, today)) == 1)
    (reading,) = diary.readings(today, today)
    assert (reading.pain, reading.context) == (3, Context.MORNING)
    assert hand.taps == 3


def test_a_report_is_two_taps(hand: Hand) -> None:
    hand.tap(hand.page.get_by_role("link", name="Report", exact=True))
    expect(hand.page.get_by_alt_text(re.compile("Page 1 of"))).to_be_visible()
    with hand.page.expect_download() as made:
        hand.tap(button(hand, "Download PDF"))
    assert made.value.path().read_bytes().startswith(b"%PDF-")
    assert hand.taps == 2


@pytest.mark.parametrize("finger", [True, False], ids=["finger", "mouse"])
def test_the_first_activity_of_all_is_three_taps(
    window: Window, server: Server, finger: bool
) -> None:
    hand = Hand(window.open(server.address, PHONE if finger else LAPTOP), finger=finger)
    hand.tap(hand.page.get_by_role("radio", name="Walking", exact=True))
    hand.tap(button(hand, "30"))
    hand.tap(button(hand, "Add"))
    with opened(server.database) as diary:
        eventually(hand.page, lambda: [bout.minutes for bout in diary.activities()] == [30])
    assert hand.taps == 3

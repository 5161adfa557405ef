"""Which day is checked in: today, yesterday, missed days, any other by date or by link."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.pages.builders import BY, ago, check_in, walk
from tests.pages.visiting import Visit
from tracker.model import Person
from tracker.store import Diary
from tracker.ui.formatting import long_day, short_day


def test_seven_days_end_with_today_and_any_of_them_is_one_tap_away(
    diary: Diary, today: date
) -> None:
    visit = Visit()
    assert list(visit.strip) == [ago(today, days).isoformat() for days in range(6, -1, -1)]
    assert visit.day == today
    visit.turn_to(ago(today, 1)).rate(5)
    assert diary.check_in(ago(today, 1)).pain == 5
    assert diary.check_in(today) is None


def test_each_day_of_the_strip_says_its_pain_or_that_it_has_none(diary: Diary, today: date) -> None:
    diary.save(check_in(ago(today, 2), 6), by=BY)
    diary.save(walk(ago(today, 3)), by=BY)
    strip = Visit().rate(0).strip
    assert strip[ago(today, 2).isoformat()] == f"{long_day(ago(today, 2))}, pain 6"
    assert strip[ago(today, 3).isoformat()] == f"{long_day(ago(today, 3))}, no rating"
    assert strip[today.isoformat()] == f"Today, {long_day(today)}, pain 0"


def test_older_days_come_seven_at_a_time_and_the_shown_day_stays(today: date) -> None:
    visit = Visit().look_at(ago(today, 7)).look_at(ago(today, 14))
    assert list(visit.strip) == [ago(today, days).isoformat() for days in range(20, 13, -1)]
    assert visit.day == today
    assert list(visit.turn_to(ago(today, 15)).strip)[-1] == ago(today, 14).isoformat()


def test_a_missed_day_is_entered_in_two_taps(diary: Diary, today: date) -> None:
    diary.save(check_in(ago(today, 5)), by=BY)
    Visit().turn_to(ago(today, 3)).rate(6)
    assert diary.check_in(ago(today, 3)).pain == 6


def test_a_link_opens_its_day(diary: Diary, today: date) -> None:
    day = ago(today, 40)
    diary.save(check_in(day, 9), by=BY)
    visit = Visit(day=day.isoformat())
    assert long_day(day) in visit.words
    assert visit.pain == 9
    assert visit.rate(2).day == day
    assert diary.check_in(day).pain == 2


def test_the_chosen_day_is_kept_in_the_url_and_today_needs_none(today: date) -> None:
    visit = Visit().turn_to(ago(today, 1))
    assert visit.app.query_params == {"day": ago(today, 1).isoformat()}
    assert visit.turn_to(today).app.query_params == {}


def test_any_day_can_be_chosen_by_date(diary: Diary, today: date) -> None:
    day = ago(today, 400)
    visit = Visit().turn_to(day)
    assert visit.day == day
    assert f"{long_day(day)} " in visit.words
    assert str(day.year) in long_day(day), "a day long ago says its year"
    visit.rate(1)
    assert diary.check_in(day).pain == 1


def test_no_day_after_today_and_none_before_the_calendar_can_be_chosen(today: date) -> None:
    visit = Visit()
    for day in (ago(today, -1), date(1899, 12, 31)):
        assert visit.turn_to(day).day == today
    first = Visit(day="1900-01-01").strip
    assert next(iter(first)) == "1900-01-01"


@pytest.mark.parametrize(
    "asked", ["tomorrow", "", "2026-02-30", "0001-01-01", "9999-12-31", "<script>", "20261", "🙂"]
)
def test_a_link_to_no_day_or_to_the_future_shows_today(today: date, asked: str) -> None:
    visit = Visit(day=asked)
    assert visit.day == today
    assert long_day(today) in visit.words


def test_tomorrow_cannot_be_opened(today: date) -> None:
    assert Visit(day=ago(today, -1).isoformat()).day == today


def test_a_late_entry_says_when_it_was_entered(today: date) -> None:
    visit = Visit(day=ago(today, 2).isoformat()).rate(5)
    assert f"Entered {short_day(today)}" in visit.words


def test_an_entry_of_its_own_day_says_nothing_of_the_kind(today: date) -> None:
    assert "Entered" not in Visit().rate(5).words


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_begins_where_the_person_is_not_where_the_server_is(
    diary: Diary, zone: str
) -> None:
    person = diary.person()
    diary.save(replace(person, time_zone=zone), person, by=BY)
    assert Visit().day == diary.person().today()


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """It is yesterday everywhere, until what is given is called."""
    now = Person.now
    monkeypatch.setattr(Person, "now", lambda person: now(person) - timedelta(days=1))
    return lambda: monkeypatch.setattr(Person, "now", now)


def test_after_midnight_a_tap_goes_to_the_day_on_the_screen(
    diary: Diary, evening: Callable[[], None]
) -> None:
    day = diary.person().today()
    visit = Visit()
    evening()
    visit.rate(6)
    assert long_day(day) in visit.words, "the screen doesn't jump to another day"
    stored = diary.check_in(day)
    assert stored
    assert stored.pain == 6
    assert diary.check_in(ago(day, -1)) is None


def test_after_midnight_the_screen_offers_the_new_day(
    diary: Diary, evening: Callable[[], None]
) -> None:
    day = diary.person().today()
    visit = Visit()
    evening()
    visit.rate(6)
    assert list(visit.again().strip)[-1] == ago(day, -1).isoformat()
    assert visit.day == day, "which now is yesterday"
    visit.turn_to(ago(day, -1))
    assert long_day(ago(day, -1)) in visit.words
    assert visit.pain is None


def test_a_day_that_has_not_begun_after_all_is_refused_in_words(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit()
    now = Person.now
    monkeypatch.setattr(Person, "now", lambda person: now(person) - timedelta(days=1))
    assert visit.send("Average pain", "6")["refused"].startswith("Not saved. date is")
    assert diary.check_in(today) is None


@pytest.mark.parametrize("event", ["day", "week"])
@pytest.mark.parametrize("asked", ["", "2026-02-30", "0001-01-01", "9999-12-31", "<script>"])
def test_a_browser_that_asks_for_no_day_changes_nothing(
    today: date, event: str, asked: str
) -> None:
    visit = Visit().ask(event, asked)
    assert visit.day == today
    assert list(visit.strip)[-1] == today.isoformat()

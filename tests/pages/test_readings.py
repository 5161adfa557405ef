"""Pain at one moment, beside the day's average."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.model import Context, Reading
from tracker.store import Diary

ASKED = "Pain right now"
OF_A_PAST_DAY = "Pain at one moment"


def test_a_tap_keeps_the_moment_and_the_average_stays(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    before = BERLIN.now()
    Visit().open("more").choose(ASKED, 8)
    (reading,) = diary.readings()
    assert reading.pain == 8
    assert reading.context is None
    assert before - timedelta(minutes=1) <= reading.at <= BERLIN.now()
    assert diary.check_in(today).pain == 4


def test_it_needs_no_check_in(diary: Diary) -> None:
    Visit().open("more").choose(ASKED, 0)
    assert [reading.pain for reading in diary.readings()] == [0]


def test_a_second_tap_corrects_and_another_moment_adds(diary: Diary) -> None:
    visit = Visit().open("more").choose(ASKED, 8).choose(ASKED, 6)
    assert [reading.pain for reading in diary.readings()] == [6]
    visit.tap("Another moment").choose(ASKED, 2)
    assert sorted(reading.pain for reading in diary.readings()) == [2, 6]


def test_a_past_day_is_asked_for_its_time(diary: Diary, today: date) -> None:
    day = ago(today, 3)
    visit = Visit(day=day.isoformat()).open("more")
    assert visit.value("When") == time(12)
    visit.choose("When", time(15, 20)).choose("At what moment", Context.FLARE).choose(
        OF_A_PAST_DAY, 9
    )
    (reading,) = diary.readings()
    assert reading.at == datetime.combine(day, time(15, 20), ZoneInfo("Europe/Berlin"))
    assert (reading.pain, reading.context) == (9, Context.FLARE)
    visit.choose("When", time(16, 5))
    assert diary.readings()[0].at.time() == time(16, 5)


def test_what_else_a_reading_says_stays(diary: Diary, today: date) -> None:
    stored = Reading(BERLIN.now(), 3, Context.BEFORE, "bridge", "on the mat")
    diary.save(stored, by=BY)
    visit = Visit().open("more")
    assert f"{stored.at:%H:%M}, pain 3, before an exercise, bridge" in visit.words
    assert diary.readings() == [stored]


def test_a_tap_changes_its_own_field_alone_whatever_the_others_show(diary: Diary) -> None:
    visit = Visit().open("more").choose(ASKED, 8)
    (reading,) = diary.readings()
    other = replace(reading, context=Context.AFTER, exercise="bridge", note="on the mat")
    diary.save(other, reading, by="another window")
    visit.again().choose(ASKED, 6)  # "At what moment" has no button for what it was
    assert diary.readings() == [replace(other, pain=6)]


def test_the_time_of_a_decimal_rating_can_be_changed(diary: Diary, today: date) -> None:
    day = ago(today, 1)
    visit = Visit(day=day.isoformat()).open("more").choose(OF_A_PAST_DAY, 8)
    (reading,) = diary.readings()
    diary.save(replace(reading, pain=6.5), reading, by="another program")
    visit.again().choose("When", time(9, 5))  # no button shows 6.5
    (stored,) = diary.readings()
    assert (stored.pain, stored.at.time()) == (6.5, time(9, 5))


def test_taps_that_come_in_one_run_are_one_reading(diary: Diary) -> None:
    visit = Visit().open("more")
    visit.widget(ASKED).set_value(7)
    visit.choose("At what moment", Context.FLARE)
    (reading,) = diary.readings()
    assert (reading.pain, reading.context) == (7, Context.FLARE)


def test_a_moment_without_a_pain_is_not_kept_and_the_screen_says_so(diary: Diary) -> None:
    said = "Tap a number to save."
    visit = Visit().open("more").choose("At what moment", Context.FLARE)
    assert diary.readings() == []
    assert said in visit.words
    assert said not in visit.choose(ASKED, 3).words
    assert [reading.context for reading in diary.readings()] == [Context.FLARE]


def test_a_reading_is_removed_and_undone(diary: Diary) -> None:
    visit = Visit().open("more").choose(ASKED, 8).tap("Remove")
    assert diary.readings() == []
    visit.tap("Undo")
    assert [reading.pain for reading in diary.readings()] == [8]


def test_a_time_that_has_not_come_is_refused_in_words(diary: Diary, today: date) -> None:
    visit = Visit().open("more")
    later = (BERLIN.now() + timedelta(minutes=2)).time().replace(second=0)
    if later < time(0, 2):
        pytest.skip("the last minutes of a day have no later time")
    visit.choose("When", later).choose(ASKED, 5)
    assert "a time that has come" in visit.words
    assert diary.readings() == []


@pytest.mark.parametrize(("locale", "said"), [("de-DE", "6,3"), ("en-GB", "6.3")])
def test_what_another_window_says_is_written_in_the_manner_of_this_one(
    diary: Diary, locale: str, said: str
) -> None:
    visit = Visit(locale=locale).open("more").choose(ASKED, 8)
    (reading,) = diary.readings()
    diary.save(replace(reading, pain=6.333), reading, by=BY)
    assert f"another window says {said}, here you chose 5" in visit.choose(ASKED, 5).words

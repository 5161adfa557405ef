"""Days: a month as a calendar, its days as a list, other months one tap away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.formatting import day_text
from tracker.model import (
    Context,
    Event,
    EventKind,
    ExerciseDone,
    MedicineKind,
    MedicineTaken,
    Outcome,
    Reading,
    WeekStart,
)
from tracker.store import Diary
from tracker.ui.formatting import long_day


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def opened(day: date) -> Visit:
    """Days in the month of a day."""
    return Visit("days", month=month_of(day))


def said_of(visit: Visit, day: date) -> str:
    return "\n".join(visit.listed_days[day.isoformat()])


def test_an_empty_diary_says_what_will_be_here() -> None:
    visit = Visit("days")
    assert "No days yet" in visit.words
    assert 'href="./"' in visit.drawn("No days yet")
    assert not visit.buttons


def test_the_calendar_shows_pain_and_marks_and_opens_each_day(diary: Diary, today: date) -> None:
    day = ago(today, 40).replace(day=12)
    diary.apply(
        [check_in(day, 7, flare=True, note="Hurt."), walk(day), strength(day), walk(day, 5)], by=BY
    )
    calendar = opened(day).drawn("bb-cal")
    (cell,) = [part for part in calendar.split("<li") if f"day={day}" in part]
    assert '<b aria-hidden="true">7</b>' in cell
    for mark in ("minutes", "strength", "flare", "note"):
        assert f"bb-mark-{mark}" in cell
    assert f"{long_day(day)}: pain 7, a flare, 35 active minutes, 1 exercise, strength" in cell
    assert "With a note. Open this day." in cell
    assert "bb-cal-logged" in cell


def test_a_day_of_which_nothing_is_known_is_outlined_and_not_a_zero(
    diary: Diary, today: date
) -> None:
    diary.apply([check_in(ago(today, 70)), walk(ago(today, 40).replace(day=3))], by=BY)
    month = ago(today, 40).replace(day=1)
    cells = opened(month).drawn("bb-cal").split("<li")
    nothing, walked = (
        next(cell for cell in cells if f"day={month.replace(day=day)}" in cell) for day in (2, 3)
    )
    assert "bb-cal-unlogged" in nothing
    assert "no pain rated, activity unknown, exercises unknown" in nothing
    assert "bb-mark" not in nothing
    assert "0" not in nothing.split("</span>")[1], "no figure where nothing is known"
    assert "bb-cal-unlogged" in walked
    assert "bb-mark-minutes" in walked


@pytest.mark.parametrize("start", WeekStart)
def test_weeks_begin_as_the_person_chose(diary: Diary, today: date, start: WeekStart) -> None:
    person = diary.person()
    diary.save(replace(person, week_start=start), person, by=BY)
    diary.save(check_in(ago(today, 70)), by=BY)
    month = ago(today, 70).replace(day=1)
    calendar = opened(month).drawn("bb-cal")
    heads = [part.split(">")[1][:3] for part in calendar.split("bb-cal-head")[1:8]]
    assert heads[0] == ("Sun" if start is WeekStart.SUNDAY else "Mon")
    assert calendar.count("bb-cal-blank") == heads.index(f"{month:%a}")


def test_days_to_come_are_not_links(diary: Diary, today: date) -> None:
    diary.save(check_in(today), by=BY)
    calendar = Visit("days").drawn("bb-cal")
    assert f"day={today}" in calendar
    assert f"day={today + timedelta(days=1)}" not in calendar


def test_the_list_says_all_that_was_entered_newest_first(diary: Diary, today: date) -> None:
    day, next_day = (ago(today, 40).replace(day=number) for number in (9, 10))
    moment = datetime(day.year, day.month, day.day, 7, 5, tzinfo=BERLIN.now().tzinfo)
    diary.apply(
        [
            check_in(day, 6, worst_pain=8, sleep=3, sites=("left buttock",), note="Drove\nhome."),
            replace(walk(day, 25, "vigorous"), note="uphill"),
            ExerciseDone(day, "bird dog", 2, 8, None, Outcome.PARTLY, note="shaky"),
            Reading(moment, 5, Context.MORNING, note="stiff"),
            check_in(next_day, 2),
        ],
        by=BY,
    )
    visit = opened(day)
    assert list(visit.listed_days) == [next_day.isoformat(), day.isoformat()]
    said = said_of(visit, day).replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        f"{day:%A} {day.day} {day:%B}",
        "Drove\nhome.",
        "50 active minutes",
        "worst pain 8",
        "sleep 3",
        "left buttock",
        "Walking 25 min, vigorous: uphill",
        "Bird dog 2 × 8, partly: shaky",
        "07:05, pain 5, on waking: stiff",
    ):
        assert words in said
    assert "Drove" not in said_of(visit, next_day)


def test_medicines_events_and_days_off_work_are_in_the_list(diary: Diary, today: date) -> None:
    day, other = ago(today, 40), ago(today, 41)
    moment = datetime(day.year, day.month, day.day, 21, 30, tzinfo=BERLIN.now().tzinfo)
    diary.apply(
        [
            MedicineTaken(day, "Ibuprofen", "400 mg", MedicineKind.PRESCRIBED, moment, "with food"),
            Event(other, EventKind.TREATMENT, "massage at Dr Lee's", ends=day, note="six times"),
            check_in(ago(today, 60), off_work=True),
        ],
        by=BY,
    )
    assert "Ibuprofen 400 mg, prescribed, 21:30: with food" in said_of(opened(day), day)
    event = said_of(opened(other), other)
    assert f"Massage at Dr Lee's, until {day_text(day)}: six times" in event
    assert "off work" in said_of(opened(ago(today, 60)), ago(today, 60))


def test_a_reading_alone_is_in_the_list(diary: Diary, today: date) -> None:
    day = ago(today, 40)
    moment = datetime(day.year, day.month, day.day, 21, 30, tzinfo=BERLIN.now().tzinfo)
    diary.apply([Reading(moment, 8, Context.FLARE), check_in(ago(today, 80))], by=BY)
    assert "21:30, pain 8, during a flare" in said_of(opened(day), day)


def days_back(first: date, last: date) -> Iterable[date]:
    while last > first:
        yield last
        last -= timedelta(days=1)


def test_months_are_turned_and_kept_in_the_url(diary: Diary, today: date) -> None:
    diary.apply([check_in(day) for day in days_back(ago(today, 100), today)], by=BY)
    visit = Visit("days")
    this_month = today.replace(day=1)
    before = (this_month - timedelta(days=1)).replace(day=1)
    assert not visit.app.query_params
    visit.tap("Earlier")
    assert visit.app.query_params == {"month": month_of(before)}
    assert f"{before:%B} {before.year}" in visit.words
    assert all(iso.startswith(month_of(before)) for iso in visit.listed_days)
    visit.tap("Later")
    assert visit.app.query_params == {}
    visit.choose("Month", before)
    assert visit.app.query_params == {"month": month_of(before)}
    assert visit.value("Month") == before


def test_a_list_goes_on_with_the_month_before(diary: Diary, today: date) -> None:
    diary.apply([check_in(today), check_in(ago(today, 40))], by=BY)
    before = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    visit = Visit("days").tap(f"{before:%B} {before.year}")
    assert visit.value("Month") == before


def test_a_year_is_jumped_where_the_diary_has_it(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 800)), check_in(today)], by=BY)
    visit = Visit("days")
    assert "A year later" not in visit.buttons
    visit.tap("A year earlier").tap("A year earlier")
    shown = visit.value("Month")
    assert (shown.year, shown.month) == (today.year - 2, today.month)
    assert "A year earlier" not in visit.buttons
    assert visit.tap("A year later").value("Month").year == today.year - 1


def test_months_outside_of_the_diary_show_its_nearest(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 100)), check_in(today)], by=BY)
    for asked, shown in (
        ("1990-01", ago(today, 100)),
        ("2999-12", today),
        ("soon", today),
        ("2026-13", today),
        ("2026-1", today),
    ):
        visit = Visit("days", month=asked)
        assert visit.value("Month") == shown.replace(day=1), asked


def test_a_month_without_entries_says_so(diary: Diary, today: date) -> None:
    first = ago(today, 100)
    diary.apply([check_in(first), check_in(today)], by=BY)
    empty = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    assert f"Nothing was entered in {empty:%B} {empty.year}." in opened(empty).words


def test_what_was_just_saved_is_there(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 3), by=BY)
    visit = Visit("days")
    diary.save(check_in(today, 3, note="Later."), check_in(today, 3), by=BY)
    assert "Later." in said_of(visit.go("days"), today)


@pytest.mark.parametrize("screen", ["check_in", "week", "trends"])
def test_the_check_in_week_and_trends_lead_to_all_days(
    diary: Diary, today: date, screen: str
) -> None:
    diary.save(check_in(today), by=BY)
    links = Visit(screen).app.get("page_link")
    assert "All days, one by one" in [link.proto.label for link in links]

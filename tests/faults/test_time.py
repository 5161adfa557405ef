"""Clocks that are wrong, hours that come twice, days that come early: nothing is lost by them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.faults.clock import Clock
from tests.store.entries import BY
from tests.store.test_history import contents
from tracker.analysis.weeks import State, weeks
from tracker.model import (
    Activity,
    CheckIn,
    Goal,
    Intensity,
    InvalidValue,
    Person,
    Reading,
    WeekStart,
)
from tracker.store import ClockBehind, Diary, Store, find_diary, open_store
from tracker.store.backup.automatic_copies import make_daily
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.backup.restore import plan_everybody, restore_backup
from tracker.store.copies import copies

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(monkeypatch)
    clock.set(2026, 6, 10, 18, 0)
    return clock


def rate(diary: Diary, pain: int) -> CheckIn:
    """Today's tap, as the check-in does it."""
    person = diary.person()
    seen = diary.check_in(person.today())
    entered = seen.entered_at if seen else person.now()
    return diary.save(CheckIn(person.today(), pain, entered), seen, by=BY).value


# -- a clock set back


def test_a_clock_set_back_by_hours_loses_and_confuses_nothing(clock: Clock, diary: Diary) -> None:
    rate(diary, 4)
    clock.set(2026, 6, 10, 12, 0)
    rate(diary, 7)
    history = diary.history()
    assert [change.version for change in history] == [2, 1], "the order is not the clock's"
    assert history[0].at < history[1].at
    diary.undo(by=BY)
    stored = diary.check_in(date(2026, 6, 10))
    assert stored is not None
    assert (stored.pain, stored.entered_at.hour) == (4, 20)  # of Berlin's summer


def test_a_clock_set_back_by_years_says_so_and_changes_nothing(
    clock: Clock, store: Store, diary: Diary
) -> None:
    rate(diary, 4)
    before = contents(diary)
    clock.set(2020, 1, 1, 12, 0)
    with pytest.raises(ClockBehind, match="the clock of this computer seems to be wrong") as told:
        diary.check_ins()
    assert "Set the clock and try again." in str(told.value)
    with pytest.raises(ClockBehind):
        diary.undo(by=BY)
    clock.set(2026, 6, 11, 9, 0)
    assert contents(diary) == before
    assert diary.version() == 1


def test_copies_are_made_and_kept_by_a_clock_that_jumps(clock: Clock, sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=Person())
    made = []
    for day in range(1, 11):
        clock.set(2026, 6, day, 9, 0)
        rate(diary, day)
        made.append(make_daily(store, clock.moment))
    good = {copy.file for copy in copies(sqlite_url)}
    clock.set(2019, 1, 1, 9, 0)
    for hours in range(3):
        clock.moment += timedelta(days=1, hours=hours)
        assert make_daily(store, clock.moment) is not None
    there = {copy.file for copy in copies(sqlite_url)}
    assert good < there, "a wrong clock takes no good copy away"
    clock.set(2026, 6, 11, 9, 0)
    newest = make_daily(store, clock.moment)
    assert newest is not None
    with open_backup(newest.file, "It") as copy:
        assert contents(find_diary(copy, newcomer=Person())) == contents(diary)
    store.close()


def test_a_backup_is_neither_refused_for_good_nor_restored_by_a_wrong_clock(
    clock: Clock, store: Store, diary: Diary
) -> None:
    rate(diary, 4)
    data = backup(store)
    before = contents(diary)
    clock.set(2020, 1, 1, 12, 0)
    with open_backup(data, "It") as copy, pytest.raises(ClockBehind):
        plan_everybody(store, copy)
    clock.set(2026, 6, 11, 12, 0)
    diary.remove_days(None, None, by=BY)
    with open_backup(data, "It") as copy:
        restore_backup(store, copy, plan_everybody(store, copy))
    assert contents(diary) == before


# -- an hour that comes twice, and one that never comes


def test_readings_of_an_hour_that_comes_twice_stay_in_their_order(
    clock: Clock, diary: Diary
) -> None:
    person = diary.person()
    taken = []
    for hour, minute, pain in ((0, 30, 2), (1, 0, 3), (1, 30, 4)):  # UTC: 2:30, 2:00, 2:30
        clock.set(2026, 10, 25, hour, minute)
        reading = Reading(person.now(), pain)
        diary.save(reading, by=BY)
        taken.append(reading)
    assert [reading.at.isoformat() for reading in taken] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:00:00+01:00",
        "2026-10-25T02:30:00+01:00",
    ]
    assert diary.readings() == taken
    assert [reading.pain for reading in diary.readings()] == [2, 3, 4]
    assert {reading.date for reading in diary.readings()} == {date(2026, 10, 25)}


@pytest.mark.parametrize(("change", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_of_the_change_is_one_day_with_one_check_in(
    clock: Clock, diary: Diary, change: date, hours: int
) -> None:
    start = datetime(change.year, change.month, change.day, tzinfo=BERLIN).timestamp()
    for hour in range(hours):
        clock.moment = datetime.fromtimestamp(start + hour * 3600 + 60, UTC)
        assert diary.person().today() == change
        rate(diary, hour % 11)
    assert [check_in.date for check_in in diary.check_ins()] == [change]
    assert len(diary.history()) == hours
    clock.moment = datetime.fromtimestamp(start + hours * 3600 + 60, UTC)
    assert diary.person().today() == change + timedelta(days=1)


def test_the_week_of_the_change_has_seven_days(clock: Clock, diary: Diary) -> None:
    clock.set(2026, 10, 26, 9, 0)
    days = [date(2026, 10, 19) + timedelta(days=day) for day in range(7)]
    evening = [datetime(d.year, d.month, d.day, 20, tzinfo=BERLIN) for d in days]
    offset = [at.replace(tzinfo=timezone(at.utcoffset() or timedelta())) for at in evening]
    diary.apply(
        [
            Goal(days[0], 150, 1),
            *(CheckIn(day, 4, at) for day, at in zip(days, offset, strict=True)),
            *(
                Activity(day, "walk", 25, Intensity.MODERATE, at)
                for day, at in zip(days, offset, strict=True)
            ),
        ],
        by=BY,
    )
    found = weeks(
        diary.days(days[0], days[-1], ()),
        diary.goals(),
        WeekStart.MONDAY,
        diary.person().today(),
        days[0],
        days[-1],
    )
    [week] = found
    assert (week.days_logged, week.active_minutes, week.minutes_state) == (7, 175, State.MET)


# -- a person who travels


def travel(diary: Diary, zone: str) -> Person:
    seen = diary.person()
    return diary.save(replace(seen, time_zone=zone), seen, by=BY).value


def test_a_day_that_began_in_auckland_and_has_not_in_honolulu_is_kept(
    clock: Clock, diary: Diary
) -> None:
    clock.set(2026, 6, 10, 20, 0)
    auckland = travel(diary, "Pacific/Auckland")
    assert auckland.today() == date(2026, 6, 11)
    there = rate(diary, 4)
    honolulu = travel(diary, "Pacific/Honolulu")
    assert honolulu.today() == date(2026, 6, 10)
    assert diary.check_in(date(2026, 6, 11)) == there, "what was entered stays"
    here = rate(diary, 6)
    assert diary.check_ins() == [here, there]
    assert [c.entered_at.utcoffset() for c in diary.check_ins()] == [
        timedelta(hours=-10),
        timedelta(hours=12),
    ]
    corrected = replace(there, pain=5)
    assert diary.save(corrected, there, by=BY).value == corrected, "and can be corrected"
    with pytest.raises(InvalidValue, match="2026-06-10 in Pacific/Honolulu"):
        diary.save(Activity(date(2026, 6, 11), "walk", 30, Intensity.LIGHT), by=BY)
    diary.undo(by=BY)
    assert diary.check_in(date(2026, 6, 11)) == there


def test_a_day_that_comes_twice_is_one_day_with_the_later_word(clock: Clock, diary: Diary) -> None:
    clock.set(2026, 6, 10, 20, 0)
    travel(diary, "Pacific/Auckland")  # the 11th
    rate(diary, 4)
    clock.set(2026, 6, 11, 20, 0)
    travel(diary, "Pacific/Honolulu")  # the 11th once more
    rate(diary, 7)
    [stored] = diary.check_ins()
    assert (stored.date, stored.pain) == (date(2026, 6, 11), 7)
    assert [
        change.before is None for change in diary.history()[::-1] if change.kind == "check-in"
    ] == [
        True,
        False,
    ]


def test_a_day_that_never_came_is_a_gap_and_no_zero(clock: Clock, diary: Diary) -> None:
    clock.set(2026, 6, 10, 21, 0)
    travel(diary, "Pacific/Pago_Pago")
    rate(diary, 4)  # on the 10th
    clock.set(2026, 6, 11, 11, 0)
    travel(diary, "Pacific/Kiritimati")
    rate(diary, 6)  # on the 12th: the 11th was flown over
    assert [c.date.day for c in diary.check_ins()] == [10, 12]
    assert [day.date.day for day in diary.days(date(2026, 6, 9), date(2026, 6, 12), ())] == [10, 12]


def test_a_travelled_diary_is_the_same_after_backup_and_restore(
    clock: Clock, store: Store, diary: Diary
) -> None:
    clock.set(2026, 6, 10, 20, 0)
    travel(diary, "Pacific/Kiritimati")
    rate(diary, 4)
    travel(diary, "Pacific/Pago_Pago")
    rate(diary, 6)
    before = contents(diary), diary.history()
    data = backup(store)
    diary.remove_days(None, None, by=BY)
    with open_backup(data, "It") as copy:
        restore_backup(store, copy, plan_everybody(store, copy))
    assert (contents(diary), diary.history()) == before

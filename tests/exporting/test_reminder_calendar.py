"""The calendar of reminders, read back by a reader of our own and by another library."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from tracker.exporting.reminder_calendar import calendar, times
from tracker.model import InvalidValue, Occasion, Person, Reminder

ADA = Person("Ada", "Europe/Berlin")
ZONE = ZoneInfo("Europe/Berlin")
SATURDAY = datetime(2026, 11, 21, 20, 14, tzinfo=ZONE)
BREAKS = Reminder(Occasion.BREAK, time(9), (0, 1, 2, 3, 4), time(12), 55)
EVENING = Reminder(Occasion.CHECK_IN, time(20, 30))


def unfolded(ics: bytes) -> list[str]:
    return ics.decode("utf-8").replace("\r\n ", "").split("\r\n")


def events(ics: bytes) -> list[dict[str, str]]:
    """The events' own properties by name, read as RFC 5545 lays them out."""
    found: list[dict[str, str]] = []
    inside: list[str] = []
    for line in unfolded(ics):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside and inside[-1] == "VEVENT":
            found[-1][name] = value
    assert inside == []
    return found


def occurrences(event: dict[str, str], until: datetime) -> list[datetime]:
    start = datetime.strptime(event["DTSTART;TZID=Europe/Berlin"], "%Y%m%dT%H%M%S")
    rule = rrulestr(event["RRULE"], dtstart=start)
    return list(rule.between(start - timedelta(days=1), until.replace(tzinfo=None)))


def test_breaks_come_on_working_days_from_the_next_one_on() -> None:
    found = events(calendar(ADA, [BREAKS], SATURDAY))
    assert [event["DTSTART;TZID=Europe/Berlin"] for event in found] == [
        "20261123T095500",
        "20261123T105000",
        "20261123T114500",
    ]
    assert {event["SUMMARY"] for event in found} == {"Break"}
    week = occurrences(found[0], SATURDAY + timedelta(days=9, hours=-20))
    assert [moment.weekday() for moment in week] == [0, 1, 2, 3, 4]


def test_the_evening_check_in_stays_at_its_hour_when_the_clocks_change() -> None:
    (event,) = events(calendar(ADA, [EVENING], SATURDAY))
    year = occurrences(event, SATURDAY + timedelta(days=365))
    assert len(year) == 365
    assert {moment.time() for moment in year} == {time(20, 30)}
    assert year[0].date() == SATURDAY.date()
    lines = unfolded(calendar(ADA, [EVENING], SATURDAY))
    assert "BEGIN:VTIMEZONE" in lines
    assert "TZID:Europe/Berlin" in lines


def test_every_event_rings_at_its_time_and_blocks_nothing() -> None:
    ics = calendar(ADA, [BREAKS, EVENING], SATURDAY)
    assert unfolded(ics).count("TRIGGER:P0D") == len(events(ics)) == 4
    assert {event["TRANSP"] for event in events(ics)} == {"TRANSPARENT"}
    assert len({event["UID"] for event in events(ics)}) == 4


def test_asked_again_the_calendar_names_the_same_events() -> None:
    later = SATURDAY + timedelta(days=40)
    first, second = (events(calendar(ADA, [BREAKS, EVENING], now)) for now in (SATURDAY, later))
    assert [event["UID"] for event in first] == [event["UID"] for event in second]


def test_a_line_is_never_longer_than_the_standard_allows() -> None:
    ics = calendar(ADA, [BREAKS, EVENING], SATURDAY)
    assert all(len(line) <= 75 for line in ics.split(b"\r\n"))
    assert ics.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ics.endswith(b"END:VCALENDAR\r\n")


def test_nothing_of_the_person_is_in_it() -> None:
    assert b"Ada" not in calendar(ADA, [BREAKS, EVENING], SATURDAY)


def test_without_reminders_it_is_empty() -> None:
    assert events(calendar(ADA, [], SATURDAY)) == []


@given(
    begins=st.times(max_value=time(22)).map(lambda t: t.replace(second=0, microsecond=0)),
    minutes=st.integers(10, 240),
    every=st.integers(10, 240),
)
def test_breaks_lie_within_the_working_hours_evenly(begins: time, minutes: int, every: int) -> None:
    start = begins.hour * 60 + begins.minute
    end = min(start + minutes, 24 * 60 - 1)
    reminder = Reminder(Occasion.BREAK, begins, (0,), time(end // 60, end % 60), every)
    found = [moment.hour * 60 + moment.minute for moment in times(reminder)]
    assert len(found) == max(0, (end - start - 5) // every)
    assert found == [start + every * number for number in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends": time(9)}, "ends"),
        ({"ends": None}, "ends"),
        ({"every_minutes": 5}, "every_minutes"),
        ({"every_minutes": None}, "every_minutes"),
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (0, 0)}, "weekdays"),
        ({"weekdays": (7,)}, "weekdays"),
        ({"begins": time(9, 0, 5)}, "begins"),
        ({"begins": "9:00"}, "begins"),
        ({"occasion": "break"}, "occasion"),
        ({"occasion": Occasion.EXERCISE}, "ends"),
    ],
)
def test_a_reminder_that_makes_no_sense_is_refused(fields: dict[str, object], field: str) -> None:
    given_fields = {
        "occasion": Occasion.BREAK,
        "begins": time(9),
        "weekdays": (0,),
        "ends": time(17),
        "every_minutes": 55,
    }
    with pytest.raises(InvalidValue) as caught:
        Reminder(**{**given_fields, **fields})  # type: ignore[arg-type]
    assert caught.value.field == field

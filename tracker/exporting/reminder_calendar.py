"""The reminders as a calendar (RFC 5545) that a phone or a program subscribes to.

It holds times and neutral titles, nothing of what the diary says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.model import Occasion, Person, Reminder

if TYPE_CHECKING:
    from icalendar import Event

WORDS = {
    Occasion.BREAK: ("Break", "Stand up, check your posture, walk a little and stretch."),
    Occasion.EXERCISE: ("Exercises", "Time for the exercises of your plan."),
    Occasion.CHECK_IN: ("Check in", "How was your day? Three taps."),
}
LASTS = {  # minutes
    Occasion.BREAK: 5,
    Occasion.EXERCISE: 15,
    Occasion.CHECK_IN: 5,
}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REFRESH = timedelta(hours=12)


def calendar(person: Person, reminders: Iterable[Reminder], now: datetime) -> bytes:
    """The reminders as an .ics file (RFC 5545), repeated weekly.

    Parameters
    ----------
    person
        Whose time zone the times are in.
    reminders
        What to be reminded of.
    now
        The moment it is made; events begin on its day.
    """
    from icalendar import Calendar  # a third of a second, for who asks for a calendar only

    found = Calendar()
    found.add("PRODID", "-//Backbeat//Reminders//EN")
    found.add("VERSION", "2.0")
    found.add("METHOD", "PUBLISH")
    found.add("NAME", "Backbeat")
    found.add("X-WR-CALNAME", "Backbeat")
    found.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    for reminder in reminders:
        for moment in times(reminder):
            found.add_component(_event(person, reminder, moment, now))
    found.add_missing_timezones()
    written: bytes = found.to_ical()
    return written


def times(reminder: Reminder) -> Iterator[time]:
    """When on its days a reminder comes: a break first after so many minutes, then again."""
    if reminder.occasion is not Occasion.BREAK:
        yield reminder.begins
        return
    day = date(2000, 1, 1)  # any: only its hours count
    every = timedelta(minutes=reminder.every_minutes or 0)
    end = datetime.combine(day, reminder.ends or time.max)
    moment = datetime.combine(day, reminder.begins) + every
    while moment + timedelta(minutes=LASTS[Occasion.BREAK]) <= end:
        yield moment.time()
        moment += every


def _event(person: Person, reminder: Reminder, moment: time, now: datetime) -> Event:
    from icalendar import Alarm, Event

    title, words = WORDS[reminder.occasion]
    starts = datetime.combine(_first_day(reminder, now.date()), moment, ZoneInfo(person.time_zone))
    event = Event()
    event.add("UID", f"{reminder.occasion}-{moment:%H%M}@backbeat")
    event.add("DTSTAMP", now)
    event.add("DTSTART", starts)
    event.add("DURATION", timedelta(minutes=LASTS[reminder.occasion]))
    event.add(
        "RRULE", {"FREQ": "WEEKLY", "BYDAY": [WEEKDAYS[weekday] for weekday in reminder.weekdays]}
    )
    event.add("SUMMARY", title)
    event.add("DESCRIPTION", words)
    event.add("TRANSP", "TRANSPARENT")  # it keeps nobody from being invited
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", title)
    alarm.add("TRIGGER", timedelta())
    event.add_component(alarm)
    return event


def _first_day(reminder: Reminder, today: date) -> date:
    return next(
        day
        for day in (today + timedelta(days=ahead) for ahead in range(7))
        if day.weekday() in reminder.weekdays
    )

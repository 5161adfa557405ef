"""Whose diary it is, and where their day and week begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from tracker.model.checks import (
    NAME_LIMIT,
    InvalidValue,
    check_choice,
    check_locale,
    check_text,
    check_zone,
)


class WeekStart(StrEnum):
    """The day a person's week begins on."""

    MONDAY = "monday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Person:
    """Whose diary it is, and where their day begins and ends.

    `region` is a locale such as "de-AT", after which days and numbers are written; ``None``: as
    each browser or computer has them.
    """

    name: str = ""
    time_zone: str = "UTC"
    week_start: WeekStart = WeekStart.MONDAY
    region: str | None = None

    def __post_init__(self) -> None:
        check_text("name", self.name, NAME_LIMIT)
        check_choice("week_start", self.week_start, WeekStart)
        check_zone("time_zone", self.time_zone)
        if self.region is not None:
            check_locale("region", self.region)

    def now(self) -> datetime:
        """The present moment in the person's time zone, in whole seconds."""
        return at_offset(datetime.now(ZoneInfo(self.time_zone)))

    def today(self) -> date:
        """The person's local calendar day."""
        return self.now().date()

    def keeps_time_of(self, zone: str) -> bool:
        """Whether the clocks of another time zone agree with the person's for a year from now.

        "UTC" and "Etc/UTC" do; a zone that this computer doesn't know agrees with none.
        """
        try:
            check_zone("time_zone", zone)
        except InvalidValue:
            return False
        noon = datetime.combine(self.today(), time(12), UTC)
        noons = [noon + timedelta(days=days) for days in range(366)]
        here, there = ZoneInfo(self.time_zone), ZoneInfo(zone)
        return all(
            at.astimezone(here).utcoffset() == at.astimezone(there).utcoffset() for at in noons
        )

    def past_moment(self, field: str, day: date, clock: str) -> datetime:
        """That time of that day on the person's clock, such as "21:05", with its offset.

        Raises :class:`InvalidValue` where it is no time of day, or has not come yet.
        """
        at = clock_of(field, clock)
        moment = at_offset(datetime.combine(day, at, ZoneInfo(self.time_zone)))
        if moment > self.now():
            raise InvalidValue(field, f"{moment:%H:%M}", "a time that has come")
        return moment

    def refuse_future(
        self, entry: object, before: object = None, *, today: date | None = None
    ) -> None:
        """Raise :class:`InvalidValue` where an entry comes to a day that has not begun.

        What was there `before` stays on its day: the person may have moved west. Goals and plans,
        which start on a day, may start later. Who looks at many entries says what `today` is; a
        day that began since is none to come.
        """
        day: date | None = getattr(entry, "date", None)
        if day is None or day <= (today or self.today()) or day == getattr(before, "date", None):
            return
        today = self.today()
        if day > today:
            field = "at" if hasattr(entry, "at") else "date"
            raise InvalidValue(field, day, f"a day up to today, {today} in {self.time_zone}")


def clock_of(field: str, text: str) -> time:
    """A time of day of its text, such as "21:05"; :class:`InvalidValue` for anything else."""
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field, text, "a time of day in hours and minutes") from error


def at_offset(moment: datetime) -> datetime:
    """A moment as a diary keeps it: its offset instead of a zone, in whole seconds."""
    # Times of a named zone in a repeated hour equal no other zone's.
    return moment.replace(microsecond=0, tzinfo=timezone(moment.utcoffset() or timedelta()))

"""What a diary is made of: frozen values that cannot be constructed wrong.

A value checks itself when it is made and raises :class:`InvalidValue`, which
names the field, the value and what is allowed. Missing is ``None`` (or an
empty text), never zero. Times carry their UTC offset and whole seconds, so
that a moment keeps the local day and hour it had for the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import TypeGuard
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

EARLIEST_DAY = date(1900, 1, 1)
LATEST_DAY = date(9998, 12, 31)  # a week beyond it must still be a date
NOTE_LIMIT = 5_000
NAME_LIMIT = 80
SITE_LIMIT = 40
SITES_LIMIT = 20
TERM_LIMIT = 60  # an exercise, a kind of activity, a source
EXTERNAL_ID_LIMIT = 200

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # controls, half characters
_UNPRINTABLE_IN_LINES = re.compile("(?![\n\t])" + _UNPRINTABLE.pattern)


class InvalidValue(ValueError):
    """A value that a diary cannot hold: which field, what it was, what is allowed."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        self.field = field
        self.value = value
        self.allowed = allowed
        super().__init__(f"{field} is {_shown(value)}; allowed is {allowed}.")


class Intensity(StrEnum):
    """How hard an activity was; only moderate and vigorous minutes count to the goal."""

    LIGHT = "light"
    MODERATE = "moderate"
    VIGOROUS = "vigorous"


class Context(StrEnum):
    """What a reading belongs to."""

    BEFORE = "before"
    AFTER = "after"
    FLARE = "flare"
    MORNING = "morning"


class SkipReason(StrEnum):
    """Why an exercise of the plan was not done on a day."""

    PAIN = "pain"
    TIME = "time"
    FORGOT = "forgot"


class Occasion(StrEnum):
    """What a person wants to be reminded of."""

    BREAK = "break"
    EXERCISE = "exercise"
    CHECK_IN = "check-in"


class WeekStart(StrEnum):
    """The day a person's week begins on."""

    MONDAY = "monday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Person:
    """Whose diary it is, and where their day begins and ends."""

    name: str = ""
    time_zone: str = "UTC"
    week_start: WeekStart = WeekStart.MONDAY

    def __post_init__(self) -> None:
        _check_text("name", self.name, NAME_LIMIT)
        _check_choice("week_start", self.week_start, WeekStart)
        _check_zone("time_zone", self.time_zone)

    def now(self) -> datetime:
        """The present moment in the person's time zone, in whole seconds."""
        moment = datetime.now(ZoneInfo(self.time_zone))
        # A fixed offset: times of a named zone in a repeated hour equal no other zone's.
        return moment.replace(microsecond=0, tzinfo=timezone(moment.utcoffset() or timedelta()))

    def today(self) -> date:
        """The person's local calendar day."""
        return self.now().date()

    def refuse_future(self, field: str, day: date) -> None:
        """Raise :class:`InvalidValue` where `day` has not begun for the person."""
        today = self.today()
        if day > today:
            raise InvalidValue(field, day, f"a day up to today, {today} in {self.time_zone}")


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a person says about one local calendar day; one per person and day.

    `pain` is the average over the day, `sleep` how well the night before went
    (0 very badly, 10 very well); both and the other ratings are whole numbers
    from 0 to 10. `entered_at` is when the day was first entered; a day cannot
    be entered before it has begun.
    """

    date: date
    pain: int
    entered_at: datetime
    worst_pain: int | None = None
    interference: int | None = None
    flare: bool | None = None
    sleep: int | None = None
    sites: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        _check_day("date", self.date)
        _check_rating("pain", self.pain)
        _check_moment("entered_at", self.entered_at)
        if self.date > self.entered_at.date():
            raise InvalidValue(
                "date", self.date, f"a day up to {self.entered_at.date()}, when it was entered"
            )
        for name in ("worst_pain", "interference", "sleep"):
            if getattr(self, name) is not None:
                _check_rating(name, getattr(self, name))
        if self.flare is not None and not isinstance(self.flare, bool):
            raise InvalidValue("flare", self.flare, "yes, no or nothing")
        _check_sites("sites", self.sites)
        _check_text("note", self.note, NOTE_LIMIT, lines=True)

    @property
    def entered_late(self) -> bool:
        """Whether the day was over when it was entered."""
        return self.entered_at.date() > self.date


@dataclass(frozen=True, slots=True)
class Reading:
    """An extra pain rating (0-10) at one moment, with what it belongs to."""

    at: datetime
    pain: int
    context: Context | None = None
    exercise: str = ""
    note: str = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        _check_moment("at", self.at)
        _check_rating("pain", self.pain)
        if self.context is not None:
            _check_choice("context", self.context, Context)
        _check_text("exercise", self.exercise, TERM_LIMIT)
        _check_text("note", self.note, NOTE_LIMIT, lines=True)

    @property
    def date(self) -> date:
        """The local day of the moment."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Activity:
    """A bout of aerobic activity on a day, in whole minutes."""

    date: date
    activity: str
    minutes: int
    intensity: Intensity
    started_at: datetime | None = None
    source: str = ""
    external_id: str = ""
    note: str = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        _check_day("date", self.date)
        _check_text("activity", self.activity, TERM_LIMIT, required=True)
        _check_whole("minutes", self.minutes, 1, 1440)
        _check_choice("intensity", self.intensity, Intensity)
        if self.started_at is not None:
            _check_moment("started_at", self.started_at)
            if self.started_at.date() != self.date:
                raise InvalidValue("started_at", self.started_at, f"a time on {self.date}")
        _check_text("source", self.source, TERM_LIMIT)
        _check_text("external_id", self.external_id, EXTERNAL_ID_LIMIT)
        if self.external_id and not self.source:
            raise InvalidValue("source", self.source, "the name of what gave the external_id")
        _check_text("note", self.note, NOTE_LIMIT, lines=True)


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """An exercise of the library done on a day; reps and seconds are per set and side."""

    date: date
    exercise: str
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    source: str = ""
    note: str = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        _check_day("date", self.date)
        _check_text("exercise", self.exercise, TERM_LIMIT, required=True)
        _check_dose(self.sets, self.reps, self.hold_seconds)
        _check_text("source", self.source, TERM_LIMIT)
        _check_text("note", self.note, NOTE_LIMIT, lines=True)


@dataclass(frozen=True, slots=True)
class Goal:
    """Active minutes and strength days a week, from a day on.

    A week is judged by the latest goal that had started on the week's first day.
    The defaults are those of WHO's 2020 guidelines for adults.
    """

    starts: date
    active_minutes: int = 150
    strength_days: int = 2

    def __post_init__(self) -> None:
        _check_start("starts", self.starts)
        _check_whole("active_minutes", self.active_minutes, 1, 7 * 1440)
        _check_whole("strength_days", self.strength_days, 1, 7)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An exercise that a person chose, with its dose and days a week, from a day on.

    For each exercise the latest item that has started holds, so that the plan of
    a past day stays known; one of 0 days a week ends what was planned before.
    """

    exercise: str
    days_a_week: int = 7
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    starts: date = EARLIEST_DAY

    def __post_init__(self) -> None:
        _check_text("exercise", self.exercise, TERM_LIMIT, required=True)
        _check_whole("days_a_week", self.days_a_week, 0, 7)
        _check_dose(self.sets, self.reps, self.hold_seconds)
        _check_start("starts", self.starts)


@dataclass(frozen=True, slots=True)
class Skip:
    """Why an exercise of the plan was not done on a day; one per day and exercise."""

    date: date
    exercise: str
    reason: SkipReason

    def __post_init__(self) -> None:
        _check_day("date", self.date)
        _check_text("exercise", self.exercise, TERM_LIMIT, required=True)
        _check_choice("reason", self.reason, SkipReason)


def plan_on(items: Iterable[PlanItem], day: date) -> list[PlanItem]:
    """The plan of a day out of all that was ever planned, in the order chosen."""
    held: dict[str, PlanItem] = {}
    for item in sorted(items, key=lambda item: item.starts):
        if item.starts > day:
            break
        if item.days_a_week:
            held[item.exercise] = item  # a changed one keeps its place
        else:
            held.pop(item.exercise, None)
    return list(held.values())


@dataclass(frozen=True, slots=True)
class Reminder:
    """When a person wants to be reminded of something, on their own clock; one per occasion.

    Weekdays count from Monday, 0. A break comes every so many minutes from
    `begins` to `ends`; anything else once, at `begins`.
    """

    occasion: Occasion
    begins: time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    ends: time | None = None
    every_minutes: int | None = None

    def __post_init__(self) -> None:
        _check_choice("occasion", self.occasion, Occasion)
        _check_clock("begins", self.begins)
        if not isinstance(self.weekdays, tuple) or not self.weekdays:
            raise InvalidValue("weekdays", self.weekdays, "one day of the week or more")
        for weekday in self.weekdays:
            _check_whole("weekdays", weekday, 0, 6)
        if list(self.weekdays) != sorted(set(self.weekdays)):
            raise InvalidValue("weekdays", self.weekdays, "each day of the week once, in order")
        if self.occasion is not Occasion.BREAK:
            for name in ("ends", "every_minutes"):
                if getattr(self, name) is not None:
                    raise InvalidValue(name, getattr(self, name), "nothing but for breaks")
            return
        _check_clock("ends", self.ends)
        if self.ends is None or self.ends <= self.begins:
            raise InvalidValue("ends", self.ends, f"a time after {self.begins:%H:%M}")
        _check_whole("every_minutes", self.every_minutes, 10, 240)


@dataclass(frozen=True, slots=True)
class Day:
    """What a diary says about one local calendar day, added up.

    Minutes and exercises are what was recorded: on a day that is not logged
    they are a lower bound, and "nothing recorded" is unknown rather than zero.
    """

    date: date
    pain: int | None = None
    flare: bool | None = None
    light_minutes: int = 0
    moderate_minutes: int = 0
    vigorous_minutes: int = 0
    exercises: int = 0
    strength: bool = False

    @property
    def logged(self) -> bool:
        """Whether the day has a check-in."""
        return self.pain is not None

    @property
    def active_minutes(self) -> int:
        """Moderate minutes and twice the vigorous ones (WHO 2020)."""
        return self.moderate_minutes + 2 * self.vigorous_minutes


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, (date, StrEnum)) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _check_whole(field: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InvalidValue(field, value, f"a whole number from {low} to {high}")


def _check_rating(field: str, value: object) -> None:
    _check_whole(field, value, 0, 10)


def _check_dose(sets: object, reps: object, hold_seconds: object) -> None:
    for field_name, value, high in (
        ("sets", sets, 100),
        ("reps", reps, 1000),
        ("hold_seconds", hold_seconds, 3600),
    ):
        if value is not None:
            _check_whole(field_name, value, 1, high)


def _check_choice(field: str, value: object, choices: type[StrEnum]) -> None:
    if not isinstance(value, choices):
        raise InvalidValue(field, value, "one of " + ", ".join(choices))


def _check_clock(field: str, value: object) -> None:
    if not isinstance(value, time) or value.tzinfo or value.second or value.microsecond:
        raise InvalidValue(field, value, "a time of day in hours and minutes")


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _check_day(field: str, value: date) -> None:
    """Refuse what is no day, or a day that has not begun anywhere on Earth (UTC+14).

    Whether it has begun for the person, :meth:`Person.refuse_future` knows.
    """
    latest = (datetime.now(UTC) + timedelta(hours=14)).date()
    if not _is_day(value) or not EARLIEST_DAY <= value <= latest:
        raise InvalidValue(field, value, f"a date from {EARLIEST_DAY} to today")


def _check_start(field: str, value: object) -> None:
    """Refuse what is no day; unlike an entry, a goal or plan may start on a day to come."""
    if not _is_day(value) or not EARLIEST_DAY <= value <= LATEST_DAY:
        raise InvalidValue(field, value, f"a date from {EARLIEST_DAY}")


def _check_moment(field: str, value: datetime) -> None:
    if not isinstance(value, datetime) or value.utcoffset() is None or value.microsecond:
        raise InvalidValue(field, value, "a date and time with UTC offset, in whole seconds")
    _check_day(field, value.date())


def _check_zone(field: str, value: object) -> None:
    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):  # OSError: the key names a folder
        raise InvalidValue(field, value, "the name of a time zone, such as Europe/Berlin") from None


def _check_sites(field: str, value: object) -> None:
    if not isinstance(value, tuple) or len(value) > SITES_LIMIT or len(set(value)) < len(value):
        raise InvalidValue(field, value, f"at most {SITES_LIMIT} different places")
    for site in value:
        _check_text(field, site, SITE_LIMIT, required=True)
        if ";" in site:
            raise InvalidValue(field, site, "a place without a semicolon")


def _check_text(
    field: str, value: object, limit: int, *, required: bool = False, lines: bool = False
) -> None:
    if not isinstance(value, str) or len(value) > limit:
        raise InvalidValue(field, value, f"a text of at most {limit} characters")
    if (_UNPRINTABLE_IN_LINES if lines else _UNPRINTABLE).search(value):
        raise InvalidValue(field, value, "a text without control characters")
    if not lines and value != value.strip():
        raise InvalidValue(field, value, "a text without spaces around it")
    if required and not value:
        raise InvalidValue(field, value, f"a text of 1 to {limit} characters")

"""What a person enters about a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from tracker.model.checks import (
    EXTERNAL_ID_LIMIT,
    NAME_LIMIT,
    NOTE_LIMIT,
    TERM_LIMIT,
    InvalidValue,
    LongText,
    PainScore,
    check_choice,
    check_day,
    check_dose,
    check_moment,
    check_rating,
    check_score,
    check_sites,
    check_start,
    check_text,
    check_whole,
)


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


class Outcome(StrEnum):
    """How doing an exercise ended; `STOPPED` is stopped for pain."""

    DONE = "done"
    PARTLY = "partly"
    STOPPED = "stopped"


class SkipReason(StrEnum):
    """Why an exercise of the plan was not done on a day."""

    PAIN = "pain"
    TIME = "time"
    FORGOT = "forgot"


class MedicineKind(StrEnum):
    """How a person came by a medicine."""

    OVER_THE_COUNTER = "over the counter"
    PRESCRIBED = "prescribed"


class EventKind(StrEnum):
    """What happened that may matter for the back; `OTHER` is in the person's own words."""

    TREATMENT = "treatment began"
    INJECTION = "injection"
    FALL = "fall"
    ILLNESS = "illness"
    WORK = "work changed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a person says about one local calendar day; one per person and day.

    `pain` is the average over the day, `sleep` how well the night before went
    (0 very badly, 10 very well). Ratings go from 0 to 10 and are whole numbers;
    `pain` and `worst_pain` keep the decimals that another program gave them.
    `no_activity` and `no_exercises` are true where the person said that there was
    none that day, `off_work` where they said that they were off work because of the
    back; not saying so is no "no". A note alone is a check-in too. `entered_at` is when the day was
    first entered; a day cannot be entered before it has begun.
    """

    date: date
    pain: PainScore | None
    entered_at: datetime
    worst_pain: PainScore | None = None
    interference: int | None = None
    flare: bool | None = None
    sleep: int | None = None
    sites: tuple[str, ...] = ()
    note: LongText = ""
    no_activity: bool = False
    no_exercises: bool = False
    off_work: bool = False

    def __post_init__(self) -> None:
        check_day("date", self.date)
        for name in ("pain", "worst_pain"):
            score = getattr(self, name)
            if score is not None:
                object.__setattr__(self, name, check_score(name, score))
        check_moment("entered_at", self.entered_at)
        if self.date > self.entered_at.date():
            raise InvalidValue(
                "date", self.date, f"a day up to {self.entered_at.date()}, when it was entered"
            )
        for name in ("interference", "sleep"):
            if getattr(self, name) is not None:
                check_rating(name, getattr(self, name))
        if self.flare is not None and not isinstance(self.flare, bool):
            raise InvalidValue("flare", self.flare, "yes, no or nothing")
        check_sites("sites", self.sites)
        check_text("note", self.note, NOTE_LIMIT, lines=True)
        for name in ("no_activity", "no_exercises", "off_work"):
            if not isinstance(getattr(self, name), bool):
                raise InvalidValue(name, getattr(self, name), "yes or nothing")

    @property
    def entered_late(self) -> bool:
        """Whether the day was over when it was entered."""
        return self.entered_at.date() > self.date

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing about the day."""
        return self == CheckIn(self.date, None, self.entered_at)


@dataclass(frozen=True, slots=True)
class Reading:
    """An extra pain rating (0-10) at one moment, with what it belongs to.

    Whole as entered here; a decimal of another program is kept.
    """

    at: datetime
    pain: PainScore
    context: Context | None = None
    exercise: str = ""
    note: LongText = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_moment("at", self.at)
        object.__setattr__(self, "pain", check_score("pain", self.pain))
        if self.context is not None:
            check_choice("context", self.context, Context)
        check_text("exercise", self.exercise, TERM_LIMIT)
        check_text("note", self.note, NOTE_LIMIT, lines=True)

    @property
    def date(self) -> date:
        """The local day of the moment."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Activity:
    """A bout of aerobic activity on a day, in whole minutes.

    With 0 minutes it is the record of a source that tells of whole days: it knows
    of the day, and counted nothing on it.
    """

    date: date
    activity: str
    minutes: int
    intensity: Intensity
    started_at: datetime | None = None
    source: str = ""
    external_id: str = ""
    note: LongText = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_day("date", self.date)
        check_text("activity", self.activity, TERM_LIMIT, required=True)
        check_whole("minutes", self.minutes, 0 if self.source else 1, 1440)
        check_choice("intensity", self.intensity, Intensity)
        if self.started_at is not None:
            check_moment("started_at", self.started_at)
            if self.started_at.date() != self.date:
                raise InvalidValue("started_at", self.started_at, f"a time on {self.date}")
        check_text("source", self.source, TERM_LIMIT)
        check_text("external_id", self.external_id, EXTERNAL_ID_LIMIT)
        if self.external_id and not self.source:
            raise InvalidValue("source", self.source, "the name of what gave the external_id")
        check_text("note", self.note, NOTE_LIMIT, lines=True)


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """An exercise of the library done on a day; reps and seconds are per set and side."""

    date: date
    exercise: str
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    outcome: Outcome = Outcome.DONE
    source: str = ""
    note: LongText = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_day("date", self.date)
        check_text("exercise", self.exercise, TERM_LIMIT, required=True)
        check_dose(self.sets, self.reps, self.hold_seconds)
        check_choice("outcome", self.outcome, Outcome)
        check_text("source", self.source, TERM_LIMIT)
        check_text("note", self.note, NOTE_LIMIT, lines=True)


@dataclass(frozen=True, slots=True)
class Skip:
    """Why an exercise of the plan was not done on a day; one per day and exercise."""

    date: date
    exercise: str
    reason: SkipReason

    def __post_init__(self) -> None:
        check_day("date", self.date)
        check_text("exercise", self.exercise, TERM_LIMIT, required=True)
        check_choice("reason", self.reason, SkipReason)


@dataclass(frozen=True, slots=True)
class MedicineTaken:
    """A medicine taken on a day, in the person's words; at a moment where they gave one.

    `kind` is None where they didn't say how they came by it.
    """

    date: date
    medicine: str
    amount: str = ""
    kind: MedicineKind | None = None
    taken_at: datetime | None = None
    note: LongText = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_day("date", self.date)
        check_text("medicine", self.medicine, NAME_LIMIT, required=True)
        check_text("amount", self.amount, TERM_LIMIT)
        if self.kind is not None:
            check_choice("kind", self.kind, MedicineKind)
        if self.taken_at is not None:
            check_moment("taken_at", self.taken_at)
            if self.taken_at.date() != self.date:
                raise InvalidValue("taken_at", self.taken_at, f"a time on {self.date}")
        check_text("note", self.note, NOTE_LIMIT, lines=True)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may matter for the back, from a day on, until `ends` where that is known.

    `text` are the person's words for it; an event of the kind `OTHER` has nothing else.
    """

    date: date
    kind: EventKind
    text: str = ""
    ends: dt.date | None = None
    note: LongText = ""
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_day("date", self.date)
        check_choice("kind", self.kind, EventKind)
        check_text("text", self.text, NAME_LIMIT, required=self.kind is EventKind.OTHER)
        if self.ends is not None:
            check_start("ends", self.ends)  # the end of a treatment may be known before
            if self.ends < self.date:
                raise InvalidValue("ends", self.ends, f"a day from {self.date} on")
        check_text("note", self.note, NOTE_LIMIT, lines=True)

    @property
    def words(self) -> str:
        """What it is called: the person's words for it, or else its kind."""
        return self.text or str(self.kind)

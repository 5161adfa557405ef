"""The tables: every row belongs to a person, and the person leads its key."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    event,
    false,
    text,
)

from tracker.model import (
    Answer,
    Context,
    EventKind,
    ExerciseKind,
    Intensity,
    MedicineKind,
    Occasion,
    Outcome,
    Region,
    ReportFormat,
    Scoring,
    Section,
    SkipReason,
    WeekStart,
)
from tracker.store import column_types as types

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class PersonColumns(TypedColumns):
    """A person, the version of their diary, and how many entries it has ever had.

    `calendar_token` is a hash of what opens the calendar of their reminders; None without one.
    `identity` tells this diary from all others in the world; it is always there.
    `settled_cards` names the cards of the first days that were answered or put aside.
    `passcode` is a hash; without one anybody who is let in on this computer opens the diary.
    `passcode_tries` are the moments of wrong tries since the last right one. `devices_mark` is
    another one once the person's devices are others.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(Text)
    time_zone: Named[str] = Column(Text)
    week_start: Named[WeekStart] = Column(types.EnumType(WeekStart))
    data_version: Named[int] = Column(Integer)
    last_entry: Named[int] = Column(Integer)
    calendar_token: Named[str | None] = Column(Text)
    identity: Named[UUID | None]
    settled_cards: Named[str | None] = Column(Text)
    region: Named[str | None] = Column(Text)
    color: Named[str | None] = Column(Text)
    passcode: Named[str | None] = Column(Text)
    passcode_tries: Named[list[float] | None] = Column(JSON(none_as_null=True))
    devices_mark: Named[str | None] = Column(Text)


class OwnedColumns(TypedColumns):
    """What belongs to a person."""

    person_id: Named[int] = Column(ForeignKey("persons.id"), primary_key=True)


class EntryColumns(OwnedColumns):
    """What a person entered; `entry` counts up, so that it keeps the order of entry."""

    entry: Named[int] = Column(Integer)


class CheckInColumns(EntryColumns):
    """Columns of check-ins."""

    date: Named[dt.date] = Column(primary_key=True)
    pain: Named[float | None] = Column(types.ScoreType)
    entered_at: Named[dt.datetime] = Column(types.MOMENT)
    worst_pain: Named[float | None] = Column(types.ScoreType)
    interference: Named[int | None]
    flare: Named[bool | None]
    sleep: Named[int | None]
    sites: Named[tuple[str, ...]] = Column(types.SITES)
    note: Named[str] = Column(Text)
    no_activity: Named[bool] = Column(server_default=false())
    no_exercises: Named[bool] = Column(server_default=false())
    off_work: Named[bool] = Column(server_default=false())


class ReadingColumns(EntryColumns):
    """Columns of readings; `date` is the local day of `at`."""

    uid: Named[UUID] = Column(primary_key=True)
    date: Named[dt.date]
    at: Named[dt.datetime] = Column(types.MOMENT)
    pain: Named[float] = Column(types.ScoreType)
    context: Named[Context | None] = Column(types.EnumType(Context))
    exercise: Named[str] = Column(Text)
    note: Named[str] = Column(Text)


class ActivityColumns(EntryColumns):
    """Columns of activities."""

    uid: Named[UUID] = Column(primary_key=True)
    date: Named[dt.date]
    activity: Named[str] = Column(Text)
    minutes: Named[int]
    intensity: Named[Intensity] = Column(types.EnumType(Intensity))
    started_at: Named[dt.datetime | None] = Column(types.MOMENT)
    source: Named[str] = Column(Text)
    external_id: Named[str] = Column(Text)
    note: Named[str] = Column(Text)


class ExerciseDoneColumns(EntryColumns):
    """Columns of exercises done; `exercise_lower` is what names are compared by."""

    uid: Named[UUID] = Column(primary_key=True)
    date: Named[dt.date]
    exercise: Named[str] = Column(Text)
    exercise_lower: Named[str] = Column(Text)
    sets: Named[int | None]
    reps: Named[int | None]
    hold_seconds: Named[int | None]
    source: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    outcome: Named[Outcome] = Column(types.EnumType(Outcome), server_default=Outcome.DONE.value)


class GoalColumns(EntryColumns):
    """Columns of goals."""

    starts: Named[dt.date] = Column(primary_key=True)
    active_minutes: Named[int]
    strength_days: Named[int]


class PlanItemColumns(EntryColumns):
    """Columns of the plan, of all days that ever had one."""

    exercise: Named[str] = Column(Text, primary_key=True)
    starts: Named[dt.date] = Column(primary_key=True)
    days_a_week: Named[int]
    sets: Named[int | None]
    reps: Named[int | None]
    hold_seconds: Named[int | None]


class SkipColumns(EntryColumns):
    """Columns of why exercises of the plan were not done."""

    date: Named[dt.date] = Column(primary_key=True)
    exercise: Named[str] = Column(Text, primary_key=True)
    reason: Named[SkipReason] = Column(types.EnumType(SkipReason))


class MedicineColumns(EntryColumns):
    """Columns of medicines taken."""

    uid: Named[UUID] = Column(primary_key=True)
    date: Named[dt.date]
    medicine: Named[str] = Column(Text)
    amount: Named[str] = Column(Text)
    kind: Named[MedicineKind | None] = Column(types.EnumType(MedicineKind))
    taken_at: Named[dt.datetime | None] = Column(types.MOMENT)
    note: Named[str] = Column(Text)


class EventsColumns(EntryColumns):
    """Columns of events."""

    uid: Named[UUID] = Column(primary_key=True)
    date: Named[dt.date]
    kind: Named[EventKind] = Column(types.EnumType(EventKind))
    text: Named[str] = Column(Text)
    ends: Named[dt.date | None]
    note: Named[str] = Column(Text)


class OwnExerciseColumns(EntryColumns):
    """Columns of exercises of one's own; `name_lower` is what names are compared by."""

    name_lower: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text)
    kind: Named[ExerciseKind] = Column(types.EnumType(ExerciseKind))
    region: Named[Region | None] = Column(types.EnumType(Region))
    sets: Named[int | None]
    reps: Named[int | None]
    hold_seconds: Named[int | None]
    each_side: Named[bool]
    steps: Named[str] = Column(Text)
    picture: Named[bytes | None]
    picture_text: Named[str] = Column(Text)
    archived: Named[bool]
    other_names: Named[str] = Column(Text)


class ReminderColumns(EntryColumns):
    """Columns of reminders."""

    occasion: Named[Occasion] = Column(types.EnumType(Occasion), primary_key=True)
    begins: Named[dt.time] = Column(types.TIME_OF_DAY)
    weekdays: Named[tuple[int, ...]] = Column(types.WEEKDAYS)
    ends: Named[dt.time | None] = Column(types.TIME_OF_DAY)
    every_minutes: Named[int | None]


class QuestionnaireColumns(EntryColumns):
    """Columns of questionnaires."""

    key: Named[str] = Column(Text, primary_key=True)
    title: Named[str] = Column(Text)
    definition: Named[str] = Column(Text)
    scoring: Named[Scoring] = Column(types.EnumType(Scoring))
    every_days: Named[int | None]
    not_before: Named[dt.date | None]
    not_asked: Named[tuple[str, ...] | None] = Column(types.LINK_IDS)


class AnswersColumns(EntryColumns):
    """Columns of answered questionnaires."""

    uid: Named[UUID] = Column(primary_key=True)
    date: Named[dt.date]
    questionnaire: Named[str] = Column(Text)
    answers: Named[tuple[Answer, ...]] = Column(types.ANSWERS)
    score: Named[float | None] = Column(Double)
    entered_at: Named[dt.datetime] = Column(types.MOMENT)


class AppointmentColumns(EntryColumns):
    """Columns of what is prepared for an appointment; a person has one at most."""

    questions: Named[str] = Column(Text)
    sections: Named[tuple[Section, ...]] = Column(types.SECTIONS)


class LeftOutColumns(EntryColumns):
    """Columns of recordings that stay out of the diary."""

    source: Named[str] = Column(Text, primary_key=True)
    recording: Named[str] = Column(Text, primary_key=True)
    date: Named[dt.date]


class UsualIntensityColumns(EntryColumns):
    """Columns of how hard kinds of activities are for this person."""

    activity: Named[str] = Column(Text, primary_key=True)
    intensity: Named[Intensity] = Column(types.EnumType(Intensity))


class FileMappingColumns(EntryColumns):
    """Columns of what the columns of other programs' tables mean."""

    header: Named[str] = Column(Text, primary_key=True)
    title: Named[str] = Column(Text)
    meanings: Named[str] = Column(Text)


class ExportColumns(OwnedColumns):
    """Columns of what was exported when; no entry of the diary, so without a history."""

    uid: Named[UUID] = Column(primary_key=True)
    at: Named[dt.datetime] = Column(types.MOMENT)
    format: Named[ReportFormat] = Column(types.EnumType(ReportFormat))
    first: Named[dt.date]
    last: Named[dt.date]


class DeviceColumns(OwnedColumns):
    """Columns of the devices that are let in; `secret` is a hash of what each shows.

    `here` says that it is a browser of this computer. They belong to this database, not to
    the diary: without a history, in no backup.
    """

    device: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text)
    secret: Named[str] = Column(Text)
    here: Named[bool]
    let_in_at: Named[dt.datetime] = Column(types.MOMENT)
    seen_at: Named[dt.datetime] = Column(types.MOMENT)
    ends_at: Named[dt.datetime] = Column(types.MOMENT)


class EndedDeviceColumns(TypedColumns):
    """Columns of the devices that were signed out; `secret` is a hash of what each showed.

    The person may be deleted since. They belong to this database, as devices do.
    """

    person_id: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    secret: Named[str] = Column(Text, primary_key=True)
    ended_at: Named[dt.datetime] = Column(types.MOMENT)


class ChangeColumns(OwnedColumns):
    """Columns of the history.

    Changes of one `version` were made together. `undoes` is the version that a
    change took back, `undone_in` the version in which a change was taken back.
    """

    version: Named[int] = Column(Integer, primary_key=True)
    place: Named[int] = Column(Integer, primary_key=True)
    at: Named[dt.datetime] = Column(types.MOMENT)
    made_by: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    entry: Named[int]
    day: Named[dt.date | None]
    before: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    after: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    undoes: Named[int | None]
    undone_in: Named[int | None]


persons = Table("persons", metadata, PersonColumns, sqlite_autoincrement=True)
check_ins = Table("check_ins", metadata, CheckInColumns)
readings = Table("readings", metadata, ReadingColumns, Index(None, "person_id", "date"))
activities = Table(
    "activities",
    metadata,
    ActivityColumns,
    Index(None, "person_id", "date", "intensity", "minutes"),
)
exercises_done = Table(
    "exercises_done",
    metadata,
    ExerciseDoneColumns,
    Index(None, "person_id", "date", "exercise_lower"),
)
goals = Table("goals", metadata, GoalColumns)
plan_items = Table("plan_items", metadata, PlanItemColumns)
skips = Table("skips", metadata, SkipColumns)
reminders = Table("reminders", metadata, ReminderColumns)
questionnaires = Table("questionnaires", metadata, QuestionnaireColumns)
answers = Table("answers", metadata, AnswersColumns, Index(None, "person_id", "date"))
appointments = Table("appointments", metadata, AppointmentColumns)
medicines = Table("medicines", metadata, MedicineColumns, Index(None, "person_id", "date"))
events = Table("events", metadata, EventsColumns, Index(None, "person_id", "date"))
own_exercises = Table("own_exercises", metadata, OwnExerciseColumns)
left_out = Table("left_out", metadata, LeftOutColumns)
usual_intensities = Table("usual_intensities", metadata, UsualIntensityColumns)
file_mappings = Table("file_mappings", metadata, FileMappingColumns)
exports = Table("hand_overs", metadata, ExportColumns)
devices = Table("devices", metadata, DeviceColumns)
ended_devices = Table("ended_devices", metadata, EndedDeviceColumns)

_CAN_BE_UNDONE = text("undoes IS NULL AND undone_in IS NULL")
_to_undo = Index("ix_changes_to_undo", "person_id", "version", sqlite_where=_CAN_BE_UNDONE)
changes = Table("changes", metadata, ChangeColumns, Index(None, "person_id", "day"), _to_undo)

# Where an import lays rows ready: of the same columns, seen by the one connection that made it.
STAGED: dict[Table[Any], Table[Any]] = {
    table: Table(
        f"staged_{table.name}",
        MetaData(),
        *(Column(column.key, column.type) for column in table.c),
        prefixes=["TEMPORARY"],
    )
    for table in metadata.sorted_tables
    if "entry" in table.c
}


@event.listens_for(changes, "before_create")
def _also_on_postgresql(_: Table, connection: Connection, **__: object) -> None:
    """The same condition there: named with the index, it would load PostgreSQL's part for all."""
    if connection.dialect.name == "postgresql":
        _to_undo.dialect_options["postgresql"]["where"] = _CAN_BE_UNDONE

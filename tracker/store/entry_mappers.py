"""The kinds of values a diary holds: how each lies in a row and in the history."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, Connection, Executable, Table

from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Context,
    Entry,
    ExerciseDone,
    ExportRecord,
    FileMapping,
    Goal,
    Intensity,
    LeftOut,
    Occasion,
    Outcome,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Scoring,
    Section,
    Skip,
    SkipReason,
    UsualIntensity,
    WeekStart,
)
from tracker.store import database_tables
from tracker.store.column_types import answers_as_text, answers_of_text
from tracker.store.errors import ClockBehind, DatabaseDamaged

Value: TypeAlias = Entry | LeftOut | UsualIntensity | FileMapping | Person
Plain: TypeAlias = dict[str, Any]  # a value's fields as JSON knows them
Identity: TypeAlias = tuple[Hashable, ...]

IDENTITY = "identity_"  # begins the names of what a statement finds one entry by

_FROM_PLAIN: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "starts": date.fromisoformat,
    "at": datetime.fromisoformat,
    "entered_at": datetime.fromisoformat,
    "started_at": datetime.fromisoformat,
    "uid": UUID,
    "intensity": Intensity,
    "context": Context,
    "reason": SkipReason,
    "week_start": WeekStart,
    "sites": tuple,
    "occasion": Occasion,
    "outcome": Outcome,
    "begins": time.fromisoformat,
    "ends": time.fromisoformat,
    "weekdays": tuple,
    "scoring": Scoring,
    "not_before": date.fromisoformat,
    "answers": answers_of_text,
    "sections": lambda names: tuple(map(Section, names)),
    "not_asked": tuple,
}
_TO_PLAIN: dict[str, Callable[[Any], Any]] = {
    "date": date.isoformat,
    "starts": date.isoformat,
    "at": datetime.isoformat,
    "entered_at": datetime.isoformat,
    "started_at": datetime.isoformat,
    "uid": str,
    "intensity": str,
    "context": str,
    "reason": str,
    "week_start": str,
    "sites": list,
    "occasion": str,
    "outcome": str,
    "begins": time.isoformat,
    "ends": time.isoformat,
    "weekdays": list,
    "scoring": str,
    "not_before": date.isoformat,
    "answers": answers_as_text,
    "sections": list,
    "not_asked": list,
}


@dataclass(frozen=True, eq=False)
class EntryMapper:
    """One kind of value.

    `identity` are the fields by which an entry is found (none: there is only one),
    `fixed` are the fields that a later edit leaves as they are, `derived` the
    columns beside the value's own fields. `absent` is what a writer has seen where
    nothing is stored, if that is not nothing.
    """

    name: str
    made: type[Value | ExportRecord]
    table: Table[Any]
    identity: tuple[str, ...]
    fixed: frozenset[str] = frozenset()
    derived: Callable[[Any], dict[str, object]] = lambda value: {}
    absent: Value | None = None

    def __post_init__(self) -> None:
        fields = tuple(field.name for field in dataclasses.fields(self.made))
        # uid is keyword-only, the others come in the order of the constructor
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "has_uid", fields[-1] == "uid")
        edited = [name for name in fields if name not in self.identity and name not in self.fixed]
        object.__setattr__(self, "edited", tuple(edited))
        defaults = {
            field.name: field.default
            for field in dataclasses.fields(self.made)
            if field.default is not dataclasses.MISSING
        }
        object.__setattr__(self, "defaults", defaults)

    fields: tuple[str, ...] = dataclasses.field(init=False)
    edited: tuple[str, ...] = dataclasses.field(init=False)
    has_uid: bool = dataclasses.field(init=False)
    defaults: dict[str, Any] = dataclasses.field(init=False)

    @property
    def columns(self) -> list[Column[Any]]:
        """The columns that :meth:`from_row` makes a value of."""
        return [self.table.c[name] for name in self.fields]

    def identity_of(self, value: Value) -> Identity:
        """What tells this entry from the person's others of its kind."""
        return tuple(getattr(value, name) for name in self.identity)

    def asked_for(self, identity: Identity) -> dict[str, object]:
        """What a statement about one entry wants to know."""
        return {IDENTITY + name: part for name, part in zip(self.identity, identity, strict=True)}

    def day_of(self, value: Value) -> date | None:
        """The day that an entry belongs to."""
        return getattr(value, "date", None) or getattr(value, "starts", None)

    def to_row(self, value: Value | ExportRecord) -> dict[str, object]:
        """The columns of a value."""
        row = {name: getattr(value, name) for name in self.fields}
        row.update(self.derived(value))
        return row

    def from_row(self, row: Sequence[Any]) -> Any:
        """The value of a row of :attr:`columns`; raises what :func:`unreadable` says."""
        try:
            make: Callable[..., Any] = self.made
            return make(*row[:-1], uid=row[-1]) if self.has_uid else make(*row)
        except (TypeError, ValueError, AttributeError) as error:
            day = self.made is not Person and next(
                (row[self.fields.index(name)] for name in _DAYS if name in self.fields), None
            )
            raise unreadable(self.name, day) from error

    def says_nothing(self, name: str, field: object) -> bool:
        """Whether a field, as JSON knows it, is empty: not given, or a tick that was not set."""
        return field in (None, "", []) or (field is False and self.defaults.get(name) is False)

    def to_plain(self, value: Value) -> Plain:
        """A value's fields as JSON knows them."""
        plain: Plain = {}
        for name in self.fields:
            field = getattr(value, name)
            convert = _TO_PLAIN.get(name)
            plain[name] = field if convert is None or field is None else convert(field)
        return plain

    def from_plain(self, plain: Plain) -> Any:
        """The value with these fields; one that was not there when they were written is empty.

        Raises :class:`tracker.model.InvalidValue` where they do not go together.
        """
        fields: dict[str, Any] = {}
        for name in self.fields:
            if name not in plain and name in self.defaults:
                continue
            field = plain[name]
            convert = _FROM_PLAIN.get(name)
            fields[name] = field if convert is None or field is None else convert(field)
        return self.made(**fields)


_DAYS = ("date", "at", "starts")


def unreadable(kind: str, day: object) -> DatabaseDamaged | ClockBehind:
    """The error for a stored row that is no value."""
    if isinstance(day, datetime):
        day = day.date()
    if isinstance(day, date) and day > date.today() and kind not in (GOAL.name, PLAN_ITEM.name):
        return ClockBehind(
            f"The diary holds an entry ({kind}) of {day}, which has not begun yet: the clock of"
            " this computer seems to be wrong. Nothing was changed. Set the clock and try again."
        )
    of_day = f" of {day}" if day else ""
    return DatabaseDamaged(
        f"The {kind}{of_day} is stored in a way that cannot be read: the database is damaged."
        " Nothing was changed. Restore a backup, or keep a copy of the database file and ask"
        " for help."
    )


def _date_of_reading(reading: Reading) -> dict[str, object]:
    return {"date": reading.date}


def _lower_name(done: ExerciseDone) -> dict[str, object]:
    return {"exercise_lower": done.exercise.lower()}


CHECK_IN = EntryMapper(
    "check-in", CheckIn, database_tables.check_ins, ("date",), fixed=frozenset({"entered_at"})
)
READING = EntryMapper(
    "reading", Reading, database_tables.readings, ("uid",), derived=_date_of_reading
)
ACTIVITY = EntryMapper("activity", Activity, database_tables.activities, ("uid",))
EXERCISE_DONE = EntryMapper(
    "exercise done", ExerciseDone, database_tables.exercises_done, ("uid",), derived=_lower_name
)
GOAL = EntryMapper("goal", Goal, database_tables.goals, ("starts",))
PLAN_ITEM = EntryMapper("plan item", PlanItem, database_tables.plan_items, ("exercise", "starts"))
SKIP = EntryMapper("skip", Skip, database_tables.skips, ("date", "exercise"))
REMINDER = EntryMapper("reminder", Reminder, database_tables.reminders, ("occasion",))
QUESTIONNAIRE = EntryMapper(
    "questionnaire", Questionnaire, database_tables.questionnaires, ("key",)
)
ANSWERS = EntryMapper(
    "answers", Answers, database_tables.answers, ("uid",), fixed=frozenset({"entered_at"})
)
APPOINTMENT = EntryMapper(
    "appointment", Appointment, database_tables.appointments, (), absent=Appointment()
)
LEFT_OUT = EntryMapper("left out", LeftOut, database_tables.left_out, ("source", "recording"))
USUAL_INTENSITY = EntryMapper(
    "usual intensity", UsualIntensity, database_tables.usual_intensities, ("activity",)
)
FILE_MAPPING = EntryMapper("file mapping", FileMapping, database_tables.file_mappings, ("header",))
PERSON = EntryMapper("person", Person, database_tables.persons, ())
EXPORT = EntryMapper(
    "hand-over", ExportRecord, database_tables.exports, ("uid",)
)  # not in the history

ENTRIES = (
    CHECK_IN,
    READING,
    ACTIVITY,
    EXERCISE_DONE,
    GOAL,
    PLAN_ITEM,
    SKIP,
    REMINDER,
    QUESTIONNAIRE,
    ANSWERS,
    APPOINTMENT,
    LEFT_OUT,
    USUAL_INTENSITY,
    FILE_MAPPING,
)
BY_NAME = {kind.name: kind for kind in (*ENTRIES, PERSON)}
_BY_VALUE: dict[type, EntryMapper] = {kind.made: kind for kind in (*ENTRIES, PERSON)}


def mapper_for(value: object) -> EntryMapper:
    """The kind that a value is of; a TypeError for anything else."""
    try:
        return _BY_VALUE[type(value)]
    except KeyError:
        raise TypeError(f"a diary does not hold a {type(value).__name__}") from None


def mapper_by_name(values: type[Value]) -> EntryMapper:
    """The kind whose values are of this class."""
    return _BY_VALUE[values]


def fetch(
    connection: Connection, statement: Executable, kind: EntryMapper | str, **values: object
) -> Sequence[Any]:
    """All rows of a statement about one kind of entry."""
    result = connection.execute(statement, values)
    try:
        return result.all()
    except (TypeError, ValueError) as error:
        raise unreadable(kind if isinstance(kind, str) else kind.name, None) from error

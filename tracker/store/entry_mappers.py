"""The kinds of values a diary holds: how each lies in a row and in the history."""

from __future__ import annotations

import dataclasses
from base64 import b64decode, b64encode
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, Connection, Executable, Table

from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Entry,
    Event,
    ExerciseDone,
    ExportRecord,
    FileMapping,
    Goal,
    LeftOut,
    LinkIds,
    MedicineTaken,
    OwnExercise,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Section,
    Skip,
    UsualIntensity,
    field_types,
)
from tracker.store import database_tables
from tracker.store.column_types import answers_as_text, answers_of_text
from tracker.store.errors import ClockBehind, DatabaseDamaged

Value: TypeAlias = Entry | LeftOut | UsualIntensity | FileMapping | Person
Plain: TypeAlias = dict[str, Any]  # a value's fields as JSON knows them
Identity: TypeAlias = tuple[Hashable, ...]
PlainCodec: TypeAlias = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # write, read

IDENTITY = "identity_"  # begins the names of what a statement finds one entry by

# A value's fields in the history, by their types: how each is written as JSON, and read again.
_PLAIN: dict[object, PlainCodec] = {
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    time: (time.isoformat, time.fromisoformat),
    UUID: (str, UUID),
    bytes: (lambda data: b64encode(data).decode(), b64decode),
    tuple[Answer, ...]: (answers_as_text, answers_of_text),
    tuple[Section, ...]: (list, lambda names: tuple(map(Section, names))),
    tuple[str, ...]: (list, tuple),
    tuple[int, ...]: (list, tuple),
    LinkIds: (list, tuple),
}


# Of these, those that orjson would write otherwise: it shortens offsets with seconds.
_NOT_BY_ORJSON = (datetime, bytes, tuple[Answer, ...])


def _plain_codec(of: object) -> PlainCodec | None:
    if isinstance(of, type) and issubclass(of, StrEnum):
        return str, of
    return _PLAIN.get(of)


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

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order of the constructor; `uid`, keyword-only, is the last."""
        return tuple(field.name for field in dataclasses.fields(self.made))

    @cached_property
    def edited(self) -> tuple[str, ...]:
        """The fields that an edit may change."""
        return tuple(n for n in self.fields if n not in self.identity and n not in self.fixed)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What the fields are where nothing is given."""
        return {
            field.name: field.default
            for field in dataclasses.fields(self.made)
            if field.default is not dataclasses.MISSING
        }

    @cached_property
    def _plain(self) -> dict[str, PlainCodec]:
        """The codecs of the fields that JSON has no type for."""
        types = field_types(self.made).items()
        return {name: codec for name, of in types if (codec := _plain_codec(of))}

    @cached_property
    def _written(self) -> dict[str, Callable[[Any], Any]]:
        """What writes the fields that orjson would write otherwise than their codecs."""
        types = field_types(self.made).items()
        return {name: self._plain[name][0] for name, of in types if of in _NOT_BY_ORJSON}

    @cached_property
    def _values(self) -> Callable[[Any], tuple[Any, ...]]:
        """Gives the fields of a value."""
        return attrgetter(*self.fields)

    @property
    def columns(self) -> list[Column[Any]]:
        """The columns that :meth:`from_row` makes a value of."""
        return [self.table.c[name] for name in self.fields]

    @cached_property
    def identity_of(self) -> Callable[[Value], Identity]:
        """Gives what tells an entry from the person's others of its kind."""
        match self.identity:
            case ():
                return lambda _: ()
            case (name,):
                only = attrgetter(name)
                return lambda value: (only(value),)
        return attrgetter(*self.identity)

    def asked_for(self, identity: Identity) -> dict[str, object]:
        """What a statement about one entry wants to know."""
        return {IDENTITY + name: part for name, part in zip(self.identity, identity, strict=True)}

    def day_of(self, value: Value) -> date | None:
        """The day that an entry belongs to."""
        return getattr(value, "date", None) or getattr(value, "starts", None)

    def to_row(self, value: Value | ExportRecord) -> dict[str, object]:
        """The columns of a value."""
        row: dict[str, object] = dict(zip(self.fields, self._values(value), strict=True))
        row.update(self.derived(value))
        return row

    def from_row(self, row: Sequence[Any]) -> Any:
        """The value of a row of :attr:`columns`; raises what :func:`unreadable` says."""
        try:
            make: Callable[..., Any] = self.made
            has_uid = self.fields[-1] == "uid"
            return make(*row[:-1], uid=row[-1]) if has_uid else make(*row)
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
        plain: Plain = dict(zip(self.fields, self._values(value), strict=True))
        for name, codec in self._plain.items():
            if plain[name] is not None:
                plain[name] = codec[0](plain[name])
        return plain

    def for_json(self, value: Value) -> Plain:
        """A value's fields, of which orjson writes the same JSON as of :meth:`to_plain`."""
        fields: Plain = dict(zip(self.fields, self._values(value), strict=True))
        for name, write in self._written.items():
            if fields[name] is not None:
                fields[name] = write(fields[name])
        return fields

    def from_plain(self, plain: Plain) -> Any:
        """The value with these fields; one that was not there when they were written is empty.

        Raises :class:`tracker.model.InvalidValue` where they do not go together.
        """
        fields: dict[str, Any] = {}
        for name in self.fields:
            if name not in plain and name in self.defaults:
                continue
            field = plain[name]
            codec = self._plain.get(name)
            fields[name] = field if codec is None or field is None else codec[1](field)
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
    entry = f"{kind} of {day}" if day else kind
    return DatabaseDamaged(
        f"The {entry} is stored in a way that cannot be read: the database is damaged."
        " Nothing was changed. Restore a backup, or keep a copy of the database file and ask"
        " for help."
    )


def _date_of_reading(reading: Reading) -> dict[str, object]:
    return {"date": reading.date}


def _lower_name(done: ExerciseDone) -> dict[str, object]:
    return {"exercise_lower": done.exercise.lower()}


def _lower_own_name(own: OwnExercise) -> dict[str, object]:
    return {"name_lower": own.name_lower}


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
MEDICINE = EntryMapper("medicine", MedicineTaken, database_tables.medicines, ("uid",))
EVENT = EntryMapper("event", Event, database_tables.events, ("uid",))
OWN_EXERCISE = EntryMapper(
    "own exercise",
    OwnExercise,
    database_tables.own_exercises,
    ("name_lower",),
    derived=_lower_own_name,
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
    MEDICINE,
    EVENT,
    OWN_EXERCISE,
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


def ask(
    connection: Connection, statement: Executable, kind: EntryMapper | str, **values: object
) -> Callable[[], Sequence[Any]]:
    """Ask for all rows of a statement about one kind of entry; what it gives waits for them.

    What is asked before any of it is waited for, a server answers at once.
    """
    result = connection.execute(statement, values)

    def rows() -> Sequence[Any]:
        try:
            return result.all()
        except (TypeError, ValueError) as error:
            raise unreadable(kind if isinstance(kind, str) else kind.name, None) from error

    return rows


def fetch(
    connection: Connection, statement: Executable, kind: EntryMapper | str, **values: object
) -> Sequence[Any]:
    """All rows of a statement about one kind of entry."""
    return ask(connection, statement, kind, **values)()

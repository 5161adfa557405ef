"""What stands in a row: the lists of a diary, their columns, and entries as rows."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import cache

from tracker.files.cells import Codec, as_json, codec_for
from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Entry,
    Event,
    ExerciseDone,
    Goal,
    MedicineTaken,
    OwnExercise,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Skip,
    field_types,
)


class EntryType(StrEnum):
    """The lists, by the names of their files or in the one file of all."""

    CHECK_INS = "check_ins"
    READINGS = "readings"
    ACTIVITIES = "activities"
    EXERCISES = "exercises"
    GOALS = "goals"
    PLAN = "plan"
    SKIPS = "skips"
    REMINDERS = "reminders"
    QUESTIONNAIRES = "questionnaires"
    ANSWERS = "answers"
    APPOINTMENTS = "appointments"
    MEDICINES = "medicines"
    EVENTS = "events"
    OWN_EXERCISES = "own_exercises"

    __hash__ = str.__hash__  # as it equals its text; also several times quicker than Enum's own


# Known by a few of their columns; the others by their name, or by all of their columns.
OFTEN_WRITTEN = (EntryType.CHECK_INS, EntryType.READINGS, EntryType.ACTIVITIES, EntryType.EXERCISES)
CLASSES: dict[EntryType, type[Entry]] = {
    EntryType.CHECK_INS: CheckIn,
    EntryType.READINGS: Reading,
    EntryType.ACTIVITIES: Activity,
    EntryType.EXERCISES: ExerciseDone,
    EntryType.GOALS: Goal,
    EntryType.PLAN: PlanItem,
    EntryType.SKIPS: Skip,
    EntryType.REMINDERS: Reminder,
    EntryType.QUESTIONNAIRES: Questionnaire,
    EntryType.ANSWERS: Answers,
    EntryType.APPOINTMENTS: Appointment,
    EntryType.MEDICINES: MedicineTaken,
    EntryType.EVENTS: Event,
    EntryType.OWN_EXERCISES: OwnExercise,
}
REQUIRED: dict[EntryType, tuple[str, ...]] = {
    EntryType.CHECK_INS: ("date", "pain"),
    EntryType.READINGS: ("at", "pain"),
    EntryType.ACTIVITIES: ("date", "minutes"),
    EntryType.EXERCISES: ("date", "exercise"),
    EntryType.GOALS: ("starts", "active_minutes", "strength_days"),
    EntryType.PLAN: ("starts", "exercise", "days_a_week"),
    EntryType.SKIPS: ("date", "exercise", "reason"),
    EntryType.REMINDERS: ("occasion", "begins"),
    EntryType.QUESTIONNAIRES: ("key", "title", "definition", "scoring"),
    EntryType.ANSWERS: ("date", "questionnaire", "answers"),
    EntryType.APPOINTMENTS: (),
    EntryType.MEDICINES: ("date", "medicine"),
    EntryType.EVENTS: ("date", "kind"),
    EntryType.OWN_EXERCISES: ("name", "kind"),
}
KEYS: dict[EntryType, tuple[str, ...]] = {  # of the lists whose entries are known by a key
    EntryType.CHECK_INS: ("date",),
    EntryType.GOALS: ("starts",),
    EntryType.PLAN: ("starts", "exercise"),
    EntryType.SKIPS: ("date", "exercise"),
    EntryType.REMINDERS: ("occasion",),
    EntryType.QUESTIONNAIRES: ("key",),
    EntryType.APPOINTMENTS: (),  # there is one at a time
    EntryType.OWN_EXERCISES: ("name",),
}
_TYPES = {cls: name for name, cls in CLASSES.items()}


def _columns(name: EntryType, names: list[str]) -> tuple[str, ...]:
    """The fields of the model: first what an entry is known by, last when it was entered."""
    first = KEYS.get(name, ())
    last = tuple(field for field in ("entered_at",) if field in names)
    others = (n for n in names if n not in {*first, *last, "uid"})
    return (*first, *others, *last)


COLUMNS: dict[EntryType, tuple[str, ...]] = {
    name: _columns(name, [f.name for f in fields(cls)]) for name, cls in CLASSES.items()
}
EMPTY: dict[EntryType, dict[str, object]] = {
    name: {f.name: f.default for f in fields(cls) if f.default is not MISSING}
    for name, cls in CLASSES.items()
}
EMPTY[EntryType.ANSWERS]["score"] = None  # no default of the value, but empty as any other
EMPTY[EntryType.CHECK_INS]["pain"] = None


@cache
def codecs(name: EntryType) -> Mapping[str, Codec]:
    """How each column of a list stands in cells; made when it is first asked for."""
    types = field_types(CLASSES[name])
    return {column: codec_for(types[column]) for column in COLUMNS[name]}


def record(entry: Entry) -> dict[str, object]:
    """An entry as JSON has it: texts, whole numbers, true and false, lists; null for missing."""
    return {column: as_json(getattr(entry, column)) for column in COLUMNS[type_of(entry)]}


def cells(entry: Entry) -> tuple[str, ...]:
    """An entry as the texts of a row, in the order of the columns; empty for missing."""
    of = codecs(type_of(entry))
    return tuple(of[column].text(value) for column, value in record(entry).items())


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one list sorted by what they say, so that equal diaries give equal files.

    A plan keeps the order in which it was chosen.
    """
    entries = list(entries)
    chosen = [entry for entry in entries if isinstance(entry, PlanItem)]
    return [*sorted(chosen, key=lambda item: item.starts)] or sorted(entries, key=cells)


def day_of(entry: Entry) -> date | None:
    """The day that an entry is about, or from which on it holds; None where it has none."""
    match entry:
        case Goal() | PlanItem():
            return entry.starts
        case Reminder() | Questionnaire() | Appointment() | OwnExercise():
            return None
    return entry.date


def type_of(entry: Entry) -> EntryType:
    """The list that an entry stands in."""
    return _TYPES[type(entry)]


def key_of(name: EntryType, fields: Mapping[str, object]) -> tuple[str, ...]:
    """What an entry of a list that has a key is known by, from its fields or those of a row."""
    values = tuple(str(fields.get(column)) for column in KEYS[name])
    return tuple(map(str.lower, values)) if name is EntryType.OWN_EXERCISES else values


def keyed(entry: Entry) -> tuple[str, ...]:
    """What such an entry is known by."""
    name = type_of(entry)
    return key_of(name, {column: getattr(entry, column) for column in KEYS[name]})

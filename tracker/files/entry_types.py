"""What stands in a row: the lists of a diary, their columns, and entries as rows."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.files.cells import NONE_CHOSEN, as_json, as_text, is_filled, read_cell
from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Entry,
    ExerciseDone,
    Goal,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Skip,
)

if TYPE_CHECKING:
    from tracker.importing.tables.column_requests import ColumnRequest

Progress = Callable[[int, int], None]  # done, total


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
}
COLUMNS: dict[EntryType, tuple[str, ...]] = {
    EntryType.CHECK_INS: (
        "date", "pain", "worst_pain", "interference", "flare", "sleep", "sites", "note",
        "no_activity", "no_exercises", "entered_at",
    ),
    EntryType.READINGS: ("at", "pain", "context", "exercise", "note"),
    EntryType.ACTIVITIES: (
        "date", "activity", "minutes", "intensity", "started_at", "source", "external_id", "note",
    ),
    EntryType.EXERCISES: (
        "date", "exercise", "sets", "reps", "hold_seconds", "outcome", "source", "note",
    ),
    EntryType.GOALS: ("starts", "active_minutes", "strength_days"),
    EntryType.PLAN: ("starts", "exercise", "days_a_week", "sets", "reps", "hold_seconds"),
    EntryType.SKIPS: ("date", "exercise", "reason"),
    EntryType.REMINDERS: ("occasion", "begins", "weekdays", "ends", "every_minutes"),
    EntryType.QUESTIONNAIRES: (
        "key", "title", "definition", "scoring", "every_days", "not_before", "not_asked",
    ),
    EntryType.ANSWERS: ("date", "questionnaire", "answers", "score", "entered_at"),
    EntryType.APPOINTMENTS: ("questions", "sections"),
}  # fmt: skip
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
}
KEYS: dict[EntryType, tuple[str, ...]] = {  # of the lists whose entries are known by a key
    EntryType.CHECK_INS: ("date",),
    EntryType.GOALS: ("starts",),
    EntryType.PLAN: ("starts", "exercise"),
    EntryType.SKIPS: ("date", "exercise"),
    EntryType.REMINDERS: ("occasion",),
    EntryType.QUESTIONNAIRES: ("key",),
    EntryType.APPOINTMENTS: (),  # there is one at a time
}
_CHOSEN = frozenset({"sections", "not_asked"})  # an empty list of these is a choice, too
EMPTY: dict[EntryType, dict[str, object]] = {
    name: {f.name: f.default for f in fields(cls) if f.default is not MISSING}
    for name, cls in CLASSES.items()
}
EMPTY[EntryType.ANSWERS]["score"] = None  # no default of the value, but empty as any other
EMPTY[EntryType.CHECK_INS]["pain"] = None
_SAYS_NOTHING = frozenset({"date", "entered_at"})  # of a check-in, by themselves
_TICKS = frozenset({"no_activity", "no_exercises"})  # yes, or not said


class FileError(Exception):
    """Why a file, or one row of it, cannot be read; for a person to read."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        self.reason = reason
        self.row = row
        super().__init__(reason)


class ForeignFile(FileError):
    """A file that is none of a diary's: it lacks the columns that one has."""


@dataclass(frozen=True, slots=True)
class Began:
    """When a workout began, with a UTC offset, and how many seconds it lasted."""

    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a file: the fields that it gives, and those that it leaves empty.

    A field in neither is one that the file has no column for. Rows are
    counted as a spreadsheet shows them: the header is row 1. `recorded` is
    whether it comes from a device or another program, not from our own files,
    and `apart` whether all of its file are recordings one after the other, of
    which no two can be the same. `began` is when a workout did, also where the
    entry doesn't say.
    """

    list: EntryType
    file: str
    row: int
    given: Mapping[str, object]
    empty: frozenset[str]
    recorded: bool = False
    apart: bool = False
    began: Began | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """What was not read: the file, the row (None: all of the file) and why."""

    file: str
    row: int | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ParseResult:
    """All that was read from files, in their order, and what a person should know about it.

    `questions` are about tables whose columns the person can describe.
    """

    candidates: tuple[Candidate, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    notices: tuple[str, ...] = ()
    questions: "tuple[Question, ...]" = ()


def combined(parts: Sequence[ParseResult]) -> ParseResult:
    """All that was found in several parts, as one."""
    return ParseResult(
        candidates=tuple(c for part in parts for c in part.candidates),
        rejected=tuple(r for part in parts for r in part.rejected),
        notices=tuple(n for part in parts for n in part.notices),
        questions=tuple(q for part in parts for q in part.questions),
    )


def candidate(
    name: EntryType, file: str, row: int, cells: Mapping[str, object], zone: ZoneInfo
) -> Candidate:
    """Read the cells of one row; times without an offset are local to `zone`.

    Cells are texts, or what JSON has for them. Raises Refused or InvalidValue
    for a cell that cannot be read; the model checks the rest later.
    """
    given: dict[str, object] = {}
    empty = set()
    for field, cell in cells.items():
        said = is_filled(cell) or (field in _CHOSEN and cell == [])
        value = read_cell(field, cell, zone) if said else None
        if value is None or (value in ("", ()) and field not in _CHOSEN):
            empty.add(field)
        else:
            given[field] = value
    if name is EntryType.CHECK_INS and "date" in given and given.keys() <= _SAYS_NOTHING:
        raise FileError("It says nothing but its date. Nothing was imported from this row.")
    for field in REQUIRED[name]:
        if field not in given and (name, field) != (EntryType.CHECK_INS, "pain"):
            raise FileError(f"{field} is empty. Every row needs one.")
    return Candidate(name, file, row, given, frozenset(empty))


def record(entry: Entry) -> dict[str, object]:
    """An entry as JSON has it: texts, whole numbers, true and false, lists; null for missing."""
    return {column: as_json(getattr(entry, column)) for column in COLUMNS[type_of(entry)]}


def cells(entry: Entry) -> tuple[str, ...]:
    """An entry as the texts of a row, in the order of the columns; empty for missing."""
    return tuple(_cell(column, value) for column, value in record(entry).items())


def _cell(column: str, value: object) -> str:
    if column in _TICKS and value is False:
        return ""
    if column == "not_asked" and value is not None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if column in _CHOSEN and value == []:
        return NONE_CHOSEN
    return as_text(value)


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
        case Reminder() | Questionnaire() | Appointment():
            return None
    return entry.date


def type_of(entry: Entry) -> EntryType:
    """The list that an entry stands in."""
    return next(name for name, cls in CLASSES.items() if isinstance(entry, cls))

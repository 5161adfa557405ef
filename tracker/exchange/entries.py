"""What stands in a row: the lists of a diary, their columns, and entries as rows."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.exchange.cells import NONE_CHOSEN, as_json, as_text, is_filled, read_cell
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
    from tracker.exchange.mapping.asking import Question

Progress = Callable[[int, int], None]  # done, total


class List(StrEnum):
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
OFTEN_WRITTEN = (List.CHECK_INS, List.READINGS, List.ACTIVITIES, List.EXERCISES)

CLASSES: dict[List, type[Entry]] = {
    List.CHECK_INS: CheckIn,
    List.READINGS: Reading,
    List.ACTIVITIES: Activity,
    List.EXERCISES: ExerciseDone,
    List.GOALS: Goal,
    List.PLAN: PlanItem,
    List.SKIPS: Skip,
    List.REMINDERS: Reminder,
    List.QUESTIONNAIRES: Questionnaire,
    List.ANSWERS: Answers,
    List.APPOINTMENTS: Appointment,
}
COLUMNS: dict[List, tuple[str, ...]] = {
    List.CHECK_INS: (
        "date", "pain", "worst_pain", "interference", "flare", "sleep", "sites", "note",
        "no_activity", "no_exercises", "entered_at",
    ),
    List.READINGS: ("at", "pain", "context", "exercise", "note"),
    List.ACTIVITIES: (
        "date", "activity", "minutes", "intensity", "started_at", "source", "external_id", "note",
    ),
    List.EXERCISES: (
        "date", "exercise", "sets", "reps", "hold_seconds", "outcome", "source", "note",
    ),
    List.GOALS: ("starts", "active_minutes", "strength_days"),
    List.PLAN: ("starts", "exercise", "days_a_week", "sets", "reps", "hold_seconds"),
    List.SKIPS: ("date", "exercise", "reason"),
    List.REMINDERS: ("occasion", "begins", "weekdays", "ends", "every_minutes"),
    List.QUESTIONNAIRES: (
        "key", "title", "definition", "scoring", "every_days", "not_before", "not_asked",
    ),
    List.ANSWERS: ("date", "questionnaire", "answers", "score", "entered_at"),
    List.APPOINTMENTS: ("questions", "sections"),
}  # fmt: skip
REQUIRED: dict[List, tuple[str, ...]] = {
    List.CHECK_INS: ("date", "pain"),
    List.READINGS: ("at", "pain"),
    List.ACTIVITIES: ("date", "minutes"),
    List.EXERCISES: ("date", "exercise"),
    List.GOALS: ("starts", "active_minutes", "strength_days"),
    List.PLAN: ("starts", "exercise", "days_a_week"),
    List.SKIPS: ("date", "exercise", "reason"),
    List.REMINDERS: ("occasion", "begins"),
    List.QUESTIONNAIRES: ("key", "title", "definition", "scoring"),
    List.ANSWERS: ("date", "questionnaire", "answers"),
    List.APPOINTMENTS: (),
}
KEYS: dict[List, tuple[str, ...]] = {  # of the lists whose entries are known by a key
    List.CHECK_INS: ("date",),
    List.GOALS: ("starts",),
    List.PLAN: ("starts", "exercise"),
    List.SKIPS: ("date", "exercise"),
    List.REMINDERS: ("occasion",),
    List.QUESTIONNAIRES: ("key",),
    List.APPOINTMENTS: (),  # there is one at a time
}
_CHOSEN = frozenset({"sections", "not_asked"})  # an empty list of these is a choice, too
EMPTY: dict[List, dict[str, object]] = {
    name: {f.name: f.default for f in fields(cls) if f.default is not MISSING}
    for name, cls in CLASSES.items()
}
EMPTY[List.ANSWERS]["score"] = None  # no default of the value, but empty as any other
EMPTY[List.CHECK_INS]["pain"] = None
_SAYS_NOTHING = frozenset({"date", "entered_at"})  # of a check-in, by themselves
_TICKS = frozenset({"no_activity", "no_exercises"})  # yes, or not said


class Refused(Exception):
    """Why a file, or one row of it, cannot be read; for a person to read."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        self.reason = reason
        self.row = row
        super().__init__(reason)


class Foreign(Refused):
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

    list: List
    file: str
    row: int
    given: Mapping[str, object]
    empty: frozenset[str]
    recorded: bool = False
    apart: bool = False
    began: Began | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was not read: the file, the row (None: all of the file) and why."""

    file: str
    row: int | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Found:
    """All that was read from files, in their order, and what a person should know about it.

    `questions` are about tables whose columns the person can describe.
    """

    candidates: tuple[Candidate, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()
    questions: "tuple[Question, ...]" = ()


def together(parts: Sequence[Found]) -> Found:
    """All that was found in several parts, as one."""
    return Found(
        candidates=tuple(c for part in parts for c in part.candidates),
        rejected=tuple(r for part in parts for r in part.rejected),
        notices=tuple(n for part in parts for n in part.notices),
        questions=tuple(q for part in parts for q in part.questions),
    )


def candidate(
    name: List, file: str, row: int, cells: Mapping[str, object], zone: ZoneInfo
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
    if name is List.CHECK_INS and "date" in given and given.keys() <= _SAYS_NOTHING:
        raise Refused("It says nothing but its date. Nothing was imported from this row.")
    for field in REQUIRED[name]:
        if field not in given and (name, field) != (List.CHECK_INS, "pain"):
            raise Refused(f"{field} is empty. Every row needs one.")
    return Candidate(name, file, row, given, frozenset(empty))


def record(entry: Entry) -> dict[str, object]:
    """An entry as JSON has it: texts, whole numbers, true and false, lists; null for missing."""
    return {column: as_json(getattr(entry, column)) for column in COLUMNS[list_of(entry)]}


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


def list_of(entry: Entry) -> List:
    """The list that an entry stands in."""
    return next(name for name, cls in CLASSES.items() if isinstance(entry, cls))

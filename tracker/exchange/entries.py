"""What stands in a row: the lists of a diary, their columns, and values as texts."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Context,
    Entry,
    ExerciseDone,
    Goal,
    Intensity,
    InvalidValue,
    Occasion,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Scoring,
    Section,
    Skip,
    SkipReason,
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


IN_FILES = (List.CHECK_INS, List.READINGS, List.ACTIVITIES, List.EXERCISES)  # as CSV

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
        "entered_at",
    ),
    List.READINGS: ("at", "pain", "context", "exercise", "note"),
    List.ACTIVITIES: (
        "date", "activity", "minutes", "intensity", "started_at", "source", "external_id", "note",
    ),
    List.EXERCISES: ("date", "exercise", "sets", "reps", "hold_seconds", "source", "note"),
    List.GOALS: ("starts", "active_minutes", "strength_days"),
    List.PLAN: ("starts", "exercise", "days_a_week", "sets", "reps", "hold_seconds"),
    List.SKIPS: ("date", "exercise", "reason"),
    List.REMINDERS: ("occasion", "begins", "weekdays", "ends", "every_minutes"),
    List.QUESTIONNAIRES: ("key", "title", "definition", "scoring", "every_days", "not_before"),
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
_CHOSEN = frozenset({"sections"})  # an empty list of these is a choice, too
EMPTY: dict[List, dict[str, object]] = {
    name: {f.name: f.default for f in fields(cls) if f.default is not MISSING}
    for name, cls in CLASSES.items()
}
EMPTY[List.ANSWERS]["score"] = None  # no default of the value, but empty as any other


class Refused(Exception):
    """Why a file, or one row of it, cannot be read; for a person to read."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        self.reason = reason
        self.row = row
        super().__init__(reason)


class Foreign(Refused):
    """A file that is none of a diary's: it lacks the columns that one has."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a file: the fields that it gives, and those that it leaves empty.

    A field in neither is one that the file has no column for. Rows are
    counted as a spreadsheet shows them: the header is row 1. `recorded` is
    whether it comes from a device or another program, not from our own files.
    """

    list: List
    file: str
    row: int
    given: Mapping[str, object]
    empty: frozenset[str]
    recorded: bool = False


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
        said = _is_filled(cell) or (field in _CHOSEN and cell == [])
        value = _READERS.get(field, _term)(field, cell, zone) if said else None
        if value is None or (value in ("", ()) and field not in _CHOSEN):
            empty.add(field)
        else:
            given[field] = value
    for field in REQUIRED[name]:
        if field not in given:
            raise Refused(f"{field} is empty. Every row needs one.")
    return Candidate(name, file, row, given, frozenset(empty))


def record(entry: Entry) -> dict[str, object]:
    """An entry as JSON has it: texts, whole numbers, true and false, lists; null for missing."""
    return {column: _plain(getattr(entry, column)) for column in COLUMNS[list_of(entry)]}


def cells(entry: Entry) -> tuple[str, ...]:
    """An entry as the texts of a row, in the order of the columns; empty for missing."""
    return tuple(map(_text, record(entry).values()))


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


def _plain(value: object) -> object:
    match value:
        case date():  # or datetime
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case StrEnum():
            return value.value
        case Answer():
            return {"link_id": value.link_id, "value": value.value}
        case tuple():
            return list(map(_plain, value))
    return value


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(str, value))
    return str(value)


def _is_filled(cell: object) -> bool:
    return cell is not None and cell != "" and cell != []


def _term(field: str, cell: object, zone: ZoneInfo) -> object:
    return cell.strip() if isinstance(cell, str) else cell


def _note(field: str, cell: object, zone: ZoneInfo) -> object:
    # Spreadsheets on Windows end the lines within a cell in their own way.
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell


def _sites(field: str, cell: object, zone: ZoneInfo) -> object:
    if isinstance(cell, list) and all(isinstance(site, str) for site in cell):
        return tuple(cell)
    if isinstance(cell, str):
        return tuple(dict.fromkeys(site.strip() for site in cell.split(";") if site.strip()))
    raise InvalidValue(field, cell, "places with semicolons between them")


def _whole(field: str, cell: object, zone: ZoneInfo) -> object:
    """A whole number also as "5.0", as some programs write it; else the text for the model."""
    if isinstance(cell, str):
        written = re.fullmatch(r"\s*([+-]?[0-9]{1,9})(\.0+)?\s*", cell)
        return int(written[1]) if written else cell.strip()
    return cell


def _flag(field: str, cell: object, zone: ZoneInfo) -> object:
    if isinstance(cell, bool):
        return cell
    match str(cell).strip().lower():
        case "":
            return None
        case "yes" | "true" | "1":
            return True
        case "no" | "false" | "0":
            return False
    raise InvalidValue(field, cell, "yes or no")


def _choice(choices: type[StrEnum]) -> Callable[[str, object, ZoneInfo], object]:
    def read(field: str, cell: object, zone: ZoneInfo) -> object:
        word = str(cell).strip().lower()
        return choices(word) if word in list(choices) else word

    return read


def _date(field: str, cell: object, zone: ZoneInfo) -> object:
    text = str(cell).strip()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:  # such as the 30th of February
        raise InvalidValue(field, text, "a day that is in the calendar") from None
    if not text:
        return None
    raise InvalidValue(field, text, "a date written year-month-day, such as 2026-11-21")


def _moment(field: str, cell: object, zone: ZoneInfo) -> object:
    text = str(cell).strip()
    if not text:
        return None
    try:
        if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        allowed = "a date and time such as 2026-11-21T20:14 or 2026-11-21T20:14:00+01:00"
        raise InvalidValue(field, text, allowed) from None
    # A fixed offset, as in `Person.now`: the moment keeps its local day and hour.
    offset = moment.utcoffset()
    if offset is None:
        offset = moment.replace(tzinfo=zone).utcoffset()
    return moment.replace(tzinfo=timezone(offset or timedelta()))


def _clock(field: str, cell: object, zone: ZoneInfo) -> object:
    text = str(cell).strip()
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidValue(field, text, "a time of day such as 20:30") from None


def _list(field: str, cell: object, zone: ZoneInfo) -> object:
    if isinstance(cell, list):
        return tuple(cell)
    raise InvalidValue(field, cell, "a list")


def _parts(field: str, cell: object, zone: ZoneInfo) -> object:
    words = _list(field, cell, zone)
    return tuple(_choice(Section)(field, word, zone) for word in words)  # type: ignore[attr-defined]


def _answers(field: str, cell: object, zone: ZoneInfo) -> object:
    if not isinstance(cell, list) or not all(isinstance(one, dict) for one in cell):
        raise InvalidValue(field, cell, "a list of answers, each with link_id and value")
    return tuple(Answer(one.get("link_id"), one.get("value")) for one in cell)


def _score(field: str, cell: object, zone: ZoneInfo) -> object:
    """A score is a number with a point also where a program leaves it out."""
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


_READERS: dict[str, Callable[[str, object, ZoneInfo], object]] = {
    "date": _date,
    "starts": _date,
    "not_before": _date,
    "at": _moment,
    "entered_at": _moment,
    "started_at": _moment,
    "note": _note,
    "sites": _sites,
    "flare": _flag,
    "context": _choice(Context),
    "intensity": _choice(Intensity),
    "reason": _choice(SkipReason),
    "occasion": _choice(Occasion),
    "begins": _clock,
    "ends": _clock,
    "weekdays": _list,
    "definition": _note,
    "scoring": _choice(Scoring),
    "answers": _answers,
    "score": _score,
    "questions": _note,
    "sections": _parts,
    **dict.fromkeys(
        (
            "pain", "worst_pain", "interference", "sleep", "minutes", "sets", "reps",
            "hold_seconds", "active_minutes", "strength_days", "days_a_week", "every_minutes",
            "every_days",
        ),
        _whole,
    ),
}  # fmt: skip

"""From a table and what it means to candidates of an import."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tracker.catalogue import find_activity_kind, find_exercise, find_workout
from tracker.exchange.devices.making import tidy
from tracker.exchange.entries import Candidate, Found, List, Refused, Rejected
from tracker.exchange.mapping.meanings import DURATIONS, NAMED, Column, Mapping, Meaning, What
from tracker.exchange.mapping.table import Table
from tracker.exchange.mapping.values import (
    UNLOGGED,
    looks_like_time,
    read_day,
    read_intensity,
    read_moment,
    read_seconds,
    read_tick,
    read_time,
    read_whole,
)
from tracker.model import TERM_LIMIT, Context, InvalidValue

_FIELDS = {
    Meaning.PAIN: "pain",
    Meaning.WORST_PAIN: "worst_pain",
    Meaning.INTERFERENCE: "interference",
    Meaning.SLEEP: "sleep",
    Meaning.SETS: "sets",
    Meaning.REPS: "reps",
}
_CONTEXTS = {
    "before": Context.BEFORE,
    "after": Context.AFTER,
    "flare": Context.FLARE,
    "morning": Context.MORNING,
    "am": Context.MORNING,
}


@dataclass(slots=True)
class _Row:
    """A row by what its columns mean; cells that say nothing are not there."""

    cells: dict[Meaning, str]
    named: list[tuple[Column, str]]
    mapping: Mapping
    zone: ZoneInfo
    notices: dict[str, None] = field(default_factory=dict)


def apply(table: Table, mapping: Mapping, zone: ZoneInfo) -> Found:
    """Read every row of a table; times without an offset are local to `zone`.

    Raises Refused where the mapping leaves out what is needed.
    """
    if mapping.missing:
        raise Refused(f"{mapping.missing} Nothing was imported from it.")
    if len(mapping.columns) != len(table.titles):
        raise Refused("Its columns are not those that were described. Nothing was imported.")
    candidates: list[Candidate] = []
    rejected: list[Rejected] = []
    notices: dict[str, None] = {}
    for number, cells in table.rows:
        row = _row(cells, mapping, zone, notices)
        try:
            candidates += [
                Candidate(name, table.name, number, given, frozenset(), recorded=True)
                for name, given in _READERS[mapping.what](row)
            ]
        except (Refused, InvalidValue) as error:
            rejected.append(Rejected(table.name, number, str(error)))
    told = [f"{table.name}: {notice}" for notice in notices]
    return Found(tuple(candidates), tuple(rejected), tuple(told))


def _row(cells: Sequence[str], mapping: Mapping, zone: ZoneInfo, notices: dict[str, None]) -> _Row:
    plain: dict[Meaning, str] = {}
    named: list[tuple[Column, str]] = []
    for column, cell in zip(mapping.columns, cells, strict=True):
        text = cell.strip()
        if not column.meaning or not text:
            continue
        if column.meaning in NAMED:
            named.append((column, text))
        else:
            plain[column.meaning] = text
    return _Row(plain, named, mapping, zone, notices)


Made = Iterator[tuple[List, dict[str, object]]]


def _day_row(row: _Row) -> Made:
    day = _day(row)
    about_day: dict[str, object] = {
        field: _whole(row, meaning)
        for meaning, field in _FIELDS.items()
        if meaning in row.cells and row.cells[meaning] not in UNLOGGED
    }
    if Meaning.FLARE in row.cells:
        about_day["flare"] = read_tick(row.cells[Meaning.FLARE], row.mapping.decimal)
    if Meaning.SITES in row.cells:
        sites = row.cells[Meaning.SITES].replace(",", ";").replace("/", ";").split(";")
        about_day["sites"] = tuple(dict.fromkeys(s.strip() for s in sites if s.strip()))
    if note := row.cells.get(Meaning.NOTE):
        about_day["note"] = _lines(note)
    said = {field: value for field, value in about_day.items() if value is not None}
    found = False
    for name, given in _named(row, day):
        found = True
        yield name, given
    if "pain" in said:
        yield List.CHECK_INS, {"date": day, **said}
    elif said and row.mapping.has(Meaning.PAIN) and not found:
        raise Refused("pain is empty. A check-in needs it.")


def _named(row: _Row, day: date) -> Made:
    """What the columns of single exercises and activities say."""
    source = {"source": row.mapping.source} if row.mapping.source else {}
    for column, cell in row.named:
        if column.meaning is Meaning.MINUTES_OF:
            minutes = _minutes(cell, Meaning.MINUTES_OF, row) if cell not in UNLOGGED else 0
            if minutes:
                about = {"date": day, "activity": column.name, "minutes": minutes}
                yield List.ACTIVITIES, about | source
        elif read_tick(cell, row.mapping.decimal):
            if column.meaning is Meaning.DONE:
                yield List.EXERCISES, {"date": day, "exercise": column.name, **source}
            else:
                about = {"date": day, "activity": column.name, "minutes": column.minutes}
                yield List.ACTIVITIES, about | source


def _activity_row(row: _Row) -> Made:
    started = _start(row)
    given: dict[str, object] = {"date": started.date() if started else _day(row)}
    given |= {"started_at": started} if started else {}
    duration = next((meaning for meaning in DURATIONS if meaning in row.cells), None)
    if duration:
        given["minutes"] = _minutes(row.cells[duration], duration, row)
        if not given["minutes"]:
            raise Refused("It lasted less than half a minute.")
    elif started and Meaning.END in row.cells:
        given["minutes"] = round((_end(row, started) - started).total_seconds() / 60)
    else:
        raise Refused("minutes is empty. Every row needs one.")
    kind = row.cells.get(Meaning.KIND) or row.mapping.kind
    if (workout := find_workout(kind)) is not None:
        yield List.EXERCISES, _said(row, date=given["date"], exercise=workout.name)
        return
    if kind:
        known = find_activity_kind(kind)
        given["activity"] = known.name if known else tidy(kind, TERM_LIMIT)
    if word := row.cells.get(Meaning.INTENSITY):
        intensity = read_intensity(word)
        if intensity:
            given["intensity"] = intensity
        else:
            row.notices[f"'{word}' is no intensity; the usual one of the kind is taken."] = None
    if external_id := row.cells.get(Meaning.EXTERNAL_ID):
        given["external_id"] = tidy(external_id)
    yield List.ACTIVITIES, _said(row, **given)


def _exercise_row(row: _Row) -> Made:
    name = row.cells.get(Meaning.EXERCISE) or row.mapping.exercise
    if not name:
        raise Refused("exercise is empty. Every row needs one.")
    known = find_exercise(name) or find_workout(name)
    given: dict[str, object] = {
        "date": _day(row),
        "exercise": known.name if known else tidy(name, TERM_LIMIT),
    }
    for meaning in (Meaning.SETS, Meaning.REPS):
        if meaning in row.cells:
            given[_FIELDS[meaning]] = _whole(row, meaning)
    if held := row.cells.get(Meaning.HOLD_SECONDS):
        given["hold_seconds"] = round(read_seconds(held, Meaning.HOLD_SECONDS, row.mapping.decimal))
    given = {field: value for field, value in given.items() if value != 0}  # not done in sets
    yield List.EXERCISES, _said(row, **given)


def _reading_row(row: _Row) -> Made:
    started = _start(row)
    if not started:
        raise Refused("The time is empty. Every rating needs one.")
    if Meaning.PAIN not in row.cells:
        raise Refused("pain is empty. Every row needs one.")
    given: dict[str, object] = {"at": started, "pain": _whole(row, Meaning.PAIN)}
    if word := row.cells.get(Meaning.CONTEXT):
        context = next((c for part, c in _CONTEXTS.items() if part in word.lower()), None)
        given |= {"context": context} if context else {}
    if name := row.cells.get(Meaning.EXERCISE):
        given["exercise"] = tidy(name, TERM_LIMIT)
    if note := row.cells.get(Meaning.NOTE):
        given["note"] = _lines(note)
    yield List.READINGS, given


_READERS = {
    What.DAY: _day_row,
    What.ACTIVITY: _activity_row,
    What.EXERCISE: _exercise_row,
    What.READING: _reading_row,
}


def _said(row: _Row, **given: object) -> dict[str, object]:
    """Fields with where they come from and the note."""
    if row.mapping.source:
        given["source"] = row.mapping.source
    if note := row.cells.get(Meaning.NOTE):
        given["note"] = _lines(note)
    return given


def _day(row: _Row) -> date:
    if text := row.cells.get(Meaning.DATE) or row.cells.get(Meaning.START):
        return read_day(text, row.mapping.dates, row.zone)
    raise Refused("date is empty. Every row needs one.")


def _start(row: _Row) -> datetime | None:
    """When it began; None where only the day is known."""
    text = row.cells.get(Meaning.START)
    if text is None:
        return None
    if looks_like_time(text):
        return read_time(text, _day_of_date(row), row.zone)
    try:
        return read_moment(text, row.mapping.dates, row.zone)
    except InvalidValue as error:
        if error.field == "start" and row.mapping.what is What.ACTIVITY:
            return None  # a day without a time
        raise


def _end(row: _Row, started: datetime) -> datetime:
    text = row.cells[Meaning.END]
    if not looks_like_time(text):
        return read_moment(text, row.mapping.dates, row.zone)
    ended = read_time(text, started.date(), row.zone)
    return ended if ended > started else ended + timedelta(days=1)


def _day_of_date(row: _Row) -> date:
    if text := row.cells.get(Meaning.DATE):
        return read_day(text, row.mapping.dates, row.zone)
    raise Refused("date is empty. A time alone does not say on which day.")


def _minutes(text: str, meaning: Meaning, row: _Row) -> int:
    seconds = read_seconds(text, meaning, row.mapping.decimal)
    return int(seconds / 60 + 0.5) if seconds >= 0 else -1  # the model refuses it


def _whole(row: _Row, meaning: Meaning) -> int | float:
    return read_whole(row.cells[meaning], row.mapping.decimal, _FIELDS[meaning])


def _lines(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(s for s in plain if s.isprintable() or s in "\n\t")

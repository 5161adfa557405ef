"""One row of a table, and what a diary makes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tracker.catalogue import find_exercise, find_workout
from tracker.exchange.devices import words
from tracker.exchange.devices.making import tidy
from tracker.exchange.entries import List, Refused
from tracker.exchange.mapping.meanings import (
    DATE_PARTS,
    DURATIONS,
    NAMED,
    Column,
    Mapping,
    Meaning,
    What,
)
from tracker.exchange.mapping.values import (
    UNLOGGED,
    looks_like_time,
    read_day,
    read_day_in_parts,
    read_intensity,
    read_moment,
    read_seconds,
    read_tick,
    read_time,
    read_whole,
)
from tracker.model import TERM_LIMIT, Context, InvalidValue

Made = Iterator[tuple[List, dict[str, object]]]

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
class Row:
    """A row by what its columns mean; cells that say nothing are not there."""

    cells: dict[Meaning, str]
    named: list[tuple[Column, str]]
    mapping: Mapping
    zone: ZoneInfo
    notices: dict[str, None] = field(default_factory=dict)


def row_of(cells: Sequence[str], mapping: Mapping, zone: ZoneInfo, notices: dict[str, None]) -> Row:
    """A row by its mapping; what a person should know of it is added to `notices`."""
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
    return Row(plain, named, mapping, zone, notices)


def read_row(row: Row) -> Made:
    """The entries that a row makes. Raises Refused or InvalidValue where it can't be read."""
    if row.mapping.what is not None:
        yield from _READERS[row.mapping.what](row)


def _day_row(row: Row) -> Made:
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
    yield from _named(row, day)
    if said:
        yield List.CHECK_INS, {"date": day, **said}


def _named(row: Row, day: date) -> Made:
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


def _activity_row(row: Row) -> Made:
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
    if kind:
        meant = words.meaning(kind)
        if not meant.exercise:
            row.notices[f"left out, because it is no activity: {tidy(kind, TERM_LIMIT)}."] = None
            return
        if meant.strengthens:
            yield List.EXERCISES, _said(row, date=given["date"], exercise=meant.name)
            return
        given["activity"] = meant.name if words.is_known(kind) else tidy(kind, TERM_LIMIT)
    if word := row.cells.get(Meaning.INTENSITY):
        intensity = read_intensity(word)
        if intensity:
            given["intensity"] = intensity
        else:
            row.notices[f"'{word}' is no intensity; the usual one of the kind is taken."] = None
    if external_id := row.cells.get(Meaning.EXTERNAL_ID):
        given["external_id"] = tidy(external_id)
    yield List.ACTIVITIES, _said(row, **given)


def _exercise_row(row: Row) -> Made:
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


def _reading_row(row: Row) -> Made:
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


def _said(row: Row, **given: object) -> dict[str, object]:
    """Fields with where they come from and the note."""
    if row.mapping.source:
        given["source"] = row.mapping.source
    if note := row.cells.get(Meaning.NOTE):
        given["note"] = _lines(note)
    return given


def _day(row: Row) -> date:
    if day := _day_in_parts(row):
        return day
    if text := row.cells.get(Meaning.DATE) or row.cells.get(Meaning.START):
        return read_day(text, row.mapping.dates, row.zone)
    raise Refused("date is empty. Every row needs one.")


def _start(row: Row) -> datetime | None:
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


def _end(row: Row, started: datetime) -> datetime:
    text = row.cells[Meaning.END]
    if not looks_like_time(text):
        return read_moment(text, row.mapping.dates, row.zone)
    ended = read_time(text, started.date(), row.zone)
    return ended if ended > started else ended + timedelta(days=1)


def _day_in_parts(row: Row) -> date | None:
    """The day where three columns say it; None where none of them is filled."""
    parts = [row.cells.get(part, "") for part in DATE_PARTS]
    if not any(parts):
        return None
    if not all(parts):
        raise Refused("A part of its date is empty. Every row needs a year, a month and a day.")
    year, month, day = parts
    return read_day_in_parts(year, month, day)


def moment_of(row: Row) -> datetime | None:
    """The moment that a row's date says beside the day; None where it says none."""
    try:
        return read_moment(row.cells.get(Meaning.DATE, ""), row.mapping.dates, row.zone)
    except InvalidValue:
        return None


def _day_of_date(row: Row) -> date:
    if day := _day_in_parts(row):
        return day
    if text := row.cells.get(Meaning.DATE):
        return read_day(text, row.mapping.dates, row.zone)
    raise Refused("date is empty. A time alone does not say on which day.")


def _minutes(text: str, meaning: Meaning, row: Row) -> int:
    seconds = read_seconds(text, meaning, row.mapping.decimal)
    return int(seconds / 60 + 0.5) if seconds >= 0 else -1  # the model refuses it


def _whole(row: Row, meaning: Meaning) -> int | float:
    return read_whole(row.cells[meaning], row.mapping.decimal, _FIELDS[meaning])


def _lines(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(s for s in plain if s.isprintable() or s in "\n\t")

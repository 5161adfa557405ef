"""One row of a table, and what a diary makes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.importing.sources import activity_names
from tracker.importing.sources.candidates import single_line
from tracker.importing.tables.column_meanings import (
    DATE_PARTS,
    DURATIONS,
    NAMED,
    RATINGS,
    ColumnMapping,
    ColumnMeaning,
    RowContent,
    TableMapping,
)
from tracker.importing.tables.values import (
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
from tracker.library import find_exercise, find_workout
from tracker.model import TERM_LIMIT, Context, InvalidValue

Made = Iterator[tuple[EntryType, dict[str, object]]]

_NUMBERS = (
    *(meaning for meaning in RATINGS if meaning is not ColumnMeaning.FLARE),
    ColumnMeaning.SETS,
    ColumnMeaning.REPS,
)
_CONTEXTS = {
    "before": Context.BEFORE,
    "after": Context.AFTER,
    "flare": Context.FLARE,
    "morning": Context.MORNING,
    "am": Context.MORNING,
}


@dataclass(slots=True)
class ConvertedRow:
    """A row by what its columns mean; cells that say nothing are not there."""

    cells: dict[ColumnMeaning, str]
    named: list[tuple[ColumnMapping, str]]
    mapping: TableMapping
    zone: ZoneInfo
    notices: dict[str, None] = field(default_factory=dict)


def row_of(
    cells: Sequence[str], mapping: TableMapping, zone: ZoneInfo, notices: dict[str, None]
) -> ConvertedRow:
    """A row by its mapping; what a person should know of it is added to `notices`."""
    plain: dict[ColumnMeaning, str] = {}
    named: list[tuple[ColumnMapping, str]] = []
    for column, cell in zip(mapping.columns, cells, strict=True):
        text = cell.strip()
        if not column.meaning or not text:
            continue
        if column.meaning in NAMED:
            named.append((column, text))
        else:
            plain[column.meaning] = text
    return ConvertedRow(plain, named, mapping, zone, notices)


def read_row(row: ConvertedRow) -> Made:
    """The entries that a row makes. Raises FileError or InvalidValue where it can't be read."""
    if row.mapping.what is not None:
        yield from _READERS[row.mapping.what](row)


def _day_row(row: ConvertedRow) -> Made:
    day = _day(row)
    about_day: dict[str, object] = {
        meaning.field: _whole(row, meaning)
        for meaning in _NUMBERS
        if meaning in row.cells and row.cells[meaning] not in UNLOGGED
    }
    if ColumnMeaning.FLARE in row.cells:
        about_day["flare"] = read_tick(row.cells[ColumnMeaning.FLARE], row.mapping.decimal)
    if ColumnMeaning.SITES in row.cells:
        sites = row.cells[ColumnMeaning.SITES].replace(",", ";").replace("/", ";").split(";")
        about_day["sites"] = tuple(dict.fromkeys(s.strip() for s in sites if s.strip()))
    if note := row.cells.get(ColumnMeaning.NOTE):
        about_day["note"] = _lines(note)
    said = {field: value for field, value in about_day.items() if value is not None}
    yield from _named(row, day)
    if said:
        yield EntryType.CHECK_INS, {"date": day, **said}


def _named(row: ConvertedRow, day: date) -> Made:
    """What the columns of single exercises and activities say."""
    source = {"source": row.mapping.source} if row.mapping.source else {}
    for column, cell in row.named:
        if column.meaning is ColumnMeaning.MINUTES_OF:
            minutes = _minutes(cell, ColumnMeaning.MINUTES_OF, row) if cell not in UNLOGGED else 0
            if minutes:
                about = {"date": day, "activity": column.name, "minutes": minutes}
                yield EntryType.ACTIVITIES, about | source
        elif read_tick(cell, row.mapping.decimal):
            if column.meaning is ColumnMeaning.DONE:
                yield EntryType.EXERCISES, {"date": day, "exercise": column.name, **source}
            else:
                about = {"date": day, "activity": column.name, "minutes": column.minutes}
                yield EntryType.ACTIVITIES, about | source


def _activity_row(row: ConvertedRow) -> Made:
    started = _start(row)
    given: dict[str, object] = {"date": started.date() if started else _day(row)}
    given |= {"started_at": started} if started else {}
    duration = next((meaning for meaning in DURATIONS if meaning in row.cells), None)
    if duration:
        given["minutes"] = _minutes(row.cells[duration], duration, row)
        if not given["minutes"]:
            raise FileError("It lasted less than half a minute.")
    elif started and ColumnMeaning.END in row.cells:
        given["minutes"] = round((_end(row, started) - started).total_seconds() / 60)
    else:
        raise FileError("minutes is empty. Every row needs one.")
    kind = row.cells.get(ColumnMeaning.KIND) or row.mapping.kind
    if kind:
        meant = activity_names.lookup_activity(kind)
        if not meant.exercise:
            row.notices[
                f"left out, because it is no activity: {single_line(kind, TERM_LIMIT)}."
            ] = None
            return
        if meant.strengthens:
            yield EntryType.EXERCISES, _said(row, date=given["date"], exercise=meant.name)
            return
        given["activity"] = (
            meant.name if activity_names.is_known(kind) else single_line(kind, TERM_LIMIT)
        )
    if word := row.cells.get(ColumnMeaning.INTENSITY):
        intensity = read_intensity(word)
        if intensity:
            given["intensity"] = intensity
        else:
            row.notices[f"'{word}' is no intensity; the usual one of the kind is taken."] = None
    if external_id := row.cells.get(ColumnMeaning.EXTERNAL_ID):
        given["external_id"] = single_line(external_id)
    yield EntryType.ACTIVITIES, _said(row, **given)


def _exercise_row(row: ConvertedRow) -> Made:
    name = row.cells.get(ColumnMeaning.EXERCISE) or row.mapping.exercise
    if not name:
        raise FileError("exercise is empty. Every row needs one.")
    known = find_exercise(name) or find_workout(name)
    given: dict[str, object] = {
        "date": _day(row),
        "exercise": known.name if known else single_line(name, TERM_LIMIT),
    }
    for meaning in (ColumnMeaning.SETS, ColumnMeaning.REPS):
        if meaning in row.cells:
            given[meaning.field] = _whole(row, meaning)
    if held := row.cells.get(ColumnMeaning.HOLD_SECONDS):
        given["hold_seconds"] = round(
            read_seconds(held, ColumnMeaning.HOLD_SECONDS, row.mapping.decimal)
        )
    given = {field: value for field, value in given.items() if value != 0}  # not done in sets
    yield EntryType.EXERCISES, _said(row, **given)


def _reading_row(row: ConvertedRow) -> Made:
    started = _start(row)
    if not started:
        raise FileError("The time is empty. Every rating needs one.")
    if ColumnMeaning.PAIN not in row.cells:
        raise FileError("pain is empty. Every row needs one.")
    given: dict[str, object] = {"at": started, "pain": _whole(row, ColumnMeaning.PAIN)}
    if word := row.cells.get(ColumnMeaning.CONTEXT):
        context = next((c for part, c in _CONTEXTS.items() if part in word.lower()), None)
        given |= {"context": context} if context else {}
    if name := row.cells.get(ColumnMeaning.EXERCISE):
        given["exercise"] = single_line(name, TERM_LIMIT)
    if note := row.cells.get(ColumnMeaning.NOTE):
        given["note"] = _lines(note)
    yield EntryType.READINGS, given


_READERS = {
    RowContent.DAY: _day_row,
    RowContent.ACTIVITY: _activity_row,
    RowContent.EXERCISE: _exercise_row,
    RowContent.READING: _reading_row,
}


def _said(row: ConvertedRow, **given: object) -> dict[str, object]:
    """Fields with where they come from and the note."""
    if row.mapping.source:
        given["source"] = row.mapping.source
    if note := row.cells.get(ColumnMeaning.NOTE):
        given["note"] = _lines(note)
    return given


def _day(row: ConvertedRow) -> date:
    if day := _day_in_parts(row):
        return day
    if text := row.cells.get(ColumnMeaning.DATE) or row.cells.get(ColumnMeaning.START):
        return read_day(text, row.mapping.dates, row.zone)
    raise FileError("date is empty. Every row needs one.")


def _start(row: ConvertedRow) -> datetime | None:
    """When it began; None where only the day is known."""
    text = row.cells.get(ColumnMeaning.START)
    if text is None:
        return None
    if looks_like_time(text):
        return read_time(text, _day_of_date(row), row.zone)
    try:
        return read_moment(text, row.mapping.dates, row.zone)
    except InvalidValue as error:
        if error.field == "start" and row.mapping.what is RowContent.ACTIVITY:
            return None  # a day without a time
        raise


def _end(row: ConvertedRow, started: datetime) -> datetime:
    text = row.cells[ColumnMeaning.END]
    if not looks_like_time(text):
        return read_moment(text, row.mapping.dates, row.zone)
    ended = read_time(text, started.date(), row.zone)
    return ended if ended > started else ended + timedelta(days=1)


def _day_in_parts(row: ConvertedRow) -> date | None:
    """The day where three columns say it; None where none of them is filled."""
    parts = [row.cells.get(part, "") for part in DATE_PARTS]
    if not any(parts):
        return None
    if not all(parts):
        raise FileError("A part of its date is empty. Every row needs a year, a month and a day.")
    year, month, day = parts
    return read_day_in_parts(year, month, day)


def moment_of(row: ConvertedRow) -> datetime | None:
    """The moment that a row's date says beside the day; None where it says none."""
    try:
        return read_moment(row.cells.get(ColumnMeaning.DATE, ""), row.mapping.dates, row.zone)
    except InvalidValue:
        return None


def _day_of_date(row: ConvertedRow) -> date:
    if day := _day_in_parts(row):
        return day
    if text := row.cells.get(ColumnMeaning.DATE):
        return read_day(text, row.mapping.dates, row.zone)
    raise FileError("date is empty. A time alone does not say on which day.")


def _minutes(text: str, meaning: ColumnMeaning, row: ConvertedRow) -> int:
    seconds = read_seconds(text, meaning, row.mapping.decimal)
    return int(seconds / 60 + 0.5) if seconds >= 0 else -1  # the model refuses it


def _whole(row: ConvertedRow, meaning: ColumnMeaning) -> int | float:
    return read_whole(row.cells[meaning], row.mapping.decimal, meaning.field)


def _lines(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(s for s in plain if s.isprintable() or s in "\n\t")

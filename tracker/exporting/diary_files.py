"""A diary written to files: a folder or zip of CSV, or one JSON file.

Equal diaries give equal bytes. Files appear whole or not at all.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from tracker.files.archives import zipped
from tracker.files.atomic import export_file, write_all
from tracker.files.csv_text import (
    escape_formulas,
)
from tracker.files.entry_types import COLUMNS, EntryType, cells, in_order, record
from tracker.files.errors import FileError
from tracker.model import Appointment, Entry
from tracker.store import Diary

_LATER_COLUMNS = {"no_activity", "no_exercises", "off_work", "outcome"}  # not in the files of 0.1


def csv_files(
    diary: Diary, first: date | None = None, last: date | None = None
) -> dict[str, bytes]:
    """The CSV files by name: the days from `first` to `last`, and all that has no day."""
    lists = _lists(diary, first, last)
    return {f"{name}.csv": write_csv(name, lists[name]) for name in EntryType}


def csv_zip(diary: Diary, first: date | None = None, last: date | None = None) -> bytes:
    """The CSV files as one zip."""
    return zipped(csv_files(diary, first, last))


def json_file(diary: Diary, first: date | None = None, last: date | None = None) -> bytes:
    """The diary as one JSON file: the days from `first` to `last`, and all that has no day."""
    return write_json(_lists(diary, first, last))


def export_csv(
    diary: Diary, output: Path, first: date | None = None, last: date | None = None
) -> list[Path]:
    """Write the CSV files of a diary to a folder, or to one zip.

    Parameters
    ----------
    diary
        Whose diary it is.
    output
        A folder, or a file that ends in .zip. An earlier export there is replaced, other
        files are left alone.
    first, last
        The days that are written, both included; without them all.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    FileError
        With nothing changed, where a file of the same name is no export, or the disk
        doesn't take it.
    """
    return export_tables(csv_files(diary, first, last), output)


def export_tables(files: Mapping[str, bytes], output: Path) -> list[Path]:
    """Write the CSV files, as `export_csv`."""
    if output.suffix.lower() == ".zip":
        return export_file(zipped(files), output)
    if output.suffix.lower() == ".csv":
        raise FileError("A CSV export is several files: name a folder, or a file ending in .zip.")
    if output.exists() and not output.is_dir():
        raise FileError(f"{output} is a file. Name a folder, or a file ending in .zip.")
    for name in files:
        there = output / name
        if there.exists() and not written_by_us(there):
            raise FileError(
                f"{there} is no export of Backbeat and was left as it is. Name another folder."
            )
    return write_all({output / name: data for name, data in files.items()})


def export_json(
    diary: Diary, output: Path, first: date | None = None, last: date | None = None
) -> list[Path]:
    """Write the whole diary to one JSON file, replacing an earlier one."""
    return export_file(json_file(diary, first, last), output)


def _lists(diary: Diary, first: date | None, last: date | None) -> dict[EntryType, list[Entry]]:
    """The entries by list, all read at one moment."""
    with diary.snapshot() as now:
        return _read_lists(now, first, last)


def _read_lists(
    diary: Diary, first: date | None, last: date | None
) -> dict[EntryType, list[Entry]]:
    return {
        EntryType.CHECK_INS: [*diary.check_ins(first, last)],
        EntryType.READINGS: [*diary.readings(first, last)],
        EntryType.ACTIVITIES: [*diary.activities(first, last)],
        EntryType.EXERCISES: [*diary.exercises_done(first, last)],
        EntryType.GOALS: [*diary.goals()],
        EntryType.PLAN: [*diary.plan_items()],
        EntryType.SKIPS: [*diary.skips(first, last)],
        EntryType.REMINDERS: [*diary.reminders()],
        EntryType.QUESTIONNAIRES: [*diary.questionnaires()],
        EntryType.ANSWERS: [*diary.answers(first, last)],
        EntryType.APPOINTMENTS: [*_prepared(diary.appointment())],
        EntryType.MEDICINES: [*diary.medicines(first, last)],
        EntryType.EVENTS: [*diary.events(first, last)],
        EntryType.OWN_EXERCISES: [*diary.own_exercises()],
    }


def _prepared(appointment: Appointment) -> Iterator[Appointment]:
    if appointment != Appointment():
        yield appointment


def write_csv(name: EntryType, entries: Iterable[Entry]) -> bytes:
    """The file of a list. Equal entries give equal bytes, in whatever order they come."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[name])
    writer.writerows(map(escape_formulas, map(cells, in_order(entries))))
    return out.getvalue().encode("utf-8")


def written_by_us(path: Path) -> bool:
    """Whether a file begins with the header row of one of the files, of today or earlier."""
    with path.open("rb") as file:
        header = tuple(file.readline(1_000).decode("utf-8", "replace").rstrip("\n").split(","))
    return any(_is_header(header, columns) for columns in COLUMNS.values())


def _is_header(header: tuple[str, ...], columns: tuple[str, ...]) -> bool:
    left_out = {*columns} - {*header}
    in_order = tuple(column for column in columns if column not in left_out)
    return header == in_order and left_out <= _LATER_COLUMNS


def write_json(lists: Mapping[EntryType, list[Entry]]) -> bytes:
    """One object with the lists. Equal diaries give equal bytes."""
    whole = {name: [record(entry) for entry in in_order(lists[name])] for name in EntryType}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
